"""Which sources of an archive may be one: those of two drafts who share what few others have.

Each fact that two sources share counts for as much as it is rare in the archive itself: the base-ten logarithm of the
share of sources that have it, added up, as in the links to earlier publications (``redact/links``). Only facts in
closed words are compared, so that it can be done over a million drafts from their figures alone: quotations and names
are not, and two sources found here are a question to a person.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations, pairwise

from ..analysis import CERTAIN
from .work import Outcome

MAX_SHARED = 50
"""A fact of more sources than this tells none of them from the others, and pairs of them would be without number."""
MIN_FACTS = 2
"""One rare fact may be a mistake of detection."""
ALONE = ("AGE", "GENDER")
"""Types in which two sources that differ are two people, whatever else they share."""


@dataclass(frozen=True)
class Recurring:
    """Two sources, each by draft and person, that share ``facts``; ``evidence`` as of the links to earlier articles."""

    one: tuple[str, str]
    other: tuple[str, str]
    facts: tuple[str, ...]
    evidence: float


def recurring(outcomes: Iterable[Outcome]) -> tuple[Recurring, ...]:
    """Pairs of sources of different drafts that may be one, the likeliest first."""
    facts: dict[tuple[str, str], tuple[str, ...]] = {}
    named: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for outcome in outcomes:
        for source in outcome.sources:
            place = (outcome.path, source.person)
            facts[place] = source.facts
            if source.codename:
                named[source.codename].append(place)
    having: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for place, own in facts.items():
        for fact in own:
            having[fact].append(place)
    found = [*_by_facts(facts, having), *_by_codename(named)]
    return tuple(sorted(found, key=lambda pair: (-pair.evidence, pair.one, pair.other)))


def _by_facts(
    facts: dict[tuple[str, str], tuple[str, ...]], having: dict[str, list[tuple[str, str]]]
) -> Iterator[Recurring]:
    shared: dict[tuple[tuple[str, str], tuple[str, str]], list[str]] = defaultdict(list)
    for fact, places in having.items():
        if len(places) <= MAX_SHARED:
            for one, other in combinations(places, 2):
                if one[0] != other[0]:
                    shared[one, other].append(fact)
    for (one, other), common in shared.items():
        evidence = sum(math.log10(len(facts) / len(having[fact])) for fact in common)
        if len(common) >= MIN_FACTS and evidence >= CERTAIN and not _differ(facts[one], facts[other]):
            yield Recurring(one, other, tuple(sorted(common)), round(evidence, 2))


def _by_codename(named: dict[str, list[tuple[str, str]]]) -> Iterator[Recurring]:
    for codename, places in named.items():
        for one, other in pairwise(places):
            if one[0] != other[0]:
                yield Recurring(one, other, (codename,), math.inf)


def _differ(one: Iterable[str], other: Iterable[str]) -> bool:
    def alone(facts: Iterable[str], type: str) -> set[str]:
        return {fact for fact in facts if fact.startswith(f"{type} ")}

    return any(alone(one, type) and alone(other, type) and not alone(one, type) & alone(other, type) for type in ALONE)
