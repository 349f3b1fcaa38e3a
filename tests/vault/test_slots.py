from __future__ import annotations

from collections import Counter

import pytest
from bronwacht.vault.padding import RECORD_SIZES
from bronwacht.vault.slots import TOUCHED, Dummies, TableLayout, count_after, new_table, plain_size, plan_slots

DUMMIES = Dummies()
SMALL, USUAL, LARGE = RECORD_SIZES[:3]
LENGTHS = {place: len(blob) for place, blob in new_table(DUMMIES).items()}
LAYOUT = TableLayout(LENGTHS)
SEALED = {size: len(DUMMIES.make(size)) for size in RECORD_SIZES[:3]}


def test_a_new_table_is_full_of_dummies_of_two_lengths() -> None:
    assert LAYOUT.counts == {SEALED[SMALL]: 64, SEALED[USUAL]: 64}
    assert sorted(LENGTHS) == list(range(33, 161))


@pytest.mark.parametrize("sizes", [[SMALL], [USUAL, SMALL], [SMALL, SMALL]])
def test_what_is_written_does_not_show_in_the_number_of_slots(sizes: list[int]) -> None:
    plan = plan_slots(LAYOUT, set(), sizes, DUMMIES, {})
    touched = Counter(len(blob) for blob in plan.dummies.values())
    for size in (SMALL, USUAL):
        assert touched[SEALED[size]] == TOUCHED
    assert [LENGTHS[place] for place in plan.places] == [SEALED[size] for size in sizes]
    assert len(set(plan.places)) == len(plan.places)


def test_a_slot_that_is_in_use_is_never_touched() -> None:
    used = {place for place in LENGTHS if place % 8}
    for _ in range(20):
        plan = plan_slots(LAYOUT, used, [USUAL, SMALL], DUMMIES, {})
        assert not used & set(plan.dummies)


def test_places_are_random() -> None:
    assert len({plan_slots(LAYOUT, set(), [SMALL], DUMMIES, {}).places[0] for _ in range(30)}) > 10


@pytest.mark.parametrize(("in_use", "grows_to"), [(59, 64), (60, 256), (64, 256)])
def test_a_table_grows_before_its_last_dummies_are_gone(in_use: int, grows_to: int) -> None:
    small = [place for place, length in LENGTHS.items() if length == SEALED[SMALL]]
    plan = plan_slots(LAYOUT, set(small[:in_use]), [SMALL], DUMMIES, {})
    after = count_after(LAYOUT, plan.dummies)
    assert after == {SEALED[SMALL]: grows_to, SEALED[USUAL]: 64}
    assert not set(small[:in_use]) & set(plan.dummies)


def test_a_first_large_record_brings_a_table_of_its_own_length() -> None:
    plan = plan_slots(LAYOUT, set(), [LARGE, SMALL], DUMMIES, {})
    after = count_after(LAYOUT, plan.dummies)
    assert after[SEALED[LARGE]] == 64
    assert plan.places[0] > 160
    assert plan.places[1] <= 96


def test_real_blobs_take_their_places() -> None:
    plan = plan_slots(LAYOUT, set(), [USUAL, SMALL], DUMMIES, {})
    filled = plan.filled([b"record", b"entry"])
    assert (filled[plan.places[0]], filled[plan.places[1]]) == (b"record", b"entry")
    assert set(filled) == set(plan.dummies)
    with pytest.raises(ValueError, match="shorter"):
        plan.filled([b"one"])


@pytest.mark.parametrize("size", [0, 1, *RECORD_SIZES, 65_537, 3 << 20])
def test_a_dummy_of_a_length_has_that_length(size: int) -> None:
    length = len(DUMMIES.make(size))
    assert (plain_size(length), len(DUMMIES.like(length))) == (size, length)


def test_a_place_that_is_left_becomes_a_dummy_and_counts_as_touched() -> None:
    left = {33: SEALED[SMALL], 120: SEALED[USUAL]}
    plan = plan_slots(LAYOUT, set(left), [USUAL, SMALL], DUMMIES, left)
    touched = Counter(len(blob) for blob in plan.dummies.values())
    assert touched == {SEALED[SMALL]: TOUCHED, SEALED[USUAL]: TOUCHED}
    assert set(left) <= set(plan.dummies)
    assert not set(left) & set(plan.places)
