"""What is left beside a clause that tells nothing: too little to be a sentence, or one more clause. For ``cuts``."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ..draft import DetailType, Lang, Span
from .cut import Cut
from .function import known
from .lemmas import lemma
from .parts import Kind, Part, Segment
from .phrases import phrases
from .spent import WORKS, has_verb, is_of_somebody_known
from .words import Tag


def only_clause(
    found: Sequence[Segment], gone: Sequence[bool], lang: Lang, stays: Callable[[Span], bool]
) -> Cut | None:
    """The whole of a sentence of which the one clause went and short asides are left: "Now 35, she […]"."""
    verbed = [at for at, each in enumerate(found) if has_verb(each) or each.opener is not None]
    if len(found) < 2 or len(verbed) != 1 or not gone[verbed[0]] or not is_of_somebody_known(found[verbed[0]], lang):
        return None
    rest = [each for at, each in enumerate(found) if at != verbed[0]]
    bare = all(
        not each.walled and not stays(Span(each.start, each.end)) and _is_bare_aside(each, lang) for each in rest
    )
    return Cut(Span(found[0].start, found[-1].end)) if bare else None


def _is_bare_aside(each: Segment, lang: Lang) -> bool:
    """Whether it says no more than when or how old: "now 35"."""
    words = [word for part in each.shown if part.kind is Kind.WORD for word in part.words]
    plain = all(
        word.tag in (Tag.ADV, Tag.NUM, Tag.PREP, Tag.DET) or word.lower in known(lang, "years") for word in words
    )
    return plain and len(each.shown) <= _ASIDE_WORDS and not each.joined


_ASIDE_WORDS = 4


def tells_of_saying(segment: Segment, lang: Lang) -> bool:
    """Whether its verb is one of saying: what it says stands before it."""
    return segment.verb is not None and segment.verb.lower in known(lang, "telling")


def only_has_thing(found: Sequence[Segment], lang: Lang) -> bool:
    """Whether a sentence tells that somebody has a thing, of which nothing is told: "he kept [detail withheld]"."""
    shown = found[0].shown
    gaps = [part for part in shown if part.kind is Kind.GAP]
    rest = [part for part in shown if part.kind is not Kind.GAP]
    if len(found) > 1 or not gaps or found[0].opener is not None:
        return False
    things = all(part.edit is not None and part.edit.reason is DetailType.TRAIT for part in gaps)
    verbs = [part for part in rest if part.is_finite]
    had = len(verbs) == 1 and lemma(verbs[0].lower, lang) in known(lang, "having") and shown[-1] in gaps
    return things and had and all(part in verbs or _is_who(part, lang) for part in rest)


def _is_who(part: Part, lang: Lang) -> bool:
    return part.lower in known(lang, "personal_subjects") or part.first in (Tag.ADV, Tag.DET)


def only_works(found: Sequence[Segment], lang: Lang) -> bool:
    """Whether a sentence tells of somebody known that they work, now, and no more: "ze werkt", "she is now working"."""
    shown = found[0].shown
    if len(found) > 1 or found[0].opener is not None or not any(part.edit for part in found[0].body):
        return False
    who = any(part.lower in known(lang, "personal_subjects") - known(lang, "relatives") for part in shown)
    return who and all(_is_of_work(part, lang) for part in shown)


def _is_of_work(part: Part, lang: Lang) -> bool:
    if part.kind is Kind.WORD:
        light = part.lower in known(lang, "personal_subjects") | WORKS | phrases(lang).copulas | known(lang, "have")
        return light or part.first is Tag.ADV
    return part.kind is Kind.NEW and part.edit is not None and part.edit.replacement.strip().lower() in WORKS


def goes_on(segment: Segment, lang: Lang) -> bool:
    """Whether it is one more verb of an English sentence behind an adverb: "and now cycles to work"."""
    first, second = (*segment.shown[:2], None, None)[:2]
    adverb = first is not None and first.kind is Kind.WORD and first.first is Tag.ADV and segment.opener is None
    verb = second is not None and second.is_finite and second.kind is Kind.WORD
    return bool(lang is Lang.EN and adverb and verb and segment.joined)


__all__ = ["WORKS", "goes_on", "only_clause", "only_has_thing", "only_works", "tells_of_saying"]
