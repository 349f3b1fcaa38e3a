"""Brackets for those who are or were something."""

from __future__ import annotations

import pytest
from bronwacht.redact.former import former_before, without_former
from hypothesis import given
from hypothesis import strategies as st


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("Zeven (oud-)medewerkers spraken.", "Zeven       medewerkers spraken."),
        ("Two (former) nurses spoke.", "Two          nurses spoke."),
        ("Zij, (ex-)Kamerlid", "Zij,      Kamerlid"),
        ("Dat (oud) is.", "Dat (oud) is."),
        ("Hij is (oud-).", "Hij is (oud-)."),
        ("Nothing (at all) here.", "Nothing (at all) here."),
    ],
)
def test_the_noun_is_what_is_read(text: str, seen: str) -> None:
    assert without_former(text) == seen


@given(st.text(alphabet="(oudex-) abc", max_size=60))
def test_no_character_moves(text: str) -> None:
    assert len(without_former(text)) == len(text)


def test_where_the_brackets_begin() -> None:
    text = "Zeven (oud-)medewerkers spraken met (former) nurses."
    assert former_before(text, text.index("mede")) == 6
    assert former_before(text, text.index("nurses")) == text.index("(former")
    assert former_before(text, text.index("spraken")) is None
