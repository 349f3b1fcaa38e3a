"""Names and labels that the text gives as nobody's: which are, and that they stay."""

from __future__ import annotations

import pytest
from bronwacht.redact.corrections import Corrections, DetailIs, Stretch
from bronwacht.redact.detect.stand_ins import pseudonyms
from bronwacht.redact.draft import DetailType, Draft, Lang, Span
from bronwacht.redact.pipeline import read
from bronwacht.redact.story import Story


@pytest.mark.parametrize(
    ("lang", "text", "names"),
    [
        (Lang.NL, "Sanne (niet haar echte naam) werkt er als kok.", ["Sanne"]),
        (Lang.NL, "Karim, zijn naam is gefingeerd, zag het.", ["Karim"]),
        (Lang.NL, "Samira heet geen Samira.", ["Samira"]),
        (Lang.NL, "We noemen haar Anna. Dat is niet haar echte naam.", ["Anna"]),
        (Lang.NL, "We noemen haar in dit verhaal Anna.", ["Anna"]),
        (Lang.NL, "We noemden hem Bolle, al jaren.", []),
        (Lang.NL, "“Wij noemen haar hier Tante Bep,” zegt hij.", []),
        (Lang.NL, "We noemen haar hier Mug, zoals iedereen op de afdeling.", []),
        (Lang.NL, "Een loods die ik hier Anna noem, zag het.", ["Anna"]),
        (Lang.NL, "De ene noemen we Anna.", ["Anna"]),
        (Lang.NL, "‘Ik heet in dit verhaal Anna,’ zegt ze.", ["Anna"]),
        (Lang.NL, "In dit stuk heet ze Anna.", ["Anna"]),
        (Lang.NL, "De naam van Anna is om redenen van privacy veranderd.", ["Anna"]),
        (Lang.NL, "De naam van Qxverta is veranderd in Qxvertex.", []),
        (Lang.NL, "We noemen haar Anna. Zij is loods.", ["Anna"]),
        (Lang.NL, "We noemen haar Anna. Anna Bok is loods.", []),
        (Lang.NL, "Anna is loods. We noemen haar Anna.", []),  # known already, and by that name
        (Lang.NL, "Ze noemt zich hier Anna. Zij is loods.", ["Anna"]),
        (Lang.NL, "De loods noemt zichzelf ‘Anna’ in dit verhaal.", ["Anna"]),
        (Lang.NL, "De loods vroeg ons haar Anna te noemen.", ["Anna"]),
        (Lang.NL, "Ze wil niet met haar naam in de krant en noemt zich Anna.", ["Anna"]),
        (Lang.NL, "De zangeres noemt zich Anna, al jaren.", []),  # it may be what she goes by
        (Lang.NL, "De loods noemt zich hier Mug.", []),
        (Lang.NL, "We noemen hem Mug. Hij is loods.", []),  # no first name, so perhaps what he is called
        (Lang.NL, "‘We noemen haar Anna.’", []),
        (Lang.EN, "Let's call her Anna (she chose it).", ["Anna"]),
        (Lang.EN, "The pilot appears in this story as Anna.", ["Anna"]),
        (Lang.EN, "The name of Anna has been changed to protect her.", ["Anna"]),
        (Lang.EN, "The name of Qxverta was changed in 2003.", []),
        (Lang.EN, "Sarah (not her real name) works there.", ["Sarah"]),
        (Lang.EN, "This is somebody we're calling Nick. He is 71.", ["Nick"]),
        (Lang.EN, "I'll call her Beth Ann, which isn't it.", ["Beth Ann"]),
        (Lang.EN, "A man we'll call Stix, which, he tells me, half the shaft calls him.", []),
        (Lang.NL, "We noemen haar voor het gemak maar even ‘Anna’, maar dat is niet haar echte naam.", ["Anna"]),
        (Lang.NL, "Zo ook Paul*, die er werkte. “Ik durfde niet,” zegt Paul.", ["Paul"]),
        (Lang.NL, "Zo ook *Paul*, en * Paul; en Paul Bok*.", []),  # marks of emphasis, of an item, and a surname
        (Lang.NL, "Sanne (fictieve naam) getuigt over het rusthuis.", ["Sanne"]),
        (Lang.EN, "Sarah (pseudonym) works there.", ["Sarah"]),
        (Lang.EN, "Sarah* was 19. Acme* paid.", ["Sarah"]),
        (Lang.EN, "One loader, Qxverta*, saw it. Another, who knew Zkolde*, did not.", ["Qxverta"]),
        (Lang.EN, "Qxverta*, a loader, saw it. Zkolde*, the brand, paid.", ["Qxverta"]),
        (Lang.EN, "Sarah — not her real name — works there.", ["Sarah"]),
        (Lang.EN, "Sarah and Emma (not their real names) work there.", ["Emma"]),
        (Lang.EN, "Sarah, whose real name was kept from the court's papers, left.", ["Sarah"]),
        (
            Lang.EN,
            "Sarah, whose name has been changed, left. Qxverta, whose name was changed in 1998, paid.",
            ["Sarah"],
        ),
        (Lang.EN, "He left in May. Sarah’s real name isn’t Sarah.", ["Sarah"]),
        (Lang.EN, "A pilot, referred to as Anna in this story, left.", ["Anna"]),
        (Lang.EN, "She heard *I never met Sarah* and *Paul*, and Emma*.", ["Emma"]),  # whole phrases with emphasis
        (Lang.EN, "The pilot, whom we are calling Anna, saw it.", ["Anna"]),
        (Lang.EN, "The pilot asked us to call her Anna.", ["Anna"]),
        (Lang.EN, "She calls herself Anna here.", ["Anna"]),
        (Lang.EN, "The pilot asked to be known in this story as Anna.", ["Anna"]),
        (Lang.EN, "She may not be named, and calls herself Anna.", ["Anna"]),
        (Lang.EN, "The singer calls herself Anna.", []),
        (Lang.EN, "Anna Bok is a pilot. She asked us to call her Anna.", []),
        (Lang.EN, "They call her Tiny, and she is not tiny.", []),
    ],
)
def test_names_that_the_text_says_are_invented(lang: Lang, text: str, names: list[str]) -> None:
    assert list(dict.fromkeys(pseudonyms(text, lang))) == names


TEXT = (
    "Wethouder Denis Kwol ontkent alles.\n\nSanne (niet haar echte naam) is kok en 31. Zij zag hem op 3 maart. "
    "‘Hij lachte,’ zegt Sanne. Haar buurvrouw Noor hoorde het ook.\n"
)


def test_invented_name_stays_and_still_tells_whose_the_details_are() -> None:
    reading = read(Draft(TEXT, Lang.NL), Story())
    names = [d.span.of(TEXT) for d in reading.details if d.type is DetailType.NAME]
    assert names == ["Noor"]
    assert {d.span.of(TEXT) for d in reading.stand_ins} == {"Sanne"}
    assert all(detail.span in reading.public for detail in reading.stand_ins)
    cook = next(d for d in reading.details if d.type is DetailType.OCCUPATION)
    assert cook.persons[0] == reading.stand_ins[0].persons[0]


def test_correction_takes_an_invented_name_out_all_the_same() -> None:
    span = Span(at := TEXT.index("Sanne"), at + 5)
    wanted = Corrections(details=(DetailIs(Stretch.of(TEXT, span), DetailType.NAME),))
    reading = read(Draft(TEXT, Lang.NL), Story(), corrections=wanted)
    assert span in {detail.span for detail in reading.details}


MEMO = """MEMO

1. The draft says what Marsh did to two people.

2. Witness A. The draft calls her a nurse of 34 from Leeds. Strike that.

3. Witness B. He is a porter, and was there with witness A.
"""


def test_label_that_opens_an_item_is_nobodys_number() -> None:
    listed = read(Draft(MEMO, Lang.EN), Story())
    assert not [d for d in listed.details if d.type is DetailType.ID]
    assert len({d.persons[0] for d in listed.stand_ins if d.span.of(MEMO) != "witness A"}) == 2
    told = "The inquest heard from witness C, a nurse of 34 from Leeds, who sat behind a screen."
    assert [d.span.of(told) for d in read(Draft(told, Lang.EN), Story()).details if d.type is DetailType.ID] == [
        "witness C"
    ]


def _names(text: str, lang: Lang) -> set[str]:
    return {d.span.of(text) for d in read(Draft(text, lang), Story()).details if d.type is DetailType.NAME}


TALK = """Transcript 2. {legend}

I: Wanneer begon het?

R: In maart. Ik was koster, en ik woonde toen in Goes.

I: En daarna?

R: Daarna ben ik gestopt. Mijn zus weet ervan.
"""


def test_letter_of_a_role_is_no_initial() -> None:
    roles = TALK.format(legend="Interviewer = I, respondent = R.")
    assert not _names(roles, Lang.NL)
    reading = read(Draft(roles, Lang.NL), Story())
    assert reading.stand_ins
    sexton = next(d for d in reading.details if d.span.of(roles) == "koster")
    assert {d.persons[0] for d in reading.stand_ins} == {sexton.persons[0]}


def test_letters_that_count_items_are_no_initials() -> None:
    listed = "\n".join(f"{letter}. U zat in 2021 aan tafel met Denis Kwol. Klopt dat?" for letter in "ABCDEF")
    assert not [name for name in _names(listed, Lang.NL) if len(name.strip(".")) == 1]


def test_a_star_is_followed_up_once_a_name() -> None:
    assert pseudonyms("Paul* zweeg. " * 50, Lang.NL) == ("Paul",)  # each would be looked for in the whole text


@pytest.mark.parametrize(
    ("lang", "text", "names"),
    [
        (
            Lang.NL,
            "De namen in dit verhaal zijn om privacyredenen gefingeerd. Toen kwam Tessa op bezoek, met zoon Sem."
            " Volgens Karel Bos wist Karel van niets.",
            ["Tessa", "Sem"],
        ),
        (Lang.NL, "Ze willen anoniem blijven, dus hun namen zijn veranderd. Zo werd Anouk kapster.", ["Anouk"]),
        (Lang.NL, "Toen kwam Tessa op bezoek. Namen zijn gefingeerd.", ["Tessa"]),
        (Lang.NL, "Enkele namen zijn gefingeerd. Toen kwam Tessa op bezoek.", []),
        (Lang.NL, "De namen zijn niet veranderd. Toen kwam Tessa op bezoek.", []),
        (Lang.NL, "De namen die hij noemt zijn verzonnen, zegt Tessa.", []),
        (Lang.EN, "All names have been changed. Then came Tessa, a hairdresser. Later Carol Bok saw Carol.", ["Tessa"]),
        (Lang.EN, "Some names have been changed. Then came Tessa, a hairdresser.", []),
    ],
)
def test_a_text_may_say_that_all_its_first_names_are_invented(lang: Lang, text: str, names: list[str]) -> None:
    assert list(pseudonyms(text, lang)) == names
