"""Names in full of those of whom the text says that they talked to it."""

from __future__ import annotations

import pytest
from bronwacht.redact.detect import read
from bronwacht.redact.detect.sourced import sourced
from bronwacht.redact.draft import DetailType, Draft, Lang

TOLD = [
    (Lang.EN, "The second person who spoke to us, Thanuja Perera, worked there.", "Thanuja Perera"),
    (Lang.EN, "A nurse who wrote to this newspaper in May, Ms Helen Stoke, kept copies.", "Helen Stoke"),
    (Lang.EN, "The complainant was Keziah Bok-Mensah, although the letter has another name.", "Keziah Bok-Mensah"),
    (Lang.EN, "One of the victims is Aneta van der Bok. She is forty.", "Aneta van der Bok"),
    (Lang.EN, "My name is Oluwaseun Adebayo and I worked for the council.", "Oluwaseun Adebayo"),
    (Lang.EN, "The girl, now a woman of 40, was Tamsin Orchard. She never told.", "Tamsin Orchard"),
    (Lang.NL, "Mijn naam is Oluwaseun Adebayo en ik werkte daar.", "Oluwaseun Adebayo"),
    (Lang.NL, "Het meisje, nu een vrouw van 40, was Tamara Boomgaard.", "Tamara Boomgaard"),
    (Lang.NL, "De vrouw die ons in mei belde, Sanne Stolk, werkte daar.", "Sanne Stolk"),
    (Lang.NL, "Een verpleegkundige die met deze krant sprak, mevrouw Ömür Yıldız, bewaarde alles.", "Ömür Yıldız"),
    (Lang.NL, "De tweede melder is Sanne Stolk.", "Sanne Stolk"),
    (Lang.NL, "Een van de klaagsters heet Fatou van der Bok.", "Fatou van der Bok"),
]
NOBODY = [
    (Lang.EN, "The minister who told us this, Jane Bok, resigned."),
    (Lang.EN, "The spokeswoman who spoke to us, Jane Bok, denied it."),
    (Lang.EN, "The main source was the University of Leeds."),
    (Lang.EN, "The source was Acme Holdings Ltd."),
    (Lang.EN, "The source is Thursday's report."),
    (Lang.EN, "I'm Caoimhe Bok, and this is the news."),
    (Lang.EN, "My name is Jane Bok. I work for this newspaper."),
    (Lang.NL, "Ik ben Sanne Stolk. Ik werk als verslaggever bij de Koerier."),
    (Lang.NL, "De wethouder die met ons sprak, Sanne Stolk, trad af."),
    (Lang.NL, "De bron is de Volkskrant."),
    (Lang.NL, "De melder was de Gemeente Emmen."),
]


@pytest.mark.parametrize(("lang", "text", "name"), TOLD)
def test_whoever_talked_to_the_paper_is_found_by_their_name(lang: Lang, text: str, name: str) -> None:
    assert [match.span.of(text) for match in sourced(text, lang)] == [name]


@pytest.mark.parametrize(("lang", "text"), NOBODY)
def test_offices_and_organisations_are_none(lang: Lang, text: str) -> None:
    assert not list(sourced(text, lang))


def test_they_go_at_every_place() -> None:
    text = (
        "Mayor Karl Dorring signed the invoice.\n\nThe woman who wrote to us, Keziah Bok-Mensah, worked for him. "
        "Bok-Mensah says that he knew. “Nonsense,” says Dorring."
    )
    details = [d for d in read(Draft(text, Lang.EN)).details if d.type is DetailType.NAME]
    assert sum("Bok-Mensah" in d.span.of(text) for d in details) == 2
    assert not any("Dorring" in d.span.of(text) for d in details)
