"""Whom a story is about, where no story file says so."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from bronwacht.redact.draft import Draft, Lang
from bronwacht.redact.people.accused import Whole
from bronwacht.redact.people.public import Bearers
from bronwacht.redact.people.scene import look
from bronwacht.redact.pipeline import read
from bronwacht.redact.story import Story

Growth = Callable[[Callable[[int], object], int], float]

STORM = (
    "Wethouder Gerben Storm is vaker te ver gegaan. Een adviseur van 34 zegt dat Storm haar ’s nachts belde. Ook een "
    "stagiair zag Storm schreeuwen. Burgemeester Titia Roelfsema wil de storm laten uitrazen. Roelfsema zegt niets.\n"
)
KARRABIN = (
    "To: Helen Tsoukalas\nFrom: Legal\n\nThe draft says that Brett Ansell, the manager of Karrabin Iron, knew of it. "
    "Ansell is named. Karrabin employs 2,300. Karrabin pays well. His lawyer, Dominic Farrugia, has written twice, and "
    "Farrugia will write again. A truck driver of 45 saw it.\n"
)
SCRIPT = (
    "MILA: I'm Mila Schreuder.\n\nMILA: A driver of 45 says that Joost de Winter shouted at her.\n\n"
    "MILA: De Winter says nothing.\n\n"
    "MILA: We asked the union, too.\n"
)


PROFESSOR = (
    "Hoogleraar Willem Dekkers heeft jarenlang mensen geïntimideerd. Een promovendus van 31 zegt dat Dekkers haar"
    " uitschold. Hoogleraar arbeidsrecht Karin Bosman vindt dat ernstig. Dekkers herkent zich niet in het beeld.\n"
)
EXPERT = (
    "Alderman Tom Harker shouted at staff, a clerk of 31 says. Harker denies it. Professor Anne Bligh explains: such"
    " leaders fear for their place. Bligh has seen many. It is common, Bligh says, and Bligh would know.\n"
)


@pytest.mark.parametrize(
    ("lang", "text", "accused"),
    [
        (Lang.NL, PROFESSOR, "Willem Dekkers"),  # a trade that explains, and is what the story is about
        (Lang.EN, EXPERT, "Tom Harker"),  # not who explains, however often
        (Lang.NL, STORM, "Gerben Storm"),  # a surname that is a word, named most
        (Lang.EN, KARRABIN, "Brett Ansell"),  # no firm, nobody of the head, no lawyer
        (Lang.EN, SCRIPT, "Winter"),  # not whoever presents
    ],
)
def test_person_for_whom_most_speaks_is_the_accused(lang: Lang, text: str, accused: str) -> None:
    persons = read(Draft(text, lang), Story()).persons
    mentions = [mention.of(text) for person in persons if person.accused for mention in person.mentions]
    assert any(accused in mention for mention in mentions)


def test_reader_does_not_accuse_the_editor() -> None:
    text = (
        "Geachte mevrouw Karin Mulder,\n\nIk geef Duits op een lyceum. In mei riep rector Gijsbert van Holten mij bij "
        "zich. Ik tekende niet. Twee dagen later nam Van Holten mij mijn klas af. Ik ben 38.\n\nHoogachtend,\nJan\n"
    )
    persons = read(Draft(text, Lang.NL), Story()).persons
    mentions = [mention.of(text) for person in persons if person.accused for mention in person.mentions]
    assert any("Holten" in mention for mention in mentions)
    assert not any("Mulder" in mention for mention in mentions)


LETTERS = str.maketrans("0123456789", "ghijklmnop")


@pytest.mark.parametrize(("name", "size"), [("Anna Bakk{}er, ", 200), ("Jansen, ", 500)])
def test_a_page_of_names_is_not_read_for_each(growth: Growth, name: str, size: int) -> None:
    def bearers(size: int) -> None:
        names = (name.format(f"{at:x}".translate(LETTERS)) for at in range(size))
        Bearers(look("".join(names), Lang.NL, ()), Story())

    assert growth(bearers, size) < 8


@pytest.mark.parametrize(
    ("line", "labels"),
    [
        ("MARSH: No.", {"MARSH"}),
        ("  *MARSH* (reads):", {"MARSH* (reads"}),
        ("_O'BRIEN_ :", {"O'BRIEN_"}),
        ("He said: no", {"He said"}),
        ("MARSH", set()),
        (": MARSH:", {"MARSH"}),
    ],
)
def test_what_opens_a_turn(line: str, labels: set[str]) -> None:
    assert Whole(look(f"Well.\n{line}", Lang.EN, ())).labels == labels
