"""Values that the grammar reads: ages, gender, family, channels.

A rule may need words before the stretch ("van [42]"), so it runs over a little more than the stretch.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...draft import DetailType, Lang, Span, Value
from ..grammar import grammar
from ..grammar.ages import is_then
from ..grammar.engine import best

BEFORE = 40
"""How many characters before a stretch its rule may begin."""


def by_rule(type_: DetailType, text: str, span: Span, lang: Lang) -> Value:
    """What the best rule of ``type_`` that touches ``span`` says; empty when there is none."""
    return best(grammar(lang).in_stretch(text, type_, _start(text, span), span.end), span)


def all_by_rule(type_: DetailType, text: str, span: Span, lang: Lang) -> Iterator[Value]:
    """What each rule of ``type_`` that touches ``span`` says."""
    for _, where, value in grammar(lang).in_stretch(text, type_, _start(text, span), span.end):
        if where.overlaps(span):
            yield value


def _start(text: str, span: Span) -> int:
    """Where a rule may begin: never within a word."""
    start = max(0, span.start - BEFORE)
    while 0 < start < span.start and text[start - 1].isalnum():
        start += 1
    return start


def age(text: str, span: Span, lang: Lang) -> Value:
    """An age, its bounds, or a birth year."""
    value = by_rule(DetailType.AGE, text, span, lang)
    is_age = not value.keys().isdisjoint(("age", "low", "high"))
    return {**value, "then": True} if is_age and is_then(text, span) else value


def gender(text: str, span: Span, lang: Lang) -> Value:
    """The gender that a noun phrase discloses."""
    return by_rule(DetailType.GENDER, text, span, lang)


def channel(text: str, span: Span, lang: Lang) -> Value:
    """The kind of channel; ``other`` for one that is on no list."""
    return by_rule(DetailType.CHANNEL, text, span, lang) or {"channel": "other"}


def family(text: str, span: Span, lang: Lang) -> Value:
    """The relation, how many, and the words that say so."""
    value = by_rule(DetailType.FAMILY, text, span, lang) or {"kind": "other"}
    return {**value, "term": span.of(text).lower()}
