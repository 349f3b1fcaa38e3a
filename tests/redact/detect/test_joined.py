"""A find over two phrases is the surer of them: what takes the place of both leaves no sentence."""

from __future__ import annotations

import pytest
from bronwacht.redact.detect.joined import apart, first_phrase
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


def test_what_stands_before_an_inverted_verb_is_a_phrase_of_its_own() -> None:
    text = "Op de kerstborrel van 2021 kreeg ze een pet. Een kok uit Goes zag het."
    found = parts(Lang.NL, text, "kerstborrel van 2021 kreeg ze een pet", DetailType.EVENT)
    assert found[0] == "kerstborrel van 2021"
    assert not [part for part in found if "kreeg" in part]


@pytest.mark.parametrize(
    ("lang", "text", "kind", "left"),
    [
        (Lang.NL, "Haar moeder heeft het museum nog| gebeld.", DetailType.FAMILY, "Haar moeder"),
        (Lang.NL, "haar schoonvader is huisarts in Ede|.", DetailType.FAMILY, None),
        (Lang.NL, "haar zus had een winkel| en hij niets", DetailType.FAMILY, None),
        (Lang.NL, "haar vader had een viskraam| in Yerseke", DetailType.FAMILY, None),
        (Lang.EN, "her father had a shop in| Leeds", DetailType.FAMILY, None),
        (Lang.EN, "the youngest cook never went back there|.", DetailType.GROUP, "the youngest cook"),
        (Lang.EN, "Two of the women have since met|.", DetailType.GROUP, "Two of the women"),
        (Lang.NL, "dienstreis naar Riga uitschold|, zegt ze", DetailType.TRIP, "dienstreis naar Riga"),
        (Lang.NL, "reis naar New York werd betast|.", DetailType.TRIP, "reis naar New York"),
        (Lang.NL, "reis naar Riga vorig| jaar", DetailType.TRIP, None),
        (Lang.EN, "the one cook they never worked with|.", DetailType.GROUP, None),
    ],
)
def test_a_find_that_runs_on_is_its_first_phrase(lang: Lang, text: str, kind: DetailType, left: str | None) -> None:
    found, _, behind = text.partition("|")
    first = first_phrase(found + behind, lang, Match(Span(0, len(found)), kind, 0.9, "tagger"))
    assert (first and first.of(found)) == left


def test_english_phrases_stay_as_they_are() -> None:
    text = "On her return a nurse rang."
    assert parts(Lang.EN, text, "return a nurse rang", DetailType.EVENT) == ["return a nurse rang"]


def test_a_find_over_two_sentences_is_one_of_each() -> None:
    text = "She is not the only one. One of the three bakers at the mill told us so."
    words = "not the only one. One of the three bakers"
    assert parts(Lang.EN, text, words, DetailType.GROUP)[-1] == "One of the three bakers"
    assert len(parts(Lang.EN, text, words, DetailType.QUOTE)) == 1
    held = "At the lab of prof. Marsh she had a desk."
    assert parts(Lang.EN, held, "lab of prof. Marsh", DetailType.EMPLOYER) == ["lab of prof. Marsh"]
