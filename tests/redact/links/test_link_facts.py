"""Which facts agree and which conflict, and what an earlier article's facts become."""

# ruff: noqa: E501 (tables are easier to read with a row a line)

from __future__ import annotations

from dataclasses import replace

import pytest
from bronwacht.redact.draft import (
    Detail,
    DetailType,
    Draft,
    Lang,
    Observability,
    Person,
    Reading,
    Role,
    Span,
    Value,
)
from bronwacht.redact.facts import gather
from bronwacht.redact.links import link
from bronwacht.redact.links.article import look
from bronwacht.redact.links.compare import Setting, compare, other_work
from bronwacht.redact.links.rarity import Rarity

NL = Rarity("NL", Lang.NL, 2021)
T = DetailType
Row = tuple[DetailType, str, Value]


def reading(
    *rows: Row, name: str = "2021-10.txt", when: tuple[int, int] | None = (2021, 10), role: Role = Role.SOURCE
) -> Reading:
    """One source of whom a sentence tells each of ``rows``."""
    text, details = "", []
    for n, (kind, words, value) in enumerate(rows, 1):
        details.append(Detail(f"d{n}", Span(len(text), len(text) + len(words)), kind, 1.0, value, ("p1",)))
        text += f"{words}. "
    draft = Draft(text, Lang.NL, name, when)
    persons = (Person("p1", role, (details[0].span,)),)
    known, facts = gather(draft, details, persons)
    return Reading(draft, known, persons, facts)


def weight(here: Reading, there: Reading) -> float:
    at = Setting(look(here), look(there), NL, 2.0)
    found = [v.weight for a in here.facts for b in there.facts if (v := compare(at, a, b))]
    return max(found, key=abs, default=0.0)


def both(kind: DetailType, here: tuple[str, Value], there: tuple[str, Value], **about: object) -> float:
    return weight(reading((kind, *here)), reading((kind, *there), name="2019-10.txt", when=(2019, 10), **about))  # type: ignore[arg-type]


@pytest.mark.parametrize(("here", "there", "fit"), [(33, 31, True), (31, 29, True), (31, 31, False), (45, 31, False)])
def test_ages_are_compared_by_year_of_birth(here: int, there: int, fit: bool) -> None:
    found = both(T.AGE, (f"{here}-jarige", {"age": here}), (f"{there} jaar", {"age": there}))
    assert (found > 0) is fit


def test_an_age_a_year_off_conflicts_less_and_an_undated_one_says_nothing() -> None:
    off, far = (both(T.AGE, (f"{n} jaar", {"age": n}), ("31 jaar", {"age": 31})) for n in (35, 45))
    assert far < off < 0
    undated = reading((T.AGE, "31 jaar", {"age": 31}), name="los.txt", when=None)
    assert weight(reading((T.AGE, "45 jaar", {"age": 45})), undated) == 0


def test_the_same_age_told_of_a_time_that_neither_dates() -> None:
    assert both(T.AGE, ("16-jarige", {"age": 16}), ("toen zestien", {"age": 16, "then": True})) > 0


@pytest.mark.parametrize(
    ("kind", "here", "there", "sign"),
    [
        (T.OCCUPATION, ("verpleegster", {"group": "care"}), ("verpleegkundige", {"group": "care"}), 1),
        (T.OCCUPATION, ("verpleegkundige", {"group": "care"}), ("huisarts", {"group": "care"}), 0),
        (T.ORIGIN, ("Poolse", {"kind": "nationality", "code": "PL"}), ("uit Polen", {"kind": "nationality", "code": "PL"}), 1),
        (T.ORIGIN, ("Poolse", {"kind": "nationality", "code": "PL"}), ("Turkse", {"kind": "nationality", "code": "TR"}), 0),
        (T.FAMILY, ("moeder van drie", {"kind": "child", "count": 3}), ("drie kinderen", {"kind": "child", "count": 3}), 1),
        (T.FAMILY, ("twee kinderen", {"kind": "child", "count": 2}), ("drie kinderen", {"kind": "child", "count": 3}), -1),
        (T.FAMILY, ("drie kinderen", {"kind": "child", "count": 3}), ("twee kinderen", {"kind": "child", "count": 2}), 0),
        (T.FAMILY, ("haar moeder", {"kind": "parent"}), ("haar vader", {"kind": "parent"}), 0),
        (T.TRIP, ("reis naar Gdansk", {"name": "Gdansk", "country": "PL", "abroad": True}), ("trip naar Gdansk", {"name": "Gdansk", "country": "PL", "abroad": True}), 1),
        (T.TRIP, ("reis naar Delft", {"name": "Delft", "country": "NL", "abroad": False}), ("reis naar Hulst", {"name": "Hulst", "country": "NL", "abroad": False}), 0),
        (T.GROUP, ("de enige vrouw van acht", {"size": 8, "unique": True, "gender": "woman"}), ("enige vrouw met zeven mannen", {"size": 7, "unique": True, "gender": "woman"}), 1),
        (T.GROUP, ("de enige vrouw", {"unique": True, "gender": "woman"}), ("de enige man", {"unique": True, "gender": "man"}), -1),
        (T.GROUP, ("een van de vier melders", {"size": 4, "one_of": True}), ("een van de 4 melders", {"size": 4, "one_of": True}), 1),
        (T.GROUP, ("met z’n tweeën", {"size": 2}), ("met z’n tweeën", {"size": 2}), 0),
        (T.EVENT, ("raadsvergadering", {"kind": "council_meeting"}), ("de raad", {"kind": "council_meeting"}), 1),
        (T.EVENT, ("diner", {"kind": "other"}), ("lunch", {"kind": "other"}), 0),
        (T.DATE, ("maart 2019", {"from": "2019-03-01", "to": "2019-03-31"}), ("voorjaar 2019", {"from": "2019-03-01", "to": "2019-05-31"}), 1),
        (T.DATE, ("maart 2019", {"from": "2019-03-01", "to": "2019-03-31"}), ("april 2019", {"from": "2019-04-01", "to": "2019-04-30"}), 0),
        (T.DATE, ("22 jaar in dienst", {"days": 8036}), ("20 jaar in dienst", {"days": 7305}), 1),
        (T.DATE, ("22 jaar in dienst", {"days": 8036}), ("sinds vijf jaar", {"days": 1826}), 0),
        (T.CHANNEL, ("Facebook", {"channel": "facebook"}), ("Facebook", {"channel": "facebook"}), 0),
    ],
)  # fmt: skip
def test_facts_agree_conflict_or_say_nothing(
    kind: DetailType, here: tuple[str, Value], there: tuple[str, Value], sign: int
) -> None:
    found = both(kind, here, there)
    assert (found > 0) - (found < 0) == sign


def test_another_gender_is_told_and_weighs_against() -> None:
    town: Row = (T.PLACE, "Hulst", {"name": "Hulst", "country": "NL", "kind": "town", "population": 900})
    woman: Row = (T.GENDER, "een vrouw", {"gender": "woman"})
    man: Row = (T.GENDER, "een man", {"gender": "man"})
    here = reading(QUOTE, town, woman)
    (alike,) = link(here, [reading(AGAIN, town, woman, name="2019-10.txt", when=(2019, 10))]).same
    (against,) = link(here, [reading(AGAIN, town, man, name="2019-10.txt", when=(2019, 10))]).same
    assert {row.why for row in against.against} == {"other gender"}
    assert against.evidence < alike.evidence


def test_no_fact_alone_makes_anybody_possible() -> None:
    rare: Row = (T.PLACE, "Hulst", {"name": "Hulst", "country": "NL", "kind": "town", "population": 900})
    assert link(reading(rare), [reading(rare, name="2019-10.txt")]).same == ()


QUOTE: Row = (T.QUOTE, "Hij las de kilo’s hardop voor en schreef ze op een bord", {"words": 12})
AGAIN: Row = (T.QUOTE, "hij las de kilo's hardop voor en schreef ze op een bord", {"words": 12})


def linked(here: tuple[Row, ...], *there: tuple[Row, ...], role: Role = Role.SOURCE) -> Reading:
    earlier = [
        reading(AGAIN, *rows, name=f"2019-0{n}.txt", when=(2019, n), role=role) for n, rows in enumerate(there, 1)
    ]
    return link(reading(QUOTE, *here), earlier).reading


def test_what_is_only_told_earlier_is_a_fact_of_the_source_that_knows_its_place() -> None:
    found = linked((), ((T.TRIP, "dienstreis naar Gdansk", {"name": "Gdansk"}),))
    (fact,) = found.earlier
    assert (fact.id, fact.person, fact.type) == ("e2", "p1", T.TRIP)  # e1 is the quotation
    assert fact.details == ("e2.1",)
    assert fact.earlier is not None
    assert (fact.earlier.file, fact.earlier.words, fact.earlier.certain) == (
        "2019-01.txt",
        ("dienstreis naar Gdansk",),
        True,
    )
    assert found.facts_of("p1") == (*found.facts, fact)


def test_what_is_told_again_is_joined_to_the_draft_s_own_fact() -> None:
    nurse: Row = (T.OCCUPATION, "verpleegkundige", {"group": "care", "term": "verpleegkundige"})
    aged: Row = (T.AGE, "31 jaar", {"age": 31})
    found = linked(((T.AGE, "33-jarige", {"age": 33}), nurse), (aged, nurse), (aged,))
    assert found.earlier == ()
    age, job = (next(f for f in found.facts if f.type is kind) for kind in (T.AGE, T.OCCUPATION))
    assert age.earlier is None
    assert {told.earlier.file for told in age.tellings[1:] if told.earlier} == {"2019-01.txt", "2019-02.txt"}
    assert job.published is not None and job.published.earlier is not None
    assert len({told.id for fact in found.facts for told in fact.tellings}) == sum(len(f.tellings) for f in found.facts)


def test_whoever_can_know_one_telling_can_know_the_fact() -> None:
    trip: Row = (T.TRIP, "reis naar Gdansk", {"name": "Gdansk"})
    here, there = reading(QUOTE, trip), reading(AGAIN, trip, name="2019-01.txt", when=(2019, 1))
    public = replace(there, facts=tuple(replace(f, observability=Observability.PUBLIC_RECORD) for f in there.facts))
    assert {f.observability for f in link(here, [public]).reading.facts} == {Observability.PUBLIC_RECORD}


def test_what_conflicts_with_the_draft_does_not_count() -> None:
    found = linked(((T.AGE, "33-jarige", {"age": 33}),), ((T.AGE, "45 jaar", {"age": 45}),))
    assert found.earlier == ()
    assert all(fact.published is None for fact in found.facts if fact.type is T.AGE)


def test_a_bystander_of_an_earlier_article_may_be_the_source() -> None:
    assert linked((), ((T.TRIP, "dienstreis naar Gdansk", {"name": "Gdansk"}),), role=Role.BYSTANDER).earlier


def test_of_two_who_may_be_the_source_both_count_and_neither_is_certain() -> None:
    texts = reading(
        AGAIN,
        (T.TRIP, "dienstreis naar Gdansk", {"name": "Gdansk"}),
        (T.QUOTE, AGAIN[1] + " toen", {}),
        (T.HEALTH, "ziek", {}),
    )
    others = tuple(replace(d, persons=("p2",)) if d.id in ("d3", "d4") else d for d in texts.details)
    persons = (*texts.persons, Person("p2", Role.SOURCE, (others[2].span,)))
    details, facts = gather(texts.draft, others, persons)
    found = link(reading(QUOTE), [replace(texts, details=details, persons=persons, facts=facts)])
    assert {same.certain for same in found.same} == {False}
    assert {fact.type for fact in found.reading.earlier} >= {T.TRIP, T.HEALTH}
    assert not any(fact.earlier.certain for fact in found.reading.earlier if fact.earlier)


def test_a_third_article_leads_on() -> None:
    first = reading(AGAIN, (T.TRIP, "dienstreis naar Gdansk", {"name": "Gdansk"}), name="2019-01.txt", when=(2019, 1))
    other: Row = (T.QUOTE, "Zijn koffers stonden drie dagen onuitgepakt in de fietsenkelder", {})
    second = reading(other, AGAIN, name="2019-02.txt", when=(2019, 2))
    here = reading(other)
    assert link(here, [first]).reading.earlier == ()
    led = link(here, [first, second])
    assert T.TRIP in {fact.type for fact in led.reading.earlier}
    assert {same.file for same in led.same} == {"2019-01.txt", "2019-02.txt"}


def test_codenames_of_the_story_file_decide() -> None:
    def named(codename: str, row: Row, name: str) -> Reading:
        made = reading(row, name=name)
        return replace(made, persons=tuple(replace(p, codename=codename) for p in made.persons))

    trip: Row = (T.TRIP, "dienstreis naar Gdansk", {"name": "Gdansk"})
    same = link(named("Merel", (T.HEALTH, "ziek", {}), "2021-10.txt"), [named("Merel", trip, "2019-01.txt")])
    assert [row.certain for row in same.same] == [True]
    assert [row.why for row in same.links] == ["same codename"]
    assert link(named("Merel", QUOTE, "2021-10.txt"), [named("Wulp", AGAIN, "2019-01.txt")]).same == ()


def test_nothing_given_changes_nothing() -> None:
    here = reading(QUOTE)
    assert link(here, []).reading == here
    nobody = Reading(Draft("Er is niets gebeurd.", Lang.NL), (), ())
    assert link(nobody, [here]).same == link(here, [nobody]).same == ()


def test_a_place_is_the_same_however_it_is_written() -> None:
    here, there = ("de Ardennen", {"name": "Ardennen"}), ("Ardennen", {"name": "ardennen", "kind": "region"})
    assert both(T.PLACE, here, there) > 0


@pytest.mark.parametrize(
    ("then", "conflict"),
    [({"group": "student"}, False), ({"group": "care", "former": True}, False), ({"group": "care"}, True)],
)
def test_whoever_was_a_student_then_has_other_work_by_now(then: Value, conflict: bool) -> None:
    here, there = (look(reading((T.OCCUPATION, "werk", value))) for value in ({"group": "technical"}, then))
    verdict = other_work(here.people["p1"], there.people["p1"])
    assert (verdict is not None) is conflict
