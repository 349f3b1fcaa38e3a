"""Pairs of invented articles, read by the real engine; ``<A>…</A>`` marks what is told of one source of a story.

A letter in both articles of a story is one person. Each file is named by its story and the date of its publication.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
from bronwacht.redact.draft import Draft, Reading, Span
from bronwacht.redact.language import language_of
from bronwacht.redact.links import published
from bronwacht.redact.pipeline import read
from bronwacht.redact.story import Story

DATA = Path(__file__).parent / "data"
_MARK = re.compile(r"<(/?)([A-Z])>")


@dataclass(frozen=True)
class Piece:
    """One article and who is marked where."""

    name: str
    story: str
    reading: Reading
    regions: tuple[tuple[str, Span], ...]

    def who(self, span: Span) -> str | None:
        """The source that a stretch is told of."""
        return next((letter for letter, region in self.regions if region.contains(span)), None)

    @property
    def letters(self) -> set[str]:
        return {letter for letter, _ in self.regions}


def article(text: str, name: str) -> Reading:
    """Read a text as a publication of the date in its name."""
    lang = language_of(text)
    return read(Draft(text, lang, name, published(name, text, lang)), Story())


@cache
def _piece(path: Path) -> Piece:
    text, regions, last, opened = "", [], 0, 0
    raw = path.read_text(encoding="utf-8")
    for mark in _MARK.finditer(raw):
        text += raw[last : mark.start()]
        if mark[1]:
            regions.append((mark[2], Span(opened, len(text))))
        opened, last = len(text), mark.end()
    return Piece(path.name, path.name.split("-")[0], article(text + raw[last:], path.name), tuple(regions))


@pytest.fixture(scope="session")
def stories() -> dict[str, tuple[Piece, Piece]]:
    """Every story: its earlier and its later article."""
    found: dict[str, list[Piece]] = {}
    for path in sorted(DATA.glob("*.txt")):
        found.setdefault(path.name.split("-")[0], []).append(_piece(path))
    return {story: (first, second) for story, (first, second) in found.items()}


@pytest.fixture(scope="session", name="article")
def _article() -> Callable[[str, str], Reading]:
    return article
