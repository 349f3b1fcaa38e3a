"""Where somebody lives, grew up, studied, and whom they work for: told by the words beside it, whichever the name."""

from __future__ import annotations

import pytest
from bronwacht.redact.detect.grammar import candidates
from bronwacht.redact.draft import Lang

TOPICS = ("homes.", "work.")


def found(text: str, lang: Lang) -> list[str]:
    return [match.span.of(text) for match in candidates(text, lang) if match.rule.startswith(TOPICS)]


@pytest.mark.parametrize(
    ("text", "lang", "expected"),
    [
        ("Hij groeide als enig kind op in Tiel, bij zijn oma.", Lang.NL, "Tiel"),
        ("Zij, geboren en getogen in Tiel, zweeg.", Lang.NL, "Tiel"),
        ("Hij is getogen in Nergenshuizen.", Lang.NL, "Nergenshuizen"),
        ("Ze is opgegroeid op een boerderij bij Tiel.", Lang.NL, "boerderij bij Tiel"),
        ("Daarna werkte ze bij aannemersbedrijf Van den Os in Tiel.", Lang.NL, "aannemersbedrijf Van den Os"),
        ("Zij was in dienst van woningcorporatie De Meent.", Lang.NL, "woningcorporatie De Meent"),
        ("Hij had een bijbaan bij de provincie.", Lang.NL, "de provincie"),
        ("Nu runt ze een kaaswinkel.", Lang.NL, "een kaaswinkel"),
        ("Zij was toen secretaris van de dorpsraad van Zuna.", Lang.NL, "secretaris van de dorpsraad van Zuna"),
        ("Zij zat in de ouderraad van een school in Tiel.", Lang.NL, "ouderraad van een school in Tiel"),
        ("Ze huurde toen een klein appartement in Nergenshuizen.", Lang.NL, "Nergenshuizen"),
        ("Ze woonde alleen aan de rand van Tiel.", Lang.NL, "Tiel"),
        ("Een imker uit het buurtschap Klooster-Oost belde.", Lang.NL, "Klooster-Oost"),
        ("Hij woont in het gehucht Ten Aard.", Lang.NL, "Ten Aard"),
        ("Nu geeft ze les aan dansschool De Pas.", Lang.NL, "dansschool De Pas"),
        ("Hij was via schildersbedrijf Kwast ingehuurd.", Lang.NL, "schildersbedrijf Kwast"),
        ("De ander, duoraadslid voor de ChristenUnie, zweeg.", Lang.NL, "duoraadslid voor de ChristenUnie"),
        ("Ze is inmiddels uit Nergenshuizen vertrokken.", Lang.NL, "Nergenshuizen"),
        ("Ze vertrok in mei uit Tiel.", Lang.NL, "Tiel"),
        ("Ze is in Alphen aan den Rijn opgegroeid.", Lang.NL, "Alphen aan den Rijn"),
        ("Ze verhuisde later met haar kinderen naar ’s-Hertogenbosch.", Lang.NL, "’s-Hertogenbosch"),
        ("Vorig jaar is hij naar Gent verhuisd.", Lang.NL, "Gent"),
        ("Ze studeerde zes jaar in Leuven.", Lang.NL, "Leuven"),
        ("Ze woont al jaren in Delft.", Lang.NL, "Delft"),
        ("Dat zegt een vrouw die in Urk woont.", Lang.NL, "Urk"),
        ("Een kleermaker van 44 uit Nergenshuizen belde.", Lang.NL, "Nergenshuizen"),
        ("Ze woont in Nergenshuizen.", Lang.NL, "Nergenshuizen"),
        ("Daarna werkte ze bij de NS.", Lang.NL, "de NS"),
        ("Een man met een praktijk in Bussum die roeiers begeleidt, zweeg.", Lang.NL, "Bussum"),
        ("Zij runt nu een kapsalon in Nergenshuizen.", Lang.NL, "Nergenshuizen"),
        ("A vet with a practice in Bungay called.", Lang.EN, "Bungay"),
        ("She now runs a kennels near Louth with her wife.", Lang.EN, "Louth"),
        ("She has lived in Cork for years.", Lang.EN, "Cork"),
        ("He grew up with two sisters near Newcastle upon Tyne.", Lang.EN, "Newcastle upon Tyne"),
        ("He was raised in Hull, by his aunt.", Lang.EN, "Hull"),
        ("A retired teacher from Reading saw it.", Lang.EN, "Reading"),
        ("She moved with her children to Galway.", Lang.EN, "Galway"),
        ("In 2012 she emigrated to Canada.", Lang.EN, "Canada"),
        ("She has since settled near Nowherton.", Lang.EN, "Nowherton"),
        ("After that she went back to Sligo.", Lang.EN, "Sligo"),
        ("She runs a bakery in the village of Nowherton.", Lang.EN, "Nowherton"),
        ("A brewer of 45 from Nowherton says so.", Lang.EN, "Nowherton"),
        ("She lives in Nowherton with her son.", Lang.EN, "Nowherton"),
        ("She previously worked for Network Rail.", Lang.EN, "Network Rail"),
        ("One, a correspondent from rural Ohio, left.", Lang.EN, "rural Ohio"),
        ("He grew up in north-west Donegal.", Lang.EN, "north-west Donegal"),
        ("Kwame, a native of northern Ghana, said so.", Lang.EN, "northern Ghana"),
        ("He is an immigrant from Kenya.", Lang.EN, "Kenya"),
        ("She came to the UK from Peru in May.", Lang.EN, "Peru"),
    ],
)
def test_a_listed_place_or_a_name_behind_the_words_is_found(text: str, lang: Lang, expected: str) -> None:
    assert expected in found(text, lang)


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("Het bedrijf groeide in een jaar.", Lang.NL),
        ("Ze studeerde in Vrijheid en Blijheid.", Lang.NL),
        ("Hij woont in een loods.", Lang.NL),
        ("She lives in hope.", Lang.EN),
        ("She lived in Georgian splendour.", Lang.EN),
        ("They moved in March.", Lang.EN),
        ("He moved to June.", Lang.EN),
        ("The question was raised in Parliament.", Lang.EN),
        ("They worked by Monday.", Lang.EN),
    ],
)
def test_what_is_no_place_and_nobodys_employer_is_not(text: str, lang: Lang) -> None:
    assert found(text, lang) == []
