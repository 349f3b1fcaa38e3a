"""The least damaging edits that lift every crowd over its threshold.

Each fact of a source can be told at several levels, from exact to absent, each with a loss to the reader. A plan picks
one level a fact: the cheapest choice whose crowds meet every threshold that can be met at all. Widening a fact never
shrinks a crowd, so a choice that fails with everything else absent can be given up at once (branch and bound); beyond
:data:`MAX_NODES` assessments the greedy choice with prune-back stands. What cannot be met is not silently dropped: it
is an obstacle of the plan.

Called by the pipeline. It never reads a file and never changes the reading it is given.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from .analysis import Barrier, Obstacle
from .draft import DIRECT_TYPES, Detail, DetailType, Draft, Fact, Lang, Level, Person, Reading, Role, Value
from .edits import Choice
from .risk import Assessment, Verdict, assess
from .story import Adversary, Story
from .wording import ladder

MAX_NODES = 2000
"""Assessments that the exact search may spend on one source before the greedy plan stands."""

WORST_SHORTFALL = 6.0
"""Shortfall (log10) of an adversary whose crowd is not known or who knows the source by a message of their own."""

LEAST_SHORTFALL = 0.01
"""Shortfall of a crowd that is large enough by its figures and still does not meet its threshold."""

Levels = Mapping[str, Level]


@dataclass(frozen=True)
class Plan:
    """Levels by fact id, the rewordings they ask for, and the assessments by person id before and after."""

    levels: Levels
    choices: tuple[Choice, ...]
    before: Mapping[str, tuple[Assessment, ...]]
    after: Mapping[str, tuple[Assessment, ...]]
    obstacles: tuple[Obstacle, ...] = ()


@dataclass(frozen=True)
class Step:
    """One level at which a fact can be told: what it still says, and what the reader loses."""

    level: Level
    value: Value | None
    loss: float


def make_plan(reading: Reading, story: Story, lang: Lang) -> Plan:
    """Plan for every source of ``reading``; ``lang`` is the language of the assessments' figures."""
    levels: dict[str, Level] = {}
    before: dict[str, tuple[Assessment, ...]] = {}
    obstacles: list[Obstacle] = []
    steps = {fact.id: _steps(fact, reading, story) for fact in reading.facts}
    for person in reading.sources:
        facts = [fact for fact in reading.facts if fact.person == person.id]
        search = _Search(facts, {fact.id: steps[fact.id] for fact in facts}, person, story, lang)
        before[person.id] = search.assessments({})
        levels.update(search.cheapest())
        obstacles.extend(search.obstacles())
    levels = _same_for_shared_details(reading, levels)
    after = {
        person.id: assess(
            [fact for fact in reading.facts if fact.person == person.id],
            person,
            story,
            lang,
            levels=_values(levels, steps),
        )
        for person in reading.sources
    }
    return Plan(levels, tuple(_choices(reading, levels)), before, after, tuple(obstacles))


def _steps(fact: Fact, reading: Reading, story: Story) -> tuple[Step, ...]:
    """List the levels at which ``fact`` can be told, exact first; only exact where a mention must be kept."""
    steps = [Step(Level.EXACT, fact.value, 0.0)]
    mentions = [detail for detail in reading.details if detail.id in fact.details]
    if any(_must_keep(detail, reading.draft, story) for detail in mentions):
        return tuple(steps)
    ladders = [ladder(reading.draft, detail) for detail in mentions]
    for level in list(Level)[1:]:
        rungs = [next((r for r in rung if r.level.rank >= level.rank), None) for rung in ladders]
        if any(rung is None for rung in rungs) or not any(r and r.level is level for r in rungs):
            continue
        said = [rung for rung in rungs if rung is not None]
        # Several mentions together say as much as the one that says most.
        finest = min(said, key=lambda rung: (rung.value is None, rung.level.rank))
        steps.append(Step(level, finest.value, sum(rung.loss for rung in said) / len(said) + 0.05 * (len(said) - 1)))
    return tuple(steps)


def _must_keep(detail: Detail, draft: Draft, story: Story) -> bool:
    """Whether the editor will not give up a stretch that this detail touches."""
    for stretch in story.must_keep:
        at = draft.text.find(stretch)
        while at >= 0:
            if at < detail.span.end and detail.span.start < at + len(stretch):
                return True
            at = draft.text.find(stretch, at + 1)
    return False


class _Search:
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
        self._assess: Callable[[Mapping[str, Value | None]], tuple[Assessment, ...]] = lambda values: assess(
            facts, person, story, lang, levels=values
        )
        self._seen: dict[tuple[int, ...], tuple[Assessment, ...]] = {}
        self._person = person
        self._free = [fact.id for fact in facts if len(steps[fact.id]) > 1]
        self._last = {id: len(steps[id]) - 1 for id in self._free}
        self._targets = self._within_reach()

    def assessments(self, choice: Mapping[str, int]) -> tuple[Assessment, ...]:
        """Assess the source with each fact at the step that ``choice`` gives it (exact where it gives none)."""
        key = tuple(choice.get(id, 0) for id in self._free)
        if key not in self._seen:
            self._seen[key] = self._assess({id: self._steps[id][i].value for id, i in choice.items() if i})
        return self._seen[key]

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
        best = {a.adversary: a for a in self.assessments(self._last)}
        return [
            Obstacle(self._person.id, now.adversary, *self._barrier(now, best[now.adversary]))
            for now in self.assessments({})
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


def _same_for_shared_details(reading: Reading, levels: Levels) -> dict[str, Level]:
    """Where a detail belongs to several people, tell all their facts of it at the widest level chosen."""
    widest = dict(levels)
    changed = True
    while changed:
        changed = False
        for detail in reading.details:
            shared = [fact.id for fact in reading.facts if detail.id in fact.details and fact.id in widest]
            top = max((widest[id] for id in shared), key=lambda level: level.rank, default=Level.EXACT)
            for id in shared:
                if widest[id] is not top:
                    widest[id], changed = top, True
    return widest


def _values(levels: Levels, steps: Mapping[str, tuple[Step, ...]]) -> dict[str, Value | None]:
    """What each widened fact still says: the first step that is at least as wide as its level."""
    values: dict[str, Value | None] = {}
    for id, level in levels.items():
        if level is not Level.EXACT:
            wide = [step for step in steps[id] if step.level.rank >= level.rank]
            values[id] = (wide or steps[id][-1:])[0].value
    return values


def _choices(reading: Reading, levels: Levels) -> list[Choice]:
    """The level of every detail that is to be reworded, with whether its person's gender is to be hidden."""
    hidden = {
        fact.person
        for fact in reading.facts
        if fact.type is DetailType.GENDER and levels.get(fact.id, Level.EXACT) is not Level.EXACT
    }
    roles = {person.id: person.role for person in reading.persons}
    choices = []
    for detail in reading.details:
        level = max(
            (levels.get(fact.id, Level.EXACT) for fact in reading.facts if detail.id in fact.details),
            key=lambda level: level.rank,
            default=Level.EXACT,
        )
        if level is Level.EXACT and detail.type in DIRECT_TYPES and _is_private(detail, roles):
            level = Level.NEAR
        if level is not Level.EXACT:
            choices.append(Choice(detail, level, bool(hidden & set(detail.persons))))
    return choices


def _is_private(detail: Detail, roles: Mapping[str, Role]) -> bool:
    """Whether it is a bystander whose name or number this is: private people are not named either."""
    return bool(detail.persons) and all(roles.get(id) is Role.BYSTANDER for id in detail.persons)
