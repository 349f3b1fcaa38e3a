"""Sentences that a final editor sent back, after every suggestion was taken; the texts are invented for these tests."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import pytest
from bronwacht.redact.detect.values import value_of
from bronwacht.redact.documents import apply_edits
from bronwacht.redact.draft import Detail, DetailType, Draft, Lang, Level, Span
from bronwacht.redact.edits import Choice, settle_everywhere

Marked: TypeAlias = "Callable[[str], tuple[str, list[Span]]]"
Told: TypeAlias = "Callable[[str, DetailType, Lang, Level], str]"
T, NL, EN = DetailType, Lang.NL, Lang.EN
ABSENT, NEAR, BROAD, VAGUE = Level.ABSENT, Level.NEAR, Level.BROAD, Level.VAGUE

CUT_SHORT = [
    # A stretch that begins or ends within another part of its sentence.
    (T.FAMILY, NL, "Haar man, ⟦die brandweerman⟧ is, kwam.", BROAD, "Haar man, die medewerker is, kwam."),
    (T.FAMILY, NL, "Hij weet het, maar ⟦haar vader niet⟧.", BROAD, "Hij weet het, maar een familielid niet."),
    (T.FAMILY, NL, "Bron 4: ⟦moeder van bron⟧ 3.", NEAR, "Bron 4: moeder."),
    (T.FAMILY, EN, "He left with ⟦his partner the same year⟧.", ABSENT, "He left with someone the same year."),
    (
        T.FAMILY,
        EN,
        "She poured tea from a flask ⟦her late husband used at sea⟧.",
        ABSENT,
        "She poured tea from a flask.",
    ),
    (T.FAMILY, EN, "It was sent the night ⟦her mother died⟧.", BROAD, "It was sent the night a relative died."),
    (T.FAMILY, NL, "⟦Zijn vrouw was erbij⟧.", VAGUE, "Een naaste was erbij."),
    (T.GROUP, NL, "Hij zei: 'Ik was de ⟦enige⟧ die nee zei'", BROAD, "Hij zei: 'Ik was [iemand] die nee zei'"),
    (T.GROUP, NL, "⟦Enige docent⟧ met een sleutel.", BROAD, "Een docent met een sleutel."),
    (T.DATE, NL, "Ze kwam met de trein van ⟦16.12 uur⟧ en was moe.", ABSENT, "Ze kwam met de trein en was moe."),
]

OTHER_WORDS = [
    (T.ORIGIN, EN, "She speaks ⟦fluent Korean⟧ at home.", BROAD, "She speaks another language at home."),
    (T.FAMILY, NL, "Mijn ⟦ex-man⟧ belde.", NEAR, "Mijn ex-partner belde."),
    (T.OCCUPATION, NL, "Ze werkt op ⟦school⟧.", BROAD, "Ze werkt in een instelling."),
    (T.EMPLOYER, EN, "He drove on ⟦the council⟧'s time.", BROAD, "He drove on the institution's time."),
    (T.PLACE, EN, "She had moved ⟦from Leeds⟧.", NEAR, "She had moved from somewhere in England."),
    (T.PLACE, EN, "She now works ⟦in Leeds⟧.", NEAR, "She now works somewhere in England."),
    (T.PLACE, EN, "A porter ⟦from Leeds⟧ rang.", NEAR, "A porter from England rang."),
    (T.OCCUPATION, EN, "He came as ⟦an assistant⟧ to the mayor.", NEAR, "He came as a worker for the mayor."),
]

READ_AT_NIGHT = [
    # What a desk chief laughed at, or could not print.
    (
        T.GROUP,
        NL,
        "Ze sprak met ⟦zes oud-bewoners⟧ en las mails.",
        NEAR,
        "Ze sprak met meerdere oud-bewoners en las mails.",
    ),
    (T.PLACE, NL, "De kok werkt in een hotel, net over ⟦de grens⟧.", ABSENT, "De kok werkt in een hotel."),
    (T.PLACE, EN, "He works in a mill, just over ⟦the border⟧.", ABSENT, "He works in a mill."),
    (T.HEALTH, NL, "Haar oom had ⟦de ziekte van Lyme⟧ en viel uit.", NEAR, "Haar oom had een ziekte en viel uit."),
    (T.OCCUPATION, NL, "Dat weet de ⟦bestuurssecretaris⟧.", NEAR, "Dat weet de kantoormedewerker."),
    (
        T.OCCUPATION,
        NL,
        "⟦Een buurvrouw⟧ van de lasser zag het.",
        ABSENT,
        "Iemand uit de omgeving van de lasser zag het.",
    ),
    (T.OCCUPATION, EN, "⟦A resident⟧ of Rose Court fell.", ABSENT, "Someone from Rose Court fell."),
    (T.OCCUPATION, EN, "She has since ⟦retrained as a welder⟧.", VAGUE, "She has since retrained for other work."),
    (T.GROUP, EN, "I was ⟦the only one⟧ of the intake who knew.", BROAD, "I was one of the intake who knew."),
    (T.PLACE, EN, "She came to ⟦the county⟧ in May.", NEAR, "She came to the region in May."),
    (T.PLACE, NL, "Ze kwam naar ⟦de provincie⟧ in mei.", NEAR, "Ze kwam naar de regio in mei."),
    (
        T.GROUP,
        EN,
        "She was, at the time, ⟦the only woman on the nine-strong crew⟧.",
        BROAD,
        "She was, at the time, one of those on the crew.",
    ),
    (
        T.GROUP,
        NL,
        "Zij was ⟦de enige vrouw in het negenkoppige team⟧.",
        BROAD,
        "Zij was een van de leden van het team.",
    ),
]

WITHOUT_A_NOTE = [
    # Of what a place lies in, what is told of the place may not be true.
    (T.PLACE, NL, "⟦Sneek⟧ is klein.", NEAR, "De plaats is klein."),
    (T.PLACE, EN, "⟦Hull⟧ is small.", NEAR, "The place is small."),
    (
        T.ORIGIN,
        NL,
        "Ik ben opgegroeid in ⟦Hongarije⟧, dus dat weet ik.",
        ABSENT,
        "Ik ben elders opgegroeid, dus dat weet ik.",
    ),
    (
        T.PLACE,
        EN,
        "The second is a doctor who came from ⟦Lagos⟧ in 2019.",
        ABSENT,
        "The second is a doctor who came from elsewhere in 2019.",
    ),
    (T.PLACE, EN, "In May a farmer from ⟦Molton⟧ was brought in.", ABSENT, "In May a farmer was brought in."),
    (T.TRIP, EN, "She now cycles ⟦the six miles⟧ from Ely.", ABSENT, "She now cycles from Ely."),
    (T.TRAIT, EN, "She reads from it in ⟦a low voice⟧.", ABSENT, "She reads from it."),
    (T.TRAIT, NL, "Ik ben de vrouw met ⟦het rode⟧ haar, dat is alles.", ABSENT, "Ik ben de vrouw, dat is alles."),
    (T.OCCUPATION, NL, "Een man die ⟦vroeger bij de marine⟧ zat, zag het.", ABSENT, "Een man zag het."),
    (T.OCCUPATION, EN, "Neil Bradwell's ⟦driver⟧ said so.", BROAD, "Someone who knew Neil Bradwell said so."),
    (
        T.FAMILY,
        EN,
        "She drives and sponsors Kessler's ⟦ex-wife⟧.",
        ABSENT,
        "She drives and sponsors someone close to Kessler.",
    ),
    (T.FAMILY, NL, "Zijn ⟦vrouw was erbij⟧, zij is blind.", BROAD, "Een naaste was erbij, zij is blind."),
    (T.GROUP, NL, "Zij was zijn ⟦enige adviseur⟧ in Goes.", BROAD, "Zij was een adviseur in Goes."),
    (T.EDUCATION, EN, "I go to Mass at ⟦St⟧ Ninian's every day.", ABSENT, "I go to Mass every day."),
    (T.ORIGIN, EN, "A woman from ⟦Fife⟧ Council told me.", ABSENT, "A woman told me."),
    (T.PLACE, EN, "He works in ⟦Portland⟧, Ore., and sings.", ABSENT, "He works somewhere, and sings."),
    (T.FAMILY, NL, "Ze weet dat ⟦haar kinderen⟧ daar zitten.", VAGUE, "Ze weet dat haar familieleden daar zitten."),
    (T.PLACE, NL, "⟦GOES⟧ – De rechtbank sprak hem vrij.", NEAR, "De rechtbank sprak hem vrij."),
    (T.FAMILY, NL, "Zij zag ⟦haar zoon eens⟧ huilen.", BROAD, "Zij zag een familielid eens huilen."),
    (T.FAMILY, NL, "⟦Zijn dochter studeert farmacie⟧ in Goes en vond het dom.", ABSENT, "Iemand vond het dom."),
    (T.FAMILY, EN, "Her ⟦husband is a deputy in Bibb⟧ County and told her.", ABSENT, "Someone told her."),
    (T.OCCUPATION, NL, "⟦Een danspartner⟧ van Jansen zweeg.", ABSENT, "Iemand uit de omgeving van Jansen zweeg."),
    (T.OCCUPATION, EN, "He poured it over a ⟦violinist's⟧ head.", ABSENT, "He poured it over someone's head."),
    (
        T.OCCUPATION,
        NL,
        "De zoon werkte toen als ⟦leerling-lasser⟧ op de kade.",
        ABSENT,
        "De zoon werkte toen op de kade.",
    ),
    (T.PLACE, EN, "We met at a ⟦Waffle House⟧.", BROAD, "We met somewhere."),
    (
        T.TRAIT,
        NL,
        "De chef, een vrouw ⟦met grijs⟧ haar die zweeg, ging.",
        ABSENT,
        "De chef, een vrouw die zweeg, ging.",
    ),
    (T.OCCUPATION, NL, "De ⟦jongste⟧ bron was een leerling.", BROAD, "De bron was een leerling."),
    (T.OCCUPATION, NL, "Een bode, een man die ⟦bij de marine⟧ zat, zag het.", ABSENT, "Een bode, een man, zag het."),
]


@pytest.mark.parametrize(
    ("type", "lang", "marked", "level", "read"), [*CUT_SHORT, *OTHER_WORDS, *READ_AT_NIGHT, *WITHOUT_A_NOTE]
)
def test_it_reads(told: Told, type: DetailType, lang: Lang, marked: str, level: Level, read: str) -> None:
    assert told(marked, type, lang, level) == read


def test_a_former_something_stays_former(told: Told) -> None:
    assert told("She is a ⟦former⟧ Wren.", T.OCCUPATION, EN, NEAR) == "She is a former Wren."


@pytest.mark.parametrize("level", list(Level)[1:])
def test_what_the_clause_about_a_relative_tells_does_not_stay(told: Told, level: Level) -> None:
    assert "Vught" not in told("⟦Haar vader is tandarts in Vught⟧.", T.FAMILY, NL, level)
    assert "Vught" not in told("⟦Her father is a dentist in Vught⟧.", T.FAMILY, EN, level)


LEFT_OVER = [
    # A plain word for a note that had to stay.
    (EN, "He ⟦coached⟧ Little League for years.", T.OCCUPATION, "He dealt with Little League for years."),
    (EN, "A man who ⟦served⟧ with the Greens said so.", T.OCCUPATION, "A man who worked with the Greens said so."),
    (EN, "She was ⟦stationed⟧ in Gibraltar then.", T.OCCUPATION, "She was in Gibraltar then."),
    (NL, "Hij ⟦coachte⟧ het elftal.", T.OCCUPATION, "Hij had te maken met het elftal."),
    (NL, "Zij ⟦onderwees⟧ bij een school.", T.OCCUPATION, "Zij werkte bij een school."),
    (NL, "De eerste was ⟦een peilbeheerder⟧, destijds 27.", T.OCCUPATION, "De eerste was een medewerker, destijds 27."),
    (NL, "Hij is ⟦politieman⟧, dus hij zag het.", T.OCCUPATION, "Hij is medewerker, dus hij zag het."),
    (NL, "Zij zat in 2017 in ⟦de leerlingenraad⟧.", T.OCCUPATION, "Zij zat in 2017 bij een organisatie."),
    (EN, "A woman who ⟦graduated⟧ in 2018 came.", T.OCCUPATION, "A woman who studied in 2018 came."),
    (EN, "She was ⟦an assistant⟧ to Renwick.", T.OCCUPATION, "She was a worker for Renwick."),
    (NL, "Ik kwam van ⟦een kleine club⟧.", T.FAMILY, "Ik kwam van een organisatie."),
    (NL, "Hij was jaloers op ⟦de andere meisjes⟧.", T.GROUP, "Hij was jaloers op de anderen."),
    (NL, "Hij maakte er ⟦een schermafdruk⟧ van.", T.TRAIT, "Hij maakte er iets van."),
    (EN, "She hid it in her daughter's ⟦piggy bank⟧.", T.TRAIT, "She hid it in her daughter's belongings."),
    (EN, "A boy, whose friend ⟦sings in a choir⟧, left.", T.TRAIT, "A boy left."),
    (NL, "Ze ⟦zingt in een koor⟧.", T.TRAIT, "Ze heeft een hobby."),
    (EN, "She lost it because ⟦her son sees a doctor at Seattle Children⟧'s.", T.FAMILY, "She lost it."),
    (EN, "He has the phone (⟦her cousin made copies⟧).", T.FAMILY, "He has the phone (a relative did something)."),
    (EN, "⟦His father was the verger⟧ and did not believe him.", T.FAMILY, "Someone did not believe him."),
    (
        EN,
        "In March he ⟦turned down a hearing in Preston⟧ because it was far.",
        T.EVENT,
        "In March he did something because it was far.",
    ),
    (
        EN,
        "The mayor said that she ⟦kept a diary⟧ for years.",
        T.OCCUPATION,
        "The mayor said that she did something for years.",
    ),
    (EN, "She ⟦sends them⟧ in by post.", T.OCCUPATION, "She […] in by post."),
    (NL, "Dat is wat ⟦een buurvrouw⟧ me vertelde.", T.FAMILY, "Dat is wat iemand me vertelde."),
    (NL, "Hij gaf ⟦mijn buurvrouw⟧ een stick.", T.FAMILY, "Hij gaf iemand een stick."),
    (NL, "Zij at niet: ⟦haar arts werkt⟧ bij die praktijk.", T.FAMILY, "Zij at niet: iemand werkt bij die praktijk."),
    (NL, "Ze zit daar met ⟦een knutseldoos⟧.", T.TRAIT, "Ze zit daar met iets."),
    (
        EN,
        "My people are from ⟦Clarendon⟧, by way of Hull.",
        T.PLACE,
        "My people are from a place elsewhere, by way of Hull.",
    ),
    (EN, "He locked ⟦another recruit⟧ in.", T.OCCUPATION, "He locked someone else in."),
    (EN, "⟦The other recruit⟧, who was ill, left.", T.OCCUPATION, "The other one, who was ill, left."),
    (NL, "Hij sloot ⟦een andere rekruut⟧ op.", T.OCCUPATION, "Hij sloot iemand anders op."),
    (NL, "Ze ⟦geeft les in Heerlen⟧. Hij vertrok.", T.OCCUPATION, "Hij vertrok."),
    (EN, "A chorister, who ⟦sang⟧ at the wedding, was eleven.", T.OCCUPATION, "A chorister was eleven."),
    (EN, "Now 35, she ⟦plays viola in an orchestra⟧. He left.", T.TRAIT, "He left."),
    (EN, "He kept ⟦the mileage in a blue notebook⟧. She left.", T.TRAIT, "She left."),
    (EN, "She had to ⟦sell her car⟧ and now cycles to work.", T.OCCUPATION, "She now cycles to work."),
    (NL, "Ik ⟦zing in een gospelkoor⟧, we zijn vorig jaar nog geweest.", T.TRAIT, "We zijn vorig jaar nog geweest."),
    (NL, "Ze ⟦rijdt paard⟧, is vorig jaar derde geworden.", T.TRAIT, "Ze is vorig jaar derde geworden."),
    (EN, "She ⟦plays the viola⟧, she said on Friday.", T.TRAIT, "She does something, she said on Friday."),
    (EN, "He told ⟦his roommate⟧, an athlete.", T.FAMILY, "He told someone, an athlete."),
    (EN, "⟦His widow lives in Crail⟧ and she'd tell you.", T.FAMILY, "There is a relative and she'd tell you."),
    (
        NL,
        "De vierde is ⟦een lid van de cliëntenraad⟧, een gepensioneerde arts.",
        T.OCCUPATION,
        "De vierde is een gepensioneerde arts.",
    ),
    (EN, "⟦Her father was a driver⟧; ⟦her mother cleaned the school⟧. He left.", T.FAMILY, "He left."),
]


@pytest.mark.parametrize(("lang", "marked", "type", "read"), LEFT_OVER)
def test_what_is_left_is_a_sentence(spans: Marked, lang: Lang, marked: str, type: DetailType, read: str) -> None:
    text, found = spans(marked)
    made = [
        Choice(Detail(f"d{n}", span, type, 1.0, value_of(type, text, span, lang)), ABSENT)
        for n, span in enumerate(found, 1)
    ]
    assert apply_edits(text, settle_everywhere(Draft(text, lang), made, lambda edits: ())) == read


def test_the_comma_of_an_aside_goes_with_what_stood_in_it(spans: Marked) -> None:
    text, found = spans("⟦Her father, a retired officer⟧ ⟦at the same brigade⟧, refused to speak.")
    types = (T.FAMILY, T.EMPLOYER)
    made = [
        Choice(Detail(f"d{n}", span, type, 1.0, value_of(type, text, span, EN)), level)
        for n, (span, type, level) in enumerate(zip(found, types, (BROAD, ABSENT), strict=True), 1)
    ]
    read = apply_edits(text, settle_everywhere(Draft(text, EN), made, lambda edits: ()))
    assert read == "Her parent refused to speak."
