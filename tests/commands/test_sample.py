"""The samples: whatever their story files say of the text stands in the text."""

from __future__ import annotations

from importlib.resources import files

import pytest
from bronwacht.redact.documents import read_document
from bronwacht.redact.story import Story, read_story

DATA = files("bronwacht.commands").joinpath("data")


def sample(lang: str) -> tuple[str, Story]:
    return read_document(DATA / f"sample-{lang}.txt").text, read_story(DATA / f"sample-{lang}.toml")  # type: ignore[arg-type]


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_the_story_file_is_of_the_text(lang: str) -> None:
    text, story = sample(lang)
    assert story.lang == lang
    assert [name.accused for name in story.public].count(True) == 1
    assert len(story.sources) == 5
    assert len({source.codename for source in story.sources}) == 5
    for phrase in [called for source in story.sources for called in source.called]:
        assert text.count(phrase) == 1, phrase
    for phrase in (*story.public_names, *story.must_keep):
        assert phrase in text, phrase


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_no_source_is_named_and_the_length_is_a_drafts(lang: str) -> None:
    text, story = sample(lang)
    assert 550 <= len(text.split()) <= 720
    assert not any(source.codename in text for source in story.sources)
