"""Where in a document a word processor tracks changes, and how: in the text, a whole element at once, or not."""

from __future__ import annotations

from lxml import etree

from .names import DESC, DRAWN, LINK, NOTE, NUMBERS, RUBY_TEXT, TITLE, elements, q
from .places import Piece, Slot

_TEXT_BOXES = frozenset(map(q, ("draw:frame", "draw:text-box", "draw:g", "draw:a")))
"""What may stand around a text in which changes are tracked; the text of other shapes is not Writer's own."""
_RUNNING = frozenset(map(q, ("text:meta", "text:meta-field", "loext:content-control")))


def whole(piece: Piece) -> etree._Element | None:
    """The element that is replaced as one: the field whose text a piece is, the link whose target it is; else None."""
    if piece.slot is Slot.TARGET or is_field(piece):
        return piece.node
    return None


def is_field(piece: Piece) -> bool:
    """Whether a piece is what a field shows."""
    tag = piece.node.tag
    return piece.slot is Slot.TEXT and ((tag in elements("unwrap") and tag not in _RUNNING) or tag in NUMBERS)


def tracked(piece: Piece) -> bool:
    """Whether word processors track changes of a piece."""
    node = piece.node
    if piece.slot is Slot.TEXT and node.tag in (TITLE, DESC, RUBY_TEXT):
        return False
    if piece.slot is Slot.TARGET and (node.tag != LINK or _holds_more(node)):
        return False
    return not any(
        str(around.tag).startswith(DRAWN) and around.tag not in _TEXT_BOXES for around in node.iterancestors()
    )


def _holds_more(link: etree._Element) -> bool:
    return any(inside.tag == NOTE or str(inside.tag).startswith(DRAWN) for inside in link.iter())
