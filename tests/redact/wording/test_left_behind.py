"""What a wording leaves behind: half a clause, a possessive without its noun, a thing said twice; all invented."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import pytest
from bronwacht.redact.detect.values import value_of
from bronwacht.redact.documents import apply_edits
from bronwacht.redact.draft import Detail, DetailType, Draft, Lang, Level, Span
from bronwacht.redact.edits import Choice, settle_everywhere
from bronwacht.redact.wording import ladder

Marked: TypeAlias = "Callable[[str], tuple[str, list[Span]]]"
Told: TypeAlias = "Callable[[str, DetailType, Lang, Level], str]"
T = DetailType
NL, EN = Lang.NL, Lang.EN
NEAR, BROAD, VAGUE, ABSENT = Level.NEAR, Level.BROAD, Level.VAGUE, Level.ABSENT


def settled(spans: Marked, marked: str, lang: Lang, *choices: tuple[DetailType, Level]) -> str:
    """The sentence with each marked stretch of the type and at the level given for it."""
    text, found = spans(marked)
    made = [
        Choice(Detail(f"d{n}", span, type, 1.0, value_of(type, text, span, lang)), level)
        for n, (span, (type, level)) in enumerate(zip(found, choices, strict=True))
    ]
    return apply_edits(text, settle_everywhere(Draft(text, lang), made, lambda edits: ()))


OF_ANOTHER_CLAUSE = [
    (
        T.EVENT,
        NL,
        "De kok diende in mei ⟦een klacht in bij de keuringsdienst⟧.",
        VAGUE,
        "De kok trok in mei aan de bel.",
    ),
    (
        T.EVENT,
        NL,
        "Twee koks dienden die week een ⟦bezwaar in⟧.",
        VAGUE,
        "Twee koks trokken die week aan de bel.",
    ),
    (
        T.EVENT,
        EN,
        "She ⟦lodged a complaint about him with the harbour board⟧ in May.",
        VAGUE,
        "She spoke up in May.",
    ),
    (
        T.AGE,
        NL,
        "De kok, ⟦toen 37⟧, uit Losser belde de politie.",
        ABSENT,
        "De kok uit Losser belde de politie.",
    ),
    (
        T.AGE,
        EN,
        "The cook, ⟦then 37⟧, from Goole baked a cake.",
        ABSENT,
        "The cook from Goole baked a cake.",
    ),
    (
        T.AGE,
        EN,
        "The cook, ⟦then 37⟧, from Goole, baked a cake.",
        ABSENT,
        "The cook, from Goole, baked a cake.",
    ),
    (
        T.FAMILY,
        NL,
        "Ze belde de instelling waar ⟦haar dochter zit⟧.",
        NEAR,
        "Ze belde de instelling waar haar kind zit.",
    ),
    (
        T.FAMILY,
        EN,
        "She said that the man, ⟦who has recently split from his wife⟧, told her to leave.",
        ABSENT,
        "She said that the man told her to leave.",
    ),
    (
        T.TRAIT,
        EN,
        "A porter who has a diploma and ⟦a silver medal in chess opened the gate⟧ that morning.",
        NEAR,
        "A porter who has a diploma and a silver medal opened the gate that morning.",
    ),
    (
        T.TRAIT,
        NL,
        "Ze vertelt dat de rector haar iedere dag met ⟦een tik op haar rug begroette⟧.",
        ABSENT,
        "Ze vertelt dat de rector haar iedere dag begroette.",
    ),
    (
        T.TRAIT,
        EN,
        "He has a ⟦scar under his left eye that the pupils⟧ stare at.",
        BROAD,
        "He has a distinctive physical feature.",
    ),
    (
        T.OCCUPATION,
        EN,
        "A porter who has worked in the hospital for nine years ⟦kept a diary⟧.",
        NEAR,
        "A porter who has worked in the hospital for nine years kept a notebook.",
    ),
    (
        T.FAMILY,
        EN,
        "She had no money, ⟦the daughter of a miner⟧ and a seamstress.",
        ABSENT,
        "She had no money.",
    ),
    # The verb is half of what the stretch tells.
    (T.OCCUPATION, NL, "Een man die bij ⟦de bibliotheek werkt⟧, is boos.", VAGUE, "Een man die werkt, is boos."),
]

WITH_ITS_VERB = [
    (
        T.OCCUPATION,
        NL,
        "Tegenwoordig geeft hij ⟦les⟧ op een school in Goes.",
        VAGUE,
        "Tegenwoordig werkt hij op een school in Goes.",
    ),
    (T.OCCUPATION, NL, "Nu stond ze voor ⟦de klas als lerares Frans⟧.", VAGUE, "Nu werkte ze."),
    (
        T.OCCUPATION,
        NL,
        "De koster, die ⟦diaken⟧ was in de kerk, zweeg.",
        ABSENT,
        "De koster, die betrokken was bij de kerk, zweeg.",
    ),
    (T.OCCUPATION, NL, "Hij was geen ⟦schaatser maar verpleger⟧, en ziek.", NEAR, "Hij was zorgverlener, en ziek."),
    (T.OCCUPATION, EN, "She was not ⟦a dancer but a nurse⟧, and ill.", NEAR, "She was a health worker, and ill."),
    (
        T.FAMILY,
        NL,
        "Dat was nadat ze was ⟦gescheiden van een loods uit dezelfde haven⟧.",
        NEAR,
        "Dat was nadat ze was gescheiden.",
    ),
    (T.TRIP, EN, "He walked ⟦six miles to school⟧ every day.", ABSENT, "He walked every day."),
    (T.TRIP, NL, "Hij nam ⟦de laatste bus terug naar Assen⟧, zonder jas.", NEAR, "Hij nam de laatste bus, zonder jas."),
    (
        T.GROUP,
        NL,
        "Hij was kok, en met ⟦afstand de jongste van de ploeg⟧.",
        BROAD,
        "Hij was kok, en een van de leden van de ploeg.",
    ),
    (
        T.GROUP,
        EN,
        "He was a cook, and by ⟦far the youngest of the crew⟧.",
        BROAD,
        "He was a cook, and a member of the crew.",
    ),
    (
        T.TRAIT,
        EN,
        "She is ill and was, by her own account, ⟦no angel⟧.",
        ABSENT,
        "She is ill and was, by her own account, no […].",
    ),
    (
        T.OCCUPATION,
        NL,
        "Van de zes is er een, ⟦de kapster⟧, inmiddels verhuisd.",
        ABSENT,
        "Van de zes is er een inmiddels verhuisd.",
    ),
]

NOTHING_TO_TELL = [
    (T.OCCUPATION, EN, "⟦My shift⟧ was cut in May.", ABSENT, "My shift was cut in May."),
    (T.OCCUPATION, NL, "⟦Mijn rooster⟧ is veranderd.", ABSENT, "Mijn rooster is veranderd."),
    (T.OCCUPATION, NL, "En ⟦mijn contract loopt⟧ tot maart.", ABSENT, "En mijn contract loopt tot maart."),
    (T.EDUCATION, EN, "He ⟦qualified⟧ as a pilot in 2011.", ABSENT, "He qualified as a pilot in 2011."),
    (T.FAMILY, NL, "Ze spreekt met ⟦haar collega's⟧ Pools.", ABSENT, "Ze spreekt met haar collega's Pools."),
]

SOMETHING_TRUE = [
    (
        T.TRAIT,
        NL,
        "Hij heeft ⟦zijn trui⟧ in de vuilnisbak gegooid.",
        NEAR,
        "Hij heeft een kledingstuk in de vuilnisbak gegooid.",
    ),
    (
        T.TRAIT,
        NL,
        "Hij heeft ⟦zijn trui⟧ in de vuilnisbak gegooid.",
        ABSENT,
        "Hij heeft iets in de vuilnisbak gegooid.",
    ),
    (T.EVENT, NL, "Zij sprak in bij ⟦de commissie Wonen⟧.", ABSENT, "Zij sprak in bij een gelegenheid."),
    (T.GENDER, EN, "He was treasurer of the ⟦women⟧'s society.", ABSENT, "He was treasurer of the society."),
    (T.OCCUPATION, EN, "The last is a ⟦surgeon⟧'s secretary who saw it.", NEAR, "The last is a secretary who saw it."),
    (T.OCCUPATION, EN, "The ⟦union rep⟧ lost the letter.", NEAR, "The board or committee member lost the letter."),
    (T.ORIGIN, NL, "Zij is opgegroeid bij ⟦de Jehova's⟧ getuigen.", NEAR, "Zij is opgegroeid bij de gelovigen."),
]


@pytest.mark.parametrize(
    ("type", "lang", "marked", "level", "expected"),
    [*OF_ANOTHER_CLAUSE, *WITH_ITS_VERB, *NOTHING_TO_TELL, *SOMETHING_TRUE],
)
def test_the_sentence_is_whole(
    told: Told, type: DetailType, lang: Lang, marked: str, level: Level, expected: str
) -> None:
    assert told(marked, type, lang, level) == expected


SEVERAL = [
    (
        EN,
        "A ⟦porter⟧ who has ⟦worked in the laundry⟧ for nine years ⟦kept a diary⟧.",
        [(T.OCCUPATION, BROAD), (T.OCCUPATION, VAGUE), (T.OCCUPATION, NEAR)],
        "A worker who has worked for nine years kept a notebook.",
    ),
    (
        NL,
        "Zij deed de ⟦opleiding tot lasser in Sneek⟧ en ⟦volgde daarna een cursus⟧ op de werf.",
        [(T.EDUCATION, NEAR), (T.EDUCATION, VAGUE)],
        "Zij deed de opleiding.",
    ),
    (
        EN,
        "He is ⟦a lay preacher⟧ at ⟦the Baptist chapel⟧ and has one ear.",
        [(T.OCCUPATION, ABSENT), (T.EMPLOYER, ABSENT)],
        "He is involved with an organisation and has one ear.",
    ),
    (
        EN,
        "He died, and ⟦his cousin, a monk⟧ ⟦in Leeds⟧, gave us the tapes.",
        [(T.FAMILY, BROAD), (T.PLACE, NEAR)],
        "He died, and a relative in England gave us the tapes.",
    ),
]


@pytest.mark.parametrize(("lang", "marked", "choices", "expected"), SEVERAL)
def test_several_in_one_sentence(
    spans: Marked, lang: Lang, marked: str, choices: list[tuple[DetailType, Level]], expected: str
) -> None:
    assert settled(spans, marked, lang, *choices) == expected


@pytest.mark.parametrize(
    ("marked", "left"),
    [
        ("Hij kwam die ⟦ochtend⟧ te laat.", "Hij kwam te laat."),
        ("De vrouw die ⟦maandag⟧ belde, zweeg.", "De vrouw die belde, zweeg."),
        ("Ze werkte door tot ⟦elf uur⟧.", "Ze werkte door."),
    ],
)
def test_a_time_goes_with_what_points_at_it(told: Told, marked: str, left: str) -> None:
    assert told(marked, T.DATE, NL, ABSENT) == left


ON_RECORD = {"kind": "council_meeting", "part": "speaker"}


@pytest.mark.parametrize(
    ("marked", "level", "left"),
    [
        ("Iemand ⟦maakte gebruik van het spreekrecht⟧.", VAGUE, "Iemand liet zich horen."),
        ("Toen had ze ⟦bij de raad het woord gevoerd⟧.", VAGUE, "Toen had ze zich laten horen."),
        ("Zij was ⟦op een inspreekavond over duiven⟧.", ABSENT, "Zij was ergens."),
        ("Later ⟦hield ze in de raadszaal een betoog⟧.", VAGUE, "Later liet ze zich horen."),
        ("Een vrouw die ⟦de raad in mei toesprak⟧, belde.", VAGUE, "Een vrouw die zich liet horen, belde."),
        (
            "Zij nam in mei het woord ⟦tijdens de raadsvergadering over de sporthal⟧.",
            ABSENT,
            "Zij nam in mei het woord.",
        ),
        ("Zij had het woord gevoerd ⟦namens de roeiers⟧.", ABSENT, "Zij had het woord gevoerd."),
        ("Zij sprak nog in over ⟦de ijsbaan⟧, zei hij.", ABSENT, "Zij sprak nog in over een onderwerp, zei hij."),
        ("Zij kwam ⟦in de raad uitleggen waarom het hek weg moest⟧.", VAGUE, "Zij kwam zich laten horen."),
        ("Zij stond in mei ⟦achter het spreekgestoelte van de raad⟧.", ABSENT, "Zij stond in mei ergens."),
    ],
)
def test_who_spoke_on_record_is_still_said_to_have_spoken(marked: str, level: Level, left: str) -> None:
    start, end = marked.index("⟦"), marked.index("⟧") - 1
    draft = Draft(marked.replace("⟦", "").replace("⟧", ""), NL)
    rungs = {rung.level: rung for rung in ladder(draft, Detail("d1", Span(start, end), T.EVENT, 1.0, ON_RECORD))}
    rung = rungs[level]
    assert draft.text[: rung.span.start] + rung.text + draft.text[rung.span.end :] == left


@pytest.mark.parametrize(
    ("marked", "level", "left"),
    [
        ("Zij is ⟦lid van de dorpsraad van Zuna⟧.", VAGUE, "Zij is betrokken bij een organisatie."),
        ("Een ⟦lid van de dorpsraad van Zuna⟧ zweeg.", ABSENT, "Iemand zweeg."),
    ],
)
def test_a_seat_is_told_as_some_part_in_something(told: Told, marked: str, level: Level, left: str) -> None:
    assert told(marked, T.OCCUPATION, NL, level) == left


@pytest.mark.parametrize(
    ("marked", "left"),
    [
        ("Zij stapte in mei naar de ⟦preventieadviseur⟧.", "Zij stapte in mei naar iemand."),
        ("Hij klopte aan bij de ⟦ombudsdienst⟧.", "Hij klopte aan bij een instantie."),
        ("Hij nam haar ⟦bedrijfsarts⟧ in vertrouwen.", "Hij nam iemand in vertrouwen."),
    ],
)
def test_whoever_turned_to_somebody_still_did(told: Told, marked: str, left: str) -> None:
    assert told(marked, T.EVENT, NL, ABSENT) == left


@pytest.mark.parametrize(
    ("marked", "left"),
    [
        ("Een kok die ⟦haar dochter van negen bracht⟧, zweeg.", "Een kok die een familielid bracht, zweeg."),
        ("Zij haalde ⟦haar zoon van vijf op van school⟧.", "Zij haalde een familielid op van school."),
        ("Hij zag ⟦haar zoon van acht maanden⟧ niet.", "Hij zag een familielid niet."),
    ],
)
def test_the_verb_behind_a_child_s_age_stays(told: Told, marked: str, left: str) -> None:
    assert told(marked, T.FAMILY, NL, VAGUE) == left


@pytest.mark.parametrize(
    ("marked", "left"),
    [
        ("Op de ⟦heenreis naar een beurs in Keulen⟧ zweeg hij.", "Onderweg zweeg hij."),
        ("⟦Op weg naar een beurs in Keulen⟧ zweeg hij.", "Onderweg zweeg hij."),
        ("⟦Onderweg naar een wedstrijd in Aken⟧ stopte hij.", "Onderweg stopte hij."),
        ("Zij huilde op de ⟦terugweg van een kamp in Spanje⟧.", "Zij huilde onderweg."),
    ],
)
def test_whoever_was_on_the_way_somewhere_still_was(told: Told, marked: str, left: str) -> None:
    assert told(marked, T.TRIP, NL, ABSENT) == left
