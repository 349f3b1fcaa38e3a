from __future__ import annotations

import time

import pytest
from bronwacht.redact.detect import read
from bronwacht.redact.detect.beside import ages_among, ages_beside, ages_of_work, own_work
from bronwacht.redact.detect.match import Match
from bronwacht.redact.detect.merge import CERTAIN
from bronwacht.redact.draft import DetailType, Draft, Lang, Span


def beside(text: str, name: str) -> list[str]:
    start = text.index(name)
    found = ages_beside(text, [Match(Span(start, start + len(name)), DetailType.NAME, 0.9, "tagger.name")])
    return [match.span.of(text) for match in found]


@pytest.mark.parametrize(
    "text",
    [
        "Sanne B., 46, zweeg.",
        "Sanne B. (46) zweeg.",
        "Sanne B., 46 jaar oud, zweeg.",
        "Sanne B., aged 46, left.",
        "Sanne B. (kok, het stadhuis, 46)",
    ],
)
def test_the_age_behind_a_name_that_goes_is_one(text: str) -> None:
    assert beside(text, "Sanne B.") == ["46"]


@pytest.mark.parametrize(
    "text",
    ["Sanne B., 46 euro kwijt", "Sanne B. (4) sliep.", "Sanne B., 2019.", "Sanne B. 46", "Sanne B. (lijn 4, 46)"],
)
def test_other_figures_are_none(text: str) -> None:
    assert beside(text, "Sanne B.") == []


def test_detection_takes_it_out_with_the_name() -> None:
    text = (
        "Hij zit met zijn handen op tafel. Kees-Jan V., 47, oud-kassier van de voetbalclub, moest dinsdag voor de"
        " rechtbank uitleggen waar het geld gebleven is. Burgemeester Joost Haan (58) wil het weten."
    )
    found = [detail.span.of(text) for detail in read(Draft(text, Lang.NL)).details if detail.type is DetailType.AGE]
    assert found == ["47"]


def test_an_age_in_a_paragraph_that_names_nobody_public() -> None:
    text = (
        "Neil went to a small school by the sea. When Neil was about 10 years old, he was beaten there.\n\n"
        "The head, Sir Denis Marsh of Marsh Hall, was about 60 years old."
    )
    found = [detail.span.of(text) for detail in read(Draft(text, Lang.EN)).details if detail.type is DetailType.AGE]
    assert found == ["10 years old"]


@pytest.mark.parametrize(
    ("lang", "text", "word", "own"),
    [
        (Lang.EN, "I had been a nurse for twenty-seven years.", "nurse", True),
        (Lang.EN, "I'm a reporter at the Ledger.", "reporter", False),
        (Lang.EN, "I was taught by nuns.", "nuns", False),
        (Lang.EN, "She had been a nurse.", "nurse", False),
        (Lang.NL, "Toen werkte ik als verpleegkundige in Hoorn.", "verpleegkundige", True),
        (Lang.NL, "Ik ben columnist.", "columnist", False),
    ],
)
def test_the_work_that_somebody_says_is_theirs(lang: Lang, text: str, word: str, own: bool) -> None:
    start = text.index(word)
    match = Match(Span(start, start + len(word)), DetailType.OCCUPATION, 0.6, "occupations.bare")
    (found,) = own_work(text, lang, [match])
    assert (found.score > match.score) is own


@pytest.mark.parametrize(
    ("lang", "text", "ages"),
    [
        (Lang.NL, "Bok was destijds 43, de medewerkster was 25, zegt hij.", ["25"]),
        (Lang.NL, "De burgemeester is 58, de leider is 62, en de kok was 40 uur weg.", []),
        (Lang.EN, "Marsh was 43 and the young assistant was 19 at the time.", ["19"]),
        (Lang.EN, "The mayor is 58, and the official is 61.", []),
    ],
)
def test_the_age_of_somebody_called_by_work(lang: Lang, text: str, ages: list[str]) -> None:
    assert [match.span.of(text) for match in ages_of_work(text, lang)] == ages


def test_ages_in_thousands_of_paragraphs_take_seconds() -> None:
    text = "Neil was ten.\n" * 20_000
    starts = range(0, len(text), 14)
    names = [Match(Span(at, at + 4), DetailType.NAME, 0.9, "tagger.name") for at in starts]
    ages = [Match(Span(at + 9, at + 12), DetailType.AGE, 0.5, "ages") for at in starts]
    started = time.process_time()
    assert {match.score for match in ages_among(text, ages, names, [])} == {CERTAIN}
    assert time.process_time() - started < 5
