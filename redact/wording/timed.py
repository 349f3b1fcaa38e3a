"""Clauses that say when: how long after something it was, on what day, at what age. Called by ``cuts``."""

from __future__ import annotations

from collections.abc import Sequence

from ..draft import DetailType, Lang, Span
from .cut import Cut
from .function import known
from .parts import Kind, Segment
from .words import Tag


def told_by(each: Segment) -> bool:
    """Whether a conjunction makes a clause of it."""
    return each.opener is not None and (not each.is_relative or each.opener.words[0].tag is Tag.SUB)


def measure_before(found: Sequence[Segment], at: int, lang: Lang) -> Cut | None:
    """The clause with how long after it something was, where commas set both apart: ", a week after he […]"."""
    each, before = found[at], found[at - 1]
    last = before.shown[-3:]
    day = len(last) == 3 and [part.first for part in last[:2]] == [Tag.PREP, Tag.DET]
    day = day and last[2].lower in known(lang, "bare_times") and all(part.kind is Kind.WORD for part in last)
    if day and each.opener is not None and not each.has_comma and not each.walled and before.verb is not None:
        return Cut(Span(last[0].span.start, each.end))  # "he left on the day that […]"
    if (cut := _with_adverb(found, at, lang)) is not None:
        return cut
    timed = each.opener is not None and told_by(each) and not each.has_comma and not each.walled
    apart = at > 1 and before.has_comma and not before.joined and before.opener is None and not before.walled
    short = before.verb is None and len(before.shown) <= _MEASURE and all(p.kind is Kind.WORD for p in before.shown)
    if not timed or not apart or not short or not is_measured(before, lang):
        return None
    return Cut(Span(before.start, each.end))


def _with_adverb(found: Sequence[Segment], at: int, lang: Lang) -> Cut | None:
    """The clause with the adverb that says how soon after it something was: "left shortly after he […]"."""
    each, before = found[at], found[at - 1]
    soon = before.shown[-1] if before.shown else None
    told = soon is not None and soon.kind is Kind.WORD and soon.lower in known(lang, "soon")
    led = each.opener is not None and each.opener.lower in known(lang, "soon_after") and not each.has_comma
    if soon is None or not told or not led or each.walled or at < 1:
        return None
    alone = len(before.shown) == 1 and not before.walled and not before.joined and before.opener is None
    after = found[at + 1] if at + 1 < len(found) else None
    closes = alone and before.has_comma and after is not None and not after.walled
    closes = closes and after is not None and len(after.lead) == 1 and after.has_comma and not after.own_subject
    end = after.lead[0].span.end if closes and after is not None else each.end
    return Cut(Span(before.start if alone else soon.span.start, end))


def soon_after_gap(each: Segment, lang: Lang) -> Cut | None:
    """What ends a clause with how soon after something that went: "left shortly after […]"."""
    alone = len(each.shown) == _SOON_AFTER_GAP and each.has_comma and not each.joined
    fits = alone or len(each.shown) > _SOON_AFTER_GAP
    soon, after, gap = each.shown[-_SOON_AFTER_GAP:] if fits else (None, None, None)
    if soon is None or after is None or gap is None or gap.kind is not Kind.GAP:
        return None
    told = soon.lower in known(lang, "soon") and after.lower in known(lang, "soon_after")
    return Cut(Span(each.start if alone else soon.span.start, gap.span.end)) if told else None


_SOON_AFTER_GAP = 3


_MEASURE = 4
"""Words of how long after something it was: "ruim een half jaar"."""


def is_measured(before: Segment, lang: Lang) -> bool:
    """Whether the words before a clause say how long after or before it something was."""
    return bool(before.shown) and before.shown[-1].lower in known(lang, "units")


_THEN = frozenset({"when", "toen", "while", "terwijl"})


def _is_aged(before: Segment) -> bool:
    """Whether it ends in how old somebody was."""
    last = before.body[-1].edit if before.body else None
    return last is not None and last.reason is DetailType.AGE


def dates_an_age(each: Segment, before: Segment) -> bool:
    """Whether a clause tells when somebody was so old: without it, that would be how old they are now."""
    then = each.opener is not None and each.opener.lower in _THEN
    return then and not each.has_comma and _is_aged(before)
