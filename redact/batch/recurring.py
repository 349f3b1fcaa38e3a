"""Which sources of an archive may be one: those of two drafts who share what few others have.

Each fact that two sources share counts for as much as it is rare in the archive itself: the base-ten logarithm of the
share of sources that have it, added up, as in the links to earlier publications (``redact/links``). Only facts in
closed words are compared, so that it can be done over a million drafts from their figures alone: quotations and names
are not, and two sources found here are a question to a person.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations, pairwise
from typing import TypeAlias

from ..analysis import CERTAIN
from .work import Outcome

_Place: TypeAlias = tuple[str, str]
"""A source, by its draft and its person."""

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
    """Pairs of sources of different drafts that may be one, the likeliest first.

    ``outcomes`` are gone through twice: what every source has, or one alone, is not held in memory.
    """
    shares = Counter(fact for outcome in outcomes for source in outcome.sources for fact in source.facts)
    telling = {fact: fact for fact, count in shares.items() if 1 < count <= MAX_SHARED or _alone(fact)}
    facts: dict[_Place, tuple[str, ...]] = {}
    named: dict[str, list[_Place]] = defaultdict(list)
    having: dict[str, list[_Place]] = defaultdict(list)
    every = 0
    for outcome in outcomes:
        for source in outcome.sources:
            every += 1
            place = (outcome.path, source.person)
            facts[place] = own = tuple(telling[fact] for fact in source.facts if fact in telling)
            for fact in own:
                if shares[fact] <= MAX_SHARED:
                    having[fact].append(place)
            if source.codename:
                named[source.codename].append(place)
    found = [*_by_facts(facts, having, every), *_by_codename(named)]
    return tuple(sorted(found, key=lambda pair: (-pair.evidence, pair.one, pair.other)))


def _by_facts(
    facts: Mapping[_Place, tuple[str, ...]], having: Mapping[str, list[_Place]], every: int
) -> Iterator[Recurring]:
    shared: dict[tuple[_Place, _Place], list[str]] = defaultdict(list)
    for fact, places in having.items():
        for one, other in combinations(places, 2):
            if one[0] != other[0]:
                shared[one, other].append(fact)
    for (one, other), common in shared.items():
        evidence = sum(math.log10(every / len(having[fact])) for fact in common)
        if len(common) >= MIN_FACTS and evidence >= CERTAIN and not _differ(facts[one], facts[other]):
            yield Recurring(one, other, tuple(sorted(common)), round(evidence, 2))


def _by_codename(named: Mapping[str, list[_Place]]) -> Iterator[Recurring]:
    for codename, places in named.items():
        for one, other in pairwise(places):
            if one[0] != other[0]:
                yield Recurring(one, other, (codename,), math.inf)


def _alone(fact: str) -> bool:
    return fact.split(" ", 1)[0] in ALONE


def _differ(one: Iterable[str], other: Iterable[str]) -> bool:
    def alone(facts: Iterable[str], type: str) -> set[str]:
        return {fact for fact in facts if fact.startswith(f"{type} ")}

    return any(alone(one, type) and alone(other, type) and not alone(one, type) & alone(other, type) for type in ALONE)
