"""The shipped weights, and choices scored by them."""

from __future__ import annotations

import numpy as np
import pytest
from bronwacht.redact.people.weights import load, parse

TABLE = {"bias": [0.5], "output": [2.0], "signs": {":one": [1.0, 0.0], "new:two": [0.0, 1.0]}}


def test_probabilities_are_a_softmax_over_the_options() -> None:
    weights = parse(TABLE)
    odds = weights.probabilities({"one": 1.0, "unheard of": 1.0}, [("known", {}), ("new", {"two": 1.0})])
    # 1 + 2·0.5 against 1 + 2·1.5
    assert odds == pytest.approx(np.exp([2.0, 4.0]) / np.exp([2.0, 4.0]).sum())


@pytest.mark.parametrize("signs", [{}, []])
def test_weights_without_signs_are_refused(signs: object) -> None:
    with pytest.raises(ValueError, match="no signs"):
        parse(TABLE | {"signs": signs})


def test_weights_without_a_bias_are_refused() -> None:
    with pytest.raises(KeyError):
        parse({"signs": {"a": [1.0]}})


def test_the_shipped_weights_fit_together() -> None:
    weights = load()
    assert weights.inputs.shape == (len(weights.rows), 1 + len(weights.bias))
    assert weights.output.shape == weights.bias.shape
    assert np.isfinite(weights.inputs).all()
