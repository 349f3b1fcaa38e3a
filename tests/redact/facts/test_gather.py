"""Details to facts: what is the same, what bounds what, and what cannot both be true."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import combinations
from typing import Any

import pytest
from bronwacht.redact.draft import Detail, DetailType, Draft, Fact, Lang, Observability, Person, Role, Span, Value
from bronwacht.redact.facts import gather
from bronwacht.redact.facts.gather import is_of_many
from bronwacht.redact.facts.same import same_fact
from hypothesis import given, settings
from hypothesis import strategies as st

Growth = Callable[[Callable[[int], object], int], float]

Mark = Callable[..., Any]
SOURCE = Person("p1", Role.SOURCE)


def facts_of(passage: Any, persons: Sequence[Person] = (SOURCE,)) -> tuple[Fact, ...]:
    owned = [detail if detail.persons else replace(detail, persons=("p1",)) for detail in passage.details]
    return gather(passage.draft, owned, persons)[1]


def only(facts: Sequence[Fact], kind: DetailType) -> Fact:
    (fact,) = [fact for fact in facts if fact.type is kind]
    return fact


def test_an_age_of_then_and_its_date_give_two_years_of_birth(mark: Mark) -> None:
    passage = mark(
        "Ze was [[AGE|toen 27]] en begon [[DATE|in het voorjaar van 2016]].",
        values={
            "toen 27": {"age": 27, "then": True},
            "in het voorjaar van 2016": {"from": "2016-03-01", "to": "2016-05-31"},
        },
    )
    assert only(facts_of(passage), DetailType.AGE).value == {
        "age": 27,
        "then": True,
        "born_low": 1988,
        "born_high": 1989,
    }


def test_an_age_of_now_counts_from_publication(mark: Mark) -> None:
    passage = mark("She is [[AGE|44]].", Lang.EN, {"44": {"age": 44}}, published=(2023, 5))
    assert only(facts_of(passage), DetailType.AGE).value == {"age": 44, "born_low": 1978, "born_high": 1979}


def test_a_band_of_ages_gives_a_wider_window(mark: Mark) -> None:
    passage = mark(
        "Een [[AGE|begin dertiger]].", values={"begin dertiger": {"low": 30, "high": 33}}, published=(2020, 1)
    )
    value = only(facts_of(passage), DetailType.AGE).value
    assert (value["born_low"], value["born_high"]) == (1986, 1990)


def test_a_stated_year_of_birth_is_kept(mark: Mark) -> None:
    passage = mark("[[AGE|Bouwjaar 1970]].", values={"Bouwjaar 1970": {"born_low": 1970, "born_high": 1970}})
    assert only(facts_of(passage), DetailType.AGE).value == {"born_low": 1970, "born_high": 1970}


@pytest.mark.parametrize("value", [{}, {"age": 33}, {"age": 400}, {"age": True}, {"low": None}])
def test_an_age_without_a_date_or_out_of_reach_has_no_window(mark: Mark, value: Value) -> None:
    passage = mark("Hij is [[AGE|33]].", values={"33": value})
    assert "born_low" not in only(facts_of(passage), DetailType.AGE).value


def test_then_without_a_date_only_bounds_the_latest_year(mark: Mark) -> None:
    passage = mark("Hij was [[AGE|19]].", values={"19": {"age": 19, "then": True}}, published=(2020, 6))
    value = only(facts_of(passage), DetailType.AGE).value
    assert "born_low" not in value
    assert value["born_high"] == 2001


def test_the_closest_date_counts(mark: Mark) -> None:
    passage = mark(
        "In [[DATE|2005]] begon ze.\n\nZe was [[AGE|24]] toen ze in [[DATE|2011]] wegging.",
        values={
            "24": {"age": 24, "then": True},
            "2005": {"from": "2005-01-01", "to": "2005-12-31"},
            "2011": {"from": "2011-01-01", "to": "2011-12-31"},
        },
    )
    assert only(facts_of(passage), DetailType.AGE).value["born_low"] == 1986


@pytest.mark.parametrize(
    ("sentence", "born"),
    [
        ("She told him in 2014, when she was [[AGE|31]].", (1982, 1983)),
        ("She joined in 2009 and was [[AGE|31]] when she left in 2014.", (None, 1991)),
        ("Hij zag haar in maart 2014, toen ze [[AGE|31]] was.", (1982, 1983)),
        ("She paid 2014 euros when she was [[AGE|31]], in the days before he left. He knew it by 2016.", (None, 1991)),
    ],
)
def test_the_one_year_of_a_sentence_dates_an_age_though_it_is_nobodys_detail(
    mark: Mark, sentence: str, born: tuple[int | None, int]
) -> None:
    passage = mark(sentence, Lang.EN, {"31": {"age": 31, "then": True}}, published=(2022, 5))
    value = only(facts_of(passage), DetailType.AGE).value
    assert (value.get("born_low"), value["born_high"]) == born


def test_ages_that_fit_one_year_of_birth_are_one_fact(mark: Mark) -> None:
    passage = mark(
        "[[AGE|Toen 31]], in [[DATE|2019]]. Nu is ze [[AGE|33]].",
        values={
            "Toen 31": {"age": 31, "then": True},
            "2019": {"from": "2019-01-01", "to": "2019-12-31"},
            "33": {"age": 33},
        },
        published=(2021, 10),
    )
    fact = only(facts_of(passage), DetailType.AGE)
    assert fact.details == ("d1", "d3")
    assert fact.value == {"age": 33, "born_low": 1987, "born_high": 1988}


def test_ages_that_cannot_both_be_true_name_each_other(mark: Mark) -> None:
    passage = mark("She is [[AGE|31]]. At [[AGE|52]] she …", Lang.EN, {"31": {"age": 31}, "52": {"age": 52}})
    one, other = (fact for fact in facts_of(passage) if fact.type is DetailType.AGE)
    assert (one.contradicts, other.contradicts) == ((other.id,), (one.id,))


def test_the_shorter_word_for_a_job_is_the_same_job(mark: Mark) -> None:
    passage = mark(
        "Een [[OCCUPATION|bestuursadviseur]]. De [[OCCUPATION|adviseur]] is ook [[OCCUPATION|imker]].",
        values={"bestuursadviseur": {"group": "administration", "term": "bestuursadviseur"}},
    )
    first, second = facts_of(passage)
    assert first.details == ("d1", "d2")
    assert first.value == {"group": "administration", "term": "bestuursadviseur"}
    assert second.details == ("d3",)


def test_jobs_of_another_group_or_past_stay_apart(mark: Mark) -> None:
    passage = mark(
        "A [[OCCUPATION|nurse]], later a [[OCCUPATION|head nurse]].",
        Lang.EN,
        {"nurse": {"former": True}, "head nurse": {"former": False}},
    )
    assert len(facts_of(passage)) == 2


def test_genders_that_differ_contradict(mark: Mark) -> None:
    passage = mark(
        "Een [[GENDER|vrouw]]. De [[GENDER|man]]. Die [[GENDER|dame]].",
        values={"vrouw": {"gender": "woman"}, "man": {"gender": "man"}, "dame": {"gender": "woman"}},
    )
    woman, man = facts_of(passage)
    assert woman.details == ("d1", "d3")
    assert woman.contradicts == (man.id,)


def test_numbers_of_children_that_differ_contradict(mark: Mark) -> None:
    passage = mark(
        "She has [[FAMILY|two sons]], no, [[FAMILY|three sons]].",
        Lang.EN,
        {"two sons": {"kind": "child", "count": 2}, "three sons": {"kind": "child", "count": 3}},
    )
    two, three = facts_of(passage)
    assert two.contradicts == (three.id,)


def test_the_only_one_of_a_group_of_ten_is_one_fact_with_both_bounds(mark: Mark) -> None:
    passage = mark(
        "[[GROUP|de enige man]] in een groep van [[GROUP|tien verkopers]]. Later [[GROUP|een van drie]].",
        values={
            "de enige man": {"unique": True, "gender": "man"},
            "tien verkopers": {"size": 10},
            "een van drie": {"size": 3, "one_of": True},
        },
    )
    one, other = facts_of(passage)
    assert one.value == {"unique": True, "gender": "man", "size": 10}
    assert other.value == {"size": 3, "one_of": True}


def test_relative_dates_with_the_same_words_stay_apart(mark: Mark) -> None:
    passage = mark(
        "Hij belde [[DATE|een dag later]]. Hij kwam [[DATE|een dag later]]. [[DATE|2 mei]] en [[DATE|op 2 mei]].",
        values={
            "een dag later": {"relative": True},
            "2 mei": {"from": "2020-05-02", "to": "2020-05-02"},
            "op 2 mei": {"from": "2020-05-02", "to": "2020-05-02"},
        },
    )
    assert [fact.details for fact in facts_of(passage)] == [("d1",), ("d2",), ("d3", "d4")]


def test_names_and_their_initials_are_one_fact(mark: Mark) -> None:
    passage = mark("[[NAME|Petra Wolsink]]: “Ik?” [[NAME|P.]] zweeg. Zus [[NAME|Anne Berg]] niet.")
    assert [fact.details for fact in facts_of(passage)] == [("d1", "d2"), ("d3",)]


def test_a_fact_is_as_observable_as_its_most_observable_detail(mark: Mark) -> None:
    passage = mark("Een [[OCCUPATION|kok]]. De [[OCCUPATION|kok]].")
    hidden, open_ = passage.details
    owned = [
        replace(hidden, persons=("p1",), observability=Observability.DYADIC),
        replace(open_, persons=("p1",), observability=Observability.PUBLIC_LIFE),
    ]
    _, (fact,) = gather(passage.draft, owned, [SOURCE])
    assert fact.observability is Observability.PUBLIC_LIFE


def test_a_detail_of_two_persons_is_a_fact_of_each(mark: Mark) -> None:
    passage = mark("Beiden werkten bij een [[EMPLOYER|bakker]].")
    owned = [replace(passage.details[0], persons=("p2", "p1"))]
    (detail,), facts = gather(passage.draft, owned, [SOURCE, Person("p2", Role.UNDECIDED)])
    assert [(fact.person, fact.details) for fact in facts] == [("p1", ("d1",)), ("p2", ("d1",))]
    assert detail.fact == facts[1].id
    assert len({fact.id for fact in facts}) == 2


def test_public_persons_have_no_facts(mark: Mark) -> None:
    passage = mark("De [[OCCUPATION|wethouder]].")
    owned = [replace(passage.details[0], persons=("p1",))]
    (detail,), facts = gather(passage.draft, owned, [Person("p1", Role.PUBLIC)])
    assert facts == ()
    assert detail.fact is None


VALUES: st.SearchStrategy[Value] = st.fixed_dictionaries(
    {},
    optional={
        "age": st.integers(0, 140),
        "then": st.booleans(),
        "gender": st.sampled_from(["woman", "man"]),
        "size": st.integers(1, 30),
        "unique": st.booleans(),
        "from": st.sampled_from(["2019-05-01", "x", ""]),
        "relative": st.booleans(),
    },
)
PEOPLE = [
    Person("p1", Role.SOURCE),
    Person("p2", Role.UNDECIDED),
    Person("p3", Role.PUBLIC),
    Person("p4", Role.BYSTANDER),
]


@st.composite
def owned_details(draw: st.DrawFn) -> tuple[Draft, list[Detail]]:
    text = draw(st.text(alphabet="abcé de.12\n", min_size=1, max_size=60))
    details = []
    for number in range(draw(st.integers(0, 8))):
        start = draw(st.integers(0, len(text) - 1))
        span = Span(start, draw(st.integers(start + 1, len(text))))
        persons = draw(st.lists(st.sampled_from([p.id for p in PEOPLE]), min_size=1, max_size=2, unique=True))
        details.append(Detail(f"d{number}", span, draw(st.sampled_from(DetailType)), 0.5, draw(VALUES), tuple(persons)))
    return Draft(text, draw(st.sampled_from(Lang)), published=draw(st.sampled_from([None, (2021, 3)]))), details


@settings(max_examples=200, deadline=None)
@given(owned_details(), st.randoms(use_true_random=False))
def test_facts_partition_each_persons_details_whatever_their_order(
    drawn: tuple[Draft, list[Detail]], rng: random.Random
) -> None:
    draft, details = drawn
    done, facts = gather(draft, details, PEOPLE)
    assert [d.id for d in done] == [d.id for d in details]
    assert len({fact.id for fact in facts}) == len(facts)
    for person in PEOPLE:
        charged = sorted(id for fact in facts if fact.person == person.id for id in fact.details)
        owned = [d for d in details if person.id in d.persons and person.role is not Role.PUBLIC]
        expected = sorted(d.id for d in owned if not is_of_many(draft, d))
        assert charged == expected
    by_id = {fact.id: fact for fact in facts}
    assert all(d.id in by_id[d.fact].details for d in done if d.fact)
    assert all(fact.id in by_id[other].contradicts for fact in facts for other in fact.contradicts)
    shuffled = list(details)
    rng.shuffle(shuffled)
    assert gather(draft, shuffled, PEOPLE)[1] == facts


WORDS = (
    "adviseur",
    "bestuursadviseur",
    "huisarts",
    "arts",
    "J.",
    "Jansen",
    "Janssen",
    "de",
    "stad",
    "Utrecht",
    "utrecht",
)
SAYING: tuple[Value, ...] = (
    {},
    *({"size": 10}, {"unique": True}, {"gender": "woman"}, {"gender": "man"}, {"from": "2019"}, {"group": "health"}),
    *({"from": "2019", "to": "2020"}, {"relative": True}, {"relative": True, "name": "b"}, {"country": "NL"}),
)


@given(
    st.sampled_from(sorted({*DetailType} - {DetailType.AGE})),
    st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from(SAYING), st.booleans()), min_size=2, max_size=12),
)
@settings(max_examples=300, deadline=None)
def test_facts_are_those_of_each_detail_held_to_each(kind: DetailType, told: list[tuple[str, Value, bool]]) -> None:
    text, details = "", list[Detail]()
    for number, (words, value, ends) in enumerate(told):
        span = Span(len(text), len(text) + len(words))
        details.append(Detail(f"d{number}", span, kind, 0.9, value, persons=("p1",)))
        text += words + (". Zo " if ends else " ")
    draft = Draft(text, Lang.NL)
    details = [detail for detail in details if not is_of_many(draft, detail)]
    groups = [{detail.id} for detail in details]
    for one, other in combinations(details, 2):
        if same_fact(draft, one, other):
            joined = [group for group in groups if one.id in group or other.id in group]
            groups = [group for group in groups if group not in joined] + [set().union(*joined)]
    facts = gather(draft, details, (SOURCE,))[1]
    assert sorted(sorted(fact.details) for fact in facts) == sorted(map(sorted, groups))


@pytest.mark.parametrize("number", ["06-{}", "06-12345678"])
def test_a_page_of_numbers_is_not_each_held_to_each(growth: Growth, number: str) -> None:
    def numbers(size: int) -> tuple[Draft, list[Detail]]:
        text, details = "", list[Detail]()
        for at in range(size):
            words = number.format(10_000_000 + at)
            details.append(Detail(f"d{at}", Span(len(text), len(text) + len(words)), DetailType.CONTACT, 0.9))
            text += f"{words} "
        return Draft(text, Lang.NL), [replace(detail, persons=("p1",)) for detail in details]

    assert growth(lambda n: gather(*numbers(n), (SOURCE,)), 200) < 8


def test_nothing_is_told_of_people_at_large(mark: Mark) -> None:
    passage = mark("Hij intimideerde [[GROUP|studenten]], [[GROUP|oud-medewerkers]] en [[GROUP|vijf koks]].", values={})
    assert [fact.details for fact in facts_of(passage)] == [(passage.details[2].id,)]


def test_a_page_of_ages_and_dates_is_not_each_held_to_each(growth: Growth) -> None:
    def told(size: int) -> tuple[Draft, list[Detail]]:
        text, details = "", list[Detail]()
        for at in range(size):
            for kind, words in ((DetailType.DATE, f"{1990 + at % 30}"), (DetailType.AGE, "toen 31")):
                value: Value = {"age": 31, "then": True}
                if kind is DetailType.DATE:
                    value = {"from": f"{words}-01-01", "to": f"{words}-12-31"}
                span = Span(len(text), len(text) + len(words))
                details.append(Detail(f"d{len(details)}", span, kind, 0.9, value, ("p1",)))
                text += f"{words} "
            text += "weggegaan.\n"
        return Draft(text, Lang.NL), details

    assert growth(lambda n: gather(*told(n), (SOURCE,)), 300) < 8
