"""The sentences of an English text that tell of somebody nameless."""

from __future__ import annotations

import pytest
from bronwacht.redact.detect import find
from bronwacht.redact.detect.followed import followed, hidden_names
from bronwacht.redact.draft import Draft, Lang, Span

STORY = (
    "Councillor Karl Dorring, 61, opened the pier in 2009. Anna* joined the ferry in 2017. Two years later, she fell"
    " ill. “It was the noise,” she says. Karl Dorring denied it in 2018. He was knighted in 2003.\n\n*Names changed."
)


def _told(text: str, *words: str) -> list[str]:
    spans = [Span(text.index(word), text.index(word) + len(word)) for word in words]
    return [sentence.of(text) for sentence in followed(text, spans, Lang.EN)]


def test_a_pronoun_goes_on_until_somebody_else_is_named() -> None:
    told = _told(STORY, "Anna")
    assert told == [
        "Anna* joined the ferry in 2017.",
        "Two years later, she fell ill.",
        "“It was the noise,” she says.",
    ]


def test_what_is_quoted_is_no_pronoun_of_the_sentence() -> None:
    assert _told("Anna left. “She is gone,” the mayor said.", "Anna") == ["Anna left."]


def test_it_does_not_go_on_for_ever() -> None:
    assert len(_told("Anna left. " + "She left. " * 20, "Anna")) < 8


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Anna* left. Later Anna wrote.", ["Anna", "Anna"]),
        ("Anna, who asked not to be named, left. Anna wrote.", ["Anna", "Anna"]),
        ("Anna left.", []),
    ],
)
def test_names_that_hide(text: str, names: list[str]) -> None:
    assert [span.of(text) for span in hidden_names(text, Lang.EN)] == names


def test_dutch_has_its_own_way() -> None:
    assert followed("Anna vertrok.", [Span(0, 4)], Lang.NL) == ()
    assert hidden_names("Anna* vertrok.", Lang.NL) == ()


def test_when_it_was_counts_in_those_sentences_and_not_in_the_others() -> None:
    found = {detail.span.of(STORY) for detail in find(Draft(STORY, Lang.EN))}
    assert any("2017" in words for words in found)
    assert any("Two years later" in words for words in found)
    assert not any(year in words for words in found for year in ("2009", "2003"))
