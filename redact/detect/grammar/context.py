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

from ...draft import Lang, Span
from .lexicon import meaning
from .rulefile import data_lines


class About(StrEnum):
    """Whom the text spoke of last."""

    ANONYMOUS = "anonymous"
    NAMED = "named"
    OFFICE = "office"


_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_OPENS = re.compile(r"(?:^|[.!?:\n*•(\[–—]\s*|\n)[“\"‘'„*_\s]*$")
_NAME_GOES_ON = re.compile(r"\s(?:(?:van|de|der|den|von|la|el|al|di|bin)\s)*[A-ZÀ-Þ]")


class Mentions:
    """Everybody a text brings in, in order: where, and as what."""

    def __init__(self, text: str, lang: Lang) -> None:
        self._text = text
        self._at: list[int] = []
        self._who: list[About] = []
        kinds, before = _kinds(lang), ""
        for found in _WORD.finditer(text):
            word = found[0]
            lower = word.lower()
            kind = kinds.get(lower)
            if kind == "you" or kind == "office":
                self._add(found.start(), About.NAMED if kind == "you" else About.OFFICE)
            elif kind == "person":
                self._add(found.start(), About.ANONYMOUS)
            elif kind is None and word[0].islower():
                if meaning("occupations", lower, lang):
                    self._add(found.start(), About.ANONYMOUS)
            elif kind is None and len(word) > 1 and self._is_name(found, kinds.get(before)):
                self._add(found.start(), About.NAMED)
            before = lower

    def _is_name(self, found: re.Match[str], before: str | None) -> bool:
        text, at = self._text, found.start()
        if _OPENS.search(text[max(0, at - 6) : at]):
            return bool(_NAME_GOES_ON.match(text, found.end()))
        return before != "preposition"

    def _add(self, at: int, who: About) -> None:
        self._at.append(at)
        self._who.append(who)

    def about(self, span: Span) -> About:
        """Who was brought in last before ``span``; at the start of a sentence, who comes next in it."""
        after = bisect_left(self._at, span.start)
        if _OPENS.search(self._text[max(0, span.start - 6) : span.start]):
            following = bisect_left(self._at, span.end)
            if following < len(self._at) and "." not in self._text[span.end : self._at[following]]:
                return self._who[following]
        return self._who[after - 1] if after else About.OFFICE


@cache
def _kinds(lang: Lang) -> Mapping[str, str]:
    rows = (line.split("\t") for line in data_lines(f"mentions_{lang}.tsv"))
    return {word: kind for kind, words in rows for word in words.split()}


@cache
def scores(lang: Lang) -> Mapping[str, Mapping[About, float]]:
    """Each rule's score by name, for each of whom the text spoke of last (``data/scores_<lang>.tsv``)."""
    rows = (row.split("\t") for row in data_lines(f"scores_{lang}.tsv"))
    return {row[0]: {about: float(score) for about, score in zip(About, row[1:4], strict=True)} for row in rows}
