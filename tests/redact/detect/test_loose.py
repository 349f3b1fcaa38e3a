"""English ends of a find that go with what follows."""

from __future__ import annotations

import pytest
from bronwacht.redact.detect.loose import doer_of, is_loose, occasion


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


def _end(marked: str) -> tuple[str, int, int]:
    start, end = marked.index("["), marked.index("]") - 1
    return marked.replace("[", "").replace("]", ""), start, end


@pytest.mark.parametrize(
    ("marked", "work"),
    [
        ("The [baker covers] the night shift.", "baker"),
        ("A [pastry baker works] out of a shed.", "pastry baker"),
        ("The [baker drives] to the mill.", "baker"),
        ("The [baker works out] of a shed.", "baker"),
        ("The [bakers] at the mill left.", None),
        ("The [baker managers] at the mill left.", None),
        ("The [stone works] in Leith closed.", None),
    ],
)
def test_what_somebody_does_is_none_of_their_work(marked: str, work: str | None) -> None:
    text, start, end = _end(marked)
    found = doer_of(text, start, end, {"baker", "managers", "manager"}.__contains__)
    assert (text[start:found] if found else None) == work


@pytest.mark.parametrize(
    ("marked", "of_age", "whole"),
    [
        ("It was [the weekend] of the Marston Cup.", False, "the weekend of the Marston Cup"),
        ("It was [the day] of the strike.", False, None),
        ("It was [the end] of the Marston Cup.", False, None),
        ("It was [her nineteenth] birthday.", True, "her nineteenth birthday"),
        ("It was [19] birthday cards.", True, None),
    ],
)
def test_a_day_has_its_occasion(marked: str, *, of_age: bool, whole: str | None) -> None:
    text, start, end = _end(marked)
    found = occasion(text, start, end, of_age=of_age)
    assert (text[start:found] if found else None) == whole
