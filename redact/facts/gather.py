"""Facts of every person in a draft that is to be protected.

Steps: (1) the details of one person and type, in order of the text; (2) those that say the same are one fact; (3) its
value is the fullest of theirs; (4) an age gets its birth window; (5) facts that cannot both be true name each other.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations

from ..draft import Detail, DetailType, Draft, Fact, Json, Observability, Person, Role
from .births import Dates, Window, birth_window
from .same import CONTRADICTING, contradict, in_common, same_fact

_MOST_OBSERVABLE = tuple(Observability)
"""In order: what anybody can look up first, what two people alone know last."""

_MANY = re.compile(
    r"(?:(?:former|female|male|vrouwelijke|mannelijke) )?[^\W\d]+(?:[-'’][^\W\d]+)*(?:s|en|men|people|children)"
)
"""Somebody's colleagues, students and the like, with how they are told apart."""


def gather(
    draft: Draft, details: Sequence[Detail], persons: Sequence[Person]
) -> tuple[tuple[Detail, ...], tuple[Fact, ...]]:
    """The details, each with its fact, and the facts ("f1"… person by person, in order of the text).

    Public persons have no facts, and of people at large ("staff and students") nothing is told. A detail of several
    persons is in a fact of each, and names that of the likeliest.
    """
    facts: list[Fact] = []
    of_person: dict[str, list[Detail]] = {}
    for detail in sorted(details, key=lambda d: (d.span, d.type, d.id)):
        for id in dict.fromkeys(() if is_of_many(draft, detail) else detail.persons):
            of_person.setdefault(id, []).append(detail)
    for person in persons:
        if person.role is not Role.PUBLIC:
            facts += _numbered(_facts(draft, person, of_person.get(person.id, ())), len(facts))
    of_detail = {(fact.person, id): fact.id for fact in facts for id in fact.details}
    named = (
        replace(d, fact=next((of_detail[p, d.id] for p in d.persons if (p, d.id) in of_detail), None)) for d in details
    )
    return tuple(named), tuple(facts)


def is_of_many(draft: Draft, detail: Detail) -> bool:
    """Whether it is a plural alone, of how many nobody says: one of them may be anybody."""
    return (
        detail.type is DetailType.GROUP and not detail.value and _MANY.fullmatch(detail.span.of(draft.text)) is not None
    )


@dataclass
class _Group:
    """Details that say the same, and for ages when the person was born."""

    details: list[Detail]
    born: Window = field(default_factory=Window)


def _facts(draft: Draft, person: Person, owned: Sequence[Detail]) -> list[Fact]:
    groups: list[_Group] = []
    for kind in DetailType:
        of_kind = [detail for detail in owned if detail.type is kind]
        groups += _by_birth(draft, of_kind, owned) if kind is DetailType.AGE else _by_meaning(draft, of_kind)
    groups.sort(key=lambda group: group.details[0].span)
    return [_fact(person, group) for group in groups]


def _by_meaning(draft: Draft, details: Iterable[Detail]) -> list[_Group]:
    """Details that say the same as one another, directly or through a third."""
    of: dict[str, _Group] = {}
    sharing = defaultdict[Hashable, dict[tuple[str, ...], Detail]](dict)
    for detail in details:
        of[detail.id] = own = _Group([detail])
        said = detail.span.of(draft.text), json.dumps(detail.value, sort_keys=True)
        for sign in set(in_common(draft, detail)):
            others = sharing[sign]
            for other in others.values():
                if of[other.id] is not own and same_fact(draft, other, detail):
                    fewer, own = sorted((own, of[other.id]), key=lambda group: len(group.details))
                    own.details += fewer.details
                    of |= {each.id: own for each in fewer.details}
            # One stands for all of its fact that say it in the same words: a page may have a thousand of them.
            if said not in others:
                others[said] = detail
            elif of[others[said].id] is not own:
                others[*said, detail.id] = detail
    groups = list({id(group): group for group in of.values()}.values())
    for group in groups:
        group.details.sort(key=lambda detail: detail.span)
    return groups


def _by_birth(draft: Draft, ages: Iterable[Detail], owned: Sequence[Detail]) -> list[_Group]:
    """Ages that fit one year of birth; an age of which no year is known is a fact of its own unless it is repeated."""
    groups: list[_Group] = []
    dates = Dates(owned)
    for detail in ages:
        born = birth_window(draft, detail, dates)
        for group in groups:
            met = group.born.meet(born)
            if _bounded(born) and _bounded(group.born) and not met.empty:
                group.details.append(detail)
                group.born = met
                break
            if same_fact(draft, group.details[0], detail) and born == group.born:
                group.details.append(detail)
                break
        else:
            groups.append(_Group([detail], born))
    return groups


def _bounded(born: Window) -> bool:
    return born.low is not None and born.high is not None


def _fact(person: Person, group: _Group) -> Fact:
    seen = min((detail.observability for detail in group.details), key=_MOST_OBSERVABLE.index)
    value = _fullest(group.details) | (group.born.as_value() if not group.born.empty else {})
    ids = tuple(detail.id for detail in group.details)
    return Fact("", group.details[0].type, person.id, value, ids, seen)


def _fullest(details: Sequence[Detail]) -> dict[str, Json]:
    """The value with the most keys, and what the others add; an age of today goes before one of another time."""
    ranked = sorted(details, key=lambda d: (bool(d.value.get("then")), -len(d.value), d.span))
    value: dict[str, Json] = {}
    for detail in ranked:
        then_only = detail.value.get("then") and value and "then" not in value
        value = value if then_only else dict(detail.value) | value
    return value


def _numbered(found: Sequence[Fact], before: int) -> Iterator[Fact]:
    """The facts of one person with their ids, and with those that contradict them."""
    facts = [replace(fact, id=f"f{before + number}") for number, fact in enumerate(found, 1)]
    against: dict[str, list[str]] = {}
    for one, other in combinations((fact for fact in facts if fact.type in CONTRADICTING), 2):
        if one.type is other.type and _contradict(one, other):
            against.setdefault(one.id, []).append(other.id)
            against.setdefault(other.id, []).append(one.id)
    return (replace(fact, contradicts=tuple(against.get(fact.id, ()))) for fact in facts)


def _contradict(one: Fact, other: Fact) -> bool:
    if one.type is not DetailType.AGE:
        return contradict(one.type, one.value, other.value)
    ages = [fact.value.get("age") for fact in (one, other) if not fact.value.get("then")]
    two_today = len(ages) == 2 and None not in ages and ages[0] != ages[1]
    return two_today or _window(one).meet(_window(other)).empty


def _window(fact: Fact) -> Window:
    low, high = fact.value.get("born_low"), fact.value.get("born_high")
    return Window(low if isinstance(low, int) else None, high if isinstance(high, int) else None)
