"""Rules that find details and say what they mean, where a rule is better than a model.

Called by detection and by values. A rule finds candidates about anybody; whose they are is decided later.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache, partial

from ...draft import DIRECT_TYPES, DetailType, Lang, Span
from ..match import Late, Match
from . import ages, calendar, dates, direct, family, groups, lexical, places, quotes
from .context import Mentions, scores
from .engine import Grammar, longest
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
}
"""The rule files and what reads their matches."""

NEVER_REFUSED = frozenset({DetailType.DATE, DetailType.TRIP})
"""The types whose readers take every match for a detail, so that its value can wait."""

LEAST_SCORE = 0.5
"""A find that is wrong more often than right is left to other evidence …"""

UNMEASURED = 0.8
"""… and a rule too rare for the corpus (a formal number, mostly) gets this score."""


def rules(text: str, lang: Lang) -> tuple[Match, ...]:
    """Every likely detail in ``text``, in order of the text; those of one type do not overlap, those of two may.

    A direct one (contact, address, number, name) is kept whatever its score.
    """
    known, mentions = scores(lang), Mentions(text, lang)
    found = []
    for match in candidates(text, lang):
        by_context = known.get(match.rule)
        score = by_context[mentions.about(match.span)] if by_context else UNMEASURED
        if score >= LEAST_SCORE or match.type in DIRECT_TYPES:
            found.append(Match(match.span, match.type, score, match.rule, match.value))
    return tuple(longest(once_a_paragraph(found, text), len(text)))


def candidates(text: str, lang: Lang) -> list[Match]:
    """Every find of every rule, unscored, those of one type longest first."""
    found = list(_by_grammar(text, lang))
    found += [Match(span, type_, 0.0, name, value) for name, type_, span, value in lexical.find(text, lang)]
    found += [Match(span, DetailType.QUOTE, 0.0, name, value) for name, span, value in quotes.find(text, lang)]
    return longest(found, len(text))


def _by_grammar(text: str, lang: Lang) -> Iterator[Match]:
    for rule, start, end, match in grammar(lang).matches(text):
        late = rule.type in NEVER_REFUSED
        value = Late(partial(rule.value, match, lang)) if late else rule.value(match, lang)
        if value is not None:
            yield Match(Span(start, end), rule.type, 0.0, rule.name, value)


def once_a_paragraph(found: list[Match], text: str) -> list[Match]:
    """``found`` with one word for a gender a paragraph: the next ones tell nothing new."""
    kept, told = [], set()
    for match in sorted(found, key=lambda m: (m.span.start, m.span.end)):
        if match.type is DetailType.GENDER:
            paragraph = text.count("\n", 0, match.span.start)
            if (paragraph, match.value.get("gender")) in told:
                continue
            told.add((paragraph, match.value.get("gender")))
        kept.append(match)
    return kept


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
    return Grammar(rules_of(lang), lang, screen(lang))
