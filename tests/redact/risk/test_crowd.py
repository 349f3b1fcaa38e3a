"""The crowd estimator by itself: exact where the count is known, monotone everywhere, calibrated on microdata."""

from __future__ import annotations

import csv
import itertools
import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from bronwacht.redact.risk.crowd import Share, estimate, estimate_between, expected_between
from hypothesis import given, settings
from hypothesis import strategies as st

shares = st.floats(0, 1, allow_nan=False)
universes = st.integers(1, 20_000_000)


def three(crowd: Any) -> tuple[int, int, int]:
    return crowd.low, crowd.median, crowd.high


def test_a_single_known_share_is_counted():
    assert three(estimate(1001, [0.009])) == (10, 10, 10)


def test_a_known_pair_is_counted():
    assert three(estimate(1001, [0.5, 0.4], joint={(0, 1): 0.012})) == (13, 13, 13)


def test_a_known_triple_is_counted():
    crowd = estimate(1001, [0.5, 0.4, 0.3], triples={(0, 1, 2): 0.02})
    assert three(crowd) == (21, 21, 21)


def test_no_fact_is_everybody():
    assert three(estimate(5000, [])) == (5000, 5000, 5000)


def test_nobody_else_fits():
    crowd = estimate(1000, [0.3, 0.0])
    assert three(crowd) == (1, 1, 1)
    assert crowd.p_unique == crowd.p_guess == 1


def test_a_universe_of_one():
    assert three(estimate(1, [0.4])) == (1, 1, 1)


def test_independent_facts_are_near_independence():
    crowd = estimate(100_001, [0.1, 0.1])
    assert 900 < crowd.median < 1500
    assert crowd.low < crowd.median < crowd.high


def test_a_fact_that_implies_the_other_adds_nothing():
    crowd = estimate(1001, [0.3, 0.05], joint={(0, 1): 0.05})
    assert three(crowd) == (51, 51, 51)


def test_the_same_fact_twice_is_one_fact():
    assert estimate(5001, [0.01, 0.01], joint={(0, 1): 0.01}) == estimate(5001, [0.01])


def test_two_facts_that_exclude_each_other_leave_nobody():
    assert three(estimate(1001, [0.3, 0.4], joint={(0, 1): 0.0})) == (1, 1, 1)


def test_all_pairs_known_is_narrower_than_none():
    facts = [0.2, 0.3, 0.25, 0.4]
    joint = {(i, j): facts[i] * facts[j] * 1.2 for i, j in itertools.combinations(range(4), 2)}
    known, margins = estimate(100_001, facts, joint=joint), estimate(100_001, facts)
    assert known.high / known.low < margins.high / margins.low


def test_every_unknown_pair_widens():
    facts = [0.2, 0.3, 0.25, 0.4, 0.5]
    joint = {(i, j): facts[i] * facts[j] * 1.1 for i, j in itertools.combinations(range(5), 2)}
    widths = []
    while True:
        crowd = estimate(1_000_001, facts, joint=joint)
        widths.append(math.log(crowd.high / crowd.low))
        if not joint:
            break
        joint.pop(next(iter(joint)))
    assert widths == sorted(widths) and widths[0] < widths[-1] / 2


def test_a_positive_pair_gives_a_larger_crowd_and_a_negative_one_a_smaller():
    facts, apart = [0.2, 0.3, 0.4], {(0, 2): 0.08, (1, 2): 0.12}
    together = estimate(100_001, facts, joint={(0, 1): 0.12, **apart})
    rarely = estimate(100_001, facts, joint={(0, 1): 0.02, **apart})
    assert rarely.high < together.low


def test_caps_are_hard():
    crowd = estimate(100_000, [0.5], caps=[12, 7, 40])
    assert three(crowd) == (7, 7, 7)
    assert crowd.p_guess == pytest.approx(1 / 7, abs=0.01)


def test_a_cap_of_one_is_one_person():
    crowd = estimate(100_000, [0.5], caps=[1])
    assert three(crowd) == (1, 1, 1) and crowd.p_unique == crowd.p_guess == 1


def test_poisson_where_the_group_is_large():
    # 10,000,000 others, one expected: nobody else with probability 1/e, were the shares known to be independent
    crowd = estimate_between(10_000_001, [Share(1e-7, 1e-7, 1e-7), Share(1 - 1e-9, 1 - 1e-9, 1 - 1e-9)])
    assert crowd.median in (1, 2)
    assert crowd.p_guess >= crowd.p_unique


def test_more_than_twelve_linked_facts_are_estimated_all_the_same():
    facts = [0.5] * 16
    joint = dict.fromkeys(itertools.combinations(range(16), 2), 0.26)
    crowd = estimate(10_000_001, facts, joint=joint)
    assert 1 <= crowd.low <= crowd.median <= crowd.high


def test_thirty_facts_without_pairs_are_quick():
    crowd = estimate(17_000_001, [0.7] * 30)
    assert crowd.low < crowd.median < crowd.high


@pytest.mark.parametrize(
    ("universe", "facts", "more"),
    [
        (0, [0.5], {}),
        (10.5, [0.5], {}),
        (float("nan"), [0.5], {}),
        (float("inf"), [0.5], {}),
        (10**11, [0.9], {}),
        (10, [1.5], {}),
        (10, [-0.1], {}),
        (10, [float("nan")], {}),
        (10, [0.5], {"caps": [0]}),
        (10, [0.5], {"caps": [2.5]}),
        (10, [0.5], {"caps": [float("nan")]}),
        (10, [0.5, 0.5], {"joint": {(1, 0): 0.2}}),
        (10, [0.5, 0.5], {"joint": {(0, 2): 0.2}}),
        (10, [0.5, 0.5], {"joint": {(0, 0): 0.2}}),
        (10, [0.5, 0.5], {"joint": {(0, 1): 1.2}}),
        (10, [0.5, 0.5], {"triples": {(0, 1): 0.2}}),
    ],
)
def test_what_makes_no_sense_is_refused(universe: Any, facts: list[float], more: Any):
    with pytest.raises(ValueError):
        estimate(universe, facts, **more)


def test_facts_that_can_be_gone_through_once_are_all_counted():
    assert estimate(1001, (share for share in [0.5, 0.1])) == estimate(1001, [0.5, 0.1])  # type: ignore[arg-type]


def test_a_fuzzy_share_needs_its_order():
    with pytest.raises(ValueError):
        Share(0.5, 0.4, 0.6)


def test_a_joint_share_beyond_its_bounds_is_brought_to_them():
    assert estimate(1001, [0.1, 0.2], joint={(0, 1): 0.5}) == estimate(1001, [0.1, 0.2], joint={(0, 1): 0.1})


@settings(deadline=None)
@given(universes, st.lists(shares, max_size=8), shares)
def test_another_fact_never_gives_a_larger_crowd(universe: int, facts: list[float], more: float):
    without, crowd = estimate(universe, facts), estimate(universe, [*facts, more])
    assert all(new <= old for new, old in zip(three(crowd), three(without), strict=True))
    assert crowd.p_unique >= without.p_unique - 1e-9 and crowd.p_guess >= without.p_guess - 1e-9


@settings(deadline=None)
@given(universes, st.lists(st.tuples(shares, shares), min_size=1, max_size=8))
def test_wider_facts_never_give_a_smaller_crowd(universe: int, facts: list[tuple[float, float]]):
    narrow = estimate(universe, [min(pair) for pair in facts])
    wide = estimate(universe, [max(pair) for pair in facts])
    assert all(new >= old for new, old in zip(three(wide), three(narrow), strict=True))


@settings(deadline=None)
@given(universes, st.lists(shares, min_size=1, max_size=7), st.randoms(use_true_random=False))
def test_order_changes_nothing(universe: int, facts: list[float], random: Any):
    shuffled = list(facts)
    random.shuffle(shuffled)
    assert three(estimate(universe, facts)) == three(estimate(universe, shuffled))


@settings(deadline=None)
@given(universes, st.lists(shares, max_size=6), st.lists(st.integers(1, 50), min_size=1, max_size=3))
def test_a_cap_bounds_all_three(universe: int, facts: list[float], caps: list[int]):
    free, capped = estimate(universe, facts), estimate(universe, facts, caps=caps)
    assert three(capped) == tuple(min(k, *caps) for k in three(free))
    assert capped.p_guess >= 1 / min(caps) - 1e-9


@settings(deadline=None)
@given(universes, st.lists(shares, max_size=6))
def test_the_figures_are_in_order(universe: int, facts: list[float]):
    crowd = estimate(universe, facts)
    assert 1 <= crowd.low <= crowd.median <= crowd.high <= universe
    assert 0 <= crowd.p_unique <= crowd.p_guess + 1e-9 <= 1 + 1e-6


fuzzy = st.tuples(shares, shares, shares).map(lambda points: Share(*sorted(points)))


@settings(deadline=None)
@given(universes, st.lists(fuzzy, max_size=6), fuzzy)
def test_another_fuzzy_fact_never_gives_a_larger_crowd(universe: int, facts: list[Share], more: Share):
    without, crowd = estimate_between(universe, facts), estimate_between(universe, [*facts, more])
    assert all(new <= old for new, old in zip(three(crowd), three(without), strict=True))


@settings(deadline=None)
@given(universes, st.lists(st.tuples(fuzzy, fuzzy), min_size=1, max_size=6))
def test_wider_fuzzy_facts_never_give_a_smaller_crowd(universe: int, facts: list[tuple[Share, Share]]):
    narrow = [Share(min(a.low, b.low), min(a.mid, b.mid), min(a.high, b.high)) for a, b in facts]
    wide = [Share(max(a.low, b.low), max(a.mid, b.mid), max(a.high, b.high)) for a, b in facts]
    pairs = zip(three(estimate_between(universe, wide)), three(estimate_between(universe, narrow)), strict=True)
    assert all(new >= old for new, old in pairs)


@settings(deadline=None)
@given(universes, st.lists(shares, max_size=6))
def test_exact_shares_are_a_special_case(universe: int, facts: list[float]):
    between = estimate_between(universe, [Share.exactly(share) for share in facts])
    assert three(between) == three(estimate(universe, facts))


@settings(deadline=None)
@given(universes, st.lists(fuzzy, max_size=5), st.integers(1, 1000))
def test_the_unrounded_middle_lies_where_the_crowd_does(universe: int, facts: list[Share], cap: int):
    assert 1 <= expected_between(universe, facts, caps=[cap]) <= min(universe, cap)


@given(st.lists(st.tuples(*[st.booleans()] * 5), min_size=40, max_size=300), st.integers(0, 4))
@settings(max_examples=40, deadline=None)
def test_with_all_pairs_of_a_real_table_dropping_a_fact_never_gives_a_smaller_crowd(
    people: list[tuple[bool, ...]], dropped: int
):
    everybody = np.array(people)
    fits = everybody == everybody[0]
    kept = [i for i in range(5) if i != dropped]
    more, fewer = of_table(fits), of_table(fits[:, kept])
    assert all(new >= old for new, old in zip(three(fewer), three(more), strict=True))


def of_table(fits: np.ndarray) -> Any:
    others = len(fits) - 1
    counts = fits.T.astype(int) @ fits.astype(int)
    joint = {(i, j): (counts[i, j] - 1) / others for i, j in itertools.combinations(range(fits.shape[1]), 2)}
    return estimate(len(fits), [(counts[i, i] - 1) / others for i in range(fits.shape[1])], joint=joint)


def adult(shared: Path) -> list[np.ndarray]:
    with (shared / "data/microdata/arx_adult.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    columns = [np.unique([row[name] for row in rows], return_inverse=True)[1] for name in rows[0]]
    ages = np.array([int(row["age"]) for row in rows])
    return [*columns, ages // 5, ages // 10]


def test_calibration_on_microdata(shared: Path):
    # A tenth of bench/crowd.py: enough to fail when the law, the fit, or a constant breaks.
    columns, rng = adult(shared), np.random.default_rng(7)
    known, margins, sizes = [], [], []
    for _ in range(300):
        told = rng.choice(9, rng.integers(2, 8), replace=False)
        person = rng.integers(len(columns[0]))
        fits = np.array([columns[at] == columns[at][person] for at in told]).T
        known.append(of_table(fits))
        others = len(fits) - 1
        margins.append(estimate(len(fits), [(int(column.sum()) - 1) / others for column in fits.T]))
        sizes.append(int(fits.all(axis=1).sum()))
    k = np.array(sizes)
    covered = np.mean([crowd.low <= size <= crowd.high for crowd, size in zip(known, k, strict=True)])
    assert 0.86 <= covered <= 0.97
    assert np.median([abs(math.log10(crowd.median / size)) for crowd, size in zip(known, k, strict=True)]) <= 0.05
    for crowds, least in ((known, 0.85), (margins, 0.65)):
        cleared = np.array([crowd.low >= 10 for crowd in crowds])
        assert cleared[k < 10].mean() <= 0.05
        assert cleared[k >= 10].mean() >= least
