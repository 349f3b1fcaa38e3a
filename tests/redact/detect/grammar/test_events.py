"""Where somebody was wronged, or spoke on record: whoever was there knows of whom it is told."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from bronwacht.redact.detect.grammar import rules
from bronwacht.redact.draft import DetailType, Lang, Span

NL, EN, EVENT = Lang.NL, Lang.EN, DetailType.EVENT


@pytest.mark.parametrize(
    ("sentence", "lang"),
    [
        ("Tijdens een [teamuitje in Lunteren] betastte hij een ambtenaar.", NL),
        ("Hij zoende haar tijdens het [kerstdiner].", NL),
        ("Tijdens de [nieuwjaarsborrel van 2018] zou hij een griffier hebben betast.", NL),
        ("He groped a clerk at a [Christmas party].", EN),
        ("During a [training camp in Spain] he kissed a swimmer.", EN),
    ],
)
def test_where_it_was_done(sentence: str, lang: Lang, marked: Callable[..., Any]) -> None:
    assert marked(sentence, lang, EVENT) == {}


@pytest.mark.parametrize(
    ("sentence", "lang"),
    [
        ("Tijdens de nieuwjaarsborrel sprak hij de raad toe.", NL),
        ("Tijdens het congres kreeg hij applaus. Later betastte hij een ambtenaar.", NL),
        ("The party kissed its majority goodbye.", EN),
        ("At the conference he spoke of housing.", EN),
    ],
)
def test_where_nobody_was_wronged(sentence: str, lang: Lang) -> None:
    assert not [found for found in rules(sentence, lang) if found.rule.startswith("events.")]


@pytest.mark.parametrize(
    ("sentence", "lang"),
    [
        ("Een vrouw die in 2017 [insprak bij de gemeenteraad van Ede over eenden], belde ons.", NL),
        ("Ze [sprak in bij de raad van Ede Zuid over honden].", NL),
        ("Ze [sprak in bij de raad over schapen] en kreeg post.", NL),
        ("Ze sprak vorig jaar in bij de [Statencommissie over stille wegen].", NL),
        ("Ze [sprak in bij de raad over schapen en honden] en kreeg post.", NL),
        ("Een man die [tijdens de hoorzitting over de iepen aan de singel insprak], zweeg.", NL),
        ("Een man die bij de [deelraad] namens zijn buren het woord nam, zweeg.", NL),
        ("Een bewoonster heeft in mei [ingesproken over schimmel in de badkamer].", NL),
        ("Een vrouw sprak daarna nog in [over het fietspad].", NL),
        ("Daarna [sprak ze nog eens in over het fietspad].", NL),
        ("In mei [sprak ze de raad toe op de ledenvergadering over eenden].", NL),
        ("Toen [hield ze in de raadszaal een vlammend betoog tegen de sloop].", NL),
        ("Toen [hield ze een vlammend betoog in de raadszaal tegen de sloop].", NL),
        ("Hij zag haar toen zij [voor de klankbordgroep sprak] over de sloop.", NL),
        ("Zij had toen [bij de gemeenteraad gepleit] voor een hek.", NL),
        ("Zij had toen bij de raad gepleit [voor een hek].", NL),
        ("Daar vroeg ze als inspreekster aandacht [voor de eenden].", NL),
        ("Zij richtte zich op een bewonersavond tot de wethouder [over de eenden].", NL),
        ("Iemand [maakte gebruik van het spreekrecht over de beuken].", NL),
        ("In mei gebruikte zij haar [spreekrecht bij de raad].", NL),
        ("Zij [nam het woord tijdens de raadsvergadering over de sporthal].", NL),
        ("Zij nam in mei het woord [tijdens de raadsvergadering over de sporthal].", NL),
        ("Daarna nam ze fel het woord [bij de hoorzitting namens haar straat].", NL),
        ("De buurman die [in de raadszaal een betoog hield], zweeg.", NL),
        ("Een bewoonster [hield tijdens de hoorzitting een pleidooi tegen de rondweg].", NL),
        ("Ze [stond achter het spreekgestoelte van de commissie om te pleiten voor een hek].", NL),
        ("Een vrouw die [de raad in juni toesprak], belde.", NL),
        ("Zij was te zien [op een inspreekavond over een zendmast].", NL),
        ("Zij bood de wethouder een petitie aan [voor een veilige oversteek].", NL),
        ("Zij kwam in mei [in de raadzaal uitleggen waarom de eenden weg moesten].", NL),
        ("Een boswachter kwam [in de raadszaal vertellen hoe het met de dassen ging].", NL),
        ("Als kind mocht ze [in de gemeenteraad pleiten voor een glijbaan].", NL),
        ("De vrouw die [in de raadscommissie kwam vertellen over de iepen], zweeg.", NL),
        ("De vrouw, kapster in Tiel, [stelde de stank aan de orde op de ledenvergadering].", NL),
        ("Toen [kaartte ze het lawaai aan in de dorpsraad].", NL),
        ("Zij [vroeg in de gemeenteraad aandacht voor de egels].", NL),
        ("Zij [verdedigde in de ouderraad het plan voor een moestuin] en kreeg post.", NL),
        ("Iemand [stelde als burger vragen in de gemeenteraad over het riool].", NL),
        ("Toen [vroeg ze in de gemeenteraad als inwoner aandacht voor de egels].", NL),
        ("Zij [kreeg het woord op de bewonersavond over de rondweg].", NL),
        ("In mei [deed ze haar verhaal tijdens de hoorzitting over het riool].", NL),
        ("Ze [sprak de adviescommissie van de gemeenteraad toe over het riool].", NL),
        ("A woman who [spoke at the town council about ducks] called us.", EN),
        ("She testified in June before the [select committee on care homes in Kent].", EN),
        ("She had [spoken about ducks at a meeting of the parish council].", EN),
        ("She [gave evidence to the county's police and crime panel about promotion].", EN),
        ("A man of 41 who [addressed the parish council on drains] said the same.", EN),
        ("A clerk [made a deputation to the education committee about hedges].", EN),
        ("He rang after her [speech on newts to the district council].", EN),
        ("She had [objected at a planning meeting to a petrol station].", EN),
        ("One of them [stood up at the zoning board], he says.", EN),
        ("During [public comment on the skate park], a girl wept.", EN),
        ("She [gave evidence to the highways committee on broken kerbs] and left.", EN),
        ("Among those who [spoke] was a woman, then 31.", EN),
    ],
)
def test_who_spoke_on_record(sentence: str, lang: Lang, marked: Callable[..., Any]) -> None:
    value = dict(marked(sentence, lang, EVENT))
    value.pop("population", None)
    assert value == {"kind": "council_meeting", "part": "speaker"}


@pytest.mark.parametrize(
    "sentence",
    [
        "A nurse [spoke at the council meeting] on <12 May 2020> {about horses}.",
        "A nurse [spoke to the committee] in <March 2019> as a guest.",
        "A nurse [addressed the parish council] on <Tuesday> {on the horses}.",
        "A nurse [spoke at the planning committee in Marchwood about horses] in <May>.",
    ],
)
def test_the_day_is_no_topic(sentence: str) -> None:
    text = re.sub(r"[\[\]<>{}]", "", sentence)
    found = {(found.type, found.span.of(text)) for found in rules(text, EN) if found.rule.startswith("events.")}
    days = {(DetailType.DATE, day) for day in re.findall("<(.+?)>", sentence)}
    assert found == days | {(EVENT, said) for said in re.findall(r"[\[{](.+?)[\]}]", sentence)}


def test_how_many_live_where_somebody_spoke(marked: Callable[..., Any]) -> None:
    assert marked("Een vrouw [insprak bij de raad van Ede over eenden].", NL, EVENT)["population"] > 60_000
    assert "population" not in marked("Een vrouw [insprak bij de raad over eenden].", NL, EVENT)


@pytest.mark.parametrize(
    ("sentence", "lang"),
    [
        ("Zij sprak in het voorjaar met een vriendin over haar baan.", NL),
        ("De wethouder sprak in de raad over de begroting.", NL),
        ("De wethouder nam het woord tijdens de raadsvergadering over de begroting.", NL),
        ("De burgemeester hield in de raadszaal een toespraak voor nieuwe inwoners.", NL),
        ("Zij nam het initiatief voor een petitie.", NL),
        ("De minister had bij de gemeenteraad gepleit voor een hek.", NL),
        ("Hij sprak haar aan in de gang over haar jas.", NL),
        ("He spoke to a friend about the council.", EN),
        ("She addressed the letter to the council.", EN),
        ("She stood up to the chairman of the council.", EN),
        ("She handed her brother a petition and left.", EN),
        ("Public comment on the plan closes in May.", EN),
    ],
)
def test_who_spoke_elsewhere(sentence: str, lang: Lang) -> None:
    assert not [found for found in rules(sentence, lang) if found.rule.startswith("events.")]


@pytest.mark.parametrize(
    ("sentence", "stretch"),
    [
        ("Een lasser werd weggepest door collega's en zweeg.", "weggepest door collega's"),
        ("Een lasser werd gepest en vernederd, zegt hij.", "gepest en vernederd"),
    ],
)
def test_what_was_done_counts_where_it_is_told_of_whom_it_was_done_to(sentence: str, stretch: str) -> None:
    told = [Span(0, len(sentence))]
    found = [m for m in rules(sentence, NL, told=told) if m.rule == "events.told_done"]
    assert [m.span.of(sentence) for m in found][:1] == [stretch]
    assert not [m for m in rules(sentence, NL) if m.rule == "events.told_done"]


@pytest.mark.parametrize(
    "sentence",
    [
        "De wethouder kwam in de raadszaal uitleggen waarom het zwembad dicht moest.",
        "Wethouder Kramer lichtte in de raad het besluit toe.",
        "Ze stelde in de raad van bestuur vragen over het rooster.",
        "Ze vroeg in de kantine om koffie.",
    ],
)
def test_whoever_holds_the_office_or_speaks_elsewhere_is_not_on_record(sentence: str) -> None:
    assert not [found for found in rules(sentence, NL) if found.value.get("part") == "speaker"]


def test_the_hall_before_an_inverted_verb_goes_with_what_was_said_there() -> None:
    text = "Op de gemeenteraad interpelleerde ze de schepen over de kasseien."
    found = [match.span.of(text) for match in rules(text, NL) if match.value.get("part") == "speaker"]
    assert found == ["Op de gemeenteraad", "interpelleerde ze de schepen over de kasseien"]


@pytest.mark.parametrize(
    ("sentence", "stretch", "rule"),
    [
        ("The head had her removed from the choir committee.", "removed from the choir committee", "had_removed"),
        (
            "He had him transferred to the Marsh Farm unit the day after.",
            "transferred to the Marsh Farm unit",
            "had_removed",
        ),
        ("The head took him off the rota within a week.", "off the rota", "took_off"),
        ("She was self-harming for a year.", "self-harming", "self_harm"),
        (
            "She spoke at the General Synod about the vestry.",
            "spoke at the General Synod about the vestry",
            "spoke_there",
        ),
        ("He tried to kill himself twice.", "tried to kill himself", "own_life"),
        ("The welder attempted suicide.", "attempted suicide", "own_life"),
        (
            "He groped her at a dinner at the Black Swan in May.",
            "dinner at the Black Swan",
            "wronged_then",
        ),
    ],
)
def test_what_was_done_to_whoever_stood_in_the_way(sentence: str, stretch: str, rule: str) -> None:
    found = [m for m in rules(sentence, EN) if m.rule == f"events.{rule}"]
    assert [m.span.of(sentence) for m in found] == [stretch]


@pytest.mark.parametrize(
    "sentence", ["She had her hair cut.", "He took her to the station.", "He tried to kill the engine."]
)
def test_what_was_done_to_nobody(sentence: str) -> None:
    new = {"events.had_removed", "events.took_off", "events.own_life"}
    assert not new & {found.rule for found in rules(sentence, EN)}
