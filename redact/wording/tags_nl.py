"""Parts of speech of Dutch words, by a linear-chain CRF.

The model (``data/words-nl.crfsuite``) was trained by ``train.py`` on UD Dutch Alpino and LassySmall (CC BY-SA 4.0; see
``data/words-nl.LICENSE``). A lemma list (simplemma) tells forms of verbs from other unknown words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from importlib import resources

import pycrfsuite
import simplemma

MODEL = "words-nl.crfsuite"
_SUFFIXES = (1, 2, 3, 4)
_NEIGHBOUR_FEATURES = ("e2", "e3", "k=", "s=")


def tag(words: Sequence[str]) -> list[str]:
    """The tag of each of ``words``, the tokens of one sentence."""
    return list(_tagger().tag(features(words))) if words else []


def features(words: Sequence[str]) -> list[list[str]]:
    """What the CRF sees of each word: its form, its neighbours, and what the lemma list knows of it."""
    own = [_own(word) for word in words]
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


@lru_cache(maxsize=20_000)
def lemma(word: str) -> str:
    """The lemma of a Dutch word, empty when the list does not know it."""
    return simplemma.lemmatize(word, "nl") if simplemma.is_known(word, "nl") else ""


@lru_cache(maxsize=20_000)
def _own(word: str) -> tuple[str, ...]:
    lower, known = word.lower(), lemma(word)
    found = [f"w={lower}", f"s={_shape(word)}"]
    found += [f"e{n}={lower[-n:]}" for n in _SUFFIXES if len(lower) > n]
    found += [f"p2={lower[:2]}"] if len(lower) > max(_SUFFIXES) else []
    found += ["ge"] if lower.startswith("ge") else []
    kind = "0" if not known else "1" if known == lower else "en" if known.endswith("en") else "x"
    found += [f"k={kind}"]
    found += ["ken"] if kind == "1" and lower.endswith("en") else []
    return tuple(found)


def _shape(word: str) -> str:
    shape = re.sub(r"[a-zß-ÿ]", "x", re.sub(r"[A-ZÀ-Þ]", "X", re.sub(r"\d", "0", word)))
    return re.sub(r"(.)\1+", r"\1", shape)


@cache
def _model() -> bytes:
    return (resources.files(__package__) / "data" / MODEL).read_bytes()


@cache
def _tagger() -> pycrfsuite.Tagger:
    tagger = pycrfsuite.Tagger()
    # The tagger reads from these bytes as long as it lives; the cache keeps them.
    tagger.open_inmemory(_model())
    return tagger
