"""What stands beside a name and tells that its bearer is public."""

from __future__ import annotations

import pytest
from bronwacht.redact.detect.offices import acts_publicly, behind_office, holds_office, holds_the_office, sits_for_party
from bronwacht.redact.draft import Lang, Span


def _of(text: str, name: str) -> Span:
    return Span(at := text.index(name), at + len(name))


@pytest.mark.parametrize(
    ("lang", "text", "name"),
    [
        (Lang.EN, "The clock was wrong, said Police Chief Robin Marsh.", "Robin Marsh"),
        (Lang.EN, "District Attorney Robin Marsh, his son-in-law, called.", "Attorney Robin Marsh"),
        (Lang.EN, "She wrote to Dame Robin Marsh again.", "Robin Marsh"),
        (Lang.NL, "Toen kwam gemeentesecretaris Robin Maas binnen.", "Robin Maas"),
        (Lang.NL, "Dat zei Nationaal Coördinator Robin Maas.", "Coördinator Robin Maas"),
    ],
)
def test_office_directly_before_a_name(lang: Lang, text: str, name: str) -> None:
    assert behind_office(text, lang, _of(text, name))
    assert holds_office(text, lang, _of(text, name))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The lady Robin Marsh met was his aunt.", "Robin Marsh"),  # no title of honour
        ("The mayor asked Robin Marsh to leave.", "Robin Marsh"),
        ("The mayor Sanne Robin Marsh knew had left.", "Robin Marsh"),  # another name stands between
    ],
)
def test_no_office_directly_before_a_name(text: str, name: str) -> None:
    assert not behind_office(text, Lang.EN, _of(text, name))


@pytest.mark.parametrize(
    ("lang", "text", "sits"),
    [
        (Lang.EN, "Robin Marsh (D-Tex.), toured it.", True),
        (Lang.EN, "Robin Marsh (R–Ohio) toured it.", True),
        (Lang.EN, "Robin Marsh (Lib Dem) asked why.", True),
        (Lang.EN, "Robin Marsh (45) asked why.", False),
        (Lang.EN, "Robin Marsh (Derby) asked why.", False),
        (Lang.NL, "Robin Maas (PvdA) vroeg waarom.", True),
        (Lang.NL, "Robin Maas (N-VA; Gent) vroeg waarom.", True),
        (Lang.NL, "Robin Maas (Groningen) vroeg waarom.", False),
    ],
)
def test_party_behind_a_name(lang: Lang, text: str, sits: bool) -> None:
    name = "Robin Marsh" if lang is Lang.EN else "Robin Maas"
    assert sits_for_party(text, lang, _of(text, name)) is sits


@pytest.mark.parametrize(
    ("lang", "text", "name", "public"),
    [
        (Lang.EN, "Qxverta, which runs the prison, says no.", "Qxverta", True),
        (Lang.EN, "She told Anna, which surprised us.", "Anna", False),  # what surprised is that she told
        (Lang.EN, "Robin Marsh, who runs all fourteen schools, says no.", "Robin Marsh", True),
        (Lang.EN, "Robin Marsh, who lives there, says no.", "Robin Marsh", False),
        (Lang.NL, "Robin Maas, die het fonds sinds 2012 leidt, zwijgt.", "Robin Maas", True),
        (Lang.NL, "Robin Maas, die de trein neemt, zwijgt.", "Robin Maas", False),
        (Lang.NL, "Qxverta laat weten dat dit niet klopt.", "Qxverta", True),
        (Lang.NL, "Robin Maas, inspecteur-generaal, zwijgt.", "Robin Maas", True),
        (Lang.NL, "Robin Maas (61), de toenmalige burgemeester, zwijgt.", "Robin Maas", True),
        (Lang.NL, "Robin Maas, nicht van de burgemeester, zwijgt.", "Robin Maas", False),
        (Lang.NL, "R.M., burgemeester, zwijgt.", "R.M.", False),  # who is told of by initials is not named
        (Lang.NL, "Met Robin Maas, burgemeester Anna Bok en een loods.", "Robin Maas", False),
        (Lang.NL, "Met Robin Maas, burgemeester en wethouders.", "Robin Maas", False),
        (Lang.EN, "Robin Marsh, the former mayor, says no.", "Robin Marsh", True),
        (Lang.EN, "Robin Marsh, a cousin of the sheriff, says no.", "Robin Marsh", False),
        (Lang.EN, "Robin Marsh, plasterer, says no.", "Robin Marsh", False),
    ],
)
def test_what_a_clause_behind_a_name_tells(lang: Lang, text: str, name: str, public: bool) -> None:
    assert acts_publicly(text, lang, _of(text, name), name.split()) is public


@pytest.mark.parametrize(
    ("lang", "text", "name", "public"),
    [
        (Lang.EN, "Robin Marsh, who was chief whip until 2022, called.", "Robin Marsh", True),
        (Lang.EN, "Robin Marsh, who is deputy council leader, called.", "Robin Marsh", True),
        (Lang.EN, "Robin Marsh, who was crying in the car park, called.", "Robin Marsh", False),
        (Lang.EN, "Robin Marsh, who is the manager there, called.", "Robin Marsh", False),  # everybody's work
        (Lang.EN, "Robin Marsh KC has written on his behalf.", "Robin Marsh", True),
        (Lang.EN, "Robin Marsh KC has written on his behalf.", "Robin Marsh KC", True),
        (Lang.EN, "Robin Marsh AM Radio played on.", "Robin Marsh", False),
        (Lang.EN, "Anna Marsh has said that no letter came.", "Anna Marsh", True),
        (Lang.EN, "Anna Marsh told her that no letter came.", "Anna Marsh", False),
        (Lang.EN, "Anna said that no letter came.", "Anna", False),
        (Lang.EN, "Big Al said that no letter came.", "Big Al", False),
        (Lang.NL, "Anna Maas ontkent dat er een brief kwam.", "Anna Maas", True),
        (Lang.NL, "Anna Maas, die tot 2021 wethouder was, zwijgt.", "Anna Maas", True),
        (Lang.NL, "Anna Maas, die de planning doet, zwijgt.", "Anna Maas", False),
        (Lang.NL, "Rachid B. zegt dat er een brief kwam.", "Rachid B.", False),
    ],
)
def test_speaking_in_full_or_having_held_an_office_is_public(lang: Lang, text: str, name: str, public: bool) -> None:
    words = tuple(name.rstrip(".").split())
    assert acts_publicly(text, lang, _of(text, name), words) is public


@pytest.mark.parametrize(
    ("lang", "text", "name", "public"),
    [
        (Lang.EN, "The director of the town hospital, Anna Marsh, had pushed her.", "Anna Marsh", True),
        (Lang.EN, "the mayor of Hexley, Anna Marsh.", "Anna Marsh", True),
        (Lang.EN, "A cousin of the mayor of Hexley, Anna Marsh, left.", "Anna Marsh", True),
        (Lang.EN, "A director of the hospital, Anna Marsh, had pushed her.", "Anna Marsh", False),
        (Lang.EN, "The cleaner of the hospital, Anna Marsh, had pushed her.", "Anna Marsh", False),
        (Lang.EN, "The niece of the director, Anna Marsh, had pushed her.", "Anna Marsh", False),
        (Lang.EN, "The mayor of Hexley, Anna Marsh and an alderman left.", "Anna Marsh", False),
        (Lang.NL, "De directeur van het ziekenhuis, Anna Maas, had haar geduwd.", "Anna Maas", True),
        (Lang.NL, "De voorzitter van raad van bestuur, Anna Maas, had haar geduwd.", "Anna Maas", True),
        (Lang.NL, "De schoonmaker van het ziekenhuis, Anna Maas, had haar geduwd.", "Anna Maas", False),
        (Lang.NL, "De nicht van de directeur, Anna Maas, had haar geduwd.", "Anna Maas", False),
    ],
)
def test_an_office_and_what_it_is_of_stand_before_a_name(lang: Lang, text: str, name: str, public: bool) -> None:
    assert holds_the_office(text, lang, _of(text, name)) is public


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("According to Nomsa, the director refused to look into it.", False),
        ("According to Robin Marsh, the director refused to look into it.", False),
        ("Unlike Nomsa, the mayor had been told.", False),
        ("According to Nomsa, the director, nobody had been told.", True),
        ("According to Robin Marsh, mayor of Dorring, nobody had been told.", True),
    ],
)
def test_a_clause_behind_a_name_is_no_office(text: str, holds: bool) -> None:
    name = "Nomsa" if "Nomsa" in text else "Robin Marsh"
    assert holds_office(text, Lang.EN, _of(text, name)) is holds
    assert not (acts_publicly(text, Lang.EN, _of(text, name), name.split()) and not holds)
