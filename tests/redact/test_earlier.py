"""A draft with what was published before, from two texts to the plan."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from bronwacht.errors import InputError
from bronwacht.redact.analysis import Analysis, Barrier, Compared, NotChecked
from bronwacht.redact.draft import DetailType, Lang, Level
from bronwacht.redact.pipeline import analyse, open_draft, read, read_earlier
from bronwacht.redact.risk.assessment import Verdict
from bronwacht.redact.story import Adversary, SourceHint, Story

DATA = Path(__file__).parent / "links" / "data"
BEFORE, NOW = (
    re.sub(r"</?[A-Z]>", "", (DATA / f"nl1-{day}.txt").read_text(encoding="utf-8"))
    for day in ("2020-02-14", "2021-06-03")
)
STORY = Story(published=(2021, 6), sources=(SourceHint("Merel", ("een voormalige danseres",), (Adversary.STRANGER,)),))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("articles")
    for name, text in (("2020-02.txt", BEFORE), ("nu.txt", NOW), ("los.txt", BEFORE)):
        (made / name).write_text(text, encoding="utf-8")
    return made


def analysed(folder: Path, *earlier: str, story: Story = STORY) -> Analysis:
    _, draft = open_draft(folder / "nu.txt", story)
    before = read_earlier([folder / name for name in earlier], story, Lang.NL)
    return analyse(read(draft, story), story, earlier=before)


@pytest.fixture(scope="module")
def alone(folder: Path) -> Analysis:
    return analysed(folder)


@pytest.fixture(scope="module")
def compared(folder: Path) -> Analysis:
    return analysed(folder, "2020-02.txt")


def test_a_woman_of_another_article_is_not_she_for_being_called_a_woman(tmp_path: Path) -> None:
    told = (
        "Een vrouw die {} werkte, {} jaar, zegt dat de wethouder haar {} lastigviel. Ze was er de enige vrouw van {}."
    )
    before, now = (
        told.format("als kok", 24, "op een feest", "zes"),
        told.format("bij de griffie", 57, "in de lift", "9"),
    )
    for name, text in (("2020-02.txt", before), ("nu.txt", now)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    story = replace(STORY, sources=(SourceHint("Merel", ("een vrouw",), (Adversary.STRANGER,)),))
    assert analysed(tmp_path, "2020-02.txt", story=story).same == ()


def merel(analysis: Analysis) -> str:
    return next(person.id for person in analysis.reading.persons if person.codename == "Merel")


def test_the_source_is_known_again_and_what_was_published_counts(alone: Analysis, compared: Analysis) -> None:
    id = merel(compared)
    assert [(same.person, same.certain) for same in compared.same] == [(id, True)]
    assert {"same quote", "ages fit"} <= {link.why for link in compared.links}
    told = {fact.type for fact in compared.reading.earlier}
    assert DetailType.GROUP in told
    for when in ("before", "after"):
        was, now = getattr(alone, when)[id][0].crowd, getattr(compared, when)[id][0].crowd
        assert now.low <= was.low and now.high <= was.high
    assert now.high < was.high  # of the rewrite: what was published stays told


def test_it_cannot_be_edited_and_is_named_as_what_stands_in_the_way(alone: Analysis, compared: Analysis) -> None:
    id = merel(compared)
    assert alone.after[id][0].verdict is Verdict.MEETS_THRESHOLD
    assert compared.after[id][0].verdict is not Verdict.MEETS_THRESHOLD
    (obstacle,) = (each for each in compared.obstacles if each.person == id)
    assert obstacle.why is Barrier.EARLIER
    published = {told.id for fact in compared.reading.facts_of(id) for told in fact.tellings if told.earlier}
    assert obstacle.fact in published
    assert {compared.levels[fact.id] for fact in compared.reading.earlier} == {Level.EXACT}
    assert all(not edit.details[0].startswith("e") for edit in compared.edits)


def test_the_report_says_what_was_compared_and_what_was_not(alone: Analysis, compared: Analysis, folder: Path) -> None:
    assert NotChecked.EARLIER in alone.not_checked and alone.compared == ()
    assert not {NotChecked.EARLIER, NotChecked.EARLIER_UNREAD} & set(compared.not_checked)
    assert compared.compared == (Compared("2020-02.txt", (2020, 2)),)
    unread = analysed(folder, story=Story(earlier=("2020-02.txt",)))
    assert NotChecked.EARLIER_UNREAD in unread.not_checked and NotChecked.EARLIER not in unread.not_checked


def test_an_undated_article_is_compared_without_its_ages(folder: Path) -> None:
    found = analysed(folder, "los.txt")
    assert found.compared == (Compared("los.txt", None),)
    assert found.same and "ages fit" not in {link.why for link in found.links}


def test_a_file_that_cannot_be_read_stops_it(folder: Path) -> None:
    with pytest.raises(InputError, match=r"weg\.txt"):
        analysed(folder, "2020-02.txt", "weg.txt")


def test_an_article_without_a_language_is_read_in_the_draft_s(folder: Path) -> None:
    (folder / "kort.txt").write_text("Staalmans, 41.", encoding="utf-8")
    (found,) = read_earlier([folder / "kort.txt"], STORY, Lang.NL)
    assert found.draft.lang is Lang.NL
