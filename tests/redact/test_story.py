from __future__ import annotations

import os
from pathlib import Path

import pytest
from bronwacht.redact.draft import Lang
from bronwacht.redact.story import DEFAULT_THRESHOLDS, Adversary, StoryError, parse_story, read_story

FULL = """
title = "De paardenmarkt"
language = "nl"
published = 2021-10   # a month is enough
threshold = { stranger = 250, accused = 3 }
earlier = ["2021-07-05.txt"]
must_keep = ["de paardenmarkt"]

[[public]]
name = "Harm Dijkman"
also = ["Dijkman", "de wethouder"]
accused = true

[[source]]
codename = "Merel"
called = ["de vrouw die insprak"]
protect_from = ["stranger", "accused"]

[[register]]
what = "speakers at the council meeting"
size = 34
source = "council minutes"
year = 2019
"""


def write(folder: Path, text: str) -> Path:
    path = folder / "story.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_full_story(tmp_path: Path) -> None:
    story = read_story(write(tmp_path, FULL))
    assert (story.title, story.lang, story.published) == ("De paardenmarkt", Lang.NL, (2021, 10))
    assert story.thresholds == {**DEFAULT_THRESHOLDS, Adversary.STRANGER: 250, Adversary.ACCUSED: 3}
    assert story.public_names == ("Harm Dijkman", "Dijkman", "de wethouder")
    assert story.public[0].accused
    assert story.sources[0].protect_from == (Adversary.STRANGER, Adversary.ACCUSED)
    assert story.registers[0].size == 34
    assert story.must_keep == ("de paardenmarkt",)


def test_an_empty_story_protects_from_everybody(tmp_path: Path) -> None:
    assert read_story(write(tmp_path, "")).thresholds == DEFAULT_THRESHOLDS
    assert parse_story({"source": [{"codename": "Mus"}]}).sources[0].protect_from == tuple(Adversary)


@pytest.mark.parametrize("published", ["2021-10", "'2021-10'", "2021-10-05", "'2021-10-05'"])
def test_months_and_days(tmp_path: Path, published: str) -> None:
    assert read_story(write(tmp_path, f"published = {published}")).published == (2021, 10)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("titel = 'x'", "unknown key in the story file: titel"),
        ("[[source]]\ncodename='Mus'\nprotectfrom=['stranger']", "unknown key in the story file: source.protectfrom"),
        ("[[source]]\ncalled=['x']", "source.codename"),
        ("[[source]]\ncodename='Mus'\nprotect_from=['police']", "unknown adversary"),
        ("threshold = {stranger = 0}", "1 or more"),
        ("threshold = {public = 3}", "unknown key in the story file: threshold.public"),
        ("language = 'fr'", "unknown language"),
        ("published = '2021-13'", "a year and a month"),
        ("must_keep = 'x'", "must_keep"),
        ("[[register]]\nwhat='x'\nsize=true\nsource='y'\nyear=2019", "register.size"),
        ("[[register]]\nwhat='x'\nsize=0\nsource='y'\nyear=2019", "at least one"),
        ("title = ", "not valid TOML"),
        ("a = " + "[" * 5000, "nested too deeply|not valid TOML"),
        ("a = " + "9" * 5000, "not valid TOML"),
        ("[[source]]\ncodename='Mus'\n[[source]]\ncodename='mus'", "one codename"),
    ],
)
def test_a_wrong_story_is_refused_by_key(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(StoryError, match=says):
        read_story(write(tmp_path, text))


def test_a_refusal_names_the_file_and_what_to_write(tmp_path: Path) -> None:
    with pytest.raises(StoryError) as wrong:
        read_story(write(tmp_path, "[[source]]\ncodename = 3"))
    assert str(wrong.value) == 'story.toml: source.codename in the story file should be text in quotes, such as "…"'
    with pytest.raises(StoryError) as twice:
        read_story(write(tmp_path, "[[source]]\ncodename='Mus'\n[[source]]\ncodename='mus'"))
    assert str(twice.value).startswith("story.toml: ")


def test_a_mark_that_an_editor_puts_before_the_text_is_no_part_of_it(tmp_path: Path) -> None:
    (tmp_path / "marked.toml").write_text('title = "Café"', encoding="utf-8-sig")
    assert read_story(tmp_path / "marked.toml").title == "Café"


def test_unreadable_stories(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.toml")
    with pytest.raises(StoryError, match="pipe"):
        read_story(tmp_path / "pipe.toml")
    with pytest.raises(StoryError, match="cannot read"):
        read_story(tmp_path / "none.toml")
    (tmp_path / "latin.toml").write_bytes(b'title = "caf\xe9"')
    with pytest.raises(StoryError, match="UTF-8"):
        read_story(tmp_path / "latin.toml")
    (tmp_path / "huge.toml").write_text("#" * (1 << 20) + "\n")
    with pytest.raises(StoryError, match="1 MiB"):
        read_story(tmp_path / "huge.toml")
