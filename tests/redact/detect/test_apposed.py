"""What is said of whoever is named, right behind the name, is no detail of a source."""

from __future__ import annotations

import pytest
from bronwacht.redact.detect import read
from bronwacht.redact.detect.apposed import told_of_named
from bronwacht.redact.draft import DetailType, Draft, Lang, Span

NL = Lang.NL


def told(text: str) -> list[str]:
    start = text.index("Kramer")
    return [span.of(text) for span in told_of_named(text, NL, [Span(start, start + len("Kramer"))])]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Kramer (61), vader van twee zoons, ontkent.", "vader van twee zoons"),
        ("Kramer, gewezen rijkswachter uit Aalst en vader van drie, werd in 2014 benoemd.", "gewezen rijkswachter"),
        ("Kramer, 44, zelf zoon van een dominee, zwijgt.", "zelf zoon van een dominee"),
        ("Dat zegt Kramer, arts in Drachten.", "arts in Drachten"),
    ],
)
def test_a_noun_without_an_article_is_of_whoever_is_named(text: str, said: str) -> None:
    [found] = told(text)
    assert found.startswith(said)


@pytest.mark.parametrize(
    "text",
    [
        "Kramer, een portier uit Drachten en twee artsen zaten in de lift.",
        "Kramer, hoofd van haar afdeling, schold haar uit.",
        "Kramer, echtgenoot van de klaagster, zwijgt.",
        "Volgens Kramer, verpleegkundigen en een portier was er niets.",
        "Kramer, die in 2014 kwam, zwijgt.",
        "Kramer zwijgt, en een verpleegkundige ook.",
    ],
)
def test_somebody_else_is_not(text: str) -> None:
    assert told(text) == []


def test_what_an_official_is_stays_and_what_a_source_is_goes() -> None:
    text = (
        "Wethouder Jan Kramer kleineerde jarenlang zijn ambtenaren.\n\n"
        "Kramer (61), vader van twee volwassen zoons, ontkent.\n\n"
        "Een griffiemedewerkster, moeder van twee zoons, diende een klacht in."
    )
    family = [d.span for d in read(Draft(text, NL)).details if d.type is DetailType.FAMILY]
    assert [span.of(text) for span in family] == ["moeder van twee zoons"]
