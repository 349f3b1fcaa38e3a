"""The shipped weights, and choices scored by them."""

from __future__ import annotations

import numpy as np
import pytest
from bronwacht.redact.evidence import Tie
from bronwacht.redact.people.choices import Table
from bronwacht.redact.people.ties import MOST, tie_of, weightiest
from bronwacht.redact.people.weights import Option, load, parse

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


def test_every_sign_of_the_shipped_weights_belongs_to_a_tie() -> None:
    assert {tie_of(name.partition(":")[2]) for name in load().rows} == set(Tie) - {Tie.STORY, Tie.CORRECTION}
    with pytest.raises(KeyError):
        tie_of("no such sign")


def test_the_effect_of_a_tie_is_what_the_lead_loses_without_its_signs() -> None:
    weights, order = load(), list(Tie)
    signs = {"introduction opens sentence": 1.0, "type AGE": 1.0}
    chosen, rival = ("new", {"always": 1.0, "figures 1": 1.0}), ("known", {"always": 1.0, "rank 0": 1.0})
    effects = weights.effects(signs, chosen, rival)

    def lead(signs: Table, chosen: Option, rival: Option) -> float:
        one, other = weights.probabilities(signs, [chosen, rival])
        return float(np.log(one / other))

    whole = lead(signs, chosen, rival)
    assert effects[order.index(Tie.INTRODUCED)] == pytest.approx(whole - lead({"type AGE": 1.0}, chosen, rival))
    assert effects[order.index(Tie.RECENT)] == pytest.approx(whole - lead(signs, chosen, ("known", {"always": 1.0})))
    assert effects[order.index(Tie.TOLD)] == pytest.approx(whole - lead(signs, ("new", {"always": 1.0}), rival))
    assert effects[order.index(Tie.STORY)] == pytest.approx(0.0)


def test_only_the_weightiest_ties_are_told() -> None:
    effects = dict.fromkeys(Tie, 0.0) | {Tie.NAME: 2.0, Tie.GENDER: 3.0, Tie.NOUN: 0.1, Tie.BREAK: -4.0}
    assert weightiest(list(effects.values())) == (Tie.GENDER, Tie.NAME)
    assert len(weightiest([1.0] * len(Tie))) == MOST
