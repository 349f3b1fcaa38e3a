"""Which new words the report shows."""

import pytest
from bronwacht.redact.draft import Action, DetailType, Edit, Span
from bronwacht.redact.report.replacements import tells


@pytest.mark.parametrize(
    ("action", "words", "shown"),
    [
        (Action.REMOVE, "an", False),
        (Action.REMOVE, "", False),
        (Action.REMOVE, "a graduate", True),
        (Action.REPLACE, "[…]", True),
        (Action.GENERALISE, "a", True),
    ],
)
def test_what_a_removal_leaves_is_not_told(action: Action, words: str, shown: bool) -> None:
    assert tells(Edit(("d1",), Span(0, 8), action, words, DetailType.OCCUPATION)) is shown
