"""The trained weights that choose whose a detail is, and how a choice is scored.

A network with one small hidden layer (and a direct connection) scores each choice; a softmax over the choices of one
detail is its probability. Trained on the project's corpus by ``bench/train_people.py``; the file is plain JSON.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from ..evidence import Tie
from .choices import Table
from .ties import tie_of

Option: TypeAlias = "tuple[str, Table]"
"""The kind of a choice and its table."""

Floats = npt.NDArray[np.float64]

_FILE = Path(__file__).parent / "data" / "weights.json"
_ORDER = {tie: number for number, tie in enumerate(Tie)}


@dataclass(frozen=True)
class Weights:
    """``rows`` maps a sign to its row of ``inputs``: first the direct weight, then one for each hidden unit."""

    rows: Mapping[str, int]
    inputs: Floats
    bias: Floats
    output: Floats

    def probabilities(self, signs: Table, options: Sequence[Option]) -> Floats:
        """The probability of each of ``options`` (kind and table), given the detail's own ``signs``."""
        shared = self._sum(("", signs))
        sums = np.stack([shared + self._sum(option) for option in options])
        scores = self._scores(sums)
        odds = np.exp(scores - scores.max())
        return np.asarray(odds / odds.sum())

    def effects(self, signs: Table, chosen: Option, rival: Option) -> Floats:
        """How much the signs of each :class:`Tie`, in its order, add to the lead (log odds) of one option over another.

        That is what the lead loses without them, everything else as it is.
        """
        shared, own, against = (self._by_tie(option) for option in (("", signs), chosen, rival))
        base = shared.sum(axis=0)
        for_chosen, for_rival = base + own.sum(axis=0), base + against.sum(axis=0)
        ours, theirs = self._scores(np.stack([for_chosen, for_rival]))
        without = self._scores(for_chosen - shared - own) - self._scores(for_rival - shared - against)
        return np.asarray(ours - theirs - without)

    def _scores(self, sums: Floats) -> Floats:
        return np.asarray(sums[:, 0] + np.maximum(0.0, sums[:, 1:] + self.bias) @ self.output)

    def _sum(self, option: Option) -> Floats:
        rows, values = self._weighed(option)
        # A product of matrices: this is asked for every choice of every detail.
        return np.asarray(np.array(values) @ self.inputs[rows])

    @cached_property
    def _by_kind(self) -> Mapping[str, Mapping[str, int]]:
        """The row of each sign, by the kind of option that it is a sign of."""
        rows: dict[str, dict[str, int]] = {}
        for name, row in self.rows.items():
            kind, _, sign = name.partition(":")
            rows.setdefault(kind, {})[sign] = row
        return rows

    @cached_property
    def _ties(self) -> npt.NDArray[np.int64]:
        """For each row the number of its tie."""
        return np.array([_ORDER[tie_of(name.partition(":")[2])] for name in self.rows])

    def _by_tie(self, option: Option) -> Floats:
        """What the signs of each tie add: a row a tie."""
        rows, values = self._weighed(option)
        members = np.zeros((len(Tie), len(rows)))
        members[self._ties[rows], np.arange(len(rows))] = values
        return np.asarray(members @ self.inputs[rows])

    def _weighed(self, option: Option) -> tuple[list[int], list[float]]:
        """The rows and values of the signs of an option that have weights."""
        kind, table = option
        of_kind = self._by_kind.get(kind, {})
        found = [(row, value) for name, value in table.items() if (row := of_kind.get(name)) is not None]
        return [row for row, _ in found], [value for _, value in found]


@lru_cache(maxsize=1)
def load() -> Weights:
    """The weights that come with the package."""
    return parse(json.loads(_FILE.read_text(encoding="utf-8")))


def parse(table: Mapping[str, object]) -> Weights:
    """Weights from their JSON; raises KeyError or ValueError when it is not one."""
    signs = table["signs"]
    if not isinstance(signs, dict) or not signs:
        raise ValueError("weights have no signs")
    return Weights(
        {name: row for row, name in enumerate(signs)},
        np.array(list(signs.values()), dtype=np.float64),
        np.array(table["bias"], dtype=np.float64),
        np.array(table["output"], dtype=np.float64),
    )
