"""The cheapest choice of a step for each fact: branch and bound, from a greedy choice.

Each step is wider than the one before. Telling less never shrinks a crowd, so what must at least be given up of a fact
is known as soon as the choices before it are made: as much as is needed with all that is undecided absent. A greedy
choice is where the search starts, and the best so far is what stands when it has looked at :data:`MAX_NODES` choices,
or at :data:`MAX_LOOKS` facts: somebody of whom a book tells hundreds would take minutes otherwise, and each of them
is looked at for every other. It knows nothing of drafts: whether a choice is wide enough is asked of :class:`Crowds`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Generic, Protocol, TypeVar

from .bounds import Bound
from .risk.standings import Choice, Limit

MAX_NODES = 2000
"""Choices that the exact search may look at for one source before the best that it has found stands."""

MAX_LOOKS = 3_000_000
"""Facts that the exact search, and the exchanges before it, may each look at for one source, every time that one is
looked at counted: somewhat more than :data:`MAX_NODES` choices of fifty facts ask for, and a second or two."""

SAME_LOSS = 1e-9
"""Losses that differ by less are the same: sums in another order."""

_From = TypeVar("_From")
_Known = TypeVar("_Known", contravariant=True)


class Crowds(Protocol[_Known]):
    """Whether crowds are large enough before an adversary, whatever that is: ``risk.standings`` is one of these."""

    def classes(self, adversary: _Known, fact: int, /) -> Sequence[int]:
        """The class of each step of a fact: two steps of one class are the same thing to this adversary."""

    def meets(self, adversary: _Known, choice: Choice, /) -> bool:
        """Whether the threshold is met."""

    def limits(self, adversary: _Known, /) -> Sequence[Limit]:
        """What a choice that meets it can weigh at most."""


class Search(Generic[_From]):
    """One search; ``losses`` are those of each step of each fact, ``least`` the first step of each that will do."""

    def __init__(
        self, crowds: Crowds[_From], targets: Sequence[_From], losses: Sequence[Sequence[float]], least: Sequence[int]
    ) -> None:
        self._crowds, self._targets, self._losses = crowds, targets, losses
        self._options = [self._useful(at, first) for at, first in enumerate(least)]
        self._least: Choice = tuple(options[0] for options in self._options)
        self._most: Choice = tuple(options[-1] for options in self._options)
        self._bounds = [Bound(limit, self._options, losses) for each in targets for limit in crowds.limits(each)]
        self.nodes = self.looks = 0

    def cheapest(self) -> Choice:
        """The cheapest choice found that meets every threshold."""
        return self._branch_and_bound(self.greedy())

    def greedy(self) -> Choice:
        """A good choice at once: give everything up, take back what is not needed, exchange where that costs less."""
        return self._exchanged(self._pruned(self._most))

    def loss(self, choice: Choice) -> float:
        """What a choice costs."""
        return sum(own[step] for own, step in zip(self._losses, choice, strict=True))

    @cached_property
    def order(self) -> Sequence[int]:
        """The facts that there is a choice for, dearest first."""
        open_ = (at for at, options in enumerate(self._options) if len(options) > 1)
        return sorted(open_, key=lambda at: -self._losses[at][self._options[at][-1]])

    def _useful(self, at: int, first: int) -> tuple[int, ...]:
        """The steps of a fact that are worth a thought: each the cheapest that some adversary tells from the others."""
        rows = [self._crowds.classes(adversary, at) for adversary in self._targets]
        classes = [tuple(row[step] for row in rows) for step in range(len(self._losses[at]))]
        useful: list[int] = []
        for step in range(first, len(classes)):
            if classes[step] not in [classes[other] for other in useful]:
                useful.append(step)
            if classes[step] == classes[-1]:
                break
        return tuple(useful)

    def _meets(self, choice: Choice) -> bool:
        self.looks += len(choice)
        return all(self._crowds.meets(adversary, choice) for adversary in self._targets)

    def _further(self, choice: Choice) -> Iterator[tuple[int, int]]:
        for at, options in enumerate(self._options):
            yield from ((at, step) for step in options if step > choice[at])

    def _pruned(self, choice: Choice) -> Choice:
        """Take back, dearest first, as much of each step as no threshold needs."""
        for at in sorted(range(len(choice)), key=lambda at: -self._losses[at][choice[at]]):
            lower = (step for step in self._options[at] if step < choice[at])
            choice = next((given for step in lower if self._meets(given := _with(choice, at, step))), choice)
        return choice

    def _exchanged(self, choice: Choice) -> Choice:
        """Tell one fact less widely and another more, as long as that costs less."""
        until = self.looks + MAX_LOOKS
        while better := next(self._exchanges(choice, until), None):
            choice = self._pruned(better)
        return choice

    def _exchanges(self, choice: Choice, until: int) -> Iterator[Choice]:
        for at, options in enumerate(self._options):
            for step in (step for step in options if step < choice[at]):
                given, won = _with(choice, at, step), self._dearer(at, step, choice[at])
                wider = list(self._further(given))
                self.looks += len(wider)
                for other, further in wider:
                    if self.looks > until:
                        return
                    if other != at and self._dearer(other, choice[other], further) < won - SAME_LOSS:
                        each = _with(given, other, further)
                        if self._meets(each):
                            yield each

    def _dearer(self, at: int, step: int, further: int) -> float:
        return self._losses[at][further] - self._losses[at][step]

    def _branch_and_bound(self, best: Choice) -> Choice:
        """Search for a cheaper choice than ``best``, dearest facts first, as far as the limits let it go."""
        order, until = self.order, self.looks + MAX_LOOKS
        stack, bound = [_Node(0, self._most, self._least, raised=False)], self.loss(best)
        while stack and self.nodes < MAX_NODES and self.looks < until:
            node = stack.pop()
            self.nodes += 1
            undecided, floor = order[node.depth :], node.floor
            if self._costs(floor, undecided) >= bound - SAME_LOSS:
                continue
            if not node.raised:
                floor = self._raised(floor, node.choice, undecided)
                if self._costs(floor, undecided) >= bound - SAME_LOSS:
                    continue
            if self._meets(floor):  # nothing below it costs less
                best, bound = floor, self.loss(floor)
                continue
            if node.depth == len(order):
                continue
            at = undecided[0]
            # Pushed last is tried first: the cheapest step of each fact.
            for step in reversed(self._options[at]):
                if step >= floor[at]:
                    choice = _with(node.choice, at, step)
                    # With nothing told of this fact, as before, the others need what they needed before.
                    raised = choice == node.choice
                    stack.append(_Node(node.depth + 1, choice, _with(floor, at, step), raised=raised))
        return best

    def _costs(self, floor: Choice, undecided: Sequence[int]) -> float:
        """What every choice from ``floor`` on costs at least."""
        return self.loss(floor) + self._beyond(floor, undecided)

    def _beyond(self, floor: Choice, undecided: Sequence[int]) -> float:
        return max((bound.beyond(floor, undecided) for bound in self._bounds), default=0.0)

    def _raised(self, floor: Choice, choice: Choice, undecided: Sequence[int]) -> Choice:
        """``floor`` with each undecided fact at the least step that is needed, however much is given up of the rest."""
        for at in undecided:
            needed = (step for step in self._options[at] if step >= floor[at])
            enough = (step for step in needed if self._meets(_with(choice, at, step)))
            floor = _with(floor, at, next(enough, self._options[at][-1]))
        return floor


@dataclass(frozen=True, slots=True)
class _Node:
    """The first ``depth`` facts are decided: ``choice`` has the others absent, ``floor`` at the least they need.

    Unless ``raised``, that is what they needed with less decided: many nodes are never looked at, and nothing is asked.
    """

    depth: int
    choice: Choice
    floor: Choice
    raised: bool


def _with(choice: Choice, at: int, step: int) -> Choice:
    return (*choice[:at], step, *choice[at + 1 :])
