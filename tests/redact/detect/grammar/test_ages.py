"""Ages in Dutch and English."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from bronwacht.redact.detect.grammar import rules
from bronwacht.redact.draft import DetailType, Lang

NL, EN, AGE = Lang.NL, Lang.EN, DetailType.AGE


@pytest.mark.parametrize(
    ("sentence", "lang", "value"),
    [
        ("De [toen 31-jarige] verpleegkundige belde de redactie.", NL, {"age": 31, "then": True}),
        ("Een [zesentwintigjarige] kok deed aangifte.", NL, {"age": 26}),
        ("Zij is [begin dertig] en woont alleen.", NL, {"low": 30, "high": 33}),
        ("De [eind-veertiger] zwijgt.", NL, {"low": 46, "high": 49}),
        ("Hij is [midden veertig].", NL, {"low": 43, "high": 47}),
        ("De [dertiger] haalt de schouders op.", NL, {"low": 30, "high": 39}),
        ("De [tweeënvijftiger] bleef.", NL, {"age": 52}),
        ("Ze was [net geen twintig], vertelt ze.", NL, {"low": 17, "high": 19}),
        ("Hij loopt [tegen de zestig] en wil stoppen.", NL, {"low": 58, "high": 59}),
        ("De [zestigplusser] lacht.", NL, {"low": 60}),
        ("Ze is [de zeventig gepasseerd].", NL, {"low": 70, "high": 73}),
        ("Ze is [geboren in 1987] in Hoorn.", NL, {"born_low": 1987, "born_high": 1987}),
        ("Hij is [van bouwjaar ’89].", NL, {"born_low": 1989, "born_high": 1989}),
        ("De verpleegkundige, [geb. 1989-03-12], zweeg.", NL, {"born_low": 1989, "born_high": 1989}),
        ("Een vrouw van [vierenveertig] met een hond.", NL, {"age": 44}),
        ("Een laborante van [42] verloor haar baan.", NL, {"age": 42}),
        ("De slachtoffers waren [tussen de 12 en 17 jaar].", NL, {"low": 12, "high": 17}),
        ("Ze is [negenendertig], moeder en lasser.", NL, {"age": 39}),
        ("Ik was [zeventien] toen ik er begon.", NL, {"age": 17, "then": True}),
        ("[Zesenvijftig] is hij, en moe.", NL, {"age": 56}),
        ("De bakker, [63], kijkt naar buiten.", NL, {"age": 63}),
        ("De vrouw ([58]) wil niet met haar naam in de krant.", NL, {"age": 58}),
        ("Op [haar negentiende] kwam ze in dienst.", NL, {"age": 19, "then": True}),
        ("Het was op [mijn veertigste verjaardag].", NL, {"age": 40, "then": True}),
        ("Ze moet nog [drie jaar voor haar pensioen].", NL, {"low": 62, "high": 64}),
        ("Toen ze [twaalf] was, verhuisde ze.", NL, {"age": 12, "then": True}),
        ("In mei word ik [vijftig].", NL, {"age": 50}),
        ("The [then 31-year-old] nurse rang the desk.", EN, {"age": 31, "then": True}),
        ("A [nineteen-year-old] apprentice complained.", EN, {"age": 19}),
        ("The girl, who was [aged over 16], left the hall.", EN, {"low": 16}),
        ("They were [aged between 14 and 16] when they trained there.", EN, {"low": 14, "high": 16}),
        ("She is [in her late forties] and lives alone.", EN, {"low": 46, "high": 49}),
        ("He is [in his mid-30s].", EN, {"low": 33, "high": 37}),
        ("A man [in his sixties] came forward.", EN, {"low": 60, "high": 69}),
        ("A woman of [25] read it aloud.", EN, {"age": 25}),
        ("She is [thirty-seven], and tired.", EN, {"age": 37}),
        ("He was [twenty-two] when he signed.", EN, {"age": 22, "then": True}),
        ("A scrub nurse, [29], left in May.", EN, {"age": 29}),
        ("A clerk at the council, [24 years old], left in May.", EN, {"age": 24}),
        ("The woman from Leeds, [then 24 years old], wept.", EN, {"age": 24, "then": True}),
        ("Een stagiaire bij de politie ([24]) zag het.", NL, {"age": 24}),
        ("De vrouw uit Ede, [toen 31 jaar oud], vertrok.", NL, {"age": 31, "then": True}),
        ("He is [pushing sixty] and unafraid.", EN, {"low": 58, "high": 59}),
        ("She is [not yet thirty].", EN, {"low": 27, "high": 29}),
        ("A farmer, [born in 1984], told us.", EN, {"born_low": 1984, "born_high": 1984}),
        ("Name: a nurse. Date of [birth: 1984-02-29].", EN, {"born_low": 1984, "born_high": 1984}),
        ("Name: a nurse. Date of [birth: 29/2/84].", EN, {"born_low": 1984, "born_high": 1984}),
        ("The [septuagenarian] still rows.", EN, {"low": 70, "high": 79}),
        ("It was [her thirty-ninth birthday].", EN, {"age": 39, "then": True}),
        ("He is [two years off the pension].", EN, {"low": 63, "high": 65}),
        ("A [teenager] was held overnight.", EN, {"low": 13, "high": 19}),
    ],
)
def test_found_and_normalised(
    sentence: str, lang: Lang, value: dict[str, Any], marked: Callable[..., dict[str, Any]]
) -> None:
    found = marked(sentence, lang, AGE)
    assert found == value


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("Het is een tienjarig bestaan dat gevierd wordt.", NL),
        ("De raad telt 29 zetels en 12 fracties.", NL),
        ("Het kostte 45 euro en 30 procent meer.", NL),
        ("Zij is 45 jaar cel opgelegd.", NL),
        ("De trein van 17.30 uur reed niet.", NL),
        ("Wethouder Anna Prins (54, economie en haven) reageerde.", NL),
        ("Bram de Wit, 61, wees alles af.", NL),
        ("Volgens een woordvoerder van wethouder Bok, 54, klopt er niets van.", NL),
        ("A spokesman for Alderman Bok, 54, denies it.", EN),
        ("The council has 58 seats and 12 vacancies.", EN),
        ("It cost 45 pounds, or 30 per cent more.", EN),
        ("He scored 23 points in the final.", EN),
        ("Councillor Mary Price, 54, declined to comment.", EN),
        ("The minister (Tom Hale, 49) resigned.", EN),
        ("A five-year contract was signed.", EN),
    ],
)
def test_left_alone(text: str, lang: Lang, find: Callable[..., Any]) -> None:
    assert find(text, lang, AGE) == []


@pytest.mark.parametrize(
    ("text", "lang"), [("Een brug in Ede, 40 jaar oud, lekt.", NL), ("A bridge in York, 40 years old, leaks.", EN)]
)
def test_a_thing_has_no_age(text: str, lang: Lang) -> None:
    assert not [found for found in rules(text, lang) if found.type is AGE]


def test_an_age_after_an_office_scores_lower() -> None:
    """Whose it is shows in who was spoken of last."""
    (source,) = [m for m in rules("De verpleegkundige zweeg. Ze is 41, zegt ze.", NL) if m.type is AGE]
    office = [m for m in rules("De wethouder zweeg. Ze is 41, zegt ze.", NL) if m.type is AGE]
    assert all(m.score < source.score for m in office)
