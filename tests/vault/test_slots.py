from __future__ import annotations

from collections import Counter

import pytest
from bronwacht.vault.padding import RECORD_SIZES
from bronwacht.vault.slots import TOUCHED, Dummies, TableLayout, count_after, new_table, plain_size, plan_slots

DUMMIES = Dummies()
SMALL, USUAL, LARGE, LARGEST = RECORD_SIZES
LENGTHS = {place: len(blob) for place, blob in new_table(DUMMIES).items()}
LAYOUT = TableLayout(LENGTHS)
SEALED = {size: len(DUMMIES.make(size)) for size in RECORD_SIZES}
SMALL_PLACES = [place for place, length in LENGTHS.items() if length == SEALED[SMALL]]


def test_a_new_table_is_full_of_dummies_of_three_lengths() -> None:
    assert LAYOUT.counts == {SEALED[SMALL]: 64, SEALED[USUAL]: 64, SEALED[LARGE]: 16}
    assert sorted(LENGTHS) == list(range(33, 177))


@pytest.mark.parametrize("sizes", [[SMALL], [USUAL, SMALL], [SMALL, SMALL], [USUAL, LARGE, SMALL]])
def test_what_is_written_does_not_show_in_the_number_of_slots(sizes: list[int]) -> None:
    plan = plan_slots(LAYOUT, set(), sizes, {})
    assert Counter(plan.touched.values()) == dict.fromkeys((SMALL, USUAL, LARGE), TOUCHED)
    assert [LENGTHS[place] for place in plan.places] == [SEALED[size] for size in sizes]
    assert len(set(plan.places)) == len(plan.places)


def test_a_slot_that_is_in_use_is_never_touched() -> None:
    used = {place for place in LENGTHS if place % 8}
    for _ in range(20):
        plan = plan_slots(LAYOUT, used, [USUAL, SMALL], {})
        assert not used & set(plan.touched)


def test_places_are_random() -> None:
    assert len({plan_slots(LAYOUT, set(), [SMALL], {}).places[0] for _ in range(30)}) > 10


@pytest.mark.parametrize(("in_use", "grows_to"), [(59, 64), (60, 256), (64, 256)])
def test_a_table_grows_before_its_last_dummies_are_gone(in_use: int, grows_to: int) -> None:
    used = set(SMALL_PLACES[:in_use])
    plan = plan_slots(LAYOUT, used, [SMALL], {})
    after = count_after(LAYOUT, plan.filled([b"entry"], DUMMIES))
    assert after[SEALED[SMALL]] == grows_to - (plan.places[0] > LAYOUT.last_place)
    assert (after[SEALED[USUAL]], after[SEALED[LARGE]]) == (64, 16)
    assert not used & set(plan.touched)


def test_a_first_large_record_brings_a_table_of_its_own_length() -> None:
    plan = plan_slots(LAYOUT, set(), [LARGEST, SMALL], {})
    after = count_after(LAYOUT, plan.filled([DUMMIES.make(LARGEST), DUMMIES.make(SMALL)], DUMMIES))
    assert after[SEALED[LARGEST]] == 16
    assert plan.places[0] > LAYOUT.last_place
    assert plan.places[1] in SMALL_PLACES


def test_real_blobs_take_their_places() -> None:
    plan = plan_slots(LAYOUT, set(), [USUAL, SMALL], {})
    filled = plan.filled([b"record", b"entry"], DUMMIES)
    assert (filled[plan.places[0]], filled[plan.places[1]]) == (b"record", b"entry")
    assert set(filled) == set(plan.touched)
    others = set(filled) - set(plan.places)
    assert all(len(filled[place]) == LENGTHS[place] for place in others)
    with pytest.raises(ValueError, match="shorter"):
        plan.filled([b"one"], DUMMIES)


@pytest.mark.parametrize("size", [0, 1, *RECORD_SIZES, 65_537, 3 << 20])
def test_a_dummy_of_a_length_has_that_length(size: int) -> None:
    length = len(DUMMIES.make(size))
    assert (plain_size(length), len(DUMMIES.like(length))) == (size, length)


def test_a_place_that_is_left_becomes_a_dummy_and_counts_as_touched() -> None:
    left = {33: SEALED[SMALL], 120: SEALED[USUAL]}
    plan = plan_slots(LAYOUT, set(left), [USUAL, SMALL], left)
    assert Counter(plan.touched.values()) == dict.fromkeys((SMALL, USUAL, LARGE), TOUCHED)
    assert set(left) <= set(plan.touched)
    assert not set(left) & set(plan.places)


@pytest.mark.parametrize(("in_use", "grows"), [(0, False), (2000, False), (3980, False), (3996, True), (4000, True)])
def test_of_a_long_table_random_dummies_are_found_however_few_they_are(in_use: int, grows: bool) -> None:
    layout, used = TableLayout(dict.fromkeys(range(1, 4001), SEALED[SMALL])), range(1, in_use + 1)
    plans = [plan_slots(layout, used, [SMALL], {}) for _ in range(20)]
    for plan in plans:
        touched = {place for place, size in plan.touched.items() if size == SMALL}
        assert plan.places[0] in touched and not touched.intersection(used)
        assert (max(touched) > 4000) == grows
        assert grows or len(touched) == TOUCHED
    assert len({plan.places[0] for plan in plans}) > 8
