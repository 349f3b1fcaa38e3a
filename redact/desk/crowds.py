"""How each source stands with the edits that have been accepted, reckoned anew after every decision.

Called by the session. What the tables say is remembered a person (:class:`~..risk.scene.Scene`), and so is every
standing that was asked for: a decision costs one assessment for each person it touches.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..analysis import Analysis, Bought
from ..draft import Fact, Level, Person, Span
from ..gains import losses_of, worst
from ..risk.adversaries import assess_in
from ..risk.assessment import Assessment
from ..risk.scene import Scene
from .units import Said, Unit, Wording

Chosen = Mapping[Span, Wording]
"""The wording that stands in place of a unit, by core; the draft's own words stay where there is none."""

Standings = Mapping[str, tuple[Assessment, ...]]

Scenes = Mapping[str, Scene]
"""The scene of each source, by id."""

Telling = tuple[Said | None, ...]
"""How each fact of a source is told that some unit rewords; None: exactly."""

_RANKS = {level: level.rank for level in Level}


class Crowds:
    """The crowds of one analysis, by what is chosen for each of its ``units``."""

    def __init__(self, analysis: Analysis, units: Mapping[Span, Unit], silent: frozenset[str], scenes: Scenes) -> None:
        self._analysis, self._silent, self._scenes = analysis, silent, scenes
        self._sources = {person.id: person for person in analysis.reading.sources}
        self._cores: dict[str, list[Span]] = {}
        for unit in units.values():
            for detail in unit.details:
                self._cores.setdefault(detail.id, []).append(unit.core)
        self._facts = {id: self._reworded(id) for id in self._sources}
        self._known: dict[tuple[str, tuple[str | None, ...]], tuple[Assessment, ...]] = {}

    def tellings(self, chosen: Chosen) -> Mapping[str, Telling]:
        """How everything is told of each source."""
        return {id: tuple(self._said(fact, chosen) for fact in facts) for id, facts in self._facts.items()}

    def standings(self, tellings: Mapping[str, Telling]) -> Standings:
        """Every source before each adversary."""
        return {id: self._of(person, tellings[id]) for id, person in self._sources.items()}

    def bought(self, unit: Unit, wording: Wording, chosen: Chosen, tellings: Mapping[str, Telling]) -> Bought | None:
        """What ``wording`` is worth for a unit beside what is chosen for the others: see :func:`~..gains.bought`.

        ``tellings`` are those of ``chosen``.
        """
        others = {core: each for core, each in chosen.items() if core != unit.core}
        made = {**others, unit.core: wording}
        losses: list[tuple[float, Bought]] = []
        for person, facts in self._concerned(unit):
            told = tellings[person.id]
            now = self._of(person, self._again(told, facts, person, made))
            then = self._of(person, self._again(told, facts, person, others))
            losses += losses_of(person.id, now, then)
        return worst(losses)

    def _of(self, person: Person, telling: Telling) -> tuple[Assessment, ...]:
        key = (person.id, tuple(repr(said.value) if said else None for said in telling))
        if key not in self._known:
            facts = zip(self._facts[person.id], telling, strict=True)
            levels = {fact.id: said.value for fact, said in facts if said}
            self._known[key] = assess_in(self._scenes[person.id], person, levels=levels, explain=False)
        return self._known[key]

    def _reworded(self, person: str) -> tuple[Fact, ...]:
        """The facts of a person that some unit rewords."""
        facts = (fact for fact in self._analysis.reading.facts if fact.person == person)
        return tuple(fact for fact in facts if any(id in self._cores for id in fact.details))

    def _concerned(self, unit: Unit) -> Iterator[tuple[Person, frozenset[int]]]:
        """The sources whose crowds may depend on a unit, and by which of their facts."""
        ids = {detail.id for detail in unit.details}
        for id, person in self._sources.items():
            facts = frozenset(at for at, fact in enumerate(self._facts[id]) if not ids.isdisjoint(fact.details))
            if facts:
                yield person, facts

    def _again(self, told: Telling, facts: frozenset[int], person: Person, chosen: Chosen) -> Telling:
        """``told`` with some of the facts as they are with what is chosen now."""
        own = self._facts[person.id]
        return tuple(self._said(own[at], chosen) if at in facts else said for at, said in enumerate(told))

    def _said(self, fact: Fact, chosen: Chosen) -> Said | None:
        """What all mentions together still say, as much as the one that says most; None where one is told exactly."""
        told: list[Said] = []
        for id in fact.details:
            if id in self._silent and id not in self._cores:
                continue
            mention = self._mention(id, chosen)
            if mention is None:
                return None
            told.append(mention)
        return min(told, key=_closeness, default=None)

    def _mention(self, id: str, chosen: Chosen) -> Said | None:
        """How a detail is told: exactly, while one of the places that give it away stands as it is."""
        told: list[Said] = []
        for core in self._cores.get(id, ()):
            wording = chosen.get(core)
            said = wording.told.get(id) if wording else None
            if said is None:
                return None
            told.append(said)
        return min(told, key=_closeness, default=None)


def _closeness(said: Said) -> tuple[bool, int]:
    return said.value is None, _RANKS[said.level]
