"""Ages beside somebody without a name, and where somebody lives by what it is near."""

from __future__ import annotations

import pytest
from bronwacht.redact.detect.grammar import SURE, rules
from bronwacht.redact.draft import DetailType, Lang

AGES = [
    (Lang.EN, "He called a typist, then 23, into his room.", "23", True),
    (Lang.EN, "A young gardener (36 at the time) found the note.", "36", True),
    (Lang.EN, "One woman – now 70 – remembers it.", "70", None),
    (Lang.EN, "The boy, then 9, said nothing.", "9", True),
    (Lang.EN, "It was a porter, 52 back then, who rang.", "52", True),
    (Lang.NL, "Hij riep een kapster, destijds 23, bij zich.", "destijds 23", True),
    (Lang.NL, "Een jonge tuinman (36 op dat moment) vond het briefje.", "36", True),
    (Lang.NL, "De jongen, toen 9, zei niets.", "toen 9", True),
    (Lang.NL, "Een vrouw – nu 70 – weet het nog.", "nu 70", None),
]
NO_AGES = [
    (Lang.EN, "A committee, then 31 members strong, met again."),
    (Lang.EN, "A motion, 31 to 12, was carried."),
    (Lang.EN, "A tram, 12, left without us."),
    (Lang.EN, "A nurse, 30 minutes late, came in."),
    (Lang.NL, "Een commissie, toen 31 leden groot, kwam bijeen."),
    (Lang.NL, "Een verpleger, 30 minuten te laat, kwam binnen."),
]
HOMES = [
    (Lang.EN, "She lives two doors down from the vicarage and saw it.", "two doors down from the vicarage"),
    (Lang.EN, "A man living right across the road from the yard heard it.", "across the road from the yard"),
    (Lang.EN, "They lived next door.", "next door"),
    (Lang.NL, "Ze woont pal tegenover de kazerne en hoorde het.", "tegenover de kazerne"),
    (Lang.NL, "Een man die drie straten verderop woont, zag het.", "drie straten verderop"),
]
NO_HOMES = [
    (Lang.EN, "He lives in hope of an apology."),
    (Lang.EN, "She lives on pickles and gum."),
    (Lang.NL, "Zij leeft van haar pensioen."),
    (Lang.NL, "Naast de kerk staat een boom."),
]


@pytest.mark.parametrize(("lang", "text", "stretch", "then"), AGES)
def test_an_age_beside_somebody_without_a_name(lang: Lang, text: str, stretch: str, *, then: bool | None) -> None:
    found = [m for m in rules(text, lang) if m.type is DetailType.AGE]
    assert [m.span.of(text) for m in found] == [stretch]
    assert found[0].score >= SURE or "at_the_time" in found[0].rule or "op_dat_moment" in found[0].rule
    assert found[0].value.get("then") == then


@pytest.mark.parametrize(("lang", "text"), NO_AGES)
def test_other_numbers_are_no_age(lang: Lang, text: str) -> None:
    assert not [m for m in rules(text, lang) if m.type is DetailType.AGE]


@pytest.mark.parametrize(("lang", "text", "stretch"), HOMES)
def test_where_somebody_lives_by_what_it_is_near(lang: Lang, text: str, stretch: str) -> None:
    found = [m for m in rules(text, lang) if m.type is DetailType.PLACE]
    assert [(m.span.of(text), m.score) for m in found] == [(stretch, SURE)]


@pytest.mark.parametrize(("lang", "text"), NO_HOMES)
def test_other_uses_of_living_are_no_place(lang: Lang, text: str) -> None:
    assert not [m for m in rules(text, lang) if m.type is DetailType.PLACE]
