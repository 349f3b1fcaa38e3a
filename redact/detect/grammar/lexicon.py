"""Word lists by meaning, and the words that are made of them.

Called by the lexical rules and by values. The lists (``../data/lex_<name>_<lang>.tsv``: word, meanings, ``?``) are open
to the tagger. A Dutch compound means what its last part means ("wijkverpleegkundige"); an English plural its singular.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib import resources

from ...draft import Lang

SHORTEST_TAIL = 5
"""The last part of a compound has at least this many letters: shorter ones end too many other words."""

WEAK = "?"
"""The last column of a word that says this where a detail is, but is no evidence of one."""

COMPOUNDS = frozenset({"occupations", "health", "education", "traits", "employers", "events", "venues"})
"""The lists whose Dutch words may be the last part of a longer one; an "Iers" is not in "papieren"."""

_ENGLISH_ENDINGS = (("ies", "y"), ("men", "man"), ("es", ""), ("s", ""), ("'s", ""))
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


@lru_cache(maxsize=65536)
def meaning(name: str, word: str, lang: Lang) -> tuple[str, ...] | None:
    """What a list says of ``word`` (lower case), itself, its singular, or (Dutch) its last part; None when nothing."""
    known = lexicon(name, lang)
    for form in _forms(word, lang):
        if form in known:
            return known[form]
    if lang is Lang.NL and name in COMPOUNDS:
        for at in range(2, len(word) - SHORTEST_TAIL + 1):
            for form in _forms(word[at:], lang):
                if len(form) >= SHORTEST_TAIL and form in known and "=" not in known[form]:
                    return known[form]
    return None


def _forms(word: str, lang: Lang) -> list[str]:
    """``word`` and what it may be the plural, the diminutive, or an inflection of."""
    forms = [word]
    if lang is Lang.NL:
        for ending, stem in (
            ("s", ""),
            ("en", ""),
            ("en", "e"),
            ("n", ""),
            ("'s", ""),
            ("je", ""),
            ("jes", ""),
            ("ën", ""),
        ):
            if word.endswith(ending) and len(word) > len(ending) + 3:
                forms.append(word[: -len(ending)] + stem)
    else:
        for ending, stem in _ENGLISH_ENDINGS:
            if word.endswith(ending) and len(word) > len(ending) + 2:
                forms.append(word[: -len(ending)] + stem)
    return forms


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
