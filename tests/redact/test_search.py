"""The search by itself, on crowds that are no more than weights to add up."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import pytest
from bronwacht.redact import search as searching
from bronwacht.redact.risk.standings import Choice, Limit
from bronwacht.redact.search import Search
from hypothesis import given, settings
from hypothesis import strategies as st

LOSSES = (0.0, 0.15, 0.35, 0.6, 0.85)


class Weights:
    """A threshold is met by a choice that weighs no more than so much; each adversary has weights of their own."""

    def __init__(self, rows: dict[str, list[list[float]]], most: dict[str, float]) -> None:
        self.rows, self.most, self.asked = rows, most, 0

    def weight(self, adversary: str, choice: Choice) -> float:
        return sum(own[step] for own, step in zip(self.rows[adversary], choice, strict=True))

    def classes(self, adversary: str, fact: int, /) -> Sequence[int]:
        own = self.rows[adversary][fact]
        return [own.index(weight) for weight in own]

    def meets(self, adversary: str, choice: Choice, /) -> bool:
        self.asked += 1
        return self.weight(adversary, choice) <= self.most[adversary]

    def limits(self, adversary: str, /) -> Sequence[Limit]:
        return [Limit(tuple(map(tuple, self.rows[adversary])), self.most[adversary])]


def search_of(crowds: Weights, least: Sequence[int] | None = None) -> Search[str]:
    facts = len(next(iter(crowds.rows.values())))
    return Search(crowds, list(crowds.rows), [LOSSES] * facts, least or [0] * facts)


falling = st.lists(st.integers(0, 9), min_size=5, max_size=5).map(
    lambda own: [*sorted(map(float, own), reverse=True)[:4], 0.0]
)


@st.composite
def weights(draw: st.DrawFn) -> Weights:
    facts = draw(st.integers(1, 5))
    rows = {name: draw(st.lists(falling, min_size=facts, max_size=facts)) for name in ("stranger", "colleague")}
    return Weights(rows, {name: draw(st.integers(0, 25)) * 1.0 for name in rows})


def cheapest(crowds: Weights, search: Search[str], least: Sequence[int]) -> float:
    every = itertools.product(*(range(first, 5) for first in least))
    return min(search.loss(choice) for choice in every if all(crowds.meets(name, choice) for name in crowds.rows))


@given(weights(), st.data())
@settings(max_examples=150, deadline=None)
def test_it_finds_the_cheapest_choice_that_will_do(crowds: Weights, data: st.DataObject) -> None:
    facts = len(crowds.rows["stranger"])
    least = data.draw(st.lists(st.integers(0, 1), min_size=facts, max_size=facts))
    search = search_of(crowds, least)
    found = search.cheapest()
    assert all(crowds.meets(name, found) for name in crowds.rows)
    assert all(step >= first for step, first in zip(found, least, strict=True))
    assert search.loss(found) == pytest.approx(cheapest(crowds, search, least))


@given(weights())
@settings(max_examples=150, deadline=None)
def test_the_greedy_choice_will_do_and_none_of_its_steps_can_be_given_back(crowds: Weights) -> None:
    search = search_of(crowds)
    greedy = search.greedy()
    assert all(crowds.meets(name, greedy) for name in crowds.rows)
    for at, step in enumerate(greedy):
        for less in range(step):
            given_back = (*greedy[:at], less, *greedy[at + 1 :])
            if search.loss(given_back) < search.loss(greedy):
                assert not all(crowds.meets(name, given_back) for name in crowds.rows)


def test_two_dear_steps_are_exchanged_for_one() -> None:
    # The first two buy most for their loss, and fall just short together; the third is enough alone.
    rows = {"stranger": [[3.0, 0.0, 0.0, 0.0, 0.0], [3.0, 0.0, 0.0, 0.0, 0.0], [5.0, 5.0, 0.0, 0.0, 0.0]]}
    crowds = Weights(rows, {"stranger": 6.0})
    search = search_of(crowds)
    assert search.loss(search.greedy()) == pytest.approx(cheapest(crowds, search, [0, 0, 0]))


def test_what_was_found_stands_when_the_search_is_cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(searching, "MAX_NODES", 1)
    rows = {"stranger": [[float(9 - at % 3), 4.0, 2.0, 1.0, 0.0] for at in range(8)]}
    crowds = Weights(rows, {"stranger": 30.0})
    search = search_of(crowds)
    assert search.cheapest() == search.greedy() and search.nodes == 1


def test_where_nobody_is_to_be_kept_at_a_distance_nothing_is_given_up() -> None:
    search = Search(Weights({"stranger": [[9.0, 0, 0, 0, 0]] * 3}, {"stranger": 0.0}), [], [LOSSES] * 3, [0, 1, 0])
    assert search.cheapest() == (0, 1, 0)


def test_steps_that_change_nothing_are_not_looked_at() -> None:
    crowds = Weights({"stranger": [[5.0, 5.0, 5.0, 5.0, 5.0], [4.0, 4.0, 0.0, 0.0, 0.0]]}, {"stranger": 5.0})
    search = search_of(crowds)
    assert list(search.order) == [1] and search.cheapest() == (0, 2)


def test_of_hundreds_of_facts_the_best_that_was_found_in_time_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(searching, "MAX_LOOKS", 200_000)
    rows = {"stranger": [[float(9 - at % 5), 6.0 - at % 3, 2.0 + at % 2, 1.0, 0.0] for at in range(150)]}
    crowds = Weights(rows, {"stranger": 300.0})
    search = search_of(crowds)
    found = search.cheapest()
    assert crowds.meets("stranger", found)
    assert crowds.asked * 150 <= 3 * 200_000


def test_what_a_choice_needs_is_asked_when_its_turn_comes() -> None:
    rows = {"stranger": [[float(9 - at % 5), 5.0 - at % 3, 2.0, 1.0, 0.0] for at in range(12)]}
    crowds = Weights(rows, {"stranger": 30.0})
    search = search_of(crowds)
    search.cheapest()
    assert crowds.asked < 17 * search.nodes  # 20, if every choice that is put off is asked for, too
