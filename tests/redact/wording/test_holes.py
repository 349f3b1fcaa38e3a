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


MORE = [
    # What is denied stays denied.
    (NL, "Zijn chef kan ⟦geen braille⟧ lezen.", [(T.TRAIT, ABSENT)], "Zijn chef kan geen […] lezen."),
    (NL, "Ze is ziek, waardoor ze ⟦de meters niet⟧ kon zien.", [(T.TRAIT, ABSENT)],
     "Ze is ziek, waardoor ze […] niet kon zien."),
    (NL, "Hij hield ⟦als enige een lijst⟧ bij.", [(T.GROUP, BROAD)], "Hij hield een lijst bij."),
    (NL, "Dat zien twee koks, ⟦een ober⟧ en een gast.", [(T.OCCUPATION, ABSENT)], "Dat zien twee koks en een gast."),
    (NL, "Ze is ziek, ⟦Hongaars⟧, en zwijgt.", [(T.ORIGIN, NEAR)], "Ze is ziek, van Europese afkomst, en zwijgt."),
    (NL, "Ze ⟦geeft nu⟧ ⟦les⟧ aan een school.", [(T.OCCUPATION, VAGUE), (T.OCCUPATION, ABSENT)],
     "Ze werkt aan een school."),
    (EN, "⟦My foster dad knew⟧ Mrs Bell from work.", [(T.FAMILY, VAGUE)], "A relative knew Mrs Bell from work."),
    (EN, "He was ⟦fishing⟧ without a licence.", [(T.TRAIT, ABSENT)], "He was doing something without a licence."),
    (EN, "Witness 4 ⟦services lifts⟧ for a firm.", [(T.OCCUPATION, VAGUE)], "Witness 4 works for a firm."),
    (EN, "He teaches at ⟦a college in Leeds⟧.", [(T.EDUCATION, BROAD)], "He teaches at an educational institution."),
    (EN, "He sat. The ⟦porter⟧ ⟦pulls back a curtain⟧.", [(T.OCCUPATION, BROAD), (T.OCCUPATION, ABSENT)], "He sat. "),
    # What is told of somebody's relative is not told of whoever the story is about.
    (NL, "Ze woont bij ⟦een oom van de wethouder⟧.", [(T.FAMILY, NEAR)], "Ze woont bij iemand."),
    (EN, "She lodged with ⟦your sister⟧ then.", [(T.FAMILY, NEAR)], "She lodged with a relative of yours then."),
    (NL, "Dat zag ⟦mijn nichtje, die stage⟧ liep.", [(T.FAMILY, BROAD)], "Dat zag een familielid."),
    (NL, "Het licht ⟦van een mijnlamp⟧ van opa scheen.", [(T.TRAIT, ABSENT)], "Het licht van […] van opa scheen."),
    (NL, "Hij stond bij ⟦een klas kinderen⟧ te schreeuwen.", [(T.FAMILY, NEAR)], "Hij stond bij iemand te schreeuwen."),
    (EN, "He kept them ⟦in a crate⟧, which he showed us.", [(T.TRAIT, ABSENT)],
     "He kept them in something, which he showed us."),
    (NL, "Zij is ⟦moeder van een meisje⟧ met reuma.", [(T.FAMILY, BROAD)], "Zij heeft familie."),
    (EN, "She noted the plate of the car ⟦on the inside⟧ of her hat.", [(T.TRAIT, ABSENT)],
     "She noted the plate of the car on something of her hat."),
    (EN, "The first time was when ⟦his cousin lost⟧ a hand.", [(T.FAMILY, ABSENT)],
     "The first time was when someone lost a hand."),
    (EN, "He was ⟦the only one of the nineteen who had read it⟧.", [(T.GROUP, BROAD)],
     "He was one of those who had read it."),
    (NL, "Zij zwijgt, want ⟦haar oom huurt⟧ een pand van hem.", [(T.FAMILY, BROAD)],
     "Zij zwijgt, want een naaste huurt een pand van hem."),
    (NL, "De derde ⟦sleutelt aan de bussen⟧.", [(T.OCCUPATION, VAGUE)], "De derde werkt."),
    # Words that mean another thing here.
    (EN, "She plays ⟦golf⟧ with him.", [(T.TRAIT, BROAD)], "She plays [detail withheld] with him."),
    (EN, "He was ⟦the last man out of lane six⟧.", [(T.GROUP, BROAD)], "He was one of those out of lane six."),
    (NL, "Hij loopt met ⟦een walkman⟧ op straat.", [(T.OCCUPATION, ABSENT)], "Hij loopt met iets op straat."),
    (NL, "Ze hebben haar ⟦een kookboek⟧ gestuurd.", [(T.TRAIT, ABSENT)], "Ze hebben haar iets gestuurd."),
    (NL, "Zo noemden ze haar: ⟦haar buurman⟧ begon.", [(T.FAMILY, ABSENT)], "Zo noemden ze haar: iemand begon."),
]  # fmt: skip


@pytest.mark.parametrize(
    ("lang", "marked", "told", "expected"), MORE + A_THING + OF_SOMEBODY_ELSE + GOES_AS_A_WHOLE + ONE_WORD_OR_ANOTHER
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
    (EN, "She came after a fall and lives over a shop.", {"lives": Tag.FINITE}),
    (EN, "She's ill, and she used to date Norrey's nephew.", {"date": Tag.INF}),
]


@pytest.mark.parametrize(("lang", "text", "expected"), TAGS)
def test_parts_of_speech_that_the_model_takes_for_others(lang: Lang, text: str, expected: dict[str, Tag]) -> None:
    found = {word.text: word.tag for word in words_of(text, Span(0, len(text)), lang)}
    assert {word: found[word] for word in expected} == expected
