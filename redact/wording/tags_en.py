"""Parts of speech of English words, by rules: word lists, endings, and the word before.

No English treebank with a licence that fits was at hand, and the wording needs little: where a noun phrase ends,
whether a stretch is a verb phrase, whether a noun is plural.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from importlib import resources

import simplemma

from ..draft import Lang
from .function import known, pattern


def tag(words: Sequence[str]) -> list[str]:
    """The tag of each of ``words``, the tokens of one sentence."""
    tags: list[str] = []
    for at, word in enumerate(words):
        tags.append(_tag(words, tags, at, word))
    return tags


def _known(name: str) -> frozenset[str]:
    return known(Lang.EN, name)


def _tag(words: Sequence[str], tags: Sequence[str], at: int, word: str) -> str:
    lower = word.lower().replace("’", "'")
    if not any(char.isalnum() for char in word):
        return "U"
    before = words[at - 1].lower().replace("’", "'") if at else ""
    tag_before = tags[at - 1] if at else "U"
    if tag_before == "B" and at > 1:  # "she quietly left": look past the adverb
        before = words[at - 2].lower().replace("’", "'")
    if lower in _known("clitics"):
        after = _closed().get(words[at + 1].lower(), "").split() if at + 1 < len(words) else ["U"]
        clitic = tag_before == "R" or before in _known("before_clitic") or bool({"D", "P", "U"} & set(after))
        contracted = lower not in ("'s", "s") or clitic
        return "VF" if contracted else "D"
    if lower in ("do", "dos") and before in _known("before_do"):
        return "N"
    if lower[0].isdigit():
        return "A" if re.search(r"[a-z]{3}", lower) else "M"
    if word == "May" and before not in _known("tagger_subjects") and tag_before in ("P", "M", "A", "U", "B"):
        return "NP"
    closed = _closed().get(lower)
    if closed:
        return _choose(closed, lower, before, tag_before, words[at + 1].lower() if at + 1 < len(words) else "")
    if word[0].isupper() and at and tag_before != "U":
        return "NP"
    return _open(lower, before, tag_before)


def _choose(classes: str, lower: str, before: str, tag_before: str, after: str) -> str:
    """Which of the classes that a listed word can have it has here."""
    options = classes.split()
    if "M" in options:
        return "M" if lower != "one" or after in ("of", "hundred") or tag_before == "D" or after.isalpha() else "R"
    if "DR" in options:
        nounish = after.isalpha() and after not in _closed()
        adjectival = "A" in _closed().get(after, "").split()
        return "D" if nounish or adjectival else "R"
    if "SP" in options:
        return "P"
    if "VP" in options and before in _known("tagger_be_have"):
        return "VP"
    if "VF" in options and (
        before in _known("tagger_subjects") or tag_before in ("NP", "N", "NS", "U", "C", "R", "A", "M", "VP")
    ):
        return "VF"
    if "VI" in options and before in _known("tagger_modals"):
        return "VI"
    if "VI" in options and before in _known("tagger_subjects"):
        return "VF"
    if "VP" in options:
        return "VF" if before in _known("tagger_subjects") else "A" if tag_before == "D" else "VP"
    if "VF" in options and tag_before in ("D", "A"):
        return "N"
    return options[0]


@lru_cache(maxsize=20_000)
def _open(lower: str, before: str, tag_before: str) -> str:
    """The class of a word that no list holds."""
    if before in _known("tagger_modals"):
        return "VI"
    if lower.endswith("ed") and len(lower) > 4:
        if before in _known("tagger_be_have"):
            return "VP"
        return "A" if tag_before in ("D", "P", "A") else "VF"
    if lower.endswith("ing") and len(lower) > 5:
        return "VP" if tag_before not in ("D", "A", "P") else "N"
    if lower.endswith("ly") and len(lower) > 4:
        return "B"
    if before in _known("tagger_subjects"):
        return "VF"
    if lower in _known("comparatives") or pattern(Lang.EN, "adjective_ending").search(lower):
        return "A"
    known = lemma(lower)
    if known and known != lower and not lower.endswith(("s", "er", "est", "en")) and tag_before not in ("D", "A"):
        return "VF"
    if lower.endswith("s") and not lower.endswith(("ss", "us", "is")) and known != lower:
        return "NS"
    return "N"


@lru_cache(maxsize=20_000)
def lemma(word: str) -> str:
    """The lemma of an English word, empty when the list does not know it."""
    return simplemma.lemmatize(word, "en") if simplemma.is_known(word, "en") else ""


@cache
def _closed() -> Mapping[str, str]:
    """The classes of each listed word, the likeliest first."""
    table = tomllib.loads((resources.files(__package__) / "data" / "words-en.toml").read_text(encoding="utf-8"))
    found: dict[str, str] = {}
    for name, words in table.items():
        short = {"D_or_R": "DR", "S_or_P": "SP"}.get(name, name)
        for word in words.split():
            found[word] = f"{found[word]} {short}" if word in found else short
    return found
