"""Nouns and the wider nouns that follow from them, read from ``data/people-*.toml`` and ``data/things-*.toml``.

The files say how they are written. Looking a word up tries the word, its lemma, then the longest listed word that it
ends in: the last part of a compound says what the thing is ("schaatstrainer" is a "trainer").
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from typing import Any

from ..draft import DetailType, Lang, Level, Value
from .function import known
from .lemmas import lemma

SHORTEST_ENDING = 5
"""Letters a listed word needs to stand for compounds as well; shorter ones are the ends of too many other words."""

LEVELS = (Level.NEAR, Level.BROAD, Level.VAGUE)


@dataclass(frozen=True)
class Noun:
    """A noun to put into a sentence; ``neuter`` is a Dutch het-word, ``mass`` one that takes no article."""

    singular: str
    plural: str
    neuter: bool = False
    mass: bool = False

    @classmethod
    def parse(cls, entry: str) -> Noun:
        """Read "singular|plural", with " -" after the plural for a het-word and "|mass" for a mass noun."""
        singular, plural, *rest = (part.strip() for part in entry.split("|"))
        return cls(singular, plural.removesuffix(" -"), plural.endswith(" -"), "mass" in rest)


@dataclass(frozen=True)
class Found:
    """What a noun widens to, by level, and whether it was found by its plural."""

    wider: Mapping[Level, Noun]
    plural: bool


@dataclass(frozen=True, slots=True)
class _Entry:
    """A word of the lists and what it widens to; all its forms point at it.

    Whether it is a plural itself is asked only of those that are looked up: its lemma takes time.
    """

    wider: Mapping[Level, Noun]
    word: str


_PLURAL = ("s", "n", "i", "ae")
"""How plurals end: "medewerkers", "artsen", "promovendi", "alumnae"."""


class Lexicon:
    """The nouns of one language, by detail type."""

    def __init__(self, lang: Lang) -> None:
        self.lang = lang
        self._exact: dict[DetailType, dict[str, _Entry]] = {}
        self._endings: dict[DetailType, dict[str, _Entry]] = {}
        self._classes: dict[DetailType, dict[str, Found]] = {}
        for name in (f"people-{lang}.toml", f"things-{lang}.toml"):
            table = tomllib.loads((resources.files(__package__) / "data" / name).read_text(encoding="utf-8"))
            for type_name, entries in table.items():
                self._read(DetailType(type_name), entries)

    def _read(self, type: DetailType, entries: list[dict[str, Any]]) -> None:
        exact, endings = self._exact.setdefault(type, {}), self._endings.setdefault(type, {})
        for entry in entries:
            wider = {level: Noun.parse(entry[level]) for level in LEVELS if level in entry}
            self._read_classes(type, wider)
            for listed in entry["words"].split():
                word = listed.lstrip("=-").replace("_", " ").lower()
                ends = listed.startswith("-") or (not listed.startswith("=") and len(word) >= SHORTEST_ENDING)
                found = _Entry(wider, word)
                plurals = _plurals(word, self.lang)
                if type is DetailType.ORIGIN and self.lang is Lang.NL and not word.endswith(("r", "a", "i", "o")):
                    plurals = tuple(form for form in plurals if form != word + "s")  # "Hongaars" is a language
                for form in (word, *plurals):
                    exact.setdefault(form, found)
                    if ends and self.lang is Lang.NL:
                        endings.setdefault(form, found)

    def _read_classes(self, type: DetailType, wider: Mapping[Level, Noun]) -> None:
        classes = self._classes.setdefault(type, {})
        for at, noun in enumerate(wider.values()):
            above = dict(list(wider.items())[at + 1 :])
            for form in (noun.plural, noun.singular):
                known = classes.get(form)
                # "Kinderen" is what twins are called, and no less the plural of "kind".
                several = form != noun.singular or (noun.mass and known is not None and known.plural)
                classes[form] = Found({**above, **(known.wider if known else {})}, plural=several)

    def own_class(self, type: DetailType, phrase: str) -> Found | None:
        """What a class of these lists, as a wording says it, widens to: what stands above it, and never another class.

        None where ``phrase`` is no class. A final copy that is read again keeps its words, or they say less.
        """
        found = self._classes.get(type, {}).get(phrase.lower())
        listed = self._exact.get(type, {}).get(phrase.lower())
        if found is None or listed is None:
            return found
        own = {level: noun for level, noun in listed.wider.items() if noun in found.wider.values()}
        return Found({**own, **found.wider}, found.plural)

    def entries(self, type: DetailType) -> Iterator[Mapping[Level, Noun]]:
        """What the words of ``type`` widen to."""
        return (entry.wider for entry in self._exact[type].values())

    def _found(self, type: DetailType, form: str, entry: _Entry) -> Found:
        return Found(entry.wider, form != entry.word or self._is_plural(type, entry.word))

    def _is_plural(self, type: DetailType, listed: str) -> bool:
        """Whether a listed word is itself a plural ("mannen"); a field of study ("rechten") is not."""
        if type is DetailType.EDUCATION:
            return False
        lemma = self._lemma(listed)
        ended = listed in (lemma + "s", lemma + "'s") or (listed.endswith("en") and not lemma.endswith("en"))
        return bool(lemma) and ended and listed not in known(self.lang, "singular_as_plural")

    def _lemma(self, word: str) -> str:
        return lemma(word, self.lang).lower()

    def find(self, type: DetailType, phrase: str, *, exact: bool = False) -> Found | None:
        """The class of a noun phrase, by its last words, then its last word; None when it is not known.

        With ``exact`` a compound is not what its last part is: for a list of another type than the phrase's.
        """
        words = phrase.lower().replace("’", "'").replace("‘", "'").split()
        listed = self._exact.get(type, {})
        for count in range(min(4, len(words)), 0, -1):
            tail = " ".join(words[-count:])
            if tail in listed:
                return self._found(type, tail, listed[tail])
        return self._by_lemma(type, words[-1]) if words and not exact else None

    def listed_words(self, type: DetailType, phrase: str) -> int:
        """How many words at the end of ``phrase`` the list of ``type`` has as one entry: 2 for "a ward sister"."""
        words, listed = phrase.lower().split(), self._exact.get(type, {})
        return next((n for n in range(min(4, len(words)), 0, -1) if " ".join(words[-n:]) in listed), 0)

    def _by_lemma(self, type: DetailType, word: str) -> Found | None:
        exact, endings = self._exact.get(type, {}), self._endings.get(type, {})
        if (lemma := self._lemma(word)) in exact:
            return Found(exact[lemma].wider, word.endswith(_PLURAL) and not word.endswith(lemma[-3:]))
        for part in _parts(word):
            if part in exact:
                return self._found(type, part, exact[part])
        for at in range(1, len(word) - 2):
            if word[at:] in endings:
                return self._found(type, word[at:], endings[word[at:]])
        return None


@cache
def lexicon(lang: Lang) -> Lexicon:
    """The lexicon of ``lang``."""
    return Lexicon(lang)


_T = DetailType
_OTHER_TYPES: Mapping[DetailType, tuple[DetailType, ...]] = {
    _T.OCCUPATION: (_T.EMPLOYER, _T.EDUCATION, _T.PLACE),
    _T.EMPLOYER: (_T.PLACE, _T.EDUCATION),
    _T.EDUCATION: (_T.OCCUPATION, _T.EMPLOYER, _T.EVENT),
    _T.FAMILY: (_T.OCCUPATION,),
    _T.HEALTH: (_T.EMPLOYER,),
    _T.PLACE: (_T.EMPLOYER,),
    _T.TRAIT: (_T.CHANNEL, _T.EDUCATION),
    _T.EVENT: (_T.TRIP, _T.HEALTH, _T.CHANNEL),
    _T.TRIP: (_T.EVENT, _T.PLACE),
    _T.CHANNEL: (_T.TRAIT,),
}
"""Where a noun is looked up that the list of its type lacks: types that detectors and readers take for one another."""


@lru_cache(maxsize=4096)
def named_class(lang: Lang, type: DetailType, phrase: str) -> Found | None:
    """The class of a noun phrase by the list of ``type``, else by the first other list that knows it."""
    nouns = lexicon(lang)
    if phrase.split()[-1:] and not phrase.split()[-1].islower():
        return nouns.find(type, phrase)  # "Hebden Bridge" is no hobby
    if type is not DetailType.GENDER and (own := nouns.own_class(type, phrase)):
        return own
    others = _OTHER_TYPES.get(type, ())
    # Whoever knows more of its words: a "ward sister" is nobody's sister.
    fullest = max((type, *others), key=lambda one: nouns.listed_words(one, phrase))
    if fullest is not type and nouns.listed_words(fullest, phrase) > max(1, nouns.listed_words(type, phrase)):
        return nouns.find(fullest, phrase, exact=True)
    if found := nouns.find(type, phrase, exact=True):
        return found
    if own := next((own for one in others if (own := nouns.own_class(one, phrase))), None):
        return own
    if found := nouns.find(type, phrase):
        return found
    if nouns.find(DetailType.GENDER, phrase):
        return None  # "een andere vrouw" need not be a wife
    return next((found for one in others if (found := nouns.find(one, phrase, exact=True))), None)


def kind_class(lang: Lang, type: DetailType, phrase: str, value: Value) -> Found | None:
    """The class of a noun that no list has, by the kind of its value, where the head was what told it."""
    key, term = _KEYS.get(type), value.get("term")
    head = phrase.lower().split()[-1] if phrase else ""
    if (
        key is None
        or not isinstance(term, str)
        or head not in term.lower().split()
        or head in known(lang, "body_parts")
    ):
        return None
    kinds = _kinds(lang).get(type, {})
    if any(phrase.lower() in (noun.singular, noun.plural) for noun in kinds.values()):
        return None  # a class already
    noun = kinds.get(str(value.get(key)))
    return Found({Level.BROAD: noun}, plural=False) if noun else None


_KEYS = {
    DetailType.HEALTH: "kind",
    DetailType.EVENT: "kind",
    DetailType.TRAIT: "kind",
    DetailType.EMPLOYER: "sector",
}
"""The key of a value that names a class of things; one of persons would need their number and gender as well."""


@cache
def _kinds(lang: Lang) -> Mapping[DetailType, Mapping[str, Noun]]:
    text = (resources.files(__package__) / "data" / f"kinds-{lang}.toml").read_text(encoding="utf-8")
    return {
        DetailType(name): {kind: Noun.parse(entry) for kind, entry in kinds.items()}
        for name, kinds in tomllib.loads(text).items()
    }


@cache
def person_nouns(lang: Lang) -> frozenset[str]:
    """The wider nouns for what somebody does: what a person can be called once their own noun is gone."""
    entries = lexicon(lang).entries(DetailType.OCCUPATION)
    return frozenset(noun.singular for entry in entries for noun in entry.values() if not noun.neuter)


def _parts(word: str) -> Iterator[str]:
    """The ends of a word written with hyphens."""
    while "-" in word:
        word = word.split("-", 1)[1]
        yield word


def _plurals(word: str, lang: Lang) -> tuple[str, ...]:
    """Spellings that the plural of ``word`` may have; a wrong one does no harm, as nobody writes it."""
    if lang is Lang.EN:
        plain = [word + "s", word + "es"] + ([word[:-1] + "ies"] if word.endswith("y") else [])
        return (*plain, *([word[:-3] + "men"] if word.endswith("man") else []))
    found = [word + "s", word + "en", word + "n", word + "'s", word + word[-1] + "en"]
    if len(word) > 3 and word[-2] == word[-3] and word[-2] in "aeou":
        stem = word[:-2] + {"f": "v", "s": "z"}.get(word[-1], word[-1])
        found += [stem + "en", word[:-2] + word[-1] + "en"]
    if word[-1] in "fs":
        found.append(word[:-1] + {"f": "v", "s": "z"}[word[-1]] + "en")
    if word.endswith("man"):
        found += [word[:-3] + "lieden", word[:-3] + "lui", word[:-3] + "mannen"]
    if word.endswith("lid"):
        found.append(word[:-3] + "leden")
    return tuple(found)
