"""Words in one spelling, so that what two articles share shows in spite of marks, capitals, digits and inflection.

Everything that compares two articles reads them through :func:`tokens`. "’s Avonds om één uur" and "'s avonds om 1 uur"
give the same forms; "meldingen" and "melding" the same stem.
"""

from __future__ import annotations

import math
import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from importlib.resources import files

from ..detect.grammar.numerals import number
from ..draft import Lang, Span
from ..people.words import alike, stem
from ..wording import lemmas

_WORD = re.compile(r"[’'‘]?[^\W_]+(?:[’'][^\W_]+)*")
_SHORT = {
    Lang.NL: {"t": "het", "n": "een", "k": "ik", "m": "hem", "r": "er", "mn": "mijn", "zn": "zijn", "dr": "haar"}
    | {"ie": "hij", "ze": "zij", "me": "mij", "je": "jij", "we": "wij", "niks": "niets"},
    Lang.EN: {},
}
"""Short and full forms of one word."""
_ARTICLES = frozenset({"een", "one", "a", "an"})
"""Number words that are articles or pronouns more often."""

COMMON, RARE = 0.3, 0.01
"""The part of all drafts from which a word says nothing, and up to which it says as much as a word can."""
MIN_FUZZY = 5
"""Shorter words that differ by a letter are other words."""
SPELT_SAME = 3
"""Letters that two spellings begin with alike."""
SPELT_ALIKE = 0.85
"""Likeness (Ratcliff and Obershelp, as difflib has it) from which two long words are spellings of one: "colour",
"color"; "kleuterjuf" and "kleuterjuffrouw"."""
SHARED = 6
"""Letters of a common beginning."""
A_COMPOUND = 0.8
"""What people.words.alike says of a compound and its noun."""


@dataclass(frozen=True, slots=True)
class Token:
    """One word: its place, its ``form`` in one spelling, and its ``stem``, empty where it says nothing by itself.

    ``name`` is whether it is written with a capital where a plain word would have none.
    """

    span: Span
    form: str
    stem: str
    name: bool = False


@lru_cache(maxsize=64)
def tokens(text: str, lang: Lang) -> tuple[Token, ...]:
    """The words of ``text``, in order."""
    return tuple(_token(text, match, lang) for match in _WORD.finditer(text))


def within(words: Sequence[Token], span: Span) -> tuple[Token, ...]:
    """Those of ``words``, which are in order, that lie inside ``span``."""
    first = bisect_left(words, span.start, key=lambda word: word.span.start)
    last = bisect_right(words, span.end, key=lambda word: word.span.end)
    return tuple(words[first:last])


class Stems:
    """Stems in order of the text, in which a word is looked up in any spelling."""

    def __init__(self, words: Sequence[Token]) -> None:
        self.ordered = tuple(word.stem for word in words if word.stem)
        self.all = frozenset(self.ordered)
        self._near: dict[str, list[str]] = {}
        for one in self.all:
            for part in (one[:SPELT_SAME], one[-MIN_FUZZY:]):
                self._near.setdefault(part, []).append(one)

    def find(self, stem: str) -> str | None:
        """The stem that is the same word, the same to the letter if there is one; None for none."""
        if stem in self.all:
            return stem
        near = (other for part in (stem[:SPELT_SAME], stem[-MIN_FUZZY:]) for other in self._near.get(part, ()))
        return min((other for other in near if same_word(stem, other)), default=None)


@lru_cache(maxsize=1 << 16)
def same_word(one: str, other: str) -> bool:
    """Whether two stems are one word: equal, a compound and its noun, or two spellings."""
    if one == other:
        return True
    if min(len(one), len(other)) < MIN_FUZZY or one[:1].isdigit():
        return False
    if one[:SPELT_SAME] == other[:SPELT_SAME]:
        return SequenceMatcher(None, one, other).ratio() >= SPELT_ALIKE
    return alike(one, other) >= A_COMPOUND


def begin_alike(one: str, other: str) -> bool:
    """Whether two stems share a first part that is a word of its own for all that can be told."""
    return min(len(one), len(other)) > SHARED and one[:SHARED] == other[:SHARED]


def _token(text: str, match: re.Match[str], lang: Lang) -> Token:
    raw = match[0]
    span = Span(match.start(), match.end())
    bare = "".join(c for c in unicodedata.normalize("NFD", raw.casefold()) if not unicodedata.combining(c))
    form = re.sub("[’'‘]", "", bare)
    form = _SHORT[lang].get(form, form)
    said = number(raw, lang) if form not in _ARTICLES or form != raw.casefold() else None
    form = form if said is None else str(said)
    name = raw[:1].isupper() and not _opens_sentence(text, match.start())
    lemma = lemma_of(form, lang)
    return Token(span, form, lemma if worth(lemma, lang) else "", name)


def _opens_sentence(text: str, at: int) -> bool:
    before = text[:at].rstrip("\"'“‘„«([—–- \t")
    return not before or before[-1] in ".!?…:\n\r”’"


@lru_cache(maxsize=1 << 15)
def lemma_of(form: str, lang: Lang) -> str:
    """The lemma of a word in one spelling; a number is its own, and a word of no list loses its inflection."""
    return form if form.isdigit() else lemmas.lemma(form, lang) or stem(form, lang)


@lru_cache(maxsize=1 << 15)
def worth(stem: str, lang: Lang) -> float:
    """How much it says that a word returns, from 0 to 1: 1 for what stands in one draft of a hundred or fewer."""
    share = _shares(lang).get(stem, 0.0)
    return 0.0 if share >= COMMON else min(math.log10(share) / math.log10(RARE), 1.0) if share > RARE else 1.0


@lru_cache(maxsize=2)
def _shares(lang: Lang) -> Mapping[str, float]:
    lines = (files(__package__) / "data" / f"shares-{lang.value}.tsv").read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if not line.startswith("#"))
    return {word: float(share) for word, share in rows}
