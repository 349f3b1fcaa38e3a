from __future__ import annotations

import hashlib

import pytest
from bronwacht.vault.merkle import Frontier, in_common, leaf_hash, root_hash
from hypothesis import given
from hypothesis import strategies as st


def by_definition(entries: list[bytes]) -> bytes:
    """RFC 6962, section 2.1, word for word."""
    if not entries:
        return hashlib.sha256(b"").digest()
    if len(entries) == 1:
        return hashlib.sha256(b"\x00" + entries[0]).digest()
    k = 1
    while k * 2 < len(entries):
        k *= 2
    return hashlib.sha256(b"\x01" + by_definition(entries[:k]) + by_definition(entries[k:])).digest()


@given(st.lists(st.binary(max_size=8), max_size=70))
def test_the_root_is_that_of_the_rfc(entries: list[bytes]) -> None:
    assert root_hash(leaf_hash(entry) for entry in entries) == by_definition(entries)


def test_the_vectors_of_certificate_transparency() -> None:
    """From the reference implementation of RFC 6962."""
    entries = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
    roots = {
        1: "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        2: "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        8: "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    }
    leaves = [leaf_hash(bytes.fromhex(entry)) for entry in entries]
    for size, root in roots.items():
        assert root_hash(leaves[:size]).hex() == root


@given(st.lists(st.binary(max_size=8), max_size=70), st.integers(0, 70))
def test_a_log_goes_on_from_its_frontier(entries: list[bytes], cut: int) -> None:
    leaves = [leaf_hash(entry) for entry in entries]
    first = Frontier().extend(leaves[:cut])
    assert first.extend(leaves[cut:]) == Frontier().extend(leaves)
    assert first.extend(leaves[cut:]).root == root_hash(leaves)
    assert first.last == (leaves[:cut] or [b""])[-1]


@pytest.mark.parametrize(
    "parts", [(1, (), b"x"), (0, (b"x",), b""), (3, (b"x",), b"x"), (0, (), b"x"), (1, (b"x",), b"")]
)
def test_a_frontier_that_is_none_cannot_be_made(parts: tuple[int, tuple[bytes, ...], bytes]) -> None:
    with pytest.raises(ValueError, match="frontier"):
        Frontier(*parts)


@given(st.integers(0, 40), st.integers(0, 60), st.integers(0, 60))
def test_what_two_logs_have_in_common_ends_where_they_part(known: int, other: int, part: int) -> None:
    leaves = [leaf_hash(b"%d" % number) for number in range(known)]
    theirs = [leaf_hash(b"%d" % number if number < part else b"other %d" % number) for number in range(other)]
    found = in_common(Frontier().extend(leaves), theirs)
    assert found <= min(known, other)
    if part >= min(known, other):
        assert found == min(known, other)
    elif other >= known:
        assert found <= part
