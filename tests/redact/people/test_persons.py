"""Whose detail is it: invented passages in both languages, and what must hold for any text."""

from __future__ import annotations

import random
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from bronwacht.redact.draft import Detail, DetailType, Draft, Lang, Person, Role, Span
from bronwacht.redact.people import attribute
from bronwacht.redact.story import PublicName, SourceHint, Story
from hypothesis import given, settings
from hypothesis import strategies as st

Mark = Callable[..., Any]

COUNCIL = """Wethouder Gerrit Alderink (58) van Oosterwolde stapt op na klachten van drie vrouwen.

Een [[OCCUPATION|griffiemedewerkster]] van [[AGE|29]] vertelt dat hij haar in de [[PLACE|fractiekamer]] opwachtte. Ze \
werkte er [[DATE|sinds 2016]]. „[[QUOTE|Ik durfde niet meer alleen door de gang]]”, zegt ze.

Een tweede vrouw, een [[OCCUPATION|brandweerman]] in ruste zegt het netjes, kreeg berichten via [[CHANNEL|WhatsApp]].

Alderink, getrouwd en vader van twee zonen, ontkent. De [[OCCUPATION|griffiemedewerkster]] doet [[EVENT|aangifte]].
"""

HOSPITAL = """Dr Harold Finch, 61, the medical director, bullied staff for years, two people say.

A [[OCCUPATION|theatre nurse]] in her [[AGE|late thirties]] says that he threw a tray at her in [[DATE|March 2018]]. \
She has [[FAMILY|two small boys]] and lives in [[PLACE|Ormskirk]].

Another former employee, a [[OCCUPATION|porter]], saw it. He is [[AGE|58]] and keeps [[TRAIT|racing pigeons]]. \
"[[QUOTE|I picked the scissors up myself]]," he said.

The [[OCCUPATION|nurse]] left [[DATE|that summer]]. Finch denies it. He turned 60 last year.
"""


def owners(passage: Any, story: Story = Story()) -> tuple[dict[str, str], dict[str, Person]]:  # noqa: B008
    details, persons = attribute(passage.draft, passage.details, story)
    by_id = {person.id: person for person in persons}
    return {detail.id: detail.persons[0] for detail in details}, by_id


def test_a_second_indefinite_introduction_is_a_second_person(mark: Mark) -> None:
    passage = mark(HOSPITAL, Lang.EN)
    owner, persons = owners(passage)
    nurse, porter = owner[passage.id_of("theatre nurse")], owner[passage.id_of("porter")]
    assert nurse != porter
    assert {owner[passage.id_of(words)] for words in ("late thirties", "March 2018", "Ormskirk")} == {nurse}
    assert {owner[passage.id_of(words)] for words in ("58", "racing pigeons")} == {porter}
    assert persons[nurse].role is persons[porter].role is Role.SOURCE


def test_a_source_has_the_gender_of_the_pronouns_that_the_text_has_for_them(mark: Mark) -> None:
    passage = mark(HOSPITAL, Lang.EN)
    owner, persons = owners(passage)
    nurse, porter = (persons[owner[passage.id_of(words)]] for words in ("theatre nurse", "porter"))
    assert (nurse.gender, porter.gender) == ("woman", "man")
    unsaid = mark("Een [[OCCUPATION|arts]] van [[AGE|44]] zegt dat het misging.", Lang.NL)
    owner, persons = owners(unsaid)
    assert persons[owner[unsaid.id_of("44")]].gender is None


def test_a_definite_description_goes_back_to_whom_it_fits(mark: Mark) -> None:
    passage = mark(HOSPITAL, Lang.EN)
    owner, _ = owners(passage)
    assert owner[passage.id_of("nurse")] == owner[passage.id_of("theatre nurse")]
    assert owner[passage.id_of("that summer")] == owner[passage.id_of("theatre nurse")]


def test_dutch_descriptions_are_grouped_too(mark: Mark) -> None:
    passage = mark(COUNCIL)
    owner, persons = owners(passage)
    first = owner[passage.id_of("griffiemedewerkster")]
    assert owner[passage.id_of("griffiemedewerkster", 1)] == first
    assert owner[passage.id_of("fractiekamer")] == owner[passage.id_of("sinds 2016")] == first
    assert owner[passage.id_of("WhatsApp")] != first
    assert persons[first].role is Role.SOURCE


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("Bestuursvoorzitter Henk Molenaar ([[AGE|58]]) van Parkstede treedt terug. Hij ontkent alles.", Lang.NL),
        ("[[OCCUPATION|Wethouder]] Anneke Bruil sprak in de raad. Bruil wil blijven.", Lang.NL),
        ("Mayor Denise Calloway, [[AGE|52]], denied it. Calloway spoke on Monday.", Lang.EN),
        ("[[OCCUPATION|Governor]] Ralph Pine denied it. Pine spoke on Monday.", Lang.EN),
    ],
)
def test_a_detail_of_an_official_is_not_charged_to_a_source(mark: Mark, text: str, lang: Lang) -> None:
    passage = mark(text, lang)
    owner, persons = owners(passage)
    assert persons[owner["d1"]].role is Role.PUBLIC
    assert [p for p in persons.values() if p.role is not Role.PUBLIC] == []


def test_the_one_who_denies_is_the_accused(mark: Mark) -> None:
    passage = mark(HOSPITAL, Lang.EN)
    _, persons = owners(passage)
    accused = [person for person in persons.values() if person.accused]
    assert [p.role for p in accused] == [Role.PUBLIC]
    assert accused[0].mentions[0].of(passage.draft.text).endswith("Harold Finch")


def test_the_addressee_of_a_letter_is_the_accused(mark: Mark) -> None:
    text = "Geachte heer Willem Terlouw,\n\nEen [[OCCUPATION|leerling]] zegt dat u haar sloeg. Ilse Poort wacht."
    _, persons = owners(mark(text))
    assert [p.mentions[0].start for p in persons.values() if p.accused] == [text.index("Willem")]


def test_a_narrator_keeps_their_own_details(mark: Mark) -> None:
    passage = mark(
        "Ik ben [[OCCUPATION|lasser]] bij een werf. Mijn [[FAMILY|vrouw]] werkt in de zorg.\n\nIk werk daar al "
        "[[DATE|elf jaar]] en ik heb [[HEALTH|stoflongen]]. Ik woon in [[PLACE|Hoogezand]]."
    )
    owner, persons = owners(passage)
    assert len(set(owner.values())) == 1
    assert persons[owner["d1"]].role is Role.SOURCE


def test_somebody_only_named_in_passing_is_a_bystander(mark: Mark) -> None:
    passage = mark(
        "Ik ben [[OCCUPATION|kok]], al [[DATE|twintig jaar]]. Ik heb [[HEALTH|een slechte rug]]. Mijn zoon "
        "[[NAME|Jeroen Tasma]] wil het vak niet in. Ik snap dat wel, want ik ben [[AGE|51]]."
    )
    owner, persons = owners(passage)
    assert persons[owner["d4"]].role is Role.BYSTANDER
    assert owner["d5"] == owner["d1"] != owner["d4"]


def test_words_of_the_story_file_bind_a_person_to_a_codename(mark: Mark) -> None:
    passage = mark(HOSPITAL, Lang.EN)
    story = Story(sources=(SourceHint("Wren", ("the nurse", "a theatre nurse")), SourceHint("Robin", ("a porter",))))
    owner, persons = owners(passage, story)
    assert persons[owner[passage.id_of("late thirties")]].codename == "Wren"
    assert persons[owner[passage.id_of("nurse")]].codename == "Wren"
    assert persons[owner[passage.id_of("racing pigeons")]].codename == "Robin"
    assert sorted(p.codename for p in persons.values() if p.codename) == ["Robin", "Wren"]


def test_words_of_the_story_file_count_where_no_detail_was_found(mark: Mark) -> None:
    passage = mark("De man die de ramen lapte, zag het. Hij woont in [[PLACE|Zuidhorn]] en is [[AGE|44]].")
    story = Story(sources=(SourceHint("Mees", ("de man die de ramen lapte",)),))
    details, persons = attribute(passage.draft, passage.details, story)
    assert [detail.id for detail in details] == ["d1", "d2"]
    named = next(person for person in persons if person.codename == "Mees")
    assert all(detail.persons == (named.id,) for detail in details)
    assert named.mentions[0].start == 0


def test_a_public_name_of_the_story_file_owns_the_details_inside_it(mark: Mark) -> None:
    passage = mark("De [[EMPLOYER|Stichting Zonneland]] zweeg. Een [[OCCUPATION|kapper]] sprak wel.")
    owner, persons = owners(passage, Story(public=(PublicName("Stichting Zonneland"),)))
    assert persons[owner["d1"]].role is Role.PUBLIC
    assert persons[owner["d1"]].evidence == ("story file",)
    assert persons[owner["d2"]].role is not Role.PUBLIC


def test_the_story_file_says_who_is_accused(mark: Mark) -> None:
    passage = mark("Henk Molenaar ontkent. Directeur Ria Stam zwijgt. Een [[OCCUPATION|kok]] sprak.")
    _, persons = owners(passage, Story(public=(PublicName("Ria Stam", accused=True),)))
    assert [p.mentions[0].of(passage.draft.text) for p in persons.values() if p.accused] == ["Ria Stam"]


def test_a_source_goes_before_a_public_name_where_both_claim_a_detail(mark: Mark) -> None:
    passage = mark("Een [[OCCUPATION|tolk van De Brug]] sprak.")
    story = Story(public=(PublicName("tolk van De Brug"),), sources=(SourceHint("Vink", ("tolk van De Brug",)),))
    owner, persons = owners(passage, story)
    assert persons[owner["d1"]].codename == "Vink"


@pytest.mark.parametrize(
    ("text", "lang", "by", "dyadic"),
    [
        (
            "Een [[GENDER|vrouw]] kreeg een app. Bas Kuipers schreef: ‘[[QUOTE|Kom jij nog even langs]]’.",
            Lang.NL,
            "accused",
            True,
        ),
        (
            "Een [[GENDER|vrouw]] werkte er. ‘[[QUOTE|Ik wilde alleen maar weg daar]]’, zegt ze. Bas Kuipers zwijgt.",
            Lang.NL,
            "source",
            False,
        ),
        (
            "Ian Crewe denied it. A [[GENDER|woman]] worked there. In front of the whole ward he said: "
            '"[[QUOTE|You will never work again here]]."',
            Lang.EN,
            "accused",
            False,
        ),
    ],
)
def test_who_speaks_a_quotation(mark: Mark, text: str, lang: Lang, by: str, dyadic: bool) -> None:
    passage = mark(text, lang)
    details, _ = attribute(passage.draft, passage.details, Story())
    assert details[1].value == {"by": by, "dyadic": dyadic}


def test_persons_are_numbered_in_order_of_first_mention(mark: Mark) -> None:
    for text, lang in ((COUNCIL, Lang.NL), (HOSPITAL, Lang.EN)):
        passage = mark(text, lang)
        details, persons = attribute(passage.draft, passage.details, Story())
        assert [p.id for p in persons] == [f"p{number}" for number in range(1, len(persons) + 1)]
        firsts = [
            min([m.start for m in p.mentions] + [d.span.start for d in details if d.persons[0] == p.id])
            for p in persons
        ]
        assert firsts == sorted(firsts)


@pytest.mark.parametrize("text", ["", " \n\n "])
def test_a_text_without_words_has_nobody(text: str) -> None:
    assert attribute(Draft(text, Lang.EN), (), Story()) == ((), ())


def test_a_text_without_details_still_has_its_public_people() -> None:
    _, persons = attribute(Draft("Mayor Ann Teak denies it. Teak will stay.", Lang.EN), (), Story())
    assert [(p.role, p.accused) for p in persons] == [(Role.PUBLIC, True)]


PIECES = [*"abz AZ.,:;!?()“”‘’'\"\n1é-", " een ", " The ", " hij ", " zegt ", "Jan Smit", " (52) "]
TEXTS = st.lists(st.sampled_from(PIECES), max_size=60).map("".join)


@st.composite
def spans_on_text(draw: st.DrawFn) -> tuple[Draft, tuple[Detail, ...]]:
    text = draw(TEXTS.filter(bool))
    lang = draw(st.sampled_from(Lang))
    details = []
    for number in range(draw(st.integers(0, 8))):
        start = draw(st.integers(0, len(text) - 1))
        end = draw(st.integers(start + 1, len(text)))
        details.append(Detail(f"d{number}", Span(start, end), draw(st.sampled_from(DetailType)), 0.5))
    return Draft(text, lang), tuple(details)


STORIES = st.sampled_from(
    [
        Story(),
        Story(public=(PublicName(" "),)),
        Story(public=(PublicName("Jan Smit", accused=True),), sources=(SourceHint("Uil", ("een a", "hij")),)),
    ]
)


@settings(max_examples=150, deadline=None)
@given(spans_on_text(), STORIES, st.randoms(use_true_random=False))
def test_any_spans_on_any_text_get_an_owner_whatever_their_order(
    drawn: tuple[Draft, tuple[Detail, ...]], story: Story, rng: random.Random
) -> None:
    draft, details = drawn
    done, persons = attribute(draft, details, story)
    assert [d.id for d in done] == [d.id for d in details]
    if draft.text.strip():
        ids = {person.id for person in persons}
        assert all(d.persons and set(d.persons) <= ids for d in done)
        assert all(len(set(d.persons)) == len(d.persons) for d in done)
    shuffled = list(details)
    rng.shuffle(shuffled)
    again, same_persons = attribute(draft, shuffled, story)
    assert same_persons == persons
    assert {d.id: d for d in again} == {d.id: d for d in done}


@pytest.fixture
def bench(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(Path(__file__).parents[3] / "bench"))
    monkeypatch.setattr(sys, "path", sys.path)


@pytest.mark.parametrize("lang", list(Lang))
def test_the_corpus_test_split_is_grouped_well(bench: None, lang: Lang) -> None:
    from marked import corpus
    from measure_people import NOISY, by_attribute, by_paragraph, measure

    drafts = list(corpus(lang, test=True))
    figures = measure(drafts, by_attribute, {})
    assert figures["b3"] >= 0.88 > measure(drafts, by_paragraph, {})["b3"]
    assert figures["role"] >= 0.97
    assert figures["lost"] <= 0.02
    assert measure(drafts, by_attribute, NOISY)["b3"] >= 0.85


def test_the_article_has_three_sources_and_two_public_names(shared: Path) -> None:
    text = next((shared / "articles").glob("*")).read_text(encoding="utf-8")
    marks = [
        ("wethouder", "OCCUPATION"),
        ("enige vrouw in een groep van tien studenten", "GROUP"),
        ("wooncomplex", "PLACE"),
        ("een vrouw die", "GENDER"),
        ("inspreker", "EVENT"),
        ("Facebook", "CHANNEL"),
        ("werkkamer", "PLACE"),
        ("tussen 2015 en 2020", "DATE"),
        ("vrouwelijke ambtenaren", "OCCUPATION"),
        ("presentatie moest geven bij de politie", "EVENT"),
    ]
    starts = [text.index(words) for words, _ in marks]
    details = [
        Detail(f"d{n}", Span(start, start + len(words)), DetailType(kind), 0.9)
        for n, (start, (words, kind)) in enumerate(zip(starts, marks, strict=True), 1)
    ]
    done, persons = attribute(Draft(text, Lang.NL, published=(2021, 10)), details, Story())
    role = {person.id: person.role for person in persons}
    owner = {text[d.span.start : d.span.end]: d.persons[0] for d in done}
    student, speaker = owner["enige vrouw in een groep van tien studenten"], owner["inspreker"]
    official = owner["vrouwelijke ambtenaren"]
    assert len({student, speaker, official}) == 3
    assert {role[person] for person in (student, speaker, official)} == {Role.SOURCE}
    assert owner["wooncomplex"] == student
    assert owner["Facebook"] == owner["werkkamer"] == speaker
    assert owner["presentatie moest geven bij de politie"] == official
    assert role[owner["wethouder"]] is role[owner["tussen 2015 en 2020"]] is Role.PUBLIC


def test_witness_a_is_not_witness_c(mark: Mark) -> None:
    text = (
        "The report says that [[ID|Witness A]], who was [[AGE|23]], left after [[DATE|four months]]. She told us.\n\n"
        "[[ID|Witness C]], a [[OCCUPATION|private secretary]], said the same. So did [[ID|Witness A]] again."
    )
    passage = mark(text, Lang.EN)
    details, _ = attribute(passage.draft, passage.details, Story())
    first, *_, other, job, again = [detail.persons[0] for detail in details]
    assert first != other == job and again == first


KIN = {
    Lang.NL: """Een [[OCCUPATION|verpleegkundige]] van [[AGE|52]] zegt dat ze in [[DATE|maart]] bij Wolters zat. \
Ze werkt er al [[DATE|sinds 1994]].

Een [[GENDER|man]] die in de [[OCCUPATION|ondernemingsraad]] zat, zegt dat Wolters hem klemzette.

De [[FAMILY|dochter van een patiënt]] die in [[DATE|2021]] overleed, vertelt hoe Wolters haar belde.
""",
    Lang.EN: """A [[OCCUPATION|nurse]] of [[AGE|52]] says that she had to see Wolters. She has been there \
[[DATE|since 1994]] and worked [[TRAIT|at night]].

The [[FAMILY|widow of a farmer]] in [[PLACE|Losser]] tells how Wolters telephoned her.
""",
}


@pytest.mark.parametrize("lang", list(Lang))
def test_the_kin_of_somebody_new_is_somebody_new(mark: Mark, lang: Lang) -> None:
    passage = mark(KIN[lang], lang)
    details, _ = attribute(passage.draft, passage.details, Story())
    found = [detail.persons[0] for detail in details]
    kin = next(at for at, detail in enumerate(details) if detail.type is DetailType.FAMILY)
    assert len({*found[:2]}) == 1
    assert len({*found[kin:]}) == 1 and found[kin] not in found[:kin]


ANSWERS = {
    Lang.NL: """Een [[OCCUPATION|bode]] zegt dat hij wethouder Ruud Terpstra tweemaal aansprak. Hij is [[AGE|67]].

Terpstra zegt in een verklaring dat hij een warm mens is. De reis noemt hij „[[QUOTE|zakelijk en geslaagd]]”. Over het \
bericht aan de stagiaire zwijgt hij. In 2005 studeerde hij af in [[EDUCATION|Leeuwarden]].
""",
    Lang.EN: """A [[OCCUPATION|porter]] says that he twice spoke to Alderman Denis Marsh. He is [[AGE|67]].

Marsh said in a statement that he was a warm man. He called the trip "[[QUOTE|useful and a success]]". He \
[[EDUCATION|read law at Leeds]] and used to be a gym teacher.
""",
}


@pytest.mark.parametrize("lang", list(Lang))
def test_what_the_accused_tells_of_himself_in_his_own_paragraph_is_no_sources(mark: Mark, lang: Lang) -> None:
    passage = mark(ANSWERS[lang], lang)
    details, persons = attribute(passage.draft, passage.details, Story())
    roles = {person.id: person.role for person in persons}
    source, age, quote, study = [detail.persons[0] for detail in details]
    assert source == age and roles[source] is Role.SOURCE
    assert roles[study] is Role.PUBLIC and quote == source  # it may have been said to anybody


@pytest.mark.parametrize(
    "told",
    [
        "A colleague told us. He [[EDUCATION|read law at Leeds]].",  # whom a colleague is
        "That is what he told him. He [[EDUCATION|read law at Leeds]].",
        "It was she who left. He [[EDUCATION|read law at Leeds]].",
        "Nobody asked. He said: I [[EDUCATION|read law at Leeds]].",
    ],
)
def test_where_somebody_else_may_be_meant_it_stays_a_sources(mark: Mark, told: str) -> None:
    text = ANSWERS[Lang.EN].split("\n\n")[0] + "\n\nMarsh said that he was a warm man. " + told
    passage = mark(text, Lang.EN)
    details, persons = attribute(passage.draft, passage.details, Story())
    roles = {person.id: person.role for person in persons}
    assert roles[details[-1].persons[0]] is not Role.PUBLIC
