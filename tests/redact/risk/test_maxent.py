"""Iterative proportional fitting against tables of which the answer is known."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest
from bronwacht.redact.risk.maxent import feasible, linked, log_joint, strongest
from hypothesis import given, settings
from hypothesis import strategies as st


def joint(shares, known, facts):
    return math.exp(log_joint(shares, known, [tuple(facts)])[0])


def test_margins_alone_are_independent():
    assert joint([0.2, 0.5, 0.3], {}, [0, 1, 2]) == pytest.approx(0.03)


def test_a_chain_of_pairs_is_conditionally_independent():
    # P(a, b, c) = P(a, b) P(b, c) / P(b) where a and c are linked through b alone
    found = joint([0.3, 0.4, 0.2], {(0, 1): 0.2, (1, 2): 0.12}, [0, 1, 2])
    assert found == pytest.approx(0.2 * 0.12 / 0.4, rel=1e-5)


def test_unlinked_groups_multiply():
    found = joint([0.3, 0.4, 0.2, 0.5], {(0, 1): 0.2, (2, 3): 0.15}, [0, 1, 2, 3])
    assert found == pytest.approx(0.2 * 0.15, rel=1e-6)


def test_a_subset_is_fitted_on_its_own_pairs_alone():
    known = {(0, 1): 0.2, (1, 2): 0.12}
    assert joint([0.3, 0.4, 0.2], known, [0, 2]) == pytest.approx(0.06)


def test_a_triple_is_taken_as_it_is():
    assert joint([0.3, 0.4, 0.2], {(0, 1, 2): 0.05}, [0, 1, 2]) == pytest.approx(0.05)


def test_a_triple_bends_a_larger_group():
    shares = [0.3, 0.4, 0.2, 0.5]
    pairs = {(0, 1): 0.15, (0, 2): 0.08, (1, 2): 0.1, (2, 3): 0.1}
    less, more = (
        joint(shares, {**pairs, (0, 1, 2): 0.05}, range(4)),
        joint(shares, {**pairs, (0, 1, 2): 0.07}, range(4)),
    )
    assert less == pytest.approx(0.05 * 0.5, rel=0.01) and more == pytest.approx(0.07 * 0.5, rel=0.01)


def test_a_pair_that_excludes_leaves_nobody():
    assert log_joint([0.3, 0.4, 0.2], {(0, 1): 0.0, (1, 2): 0.1}, [(0, 1, 2)]) == [-math.inf]


def test_contradictory_pairs_end_all_the_same():
    # Three facts of 0.5 of which each pair shares nothing cannot be
    known = dict.fromkeys(itertools.combinations(range(3), 2), 0.001)
    assert 0 <= joint([0.5] * 3, known, range(3)) <= 0.001


@settings(deadline=None)
@given(st.lists(st.tuples(*[st.booleans()] * 4), min_size=30, max_size=200))
def test_the_fit_agrees_with_every_pair_it_was_given(people):
    table = np.array(people + list(itertools.product([False, True], repeat=4)))
    shares = table.mean(axis=0).tolist()
    known = {(i, j): float((table[:, i] & table[:, j]).mean()) for i, j in itertools.combinations(range(4), 2)}
    whole = joint(shares, known, range(4))
    assert 0 <= whole <= min(known.values()) + 1e-6


def test_facts_are_grouped_by_what_links_them():
    assert linked(range(5), [(0, 3), (3, 4)]) == [(0, 3, 4), (1,), (2,)]
    assert linked([0, 4], [(0, 3), (3, 4)]) == [(0,), (4,)]


def test_of_too_large_a_group_the_weakest_pairs_go():
    shares = [0.5] * 20
    known = {(i, i + 1): 0.25 + 0.001 * i for i in range(19)}
    kept = strongest(shares, known)
    assert max(map(len, linked(range(20), kept))) <= 12
    assert (18 - 1, 18) in kept and (0, 1) not in kept


def test_bounds_of_frechet():
    assert feasible([0.9, 0.8], (0, 1), 0.1) == pytest.approx(0.7)
    assert feasible([0.9, 0.8], (0, 1), 0.95) == 0.8
    assert feasible([0.9, 0.8], (0, 1), 0.75) == 0.75
