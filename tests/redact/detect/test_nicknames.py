from __future__ import annotations

import pytest
from bronwacht.redact.detect.nicknames import _RULES, _Pattern, nicknames
from bronwacht.redact.draft import DetailType, Lang
from hypothesis import given, settings
from hypothesis import strategies as st

EVERY = [pattern for lang in Lang for _, patterns in _RULES[lang] for pattern in patterns]


def found(text: str, lang: Lang) -> list[str]:
    matches = list(nicknames(text, lang))
    assert all(match.type is DetailType.NAME for match in matches)
    return [match.span.of(text) for match in matches]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("De gasten noemen hem Reiger.", "Reiger"),
        ("Ze noemde me nog altijd ‘de Wissel’, ook later.", "de Wissel"),
        ("Een kapper die iedereen ons Treesje noemde.", "ons Treesje"),
        ("Zij werd door haar ploeggenoten Mijntje genoemd, altijd.", "Mijntje"),
        ("Zijn bijnaam was Zwarte Piste.", "Zwarte Piste"),
        ("Op de kade kent iedereen hem als ‘de snoek’.", "de snoek"),
        ("‘Kluisje’, noemen ze hem nu.", "Kluisje"),
        ("Een man die de bewoners als Dove Toon kennen, zweeg.", "Dove Toon"),
        ("Op de werf staat hij bekend als Reiger.", "Reiger"),
        ("Thuis heet ze gewoon Fientje, zei ze.", "Fientje"),
        ("Voor de jongens van de nacht was hij altijd Puck.", "Puck"),
        ("Doe de groeten aan Wim, als je hem ziet.", "Wim"),
        ("Noem mij maar, zeg maar Bep, dat doet iedereen.", "Bep"),
    ],
)
def test_dutch_verbs_of_calling_introduce_a_name(text: str, name: str) -> None:
    assert found(text, Lang.NL) == [name]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The crew call him Badger.", "Badger"),
        ("They still called me “the Verger” after that.", "the Verger"),
        ("She’s known as Tinny, for the laugh.", "Tinny"),
        ("On the boats he goes by Swift.", "Swift"),
        ("A man called Badger by the lads on his shift.", "Badger"),
        ("His nickname, Old Penny, stuck.", "Old Penny"),
        ("A shop steward whom the hostels know as Bra Zakes says so.", "Bra Zakes"),
        ("- known as Heron, since school", "Heron"),
        ("He was a man the jury would know only as Puffin.", "Puffin"),
        ("To the boys of the night shift she was Wren.", "Wren"),
        ("He answers to Kestrel.", "Kestrel"),
        ("The number was saved under the name Gannet.", "Gannet"),
        ("Give my love to Winnie, if you see her.", "Winnie"),
    ],
)
def test_english_verbs_of_calling_introduce_a_name(text: str, name: str) -> None:
    assert found(text, Lang.EN) == [name]


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("Ik noem hem Peter, want zo heet hij niet.", Lang.NL),
        ("We’ll call her Ann for now.", Lang.EN),
        ("I'll call him Ben.", Lang.EN),
        ("A nurse, whom we call Ann, says so.", Lang.EN),
        ("De raad noemt haar plannen onhaalbaar.", Lang.NL),
        ("The hall is known as the Upper Room.", Lang.EN),
        ("To the council it was Planning that lied.", Lang.EN),
        ("In het dossier heet hij NN-3.", Lang.NL),
        ("De groeten aan de hele ploeg.", Lang.NL),
    ],
)
def test_a_name_that_the_writer_gives_or_that_is_no_persons_is_left_alone(text: str, lang: Lang) -> None:
    assert found(text, lang) == []


@pytest.mark.parametrize(
    ("text", "lang", "name"),
    [
        ("Bron: Sanne Bok, 38", Lang.NL, "Sanne Bok"),
        ("BRON 2 = Karin", Lang.NL, "Karin"),
        ("Source: Maeve Tully (do not name)", Lang.EN, "Maeve Tully"),
    ],
)
def test_notes_say_who_their_source_is(text: str, lang: Lang, name: str) -> None:
    assert found(text, lang) == [name]


@pytest.mark.parametrize("text", ["Bron: CBS-cijfers van 2020", "BRON 1: “Ik zag het.”", "de bron is onbekend"])
def test_a_figure_s_source_and_a_speaker_s_label_name_nobody(text: str) -> None:
    assert found(text, Lang.NL) == []


@pytest.mark.parametrize(
    ("text", "lang", "name"),
    [
        ("De directeur sloot Ruben (9, zit in groep 5) op.", Lang.NL, "Ruben"),
        ("Toen viel de 7-jarige Sanne.", Lang.NL, "Sanne"),
        ("She took Ruby, 6, by the hand.", Lang.EN, "Ruby"),
        ("The 12-year-old Harry was there.", Lang.EN, "Harry"),
        ("One was Harry Bok, then fifteen, whose father drowned.", Lang.EN, "Harry Bok"),
        ("In de gang stond Ruben Bok, toen zestien, te wachten.", Lang.NL, "Ruben Bok"),
    ],
)
def test_a_child_s_name_goes(text: str, lang: Lang, name: str) -> None:
    assert found(text, lang) == [name]


def test_a_grown_up_s_age_says_nothing_of_the_name() -> None:
    assert found("Wethouder Ruben Bok (47) zweeg.", Lang.NL) == []
    assert found("Harry Bok, 61, declined.", Lang.EN) == []
    assert found("Harry Bok, then sixty-one, declined. For Harry, eight hours were enough.", Lang.EN) == []


@pytest.mark.parametrize("pattern", EVERY)
@settings(deadline=None, max_examples=30)
@given(st.data())
def test_what_a_pattern_needs_is_in_whatever_it_matches(pattern: _Pattern, data: st.DataObject) -> None:
    text = data.draw(st.from_regex(pattern.expression))
    assert pattern.expression.search(text) is None or pattern.needed.search(text)
