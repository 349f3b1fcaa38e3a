"""What a wider wording still says of a value."""

from __future__ import annotations

import pytest
from bronwacht.redact.draft import DetailType, Value
from bronwacht.redact.wording.values import as_class, trimmed


@pytest.mark.parametrize(
    ("value", "words", "left"),
    [
        ({"group": "care", "term": "kapper in Hulst"}, "kapper", {"group": "care", "term": "kapper"}),
        ({"group": "care", "term": "kapper in Hulst"}, "Kapper", {"group": "care", "term": "kapper"}),
        ({"group": "care", "term": "kapper in Hulst"}, "", {"group": "care"}),
        ({"kind": "town", "name": "Hulst", "country": "NL"}, "dorp", {"kind": "town", "country": "NL"}),
        ({"kind": "town", "name": "Hulst"}, "Hulst", {"kind": "town", "name": "Hulst"}),
        ({"name": "Hulst"}, "dorp", None),
        ({}, "dorp", None),
    ],
)
def test_the_words_that_are_left_are_still_said(value: Value, words: str, left: Value | None) -> None:
    assert trimmed(value, words) == left


def test_the_name_of_a_class_says_the_class_alone() -> None:
    assert as_class(DetailType.OCCUPATION, {"group": "care", "term": "kapper"}) == {"group": "care"}
