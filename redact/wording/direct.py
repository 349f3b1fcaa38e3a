"""Names, contact details, addresses, and numbers: an editor's note in their place, or nothing.

No wider statement is made of them: what points at one person does so at any length.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..draft import DetailType, Span, Value
from .phrases import phrases
from .rung import Rung, bracket, gone
from .seams import Piece, without_element
from .slot import Slot
from .words import Tag


def direct_gone(slot: Slot, value: Value) -> Iterator[Rung]:
    """Ways to say nothing of what points at somebody directly, best first."""
    said = phrases(slot.lang)
    first, last = slot.phrase[0], slot.phrase[-1]
    before = slot.before
    if slot.type is DetailType.NAME and before is not None and before.tag is Tag.NOUN and _is_apposed(slot):
        yield gone(Piece(Span(before.end, slot.span.end), ""))
    if slot.type is not DetailType.NAME and (piece := without_element(slot, first, last)):
        yield gone(piece)
    text = said.withheld(slot.type)
    if slot.type is DetailType.CONTACT:
        text = said.contact.get(str(value.get("kind", "")), text)
    yield bracket(Piece(slot.span, text))


def _is_apposed(slot: Slot) -> bool:
    """Whether the name follows a noun with its own article and a comma closes it: "mijn kleinzoon Lex, negentien"."""
    determined = len(slot.left) > 1 and slot.left[-2].tag in (Tag.DET, Tag.ADJ)
    return determined and slot.after is not None and slot.after.text in ",.;)"
