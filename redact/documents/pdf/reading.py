"""The text of a PDF's pages: what can be seen on them in reading order, where that stands, and what nobody sees."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

import pypdfium2 as pdfium

from ...draft import Span
from ..model import Passage, Place, TooLargeError
from .characters import MAX_CHARS, Box, Reader, Word
from .drawing import draw, without
from .order import Line, in_reading_order, lines_of
from .prose import UNHYPHENED, Placed, running, separators
from .spacing import unspaced

SCREEN_DOTS = 72
"""An inch: enough to tell whether there is ink."""
SCREEN_POINTS = 4_000_000
UNREADABLE = 0.3
"""Of a page's characters: when more have no meaning in the file than this, the page is a picture to a program."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A word of the text: from ``start`` on, character by character at ``at`` of ``page``.

    ``cut`` is the hyphen behind it that the text leaves out; ``inkless`` says that a picture shows it.
    """

    start: int
    page: int
    line: int
    at: tuple[int, ...]
    cut: int | None
    inkless: bool

    @property
    def end(self) -> int:
        """Where in the text it ends."""
        return self.start + len(self.at)


@dataclass(frozen=True)
class Sheet:
    """What is on one page: its lines, the words that nobody sees, whether it has pictures of words, or guessed ones."""

    lines: tuple[Line, ...] = field(repr=False)
    hidden: tuple[Line, ...] = field(repr=False)
    inkless: frozenset[int] = field(repr=False)
    scanned: bool
    guessed: bool


@dataclass(frozen=True)
class Reading:
    """The pages as a text: ``passages`` are in order; ``hidden`` are the texts that nobody sees."""

    text: str = field(repr=False)
    passages: tuple[Passage, ...]
    pieces: tuple[Piece, ...] = field(repr=False)
    hidden: tuple[str, ...] = field(repr=False)
    covered: tuple[tuple[Box, ...], ...] = field(repr=False)
    scanned: bool
    guessed: bool


def read_pages(document: pdfium.PdfDocument, shown: str) -> Reading:
    """Read all pages of a document, one at a time; raises :class:`~..model.DocumentError`."""
    sheets = [_sheet(document, number, shown) for number in range(len(document))]
    repeated = list(running([sheet.lines for sheet in sheets]))
    body: list[Placed] = []
    edges: list[Placed] = []
    for number, sheet in enumerate(sheets):
        for n, line in enumerate(sheet.lines):
            (edges if n in repeated[number] else body).append(Placed(number, line))
    made = _Text(sheets)
    made.add(body, separators(body))
    end = len(made.text)
    made.add(edges, ["\n\n"] * len(edges))
    passages = [Passage(Span(0, end), Place.BODY)] if end else []
    if len(made.text) > end:
        start = end + 2 if end else 0
        passages.append(Passage(Span(start, len(made.text)), Place.HEADER))
    return Reading(
        made.text,
        tuple(passages),
        tuple(made.pieces),
        tuple(line.text for sheet in sheets for line in sheet.hidden),
        tuple(tuple(word.box for line in sheet.hidden for word in line.words) for sheet in sheets),
        any(sheet.scanned for sheet in sheets),
        any(sheet.guessed for sheet in sheets),
    )


@contextmanager
def page_of(document: pdfium.PdfDocument, number: int) -> Iterator[tuple[pdfium.PdfPage, Reader]]:
    """A page and its characters, as long as this lasts."""
    page = document[number]
    try:
        reader = Reader(page)
        try:
            yield page, reader
        finally:
            reader.close()
    finally:
        page.close()


def _sheet(document: pdfium.PdfDocument, number: int, shown: str) -> Sheet:
    with page_of(document, number) as (page, reader):
        if reader.count > MAX_CHARS:
            raise TooLargeError(
                "{shown}: has a page of more than {max_chars:,} characters; give one draft at a time",
                shown=shown,
                max_chars=MAX_CHARS,
            )
        words = unspaced(list(reader.words()))
        seen, hidden, blank = _seen(page, reader, words, shown)
        inkless = frozenset(word.at[0] for word in seen if reader.without_ink(word.at[0]))
        guessed = any(map(reader.guessed, seen))
    letters = "".join(word.text for word in seen)
    scanned = bool(inkless) or (not letters and not blank) or letters.count("\ufffd") > UNREADABLE * len(letters)
    return Sheet(tuple(in_reading_order(lines_of(seen))), tuple(lines_of(hidden)), inkless, scanned, guessed)


def _seen(
    page: pdfium.PdfPage, reader: Reader, words: Sequence[Word], shown: str
) -> tuple[list[Word], list[Word], bool]:
    """The words that can be seen and those that cannot, and whether the page is blank.

    A word is seen when there is ink in its box, or when the page looks different without it: then its box is wrong.
    """
    raster = draw(page, SCREEN_DOTS, shown, SCREEN_POINTS)
    rows, columns = raster.pixels.shape[:2]
    rects = [raster.rect(word.box) for word in words]
    ink = [rect is not None and not raster.plain(rect) for rect in rects]
    misplaced = [not there and not reader.without_ink(word.at[0]) for word, there in zip(words, ink, strict=True)]
    # Words that go on beyond the page's edge: where the rest of what draws them has ink in its boxes, these are right.
    if any(doubt and rect is None for doubt, rect in zip(misplaced, rects, strict=True)):
        right = {reader.drawer(word.at[0]) for word, there in zip(words, ink, strict=True) if there} - {0}
        misplaced = [
            doubt and not (rect is None and reader.drawer(word.at[0]) in right)
            for word, doubt, rect in zip(words, misplaced, rects, strict=True)
        ]
    if any(misplaced):
        with without(reader.objects(word.at[0] for word, doubt in zip(words, misplaced, strict=True) if doubt)):
            if raster.looks_like(draw(page, SCREEN_DOTS, shown, SCREEN_POINTS)):
                misplaced = [False] * len(words)
    seen = [there or doubt for there, doubt in zip(ink, misplaced, strict=True)]
    return (
        [word for word, there in zip(words, seen, strict=True) if there],
        [word for word, there in zip(words, seen, strict=True) if not there],
        raster.plain((0, 0, columns, rows)),
    )


class _Text:
    """A text that grows line by line, with where each of its words stands."""

    def __init__(self, sheets: Sequence[Sheet]) -> None:
        self._sheets = sheets
        self._parts: list[str] = []
        self._length = self._lines = 0
        self.pieces: list[Piece] = []

    @property
    def text(self) -> str:
        """All of it."""
        return "".join(self._parts)

    def add(self, lines: Sequence[Placed], before: Sequence[str]) -> None:
        """Put ``lines`` behind what there is, with ``before`` each of them what parts it from the one before."""
        for n, placed in enumerate(lines):
            if self._length and before[n] != UNHYPHENED:
                self._put(before[n])
            goes_on = before[n + 1 : n + 2] == [UNHYPHENED]
            self._line(placed, without_hyphen=goes_on)

    def _line(self, placed: Placed, *, without_hyphen: bool) -> None:
        inkless, words = self._sheets[placed.page].inkless, placed.line.words
        for n, word in enumerate(words):
            if n and word.spaced:
                self._put(" ")
            cut = word.at[-1] if without_hyphen and n == len(words) - 1 else None
            at, text = (word.at, word.text) if cut is None else (word.at[:-1], word.text[:-1])
            self.pieces.append(Piece(self._length, placed.page, self._lines, at, cut, word.at[0] in inkless))
            self._put(text)
        self._lines += 1

    def _put(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)
