"""A verb with what it needs: whom it is done to, who the clause is about, how long after it was; all invented."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import pytest
from bronwacht.redact.detect.values import value_of
from bronwacht.redact.documents import apply_edits
from bronwacht.redact.draft import Detail, DetailType, Draft, Lang, Level, Span
from bronwacht.redact.edits import Choice, settle_everywhere

Marked: TypeAlias = "Callable[[str], tuple[str, list[Span]]]"
T = DetailType
NL, EN = Lang.NL, Lang.EN
NEAR, BROAD, VAGUE, ABSENT = Level.NEAR, Level.BROAD, Level.VAGUE, Level.ABSENT

DENIED = [
    (
        EN,
        "She was ⟦the only member of the crew not to get a letter⟧.",
        [(T.GROUP, BROAD)],
        "She was one of those not to get a letter.",
    ),
    (
        EN,
        "A boy who had ⟦only been with them⟧ a month held the rope.",
        [(T.GROUP, BROAD)],
        "A boy who had been with them a month held the rope.",
    ),
]

ABOUT_SOMEBODY = [
    (
        NL,
        "De ⟦havenmeester⟧, die in mei ziek werd, wist van de brief.",
        [(T.OCCUPATION, ABSENT)],
        "De betrokkene, die in mei ziek werd, wist van de brief.",
    ),
    (
        NL,
        "Ze schreef over de kliniek, waar ⟦haar neef op dat moment zat⟧.",
        [(T.FAMILY, BROAD)],
        "Ze schreef over de kliniek, waar een familielid zat.",
    ),
    (NL, "⟦Haar oom ging gokken⟧ en verhuisde naar Assen.", [(T.FAMILY, ABSENT)], "Iemand verhuisde naar Assen."),
    (EN, "It was sent the night ⟦her mother died⟧.", [(T.FAMILY, VAGUE)], "It was sent the night a relative died."),
    (
        NL,
        "Hij kreeg bericht, een maand nadat hij ⟦vader was geworden⟧.",
        [(T.FAMILY, ABSENT)],
        "Hij kreeg bericht.",
    ),
    (
        NL,
        "Hij wil geen foto, want ⟦zijn zus werkt nog bij de winkel⟧ waarover hij vertelt.",
        [(T.FAMILY, ABSENT)],
        "Hij wil geen foto.",
    ),
]

WITH_WHOM = [
    (
        EN,
        "But that man ⟦taught⟧ my girls, and he once lent one a lamp.",
        [(T.OCCUPATION, VAGUE)],
        "But that man worked with my girls, and he once lent one a lamp.",
    ),
    (NL, "Ze ⟦verpleegde⟧ mijn tante en zag alles.", [(T.OCCUPATION, VAGUE)], "Ze werkte met mijn tante en zag alles."),
    (
        NL,
        "In 2001 ⟦trouwde⟧ ze met een ⟦loodgieter⟧ uit Goes.",
        [(T.FAMILY, ABSENT), (T.OCCUPATION, BROAD)],
        "In 2001 had ze een relatie met een medewerker uit Goes.",
    ),
    (
        EN,
        "In 2001 she ⟦married⟧ a ⟦plumber⟧ from Hull.",
        [(T.FAMILY, ABSENT), (T.OCCUPATION, BROAD)],
        "In 2001 she had a relationship with a worker from Hull.",
    ),
]

WHAT_IT_IS = [
    (
        NL,
        "Ze was stagiaire van de ⟦Hogeschool⟧ ⟦Utrecht⟧, en moe.",
        [(T.EMPLOYER, BROAD), (T.EDUCATION, ABSENT)],
        "Ze was stagiaire van een instelling, en moe.",
    ),
    (
        EN,
        "The boy, who ⟦sings tenor in the county⟧ ⟦youth choir⟧, was told.",
        [(T.TRAIT, ABSENT), (T.EMPLOYER, VAGUE)],
        "The boy was told.",
    ),
    (
        NL,
        "Nu is ze ⟦31⟧ en ⟦operatieassistent⟧.",
        [(T.AGE, NEAR), (T.OCCUPATION, NEAR)],
        "Nu is ze begin dertig en zorgverlener.",
    ),
    (
        EN,
        "He has been there since ⟦leaving school in Barrow⟧.",
        [(T.EDUCATION, BROAD)],
        "He has been there since leaving an educational institution.",
    ),
    (NL, "⟦De fabriek⟧ wil niet reageren.", [(T.PLACE, NEAR)], "Het bedrijf wil niet reageren."),
    (NL, "Er werkten dertig mensen in ⟦de fabriek⟧.", [(T.PLACE, NEAR)], "Er werkten dertig mensen in het gebouw."),
    (EN, "⟦The factory⟧ declined to comment.", [(T.PLACE, NEAR)], "The company declined to comment."),
    (NL, "Hij kwam werken met ⟦twee andere Roemenen⟧.", [(T.GROUP, NEAR)], "Hij kwam werken met meerdere anderen."),
    (EN, "He came with ⟦three other Romanians⟧ by bus.", [(T.GROUP, NEAR)], "He came with several others by bus."),
    (NL, "Hij woonde bij ⟦de Jehova's⟧ getuigen, zegt ze.", [(T.ORIGIN, ABSENT)], "Hij woonde bij iemand, zegt ze."),
    # No study: nothing is said that it was one.
    (NL, "Twee van hen ⟦verdronken in het meer⟧.", [(T.EDUCATION, VAGUE)], "Twee van hen […]."),
]


@pytest.mark.parametrize(("lang", "marked", "choices", "expected"), [*DENIED, *ABOUT_SOMEBODY, *WITH_WHOM, *WHAT_IT_IS])
def test_whole_clauses(
    spans: Marked, lang: Lang, marked: str, choices: list[tuple[DetailType, Level]], expected: str
) -> None:
    text, found = spans(marked)
    made = [
        Choice(Detail(f"d{n}", span, type, 1.0, value_of(type, text, span, lang)), level)
        for n, (span, (type, level)) in enumerate(zip(found, choices, strict=True))
    ]
    assert apply_edits(text, settle_everywhere(Draft(text, lang), made, lambda edits: ())) == expected


NO_NOTE = [
    (EN, "A worker kept ⟦a diary of 20 thefts⟧. He left.", [(T.TRAIT, ABSENT)], "A worker kept something. He left."),
    (
        NL,
        "Ze kwam uit Goes en droeg ⟦een bril met dikke glazen⟧.",
        [(T.TRAIT, ABSENT)],
        "Ze kwam uit Goes en droeg iets.",
    ),
    (NL, "Naast hem ligt ⟦een oude herder die Max heet⟧.", [(T.TRAIT, ABSENT)], "Naast hem ligt [detail weggelaten]."),
    (
        NL,
        "⟦Een zaalwacht⟧ van 61 vertelt dat hij viel.",
        [(T.OCCUPATION, ABSENT)],
        "Iemand van 61 vertelt dat hij viel.",
    ),
    (
        EN,
        "The third was ⟦one of only two men among thirty nurses⟧.",
        [(T.GROUP, ABSENT)],
        "The third was one of several.",
    ),
    (NL, "Ze kwam uit ⟦een gezin van boeddhisten⟧ en zweeg.", [(T.ORIGIN, ABSENT)], "Ze kwam uit een gezin en zweeg."),
    (NL, "Mijn oom, ⟦die als slager op de markt stond⟧, zweeg.", [(T.OCCUPATION, ABSENT)], "Mijn oom zweeg."),
]

ITS_VERB = [
    (
        EN,
        "Marsh asked her, and ⟦nobody else in the group⟧, to brief him.",
        [(T.GROUP, ABSENT)],
        "Marsh asked her to brief him.",
    ),
    (
        EN,
        "Among those who ⟦spoke⟧ was a woman of forty.",
        [(T.EVENT, ABSENT)],
        "Among those present was a woman of forty.",
    ),
    (
        EN,
        "The ⟦driver⟧ and ⟦secretary⟧ speak out.",
        [(T.OCCUPATION, ABSENT), (T.OCCUPATION, ABSENT)],
        "The person and [job withheld] speak out.",
    ),
    (
        EN,
        "She had been a pupil at the school where Marsh's ⟦party was held⟧.",
        [(T.EVENT, ABSENT)],
        "She had been a pupil at the school.",
    ),
    (
        EN,
        "The other, ⟦a nurse⟧ ⟦from Hull⟧, ⟦studied law at Leeds⟧.",
        [(T.OCCUPATION, BROAD), (T.ORIGIN, ABSENT), (T.EDUCATION, VAGUE)],
        "The other, a worker, took a course.",
    ),
    (
        EN,
        "The other, ⟦who is from Hull⟧, ⟦studied law at Leeds⟧.",
        [(T.ORIGIN, ABSENT), (T.EDUCATION, VAGUE)],
        "The other took a course.",
    ),
    (
        EN,
        "She has since ⟦married a fisherman⟧, ⟦teaches swimming to toddlers⟧ in Anstruther, and is well.",
        [(T.FAMILY, ABSENT), (T.OCCUPATION, VAGUE)],
        "She has since had a relationship with someone, works in Anstruther, and is well.",
    ),
    (EN, "She still ⟦wakes at four⟧.", [(T.OCCUPATION, VAGUE)], "She still […]."),
    (
        EN,
        "There was a clerk, recently qualified and the ⟦daughter of a judge⟧, who left.",
        [(T.FAMILY, BROAD)],
        "There was a clerk, recently qualified, who left.",
    ),
    (NL, "Ze geeft nog ⟦steeds bijles⟧, in een zaal.", [(T.OCCUPATION, VAGUE)], "Ze werkt nog steeds, in een zaal."),
    (
        NL,
        "Hij werkt nu ⟦in de fietsenwinkel⟧ van zijn oom, waar hij ⟦soms klanten helpt⟧.",
        [(T.EMPLOYER, VAGUE), (T.OCCUPATION, VAGUE)],
        "Hij werkt nu bij een organisatie van zijn oom.",
    ),
]


@pytest.mark.parametrize(("lang", "marked", "choices", "expected"), [*NO_NOTE, *ITS_VERB])
def test_no_note_and_no_lost_verb(
    spans: Marked, lang: Lang, marked: str, choices: list[tuple[DetailType, Level]], expected: str
) -> None:
    test_whole_clauses(spans, lang, marked, choices, expected)


OF_SEVERAL = [
    (EN, "Her parents, ⟦both Jehovah's Witnesses⟧, did not phone.", [(T.ORIGIN, ABSENT)], "Her parents did not phone."),
    (EN, "After that I ⟦only went⟧ to Mass in town.", [(T.GROUP, BROAD)], "After that I went to Mass in town."),
    (
        EN,
        "She was the ⟦only one of the nine not asked⟧ to the camp.",
        [(T.GROUP, BROAD)],
        "She was one of those not asked to the camp.",
    ),
    (
        NL,
        "⟦Een van die vijf⟧, een leraar Frans, liep weg.",
        [(T.GROUP, NEAR)],
        "Een van hen, een leraar Frans, liep weg.",
    ),
    (
        NL,
        "De derde had als ⟦enige al eens een brief gestuurd⟧.",
        [(T.GROUP, ABSENT)],
        "De derde had al eens een brief gestuurd.",
    ),
    (
        NL,
        "Hij gaf me een duw, ⟦op de dag⟧ dat ⟦mijn jongste gedoopt⟧ werd.",
        [(T.DATE, ABSENT), (T.FAMILY, ABSENT)],
        "Hij gaf me een duw.",
    ),
    (
        NL,
        "Bel mij via ⟦mijn oudste zoon, die rechten studeert⟧ in Leiden en een kamer heeft boven een bakker.",
        [(T.FAMILY, ABSENT)],
        "Bel mij via iemand.",
    ),
    (
        EN,
        "He is well, and drives ⟦the school bus⟧ in Oakham.",
        [(T.OCCUPATION, NEAR)],
        "He is well, and drives a vehicle in Oakham.",
    ),
    (EN, "She has ⟦a tattoo of an oar⟧ on her ankle.", [(T.TRAIT, ABSENT)], "She has something on her ankle."),
    (
        EN,
        "One, ⟦a legislative correspondent⟧ from rural Maine, says he fell.",
        [(T.OCCUPATION, ABSENT)],
        "One, someone from rural Maine, says he fell.",
    ),
    (
        NL,
        "Met een collega, ⟦een grafdelver⟧ van Friese afkomst, ben ik gegaan.",
        [(T.OCCUPATION, ABSENT)],
        "Met een collega, iemand van Friese afkomst, ben ik gegaan.",
    ),
]


@pytest.mark.parametrize(("lang", "marked", "choices", "expected"), OF_SEVERAL)
def test_one_of_several(
    spans: Marked, lang: Lang, marked: str, choices: list[tuple[DetailType, Level]], expected: str
) -> None:
    test_whole_clauses(spans, lang, marked, choices, expected)


GONE_WITH_IT = [
    (EN, "⟦My husband was his driver⟧ until he drowned in 1997. We left.", [(T.FAMILY, ABSENT)], "We left."),
    (
        NL,
        "Toen ⟦zijn vrouw beviel van een tweeling⟧, kreeg hij geen vrij.",
        [(T.FAMILY, ABSENT)],
        "Hij kreeg geen vrij.",
    ),
    (EN, "When ⟦her uncle died of cancer⟧, she got no leave.", [(T.FAMILY, ABSENT)], "She got no leave."),
    (
        NL,
        "De derde en oudste, ⟦een boerin⟧ ⟦met zestig koeien⟧, had al eens geklaagd.",
        [(T.OCCUPATION, ABSENT), (T.TRAIT, ABSENT)],
        "De derde en oudste had al eens geklaagd.",
    ),
    (
        NL,
        "Ik werk sinds 2011 als ⟦begraafplaatsbeheerder⟧ bij een gemeente.",
        [(T.OCCUPATION, ABSENT)],
        "Ik werk sinds 2011 bij een gemeente.",
    ),
    (
        EN,
        "The third, a man who had ⟦won a scholarship to Magdalen College School⟧, left.",
        [(T.EDUCATION, VAGUE)],
        "The third, a man who had studied, left.",
    ),
]


@pytest.mark.parametrize(("lang", "marked", "choices", "expected"), GONE_WITH_IT)
def test_what_goes_with_a_clause(
    spans: Marked, lang: Lang, marked: str, choices: list[tuple[DetailType, Level]], expected: str
) -> None:
    test_whole_clauses(spans, lang, marked, choices, expected)


AT_ITS_ENDS = [
    (EN, "She now ⟦lectures⟧ to students in Cardiff.", [(T.OCCUPATION, VAGUE)], "She now […] to students in Cardiff."),
    (
        EN,
        "She had left and was the ⟦hospital's union representative⟧.",
        [(T.OCCUPATION, NEAR)],
        "She had left and was a board or committee member.",
    ),
    (
        EN,
        "A vet who trained in Bonn and was ⟦one of only two Dutch vets at the clinic told me⟧ in May that he left.",
        [(T.GROUP, NEAR)],
        "A vet who trained in Bonn and was one of the Dutch vets at the clinic told me in May that he left.",
    ),
    (
        EN,
        "His chief, whose ⟦daughter worked⟧ as a clerk, left.",
        [(T.FAMILY, NEAR)],
        "His chief, whose child worked as a clerk, left.",
    ),
    (EN, "They build on the ⟦village⟧ football pitch.", [(T.PLACE, ABSENT)], "They build on the football pitch."),
    (
        EN,
        "⟦The couple⟧ met at ⟦agricultural⟧ college in Cirencester.",
        [(T.FAMILY, ABSENT), (T.EMPLOYER, ABSENT)],
        "The two met at college in Cirencester.",
    ),
    (EN, "One, a clerk with a ⟦glass⟧ eye, walked out.", [(T.TRAIT, ABSENT)], "One, a clerk, walked out."),
    (
        NL,
        "Ze las op zondag, terwijl ⟦haar man met de kinderen naar het strand⟧ was.",
        [(T.FAMILY, BROAD)],
        "Ze las op zondag.",
    ),
    (NL, "Hij bezorgt ’s ⟦avonds⟧ brieven.", [(T.OCCUPATION, ABSENT)], "Hij bezorgt ’s avonds brieven."),
    (
        NL,
        "De vrouw, die in mei ⟦als enige van het team een diploma⟧ had, vertrok.",
        [(T.GROUP, BROAD)],
        "De vrouw, die in mei een diploma had, vertrok.",
    ),
    (NL, "⟦De jongste van ons⟧ heeft geklaagd.", [(T.GROUP, ABSENT)], "Een van ons heeft geklaagd."),
    (NL, "Hij vertrok op de dag dat ⟦zijn vierde zoon werd geboren⟧.", [(T.FAMILY, ABSENT)], "Hij vertrok."),
]


@pytest.mark.parametrize(("lang", "marked", "choices", "expected"), AT_ITS_ENDS)
def test_where_a_stretch_ends(
    spans: Marked, lang: Lang, marked: str, choices: list[tuple[DetailType, Level]], expected: str
) -> None:
    test_whole_clauses(spans, lang, marked, choices, expected)


WHO_IT_IS = [
    (
        NL,
        "Hij werd kok en scheidde van zijn vrouw, met ⟦wie hij vijf kinderen heeft⟧.",
        [(T.FAMILY, NEAR)],
        "Hij werd kok en scheidde van zijn vrouw, met wie hij kinderen heeft.",
    ),
    (EN, "He teaches and ⟦coaches girls⟧' softball.", [(T.OCCUPATION, VAGUE)], "He teaches."),
    (
        EN,
        "She goes to the ⟦same dentist⟧ as the dean.",
        [(T.OCCUPATION, VAGUE)],
        "She goes to the same person as the dean.",
    ),
    (EN, "⟦A marshal⟧ who lost a foot drove home.", [(T.OCCUPATION, ABSENT)], "Someone who lost a foot drove home."),
    (
        EN,
        "One, ⟦a Cherokee⟧ from Ohio who was ill, left.",
        [(T.ORIGIN, ABSENT)],
        "One, someone from Ohio who was ill, left.",
    ),
]


@pytest.mark.parametrize(("lang", "marked", "choices", "expected"), WHO_IT_IS)
def test_who_it_is(
    spans: Marked, lang: Lang, marked: str, choices: list[tuple[DetailType, Level]], expected: str
) -> None:
    test_whole_clauses(spans, lang, marked, choices, expected)


WHEN_AND_WHAT = [
    (
        EN,
        "He was ⟦nine⟧ when ⟦his father was killed⟧ in ⟦Helmand⟧.",
        [(T.AGE, NEAR), (T.FAMILY, ABSENT), (T.PLACE, ABSENT)],
        "He was under 12 when […].",
    ),
    (EN, "The fifth was one of ⟦twins⟧.", [(T.FAMILY, VAGUE)], "The fifth was one of [family detail withheld]."),
    (NL, "Ze bidt in dezelfde ⟦kerk⟧ als Jan.", [(T.PLACE, NEAR)], "Ze bidt in hetzelfde gebedshuis als Jan."),
    (EN, "She left and now ⟦drives a mobile library⟧.", [(T.OCCUPATION, NEAR)], "She left and now works."),
    (
        EN,
        "She ran a shop with ⟦her brother until it burned⟧ down.",
        [(T.FAMILY, VAGUE)],
        "She ran a shop with someone until it burned down.",
    ),
]


@pytest.mark.parametrize(("lang", "marked", "choices", "expected"), WHEN_AND_WHAT)
def test_when_and_what(
    spans: Marked, lang: Lang, marked: str, choices: list[tuple[DetailType, Level]], expected: str
) -> None:
    test_whole_clauses(spans, lang, marked, choices, expected)


@pytest.mark.parametrize(
    ("lang", "marked", "expected"),
    [
        (EN, "Nobody there spoke ⟦Bulgarian⟧, and he left.", "Nobody there spoke [language withheld], and he left."),
        (NL, "Niemand sprak er ⟦Bulgaars⟧.", "Niemand sprak er [taal weggelaten]."),
    ],
)
def test_nobody_speaks_another_language_is_not_said(spans: Marked, lang: Lang, marked: str, expected: str) -> None:
    test_whole_clauses(spans, lang, marked, [(T.ORIGIN, NEAR)], expected)
