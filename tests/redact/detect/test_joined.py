"""A find over two phrases is the surer of them: what takes the place of both leaves no sentence."""

from __future__ import annotations

import pytest
from bronwacht.redact.detect.joined import apart
from bronwacht.redact.detect.match import Match
from bronwacht.redact.detect.tagger import tag
from bronwacht.redact.draft import DetailType, Lang, Span


def parts(lang: Lang, text: str, words: str, kind: DetailType) -> list[str]:
    """What becomes of a find of these words."""
    start = text.index(words)
    match = Match(Span(start, start + len(words)), kind, 0.9, "tagger")
    return [part.span.of(text) for part in apart(text, lang, [match], tag(text, lang))]


@pytest.mark.parametrize(
    ("text", "words", "kind", "left"),
    [
        (
            "De kok deelt met zijn zwager een kamer in Goes.",
            "zwager een kamer",
            DetailType.FAMILY,
            "zwager",
        ),
        (
            "Zij vertelt dat er bij het korps twee vrouwen uit Suriname werken.",
            "korps twee vrouwen uit Suriname",
            DetailType.GROUP,
            "twee vrouwen uit Suriname",
        ),
    ],
)
def test_the_surer_of_two_phrases_is_the_find(text: str, words: str, kind: DetailType, left: str) -> None:
    assert parts(Lang.NL, text, words, kind) == [left]


@pytest.mark.parametrize(
    ("text", "words", "kind"),
    [
        ("Ze is een van de eerste vier vrouwen bij het korps.", "eerste vier vrouwen", DetailType.GROUP),
        ("Haar ouders zijn boeren in Goes.", "ouders zijn boeren", DetailType.FAMILY),
        ("Ze zag een hond, een herder.", "hond, een herder", DetailType.EVENT),
        ("Er zijn in het land zes van ons.", "in het land zes van ons", DetailType.GROUP),
        ("Ze woont in het zaagdorp twee jaar.", "zaagdorp twee jaar", DetailType.ADDRESS),
        ("Zwager een kamer", "Zwager een kamer", DetailType.FAMILY),
    ],
)
def test_one_phrase_stays_one(text: str, words: str, kind: DetailType) -> None:
    assert parts(Lang.NL, text, words, kind) == [words]


def test_english_phrases_stay_as_they_are() -> None:
    text = "On her return a nurse rang."
    assert parts(Lang.EN, text, "return a nurse rang", DetailType.EVENT) == ["return a nurse rang"]
