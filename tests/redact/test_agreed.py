"""Promises against text: what is told too closely, what the plan mends, and that doubt counts as broken."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

import pytest
from bronwacht.redact.agreed import compared, floors
from bronwacht.redact.analysis import Analysis, NotChecked
from bronwacht.redact.draft import (
    Action,
    Detail,
    DetailType,
    Draft,
    Edit,
    Fact,
    Lang,
    Level,
    Observability,
    Person,
    Reading,
    Role,
    Span,
    Value,
)
from bronwacht.redact.promises import BrokenPromise, Hindrance, promise_of
from bronwacht.redact.story import Story

T = DetailType
Marker = Callable[..., object]
TEXT = (
    "Een verpleegkundige, [[AGE|begin veertig]], werkt in [[PLACE|Hulst]]. Zij kwam in [[DATE|oktober 2018]] bij"
    " [[EMPLOYER|ziekenhuis De Linde]] werken en heet [[NAME|Toos]]. In [[DATE|2019]] vertrok ze. Ze is [[AGE|31]]."
)
VALUES: Mapping[str, Value] = {
    "begin veertig": {"low": 40, "high": 43},
    "31": {"age": 31},
    "oktober 2018": {"from": "2018-10-01", "to": "2018-10-31"},
    "2019": {"from": "2019-01-01", "to": "2019-12-31"},
}


@pytest.fixture
def analysis(mark: Marker) -> Analysis:
    passage = mark(TEXT, values=VALUES)
    draft: Draft = passage.draft  # type: ignore[attr-defined]
    details: tuple[Detail, ...] = tuple(replace(d, persons=("p1",)) for d in passage.details)  # type: ignore[attr-defined]
    facts = tuple(
        Fact(f"f{n}", d.type, "p1", d.value, (d.id,), Observability.PUBLIC_LIFE) for n, d in enumerate(details, 1)
    )
    person = Person("p1", Role.SOURCE, codename="Merel")
    return Analysis(
        Reading(draft, details, (person,), facts), Story(), Lang.NL, {}, {}, not_checked=(NotChecked.PROMISES,)
    )


def broken(analysis: Analysis, **words: str) -> list[tuple[str, bool]]:
    """The stretches that break a promise, with whether the plan mends it."""
    found = compared(analysis, [promise_of("Merel", words)])
    text, spans = analysis.reading.draft.text, {d.id: d.span for d in analysis.reading.details}
    return [(spans[each.detail].of(text), each.mended) for each in found.promises]


def edited(analysis: Analysis, stretch: str, level: Level, action: Action = Action.GENERALISE) -> Analysis:
    text = analysis.reading.draft.text
    detail = next(d for d in analysis.reading.details if d.span.of(text) == stretch)
    fact = next(f for f in analysis.reading.facts if detail.id in f.details)
    edit = Edit((detail.id,), detail.span, action, "…", detail.type)
    return replace(analysis, edits=(*analysis.edits, edit), levels={**analysis.levels, fact.id: level})


def test_a_range_is_known_to_be_coarse(analysis: Analysis) -> None:
    assert broken(analysis, AGE="near") == [("31", False)]
    assert broken(analysis, AGE="broad") == [("begin veertig", False), ("31", False)]
    assert broken(analysis, DATE="near") == []
    assert broken(analysis, DATE="broad") == [("oktober 2018", False)]
    assert broken(analysis, DATE="vague") == [("oktober 2018", False)]
    assert broken(analysis, DATE="never") == [("oktober 2018", False), ("2019", False)]


def test_what_may_be_published_and_what_was_not_spoken_of(analysis: Analysis) -> None:
    assert broken(analysis, AGE="publish", HEALTH="never") == []


def test_every_other_kind_counts_as_exact(analysis: Analysis) -> None:
    assert broken(analysis, PLACE="near", EMPLOYER="vague") == [("Hulst", False), ("ziekenhuis De Linde", False)]


def test_what_the_plan_mends(analysis: Analysis) -> None:
    near = edited(analysis, "31", Level.NEAR)
    assert broken(near, AGE="near") == [("31", True)]
    assert broken(near, AGE="broad") == [("begin veertig", False), ("31", False)]
    assert broken(edited(analysis, "31", Level.BROAD, Action.KEEP), AGE="near") == [("31", False)]
    assert broken(edited(analysis, "Toos", Level.NEAR), NAME="never") == [("Toos", True)]


def test_a_level_without_an_edit_mends_nothing(analysis: Analysis) -> None:
    assert broken(replace(analysis, levels={"f1": Level.ABSENT}), AGE="broad")[0] == ("begin veertig", False)


def test_what_may_be_another_persons_counts(analysis: Analysis) -> None:
    shared = tuple(replace(d, persons=("p2", "p1")) for d in analysis.reading.details)
    reading = replace(analysis.reading, details=shared)
    assert broken(replace(analysis, reading=reading), PLACE="never") == [("Hulst", False)]
    others = tuple(replace(d, persons=("p2",)) for d in analysis.reading.details)
    assert broken(replace(analysis, reading=replace(reading, details=others)), PLACE="never") == []


def test_what_was_compared_and_what_was_not_is_told(analysis: Analysis) -> None:
    merel, wulp = promise_of("Merel", {"ID": "never"}), promise_of("Wulp", {"AGE": "never"})
    found = compared(analysis, [merel, wulp])
    assert found.promised == (merel, wulp)
    assert found.not_checked == (NotChecked.PROMISES_ABSENT,)
    assert compared(analysis, [merel]).not_checked == ()
    place = compared(analysis, [promise_of("Merel", {"PLACE": "broad"})]).promises
    assert place == (BrokenPromise("Merel", "d2", T.PLACE, Level.BROAD, hindrance=Hindrance.BESIDE_OTHERS),)


def test_what_is_in_the_way_is_named(analysis: Analysis) -> None:
    def hindrances(analysis: Analysis) -> list[Hindrance | None]:
        found = compared(analysis, [promise_of("Merel", {"PLACE": "never", "NAME": "never"})])
        return [broken.hindrance for broken in found.promises]

    mended = edited(edited(analysis, "Hulst", Level.ABSENT), "Toos", Level.ABSENT)
    assert hindrances(mended) == [None, None]
    kept = replace(analysis, story=Story(must_keep=("in Hulst",)))
    assert hindrances(kept) == [Hindrance.MUST_KEEP, Hindrance.BESIDE_OTHERS]
    text = analysis.reading.draft.text
    nothing = tuple(
        replace(d, span=Span(text.index("bij"), text.index("bij") + 3)) if d.span.of(text) == "Hulst" else d
        for d in analysis.reading.details
    )
    silent = replace(analysis, reading=replace(analysis.reading, details=nothing))
    assert Hindrance.SAYS_NOTHING in hindrances(silent)


def test_words_that_another_edit_takes_along_are_gone(analysis: Analysis) -> None:
    text = analysis.reading.draft.text
    at = Span(text.index("werkt in Hulst"), text.index("werkt in Hulst") + len("werkt in Hulst"))
    age = next(d for d in analysis.reading.details if d.span.of(text) == "begin veertig")
    for replacement, gone in (("werkt ergens", True), ("is in Hulst in dienst", False)):
        edit = Edit((age.id,), at, Action.PARAPHRASE, replacement, T.AGE)
        assert broken(replace(analysis, edits=(edit,)), PLACE="never") == [("Hulst", gone)]


def test_a_fact_has_the_floor_of_its_strictest_mention(analysis: Analysis) -> None:
    reading = analysis.reading
    dates = [fact for fact in reading.facts if fact.type is T.DATE]
    one = replace(dates[0], details=(*dates[0].details, *dates[1].details))
    reading = replace(reading, facts=(*(f for f in reading.facts if f.type is not T.DATE), one))
    assert floors(reading, [promise_of("Merel", {"DATE": "vague"})]) == {one.id: Level.VAGUE}
    assert floors(reading, [promise_of("Merel", {"DATE": "near"})]) == {}
    assert floors(reading, [promise_of("Wulp", {"DATE": "never"})]) == {}
