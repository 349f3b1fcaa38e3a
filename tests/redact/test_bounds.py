"""The bound of the search never claims more than the cheapest choice costs."""

from __future__ import annotations

import itertools

from bronwacht.redact.bounds import Bound
from bronwacht.redact.risk.standings import Limit
from hypothesis import given, settings
from hypothesis import strategies as st

LOSSES = (0.0, 0.15, 0.35, 0.6, 0.85)
weights = st.lists(st.floats(0, 9), min_size=5, max_size=5)


@given(st.lists(weights, min_size=1, max_size=4), st.floats(0, 20), st.data())
@settings(max_examples=100, deadline=None)
def test_no_choice_within_the_limit_costs_less(rows: list[list[float]], most: float, data: st.DataObject) -> None:
    options = [tuple(sorted({0, 4, *data.draw(st.sets(st.integers(0, 4)))})) for _ in rows]
    floor = tuple(data.draw(st.sampled_from(own)) for own in options)
    undecided = data.draw(st.lists(st.sampled_from(range(len(rows))), unique=True))
    bound = Bound(Limit(tuple(map(tuple, rows)), most), options, [LOSSES] * len(rows))
    open_ = [[s for s in own if s >= floor[at]] if at in undecided else [floor[at]] for at, own in enumerate(options)]
    within = [
        sum(LOSSES[s] for s in choice)
        for choice in itertools.product(*open_)
        if sum(row[s] for row, s in zip(rows, choice, strict=True)) <= most
    ]
    least = sum(LOSSES[s] for s in floor) + bound.beyond(floor, undecided)
    assert all(least <= cost + 1e-9 for cost in within)


def test_where_nothing_is_too_much_nothing_is_lost() -> None:
    bound = Bound(Limit(((3.0, 0.0),), 3.0), [(0, 1)], [(0.0, 0.85)])
    assert bound.beyond((0,), [0]) == 0


def test_half_the_excess_costs_half_the_step() -> None:
    bound = Bound(Limit(((4.0, 0.0),), 2.0), [(0, 1)], [(0.0, 0.8)])
    assert bound.beyond((0,), [0]) == 0.4
