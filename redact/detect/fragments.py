"""What is left of a find is a phrase, or nothing: one never ends in an article, a preposition or a conjunction.

Called by merging, for finds that a public name cuts and for those that the tagger or a rule broke off.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from ..cues import cues
from ..draft import DIRECT_TYPES, DetailType, Lang, Span
from ..segment import segment
from .enumerated import is_numbering
from .grammar.lexicon import meaning
from .grammar.numerals import number
from .greetings import is_greeting
from .joined import first_phrase, predicate, somebody_first
from .loose import doer_of, is_loose, occasion
from .match import Match
from .months import month, tells_age
from .tagger import Tagged
from .taught import with_subjects
from .touched import is_touched
from .unmeant import is_unmeant
from .wordlists import sections, word_lists

_LAST_WORD = re.compile(r"(?<![^\s\W_])[^\W_]+\W*$")
_LONGEST = 80
"""Characters of a last word and what stands behind it: the longest that is loose has a dozen."""
_NEXT_WORD = re.compile(r"\s+([^\W\d_]+)")

_WORD = re.compile(r"[^\W_][\w'’-]*")
_WORK = frozenset({"work", "rank", "work~", "rank~"})
_LEARNING = frozenset({"school", "university"})
"""Sectors in which people learn as well as work."""

_CUES = cues(__package__, "fragments")
_TIMELESS = {lang: frozenset(_CUES.words(f"timeless_{lang}")) for lang in Lang}
_WORKPLACE = {
    Lang.NL: re.compile(rf"(?:[Dd]e |[Hh]et )?\w*(?:{_CUES.any_of('workplace_nl')})"),
    Lang.EN: re.compile(
        rf"(?:[Tt]he )?(?!(?:{_CUES.any_of('no_workplace_en')})\b)[\w'’-]+ (?:{_CUES.any_of('workplace_en')})"
    ),
}
_DOING, _POINTERS, _BEFORE_NAMES, _VERBS, _NOBODYS, _OF_FORMS = (
    frozenset(_CUES.words(name)) for name in ("doing", "pointers", "before_names", "verbs", "nobodys", "of_forms")
)

_DATE_IN_FIGURES = "dates.numeric_full"
_OF_SOMEBODY = frozenset({"ages.van_jaar", "ages.jaar_oud"})
"""Rules for years in which the words say that they are of a person's life."""

_YEARS = re.compile(r"(?:1[4-9]|[2-9]\d) jaar")
_FROM = re.compile(r"(?: (?:uit|in|bij|van) (?:(?:het|de|een) )?[\w'-]+(?: [A-Z][\w'-]+)?)? van \Z")
_FROM_REACH = 60
"""Characters before years in which somebody may stand, with where they are from between."""

_SCRAP = 2
"""Words of unquoted speech that say nothing by themselves."""

_OF_NOTHING = frozenset({DetailType.EVENT, DetailType.TRAIT, DetailType.GROUP})
"""Types of which a list has the words that, alone or together, tell nothing: "a similar tale", "staff and students"."""

_OF_NUMBERS = frozenset({DetailType.AGE, DetailType.GROUP, DetailType.QUOTE, DetailType.GENDER}) | DIRECT_TYPES
"""Types that a single function word may tell of: "both", "him" in a quotation."""

_ONE = frozenset({"een"})
"""What is an article, and also an hour: "kwart over een"."""

_PARENT_OF = re.compile(
    rf"((?:\w+ )?(?:{_CUES.any_of('parents')}) (?:of|to|van)(?: [\w-]+){{1,3}}?) (?:{_CUES.any_of('parents_do')})\b"
)
"""What somebody with children then does is no family: "the mother of three has since left"."""

_WHOSE, _WHOSE_REACH = re.compile(r"\b(?:her|his|my|their|your|haar|zijn|mijn|hun|je) \Z", re.IGNORECASE), 7
_EMPLOYED = re.compile(
    rf"\b(?:{_CUES.any_of('employed')})(?: [\w-]+){{0,2}} (?:{_CUES.any_of('employed_at')})"
    r"(?: (?:de|het|een|the|an?))? \Z",
    re.IGNORECASE,
)
"""Before where somebody works, to which others turn."""
_WORKS = re.compile(r"(?: [\w-]+){0,2}? (?:werk|gewerkt|in dienst)", re.IGNORECASE)
"""The end of a Dutch clause of who works there."""
_EMPLOYED_REACH = 45
_A_YEAR = re.compile(r"jaar (?=\w)")
"""At the head of an age it is of the date before it: "komend jaar | met pensioen"."""
_LABEL = re.compile(r"\b(?:nummer|nr\.?|number|no\.) \Z", re.IGNORECASE)
_LABELS = frozenset({"nummer", "nr", "number"})
"""What goes with the number behind it: "employee | number three"."""

_NAME_LAST = re.compile(r"[a-z]\w* [A-ZÀ-ÖØ-Þ][\w-]*\Z")
_HELD_AT = re.compile(r"\b(?:at|in) the [A-ZÀ-ÖØ-Þ][\w’-]*\Z")
"""The end of an event at a house with a name: "a do at the Red | Lion"."""

_NAME_RUN = re.compile(r"(?: [A-ZÀ-ÖØ-Þ][\w-]+)+")
_NAME_NEXT = re.compile(r" [A-ZÀ-ÖØ-Þ]")

_COUNTS = re.compile(rf"(\w+)(?: (?:{_CUES.any_of('of_children')}))?")
_CHILDREN = re.compile(rf" (?:{_CUES.any_of('children')})\b")
_PHRASES = frozenset(
    {DetailType.GROUP, DetailType.FAMILY, DetailType.OCCUPATION, DetailType.EMPLOYER, DetailType.PLACE}
)
_NAMED = frozenset({DetailType.EMPLOYER, DetailType.PLACE, DetailType.TRIP, DetailType.EDUCATION})
_CAPITALISED = re.compile(r"[A-ZÀ-ÖØ-Þ][a-zà-ÿ]")
_CLAUSE = re.compile(rf"\b(?:{_CUES.any_of('clause')})\b", re.IGNORECASE)

_COUNTED = re.compile(
    r"\b(?!(?:word|wordt|werd|worden|ben|is|was) )\w+ er \Z|\b(?:nummer|nr\.?|number|no\.) \Z", re.IGNORECASE
)
""""Hij heeft er elf", "employee number three": that is no age; "ik word er dertig" is one."""

_PAIR = re.compile(
    r"(?:met (?:z['’]n|zijn|hun|ons|m['’]n|zn) twee[eë]n|(?P<them>two of (?:them|us)))(?: .*)?", re.IGNORECASE
)
_ONLY = re.compile(
    r"only(?: (?:to|that|on|at|after|in|by|for|as|when|if|ever|has|have|does|ask|tell)\b.*"
    r"| [a-z]+ed (?:the|an?|his|her|their|its|my|our)\b.*)?",
    re.IGNORECASE | re.DOTALL,
)
"""No count of people: "only to his doctor", "only reinforced her anger", "only" before a name."""
_OF_WHOSE = re.compile(rf"\w+ (?:of|van) (?:{_CUES.any_of('whose')})", re.IGNORECASE)
"""What is left of "one of her three children" where the children are another detail."""

_WITH_SOMEBODY = re.compile(r"\bmet (?:[\w’'-]+ ){0,3}[\w’'-]+,? \Z")
_MEETING = re.compile(rf"\b(?:{_CUES.any_of('meetings')})\b[^.!?\n]{{0,25}}\Z")

_TRAINS = re.compile(r"to train (?:as|for|to|with)\b")
"""What somebody learns, and no railway."""

_THE_TWO = re.compile(r"\bthe \Z", re.IGNORECASE)


def _range(span: Span) -> tuple[int, int]:
    return span.start, span.end


@lru_cache(maxsize=len(Lang))
def _nothing(lang: Lang) -> dict[str, frozenset[str]]:
    return sections(f"nothing_{lang}.txt")


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
        span = predicate(self.text, match.type, span) or span
        left = self._without_loose_end(match.type, span)
        if left is None:
            return None
        if match.rule != "tagger" or left == match.span:
            return left
        seen, of_type = self.tagged.support(left), self.tagged.support_of(match.type, left)
        whole = span == match.span or of_type >= seen / 2
        return left if seen >= self.tagged.summit and whole else None

    def sound(self, matches: Iterable[Match], ruled: Iterable[Match] = ()) -> Iterator[Match]:
        """The tagger's ``matches`` without those whose noun cannot be of their type, or of the type that it must be.

        Years of somebody ("een kok uit Breda van 57 jaar") are an age, by who stands before them: somebody of whom the
        tagger saw the work, or whom a rule for ages (of those in ``ruled``) knows.
        """
        every = tuple(matches)
        ruled = tuple(ruled)
        aged = [match.span for match in ruled if match.rule in _OF_SOMEBODY]
        dated = [match.span for match in ruled if match.rule == _DATE_IN_FIGURES]
        people = {match.span.end for match in every if match.type in (DetailType.OCCUPATION, DetailType.GENDER)}
        for match in with_subjects(self.text, every):
            if match.type is DetailType.DATE and (
                any(span.contains(match.span) for span in aged)
                or self._is_somebody_s(match.span, people)
                or (self.lang is Lang.EN and tells_age(self.text, match.span))
            ):
                yield replace(match, type=DetailType.AGE)
            elif self.lang is Lang.EN and (dated_by := month(self.text, match)):
                yield replace(match, type=DetailType.DATE, span=dated_by, value={})
            elif match.type in (DetailType.ID, DetailType.CONTACT) and any(s.contains(match.span) for s in dated):
                yield replace(match, type=DetailType.DATE, value={})  # the stamp of a message is nobody's number
            elif match.type is DetailType.FAMILY and (parent := _PARENT_OF.match(self.text, *_range(match.span))):
                yield replace(match, span=Span(match.span.start, match.span.start + len(parent[1])))
            elif self.lang is Lang.EN and (span := self._as_far_as_told(match)):
                yield replace(match, span=span, value={})
            elif longer := self._with_rest_of_name(match) or self._with_children(match):
                yield replace(match, span=longer)
            elif shorter := first_phrase(self.text, self.lang, match):
                yield replace(match, span=shorter, value={})
            elif match.type is DetailType.AGE and (year := _A_YEAR.match(self.text, *_range(match.span))):
                yield replace(match, span=Span(year.end(), match.span.end), value={})
            elif match.type is DetailType.AGE and self._counts_things(match.span):
                label = _LABEL.search(self.text, max(0, match.span.start - _FROM_REACH), match.span.start)
                span = Span(label.start(), match.span.end) if label else match.span
                yield replace(match, type=DetailType.GROUP, span=span, value={})
            elif match.type is DetailType.EDUCATION and self._is_employer(match.span):
                yield replace(match, type=DetailType.EMPLOYER)
            elif match.type is DetailType.OCCUPATION and _WORKPLACE[self.lang].fullmatch(
                self.text, *_range(match.span)
            ):
                yield replace(match, type=DetailType.EMPLOYER, value={})
            elif match.type is DetailType.EVENT and (somebody := somebody_first(self.text, self.lang, match.span)):
                yield replace(match, type=DetailType.OCCUPATION, span=somebody, value={})
            elif match.type is not DetailType.OCCUPATION or not self._is_abstract(match.span):
                yield match

    def _as_far_as_told(self, match: Match) -> Span | None:
        """Work without the verb behind it, a day with its occasion, an age with its birthday, or None."""
        end = doer_of(self.text, *_range(match.span), self._is_work) if match.type is DetailType.OCCUPATION else None
        if match.type in (DetailType.DATE, DetailType.AGE):
            end = occasion(self.text, *_range(match.span), of_age=match.type is DetailType.AGE)
        return Span(match.span.start, end) if end else None

    def _with_rest_of_name(self, match: Match) -> Span | None:
        """A workplace or event with the rest of its name: "afdeling Landelijk | Gebied"; None where it is whole."""
        if match.type is DetailType.EVENT:
            named = _HELD_AT.search(self.text, *_range(match.span))
        else:
            named = (match.type is DetailType.EMPLOYER and _NAME_LAST.search(self.text, *_range(match.span))) or None
        rest = _NAME_RUN.match(self.text, match.span.end) if named else None
        return Span(match.span.start, rest.end()) if rest else None

    def _with_children(self, match: Match) -> Span | None:
        """A count of children with the noun that follows: "twee jonge | kinderen"; None where it has one."""
        counts = _COUNTS.fullmatch(self.text, *_range(match.span)) if match.type is DetailType.FAMILY else None
        if counts is None or number(counts[1], self.lang) is None:
            return None
        noun = _CHILDREN.match(self.text, match.span.end)
        return Span(match.span.start, noun.end()) if noun else None

    def _counts_things(self, span: Span) -> bool:
        """Whether a bare number counts what "er" stands for, or tells the rank of somebody in a row, and no years."""
        bare = number(span.of(self.text), self.lang) is not None
        return bare and bool(_COUNTED.search(self.text, max(0, span.start - _FROM_REACH), span.start))

    def is_nothing(self, match: Match) -> bool:
        """Whether a find tells nothing of anybody."""
        if match.type is DetailType.NAME:
            name = match.span.of(self.text)
            greets = is_greeting(name) and _NAME_NEXT.match(self.text, match.span.end) is not None
            of_form = name in _NOBODYS or name.lower() in _OF_FORMS
            return of_form or greets or is_numbering(self.text, self.lang, match.span)
        if match.span.of(self.text).lower() in _POINTERS or is_unmeant(self.text, self.lang, match):
            return True
        if match.type is DetailType.GROUP:
            whole = any(sign.fullmatch(self.text, *_range(match.span)) for sign in (_OF_WHOSE, _ONLY))
            return whole or self._is_pair(match.span) or self._is_of_another_kind(match)
        if match.type is DetailType.QUOTE:
            return self._is_scrap_of_speech(match.span)
        if match.type is DetailType.TRIP and _TRAINS.match(self.text, max(0, match.span.start - 3)):
            return True
        if self._is_of_another_kind(match):
            return True
        return match.type not in _OF_NUMBERS and not self._is_named(match) and self._is_empty(match.span)

    def _is_named(self, match: Match) -> bool:
        """Whether it ends in a name: with a capital a word such as "haar" is the last of one, "De Haar"."""
        words = match.span.of(self.text)
        return match.type in _NAMED and bool(_NAME_LAST.search(words) or (" " in words and words.istitle()))

    def _is_of_another_kind(self, match: Match) -> bool:
        """Whether work ends in a noun that is none, who was told is no workplace, or "hearing" is a court's."""
        nouns = _nothing(self.lang)
        words = match.span.of(self.text).lower().split()
        if match.type is DetailType.OCCUPATION:
            return words[-1] in nouns["occupation"]
        before = self.text[max(0, match.span.start - _WHOSE_REACH) : match.span.start]
        if match.type in (DetailType.EMPLOYER, DetailType.EVENT) and len(words) == 1 and words[0] in nouns["told_to"]:
            return not self._is_worked_at(match.span)
        if set(words) <= nouns.get(str(match.type.value).lower(), frozenset()) and match.type in _OF_NOTHING:
            return True
        if match.type is DetailType.HEALTH and is_touched(self.text, self.lang, match.span):
            return True
        if match.type is DetailType.DATE:
            return words == ["een", "dag"] and before.lower().endswith("op ")  # "one day" is any
        alone = match.type is DetailType.HEALTH and len(words) == 1 and words[0] in nouns["health"]
        return alone and not _WHOSE.search(before)

    def _is_worked_at(self, span: Span) -> bool:
        """Whether somebody works there: "worked at the regulator", "die bij de ombudsman werkt"."""
        start = max(0, span.start - _EMPLOYED_REACH)
        return bool(_EMPLOYED.search(self.text, start, span.start) or _WORKS.match(self.text, span.end))

    def _is_scrap_of_speech(self, span: Span) -> bool:
        """Whether a word or two are left, between other details, of what somebody tells without quotation marks.

        In the corpus' training drafts half of those are no detail at all, and nobody is known again by the others.
        """
        short = len(span.of(self.text).split()) <= _SCRAP
        return short and not any(quote.overlaps(span) for quote in segment(self.text).quotes)

    def _is_pair(self, span: Span) -> bool:
        """Whether a group of two is the one whom it is about and somebody who is named: no two among whom to be sought.

        "She had lunch with Marsh, the two of them", "een lunch met z'n tweeën": nobody is told how many there are of
        anything.
        """
        found = _PAIR.fullmatch(self.text, *_range(span))
        if found is None:
            return False
        with_whom = _THE_TWO if found["them"] else _WITH_SOMEBODY
        reach = max(0, span.start - _FROM_REACH), span.start
        return any(before.search(self.text, *reach) for before in (with_whom, _MEETING))

    def _is_empty(self, span: Span) -> bool:
        """Whether all that is left of a find are words such as "since her": "[since her] [operation]"."""
        words, lists = _WORD.findall(span.of(self.text).lower()), word_lists(self.lang)
        small = lists.function | _TIMELESS[self.lang], lists.apart["preposition"], lists.apart["subordinator"]
        # One after the other: nearly every find begins with a word that ends the search.
        return bool(words) and all(any(word in each for each in small[word in _DOING :]) for word in words)

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

    def _head(self, span: Span) -> str:
        """The last word before a preposition, in lower case."""
        words = _WORD.findall(span.of(self.text).lower())
        prepositions = word_lists(self.lang).apart["preposition"]
        end = next((n for n, word in enumerate(words) if n and word in prepositions), len(words))
        return words[end - 1] if words else ""

    def _without_loose_end(self, kind: DetailType, span: Span) -> Span | None:
        lists, end = word_lists(self.lang), span.end
        while last := _LAST_WORD.search(self.text, max(span.start, end - _LONGEST), end):
            word = last[0].rstrip().lower()
            loose = word in lists.apart["unfinished"] and not (kind is DetailType.DATE and word in _ONE)
            ends_name = kind in _NAMED and last.start() > span.start and _CAPITALISED.match(last[0])
            loose = loose and not (ends_name and not _NAME_NEXT.match(self.text, end))
            following = _NEXT_WORD.match(self.text, end)
            counted = following is not None and number(following[1], self.lang) is not None
            loose = loose or (word in _LABELS and (counted or self.text[end : end + 2].strip().isdigit()))
            of_time = kind in (DetailType.DATE, DetailType.AGE)  # "a Tuesday in March", "18 in May"
            loose = loose or (of_time and word == "to")  # "within the month to | train"
            loose = loose or (not of_time and word in _BEFORE_NAMES and bool(_NAME_NEXT.match(self.text, end)))
            loose = loose or (
                kind in _PHRASES and word in _VERBS and not _CLAUSE.search(self.text, span.start, last.start())
            )
            loose = loose or (self.lang is Lang.EN and not of_time and is_loose(self.text, span.start, end, word))
            if not loose and word in lists.apart["subordinator"]:
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
