"""Keys as text: the specification's examples, and every way to be wrong."""

from __future__ import annotations

import pytest
from bronwacht.vault import bech32
from bronwacht.vault.errors import KeyTextError
from hypothesis import given, settings
from hypothesis import strategies as st

# age.md, "The X25519 recipient type": forty-two, 32 times over
IDENTITY = "AGE-SECRET-KEY-1GFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPQ4EGAEX"

HRPS = st.sampled_from(["age", "age1pq", "AGE-SECRET-KEY-", "AGE-SECRET-KEY-PQ-", "?1ezyfcl"])


def test_the_specification_example() -> None:
    assert bech32.decode(IDENTITY) == ("AGE-SECRET-KEY-", b"\x42" * 32)
    assert bech32.encode("AGE-SECRET-KEY-", b"\x42" * 32) == IDENTITY


@pytest.mark.parametrize(
    "text", ["A12UEL5L", "a12uel5l", "?1ezyfcl", "age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj"]
)
def test_valid(text: str) -> None:
    hrp, data = bech32.decode(text)
    assert bech32.encode(hrp, data) == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "1",
        "age",
        "age1",
        "pzry9x0s0muk",  # BIP 173: no separator
        "1pzry9x0s0muk",  # BIP 173: an empty human-readable part
        "li1dgmt3",  # BIP 173: too short a checksum
        "A1G7SGD8",  # BIP 173: checksum computed over the uppercase text
        "x1b4n0q5v",  # BIP 173: a character outside the alphabet
        "A12uEL5L",
        " a12uel5l",
        "a12uel5l\n",
        "a12uél5l",
        "\x7f1axkwrx",
        IDENTITY.capitalize(),
        IDENTITY[:-1],
        IDENTITY + "Q",
        IDENTITY.replace("G", "H", 1),
    ],
)
def test_refused_without_showing_it(text: str) -> None:
    with pytest.raises(KeyTextError) as refusal:
        bech32.decode(text)
    assert len(text) < 3 or text not in str(refusal.value)


@pytest.mark.parametrize("values", [[1], [0], [3, 1]])
def test_bits_left_over_are_refused(values: list[int]) -> None:
    text = "age1" + "".join(chr(bech32._CHARSET[value]) for value in [*values, *bech32._checksum("age", bytes(values))])
    with pytest.raises(KeyTextError, match="left over"):
        bech32.decode(text)


@settings(deadline=None)
@given(HRPS, st.binary(max_size=2000))
def test_round_trip(hrp: str, data: bytes) -> None:
    assert bech32.decode(bech32.encode(hrp, data)) == (hrp, data)


@settings(deadline=None)
@given(st.data(), HRPS, st.binary(min_size=1, max_size=40))
def test_up_to_four_wrong_characters_are_found(draws: st.DataObject, hrp: str, data: bytes) -> None:
    text = bech32.encode(hrp, data)
    places = draws.draw(st.sets(st.integers(len(hrp) + 1, len(text) - 1), min_size=1, max_size=4))
    wrong = list(text)
    for place in places:
        others = [char for char in bech32._CHARSET.decode() if char != wrong[place].lower()]
        char = draws.draw(st.sampled_from(others))
        wrong[place] = char.upper() if hrp.isupper() else char
    # BIP 173 promises four up to 90 characters; ours are within it here.
    if len(text) <= 90:
        with pytest.raises(KeyTextError):
            bech32.decode("".join(wrong))
