"""Sentences of long reads and news reports as they are printed, every suggestion taken; invented for these tests."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import pytest
from bronwacht.redact.detect.values import value_of
from bronwacht.redact.documents import apply_edits
from bronwacht.redact.draft import Detail, DetailType, Draft, Lang, Level, Span
from bronwacht.redact.edits import Choice, settle_everywhere

Marked: TypeAlias = "Callable[[str], tuple[str, list[Span]]]"
T, NL, EN = DetailType, Lang.NL, Lang.EN
ABSENT, NEAR, BROAD, VAGUE = Level.ABSENT, Level.NEAR, Level.BROAD, Level.VAGUE

KEPT_AS_SAID = [
    # What is no detail by itself, and without which the rest says something else.
    (NL, "Ze kende ⟦nauwelijks⟧ mensen in die stad.", T.TRAIT, ABSENT, "Ze kende nauwelijks mensen in die stad."),
    (EN, "He ⟦hardly⟧ knew the way there.", T.TRAIT, ABSENT, "He hardly knew the way there."),
    (NL, "Hij was ⟦net⟧ een jaar in dienst.", T.AGE, ABSENT, "Hij was net een jaar in dienst."),
    (NL, "De ⟦tweede⟧ kok is een vrouw.", T.OCCUPATION, ABSENT, "De tweede kok is een vrouw."),
    (EN, "The ⟦third⟧ witness said nothing.", T.OCCUPATION, ABSENT, "The third witness said nothing."),
    (NL, "Zij is ⟦niet de enige⟧. Er zijn er meer.", T.GROUP, ABSENT, "Zij is niet de enige. Er zijn er meer."),
    (NL, "De boer bood een ⟦helpende⟧ hand.", T.OCCUPATION, ABSENT, "De boer bood een helpende hand."),
    (NL, "Toen belde hij ⟦'s avonds⟧ bij haar aan.", T.DATE, ABSENT, "Toen belde hij 's avonds bij haar aan."),
]
KEPT_AS_SAID += [
    (EN, "Her aunt works nights as ⟦well⟧, and rests.", T.FAMILY, ABSENT, "Her aunt works nights as well, and rests."),
    (NL, "Ze reed ⟦ook⟧ die dag.", T.TRAIT, ABSENT, "Ze reed ook die dag."),
]
CUT_SHORT = [
    # Stretches that end in a word of another part of the sentence.
    (
        NL,
        "⟦Haar drie zussen, van wie⟧ er een bij de marine zit, weten het niet.",
        T.FAMILY,
        VAGUE,
        "Haar naasten, van wie er een bij de marine zit, weten het niet.",
    ),
    (
        NL,
        "De leerling is met ⟦de studie gestopt⟧ en verhuisde.",
        T.EDUCATION,
        ABSENT,
        "De leerling is gestopt en verhuisde.",
    ),
    (
        NL,
        "⟦Haar mentor op school vertrouwde⟧ haar wel, maar zei niets.",
        T.OCCUPATION,
        ABSENT,
        "Iemand vertrouwde haar wel, maar zei niets.",
    ),
    (
        NL,
        "Hij deed de ⟦opleiding hout⟧- en meubeltechniek. Toen kwam hij.",
        T.EDUCATION,
        NEAR,
        "Hij deed de opleiding. Toen kwam hij.",
    ),
    (NL, "Hij maakte ⟦een liedje voor de raad⟧ van bestuur.", T.TRAIT, ABSENT, "Hij maakte iets."),
    (EN, "He wrote ⟦a song for the board⟧ of governors.", T.TRAIT, ABSENT, "He wrote something."),
    (
        NL,
        "Hij werd benoemd, als ⟦een van de eerste vrouwen op kantoor⟧ Westblaak, en bleef.",
        T.GROUP,
        ABSENT,
        "Hij werd benoemd en bleef.",
    ),
    (
        EN,
        '"He was the ⟦only one⟧ who asked if I was well."',
        T.GROUP,
        ABSENT,
        '"He was [someone] who asked if I was well."',
    ),
]
SAID_INSTEAD = [
    (EN, "She ⟦sells kitchens⟧ in Hull.", T.OCCUPATION, NEAR, "She works in Hull."),
    (NL, "Ze ⟦verkoopt keukens⟧ in Zwolle.", T.OCCUPATION, NEAR, "Ze werkt in Zwolle."),
    (NL, "Ze begon aan haar ⟦promotie⟧ in 2012.", T.EDUCATION, NEAR, "Ze begon aan haar eindwerk in 2012."),
    (NL, "Ze keken naar ⟦hun lessenaar⟧.", T.OCCUPATION, ABSENT, "Ze keken naar […]."),
    (EN, "He said that a ⟦member⟧ had hit her.", T.OCCUPATION, NEAR, "He said that someone had hit her."),
    (NL, "Zij ⟦spande een zaak aan⟧, en won die.", T.OCCUPATION, VAGUE, "Zij deed iets, en won die."),
    (EN, "The cook ⟦won a settlement at a tribunal⟧ and left.", T.EVENT, ABSENT, "The cook did something and left."),
    (EN, "A worker who is ⟦helping patients⟧ says so.", T.OCCUPATION, ABSENT, "A worker who is working says so."),
    (NL, "Op ⟦een dienstreis naar Luik⟧ klopte hij aan.", T.TRIP, ABSENT, "Op een reis klopte hij aan."),
    (NL, "Ze heeft ⟦een tafel achterin het restaurant⟧ gekozen.", T.PLACE, ABSENT, "Ze heeft een plek gekozen."),
    (NL, "Zij meldde zich in mei ⟦ziek⟧ en bleef weg.", T.HEALTH, ABSENT, "Zij meldde zich in mei af en bleef weg."),
    (NL, "De krant sprak met ⟦drie van de vier⟧.", T.GROUP, ABSENT, "De krant sprak met meerderen van hen."),
    (EN, "⟦Three of the four⟧ said nothing.", T.GROUP, NEAR, "Several of them said nothing."),
    (EN, "He told ⟦three of the four⟧ women.", T.GROUP, NEAR, "He told several of the women."),
    (NL, "Ze kwam met een ⟦Alva Myrdal-beurs⟧ naar Gent.", T.NAME, ABSENT, "Ze kwam met een beurs naar Gent."),
    (
        EN,
        "The clerk rang. She remembered ⟦the clerk⟧, who had bought her tea.",
        T.OCCUPATION,
        ABSENT,
        "The clerk rang. She remembered the person, who had bought her tea.",
    ),
    (
        NL,
        "De man was ⟦misdienaar⟧ van 1985 tot 1989.",
        T.OCCUPATION,
        NEAR,
        "De man was betrokken bij een geloofsgemeenschap van 1985 tot 1989.",
    ),
    (NL, "Ze is nu ⟦notaris⟧ in een dorp.", T.OCCUPATION, BROAD, "Ze heeft nu werk in een dorp."),
    (
        NL,
        "Een bode van het hof, ⟦jurist van opleiding⟧, bevestigt dat.",
        T.OCCUPATION,
        BROAD,
        "Een bode van het hof bevestigt dat.",
    ),
    (
        NL,
        "Hij noemde haar '⟦mijn weduwtje⟧', waar anderen bij waren.",
        T.FAMILY,
        VAGUE,
        "Hij noemde haar '[gezinssituatie weggelaten]', waar anderen bij waren.",
    ),
    (
        EN,
        "⟦A former member of the crew⟧ is a diver who stayed.",
        T.OCCUPATION,
        ABSENT,
        "Someone is a diver who stayed.",
    ),
    (
        EN,
        "He was told by ⟦a friend⟧ who still works there.",
        T.FAMILY,
        ABSENT,
        "He was told by someone who still works there.",
    ),
    (NL, "⟦Haar vader leeft nog⟧, en heeft jicht.", T.FAMILY, ABSENT, "Een familielid doet iets, en heeft jicht."),
]
SAID_INSTEAD += [
    (NL, "Ze sprak ⟦nauwelijks⟧ Deens.", T.TRAIT, ABSENT, "Ze sprak een andere taal."),
    (NL, "Ze sprak ⟦slecht Deens⟧.", T.TRAIT, BROAD, "Ze sprak een andere taal."),
    (NL, "Hij ⟦werkt als lasser⟧ in Goes.", T.OCCUPATION, NEAR, "Hij werkt als technicus in Goes."),
    (NL, "Van ⟦haar zesde⟧ tot haar twaalfde danste ze in Goes.", T.AGE, ABSENT, "Jarenlang danste ze in Goes."),
    (EN, "She rowed between the ages of ⟦eight⟧ and 15.", T.AGE, ABSENT, "She rowed for years."),
    (EN, "She rowed from ⟦eight⟧ to nine at night.", T.AGE, ABSENT, "She rowed from [age withheld] to nine at night."),
    (
        EN,
        "The other, a violinist, ⟦studied law in Ghent⟧ and left.",
        T.EDUCATION,
        VAGUE,
        "The other, a violinist, took a course and left.",
    ),
    (
        NL,
        "Haar ⟦mentor op school vertrouwde⟧ haar wel, maar zei niets.",
        T.OCCUPATION,
        ABSENT,
        "Iemand vertrouwde haar wel, maar zei niets.",
    ),
    (NL, "Zij was ⟦de enige andere uit Meppel⟧.", T.GROUP, BROAD, "Zij was een ander uit Meppel."),
    (NL, "⟦Haar begeleidster op school⟧ geloofde haar.", T.OCCUPATION, ABSENT, "Iemand geloofde haar."),
]
SAID_INSTEAD += [
    (
        EN,
        "The third, the ⟦mother of a girl who danced⟧ at the hall until May, is a governor.",
        T.FAMILY,
        ABSENT,
        "The third is a governor.",
    ),
    (
        NL,
        "Hij was in 2015 ⟦als enige meisje van haar klas op de club⟧, die Pel zelf leidde.",
        T.GROUP,
        ABSENT,
        "Hij was in 2015 als [groepsgegeven weggelaten], die Pel zelf leidde.",
    ),
    (
        NL,
        "De derde, ⟦moeder van een meisje dat danste⟧ in de zaal, is voorzitter.",
        T.FAMILY,
        ABSENT,
        "De derde is voorzitter.",
    ),
]
WITHOUT_THE_REST = [
    # What stood in an aside goes with its commas, and nothing hangs where a phrase went.
    (NL, "Ook de vrouw, destijds ⟦dirigente van het koor⟧, belde.", T.OCCUPATION, ABSENT, "Ook de vrouw belde."),
    (
        EN,
        "The girl said that a porter, ⟦a senior nurse⟧, had hit her in a shed.",
        T.OCCUPATION,
        ABSENT,
        "The girl said that a porter had hit her in a shed.",
    ),
    (
        EN,
        "She said a porter, ⟦a senior nurse⟧, had hit her.",
        T.OCCUPATION,
        ABSENT,
        "She said a porter had hit her.",
    ),
    (
        NL,
        "Ze zei dat een kok, ⟦een oud-verpleger⟧, haar had geslagen.",
        T.OCCUPATION,
        ABSENT,
        "Ze zei dat een kok haar had geslagen.",
    ),
    (
        NL,
        "Ze stond met haar handen ⟦tegen de deur⟧.",
        T.TRAIT,
        ABSENT,
        "Ze stond met haar handen tegen iets.",
    ),
    (
        EN,
        "He waited with his back ⟦to the window⟧. Then she came.",
        T.TRAIT,
        ABSENT,
        "He waited with his back to […]. Then she came.",
    ),
]


@pytest.mark.parametrize(
    ("lang", "marked", "type", "level", "read"), [*KEPT_AS_SAID, *CUT_SHORT, *SAID_INSTEAD, *WITHOUT_THE_REST]
)
def test_it_reads_in_print(spans: Marked, lang: Lang, marked: str, type: DetailType, level: Level, read: str) -> None:
    text, (span,) = spans(marked)
    detail = Detail("d1", span, type, 1.0, value_of(type, text, span, lang))
    edits = settle_everywhere(Draft(text, lang), [Choice(detail, level)], lambda edits: ())
    assert apply_edits(text, edits) == read


def test_a_phrase_before_an_aside_leaves_no_comma_behind(spans: Marked) -> None:
    text, found = spans("In May ⟦her uncle, a baker⟧ ⟦in Leeds⟧, drove up to fetch her.")
    made = [
        Choice(Detail(f"d{n}", span, type, 1.0, value_of(type, text, span, EN)), level)
        for n, (span, type, level) in enumerate(zip(found, (T.FAMILY, T.PLACE), (BROAD, NEAR), strict=True), 1)
    ]
    read = apply_edits(text, settle_everywhere(Draft(text, EN), made, lambda edits: ()))
    assert read == "In May a relative in England drove up to fetch her."
