"""Whom somebody works for, and what as."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from bronwacht.redact.detect.grammar import candidates
from bronwacht.redact.draft import DetailType, Draft, Lang
from bronwacht.redact.pipeline import read
from bronwacht.redact.story import Story

NL, EN = Lang.NL, Lang.EN


@pytest.mark.parametrize(
    ("sentence", "lang", "type_"),
    [
        ("She drives for [Ocado] now.", EN, DetailType.EMPLOYER),
        ("He was delivering for [Royal Mail].", EN, DetailType.EMPLOYER),
        ("Ze bezorgt nu voor [Picnic].", NL, DetailType.EMPLOYER),
        ("I have worked here for six years, on the [admissions desk].", EN, DetailType.EMPLOYER),
        ("She works in the [old people’s ward].", EN, DetailType.EMPLOYER),
        ("He was made to work unpaid at a [Fenland-area orchard].", EN, DetailType.EMPLOYER),
        ("She began working in a [University of Skerry lab].", EN, DetailType.EMPLOYER),
        ("Her first job as a porter was at a [Dundee hospital].", EN, DetailType.EMPLOYER),
        ("A [candle dipper] told us that he was frightened.", EN, DetailType.OCCUPATION),
        ("A [former wicket painter] at the ground told this newspaper so.", EN, DetailType.OCCUPATION),
        ("A [Crown usher], who saw it all, told the Courier that he left.", EN, DetailType.OCCUPATION),
        ("Ik werk al zes jaar op de [spoelkeuken].", NL, DetailType.EMPLOYER),
        ("Ze werkte op de [afdeling Vergunningen].", NL, DetailType.EMPLOYER),
        ("Hij vertrok dit voorjaar naar [de provincie Zeeland].", NL, DetailType.EMPLOYER),
        ("Een kok die in mei overstapte naar [het ministerie van Landbouw], zweeg.", NL, DetailType.EMPLOYER),
        ("Toen stapte ze over naar [de gemeente Tiel].", NL, DetailType.EMPLOYER),
        ("Hij ging aan de slag bij [het Waterschap Rivierenland].", NL, DetailType.EMPLOYER),
        ("Inmiddels zit ze bij [de Rekenkamer].", NL, DetailType.EMPLOYER),
        ("Ze vond werk bij [drukkerij De Inkt].", NL, DetailType.EMPLOYER),
        ("De man die destijds [de roosters maakte], zweeg.", NL, DetailType.OCCUPATION),
        ("Iemand die acht jaar lang [de kluis beheerde], zweeg.", NL, DetailType.OCCUPATION),
        ("De vrouw die [zijn toespraken schreef], belde.", NL, DetailType.OCCUPATION),
        ("De vrouw die [de meetrapporten uittikte], belde.", NL, DetailType.OCCUPATION),
        ("Zij [verzorgde er de paarden van de eigenaar].", NL, DetailType.OCCUPATION),
        ("Hij is [belijdend lid van de Gereformeerde Gemeente].", NL, DetailType.OCCUPATION),
        ("A [thatcher] of 41 told this paper that he knew.", EN, DetailType.OCCUPATION),
        ("A retired [sluicekeeper] of sixty who saw it left.", EN, DetailType.OCCUPATION),
        ("Een [peilbeheerder] van 34 die het zag, zweeg.", NL, DetailType.OCCUPATION),
    ],
)
def test_found_where_it_stands(sentence: str, lang: Lang, type_: DetailType, marked: Callable[..., Any]) -> None:
    marked(sentence, lang, type_)


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("A class of 30 told the head.", EN),
        ("She worked in the same office.", EN),
        ("They work on a Tuesday evening.", EN),
        ("He drives for miles.", EN),
        ("A woman of 41 told us.", EN),
        ("Een klas van 30 die stil was.", NL),
        ("De bus vertrok naar de gemeente Tiel.", NL),
        ("Wethouder Kramer vertrok in 2014 naar de provincie Utrecht.", NL),
        ("De man die de boot nam, zweeg.", NL),
        ("A spokeswoman for the bank told us that it was sorry.", EN),
        ("Marsh, a 60-year-old thatcher who led the council, told us so.", EN),
        ("A day later he told us that he was sorry.", EN),
        ("A letter in the file told us more.", EN),
        ("It is a story that he told us in May.", EN),
    ],
)
def test_left_alone(text: str, lang: Lang) -> None:
    rules = {match.rule for match in candidates(text, lang)}
    unlikely = {"work.drives_for", "work.somebody_aged", "work.works_on", "work.left_for", "work.who_did"}
    assert not rules & {*unlikely, "work.somebody_told_us"}


def test_a_listed_trade_is_brought_in_by_the_words_beside_it_too() -> None:
    text = "A thatcher of 52 from Marston says so."
    found = [match for match in candidates(text, EN) if match.type is DetailType.OCCUPATION]
    assert [match.rule for match in found] == ["work.somebody_from"]
    assert found[0].value["term"] == "thatcher"


def test_for_whom_somebody_drives_is_no_name_of_anybody() -> None:
    text = (
        "A nurse of 41 told this paper that Councillor Harold Benbow hit her. She left in May and drives for Ocado now."
    )
    found = {d.span.of(text): d.type for d in read(Draft(text, EN), Story()).details}
    assert found["Ocado"] is DetailType.EMPLOYER
    assert found["nurse"] is DetailType.OCCUPATION
