"""A document's trees built anew for a final copy: only what is known goes over, and no name that anybody gave."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import cast

from lxml import etree

from ..fonts import known_of
from ..model import UnknownPartError
from . import values
from .concealed import Concealed
from .names import (
    CHANGE_END,
    CHANGE_START,
    DESC,
    HREF,
    LINK,
    NAMESPACES,
    RUBY_TEXT,
    SPAN,
    TITLE,
    XML_ID,
    H,
    P,
    attributes,
    elements,
    known_styles,
    q,
)
from .opening import kind_of
from .regions import Regions

VERSION = "1.3"
_CITATION, _RUBY_BASE, _COVERED = q("text:note-citation"), q("text:ruby-base"), q("table:covered-table-cell")
_TEXTUAL = frozenset(
    {P, H, SPAN, LINK, TITLE, DESC, RUBY_TEXT, _RUBY_BASE, _CITATION, q("text:page-number"), q("text:page-count")}
)
_LINKS = frozenset({LINK, q("draw:a")})
_NUMBERED = {q("table:table"): (q("table:name"), "Table"), q("text:section"): (q("text:name"), "Section")}
_NAME, _DISPLAY_NAME, _DRAW_NAME = q("style:name"), q("style:display-name"), q("draw:name")
_FONT_FACE, _EQUATION, _MAP, _CONDITION = q("style:font-face"), q("draw:equation"), q("style:map"), q("style:condition")
_CONDITIONS = re.compile(r"[a-z-]{3,20}\(\)(?:=\d{1,2})?")
_EQUATION_NAME = re.compile(r"[a-zA-Z]?\d{1,4}")
_DEFINITIONS = frozenset(
    map(q, "draw:gradient draw:hatch draw:fill-image draw:marker draw:opacity draw:stroke-dash".split())
) | {q("svg:linearGradient"), q("svg:radialGradient")}
_LIST, _CONTINUES = q("text:list"), q("text:continue-list")
_ESCAPED = re.compile(r"_([0-9a-f]{2,4})_")
_WRITTEN_NAMESPACES = {
    prefix: NAMESPACES[prefix] for prefix in "office text table draw style fo svg xlink loext drawooo css3t".split()
}
PICTURED = frozenset(map(q, ("draw:image", "draw:fill-image", "style:background-image", "text:list-level-style-image")))
"""The elements whose ``xlink:href`` is a picture of the package."""


class Cleaner:
    """Builds one document's parts; names that are new in one part are the same in the other.

    ``picture`` gives the new target of an element that shows a picture, None where another one stands for it.
    """

    def __init__(self, picture: Callable[[etree._Element], str | None]) -> None:
        self._picture = picture
        self._names: dict[str, str] = {}
        self._fonts: dict[str, str] = {}
        self._counts: dict[str, int] = {}
        self._keep, self._unwrap, self._drop = elements("keep"), elements("unwrap"), elements("drop")

    def build(self, root: etree._Element, concealed: Concealed) -> etree._Element:
        """The part anew; raises :class:`~..model.UnknownPartError` for an element that nobody here knows."""
        self._concealed, self._regions, self._deleting = concealed, Regions(root), 0
        self._lists = {old.get(_CONTINUES) for old in root.iter(_LIST)} - {None}
        new = etree.Element(root.tag, {q("office:version"): VERSION}, _WRITTEN_NAMESPACES)
        self._inside(root, new)
        return new

    def _inside(self, old: etree._Element, new: etree._Element) -> None:
        self._add(new, old.text)
        for child in old:
            if isinstance(child.tag, str):
                self._element(child, new)
            self._add(new, child.tail)

    def _element(self, old: etree._Element, parent: etree._Element) -> None:
        tag = old.tag
        if tag in (CHANGE_START, CHANGE_END) and self._regions.deletes(old):
            self._deleting += 1 if tag == CHANGE_START else -1
        elif tag in self._drop or self._concealed.hides(old):
            return
        elif tag in self._unwrap or (tag in _LINKS and not values.leads_out(old.get(HREF, ""))):
            self._inside(old, parent)
        elif tag not in self._keep:
            raise UnknownPartError("holds something of which nothing is known ({what}); take it out", what=kind_of(old))
        else:
            self._kept(old, parent)

    def _kept(self, old: etree._Element, parent: etree._Element) -> None:
        tag = old.tag
        if tag == _MAP and not _CONDITIONS.fullmatch(old.get(_CONDITION, "")):
            return
        picture = None
        if tag in PICTURED and old.get(HREF) is not None:
            picture = self._picture(old)
            if picture is None:
                return
        new = etree.SubElement(parent, tag)
        self._attributes(old, new)
        if picture is not None:
            new.set(HREF, picture)
        if tag in _LINKS:
            new.set(HREF, old.get(HREF, ""))
        if tag == _CITATION:
            new.text = old.text if values.is_affix(old.text or "") else "*"
        elif tag != _COVERED:
            self._inside(old, new)

    def _add(self, new: etree._Element, text: str | None) -> None:
        if not text or self._deleting or new.tag not in _TEXTUAL:
            return
        if len(new):
            new[-1].tail = (new[-1].tail or "") + text
        else:
            new.text = (new.text or "") + text

    # Attributes

    def _attributes(self, old: etree._Element, new: etree._Element) -> None:
        tag = old.tag
        for name, value in cast("list[tuple[str, str]]", old.items()):
            if name in attributes("name"):
                new.set(name, self._font(value) if tag == _FONT_FACE else self._neutral(value))
            elif name in attributes("font_name"):
                new.set(name, self._font(value))
            elif values.kept(name, value):
                new.set(name, value)
            elif name in attributes("font") and (known := known_of(value, ";" if ";" in value else ",")):
                new.set(name, known.strip())
        self._named(old, new)

    def _named(self, old: etree._Element, new: etree._Element) -> None:
        tag = old.tag
        if tag in _NUMBERED:
            attribute, word = _NUMBERED[tag]
            new.set(attribute, self._counted(word))
        elif tag in _DEFINITIONS:
            new.set(_DRAW_NAME, self._neutral(old.get(_DRAW_NAME, "")))
        elif tag == _EQUATION and _EQUATION_NAME.fullmatch(old.get(_DRAW_NAME, "")):
            new.set(_DRAW_NAME, old.get(_DRAW_NAME, ""))
        elif tag == _MAP:
            new.set(_CONDITION, old.get(_CONDITION, ""))
        elif tag == _LIST:
            if old.get(XML_ID) in self._lists:
                new.set(XML_ID, self._neutral(f"list {old.get(XML_ID)}"))
            if old.get(_CONTINUES):
                new.set(_CONTINUES, self._neutral(f"list {old.get(_CONTINUES)}"))
        elif new.get(_NAME) in known_styles():
            new.set(_DISPLAY_NAME, _ESCAPED.sub(lambda code: chr(int(code[1], 16)), new.get(_NAME, "")))

    def _neutral(self, name: str) -> str:
        if not name or name in known_styles():
            return name
        return self._names.setdefault(name, f"S{len(self._names) + 1}")

    def _font(self, name: str) -> str:
        return self._fonts.setdefault(name, f"F{len(self._fonts) + 1}") if name else name

    def _counted(self, word: str) -> str:
        self._counts[word] = self._counts.get(word, 0) + 1
        return f"{word}{self._counts[word]}"
