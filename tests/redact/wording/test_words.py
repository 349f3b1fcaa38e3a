"""Tokens, parts of speech, numbers, times, nouns and places: what the wording knows of language."""

from __future__ import annotations

import pytest
from bronwacht.redact.draft import DetailType, Draft, Lang, Level, Span
from bronwacht.redact.wording.gazetteer import find_place
from bronwacht.redact.wording.lexicon import lexicon
from bronwacht.redact.wording.numbers import decade, number, ordinal
from bronwacht.redact.wording.slot import Shape, find_slot
from bronwacht.redact.wording.when import Kind, read_when
from bronwacht.redact.wording.words import Tag, words_of

T = DetailType


def tags(text: str, lang: Lang) -> dict[str, Tag]:
    return {word.text: word.tag for word in words_of(text, Span(0, len(text)), lang)}


def test_dutch_tags() -> None:
    found = tags("De oude griffier weigerde gisteren het verslag te tekenen.", Lang.NL)
    assert found["De"] is Tag.DET and found["griffier"] is Tag.NOUN and found["weigerde"] is Tag.FINITE
    assert found["tekenen"] is Tag.INF and found["."] is Tag.MARK


def test_english_tags() -> None:
    found = tags("She quietly told the old clerk that he had been moved.", Lang.EN)
    assert found["told"] is Tag.FINITE and found["clerk"] is Tag.NOUN and found["moved"] is Tag.PART
    assert found["the"] is Tag.DET and found["quietly"] is Tag.ADV


def test_an_english_apostrophe_is_a_verb_after_a_pronoun_and_an_owner_after_a_noun() -> None:
    first, second = "She's thirty.", "The clerk's dog barked."
    assert words_of(first, Span(0, len(first)), Lang.EN)[1].tag is Tag.FINITE
    assert words_of(second, Span(0, len(second)), Lang.EN)[2].tag is Tag.DET


@pytest.mark.parametrize("lang", list(Lang))
def test_tokens_cover_the_text_in_order(lang: Lang) -> None:
    text = "‘s Ochtends (om 17.30u) belde z’n 34-jarige ex-vriend: “[…] O’Neill’s.” 5½ – e.g. dahlia’s, 'k."
    words = words_of(text, Span(0, len(text)), lang)
    assert "".join(text[w.start : w.end] for w in words) == "".join(text.split())


@pytest.mark.parametrize(
    ("word", "lang", "expected"),
    [("zevenentwintig", Lang.NL, 27), ("tweeëntwintig", Lang.NL, 22), ("34", Lang.NL, 34), ("tafel", Lang.NL, None),
     ("twenty-three", Lang.EN, 23), ("eighty", Lang.EN, 80), ("2019", Lang.EN, None)],
)  # fmt: skip
def test_numbers(word: str, lang: Lang, expected: int | None) -> None:
    assert number(word, lang) == expected


def test_ordinals_and_decades() -> None:
    assert ordinal("zestigste", Lang.NL) == 60 and ordinal("achtste", Lang.NL) == 8 and ordinal("36e", Lang.NL) == 36
    assert (
        ordinal("33rd", Lang.EN) == 33 and ordinal("twenty-first", Lang.EN) == 21 and ordinal("tafel", Lang.NL) is None
    )
    assert decade(34, Lang.NL) == "dertig" and decade(19, Lang.NL) is None and decade(101, Lang.EN) is None


@pytest.mark.parametrize(
    ("phrase", "lang", "kind"),
    [
        ("17 oktober 2022", Lang.NL, Kind.DAY),
        ("donderdag 17 oktober", Lang.NL, Kind.DAY),
        ("9/12", Lang.NL, Kind.DAY),
        ("oktober 2022", Lang.NL, Kind.MONTH),
        ("de zomer van 2018", Lang.NL, Kind.SEASON),
        ("2019", Lang.NL, Kind.YEAR),
        ("half drie", Lang.NL, Kind.CLOCK),
        ("17.52 uur", Lang.NL, Kind.CLOCK),
        ("zes uur ’s ochtends", Lang.NL, Kind.CLOCK),
        ("zesentwintig jaar", Lang.NL, Kind.DURATION),
        ("een week later", Lang.NL, Kind.LATER),
        ("de maandag daarop", Lang.NL, Kind.LATER),
        ("twee weken geleden", Lang.NL, Kind.AGO),
        ("vorige zomer", Lang.NL, Kind.RECENT),
        ("elke dinsdag", Lang.NL, Kind.EVERY),
        ("die avond", Lang.NL, Kind.SAME),
        ("Koningsdag", Lang.NL, Kind.HOLIDAY),
        ("zaterdag", Lang.NL, Kind.WEEKDAY),
        ("’s nachts", Lang.NL, Kind.DAYPART),
        ("de derde repetitie", Lang.NL, Kind.OTHER),
        ("22 juli en 2 augustus", Lang.NL, Kind.OTHER),
        ("14 September", Lang.EN, Kind.DAY),
        ("Nov. 19", Lang.EN, Kind.DAY),
        ("spring 2021", Lang.EN, Kind.SEASON),
        ("ten past four", Lang.EN, Kind.CLOCK),
        ("11 pm", Lang.EN, Kind.CLOCK),
        ("nineteen years", Lang.EN, Kind.DURATION),
        ("five weeks later", Lang.EN, Kind.LATER),
        ("six winters ago", Lang.EN, Kind.AGO),
        ("next morning", Lang.EN, Kind.LATER),
        ("last spring", Lang.EN, Kind.RECENT),
        ("every Tuesday", Lang.EN, Kind.EVERY),
        ("Easter Monday", Lang.EN, Kind.HOLIDAY),
        ("the last days of 2017", Lang.EN, Kind.OTHER),
        ("the third day", Lang.EN, Kind.OTHER),
    ],
)
def test_kinds_of_time(phrase: str, lang: Lang, kind: Kind) -> None:
    assert read_when(phrase, lang).kind is kind


def test_what_a_time_holds() -> None:
    day = read_when("op donderdag 17 oktober 2022", Lang.NL)
    assert (day.year, day.month, day.weekday) == (2022, 10, 4)
    assert read_when("1:50 a.m.", Lang.EN).hour == 1 and read_when("half drie", Lang.NL).hour is None
    assert (read_when("elf avonden", Lang.NL).amount, read_when("elf avonden", Lang.NL).unit) == (11, "dagen")


@pytest.mark.parametrize(
    ("type", "phrase", "lang", "near", "plural"),
    [
        (T.OCCUPATION, "wiskundeleraren", Lang.NL, "docent", True),
        (T.OCCUPATION, "plaatsvervangend griffier", Lang.NL, "ambtenaar", False),
        (T.OCCUPATION, "schoonmaaksters", Lang.NL, "facilitair medewerker", True),
        (T.EVENT, "raadsvergaderingen", Lang.NL, "bijeenkomst", True),
        (T.FAMILY, "zoontjes", Lang.NL, "kind", True),
        (T.OCCUPATION, "quantity surveyors", Lang.EN, "technical worker", True),
        (T.FAMILY, "sister-in-law", Lang.EN, "relative", False),
    ],
)
def test_nouns_by_their_ends(type: DetailType, phrase: str, lang: Lang, near: str, plural: bool) -> None:
    found = lexicon(lang).find(type, phrase)
    assert found is not None and found.wider[Level.NEAR].singular == near and found.plural is plural


def test_an_unknown_noun_is_not_guessed() -> None:
    assert lexicon(Lang.NL).find(T.OCCUPATION, "tafelkleed") is None
    assert lexicon(Lang.NL).find(T.OCCUPATION, "") is None


@pytest.mark.parametrize("lang", list(Lang))
def test_no_wider_noun_gives_a_gender_away(lang: Lang) -> None:
    from bronwacht.redact.wording.phrases import phrases

    nouns = lexicon(lang)
    for type in T:
        for found in nouns._exact.get(type, {}).values():
            for noun in found.wider.values():
                assert not phrases(lang).gendered.search(f"{noun.singular} {noun.plural}"), noun


def test_places() -> None:
    zutphen = find_place("Zutphen", Lang.NL, {})
    assert zutphen and (zutphen.region, zutphen.country, zutphen.code) == ("Gelderland", "Nederland", "NL")
    assert find_place("Nowhereham", Lang.EN, {}) is None
    told = find_place("Nowhereham", Lang.EN, {"country": "DE", "kind": "town"})
    assert told and told.country == "Germany" and told.region == ""
    country = find_place("België", Lang.NL, {})
    assert country and country.itself == "country"


@pytest.mark.parametrize(
    ("text", "span", "type", "words"),
    [
        ("De oude griffier had honger.", (8, 20), T.OCCUPATION, "griffier"),
        ("Het was de griffier, zei ze.", (11, 20), T.OCCUPATION, "griffier"),
        ("Zij noemt hem ‘de baas’ nu.", (14, 23), T.NAME, "de baas"),
        ("Hij woont (in Goes) nu.", (10, 19), T.PLACE, "in Goes"),
    ],
)
def test_stray_words_and_marks_are_trimmed(text: str, span: tuple[int, int], type: DetailType, words: str) -> None:
    slot = find_slot(Draft(text, Lang.NL), Span(*span), type)
    assert slot is not None and slot.words == words


@pytest.mark.parametrize(
    ("text", "phrase", "lang", "shape"),
    [
        ("Een Duitse lasser belde.", "Duitse", Lang.NL, Shape.ATTRIBUTE),
        ("Ze weigerde te tekenen.", "weigerde te tekenen", Lang.NL, Shape.VERB),
        ("Een bode uit Goes belde.", "uit Goes", Lang.NL, Shape.PREP),
        ("De bode die sliep, belde.", "bode die sliep", Lang.NL, Shape.NOUN),
        ("A Polish welder called.", "Polish", Lang.EN, Shape.ATTRIBUTE),
        ("She told the panel everything.", "told the panel", Lang.EN, Shape.VERB),
        ("The clerk left.", "clerk", Lang.EN, Shape.NOUN),
    ],
)
def test_shapes(text: str, phrase: str, lang: Lang, shape: Shape) -> None:
    start = text.index(phrase)
    slot = find_slot(Draft(text, lang), Span(start, start + len(phrase)), T.TRAIT)
    assert slot is not None and slot.shape is shape
