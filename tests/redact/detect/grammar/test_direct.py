"""Contacts, numbers, addresses: recall first."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from bronwacht.redact.detect.grammar import direct, rules
from bronwacht.redact.draft import DetailType, Lang
from hypothesis import given
from hypothesis import strategies as st

NL, EN = Lang.NL, Lang.EN
CONTACT, ID, ADDRESS = DetailType.CONTACT, DetailType.ID, DetailType.ADDRESS


@pytest.mark.parametrize(
    ("sentence", "lang", "type_", "kind"),
    [
        ("Mail naar [k.de.wit93@postvak.example] graag.", NL, CONTACT, "email"),
        ("Mail [nightowl@mail.example.co.uk], not the office.", EN, CONTACT, "email"),
        ("Zijn account [@stille_merel] is weg.", NL, CONTACT, "handle"),
        ("Zie [https://voorbeeld.example/profiel/7].", NL, CONTACT, "url"),
        ("Op [linkedin.com/in/iemand-9] staat meer.", NL, CONTACT, "url"),
        ("Ze belt vanaf [06-12 34 56 78].", NL, CONTACT, "phone"),
        ("Of bel [+32 478 12 34 56] na zes uur.", NL, CONTACT, "phone"),
        ("Vast: [0478/12 34 56].", NL, CONTACT, "phone"),
        ("His burner is [07700 900123].", EN, CONTACT, "phone"),
        ("Her number is [(555) 010-0199].", EN, CONTACT, "phone"),
        ("Her number, [555-010-0142], is off.", EN, CONTACT, "phone"),
        ("Rekening [NL91 ABNA 0417 1643 00] was leeg.", NL, ID, "iban"),
        ("De auto, [WN-47-TR], stond er.", NL, ID, "plate"),
        ("Een Golf met [1-ABC-234].", NL, ID, "plate"),
        ("A white van, [CX19 KVD], waited.", EN, ID, "plate"),
        ("A plate read [151-D-12345].", EN, ID, "plate"),
        ("Het staat onder [VP-18-0337] bij ons.", NL, ID, "code"),
        ("Haar [zaaknummer 10387-22] ligt er nog.", NL, ID, "code"),
        ("He filed it as [complaint 2017-T9-044].", EN, ID, "code"),
        ("Her SSN is [078-05-1120], she said.", EN, ID, "code"),
        ("Woont op [Kastelenlaan 41-C].", NL, ADDRESS, "street"),
        ("Ze huurt aan de [Nieuwe Ebbingestraat 211-bis].", NL, ADDRESS, "street"),
        ("Post naar [Postbus 4411, 8901 BK].", NL, ADDRESS, "street"),
        ("De code is [3023 XX].", NL, ADDRESS, "postcode"),
        ("She lives at [14 Hazelnut Way].", EN, ADDRESS, "street"),
        ("They sent it to [83 Marsh Rd], not here.", EN, ADDRESS, "street"),
        ("Her postcode is [SR2 7QJ].", EN, ADDRESS, "postcode"),
        ("Write to [PO Box 61].", EN, ADDRESS, "street"),
        ("He moved to [12 Strand Terrace, Bundoran, F94 E2K1] in May.", EN, ADDRESS, "street"),
        ("She lives at [Larkrise, Pudding Lane, Great Orme], alone.", EN, ADDRESS, "street"),
        ("They found it near [Church Lane, Wick, NR12 8UX].", EN, ADDRESS, "street"),
        ("He sent the place, [51.5007, -0.1246], as a pin.", EN, ADDRESS, "street"),
        ("She hid in a cottage called [Larkrise, Pudding Lane, Great Orme]. His van came.", EN, ADDRESS, "street"),
        ("Her house: [The Old Kiln, Marsh Overblow, LS22 4RX].", EN, ADDRESS, "street"),
        ("Her NI no ([QQ 12 34 56 C]) leaked.", EN, ID, "code"),
        ("It has [number DB 0931 4402 1], they say.", EN, ID, "code"),
        ("Ze woont [Singel 40 II, Den Helder].", NL, ADDRESS, "street"),
        ("Ze groet op de [Lange Brink 214] niemand.", NL, ADDRESS, "street"),
        ("Het adres klopt, [Goorse Kreekweg 7], zegt ze.", NL, ADDRESS, "street"),
        ("Ze huurt [Lenzenpad 44, app. 12], en loopt.", NL, ADDRESS, "street"),
        ("Stuur het naar [Waversesteenweg 211, bus 3], graag.", NL, ADDRESS, "street"),
        ("Ik zit op de [Kolk 31-b, 3143 AK], boven.", NL, ADDRESS, "street"),
        ("Adres eraf: [Kerkpad 11 boven].", NL, ADDRESS, "street"),
        ("Ze woont op [Kerkpad 11] boven de bakker.", NL, ADDRESS, "street"),
        ("Haar bus, [Achterwei 3], was vol.", NL, ADDRESS, "street"),
    ],
)
def test_found_with_its_kind(
    sentence: str, lang: Lang, type_: DetailType, kind: str, marked: Callable[..., Any]
) -> None:
    assert marked(sentence, lang, type_)["kind"] == kind


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("He rode in the 2019 horse parade himself.", False),
        ("Her address is 2020 north elm street.", True),
        ("She lives at 2019 Maple Drive.", True),
    ],
)
def test_a_year_before_small_words_is_no_number_of_a_house(text: str, found: bool) -> None:
    assert bool([match for match in rules(text, EN) if match.type is ADDRESS]) is found


@pytest.mark.parametrize(
    "account",
    [
        "NL91ABNA0417164301",
        "NL91 ABNA 0417 1643 01",
        "NL 91 ABNA 0417 1643 01",
        "nl91abna0417164301",
        "NL91ABNA041716430",
        "BE68 5390 0754 7035",
        "BE68539007547035",
        "GB29NWBK60161331926818",
        "GB29 NWBK 6016 1331 9268 18",
        "DE89370400440532013001",
        "DE89 3704 0044 0532 0130 01",
        "FR1420041010050500013M02607",
        "IE29AIBK93115212345679",
        "ES9121000418450200051333",
        "IT60X0542811101000000123457",
        "AT611904300234573202",
    ],
)
@pytest.mark.parametrize("lang", list(Lang))
def test_an_account_with_wrong_check_digits_is_still_one(account: str, lang: Lang) -> None:
    assert not direct.is_iban(account)
    text = f"Op {account} kwam niets binnen."
    found = [(m.span.of(text), m.value["kind"]) for m in rules(text, lang) if m.type in (ID, CONTACT)]
    assert [stretch.removeprefix("account ") for stretch, _ in found] == [account]
    assert found[0][1] == "iban"


@pytest.mark.parametrize(
    ("sentence", "lang", "type_", "kind"),
    [
        ("Zijn [BSN is 123456789], zei hij.", NL, ID, "bsn"),
        ("Haar [bsn-nummer 1234.56.789] stond erop.", NL, ID, "bsn"),
        ("Het [burgerservicenummer van haar zoon, 123456780], lekte uit.", NL, ID, "bsn"),
        ("Een auto met [kenteken 12 abc 3] reed weg.", NL, ID, "plate"),
        ("Er stond een bus met [kenteken 7-QQXZ-88] voor.", NL, ID, "plate"),
        ("Met [nummerplaat 1-ABC-2345] reed ze weg.", NL, ID, "plate"),
        ("Onder [roepnummer 23.41] meldde zij zich.", NL, ID, "code"),
        ("Zijn [agentnummer 40112] stond op de mail.", NL, ID, "code"),
        ("Het [inschrijfnummer 2018-331] klopt.", NL, ID, "code"),
        ("Haar [portofoonnummer, 3314], was bekend.", NL, ID, "code"),
        ("Mijn [collegekaartnummer is 4412093] en meer niet.", NL, ID, "code"),
        ("De [eenheid 32.14] kwam ter plaatse.", NL, ID, "code"),
        ("Zijn [dienstpas 004812] lag op tafel.", NL, ID, "code"),
        ("Op de kast stond [stamnr. 4401].", NL, ID, "code"),
        ("Bel het [diensttelefoonnummer 088-1234567] na zes uur.", NL, CONTACT, "phone"),
        ("Zij is [bereikbaar op 020 123 45 67].", NL, CONTACT, "phone"),
        ("The [call sign 3-Alpha-12] answered.", EN, ID, "code"),
        ("His [radio number 3314] was written down.", EN, ID, "code"),
        ("Her [National Insurance number AB 12 34 56 E] was typed twice.", EN, ID, "code"),
    ],
)
def test_what_a_noun_announces_needs_no_check_digits(
    sentence: str, lang: Lang, type_: DetailType, kind: str, marked: Callable[..., Any]
) -> None:
    assert marked(sentence, lang, type_)["kind"] == kind


@pytest.mark.parametrize(
    "text",
    [
        "De kamer 214 was leeg, kamernummer 215 ook, en hij speelt met rugnummer 10.",
        "Zij wacht in zaalnummer 214, zie paginanummer 12 en artikelnummer 310.",
        "Bel in nood het alarmnummer 112, en neem lijnnummer 12 of vluchtnummer 443.",
        "Het volgnummer was 3. Het kenteken van 3 mei stond op 12 plaatsen.",
        "Het bsn van de 31 mensen is geheim.",
    ],
)
def test_a_noun_that_announces_a_place_or_a_public_line_does_not(text: str) -> None:
    assert [m.rule for m in rules(text, NL) if m.type in (ID, CONTACT, ADDRESS)] == []


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("De F-16 vloog over de A27 in 2019/2020.", NL),
        ("COVID-19 kwam op 12-10-2020 in de krant.", NL),
        ("Het kostte € 1.250.000,00 over 2018-2021.", NL),
        ("Rekening, 6.318 euro, is niet voldaan.", NL),
        ("The F-16 flew in 2019-2020 at 500 mph.", EN),
        ("He won 31-14 and 7-6, 6-4.", EN),
        ("People walked 10 miles down the road.", EN),
    ],
)
def test_left_alone(text: str, lang: Lang) -> None:
    assert [m.rule for m in rules(text, lang) if m.type in (CONTACT, ID, ADDRESS)] == []


def test_a_direct_one_is_kept_whatever_its_score() -> None:
    """A press office's address scores low, and is still there for the merger to judge."""
    (match,) = [m for m in rules("De wethouder is te bereiken via pers@stad.example.", NL) if m.type is CONTACT]
    assert match.score < 0.6


@pytest.mark.parametrize(
    ("check", "right", "wrong"),
    [
        ("bsn", "111222333", "111222334"),
        ("iban", "NL91 ABNA 0417 1643 00", "NL91 ABNA 0417 1643 01"),
        ("luhn", "4111 1111 1111 1111", "4111 1111 1111 1112"),
        ("belgian", "85.07.30-033.28", "85.07.30-033.29"),
        ("nhs", "943 476 5919", "943 476 5918"),
        ("pps", "1234567T", "1234567A"),
        ("phone", "0475 12 34 56", "2019"),
        ("code", "VP-18-0337", "F-16"),
        ("lead", "zaaknummer 10387-22", "dossier 2019"),
    ],
)
def test_check_digits(check: str, right: str, wrong: str) -> None:
    assert direct.CHECKS[check](right)
    assert not direct.CHECKS[check](wrong)


def test_a_belgian_born_after_2000_counts_with_a_two_before() -> None:
    number = "00012556"  # born 2000-01-25, serial 56…
    first_nine = number + "7"
    check = 97 - int("2" + first_nine) % 97
    assert direct.is_belgian_national(f"{first_nine}{check:02}")


@given(st.text(max_size=30))
def test_a_check_never_fails_on_any_text(text: str) -> None:
    for check in direct.CHECKS.values():
        assert check(text) in (True, False)


@given(st.integers(0, 99_999_999))
def test_one_wrong_figure_breaks_a_bsn(eight: int) -> None:
    digits = [int(c) for c in f"{eight:08}"]
    last = sum(w * d for w, d in zip((9, 8, 7, 6, 5, 4, 3, 2), digits, strict=True)) % 11
    if last == 10 or not any(digits):
        return
    right = "".join(map(str, digits)) + str(last)
    assert direct.is_bsn(right)
    assert not direct.is_bsn(right[:-1] + str((last + 1) % 10))


def test_the_hour_of_the_next_line_is_no_number_of_a_car() -> None:
    text = "De getuige zat ook op de wagen.\n09.40 Tweede getuige, over wagen 09-41."
    assert [match.span.of(text) for match in rules(text, Lang.NL) if match.type is DetailType.ID] == ["wagen 09-41"]
