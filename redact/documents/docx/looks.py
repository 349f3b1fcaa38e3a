"""How the words of a docx look, as far as it takes to say that nobody sees them.

A property is the run's own, or that of its style, its paragraph's style, or the styles that these are based on; what
is behind words is their own shading, the paragraph's, the cell's, or the page. Where a table has a style, or words
stand in a shape, nobody here knows what is behind them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from ...draft import Span
from ..faint import MIN_POINTS, WHITE, Colour, Faint, alike, colour_of
from .blocks import TEXT
from .layout import Layout
from .names import DOC_PR, NAMESPACES, W_P, W_PPR, W_R, W_RPR, W_STYLE, W_TXBX, W_VAL, q
from .parts import Parts

_COLOR, _SHADING, _HIGHLIGHT, _SIZE = q("w:color"), q("w:shd"), q("w:highlight"), q("w:sz")
_FILL, _THEME = q("w:fill"), q("w:themeFill")
_CELL, _TABLE, _TC_PR, _TBL_PR = q("w:tc"), q("w:tbl"), q("w:tcPr"), q("w:tblPr")
_DRAWN = frozenset({W_TXBX, f"{{{NAMESPACES['v']}}}textbox"})
_DRAWING = q("w:drawing")
_SHAPES = tuple(q(f"v:{name}") for name in ("shape", "rect", "roundrect", "oval", "group"))
_INVISIBLE = re.compile(r"visibility\s*:\s*hidden", re.IGNORECASE)
_OF_RUN, _OF_PARAGRAPH = q("w:rStyle"), q("w:pStyle")
_MAY_BE_FAINT = re.compile(
    rb'w:color [^>]*w:val="(?:[EFef][0-9A-Fa-f]){3}"|w:highlight |w:shd [^>]*w:fill="[0-9A-Fa-f]|w:sz w:val="[1-6]"'
    rb'| hidden="(?:1|true|on)"|visibility: ?hidden'
)
"""What no draft has of which all words are seen: letters nearly white or tiny, something behind them, hidden shapes."""


def may_be_faint(parts: Parts) -> bool:
    """Whether there is anything that makes a look at every run worth the time."""
    held = parts.package.parts
    return any(_MAY_BE_FAINT.search(data) for name, data in held.items() if name.endswith(".xml"))


def faint(layout: Layout) -> Iterator[tuple[Span, Faint]]:
    """The words that nobody sees; ``layout`` is not folded."""
    looks = _Looks(layout.parts)
    for block in layout.blocks:
        if block.slot != TEXT:
            continue
        for node, (start, end) in zip(block.nodes, block.spans(), strict=True):
            why = looks.why(node)
            if why is not None:
                yield Span(start, end), why


class _Looks:
    """The looks of runs, by the styles of one document."""

    def __init__(self, parts: Parts) -> None:
        name = parts.part("styles")
        self._styles: dict[str, etree._Element] = {}
        self._default = ""
        for style in parts.root(name).iter(W_STYLE) if name else ():
            self._styles[style.get(q("w:styleId"), "")] = style
            if style.get(q("w:type")) == "paragraph" and style.get(q("w:default")) in ("1", "true"):
                self._default = style.get(q("w:styleId"), "")
        page = parts.root(parts.main).find(q("w:background"))
        self._page = WHITE if page is None else colour_of(page.get(q("w:color")))

    def why(self, text: etree._Element) -> Faint | None:
        """Why nobody sees what an element says; None where somebody may."""
        run = text.getparent()
        if run is None or run.tag != W_R:
            return None
        if any(_is_hidden(shape) for shape in run.iterancestors(_DRAWING, *_SHAPES)):
            return Faint.SHAPE
        paragraph = next(run.iterancestors(W_P), None)
        around = list(self._around(run, paragraph))
        size = _first(around, _SIZE)
        if size is not None and _number(size.get(W_VAL)) < 2 * MIN_POINTS:
            return Faint.SIZE
        ink = _first(around, _COLOR)
        letters = None if ink is None else colour_of(ink.get(W_VAL))
        behind = self._behind(run, paragraph, around) if letters is not None else None
        return Faint.COLOUR if letters is not None and behind is not None and alike(letters, behind) else None

    def _around(self, run: etree._Element, paragraph: etree._Element | None) -> Iterator[etree._Element]:
        """The properties of a run and those that it has from styles, the nearest first."""
        own = run.find(W_RPR)
        if own is not None:
            yield own
            yield from self._of_style(own.find(_OF_RUN))
        look = None if paragraph is None else paragraph.find(W_PPR)
        named = None if look is None else look.find(_OF_PARAGRAPH)
        yield from self._of_style(named if named is not None else self._default)

    def _of_style(self, named: etree._Element | str | None) -> Iterator[etree._Element]:
        name = named if isinstance(named, str) else "" if named is None else named.get(W_VAL, "")
        passed: set[str] = set()
        while name in self._styles and name not in passed:
            passed.add(name)
            style = self._styles[name]
            look = style.find(W_RPR)
            if look is not None:
                yield look
            parent = style.find(q("w:basedOn"))
            name = "" if parent is None else parent.get(W_VAL, "")

    def _behind(
        self, run: etree._Element, paragraph: etree._Element | None, around: list[etree._Element]
    ) -> Colour | None:
        """The colour behind a run; None where nobody knows it."""
        marked = _first(around, _HIGHLIGHT)
        if marked is not None and marked.get(W_VAL) != "none":
            return colour_of(marked.get(W_VAL))
        paragraphs = [] if paragraph is None else [look for look in (paragraph.find(W_PPR),) if look is not None]
        cells = [look for cell in run.iterancestors(_CELL) for look in (cell.find(_TC_PR),) if look is not None]
        for look in (*around, *paragraphs, *cells):
            shading = look.find(_SHADING)
            if shading is not None and shading.get(_FILL, "auto") != "auto":
                return colour_of(shading.get(_FILL)) if shading.get(W_VAL, "clear") in ("clear", "nil") else None
        if any(above.tag in _DRAWN for above in run.iterancestors()):
            return None
        styled = (table.find(f"{_TBL_PR}/{q('w:tblStyle')}") for table in run.iterancestors(_TABLE))
        paragraph_styles = [] if paragraph is None else self._shaded_style(paragraph)
        return None if any(style is not None for style in styled) or paragraph_styles else self._page

    def _shaded_style(self, paragraph: etree._Element) -> list[etree._Element]:
        """The shadings of a paragraph's style, which are about its whole width."""
        look = paragraph.find(W_PPR)
        named = None if look is None else look.find(_OF_PARAGRAPH)
        name, passed, found = "" if named is None else named.get(W_VAL, ""), set[str](), list[etree._Element]()
        while name in self._styles and name not in passed:
            passed.add(name)
            found += self._styles[name].findall(f"{W_PPR}/{_SHADING}")
            parent = self._styles[name].find(q("w:basedOn"))
            name = "" if parent is None else parent.get(W_VAL, "")
        return found


def _is_hidden(shape: etree._Element) -> bool:
    """Whether somebody took a drawing, or a shape of older programs, out of sight."""
    if shape.tag in _SHAPES:
        return _INVISIBLE.search(shape.get("style", "")) is not None
    own = next(shape.iter(DOC_PR), None)
    return own is not None and own.get("hidden", "0") in ("1", "true", "on")


def _first(looks: list[etree._Element], tag: str) -> etree._Element | None:
    return next((found for look in looks for found in (look.find(tag),) if found is not None), None)


def _number(value: str | None) -> float:
    try:
        return float(value or "")
    except ValueError:
        return 2 * MIN_POINTS
