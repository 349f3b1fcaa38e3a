"""Rules that find details and say what they mean, where a rule is better than a model.

Called by detection and by values. A rule finds candidates about anybody; whose they are is decided later.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from ...covered import Holding
from ...draft import DIRECT_TYPES, DetailType, Lang, Span
from ..loading import loading
from ..match import Match
from . import ages, calendar, dates, direct, family, groups, lexical, places, quotes, work
from .context import Mentions, scores
from .engine import Candidate, Grammar, longest
from .rulefile import Reader, Rule, parse, plain, rule_files
from .screen import screen

__all__ = ["Match", "candidates", "grammar", "rules", "rules_of"]

TOPICS: Mapping[str, Reader] = {
    "ages": ages.read,
    "dates": dates.read,
    "groups": groups.read,
    "direct": direct.read,
    "channels": plain,
    "gender": plain,
    "family": family.read,
    "trips": places.read_trip,
    "places": plain,
    "events": places.read_event,
    "homes": places.read_home,
    "work": work.read,
}
"""The rule files and what reads their matches."""

NEVER_REFUSED = frozenset({DetailType.DATE, DetailType.TRIP})
"""The types whose readers take every match for a detail, so that its value can wait."""

LEAST_SCORE = 0.5
"""A find that is wrong more often than right is left to other evidence …"""

UNMEASURED = 0.8
"""… and a rule too rare for the corpus (a formal number, mostly) gets this score."""

_LETTER_APOSTROPHE = "ʼ"
"""Unicode counts it as a letter: an expression takes "20ʼe" for one word, and the screen for two."""

_TOLD = frozenset({DetailType.DATE, DetailType.HEALTH, DetailType.EDUCATION})
TOLD_WITH = {Lang.NL: _TOLD | {DetailType.EVENT}, Lang.EN: _TOLD | {DetailType.AGE}}
"""What a sentence tells of whoever was wronged in it, though it is about somebody public …"""

TOLD_BY = {
    Lang.NL: frozenset[str](),
    Lang.EN: frozenset({"quotes.anonymous", "quotes.first_person", "quotes.named", "quotes.pronoun"}),
}
"""… and what is said in it, as far as whoever speaks there may be them …"""

_DAYS = frozenset({"dates.weekday", "dates.weekday_bare", "dates.daytime"})
OF_THE_DAY = {
    Lang.NL: _DAYS | {"dates.demon", "dates.lang"},
    Lang.EN: _DAYS | {"dates.wd_abbr", "dates.since_the"},
}
"""… but for when the news is from ("vorige week", "gisteren"; "last summer" is when it was), and what is no more than a
while ("jarenlang")."""

ONLY_TOLD = "told_"
"""How the name of a rule begins that counts there alone."""

SURE = 0.96
"""The score of a rule that brings in by its own words whom it is about ("a woman, then 31"), whoever came before."""


def rules(text: str, lang: Lang, *, believed: Sequence[Span] = (), told: Sequence[Span] = ()) -> tuple[Match, ...]:
    """Every likely detail in ``text``, in order of the text; those of one type do not overlap, those of two may.

    A direct one (contact, address, number, name) is kept whatever its score, and what is found in a stretch that is
    ``believed`` to introduce somebody is as good as certain; so is what of :data:`TOLD_WITH` stands in a stretch that
    is ``told`` of somebody to protect.
    """
    text = text.replace(_LETTER_APOSTROPHE, "’")
    known, mentions, sure = scores(lang), Mentions(text, lang), grammar(lang).sure
    trusted, of_them = Holding(believed), Holding(told)
    found = []
    for candidate in _candidates(text, lang):
        by_context = known.get(candidate.rule)
        score = by_context[mentions.about(candidate.start, candidate.end)] if by_context else UNMEASURED
        told_of = candidate.type in TOLD_WITH[lang] and candidate.rule not in OF_THE_DAY[lang]
        with_them = (told_of or candidate.rule in TOLD_BY[lang]) and of_them.hold(candidate.span)
        if candidate.rule.rpartition(".")[2].startswith(ONLY_TOLD) and not with_them:
            continue
        if candidate.rule in sure or trusted.hold(candidate.span) or with_them:
            score = SURE
        if score >= LEAST_SCORE or candidate.type in DIRECT_TYPES:
            found.append(candidate._replace(score=score))
    once = once_a_paragraph(found, text, trusted)
    return tuple(candidate.match(lang) for candidate in longest(once))


def candidates(text: str, lang: Lang) -> list[Match]:
    """Every find of every rule, unscored, the longest of those of one type that overlap."""
    return [candidate.match(lang) for candidate in _candidates(text.replace(_LETTER_APOSTROPHE, "’"), lang)]


def _candidates(text: str, lang: Lang) -> list[Candidate]:
    found = [*_by_grammar(text, lang), *lexical.find(text, lang), *quotes.find(text, lang)]
    return _outside_accounts(longest(_surest(found)))


def _surest(found: list[Candidate]) -> list[Candidate]:
    """``found`` without what a sure rule finds to the letter too; that says all that the other says.

    "A thatcher of 52 from Marston" is brought in by these words, whether thatchers are on a list or not.
    """
    sure = {(c.type, c.start, c.end): c for c in found if c.sure and c.type not in NEVER_REFUSED}
    if not sure:
        return found
    said = dict(sure)
    for candidate in found:
        key = candidate.type, candidate.start, candidate.end
        if key in said and len(candidate.value) > len(said[key].value):
            said[key] = said[key]._replace(value=candidate.value)
    return [c for c in found if (c.type, c.start, c.end) not in sure] + [*said.values()]


def _outside_accounts(found: list[Candidate]) -> list[Candidate]:
    """``found`` without telephone numbers that are figures of a bank account."""
    accounts = [c for c in found if c.type is DetailType.ID and c.value.get("kind") == "iban"]
    return [
        c
        for c in found
        if c.type is not DetailType.CONTACT or not any(a.start <= c.start and c.end <= a.end for a in accounts)
    ]


def _by_grammar(text: str, lang: Lang) -> Iterator[Candidate]:
    for find in grammar(lang).matches(text):
        rule = find.rule
        if rule.type in NEVER_REFUSED:
            yield Candidate(find.start, find.end, rule.type, rule.name, 0.0, {}, find, sure=rule.sure)
        elif (value := rule.value(find.match, lang)) is not None:
            yield Candidate(find.start, find.end, rule.type, rule.name, 0.0, value, sure=rule.sure)


def once_a_paragraph(found: list[Candidate], text: str, trusted: Holding) -> Iterator[Candidate]:
    """``found``, in order, with one word for a gender a paragraph: more tell nothing, if not ``trusted`` to."""
    told = set()
    for candidate in found:
        if candidate.type is DetailType.GENDER:
            said = text.count("\n", 0, candidate.start), candidate.value.get("gender")
            if said in told and not trusted.hold(candidate.span):
                continue
            told.add(said)
        yield candidate


def rules_of(lang: Lang, numbers: Mapping[str, str] | None = None) -> list[Rule]:
    """All rules of ``lang``; ``numbers`` are the patterns of numbers, the shipped ones if None."""
    words = calendar.sets(lang)
    parsed: list[Rule] = []
    for topic, reader in TOPICS.items():
        for source in rule_files(topic, lang):
            parsed += parse(source, topic, lang, reader, words, numbers)
    return parsed


@cache
def grammar(lang: Lang) -> Grammar:
    """All rules of ``lang``, ready to run."""
    with loading():
        return Grammar(rules_of(lang), lang, screen(lang))
