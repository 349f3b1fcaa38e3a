"""The cheapest levels at which one source's facts can be told: branch and bound over an assessment of each choice.

Called by ``plan`` alone, with the levels that each fact can be told at. Telling less never shrinks a crowd, so a choice
that falls short with everything undecided absent is given up at once; the greedy choice, with what it does not need
given back, is where the search starts and what stands when it has spent :data:`MAX_NODES` assessments.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from .analysis import Barrier, Obstacle
from .draft import DIRECT_TYPES, Fact, Lang, Level, Person, Value
from .risk.adversaries import assess
from .risk.assessment import Assessment, Verdict
from .story import Adversary, Story

MAX_NODES = 2000
"""Assessments that the exact search may spend on one source before the greedy plan stands."""

WORST_SHORTFALL = 6.0
"""Shortfall (log10) of an adversary whose crowd is not known or who knows the source by a message of their own."""

LEAST_SHORTFALL = 0.01
"""Shortfall of a crowd that is large enough by its figures and still does not meet its threshold."""


@dataclass(frozen=True)
class Step:
    """One level at which a fact can be told: what it still says, and what the reader loses."""

    level: Level
    value: Value | None
    loss: float


class Search:
    """The search for one source's cheapest levels."""

    def __init__(
        self,
        facts: Sequence[Fact],
        steps: Mapping[str, tuple[Step, ...]],
        person: Person,
        story: Story,
        lang: Lang,
    ) -> None:
        self._facts = facts
        self._steps = steps
        self._assess = partial(assess, facts, person, story, lang)
        self._seen: dict[tuple[int, ...], tuple[Assessment, ...]] = {}
        self._person = person
        self._free = [fact.id for fact in facts if len(steps[fact.id]) > 1]
        self._last = {id: len(steps[id]) - 1 for id in self._free}
        self._targets = self._within_reach()

    def assessments(self, choice: Mapping[str, int]) -> tuple[Assessment, ...]:
        """Assess the source with each fact at the step that ``choice`` gives it (exact where it gives none)."""
        key = tuple(choice.get(id, 0) for id in self._free)
        if key not in self._seen:
            self._seen[key] = self._assess(levels=self._values(choice), explain=False)
        return self._seen[key]

    def explained(self, choice: Mapping[str, int]) -> tuple[Assessment, ...]:
        """As :meth:`assessments`, with what drives each crowd."""
        return self._assess(levels=self._values(choice), explain=True)

    def _values(self, choice: Mapping[str, int]) -> dict[str, Value | None]:
        return {id: self._steps[id][step].value for id, step in choice.items() if step}

    def _within_reach(self) -> frozenset[Adversary]:
        """The adversaries whom edits can keep at a distance.

        Either the threshold can be met, or nothing at all would be left that this adversary could look in. Where a
        message between the source and the accused is in the text, the accused knows who it is, and no wording of the
        other facts changes that: the quotation is the editor's to give up, not the planner's.
        """
        best = {a.adversary: a for a in self.assessments(self._last)}
        return frozenset(
            now.adversary
            for now in self.assessments({})
            if now.verdict is not Verdict.CANNOT_BE_MADE_SAFE and _is_out_of_sight(best[now.adversary])
        )

    def cheapest(self) -> dict[str, Level]:
        """The level of every fact of the cheapest choice found."""
        forced = self._forced()
        choice = self._prune(self._greedy(forced), forced)
        choice = self._branch_and_bound(choice, forced)
        return {fact.id: self._steps[fact.id][choice.get(fact.id, 0)].level for fact in self._facts}

    def obstacles(self) -> list[Obstacle]:
        """What stands between the source and each threshold that no edit of the plan reaches."""
        best = {a.adversary: a for a in self.explained(self._last)}
        return [
            Obstacle(self._person.id, now.adversary, *self._barrier(now, best[now.adversary]))
            for now in self.explained({})
            if now.adversary not in self._targets or best[now.adversary].verdict is not Verdict.MEETS_THRESHOLD
        ]

    def _barrier(self, now: Assessment, best: Assessment) -> tuple[str | None, Barrier]:
        """Name what stays in the way: ``best`` is the assessment with all that can be edited absent."""
        if now.verdict is Verdict.CANNOT_BE_MADE_SAFE:
            return next((f.id for f in self._facts if set(f.details) & set(now.because)), None), Barrier.DYADIC
        stuck = [fact for fact in self._facts if len(self._steps[fact.id]) == 1]
        if best.cap and best.cap.fact in {fact.id for fact in stuck}:
            return best.cap.fact, Barrier.GROUP
        blamed = next((fact.id for fact in stuck if set(fact.details) & set(best.because)), None)
        if blamed:
            return blamed, Barrier.MUST_KEEP
        if best.crowd is None or best.universe is None:
            return None, Barrier.NO_RATE
        driver = next((d.fact for d in best.drivers), None)
        return driver, Barrier.NO_WORDING if driver else Barrier.UNIVERSE

    def _forced(self) -> dict[str, int]:
        """The first step of every fact that points at the person directly: a name never stays."""
        direct = (fact for fact in self._facts if fact.type in DIRECT_TYPES and fact.id in self._last)
        return {fact.id: 1 for fact in direct}

    def _shortfall(self, choice: Mapping[str, int]) -> float:
        return sum(_shortfall(a) for a in self.assessments(choice) if a.adversary in self._targets)

    def _loss(self, choice: Mapping[str, int]) -> float:
        return sum(self._steps[id][i].loss for id, i in choice.items())

    def _greedy(self, forced: Mapping[str, int]) -> dict[str, int]:
        """Take the step that buys most crowd for its loss, until every threshold that can be met is met."""
        choice = dict(forced)
        short = self._shortfall(choice)
        while short > 0:
            steps = [(id, i) for id in self._free for i in range(choice.get(id, 0) + 1, self._last[id] + 1)]
            if not steps:
                break
            scored = [(self._worth(choice, short, id, i), id, i) for id, i in steps]
            worth, id, i = max(scored)
            if worth <= 0:
                # No single step helps (two facts each pin the crowd): widen everything, and let pruning give back.
                choice = dict(self._last)
            else:
                choice[id] = i
            short = self._shortfall(choice)
            if choice == self._last:
                break
        return choice

    def _worth(self, choice: Mapping[str, int], short: float, id: str, step: int) -> float:
        cost = self._steps[id][step].loss - self._steps[id][choice.get(id, 0)].loss
        return (short - self._shortfall({**choice, id: step})) / max(cost, 0.01)

    def _prune(self, choice: dict[str, int], forced: Mapping[str, int]) -> dict[str, int]:
        """Give back, dearest first, every step that the thresholds turn out not to need."""
        target = self._shortfall(choice)
        for id in sorted(choice, key=lambda id: -self._steps[id][choice[id]].loss):
            for lower in range(forced.get(id, 0), choice[id]):
                if self._shortfall({**choice, id: lower}) <= target:
                    choice[id] = lower
                    break
        return choice

    def _branch_and_bound(self, best: dict[str, int], forced: Mapping[str, int]) -> dict[str, int]:
        """Search for a cheaper choice than ``best``, dearest facts first, within :data:`MAX_NODES` assessments."""
        target, order = self._shortfall(best), sorted(self._free, key=lambda id: -self._steps[id][-1].loss)
        bound = self._loss(best)
        stack: list[tuple[int, dict[str, int]]] = [(0, {})]
        while stack and len(self._seen) < MAX_NODES:
            depth, choice = stack.pop()
            rest = {id: self._last[id] for id in order[depth:]}
            if self._loss(choice) >= bound or self._shortfall({**choice, **rest}) > target:
                continue
            if depth == len(order):
                best, bound = choice, self._loss(choice)
                continue
            id = order[depth]
            # Pushed last is tried first: the cheapest step of each fact.
            for step in range(self._last[id], forced.get(id, 0) - 1, -1):
                stack.append((depth + 1, {**choice, id: step}))
        return best


def _is_out_of_sight(assessment: Assessment) -> bool:
    """Whether the threshold is met, or the adversary has nowhere to look and nothing to go by."""
    nowhere = assessment.verdict is Verdict.NOT_ENOUGH_KNOWN and assessment.crowd is None
    return nowhere or assessment.verdict is Verdict.MEETS_THRESHOLD


def _shortfall(assessment: Assessment) -> float:
    """How many powers of ten the crowd is short of its threshold."""
    if _is_out_of_sight(assessment):
        return 0.0
    if assessment.crowd is None or assessment.verdict is Verdict.CANNOT_BE_MADE_SAFE:
        return WORST_SHORTFALL
    return max(math.log10(assessment.threshold) - math.log10(max(assessment.crowd.low, 1)), LEAST_SHORTFALL)
