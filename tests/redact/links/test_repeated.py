"""The same quotation in two articles, where detection took neither for a detail."""

from __future__ import annotations

import pytest
from bronwacht.redact.draft import Detail, DetailType, Draft, Lang, Reading, Span
from bronwacht.redact.links import repeated

SAID = "I filled in the forms, and I am ashamed"
NOW = f"Staff worked without pay. “{SAID},” a technician says."


def reading(text: str, *of_public: Detail) -> Reading:
    return Reading(Draft(text, Lang.EN), (), (), left_out=of_public)


@pytest.mark.parametrize(
    ("earlier", "told"),
    [
        (f"“{SAID.upper()}”, says he.", SAID),
        (f"He said that {SAID} of it.", SAID),
        ("“She put away the forms, and I am ashamed,” he says.", None),  # seven words in a row
        ("", None),
    ],
)
def test_eight_words_in_a_row_are_one_quotation(earlier: str, told: str | None) -> None:
    found = repeated(reading(NOW), reading(earlier))
    assert [span.of(earlier).lower() for span in found] == ([told.lower()] if told else [])


def test_what_a_public_person_said_twice_points_at_no_source() -> None:
    span = Span(NOW.index(SAID), NOW.index(SAID) + len(SAID))
    of_public = (Detail("d1", span, DetailType.QUOTE, 1.0),)
    assert repeated(reading(NOW, *of_public), reading(NOW)) == ()
