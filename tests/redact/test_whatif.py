"""What if details were not there, or told more widely."""

from __future__ import annotations

import pytest
from bronwacht.redact.analysis import Analysis
from bronwacht.redact.draft import (
    Action,
    Detail,
    DetailType,
    Draft,
    Lang,
    Level,
    Observability,
    Person,
    Reading,
    Role,
    Span,
    Value,
)
from bronwacht.redact.facts import gather
from bronwacht.redact.pipeline import analyse
from bronwacht.redact.risk.assessment import Assessment
from bronwacht.redact.story import Adversary, Story
from bronwacht.redact.whatif import WhatIf, WhatIfError, parse_what_if, suppose

T, LIFE, WORK = DetailType, Observability.PUBLIC_LIFE, Observability.WORKPLACE
TEXT = (
    "Een 31-jarige verpleegkundige van de gemeente uit Hulst ging mee naar Barcelona. Zij was de enige vrouw van tien"
    " studenten. De 31-jarige zegt dat zij niets meer hoorde."
)
DETAILS: list[tuple[str, DetailType, Value, Observability]] = [
    ("31-jarige", T.AGE, {"age": 31}, LIFE),
    ("verpleegkundige", T.OCCUPATION, {"group": "care", "term": "verpleegkundige"}, LIFE),
    ("gemeente", T.EMPLOYER, {"sector": "municipality", "term": "gemeente"}, LIFE),
    ("Hulst", T.PLACE, {"kind": "town", "country": "NL", "population": 10000, "name": "Hulst"}, LIFE),
    ("de enige vrouw", T.GROUP, {"unique": True, "gender": "woman"}, WORK),
    ("tien studenten", T.GROUP, {"size": 10}, WORK),
    ("31-jarige", T.AGE, {"age": 31}, LIFE),
]


def analysed() -> Analysis:
    draft, details, at = Draft(TEXT, Lang.NL, published=(2021, 10)), [], 0
    for number, (words, type, value, seen) in enumerate(DETAILS, 1):
        at = TEXT.index(words, at)
        details.append(Detail(f"d{number}", Span(at, at + len(words)), type, 1.0, value, ("p1",), observability=seen))
    persons = (Person("p1", Role.SOURCE),)
    gathered, facts = gather(draft, details, persons)
    return analyse(Reading(draft, gathered, persons, facts), Story(published=(2021, 10)))


ANALYSIS = analysed()


def after(what: WhatIf) -> dict[Adversary, Assessment]:
    return {each.adversary: each for each in suppose(ANALYSIS, what).analysis.after["p1"]}


def before() -> dict[Adversary, Assessment]:
    return {each.adversary: each for each in ANALYSIS.before["p1"]}


def test_nothing_supposed_is_the_plan() -> None:
    assert suppose(ANALYSIS, WhatIf()).analysis is ANALYSIS


def test_all_kept_is_the_draft_as_it_stands() -> None:
    kept = suppose(ANALYSIS, WhatIf(told={f"d{n}": Action.KEEP for n in range(1, 8)}))
    assert kept.analysis.after == ANALYSIS.before and kept.analysis.edits == () and not kept.still


def test_without_the_place_a_stranger_looks_among_more() -> None:
    now, then = before()[Adversary.STRANGER], after(WhatIf(("d4",)))[Adversary.STRANGER]
    assert now.crowd and then.crowd and then.crowd.low >= now.crowd.low and then.crowd.high > 50 * now.crowd.high


def test_without_the_only_woman_there_are_still_ten_students() -> None:
    assert (cap := before()[Adversary.COLLEAGUE].cap) and cap.k == 1
    without = suppose(ANALYSIS, WhatIf(("d5",)))
    cap = next(a for a in without.analysis.after["p1"] if a.adversary is Adversary.COLLEAGUE).cap
    assert cap is not None and cap.k == 10
    assert without.still == {"d5": ("d6",)}
    assert after(WhatIf(("d5", "d6")))[Adversary.COLLEAGUE].cap is None


def test_a_fact_that_is_told_twice_is_told_until_both_are_gone() -> None:
    once, twice = WhatIf(("d1",)), WhatIf(("d1", "d7"))
    assert after(once)[Adversary.STRANGER].crowd == before()[Adversary.STRANGER].crowd
    assert suppose(ANALYSIS, once).still == {"d1": ("d7",)}
    crowd, now = after(twice)[Adversary.STRANGER].crowd, before()[Adversary.STRANGER].crowd
    assert crowd and now and crowd.high > now.high
    assert not suppose(ANALYSIS, twice).still


def test_told_more_widely_lies_between_exact_and_absent() -> None:
    sizes = []
    for way in (Action.KEEP, Level.BROAD, Action.REMOVE):
        crowd = after(WhatIf(told={"d1": way, "d7": way}))[Adversary.STRANGER].crowd
        assert crowd is not None
        sizes.append(crowd.high)
    assert sizes[0] < sizes[1] < sizes[2]


def test_the_edits_are_those_that_were_asked_for() -> None:
    found = suppose(ANALYSIS, WhatIf(told={"d1": Action.GENERALISE, "d2": Action.KEEP}))
    (edit,) = found.analysis.edits
    assert edit.details == ("d1",) and edit.action is Action.GENERALISE
    assert found.still == {"d1": ("d7",)} and found.analysis.buys == ()


def test_without_the_employer_colleagues_still_look_at_work() -> None:
    there = after(WhatIf(("d3",)))[Adversary.COLLEAGUE]
    now = before()[Adversary.COLLEAGUE]
    assert there.universe == now.universe


@pytest.mark.parametrize(
    ("without", "told", "says"),
    [
        (["d99"], [], "no detail of that name; they are d1 to d7"),
        ([], ["d99=keep"], "no detail of that name"),
        ([], ["d1=paraphrase"], "no wording for d1=paraphrase"),
    ],
)
def test_what_the_draft_does_not_have_is_refused(without: list[str], told: list[str], says: str) -> None:
    with pytest.raises(WhatIfError, match=says):
        suppose(ANALYSIS, parse_what_if(without, told))


@pytest.mark.parametrize(
    ("without", "told", "says"),
    [
        (["d1,"], [], "ids with commas"),
        ([""], [], "ids with commas"),
        ([], ["d1"], "a detail and one way"),
        ([], ["=near"], "a detail and one way"),
        ([], ["d1=never"], "by one of generalise, paraphrase"),
        ([], ["d1=near,d1=broad"], "one way"),
        (["d1"], ["d1=near"], "choose one"),
    ],
)
def test_what_means_nothing_is_refused_before_the_draft_is_read(without: list[str], told: list[str], says: str) -> None:
    with pytest.raises(WhatIfError, match=says):
        parse_what_if(without, told)


def test_lists_and_repeats_are_read() -> None:
    what = parse_what_if(["d4, d9", "d4"], ["d1=generalise,d2=vague", "d1=generalise"])
    assert what.without == ("d4", "d9")
    assert what.told == {"d1": Action.GENERALISE, "d2": Level.VAGUE}
    assert not parse_what_if([], [])


def test_a_message_of_the_two_is_gone_only_when_it_is_left_out() -> None:
    text = "‘Je liep er mooi bij’, schreef de directeur haar."
    span = Span(1, 1 + len("Je liep er mooi bij"))
    detail = Detail("d1", span, T.QUOTE, 1.0, {"words": 5, "dyadic": True, "by": "accused"}, ("p1",))
    persons = (Person("p1", Role.SOURCE),)
    draft = Draft(text, Lang.NL)
    details = [Detail(**{**vars(detail), "observability": Observability.DYADIC})]
    gathered, facts = gather(draft, details, persons)
    analysis = analyse(Reading(draft, gathered, persons, facts), Story())
    for way, met in ((WhatIf(told={"d1": Action.PARAPHRASE}), False), (WhatIf(("d1",)), True)):
        accused = next(a for a in suppose(analysis, way).analysis.after["p1"] if a.adversary is Adversary.ACCUSED)
        assert (accused.verdict.value != "cannot_be_made_safe") is met
