"""The lines of one page in the order in which people read them.

Programs that set text write it in the order of its stories, column by column: that order is taken as it is. Where it
leaps about, or where columns were written line by line across the page, the page is cut along its widest white bands
(the XY-cut of Nagy and Seth, 1984), first between columns, then between blocks.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from .characters import Word

MAX_GAP = 2.0
"""In heights of the line: a wider gap is no space between words, even in justified text, but a tab or a column."""
ONE_ROW = 0.5
"""In heights: how far a footnote's mark stands above the line that it is in."""
MAX_LEAPS = 0.15
"""Of all lines: more leaps than headers, footers and captions cause."""
MIN_INTERLEAVED = 4
"""Rows of prose side by side that make columns; a table may hold prose in a few."""
MIN_PROSE = 3
"""Words in a line that is prose, not a cell."""
MIN_GUTTER = 0.5
"""In heights of the line: the white between columns."""


@dataclass(frozen=True, slots=True)
class Line:
    """Words on one line without a wide gap between them; measured as :class:`~.characters.Word` is."""

    words: tuple[Word, ...]

    @property
    def start(self) -> float:
        """Where it begins."""
        return self.words[0].start

    @property
    def end(self) -> float:
        """Where it ends."""
        return max(word.end for word in self.words[-2:])

    @property
    def base(self) -> float:
        """How high it stands."""
        return self.words[0].base

    @property
    def size(self) -> float:
        """How high its letters are."""
        return max(word.size for word in self.words)

    @property
    def angle(self) -> float:
        """In which direction it runs."""
        return self.words[0].angle

    @property
    def text(self) -> str:
        """Its words with the spaces between them."""
        return "".join((" " if word.spaced and n else "") + word.text for n, word in enumerate(self.words))


def lines_of(words: Sequence[Word]) -> list[Line]:
    """The lines that ``words`` make, in their order."""
    runs: list[list[Word]] = []
    for word in words:
        if runs and _same_line(runs[-1], word):
            runs[-1].append(word)
        else:
            runs.append([word])
    return [Line(tuple(run)) for run in runs]


def _same_line(run: list[Word], word: Word) -> bool:
    last, size = run[-1], max(run[-1].size, word.size)
    level = min(abs(last.base - word.base), abs(run[0].base - word.base)) < ONE_ROW * size
    return level and last.angle == word.angle and -ONE_ROW * size < word.start - last.end < MAX_GAP * size


def same_row(before: Line, line: Line) -> bool:
    """Whether ``line`` stands to the right of ``before``, at the same height."""
    size = max(before.size, line.size)
    level = abs(before.base - line.base) < ONE_ROW * size and before.angle == line.angle
    return level and line.start > before.end - ONE_ROW * size


def in_reading_order(lines: list[Line]) -> list[Line]:
    """``lines``, in the file's order unless that is none."""
    leaps = sum(_leaps(before, line) for before, line in itertools.pairwise(lines))
    if leaps <= MAX_LEAPS * len(lines) and not _interleaved(lines):
        return lines
    return [line for _, group in _by_angle(lines) for line in _cut(group)]


def _leaps(before: Line, line: Line) -> bool:
    """Whether ``line`` is neither below ``before`` nor to the right of it."""
    size = max(before.size, line.size)
    return before.angle == line.angle and line.base > before.base - ONE_ROW * size and line.start < before.end - size


def _interleaved(lines: list[Line]) -> bool:
    pairs = [(a, b) for a, b in itertools.pairwise(lines) if same_row(a, b)]
    prose = [(a, b) for a, b in pairs if min(len(a.words), len(b.words)) >= MIN_PROSE]
    if len(prose) < max(MIN_INTERLEAVED, 0.6 * len(pairs)):
        return False
    # Between columns all the rows have one white band in common.
    return max(a.end for a, _ in prose) < min(b.start for _, b in prose)


def _by_angle(lines: list[Line]) -> list[tuple[float, list[Line]]]:
    groups: dict[float, list[Line]] = {}
    for line in lines:
        groups.setdefault(line.angle, []).append(line)
    return list(groups.items())


def _cut(lines: list[Line]) -> list[Line]:
    todo, done = [lines], []
    while todo:
        part = todo.pop()
        halves = _split(part, lambda line: (line.start, line.end), MIN_GUTTER) or _split(
            part, lambda line: (-line.base, -line.base + 0.8 * line.size), 0.0
        )
        if halves:
            todo += reversed(halves)
        else:
            done += sorted(part, key=lambda line: (-round(line.base), line.start))
    return done


def _split(
    lines: list[Line], extent: Callable[[Line], tuple[float, float]], least: float
) -> tuple[list[Line], list[Line]] | None:
    """Both sides of the widest band that no line enters, wider than ``least`` heights; None where there is none."""
    ordered = sorted(lines, key=extent)
    reach, best, at = float("-inf"), least * max(line.size for line in lines), 0
    for n, line in enumerate(ordered):
        start, end = extent(line)
        if n and start - reach > best:
            best, at = start - reach, n
        reach = max(reach, end)
    return (ordered[:at], ordered[at:]) if at else None
