"""What is asked of the words of a text as they stand there: by its reading, and where details are read off it.

Each word is looked at once, and what it is is kept as bits.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from ..cues import cues
from ..draft import Lang
from .towns import is_ordinary, may_begin
from .wordlists import word_lists

TITLES = frozenset(cues(__package__, "marks").words("titles"))
"""Words before a surname, lower-cased."""

CAPITAL, GIVEN, TITLE, UNIT, UNFINISHED, OPENING, CLOSING, BEGINS_TOWN, TOWN = (1 << n for n in range(9))
"""A capital at its beginning, a first name, a title, a unit of time, an article or the like, a quotation's marks; what
a town of several words begins with, and an ordinary one."""

_OPENING, _CLOSING = frozenset("‘“«„"), frozenset("’”»")


class _Marks(dict[str, int]):
    """The bits of each word of one language that has come up."""

    MAX_WORDS = 200_000
    """Words kept; a batch must not grow without end."""

    def __init__(self, lang: Lang) -> None:
        super().__init__()
        self._lang, self._lists = lang, word_lists(lang)

    def __missing__(self, word: str) -> int:
        if len(self) >= self.MAX_WORDS:
            self.clear()
        low, lists = word.lower(), self._lists
        holds = (
            word[:1].isupper(),
            word in lists.first_names,
            low in TITLES,
            low in lists.apart["unit"],
            word in lists.apart["unfinished"],
            word in _OPENING,
            word in _CLOSING,
            may_begin(word, self._lang),
            is_ordinary(word, self._lang),
        )
        found = self[word] = sum(1 << n for n, held in enumerate(holds) if held)
        return found


_marks = cache(_Marks)


def marks_of(words: Sequence[str], lang: Lang) -> NDArray[np.int64]:
    """The bits of each of ``words``."""
    return np.fromiter(map(_marks(lang).__getitem__, words), np.int64, len(words))
