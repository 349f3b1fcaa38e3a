"""Trains a part-of-speech model from CoNLL-U files: ``python -m bronwacht.redact.wording.train nl|en OUT FILE…``.

Not used at run time. The treebanks are CC BY-SA 4.0, so the trained files carry that licence.
"""

from __future__ import annotations

import random
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pycrfsuite

from ..draft import Lang
from .crf import features
from .words import Tag

_UPOS = {
    "PROPN": Tag.NAME, "ADJ": Tag.ADJ, "ADV": Tag.ADV, "DET": Tag.DET, "ADP": Tag.PREP, "CCONJ": Tag.AND,
    "SCONJ": Tag.SUB, "NUM": Tag.NUM, "PUNCT": Tag.MARK, "SYM": Tag.MARK, "INTJ": Tag.ADV, "X": Tag.OTHER,
}  # fmt: skip
_VERBS = {
    "VerbForm=Fin": Tag.FINITE,
    "VerbForm=Inf": Tag.INF,
    "VerbForm=Part": Tag.PART,
    "VerbForm=Ger": Tag.PART,
}
LOWERED_SHARE = 0.15
"""Share of sentences repeated in lower case: reporters' notes are written so."""

_PARAMETERS = {"c1": 0.1, "c2": 0.05, "max_iterations": 120}
_SEEN_AT_LEAST = {Lang.NL: 1, Lang.EN: 2}
"""How often a feature must occur to be kept: the English treebank is several times larger, and the model is shipped."""
_SEED = 20


@dataclass
class _Token:
    """A word of a treebank; ``glued``: no blank follows."""

    form: str
    tag: Tag
    glued: bool
    hyphen: bool


def sentences(path: Path) -> Iterator[list[tuple[str, Tag]]]:
    """The sentences of a CoNLL-U file as words with tags, split as :mod:`words` splits them."""
    sentence: list[_Token] = []
    whole: tuple[int, str, bool] | None = None
    for line in path.read_text(encoding="utf-8").splitlines():
        fields = line.split("\t")
        if not line and sentence:
            yield _joined(sentence)
            sentence, whole = [], None
        elif len(fields) > 5 and "-" in fields[0] and not _CLITIC.search(fields[1]):
            whole = (int(fields[0].split("-")[1]), fields[1], "SpaceAfter=No" in fields[9])  # "don't" is one word
        elif len(fields) > 5 and fields[0].isdigit():
            glued = "SpaceAfter=No" in fields[9]
            if whole is None:
                sentence.append(_Token(fields[1], _tag(fields), glued, fields[4] == "HYPH" or fields[1] == "-"))
                continue
            if whole[1]:
                sentence.append(_Token(whole[1], _tag(fields), whole[2], hyphen=False))
            whole = None if int(fields[0]) == whole[0] else (whole[0], "", whole[2])
    if sentence:
        yield _joined(sentence)


_CLITIC = re.compile(r"['’]s$", re.IGNORECASE)


def _joined(tokens: list[_Token]) -> list[tuple[str, Tag]]:
    """The words with what a hyphen joins made one, which is what its last part is."""
    found: list[tuple[str, Tag]] = []
    glue = False
    for at, token in enumerate(tokens):
        joins = token.hyphen and token.glued and at > 0 and tokens[at - 1].glued
        if (joins or glue) and found:
            found[-1] = (found[-1][0] + token.form, found[-1][1] if joins else token.tag)
        else:
            found.append((token.form, token.tag))
        glue = joins
    return found


def _tag(fields: Sequence[str]) -> Tag:
    upos, xpos, morphology = fields[3], fields[4], fields[5]
    if upos in ("VERB", "AUX"):
        # "de afgelopen week": a participle before a noun behaves as an adjective.
        prenominal = "prenom" in xpos or (fields[7] == "amod" and upos == "VERB")
        return Tag.ADJ if prenominal else next((t for k, t in _VERBS.items() if k in morphology), Tag.FINITE)
    if upos == "NOUN":
        return Tag.NOUNS if "Number=Plur" in morphology else Tag.NOUN
    if upos == "PRON":
        return Tag.DET if "Poss=Yes" in morphology else Tag.PRON
    if upos == "PART":  # "to", the 's of an owner, "not"
        return Tag.PREP if xpos == "TO" else Tag.DET if xpos == "POS" else Tag.ADV
    return Tag.ADV if xpos == "RP" else _UPOS[upos]


def train(lang: Lang, out: Path, files: Sequence[Path]) -> None:
    """Train on all ``files`` and write the model to ``out``."""
    chance = random.Random(_SEED)  # noqa: S311 (no secret: which sentences are lowered)
    trainer = pycrfsuite.Trainer(verbose=False)
    for path in files:
        for sentence in sentences(path):
            words, tags = [word for word, _ in sentence], [tag.value for _, tag in sentence]
            trainer.append(features(words, lang), tags)
            if chance.random() < LOWERED_SHARE:
                trainer.append(features([word.lower() for word in words], lang), tags)
    trainer.set_params({**_PARAMETERS, "feature.minfreq": _SEEN_AT_LEAST[lang]})
    trainer.train(str(out))


if __name__ == "__main__":
    train(Lang(sys.argv[1]), Path(sys.argv[2]), [Path(name) for name in sys.argv[3:]])
