"""What a detail rests on, read off the finds and what merging made of them."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from bronwacht.redact.detect import read
from bronwacht.redact.detect.match import Match
from bronwacht.redact.detect.merge import CERTAIN, merge
from bronwacht.redact.detect.witness import Finds
from bronwacht.redact.draft import DetailType, Draft, Lang, Reason, Span
from bronwacht.redact.evidence import Step, Why

TEXT = "Her husband, a firefighter in Hull, told Denise Marsh so."
T = DetailType


def match(words: str, kind: DetailType, score: float, rule: str) -> Match:
    return Match(Span(TEXT.index(words), TEXT.index(words) + len(words)), kind, score, rule)


def whys(
    direct: Sequence[Match] = (),
    tagged: Sequence[Match] = (),
    ruled: Sequence[Match] = (),
    kept: Sequence[Span] = (),
    support: float = 0.3,
) -> dict[str, Why]:
    found = merge(TEXT, direct=direct, tagged=tagged, ruled=ruled, kept=kept, support=lambda _: support)
    finds = Finds(TEXT, (*direct, *tagged, *ruled), lambda _: support)
    return {f.match.span.of(TEXT): finds.why(f) for f in found}


def test_a_find_alone_is_the_only_witness() -> None:
    why = whys(tagged=[match("Hull", T.PLACE, 0.8, "tagger")])["Hull"]
    assert [(w.rule, w.type, w.score, w.counted) for w in why.witnesses] == [("tagger", T.PLACE, 0.8, True)]
    assert why.steps == () and why.tagger == 0.3


@pytest.mark.parametrize(("score", "step"), [(CERTAIN, Step.CERTAIN), (0.7, Step.SUPPORTED)])
def test_a_rule_without_the_tagger_is_certain_or_supported(score: float, step: Step) -> None:
    why = whys(ruled=[match("firefighter", T.OCCUPATION, score, "occupations.indefinite")])["firefighter"]
    assert why.steps == (step,)


def test_two_finds_of_a_type_that_overlap_make_a_wider_detail() -> None:
    tagged = [match("husband, a firefighter", T.FAMILY, 0.9, "tagger")]
    ruled = [
        match("Her husband", T.FAMILY, 0.9, "family.partner"),
        match("firefighter", T.OCCUPATION, 0.6, "occupations.indefinite"),
    ]
    why = whys(tagged=tagged, ruled=ruled)["Her husband, a firefighter"]
    assert why.steps == (Step.WIDENED,)
    assert {w.rule: w.counted for w in why.witnesses} == {
        "tagger": True,
        "family.partner": True,
        "occupations.indefinite": False,
    }


def test_a_name_that_is_taken_whole_is_completed() -> None:
    why = whys(direct=[match("Marsh", T.NAME, 0.9, "tagger.name")])["Denise Marsh"]
    assert why.steps == (Step.COMPLETED,)


def test_what_a_public_name_has_is_cut_out() -> None:
    kept = [match("Denise Marsh", T.NAME, 1.0, "").span]
    why = whys(tagged=[match("told Denise Marsh", T.EVENT, 0.9, "tagger")], kept=kept)["told"]
    assert why.steps == (Step.CUT,)


def test_punctuation_that_is_trimmed_is_no_cut() -> None:
    assert whys(tagged=[match("Hull,", T.PLACE, 0.9, "tagger")])["Hull"].steps == ()


DRAFT = Draft(
    "Councillor Harold Benbow has led Marsh End Borough Council since 2016.\n\nA 41-year-old nurse from Leeds, who has "
    "two young sons, said that Benbow had cornered her. She was on sick leave for six weeks with depression.",
    Lang.EN,
)


def test_every_detail_rests_on_something_that_it_touches() -> None:
    details = read(DRAFT).details
    assert details
    for detail in details:
        assert detail.why is not None
        counted = [w for w in detail.why.witnesses if w.counted]
        assert {w.rule for w in counted} == set(detail.evidence)
        assert all(w.span.overlaps(detail.span) and w.type is detail.type for w in counted)
        assert all(0 <= w.score <= 1 for w in detail.why.witnesses)


def test_names_that_stay_are_told_once_with_their_reason() -> None:
    found = read(DRAFT, public=("Harold Benbow",))
    text = DRAFT.text
    told = {(name.span.of(text), name.reason) for name in found.kept}
    assert {("Harold Benbow", Reason.STORY), ("Benbow", Reason.STORY)} <= told
    assert [name.span for name in found.kept] == sorted({name.span for name in found.kept})
    for one in found.kept:
        assert not any(one is not other and other.span.contains(one.span) for other in found.kept)
        assert not any(one.span.overlaps(detail.span) for detail in found.details)


def test_no_words_in_the_repr_of_a_finding() -> None:
    assert "Benbow" not in repr(read(DRAFT)) and "Leeds" not in repr(read(DRAFT))
