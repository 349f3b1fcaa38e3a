from __future__ import annotations

import pytest
from bronwacht.vault.errors import DamagedVaultError
from bronwacht.vault.padding import (
    KEYRING_FLOOR,
    RECORD_SIZES,
    keyring_size,
    pad,
    padme,
    recipient_count,
    record_size,
    slot_count,
    unpad,
)
from hypothesis import given
from hypothesis import strategies as st


@given(st.integers(1, 1 << 40))
def test_padme_adds_at_most_12_percent_and_is_a_fixed_point(length: int) -> None:
    assert length <= padme(length) <= length * 1.12
    assert padme(padme(length)) == padme(length)


@pytest.mark.parametrize(
    ("length", "padded"), [(1, 1), (8, 8), (9, 10), (100, 104), (1000, 1024), (1_000_000, 1_015_808)]
)
def test_padme_by_hand(length: int, padded: int) -> None:
    assert padme(length) == padded


@pytest.mark.parametrize(
    ("length", "size"), [(1, 4096), (4096, 4096), (4097, 16384), (262_144, 262_144), (262_145, 262_144 + 8192)]
)
def test_records_have_one_of_a_few_sizes(length: int, size: int) -> None:
    assert record_size(length) == size


@given(st.integers(1, 1 << 26))
def test_keyrings_are_a_power_of_two(length: int) -> None:
    size = keyring_size(length)
    assert size >= max(length, KEYRING_FLOOR)
    assert size & (size - 1) == 0


@pytest.mark.parametrize(("editors", "seen"), [(1, 8), (8, 8), (9, 16), (17, 32), (32, 32), (33, 64), (65, 96)])
def test_recipients_are_counted_in_steps(editors: int, seen: int) -> None:
    assert recipient_count(editors) == seen


@pytest.mark.parametrize(("used", "there"), [(1, 64), (64, 64), (65, 256), (257, 1024), (1025, 4096)])
def test_slots_are_counted_in_steps(used: int, there: int) -> None:
    assert slot_count(used) == there


@given(st.binary(min_size=1, max_size=200).filter(lambda text: not text.endswith(b" ")), st.integers(0, 50))
def test_padding_comes_off_again(text: bytes, more: int) -> None:
    assert unpad(pad(text, len(text) + more)) == text


def test_what_does_not_fit_or_is_empty_is_refused() -> None:
    with pytest.raises(ValueError, match="fit"):
        pad(b"x" * 5, 4)
    with pytest.raises(ValueError, match="fit"):
        pad(b"x ", 4)
    with pytest.raises(DamagedVaultError):
        unpad(b"    ")
    assert tuple(sorted(RECORD_SIZES)) == RECORD_SIZES
