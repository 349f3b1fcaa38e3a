"""The redaction engine from end to end, on the samples and on drafts of the corpus, with the real detector."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from bronwacht.errors import LeakError, UsageError
from bronwacht.redact.analysis import NotChecked
from bronwacht.redact.documents import leaks
from bronwacht.redact.draft import DIRECT_TYPES, Action, Draft, Lang, Role
from bronwacht.redact.keeping import stays
from bronwacht.redact.pipeline import Stage, analyse, open_draft, read, write
from bronwacht.redact.story import Adversary, PublicName, Register, SourceHint, Story, read_story

ROOT = Path(__file__).resolve().parent.parent.parent
DATA = ROOT / "commands" / "data"
TEST_DRAFTS = [path for lang in Lang for path in sorted((ROOT / "corpus" / lang).glob("*.txt"))[7::60]]


@pytest.fixture(params=["nl", "en"])
def sample(request: pytest.FixtureRequest) -> Path:
    return DATA / f"sample-{request.param}.txt"


def test_the_sample_from_draft_to_final_copy(sample: Path, tmp_path: Path) -> None:
    story = read_story(sample.with_suffix(".toml"))
    stages: list[Stage] = []
    document, draft = open_draft(sample, story)
    analysis = analyse(read(draft, story, stages.append), story, observer=stages.append)
    out = tmp_path / "final.txt"
    write(document, analysis, out, stages.append)
    assert list(dict.fromkeys(stages)) == [Stage.DETECT, Stage.PEOPLE, Stage.RISK, Stage.WRITE]
    written = out.read_text(encoding="utf-8")
    assert analysis.edits and written != draft.text
    for edit in analysis.edits:
        stretch = edit.span.of(draft.text)
        assert edit.action is Action.KEEP or edit.replacement != stretch
    at, copied = 0, []
    for edit in analysis.edits:
        copied += [draft.text[at : edit.span.start], edit.replacement]
        at = edit.span.end
    assert written == "".join([*copied, draft.text[at:]])
    for name in story.public:
        assert written.count(name.name) == draft.text.count(name.name)


def test_the_sources_of_the_sample_are_found_by_codename(sample: Path) -> None:
    story = read_story(sample.with_suffix(".toml"))
    _, draft = open_draft(sample, story)
    reading = read(draft, story)
    found = {person.codename for person in reading.persons if person.role is Role.SOURCE}
    assert {source.codename for source in story.sources} <= found


def test_no_detail_touches_a_public_name_of_the_story(sample: Path) -> None:
    story = read_story(sample.with_suffix(".toml"))
    _, draft = open_draft(sample, story)
    details = read(draft, story).details
    assert details and story.public_names
    for detail in details:
        for name in story.public_names:
            assert name not in detail.span.of(draft.text)


def test_saying_less_never_makes_a_crowd_smaller(sample: Path) -> None:
    story = read_story(sample.with_suffix(".toml"))
    _, draft = open_draft(sample, story)
    analysis = analyse(read(draft, story), story)
    pairs = [
        (one.crowd, other.crowd)
        for person, before in analysis.before.items()
        for one, other in zip(before, analysis.after[person], strict=True)
        if one.crowd and other.crowd
    ]
    assert any(one != other for one, other in pairs)
    assert all(one.low <= other.low and one.high <= other.high for one, other in pairs)


def test_line_endings_change_nothing_that_is_found(sample: Path, tmp_path: Path) -> None:
    story = read_story(sample.with_suffix(".toml"))
    windows = tmp_path / "windows.txt"
    windows.write_bytes(sample.read_bytes().replace(b"\n", b"\r\n"))
    found = []
    for path in (sample, windows):
        _, draft = open_draft(path, story)
        reading = read(draft, story)
        found.append([(d.span.of(draft.text), d.type, d.persons, d.observability) for d in reading.details])
    assert found[0] == found[1]


def test_earlier_articles_that_are_not_compared_are_said_to_be_unread() -> None:
    _, draft = open_draft(DATA / "sample-en.txt", Story())
    reading = read(draft, Story())
    codes = {given: analyse(reading, Story(earlier=given)).not_checked for given in ((), ("2021.txt",))}
    assert NotChecked.EARLIER in codes[()] and NotChecked.EARLIER_UNREAD not in codes[()]
    assert NotChecked.EARLIER_UNREAD in codes[("2021.txt",)]


def test_a_name_that_stays_beside_a_detail_of_a_source_is_said_to_count_in_no_crowd() -> None:
    """Who works at the town hall of a town that is named is one of hundreds, not of all who work at a town hall."""
    accused = PublicName("Tom Verlaan", accused=True)
    story = Story(lang=Lang.NL, public=(accused, PublicName("Urk")))
    beside = "Tom Verlaan schold. Een vrouw van 34 werkte in 2019 op het stadhuis van Urk. Ze zag het."
    apart = "Tom Verlaan uit Urk schold. Een vrouw van 34 werkte in 2019 op het stadhuis. Ze zag het."
    for text, said in ((beside, True), (apart, False)):
        found = analyse(read(Draft(text, Lang.NL, published=(2021, 10)), story), story)
        assert found.reading.sources and (NotChecked.KEPT_NAMES in found.not_checked) is said, text


def test_where_somebody_is_accused_a_strangers_crowd_is_said_not_to_count_what_the_story_says_as_a_whole() -> None:
    text = "Tom Verlaan schold. Een vrouw van 34 die voor hem werkte zag het. Ze zweeg."
    for accused in (True, False):
        story = Story(lang=Lang.NL, public=(PublicName("Tom Verlaan", accused=accused),))
        found = analyse(read(Draft(text, Lang.NL, published=(2021, 10)), story), story)
        assert found.reading.sources and (NotChecked.AROUND_ACCUSED in found.not_checked) is accused


def test_words_of_the_accused_that_a_source_quotes_are_a_question_that_the_report_asks() -> None:
    text = "Tom Verlaan schold. Een vrouw van 34 werkte voor hem. “Hij zei bij de koffie: wegwezen,” zegt ze."
    for accused in (True, False):
        story = Story(lang=Lang.NL, public=(PublicName("Tom Verlaan", accused=accused),))
        found = analyse(read(Draft(text, Lang.NL, published=(2021, 10)), story), story)
        assert found.reading.sources and (NotChecked.RETOLD in found.not_checked) is accused


def test_a_register_that_serves_nobody_is_said_to_be_unused() -> None:
    _, draft = open_draft(DATA / "sample-en.txt", Story())
    unused = Register("members of a chess club elsewhere", 12, "its list", 2020)
    reading, own = read(draft, Story()), read_story(DATA / "sample-en.toml")
    assert NotChecked.REGISTERS in analyse(reading, Story(registers=(unused,))).not_checked
    assert NotChecked.REGISTERS not in analyse(read(draft, own), own).not_checked


def test_a_story_of_another_language_is_the_story_of_another_draft() -> None:
    story = read_story(DATA / "sample-nl.toml")
    with pytest.raises(UsageError, match="story file is for nl"):
        open_draft(DATA / "sample-en.txt", story)
    assert open_draft(DATA / "sample-en.txt", story, Lang.EN)[1].lang is Lang.EN


@pytest.mark.parametrize("path", TEST_DRAFTS, ids=lambda path: path.stem)
def test_any_draft_gets_a_final_copy(path: Path, tmp_path: Path) -> None:
    import re

    body = path.read_text(encoding="utf-8").split("\n---\n", 1)[1]
    plain = tmp_path / "draft.md"
    plain.write_text(re.sub(r"\[\[[A-Z]+ [a-z0-9,]+\|([^\[\]]+?)\]\]", r"\1", body), encoding="utf-8")
    document, draft = open_draft(plain, Story())
    analysis = analyse(read(draft, Story()), Story())
    out = tmp_path / "final.md"
    write(document, analysis, out)
    assert not leaks(out.read_bytes(), analysis.edits, document, kept=analysis.reading.public)


def test_what_must_stay_stays_as_a_whole_word() -> None:
    story = Story(public=(PublicName("Piet Bos", ("Bos",)),))
    draft = Draft("Karin Bosman belde met Piet Bos. Het was Bos' idee, zei Bosman.", Lang.NL)
    found = stays(read(draft, story), story)
    at = [draft.text.index(word) for word in ("Bosman belde", "Bosman.")]
    assert not [span for span in found if span.start in at]
    assert {span.of(draft.text) for span in found} >= {"Piet Bos", "Bos"}


def test_a_name_that_stays_somewhere_stops_the_copy(tmp_path: Path) -> None:
    path = tmp_path / "draft.txt"
    path.write_text(
        "Haar buurvrouw, Roosje Wijnstra, belde de politie. Zij wil niet met haar naam in de krant.\n", encoding="utf-8"
    )
    document, draft = open_draft(path, Story())
    analysis = analyse(read(draft, Story()), Story())
    named = [edit for edit in analysis.edits if edit.reason in DIRECT_TYPES]
    assert named, "the neighbour's name is not found"
    spoiled = tuple(replace(e, replacement=e.span.of(draft.text).upper()) if e in named else e for e in analysis.edits)
    with pytest.raises(LeakError):
        write(document, replace(analysis, edits=spoiled), tmp_path / "out.txt")
    assert not (tmp_path / "out.txt").exists()


def test_the_language_is_that_of_all_there_is_where_too_little_is_published(tmp_path: Path) -> None:
    mail = tmp_path / "draft.eml"
    head = "Subject: x\nMIME-Version: 1.0\nContent-Type: text/enriched; charset=utf-8\n\n"
    mail.write_text(head + "The nurse said that she was not at all surprised by what they found at the hospital.\n")
    document, draft = open_draft(mail, Story())
    assert document.published_text == "x"
    assert draft.lang is Lang.EN


def test_an_age_that_the_plan_left_with_another_stops_no_copy(tmp_path: Path) -> None:
    path, out = tmp_path / "draft.txt", tmp_path / "final.txt"
    path.write_text(
        "Staff of the harbour of Sallow Quay talk about the harbour master, Dennis Harrow.\n\n"
        "A crane inspector, thirty, worked there until May 2021. He has twins and lives in Plymouth.\n\n"
        "A woman nearly thirty says she did not dare to speak.\n",
        "utf-8",
    )
    crane = SourceHint("Blackbird", ("A crane inspector",))
    woman = SourceHint("Curlew", ("A woman nearly thirty",), (Adversary.ACCUSED,))
    story = Story(
        public=(PublicName("Dennis Harrow", accused=True),),
        sources=(crane, woman),
        thresholds={**Story().thresholds, Adversary.STRANGER: 500_000},
    )
    document, draft = open_draft(path, story)
    write(document, analyse(read(draft, story), story), out)
    first, second = out.read_text("utf-8").split("\n\n")[1:]
    assert "thirty" not in first
    assert "nearly thirty" in second
