"""What the tagger alone takes for a detail and is not believed in: it was trained on drafts, and guesses in articles.

Called by detection, after merging. Whatever a rule has found too is none.
"""

from __future__ import annotations

import re
from functools import lru_cache

from ..draft import DetailType, Draft, Lang
from .merge import Found
from .wordlists import COMPOUND, INFLECTED, sections, word_lists
from .wronged import is_person

GUESSED = {
    Lang.EN: frozenset({(DetailType.EVENT, 1), (DetailType.EVENT, 2), (DetailType.TRAIT, 2)}),
    Lang.NL: frozenset[tuple[DetailType, int]](),
}
"""Types, each with a number of words, of what the tagger alone is not believed to have found by a guess …"""
GUESSED_OF_WRONG = {
    Lang.EN: frozenset(
        {
            *((kind, 1) for kind in (DetailType.TRAIT, DetailType.DATE, DetailType.GROUP, DetailType.HEALTH)),
            *((kind, 1) for kind in (DetailType.AGE, DetailType.CHANNEL, DetailType.FAMILY)),
            *((kind, 2) for kind in (DetailType.OCCUPATION, DetailType.GROUP, DetailType.HEALTH)),
            (DetailType.TRAIT, 3),
            *((DetailType.EVENT, words) for words in range(3, 10)),
        }
    ),
    Lang.NL: frozenset(
        {
            *((kind, 1) for kind in (DetailType.OCCUPATION, DetailType.TRAIT, DetailType.EVENT, DetailType.HEALTH)),
            *((kind, 1) for kind in (DetailType.PLACE, DetailType.DATE, DetailType.GROUP)),
            *((kind, 2) for kind in (DetailType.OCCUPATION, DetailType.TRAIT)),
        }
    ),
}
"""… and of what, besides, where a text tells of a wrong; in Dutch where the tagger sees little in it, too."""
SLIGHT = 0.5
"""How likely the tagger must think it that those words are a detail of that type, where nothing else says so.

Of 24 less likely ones in English on the corpus' test split ("refused", "the lift") six touch a detail, and none is all
that was found of one; in openings of English articles that tell of a wrong ten of 57 do. Of 62 in Dutch ("dringend",
"stokje"), on training drafts and in published articles, 14 do.
"""

UNLIKELY_TRAIT, UNLIKELY_TRAIT_OF_SPARSE, TRAIT_WORDS = 0.55, 0.7, 2
"""The same where a text tells of a wrong, for a trait of so few words, and where the tagger sees little in it besides.

All twelve less likely ones in 42 openings of published articles ("knipoog", "houvast", "broek zakken") are no detail.
"""

UNLIKELY_WORK = 0.6
"""The same for work with no word for any; where the tagger sees little in the text, its word counts for nothing."""

LITTLE_TOLD = 0.2
"""In which share of an English text of a wrong the tagger must see something for a word or two to be believed.

It does so in one of four openings of published articles, and in three of four drafts, where its guesses are better.
"""

UNLIKELY_OF_WRONG = {
    **{(kind, 1): 0.85 for kind in (DetailType.EMPLOYER, DetailType.PLACE)},
    **{(kind, 1): 0.7 for kind in (DetailType.HEALTH, DetailType.GROUP)},
    **{(kind, words): 0.7 for kind in (DetailType.EVENT, DetailType.TRAIT, DetailType.TRIP) for words in (1, 2)},
}
"""The same in an English text of a wrong in which less is told, for a type and a number of words: "station", "put to".

Of 48 less likely ones in 79 openings of published articles seven touch a detail, and seldom all of one.
"""

UNLIKELY_WORK_OF_WRONG = 0.7
"""The same there for work with no word for any: "safety policy", "made life". Of 26 such finds seven touch a detail."""

_LEAVES = frozenset({"travel", "work"})
"""Of what an English event of a word or two is one for all that: "left", "moved away"."""

UNLIKELY_KIN = 0.9
"""The same for family with no word for any ("jeans"), where the tagger sees little in the text.

Of ten in 66 openings of published articles one touches a detail. There a trait or a group without a word of its kind is
none at all (eight of eight); where more is told, such finds are mostly right.
"""
_KINDS = {
    DetailType.FAMILY: frozenset({"family"}),
    DetailType.TRAIT: frozenset({"trait"}),
    DetailType.GROUP: frozenset({"group", "number", "quantity"}),
}
_FIGURE, _EACH = re.compile(r"\d"), re.compile(r"[\w'’-]+")

_WORKS = frozenset({"occupation", "office", "rank", "spokes", "labour"})


def is_guess(draft: Draft, found: Found, *, of_wrong: bool, sparse: bool, told: float = 1.0) -> bool:
    """Whether it is no more than a guess.

    ``of_wrong`` tells whether the text is of a wrong, ``sparse`` whether the tagger sees little of anybody in it,
    ``told`` in which share of it the tagger sees something.
    """
    if found.evidence != ("tagger",):
        return False
    words = found.match.span.of(draft.text)
    if words == words.lower() and _is_slight(found, words, draft.lang, of_wrong=of_wrong, sparse=sparse):
        return True
    if draft.lang is Lang.EN:
        return of_wrong and told < LITTLE_TOLD and words == words.lower() and _is_idle(found, words)
    if not of_wrong:
        return False
    low, kind = words.lower().split(), found.match.type
    if kind is DetailType.OCCUPATION:
        return (sparse or found.match.score < UNLIKELY_WORK) and not any(_is_work(word, draft.lang) for word in low)
    if sparse and kind in _KINDS and not (kind is DetailType.FAMILY and found.match.score >= UNLIKELY_KIN):
        return not _FIGURE.search(words) and not _is_of_kind(kind, words, draft.lang)
    return _is_of_no_kind(kind, low, draft.lang)


def _is_slight(found: Found, words: str, lang: Lang, *, of_wrong: bool, sparse: bool) -> bool:
    """Whether it is a word or two, and less than likely. What has a capital is a place's or a house's."""
    kind, score = found.match.type, found.match.score
    count = len(words.split())
    if of_wrong and lang is Lang.NL and kind is DetailType.TRAIT and count <= TRAIT_WORDS:
        unlikely = UNLIKELY_TRAIT_OF_SPARSE if sparse else UNLIKELY_TRAIT
        return score < unlikely and not any(_is_work(word, lang) for word in words.split())
    unsure = sparse or (of_wrong and lang is Lang.EN)
    guessed = (kind, count) in GUESSED[lang] or (unsure and (kind, count) in GUESSED_OF_WRONG[lang])
    return guessed and score < SLIGHT


def _is_of_no_kind(kind: DetailType, words: list[str], lang: Lang) -> bool:
    """Whether no word of it is of its kind: what was touched, or sex, in an illness, a while, "a school"."""
    lists = _words(lang)
    if kind is DetailType.DATE:
        return lists["while"].issuperset(words)
    if kind is DetailType.EDUCATION:
        return lists["school"].issuperset(words)
    if kind not in (DetailType.HEALTH, DetailType.ORIGIN):
        return False
    if kind is DetailType.HEALTH and all(word in lists["body"] or word in word_lists(lang).function for word in words):
        return True
    return not lists["sex"].isdisjoint(words) and lists["telling"].isdisjoint(words)


def _is_of_kind(kind: DetailType, words: str, lang: Lang) -> bool:
    if _has_class(words, _KINDS[kind], lang):
        return True
    low, lists = _EACH.findall(words.lower()), _words(lang)
    kin = kind is DetailType.FAMILY and lists["sex"].isdisjoint(low)
    return kin and any(word.endswith(tuple(lists["kin"])) for word in low)


def _has_class(words: str, wanted: frozenset[str], lang: Lang) -> bool:
    lists = word_lists(lang)
    every = (kind for word in _EACH.findall(words) for kind in lists.classes(word, word.lower()))
    return any(kind.rstrip(INFLECTED + COMPOUND) in wanted for kind in every)


def _is_idle(found: Found, words: str) -> bool:
    """Whether English words are too few for how likely they are, or of no work."""
    kind, score, every = found.match.type, found.match.score, words.split()
    if kind is DetailType.OCCUPATION:
        parts = words.replace("-", " ").split()
        return score < UNLIKELY_WORK_OF_WRONG and not any(_is_work(part, Lang.EN) for part in parts)
    if score >= UNLIKELY_OF_WRONG.get((kind, len(every)), 0):
        return False
    return kind is not DetailType.EVENT or not any(_kinds(word, Lang.EN) & _LEAVES for word in every)


def _kinds(word: str, lang: Lang) -> set[str]:
    return {kind.rstrip(INFLECTED + COMPOUND) for kind in word_lists(lang).classes(word, word)}


def _is_work(word: str, lang: Lang) -> bool:
    kinds = _kinds(word, lang)
    if kinds & _WORKS or is_person(word, lang):
        return True
    return word.endswith(tuple(_words(lang)["work"])) if lang is Lang.NL else "work" in kinds


@lru_cache(maxsize=len(Lang))
def _words(lang: Lang) -> dict[str, frozenset[str]]:
    return sections(f"guesses_{lang}.txt")
