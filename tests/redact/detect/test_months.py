"""Months that look like a town or a journey."""

from __future__ import annotations

import pytest
from bronwacht.redact.detect.match import Match
from bronwacht.redact.detect.months import month, tells_age
from bronwacht.redact.draft import DetailType, Span


def _month(marked: str, type_: DetailType) -> str | None:
    start, end = marked.index("["), marked.index("]") - 1
    text = marked.replace("[", "").replace("]", "")
    span = month(text, Match(Span(start, end), type_, 0.9, "tagger"))
    return span.of(text) if span else None


@pytest.mark.parametrize(
    ("marked", "type_", "found"),
    [
        ("The baker left in [March].", DetailType.PLACE, "March"),
        ("The baker was sent home in [March] 2019.", DetailType.TRIP, "March 2019"),
        ("It began in late [May], she said.", DetailType.EVENT, "May"),
        ("The baker lives in [March].", DetailType.PLACE, None),
        ("The baker has a small shop in [March].", DetailType.PLACE, None),
        ("The [March] from the mill took an hour.", DetailType.EVENT, None),
        ("The baker left in [Marston].", DetailType.PLACE, None),
        ("The baker left in [March].", DetailType.QUOTE, None),
    ],
)
def test_a_month_where_something_happened_in_it(marked: str, type_: DetailType, found: str | None) -> None:
    assert _month(marked, type_) == found


@pytest.mark.parametrize(
    ("marked", "is_age"),
    [
        ("She was in her [late thirties] then.", True),
        ("She was in her early [fifties] at the time.", True),
        ("It was her [sixtieth birthday].", True),
        ("It was [the week after her sixtieth birthday].", False),
        ("It was his [birthday].", False),
        ("It was in the [late sixties].", False),
        ("He kept her [thirty minutes].", False),
    ],
)
def test_an_age_that_looks_like_a_time(marked: str, *, is_age: bool) -> None:
    start, end = marked.index("["), marked.index("]") - 1
    assert tells_age(marked.replace("[", "").replace("]", ""), Span(start, end)) is is_age
