"""The tagger's network, run by numpy: for every token, how likely each label is.

A word's own part (letters, lists, vector) is looked up; the draft's part is added; gated convolutions look at the
neighbours; halfway, every token also gets the mean of its sentence, of its paragraph, and of all places in the draft
where the same word stands, so that what is known in one place is known everywhere. Trained by bench/train.py with
torch, which is not needed here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ..draft import DetailType, Lang
from .convolution import Convolution, normal
from .letters import Letters
from .reading import Reader, Reading
from .vectors import vectors

FILE = Path(__file__).parent / "data" / "tagger.npz"
KEEP = "KEEP"
KINDS = (*(t.value for t in DetailType), KEEP)
"""What a token may be part of; label 0 is none, 1 + 2k begins kind k, 2 + 2k continues it."""

DILATIONS = (1, 2, 4, 1, 2, 4)
"""How far apart the three tokens are that a convolution looks at; the pooled means come in halfway."""

Floats = NDArray[np.float32]


class Network:
    """Networks of one shape, trained from different beginnings, whose probabilities are averaged.

    ``weights`` has the names of the features that were learned, joined by line breaks as UTF-8 under "features", and
    the weights of network ``n`` under "n.…". Those of the features, which are most of the file, are whole numbers of a
    byte ("letters") times a scale for each feature ("letters.scale").
    """

    def __init__(self, weights: Mapping[str, NDArray[np.generic]]) -> None:
        names = weights["features"].tobytes().decode().split("\n")
        rows = {name: row for row, name in enumerate(names)}
        numbers = sorted({key.partition(".")[0] for key in weights if key != "features"})
        coded = np.stack([weights[f"{n}.letters"] for n in numbers], axis=1)
        scale = np.stack([np.asarray(weights[f"{n}.letters.scale"], np.float32) for n in numbers], axis=1)
        self._readers = {lang: Reader(lang) for lang in Lang}
        self._letters = {lang: Letters(reader.features, rows, coded, scale) for lang, reader in self._readers.items()}
        self._members = [
            _Member({k[len(n) + 1 :]: v for k, v in weights.items() if k.startswith(f"{n}.")}) for n in numbers
        ]

    def read(self, text: str, lang: Lang) -> Reading:
        """The text as the networks see it."""
        return self._readers[lang].read(text)

    def probabilities(self, reading: Reading, lang: Lang) -> Floats:
        """The probability of every label for every token, (tokens, 1 + 2 * kinds)."""
        if not reading.words:
            return np.zeros((0, 1 + 2 * len(KINDS)), np.float32)
        meanings = vectors().at([word.row for word in reading.known])
        groups = tuple(_Group(of) for of in (reading.low, _dense(reading.sentence), _dense(reading.paragraph)))
        letters = self._letters[lang].of(reading.seen)
        each = [
            member.probabilities(reading, meanings, own, groups)
            for member, own in zip(self._members, letters, strict=True)
        ]
        return np.asarray(sum(each) / np.float32(len(each)), np.float32)


class _Group:
    """Tokens that belong together: the same word, a sentence, a paragraph; ``of`` numbers them, and leaves none out."""

    def __init__(self, of: NDArray[np.int64]) -> None:
        self.of = of
        sizes = np.bincount(of)
        self._order = None if bool((of[1:] >= of[:-1]).all()) else np.argsort(of, kind="stable")
        self._starts = np.cumsum(sizes) - sizes
        self._sizes = sizes.astype(np.float32)[:, None]

    def means(self, z: Floats) -> Floats:
        """The mean of each group, (groups, width)."""
        sums = np.add.reduceat(z if self._order is None else z[self._order], self._starts, axis=0)
        sums /= self._sizes
        return np.asarray(sums, np.float32)


def _dense(of: NDArray[np.int64]) -> NDArray[np.int64]:
    """Numbers that only grow, without those that are left out."""
    return np.cumsum(np.diff(of, prepend=of[0]) != 0)


class _Member:
    """One network.

    The last digit of a multiplication depends on how many rows are multiplied at once, on some processors on which row
    it is. So nothing is kept that came out of one: a draft would be read otherwise after others than by itself.
    """

    def __init__(self, weights: Mapping[str, NDArray[np.generic]]) -> None:
        own = {name: weights[name] for name in weights if name not in ("letters", "letters.scale")}
        w = {name: np.asarray(weight, np.float32) for name, weight in own.items()}
        blocks = [{name: w.pop(f"block{n}.{name}") for name in Convolution.WEIGHTS} for n in range(len(DILATIONS))]
        self._blocks = [Convolution(step, weights) for step, weights in zip(DILATIONS, blocks, strict=True)]
        self._w = w

    def probabilities(self, reading: Reading, meanings: Floats, letters: Floats, groups: Sequence[_Group]) -> Floats:
        w = self._w
        own = meanings @ w["vector"] + letters @ w["letters.out"] + w["bias"]
        z = reading.context @ w["context"]
        z += own[reading.each]
        np.maximum(z, 0, out=z)
        for number, block in enumerate(self._blocks):
            if number == len(self._blocks) // 2:
                z += self._pooled(z, groups)
            z = block(z)
        z = normal(z)
        z *= w["norm.gain"]
        z += w["norm.bias"]
        return _softmax(z @ w["out"] + w["out.bias"])

    def _pooled(self, z: Floats, groups: Sequence[_Group]) -> Floats:
        width = z.shape[1]
        total = np.zeros_like(z)
        for n, group in enumerate(groups):
            total += (group.means(z) @ self._w["pool"][n * width : (n + 1) * width])[group.of]
        total += self._w["pool.bias"]
        return np.maximum(total, 0, out=total)


def _softmax(x: Floats) -> Floats:
    powers = np.exp(x - x.max(1, keepdims=True))
    powers /= powers.sum(1, keepdims=True)
    return np.asarray(powers, np.float32)


@cache
def network() -> Network:
    """The network that is shipped, read once."""
    with np.load(FILE) as file:
        return Network({key: file[key] for key in file.files})
