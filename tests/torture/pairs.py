"""Can anybody tell from their bytes which of two vaults holds much, and which little? Prints how often a machine can.

    python tests/torture/pairs.py --pairs 1000 --seed 1

Every pair is a small vault (one source in few words, two editors, one act) and a large one (up to thirty sources in
many words, up to eight editors, five to twenty acts more), which lie within one bucket of design.md: their files must
be equally long. Then classifiers learn to tell the one from the other by what is in the bytes and where, and are tried
on vaults that they have not seen (ten folds; both of a pair in the same one). By chance, 2,000 vaults give 50 ± 2.2 %.
The exit code is 1 when a length differs or a classifier is beyond 50 ± 3 %, or beyond chance for fewer pairs.
"""

from __future__ import annotations

import argparse
import math
import random
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeAlias

import numpy as np
from bronwacht.vault.cards import ConfirmedCard
from bronwacht.vault.keys import EditorKey, new_editor
from bronwacht.vault.log import Act
from bronwacht.vault.memory import Memory
from bronwacht.vault.source import Source
from bronwacht.vault.state import Change, Did
from bronwacht.vault.store import PAGE_SIZE
from bronwacht.vault.vault import create, new_record

Table: TypeAlias = "np.ndarray[tuple[int, int], np.dtype[np.float64]]"
Row: TypeAlias = "np.ndarray[tuple[int], np.dtype[np.float64]]"
Classifier: TypeAlias = Callable[[Table, Row, Table], Row]
"""Learns from rows and their labels (±1) and says of other rows how much of the +1 there is in them."""

EDITORS, RECORDS, READINGS = 8, 30, 20
"""Of a large vault, at most. With an entry for each act and a record for each source, 59 slots would be full."""

HEADER = 100
"""Bytes of SQLite's header, taken one by one."""

FOLDS, ROUNDS, CUTS, RIDGE = 10, 60, 8, 30.0
BOUND = 0.03


def make_vault(folder: Path, keys: list[EditorKey], chance: random.Random, *, large: bool) -> Path:
    """A vault with little in it, or much; where it lies."""
    folder.mkdir()
    few = 2 if not large else chance.randint(3, EDITORS)
    count = 1 if not large else chance.randint(10, RECORDS)
    path, memory = folder / "v", Memory(folder / "memory")
    vault = create(path, "D" * (1 if not large else 40), keys[0], list(map(_card, keys[1:few])), memory=memory)

    def fill(state: object, _: object) -> tuple[Change, None]:
        keyring = state.keyring  # type: ignore[attr-defined]
        kept = tuple(new_record(_source(n, chance, large=large), keyring, codename=f"Vogel {n}") for n in range(count))
        return Change((Did(Act.IMPORTED),), kept), None

    vault.change(fill)
    for number in range(chance.randint(5, READINGS) if large else 0):
        vault.show(f"Vogel {number % count}")
    return path


def _card(key: EditorKey) -> ConfirmedCard:
    return ConfirmedCard(key.card)


def _source(number: int, chance: random.Random, *, large: bool) -> Source:
    if not large:
        return Source("Bo")
    words = " ".join(
        chance.choice(("gemeente", "raadslid", "manege", "overleg")) for _ in range(chance.randint(50, 900))
    )
    return Source(f"Marijke van den Berg-Oosterhuis {number}", aliases=("Toos", "M. v.d. Berg"), relation=words)


def features(data: bytes) -> Row:
    """What is in the bytes of a vault, and where: all that a classifier is given.

    The header byte by byte; of each page, whether and how its first bytes point elsewhere, as SQLite's do, its first
    four bytes, its mean, and how far its bytes are from all being as frequent; of the file, how frequent each byte is.
    """
    whole = np.frombuffer(data, dtype=np.uint8)
    pages = whole[: len(whole) // PAGE_SIZE * PAGE_SIZE].reshape(-1, PAGE_SIZE)
    counts = np.stack([np.bincount(page, minlength=256) for page in pages]).astype(np.float64)
    uneven = ((counts - PAGE_SIZE / 256) ** 2).sum(axis=1)
    pointers = pages[:, :4].astype(np.float64) @ np.array([1 << 24, 1 << 16, 1 << 8, 1], dtype=np.float64)
    steps = np.clip(pointers - np.arange(1, len(pages) + 1), -len(pages), len(pages))
    parts = [whole[:HEADER], pages[:, :4].ravel(), steps, pages.mean(axis=1), uneven, counts[:, 0], counts.sum(axis=0)]
    return np.concatenate([np.asarray(part, dtype=np.float64) for part in parts])


def ridge(seen: Table, labels: Row, unseen: Table) -> Row:
    """A linear classifier by least squares, held to small weights; each feature is scaled as in what was seen."""
    mean, scale = seen.mean(axis=0), seen.std(axis=0)
    keep = scale > 0
    known, new = ((rows[:, keep] - mean[keep]) / scale[keep] for rows in (seen, unseen))
    weights = np.linalg.solve(known @ known.T + RIDGE * known.shape[1] * np.eye(len(known)), labels)
    return np.asarray(new @ (known.T @ weights))


def stumps(seen: Table, labels: Row, unseen: Table) -> Row:
    """Boosted stumps: sixty times the one feature, cut in two, that tells most of what is not told yet (AdaBoost)."""
    cuts = np.quantile(seen, np.linspace(0.05, 0.95, CUTS), axis=0)
    weight, score = np.full(len(seen), 1 / len(seen)), np.zeros(len(unseen))
    above = [np.where(seen > cut, np.float32(1), np.float32(-1)) for cut in cuts]
    for _ in range(ROUNDS):
        edges = np.stack([(weight * labels).astype(np.float32) @ side for side in above])
        cut, feature = np.unravel_index(np.abs(edges).argmax(), edges.shape)
        edge = float(np.clip(edges[cut, feature], -0.999, 0.999))
        alpha = 0.5 * math.log((1 + edge) / (1 - edge))
        weight *= np.exp(-alpha * labels * above[cut][:, feature])
        weight /= weight.sum()
        score += alpha * np.where(unseen[:, feature] > cuts[cut, feature], 1.0, -1.0)
    return score


CLASSIFIERS: dict[str, Classifier] = {"linear": ridge, "boosted stumps": stumps}


def accuracy(classifier: Classifier, rows: Table, labels: Row) -> float:
    """How many unseen rows are told rightly, as a share; rows 2n and 2n + 1 are a pair."""
    folds, right = (np.arange(len(rows)) // 2) % FOLDS, 0
    for fold in range(FOLDS):
        out = folds == fold
        right += int((np.sign(classifier(rows[~out], labels[~out], rows[out])) == labels[out]).sum())
    return right / len(rows)


def chance_of(count: int) -> float:
    """By how much a guess at so many is off, nineteen times in twenty."""
    return 1.96 * math.sqrt(0.25 / count)


def pairs(count: int, seed: int) -> Iterator[tuple[bytes, bytes]]:
    """So many pairs of vault files, the small one first."""
    chance = random.Random(seed)
    keys = [new_editor(f"Editor {number}" * (1 + number % 3)) for number in range(EDITORS)]
    for number in range(count):
        with tempfile.TemporaryDirectory() as name:
            made = [make_vault(Path(name) / str(large), keys, chance, large=large) for large in (False, True)]
            yield made[0].read_bytes(), made[1].read_bytes()
        if (number + 1) % 100 == 0:
            print(f"{number + 1} pairs made", file=sys.stderr, flush=True)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pairs", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--save", type=Path, metavar="FILE", help="keep the features, for other classifiers")
    options = parser.parse_args()
    lengths, rows = set[int](), list[Row]()
    for pair in pairs(options.pairs, options.seed):
        lengths |= set(map(len, pair))
        rows += map(features, pair)
    print(f"{len(rows)} vaults, {'all of one length' if len(lengths) == 1 else f'of {len(lengths)} lengths'}")
    if len(lengths) != 1:
        return 1
    table, labels = np.stack(rows), np.tile([-1.0, 1.0], len(rows) // 2)
    if options.save:
        np.savez(options.save, table=table, labels=labels)
    by_chance, worst = chance_of(len(rows)), 0.0
    for name, classifier in CLASSIFIERS.items():
        share = accuracy(classifier, table, labels)
        worst = max(worst, abs(share - 0.5))
        print(f"{name:16} tells {share:.1%} rightly (95 %: ± {by_chance:.1%}), of {table.shape[1]} features")
    return 1 if worst > max(BOUND, by_chance * 1.5) else 0


if __name__ == "__main__":
    sys.exit(main())
