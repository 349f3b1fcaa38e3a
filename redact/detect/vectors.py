"""What a word means, as a vector: words of like meaning lie together, in both languages.

Made by bench/vectors.py from Google's Universal Sentence Encoder, multilingual v3 (Apache-2.0), and only looked up
here. A word that is not in the table gets the vector of its stem or, as Dutch compounds are named for their last part,
of the longest word that it ends in.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

FILE = Path(__file__).parent / "data" / "vectors.npz"
_ENDINGS = ("'s", "s", "en", "e", "n", "es", "ed", "ing", "tje", "je")
_MIN_TAIL, _MIN_START = 4, 5


class Vectors:
    """A table of word vectors; ``table`` holds bytes, a row for a word, to be multiplied by ``scale``."""

    def __init__(self, words: Sequence[str], table: NDArray[np.int8], scale: NDArray[np.float32]) -> None:
        self._rows = {word: row for row, word in enumerate(words)}
        self._longest = max(map(len, words), default=0)
        self._table, self._scale = table, scale

    def __contains__(self, low: object) -> bool:
        """Whether the lower-cased word has a vector of its own."""
        return low in self._rows

    @property
    def width(self) -> int:
        """The length of a vector."""
        return int(self._table.shape[1])

    def row(self, low: str) -> int | None:
        """The row that stands for the lower-cased word ``low``; None when nothing like it is known."""
        rows = self._rows
        if (found := rows.get(low)) is not None:
            return found
        parts = [rows[part] for part in low.split("-") if part in rows] if "-" in low else []
        if parts:
            return parts[-1]
        for ending in _ENDINGS:
            if low.endswith(ending) and (found := rows.get(low[: -len(ending)])) is not None:
                return found
        # No more letters are looked up than the longest word has: a line without a blank is one word.
        for at in range(max(2, len(low) - self._longest), len(low) - _MIN_TAIL + 1):
            if (found := rows.get(low[at:])) is not None:
                return found
        for end in range(min(len(low) - 1, self._longest), _MIN_START - 1, -1):
            if (found := rows.get(low[:end])) is not None:
                return found
        return None

    def of(self, lows: Sequence[str]) -> NDArray[np.float32]:
        """The vectors of lower-cased words, (words, width); zero where nothing is known."""
        return self.at([self.row(low) for low in lows])

    def at(self, rows: Sequence[int | None]) -> NDArray[np.float32]:
        """The vectors of rows, (rows, width); zero where there is none."""
        known = np.asarray([-1 if row is None else row for row in rows], np.int64)
        found = self._table[known].astype(np.float32)
        found *= self._scale
        found[known < 0] = 0
        return found

    @staticmethod
    def save(words: Sequence[str], vectors: NDArray[np.float32]) -> None:
        """Write the table to its file, a byte a number."""
        scale = (np.abs(vectors).max(0) / 127).astype(np.float32)
        table = np.round(vectors / scale).astype(np.int8)
        np.savez(FILE, words=np.frombuffer("\n".join(words).encode(), np.uint8), table=table, scale=scale)


@cache
def vectors() -> Vectors:
    """The table that is shipped, read once."""
    with np.load(FILE) as file:
        return Vectors(file["words"].tobytes().decode().split("\n"), file["table"], file["scale"])
