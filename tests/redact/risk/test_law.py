"""The law of the number of others: against exact binomial and Poisson sums, and in order."""

from __future__ import annotations

import math

import numpy as np
import pytest
from bronwacht.redact.risk.law import COUNTS, Law
from hypothesis import given, settings
from hypothesis import strategies as st


def one(size: float, rate: float) -> Law:
    return Law(np.array([[float(size)]]), np.array([[rate]]))


def binomial(size: int, rate: float, x: int) -> float:
    return sum(math.comb(size, k) * rate**k * (1 - rate) ** (size - k) for k in range(x + 1))


@pytest.mark.parametrize("size", [1, 2, 5, 20, 60])
@pytest.mark.parametrize("rate", [0.02, 0.2, 0.5, 0.9])
def test_near_the_binomial(size: int, rate: float):
    counts = np.arange(size + 1)[None, :]
    found = one(size, rate).at_most(counts)[0]
    assert np.allclose(found, [binomial(size, rate, x) for x in range(size + 1)], atol=0.03)


def test_near_the_poisson_in_a_large_group():
    found = one(1e9, 3e-9).at_most(np.arange(12)[None, :])[0]
    exact = np.cumsum([math.exp(-3) * 3**k / math.factorial(k) for k in range(12)])
    assert np.allclose(found, exact, atol=0.005)


def test_certain_where_the_rate_is_one():
    law = one(37, 1.0)
    assert law.quantiles((0.05, 0.5, 0.95)).tolist() == [[37, 37, 37]]
    assert law.guess()[0] == pytest.approx(1 / 38) and law.nobody()[0] == 0


def test_a_size_between_two_numbers_is_one_of_them():
    law = one(4.25, 1.0)
    assert law.quantiles((0.05, 0.74, 0.76)).tolist() == [[4, 4, 5]]


def test_nobody_is_exact():
    assert one(10, 0.1).nobody()[0] == pytest.approx(0.9**10)


@pytest.mark.parametrize("size", [1, 4, 30])
@pytest.mark.parametrize("rate", [0.001, 0.3, 0.99])
def test_the_chance_of_a_right_guess(size: int, rate: float):
    exact = sum(math.comb(size, k) * rate**k * (1 - rate) ** (size - k) / (1 + k) for k in range(size + 1))
    assert one(size, rate).guess()[0] == pytest.approx(exact)


def test_a_cap_raises_the_chance_of_a_right_guess():
    law = one(1000, 0.02)
    assert law.guess(5)[0] == pytest.approx(0.2, abs=0.005)
    assert law.guess()[0] < 0.1
    assert law.guess(100_000)[0] == law.guess()[0]


@settings(deadline=None)
@given(st.floats(0, 1e8), st.floats(0, 1e8), st.floats(0, 1), st.floats(0, 1))
def test_larger_size_and_rate_never_give_less(size_a: float, size_b: float, rate_a: float, rate_b: float):
    low = one(min(size_a, size_b), min(rate_a, rate_b)).quantiles((0.05, 0.5, 0.95))
    high = one(max(size_a, size_b), max(rate_a, rate_b)).quantiles((0.05, 0.5, 0.95))
    assert (low <= high).all()


def test_the_grid_is_every_number_and_then_fine():
    assert COUNTS[:1001].tolist() == list(range(1001))
    assert (np.diff(COUNTS[1000:]) / COUNTS[1000:-1]).max() < 0.0021
