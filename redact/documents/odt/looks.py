"""How the words of a text document look, as far as it takes to say that nobody sees them.

A property is that of the nearest span, or paragraph, whose style or the styles above it have it; what is behind words
is the nearest of their background, the paragraph's, the cell's, or the page. Words in a frame are over what nobody here
knows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from lxml import etree

from ...draft import Span
from ..faint import MIN_POINTS, WHITE, Colour, Faint, alike, colour_of
from .names import DRAWN, STYLE_NAME, q
from .opening import Parts
from .places import Layout, Slot

_STYLES = (q("style:style"), q("style:default-style"), q("style:page-layout"))
_FAMILY, _NAME, _PARENT = q("style:family"), q("style:name"), q("style:parent-style-name")
_TABLE_STYLE = q("table:style-name")
_COLOR, _BEHIND, _SIZE = q("fo:color"), q("fo:background-color"), q("fo:font-size")
_FAMILIES: Mapping[str, str] = {
    q("text:span"): "text",
    q("text:p"): "paragraph",
    q("text:h"): "paragraph",
    q("table:table-cell"): "table-cell",
    q("table:table-row"): "table-row",
    q("table:table"): "table",
}
_POINTS = re.compile(r"([\d.]+)pt")
_PAGE = q("style:page-layout-properties")


def faint(parts: Parts, layout: Layout) -> Iterator[tuple[Span, Faint]]:
    """The words that nobody sees."""
    looks = _Looks(parts)
    for piece in layout.pieces:
        if piece.slot in (Slot.TEXT, Slot.TAIL):
            holder = piece.node if piece.slot is Slot.TEXT else piece.node.getparent()
            why = None if holder is None else looks.why(holder)
            if why is not None:
                yield Span(piece.start, piece.end), why


class _Looks:
    """The looks of elements, by the styles of one document."""

    def __init__(self, parts: Parts) -> None:
        self._styles: dict[tuple[str, str], etree._Element] = {}
        self._page: Colour | None = WHITE
        for root in (parts.content, parts.styles):
            for style in () if root is None else root.iter(*_STYLES):
                self._styles.setdefault((style.get(_FAMILY, ""), style.get(_NAME, "")), style)
            for page in () if root is None else root.iter(_PAGE):
                if page.get(_BEHIND, "transparent") != "transparent":
                    self._page = colour_of(page.get(_BEHIND))

    def why(self, element: etree._Element) -> Faint | None:
        """Why nobody sees the text of an element; None where somebody may."""
        chain = [element, *element.iterancestors()]
        size = next(self._said(chain, _SIZE, only=("text", "paragraph")), None)
        points = _POINTS.fullmatch(size or "")
        if points and float(points[1]) < MIN_POINTS:
            return Faint.SIZE
        letters = colour_of(next(self._said(chain, _COLOR, only=("text", "paragraph")), None))
        if letters is None:
            return None
        behind = self._behind(chain)
        return Faint.COLOUR if behind is not None and alike(letters, behind) else None

    def _behind(self, chain: list[etree._Element]) -> Colour | None:
        """The colour behind the words of the first of ``chain``; None where nobody knows it."""
        for element in chain:
            if str(element.tag).startswith(DRAWN):
                return None
            for value in self._said([element], _BEHIND):
                if value != "transparent":
                    return colour_of(value)
        return self._page

    def _said(self, chain: list[etree._Element], attribute: str, only: tuple[str, ...] = ()) -> Iterator[str]:
        """What the styles of elements say of an attribute, the nearest first."""
        for element in chain:
            family = _FAMILIES.get(str(element.tag), "")
            if not family or (only and family not in only):
                continue
            name, passed = element.get(STYLE_NAME) or element.get(_TABLE_STYLE) or "", set[str]()
            while (family, name) in self._styles and name not in passed:
                passed.add(name)
                style = self._styles[family, name]
                yield from (str(value) for look in style for value in (look.get(attribute),) if value is not None)
                name = style.get(_PARENT, "")
