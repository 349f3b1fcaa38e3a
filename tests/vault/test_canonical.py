from __future__ import annotations

import pytest
from bronwacht.vault.canonical import Fields, from_json, to_json
from bronwacht.vault.errors import CardError, DamagedVaultError
from hypothesis import given
from hypothesis import strategies as st

JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**40), 2**40) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=10,
)


@given(st.dictionaries(st.text(), JSON))
def test_the_same_value_is_the_same_bytes(value: dict) -> None:  # type: ignore[type-arg]
    assert to_json(value) == to_json(dict(reversed(list(value.items()))))
    assert b"\n" not in to_json(value)


@pytest.mark.parametrize("data", [b"", b"{", b"\xff", b"[]", b"1", b"null", b'"x"', b"[" * 100_000, b"1" * 5000])
def test_what_is_no_object_is_refused(data: bytes) -> None:
    with pytest.raises(DamagedVaultError, match="the thing is damaged"):
        from_json(data, "the thing")


@pytest.mark.parametrize("half", [rb"\ud800", rb"\uDFFF", rb"\ud83d \ude00"])
def test_half_a_character_is_refused_since_it_cannot_be_written_again(half: bytes) -> None:
    with pytest.raises(DamagedVaultError, match="cannot be read"):
        from_json(b'{"x":"%s"}' % half, "the thing")
    assert from_json(rb'{"x":"\ud83d\ude00"}', "the thing").text("x") == "\U0001f600"


@pytest.mark.parametrize(
    ("method", "value"),
    [
        ("text", 1),
        ("number", -1),
        ("number", 1 << 63),
        ("numbers", [1, 1 << 63]),
        ("number", True),
        ("number", 1.5),
        ("number", "1"),
        ("texts", "ab"),
        ("texts", [1]),
        ("numbers", [1, None]),
        ("numbers", [True]),
        ("rows", [1]),
        ("rows", [[-1]]),
        ("fields", []),
        ("mapping", {"a": 1}),
        ("time", ""),
        ("time", "2026-11-28"),
        ("time", "2026-11-28T10:00:00"),
        ("time", "2026-11-28T10:00:00+01:00"),
        ("date", ""),
        ("date_or_none", "2026-11-28T10:00:00"),
    ],
)
def test_a_field_of_the_wrong_type_is_refused(method: str, value: object) -> None:
    fields = Fields({"x": value}, "the thing")  # type: ignore[dict-item]
    with pytest.raises(DamagedVaultError, match="the thing"):
        getattr(fields, method)("x")


def test_binary_fields_are_exact() -> None:
    fields = Fields({"b": "AAAA", "h": "00ff", "H": "00FF", "z": "%%"}, "the thing")
    assert fields.data("b", 3) == bytes(3)
    assert fields.digest("h", 2) == b"\x00\xff"
    for broken in (
        lambda: fields.data("b", 4),
        lambda: fields.data("z", 1),
        lambda: fields.digest("H", 2),
        lambda: fields.digest("h", 3),
        lambda: fields.digest("z", 1),
    ):
        with pytest.raises(DamagedVaultError):
            broken()


def test_a_missing_and_an_unknown_field_are_refused_in_the_callers_words() -> None:
    fields = Fields({"a": 1, "extra": 2}, "the card", CardError)
    with pytest.raises(CardError, match="b is missing"):
        fields.text("b")
    fields.number("a")
    with pytest.raises(CardError, match="does not know"):
        fields.done()


def test_another_kind_and_a_newer_format_are_told_apart() -> None:
    with pytest.raises(DamagedVaultError, match="it is no record"):
        Fields({"bronwacht": "card", "format": 1}, "the thing").kind("record")
    with pytest.raises(DamagedVaultError, match="newer Bronwacht"):
        Fields({"bronwacht": "record", "format": 2}, "the thing").kind("record")
