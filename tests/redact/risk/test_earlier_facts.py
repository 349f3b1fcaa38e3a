"""Facts that earlier publications tell: they count once, they stay known whatever the draft says, and never help."""

# ruff: noqa: E501 (tables are easier to read with a row a line)

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from bronwacht.redact.draft import DetailType, Earlier, Fact, Lang, Observability, Person, Role, Span
from bronwacht.redact.risk.adversaries import assess
from bronwacht.redact.risk.assessment import Assessment, Crowd, Verdict
from bronwacht.redact.story import Adversary, Story
from hypothesis import given, settings
from hypothesis import strategies as st

T, Seen, A = DetailType, Observability, Adversary
STORY = Story(published=(2021, 10))
SOURCE = Person("p1", Role.SOURCE)


def fact(id: str, type: DetailType, seen_by: Observability = Seen.PUBLIC_LIFE, **value: Any) -> Fact:
    return Fact(id, type, "p1", value, (f"{id}.1",), seen_by)


def earlier(id: str, type: DetailType, seen_by: Observability = Seen.PUBLIC_LIFE, **value: Any) -> Fact:
    return replace(fact(id, type, seen_by, **value), earlier=Earlier("a.txt", (Span(0, 3),), ("abc",)))


def by(*facts: Fact, **more: Any) -> dict[Adversary, Assessment]:
    return {each.adversary: each for each in assess(facts, SOURCE, STORY, Lang.NL, **more)}


def crowd(*facts: Fact, adversary: Adversary = A.STRANGER, **more: Any) -> Crowd:
    found = by(*facts, **more)[adversary].crowd
    assert found is not None
    return found


WOMAN = fact("f1", T.GENDER, gender="woman")
NURSE = fact("f2", T.OCCUPATION, group="care", term="verpleegkundige")
THIRTIES = fact("f3", T.AGE, low=30, high=39, born_low=1981, born_high=1991)


def test_what_is_only_told_earlier_shrinks_the_crowd_and_stays() -> None:
    town = earlier("e1", T.PLACE, name="Hulst", kind="town", country="NL", population=10_000)
    assert crowd(WOMAN, NURSE, town).high < crowd(WOMAN, NURSE).high / 100
    gone = {"f1": None, "f2": None}
    assert crowd(WOMAN, NURSE, town, levels=gone).high < crowd(WOMAN, NURSE, levels=gone).low / 100


def test_what_both_tell_counts_once() -> None:
    again = replace(NURSE, published=earlier("e1", T.OCCUPATION, group="care", term="verpleegkundige"))
    assert crowd(WOMAN, again) == crowd(WOMAN, NURSE)


def test_what_was_published_cannot_be_taken_back() -> None:
    again = replace(NURSE, published=earlier("e1", T.OCCUPATION, group="care", term="verpleegkundige"))
    for level in ({"f2": None}, {"f2": {"group": "care"}}):
        assert crowd(WOMAN, again, levels=level) == crowd(WOMAN, NURSE)
    drivers = {driver.fact for driver in by(WOMAN, again, levels={"f2": None})[A.STRANGER].drivers}
    assert "e1" in drivers and "f2" not in drivers


def test_two_ages_leave_the_years_of_birth_that_fit_both() -> None:
    both = replace(THIRTIES, published=earlier("e1", T.AGE, low=25, high=31, born_low=1988, born_high=1994))
    assert crowd(both) == crowd(fact("f3", T.AGE, born_low=1988, born_high=1991))
    assert crowd(both).high < crowd(THIRTIES).low


def test_the_smaller_group_of_two_tellings_caps() -> None:
    group = fact("f4", T.GROUP, Seen.WORKPLACE, size=12, one_of=True)
    again = replace(group, published=earlier("e1", T.GROUP, Seen.WORKPLACE, size=4, one_of=True))
    assert by(again)[A.COLLEAGUE].cap == by(replace(group, value={"size": 4}))[A.COLLEAGUE].cap
    left = by(again, levels={"f4": None})[A.COLLEAGUE].cap
    assert left is not None and (left.k, left.fact) == (4, "e1")


def test_a_message_published_before_still_tells_the_accused() -> None:
    message = earlier("e1", T.QUOTE, Seen.DYADIC, dyadic=True, words=9)
    found = by(WOMAN, message)[A.ACCUSED]
    assert found.verdict is Verdict.CANNOT_BE_MADE_SAFE and found.because == ("e1.1",)


def test_a_name_published_before_still_identifies() -> None:
    found = by(WOMAN, earlier("e1", T.NAME, kind="name"), levels={"f1": None})
    assert {each.verdict for each in found.values()} == {Verdict.IDENTIFIED_BY_TEXT}


def test_an_employer_that_only_an_earlier_article_names_gives_colleagues_somewhere_to_look() -> None:
    assert by(WOMAN)[A.COLLEAGUE].crowd is None
    assert by(WOMAN, earlier("e1", T.EMPLOYER, sector="municipality"))[A.COLLEAGUE].crowd is not None


@pytest.mark.parametrize("event", [None, {"kind": "council_meeting", "part": "speaker"}])
def test_a_large_town_told_earlier_opens_no_larger_world(event: dict[str, Any] | None) -> None:
    own = [
        WOMAN,
        fact("f5", T.EMPLOYER, sector="municipality"),
        *([fact("f6", T.EVENT, Seen.PUBLIC_RECORD, **event)] if event else []),
    ]
    town = earlier("e1", T.PLACE, name="Amsterdam", kind="town", country="NL", population=900_000)
    abroad = earlier("e2", T.PLACE, name="Houston", kind="town", country="US", population=2_300_000)
    for adversary in A:
        for more in ([town], [abroad], [town, abroad]):
            before, after = by(*own)[adversary].crowd, by(*own, *more)[adversary].crowd
            assert before is None or (after is not None and after.low <= before.low), adversary


VALUES: dict[DetailType, list[dict[str, Any]]] = {
    T.GENDER: [{"gender": "woman"}, {}],
    T.AGE: [{"age": 31}, {"age": 31, "born_low": 1989, "born_high": 1990}, {"low": 30, "high": 39}],
    T.OCCUPATION: [{"group": "care", "term": "verpleegkundige"}, {"group": "student"}, {"group": "other", "term": "x"}],
    T.EMPLOYER: [{"sector": "municipality"}, {"sector": "police"}, {"sector": "other"}],
    T.PLACE: [{"name": "Hulst", "kind": "town", "country": "NL", "population": 10_000}, {"kind": "venue"}, {"name": "Gent", "kind": "town", "country": "BE", "population": 265_000}],
    T.GROUP: [{"size": 10, "unique": True}, {"size": 40}, {}],
    T.EVENT: [{"kind": "council_meeting", "part": "speaker"}, {"kind": "other", "part": "attendee"}],
    T.ORIGIN: [{"kind": "nationality", "code": "PL"}, {}],
    T.QUOTE: [{"words": 9, "dyadic": True}, {"words": 9}],
    T.DATE: [{"from": "2019-05-01", "to": "2019-05-31"}, {"relative": True}],
}  # fmt: skip


@st.composite
def told(draw: st.DrawFn, letter: str) -> list[Fact]:
    kinds = draw(st.lists(st.sampled_from(list(VALUES)), max_size=4))
    return [
        fact(f"{letter}{n}", kind, draw(st.sampled_from(Seen)), **draw(st.sampled_from(VALUES[kind])))
        for n, kind in enumerate(kinds, 1)
    ]


@settings(deadline=None, max_examples=60)
@given(told("f"), told("e"), st.data())
def test_an_earlier_fact_never_raises_a_crowd(own: list[Fact], more: list[Fact], data: st.DataObject) -> None:
    before = by(*own)
    place = Earlier("a.txt", (Span(0, 3),), ("abc",))
    published = [replace(each, earlier=place) for each in more]
    again = [replace(each, id=f"e{n}0", earlier=place) for n, each in enumerate(own, 1) if data.draw(st.booleans())]
    known = [replace(each, published=next((a for a in again if a.value is each.value), None)) for each in own]
    after = by(*known, *published)
    for adversary in A:
        one, other = before[adversary].crowd, after[adversary].crowd
        assert one is None or (other is not None and other.low <= one.low)
    levels = {each.id: None for each in own if data.draw(st.booleans())}
    for adversary in A:
        one, other = by(*own, levels=levels)[adversary].crowd, by(*known, *published, levels=levels)[adversary].crowd
        assert one is None or (other is not None and other.low <= one.low)
