"""Facts that plainly go together are one event: neither counted as if independent, nor left out."""

from __future__ import annotations

import csv
import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from bronwacht.redact.draft import DetailType, Fact, Lang, Observability, Person, Role
from bronwacht.redact.risk.adversaries import assess
from bronwacht.redact.risk.crowd import Share, estimate, estimate_between
from bronwacht.redact.risk.together import GENDER_BY_OCCUPATION, AtAge, aged, kin_of, often, usual_ages
from bronwacht.redact.story import Adversary, Story
from hypothesis import given
from hypothesis import strategies as st

T = DetailType
points = st.floats(0.0001, 1, allow_nan=False)
fuzzy = st.tuples(points, points, points).map(lambda found: Share(*sorted(found)))


def crowd(*told: tuple[DetailType, dict[str, Any]], lang: Lang = Lang.NL) -> Any:
    facts = [
        Fact(f"f{n}", type, "p1", value, (f"f{n}",), Observability.PUBLIC_LIFE) for n, (type, value) in enumerate(told)
    ]
    story = Story(published=(2021, 10))
    found = {each.adversary: each for each in assess(facts, Person("p1", Role.SOURCE), story, lang)}
    return found[Adversary.STRANGER].crowd


STUDENT = (T.OCCUPATION, {"group": "student", "term": "student"})
RETIRED = (T.OCCUPATION, {"group": "retired", "term": "gepensioneerd"})
OFFICER = (T.OCCUPATION, {"group": "public_law", "term": "wijkagent"})
POLICE = (T.EMPLOYER, {"sector": "police", "term": "politie"})


def age(of: int) -> tuple[DetailType, dict[str, Any]]:
    return T.AGE, {"age": of}


def independent(*crowds: Any, of: int = 17_590_672) -> float:
    return of * math.prod(each.median / of for each in crowds)


def test_a_student_of_22_is_one_of_far_more_than_if_they_were_independent():
    found = crowd(STUDENT, age(22))
    assert found.median > 3 * independent(crowd(STUDENT), crowd(age(22)))
    assert found.high <= crowd(age(22)).high


def test_a_student_of_52_is_one_of_far_fewer():
    found, alone = crowd(STUDENT, age(52)), independent(crowd(STUDENT), crowd(age(52)))
    assert found.low < alone / 40 and found.median < alone / 4


def test_a_pensioner_of_71_is_hardly_told_more_by_being_one():
    found = crowd(RETIRED, age(71))
    assert found.high > crowd(age(71)).high * 0.8 and found.median > 2 * independent(crowd(RETIRED), crowd(age(71)))


def test_a_police_officer_with_the_police_is_a_police_officer():
    both, officer = crowd((T.OCCUPATION, {"group": "public_law", "term": "agent"}), POLICE), crowd(POLICE)
    assert both.high > officer.high / 2


def test_a_nurse_with_the_police_is_none_of_them():
    nurse = (T.OCCUPATION, {"group": "care", "term": "verpleegkundige"})
    assert crowd(nurse, POLICE).median < crowd(OFFICER, POLICE).median


def test_what_somebody_does_may_be_rarer_among_men():
    care, man = (T.OCCUPATION, {"group": "transport"}), (T.GENDER, {"gender": "woman"})
    apart = estimate_between(17_590_672, [share_of(care), share_of(man)])
    assert crowd(care, man).low < apart.low / GENDER_BY_OCCUPATION * 1.05


def share_of(fact: tuple[DetailType, dict[str, Any]]) -> Share:
    found = crowd(fact)
    return Share(*(each / 17_590_672 for each in (found.low, found.median, found.high)))


@pytest.mark.parametrize(
    ("type", "value", "kin"),
    [
        (T.OCCUPATION, {"group": "student", "term": "studente"}, "student"),
        (T.OCCUPATION, {"group": "other", "term": "stage", "rank": "intern"}, "student"),
        (T.OCCUPATION, {"group": "retired"}, "retired"),
        (T.OCCUPATION, {"group": "care", "term": "verpleegkundige"}, "care"),
        (T.EMPLOYER, {"sector": "hospital"}, "care"),
        (T.OCCUPATION, {"group": "pedagogic", "term": "docent"}, "school"),
        (T.EMPLOYER, {"sector": "university"}, "school"),
        (T.OCCUPATION, {"group": "public_law", "term": "wijkagent"}, "police"),
        (T.OCCUPATION, {"group": "public_law", "term": "detective sergeant"}, "police"),
        (T.OCCUPATION, {"group": "public_law", "term": "advocaat"}, None),
        (T.OCCUPATION, {"group": "commercial", "term": "verzekeringsagent"}, None),
        (T.EMPLOYER, {"sector": "company"}, None),
        (T.EDUCATION, {"level": "university"}, None),
        (T.AGE, {"age": 22}, None),
    ],
)
def test_what_goes_together(type: DetailType, value: dict[str, Any], kin: str | None):
    assert kin_of(type, value) == kin


@given(st.lists(fuzzy, min_size=1, max_size=4), fuzzy)
def test_linked_facts_lie_between_independence_and_the_rarest(shares: list[Share], more: Share):
    found, with_more = often(shares), often([*shares, more])
    assert math.prod(each.low for each in shares) <= found.low * (1 + 1e-9)
    assert found.high <= min(each.high for each in shares)
    assert all(x <= y + 1e-12 for x, y in zip(three(with_more), three(found), strict=True))


@given(st.tuples(*[st.tuples(points, points)] * 3), fuzzy)
def test_more_years_hold_more_of_those_who_fit(parts: tuple[tuple[float, float], ...], other: Share):
    """Usual ages, perhaps usual ones, and others: whichever are added, nobody goes."""
    few, many = (of_ages(*(choose(each) / 3 for each in parts), other) for choose in (min, max))
    assert all(x <= y + 1e-12 for x, y in zip(three(few), three(many), strict=True))
    assert all(x <= y + 1e-12 for x, y in zip(three(many), three(other), strict=True))


def of_ages(usual: float, perhaps: float, others: float, other: Share) -> Share:
    everybody = usual + perhaps + others
    return aged(Share.exactly(everybody), AtAge(usual / everybody, (usual + perhaps) / everybody), other)


def three(share: Share) -> tuple[float, float, float]:
    return share.low, share.mid, share.high


@pytest.mark.parametrize(("status", "kin"), [("4", "student"), ("5", "retired")])
def test_calibration_on_students_and_pensioners(shared: Path, status: str, kin: str):
    """eusilcP, of which three settings saw how often they miss: all, and those of an age at which they are few."""
    with (shared / "data/microdata/eusilcP.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    ages = np.array([int(float(row["age"] or -1)) for row in rows])
    is_one = np.array([row["ecoStat"] == status for row in rows])
    usual, perhaps = (
        (first <= ages) & (ages <= last) for first, last in (usual_ages()[kin].usual, usual_ages()[kin].perhaps)
    )
    rng, others = np.random.default_rng(3), len(rows) - 1
    for persons in (np.flatnonzero(is_one), np.flatnonzero(is_one & ~perhaps)):
        covered, cleared = [], []
        for person in rng.choice(persons, 300):
            width = rng.choice([1, 5, 10, 20])
            fits = ages // width == ages[person] // width
            size = int((fits & is_one).sum())
            shares = [(int(each.sum()) - 1) / others for each in (fits, is_one)]
            at = AtAge(float(usual[fits].mean()), float(perhaps[fits].mean()))
            crowds = [
                estimate_between(len(rows), [aged(Share.exactly(shares[0]), at, Share.exactly(shares[1]))]),
                estimate(len(rows), shares),
            ]
            # The bound itself is the share of a census: nearly all of those of 75 are pensioners.
            covered.append([each.low <= size <= 1.1 * each.high for each in crowds])
            cleared.append([each.low >= 10 > size for each in crowds])
        ours, independent = np.mean(covered, axis=0)
        assert ours >= 0.9 and independent <= 0.5
        ours, independent = np.mean(cleared, axis=0)
        assert ours <= 0.02 and ours <= independent
