"""Lines made into paragraphs: which line goes on with the one before it, and what becomes of a hyphen at its end."""

from __future__ import annotations

import itertools
import re
import statistics
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from .order import Line, same_row

PARAGRAPH, CELL, SPACE, NONE, UNHYPHENED = "\n\n", "\t", " ", "", "unhyphened"
"""What stands between two lines; the last also takes the hyphen away."""

MAX_LEADING = 1.9
"""In heights of a line: where lines stand further apart than this, they are paragraphs by themselves."""
WIDER = 1.25
"""How much more than its text's usual distance a line stands from another paragraph's."""
INDENT = 0.7
"""In heights: a first line that is set in."""
SAME_PLACE = 0.3
"""In heights: what stands no further apart is one under the other."""
SHORT = 0.85
"""Of its column's width: a line that ends before, after a sentence, ends a paragraph."""
SAME_SIZE = 0.08

_ENDS = re.compile(r"[.!?…:;]['\"’”»)\]]*(?:(?<=[^\s\d].)\d{1,3}|(?<=[^\s\d]..)\d{1,3})?$")
"""The end of a sentence, and the number of a note behind it."""
_ITEM = re.compile(r"(?:[•▪◦‣·●■□*–—-]|\(?(?:\d{1,3}|[a-z]|[ivx]+)[.)])(?:\s|$)")
_MARKER = re.compile(r"[\d*†‡§]{1,4}[.)]?")
"""What a note begins with; its other lines hang under its first word."""
_HYPHEN = re.compile(r"(\w*)[-‐]$")
_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Placed:
    """A line and the page that it is on."""

    page: int
    line: Line


def separators(lines: Sequence[Placed]) -> list[str]:
    """What stands before each of ``lines``, in reading order."""
    leading = _leading(lines)
    found, block = [], list[Line]()
    for n, placed in enumerate(lines):
        before = lines[n - 1] if n else None
        between = PARAGRAPH if before is None else _between(before, placed, block, leading)
        if before is None or between in (PARAGRAPH, CELL) or not _same_column(before, placed):
            block = []
        block.append(placed.line)
        found.append(between)
    return found


def _leading(lines: Sequence[Placed]) -> float:
    """The usual distance between lines, in heights of a line."""
    found = [
        (a.line.base - b.line.base) / max(a.line.size, b.line.size)
        for a, b in itertools.pairwise(lines)
        if a.page == b.page and a.line.angle == b.line.angle and _alike(a.line, b.line)
    ]
    usual = [distance for distance in found if 0.6 < distance < MAX_LEADING]
    return statistics.median_low(usual) if usual else 1.2


def _same_column(before: Placed, placed: Placed) -> bool:
    return before.page == placed.page and placed.line.base < before.line.base


def _alike(a: Line, b: Line) -> bool:
    return abs(a.size - b.size) <= SAME_SIZE * max(a.size, b.size)


def _between(before: Placed, placed: Placed, block: Sequence[Line], leading: float) -> str:
    a, b = before.line, placed.line
    if before.page == placed.page and same_row(a, b):
        return CELL
    if a.angle != b.angle or not _alike(a, b) or _ITEM.match(b.text):
        return PARAGRAPH
    drop = (a.base - b.base) / max(a.size, b.size)
    below = before.page == placed.page and drop > 0 and b.start < max(line.end for line in block)
    if below:
        goes_on = drop <= min(WIDER * leading, MAX_LEADING) and not _begins(b, block)
    else:  # at the top of the next column or page
        goes_on = not _ENDS.search(a.text) and (b.text[:1].islower() or bool(_HYPHEN.search(a.text)))
    return _join(a.text, b.text) if goes_on else PARAGRAPH


def _begins(line: Line, block: Sequence[Line]) -> bool:
    """Whether ``line`` begins a paragraph by the form of it: set in, or after a line that was not filled."""
    last, body = block[-1], block[1:] or block
    left = min(other.start for other in body)
    if line.start - left > INDENT * line.size and not _ITEM.match(block[0].text) and not _hangs(line, block[0]):
        return True
    right = max(*(other.end for other in block), line.end)
    width = right - min(left, line.start)
    filled = (last.end - min(left, line.start)) / width if width > 0 else 1
    return filled < SHORT and bool(_ENDS.search(last.text))


def _hangs(line: Line, first: Line) -> bool:
    """Whether ``line`` stands under the first word of a note, behind its number."""
    words = first.words
    return (
        len(words) > 1
        and bool(_MARKER.fullmatch(words[0].text))
        and abs(line.start - words[1].start) < SAME_PLACE * line.size
    )


def _join(before: str, behind: str) -> str:
    """What stands between two lines of one paragraph."""
    hyphen = _HYPHEN.search(before)
    if not hyphen:
        return SPACE
    word = _WORD.match(behind)
    joining, prefixes = _tables()
    if not word or word[0] in joining or not hyphen[1]:
        return SPACE
    if not word[0][0].islower() or not hyphen[1][-1].isalpha() or hyphen[1].lower() in prefixes:
        return NONE
    return UNHYPHENED


@lru_cache(maxsize=1)
def _tables() -> tuple[frozenset[str], frozenset[str]]:
    table = tomllib.loads(files(__package__).joinpath("data/hyphens.toml").read_text("utf-8"))
    return frozenset(table["joining"]), frozenset(table["before"])


def running(pages: Sequence[Sequence[Line]]) -> Iterator[frozenset[int]]:
    """Per page the lines, by their number, that stand at one place of most pages: headers, footers, page numbers."""
    seen: dict[tuple[int, str], set[int]] = {}
    for number, lines in enumerate(pages):
        for line in lines:
            seen.setdefault(_mark(line), set()).add(number)
    often = {mark for mark, numbers in seen.items() if len(numbers) >= max(3, len(pages) // 3)}
    for lines in pages:
        top = max((line.base for line in lines), default=0.0)
        bottom = min((line.base for line in lines), default=0.0)
        edge = 0.12 * (top - bottom)
        yield frozenset(
            n
            for n, line in enumerate(lines)
            if _mark(line) in often and (line.base > top - edge or line.base < bottom + edge)
        )


def _mark(line: Line) -> tuple[int, str]:
    return round(line.base / 2), re.sub(r"\d+", "#", line.text)
