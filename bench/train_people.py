"""Train the weights that group details by person.

    python bench/train_people.py [-o redact/people/data/weights.json] [--hold-out N]

Trains on the project's corpus without its test split; with ``--hold-out N`` also without one in N of the others, to try
things out on those. The same corpus gives the same file.

Method: every detail is a choice among the figures known so far, a new one, and nobody to protect, given the true
history; cross-entropy over the choices, a network of one small hidden layer, Adam (Kingma and Ba 2015) with dropout
(Srivastava et al. 2014). Each draft is seen as marked and with noise like a detector's.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from bronwacht.redact.draft import Lang
from bronwacht.redact.people.choices import Table, choices
from bronwacht.redact.people.clues import read_clues
from bronwacht.redact.people.figures import Cast
from bronwacht.redact.people.scene import look
from marked import Marked, before_news
from people_data import PUBLIC, Sample, in_part, learned_words, plainly_told, sample

Floats = npt.NDArray[np.float32]

HIDDEN = 24
NETWORKS = 4
"""Trained alike from other seeds and averaged: what one makes of a rare turn of phrase is half chance."""
EPOCHS = 10
BATCH = 64
RATE = 3e-3
DROPOUT = 0.2
DECAY = 5e-4
THREADS = "OPENBLAS_NUM_THREADS"
"""Sums come out the same to the last bit only with one thread, and numpy reads this before it is imported."""
SEED = 20240501
DIGITS = 3
VARIANTS: tuple[tuple[float, dict[str, float]], ...] = (
    (0.0, {}),
    (0.0, {"dropped": 0.1, "lookalikes": 0.15, "spurious": 0.05}),
    (0.0, {"dropped": 0.2, "confused": 0.15, "lookalikes": 0.3, "spurious": 0.1}),
    (0.0, {"dropped": 0.3, "lookalikes": 0.6}),
    (0.5, {}),
    (0.5, {"dropped": 0.2, "confused": 0.3, "lookalikes": 0.3, "spurious": 0.1}),
    (1.0, {"dropped": 0.4, "confused": 0.2, "lookalikes": 0.5, "spurious": 0.1}),
)
"""How each draft is seen: the share of people told plainly, and the noise of its details."""


@dataclass(frozen=True)
class Choice:
    """One decision: its options as a sparse matrix of signs, how many there are, and the index of the right one."""

    rows: npt.NDArray[np.int16]
    columns: npt.NDArray[np.int16]
    values: Floats
    options: int
    right: int


class Encoder:
    """Numbers for signs, in the order in which they are first met."""

    def __init__(self) -> None:
        self.columns: dict[str, int] = {}

    def encode(self, shared: Table, options: Sequence[tuple[str, Table]], right: int) -> Choice:
        """A choice from the detail's ``shared`` signs and the tables of its options, each with its kind."""
        cells = [
            (row, self.columns.setdefault(f"{kind}:{name}", len(self.columns)), value)
            for row, (kind, table) in enumerate(options)
            for kind, name, value in (*_named("", shared), *_named(kind, table))
            if value
        ]
        rows, columns, values = zip(*cells, strict=True)
        return Choice(
            np.array(rows, np.int16), np.array(columns, np.int16), np.array(values, np.float32), len(options), right
        )


def _named(kind: str, table: Table) -> Iterator[tuple[str, str, float]]:
    return ((kind, name, value) for name, value in table.items())


def decisions(sampled: Sample, encoder: Encoder) -> Iterator[Choice]:
    """The choices in one draft, each given the true owners of the details before it."""
    scene = look(sampled.marked.text, Lang(sampled.marked.lang), [d.span for d in sampled.details])
    cast, index_of = Cast(), dict[str, int]()
    for clue, owners in zip(read_clues(scene, sampled.details), sampled.owners, strict=True):
        options = choices(clue, cast, range(len(cast.figures)))
        if owners[0] == PUBLIC:
            yield encoder.encode(clue.signs, options, len(options) - 1)
            cast.leave_out(clue)
            continue
        right = index_of.setdefault(owners[0], len(cast.figures))
        yield encoder.encode(clue.signs, options, right)
        cast.give(clue, right)


class Network:
    """Scores of options: a direct weight for each sign, plus one hidden layer of rectified units."""

    def __init__(self, signs: int, rng: np.random.Generator) -> None:
        self.direct = np.zeros(signs, np.float32)
        self.inputs = rng.normal(0, 0.18, (signs, HIDDEN)).astype(np.float32)
        self.bias = np.zeros(HIDDEN, np.float32)
        self.output = rng.normal(0, HIDDEN**-0.5, HIDDEN).astype(np.float32)

    @property
    def parameters(self) -> list[Floats]:
        """All weights, in the order of :meth:`gradients`."""
        return [self.direct, self.inputs, self.bias, self.output]

    def gradients(self, signs: Floats, ends: Sequence[int], right: Sequence[int], keep: Floats) -> list[Floats]:
        """Gradients of the mean cross-entropy; options of one choice are rows up to the next of ``ends``."""
        hidden = signs @ self.inputs + self.bias
        active = np.maximum(hidden, 0) * keep
        scores = active @ self.output + signs @ self.direct
        error = np.empty_like(scores)
        for start, end, index in zip([0, *ends[:-1]], ends, right, strict=True):
            odds = np.exp(scores[start:end] - scores[start:end].max())
            error[start:end] = odds / odds.sum()
            error[start + index] -= 1
        error /= len(ends)
        back = np.outer(error, self.output) * keep * (hidden > 0)
        return [
            signs.T @ error,
            signs.T @ back + DECAY * self.inputs,
            back.sum(0),
            active.T @ error + DECAY * self.output,
        ]


class Adam:
    """Kingma and Ba 2015, algorithm 1."""

    def __init__(self, parameters: Sequence[Floats]) -> None:
        self.parameters, self.steps = parameters, 0
        self.first = [np.zeros_like(p) for p in parameters]
        self.second = [np.zeros_like(p) for p in parameters]

    def step(self, gradients: Sequence[Floats], rate: float) -> None:
        """Move the parameters against their gradients."""
        self.steps += 1
        for parameter, gradient, m, v in zip(self.parameters, gradients, self.first, self.second, strict=True):
            m += 0.1 * (gradient - m)
            v += 0.001 * (gradient**2 - v)
            parameter -= rate * (m / (1 - 0.9**self.steps)) / (np.sqrt(v / (1 - 0.999**self.steps)) + 1e-8)


def train(data: Sequence[Choice], signs: int) -> list[Network]:
    """The networks trained on ``data`` with so many signs."""
    return [_trained(data, signs, SEED + number) for number in range(NETWORKS)]


def _trained(data: Sequence[Choice], signs: int, seed: int) -> Network:
    rng = np.random.default_rng(seed)
    network = Network(signs, rng)
    adam = Adam(network.parameters)
    for epoch in range(EPOCHS):
        order = rng.permutation(len(data))
        for start in range(0, len(order), BATCH):
            batch = [data[at] for at in order[start : start + BATCH]]
            ends = np.cumsum([choice.options for choice in batch]).tolist()
            keep = ((rng.random((ends[-1], HIDDEN)) >= DROPOUT) / (1 - DROPOUT)).astype(np.float32)
            gradients = network.gradients(_dense(batch, ends, signs), ends, [choice.right for choice in batch], keep)
            adam.step(gradients, RATE * (1 - epoch / EPOCHS))
    return network


def _dense(batch: Sequence[Choice], ends: Sequence[int], signs: int) -> Floats:
    table = np.zeros((ends[-1], signs), np.float32)
    for choice, end in zip(batch, ends, strict=True):
        table[choice.rows + (end - choice.options), choice.columns] = choice.values
    return table


def to_json(names: Sequence[str], networks: Sequence[Network], drafts: int) -> str:
    """The file that redact/people/weights.py reads: a row of weights for each sign, the direct one first.

    The mean of several networks is one network with the hidden units of all.
    """
    direct = np.mean([network.direct for network in networks], axis=0)
    rows = _rounded(np.column_stack([direct, *(network.inputs for network in networks)]))
    bias = _rounded(np.concatenate([network.bias for network in networks]))
    output = _rounded(np.concatenate([network.output for network in networks]) / len(networks))
    table = sorted(zip(names, rows, strict=True))
    signs = ",\n".join(f"{json.dumps(name)}: {json.dumps(row)}" for name, row in table)
    about = f"trained by bench/train_people.py on {drafts} marked drafts of the project's corpus (CC BY 4.0)"
    return f'{{"about": {json.dumps(about)},\n"bias": {bias},\n"output": {output},\n"signs": {{\n{signs}\n}}}}\n'


def _rounded(weights: Floats) -> Any:
    return weights.astype(float).round(DIGITS).tolist()


def material(drafts: Sequence[Marked], encoder: Encoder) -> list[Choice]:
    """Every draft in every variant."""
    words = learned_words(drafts)
    found: list[Choice] = []
    for marked in drafts:
        for seed, (plain, noise) in enumerate(VARIANTS):
            rng = random.Random(seed)
            told = plainly_told(marked, rng, plain) if plain else marked
            found += decisions(sample(told, rng, words=words, **noise), encoder)
    return found


def main() -> None:
    """Read the corpus, train, write the weights."""
    parser = argparse.ArgumentParser(description="Train the weights that group details by person.")
    parser.add_argument("-o", "--out", type=Path, default=Path("redact/people/data/weights.json"))
    parser.add_argument(
        "--hold-out", type=int, default=0, metavar="N", help="leave one draft in N for trying things out"
    )
    options = parser.parse_args()
    if os.environ.get(THREADS) != "1":
        os.execve(sys.executable, [sys.executable, *sys.argv], os.environ | {THREADS: "1"})
    drafts = [marked for lang in Lang for marked in before_news(lang)]
    if options.hold_out:
        drafts = [marked for marked in drafts if not in_part(marked, options.hold_out)]
    encoder = Encoder()
    data = material(drafts, encoder)
    print(f"{len(drafts)} drafts, {len(data)} choices", flush=True)
    networks = train(data, len(encoder.columns))
    options.out.write_text(to_json(list(encoder.columns), networks, len(drafts)), encoding="utf-8")
    print(f"wrote {options.out}: {len(encoder.columns)} signs")


if __name__ == "__main__":
    main()
