"""Holes where an object was, clauses about somebody else, words taken for another part of speech; all invented."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import pytest
from bronwacht.redact.detect.values import value_of
from bronwacht.redact.documents import apply_edits
from bronwacht.redact.draft import Action, Detail, DetailType, Draft, Lang, Level, Span
from bronwacht.redact.edits import Choice, settle_everywhere
from bronwacht.redact.wording import ladder
from bronwacht.redact.wording.words import Tag, words_of

Marked: TypeAlias = "Callable[[str], tuple[str, list[Span]]]"
T = DetailType
NL, EN = Lang.NL, Lang.EN
NEAR, BROAD, VAGUE, ABSENT = Level.NEAR, Level.BROAD, Level.VAGUE, Level.ABSENT

A_THING = [
    (EN, "She kept ⟦the pink forms⟧ for a year.", [(T.OCCUPATION, ABSENT)], "She kept something for a year."),
    (EN, "She had had ⟦three faxes⟧ from the mill.", [(T.FAMILY, ABSENT)], "She had had something from the mill."),
    (NL, "Hij zweeg, terwijl hij ⟦een sigaar⟧ rookte.", [(T.TRAIT, ABSENT)], "Hij zweeg, terwijl hij iets rookte."),
    (
        NL,
        "Hij moest zich met ⟦zijn bijlen⟧ bemoeien, zei ze.",
        [(T.OCCUPATION, ABSENT)],
        "Hij moest zich met iets bemoeien, zei ze.",
    ),
    (NL, "Ze las ⟦88 graden⟧ af bij de wand.", [(T.TRAIT, ABSENT)], "Ze las iets af bij de wand."),
    # Whoever may be a person is no thing, and nobody lives on something, or works for it.
    (EN, "She met ⟦a recruit⟧ in the yard.", [(T.OCCUPATION, ABSENT)], "She met [job withheld] in the yard."),
    (EN, "He told ⟦his class⟧ about it.", [(T.FAMILY, ABSENT)], "He told someone about it."),
    (
        EN,
        "She works for ⟦the same firm⟧ as he does.",
        [(T.FAMILY, ABSENT)],
        "She works for an organisation as he does.",
    ),
]

OF_SOMEBODY_ELSE = [
    (
        EN,
        "The third is ⟦a parent of a boy with asthma⟧ who was expelled in May.",
        [(T.FAMILY, ABSENT)],
        "The third has a family.",
    ),
    (
        NL,
        "De derde is ⟦de moeder van een jongen⟧ die in mei werd geschorst.",
        [(T.FAMILY, BROAD)],
        "De derde is een ouder.",
    ),
    (
        EN,
        "She speaks slowly and ⟦apologises for her limp⟧, which she got in a quarry.",
        [(T.TRAIT, ABSENT)],
        "She speaks slowly.",
    ),
    (EN, "⟦CONTROLLER⟧: I know what I saw.", [(T.OCCUPATION, ABSENT)], "SOMEONE: I know what I saw."),
    (
        EN,
        "He lost his house, and ⟦his eldest son, an officer in the Royal⟧ Navy, has not written since.",
        [(T.FAMILY, VAGUE)],
        "He lost his house, and a relative has not written since.",
    ),
]

GOES_AS_A_WHOLE = [
    (NL, "Ze zweeg. ⟦Haar neef rijdt⟧ en woont ⟦begeleid⟧.", [(T.FAMILY, ABSENT), (T.FAMILY, ABSENT)], "Ze zweeg. "),
    (NL, "Ze zweeg. Vroeger was ze ⟦turnkampioen van haar dorp⟧.", [(T.OCCUPATION, ABSENT)], "Ze zweeg. "),
    (NL, "Nu is ze ziek en zit ze in ⟦de bijstand⟧.", [(T.TRAIT, ABSENT)], "Nu is ze ziek."),
    (EN, "He waved. ⟦Her son took his own life⟧ ⟦in Ghent⟧ when he was ⟦31⟧.",
     [(T.FAMILY, ABSENT), (T.PLACE, BROAD), (T.AGE, BROAD)], "He waved. "),
    (
        NL,
        "Hij ⟦opereert⟧ al twintig jaar ⟦heupen⟧ en zwijgt.",
        [(T.OCCUPATION, VAGUE), (T.OCCUPATION, ABSENT)],
        "Hij werkt al twintig jaar en zwijgt.",
    ),
]  # fmt: skip

ONE_WORD_OR_ANOTHER = [
    (
        EN,
        "Source A ⟦taught physics at the largest academy⟧ for a year.",
        [(T.EDUCATION, NEAR)],
        "Source A worked for a year.",
    ),
    (
        NL,
        "De map waarin ⟦alle brieven van acht leden⟧ zaten, is weg.",
        [(T.GROUP, NEAR)],
        "De map waarin alle brieven van leden zaten, is weg.",
    ),
    (EN, "A ⟦second driver⟧ saw it.", [(T.OCCUPATION, BROAD)], "A second worker saw it."),
    (
        EN,
        "On Monday the ⟦oboe teacher plays⟧ in a hall.",
        [(T.OCCUPATION, NEAR)],
        "On Monday the teacher plays in a hall.",
    ),
    (EN, "He sent a postcard ⟦of Ghent⟧.", [(T.PLACE, BROAD)], "He sent a postcard of Belgium."),
    (
        EN,
        "She spent a month ⟦on a ward⟧ there.",
        [(T.PLACE, NEAR)],
        "She spent a month at a health care institution there.",
    ),
    (NL, "Haar neef doet ⟦vwo⟧ en zwemt.", [(T.EDUCATION, NEAR)], "Haar neef doet een opleiding en zwemt."),
    (
        NL,
        "Ze heeft als ⟦kind in een pleeggezin⟧ gezeten.",
        [(T.FAMILY, NEAR)],
        "Ze heeft als kind ergens gezeten.",
    ),
    (NL, "Hij is tuinman, ⟦zeilt⟧, en zwijgt.", [(T.OCCUPATION, VAGUE)], "Hij is tuinman, en zwijgt."),
    (EN, "She ⟦likes to watch the trams⟧ at noon.", [(T.OCCUPATION, VAGUE)], "She […] at noon."),
]


@pytest.mark.parametrize(
    ("lang", "marked", "told", "expected"), A_THING + OF_SOMEBODY_ELSE + GOES_AS_A_WHOLE + ONE_WORD_OR_ANOTHER
)
def test_what_is_left_is_a_sentence_and_true(
    spans: Marked, lang: Lang, marked: str, told: list[tuple[DetailType, Level]], expected: str
) -> None:
    text, found = spans(marked)
    made = [
        Choice(Detail(f"d{n}", span, type, 1.0, value_of(type, text, span, lang)), level)
        for n, (span, (type, level)) in enumerate(zip(found, told, strict=True), 1)
    ]
    assert apply_edits(text, settle_everywhere(Draft(text, lang), made, lambda edits: ())) == expected


SAYS_NOTHING = [
    (NL, "De klerk haalt ⟦zijn schouders⟧ op.", T.OCCUPATION),
    (EN, "He has since ⟦left⟧ the bench.", T.OCCUPATION),
]


@pytest.mark.parametrize(("lang", "marked", "type"), SAYS_NOTHING)
def test_what_is_true_of_everybody_stays(spans: Marked, lang: Lang, marked: str, type: DetailType) -> None:
    text, (span,) = spans(marked)
    (kept,) = ladder(Draft(text, lang), Detail("d1", span, type, 1.0, value_of(type, text, span, lang)))
    assert kept.action is Action.KEEP and kept.text == span.of(text)


TAGS = [
    (NL, "Ze had haar hond bij zich.", {"haar": Tag.DET, "hond": Tag.NOUN, "bij": Tag.PREP}),
    (NL, "Vroeger was hij lui.", {"Vroeger": Tag.ADV}),
    (EN, "Source A wrote it.", {"A": Tag.NAME}),
    (EN, "He talks fast and apologises for it.", {"apologises": Tag.FINITE}),
    (EN, "She's ill, and she used to date Norrey's nephew.", {"date": Tag.INF}),
]


@pytest.mark.parametrize(("lang", "text", "expected"), TAGS)
def test_parts_of_speech_that_the_model_takes_for_others(lang: Lang, text: str, expected: dict[str, Tag]) -> None:
    found = {word.text: word.tag for word in words_of(text, Span(0, len(text)), lang)}
    assert {word: found[word] for word in expected} == expected
