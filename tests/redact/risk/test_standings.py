"""The planner's quick view says what the full assessment says."""

from __future__ import annotations

from typing import Any

from bronwacht.redact.draft import DetailType, Fact, Lang, Observability, Person, Role, Value
from bronwacht.redact.risk.adversaries import assess
from bronwacht.redact.risk.assessment import Assessment, Verdict
from bronwacht.redact.risk.scene import Scene
from bronwacht.redact.risk.standings import Standings
from bronwacht.redact.story import Adversary, Register, Story
from hypothesis import given, settings
from hypothesis import strategies as st

T, Seen, V = DetailType, Observability, Verdict
SOURCE = Person("p1", Role.SOURCE)
SHE = Person("p1", Role.SOURCE, gender="woman")
FACTS: dict[str, tuple[DetailType, Observability, list[Any]]] = {
    "gender": (T.GENDER, Seen.PUBLIC_LIFE, [{"gender": "woman"}, None]),
    "age": (T.AGE, Seen.PUBLIC_LIFE, [{"age": 31}, {"low": 30, "high": 34}, {"low": 30, "high": 39}, None]),
    "employer": (
        T.EMPLOYER,
        Seen.PUBLIC_LIFE,
        [{"sector": "municipality", "term": "x"}, {"sector": "municipality"}, None],
    ),
    "group": (T.GROUP, Seen.WORKPLACE, [{"size": 30, "one_of": True}, {"size": 30}, {}, None]),
    "only": (T.GROUP, Seen.PUBLIC_RECORD, [{"size": 10, "unique": True}, {"size": 10}, {}, None]),
    "speaker": (T.EVENT, Seen.PUBLIC_RECORD, [{"kind": "council_meeting", "part": "speaker"}, {"kind": "hearing"}, {}]),
    "town": (
        T.PLACE,
        Seen.PUBLIC_LIFE,
        [{"country": "NL", "population": 64_000}, {"country": "NL"}, None],
    ),
    "job": (
        T.OCCUPATION,
        Seen.PUBLIC_LIFE,
        [{"group": "care", "term": "arts"}, {"group": "care"}, {}, None],
    ),
    "older": (T.AGE, Seen.PUBLIC_LIFE, [{"low": 45, "high": 49}, {"low": 25, "high": 60}, None]),
    "ward": (T.EMPLOYER, Seen.PUBLIC_LIFE, [{"sector": "hospital", "term": "x"}, {"sector": "hospital"}, None]),
    "study": (T.OCCUPATION, Seen.PUBLIC_LIFE, [{"group": "student", "term": "x"}, {}, None]),
    "stint": (T.OCCUPATION, Seen.PUBLIC_LIFE, [{"group": "other", "term": "y", "rank": "intern"}, {}, None]),
    "pension": (T.OCCUPATION, Seen.PUBLIC_LIFE, [{"group": "retired", "term": "z"}, {}, None]),
    "trip": (T.TRIP, Seen.WORKPLACE, [{"kind": "business", "country": "ES", "abroad": True}, {"abroad": True}, None]),
    "pet": (T.TRAIT, Seen.PUBLIC_LIFE, [{"kind": "pet", "term": "x"}, {"kind": "pet"}, None]),
    "health": (T.HEALTH, Seen.WORKPLACE, [{"kind": "pregnancy", "term": "x"}, {"kind": "pregnancy"}, {}, None]),
    "name": (T.NAME, Seen.PUBLIC_LIFE, [{"kind": "name"}, None]),
    "message": (T.QUOTE, Seen.DYADIC, [{"words": 9, "dyadic": True}, {"dyadic": True}, None]),
}
REGISTERS = (
    (),
    (Register("insprekers bij de raad", 34, "notulen", 2019), Register("medewerkers", 300, "smoelenboek", 2020)),
    (Register("mensen met wie hij te maken had", 90, "agenda", 2020),),
)
stories = st.builds(
    lambda registers, thresholds: Story(
        published=(2021, 10), registers=registers, thresholds=dict(zip(Adversary, thresholds, strict=True))
    ),
    st.sampled_from(REGISTERS),
    st.tuples(*[st.sampled_from([1, 2, 5, 100, 5_000, 300_000])] * len(Adversary)),
)
chosen = st.lists(st.sampled_from(list(FACTS)), unique=True, max_size=8)


def made(ids: list[str]) -> tuple[list[Fact], list[list[Value | None]]]:
    facts = [Fact(id, FACTS[id][0], "p1", FACTS[id][2][0], (id,), FACTS[id][1]) for id in ids]
    return facts, [FACTS[id][2] for id in ids]


def standings_of(ids: list[str], story: Story, who: Person = SOURCE) -> Standings:
    facts, steps = made(ids)
    return Standings(Scene(facts, story, Lang.NL, who.gender), who, steps)


def assessed(
    ids: list[str], story: Story, choice: tuple[int, ...], who: Person = SOURCE
) -> dict[Adversary, Assessment]:
    facts, steps = made(ids)
    levels = {fact.id: values[step] for fact, values, step in zip(facts, steps, choice, strict=True) if step}
    return {each.adversary: each for each in assess(facts, who, story, Lang.NL, levels=levels, explain=False)}


def choices_of(data: st.DataObject, ids: list[str]) -> tuple[int, ...]:
    return tuple(data.draw(st.integers(0, len(FACTS[id][2]) - 1)) for id in ids)


@given(chosen, stories, st.sampled_from([SOURCE, SHE]), st.data())
@settings(max_examples=120, deadline=None)
def test_it_says_what_the_assessment_says(ids: list[str], story: Story, who: Person, data: st.DataObject) -> None:
    standings = standings_of(ids, story, who)
    for _ in range(3):
        choice = choices_of(data, ids)
        for adversary, each in assessed(ids, story, choice, who).items():
            nowhere = each.crowd is None
            met = nowhere or each.verdict is V.MEETS_THRESHOLD
            assert standings.meets(adversary, choice) is met


@given(chosen, stories, st.data())
@settings(max_examples=50, deadline=None)
def test_steps_of_one_class_are_one_to_the_assessment(ids: list[str], story: Story, data: st.DataObject) -> None:
    standings, choice = standings_of(ids, story), choices_of(data, ids)
    for at in range(len(ids)):
        for adversary in standings.adversaries:
            classes = standings.classes(adversary, at)
            other = (*choice[:at], classes.index(classes[choice[at]]), *choice[at + 1 :])
            one, two = (assessed(ids, story, each)[adversary] for each in (choice, other))
            assert (one.crowd, one.verdict is V.MEETS_THRESHOLD) == (two.crowd, two.verdict is V.MEETS_THRESHOLD)


@given(chosen, stories, st.sampled_from([SOURCE, SHE]), st.data())
@settings(max_examples=50, deadline=None)
def test_whoever_goes_beyond_a_limit_misses_the_threshold(
    ids: list[str], story: Story, who: Person, data: st.DataObject
) -> None:
    standings, choice = standings_of(ids, story, who), choices_of(data, ids)
    for adversary in standings.adversaries:
        for limit in standings.limits(adversary):
            weight = sum(weights[step] for weights, step in zip(limit.weights, choice, strict=True))
            if weight > limit.most:
                assert not standings.meets(adversary, choice)


def test_a_limit_is_near_what_is_needed() -> None:
    standings = standings_of(["gender", "age", "town", "job"], Story(published=(2021, 10)))
    (limit,) = standings.limits(Adversary.STRANGER)
    weight = sum(weights[0] for weights in limit.weights)
    assert not standings.meets(Adversary.STRANGER, (0, 0, 0, 0)) and weight > limit.most
    assert standings.meets(Adversary.STRANGER, (0, 1, 1, 1))


def test_the_accused_was_there_whatever_else_is_told() -> None:
    standings = standings_of(["name", "message"], Story())
    assert standings.was_there(Adversary.ACCUSED) and not standings.was_there(Adversary.COLLEAGUE)
