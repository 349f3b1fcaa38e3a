"""Text in columns of a terminal: widths as a terminal counts them, words wrapped, changed words marked.

Nothing that came from a draft may steer the terminal: characters that do not print are dropped.
"""

from __future__ import annotations

import os
import re
import shutil
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, TextIO

import click

from .sentences import Part

MIN_WIDTH, MAX_WIDTH = 40, 120
"""Narrower than this nothing fits; wider lines than this are hard to read."""

SIDE_BY_SIDE = 88
"""From this width on, two columns of sentences have room enough."""

GAP = "   "
GONE, NEW = "- ", "+ "
"""What stands before each line of a sentence as it is and as it would be, where one stands above the other."""


def wants_colour(stream: TextIO) -> bool:
    """Whether to colour what is printed to ``stream``: a terminal, and NO_COLOR (no-color.org) is not set."""
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def terminal_width() -> int:
    """The width to print at: the terminal's, within reason."""
    return max(MIN_WIDTH, min(shutil.get_terminal_size((100, 24)).columns, MAX_WIDTH))


@dataclass(frozen=True)
class Pen:
    """Styles words, or leaves them plain."""

    colour: bool

    def __call__(self, text: str, **style: Any) -> str:
        """``text`` in a style of :func:`click.style`."""
        return click.style(text, **style) if self.colour and text else text

    def marked(self, parts: Iterable[Part], *, gone: bool) -> tuple[Part, ...]:
        """The parts as they are to be wrapped: without colour, changed words stand between marks, as wdiff has them."""
        if self.colour:
            return tuple(parts)
        left, right = ("[-", "-]") if gone else ("{+", "+}")
        return tuple(Part(f"{left}{p.text}{right}", True) if p.changed else p for p in parts)


def printing(text: str) -> str:
    """``text`` on one line, without characters that a terminal would act upon."""
    return "".join(char for char in " ".join(text.split()) if char.isprintable())


def width_of(text: str) -> int:
    """The columns that ``text`` takes, unstyled."""
    wide = sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)
    return wide - sum(1 for char in text if unicodedata.combining(char))


def padded(text: str, width: int) -> str:
    """``text`` filled up with spaces."""
    return text + " " * (width - width_of(text))


def wrapped(text: str, width: int, indent: str = "", first: str | None = None) -> list[str]:
    """``text`` in lines of at most ``width`` columns, each after ``indent``, the first after ``first``."""
    lines = _lines([Part(text, False)], width - len(indent))
    heads = [indent if first is None else first] + [indent] * len(lines)
    return [head + "".join(part.text for part in line) for head, line in zip(heads, lines, strict=False)]


def side_by_side(before: Sequence[Part], after: Sequence[Part], width: int, pen: Pen) -> list[str]:
    """Two sentences in two columns, or one above the other where the terminal is narrow; changed words in colour."""
    across = width >= SIDE_BY_SIDE
    column = (width - len(GAP)) // 2 if across else width - len(GONE)
    left = [_styled(line, column, pen, gone=True) for line in _lines(pen.marked(before, gone=True), column)]
    right = [_styled(line, column, pen, gone=False) for line in _lines(pen.marked(after, gone=False), column)]
    if not across:
        return [head + line.rstrip() for head, lines in ((GONE, left), (NEW, right)) for line in lines]
    rows = max(len(left), len(right))
    left += [" " * column] * (rows - len(left))
    right += [""] * (rows - len(right))
    return [f"{a}{GAP}{b}".rstrip() for a, b in zip(left, right, strict=True)]


def _styled(line: Sequence[Part], width: int, pen: Pen, *, gone: bool) -> str:
    style: dict[str, Any] = {"fg": "red", "strikethrough": True} if gone else {"fg": "green", "bold": True}
    runs = ((changed, "".join(p.text for p in run)) for changed, run in groupby(line, key=lambda p: p.changed))
    shown = "".join(pen(text, **style) if changed else text for changed, text in runs)
    return shown + " " * (width - sum(width_of(part.text) for part in line))


def _lines(parts: Iterable[Part], width: int) -> list[list[Part]]:
    lines: list[list[Part]] = [[]]
    used = 0  # columns of the last line
    for word, space_changed in _words(parts):
        size = sum(width_of(part.text) for part in word)
        if size > width:  # an address or a number that is longer than a line
            lines += [*_broken(word, width), []]
            used = 0
            continue
        if used and used + 1 + size > width:
            lines.append([])
            used = 0
        if used:
            lines[-1].append(Part(" ", space_changed))
            used += 1
        lines[-1] += word
        used += size
    return [line for line in lines if line]


def _broken(word: Sequence[Part], width: int) -> Iterator[list[Part]]:
    line, used = list[Part](), 0
    for char, changed in ((char, part.changed) for part in word for char in part.text):
        if used + width_of(char) > width:
            yield line
            line, used = [], 0
        line.append(Part(char, changed))
        used += width_of(char)
    yield line


def _words(parts: Iterable[Part]) -> Iterator[tuple[list[Part], bool]]:
    """The words of ``parts``, each with whether the space before it is changed; a word can be of several parts."""
    word: list[Part] = []
    space_changed = False
    for part in parts:
        for piece in re.findall(r"\s+|\S+", part.text):
            shown = printing(piece)
            if shown:
                word.append(Part(shown, part.changed))
                continue
            if word:
                yield word, space_changed
                word = []
            space_changed = part.changed
    if word:
        yield word, space_changed
