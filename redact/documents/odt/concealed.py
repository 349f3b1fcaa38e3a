"""What a document holds and does not show: text that a style, a section or a field hides.

A final copy leaves it out, and the reader puts it behind the published text; both ask here, so that they agree.
"""

from __future__ import annotations

from collections.abc import Iterable

from lxml import etree

from .names import DISPLAY, PAGE_TEXT, SPAN, STYLE_NAME, H, P, q

_FAMILY, _NAME, _PARENT = q("style:family"), q("style:name"), q("style:parent-style-name")
_STYLE, _PROPERTIES = q("style:style"), q("style:text-properties")
_SECTION, _HIDING, _IS_HIDDEN = q("text:section"), q("text:hidden-paragraph"), q("text:is-hidden")
_SHOWN = q("style:display")


class Concealed:
    """Which elements of one part are hidden; ``styles`` are the part itself and what else defines styles."""

    def __init__(self, *styles: etree._Element | None) -> None:
        found = {"text": {}, "paragraph": {}}  # type: dict[str, dict[str, tuple[str | None, str | None]]]
        for root in styles:
            for style in () if root is None else root.iter(_STYLE):
                family = found.get(style.get(_FAMILY, ""))
                if family is not None:
                    properties = style.find(_PROPERTIES)
                    display = None if properties is None else properties.get(DISPLAY)
                    family.setdefault(style.get(_NAME, ""), (style.get(_PARENT), display))
        self._hiding = {
            paragraph
            for root in styles[:1]
            for field in (() if root is None else root.iter(_HIDING))
            if field.get(_IS_HIDDEN) == "true"
            for paragraph in field.iterancestors(P, H)
        }
        self.spans = frozenset(_hiding(found["text"]))
        self.paragraphs = frozenset(_hiding(found["paragraph"]))

    def hides(self, element: etree._Element) -> bool:
        """Whether an element and all in it is not shown."""
        tag = element.tag
        if tag == SPAN:
            return element.get(STYLE_NAME) in self.spans
        if tag in (P, H):
            return element.get(STYLE_NAME) in self.paragraphs or element in self._hiding
        if tag in PAGE_TEXT:
            return element.get(_SHOWN) == "false"
        return tag == _SECTION and (element.get(DISPLAY) == "none" or element.get(_IS_HIDDEN) == "true")


def _hiding(styles: dict[str, tuple[str | None, str | None]]) -> Iterable[str]:
    for name in styles:
        at: str | None = name
        passed: set[str] = set()
        while at in styles and at not in passed:
            passed.add(at)
            parent, display = styles[at]
            if display is not None:
                if display == "none":
                    yield name
                break
            at = parent
