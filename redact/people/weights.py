"""The trained weights that choose whose a detail is, and how a choice is scored.

A network with one small hidden layer (and a direct connection) scores each choice; a softmax over the choices of one
detail is its probability. Trained on the project's corpus by ``bench/train_people.py``; the file is plain JSON.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from .choices import Table

Floats = npt.NDArray[np.float64]

_FILE = Path(__file__).parent / "data" / "weights.json"


@dataclass(frozen=True)
class Weights:
    """``rows`` maps a sign to its row of ``inputs``: first the direct weight, then one for each hidden unit."""

    rows: Mapping[str, int]
    inputs: Floats
    bias: Floats
    output: Floats

    def probabilities(self, signs: Table, options: Sequence[tuple[str, Table]]) -> Floats:
        """The probability of each of ``options`` (kind and table), given the detail's own ``signs``."""
        shared = self._sum(("", signs))
        sums = np.stack([shared + self._sum(option) for option in options])
        scores = sums[:, 0] + np.maximum(0.0, sums[:, 1:] + self.bias) @ self.output
        odds = np.exp(scores - scores.max())
        return np.asarray(odds / odds.sum())

    def _sum(self, option: tuple[str, Table]) -> Floats:
        kind, table = option
        found = [(self.rows[key], value) for name, value in table.items() if (key := f"{kind}:{name}") in self.rows]
        if not found:
            return np.zeros(self.inputs.shape[1])
        rows, values = zip(*found, strict=True)
        return np.asarray(np.array(values) @ self.inputs[list(rows)])


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
