from __future__ import annotations

import pytest
from bronwacht.redact.detect import find
from bronwacht.redact.detect.spelt import spelt
from bronwacht.redact.draft import DIRECT_TYPES, DetailType, Draft, Lang
from hypothesis import given, settings
from hypothesis import strategies as st


def said(text: str, lang: Lang) -> list[tuple[str, object]]:
    found = list(spelt(text, lang))
    assert all((match.type is DetailType.ID) is (match.value["kind"] == "code") for match in found)
    return [(match.span.of(text), match.value["kind"]) for match in found]


@pytest.mark.parametrize(
    ("text", "lang", "contact", "kind"),
    [
        ("Mijn nummer is nul zes, drieëntwintig, vijf acht, nul nul, tien.", Lang.NL, None, "phone"),
        ("Bel 06 dubbel zes 41 08 nul 3 na achten.", Lang.NL, "06 dubbel zes 41 08 nul 3", "phone"),
        ("Zij zei 0 6 5 1 streepje 2 2 8 1 0 7 en hing op.", Lang.NL, "0 6 5 1 streepje 2 2 8 1 0 7", "phone"),
        ("It is oh seven four double-one, 300 then 518.", Lang.EN, "oh seven four double-one, 300 then 518", "phone"),
        ("Zero two oh, seven nine four six, oh one one eight.", Lang.EN, None, "phone"),
        (
            "Mail via t.visser apenstaartje zeepost punt nl.",
            Lang.NL,
            "t.visser apenstaartje zeepost punt nl",
            "email",
        ),
        ("Mail jane [dot] bok [at] posteo [dot] net.", Lang.EN, "jane [dot] bok [at] posteo [dot] net", "email"),
        ("Mail haar: mailto:t.visser%40zeepost.example?subject=x", Lang.NL, "t.visser%40zeepost.example", "email"),
        ("Write to annie underscore k at seapost dot co dot uk.", Lang.EN, None, "email"),
        ("Use a.long at millgate hyphen surgery dot nhs dot uk.", Lang.EN, None, "email"),
        ("Zijn Insta is petar underscore zrk underscore 81.", Lang.NL, "petar underscore zrk underscore 81", "handle"),
        ("A post by a user named pigeon_62 named him.", Lang.EN, "pigeon_62", "handle"),
        ("I sent it to my own account, tealeaves77, as well.", Lang.EN, "tealeaves77", "handle"),
        ("Gebruik liever Signal, kievit.88, zei ze.", Lang.NL, "kievit.88", "handle"),
    ],
)
def test_contacts_in_words_are_found_whole(text: str, lang: Lang, contact: str | None, kind: str) -> None:
    whole = contact or text.removeprefix("Mijn nummer is ").removeprefix("Write to ").removeprefix("Use ").rstrip(".")
    assert said(text, lang) == [(whole, kind)]
    direct = [d.span.of(text) for d in find(Draft(text, lang)) if d.type in DIRECT_TYPES]
    assert len(direct) == 1
    assert direct[0].endswith(whole)


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("Nul, een, twee, drie: zo telde hij af.", Lang.NL),
        ("Nul op het rekest, en dat twee keer, van drie mensen.", Lang.NL),
        ("Op dat punt staat het apenstaartje in de tuin.", Lang.NL),
        ("Zero deaths, one arrest, and three hundred complaints.", Lang.EN),
        ("She looked at the red dot on the screen.", Lang.EN),
        ("They paid double in 2019 and 2020, then 40 and 1,200.", Lang.EN),
        ("See photo_of_the_yard.jpg, MAX_WORDS and _this_ line.", Lang.EN),
        ("The terminal handles 2.1m boxes, and handled 1.9m then.", Lang.EN),
        ("The account was empty, and the user went home.", Lang.EN),
        ("The leadership underscored the importance of it.", Lang.EN),
        ("These figures underscore how late it was.", Lang.EN),
    ],
)
def test_counting_talk_and_files_are_no_contacts(text: str, lang: Lang) -> None:
    assert said(text, lang) == []


@pytest.mark.parametrize(
    ("text", "lang", "number"),
    [
        ("Zijn personeelsnummer is V 20 1187, dat weet iedereen.", Lang.NL, "personeelsnummer is V 20 1187"),
        ("Mijn nummer, 06 90 11 42 08, gaat nog tot vrijdag.", Lang.NL, "nummer, 06 90 11 42 08"),
        ("The guard showed his licence, SIA 1014 4402, to us.", Lang.EN, "licence, SIA 1014 4402"),
        ("Her case is with the ombudsman: ref. 24 008 716.", Lang.EN, "ref. 24 008 716"),
        ("Each has a reference, the last being SG 24 0091.", Lang.EN, "SG 24 0091"),
        ("It was posted, number RR 5512 6032, the day after.", Lang.EN, "number RR 5512 6032"),
    ],
)
def test_a_number_in_groups_is_found_with_all_of_them(text: str, lang: Lang, number: str) -> None:
    assert number in [detail.span.of(text) for detail in find(Draft(text, lang))]


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="nul zes 06 dot at_._-,xX7(d)ub", max_size=60), st.sampled_from(list(Lang)))
def test_any_text_is_read(text: str, lang: Lang) -> None:
    for match in spelt(text, lang):
        assert match.span.of(text).strip()
