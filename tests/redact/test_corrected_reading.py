"""A draft read with corrections, from end to end with the real detector, on the samples and an invented draft."""

from __future__ import annotations

from pathlib import Path

import pytest
from bronwacht.redact.corrections import (
    Corrections,
    CorrectionsError,
    DetailIs,
    RoleIs,
    SamePerson,
    Stretch,
    corrections_text,
    parse_corrections,
)
from bronwacht.redact.documents import read_document
from bronwacht.redact.draft import DetailType, Draft, Lang, Observability, Reading, Role, Span
from bronwacht.redact.pipeline import analyse, open_draft, read, write
from bronwacht.redact.story import PublicName, Story, read_story
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

DATA = Path(__file__).resolve().parent.parent.parent / "commands" / "data"

YARD = """Wethouder Berend Hulshof van Westermeer gaf opdrachten aan vrienden, zeggen twee mensen van de jachtwerf.

Een lasser van 47 uit Makkum zag in maart 2020 hoe de wethouder een map met tekeningen meenam. Hij werkt al negentien \
jaar op de werf en heeft drie dochters. “Ik heb het niet gedroomd”, zegt hij.

Een vrouw die de boekhouding deed, sprak Hulshof erover aan. Zij belde met woordvoerder Tineke Raadsma van de \
gemeente. Volgens Raadsma was er niets aan de hand. De lasser is sinds die tijd ziek.
"""
DRAFT = Draft(YARD, Lang.NL, published=(2021, 4))
NONE = Story()


def at(words: str, nth: int = 0, text: str = YARD) -> Stretch:
    place = -1
    for _ in range(nth + 1):
        place = text.index(words, place + 1)
    return Stretch(place, place + len(words), words)


def covered(reading: Reading, stretch: Stretch) -> bool:
    return any(detail.span.overlaps(stretch.span) for detail in reading.details)


def owner_of(reading: Reading, stretch: Stretch) -> str:
    (detail,) = (d for d in reading.details if d.span == stretch.span)
    return detail.persons[0]


@pytest.fixture(scope="module")
def plain() -> Reading:
    return read(DRAFT, NONE)


def test_no_corrections_change_nothing(plain: Reading) -> None:
    assert read(DRAFT, NONE, corrections=Corrections()) == plain


def test_a_missed_detail_is_added_with_its_fact(plain: Reading) -> None:
    missed = at("een map met tekeningen")
    assert missed.span not in {d.span for d in plain.details}
    reading = read(DRAFT, NONE, corrections=Corrections((DetailIs(missed, DetailType.TRAIT, at("lasser")),)))
    (added,) = (d for d in reading.details if d.span == missed.span)
    assert added.persons == (owner_of(reading, at("lasser")),)
    (fact,) = (f for f in reading.facts if f.id == added.fact)
    assert fact.person == added.persons[0] and added.id in fact.details
    assert [d.id for d in reading.details] == [f"d{n}" for n in range(1, len(reading.details) + 1)]


def test_a_detail_that_is_none_stays_in_the_text_and_never_comes_back(plain: Reading, tmp_path: Path) -> None:
    off = at("lasser")
    assert covered(plain, off)
    reading = read(DRAFT, NONE, corrections=Corrections(not_details=(off,)))
    assert not covered(reading, off)
    assert off.span in reading.public
    analysis = analyse(reading, NONE)
    assert not any(edit.span.overlaps(off.span) for edit in analysis.edits)
    path = tmp_path / "draft.txt"
    path.write_text(YARD, encoding="utf-8")
    write(read_document(path), analysis, tmp_path / "final.txt")
    assert "Een lasser" in (tmp_path / "final.txt").read_text(encoding="utf-8")


def test_a_spokesperson_who_is_a_source_loses_every_mention_of_the_name(plain: Reading, tmp_path: Path) -> None:
    names = [at("Tineke Raadsma"), at("Raadsma", 1)]
    assert not any(covered(plain, name) for name in names)
    reading = read(DRAFT, NONE, corrections=Corrections(roles=(RoleIs(at("Raadsma", 1), Role.SOURCE),)))
    assert all(covered(reading, name) for name in names)
    assert reading.person(owner_of(reading, names[0])).role is Role.SOURCE
    assert not any("Raadsma" in name.span.of(YARD) for name in reading.kept)
    path = tmp_path / "draft.txt"
    path.write_text(YARD, encoding="utf-8")
    write(read_document(path), analyse(reading, NONE), tmp_path / "final.txt")
    written = (tmp_path / "final.txt").read_text(encoding="utf-8")
    assert "Raadsma" not in written and "Hulshof" in written


def test_whoever_is_public_keeps_all_that_is_said_of_them(plain: Reading) -> None:
    assert covered(plain, at("47"))
    reading = read(DRAFT, NONE, corrections=Corrections(roles=(RoleIs(at("lasser"), Role.PUBLIC),)))
    assert not covered(reading, at("47")) and not covered(reading, at("lasser"))
    assert at("47").span in reading.public
    assert any(d.span == at("47").span for d in reading.left_out)


def test_two_sources_that_are_one_have_one_crowd(plain: Reading) -> None:
    joined = Corrections(same=(SamePerson(at("lasser"), at("Een vrouw")),))
    reading = read(DRAFT, NONE, corrections=joined)
    assert len(reading.sources) == len(plain.sources) - 1
    assert set(analyse(reading, NONE).before) == {person.id for person in reading.sources}


def test_an_observability_is_the_facts_too(plain: Reading) -> None:
    stretch = at("drie dochters")
    corrections = Corrections((DetailIs(stretch, DetailType.FAMILY, observability=Observability.DYADIC),))
    reading = read(DRAFT, NONE, corrections=corrections)
    (detail,) = (d for d in reading.details if d.span == stretch.span)
    assert detail.observability is Observability.DYADIC
    (fact,) = (f for f in reading.facts if f.id == detail.fact)
    assert fact.observability is Observability.DYADIC


def test_the_story_file_and_the_corrections_may_not_contradict_one_another() -> None:
    story = Story(public=(PublicName("Tineke Raadsma"),))
    for corrections in (
        Corrections(roles=(RoleIs(at("Raadsma", 1), Role.SOURCE),)),
        Corrections((DetailIs(at("Tineke Raadsma"), DetailType.NAME),)),
    ):
        with pytest.raises(CorrectionsError, match="story file keeps"):
            read(DRAFT, story, corrections=corrections)


def test_corrections_of_another_draft_are_refused_before_anything_is_read() -> None:
    told: list[object] = []
    corrections = Corrections(not_details=(at("lasser"),))
    with pytest.raises(CorrectionsError, match="not of this draft"):
        read(Draft("Een ander verhaal over een bakker.", Lang.NL), NONE, told.append, corrections)
    assert told == []


def test_corrections_follow_a_draft_that_was_edited() -> None:
    corrections = Corrections((DetailIs(at("een map met tekeningen"), DetailType.TRAIT),), (at("Makkum"),))
    edited = "Van onze verslaggever\n\n" + YARD.replace("gaf opdrachten aan vrienden", "gunde vrienden opdrachten")
    reading = read(Draft(edited, Lang.NL), NONE, corrections=corrections)
    found = {d.span.of(edited): d.type for d in reading.details}
    assert found["een map met tekeningen"] is DetailType.TRAIT
    assert not any("Makkum" in words for words in found)


@pytest.mark.parametrize("lang", list(Lang))
def test_what_was_read_can_be_corrected_by_codename_and_read_again_from_a_file(lang: Lang) -> None:
    path = DATA / f"sample-{lang}.txt"
    story = read_story(path.with_suffix(".toml"))
    _, draft = open_draft(path, story)
    before = read(draft, story)
    last, codename = before.details[-1], story.sources[0].codename
    stretch = Stretch(last.span.start, last.span.end, last.span.of(draft.text))
    corrections = Corrections((DetailIs(stretch, person=codename),))
    reading = read(draft, story, corrections=parse_corrections(corrections_text(corrections)))
    (detail,) = (d for d in reading.details if d.span == last.span)
    assert [reading.person(id).codename for id in detail.persons] == [codename]
    assert detail.type is last.type


def test_the_example_in_the_docs_does_what_it_says() -> None:
    docs = (DATA.parent.parent / "docs" / "corrections.md").read_text(encoding="utf-8")
    corrections = parse_corrections(docs.split("```toml\n")[1].split("```")[0])
    story = read_story(DATA / "sample-en.toml")
    _, draft = open_draft(DATA / "sample-en.txt", story)
    assert corrections.located(draft.text) == corrections
    reading = read(draft, story, corrections=corrections)
    found = {d.span.of(draft.text): d for d in reading.details}
    owner = {words: reading.person(detail.persons[0]) for words, detail in found.items()}
    assert found["engineering firm in Leeds"].type is DetailType.EMPLOYER
    assert found["a market warden"].observability is Observability.WORKPLACE
    assert owner["a market warden"].codename == "Dunlin"
    assert owner["a young colleague"].role is Role.BYSTANDER
    assert not covered(reading, corrections.not_details[0])
    assert owner["executive assistant"].codename == "Plover"
    every = {*DetailType, *Observability, *Role}
    assert [word for word in every if word not in docs] == []


WORDS = [Span(start, start + len(word)) for word in set(YARD.split()) if (start := YARD.find(word)) >= 0]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.sampled_from(WORDS), max_size=6, unique=True),
    st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from(DetailType)), max_size=4, unique_by=lambda row: row[0]),
)
def test_the_corrections_hold_in_the_reading(off: list[Span], on: list[tuple[Span, DetailType]]) -> None:
    def stretch(span: Span) -> Stretch | None:
        words = span.of(YARD).strip("“”,.")
        start = YARD.find(words, span.start) if words else -1
        return Stretch(start, start + len(words), words) if words else None

    claimed: list[Span] = []
    details, none = [], []
    for span, kind in [*((span, None) for span in off), *on]:
        found = stretch(span)
        if found and not any(found.span.overlaps(other) for other in claimed):
            claimed.append(found.span)
            if kind is None:
                none.append(found)
            else:
                details.append(DetailIs(found, kind, found))
    reading = read(DRAFT, NONE, corrections=Corrections(tuple(details), tuple(none)))
    by_span = {detail.span: detail for detail in reading.details}
    for correction in details:
        assert by_span[correction.stretch.span].type is correction.type
    own = [by_span[correction.stretch.span].persons for correction in details]
    assert all(len(persons) == 1 for persons in own) and len(set(own)) == len(own)
    assert not any(covered(reading, gone) for gone in none)
    assert all(reading.public.count(gone.span) == 1 for gone in none)
