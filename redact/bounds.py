"""A lower bound on the loss of any choice of steps that meets a threshold, with which the search discards branches.

A threshold allows the chosen steps a certain total weight and no more. If steps could be taken in part, the cheapest
such choice would cost no more than the cheapest choice of whole steps; that cost is the bound (the linear relaxation of
the multiple-choice knapsack; Sinha and Zoltners 1979). Called by ``search`` alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .risk.standings import Choice, Limit


@dataclass(frozen=True, slots=True, order=True)
class _Move:
    """One way along the lower hull of a fact's steps: ``price`` is the loss for each unit of weight it takes off."""

    price: float
    weight: float


class Bound:
    """The bound of one limit; ``options[i]`` are the steps of fact i that count, ``losses[i]`` those of all steps."""

    def __init__(self, limit: Limit, options: Sequence[Sequence[int]], losses: Sequence[Sequence[float]]) -> None:
        self._limit = limit
        self._moves = [
            {step: _hull([s for s in own if s >= step], limit.weights[at], losses[at]) for step in own}
            for at, own in enumerate(options)
        ]

    def beyond(self, floor: Choice, undecided: Sequence[int]) -> float:
        """What must at least be lost beyond ``floor``, where only the undecided facts can still be told less widely."""
        excess = sum(weights[step] for weights, step in zip(self._limit.weights, floor, strict=True)) - self._limit.most
        if excess <= 0:
            return 0.0
        extra = 0.0
        for move in sorted(move for at in undecided for move in self._moves[at][floor[at]]):
            taken = min(move.weight, excess)
            extra += taken * move.price
            excess -= taken
            if excess <= 0:
                break
        return extra


def _hull(steps: Sequence[int], weights: Sequence[float], losses: Sequence[float]) -> list[_Move]:
    """The moves from the first of ``steps`` on, each to the step that takes most off for its loss."""
    moves: list[_Move] = []
    at = steps[0]
    while further := [step for step in steps if step > at and weights[step] < weights[at]]:
        prices = {step: (losses[step] - losses[at]) / (weights[at] - weights[step]) for step in further}
        best = min(further, key=lambda step: (prices[step], weights[step]))
        moves.append(_Move(prices[best], weights[at] - weights[best]))
        at = best
    return moves
