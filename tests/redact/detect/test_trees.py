"""Boosted trees: each row goes down every tree, and what its leaves say is added up."""

from __future__ import annotations

import math

import numpy as np
import pytest
from bronwacht.redact.detect.trees import Trees
from hypothesis import given
from hypothesis import strategies as st

ASKS = Trees.read(
    {
        # The first tree asks for column 1, and on the right for column 0; the second is a leaf.
        "column": np.array([[1, 0, 0, 0, 0], [0, 0, 0, 0, 0]]),
        "bound": np.array([[0.5, 0, 2, 0, 0], [0, 0, 0, 0, 0]]),
        "left": np.array([[1, 1, 3, 3, 4], [0, 0, 0, 0, 0]]),
        "right": np.array([[2, 1, 4, 3, 4], [0, 0, 0, 0, 0]]),
        "value": np.array([[0, -1, 0, 0.5, 3], [0.25, 0, 0, 0, 0]]),
        "depth": np.array(2),
        "base": np.array(-0.5),
    }
)


@pytest.mark.parametrize(
    ("row", "odds"),
    [((9, 0.5), -1.25), ((2, 0.6), 0.25), ((2.5, 0.6), 2.75)],
    ids=["left", "right left", "right right"],
)
def test_what_the_leaves_say_is_added_up(row: tuple[float, float], odds: float) -> None:
    (found,) = ASKS.probabilities(np.array([row], np.float32)).tolist()
    assert found == pytest.approx(1 / (1 + math.exp(-odds)), rel=1e-6)


@given(st.lists(st.tuples(st.floats(-4, 4, width=32), st.floats(-1, 2, width=32)), max_size=9))
def test_every_row_by_itself(rows: list[tuple[float, float]]) -> None:
    together = ASKS.probabilities(np.array(rows, np.float32).reshape(-1, 2))
    apart = [ASKS.probabilities(np.array([row], np.float32))[0] for row in rows]
    assert together.tolist() == apart
