"""What became of a draft's details: gone, left, left though taken out elsewhere, and what nobody accounts for."""

from __future__ import annotations

import pytest
from bronwacht.redact.documents import LeakKind
from bronwacht.redact.draft import Detail, DetailType, Draft, Lang, Reading, Span
from bronwacht.redact.reviewed import decisions
from hypothesis import given
from hypothesis import strategies as st

TEXT = (
    "The nurse, who was 31 at the time, worked in Rotterdam.\n\n"
    "“I called Marieke Quist that night,” she said.\n\n"
    "In Rotterdam nobody answered. Quist did not call back.\n"
)


def detail(id: str, type: DetailType, words: str, *, nth: int = 0) -> Detail:
    start = -1
    for _ in range(nth + 1):
        start = TEXT.index(words, start + 1)
    return Detail(id, Span(start, start + len(words)), type, 1.0)


READING = Reading(
    Draft(TEXT, Lang.EN),
    (
        detail("d1", DetailType.AGE, "31 at the time"),
        detail("d2", DetailType.PLACE, "Rotterdam"),
        detail("d3", DetailType.NAME, "Marieke Quist"),
    ),
    (),
)


def test_nothing_changed() -> None:
    told = decisions(READING, TEXT)
    assert (told.gone, told.left, told.twice, told.leaks) == ((), ("d1", "d2", "d3"), (), ())


def test_what_was_changed_is_gone() -> None:
    told = decisions(READING, TEXT.replace("31 at the time", "in her thirties"))
    assert (told.gone, told.left, told.leaks) == (("d1",), ("d2", "d3"), ())


def test_what_is_gone_and_stands_where_nothing_was_suggested_leaks() -> None:
    told = decisions(READING, TEXT.replace("worked in Rotterdam", "worked in a city"))
    assert told.gone == ("d2",)
    assert [(leak.kind, leak.line, leak.reason) for leak in told.leaks] == [(LeakKind.ELSEWHERE, 5, DetailType.PLACE)]


def test_it_may_stand_where_it_stays_on_purpose() -> None:
    at = TEXT.rindex("Rotterdam")
    told = decisions(READING, TEXT.replace("worked in Rotterdam", "worked in a city"), [Span(at, at + 9)])
    assert (told.gone, told.leaks) == (("d2",), ())


def test_what_was_left_at_another_place_is_told() -> None:
    twice = Reading(READING.draft, (*READING.details, detail("d4", DetailType.PLACE, "Rotterdam", nth=1)), ())
    told = decisions(twice, TEXT.replace("worked in Rotterdam", "worked in a city"))
    assert (told.gone, told.twice, told.leaks) == (("d2",), ("d4",), ())


def test_a_paragraph_taken_out_takes_its_details_along() -> None:
    told = decisions(READING, TEXT.replace("“I called Marieke Quist that night,” she said.\n\n", ""))
    assert told.gone == ("d3",)
    assert told.leaks == ()  # a surname by itself is not the stretch that was found


@given(st.integers(0, len(TEXT) - 1), st.integers(1, 40), st.text(alphabet="xyz \n", max_size=12))
def test_no_detail_is_lost_sight_of(start: int, length: int, new: str) -> None:
    changed = TEXT[:start] + new + TEXT[start + length :]
    told = decisions(READING, changed)
    assert sorted((*told.gone, *told.left)) == ["d1", "d2", "d3"]
    for id in told.left:
        assert next(d for d in READING.details if d.id == id).span.of(TEXT) in changed


@pytest.mark.parametrize("text", ["", "Something else entirely."])
def test_another_text_has_none_of_them(text: str) -> None:
    assert decisions(READING, text).left == ()
