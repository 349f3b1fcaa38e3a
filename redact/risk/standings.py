"""Whether a crowd is large enough, for choice after choice of how widely facts are told: what the planner asks.

A quick view of ``adversaries.assess``, with which it must agree. What the tables say of each fact at each step is
looked up once; steps of a fact that are the same to an adversary are one class, and a choice of classes is reckoned
once.
Called by the search alone.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from operator import getitem

from ..draft import DIRECT_TYPES, DetailType, Observability, Person, Value
from ..story import Adversary
from .adversaries import adversaries_of
from .crowd import Share, bits_in_the_way, estimate_between, expected_between, most_bits, reaches_between
from .scene import Place, Scene, Told, cap_of, sees
from .together import GENDER_BY_OCCUPATION, LINKED_POWER, UNUSUAL, Weighed, usual_ages

Choice = tuple[int, ...]
"""A step for every fact, in order of the facts; 0 is exact."""

_RARER = math.log(GENDER_BY_OCCUPATION)
_ONE_EVENT = frozenset({DetailType.AGE, DetailType.GENDER})

NEAR_BEST = 0.5
"""Where a threshold is past reaching, the part of the best crowd there can be that is asked for instead: the rest would
cost the reader much and help the source little."""


class Standings:
    """One source before every adversary; ``steps[i]`` are the values at which fact i can be told, exact first."""

    def __init__(self, scene: Scene, person: Person, steps: Sequence[Sequence[Value | None]]) -> None:
        self._scene, self._steps = scene, steps
        self._fields = {each: self._field(each, scene) for each in adversaries_of(person, scene.story)}

    def _field(self, adversary: Adversary, scene: Scene) -> _Field:
        own = {fact.id: fact for fact in scene.facts}
        told = [
            [scene.exactly(own[fact.id]), *(scene.told(own[fact.id], value) for value in values[1:])]
            if fact.id in own
            else [None] * len(values)
            for fact, values in zip(self._scene.facts, self._steps, strict=True)
        ]
        return _Field(adversary, scene, told, scene.story.thresholds[adversary])

    @property
    def adversaries(self) -> tuple[Adversary, ...]:
        """Everybody the source is to be protected from."""
        return tuple(self._fields)

    def was_there(self, adversary: Adversary, choice: Choice | None = None) -> bool:
        """Whether something is told that only this adversary and the source know; by ``choice``, else exactly."""
        field = self._fields[adversary]
        return field.was_there(choice or (0,) * len(field.classes))

    def classes(self, adversary: Adversary, fact: int) -> tuple[int, ...]:
        """The class of each step of a fact: two steps of one class are the same thing to this adversary."""
        return self._fields[adversary].classes[fact]

    def limits(self, adversary: Adversary) -> list[Limit]:
        """What the threshold before this adversary allows at most, in each place that is open whatever is told."""
        return self._fields[adversary].limits()

    def meets(self, adversary: Adversary, choice: Choice) -> bool:
        """Whether the threshold is met, or this adversary has nowhere to look and nothing to go by."""
        return self._fields[adversary].meets(choice)

    def forget(self) -> None:
        """Give back the memory of what was asked: all that a search has looked at, for each source of a book."""
        for field in self._fields.values():
            field.forget()

    def asks_less(self, adversary: Adversary, most: Choice) -> bool:
        """Ask from now on for what ``most``, the widest choice, can reach; whether there is anything to win by it.

        For a threshold that is past reaching. What was published before is left out of it: it is no reason to leave
        the only woman of ten in the text, and not everybody who reads this has read that. If that does not help, it is
        half of the best there can be.
        """
        if any(len(fact.tellings) > 1 or fact.earlier for fact in self._scene.facts):
            self._fields[adversary] = self._field(adversary, self._scene.unpublished)
            if self._fields[adversary].meets(most):
                return True
        return self._fields[adversary].asks_less(most)


@dataclass(frozen=True)
class Limit:
    """What a threshold allows at most in one place: the weights of the steps chosen add up to ``most`` or less.

    ``weights[i]`` are those of the steps of fact i. It must hold, and is not enough: a bound for the search.
    """

    weights: tuple[tuple[float, ...], ...]
    most: float


@dataclass(frozen=True)
class _Known:
    """What an adversary knows of a fact at one step: the ``opened`` places to look in, and its weight in each."""

    type: DetailType
    direct: bool
    dyadic: bool
    pregnant: bool
    cap: int | None
    opened: frozenset[int]
    weighed: tuple[Weighed | None, ...]


@dataclass(frozen=True)
class _Look:
    """A place that is open, and the shares to multiply in it."""

    size: int
    shares: tuple[Share, ...]


class _Field:
    """One adversary: where they can look, and what each step of each fact tells them there."""

    def __init__(
        self, adversary: Adversary, scene: Scene, told: Sequence[Sequence[Told | None]], threshold: int
    ) -> None:
        visible = [[each if each and sees(adversary, each) else None for each in steps] for steps in told]
        own = scene.own_place(adversary)
        opened = {each: _opened(scene, each) for steps in visible for each in steps if each}
        self._places = list(dict.fromkeys([*([own] if own else []), *(p for found in opened.values() for p in found)]))
        self._always = frozenset({0} if own else ())
        self._threshold = threshold
        self._rows: list[dict[_Known | None, int]] = []
        self.classes: list[tuple[int, ...]] = []
        for steps in visible:
            known = [self._known(scene, each, opened[each]) if each else None for each in steps]
            numbers: dict[_Known | None, int] = {}
            self.classes.append(tuple(numbers.setdefault(each, len(numbers)) for each in known))
            self._rows.append(numbers)
        self._by_class = [tuple(numbers) for numbers in self._rows]
        # What an adversary cannot see, or not tell apart, is no part of a choice to them: most of the facts of many.
        self._open = [at for at, numbers in enumerate(self._rows) if len(numbers) > 1]
        self._open_classes = [self.classes[at] for at in self._open]
        self._template = [rows[0] for rows in self._by_class]
        self._pregnant = any(row and row.pregnant for rows in self._by_class for row in rows)
        self._implied = [self._known(scene, each, ()) for each in scene.implied if sees(adversary, each)]
        self._linked = self._links()
        self._met: dict[Choice, bool] = {}
        self._instead: float | None = None

    def _known(self, scene: Scene, told: Told, opened: Sequence[Place]) -> _Known:
        cap = cap_of([told])
        weighed = (
            scene.weighed(told, scene.share(told, place)) if place.apart(told) else None for place in self._places
        )
        return _Known(
            told.type,
            told.type in DIRECT_TYPES,
            told.fact.observability is Observability.DYADIC,
            told.pregnant,
            cap.k if cap else None,
            frozenset(self._places.index(place) for place in opened),
            tuple(each if each and each.share.low < 1 else None for each in weighed),
        )

    def was_there(self, choice: Choice) -> bool:
        return any(row.dyadic for row in self._told(self._key(choice)))

    def meets(self, choice: Choice) -> bool:
        key = self._key(choice)
        if key not in self._met:
            self._met[key] = self._meets(key)
        return self._met[key]

    def forget(self) -> None:
        self._met.clear()

    def asks_less(self, most: Choice) -> bool:
        best = self._middle(self._told(self._key(most)))
        self._instead = min(best * NEAR_BEST, self._threshold)
        self._met.clear()
        return self._instead > 1

    def limits(self) -> list[Limit]:
        # A limit bounds what a threshold leaves room for, and not what is asked for instead.
        return [self._limit(at) for at in sorted(self._always)] if self._instead is None else []

    def _limit(self, at: int) -> Limit:
        place = self._places[at].world
        weights = tuple(
            tuple(self._weight(rows[number], at) for number in classes)
            for rows, classes in zip(self._by_class, self.classes, strict=True)
        )
        sure, implied = bits_in_the_way(place.sure), sum(self._weight(row, at) for row in self._implied)
        # Age and gender can be one share, and so can all that is linked.
        together = implied + self._most_linked(at)
        rarest = max(sure, sum(sorted([implied, *(max(each) for each in weights)])[-2:]), together) + _RARER
        return Limit(weights, most_bits(place.universe.size, self._threshold, rarest) - sure - implied)

    def _weight(self, known: _Known | None, at: int) -> float:
        """What a step weighs at least, together with whatever else is told."""
        each = known.weighed[at] if known else None
        if each is None or (each.type is DetailType.GENDER and self._pregnant):
            return 0.0  # it may tell nothing more
        share = each.share
        if self._is_linked(each):
            share = Share(share.low, share.mid**LINKED_POWER, 1.0)
        return bits_in_the_way(share)

    def _most_linked(self, at: int) -> float:
        """The most that all that is linked, and age and gender, can weigh together."""
        most = 0.0
        for rows in self._by_class:
            weighed = [each for row in rows if row and (each := row.weighed[at])]
            joined = [each for each in weighed if self._is_linked(each) or each.type in _ONE_EVENT]
            most += max((bits_in_the_way(each.share) for each in joined), default=0.0)
        return most + bits_in_the_way(UNUSUAL) * len(usual_ages()) if self._linked else 0.0

    def _is_linked(self, each: Weighed) -> bool:
        return each.kin in self._linked or (each.type is DetailType.AGE and bool(self._linked & usual_ages().keys()))

    def _links(self) -> frozenset[str | None]:
        """The kins of which more than one fact can be told, or one and an age."""
        rows = [row for rows in self._by_class if (row := next((row for row in rows if row), None))]
        kin = [next((each.kin for each in row.weighed if each), None) for row in rows]
        aged = any(row.type is DetailType.AGE for row in rows)
        return frozenset(each for each in kin if each and (kin.count(each) > 1 or (aged and each in usual_ages())))

    def _key(self, choice: Choice) -> Choice:
        return tuple(map(getitem, self._open_classes, map(choice.__getitem__, self._open)))

    def _told(self, key: Choice) -> list[_Known]:
        rows = self._template.copy()
        for at, number in zip(self._open, key, strict=True):
            rows[at] = self._by_class[at][number]
        return [row for row in (*rows, *self._implied) if row]

    def _meets(self, key: Choice) -> bool:
        rows = self._told(key)
        if self._instead is not None:
            return self._middle(rows) >= self._instead
        if any(row.direct or row.dyadic for row in rows):
            return False
        caps, looks = _caps(rows), self._looks(rows)
        if self._threshold == 1 and looks:  # one person in sight is not met, whatever the threshold says
            return min(estimate_between(look.size, look.shares, caps=caps).high for look in looks) > 1
        return all(reaches_between(look.size, look.shares, self._threshold, caps=caps) for look in looks)

    def _middle(self, rows: Sequence[_Known]) -> float:
        """How many people probably fit; endless where there is nowhere to look."""
        if any(row.direct or row.dyadic for row in rows):
            return 1.0
        caps = _caps(rows)
        return min(
            (expected_between(look.size, look.shares, caps=caps) for look in self._looks(rows)), default=math.inf
        )

    def _looks(self, rows: Sequence[_Known]) -> list[_Look]:
        looks = []
        for at in sorted(self._always.union(*(row.opened for row in rows))):
            place = self._places[at]
            told = (each for row in rows if (each := row.weighed[at]))
            looks.append(_Look(place.world.universe.size, tuple(sorted(place.events(told)))))
        return looks


def _opened(scene: Scene, told: Told) -> list[Place]:
    return [place for place in (scene.list_of(told), scene.group_of(told)) if place]


def _caps(rows: Sequence[_Known]) -> tuple[int, ...]:
    return tuple(row.cap for row in rows if row.cap is not None)
