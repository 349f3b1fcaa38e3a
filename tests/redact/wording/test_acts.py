"""What somebody did, told without what it was; invented for these tests."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import pytest
from bronwacht.redact.draft import Lang

Settled: TypeAlias = "Callable[[str, Lang], str]"

AN_ACT_IS_SOMETHING_THAT_WAS_DONE = [
    (
        Lang.NL,
        "Op de borrel hield ze ⟦EVENT: een toespraak over veiligheid⟧, waarna het stil werd.",
        "Op de borrel deed ze iets, waarna het stil werd.",
    ),
    (
        Lang.NL,
        "Zij stelde ⟦EVENT: een vraag over de loods⟧, omdat niemand het deed.",
        "Zij deed iets, omdat niemand het deed.",
    ),
    (Lang.NL, "Een bron hield ⟦EVENT: een schrift bij van alle storingen⟧.", "Een bron hield iets bij."),
    (
        Lang.NL,
        "Drie van hen dienden in 2020 samen ⟦EVENT: een klacht in bij de gemeente⟧.",
        "Drie van hen deden in 2020 samen iets.",
    ),
    (Lang.NL, "Iemand diende als ⟦EVENT: eerste een klacht⟧ in.", "Iemand deed als eerste iets."),
    (
        Lang.EN,
        "She made ⟦EVENT: a speech about safety⟧, after which it was quiet.",
        "She did something, after which it was quiet.",
    ),
    (
        Lang.EN,
        "He had made ⟦EVENT: a complaint about the yard⟧, and nothing came of it.",
        "He had done something, and nothing came of it.",
    ),
    (Lang.EN, "She kept ⟦TRAIT: a diary⟧, which the paper has seen.", "She kept something, which the paper has seen."),
]

WHAT_HAD_TO_BE_DONE_IS_SOMETHING = [
    (
        Lang.NL,
        "In de stage moest hij ⟦EVENT: handtekeningen zetten onder lijsten⟧, omdat Kuiper het vroeg.",
        "In de stage moest hij iets doen, omdat Kuiper het vroeg.",
    ),
    (
        Lang.NL,
        "Zij weigerde ⟦EVENT: de brief te tekenen⟧, omdat hij vals was.",
        "Zij weigerde iets te doen, omdat hij vals was.",
    ),
    (
        Lang.EN,
        "She says that she was ⟦EVENT: asked to carry a box to his car⟧.",
        "She says that she was asked to do something.",
    ),
    (
        Lang.EN,
        "He refused ⟦EVENT: to sign the log⟧, because it was false.",
        "He refused to do something, because it was false.",
    ),
]

HOW_IT_WAS_TOLD_OR_WENT_IS_NOT_TOLD = [
    (Lang.NL, "Zij ⟦EVENT: schreef⟧ dat Kuiper loog.", "Zij stelde dat Kuiper loog."),
    (Lang.NL, "Zij ⟦EVENT: emigreerden⟧ met hun dochters, en zwijgen.", "Zij gingen met hun dochters, en zwijgen."),
    (Lang.EN, "He ⟦EVENT: wrote⟧ that Pell had thrown a mug.", "He stated that Pell had thrown a mug."),
    (
        Lang.EN,
        "He ⟦EVENT: moved to⟧ ⟦PLACE: New Zealand⟧ with his wife and now cycles.",
        "He went with his wife and now cycles.",
    ),
    (Lang.EN, "When she ⟦HEALTH: came back from treatment⟧, Pell laughed.", "When she came back, Pell laughed."),
]

WHICH_OF_SEVERAL_IT_WAS_GOES = [
    (Lang.NL, "Ze zweeg. Na ⟦DATE: de vierde weigering⟧ vertrok hij.", "Ze zweeg. Later vertrok hij."),
    (Lang.NL, "Zij was met ⟦DATE broad: haar 29 jaar⟧ het jongste lid.", "Zij was het jongste lid."),
    (
        Lang.NL,
        "Hij zweeg. Op ⟦EVENT: haar afscheid⟧, in ⟦PLACE: café De Zwaan⟧, sprak niemand.",
        "Hij zweeg. Bij een gelegenheid sprak niemand.",
    ),
    (Lang.EN, "After ⟦DATE: the fourth refusal⟧ he left.", "After a refusal he left."),
    (
        Lang.EN,
        "He told me at ⟦DATE: the first rehearsal⟧ that he was ill.",
        "He told me that he was ill.",
    ),
]

IT_IS_IN_THE_FORM_OF_ITS_VERB = [
    (
        Lang.NL,
        "Hij ⟦EVENT: reed zelf twee keer mee⟧, omdat hij een busje had.",
        "Hij deed iets, omdat hij een busje had.",
    ),
    (
        Lang.NL,
        "Hij ⟦TRAIT: roeit bij een club⟧ waar ook de rechter bij zit.",
        "Hij is betrokken bij iets waar ook de rechter bij zit.",
    ),
]


@pytest.mark.parametrize(("lang", "marked", "expected"), AN_ACT_IS_SOMETHING_THAT_WAS_DONE)
def test_an_act_is_something_that_was_done(settled: Settled, lang: Lang, marked: str, expected: str) -> None:
    """Nobody holds or makes "something" who gives a speech."""
    assert settled(marked, lang) == expected


@pytest.mark.parametrize(("lang", "marked", "expected"), WHAT_HAD_TO_BE_DONE_IS_SOMETHING)
def test_what_had_to_be_done_is_something(settled: Settled, lang: Lang, marked: str, expected: str) -> None:
    """The verb of having to keeps an infinitive."""
    assert settled(marked, lang) == expected


@pytest.mark.parametrize(("lang", "marked", "expected"), HOW_IT_WAS_TOLD_OR_WENT_IS_NOT_TOLD)
def test_how_it_was_told_or_went_is_not_told(settled: Settled, lang: Lang, marked: str, expected: str) -> None:
    """A verb of telling or going stands for a narrower one."""
    assert settled(marked, lang) == expected


@pytest.mark.parametrize(("lang", "marked", "expected"), WHICH_OF_SEVERAL_IT_WAS_GOES)
def test_which_of_several_it_was_goes(settled: Settled, lang: Lang, marked: str, expected: str) -> None:
    """An ordinal is not a time, and neither are years that somebody has lived."""
    assert settled(marked, lang) == expected


@pytest.mark.parametrize(("lang", "marked", "expected"), IT_IS_IN_THE_FORM_OF_ITS_VERB)
def test_it_is_in_the_form_of_its_verb(settled: Settled, lang: Lang, marked: str, expected: str) -> None:
    """Tense and number are those of the verb that went."""
    assert settled(marked, lang) == expected


A_RELATIVE_DOES_SOMETHING = [
    (Lang.NL, "Ze zweeg. Hij wachtte dan ⟦EVENT: in de auto⟧ en zweeg.", "Ze zweeg. Hij wachtte dan en zweeg."),
    (
        Lang.NL,
        "Ze koos ⟦EDUCATION: voor de psychiatrie⟧ en volgt nu een opleiding.",
        "Ze koos voor iets en volgt nu een opleiding.",
    ),
    (
        Lang.NL,
        "Ze is kok en stelde ⟦GROUP: als enige van de fractie vragen over de loods⟧.",
        "Ze is kok en stelde vragen over de loods.",
    ),
    (Lang.EN, "He knew. ⟦FAMILY: His father worked⟧ with Pell.", "He knew. A relative worked with Pell."),
    (Lang.EN, "He knew. He didn't raise ⟦HEALTH: his voice⟧.", "He knew. He didn't raise […]."),
]


@pytest.mark.parametrize(("lang", "marked", "expected"), A_RELATIVE_DOES_SOMETHING)
def test_a_relative_does_something(settled: Settled, lang: Lang, marked: str, expected: str) -> None:
    """A clause about a relative that says for whom keeps a verb; no thing is a time."""
    assert settled(marked, lang) == expected
