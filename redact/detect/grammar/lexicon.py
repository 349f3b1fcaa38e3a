"""Word lists by meaning, and the words that are made of them.

Called by the lexical rules and by values. The lists (``../data/lex_<name>_<lang>.tsv``: word, meanings, ``?``) are open
to the tagger. A Dutch compound means what its last part means ("wijkverpleegkundige"); an English plural its singular.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from importlib import resources

from ...draft import Lang

SHORTEST_TAIL = 5
"""The last part of a compound has at least this many letters: shorter ones end too many other words."""

WEAK = "?"
"""The last column of a word that says this where a detail is, but is no evidence of one."""

COMPOUNDS = frozenset({"occupations", "health", "education", "traits", "employers", "events", "venues"})
"""The lists whose Dutch words may be the last part of a longer one; an "Iers" is not in "papieren"."""

LISTS = (*sorted(COMPOUNDS), "origins")
"""All lists that :func:`meaning` is asked for."""

_DUTCH = (("s", ""), ("en", ""), ("en", "e"), ("n", ""), ("'s", ""), ("je", ""), ("jes", ""), ("ën", ""))
_ENGLISH = (("ies", "y"), ("men", "man"), ("es", ""), ("s", ""), ("'s", ""))
_ENDINGS = {
    Lang.NL: tuple((ending, stem, len(ending) + 3) for ending, stem in _DUTCH),
    Lang.EN: tuple((ending, stem, len(ending) + 2) for ending, stem in _ENGLISH),
}
"""An ending, what stands in its place in the singular, and how many letters a word that has it must exceed."""

_WORD = re.compile(r"[^\W_]\w*(?:[-'.]\w+)*")
_DETECT = __package__.rsplit(".", 1)[0]


def rows(name: str, which: str) -> list[list[str]]:
    """The rows of a word list; none when there is no such file. ``which`` is a language or "any"."""
    return [line.split("\t") for line in text_of(name, which).splitlines() if line.strip() and line[0] != "#"]


def text_of(name: str, which: str) -> str:
    """The file of a word list; empty when there is none."""
    file = resources.files(_DETECT).joinpath("data", f"lex_{name}_{which}.tsv")
    return file.read_text(encoding="utf-8") if file.is_file() else ""


@cache
def lexicon(name: str, lang: Lang) -> Mapping[str, tuple[str, ...]]:
    """The words of a list in lower case with their meanings."""
    return {row[0]: tuple(row[1:]) for row in rows(name, lang)}


@cache
def longest_phrase(name: str, lang: Lang) -> Mapping[str, int]:
    """For each first word of an entry of several words, how many words the longest such entry has."""
    lengths: dict[str, int] = {}
    for entry in lexicon(name, lang):
        words = entry.split()
        if len(words) > 1:
            lengths[words[0]] = max(lengths.get(words[0], 0), len(words))
    return lengths


def meaning(name: str, word: str, lang: Lang) -> tuple[str, ...] | None:
    """What a list says of ``word`` (lower case), itself, its singular, or (Dutch) its last part; None when nothing."""
    whole, tails = _known_forms(word, lang)
    if whole or tails:
        known = lexicon(name, lang)
        for form in whole:
            if form in known:
                return known[form]
        if name in COMPOUNDS:
            for form in tails:
                if form in known and "=" not in known[form]:
                    return known[form]
    return None


def is_land(name: str, lang: Lang) -> bool:
    """Whether a name is that of a country, or of those who are from one: "Paraguay", "Surinamers".

    On the corpus' training drafts no name that is to be protected, unless it is on a list of names, too ("India").
    """
    low = name.lower().removeprefix("the ").removeprefix("de ")
    return any(
        form in lexicon(which, lang) for which in ("countries", "origins") for form in (low, low.removesuffix("s"))
    )


def is_listed(word: str, lang: Lang) -> bool:
    """Whether some list may say something of the word (lower case), or a phrase of one begins with it."""
    return word in _phrase_starts(lang) or any(_known_forms(word, lang))


@cache
def _phrase_starts(lang: Lang) -> frozenset[str]:
    return frozenset().union(*(longest_phrase(name, lang) for name in LISTS))


@lru_cache(maxsize=65536)
def _known_forms(word: str, lang: Lang) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What of ``word`` is in any list: its forms, and (Dutch) those of its last parts, the longest first."""
    every = _listed(lang)
    endings = [(ending, stem, least) for ending, stem, least in _ENDINGS[lang] if word.endswith(ending)]
    whole = tuple(form for form in _forms(word, endings) if form in every)
    if lang is not Lang.NL:
        return whole, ()
    begin = max(2, len(word) - _longest(lang))
    parts = (word[at:] for at in range(begin, len(word) - SHORTEST_TAIL + 1))
    tails = (form for part in parts for form in _forms(part, endings) if form in every)
    return whole, tuple(form for form in tails if len(form) >= SHORTEST_TAIL)


def _forms(word: str, endings: Sequence[tuple[str, str, int]]) -> list[str]:
    """``word`` and what it may be the plural, the diminutive, or an inflection of, by the ``endings`` that it has."""
    return [word, *(word[: -len(ending)] + stem for ending, stem, least in endings if len(word) > least)]


@cache
def _listed(lang: Lang) -> frozenset[str]:
    """The words of all lists: most words are on none, and are not looked for in one after the other."""
    return frozenset().union(*(lexicon(name, lang) for name in LISTS))


@cache
def _longest(lang: Lang) -> int:
    """Letters of the longest word of a list with an ending: no longer part of a word is on any."""
    return max(map(len, _listed(lang))) + max(len(ending) for ending, _, _ in _ENDINGS[lang])


def first_in(name: str, stretch: str, lang: Lang, *, unless: str = "") -> tuple[tuple[str, ...], str] | None:
    """What a list says of its first word in ``stretch``, and that word.

    A weak word, and one that says ``unless``, count only if there is no other: a trainee nurse is a nurse.
    """
    words = _WORD.findall(stretch.lower().replace("’", "'"))
    phrases = longest_phrase(name, lang)
    second_best = None
    for n, word in enumerate(words):
        for count in range(phrases.get(word, 1), 0, -1):
            phrase = " ".join(words[n : n + count])
            said = meaning(name, phrase, lang)
            if said and WEAK not in said and said[0] != unless:
                return said, phrase
            if said and (second_best is None or (WEAK in second_best[0] and WEAK not in said)):
                second_best = said, phrase
    return second_best
