"""Train what weighs the finds of detection: ``python bench/weigh.py [-o redact/detect/data/weighing.npz]``.

Every find of every training draft, as it is before the weighing, is a row of what stands around it; whether it touches
a mark is what is to be learned. Boosted trees of scikit-learn (Friedman 2001), written out as arrays that
``redact/detect/trees.py`` reads. Prints what the finds of the test split would come to at several thresholds.

The tagger was trained on the same drafts, and is surer of them than of others: of its finds alone 0.79 touch a mark
there, and 0.74 in the test split. That makes the weighing a little too trusting, which costs precision and no detail.
"""

from __future__ import annotations

import os

# Before numpy is imported: sums come out the same to the last bit only with one thread.
os.environ |= {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}

import argparse
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch

import detect as scoring
import numpy as np
import numpy.typing as npt
from bronwacht.redact import detect
from bronwacht.redact.covered import Covered
from bronwacht.redact.detect.merge import Found
from bronwacht.redact.detect.surroundings import Surroundings
from bronwacht.redact.detect.tagger import TAGGER, Tagged
from bronwacht.redact.detect.trees import Trees
from bronwacht.redact.detect.weighing import FEWEST, FILE, may_be_weighed
from bronwacht.redact.draft import Draft, Lang, Span
from marked import KEEP, NEWS, Marked, corpus
from sklearn.ensemble import HistGradientBoostingClassifier

ROUNDS, LEAVES, DEPTH = 400, 12, 6
RATE, FEWEST_ROWS, SHRINKAGE, COLUMNS_SEEN = 0.04, 60, 10.0, 0.4
SEED = 20261128
THRESHOLDS = (0.2, 0.25, 0.3, 0.35, 0.4)
RULED = (0.0, 0.1, 0.15, 0.2)

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class Weighable:
    """A draft's finds before they are weighed: rows of those that may be, which they are, whether each is right."""

    draft: Marked
    finds: tuple[Found, ...]
    numbers: tuple[int, ...]
    rows: Floats
    right: npt.NDArray[np.bool_]


def read(draft: Marked) -> Weighable:
    """The finds of a draft, as detection has them before it weighs them."""
    seen = list[tuple[str, Lang, Sequence[Found], Tagged, Sequence[Span]]]()

    def record(
        text: str, lang: Lang, finds: Sequence[Found], tagged: Tagged, kept: Sequence[Span], _: Covered
    ) -> tuple[Found, ...]:
        seen.append((text, lang, finds, tagged, kept))
        return tuple(finds)

    with patch.object(detect, "weighed", record):
        detect.read(Draft(draft.text, Lang(draft.lang), draft.name, draft.published))
    _, _, finds, _, _ = seen[0]
    numbers = tuple(n for n, found in enumerate(finds) if may_be_weighed(found))
    marks = [(mark.start, mark.end) for mark in draft.marks if mark.type != KEEP]
    spans = [finds[n].match.span for n in numbers]
    right = [any(start < span.end and span.start < end for start, end in marks) for span in spans]
    return Weighable(draft, tuple(finds), numbers, Surroundings(*seen[0]).rows(numbers), np.asarray(right, np.bool_))


def train(drafts: Sequence[Weighable]) -> Trees:
    """Trees for the rows of all drafts of some length."""
    long = [each for each in drafts if len(each.draft.text.split()) >= FEWEST]
    model = HistGradientBoostingClassifier(
        max_iter=ROUNDS,
        learning_rate=RATE,
        max_leaf_nodes=LEAVES,
        max_depth=DEPTH,
        min_samples_leaf=FEWEST_ROWS,
        l2_regularization=SHRINKAGE,
        max_features=COLUMNS_SEEN,
        early_stopping=False,
        random_state=SEED,
    )
    model.fit(np.concatenate([each.rows for each in long]), np.concatenate([each.right for each in long]))
    return written_out(model)


def written_out(model: HistGradientBoostingClassifier) -> Trees:
    """The trees of a trained model as arrays."""
    nodes = [each[0].nodes for each in model._predictors]
    shape = (len(nodes), max(map(len, nodes)))
    column, left, right = (np.zeros(shape, np.int16) for _ in range(3))
    bound, value = np.zeros(shape, np.float32), np.zeros(shape, np.float32)
    for tree, each in enumerate(nodes):
        leaf, own, size = each["is_leaf"].astype(bool), np.arange(len(each)), len(each)
        column[tree, :size] = np.where(leaf, 0, each["feature_idx"])
        # A number up to the bound goes to the left: in single precision the bound must not come to lie below it.
        bound[tree, :size] = np.where(leaf, 0, each["num_threshold"])
        left[tree, :size] = np.where(leaf, own, each["left"])
        right[tree, :size] = np.where(leaf, own, each["right"])
        value[tree, :size] = np.where(leaf, each["value"], 0)
    return Trees(column, bound, left, right, value, DEPTH, float(np.ravel(model._baseline_prediction)[0]))


def told(drafts: Sequence[Weighable], likely: Sequence[Floats], tagger: float, ruled: float) -> dict[str, Any]:
    """The figures of score.py where finds below these probabilities are left out."""
    from score import score

    found = {}
    for each, probabilities in zip(drafts, likely, strict=True):
        needed = [tagger if each.finds[n].evidence == (TAGGER,) else ruled for n in each.numbers]
        long = len(each.draft.text.split()) >= FEWEST
        dropped = {n for n, p, least in zip(each.numbers, probabilities, needed, strict=True) if long and p < least}
        kept = [found.match for n, found in enumerate(each.finds) if n not in dropped]
        found[each.draft.name] = {"details": [{"start": m.span.start, "end": m.span.end, "type": m.type} for m in kept]}
    return score([scoring.as_scored(each.draft) for each in drafts], found)[0]


def groups(test: bool) -> Iterator[tuple[str, list[Weighable]]]:
    """The drafts of each language, and the news among them apart."""
    for lang in Lang:
        every = [read(draft) for draft in corpus(lang, test=test)]
        yield lang, [each for each in every if not each.draft.name.startswith(NEWS)]
        yield f"{lang} news", [each for each in every if each.draft.name.startswith(NEWS)]


def main() -> int:
    """Train, tell, and write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("-o", "--output", type=Path, default=FILE)
    options = parser.parse_args()
    trees = train([each for _, drafts in groups(test=False) for each in drafts])
    arrays = {name: getattr(trees, name) for name in ("column", "bound", "left", "right", "value", "depth", "base")}
    np.savez_compressed(options.output, **arrays)
    for name, drafts in groups(test=True):
        likely = [trees.probabilities(each.rows) for each in drafts]
        for tagger in THRESHOLDS:
            for ruled in RULED:
                shown = told(drafts, likely, tagger, ruled)
                figures = "  ".join(f"{key} {shown[key]:.3f}" for key in ("direct", "quasi", "precision"))
                print(f"{name}: tagger {tagger} ruled {ruled}  {figures}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
