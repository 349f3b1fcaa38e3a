"""Nameless people of whom the sentence behind tells who they are."""

import pytest
from bronwacht.redact.detect import find
from bronwacht.redact.detect.portrayed import portrayed
from bronwacht.redact.draft import DetailType, Draft, Lang


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("De directeur van de manege sprak hem aan. Zij is 44 en woont in Hattem.", ["directeur"]),
        ("Een conciërge zag het anders. Hij heeft drie kinderen.", ["conciërge"]),
        ("Volgens een conciërge loog hij. Zij is 44.", ["conciërge"]),
        ("De oude portier zweeg. Inmiddels is ze met pensioen.", ["oude portier"]),
        ("De portier zweeg. Het gebouw is vierenveertig jaar oud.", []),
        ("De directeur zweeg. Zij is 44.", []),  # of what, nobody says: an office
        ("Portier Karin Wolters zweeg. De portier ging weg. Zij is 44.", []),
        ("De portier, Karin Wolters, zweeg. Zij is 44.", []),
        ("De portier is Karin Wolters. Zij is 44.", []),
        ("De portier zweeg.\n\nZij is 44.", []),
        ("De portier zweeg. Zij is boos.", []),
    ],
)
def test_dutch(text: str, who: list[str]) -> None:
    assert [one.who.of(text) for one in portrayed(text, Lang.NL)] == who


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("The manager of the stables spoke up. She is 44 and lives in Whitby.", ["manager"]),
        ("A night porter saw it otherwise. He has three children.", ["night porter"]),
        ("The porter said nothing. Since then, she has moved.", ["porter"]),
        ("The manager said nothing. She is 44.", []),
        ("Porter Carol Marsh said nothing. The porter left. She is 44.", []),
        ("The porter said nothing. She is angry.", []),
    ],
)
def test_english(text: str, who: list[str]) -> None:
    assert [one.who.of(text) for one in portrayed(text, Lang.EN)] == who


def test_detection_finds_what_is_told_beside_an_official() -> None:
    text = (
        "Wethouder Sjoerd Achterberg ligt onder vuur. De beheerder van de sporthal sprak hem er in 2019 op aan. Zij is"
        " 44, heeft twee kinderen en woont in Hattem. Achterberg ontkent."
    )
    found = {(d.type, d.span.of(text)) for d in find(Draft(text, Lang.NL))}
    assert found >= {
        (DetailType.OCCUPATION, "beheerder"),
        (DetailType.EMPLOYER, "sporthal"),
        (DetailType.AGE, "44"),
        (DetailType.FAMILY, "twee kinderen"),
        (DetailType.PLACE, "Hattem"),
    }
