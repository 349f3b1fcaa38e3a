"""How identifiable a source is to each adversary, from the facts that the draft tells of them.

An adversary is a set of observabilities and somebody to look among. For each: (1) leave out what the draft no longer
says and what this adversary cannot know; (2) choose whom they can look among; (3) a name or number identifies by
itself, and what only the accused and the source know identifies to the accused; (4) turn facts into shares, groups
into caps; (5) estimate the crowd, the least over every world that the adversary can use; (6) the verdict; (7) what
drives it.

Pure: the planner calls :func:`assess` hundreds of times with other ``levels``. Every step is monotone: saying less, or
something wider, never makes a crowd smaller.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from ..draft import DIRECT_TYPES, DetailType, Fact, Lang, Observability, Person, Value
from ..story import Adversary, Story
from .assessment import Assessment, Cap, Crowd, Driver, Verdict
from .crowd import Share, estimate_between, expected_between
from .scene import Scene, Told, View, cap_of, sees
from .shares import Measured

SHOWN_DRIVERS = 3
"""Drivers whose details are named as the reason of a crowd below its threshold."""
LEAST_GAIN = 0.005
"""A fact that shrinks the crowd by less than this (log10) is not a driver."""
_CHANGES_THE_WORLD = frozenset({DetailType.EVENT, DetailType.GROUP})
_ALONE = Crowd(1, 1, 1, 1.0, 1.0)


def assess(
    facts: Sequence[Fact],
    person: Person,
    story: Story,
    lang: Lang,
    *,
    levels: Mapping[str, Value | None] = {},
    explain: bool = True,
) -> tuple[Assessment, ...]:
    """Assess ``person`` for each adversary that the story protects them from.

    ``facts`` are all facts of the person, of this draft and of earlier publications alike. ``levels`` replaces a fact's
    value, by its id, by a wider one; None or an empty value: the draft does not say it any more. Without ``explain``
    the drivers are left out, which halves the time, for a planner that only compares. Raises TableError when a
    newsroom's own population table is wrong.
    """
    return assess_in(Scene(facts, story, lang, person.gender), person, levels=levels, explain=explain)


def assess_in(
    scene: Scene, person: Person, *, levels: Mapping[str, Value | None] = {}, explain: bool = True
) -> tuple[Assessment, ...]:
    """As :func:`assess`, for a scene that was made before: whoever asks again and again makes it once."""
    told = scene.tell(levels)
    return tuple(_assess(adversary, scene, told, person, explain) for adversary in adversaries_of(person, scene.story))


def adversaries_of(person: Person, story: Story) -> tuple[Adversary, ...]:
    """Everybody whom the story protects the person from."""
    hint = next((source for source in story.sources if source.codename == person.codename), None)
    return tuple(dict.fromkeys(hint.protect_from)) if hint else tuple(Adversary)


def _assess(adversary: Adversary, scene: Scene, told: Sequence[Told], person: Person, explain: bool) -> Assessment:
    seen = tuple(each for each in told if sees(adversary, each))  # 1
    case = _Case(adversary, scene, person, seen, scene.views(adversary, seen))  # 2
    direct = [each for each in seen if each.type in DIRECT_TYPES]  # 3
    shared = [each for each in seen if each.fact.observability is Observability.DYADIC]
    if direct:
        return case.certain(Verdict.IDENTIFIED_BY_TEXT, direct)
    if shared:
        return case.certain(Verdict.CANNOT_BE_MADE_SAFE, shared)
    return case.estimated(explain) if case.views else case.unknowable()  # 4 to 7


@dataclass(frozen=True)
class _Case:
    """One person before one adversary, who sees these facts and can look in these worlds."""

    adversary: Adversary
    scene: Scene
    person: Person
    seen: tuple[Told, ...]
    views: tuple[View, ...]

    @property
    def threshold(self) -> int:
        return self.scene.story.thresholds[self.adversary]

    def certain(self, verdict: Verdict, told: Iterable[Told]) -> Assessment:
        """Somebody who is known without any reckoning."""
        because = self._details(each.fact.id for each in told)
        universe = self.views[0].universe if self.views else None
        return Assessment(
            self.person.id, self.adversary, verdict, self.threshold, _ALONE, universe, cap_of(self.seen), because
        )

    def unknowable(self) -> Assessment:
        """Nothing says whom this adversary looks among."""
        return Assessment(self.person.id, self.adversary, Verdict.NOT_ENOUGH_KNOWN, self.threshold, None, None)

    def estimated(self, explain: bool) -> Assessment:
        """The crowd, and what is to be said of it."""
        cap = cap_of(self.seen)
        measured = [self.scene.measured(view) for view in self.views]
        crowd = _crowd(self.views, self.scene, measured, cap)
        unknown = tuple(dict.fromkeys(id for found in measured for id, each in found.items() if not each.known))
        verdict = self._verdict(crowd, cap, measured, unknown)
        drivers = self._drivers(cap) if explain else ()
        return Assessment(
            self.person.id,
            self.adversary,
            verdict,
            self.threshold,
            crowd,
            self.views[0].universe,
            cap,
            self._because(verdict, cap, unknown, drivers),
            drivers,
            tuple(dict.fromkeys(rate for found in measured for each in found.values() for rate in each.rates)),
            unknown,
        )

    def _verdict(
        self, crowd: Crowd, cap: Cap | None, measured: Sequence[Mapping[str, Measured]], unknown: Sequence[str]
    ) -> Verdict:
        if crowd.high <= 1:
            return Verdict.IDENTIFIED_BY_TEXT
        if crowd.low >= self.threshold:
            return Verdict.MEETS_THRESHOLD
        if unknown and crowd.high >= self.threshold:
            # Do only the facts without a figure stand between the crowd and its threshold?
            known = [{id: each for id, each in found.items() if each.known} for found in measured]
            if _crowd(self.views, self.scene, known, cap).low >= self.threshold:
                return Verdict.NOT_ENOUGH_KNOWN
        return Verdict.BELOW_THRESHOLD

    def _drivers(self, cap: Cap | None) -> tuple[Driver, ...]:
        """How much smaller each fact makes the crowd: the crowd without it over the crowd with it."""
        middles: dict[View, float] = {}
        with_all = self._middle(self.views, cap, middles)
        gains = {
            told.fact.id: math.log10(self._without(told, middles) / with_all) for told in self.seen if told.fact.details
        }
        drivers = [Driver(fact, round(gain, 3)) for fact, gain in gains.items() if gain >= LEAST_GAIN]
        return tuple(sorted(drivers, key=lambda driver: (-driver.gain_log10, driver.fact)))

    def _without(self, told: Told, middles: dict[View, float]) -> float:
        """The middle of the crowd if the draft did not tell this fact."""
        rest = tuple(other for other in self.seen if other is not told)
        views = self.views
        if told.type in _CHANGES_THE_WORLD:
            # Without its only world there is no figure to compare with: the fact is all that is known.
            views = self.scene.views(self.adversary, rest) or self.views
        left = (replace(v, told=tuple(t for t in v.told if t is not told)) if told in v.told else v for v in views)
        return self._middle(left, cap_of(rest), middles)

    def _middle(self, views: Iterable[View], cap: Cap | None, middles: dict[View, float]) -> float:
        """The middle of the crowd; ``middles`` are those of each view, reckoned once: most facts are in few of many."""
        found = []
        for view in views:
            if view not in middles:
                events = _events(view, self.scene, self.scene.measured(view))
                middles[view] = expected_between(view.universe.size, events)
            found.append(middles[view])
        return min([*found, *_caps(cap)])

    def _because(
        self, verdict: Verdict, cap: Cap | None, unknown: Iterable[str], drivers: Sequence[Driver]
    ) -> tuple[str, ...]:
        if verdict is Verdict.MEETS_THRESHOLD:
            return ()
        if verdict is Verdict.NOT_ENOUGH_KNOWN:
            return self._details(unknown)
        if cap is not None and cap.k < self.threshold:
            return self._details([cap.fact])
        return self._details(driver.fact for driver in drivers[:SHOWN_DRIVERS])

    def _details(self, facts: Iterable[str]) -> tuple[str, ...]:
        by_id = {told.fact.id: told.fact.details for told in self.seen}
        return tuple(dict.fromkeys(detail for id in facts for detail in by_id[id]))


def _crowd(views: Sequence[View], scene: Scene, measured: Sequence[Mapping[str, Measured]], cap: Cap | None) -> Crowd:
    """The smallest of each figure over all views: whoever can look in several worlds looks in the one that helps."""
    every = [
        estimate_between(view.universe.size, _events(view, scene, found), caps=_caps(cap))
        for view, found in zip(views, measured, strict=True)
    ]
    return Crowd(
        min(crowd.low for crowd in every),
        min(crowd.median for crowd in every),
        min(crowd.high for crowd in every),
        max(crowd.p_unique for crowd in every),
        max(crowd.p_guess for crowd in every),
    )


def _caps(cap: Cap | None) -> tuple[int, ...]:
    return (cap.k,) if cap else ()


def _events(view: View, scene: Scene, found: Mapping[str, Measured]) -> list[Share]:
    told = (scene.weighed(each, found[each.fact.id]) for each in view.told if each.fact.id in found)
    return view.place.events(told)
