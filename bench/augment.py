"""Copies of marked drafts that say the same of other people, in other words: training data for the tagger.

Names, towns and ages are swapped for random ones, so that none is learned by heart; and words for their neighbours
among the word vectors, with the same ending, so that the words around a detail are not either (Jiao et al. 2020,
TinyBERT, section 3.2, do the same with GloVe). The same word becomes the same everywhere, and the marks move along.
"""

from __future__ import annotations

import random
import re
from dataclasses import replace
from functools import cache

import numpy as np
from bronwacht.redact.detect.vectors import vectors
from bronwacht.redact.detect.wordlists import WordLists, word_lists
from bronwacht.redact.draft import Lang
from marked import KEEP, Marked
from numpy.typing import NDArray

TOWNS_SWAPPED = 0.5
"""The share of the towns that a copy has others for."""

BLURRED = 0.2
"""The share of the words that a blurred copy has neighbours for."""

COMMON = 25_000
"""Only the commonest words are replaced, and only by one of them."""

NEIGHBOURS = 8
LIKE = 0.35
"""The cosine from which a word is a neighbour."""

_AGE = re.compile(r"(?<!\w)[1-9]\d(?!\w)")
_PLAIN = re.compile(r"(?<!\w)[a-zà-ÿ]{4,}(?!\w)")
_ENDINGS = ("ed", "ing", "ly", "es", "er", "en", "te", "de", "s")


def swapped(draft: Marked, rng: random.Random) -> Marked:
    """The draft with names, towns and ages replaced, the same everywhere; the marks move along."""
    lists = word_lists(Lang(draft.lang))
    others = _other_names(draft, lists, rng) | _other_ages(draft, rng)
    towns = sorted(lists.towns)
    for word in sorted(set(re.findall(r"\w+", draft.text))):
        if word in lists.towns and word not in others and rng.random() < TOWNS_SWAPPED:
            others[word] = rng.choice(towns)
    return replace_words(draft, others)


def _other_names(draft: Marked, lists: WordLists, rng: random.Random) -> dict[str, str]:
    first = sorted(n for n in lists.first_names if " " not in n)
    last = sorted(n for n in lists.surnames if " " not in n)
    names: dict[str, str] = {}
    for mark in draft.marks:
        if mark.type not in ("NAME", KEEP) or not mark.who[0].startswith(("p", "s", "o")):
            continue
        words = draft.text[mark.start : mark.end].split()
        for n, word in enumerate(words):
            if word.isalpha() and word[0].isupper() and len(word) > 2 and word not in names:
                given = n == 0 and (len(words) > 1 or word in lists.first_names)
                names[word] = rng.choice(first if given else last)
    return names


def _other_ages(draft: Marked, rng: random.Random) -> dict[str, str]:
    ages = (
        age for mark in draft.marks if mark.type == "AGE" for age in _AGE.findall(draft.text[mark.start : mark.end])
    )
    return {age: str(rng.randint(18, 79)) for age in ages}


def replace_words(draft: Marked, names: dict[str, str]) -> Marked:
    """The draft with whole words replaced, and its marks where they then stand."""
    if not names:
        return draft
    pattern = re.compile(r"(?<!\w)(?:" + "|".join(sorted(map(re.escape, names), key=len, reverse=True)) + r")(?!\w)")
    text, last, moves = "", 0, [(0, 0)]
    for found in pattern.finditer(draft.text):
        text += draft.text[last : found.start()] + names[found[0]]
        last = found.end()
        moves.append((found.end(), len(text) - found.end()))
    text += draft.text[last:]

    def moved(at: int) -> int:
        return at + next(by for start, by in reversed(moves) if start <= at)

    marks = tuple(replace(m, start=moved(m.start), end=moved(m.end)) for m in draft.marks)
    return replace(draft, text=text, marks=marks)


def blurred(draft: Marked, rng: random.Random) -> Marked:
    """A swapped copy in which some plain words are replaced by their neighbours."""
    copy = swapped(draft, rng)
    function = word_lists(Lang(draft.lang)).function
    others: dict[str, str] = {}
    for word in sorted(set(_PLAIN.findall(copy.text))):
        if word not in function and rng.random() < BLURRED and (near := neighbours(draft.lang, word)):
            others[word] = rng.choice(near)
    return replace_words(copy, others)


@cache
def neighbours(lang: str, word: str) -> tuple[str, ...]:
    """The words most like ``word`` that end as it does, the nearest first."""
    words, rows, table, endings = _common(lang)
    if (row := rows.get(word)) is None:
        return ()
    likeness = table @ table[row]
    likeness[endings != endings[row]] = -1
    likeness[row] = -1
    nearest = np.argsort(-likeness, kind="stable")[:NEIGHBOURS]
    return tuple(words[i] for i in nearest if likeness[i] > LIKE)


@cache
def _common(lang: str) -> tuple[list[str], dict[str, int], NDArray[np.float32], NDArray[np.int64]]:
    from wordfreq import top_n_list  # needed for training alone

    words = [w for w in top_n_list(lang, COMMON) if _PLAIN.fullmatch(w) and w in vectors()]
    table = vectors().of(words)
    table /= np.linalg.norm(table, axis=1, keepdims=True) + 1e-6
    endings = [next((n for n, ending in enumerate(_ENDINGS) if word.endswith(ending)), -1) for word in words]
    return words, {word: row for row, word in enumerate(words)}, table, np.asarray(endings, np.int64)
