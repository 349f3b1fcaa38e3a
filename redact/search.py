"""The cheapest levels at which one source's facts can be told: branch and bound over choices of a step a fact.

Called by ``plan`` alone, with the steps at which each fact can be told, the exact one first, each wider than the one
before. Telling less never shrinks a crowd, so what must at least be given up of a fact is known as soon as the choices
before it are made: as much as is needed with all that is undecided absent. The greedy choice, with what it does not
need given back, is where the search starts and what stands when it has looked at :data:`MAX_NODES` choices.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from .analysis import Barrier, Obstacle
from .bounds import Bound
from .draft import DIRECT_TYPES, Fact, Lang, Level, Person, Value
from .risk.adversaries import assess_in
from .risk.assessment import Assessment, Verdict
from .risk.scene import Scene
from .risk.standings import Choice, Standings
from .story import Adversary, Story

MAX_NODES = 2000
"""Choices that the exact search may look at for one source before the best that it has found stands."""

LEAST_COST = 0.01
"""A step that costs nothing is reckoned at this where steps are compared by what they buy for their loss."""


SAME_LOSS = 1e-9
"""Losses that differ by less are the same: sums in another order."""


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
        self._steps = [steps[fact.id] for fact in facts]
        self._person = person
        self._scene = Scene(facts, story, lang)
        self._standings = Standings(self._scene, person, [[step.value for step in own] for own in self._steps])
        self._nothing: Choice = (0,) * len(facts)
        self._all: Choice = tuple(len(own) - 1 for own in self._steps)
        self._targets = self._within_reach()
        self._options = [self._useful(at) for at in range(len(facts))]
        losses = [[step.loss for step in own] for own in self._steps]
        limits = [limit for adversary in self._targets for limit in self._standings.limits(adversary)]
        self._bounds = [Bound(limit, self._options, losses) for limit in limits]
        self.nodes = 0

    def assessments(self, choice: Mapping[str, int], *, explain: bool = False) -> tuple[Assessment, ...]:
        """Assess the source with each fact at the step that ``choice`` gives it (exact where it gives none)."""
        steps = ((fact.id, self._steps[at][choice.get(fact.id, 0)]) for at, fact in enumerate(self._facts))
        levels = {id: step.value for id, step in steps if step.level is not Level.EXACT}
        return assess_in(self._scene, self._person, levels=levels, explain=explain)

    def levels(self, levels: Mapping[str, Value | None]) -> tuple[Assessment, ...]:
        """Assess the source with the values of ``levels``, by fact id."""
        return assess_in(self._scene, self._person, levels=levels)

    def _within_reach(self) -> tuple[Adversary, ...]:
        """The adversaries whom edits can keep at a distance.

        Either the threshold can be met, or nothing at all would be left that this adversary could look in. Where a
        message between the source and the accused is in the text, the accused knows who it is, and no wording of the
        other facts changes that: the quotation is the editor's to give up, not the planner's.
        """
        standings = self._standings
        return tuple(a for a in standings.adversaries if not standings.was_there(a) and standings.meets(a, self._all))

    def _useful(self, at: int) -> tuple[int, ...]:
        """The steps of a fact that are worth a thought: each the cheapest that some adversary cannot tell from others.

        The first is exact, or where the fact points at the person directly the next: a name never stays.
        """
        first = 1 if self._facts[at].type in DIRECT_TYPES and self._all[at] else 0
        rows = [self._standings.classes(adversary, at) for adversary in self._targets]
        classes = [tuple(row[step] for row in rows) for step in range(self._all[at] + 1)]
        useful: list[int] = []
        for step in range(first, self._all[at] + 1):
            if classes[step] not in [classes[other] for other in useful]:
                useful.append(step)
            if classes[step] == classes[-1]:
                break
        return tuple(useful)

    def cheapest(self) -> dict[str, Level]:
        """The level of every fact of the cheapest choice found."""
        choice = self._branch_and_bound(self._prune(self._greedy()))
        return {fact.id: self._steps[at][choice[at]].level for at, fact in enumerate(self._facts)}

    def obstacles(self) -> list[Obstacle]:
        """What stands between the source and each threshold that no edit of the plan reaches."""
        last = {fact.id: step for fact, step in zip(self._facts, self._all, strict=True)}
        best = {a.adversary: a for a in self.assessments(last, explain=True)}
        return [
            Obstacle(self._person.id, now.adversary, *self._barrier(now, best[now.adversary]))
            for now in self.assessments({}, explain=True)
            if now.adversary not in self._targets or best[now.adversary].verdict is not Verdict.MEETS_THRESHOLD
        ]

    def _barrier(self, now: Assessment, best: Assessment) -> tuple[str | None, Barrier]:
        """Name what stays in the way: ``best`` is the assessment with all that can be edited absent."""
        if now.verdict is Verdict.CANNOT_BE_MADE_SAFE:
            return next((f.id for f in self._facts if set(f.details) & set(now.because)), None), Barrier.DYADIC
        told = best.cap.fact if best.cap else next((driver.fact for driver in best.drivers), None)
        published = self._published(told, best.because)
        if published:
            return published, Barrier.EARLIER
        stuck = [fact for fact, own in zip(self._facts, self._steps, strict=True) if len(own) == 1]
        if best.cap and best.cap.fact in {fact.id for fact in stuck}:
            return best.cap.fact, Barrier.GROUP
        blamed = next((fact.id for fact in stuck if set(fact.details) & set(best.because)), None)
        if blamed:
            return blamed, Barrier.MUST_KEEP
        if best.crowd is None or best.universe is None:
            return None, Barrier.NO_RATE
        driver = next((d.fact for d in best.drivers), None)
        return driver, Barrier.NO_WORDING if driver else Barrier.UNIVERSE

    def _published(self, told: str | None, because: Sequence[str]) -> str | None:
        """The fact of an earlier publication by which a source is still known: a name, or what is ``told`` of most."""
        tellings = [telling for fact in self._facts for telling in fact.tellings if telling.earlier]
        named = (each.id for each in tellings if each.type in DIRECT_TYPES and set(each.details) & set(because))
        again = {fact.id: fact.published.id for fact in self._facts if fact.published}
        return next(named, None) or next((each.id for each in tellings if each.id == again.get(told or "", told)), None)

    def _meets(self, choice: Choice) -> bool:
        return all(self._standings.meets(adversary, choice) for adversary in self._targets)

    def _shortfall(self, choice: Choice) -> float:
        return sum(self._standings.shortfall(adversary, choice) for adversary in self._targets)

    def _loss(self, choice: Choice) -> float:
        return sum(own[step].loss for own, step in zip(self._steps, choice, strict=True))

    def _least(self) -> Choice:
        """The choice that gives up no more than names."""
        return tuple(options[0] for options in self._options)

    def _greedy(self) -> Choice:
        """Take the step that buys most crowd for its loss, until every threshold that can be met is met."""
        choice = self._least()
        short = self._shortfall(choice)
        while short > 0:
            scored = [(self._worth(choice, short, at, step), -at, step) for at, step in self._further(choice)]
            worth, at, step = max(scored, default=(0.0, 0, 0))
            if worth <= 0:
                # No single step helps (two facts each pin the crowd): widen everything, and let pruning give back.
                return self._most()
            choice = _with(choice, -at, step)
            short = self._shortfall(choice)
        return choice

    def _most(self) -> Choice:
        return tuple(options[-1] for options in self._options)

    def _further(self, choice: Choice) -> Iterator[tuple[int, int]]:
        for at, options in enumerate(self._options):
            yield from ((at, step) for step in options if step > choice[at])

    def _worth(self, choice: Choice, short: float, at: int, step: int) -> float:
        cost = self._steps[at][step].loss - self._steps[at][choice[at]].loss
        return (short - self._shortfall(_with(choice, at, step))) / max(cost, LEAST_COST)

    def _prune(self, choice: Choice) -> Choice:
        """Give back, dearest first, every step that the thresholds turn out not to need."""
        for at in sorted(range(len(choice)), key=lambda at: -self._steps[at][choice[at]].loss):
            lower = (step for step in self._options[at] if step < choice[at])
            choice = next((given for step in lower if self._meets(given := _with(choice, at, step))), choice)
        return choice

    def _branch_and_bound(self, best: Choice) -> Choice:
        """Search for a cheaper choice than ``best``, dearest facts first, within :data:`MAX_NODES` choices."""
        order = sorted(
            (at for at, options in enumerate(self._options) if len(options) > 1),
            key=lambda at: -self._steps[at][self._options[at][-1]].loss,
        )
        most = self._most()
        stack = [_Node(0, most, self._raised(self._least(), most, order))]
        bound = self._loss(best)
        while stack and self.nodes < MAX_NODES:
            node = stack.pop()
            self.nodes += 1
            undecided = order[node.depth :]
            if self._loss(node.floor) + self._beyond(node.floor, undecided) >= bound - SAME_LOSS:
                continue
            if node.depth == len(order):
                best, bound = node.floor, self._loss(node.floor)
                continue
            at, rest = undecided[0], undecided[1:]
            # Pushed last is tried first: the cheapest step of each fact.
            for step in reversed(self._options[at]):
                if step >= node.floor[at]:
                    choice, floor = _with(node.choice, at, step), _with(node.floor, at, step)
                    stack.append(_Node(node.depth + 1, choice, self._raised(floor, choice, rest)))
        return best

    def _beyond(self, floor: Choice, undecided: Sequence[int]) -> float:
        return max((bound.beyond(floor, undecided) for bound in self._bounds), default=0.0)

    def _raised(self, floor: Choice, choice: Choice, undecided: Sequence[int]) -> Choice:
        """``floor`` with each undecided fact at the least step that is needed, however much is given up of the rest."""
        for at in undecided:
            needed = (step for step in self._options[at] if step >= floor[at])
            floor = _with(floor, at, next(step for step in needed if self._meets(_with(choice, at, step))))
        return floor


@dataclass(frozen=True, slots=True)
class _Node:
    """The first ``depth`` facts are decided: ``choice`` has the others absent, ``floor`` at the least they need."""

    depth: int
    choice: Choice
    floor: Choice


def _with(choice: Choice, at: int, step: int) -> Choice:
    return (*choice[:at], step, *choice[at + 1 :])
