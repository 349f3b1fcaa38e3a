"""Train the taggers on the corpus: ``python bench/train.py [nl|en]``; the same corpus gives the same bytes."""

from __future__ import annotations

import sys
from pathlib import Path

import pycrfsuite
from marked import Marked, corpus

from bronwacht.redact.detect.features import sequences
from bronwacht.redact.draft import Lang

DATA = Path(__file__).resolve().parent.parent / "redact" / "detect" / "data"
SETTINGS = {"c1": 0.1, "c2": 0.05, "max_iterations": 120, "feature.possible_transitions": False}


def labels(draft: Marked, tokens: list) -> list[str]:
    """BIO labels of the tokens; a token belongs to the mark that holds its first character."""
    tags = ["O"] * len(tokens)
    for mark in draft.marks:
        inside = [i for i, t in enumerate(tokens) if mark.start < t.end and t.start < mark.end]
        for n, i in enumerate(inside):
            tags[i] = ("B-" if n == 0 else "I-") + mark.type
    return tags


def train(drafts: list[Marked], lang: Lang, path: Path) -> None:
    """Write the model trained on ``drafts`` to ``path``."""
    trainer = pycrfsuite.Trainer(algorithm="lbfgs", params=SETTINGS, verbose=False)
    for draft in drafts:
        for tokens, rows in sequences(draft.text, lang):
            if tokens:
                trainer.append(rows, labels(draft, tokens))
    trainer.train(str(path))


if __name__ == "__main__":
    for lang in sys.argv[1:] or list(Lang):
        DATA.mkdir(exist_ok=True)
        train(list(corpus(lang, test=False)), Lang(lang), DATA / f"details-{lang}.crfsuite")
