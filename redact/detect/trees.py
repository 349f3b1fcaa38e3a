"""Boosted trees, read from a file and run by numpy: a row of numbers in, a probability out.

Friedman (2001), "Greedy function approximation: a gradient boosting machine". Trained by bench/weigh.py with
scikit-learn, which is not needed here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class Trees:
    """Trees of one shape: arrays with a row for each tree and a column for each node, of which the first is the root.

    A node that asks has a ``column``, the ``bound`` up to which a number goes to the left, and its two ``branches``;
    a leaf sends every number back to itself, and has a ``value``. ``depth`` is how many questions there are at most,
    and ``base`` what is there before any of them (log odds, as the values).
    """

    column: NDArray[np.int16]
    bound: Floats
    left: NDArray[np.int16]
    right: NDArray[np.int16]
    value: Floats
    depth: int
    base: float

    @classmethod
    def read(cls, arrays: Mapping[str, NDArray[np.generic]]) -> Trees:
        """The trees of a file that numpy loaded."""
        column, left, right = (np.asarray(arrays[name], np.int16) for name in ("column", "left", "right"))
        bound, value = (np.asarray(arrays[name], np.float32) for name in ("bound", "value"))
        return cls(column, bound, left, right, value, int(arrays["depth"]), float(np.asarray(arrays["base"], float)))

    def probabilities(self, rows: Floats) -> Floats:
        """The probability of each of ``rows``, (rows, columns) to (rows,)."""
        count, trees = len(rows), np.arange(len(self.value))
        at = np.zeros((count, len(trees)), np.int16)
        each = np.arange(count)[:, None]
        for _ in range(self.depth):
            goes_left = rows[each, self.column[trees, at]] <= self.bound[trees, at]
            at = np.where(goes_left, self.left[trees, at], self.right[trees, at])
        odds = self.base + self.value[trees, at].sum(1, dtype=np.float64)
        return np.asarray(1 / (1 + np.exp(-odds)), np.float32)
