"""Parts of speech by a linear-chain CRF, one model a language.

The models (``data/words-*.crfsuite``) were trained by ``train.py`` on Universal Dependencies treebanks under CC BY-SA
4.0: Dutch Alpino and LassySmall, and the English Web Treebank (see the LICENSE files beside them). A lemma list tells
forms of verbs from other unknown words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from importlib import resources

import pycrfsuite

from ..draft import Lang
from .lemmas import lemma

_SUFFIXES = (1, 2, 3, 4)
_NEIGHBOUR_FEATURES = ("e2", "e3", "k=", "s=")


def tag(words: Sequence[str], lang: Lang) -> list[str]:
    """The tag of each of ``words``, the tokens of one sentence."""
    return list(_tagger(lang).tag(features(words, lang))) if words else []


def features(words: Sequence[str], lang: Lang) -> list[list[str]]:
    """What the CRF sees of each word: its form, its neighbours, and what the lemma list knows of it."""
    own = [_own(word, lang) for word in words]
    rows = []
    for at, mine in enumerate(own):
        row = list(mine)
        for distance in (-2, -1, 1, 2):
            other = at + distance
            if not 0 <= other < len(words):
                row.append(f"{distance}END")
                continue
            row.append(f"{distance}w={words[other].lower()}")
            if abs(distance) == 1:
                row += [f"{distance}{name}" for name in own[other] if name[:2] in _NEIGHBOUR_FEATURES]
        rows.append(row)
    return rows


@lru_cache(maxsize=50_000)
def _own(word: str, lang: Lang) -> tuple[str, ...]:
    lower, known = word.lower(), lemma(word, lang)
    found = [f"w={lower}", f"s={_shape(word)}"]
    found += [f"e{n}={lower[-n:]}" for n in _SUFFIXES if len(lower) > n]
    found += [f"p2={lower[:2]}"] if len(lower) > max(_SUFFIXES) else []
    if lang is Lang.EN:
        return (*found, *_english(lower))
    found += ["ge"] if lower.startswith("ge") else []
    kind = "0" if not known else "1" if known == lower else "en" if known.endswith("en") else "x"
    found += [f"k={kind}"]
    found += ["ken"] if kind == "1" and lower.endswith("en") else []
    return tuple(found)


def _english(lower: str) -> Iterator[str]:
    """Whether the list knows an English word, and whether it may be a form of a verb."""
    known = lemma(lower, Lang.EN)
    yield f"k={'0' if not known else '1' if known == lower else 'x'}"
    if has_gerund(known or lower):
        yield "kge"


def has_gerund(stem: str) -> bool:
    """Whether an English word has a form in -ing, as verbs have."""
    forms = (stem + "ing", stem[:-1] + "ing", stem + stem[-1:] + "ing")
    return any(lemma(form, Lang.EN) == stem for form in forms)


def _shape(word: str) -> str:
    shape = re.sub(r"[a-zß-ÿ]", "x", re.sub(r"[A-ZÀ-Þ]", "X", re.sub(r"\d", "0", word)))
    return re.sub(r"(.)\1+", r"\1", shape)


@cache
def _model(lang: Lang) -> bytes:
    return (resources.files(__package__) / "data" / f"words-{lang}.crfsuite").read_bytes()


@cache
def _tagger(lang: Lang) -> pycrfsuite.Tagger:
    tagger = pycrfsuite.Tagger()
    # The tagger reads from these bytes as long as it lives; the cache keeps them.
    tagger.open_inmemory(_model(lang))
    return tagger
