"""What earlier revisions of a PDF say: a program that changes one may write its changes behind the file as it was.

Whoever has the file has its earlier revisions too (ISO 32000-1, 7.5.6): what was taken out of a page, a field or a
title stands there in full. A final copy has none of it; that it is there is told. Called by format.py alone.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from contextlib import suppress

from ..model import DocumentError, Place
from .characters import MAX_CHARS
from .hidden import hidden_texts
from .opening import objects_of, pages_of
from .order import in_reading_order, lines_of
from .reading import page_of
from .spacing import unspaced

MAX_REVISIONS = 6
"""The last that are looked at: each takes as long as the file itself, and one that was signed by six has these."""
MAX_SOUGHT = 16 << 30
"""Characters that are gone through for lines that stand nowhere near, ten seconds; later ones are told unsought."""
NEAR = 20_000
"""Characters, some pages: a line that still stands does so near the one before it."""
_SURE = 24
"""Characters of a line that stands in one place only: others do not tell where the next one is."""
_END, _CLOSED = re.compile(rb"%%EOF"), b"startxref"


def earlier(raw: bytes, text: str, known: Container[tuple[Place, str]], shown: str) -> Iterator[tuple[Place, str]]:
    """What earlier revisions say that neither the pages (``text``) nor what is ``known`` besides them says."""
    ends = [match.end() for match in _END.finditer(raw)]
    last = ends[-1] if ends else 0
    if _CLOSED not in raw[last:]:  # else the last revision, which is what is read now, has no mark at its end
        ends = ends[:-1]
    ends.reverse()
    now = _Now(text if ends else "")
    for end in ends[:MAX_REVISIONS]:
        # The first part of a file that is made for the web ends so too, and is none.
        with suppress(DocumentError):
            with objects_of(raw[:end], shown) as pdf:
                yield from (found for found in hidden_texts(pdf, shown) if found not in known)
            yield from ((Place.DATA, words) for words in _pages(raw[:end], now, shown))


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


def _pages(raw: bytes, now: _Now, shown: str) -> Iterator[str]:
    """The lines that stand on no page any more, those that follow in one."""
    with pages_of(raw, shown) as document:
        for number in range(len(document)):
            with page_of(document, number) as (_, reader):
                words = unspaced(list(reader.words())) if reader.count <= MAX_CHARS else []
            gone: list[str] = []
            for line in in_reading_order(lines_of(words)):
                said = _even(line.text)
                if not now.says(said.removesuffix("-")):
                    gone.append(said)
                elif gone:
                    yield " ".join(gone)
                    gone = []
            if gone:
                yield " ".join(gone)


def _even(text: str) -> str:
    return " ".join(text.split())
