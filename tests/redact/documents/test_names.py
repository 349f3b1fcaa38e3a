"""A name that went, in the other forms in which it can stand: torn, run together, owned, in part."""

from __future__ import annotations

import pytest
from bronwacht.redact.documents import elsewhere, remaining, repeated
from bronwacht.redact.documents.alike import folded
from bronwacht.redact.draft import Action, DetailType, Edit, Span

NAME = "Marieke Quistenburg"


def gone(text: str, words: str = NAME, new: str = "[naam]", reason: DetailType = DetailType.NAME) -> Edit:
    start = text.index(words)
    return Edit(("d1",), Span(start, start + len(words)), Action.REPLACE, new, reason)


def left(text: str, words: str = NAME, new: str = "[naam]", reason: DetailType = DetailType.NAME) -> list[str]:
    """What stands elsewhere in the text, which the check of the written text must find as well."""
    edit = gone(text, words, new, reason)
    found = [other.span.of(text) for other in elsewhere(text, (edit,))]
    written = text[: edit.span.start] + new + text[edit.span.end :]
    assert len(remaining(text, (edit,), written)) == len(found)
    return found


@pytest.mark.parametrize(
    ("rest", "found"),
    [
        ("Mail mariekequistenburg@example.org even.", "mariekequistenburg"),
        ("Zij heet daar @marieke_quistenburg.", "marieke_quistenburg"),
        ("Zie example.org/in/marieke-quistenburg/.", "marieke-quistenburg"),
        ("Zie example.org/?q=Marieke%20Quistenburg&n=1.", "Marieke%20Quistenburg"),
        ("Zie #MariekeQuistenburg.", "MariekeQuistenburg"),
        ("Zie example.org/team/m.quistenburg/cv.", "m.quistenburg"),
        ("Op de lijst: M A R I E K E   Q U I S T E N B U R G.", "M A R I E K E   Q U I S T E N B U R G"),
        ("Dat zei Marieke Quisten-\nburg later.", "Marieke Quisten-\nburg"),
        ("Dat zei Quisten\u00adburg later.", "Quisten\u00adburg"),
        ("Dat zei Quis\u034ften\u200bburg later.", "Quis\u034ften\u200bburg"),
        ("Dat zei M\u0430ri\u0435k\u0435 Quist\u0435nburg later.", "M\u0430ri\u0435k\u0435 Quist\u0435nburg"),
        ("Dat zei 𝐌𝐚𝐫𝐢𝐞𝐤𝐞 𝐐𝐮𝐢𝐬𝐭𝐞𝐧𝐛𝐮𝐫𝐠 later.", "𝐌𝐚𝐫𝐢𝐞𝐤𝐞 𝐐𝐮𝐢𝐬𝐭𝐞𝐧𝐛𝐮𝐫𝐠"),
        ("Dat zei Ｑｕｉｓｔｅｎｂｕｒｇ later.", "Ｑｕｉｓｔｅｎｂｕｒｇ"),
        ("> Dat zei Quisten-\n> burg later.", "Quisten-\n> burg"),
        ("Een noot.[^quistenburg]", "quistenburg"),
        ('<i class="quistenburg">hier</i>', "quistenburg"),
        ("begin 644 quistenburg.txt", "quistenburg"),
        ("Zie example.org/mquistenburg.", "mquistenburg"),
        ("Dat zei \u202egrubnetsiuQ\u202c later.", "grubnetsiuQ"),
        ("Marieke Quistenburgs stoel bleef leeg.", "Marieke Quistenburgs"),
        ("Quistenburgs stoel bleef leeg.", "Quistenburgs"),
        ("Quistenburg's stoel bleef leeg.", "Quistenburg"),
        ("M. Quistenburg tekende.", "M. Quistenburg"),
        ("Toen tekende M.A. Quistenburg.", "M.A. Quistenburg"),
        ("In de lijst stond QUISTENBURG.", "QUISTENBURG"),
        ("Volgens Marieke klopt het.", "Marieke"),
        ("Marieke Anna Quistenburg tekende.", "Marieke Anna Quistenburg"),
        ("Mevrouw Quistenburg-de Wit tekende.", "Quistenburg-de Wit"),
        ("Toen tekende A.M. Quistenburg.", "A.M. Quistenburg"),
        ("Toen tekende MA Quistenburg.", "MA Quistenburg"),
        ("Toen tekende M Quistenburg.", "M Quistenburg"),
        ("Op de lijst: Quistenburg, M.A.", "Quistenburg, M.A."),
        ("Toen tekende Marieke Q. ook.", "Marieke Q."),
        ("Toen tekende Marieke Q ook.", "Marieke Q"),
        ("De Quistenburgaffaire duurde lang.", "Quistenburg"),
        ("De Quistenburgszaak duurde lang.", "Quistenburg"),
        ("Het was #quistenburggate.", "quistenburg"),
        ("Dat is een Quistenburgiaanse redenering.", "Quistenburg"),
        ("Het Quistenburg-dossier is dik.", "Quistenburg"),
        ("Een anti-Quistenburg-brief lag klaar.", "Quistenburg"),
        ("Dat zei Quistenbrug later.", "Quistenbrug"),
        ("Dat zei Quistenberg later.", "Quistenberg"),
        ("Dat zei Quistenburgh later.", "Quistenburgh"),
        ("Dat zei Qistenburg later.", "Qistenburg"),
        ("Dat zei Marieke Quistenbrug later.", "Marieke Quistenbrug"),
        ("Dat zei Mareike Quistenburg later.", "Mareike Quistenburg"),
        ("Volgens Mareike klopt het.", "Mareike"),
    ],
)
def test_a_name_is_found_in_whatever_form_it_stands(rest: str, found: str) -> None:
    assert left(f"Zij heet {NAME}. {rest}") == [found]


@pytest.mark.parametrize(
    ("name", "rest", "found"),
    [
        ("Zoë van ’t Hoffenberg", "Z. van t Hoffenberg tekende.", "Z. van t Hoffenberg"),
        ("Zoë van ’t Hoffenberg", "VAN ’T HOFFENBERG tekende.", "VAN ’T HOFFENBERG"),
        (
            "Zoë van ’t Hoffenberg",
            "Zie ex.nl/?q=Zo%C3%AB%20van%20%E2%80%99t%20Hoffenberg.",
            "Zo%C3%AB%20van%20%E2%80%99t%20Hoffenberg",
        ),
        (
            "Zoë van ’t Hoffenberg",
            "Zie ex.nl/?q=Zo%C3%AB+van+%E2%80%99t+Hoffenberg.",
            "Zo%C3%AB+van+%E2%80%99t+Hoffenberg",
        ),
        ("Zoë van ’t Hoffenberg", "Dat zei Vanthoffenberg.", "Vanthoffenberg"),
        ("Anne-Fleur d'Hondtmans", "Mail dhondtmans@example.org.", "dhondtmans"),
        ("Anne-Fleur d'Hondtmans", "A.-F. d'Hondtmans tekende.", "A.-F. d'Hondtmans"),
        ("Fatima El Khattabi-Bouzid", "Fatima Elkhattabi tekende.", "Fatima Elkhattabi"),
        ("Fatima El Khattabi-Bouzid", "Fatma El Khattabi tekende.", "Fatma El Khattabi"),
        ("Fatima El Khattabi-Bouzid", "F. El Khattabi tekende.", "F. El Khattabi"),
        ("Kees van den Berg", "Kees Vandenberg tekende.", "Kees Vandenberg"),
        ("Kees van den Berg", "Toen zweeg Vandenberg.", "Vandenberg"),
    ],
)
def test_particles_are_written_in_many_ways(name: str, rest: str, found: str) -> None:
    assert left(f"Zij heet {name}. {rest}", name) == [found]


def test_a_name_in_full_is_found_without_the_title_it_had() -> None:
    text = "Dat zei mevrouw Marieke Quistenburg. Van MARIEKE QUISTENBURG is bekend dat ze zwijgt."
    assert left(text, "mevrouw Marieke Quistenburg") == ["MARIEKE QUISTENBURG"]


def test_a_number_is_found_in_other_groups() -> None:
    assert left("Bel 06-12345678. Of bel 06 12 34 56 78.", "06-12345678", "[nummer]", DetailType.CONTACT) == [
        "06 12 34 56 78"
    ]


@pytest.mark.parametrize(
    ("text", "name", "found"),
    [
        ("Jan Bos zei nee. Piet Bos zei ja. Volgens Bos klopt het.", "Jan Bos", []),
        ("Jan Bos zei nee. Volgens Bos klopt het. Bos is ver weg, in het bos.", "Jan Bos", ["Bos"]),
        ("Anna van Gouda zei nee. In Gouda was het druk. Toen ging Van Gouda weg.", "Anna van Gouda", ["Van Gouda"]),
        ("Zij heet Anna de Wit. Anna Jansen niet. Anna zweeg, en De Wit ook.", "Anna de Wit", ["Wit"]),
        (
            "She is April Young. In April 2020 she left. Young people, a young man. April left.",
            "April Young",
            ["April"],
        ),
        ("Dat zei Pijler. Over de zes pijlers zweeg hij.", "Pijler", []),
        ("Zij heet Marieke Bakker. De slager/bakker zweeg.", "Marieke Bakker", []),
        ("Zij heet Marieke Bakker. De bakker zweeg. Bakkersknecht of Bakkert, dat is de vraag.", "Marieke Bakker", []),
        ("Zij heet Marieke Bakker. Zij zag bekken noch Bekker. Kees Bekker zweeg.", "Marieke Bakker", []),
        (
            "Zij heet Quistenburg. Zij woont in de Quistenburglaan, bij Quistenburgerveen.",
            "Quistenburg",
            ["Quistenburg"],
        ),
        ("Zij heet Ellen Maertens. Een huis in Sint-Martens is van haar.", "Ellen Maertens", []),
        ("Zij heet Hendrik Visch. De heer Hendriksen zweeg.", "Hendrik Visch", []),
        ("Zij heet Willem Peters. In Petersburg was het koud.", "Willem Peters", []),
        ("Zij heet Anna Smit. Smid en Smits zwegen.", "Anna Smit", ["Smits"]),
        ("Zij heet Marieke Quistenburg. A. Quistenburg is haar vader.", "Marieke Quistenburg", []),
    ],
)
def test_a_word_of_a_name_that_may_mean_something_else_is_left(text: str, name: str, found: list[str]) -> None:
    assert left(text, name) == found


def test_a_part_beside_the_name_in_full_is_a_place_of_its_own() -> None:
    text = f"Zij heet {NAME}. Van Marieke Quisten\u00adburg en Quistenburgs stoel, en M. Quistenburg, of Marieke."
    assert left(text) == ["Marieke Quisten\u00adburg", "Quistenburgs", "M. Quistenburg", "Marieke"]


def test_what_lies_between_edits_of_a_torn_name_is_found() -> None:
    text = f"Zij heet {NAME}. Op het bord stond Q u i s t e n b u r g, in letters."
    start = text.index("Q u i")
    cut = Edit(("d2",), Span(start, start + 1), Action.REPLACE, "[naam]", DetailType.NAME)
    assert [other.span.of(text) for other in elsewhere(text, (gone(text), cut))] == ["u i s t e n b u r g"]


def test_an_address_makes_no_common_word_of_a_name() -> None:
    text = f"Zij heet {NAME}. Quistenburg zweeg. Mail quistenburg@example.org."
    assert left(text) == ["Quistenburg", "quistenburg"]


def test_a_name_that_stays_is_no_slip_of_one_that_goes() -> None:
    text = "Zij heet Marieke Quistenburg. Wethouder Quistenberg zweeg, en Quistenberg bleef."
    start = text.index("Quistenberg")
    assert not elsewhere(text, (gone(text),), kept=[Span(start, start + len("Quistenberg"))])


def test_a_slip_in_the_new_words_is_none() -> None:
    assert left(f"Zij heet {NAME}. Quistenborg zweeg.", new="Anna Quistenborg") == []


def test_a_first_name_in_the_new_words_stays_everywhere() -> None:
    assert left(f"Zij heet {NAME}. Volgens Marieke klopt het.", new="Marieke") == []


def test_a_part_may_be_kept_on_purpose() -> None:
    text = f"Zij heet {NAME}. De Quistenburg is een zaal."
    start = text.index("Quistenburg is")
    assert not elsewhere(text, (gone(text),), kept=[Span(start, start + len("Quistenburg"))])


def test_two_with_one_surname_who_both_go_take_it_along() -> None:
    text = "Jan Bos zei nee. Piet Bos zei ja. Volgens Bos klopt het."
    edits = (gone(text, "Jan Bos"), gone(text, "Piet Bos"))
    assert {other.span.of(text) for other in elsewhere(text, edits)} == {"Bos"}


@pytest.mark.parametrize(
    "name",
    [
        "interview quistenburg",
        "mquistenburg",
        "Marieke",
        "mariekequistenburg",
        "Marieke Quistenburg 2",
        "MARIEKE_QUISTENBURG",
        "quistenburgaffaire-2",
    ],
)
def test_a_file_s_name_is_read_alike(name: str) -> None:
    assert repeated(name, [(DetailType.NAME, "mevrouw Marieke Quistenburg")]) == (DetailType.NAME,)


def test_a_month_is_no_name_of_a_file() -> None:
    assert not repeated("12 jan 2020", [(DetailType.NAME, "Jan Zwaluwenburg")])


@pytest.mark.parametrize("text", ["Søren", "Sоren", "Soren", "S\u00f6r\u0301en", "ＳＯＲＥＮ", "So\u2060r\ufe0fen"])
def test_letters_that_look_alike_are_alike(text: str) -> None:
    assert folded(text).text == "soren"
