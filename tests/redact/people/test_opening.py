"""What is told of whoever is named with an office stays theirs."""

from __future__ import annotations

import pytest
from bronwacht.redact.draft import Draft, Lang
from bronwacht.redact.pipeline import read
from bronwacht.redact.story import Story

STORY = (
    "Councillor Harold Benbow, the leader of Marston Council, denies bullying. Two people told this paper so.\n\n"
    "A porter said Benbow had shouted at him. He left in April.\n\n"
    "A nurse said he had shouted at her, too. She left in June.\n\n{end}"
)


def _protected(end: str) -> set[str]:
    text = STORY.format(end=end)
    return {d.span.of(text) for d in read(Draft(text, Lang.EN), Story()).details if d.span.start > text.rindex("\n")}


@pytest.mark.parametrize(
    "end",
    [
        "Benbow is diabetic.",
        "Benbow has had heart surgery.",
        "Benbow was a Methodist.",
        "Benbow did not reply to two letters. He and his wife live outside Corbridge.",
    ],
)
def test_it_is_no_source_s(end: str) -> None:
    assert not _protected(end)


@pytest.mark.parametrize(
    ("end", "words"),
    [
        ("Benbow knew that she was diabetic, the nurse said.", "diabetic"),
        ("Benbow did not reply. A cook said that she lives in Corbridge.", "Corbridge"),
    ],
)
def test_it_is_a_source_s(end: str, words: str) -> None:
    assert any(words in found for found in _protected(end))
