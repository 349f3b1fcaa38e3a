"""English ends of a find that go with what follows."""

from __future__ import annotations

import pytest
from bronwacht.redact.detect.loose import is_loose


def _loose(marked: str) -> bool:
    start, end = marked.index("["), marked.index("]") - 1
    text = marked.replace("[", "").replace("]", "")
    return is_loose(text, start, end, text[start:end].split()[-1].lower())


@pytest.mark.parametrize(
    "marked",
    [
        "He mocked [her plaits in front] of customers.",
        "He mocked [her plaits in] front of customers.",
        "She is [a dentist on] the island.",
        "She [moved to] a bank in the north.",
        "They met for [supper in her] flat in Leith.",
    ],
)
def test_it_goes_with_what_follows(marked: str) -> None:
    assert _loose(marked)


@pytest.mark.parametrize(
    "marked",
    [
        "She sat [in front] and said nothing.",
        "She [gave it to her] when she left.",
        "She [stood up to her].",
        "She is [one of her] cousins.",
        "The bank that she [moved to] closed.",
        "She is [a dentist on] Tiree.",
    ],
)
def test_it_is_the_end(marked: str) -> None:
    assert not _loose(marked)
