"""A name that was withheld before: "she" or "the source" for one more "[name known to the editors]".

A note says once that a name was left out; at every mention of the same person it only makes a story hard to read. What
stands for it tells no more than the note did: it never takes a word more than the name, so that the name itself stays
what a final copy is searched for. Called for what is left when all edits are made.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..draft import DetailType, Lang, Span
from ..segment import segment_near
from .function import known, pattern
from .lexicon import lexicon
from .phrases import phrases
from .seams import Piece, fit
from .words import NOUNISH, Tag, Word, words_of

_SUBJECT = {Lang.NL: {"woman": "ze", "man": "hij"}, Lang.EN: {"woman": "she", "man": "he"}}
_OBJECT = {Lang.NL: {"woman": "haar", "man": "hem"}, Lang.EN: {"woman": "her", "man": "him"}}
_WHOSE = {"woman": "haar", "man": "zijn"}
_APOSTROPHES = "'’"


def mentioned_again(text: str, lang: Lang, name: Span, term: str, gender: str | None) -> str | None:
    """What stands for a name that was withheld before; None where the note is best.

    ``term`` is a noun that can only be this person here, or "", and ``gender`` theirs where a pronoun can only be them.
    """
    sentence = segment_near(text, name).sentence_at(name.start)
    if sentence is None or not sentence.contains(name):
        return None
    words = words_of(text, sentence, lang)
    left = tuple(word for word in words if word.end <= name.start)
    right = tuple(word for word in words if word.start >= name.end)
    owner = text[name.end : name.end + 1] in tuple(_APOSTROPHES) or _owns(left, right, lang, name.of(text))
    if owner and lang is Lang.NL:
        # "Peters moeder" is "zijn moeder"; no noun stands for the name there.
        whole = text[name.end : name.end + 1] not in tuple(_APOSTROPHES) and gender in _WHOSE
        return fit(text, lang, Piece(name, _WHOSE[gender])).text if whole and gender else None
    said = _pronoun(left, right, lang, gender) if gender and not owner else None
    if said is None and term and not _is_apposed(left, right, lang, owner):
        said = term if term.startswith(_THIS[lang]) else f"{_article(term, lang)} {term}"
    return fit(text, lang, Piece(name, said)).text if said else None


_THIS = {Lang.NL: "deze", Lang.EN: "this"}


def this_source(lang: Lang) -> str:
    """What a source is called who was the last of several to be told of."""
    return f"{_THIS[lang]} {phrases(lang).person['source']}"


def _article(term: str, lang: Lang) -> str:
    if lang is Lang.EN:
        return "the"
    return "het" if pattern(Lang.NL, "neuter_person").search(term) else "de"


def _owns(left: tuple[Word, ...], right: tuple[Word, ...], lang: Lang, name: str) -> bool:
    """Whether a Dutch name with its "s" is whose the next thing is: "Peters moeder"."""
    after = right[0] if right else None
    owned = after is not None and after.tag in (Tag.NOUN, Tag.NOUNS, Tag.ADJ) and not after.text[:1].isupper()
    return lang is Lang.NL and owned and name.endswith("s") and not (left and left[-1].tag is Tag.DET)


def _is_apposed(left: tuple[Word, ...], right: tuple[Word, ...], lang: Lang, owner: bool) -> bool:
    """Whether the name stands with a noun that says who it is, or is part of a list or of another name."""
    before, after = left[-1] if left else None, right[0] if right else None
    near = [word for word in (before, after) if word is not None]
    if any(word.tag in NOUNISH and word.text[:1].isupper() for word in near):
        return True
    called = before is not None and before.lower in known(lang, "calling") | phrases(lang).copulas and not owner
    if called or (before is not None and before.tag in (Tag.DET, Tag.ADJ, Tag.NOUN, Tag.NOUNS, Tag.NUM)):
        return True  # "de assistent […]", "die […]"
    return after is not None and after.text in "(/&"


def _pronoun(left: tuple[Word, ...], right: tuple[Word, ...], lang: Lang, gender: str | None) -> str | None:
    """The pronoun where the name is plainly the subject of its sentence, or what a preposition governs."""
    if gender not in _SUBJECT[lang]:
        return None
    before, after = left[-1] if left else None, right[0] if right else None
    if after is None or after.text == "," or after.tag is Tag.AND:
        return None  # "Anna, die …", "Anna en Piet"
    if not any(not word.is_mark for word in left):
        return _SUBJECT[lang][gender] if after.tag is Tag.FINITE else None
    if before is None or before.is_mark:
        return None
    if before.tag is Tag.PREP and before.lower not in known(lang, "of") and (after.is_mark or after.tag is Tag.FINITE):
        return _OBJECT[lang][gender]
    if before.tag is Tag.SUB and after.tag is Tag.FINITE:
        return _SUBJECT[lang][gender]
    said = lang is Lang.NL and before.lower in known(lang, "telling") and len(left) > 1 and left[-2].is_mark
    return _SUBJECT[lang][gender] if said and after.text in ".;:" else None


def role_before(text: str, lang: Lang, name: Span) -> str:
    """The noun right before a name that says what its bearer is: "haar collega" for "haar collega Sjoerd"; else ""."""
    sentence = segment_near(text, name).sentence_at(name.start)
    words = words_of(text, sentence, lang) if sentence else ()
    before = next((word for word in reversed(words) if word.end <= name.start), None)
    if before is None or before.tag is not Tag.NOUN or not before.text.islower():
        return ""
    return before.text if lexicon(lang).find(DetailType.OCCUPATION, before.text, exact=True) else ""


def people_told_of(text: str, paragraph: Span, lang: Lang) -> Iterator[Span]:
    """Where in a paragraph a noun stands for somebody whom a pronoun may mean: "the mayor", "her brother"."""
    nouns = lexicon(lang)
    for sentence in segment_near(text, paragraph).sentences:
        for word in words_of(text, sentence, lang):
            person = word.tag is Tag.NOUN and any(nouns.find(type, word.text, exact=True) for type in _PERSONS)
            if person or pattern(lang, "woman").fullmatch(word.lower) or pattern(lang, "man").fullmatch(word.lower):
                yield word.span


_PERSONS = (DetailType.OCCUPATION, DetailType.FAMILY)


def genders_told(text: str, lang: Lang) -> set[str]:
    """The genders of the pronouns that sentences of a stretch begin with: others may be of somebody else."""
    return {gender for gender, sign in _SUBJECTS[lang].items() if sign.search(text)}


_STARTS_WITH = r"[.!?…][\"'”’»)]*\s+[\"'“‘«(]*(?:{})"
_SUBJECTS = {
    Lang.EN: {"woman": re.compile(_STARTS_WITH.format(r"She\b")), "man": re.compile(_STARTS_WITH.format(r"He\b"))},
    Lang.NL: {
        # "Ze werken" are several.
        "woman": re.compile(_STARTS_WITH.format(r"(?:Ze|Zij) \w*[^\Wn]\b")),
        "man": re.compile(_STARTS_WITH.format(r"Hij\b")),
    },
}


def source_is_told_of(text: str, lang: Lang) -> bool:
    """Whether the text itself speaks of a source, who may be another."""
    return phrases(lang).person["source"] in text.lower()


__all__ = ["genders_told", "mentioned_again", "people_told_of", "role_before", "source_is_told_of", "this_source"]
