"""Words in one spelling, so that what two articles share shows in spite of marks, capitals, digits and inflection.

Everything that compares two articles reads them through :func:`tokens`. "’s Avonds om één uur" and "'s avonds om 1 uur"
give the same forms; "meldingen" and "melding" the same stem.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from importlib.resources import files

import simplemma

from ..detect.grammar.numerals import number
from ..draft import Lang, Span
from ..people.words import alike

_WORD = re.compile(r"[’'‘]?[^\W_]+(?:[’'][^\W_]+)*")
_SHORT = {
    Lang.NL: {"t": "het", "n": "een", "k": "ik", "m": "hem", "r": "er", "mn": "mijn", "zn": "zijn", "dr": "haar"}
    | {"ie": "hij", "ze": "zij", "me": "mij", "je": "jij", "we": "wij", "niks": "niets"},
    Lang.EN: {},
}
"""Short and full forms of one word."""
_ARTICLES = frozenset({"een", "one", "a", "an"})
"""Number words that are articles or pronouns more often."""

MIN_FUZZY = 5
"""Shorter words that differ by a letter are other words."""
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
    """Those of ``words`` that lie inside ``span``."""
    return tuple(word for word in words if span.start <= word.span.start and word.span.end <= span.end)


def same_word(one: str, other: str) -> bool:
    """Whether two stems are one word: equal, a compound and its noun, or two spellings."""
    if one == other:
        return True
    if min(len(one), len(other)) < MIN_FUZZY:
        return False
    if one[0] != other[0] and one[-1] != other[-1]:
        return False
    return alike(one, other) >= A_COMPOUND or SequenceMatcher(None, one, other).ratio() >= SPELT_ALIKE


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
    if said is not None:
        return Token(span, str(said), f"#{said}" if said > 1 else "")
    name = raw[:1].isupper() and not _opens_sentence(text, match.start())
    return Token(span, form, _stem(form, lang), name)


def _opens_sentence(text: str, at: int) -> bool:
    before = text[:at].rstrip("\"'“‘„«([—–- \t")
    return not before or before[-1] in ".!?…:\n\r”’"


@lru_cache(maxsize=1 << 15)
def _stem(form: str, lang: Lang) -> str:
    lemma = simplemma.lemmatize(form, lang.value).casefold()
    plain = _plain(lang)
    return "" if len(form) < 3 or form in plain or lemma in plain else lemma


@lru_cache(maxsize=2)
def _plain(lang: Lang) -> frozenset[str]:
    lines = (files(__package__) / "data" / f"plain-{lang.value}.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())
