"""Yes-or-no properties of each word of a text, such as "begins with a capital" or "is a first name", packed into bits.

Asked for when a text is read and when details are made of the tagger's labels. Each word is looked up once a process.
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
"""In this order: begins with a capital; a first name; a title; a unit of time; a word in which no phrase ends, such as
an article; an opening, a closing quotation mark; the first word of a town of several words; an ordinary town."""

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
