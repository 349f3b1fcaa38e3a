"""A stretch that begins or stops half way: in a perfect tense, in "the same … as", behind an owner. For ``extend``.

Whatever is said instead of half of it would leave the other half behind: "[…] bij de bank verloren".
"""

from __future__ import annotations

import re

from ..draft import DIRECT_TYPES, DetailType, Lang
from .function import known
from .lemmas import lemma
from .lexicon import lexicon
from .numbers import ordinal
from .phrases import phrases
from .trim import GENITIVE
from .words import NOUNISH, VERBAL, Tag, Word

_LONGEST_REST = 7
"""Words between "had" and what somebody had done; what is longer tells of more than the relative."""
_SAME = frozenset({"same", "zelfde", "hetzelfde", "dezelfde"})
_AS = frozenset({"as", "als"})
_NO_NUMBER = DIRECT_TYPES | {DetailType.AGE, DetailType.DATE, DetailType.GROUP, DetailType.QUOTE}
"""Types whose own rules know what a number at their end counts."""


def with_other_half(words: tuple[Word, ...], inside: list[int], type: DetailType, lang: Lang) -> list[int]:
    """The stretch with its other half."""
    inside = _with_owner(words, inside, type, lang)
    inside = _with_verb_of_play(words, inside, type, lang)
    inside = _with_what_is_counted(words, inside, type)
    inside = _with_particle(words, inside, type, lang)
    inside = _with_rank(words, inside, type, lang)
    inside = _with_year(words, inside, type, lang)
    inside = _with_participle(words, inside, type, lang)
    return _with_what_is_the_same(words, inside, type)


def _with_owner(words: tuple[Word, ...], inside: list[int], type: DetailType, lang: Lang) -> list[int]:
    """The stretch with whose it is: "a preacher's" before "daughter from a town", which would leave "a preacher's"."""
    at = inside[0]
    owned = lang is Lang.EN and type is DetailType.FAMILY and words[at].tag in NOUNISH and at > 1 and len(inside) > 1
    if not owned or words[at - 1].lower not in GENITIVE or lexicon(lang).find(type, words[at].text) is None:
        return inside
    owner = at - 2
    if words[owner].lower == phrases(lang).person["indefinite"]:
        return [*range(owner, at), *inside]
    led = words[owner].tag is Tag.NOUN and owner > 0 and words[owner - 1].lower in ("a", "an")
    return [*range(owner - 1, at), *inside] if led else inside


def _with_verb_of_play(words: tuple[Word, ...], inside: list[int], type: DetailType, lang: Lang) -> list[int]:
    """The stretch with its verb: "speelt" before "bas in een bandje", without which nobody speaks of playing."""
    at = inside[0] - 1
    bare = type is DetailType.TRAIT and len(inside) > 1 and at >= 0 and words[inside[0]].tag not in (Tag.DET, Tag.PREP)
    played = bare and words[at].tag is Tag.FINITE and lemma(words[at].lower, lang) in known(lang, "done_as_such")
    return [at, *inside] if played and any(words[i].tag is Tag.PREP for i in inside) else inside


def _with_particle(words: tuple[Word, ...], inside: list[int], type: DetailType, lang: Lang) -> list[int]:
    """The English clause about a relative with what ends its verb: "his grandson's place went" before "away"."""
    at = inside[-1] + 1
    ended = lang is Lang.EN and type is DetailType.FAMILY and len(inside) > 2 and words[inside[-1]].tag is Tag.FINITE
    closes = at < len(words) and (at + 1 == len(words) or words[at + 1].is_mark)
    return [*inside, at] if ended and closes and words[at].lower in _PARTICLES else inside


_PARTICLES = frozenset("away off out up down back over apart in on".split())


def _with_what_is_counted(words: tuple[Word, ...], inside: list[int], type: DetailType) -> list[int]:
    """The stretch with what its last number counts: "a town of nine hundred" before "people"."""
    after = inside[-1] + 1
    counts = type not in _NO_NUMBER and len(inside) > 1 and words[inside[-1]].tag is Tag.NUM and after < len(words)
    return [*inside, after] if counts and words[after].tag is Tag.NOUNS else inside


def _with_rank(words: tuple[Word, ...], inside: list[int], type: DetailType, lang: Lang) -> list[int]:
    """The title with its rank: "first" before "officer", who is no first worker."""
    at = inside[0] - 1
    titled = type is DetailType.OCCUPATION and at >= 0 and words[inside[-1]].lower in known(lang, "ranked_titles")
    ranked = titled and (ordinal(words[at].lower, lang) is not None or words[at].lower in ("chief", "senior"))
    return [at, *inside] if ranked else inside


def _with_year(words: tuple[Word, ...], inside: list[int], type: DetailType, lang: Lang) -> list[int]:
    """The stretch with the year of the month that it ends in: "gave evidence in March" before "2021"."""
    at = inside[-1] + 1
    month = type not in _NO_NUMBER and len(inside) > 1 and words[inside[-1]].lower in known(lang, "calendar")
    return [*inside, at] if month and at < len(words) and _YEAR.fullmatch(words[at].text) else inside


_YEAR = re.compile(r"(?:19|20)\d\d")


def _with_participle(words: tuple[Word, ...], inside: list[int], type: DetailType, lang: Lang) -> list[int]:
    """The Dutch clause about a relative up to what had been done: "haar man had net zijn baan" before "verloren"."""
    if type is not DetailType.FAMILY or lang is not Lang.NL or len(inside) < _RELATIVE_HAD:
        return inside
    whose, who, had, *rest = (words[i] for i in inside)
    helping = known(lang, "have") | known(lang, "passive") | known(lang, "being") | known(lang, "helping")
    told = whose.lower in known(lang, "possessive") and who.tag in NOUNISH and had.lower in helping
    if not told or any(word.tag in VERBAL or word.is_mark for word in rest):
        return inside
    end = next((i for i in range(inside[-1] + 1, len(words)) if words[i].is_mark), len(words))
    more = words[inside[-1] + 1 : end]
    done = bool(more) and len(more) <= _LONGEST_REST and more[-1].tag in (Tag.PART, Tag.INF)
    plain = not any(word.tag in (Tag.FINITE, Tag.AND, Tag.SUB, Tag.PRON) for word in more)
    ends = end == len(words) or words[end].text in ".;!?"
    return [*inside, *range(inside[-1] + 1, end)] if done and plain and ends else inside


_RELATIVE_HAD = 3
"""Words of "haar man had"."""


def _with_what_is_the_same(words: tuple[Word, ...], inside: list[int], type: DetailType) -> list[int]:
    """The stretch with what is the same, and whose else: "goes to the same" before "church as the judge"."""
    if type in DIRECT_TYPES or words[inside[-1]].lower not in _SAME or len(inside) < 2:
        return inside
    end = inside[-1] + 1
    while end < len(words) and words[end].tag in NOUNISH | {Tag.ADJ}:
        end += 1
    if end == inside[-1] + 1:
        return inside
    other = end + 1
    if end < len(words) and words[end].lower in _AS and other < len(words):
        while other < len(words) and words[other].tag in NOUNISH | {Tag.ADJ, Tag.DET}:
            other += 1
        end = other if words[other - 1].tag in NOUNISH else end
    return [*inside, *range(inside[-1] + 1, end)]


__all__ = ["with_other_half"]
