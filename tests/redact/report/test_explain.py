"""What scan says of its own evidence: every code in words, in both languages, and no word of the draft unasked."""

from __future__ import annotations

import importlib
import json
import re
import string
import tomllib
from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from bronwacht.redact.corrections import Corrections, DetailIs, RoleIs, Stretch
from bronwacht.redact.detect.grammar import candidates, grammar
from bronwacht.redact.draft import Detail, DetailType, Draft, Fact, Kept, Lang, Person, Reading, Reason, Role, Span
from bronwacht.redact.evidence import Basis, Known, Ownership, Step, Tie, Why, Witness
from bronwacht.redact.pipeline import read
from bronwacht.redact.report import scan_json, scan_text
from bronwacht.redact.report.columns import width_of
from bronwacht.redact.report.rules import examples, rule_name
from bronwacht.redact.report.words import explain_words_of
from bronwacht.redact.story import PublicName, Story

DATA = files("bronwacht.redact.report").joinpath("data")
ROOT = Path(__file__).resolve().parents[3]
T = DetailType

TEXT = "A welder of 44 told Denise Marsh, the mayor, of the fire in Hull. The welder, 44, left. Mayor Marsh denies it."


def span(words: str, nth: int = 0) -> Span:
    at = -1
    for _ in range(nth + 1):
        at = TEXT.index(words, at + 1)
    return Span(at, at + len(words))


def reading(*details: Detail, kept: tuple[Kept, ...] = (), left_out: tuple[Detail, ...] = ()) -> Reading:
    persons = (
        Person("p1", Role.SOURCE, (span("welder"),), evidence=("described without a name", "quoted")),
        Person("p2", Role.PUBLIC, (span("Denise Marsh"),), evidence=("office or repeated name",)),
        Person("p3", Role.SOURCE, (span("fire"),), "Tern", evidence=("story file",)),
    )
    facts = (Fact("f1", T.AGE, "p1", {"age": 44}, ("d1", "d2"), details[0].observability),) if details else ()
    return Reading(Draft(TEXT, Lang.EN, "a.txt"), details, persons, facts, (), left_out, kept)


AGE = Detail(
    "d1",
    span("44"),
    T.AGE,
    0.9,
    {"age": 44, "then": True},
    ("p1", "p3"),
    "f1",
    evidence=("ages.person_of",),
    why=Why(
        (
            Witness("ages.person_of", T.AGE, 0.62, span("44"), True),
            Witness("tagger", T.GROUP, 0.41, span("44"), False),
        ),
        0.41,
        (Step.SUPPORTED,),
        Ownership(0.83, (Tie.RECENT, Tie.NOUN)),
        Known(Basis.WORDS, "team"),
    ),
)
AGAIN = replace(AGE, id="d2", span=span("44", 1), persons=("p1",), why=None)


def told(of: Reading, *, lang: Lang = Lang.EN, show_text: bool = False) -> str:
    return " ".join(scan_text(of, lang=lang, show_text=show_text, explain=True, width=100).split())


def test_a_detail_is_explained_line_by_line_in_english() -> None:
    assert told(reading(AGE, AGAIN), show_text=True) == (
        "a.txt: 2 details, 3 people "
        "p1, source: ‘welder’ why: is described without a name; is quoted "
        "- age ‘44’ (d1, characters 12–14, known to third parties, 0.9) "
        "found by a rule for ages, as in ‘a woman of 25’ (0.62) "
        "the tagger sees a detail here with probability 0.41 "
        "not followed: the trained tagger, which took it for small group (0.41) "
        "put together: the rule was believed because the tagger half saw something too "
        "whose: p1, source ‘welder’ (0.83); weighed most: who was spoken of last or close by; the same noun or "
        "description "
        "may also be Tern "
        "who knows: known to third parties; by its own words (a part of an organisation) "
        "says: age 44, at the time told; the same fact as characters 78–80 "
        "- age ‘44’ (d2, characters 78–80, known to third parties, 0.9) "
        "the tagger sees a detail here with probability 0 "
        "says: age 44, at the time told; the same fact as characters 12–14"
    )


def test_and_in_dutch() -> None:
    text = told(reading(AGE, AGAIN), lang=Lang.NL)
    for line in (
        "waarom: wordt zonder naam omschreven; wordt aangehaald",
        "gevonden door een regel voor leeftijden, zoals ‘a woman of 25’ (0,62)",
        "niet gevolgd: de getrainde tagger, die er kleine groep in zag (0,41)",
        "van wie: p1, bron (0,83); telde het zwaarst: over wie het laatst of vlakbij werd gesproken",
        "misschien ook van Tern",
        "wie het weet: bekend bij derden; door de eigen woorden (een onderdeel van een organisatie)",
        "zegt: leeftijd 44, in de tijd waarover het gaat; hetzelfde feit als teken 78–80",
    ):
        assert line in text


def test_why_a_name_goes() -> None:
    name = Witness("tagger.name", T.NAME, 0.87, span("Marsh"), True)
    detail = Detail("d1", span("Marsh"), T.NAME, 0.87, persons=("p1",), why=Why((name,)))
    assert "why it goes: 13% of what is said around this name speaks for a public name, which is too little" in told(
        reading(detail)
    )


@pytest.mark.parametrize(
    ("kept", "says"),
    [
        (Kept(span("Marsh"), Reason.STORY, 1.0, 1), "the story file names it"),
        (
            Kept(span("Marsh"), Reason.OFFICE, 0.874, 3),
            "stands beside it, and 87% of what is said around its 3 mentions",
        ),
        (Kept(span("Marsh"), Reason.EVIDENCE, 0.95, 1), "95% of what is said around it speaks for a public name"),
        (Kept(span("Marsh"), Reason.EVIDENCE, 0.0, 0), ": what is said around it speaks for a public name"),
        (Kept(span("Marsh"), Reason.TITLE, 0.7, 2), "addressed by a title as people in office are, and 70% of"),
        (Kept(span("Marsh"), Reason.AGAIN, 0.0, 0), "it is a word of a name that stays"),
        (Kept(span("Marsh"), Reason.CORRECTION, 1.0, 1), "the corrections file says that it is no detail"),
    ],
)
def test_why_a_name_stays(kept: Kept, says: str) -> None:
    assert says in told(reading(kept=(kept,)))
    assert "‘Marsh’ (characters 27–32)" in told(reading(kept=(kept,)), show_text=True)
    assert "Namen die blijven (1)" in told(reading(kept=(kept,)), lang=Lang.NL)


def test_a_name_that_stays_in_several_places_is_told_once() -> None:
    places = tuple(Kept(span("Marsh", n), Reason.STORY, 1.0, 1) for n in range(2))
    assert "- ‘Marsh’ (characters 27–32, characters 94–99): the story" in told(reading(kept=places), show_text=True)


def test_what_was_left_to_a_public_person_is_told() -> None:
    mayor = Detail(
        "d9", span("mayor"), T.OCCUPATION, 0.7, persons=("p2",), why=Why(owner=Ownership(0.93, (Tie.OFFICE,)))
    )
    text = told(reading(left_out=(mayor,)), show_text=True)
    assert "Said of public people, and left as it is (1) - occupation ‘mayor’ (characters 38–43)" in text
    assert "whose: p2, public person ‘Denise Marsh’ (0.93); weighed most: an office or a reply close by" in text


def test_without_asking_nothing_is_explained() -> None:
    of = reading(AGE, kept=(Kept(span("Marsh"), Reason.STORY, 1.0, 1),), left_out=(AGAIN,))
    assert "found by" not in scan_text(of, lang=Lang.EN) and "Names that stay" not in scan_text(of, lang=Lang.EN)
    plain = scan_json(of)
    assert "kept" not in plain and "left_out" not in plain
    assert all("explain" not in row for row in plain["details"])  # type: ignore[union-attr]
    assert all("evidence" not in row for row in plain["persons"])  # type: ignore[union-attr]


def test_the_keys_of_the_contract() -> None:
    of = reading(AGE, AGAIN, kept=(Kept(span("Marsh"), Reason.OFFICE, 0.8742, 3),), left_out=(AGAIN,))
    shown: Any = scan_json(of, explain=True)
    assert json.loads(json.dumps(shown)) == shown
    assert shown["details"][0]["explain"] == {
        "found_by": [
            {"by": "ages.person_of", "type": "AGE", "score": 0.62, "start": 12, "end": 14, "counted": True},
            {"by": "tagger", "type": "GROUP", "score": 0.41, "start": 12, "end": 14, "counted": False},
        ],
        "tagger": 0.41,
        "merging": ["supported"],
        "persons": ["p1", "p3"],
        "probability": 0.83,
        "ties": ["recent", "noun"],
        "known_by": {"basis": "words", "cue": "team", "of": None},
        "same_fact": ["d1", "d2"],
    }
    assert shown["details"][1]["explain"]["known_by"] is None
    assert shown["kept"] == [{"start": 27, "end": 32, "reason": "office", "share": 0.874, "places": 3}]
    assert shown["left_out"][0].keys() == shown["details"][0].keys() - {"id", "fact"}
    assert shown["persons"][0]["evidence"] == ["described without a name", "quoted"]
    with_text: Any = scan_json(of, explain=True, show_text=True)
    assert with_text["kept"][0]["text"] == "Marsh" and with_text["left_out"][0]["text"] == "44"


# Words for every code


@pytest.mark.parametrize("lang", list(Lang))
def test_every_code_has_words(lang: Lang) -> None:
    t = explain_words_of(lang)
    for section, codes in (("step", Step), ("tie", Tie), ("basis", Basis), ("kept", Reason)):
        assert [code for code in codes if not t.has(f"{section}.{code.value}")] == []
    cues = json.loads(files("bronwacht.redact").joinpath("data/known-by.json").read_text("utf-8"))[lang]
    # The other lists of words are never what an observability rests on by themselves.
    assert [
        cue for cue in cues if not t.has(f"cue.{cue}") and cue not in ("witnessed", "told", "retold", "receiver")
    ] == []


def test_both_languages_say_the_same_things_and_promise_nothing() -> None:
    nl, en = (tomllib.loads(DATA.joinpath(f"explain_{lang}.toml").read_text("utf-8")) for lang in ("nl", "en"))

    def shape(table: dict[str, dict[str, str]]) -> dict[str, set[str]]:
        return {f"{s}.{k}": fields(text) for s, texts in table.items() for k, text in texts.items()}

    def fields(text: str) -> set[str]:
        return {name for _, name, _, _ in string.Formatter().parse(text) if name}

    assert shape(nl) == shape(en)
    said = " ".join(text for table in (nl, en) for texts in table.values() for text in texts.values())
    assert not re.search(r"\b(safe|safely|low risk|veilig|laag risico)\b", said, re.IGNORECASE)


def test_every_reason_for_a_role_has_words() -> None:
    codes = set()
    for name in ("roles", "persons", "public"):
        source = Path(importlib.import_module(f"bronwacht.redact.people.{name}").__file__ or "").read_text("utf-8")
        codes |= set(re.findall(r'"([a-z]+(?: [a-z]+)+)"', source))
    t = explain_words_of(Lang.NL)
    evidence = {code for code in codes if t.has(f"evidence.{code}")}
    assert codes - evidence <= {"private before"}  # a sign
    assert len(evidence) >= 10


@pytest.mark.parametrize("lang", list(Lang))
def test_the_example_of_a_rule_is_one(lang: Lang) -> None:
    wrong = {
        rule: example
        for rule, example in examples(lang).items()
        if rule not in {match.rule for match in candidates(example, lang)}
    }
    assert wrong == {}
    assert all(len(example) <= 50 for example in examples(lang).values())


@pytest.mark.parametrize("lang", list(Lang))
def test_nearly_every_rule_has_an_example(lang: Lang) -> None:
    rules = {rule.name for rule in grammar(lang).rules if not rule.loose}
    # A few begin a line, and an example stands in a sentence.
    assert len(rules - examples(lang).keys()) <= 0.05 * len(rules)


@pytest.mark.parametrize(
    ("rule", "name"),
    [
        ("tagger", "de getrainde tagger"),
        ("presidio.iban_code", "Presidio, voor bankrekeningen (controlecijfers)"),
        ("ages.jarige", "een regel voor leeftijden, zoals ‘33-jarige’"),
        ("ages.no_example", "een regel voor leeftijden"),
        ("unheard.of", "een regel (unheard.of)"),
    ],
)
def test_a_rule_is_called_by_what_it_finds(rule: str, name: str) -> None:
    assert rule_name(rule, Lang.NL, explain_words_of(Lang.NL)) == name


# Real drafts

YARD = """Wethouder Berend Hulshof van Westermeer gaf opdrachten aan vrienden, zeggen twee mensen van de jachtwerf.

Een lasser van 47 uit Makkum zag in maart 2020 hoe de wethouder een map met tekeningen meenam. Hij werkt al negentien \
jaar op de werf en heeft drie dochters. “Ik heb het niet gedroomd”, zegt hij.

Een vrouw die de boekhouding deed, sprak Hulshof erover aan. Zij belde met woordvoerder Tineke Raadsma.
"""


def at(words: str) -> Stretch:
    return Stretch(YARD.index(words), YARD.index(words) + len(words), words)


@pytest.fixture(scope="module")
def yard() -> Reading:
    corrections = Corrections((DetailIs(at("een map"), T.TRAIT),), roles=(RoleIs(at("Een vrouw"), Role.SOURCE),))
    story = Story(public=(PublicName("Berend Hulshof"),))
    return read(Draft(YARD, Lang.NL, "werf.txt"), story, corrections=corrections, explain=True)


def test_a_reading_explains_all_of_itself(yard: Reading) -> None:
    for detail in (*yard.details, *yard.left_out):
        assert detail.why and detail.why.owner and detail.why.known and detail.why.witnesses
        assert detail.why.owner.ties
        assert 0 <= detail.why.owner.probability <= 1
    assert {name.reason for name in yard.kept} >= {Reason.STORY}


@pytest.mark.parametrize("lang", list(Lang))
def test_it_is_told_in_either_language_within_the_terminal(yard: Reading, lang: Lang) -> None:
    for width in (60, 80, 120):
        text = scan_text(yard, lang=lang, explain=True, width=width)
        assert all(width_of(line) <= width for line in text.splitlines())
    t = explain_words_of(lang)
    assert t("detector.correction") in text and t("evidence.correction") in text


@pytest.mark.parametrize("lang", list(Lang))
def test_no_word_of_the_draft_unless_asked(yard: Reading, lang: Lang) -> None:
    names = ("Hulshof", "Raadsma", "Makkum", "lasser", "boekhouding", "gedroomd", "tekeningen", "jachtwerf")
    unasked = scan_text(yard, lang=lang, explain=True) + json.dumps(scan_json(yard, explain=True))
    assert [name for name in names if name in unasked] == []
    asked = scan_text(yard, lang=lang, explain=True, show_text=True)
    assert "Hulshof" in asked and "lasser" in asked


@pytest.mark.parametrize("lang", list(Lang))
def test_drafts_of_the_corpus_are_explained_without_a_code_left_over(lang: Lang) -> None:
    for path in sorted((ROOT / "corpus" / lang).glob("*.txt"))[3::80]:
        text = re.sub(r"\[\[[A-Z]+ [a-z0-9,]+\|([^\[\]]+?)\]\]", r"\1", path.read_text("utf-8").split("\n---\n", 1)[1])
        shown = scan_text(read(Draft(text, lang), Story(), explain=True), lang=lang, explain=True, width=120)
        assert not re.search(r"\b[a-z]+_[a-z_]+\b|\{\w*\}", shown)
        assert t_other(lang) not in shown


def t_other(lang: Lang) -> str:
    """What a rule that nobody has a name for begins with."""
    return explain_words_of(lang)("topic.other", name="").rstrip(")")
