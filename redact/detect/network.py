"""The tagger's network, run by numpy: for every token, how likely each label is.

A word's own part (letters, lists, vector) is looked up and kept; the draft's part is added; gated convolutions look at
the neighbours; halfway, every token also gets the mean of its sentence, of its paragraph, and of all places in the
draft where the same word stands, so that what is known in one place is known everywhere. Trained by bench/train.py with
torch, which is not needed here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ..draft import DetailType, Lang
from .reading import Reader, Reading
from .vectors import vectors

FILE = Path(__file__).parent / "data" / "tagger.npz"
KEEP = "KEEP"
KINDS = (*(t.value for t in DetailType), KEEP)
"""What a token may be part of; label 0 is none, 1 + 2k begins kind k, 2 + 2k continues it."""

DILATIONS = (1, 2, 4, 1, 2, 4)
"""How far apart the three tokens are that a convolution looks at; the pooled means come in halfway."""

_EPSILON = 1e-5
_CHUNK = 256
"""Tokens whose numbers fit the processor's cache: a long draft would cost half as much again for each token."""

_SLOPE, _HALF = np.float32(1 / 6), np.float32(0.5)
"""Of the gate, a sigmoid made of straight pieces: an exponential for every number would take a third of the time."""

Floats = NDArray[np.float32]


class Network:
    """Networks of one shape, trained from different beginnings, whose probabilities are averaged.

    ``weights`` has the names of the features that were learned, joined by line breaks as UTF-8 under "features", and
    the weights of network ``n`` under "n.…". Those of the features, which are most of the file, are whole numbers of a
    byte ("letters") times a scale for each feature ("letters.scale").
    """

    def __init__(self, weights: Mapping[str, NDArray[np.generic]]) -> None:
        names = weights["features"].tobytes().decode().split("\n")
        features = {name: row for row, name in enumerate(names)}
        numbers = sorted({key.partition(".")[0] for key in weights if key != "features"})
        self._readers = {lang: Reader(lang) for lang in Lang}
        self._members = [
            _Member({k[len(n) + 1 :]: v for k, v in weights.items() if k.startswith(f"{n}.")}, features, self._readers)
            for n in numbers
        ]

    def read(self, text: str, lang: Lang) -> Reading:
        """The text as the networks see it."""
        return self._readers[lang].read(text)

    def probabilities(self, reading: Reading, lang: Lang) -> Floats:
        """The probability of every label for every token, (tokens, 1 + 2 * kinds)."""
        if not reading.spans:
            return np.zeros((0, 1 + 2 * len(KINDS)), np.float32)
        words = self._words(reading, lang)
        each = [member.probabilities(reading, words, lang) for member in self._members]
        return np.asarray(np.mean(each, axis=0), np.float32)

    def _words(self, reading: Reading, lang: Lang) -> _Words:
        word, places, lows = self._readers[lang].word, dict[str, int](), dict[str, int]()
        each = [places.setdefault(w, len(places)) for w in reading.seen]
        low = [lows.setdefault(w.lower(), len(lows)) for w in reading.words]
        meanings = vectors().of([word(w).low for w in places])
        groups = tuple(_Group(np.asarray(of)) for of in (low, reading.sentence, reading.paragraph))
        return _Words(tuple(places), np.asarray(each), meanings, groups)


class _Group:
    """Tokens that belong together: the same word, a sentence, a paragraph; ``of`` says of each to which it belongs."""

    def __init__(self, of: NDArray[np.int64]) -> None:
        self.of = of
        self._count = int(of.max()) + 1
        order = np.argsort(of, kind="stable")
        self._order = None if bool((order == np.arange(len(of))).all()) else order
        self._starts = np.flatnonzero(np.diff(of[order], prepend=-1))
        self._which = of[order][self._starts]
        self._sizes = np.maximum(np.bincount(of, minlength=self._count), 1).astype(np.float32)[:, None]

    def means(self, z: Floats) -> Floats:
        """The mean of each group, (groups, width)."""
        sums = np.zeros((self._count, z.shape[1]), np.float32)
        sums[self._which] = np.add.reduceat(z if self._order is None else z[self._order], self._starts, axis=0)
        return np.asarray(sums / self._sizes, np.float32)


@dataclass(frozen=True)
class _Words:
    """The words of a draft, each once, and their vectors; of every token which it is, and to what it belongs."""

    every: tuple[str, ...]
    each: NDArray[np.int64]
    meanings: Floats
    groups: Sequence[_Group]


class _Member:
    """One network, and what the letters of words already seen come to by its weights.

    The last digit of a multiplication depends on how many rows are multiplied at once, on some processors on which row
    it is. So nothing is kept that came out of one: a draft would be read otherwise after others than by itself.
    """

    MAX_WORDS = 100_000
    """Words kept; beyond it they are looked up anew, so that a batch does not grow without end."""

    def __init__(
        self, weights: Mapping[str, NDArray[np.generic]], features: Mapping[str, int], readers: Mapping[Lang, Reader]
    ) -> None:
        self._w = {key: np.asarray(value, np.float32) for key, value in weights.items() if key != "letters"}
        self._coded = weights["letters"]
        self._features, self._readers = features, readers
        self._seen: dict[tuple[Lang, str], int] = {}
        self._letters = np.zeros((0, self._coded.shape[1]), np.float32)

    def probabilities(self, reading: Reading, words: _Words, lang: Lang) -> Floats:
        w = self._w
        own = words.meanings @ w["vector"] + self._letters_of(words.every, lang) @ w["letters.out"]
        z = own[words.each] + reading.context @ w["context"] + w["bias"]
        np.maximum(z, 0, out=z)
        for number, step in enumerate(DILATIONS):
            if number == len(DILATIONS) // 2:
                z = z + self._pooled(z, words.groups)
            z = self._block(z, number, step)
        return _softmax(_normal(z, w["norm.gain"], w["norm.bias"]) @ w["out"] + w["out.bias"])

    def _letters_of(self, words: Sequence[str], lang: Lang) -> Floats:
        """What the letters of words, and the lists they are on, come to: (words, width of the letters)."""
        if len(self._seen) > self.MAX_WORDS:
            self._seen.clear()
        for word in words:
            if (lang, word) not in self._seen:
                self._keep(len(self._seen), self._readers[lang].word(word).features)
                self._seen[lang, word] = len(self._seen)
        return np.asarray(self._letters[[self._seen[lang, word] for word in words]], np.float32)

    def _keep(self, place: int, features: Sequence[str]) -> None:
        if place == len(self._letters):  # twice as many: else all would be copied for every draft
            more = np.zeros((max(1024, place), self._letters.shape[1]), np.float32)
            self._letters = np.concatenate([self._letters, more])
        rows = [self._features[name] for name in features if name in self._features]
        self._letters[place] = self._w["letters.scale"][rows] @ np.asarray(self._coded[rows], np.float32) if rows else 0

    def _block(self, z: Floats, number: int, step: int) -> Floats:
        """``z`` with what stands ``step`` tokens beside each; in chunks that the processor's cache holds."""
        w = self._w
        count, width = z.shape
        conv, bias = w[f"block{number}.conv"], w[f"block{number}.conv_bias"]
        wide = np.zeros((count + 2 * step, width), np.float32)
        gain, offset = w[f"block{number}.gain"], w[f"block{number}.bias"]
        chunks = [(start, min(start + _CHUNK, count)) for start in range(0, count, _CHUNK)]
        for start, end in chunks:
            wide[step + start : step + end] = _normal(z[start:end], gain, offset)
        out, side = np.empty_like(z), np.empty((min(_CHUNK, count), 2 * width), np.float32)
        for start, end in chunks:
            both = wide[start + step : end + step] @ conv[width : 2 * width]
            both += bias
            both += np.matmul(wide[start:end], conv[:width], out=side[: end - start])
            both += np.matmul(wide[start + 2 * step : end + 2 * step], conv[2 * width :], out=side[: end - start])
            gate = both[:, :width] * _SLOPE
            gate += _HALF
            np.clip(gate, 0, 1, out=gate)
            gate *= both[:, width:]
            np.add(z[start:end], gate, out=out[start:end])
        return out

    def _pooled(self, z: Floats, groups: Sequence[_Group]) -> Floats:
        width = z.shape[1]
        parts = (self._w["pool"][n * width : (n + 1) * width] for n in range(len(groups)))
        total = self._w["pool.bias"] + sum(
            (group.means(z) @ part)[group.of] for group, part in zip(groups, parts, strict=True)
        )
        return np.asarray(np.maximum(total, 0), np.float32)


def _normal(z: Floats, gain: Floats, bias: Floats) -> Floats:
    centred = z - np.add.reduce(z, 1, keepdims=True) / np.float32(z.shape[1])
    variance = np.einsum("ij,ij->i", centred, centred)[:, None] / np.float32(z.shape[1])
    centred /= np.sqrt(variance + np.float32(_EPSILON))
    centred *= gain
    centred += bias
    return np.asarray(centred, np.float32)


def _softmax(x: Floats) -> Floats:
    powers = np.exp(x - x.max(1, keepdims=True))
    return np.asarray(powers / powers.sum(1, keepdims=True), np.float32)


@cache
def network() -> Network:
    """The network that is shipped, read once."""
    with np.load(FILE) as file:
        return Network({key: file[key] for key in file.files})
