"""How each source stands with the edits that have been accepted, reckoned anew after every decision.

Called by the session. What the tables say is remembered a person (:class:`~..risk.scene.Scene`), and so is every
standing that was asked for: a decision costs one assessment for each person it touches.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from ..analysis import Analysis, Bought
from ..draft import Fact, Person, Span
from ..risk.adversaries import assess_in
from ..risk.assessment import Assessment
from ..risk.scene import Scene
from .units import Said, Unit, Wording

Chosen = Callable[[Unit], Wording | None]
"""The wording that stands in place of a unit; None where the draft's own words stay."""

Standings = Mapping[str, tuple[Assessment, ...]]

Scenes = Mapping[str, Scene]
"""The scene of each source, by id."""


class Crowds:
    """The crowds of one analysis, by what is chosen for each of its ``units``."""

    def __init__(self, analysis: Analysis, units: Mapping[Span, Unit], silent: frozenset[str], scenes: Scenes) -> None:
        self._analysis, self._silent, self._scenes = analysis, silent, scenes
        self._sources = {person.id: person for person in analysis.reading.sources}
        self._units: dict[str, list[Unit]] = {}
        for unit in units.values():
            for detail in unit.details:
                self._units.setdefault(detail.id, []).append(unit)
        self._facts = {id: self._touched(id) for id in self._sources}
        self._known: dict[tuple[str, tuple[str | None, ...]], tuple[Assessment, ...]] = {}

    def standings(self, chosen: Chosen) -> Standings:
        """Every source before each adversary; the words of units for which nothing is chosen stay as they are."""
        return {id: self.of(person, chosen) for id, person in self._sources.items()}

    def of(self, person: Person, chosen: Chosen) -> tuple[Assessment, ...]:
        """One source before each adversary."""
        facts = self._facts[person.id]
        said = tuple(self._said(fact, chosen) for fact in facts)
        key = (person.id, tuple(map(_key, said)))
        if key not in self._known:
            levels = {fact.id: each.value for fact, each in zip(facts, said, strict=True) if each}
            self._known[key] = assess_in(self._scenes[person.id], person, levels=levels, explain=False)
        return self._known[key]

    def concerned(self, unit: Unit) -> Iterator[Person]:
        """The sources whose crowds may depend on a unit."""
        ids = {detail.id for detail in unit.details}
        for id, person in self._sources.items():
            if any(ids & set(fact.details) for fact in self._facts[id]):
                yield person

    def bought(self, unit: Unit, chosen: Chosen) -> Bought | None:
        """What a unit is worth beside all others as ``chosen``: see :func:`~..gains.bought`."""
        losses = []
        for person in self.concerned(unit):
            undone = self.of(person, lambda other: None if other.core == unit.core else chosen(other))
            for now, then in zip(self.of(person, chosen), undone, strict=True):
                if now.crowd and then.crowd and then.crowd.low < now.crowd.low:
                    worth = Bought(person.id, now.adversary, now.crowd.low, then.crowd.low)
                    losses.append((then.crowd.low / now.threshold, -worth.low / worth.undone, worth))
        return min(losses, key=lambda loss: loss[:2], default=(0.0, 0.0, None))[2]

    def _touched(self, person: str) -> tuple[Fact, ...]:
        """The facts of a person that some unit rewords."""
        facts = (fact for fact in self._analysis.reading.facts if fact.person == person)
        return tuple(fact for fact in facts if any(id in self._units for id in fact.details))

    def _said(self, fact: Fact, chosen: Chosen) -> Said | None:
        """What all mentions together still say, as much as the one that says most; None where one is told exactly."""
        told: list[Said] = []
        for id in fact.details:
            if id in self._silent and id not in self._units:
                continue
            mention = self._mention(id, chosen)
            if mention is None:
                return None
            told.append(mention)
        return min(told, key=_closeness, default=None)

    def _mention(self, id: str, chosen: Chosen) -> Said | None:
        """How a detail is told: exactly, while one of the places that give it away stands as it is."""
        wordings = [chosen(unit) for unit in self._units.get(id, ())]
        told = [wording.told.get(id) if wording else None for wording in wordings]
        known = [said for said in told if said]
        return min(known, key=_closeness) if known and len(known) == len(told) else None


def _closeness(said: Said) -> tuple[bool, int]:
    return said.value is None, said.level.rank


def _key(said: Said | None) -> str | None:
    return repr(said.value) if said else None
