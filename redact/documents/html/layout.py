"""How the text of a page lies in its source: which tokens are shown, in which order, and what the rest says.

Read by :mod:`.format` for the text, by :mod:`.splice` to make edits, by :mod:`.clean` to write a final copy.
"""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass, field

from ....collecting import uncollected
from ...draft import Span
from ..model import Passage, Place, Unread
from ..recent import Recent
from . import css
from .arrays import Parts, Tokens
from .cutting import cut
from .flow import LINE, NOTE_ENDS, NOTES, PARAGRAPH, ROW, Flow, protected
from .meaning import Mark, Meanings, Note
from .nesting import Nesting
from .tokens import decoded, preformatted
from .touching import touching_links

_ODD = "\t\f\r"
"""White space besides spaces and newlines."""
_PLACES = {
    Note.FOOTNOTE: Place.FOOTNOTE,
    Note.ENDNOTE: Place.ENDNOTE,
    Note.HEADER: Place.HEADER,
    Note.FOOTER: Place.FOOTER,
}
MAX_BEFORE_NOTE = 20
"""Tokens between the start of a note's element and its number: one paragraph, a span or two."""


@dataclass(frozen=True, slots=True)
class Region:
    """Tokens ``start`` to ``end`` that are not shown, and what they say."""

    start: int
    end: int
    text: str = field(repr=False)


@dataclass(frozen=True)
class Layout:
    """A page, read.

    The text begins with that of ``flow``; then come ``marks``, the published attributes: the token of each, and its
    place in the text.
    """

    tokens: Tokens = field(repr=False)
    parts: Parts = field(repr=False)
    meanings: Meanings = field(repr=False)
    flow: Flow = field(repr=False)
    text: str = field(repr=False)
    published: int
    passages: tuple[Passage, ...]
    marks: tuple[tuple[int, Mark, Span], ...] = field(repr=False)
    regions: tuple[Region, ...]
    preformatted: frozenset[int]
    unread: tuple[Unread, ...]


@Recent
def layout_of(source: str) -> Layout:
    """Read a page."""
    with uncollected():
        return _Reader(source).layout()


class _Reader:
    """One walk over the tokens."""

    def __init__(self, source: str) -> None:
        self._tokens = cut(source)
        self._odd = any(char in source for char in _ODD)
        self._meanings = Meanings()
        self._marks: list[tuple[int, Mark]] = []
        self._regions: list[Region] = []
        self._pre: set[int] = set()
        self._notes = True
        codes = self._codes()
        hiding = css.hiding(self._meanings.sheets)
        if hiding:  # known only now that the style sheets are
            self._meanings = Meanings(hiding)
            codes = self._codes()
        self._parts = Parts(self._tokens, codes)
        if "&" in source:
            for text in self._tokens.having("&"):
                said = decoded(self._tokens[text])
                self._odd = self._odd or any(char in said for char in _ODD)  # "&#9;"
                self._parts[text] = said

    def layout(self) -> Layout:
        for at in touching_links(self._tokens):
            self._parts[at] = self._parts[at] or LINE
        self._meet(self._tokens.being(self._meanings.special))
        flow = Flow(self._parts, odd_spaces=self._odd)
        return self._assembled(flow)

    def _codes(self) -> list[str]:
        return [self._meanings[tag] for tag in self._tokens.distinct]

    def _meet(self, places: Sequence[int]) -> None:
        """Take in, one by one, the tags that mean more than a code."""
        nesting = Nesting(self._tokens, self._meanings.tag)
        shown_from = 0
        pre, first = list[int](), set[int]()
        for at in places:
            if at < shown_from:
                continue
            meaning = self._meanings.special[self._tokens[at]]
            if meaning.leaves is not None:
                shown_from = self._leave(at, nesting.end_of(at), meaning.leaves)
            elif meaning.note is Note.COMMENT:
                start = self._start_of_note(at)
                end = nesting.end_of(start)
                if end <= at:
                    start, end = at, nesting.end_of(at)
                shown_from = self._leave(start, end, Place.COMMENT)
            elif meaning.note is not None and self._notes:
                self._note(nesting, at, _PLACES[meaning.note])
            elif meaning.pre and not meaning.closing:
                pre.append(at)
                first.add(at + 1)
            elif meaning.pre and pre:
                start = pre.pop()
                if not pre:  # what is within another is done with that
                    self._preformat(start, at, first)
            self._marks += [(at, mark) for mark in meaning.marks if at >= shown_from]
        for start in pre[:1]:
            self._preformat(start, len(self._tokens), first)

    def _preformat(self, start: int, end: int, first: Container[int]) -> None:
        for at in range(start + 1, end, 2):
            if at not in self._pre and self._parts[at]:
                self._parts[at] = protected(preformatted(self._tokens[at], first=at in first))
                self._pre.add(at)

    def _start_of_note(self, at: int) -> int:
        """The start tag of what holds a note, of which ``at`` is the number: nothing is said before it."""
        floor = max(0, at - 2 * MAX_BEFORE_NOTE, self._regions[-1].end if self._regions else 0)
        for before in range(at - 2, floor, -2):
            if self._parts[before + 1].strip():
                break
            tag = self._meanings.tag(self._tokens[before])
            if tag is not None and tag.name == "div":
                return at if tag.closing else before
        return at

    def _note(self, nesting: Nesting, at: int, place: Place) -> None:
        start = self._start_of_note(at) if self._tokens[at][:4].lower() != "<div" else at
        end = nesting.quick_end_of(start) if start < at or self._tokens[at][:4].lower() == "<div" else 0
        self._notes = end > 0  # where one is not closed, others would be looked through to no end
        if end:
            self._parts[start] = ROW + NOTES[place]
            self._parts[end - 1] = ROW + NOTE_ENDS

    def _leave(self, start: int, end: int, place: Place) -> int:
        while self._marks and self._marks[-1][0] >= start:
            self._marks.pop()
        text = self._hidden_text(start, end)
        self._meanings.hidden.add(place, text)
        self._regions.append(Region(start, end, text))
        self._parts.silence(start, end)
        return end

    def _hidden_text(self, start: int, end: int) -> str:
        parts: list[str] = []
        for at in range(start, end):
            if at % 2 == 0:
                parts.append(self._parts[at].replace("\n", " "))
                continue
            parts.append("\n" * bool(self._parts[at]))
            meaning = self._meanings.special.get(self._tokens[at])
            for mark in meaning.marks if meaning else ():
                self._meanings.hidden.add(mark.place, mark.text)
        lines = (" ".join(line.split()) for line in "".join(parts).split("\n"))
        return "\n".join(line for line in lines if line)

    def _assembled(self, flow: Flow) -> Layout:
        """The text, what is published first; each attribute and each hidden thing a passage."""
        parts, at = [flow.text], len(flow.text)
        passages = flow.passages()
        marks: list[tuple[int, Mark, Span]] = []

        def append(text: str, place: Place) -> Span:
            nonlocal at
            if at:
                parts.append(PARAGRAPH)
                at += len(PARAGRAPH)
            span = Span(at, at + len(text))
            parts.append(text)
            at = span.end
            passages.append(Passage(span, place))
            return span

        for owner, mark in sorted(self._marks, key=lambda owned: owned[1].place is Place.LINK):
            marks.append((owner, mark, append(mark.text, mark.place)))
        published = at
        for place, text in self._meanings.hidden.items():
            append(text, place)
        return Layout(
            self._tokens,
            self._parts,
            self._meanings,
            flow,
            "".join(parts),
            published,
            tuple(passages),
            tuple(marks),
            tuple(self._regions),
            frozenset(self._pre),
            tuple(sorted(self._meanings.unread)),
        )
