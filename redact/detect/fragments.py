"""What is left of a find is a phrase, or nothing: one never ends in an article, a preposition or a conjunction.

Called by merging, for finds that a public name cuts and for those that the tagger or a rule broke off.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, replace

from ..draft import DIRECT_TYPES, DetailType, Lang, Span
from .grammar.lexicon import meaning
from .greetings import is_greeting
from .match import Match
from .tagger import SUMMIT, Tagged
from .wordlists import word_lists

_LAST_WORD = re.compile(r"(?<![^\s\W_])[^\W_]+\W*$")
_NEXT_WORD = re.compile(r"\s+([^\W\d_]+)")

_WORD = re.compile(r"[^\W_][\w'’-]*")
_WORK = frozenset({"work", "rank", "work~", "rank~"})
_LEARNING = frozenset({"school", "university"})
"""Sectors in which people learn as well as work."""

_OF_SOMEBODY = frozenset({"ages.van_jaar", "ages.jaar_oud"})
"""Rules for years in which the words say that they are of a person's life."""

_YEARS = re.compile(r"(?:1[4-9]|[2-9]\d) jaar")
_FROM = re.compile(r"(?: (?:uit|in|bij|van) (?:(?:het|de|een) )?[\w'-]+(?: [A-Z][\w'-]+)?)? van \Z")
_FROM_REACH = 60
"""Characters before years in which somebody may stand, with where they are from between."""

_ONE = frozenset({"een"})
"""What is an article, and also an hour: "kwart over een"."""


_PARENT_OF = re.compile(
    r"((?:\w+ )?(?:mother|father|mum|dad|grandmother|grandfather|moeder|vader|oma|opa) (?:of|to|van)(?: [\w-]+){1,3}?)"
    r" (?:has|had|is|was|will|would|did|heeft|werd|wordt|zou|ging|kreeg)\b"
)
"""What somebody with children then does is no family: "the mother of three has since left"."""


def _range(span: Span) -> tuple[int, int]:
    return span.start, span.end


@dataclass(frozen=True)
class Phrases:
    """The phrases of one text, by what the tagger saw in it."""

    text: str
    lang: Lang
    tagged: Tagged

    def finished(self, match: Match, span: Span) -> Span | None:
        """What of ``span``, a part of ``match`` or all of it, is a phrase; None where no such detail is left.

        The tagger's word of a whole does not stand for what is left of it: that must reach the summit by itself, and
        what something surer cuts half of it for this type.
        """
        if match.type is DetailType.QUOTE:
            return None if span != match.span and is_greeting(span.of(self.text)) else span
        if match.type in DIRECT_TYPES:
            return span
        left = self._without_loose_end(match.type, span)
        if left is None or (span != match.span and self._says_nothing(left)):
            return None
        if match.rule != "tagger" or left == match.span:
            return left
        seen, of_type = self.tagged.support(left), self.tagged.support_of(match.type, left)
        whole = span == match.span or of_type >= seen / 2
        return left if seen >= SUMMIT[self.lang] and whole else None

    def sound(self, matches: Iterable[Match], ruled: Iterable[Match] = ()) -> Iterator[Match]:
        """The tagger's ``matches`` without those whose noun cannot be of their type, or of the type that it must be.

        Years of somebody ("een kok uit Breda van 57 jaar") are an age, by who stands before them: somebody of whom the
        tagger saw the work, or whom a rule for ages (of those in ``ruled``) knows.
        """
        every = tuple(matches)
        aged = [match.span for match in ruled if match.rule in _OF_SOMEBODY]
        people = {match.span.end for match in every if match.type in (DetailType.OCCUPATION, DetailType.GENDER)}
        for match in every:
            if match.type is DetailType.DATE and (
                any(span.contains(match.span) for span in aged) or self._is_somebody_s(match.span, people)
            ):
                yield replace(match, type=DetailType.AGE)
            elif match.type is DetailType.FAMILY and (parent := _PARENT_OF.match(self.text, *_range(match.span))):
                yield replace(match, span=Span(match.span.start, match.span.start + len(parent[1])))
            elif match.type is DetailType.EDUCATION and self._is_employer(match.span):
                yield replace(match, type=DetailType.EMPLOYER)
            elif match.type is not DetailType.OCCUPATION or not self._is_abstract(match.span):
                yield match

    def _is_somebody_s(self, span: Span, people: Container[int]) -> bool:
        """Whether years follow, with "van", on what ends at one of ``people``."""
        years = _YEARS.fullmatch(span.of(self.text))
        before = _FROM.search(self.text, max(0, span.start - _FROM_REACH), span.start) if years else None
        return before is not None and before.start() in people

    def _is_employer(self, span: Span) -> bool:
        """Whether the noun is known as somewhere to work, and not as somewhere to learn: "an engineering firm"."""
        known = meaning("employers", self._head(span), self.lang)
        return (
            known is not None
            and known[0] not in _LEARNING
            and not any(
                meaning("education", word, self.lang) or meaning("occupations", word, self.lang)
                for word in _WORD.findall(span.of(self.text).lower())
            )
        )

    def _is_abstract(self, span: Span) -> bool:
        """Whether the noun names nobody, and no other word names work: "a similar experience"."""
        words = _WORD.findall(span.of(self.text).lower())
        head, endings = self._head(span), tuple(word_lists(self.lang).apart["abstract"])
        abstract = head.endswith(endings) and not meaning("employers", head, self.lang)
        return abstract and not any(self._is_work(word) for word in words)

    def _is_work(self, word: str) -> bool:
        lists = word_lists(self.lang)
        listed = meaning("occupations", word, self.lang) or lists.classes(word, word) & _WORK
        return bool(listed) or word.startswith(tuple(lists.apart["labour"]))

    def _says_nothing(self, span: Span) -> bool:
        """Whether all that is left are words like "since her", beside a surer detail: "[since her] [operation]"."""
        lists = word_lists(self.lang)
        said = {word.lower() for word in _WORD.findall(span.of(self.text))}
        return not said - lists.function - lists.apart["preposition"] - lists.apart["subordinator"]

    def _head(self, span: Span) -> str:
        """The last word before a preposition, in lower case."""
        words = _WORD.findall(span.of(self.text).lower())
        prepositions = word_lists(self.lang).apart["preposition"]
        end = next((n for n, word in enumerate(words) if n and word in prepositions), len(words))
        return words[end - 1] if words else ""

    def _without_loose_end(self, kind: DetailType, span: Span) -> Span | None:
        lists, end = word_lists(self.lang), span.end
        while last := _LAST_WORD.search(self.text, span.start, end):
            word = last[0].rstrip().lower()
            loose = word in lists.apart["unfinished"] and not (kind is DetailType.DATE and word in _ONE)
            if not loose and word in lists.apart["subordinator"]:
                following = _NEXT_WORD.match(self.text, end)
                loose = following is not None and following[1].lower() in lists.apart["subject"]
            if not loose:
                return Span(span.start, end)
            if last.start() <= span.start:
                return None
            end = last.start()
            while end > span.start and not self.text[end - 1].isalnum():
                end -= 1
            if end == span.start:
                return None
        return Span(span.start, end)
