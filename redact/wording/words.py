"""The words of a sentence with what part of speech each is: all that the wording knows of grammar.

Each language is tagged by a small CRF (``crf``). A wrong tag may cost a good wording; it must not cost a broken
sentence, which is why every rewording is checked again (``lint``).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache

from ..draft import Lang, Span
from . import mend_en, mend_nl, numbers
from .crf import tag
from .lemmas import lemma

_NUMBERED = r"[£$€]?\d+(?:[.,:/-]\d+)*(?:-?[^\W\d_]+)*"
_WORD = r"\w+(?:[-‑]\w+|['’]{inner}\w+|\.(?=\w\.)\w)*(?:(?<=\.\w)\.)?"
_ALL = rf"\[…\]|['’‘][stnk](?!\w)|['’]\d\d(?!\w)|{_NUMBERED}|{_WORD}|…|[^\w\s]"
# What an earlier edit left out is one word. A Dutch plural keeps its 's, an English possessive stands apart.
_TOKEN = {Lang.NL: re.compile(_ALL.format(inner="")), Lang.EN: re.compile(_ALL.format(inner=r"(?!s\b)"))}


class Tag(StrEnum):
    """A part of speech, as fine as the wording needs it."""

    NOUN = "N"
    NOUNS = "NS"  # plural
    NAME = "NP"
    ADJ = "A"
    ADV = "B"
    DET = "D"  # articles and possessives
    PRON = "R"
    PREP = "P"
    AND = "C"
    SUB = "S"  # subordinating conjunction
    NUM = "M"
    MARK = "U"
    FINITE = "VF"
    INF = "VI"
    PART = "VP"
    OTHER = "X"


NOUNISH = frozenset({Tag.NOUN, Tag.NOUNS, Tag.NAME})
VERBAL = frozenset({Tag.FINITE, Tag.INF, Tag.PART})


@dataclass(frozen=True, slots=True)
class Word:
    """A token at ``start`` to ``end`` of the draft's text."""

    start: int
    end: int
    text: str = field(repr=False)
    tag: Tag

    @property
    def lower(self) -> str:
        """The word in lower case with a straight apostrophe, for look-up."""
        return self.text.lower().replace("’", "'").replace("‘", "'")

    @property
    def span(self) -> Span:
        """Where it stands."""
        return Span(self.start, self.end)

    @property
    def is_mark(self) -> bool:
        """Whether it is punctuation."""
        return not any(char.isalnum() for char in self.text) and self.text != "[…]"


def words_of(text: str, span: Span, lang: Lang) -> tuple[Word, ...]:
    """The tagged words of ``text`` between the offsets of ``span`` (a sentence, best)."""
    part = text[span.start : span.end]
    return tuple(
        Word(span.start + start, span.start + end, part[start:end], tag) for start, end, tag in _tagged(part, lang)
    )


@lru_cache(maxsize=512)
def _tagged(sentence: str, lang: Lang) -> tuple[tuple[int, int, Tag], ...]:
    found = [(m.start(), m.end(), m[0]) for m in _TOKEN[lang].finditer(sentence)]
    plain = [_as_learned(word) for _, _, word in found]
    tags = tag(plain, lang)
    tags = mend_en.mended(plain, tags) if lang is Lang.EN else mend_nl.mended(plain, tags)
    settled = [_settled(word, one, lang) for word, one in zip(plain, tags, strict=True)]
    if lang is Lang.NL and len(plain) > 1 and settled[0] is Tag.NAME and _is_inflected(plain[0].lower()):
        settled[0] = Tag.FINITE  # "Kookt er sinds de opening."
    if lang is Lang.NL and Tag.FINITE not in settled:
        for at in range(1, len(plain)):
            if plain[at] == "zijn" and settled[at - 1] is Tag.NOUNS:
                settled[at] = Tag.FINITE  # "mijn ouders zijn dood"
    if lang is Lang.NL and Tag.FINITE not in settled:
        for at in range(1, len(plain)):
            past = settled[at] is Tag.ADJ and settled[at - 1] is Tag.MARK and plain[at].endswith(("de", "te"))
            if past and _is_inflected(plain[at]):
                settled[at] = Tag.FINITE  # "een stagiair van 22, studeerde rechten"
    for at in range(len(plain) - 1):
        if plain[at].lower() in RANKS and settled[at + 1] in NOUNISH:
            settled[at] = Tag.ADJ
    for at in range(1, len(plain)):
        if settled[at] in VERBAL and plain[at][0].isupper() and settled[at - 1] is not Tag.MARK:
            settled[at] = Tag.NAME  # "in de gemeente Dalen"
    return tuple((start, end, one) for (start, end, _), one in zip(found, settled, strict=True))


def _as_learned(word: str) -> str:
    """The word as the treebanks have it: without the sign of a currency, and with a straight apostrophe."""
    return (word.lstrip("£$€") or word).replace("’", "'") if len(word) > 1 else word


RANKS = frozenset({"senior", "junior", "freelance"})
"""Words before a noun that the tagger takes for nouns."""
_ALWAYS_DETERMINERS = frozenset("mijn jouw uw onze zn mn".split())
_NEVER_FINITE = re.compile(r"\w{3,}(?:er|ing|heid|ist|aar|ster|ent|eur|schap|kunde|loog)")


def _is_inflected(word: str) -> bool:
    """Whether a Dutch word is a finite form of a verb that the list of lemmas knows: "zou", "inwoont"."""
    known = lemma(word, Lang.NL)
    return word.islower() and known.endswith("en") and known != word and not word.endswith("en")


def _settled(word: str, tagged: str, lang: Lang) -> Tag:
    """The tag, put right where the form of the word rules it out."""
    if word == "[…]":
        return Tag.NOUN
    if not any(char.isalnum() for char in word):
        return Tag.MARK
    if (count := numbers.words(lang).get(numbers.plain(word))) and count > 1:
        return Tag.NUM
    if lang is Lang.NL and word.lower() in _ALWAYS_DETERMINERS:
        return Tag.DET
    if lang is Lang.NL and tagged == Tag.NAME and _is_inflected(word):
        return Tag.FINITE  # "uw secretaresse zou van u": no name
    if (
        tagged == Tag.FINITE
        and lang is Lang.NL
        and _NEVER_FINITE.fullmatch(word)
        and not lemma(word, lang).endswith("en")
    ):
        return Tag.NOUN
    return Tag(tagged) if tagged != Tag.MARK else Tag.OTHER
