from __future__ import annotations

import itertools
from dataclasses import replace

import pytest
from bronwacht.redact.analysis import Barrier
from bronwacht.redact.draft import (
    Detail,
    DetailType,
    Draft,
    Earlier,
    Fact,
    Lang,
    Level,
    Observability,
    Person,
    Reading,
    Role,
    Span,
    Value,
)
from bronwacht.redact.edits import settle
from bronwacht.redact.options import Options
from bronwacht.redact.plan import make_plan, must_keep, steps_of
from bronwacht.redact.risk.assessment import Verdict
from bronwacht.redact.risk.universes import PRESUMED_CIRCLE
from bronwacht.redact.story import DEFAULT_THRESHOLDS, Adversary, Register, SourceHint, Story, parse_story
from hypothesis import given, settings
from hypothesis import strategies as st

TEXT = (
    "Een 31-jarige verpleegkundige uit Hulst, moeder van een tweeling, ging mee op dienstreis naar Barcelona. Zij was"
    " de enige vrouw in een groep van tien studenten. ‘Je liep er mooi bij’, schreef de directeur haar."
)
LIFE, WORK, DYADIC = Observability.PUBLIC_LIFE, Observability.WORKPLACE, Observability.DYADIC
DETAILS: dict[str, tuple[DetailType, Value, Observability]] = {
    "31-jarige": (DetailType.AGE, {"age": 31}, LIFE),
    "verpleegkundige": (DetailType.OCCUPATION, {"group": "care", "term": "verpleegkundige"}, LIFE),
    "Hulst": (DetailType.PLACE, {"kind": "town", "country": "NL", "population": 10000, "name": "Hulst"}, LIFE),
    "moeder van een tweeling": (DetailType.FAMILY, {"kind": "child", "count": 2}, LIFE),
    "dienstreis naar Barcelona": (DetailType.TRIP, {"kind": "business", "country": "ES", "abroad": True}, WORK),
    "de enige vrouw in een groep van tien studenten": (DetailType.GROUP, {"size": 10, "unique": True}, WORK),
    "Je liep er mooi bij": (DetailType.QUOTE, {"words": 5, "dyadic": True, "by": "accused"}, DYADIC),
}
STRANGER = Story(sources=(SourceHint("Merel", (), (Adversary.STRANGER,)),))


def reading(*words: str, owners: dict[str, tuple[str, ...]] | None = None) -> Reading:
    owners = owners or {}
    details, facts = [], []
    for n, stretch in enumerate(words, 1):
        type, value, seen = DETAILS[stretch]
        start, persons = TEXT.index(stretch), owners.get(stretch, ("p1",))
        details.append(
            Detail(f"d{n}", Span(start, start + len(stretch)), type, 1.0, value, persons, observability=seen)
        )
        facts += [Fact(f"f{n}{who}", type, who, value, (f"d{n}",), seen) for who in persons]
    people = [
        Person(id, Role.SOURCE, codename="Merel") for id in sorted({who for fact in facts for who in [fact.person]})
    ]
    return Reading(Draft(TEXT, Lang.NL, published=(2021, 10)), tuple(details), tuple(people), tuple(facts))


def verdicts(assessments: object) -> dict[Adversary, Verdict]:
    return {a.adversary: a.verdict for a in assessments}  # type: ignore[attr-defined]


def test_a_plan_meets_what_can_be_met_and_edits_only_for_that() -> None:
    text = reading("31-jarige", "verpleegkundige", "Hulst", "moeder van een tweeling")
    plan = make_plan(text, STRANGER, Lang.NL)
    assert verdicts(plan.before["p1"])[Adversary.STRANGER] is Verdict.BELOW_THRESHOLD
    assert verdicts(plan.after["p1"])[Adversary.STRANGER] is Verdict.MEETS_THRESHOLD
    assert plan.obstacles == ()
    assert settle(text.draft, plan.choices)


def test_nothing_is_edited_where_the_crowd_is_large() -> None:
    plan = make_plan(reading("31-jarige"), STRANGER, Lang.NL)
    assert plan.choices == ()
    assert set(plan.levels.values()) == {Level.EXACT}


def test_of_unknown_colleagues_a_plan_hides_what_it_would_of_those_of_a_large_employer() -> None:
    """Who is 31 and went to Barcelona is hidden from them; that it is so is presumed, and no crowd is told of it."""
    colleague = Story(sources=(SourceHint("Merel", (), (Adversary.COLLEAGUE,)),))
    staff = replace(colleague, registers=(Register("medewerkers", PRESUMED_CIRCLE, "jaarverslag", 2021),))
    text = reading("31-jarige", "dienstreis naar Barcelona")
    plan, known = make_plan(text, colleague, Lang.NL), make_plan(text, staff, Lang.NL)
    assert plan.levels == known.levels
    assert Level.EXACT not in plan.levels.values()
    assert [a.crowd for a in (*plan.before["p1"], *plan.after["p1"])] == [None, None]
    assert verdicts(plan.after["p1"])[Adversary.COLLEAGUE] is Verdict.NOT_ENOUGH_KNOWN
    assert [o.why for o in plan.obstacles] == [Barrier.NO_RATE]


def test_what_must_stay_stays_and_is_named_as_the_obstacle() -> None:
    story = parse_story(
        {
            "must_keep": ["enige vrouw in een groep van tien"],
            "source": [{"codename": "Merel", "protect_from": ["colleague"]}],
        }
    )
    plan = make_plan(reading("31-jarige", "de enige vrouw in een groep van tien studenten"), story, Lang.NL)
    assert plan.levels["f2p1"] is Level.EXACT
    obstacle = next(o for o in plan.obstacles if o.adversary is Adversary.COLLEAGUE)
    assert (obstacle.fact, obstacle.why) == ("f2p1", Barrier.GROUP)


def test_what_was_published_before_is_past_changing_and_not_what_the_editor_will_not_give_up() -> None:
    """The age must stay and shrinks the crowd most; but what is in the way is that nobody counts three sons."""
    staff, hint = Register("medewerkers", 2000, "jaarverslag", 2021), SourceHint("Merel", (), (Adversary.COLLEAGUE,))
    few = {**DEFAULT_THRESHOLDS, Adversary.COLLEAGUE: 2}
    story = Story(sources=(hint,), registers=(staff,), thresholds=few, must_keep=("31-jarige",))
    told = Earlier("2020.txt", (Span(0, 10),), ("drie zonen",))
    sons = Fact("e1", DetailType.TRAIT, "p1", {"term": "zonen"}, ("e1.1",), LIFE, earlier=told)
    large = Fact("e2", DetailType.GROUP, "p1", {"size": 900, "one_of": True}, ("e2.1",), WORK, earlier=told)
    text = reading("31-jarige")
    for earlier in ((sons,), (large, sons)):
        plan = make_plan(replace(text, earlier=earlier), story, Lang.NL)
        assert plan.after["p1"][0].verdict is Verdict.NOT_ENOUGH_KNOWN
        assert [(o.fact, o.why) for o in plan.obstacles] == [("e1", Barrier.EARLIER)]
    again = replace(text.facts[0], published=replace(text.facts[0], id="e3", details=("e3.1",), earlier=told))
    crowded = replace(story, thresholds={**few, Adversary.COLLEAGUE: 500})
    for fact, found in ((text.facts[0], ("f1p1", Barrier.MUST_KEEP)), (again, ("e3", Barrier.EARLIER))):
        plan = make_plan(replace(text, facts=(fact,)), crowded, Lang.NL)
        assert [(o.fact, o.why) for o in plan.obstacles] == [found]


def test_a_stretch_to_keep_does_not_hold_on_to_a_detail_that_shares_only_small_words() -> None:
    words = "moeder van een tweeling"
    for stretch, held in (("van een", False), ("een tweeling, ging", True)):
        story = parse_story({"must_keep": [stretch]})
        text = reading(words)
        assert (len(steps_of(text.facts[0], text, story)) == 1) is held, stretch


def test_a_detail_that_is_all_in_a_stretch_to_keep_stays_however_short_it_is() -> None:
    draft = Draft("Een man van zestig zweeg. Een manager ook.", Lang.NL)
    man, work = (
        Detail(id, draft_span, type, 1.0)
        for id, draft_span, type in (("d1", Span(4, 7), DetailType.GENDER), ("d2", Span(30, 37), DetailType.OCCUPATION))
    )
    story = parse_story({"must_keep": ["man"]})
    assert must_keep(man, draft, story) and not must_keep(work, draft, story)


def test_the_only_woman_is_no_longer_the_only_one_for_a_colleague() -> None:
    story = Story(sources=(SourceHint("Merel", (), (Adversary.COLLEAGUE,)),))
    text = reading("de enige vrouw in een groep van tien studenten")
    plan = make_plan(text, story, Lang.NL)
    before, after = plan.before["p1"][0], plan.after["p1"][0]
    assert before.cap is not None and before.cap.k == 1
    assert before.verdict is Verdict.IDENTIFIED_BY_TEXT
    assert after.cap is None or after.cap.k > 1
    assert after.verdict is not Verdict.IDENTIFIED_BY_TEXT


def test_what_was_published_before_is_no_reason_to_leave_the_rest_in_the_text() -> None:
    """Nobody counts three sons: with them no threshold is met. Not every reader of this article has read of them."""
    told = Earlier("2020.txt", (Span(0, 10),), ("drie zonen",))
    sons = Fact("e1", DetailType.TRAIT, "p1", {"term": "zonen"}, ("e1.1",), LIFE, earlier=told)
    text = reading("31-jarige", "verpleegkundige", "Hulst", "de enige vrouw in een groep van tien studenten")
    staff = Register("medewerkers", 2000, "jaarverslag", 2021)
    protect = (Adversary.STRANGER, Adversary.COLLEAGUE)
    story = Story(sources=(SourceHint("Merel", (), protect),), registers=(staff,))
    alone, beside = (make_plan(replace(text, earlier=earlier), story, Lang.NL) for earlier in ((), (sons,)))
    assert set(alone.levels.values()) != {Level.EXACT}
    assert {id: level for id, level in beside.levels.items() if id != "e1"} == alone.levels
    assert {o.why for o in beside.obstacles} == {Barrier.EARLIER}


def test_where_several_published_facts_tell_together_who_it_is_the_rarest_is_named() -> None:
    """And not that the reader looks among fewer than the threshold, who are the whole country."""
    told = Earlier("2020.txt", (Span(0, 10),), ("drie zonen",))
    values: list[tuple[DetailType, Value]] = [
        (DetailType.ORIGIN, {"kind": "nationality", "code": "SR", "term": "suriname"}),
        (DetailType.PLACE, {"kind": "town", "country": "NL", "name": "Losser", "population": 22_431}),
        (DetailType.FAMILY, {"kind": "child", "count": 4}),
        (DetailType.HEALTH, {"kind": "pregnancy"}),
        (DetailType.EMPLOYER, {"sector": "police", "term": "politie"}),
        *((DetailType.TRAIT, {"term": str(n)}) for n in range(4)),
    ]
    past = [
        Fact(f"e{n}", kind, "p1", value, (f"e{n}.1",), LIFE, earlier=told) for n, (kind, value) in enumerate(values)
    ]
    story = Story(sources=(SourceHint("Merel", (), (Adversary.STRANGER,)),))
    plan = make_plan(replace(reading("31-jarige", "verpleegkundige"), earlier=tuple(past)), story, Lang.NL)
    (obstacle,) = plan.obstacles
    assert obstacle.why is Barrier.EARLIER and obstacle.fact in {fact.id for fact in past}


def test_a_threshold_past_reaching_still_gets_the_source_out_of_the_smallest_group() -> None:
    """Five people worked there and the newsroom wants twenty: being the only woman of them need not be told."""
    few = Register("medewerkers", 5, "jaarverslag", 2021)
    story = Story(sources=(SourceHint("Merel", (), (Adversary.COLLEAGUE,)),), registers=(few,))
    plan = make_plan(reading("31-jarige", "de enige vrouw in een groep van tien studenten"), story, Lang.NL)
    assert plan.before["p1"][0].verdict is Verdict.IDENTIFIED_BY_TEXT
    assert plan.after["p1"][0].verdict is Verdict.BELOW_THRESHOLD
    assert [o.why for o in plan.obstacles] == [Barrier.UNIVERSE]


def test_a_list_that_is_long_enough_is_not_called_shorter_than_the_threshold() -> None:
    """Of 48 people about half are men: where "he" stands all through, the low end is 12, and 48 is not below 20."""
    staff = Register("medewerkers", 48, "jaarverslag", 2021)
    story = Story(sources=(SourceHint("Merel", (), (Adversary.COLLEAGUE,)),), registers=(staff,))
    read = reading("31-jarige")
    him = replace(read, persons=tuple(replace(person, gender="man") for person in read.persons))
    assert [o.why for o in make_plan(him, story, Lang.NL).obstacles] == [Barrier.PRONOUNS]
    assert make_plan(read, story, Lang.NL).obstacles == ()


def test_a_message_of_the_accused_is_an_obstacle_and_stays_the_editors_choice() -> None:
    story = Story(sources=(SourceHint("Merel", (), (Adversary.ACCUSED,)),))
    plan = make_plan(reading("Je liep er mooi bij"), story, Lang.NL)
    assert plan.before["p1"][0].verdict is Verdict.CANNOT_BE_MADE_SAFE
    assert plan.levels["f1p1"] is Level.EXACT
    assert [(o.fact, o.why) for o in plan.obstacles] == [("f1p1", Barrier.DYADIC)]


def test_the_message_is_named_and_not_what_it_was_sent_by() -> None:
    story = Story(sources=(SourceHint("Merel", (), (Adversary.ACCUSED,)),))
    text = reading("dienstreis naar Barcelona", "Je liep er mooi bij")
    facts = tuple(replace(fact, observability=DYADIC) for fact in text.facts)
    details = tuple(replace(detail, observability=DYADIC) for detail in text.details)
    plan = make_plan(replace(text, facts=facts, details=details), story, Lang.NL)
    assert {"d1", "d2"} <= set(plan.before["p1"][0].because)
    assert [(o.fact, o.why) for o in plan.obstacles] == [("f2p1", Barrier.DYADIC)]


def test_what_he_did_stays_in_the_text_where_a_name_goes_too() -> None:
    """A name identifies to everybody; once it is gone, the accused still knows whom he wrote to."""
    text = reading("31-jarige", "Je liep er mooi bij")
    name = replace(text.facts[0], type=DetailType.NAME, value={"kind": "name"})
    details = (replace(text.details[0], type=DetailType.NAME, value={"kind": "name"}), text.details[1])
    story = Story(sources=(SourceHint("Merel", (), (Adversary.ACCUSED, Adversary.STRANGER)),))
    plan = make_plan(replace(text, facts=(name, text.facts[1]), details=details), story, Lang.NL)
    assert plan.levels["f1p1"] is not Level.EXACT and plan.levels["f2p1"] is Level.EXACT
    assert verdicts(plan.after["p1"])[Adversary.ACCUSED] is Verdict.CANNOT_BE_MADE_SAFE
    assert ("f2p1", Barrier.DYADIC) in [(o.fact, o.why) for o in plan.obstacles if o.adversary is Adversary.ACCUSED]


def test_a_fact_that_was_promised_is_told_no_finer_though_no_crowd_asks_for_it() -> None:
    text = reading("31-jarige", "Hulst")
    free = make_plan(text, STRANGER, Lang.NL)
    for floor in Level:
        plan = make_plan(text, STRANGER, Lang.NL, floors={"f1p1": floor})
        assert plan.levels["f1p1"].rank >= floor.rank
        if free.levels["f1p1"].rank >= floor.rank:
            assert plan == free
    gone = make_plan(text, STRANGER, Lang.NL, floors={"f1p1": Level.ABSENT})
    assert gone.values["f1p1"] is None and gone.choices[0].detail.id == "d1"


def test_a_message_that_was_promised_to_go_no_longer_stands_before_the_accused() -> None:
    story = Story(sources=(SourceHint("Merel", (), (Adversary.ACCUSED,)),))
    text = reading("31-jarige", "Je liep er mooi bij")
    plan = make_plan(text, story, Lang.NL, floors={"f2p1": Level.ABSENT})
    assert plan.levels["f2p1"] is Level.ABSENT
    assert plan.before["p1"][0].verdict is Verdict.CANNOT_BE_MADE_SAFE
    assert plan.after["p1"][0].verdict is not Verdict.CANNOT_BE_MADE_SAFE
    assert Barrier.DYADIC not in [obstacle.why for obstacle in plan.obstacles]
    softer = make_plan(text, story, Lang.NL, floors={"f2p1": Level.NEAR})
    assert softer.levels["f2p1"] is not Level.EXACT
    assert [(o.fact, o.why) for o in softer.obstacles] == [("f2p1", Barrier.DYADIC)]


def test_what_must_stay_is_not_reworded_for_somebody_elses_promise() -> None:
    """A fact of two mentions: the one is shared with a source to whom it was promised, the other must stay."""
    text = reading("31-jarige", "Hulst", owners={"31-jarige": ("p1", "p2")})
    both = replace(text.facts[1], details=("d1", "d2"))
    text = replace(text, facts=(text.facts[0], both))
    story = Story(must_keep=("Hulst",))
    plan = make_plan(text, story, Lang.NL, floors={"f1p1": Level.ABSENT})
    assert [choice.detail.id for choice in plan.choices] == ["d1"]
    assert plan.values["f1p2"] == both.value


def test_a_detail_of_two_people_is_told_at_one_level() -> None:
    shared = "dienstreis naar Barcelona"
    text = reading("31-jarige", "Hulst", "moeder van een tweeling", shared, owners={shared: ("p1", "p2")})
    plan = make_plan(text, Story(), Lang.NL)
    assert plan.levels["f4p1"] is plan.levels["f4p2"]


@settings(deadline=None, max_examples=25)
@given(
    words=st.lists(st.sampled_from(list(DETAILS)[:6]), unique=True, min_size=1, max_size=4),
    threshold=st.sampled_from([5, 100, 5_000, 200_000]),
    staff=st.sampled_from([60, 400, 9_000]),
)
def test_no_cheaper_choice_reaches_the_thresholds(words: list[str], threshold: int, staff: int) -> None:
    story = parse_story(
        {
            "threshold": {"stranger": threshold},
            "source": [{"codename": "Merel", "protect_from": ["stranger", "colleague", "insider"]}],
            "register": [{"what": "medewerkers", "size": staff, "source": "smoelenboek", "year": 2021}],
        }
    )
    text = reading(*words)
    steps = {fact.id: steps_of(fact, text, story) for fact in text.facts}
    source = Options(text.facts, steps, text.persons[0], story, Lang.NL)
    found = source.cheapest()

    def cost(levels: dict[str, Level]) -> float:
        return sum(next(s.loss for s in steps[id] if s.level is level) for id, level in levels.items())

    def meets(choice: dict[str, int]) -> bool:
        values = {id: steps[id][n].value for id, n in choice.items() if n}
        return all(a.verdict is Verdict.MEETS_THRESHOLD for a in source.assessments(values))

    reach = []
    for numbers in itertools.product(*(range(len(steps[fact.id])) for fact in text.facts)):
        choice = {fact.id: n for fact, n in zip(text.facts, numbers, strict=True)}
        if meets(choice):
            reach.append(cost({id: steps[id][n].level for id, n in choice.items()}))
    if reach:
        assert cost(found) == pytest.approx(min(reach))
