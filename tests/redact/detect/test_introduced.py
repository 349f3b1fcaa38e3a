"""The words by which a story file introduces a source are a detail, and are read as one."""

from __future__ import annotations

import time

import pytest
from bronwacht.redact.detect import find
from bronwacht.redact.detect.introduced import Introduced
from bronwacht.redact.detect.match import Match
from bronwacht.redact.detect.tagger import tag
from bronwacht.redact.draft import Detail, DetailType, Draft, Lang, Span

EN = (
    "Seven letters reached the board of the Cawdale cattle show. One was from a gate steward, who had seen the judge"
    " take an envelope.\n\nA second was written by a cow-whisperer. The source says that nobody rang back."
)


def _in(text: str, phrase: str, details: tuple[Detail, ...]) -> list[tuple[DetailType, str]]:
    at = text.index(phrase)
    return [(d.type, d.span.of(text)) for d in details if d.span.overlaps(Span(at, at + len(phrase)))]


@pytest.mark.parametrize(("called", "said"), [("a gate steward", "gate steward"), ("A COW-whisperer", "cow-whisperer")])
def test_what_introduces_a_source_is_found(called: str, said: str) -> None:
    details = find(Draft(EN, Lang.EN), called=[called])
    assert _in(EN, said, details)[0][1] == said


@pytest.mark.parametrize("called", ["The source", "A second"])
def test_words_that_may_mean_anybody_are_none(called: str) -> None:
    assert not _in(EN, called, find(Draft(EN, Lang.EN), called=[called]))


@pytest.mark.parametrize(("lang", "said"), [(Lang.EN, "One of them"), (Lang.NL, "Twee van hen")])
def test_a_number_of_people_that_opens_a_sentence_is_no_name(lang: Lang, said: str) -> None:
    text = f"{said} speak of it. {said} left." if lang is Lang.EN else f"{said} spraken erover. {said} gingen weg."
    assert not find(Draft(text, lang), called=[said])


def test_an_age_in_the_words_is_read() -> None:
    text = "Among the callers was a man, then 44, who keeps bees. The hive is gone."
    details = find(Draft(text, Lang.EN), called=["a man, then 44"])
    ages = [d for d in details if d.type is DetailType.AGE]
    assert [d.value for d in ages] == [{"age": 44, "then": True}]
    assert (DetailType.GENDER, "man") in _in(text, "a man", details)


def test_a_name_is_taken_out() -> None:
    text = "De raad vergaderde. Volgens Wietske was de zaal leeg, en zo stond het in de krant. Wietske bleef thuis."
    details = find(Draft(text, Lang.NL), called=["Wietske"])
    assert [d.span.of(text) for d in details if d.type is DetailType.NAME] == ["Wietske", "Wietske"]


def test_a_name_that_the_story_keeps_stays() -> None:
    text = "The hall was empty, says Edwina Marlowe of the theatre."
    details = find(Draft(text, Lang.EN), public=["Edwina Marlowe"], called=["Edwina Marlowe"])
    assert not [d for d in details if d.type is DetailType.NAME]


def test_a_later_word_for_the_same_gender_counts_when_it_is_known_to_mean_a_source() -> None:
    text = "A woman spoke at the meeting. The woman who kept the goats says that it was loud."
    details = find(Draft(text, Lang.EN), called=["The woman who kept the goats"])
    assert (DetailType.GENDER, "woman") in _in(text, "The woman", details)


@pytest.mark.parametrize(
    ("called", "headed", "goes"),
    [
        ("Een oud-stagiair", "oud-stagiair Vrxa Qzorn", "Vrxa Qzorn"),
        ("een medewerker", "medewerker Sanne van der Laan en burgemeester Tom Bos", "Sanne van der Laan"),
        ("een kok", "kok, Sanne Bok", "Sanne Bok"),
    ],
)
def test_a_name_behind_the_words_for_a_source_goes(called: str, headed: str, goes: str) -> None:
    """ "Trainee Jan Bos tells": to the tagger that is how newspapers bring in who is public."""
    text = f"Concept, gesprek {headed}\n\nTheo Wagenvoort liet zijn personeel zwijgen, zei {called} over hem."
    found = [d.span.of(text) for d in find(Draft(text, Lang.NL), called=[called]) if d.type is DetailType.NAME]
    assert found == [goes]
    kept = find(Draft(text, Lang.NL), called=[called], public=[goes])
    assert goes not in [d.span.of(text) for d in kept]


def test_whoever_bears_an_office_of_that_name_stays() -> None:
    text = "Raadslid Tom Verlaan wil een debat over de haven. Een raadslid klaagde over de wethouder."
    assert "Tom Verlaan" not in [d.span.of(text) for d in find(Draft(text, Lang.NL), called=["Een raadslid"])]


def test_a_long_text_with_thousands_of_them_takes_seconds() -> None:
    text = "intern " * 20_000
    spans = tuple(Span(at, at + 6) for at in range(0, len(text), 7))
    known = Introduced(text, Lang.EN, spans)
    started = time.process_time()
    assert all(map(known.has, spans))
    assert len([*known.widened(Match(span, DetailType.AGE, 0.9, "ages") for span in spans)]) == len(spans)
    assert not [*known.unseen(spans, tag("intern", Lang.EN))]
    assert time.process_time() - started < 5  # each with each takes a minute
