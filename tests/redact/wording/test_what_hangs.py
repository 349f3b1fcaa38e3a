"""Commas, joins and small words that hung loose beside an edit; invented for these tests."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import pytest
from bronwacht.redact.draft import Lang

Settled: TypeAlias = "Callable[[str, Lang], str]"

NO_COMMA_OF_AN_ASIDE_IS_LEFT = [
    (Lang.NL, "Zij zweeg. In maart, ⟦AGE: toen 34⟧, kreeg ze een brief.", "Zij zweeg. In maart kreeg ze een brief."),
    (
        Lang.NL,
        "Zij zweeg. Een vrouw die daar in 2009 begon, ⟦AGE: toen 24⟧, was kok.",
        "Zij zweeg. Een vrouw die daar in 2009 begon, was kok.",
    ),
    (
        Lang.EN,
        "She sat. A woman who joined in 2009, ⟦AGE: aged 24⟧, was a clerk.",
        "She sat. A woman who joined in 2009 was a clerk.",
    ),
    (
        Lang.EN,
        "She sat. A woman, who joined in 2009, ⟦AGE: aged 24⟧, was a clerk.",
        "She sat. A woman, who joined in 2009, was a clerk.",
    ),
    (
        Lang.EN,
        "She sat. A clerk, a friend of the judge, ⟦AGE: 41⟧, kept the note.",
        "She sat. A clerk, a friend of the judge, kept the note.",
    ),
    (
        Lang.EN,
        "She sat. A cook who left in May, ⟦AGE: then 31⟧, kept the note.",
        "She sat. A cook who left in May kept the note.",
    ),
    (
        Lang.EN,
        "He knew. The scheduler, who has ⟦HEALTH: a stammer⟧ and ⟦HEALTH: type 1 diabetes⟧, now lives with an uncle.",
        "He knew. The scheduler now lives with an uncle.",
    ),
]

NO_MEASURE_OF_NOTHING_IS_LEFT = [
    (Lang.NL, "Zij deed dat in 2019, kort nadat ⟦FAMILY: haar vader was overleden⟧.", "Zij deed dat in 2019."),
    (Lang.NL, "Hij stopte, vlak nadat ⟦HEALTH: hij een hartaanval had gehad⟧, met roken.", "Hij stopte met roken."),
    (Lang.NL, "Zij zweeg. Zij kwam terug, kort na ⟦EVENT: de bevalling⟧.", "Zij zweeg. Zij kwam terug."),
    (Lang.EN, "She left shortly after ⟦FAMILY: her father died⟧.", "She left."),
    (Lang.EN, "He resigned in 2019, just before ⟦HEALTH: he fell ill⟧.", "He resigned in 2019."),
]

THE_LAST_OF_SEVERAL_IS_JOINED = [
    (
        Lang.NL,
        "Ze werkte toen al lang in Tiel, was ⟦OCCUPATION near: lid van een commissie⟧ en ⟦TRAIT: zong in een koor⟧.",
        "Ze werkte toen al lang in Tiel en was betrokken bij een organisatie.",
    ),
    (
        Lang.NL,
        "Ze zweeg. De man, 67, heeft ⟦TRAIT: een zilveren snor⟧ en noteerde elk voorval.",
        "Ze zweeg. De man, 67, noteerde elk voorval.",
    ),
    (
        Lang.NL,
        "Hij zweeg. De derde was kok en is ⟦OCCUPATION: de buurvrouw⟧ van ⟦OCCUPATION: een wethouder⟧.",
        "Hij zweeg. De derde was kok.",
    ),
    (
        Lang.NL,
        "Ze zweeg. Hij meldde zich ⟦HEALTH: ziek met hartklachten⟧ en verhuisde later.",
        "Ze zweeg. Hij meldde zich af en verhuisde later.",
    ),
    (Lang.EN, "He knew. The cook was ⟦HEALTH: diabetic⟧ and slept badly.", "He knew. The cook slept badly."),
    (Lang.EN, "He knew. She works nights and had ⟦HEALTH: cancer⟧ in 2016.", "He knew. She works nights."),
    (
        Lang.EN,
        "He knew. ⟦OCCUPATION: A retired archdeacon⟧, he sat on the board from 2011.",
        "He knew. He sat on the board from 2011.",
    ),
    (Lang.EN, "He knew. Two of the four ⟦EVENT: gave evidence to the inquiry in March⟧ 2021.", "He knew. "),
]

WHOEVER_IT_IS_OF_IS_TOLD_RIGHTLY = [
    (
        Lang.NL,
        "Omdat ze aan ⟦FAMILY: haar linkeroor⟧ doof is, verstond ze hem niet.",
        "Omdat ze aan […] doof is, verstond ze hem niet.",
    ),
    (
        Lang.EN,
        "The first is a clerk, a tenor of ⟦AGE broad: 37⟧ who sings.",
        "The first is a clerk, a tenor in their thirties who sings.",
    ),
    (Lang.EN, "He spoke to a woman of ⟦AGE broad: 44⟧, who left.", "He spoke to a woman in her forties, who left."),
    (
        Lang.EN,
        '"I looked left and it was gone," the clerk, ⟦AGE broad: 33⟧, said.',
        '"I looked left and it was gone," the clerk, in their thirties, said.',
    ),
    (
        Lang.EN,
        "“He would make you wait,” says ⟦EDUCATION: a former organ scholar⟧.",
        "“He would make you wait,” says someone.",
    ),
    (Lang.EN, "She is second ⟦OCCUPATION near: secretary⟧.", "She is a public servant."),
]


@pytest.mark.parametrize(("lang", "marked", "expected"), NO_COMMA_OF_AN_ASIDE_IS_LEFT)
def test_no_comma_of_an_aside_is_left(settled: Settled, lang: Lang, marked: str, expected: str) -> None:
    """Both commas of an aside go with it, unless one closes something else."""
    assert settled(marked, lang) == expected


@pytest.mark.parametrize(("lang", "marked", "expected"), NO_MEASURE_OF_NOTHING_IS_LEFT)
def test_no_measure_of_nothing_is_left(settled: Settled, lang: Lang, marked: str, expected: str) -> None:
    """How soon after it something was goes with it."""
    assert settled(marked, lang) == expected


@pytest.mark.parametrize(("lang", "marked", "expected"), THE_LAST_OF_SEVERAL_IS_JOINED)
def test_the_last_of_several_is_joined(settled: Settled, lang: Lang, marked: str, expected: str) -> None:
    """What somebody is or has goes from among what they do."""
    assert settled(marked, lang) == expected


@pytest.mark.parametrize(("lang", "marked", "expected"), WHOEVER_IT_IS_OF_IS_TOLD_RIGHTLY)
def test_whoever_it_is_of_is_told_rightly(settled: Settled, lang: Lang, marked: str, expected: str) -> None:
    """An age, a title and a speaker keep whose they are."""
    assert settled(marked, lang) == expected


NOBODY_IS_LEFT_WITH_PARENTS = [
    (Lang.NL, "Een jurist, een vrouw met ⟦ORIGIN: Surinaamse⟧ ouders, weigerde.", "Een jurist, een vrouw, weigerde."),
    (Lang.NL, "Ze zweeg. De ⟦GROUP: oudste⟧ melder belde.", "Ze zweeg. Een melder belde."),
    (Lang.NL, "Ze zweeg. De kok is ⟦ORIGIN: van Ghanese komaf⟧ en leidt een koor.", "Ze zweeg. De kok leidt een koor."),
    (Lang.NL, "Ze zweeg. Hij ⟦TRAIT: fokt valkparkieten⟧, zegt hij.", "Ze zweeg. "),
    (Lang.NL, "Er zijn ⟦AGE: eenenveertig⟧.", "Er zijn meerdere."),
    (
        Lang.EN,
        "He knew. At ⟦AGE broad: fifty-three⟧, with a slipped disc, she was told.",
        "He knew. In her fifties, with a slipped disc, she was told.",
    ),
    (
        Lang.EN,
        "He knew. The fourth, a worker, was the ⟦GROUP: first to leave⟧ and is the last to speak.",
        "He knew. The fourth, a worker, is the last to speak.",
    ),
]


@pytest.mark.parametrize(("lang", "marked", "expected"), NOBODY_IS_LEFT_WITH_PARENTS)
def test_nobody_is_left_with_parents(settled: Settled, lang: Lang, marked: str, expected: str) -> None:
    """What everybody has, which of several, and who says so go along."""
    assert settled(marked, lang) == expected


WITHOUT_ITS_VERB = [
    (Lang.NL, "Ze zweeg. Op een ochtend in mei ⟦EVENT: fietste hij naar het bureau⟧.", "Ze zweeg. "),
    (
        Lang.NL,
        "Ze zweeg. Hij ⟦EVENT: sprak in bij de raad⟧ en daarna was het stil.",
        "Ze zweeg. Hij deed iets en daarna was het stil.",
    ),
    (
        Lang.EN,
        "He knew. Once, on ⟦FAMILY near: his daughter⟧'s birthday, he ⟦EVENT: waited for nine hours in the rain⟧.",
        "He knew. ",
    ),
    (
        Lang.EN,
        "He knew. She ⟦EVENT: left⟧ after ⟦HEALTH: a heart attack⟧ and now ⟦OCCUPATION: teaches adults to read⟧.",
        "He knew. ",
    ),
    (
        Lang.EN,
        "He knew. He ⟦EVENT: signed the log⟧, and Pell laughed at the watch.",
        "He knew. He did something, and Pell laughed at the watch.",
    ),
]


@pytest.mark.parametrize(("lang", "marked", "expected"), WITHOUT_ITS_VERB)
def test_a_sentence_without_its_verb_goes(settled: Settled, lang: Lang, marked: str, expected: str) -> None:
    """It goes unless it names somebody or tells of another; a verb of doing stays where it does."""
    assert settled(marked, lang) == expected
