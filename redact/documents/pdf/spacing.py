"""Letter-spaced words: a heading or a caption whose letters are set apart is no row of words of one letter.

PDFium takes the white between such letters for spaces. A name in one would be found by nobody who looks for words.
"""

from __future__ import annotations

import itertools
import statistics
from collections.abc import Iterator, Sequence

from .characters import Word, around

MIN_ROW = 6
"""Pieces that follow on a line: fewer are initials, or the letters of a list."""
MIN_SINGLE = 0.75
"""Of the pieces of a row, how many are one letter."""
MAX_TOGETHER = 3
"""Letters of a piece: kerning brings a few so near to each other that they are one."""
MAX_APART = 0.45
"""In heights of the line: letters that are set further apart are the columns of a table."""
MIN_SPACE = 0.15
"""In heights of the line: how much wider than between letters the white is between words."""


def unspaced(words: Sequence[Word]) -> list[Word]:
    """``words`` with those that are letter-spaced put together."""
    found: list[Word] = []
    for row in _rows(words):
        single = sum(len(word.text) == 1 and word.text.isalpha() for word in row)
        spaced = len(row) >= MIN_ROW and single >= MIN_SINGLE * len(row)
        found += _joined(row) if spaced else row
    return found


def _rows(words: Sequence[Word]) -> Iterator[list[Word]]:
    """The words in rows of short ones that follow on one line; a longer one is a row by itself."""
    row: list[Word] = []
    for word in words:
        if row and not (_short(word) and _short(row[-1]) and _beside(row[-1], word)):
            yield row
            row = []
        row.append(word)
    if row:
        yield row


def _short(word: Word) -> bool:
    return len(word.text) <= MAX_TOGETHER


def _beside(before: Word, word: Word) -> bool:
    size = max(before.size, word.size)
    level = before.angle == word.angle and abs(before.base - word.base) < MIN_SPACE * size
    return level and -MIN_SPACE * size < word.start - before.end < 2 * MAX_APART * size


def _joined(row: list[Word]) -> list[Word]:
    size = statistics.median(word.size for word in row)
    apart = statistics.median(word.start - before.end for before, word in itertools.pairwise(row))
    if apart > MAX_APART * size:
        return row
    found = [[row[0]]]
    for before, word in itertools.pairwise(row):
        if word.start - before.end > apart + MIN_SPACE * size:
            found.append([word])
        else:
            found[-1].append(word)
    return [_word(parts) for parts in found]


def _word(parts: list[Word]) -> Word:
    first = parts[0]
    return Word(
        "".join(part.text for part in parts),
        tuple(index for part in parts for index in part.at),
        min(part.start for part in parts),
        max(part.end for part in parts),
        first.base,
        max(part.size for part in parts),
        first.angle,
        around([part.box for part in parts]),
        first.spaced,
    )
