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
_END = re.compile(rb"%%EOF")


def earlier(raw: bytes, text: str, known: Container[tuple[Place, str]], shown: str) -> Iterator[tuple[Place, str]]:
    """What earlier revisions say that neither the pages (``text``) nor what is ``known`` besides them says."""
    ends = [match.end() for match in _END.finditer(raw)][-2::-1]
    now = _even(text) if ends else ""
    for end in ends[:MAX_REVISIONS]:
        # The first part of a file that is made for the web ends so too, and is none.
        with suppress(DocumentError):
            with objects_of(raw[:end], shown) as pdf:
                yield from (found for found in hidden_texts(pdf, shown) if found not in known)
            yield from ((Place.DATA, words) for words in _pages(raw[:end], now, shown))


def _pages(raw: bytes, now: str, shown: str) -> Iterator[str]:
    """The lines that stand on no page any more, those that follow in one."""
    with pages_of(raw, shown) as document:
        for number in range(len(document)):
            with page_of(document, number) as (_, reader):
                words = unspaced(list(reader.words())) if reader.count <= MAX_CHARS else []
            gone: list[str] = []
            for line in in_reading_order(lines_of(words)):
                said = _even(line.text)
                if said.removesuffix("-") not in now:
                    gone.append(said)
                elif gone:
                    yield " ".join(gone)
                    gone = []
            if gone:
                yield " ".join(gone)


def _even(text: str) -> str:
    return " ".join(text.split())
