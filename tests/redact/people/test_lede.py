"""Whom a story opens with and names afterwards: the accused of a court report is nobody to protect."""

import pytest
from bronwacht.redact.draft import DetailType, Draft, Lang, Role
from bronwacht.redact.pipeline import read
from bronwacht.redact.story import Story

APPOSED = (
    "A rowing coach who sent messages to a teenage pupil has been suspended.\n\n"
    "Denis Marsh, a former coach at Wexdale School, met the girl in 2014. The coach gave her a lift in his car after a"
    " regatta, the panel heard. Marsh, 43, denies it.\n\nA teacher reported it. The coach said he was sorry."
)
OPENS_NEXT = (
    "A 52-year-old dentist has been struck off after he touched two trainees.\n\n"
    "Denis Marsh, 52, worked in Hull for nine years. One of the trainees was 19, the hearing was told."
    " The dentist told her"
    " to be quiet. Marsh denies it."
)


def _owners(text: str, lang: Lang, words: str) -> set[Role]:
    reading = read(Draft(text, lang), Story())
    roles = {person.id: person.role for person in reading.persons}
    every = (d for d in (*reading.details, *reading.left_out) if d.type is not DetailType.EVENT)
    return {roles[d.persons[0]] for d in every if d.persons and d.span.of(text).split()[-1] == words}


@pytest.mark.parametrize(
    ("text", "lang", "noun"),
    [(APPOSED, Lang.EN, "coach"), (OPENS_NEXT, Lang.EN, "dentist"), (OPENS_NEXT, Lang.EN, "52-year-old")],
)
def test_who_is_named_later_is_no_source(text: str, lang: Lang, noun: str) -> None:
    assert _owners(text, lang, noun) <= {Role.PUBLIC}


def test_the_victim_of_whoever_is_named_later_stays_protected() -> None:
    assert _owners(APPOSED, Lang.EN, "pupil") == {Role.SOURCE}
    assert _owners(APPOSED, Lang.EN, "girl") == {Role.SOURCE}
    assert _owners(OPENS_NEXT, Lang.EN, "trainees") == {Role.SOURCE}
    assert _owners(APPOSED, Lang.EN, "teacher") == {Role.SOURCE}


@pytest.mark.parametrize(
    "text",
    [
        "A nurse has been convicted of theft.\n\nDenis Marsh, who runs the home, denies that he shouted at"
        " her. The nurse,"
        " 34, has two children. Marsh says that he knows nobody.",
        # A whistle-blower, whose colleague is named; somebody sacked, of whom nothing says that the name is theirs.
        "A nurse who raised concerns about a ward was dismissed last year.\n\nDenis Marsh, a nurse at the hospital"
        " since 1990, denies that he shouted at her. The nurse, 34, has two children. Marsh says that he knows nobody.",
        "A nurse was sacked in June.\n\nDenis Marsh runs the clinic. The nurse, 34, has two children. Marsh says that"
        " he knows nobody.",
    ],
)
def test_a_dismissed_source_is_not_who_is_named_next(text: str) -> None:
    assert Role.SOURCE in _owners(text, Lang.EN, "nurse")
    assert _owners(text, Lang.EN, "34") <= {Role.SOURCE}
