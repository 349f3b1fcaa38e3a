from __future__ import annotations

import pytest
from bronwacht.redact.analysis import NotChecked
from bronwacht.redact.draft import Draft, Lang
from bronwacht.redact.pipeline import analyse, read
from bronwacht.redact.presumed import presumed_public
from bronwacht.redact.report import scan_text
from bronwacht.redact.story import PublicName, SourceHint, Story
from bronwacht.redact.template import new_story

TEXT = (
    "By Peter Stam\n\nThe council spent 4,000 euros on the trip.\n\n"
    "Helen Stoke is 31 and works in planning at the council. She was on the trip to Lisbon. Stoke has two daughters "
    "and lives in Cork.\n\nCouncillor Karl Dorring denies it."
)


@pytest.mark.parametrize(
    ("story", "names"),
    [
        (Story(), ["Helen Stoke"]),  # and not the councillor
        (Story(public=(PublicName("Helen Stoke"),)), []),
        (Story(sources=(SourceHint("anna", ("Helen Stoke",)),)), []),
    ],
)
def test_who_is_named_for_nothing_but_the_words_around_is_told(story: Story, names: list[str]) -> None:
    reading = read(Draft(TEXT, Lang.EN), story)
    assert [span.of(TEXT) for span in presumed_public(reading)] == names
    assert ("1 person stays named" in scan_text(reading, width=200)) is bool(names)
    assert (NotChecked.PRESUMED in analyse(reading, story).not_checked) is bool(names)


def test_no_name_is_told_without_being_asked_for() -> None:
    reading = read(Draft(TEXT, Lang.EN), Story())
    assert "Stoke" not in scan_text(reading, explain=True)


def test_a_new_story_file_asks_of_them() -> None:
    made = new_story(read(Draft(TEXT, Lang.EN), Story()), Lang.EN)
    asked = made.partition("is this a source?")[2].splitlines()
    assert asked[1:3] == ["[[public]]", 'name = "Helen Stoke"']
    assert made.count("is this a source?") == 1
