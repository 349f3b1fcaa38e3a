"""The text of a page as it flows: white space as browsers collapse it, lines and paragraphs as they break it.

All tokens are joined into one string, ``whole``: a text token is its own characters, a tag is "" or a few control
characters that no source may hold. What is done to hundreds of pages is done by splitting that string; where exactly a
character came from is worked out for the paragraph that an edit touches, no other.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from ...draft import Span
from ..model import Passage, Place
from .arrays import Parts

BLOCK, LINE, CELL, ROW = "\x01", "\x02", "\x03", "\x04"
_PRE = {"\n": "\x05", " ": "\x06", "\t": "\x07"}
TABLE_BEGINS, TABLE_ENDS, NOTE_ENDS = "\x0e", "\x0f", "\x10"
NOTES = {Place.FOOTNOTE: "\x11", Place.ENDNOTE: "\x12", Place.HEADER: "\x13", Place.FOOTER: "\x14"}
"""Behind a :data:`ROW`: from here on the text stands elsewhere."""

_ELSEWHERE = frozenset({TABLE_BEGINS, TABLE_ENDS, NOTE_ENDS, *NOTES.values()})

PARAGRAPH = "\n\n"
_BLANK = "\t\n\f\r "
_SPACES = re.compile(f"[{_BLANK}]+")
_LINES = re.compile(f" ?{LINE}[ {LINE}]*")
_PROTECTED = str.maketrans(_PRE)
_BACK = str.maketrans({code: char for char, code in _PRE.items()})


class Piece(NamedTuple):
    """Characters ``start`` to ``end`` of the text, all of token ``owner``, where they stand at ``first`` and on.

    Where white space collapsed, ``at`` tells it of each: a space may stand for several of the token. If the last one
    does for some of the tokens behind, too, ``tail`` gives these and how many of their characters.
    """

    start: int
    end: int
    owner: int
    first: int = 0
    at: tuple[tuple[int, int], ...] = ()
    tail: tuple[tuple[int, int], ...] = ()

    def within(self, start: int, end: int) -> tuple[int, int]:
        """Where the piece's characters ``start`` to ``end`` stand in what its token says."""
        return (self.at[start][0], self.at[end - 1][1]) if self.at else (self.first + start, self.first + end)


class Flow:
    """The text of ``parts``."""

    def __init__(self, parts: Parts, *, odd_spaces: bool) -> None:
        self._parts = parts
        self._whole, self._offsets = parts.joined()
        whole = self._whole
        self._odd = odd_spaces  # whether there is white space besides spaces and newlines
        self._starts: list[int] = []  # of each paragraph in the text
        self._froms: list[int] = []  # and in the whole, with the white space around it
        self._tos: list[int] = []
        self._uneven: set[int] = set()  # those in which white space collapsed
        self._known: dict[int, tuple[Piece, ...]] = {}  # and their pieces, once asked for
        self._places: list[tuple[int, Place]] = []  # where the text begins to stand elsewhere
        self._ends: list[int] = []
        self.text = self._read()
        self._pre = any(code in whole for code in _PRE.values())
        if self._pre:
            self.text = self.text.translate(_BACK)

    def passages(self) -> list[Passage]:
        """The stretches of one place."""
        ends = [*self._ends, len(self.text)][: len(self._places)]
        return [Passage(Span(at, end), place) for (at, place), end in zip(self._places, ends, strict=True)]

    def pieces(self, start: int = 0, end: int | None = None) -> Iterator[Piece]:
        """The pieces that hold characters ``start`` to ``end`` of the text, at least; by default all."""
        stop = len(self.text) if end is None else end
        for number in range(max(0, bisect_right(self._starts, start) - 1), len(self._starts)):
            at = self._starts[number]
            if at >= stop:
                return
            if number in self._uneven:
                if number not in self._known:
                    self._known[number] = tuple(self._pieces_of(number))
                pieces = self._known[number]
                first = bisect_right(pieces, start, key=lambda piece: piece.end)
                last = bisect_left(pieces, stop, key=lambda piece: piece.start)
                yield from pieces[first:last]
            else:
                length = (self._starts[number + 1] if number + 1 < len(self._starts) else len(self.text) + 2) - at
                yield from self._straight(number, max(0, start - at), min(length, stop - at))

    def texts(self) -> dict[int, str]:
        """What each token of text shows, by its number; of all that show something."""
        found: dict[int, str] = {}
        offsets, parts, plain = self._offsets, self._parts, not (self._odd or self._pre)
        for number, at in enumerate(self._starts):
            if number in self._uneven:
                for piece in self._pieces_of(number):
                    found[piece.owner] = self.text[piece.start : piece.end]
                continue
            first, last = self._run(number)
            shift = at - first
            token = bisect_right(offsets, first) - 1
            while offsets[token] < last:
                start, end = offsets[token], offsets[token + 1]
                if start < end and not token % 2:
                    whole = plain and start >= first and end <= last and "\n" not in parts[token]
                    found[token] = (
                        parts[token] if whole else self.text[max(start, first) + shift : min(end, last) + shift]
                    )
                token += 1
        return found

    def _read(self) -> str:
        out: list[str] = []
        length = at = tables = 0
        note: Place | None = None
        current: Place | None = None
        starts, froms, tos, lined = self._starts, self._froms, self._tos, LINE in self._whole
        collapses = self._odd or lined or "\n" in self._whole or "  " in self._whole
        for row in self._whole.split(ROW):
            separator = PARAGRAPH
            if row and row[0] in _ELSEWHERE:
                tables = max(0, tables + (row[0] == TABLE_BEGINS) - (row[0] == TABLE_ENDS))
                note = _noted(row[0], note)
                row, at = row[1:], at + 1
            place = note or (Place.TABLE if tables else Place.BODY)
            for cell in row.split(CELL):
                before = len(out)
                for run in cell.split(BLOCK):
                    shown = run.strip(_BLANK)
                    if (
                        collapses
                        and shown
                        and (self._odd or "\n" in shown or "  " in shown or (lined and LINE in shown))
                    ):
                        shown = self._collapsed(shown, len(starts))
                    if shown:
                        if out:
                            out.append(separator)
                            length += len(separator)
                        if current is not place:
                            self._ends += [length - len(separator)] if self._places else []
                            self._places.append((length, place))
                            current = place
                        separator = PARAGRAPH
                        starts.append(length)
                        froms.append(at)
                        tos.append(at + len(run))
                        out.append(shown)
                        length += len(shown)
                    at += len(run) + 1
                if len(out) > before:
                    separator = "\n"
        return "".join(out)

    def _collapsed(self, text: str, number: int) -> str:
        """A paragraph as browsers show it; ``number`` is noted if it is not as long as its source."""
        length = len(text)
        text = text.replace("\n", " ")
        for char in "\t\f\r" if self._odd else "":
            text = text.replace(char, " ")
        if "  " in text:
            text = _SPACES.sub(" ", text)
        if LINE in text:
            text = _LINES.sub(lambda match: PARAGRAPH if match[0].count(LINE) > 1 else "\n", text).strip("\n")
        if len(text) < length:
            self._uneven.add(number)
        return text

    def _run(self, number: int) -> tuple[int, int]:
        """Where a paragraph stands in the whole, without the white space around it."""
        start, end = self._froms[number], self._tos[number]
        run = self._whole[start:end]
        return start + len(run) - len(run.lstrip(_BLANK)), end - len(run) + len(run.rstrip(_BLANK))

    def _straight(self, number: int, start: int, end: int) -> Iterator[Piece]:
        """The pieces of a paragraph's characters ``start`` to ``end``, one by one the characters of its source."""
        first, last = self._run(number)
        shift = self._starts[number] - first
        offsets = self._offsets
        at, stop = first + start, min(last, first + end)
        while at < stop:
            token = bisect_right(offsets, at) - 1
            until = min(offsets[token + 1], last)
            begin = max(offsets[token], first)
            if token % 2 == 0:
                yield Piece(begin + shift, until + shift, token, begin - offsets[token])
            at = offsets[token + 1]

    def _pieces_of(self, number: int) -> Iterator[Piece]:
        text_at, offsets = self._starts[number], self._offsets
        owner, start, at, end = -1, text_at, list[tuple[int, int]](), 0
        characters = _characters(self._whole, *self._run(number))
        for index, (char, first, last) in enumerate([*characters, (LINE, 0, 0)]):
            token = -1 if char == LINE else bisect_right(offsets, first) - 1
            if token != owner:
                if owner >= 0:
                    yield Piece(start, text_at + index, owner, at=tuple(at), tail=tuple(self._tail(owner, end)))
                owner, start, at = token, text_at + index, []
            if token >= 0:
                at.append((first - offsets[token], min(last, offsets[token + 1]) - offsets[token]))
                end = last

    def _tail(self, token: int, end: int) -> Iterator[tuple[int, int]]:
        """The tokens behind one that have characters before place ``end`` of the whole, and how many."""
        while self._offsets[token + 1] < end:
            token += 1
            length = min(end, self._offsets[token + 1]) - self._offsets[token]
            if length:
                yield token, length


def protected(text: str) -> str:
    """Preformatted text with white space that does not collapse."""
    return text.translate(_PROTECTED)


def _noted(code: str, note: Place | None) -> Place | None:
    if code == NOTE_ENDS:
        return None
    return next((place for place, each in NOTES.items() if each == code), note)


def _characters(whole: str, start: int, end: int) -> list[tuple[str, int, int]]:
    """The characters that a paragraph shows, each with what it stands for: as :meth:`Flow._shown`, one by one."""
    found: list[tuple[str, int, int]] = []
    for at in range(start, end):
        char = whole[at]
        before = found[-1][0] if found else LINE
        if char == LINE:
            if before == " ":
                found.pop()
            if found and not (found[-1][0] == LINE and found[-2][0] == LINE):
                found.append((LINE, at, at + 1))
        elif char not in _BLANK:
            found.append((char, at, at + 1))
        elif before == " ":
            found[-1] = (" ", found[-1][1], at + 1)
        elif before != LINE:
            found.append((" ", at, at + 1))
    while found and found[-1][0] in (" ", LINE):
        found.pop()
    return found
