"""Details as the corrections say that they are, whatever detection found."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from bronwacht.redact.corrections import Corrections, CorrectionsError, DetailIs, RoleIs, SamePerson, Stretch
from bronwacht.redact.detect import Findings
from bronwacht.redact.detect.corrected import CORRECTION, corrected, with_names
from bronwacht.redact.draft import Detail, DetailType, Draft, Kept, Lang, Reason, Role, Span
from bronwacht.redact.evidence import Step, Why, Witness
from hypothesis import given
from hypothesis import strategies as st

TEXT = (
    "A deckhand of 24 told Denise Marsh about the engine fire off Whitby in May. Marsh wrote it down. She rang the "
    "deckhand at home, where his mother, a baker, said he was out."
)
DRAFT = Draft(TEXT, Lang.EN)
T = DetailType


def span(words: str, nth: int = 0) -> Span:
    at = -1
    for _ in range(nth + 1):
        at = TEXT.index(words, at + 1)
    return Span(at, at + len(words))


def stretch(words: str, nth: int = 0) -> Stretch:
    found = span(words, nth)
    return Stretch(found.start, found.end, words)


def detail(words: str, kind: DetailType, nth: int = 0) -> Detail:
    found = span(words, nth)
    why = Why((Witness("tagger", kind, 0.7, found, True),), 0.7)
    return Detail("", found, kind, 0.7, {}, evidence=("tagger",), why=why)


FOUND = Findings(
    (
        detail("deckhand", T.OCCUPATION),
        detail("24", T.AGE),
        detail("engine fire off Whitby", T.EVENT),
        detail("May", T.DATE),
        detail("deckhand", T.OCCUPATION, 1),
        detail("his mother, a baker", T.FAMILY),
    ),
    (Kept(span("Denise Marsh"), Reason.OFFICE, 0.8, 2), Kept(span("Marsh", 1), Reason.AGAIN, 0.8, 2)),
)


def apply(*details: DetailIs, off: tuple[Stretch, ...] = ()) -> dict[str, Detail]:
    found = corrected(DRAFT, FOUND, Corrections(details, off))
    return {d.span.of(TEXT): d for d in found.details}


def test_a_stretch_that_nobody_found_becomes_a_detail_with_its_value() -> None:
    made = apply(DetailIs(stretch("at home"), T.PLACE))["at home"]
    assert (made.type, made.score, made.evidence) == (T.PLACE, 1.0, (CORRECTION,))
    assert made.why and made.why.steps == (Step.CORRECTED,)
    assert apply(DetailIs(stretch("a baker"), T.OCCUPATION))["a baker"].value["term"] == "baker"


def test_a_detail_gets_another_type_and_another_value() -> None:
    made = apply(DetailIs(stretch("24"), T.GROUP))["24"]
    assert made.type is T.GROUP and made.evidence == (CORRECTION,)
    assert made.why and [(w.rule, w.counted) for w in made.why.witnesses] == [(CORRECTION, True), ("tagger", False)]


def test_a_detail_that_is_confirmed_keeps_what_found_it() -> None:
    made = apply(DetailIs(stretch("24")))["24"]
    assert (made.type, made.score, made.evidence) == (T.AGE, 1.0, (CORRECTION, "tagger"))


def test_a_detail_can_be_made_longer_or_shorter() -> None:
    longer = apply(DetailIs(stretch("A deckhand of 24")))
    assert longer["A deckhand of 24"].type is T.OCCUPATION and "24" not in longer and "deckhand" in longer
    shorter = apply(DetailIs(stretch("Whitby"), T.PLACE))
    assert shorter["Whitby"].type is T.PLACE
    assert shorter["engine fire off"].type is T.EVENT
    steps = shorter["engine fire off"].why
    assert steps and steps.steps == (Step.CORRECTED,)


def test_what_is_left_of_a_detail_stays_only_if_it_says_something() -> None:
    left = apply(off=(stretch("mother, a baker"),))
    assert "his" not in left and "baker" not in "".join(left)


def test_a_detail_of_no_type_where_nothing_was_found_is_refused() -> None:
    with pytest.raises(CorrectionsError, match="give its type") as error:
        apply(DetailIs(stretch("at home")))
    assert "home" not in str(error.value)


def test_a_name_that_is_no_detail_stays_by_correction() -> None:
    found = Findings((detail("Marsh", T.NAME, 1),))
    after = corrected(DRAFT, found, Corrections(not_details=(stretch("Marsh", 1),)))
    assert after.details == () and after.kept == (Kept(span("Marsh", 1), Reason.CORRECTION, 1.0, 1),)
    other = corrected(DRAFT, FOUND, Corrections(not_details=(stretch("24"),)))
    assert other.kept == FOUND.kept


def test_a_kept_name_that_is_a_detail_is_not_kept() -> None:
    after = corrected(DRAFT, FOUND, Corrections((DetailIs(stretch("Marsh", 1), T.NAME),)))
    assert [name.span for name in after.kept] == [span("Denise Marsh")]


@pytest.mark.parametrize(
    "corrections",
    [
        Corrections(roles=(RoleIs(stretch("Marsh", 1), Role.SOURCE),)),
        Corrections(roles=(RoleIs(stretch("Denise"), Role.BYSTANDER),)),
        Corrections(same=(SamePerson("Tern", stretch("Denise Marsh")),)),
        Corrections(
            same=(SamePerson(stretch("Denise Marsh"), stretch("She")),), roles=(RoleIs(stretch("She"), Role.UNDECIDED),)
        ),
    ],
    ids=["source", "bystander", "codename", "through another"],
)
def test_every_mention_of_a_name_goes_when_it_is_somebodys_to_protect(corrections: Corrections) -> None:
    wider = with_names(DRAFT, FOUND, corrections)
    after = corrected(DRAFT, FOUND, wider)
    names = [d.span for d in after.details if d.type is T.NAME]
    assert names == [span("Denise Marsh"), span("Marsh", 1)]
    assert after.kept == ()
    assert len({d.person for d in wider.details}) == 1


def test_a_public_person_keeps_the_name() -> None:
    for corrections in (
        Corrections(roles=(RoleIs(stretch("Marsh", 1), Role.PUBLIC),)),
        Corrections(same=(SamePerson(stretch("She"), stretch("Denise Marsh")),)),
        Corrections((DetailIs(stretch("24"), person=stretch("Denise Marsh")),)),
    ):
        assert with_names(DRAFT, FOUND, corrections) == corrections


def test_every_mention_of_a_name_is_theirs_who_are_public_after_all() -> None:
    found = Findings((detail("Denise Marsh", T.NAME), detail("Whitby", T.NAME), detail("Marsh", T.NAME, 1)))
    public = Corrections(roles=(RoleIs(stretch("Marsh", 1), Role.PUBLIC),))
    (added,) = with_names(DRAFT, found, public).details
    assert added == DetailIs(stretch("Denise Marsh"), person=stretch("Marsh", 1))
    other = replace(public, details=(DetailIs(stretch("Denise"), person="Tern"),))
    assert with_names(DRAFT, found, other) == other


@pytest.mark.parametrize(
    "corrections",
    [
        Corrections(roles=(RoleIs(stretch("Marsh", 1), Role.SOURCE),)),
        Corrections((DetailIs(stretch("Marsh", 1), T.NAME),)),
    ],
)
def test_a_name_that_the_story_file_keeps_cannot_be_taken_out(corrections: Corrections) -> None:
    kept = tuple(Kept(name.span, Reason.STORY, 1.0, 2) for name in FOUND.kept)
    with pytest.raises(CorrectionsError, match="story file keeps"):
        with_names(DRAFT, Findings((), kept), corrections)


@st.composite
def claims(draw: st.DrawFn) -> Corrections:
    """Corrections of stretches of whole words that do not overlap."""
    words = [m for m in range(len(TEXT)) if m == 0 or (TEXT[m - 1] == " " and TEXT[m] != " ")]
    cuts = sorted(draw(st.lists(st.sampled_from(words), min_size=2, max_size=10, unique=True)))
    details, off = [], []
    for start, end in pairwise(cuts):
        piece = TEXT[start:end].strip()
        found = Stretch(start, start + len(piece), piece)
        match draw(st.sampled_from(["detail", "none", "nothing"])):
            case "detail":
                details.append(DetailIs(found, draw(st.sampled_from(DetailType))))
            case "none":
                off.append(found)
    return Corrections(tuple(details), tuple(off))


@given(claims())
def test_the_corrections_win_and_nothing_else_changes(corrections: Corrections) -> None:
    after = corrected(DRAFT, FOUND, corrections.located(TEXT)).details
    assert all(one.span.end <= other.span.start for one, other in pairwise(after))
    assert [d.id for d in after] == [f"d{n}" for n in range(1, len(after) + 1)]
    by_span = {d.span: d for d in after}
    for made in corrections.details:
        assert by_span[made.stretch.span].type is made.type
    for none in corrections.not_details:
        assert not any(d.span.overlaps(none.span) for d in after)
    claimed = [*(d.stretch.span for d in corrections.details), *(s.span for s in corrections.not_details)]
    for old in FOUND.details:
        if not any(old.span.overlaps(span) for span in claimed):
            new = by_span[old.span]
            assert (new.type, new.score, new.evidence) == (old.type, old.score, old.evidence)
