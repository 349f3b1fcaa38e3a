"""Whom the author talked to, in a note of sources, is no public name by that."""

from __future__ import annotations

import pytest
from bronwacht.redact import detect
from bronwacht.redact.draft import DetailType, Draft, Lang

BEFORE = {
    Lang.NL: "De gemeente weet van niets. Wethouder Piet Dorrestijn zweeg.\n\n",
    Lang.EN: "The council knows of nothing. Mayor Peter Dorristone kept silent.\n\n",
}


def names(lang: Lang, note: str) -> tuple[str, str]:
    """The names of the note that go, and those that stay."""
    text = BEFORE[lang] + note + "\n"
    found = detect.read(Draft(text, lang))
    at = len(BEFORE[lang])
    gone = [d.span.of(text) for d in found.details if d.type is DetailType.NAME and d.span.start >= at]
    return " ".join(gone), " ".join(k.span.of(text) for k in found.kept if k.span.start >= at)


@pytest.mark.parametrize(
    "note",
    [
        "1. Gesprek met {}, 3 mei 2021.",
        "Gesprek met {}, 3 mei 2021",
        "Gesprek met {}.",
        "[2] Telefonisch gesprek met {}, juni 2020.",
        "¹ Interview met {}, via Signal, 4 mei",
        "3 {}, interview, 3 mei 2021.",
        "4. {} (verpleegkundige), in gesprek met de auteur, mei 2021.",
        "5. Interview met {}, Zwolle, 12 juni 2021.",
    ],
)
def test_a_name_in_a_dutch_note_goes(note: str) -> None:
    assert names(Lang.NL, note.format("Hanneke Vlieland")) == ("Hanneke Vlieland", "")


@pytest.mark.parametrize(
    "note",
    [
        "1. Interview with {}, 3 May 2021.",
        "Author interview with {}, May 3, 2021",
        "[2] Phone call with {}, June 2020.",
        "3. {}, interview by author, Leeds, May 3, 2021.",
        "4. {} (nurse), in discussion with the author, May 2021.",
        "5. Email from {}, 3 May 2021",
        "* Conversation with {}, Leeds, 3 May.",
    ],
)
def test_a_name_in_an_english_note_goes(note: str) -> None:
    assert names(Lang.EN, note.format("Harriet Velland")) == ("Harriet Velland", "")


def test_so_do_all_of_several_names() -> None:
    gone, stay = names(Lang.NL, "2. Gesprekken met Hanneke Vlieland, Klaas Broekstra en Els Terpstra (mei 2021).")
    assert all(name in gone for name in ("Hanneke Vlieland", "Klaas Broekstra", "Els Terpstra"))
    assert not stay


@pytest.mark.parametrize(
    ("lang", "note", "name"),
    [
        (Lang.NL, "1. Interview met Hanneke Vlieland in NRC, 3 mei 2021.", "Hanneke Vlieland"),
        (Lang.NL, "1. Interview met Hanneke Vlieland, de Volkskrant, 3 mei 2021.", "Hanneke Vlieland"),
        (Lang.NL, "1. Gesprek met wethouder Hanneke Vlieland, 3 mei 2021.", "Hanneke Vlieland"),
        (Lang.NL, "1. Gesprek met Piet Dorrestijn, 3 mei 2021.", "Piet Dorrestijn"),
        (Lang.NL, "Gesprek met Hanneke Vlieland", "Hanneke Vlieland"),
        (Lang.EN, "1. Interview with Harriet Velland, The Times, 3 May 2021.", "Harriet Velland"),
        (Lang.EN, "1. Interview with the mayor, Harriet Velland, 3 May 2021.", "Harriet Velland"),
        (Lang.EN, "1. Interview with Peter Dorristone, 3 May 2021.", "Peter Dorristone"),
    ],
)
def test_whoever_is_public_stays(lang: Lang, note: str, name: str) -> None:
    gone, stay = names(lang, note)
    assert not gone
    assert stay.startswith(name)  # the newspaper may stay, too
