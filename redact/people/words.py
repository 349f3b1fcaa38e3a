"""Words of a draft with their classes: pronouns, articles, verbs of saying, kinship, offices.

The classes are the lists of ``data/words.json``. Everything that groups people reads the text through these words.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from ..draft import Lang

_DATA = Path(__file__).parent / "data"
_WORD = re.compile(r"[’']?\w+(?:[’'.-]\w+)*[’']?|[^\w\s]")
_CONTENT = re.compile(r"[^\W\d_]{3,}")
_NO_CLASS: frozenset[str] = frozenset()
_NOT_CLASSES = frozenset({"female_suffix", "male_suffix", "inflection", "plural"})

MIN_STEM = 4
"""An ending is only taken off when this many letters stay: shorter stems match by accident."""
ALIKE_END, ALIKE_START = 5, 6
"""So many letters at the end of two stems, or at their beginning, make them alike; fewer do by accident."""


@dataclass(frozen=True, slots=True)
class Word:
    """One word or mark: ``raw`` as it stands, ``low`` in lower case, ``classes`` the lists it is in."""

    start: int
    end: int
    raw: str
    low: str
    classes: frozenset[str]

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital."""
        return self.raw[0].isupper()


@dataclass(frozen=True)
class Vocabulary:
    """The word lists of one language."""

    classes: Mapping[str, frozenset[str]]
    female_endings: tuple[str, ...]
    male_endings: tuple[str, ...]
    inflections: tuple[str, ...]
    plurals: tuple[str, ...]


@lru_cache(maxsize=2)
def vocabulary(lang: Lang) -> Vocabulary:
    """The word lists of ``lang``."""
    lists = json.loads((_DATA / "words.json").read_text(encoding="utf-8"))[lang]
    classes: dict[str, set[str]] = {}
    for name in lists.keys() - _NOT_CLASSES:
        for word in lists[name].split():
            classes.setdefault(word, set()).add(name)
    return Vocabulary(
        {word: frozenset(names) for word, names in classes.items()},
        tuple(lists["female_suffix"].split()),
        tuple(lists["male_suffix"].split()),
        tuple(lists["inflection"].split()),
        tuple(lists["plural"].split()),
    )


def read(text: str, lang: Lang) -> tuple[Word, ...]:
    """The words and marks of ``text``, in order."""
    known = vocabulary(lang).classes
    return tuple(_word(m, known) for m in _WORD.finditer(text))


def _word(match: re.Match[str], known: Mapping[str, frozenset[str]]) -> Word:
    # A closing apostrophe is a quotation mark more often than a genitive; an opening one may belong to the word ('t).
    raw = match[0].rstrip("’'") or match[0]
    low = raw.lower()
    for form in (low, low.lstrip("’'"), low.removesuffix("'s").removesuffix("’s")):
        if form in known:
            return Word(match.start(), match.end(), raw, form, known[form])
    return Word(match.start(), match.end(), raw, low.lstrip("’'") or low, _NO_CLASS)


def has(words: Iterable[Word], name: str) -> bool:
    """Whether a word of the class ``name`` is among ``words``."""
    # A plain loop: this is asked some twenty times for every detail, and a generator takes twice as long.
    for word in words:  # noqa: SIM110
        if name in word.classes:
            return True
    return False


def has_plural(words: Sequence[Word], lang: Lang) -> bool:
    """Whether the last of ``words`` looks like a plural noun; only its ending is asked."""
    last = words[-1].low if words else ""
    return len(last) > MIN_STEM and last.endswith(vocabulary(lang).plurals)


def stem(word: str, lang: Lang) -> str:
    """``word`` without its inflection, so that "adviseurs" and "adviseur" are the same noun."""
    for ending in vocabulary(lang).inflections:
        if word.endswith(ending) and len(word) - len(ending) >= MIN_STEM:
            return word[: -len(ending)]
    return word


@lru_cache(maxsize=1 << 14)
def nouns(text: str, lang: Lang) -> frozenset[str]:
    """Stems of the words of ``text`` that may name a person; "woman" and the like name too many."""
    known = vocabulary(lang).classes
    words = (m[0] for m in _CONTENT.finditer(text.lower()))
    return frozenset(stem(word, lang) for word in words if "empty" not in known.get(word, _NO_CLASS))


@lru_cache(maxsize=1 << 16)
def alike(one: str, other: str) -> float:
    """How surely two stems name the same kind of person: 1 the same, 0.8 a compound of it, 0.6 a common beginning."""
    return best_match({one}, {other})


def best_match(some: AbstractSet[str], others: AbstractSet[str]) -> float:
    """How alike, as :func:`alike` tells it, the two closest stems of both sets are."""
    if not some or not others:
        return 0.0
    if not some.isdisjoint(others):
        return 1.0
    # Loops, and tuples of which "endswith" looks at all at once: this is asked for every choice of every detail.
    ours = tuple([word for word in some if len(word) >= ALIKE_END])
    theirs = tuple([word for word in others if len(word) >= ALIKE_END])
    for word in ours:
        if word.endswith(theirs):
            return 0.8
    for word in theirs:
        if word.endswith(ours):
            return 0.8
    starts = {word[:ALIKE_START] for word in ours if len(word) >= ALIKE_START}
    if starts:
        for word in theirs:
            if len(word) >= ALIKE_START and word[:ALIKE_START] in starts:
                return 0.6
    return 0.0


def gender(words: Sequence[Word], lang: Lang) -> int:
    """What nouns say of gender: 1 a woman, -1 a man, 0 nothing or both."""
    lists = vocabulary(lang)
    balance = 0
    for word in words:
        # Six letters: "mister" and "lister" end in "ster" too, but few longer words do.
        long = len(word.low) > 6
        if "female" in word.classes or (long and word.low.endswith(lists.female_endings)):
            balance += 1
        elif "male" in word.classes or (long and word.low.endswith(lists.male_endings)):
            balance -= 1
    return (balance > 0) - (balance < 0)
