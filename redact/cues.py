"""The words by which a text is read: lists of a folder's ``data/cues.toml``, each with what it is for.

Called where a module makes its patterns: how they hang together is code, the words in them are data.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files


class Cues:
    """The lists of one module."""

    def __init__(self, lists: Mapping[str, Sequence[str]]) -> None:
        self._lists = lists

    def words(self, name: str) -> tuple[str, ...]:
        """The entries of a list, in its order; raises ``KeyError`` for a list that is not there."""
        return tuple(self._lists[name])

    def any_of(self, name: str) -> str:
        """A regular expression for any entry of a list, without a group around it; an entry may be one itself."""
        return "|".join(self._lists[name])

    def any_opening(self, name: str) -> str:
        """The same, each entry also as it stands where it opens a sentence."""
        return opening(self._lists[name])


def opening(words: Iterable[str]) -> str:
    """A regular expression for any of ``words``, with or without a capital."""
    return "|".join(f"[{word[0].upper()}{word[0]}]{word[1:]}" for word in words)


def cues(package: str, module: str) -> Cues:
    """The lists of ``module``, from the data folder of ``package``."""
    return Cues(_tables(package)[module])


@cache
def _tables(package: str) -> Mapping[str, Mapping[str, Sequence[str]]]:
    return tomllib.loads((files(package) / "data" / "cues.toml").read_text(encoding="utf-8"))
