"""What earlier revisions of a PDF say: a program that changes one may write its changes behind the file as it was.

Whoever has the file has its earlier revisions too (ISO 32000-1, 7.5.6): what was taken out of a page, a field or a
title stands there in full. A final copy has none of it; that it is there is told. Called by format.py alone.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass

import pypdfium2 as pdfium

from ..model import DamagedError, DocumentError, Place
from .characters import MAX_CHARS
from .hidden import hidden_texts
from .opening import objects_of, pages_of
from .order import in_reading_order, lines_of
from .reading import page_of
from .sameness import marks_of
from .spacing import unspaced

MAX_REVISIONS = 64
"""The last that are looked at; who saves a file that often has made it over many days."""
MAX_WORK = 512 << 20
"""Bytes of the file as it was at each revision, and an object for as many as it takes to walk through one."""
MAX_PAGES_READ = 2_000
"""Pages of earlier revisions that are read because they say something else: as many as a file may have."""
MAX_EARLIER = 4 << 20
"""Characters that only earlier revisions say; with more, what can be read of the file would be refused for them."""
_OBJECT = 256
MAX_SOUGHT = 16 << 30
"""Characters that are gone through for lines that stand nowhere near, ten seconds; later ones are told unsought."""
NEAR = 20_000
"""Characters, some pages: a line that still stands does so near the one before it."""
_SURE = 24
"""Characters of a line that stands in one place only: others do not tell where the next one is."""
_END, _CLOSED = re.compile(rb"%%EOF"), b"startxref"


@dataclass(frozen=True)
class Earlier:
    """What only earlier revisions say, each once; ``unread`` says that some of them, or of their pages, were not."""

    texts: tuple[tuple[Place, str], ...] = ()
    unread: bool = False


def earlier(raw: bytes, text: str, known: Container[tuple[Place, str]], shown: str) -> Earlier:
    """What earlier revisions say that neither the pages (``text``) nor what is ``known`` besides them says.

    1. Each revision is the file up to one of its ends, the last before it first.
    2. Its titles, comments and other hidden texts are gone through; a file has few of them.
    3. Of its pages, those are read that are no page of the file as it is, nor of a revision that was read: by the
       marks of what they are drawn from.
    4. What there is too much of is not read, and that is said.
    """
    ends = _ends(raw)
    if not ends:
        return Earlier()
    reader = _Reader(text, known, shown)
    return reader.all_of(raw, ends)


def _ends(raw: bytes) -> list[int]:
    """Where each earlier revision ends, the last first."""
    ends = [match.end() for match in _END.finditer(raw)]
    last = ends[-1] if ends else 0
    if _CLOSED not in raw[last:]:  # else the last revision, which is what is read now, has no mark at its end
        ends = ends[:-1]
    return ends[::-1]


class _Reader:
    """Reads revisions one after the other, and keeps count of how much that was."""

    def __init__(self, text: str, known: Container[tuple[Place, str]], shown: str) -> None:
        self._now, self._known, self._shown = _Now(text), known, shown
        self._texts: dict[tuple[Place, str], None] = {}
        self._seen: set[bytes] = set()
        self._work, self._pages, self._room, self._unread = MAX_WORK, MAX_PAGES_READ, MAX_EARLIER, False

    def all_of(self, raw: bytes, ends: Sequence[int]) -> Earlier:
        self._unread = len(ends) > MAX_REVISIONS
        with objects_of(raw, self._shown) as pdf:
            self._seen.update(filter(None, marks_of(pdf)))
        for end in ends[:MAX_REVISIONS]:
            try:
                self._revision(raw[:end])
            # The first part of a file that is made for the web ends so too, and is none; what is damaged nobody reads.
            except DamagedError:
                continue
            except DocumentError:
                self._unread = True
        return Earlier(tuple(self._texts), self._unread)

    def _revision(self, raw: bytes) -> None:
        self._work -= len(raw)
        if self._work < 0:
            self._unread = True
            return
        with objects_of(raw, self._shown) as pdf:
            self._work -= _OBJECT * len(pdf.objects)
            for found in hidden_texts(pdf, self._shown):
                if found not in self._known:
                    self._add(*found)
            marks = marks_of(pdf)
        other = [number for number, mark in enumerate(marks) if mark is None or mark not in self._seen]
        self._seen.update(filter(None, marks))
        if not other:
            return
        with pages_of(raw, self._shown) as document:
            # Where the two libraries see other pages, no mark is that of a page.
            sought = other if len(document) == len(marks) else range(len(document))
            self._unread |= len(sought) > self._pages
            for words in self._gone(document, sought[: self._pages]):
                self._add(Place.DATA, words)
            self._pages -= min(self._pages, len(sought))

    def _gone(self, document: pdfium.PdfDocument, numbers: Sequence[int]) -> Iterator[str]:
        """The lines of these pages that stand on no page any more, those that follow in one."""
        for number in numbers:
            with page_of(document, number) as (_, reader):
                self._unread |= reader.count > MAX_CHARS
                words = unspaced(list(reader.words())) if reader.count <= MAX_CHARS else []
            gone: list[str] = []
            for line in in_reading_order(lines_of(words)):
                said = _even(line.text)
                if not self._now.says(said.removesuffix("-")):
                    gone.append(said)
                elif gone:
                    yield " ".join(gone)
                    gone = []
            if gone:
                yield " ".join(gone)

    def _add(self, place: Place, text: str) -> None:
        if (place, text) in self._texts:
            return
        self._room -= len(text)
        if self._room < 0:
            self._unread = True
        else:
            self._texts[place, text] = None


class _Now:
    """What the file says now, in which lines are looked for in their order."""

    def __init__(self, text: str) -> None:
        self._text, self._at, self._left = _even(text), 0, MAX_SOUGHT

    def says(self, line: str) -> bool:
        """Whether a line stands in it; that of one too many to look for is said to be gone."""
        found = self._text.find(line, max(0, self._at - NEAR), self._at + NEAR)
        if found < 0 and self._left > 0:
            self._left -= len(self._text)
            found = self._text.find(line)
        if found >= 0 and len(line) >= _SURE:
            self._at = found + len(line)
        return found >= 0


def _even(text: str) -> str:
    return " ".join(text.split())
