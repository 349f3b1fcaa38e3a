"""Trains the Dutch part-of-speech model from CoNLL-U files: ``python -m bronwacht.redact.wording.train OUT FILE…``.

Not used at run time. The treebanks are CC BY-SA 4.0, so the trained file carries that licence.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import pycrfsuite

from .tags_nl import features
from .words import Tag

_UPOS = {
    "PROPN": Tag.NAME, "ADJ": Tag.ADJ, "ADV": Tag.ADV, "DET": Tag.DET, "ADP": Tag.PREP, "CCONJ": Tag.AND,
    "SCONJ": Tag.SUB, "NUM": Tag.NUM, "PUNCT": Tag.MARK, "SYM": Tag.MARK, "INTJ": Tag.ADV, "X": Tag.OTHER,
}  # fmt: skip
_VERBS = {"VerbForm=Fin": Tag.FINITE, "VerbForm=Inf": Tag.INF, "VerbForm=Part": Tag.PART}
LOWERED_SHARE = 0.15
"""Share of sentences repeated in lower case: reporters' notes are written so."""

_PARAMETERS = {"c1": 0.1, "c2": 0.05, "max_iterations": 120}
_SEED = 20


def sentences(path: Path) -> Iterator[list[tuple[str, Tag]]]:
    """The sentences of a CoNLL-U file as words with tags."""
    sentence: list[tuple[str, Tag]] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        fields = line.split("\t")
        if len(fields) > 5 and fields[0].isdigit():
            sentence.append((fields[1], _tag(fields)))
        elif not line and sentence:
            yield sentence
            sentence = []
    if sentence:
        yield sentence


def _tag(fields: Sequence[str]) -> Tag:
    upos, xpos, morphology = fields[3], fields[4], fields[5]
    if upos in ("VERB", "AUX"):
        # "de afgelopen week": a participle before a noun behaves as an adjective.
        return Tag.ADJ if "prenom" in xpos else next((t for k, t in _VERBS.items() if k in morphology), Tag.FINITE)
    if upos == "NOUN":
        return Tag.NOUNS if "Number=Plur" in morphology else Tag.NOUN
    if upos == "PRON":
        return Tag.DET if "Poss=Yes" in morphology else Tag.PRON
    return _UPOS[upos]


def train(out: Path, files: Sequence[Path]) -> None:
    """Train on all ``files`` and write the model to ``out``."""
    chance = random.Random(_SEED)  # noqa: S311 (no secret: which sentences are lowered)
    trainer = pycrfsuite.Trainer(verbose=False)
    for path in files:
        for sentence in sentences(path):
            words, tags = [word for word, _ in sentence], [tag.value for _, tag in sentence]
            trainer.append(features(words), tags)
            if chance.random() < LOWERED_SHARE:
                trainer.append(features([word.lower() for word in words]), tags)
    trainer.set_params(_PARAMETERS)
    trainer.train(str(out))


if __name__ == "__main__":
    train(Path(sys.argv[1]), [Path(name) for name in sys.argv[2:]])
