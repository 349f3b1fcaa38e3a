"""Sentences that a final editor sent back, after every suggestion was taken; the texts are invented for these tests."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import pytest
from bronwacht.redact.draft import DetailType, Lang, Level

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
    (T.OCCUPATION, EN, "He came as ⟦an assistant⟧ to the mayor.", NEAR, "He came as a worker to the mayor."),
]


@pytest.mark.parametrize(("type", "lang", "marked", "level", "read"), [*CUT_SHORT, *OTHER_WORDS])
def test_it_reads(told: Told, type: DetailType, lang: Lang, marked: str, level: Level, read: str) -> None:
    assert told(marked, type, lang, level) == read


def test_a_former_something_stays_former(told: Told) -> None:
    assert told("She is a ⟦former⟧ Wren.", T.OCCUPATION, EN, NEAR) == "She is a former Wren."


@pytest.mark.parametrize("level", list(Level)[1:])
def test_what_the_clause_about_a_relative_tells_does_not_stay(told: Told, level: Level) -> None:
    assert "Vught" not in told("⟦Haar vader is tandarts in Vught⟧.", T.FAMILY, NL, level)
    assert "Vught" not in told("⟦Her father is a dentist in Vught⟧.", T.FAMILY, EN, level)
