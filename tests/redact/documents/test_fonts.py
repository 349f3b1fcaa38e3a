"""Names of fonts: those of programs stay, with their weights; what somebody called a font of their own does not."""

from __future__ import annotations

import pytest
from bronwacht.redact.documents.fonts import is_known, known_of


@pytest.mark.parametrize(
    "name",
    [
        "Arial",
        "times new roman",
        "@MS Mincho",
        "Calibri Light",
        "Segoe UI Semibold",
        "Rockwell Extra Bold",
        "+mn-lt",
        "Arial CYR",
        "Times New Roman Cyr",
        "Courier New CE Bold",
        "Arial (Arabic)",
        "",
    ],
)
def test_fonts_of_programs_are_known(name: str) -> None:
    assert is_known(name)


@pytest.mark.parametrize(
    "name", ["Zonnebloem", "Zonnebloem Light", "Light", "Arial Zonnebloem", "Zonnebloem Cyr", "CE"]
)
def test_fonts_of_somebody_are_not(name: str) -> None:
    assert not is_known(name)


def test_of_a_list_those_stay_that_are_known() -> None:
    assert known_of("Zonnebloem Hand;Liberation Serif;Times New Roman", ";") == "Liberation Serif;Times New Roman"
    assert known_of("Zonnebloem Hand", ";") == ""
