"""A page's tokens as places in it, and what they say.

Two hundred pages hold tens of thousands of tags of a few hundred kinds. As strings of their own they take longer to
make and to look up than all that is done with them. So a tag is a place and a kind, cut out where somebody asks for it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import cached_property
from typing import TypeAlias, overload

import numpy as np
from numpy.typing import NDArray

Places: TypeAlias = "NDArray[np.intp]"
Numbers: TypeAlias = "NDArray[np.unsignedinteger]"

_TOKENS = 1 << 12
"""Tokens written in one go; even."""
_CODECS = {1: "latin-1", 2: "utf-16-le", 4: "utf-32-le"}
"""The encodings in which a character is one number of so many bytes."""


class Tokens(Sequence[str]):
    """Text (at even places) and markup (at odd ones) by turns; joined they are ``source``.

    Token ``i`` is characters ``bounds[i]`` to ``bounds[i + 1]``; ``distinct[kinds[n]]`` is the ``n``-th of markup.
    ``distinct`` is in the order in which each appears first.
    """

    def __init__(self, source: str, bounds: Places, kinds: Places, distinct: Sequence[str]) -> None:
        self.source, self.kinds, self.distinct = source, kinds, distinct
        self._bounds = bounds
        self.bounds: Sequence[int] = bounds.data  # one by one, four times faster

    @cached_property
    def numbers(self) -> Numbers:
        """The characters as numbers."""
        return numbers_of(self.source)

    def __len__(self) -> int:
        return len(self.bounds) - 1

    @overload
    def __getitem__(self, index: int) -> str: ...
    @overload
    def __getitem__(self, index: slice) -> list[str]: ...
    def __getitem__(self, index: int | slice) -> str | list[str]:
        if isinstance(index, slice):
            return [self[at] for at in range(*index.indices(len(self)))]
        return self.source[self.bounds[index] : self.bounds[index + 1]]

    def being(self, tags: Iterable[str]) -> list[int]:
        """The tokens that are one of ``tags``, in order."""
        wanted = set(tags)
        which = np.array([tag in wanted for tag in self.distinct], bool)
        return (np.flatnonzero(which[self.kinds]) * 2 + 1).tolist() if wanted else []

    def kinds_outside(self, regions: Sequence[tuple[int, int]]) -> list[str]:
        """Each tag that stands outside ``regions`` of tokens, once, in the order in which they appear there first."""
        kinds = self.kinds.copy()
        for start, end in regions:
            kinds[start // 2 : end // 2] = -1
        found, firsts = np.unique(kinds, return_index=True)
        return [self.distinct[found[at]] for at in np.argsort(firsts) if found[at] >= 0]

    def having(self, character: str) -> Iterator[int]:
        """The tokens of text in which a character stands, in order."""
        at = self.source.find(character)
        while at >= 0:
            token = bisect_right(self.bounds, at) - 1
            if token % 2 == 0:
                yield token
            at = self.source.find(character, self.bounds[token + 1])

    def written(self, codes: NDArray[np.uint8], silent: Sequence[int]) -> tuple[str, Places]:
        """The source with a code (0: nothing) for each tag, and nothing for ``silent`` tokens; the length of each."""
        bounds = self._bounds
        left = np.diff(bounds)
        runs = left.copy()
        left[1::2] = codes > 0
        left[silent] = 0
        # A code stands where its tag begins: texts are kept, each with the first character behind it or without it.
        runs[:-1:2] += left[1::2]
        runs[1::2] -= left[1::2]
        kept = np.zeros(len(left), bool)
        kept[::2] = True
        kept[silent] = False
        made: list[bytes] = []
        for first in range(0, len(left), _TOKENS):
            last = min(first + _TOKENS, len(left))
            block = self.numbers[bounds[first] : bounds[last]].copy()
            block[bounds[first + 1 : last : 2] - bounds[first]] = codes[first // 2 : last // 2]
            made.append(block[np.repeat(kept[first:last], runs[first:last])].tobytes())
        return b"".join(made).decode(_CODECS[self.numbers.itemsize], "surrogatepass"), left


class Parts:
    """What each token says: a text its characters, a tag the code of its kind, unless it was given something else."""

    def __init__(self, tokens: Tokens, codes: Sequence[str]) -> None:
        self._tokens, self._codes = tokens, codes
        self._given: dict[int, str] = {}

    def __getitem__(self, token: int) -> str:
        given = self._given.get(token)
        if given is not None:
            return given
        return self._codes[self._tokens.kinds[token // 2]] if token % 2 else self._tokens[token]

    def __setitem__(self, token: int, says: str) -> None:
        self._given[token] = says

    def differs(self, token: int) -> bool:
        """Whether a text says something else than its characters."""
        return token in self._given and self._given[token] != self._tokens[token]

    def silence(self, start: int, end: int) -> None:
        """Let tokens ``start`` to ``end`` say nothing."""
        self._given.update(dict.fromkeys(range(start, end), ""))

    def joined(self) -> tuple[str, Sequence[int]]:
        """All parts as one text, and where in it each begins, with its end."""
        kinds = self._tokens.kinds
        codes = np.array([ord(code) if len(code) == 1 else 0 for code in self._codes] or [0], np.uint8)[kinds]
        given = self._of_several() | self._given
        for token in list(given):  # a code is written with the text before it
            if token % 2 == 0 and token // 2 < len(kinds):
                given.setdefault(token + 1, self[token + 1])
        flat, lengths = self._tokens.written(codes, list(given))
        if given:
            flat = _woven(flat, _starts(lengths), given)
            lengths[list(given)] = [len(says) for says in given.values()]
        return flat, _starts(lengths)

    def _of_several(self) -> dict[int, str]:
        """The tags whose code is more than one character."""
        several = np.array([len(code) > 1 for code in self._codes], bool)
        if not several.any():
            return {}
        return {2 * at + 1: self[2 * at + 1] for at in np.flatnonzero(several[self._tokens.kinds]).tolist()}


def _woven(flat: str, starts: Sequence[int], given: Mapping[int, str]) -> str:
    """The text with what was given to tokens in it, each where its token begins."""
    out: list[str] = []
    at = 0
    for token in sorted(given):
        out += (flat[at : starts[token]], given[token])
        at = starts[token]
    return "".join([*out, flat[at:]])


def _starts(lengths: Places) -> Sequence[int]:
    starts = np.empty(len(lengths) + 1, np.intp)
    starts[0] = 0
    np.cumsum(lengths, out=starts[1:])
    return starts.data


def numbers_of(source: str) -> Numbers:
    """The characters of a text as numbers, as narrow as they come."""
    for size, codec in _CODECS.items():
        with suppress(UnicodeEncodeError):
            numbers = np.frombuffer(source.encode(codec, "strict" if size == 1 else "surrogatepass"), f"<u{size}")
            if len(numbers) == len(source):
                break
    return numbers
