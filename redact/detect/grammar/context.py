"""Who a stretch is likely about, by who was last brought into the text: enough to weigh a rule, never to decide.

An age after "een verpleegkundige" is mostly a source's; one after "wethouder Prins" is not. Rules carry one score for
each of these.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping
from enum import StrEnum
from functools import cache

from ...draft import Lang
from .cutting import cut
from .lexicon import meaning
from .rulefile import data_lines


class About(StrEnum):
    """Whom the text spoke of last."""

    ANONYMOUS = "anonymous"
    NAMED = "named"
    OFFICE = "office"


_WORD = re.compile(r"([^\W\d_][\w'’-]*)")
_OPENS = re.compile(r"(?:^|[.!?:\n*•(\[–—]\s*|\n)[“\"‘'„*_\s]*$")
_NAME_GOES_ON = re.compile(r"\s(?:(?:van|de|der|den|von|la|el|al|di|bin)\s)*[A-ZÀ-Þ]")


_PREPOSITION, _CAPITAL = "preposition", "capital"
_BROUGHT_IN = {
    "you": About.NAMED,
    "office": About.OFFICE,
    "person": About.ANONYMOUS,
    _PREPOSITION: _PREPOSITION,
}
"""What the kinds of the word list bring in; "skip" are words that bring in nobody though they look it."""


class _Kinds(dict[str, str]):
    """What each word that has come up brings in: somebody, or a name if it is one; empty for most words."""

    MAX_WORDS = 200_000
    """Words kept; a batch must not grow without end."""

    def __init__(self, lang: Lang) -> None:
        super().__init__()
        self._lang = lang
        rows = (row.split("\t") for row in data_lines(f"mentions_{lang}.tsv"))
        self._listed = {word: kind for kind, words in rows for word in words.split()}

    def __missing__(self, word: str) -> str:
        if len(self) >= self.MAX_WORDS:
            self.clear()
        found = self[word] = self._kind(word)
        return found

    def _kind(self, word: str) -> str:
        lower = word.lower()
        if lower in self._listed:
            return _BROUGHT_IN.get(self._listed[lower], "")
        if word[0].islower():
            return About.ANONYMOUS if meaning("occupations", lower, self._lang) else ""
        return _CAPITAL if len(word) > 1 else ""


_kinds = cache(_Kinds)


class Mentions:
    """Everybody a text brings in, in order: where, and as what."""

    def __init__(self, text: str, lang: Lang) -> None:
        self._text = text
        self._at: list[int] = []
        self._who: list[About] = []
        words, starts, ends = cut(_WORD, text, lower=False)
        kinds = list(map(_kinds(lang).__getitem__, words))
        for n, kind in enumerate(kinds):
            if not kind or kind == _PREPOSITION:
                continue
            if kind != _CAPITAL:
                self._add(starts[n], About(kind))
            elif self._is_name(starts[n], ends[n], after_preposition=n > 0 and kinds[n - 1] == _PREPOSITION):
                self._add(starts[n], About.NAMED)

    def _is_name(self, start: int, end: int, *, after_preposition: bool) -> bool:
        if _OPENS.search(self._text[max(0, start - 6) : start]):
            return bool(_NAME_GOES_ON.match(self._text, end))
        return not after_preposition

    def _add(self, at: int, who: About) -> None:
        self._at.append(at)
        self._who.append(who)

    def about(self, start: int, end: int) -> About:
        """Who was brought in last before a stretch; at the start of a sentence, who comes next in it."""
        after = bisect_left(self._at, start)
        if _OPENS.search(self._text[max(0, start - 6) : start]):
            following = bisect_left(self._at, end)
            if following < len(self._at) and "." not in self._text[end : self._at[following]]:
                return self._who[following]
        return self._who[after - 1] if after else About.OFFICE


@cache
def scores(lang: Lang) -> Mapping[str, Mapping[About, float]]:
    """Each rule's score by name, for each of whom the text spoke of last (``data/scores_<lang>.tsv``)."""
    rows = (row.split("\t") for row in data_lines(f"scores_{lang}.tsv"))
    return {row[0]: {about: float(score) for about, score in zip(About, row[1:4], strict=True)} for row in rows}
