"""The part of the networks' first layer that depends on a single word (its letters, its lists), computed once a word.

Called by the network. The stored result must not depend on which words were computed together, or a draft would be read
differently after other drafts than by itself. So the weights are summed feature by feature: in a matrix product the
last digit depends on the number of rows.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]


class Letters:
    """The words of one language that have come up; ``features_of`` tells the names of a word's features.

    ``rows`` are the names that were learned, ``coded`` and ``scale`` what each of them means to each network: whole
    numbers (features, networks, width), to be multiplied by their scale (features, networks).
    """

    MAX_WORDS = 100_000
    """Words kept; beyond it they are looked up anew, so that a batch does not grow without end."""

    def __init__(
        self,
        features_of: Callable[[str], Sequence[str]],
        rows: Mapping[str, int],
        coded: NDArray[np.int8],
        scale: Floats,
    ) -> None:
        self._features_of, self._rows = features_of, rows
        self._coded, self._scale = coded, scale[:, :, None]
        self._places: dict[str, int] = {}
        self._kept = np.zeros((0, *coded.shape[1:]), np.float32)

    def of(self, words: Sequence[str]) -> Floats:
        """What the ``words``, each once, come to: (networks, words, width)."""
        if len(self._places) > self.MAX_WORDS:
            self._places.clear()
        places = self._places
        if new := [word for word in words if word not in places]:
            first = len(places)
            if first + len(new) > len(self._kept):  # far more: else all would be copied for every draft
                more = np.zeros((max(1024, first + len(new)), *self._kept.shape[1:]), np.float32)
                self._kept = np.concatenate([self._kept[:first], more])
            self._kept[first : first + len(new)] = self._summed(new)
            places.update(zip(new, range(first, first + len(new)), strict=True))
        return self._kept[[places[word] for word in words]].swapaxes(0, 1)

    def _summed(self, words: Sequence[str]) -> Floats:
        row = self._rows.get
        known = [[n for name in self._features_of(word) if (n := row(name)) is not None] for word in words]
        found = np.zeros((len(words), *self._kept.shape[1:]), np.float32)
        rows = np.asarray([n for each in known for n in each], np.int64)
        if len(rows):
            counts = np.asarray([len(each) for each in known])
            some = np.flatnonzero(counts)
            means = self._coded[rows].astype(np.float32)
            means *= self._scale[rows]
            found[some] = np.add.reduceat(means, (np.cumsum(counts) - counts)[some], axis=0)
        return found
