"""Half of a clause that goes with an edit: the first of two things, a clause that the main verb ends. For ``cuts``."""

from __future__ import annotations

from collections.abc import Sequence

from ..draft import Lang, Span
from .cut import Cut
from .function import known
from .parts import Kind, Part, Segment
from .phrases import phrases
from .spent import has_verb
from .words import NOUNISH, VERBAL, Tag


def first_of_two(found: Sequence[Segment], at: int, each: Segment, lang: Lang) -> Cut | None:
    """Take a gap out that ends a clause where another of its kind follows: "he has […] and a dog" is "he has a dog"."""
    after = found[at + 1] if at + 1 < len(found) else None
    if after is None or after.walled or not after.shown:
        return None
    if len(each.shown) < 2 or (after.joined and after.joined not in known(lang, "and")):
        return None
    gap, before, follows = each.shown[-1], each.shown[-2], after.shown[0]
    if gap.kind is not Kind.GAP or gap.lost_verb or any(p.lower in known(lang, "paired") for p in each.shown):
        return None
    if (again := _with_preposition(each, after)) is not None:
        return again
    if after.opener is not None or after.verb is not None:
        return None
    is_what = before.lower in phrases(lang).copulas - {phrases(lang).as_word} and after.has_comma and not after.joined
    if is_what and follows.first is Tag.DET and follows.lower in ("een", "a", "an"):
        return Cut(Span(gap.span.start, follows.span.start))  # "is […], a retired doctor": that is what
    listed = after.joined or (
        at + 2 < len(found) and found[at + 2].joined in known(lang, "and") and found[at + 2].verb is None
    )
    if not listed:
        return None
    if any(part.kind is Kind.WORD and part.words[0].tag in VERBAL for part in after.shown):
        return None  # "born in […] and long retired"
    if after.joined and after.has_comma and before.kind is Kind.WORD and before.words[0].tag is Tag.PREP:
        return None  # "a pupil at […], and ill"
    governed = before.is_finite or (before.kind is Kind.WORD and before.words[0].tag in (Tag.PREP, Tag.PART, Tag.INF))
    nominal = follows.first in (Tag.DET, Tag.NUM, Tag.NOUN, Tag.NOUNS)
    if governed and nominal:
        return Cut(Span(gap.span.start, follows.span.start))
    return None


def being_of_two(found: Sequence[Segment], at: int, each: Segment, lang: Lang) -> Cut | None:
    """Take out what somebody is or has where another verb of theirs follows: "the cook is […] and lives in Hull"."""
    after = found[at + 1] if at + 1 < len(found) else None
    if after is None or after.walled or after.joined not in known(lang, "and") or after.opener is not None:
        return None
    # "is van […]"
    led = (
        len(each.shown) > _BEING_AND_GAP
        and each.shown[-2].kind is Kind.WORD
        and each.shown[-2].first in (Tag.PREP, Tag.DET)
    )
    many = _BEING_AND_GAP + led
    verb, *rest = each.shown[-many:] if len(each.shown) >= many else (None,)
    own = bool(each.shown) and after.begins_with_verb and (after.shown[0].kind is Kind.WORD or after.shown[0].lost_verb)
    if verb is None or not own or verb.kind is not Kind.WORD or rest[-1].kind is not Kind.GAP or rest[-1].lost_verb:
        return None
    light = verb.lower in phrases(lang).copulas - {phrases(lang).as_word} | known(lang, "have")
    subject = [part for part in each.shown[: -len(rest) - 1] if part.first in NOUNISH | {Tag.PRON}]
    subject = subject or [part for one in found[:at] for part in one.shown if part.first in NOUNISH | {Tag.PRON}]
    light = light and (not led or verb.lower in phrases(lang).copulas)
    told = subject and not any(each.verb is not verb and part.is_finite for part in each.shown[: -len(rest) - 1])
    if not light or not verb.is_finite or not told or (after.shown[1:2] and after.shown[1].lower in _asked(lang)):
        return None
    return Cut(Span(verb.span.start, after.shown[0].span.start))


_BEING_AND_GAP = 2
"""Parts of "is […]"."""


def _asked(lang: Lang) -> frozenset[str]:
    return known(lang, "personal_subjects") - known(lang, "whom")


def _with_preposition(each: Segment, after: Segment) -> Cut | None:
    """Make it "lives on what she earns" for "lives on […] and on what she earns"."""
    gap, before, follows = each.shown[-1], each.shown[-2], after.shown[0]
    same = before.kind is Kind.WORD and before.words[0].tag is Tag.PREP and follows.lower == before.lower
    return Cut(Span(before.span.start, follows.span.start)) if same and gap.kind is Kind.GAP and after.joined else None


def before_verb(before: Sequence[Segment], each: Segment, lang: Lang) -> Cut | None:
    """Take out a clause that the verb of the sentence ends: "a woman who […] was ill" is "a woman was ill"."""
    pronoun = each.opener is not None and each.opener.lower in known(lang, "relative_pronouns") and not each.has_comma
    if each.opener is None or not pronoun or each.joined or len(each.shown) < 2 or any(map(has_verb, before)):
        return None
    if (main := _behind_predicate(each.shown, lang)) is not None:
        return Cut(Span(each.opener.span.start, main.span.start))
    gap, verb = each.shown[:2]
    asked = len(each.shown) > 2 and each.shown[2].lower in known(lang, "subjects")
    if not gap.lost_verb or not verb.is_finite or asked:
        return None
    return Cut(Span(each.opener.span.start, verb.span.start))


def _behind_predicate(shown: Sequence[Part], lang: Lang) -> Part | None:
    """The verb of the sentence behind a clause that says what somebody is: "a clerk who is now […] said so"."""
    being, *rest = [part for part in shown if part.kind is not Kind.WORD or part.first is not Tag.ADV]
    if lang is not Lang.EN or being.lower not in phrases(lang).copulas or len(rest) < _GAP_AND_VERB:
        return None
    gap, verb = rest[:_GAP_AND_VERB]
    said = verb.kind is Kind.WORD and (verb.is_finite or verb.first is Tag.PART)
    return verb if gap.kind is Kind.GAP and not gap.lost_verb and said else None


_GAP_AND_VERB = 2


__all__ = ["before_verb", "being_of_two", "first_of_two"]
