from __future__ import annotations

import numpy as np
import pytest
from bronwacht.redact.detect.network import KEEP, KINDS
from bronwacht.redact.detect.reading import Reader
from bronwacht.redact.detect.tagger import FOOT, SUMMIT, SUMMIT_OF_WRONG, Tagged, decode
from bronwacht.redact.draft import DetailType, Lang, Span

READER = Reader(Lang.NL)


def tagged(
    text: str, seen: dict[str, tuple[str, float, bool]], lang: Lang = Lang.NL, *, of_wrong: bool = False
) -> Tagged:
    """Decode a text in which each word of ``seen`` has (kind, probability, whether it begins)."""
    reading = Reader(lang).read(text)
    labels = np.zeros((len(reading.spans), 1 + 2 * len(KINDS)), np.float32)
    for row, word in zip(labels, reading.words, strict=True):
        kind, probability, begins = seen.get(word, ("AGE", 0.0, False))
        row[1 + 2 * KINDS.index(kind) + (not begins)] = probability
        row[0] = 1 - probability
    return decode(reading, labels, lang, of_wrong=of_wrong)


def found(text: str, seen: dict[str, tuple[str, float, bool]]) -> list[tuple[str, DetailType]]:
    return [(m.span.of(text), m.type) for m in tagged(text, seen).details]


TEXT = "Een jonge verpleegkundige uit Gent vertrok."


def test_a_detail_goes_on_down_to_the_foot() -> None:
    seen = {"jonge": ("OCCUPATION", FOOT + 0.01, True), "verpleegkundige": ("OCCUPATION", 0.9, False)}
    assert found(TEXT, seen) == [("jonge verpleegkundige", DetailType.OCCUPATION)]


def test_what_stays_below_the_summit_is_none() -> None:
    assert found(TEXT, {"jonge": ("AGE", SUMMIT[Lang.NL] - 0.01, True)}) == []


@pytest.mark.parametrize(
    ("score", "of_wrong", "others", "is_found"),
    [
        (SUMMIT_OF_WRONG, True, 0.0, True),
        (SUMMIT_OF_WRONG - 0.01, True, 0.0, False),
        (SUMMIT_OF_WRONG, False, 0.0, False),
        (SUMMIT_OF_WRONG, True, 0.9, False),
    ],
    ids=["of a wrong", "less", "of none", "of which the tagger sees much"],
)
def test_where_little_is_seen_of_a_wrong_less_will_do(
    score: float, of_wrong: bool, others: float, is_found: bool
) -> None:
    seen = {"jonge": ("AGE", score, True), "Gent": ("PLACE", others, True), "vertrok": ("DATE", others, True)}
    details = tagged(TEXT, seen, of_wrong=of_wrong).details
    assert ("jonge" in [match.span.of(TEXT) for match in details]) is is_found


def test_a_new_detail_begins_where_its_type_begins_anew() -> None:
    seen = {"jonge": ("TRAIT", 0.9, True), "verpleegkundige": ("TRAIT", 0.9, True)}
    assert [text for text, _ in found(TEXT, seen)] == ["jonge", "verpleegkundige"]


def test_details_do_not_cross_paragraphs() -> None:
    text = "Zij werkt\nnachtdiensten daar."
    seen = {"werkt": ("OCCUPATION", 0.9, True), "nachtdiensten": ("OCCUPATION", 0.9, False)}
    assert [stretch for stretch, _ in found(text, seen)] == ["werkt", "nachtdiensten"]


def test_empty_words_at_the_ends_are_left_off() -> None:
    seen = {"uit": ("PLACE", 0.3, True), "Gent": ("PLACE", 0.9, False)}
    assert found(TEXT, seen) == [("Gent", DetailType.PLACE)]


def test_a_capital_may_begin_a_name() -> None:
    seen = {"Van": ("PLACE", 0.25, True), "Acker": ("PLACE", 0.5, False)}
    assert found("Daar woont Van Acker nu.", seen) == [("Van Acker", DetailType.PLACE)]


def test_who_opens_a_sentence_and_has_a_verb_of_several_is_nobodys_name() -> None:
    seen = {"Overburen": ("NAME", 0.9, True)}
    assert found("Dat kon niet. Overburen hebben geklaagd.", seen) == []
    assert not tagged("Dat kon niet. Overburen hebben geklaagd.", seen).names
    assert tagged("Dat kon niet. Overburen hebben jullie dat ook?", seen).names
    assert tagged("Dat kon niet volgens Overburen hebben wij gehoord.", seen).names


@pytest.mark.parametrize(
    ("text", "lang", "name"),
    [
        ("Dat kon niet. Sanne hebben de buren gezien.", Lang.NL, "Sanne"),
        ("Dat kon niet. Quistenburg hebben de buren gezien.", Lang.NL, "Quistenburg"),
        ("It was late. Kelly were crying all night.", Lang.EN, "Kelly"),
        ("It was late. Sanjit were sacked in May.", Lang.EN, "Sanjit"),
    ],
)
def test_a_name_before_a_verb_of_several_is_one(text: str, lang: Lang, name: str) -> None:
    assert [use.span.of(text) for use in tagged(text, {name: ("NAME", 0.9, True)}, lang).names] == [name]


def test_a_word_for_a_gender_does_not_part_a_quotation() -> None:
    reading = READER.read("Als jonge vrouw voelde je dat.")
    labels = np.zeros((len(reading.spans), 1 + 2 * len(KINDS)), np.float32)
    for row, word in zip(labels, reading.words, strict=True):
        row[1 + 2 * KINDS.index("QUOTE") + (word != "Als")] = 0.35 if word == "vrouw" else 0.9 * (word != ".")
        row[1 + 2 * KINDS.index("GENDER")] = 0.5 * (word == "vrouw")
    (quote,) = decode(reading, labels, Lang.NL).details
    assert (quote.type, quote.span.of("Als jonge vrouw voelde je dat.")) == (
        DetailType.QUOTE,
        "Als jonge vrouw voelde je dat",
    )


def test_names_stand_apart_from_details() -> None:
    text = "Toen kwam Jan Smit binnen."
    result = tagged(text, {"Jan": (KEEP, 0.8, True), "Smit": ("NAME", 0.6, False)})
    assert result.details == ()
    (use,) = result.names
    assert use.span.of(text) == "Jan Smit"
    assert use.words == ("Jan", "Smit")
    assert abs(use.public - 0.4) < 1e-6
    assert abs(use.protected - 0.3) < 1e-6


def test_the_small_words_of_a_name_are_part_of_it() -> None:
    seen = {"Jan": ("NAME", 0.6, True), "Vries": (KEEP, 0.6, False)}
    assert [use.words for use in tagged("Toen kwam Jan de Vries binnen.", seen).names] == [("Jan", "de", "Vries")]
    assert [use.words for use in tagged("Toen kwam Jan van Vries binnen.", seen).names] == [("Jan",), ("Vries",)]
    assert [use.words for use in tagged("Toen gaf Jan de bal aan Vries.", seen).names] == [("Jan",), ("Vries",)]


def test_a_surname_that_is_typed_small_belongs_to_its_name() -> None:
    seen = {"sanne": ("NAME", 0.6, True), "de": ("NAME", 0.6, False), "groot": ("NAME", 0.1, False)}
    seen |= {"jansen": ("NAME", 0.1, False), "fietst": ("NAME", 0.1, False)}
    assert [use.words for use in tagged("daar kwam sanne de groot aan", seen).names] == [("sanne", "de", "groot")]
    assert [use.words for use in tagged("daar kwam sanne jansen aan", seen).names] == [("sanne", "jansen")]
    assert [use.words for use in tagged("daar kwam sanne fietst aan", seen).names] == [("sanne",)]


def test_an_abbreviation_is_nobodys_name_and_what_announces_a_number_says_nothing_alone() -> None:
    text = "Er kwam i.p.v. Sanne niemand. Haar vaste lijn is kapot."
    seen = {"i.p.v": ("NAME", 0.9, True), "Sanne": ("NAME", 0.9, True), "lijn": ("CONTACT", 0.9, True)}
    result = tagged(text, seen)
    assert [use.words for use in result.names] == [("Sanne",)]
    assert result.details == ()
    assert found("Het is lijn 4471.", {"lijn": ("ID", 0.9, True), "4471": ("ID", 0.9, False)}) == [
        ("lijn 4471", DetailType.ID)
    ]


def test_the_letters_of_a_public_body_are_nobodys() -> None:
    text = "Toen belde het RIVM met J.B. daarover."
    assert found(text, {"RIVM": ("NAME", 0.2, True), "J.B": ("NAME", 0.2, True)}) == [("J.B", DetailType.NAME)]


def test_support_is_the_highest_in_the_stretch() -> None:
    result = tagged(TEXT, {"jonge": ("AGE", 0.3, True), "Gent": ("PLACE", 0.9, True)})
    assert abs(result.support(Span(4, 25)) - 0.3) < 1e-6
    assert result.support(Span(3, 4)) == 0.0


def test_no_detail_goes_on_behind_the_quotation_in_which_it_begins() -> None:
    text = "Hij wilde een lunch ‘met twee collega’s’ op zijn kamer in de ‘oude vleugel’ van het gebouw."
    seen = dict.fromkeys(("twee", "collega’s", "’", "op", "zijn", "kamer"), ("GROUP", 0.9, False))
    assert found(text, seen) == [("twee collega’s", DetailType.GROUP), ("op zijn kamer", DetailType.GROUP)]
    seen = dict.fromkeys(("‘", "oude", "vleugel", "’", "van", "gebouw"), ("TRAIT", 0.9, False))
    assert ("‘oude vleugel’ van", DetailType.TRAIT) in found(text, seen)  # all of the quotation
    seen = dict.fromkeys(("twee", "collega’s", "’", "op", "zijn"), ("QUOTE", 0.9, False))
    assert ("twee collega’s’ op zijn", DetailType.QUOTE) in found(text, seen)


def test_a_name_ends_with_its_sentence() -> None:
    seen = dict.fromkeys(("Grace", "Bok", "Mama", ".", "St", "Moe"), ("NAME", 0.9, False))
    for text, names in (
        ("Zo heet Grace Bok. Mama lacht.", ["Grace Bok", "Mama"]),
        ("Zo heet St. Moe hier.", ["St. Moe"]),
    ):
        assert [use.span.of(text) for use in tagged(text, seen).names if use.words] == names


def test_a_small_letter_takes_more_to_be_a_name() -> None:
    text = "Hij sprak haar vermanend toe; jan en Zx."
    words = ("vermanend", "jan", "Zx")
    for probability, names in ((0.27, ["jan", "Zx"]), (0.55, ["vermanend", "jan", "Zx"])):
        seen = dict.fromkeys(words, ("NAME", probability, True))
        result = tagged(text, seen)
        found_here = {m.span.of(text) for m in (*result.details, *result.names)}
        assert found_here == set(names)


def test_a_word_that_opens_sentences_is_no_name_where_it_opens_one() -> None:
    text = "Helaas zweeg hij. „Wellicht”, zei zij, en noemde hem steeds Helaas. Anna zweeg."
    seen = dict.fromkeys(("Helaas", "Wellicht", "Anna"), ("NAME", 0.9, True))
    result = tagged(text, seen)
    assert result.details == ()
    assert [use.span for use in result.names] == [
        Span(text.rindex(w), text.rindex(w) + len(w)) for w in ("Helaas", "Anna")
    ]


def test_a_feeling_or_a_matter_that_opens_a_sentence_is_no_name_but_a_surname_may() -> None:
    text = "Schaamte bleef. Roddels ook. Rust zei niets."
    seen = dict.fromkeys(("Schaamte", "Roddels", "Rust"), ("NAME", 0.9, True))
    assert [use.span.of(text) for use in tagged(text, seen).names] == ["Rust"]
