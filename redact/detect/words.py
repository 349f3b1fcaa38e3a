"""What a word is by itself: its letters, the lists it is on, and the flags that its neighbours are told of.

Called by the reading of a text, which keeps every word it has seen.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from ..draft import Lang
from .vectors import vectors
from .wordlists import COMPOUND, FIRST_NAME, INFLECTED, SURNAME, TOWN, WordLists

STRAIGHT = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "„": '"', "–": "-", "—": "-"})
"""Typographic marks as the straight ones that the lists and the model know."""

_FLAG_CLASSES = "office spokes anonymous speech quantity channel family health occupation gender".split()
_PRONOUNS = {
    Lang.NL: {
        "she": "zij ze haar",
        "he": "hij hem zijn",
        "i": "ik mij me mijn",
        "we": "we wij ons onze",
        "you": "je jij jouw u uw",
        "they": "hen hun",
    },
    Lang.EN: {
        "she": "she her hers",
        "he": "he him his",
        "i": "i me my",
        "we": "we us our",
        "you": "you your",
        "they": "they them their",
    },
}
KINDS = ("she", "he", "i", "we", "you", "they")
FLAGS = (*_FLAG_CLASSES, "name", *KINDS)
BIT = {name: 1 << n for n, name in enumerate(FLAGS)}
CAPITAL, TOWNISH, CALENDAR, DETERMINER, PHRASED = (1 << n for n in range(len(FLAGS), len(FLAGS) + 5))
"""Bits beside the flags: that the word has a capital, is on the list of towns, is a month or a weekday, is an article
of one, or begins a phrase of the lists."""

_DETERMINERS = {Lang.NL: frozenset("een de het één".split()), Lang.EN: frozenset("a an the one".split())}

_PRONOUN_BITS = {
    lang: {word: BIT[kind] for kind, words in kinds.items() for word in words.split()}
    for lang, kinds in _PRONOUNS.items()
}

_SMALL = ("", "x", "xx", "xx+")
_REPEATED = re.compile(r"(.)\1{2,}")
_UNITS = {12: "Dn=0", 32: "Dn=1", 100: "Dn=2", 1900: "Dn=3", 2040: "Dn=4"}


@dataclass(frozen=True, slots=True)
class Word:
    """What is known of a word by itself.

    ``flags`` are bits of :data:`FLAGS`, and those beside them; ``features`` is what the network looks up, and ``row``
    where its meaning stands among the vectors.
    """

    low: str
    flags: int
    features: tuple[str, ...]
    row: int | None


def word_of(text: str, lists: WordLists) -> Word:
    """What is known of the word ``text`` by itself."""
    text = unicodedata.normalize("NFC", text).translate(STRAIGHT)
    low = text.lower()
    flags, features = _of_classes(lists.classes(text, low))
    others = (
        (CAPITAL, text[:1].isupper()),
        (DETERMINER, low in _DETERMINERS[lists.lang]),
        (PHRASED, low in lists.phrases),
    )
    flags |= _PRONOUN_BITS[lists.lang].get(low, 0) | sum(bit for bit, holds in others if holds)
    return Word(low, flags, (*_letters(text, low), *features), vectors().row(low))


@lru_cache(maxsize=4096)
def _of_classes(classes: frozenset[str]) -> tuple[int, tuple[str, ...]]:
    """The flags and the features of a word's classes: few are together on any word, and most words have none."""
    bare = {c.rstrip(INFLECTED + COMPOUND) for c in classes}
    held = {name: BIT[name] for name in _FLAG_CLASSES}
    held |= {FIRST_NAME: BIT["name"], SURNAME: BIT["name"], TOWN: TOWNISH, "month": CALENDAR, "weekday": CALENDAR}
    flags = 0
    for name in bare & held.keys():
        flags |= held[name]
    return flags, tuple(sorted("c=" + c for c in classes))


def _shape(word: str) -> str:
    if word.isalpha() and word.islower():
        return _SMALL[min(len(word), 3)]
    if word.isalpha() and word[0].isupper() and word[1:].islower():
        return "X" + _SMALL[min(len(word) - 1, 3)]
    shape = "".join("X" if c.isupper() else "x" if c.isalpha() else "d" if c.isdigit() else c for c in word)
    return _REPEATED.sub(r"\1\1+", shape)


def _letters(word: str, low: str) -> list[str]:
    found = [f"w={low}", f"s={_shape(word)}"]
    found += [f"p{n}={low[:n]}" for n in (3, 4) if len(low) > n]
    found += [f"f{n}={low[-n:]}" for n in (2, 3, 4, 5) if len(low) > n]
    if len(word) == 1 and not word.isalnum():
        found.append("P")
    if not word.isalpha() and any(c.isdigit() for c in word):
        found.append("D")
    if word.isdecimal():
        value = int(word[:6])
        found.append(next((name for below, name in _UNITS.items() if value < below), "Dn=5"))
    return found
