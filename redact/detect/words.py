"""What a word is by itself: its letters, the lists it is on, and the flags that its neighbours are told of.

Called by the reading of a text, which keeps every word it has seen.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from ..draft import Lang
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
CAPITAL = 1 << len(FLAGS)
"""Beside the flags: some word there has a capital that no sentence begins with."""

_PRONOUN_BITS = {
    lang: {word: BIT[kind] for kind, words in kinds.items() for word in words.split()}
    for lang, kinds in _PRONOUNS.items()
}

_UNITS = {12: "Dn=0", 32: "Dn=1", 100: "Dn=2", 1900: "Dn=3", 2040: "Dn=4"}


@dataclass(frozen=True, slots=True)
class Word:
    """What is known of a word by itself.

    ``flags`` are bits of :data:`FLAGS`; ``features`` is what the network looks up.
    """

    low: str
    flags: int
    capital: bool
    is_name: bool
    is_town: bool
    is_calendar: bool
    features: tuple[str, ...]


def word_of(text: str, lists: WordLists) -> Word:
    """What is known of the word ``text`` by itself."""
    text = unicodedata.normalize("NFC", text).translate(STRAIGHT)
    low = text.lower()
    classes = lists.classes(text, low)
    bare = {c.rstrip(INFLECTED + COMPOUND) for c in classes}
    is_name = bool(bare & {FIRST_NAME, SURNAME})
    flags = _PRONOUN_BITS[lists.lang].get(low, 0) | (BIT["name"] if is_name else 0)
    for name in _FLAG_CLASSES:
        if name in bare:
            flags |= BIT[name]
    return Word(
        low,
        flags,
        text[:1].isupper(),
        is_name,
        TOWN in bare,
        bool(bare & {"month", "weekday"}),
        tuple(_letters(text, low) + sorted("c=" + c for c in classes)),
    )


def _shape(word: str) -> str:
    shape = "".join("X" if c.isupper() else "x" if c.isalpha() else "d" if c.isdigit() else c for c in word)
    return re.sub(r"(.)\1{2,}", r"\1\1+", shape)


def _letters(word: str, low: str) -> list[str]:
    found = [f"w={low}", f"s={_shape(word)}"]
    found += [f"p{n}={low[:n]}" for n in (3, 4) if len(low) > n]
    found += [f"f{n}={low[-n:]}" for n in (2, 3, 4, 5) if len(low) > n]
    if len(word) == 1 and not word.isalnum():
        found.append("P")
    if any(c.isdigit() for c in word):
        found.append("D")
    if word.isdecimal():
        value = int(word[:6])
        found.append(next((name for below, name in _UNITS.items() if value < below), "Dn=5"))
    return found
