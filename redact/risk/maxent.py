"""The joint share of facts by maximum entropy, from the shares, pairs, and triples that are known.

Given only margins, the distribution of largest entropy makes facts independent; each known pair or triple bends it
just enough to agree. It is found by iterative proportional fitting over the 2^m cells of m yes-or-no facts (Deming and
Stephan 1940; Csiszár 1975). Facts that no known pair links are independent of each other, so each linked group is
fitted alone: the cost is that of the largest group, not of all facts. Called by the crowd estimator.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Key = tuple[int, ...]
"""Facts by index, ascending: two for a known pair, three for a known triple."""

MAX_LINKED = 12
"""Facts fitted together at most: 4,096 cells. Of a larger group the weakest pairs are left out, as if not known."""
MAX_SWEEPS = 200
"""On microdata nine fits in ten end within 10 sweeps and all within 40; shares that contradict one another never do."""
TOLERANCE = 1e-6
"""Relative change of the target cell in one sweep below which the fit has converged."""


def feasible(shares: Sequence[float], key: Key, value: float) -> float:
    """The joint share ``value``, brought within what the single shares allow (Fréchet's bounds)."""
    chosen = [shares[i] for i in key]
    return min(max(value, sum(chosen) - len(chosen) + 1, 0.0), *chosen)


def log_lift(shares: Sequence[float], key: Key, joint: float) -> float:
    """Log of a joint share over the product of its facts' shares; -inf where nobody has all of them."""
    return math.log(joint / math.prod(shares[i] for i in key)) if joint > 0 else -math.inf


def strongest(shares: Sequence[float], known: Mapping[Key, float]) -> dict[Key, float]:
    """``known`` without the joint shares nearest to independence that would link more than MAX_LINKED facts."""
    chosen = dict(known)
    for key in sorted(known, key=lambda key: (abs(log_lift(shares, key, known[key])), key)):
        large = [group for group in linked(range(len(shares)), chosen) if len(group) > MAX_LINKED]
        if not large:
            break
        if any(set(key) <= set(group) for group in large):
            del chosen[key]
    return chosen


def linked(facts: Iterable[int], keys: Iterable[Key]) -> list[Key]:
    """``facts`` in the groups that ``keys`` (those wholly among them) link, each ascending."""
    group = {fact: fact for fact in facts}
    for key in keys:
        if all(fact in group for fact in key):
            roots = {group[fact] for fact in key}
            group = {fact: min(roots) if root in roots else root for fact, root in group.items()}
    return [tuple(fact for fact in group if group[fact] == root) for root in sorted(set(group.values()))]


def log_joint(shares: Sequence[float], known: Mapping[Key, float], sets: Sequence[Key]) -> list[float]:
    """For each set of facts, the log of the share who have all of them; -inf where nobody has.

    A set is fitted on the known joint shares among its own facts alone. Shares are positive.
    """
    groups = [linked(facts, known) for facts in sets]
    fitted = _fit_groups(shares, known, {group for each in groups for group in each})
    return [sum(fitted[group] for group in each) for each in groups]


def _fit_groups(shares: Sequence[float], known: Mapping[Key, float], groups: Iterable[Key]) -> dict[Key, float]:
    fitted: dict[Key, float] = {}
    by_size: dict[int, list[Key]] = {}
    for group in sorted(groups):
        if len(group) == 1:
            fitted[group] = math.log(shares[group[0]])
        elif group in known:
            fitted[group] = math.log(known[group]) if known[group] > 0 else -math.inf
        else:
            by_size.setdefault(len(group), []).append(group)
    for alike in by_size.values():
        with np.errstate(divide="ignore"):
            fitted.update(zip(alike, map(float, np.log(_fit(shares, known, alike))), strict=True))
    return fitted


def _fit(shares: Sequence[float], known: Mapping[Key, float], groups: Sequence[Key]) -> NDArray[np.float64]:
    """Iterative proportional fitting of groups of one size together: the shares who have all facts of each.

    Cells are an array of shape (groups, 2, …, 2); index 1 on axis i + 1 stands for "has the group's fact i".
    """
    size = len(groups[0])
    cells = np.ones((len(groups), *[2] * size))
    for at in range(size):
        cells = cells * _along([at], size, np.array([_table(shares, known, (group[at],)) for group in groups]))
    margins = [margin for width in (2, 3) for margin in _margins(shares, known, groups, width)]
    target: tuple[Any, ...] = (slice(None), *[1] * size)
    for _ in range(MAX_SWEEPS):
        before = cells[target]
        for others, wanted, is_known in margins:
            has = cells.sum(axis=others, keepdims=True)
            cells = cells * np.where(is_known, np.divide(wanted, has, out=np.zeros_like(has), where=has > 0), 1.0)
        if bool(np.all(np.abs(cells[target] - before) <= TOLERANCE * cells[target])):
            break
    result: NDArray[np.float64] = cells[target]
    return result


_Margin = tuple[tuple[int, ...], NDArray[np.float64], NDArray[np.bool_]]


def _margins(
    shares: Sequence[float], known: Mapping[Key, float], groups: Sequence[Key], width: int
) -> Iterable[_Margin]:
    """For each choice of ``width`` places: the axes to sum away, the table wanted there, and where one is known."""
    size = len(groups[0])
    for places in itertools.combinations(range(size), width):
        keys = [tuple(group[at] for at in places) for group in groups]
        is_known = np.array([key in known for key in keys])
        if is_known.any():
            tables = np.array([_table(shares, known, key) if key in known else np.ones([2] * width) for key in keys])
            others = tuple(at + 1 for at in range(size) if at not in places)
            yield others, _along(places, size, tables), is_known.reshape(-1, *[1] * size)


def _along(places: Sequence[int], size: int, tables: NDArray[np.float64]) -> NDArray[np.float64]:
    """Shape (groups, 2, …) tables of some places so that they broadcast against cells of ``size`` facts."""
    return tables.reshape(len(tables), *[2 if at in places else 1 for at in range(size)])


def _table(shares: Sequence[float], known: Mapping[Key, float], key: Key) -> NDArray[np.float64]:
    """The shares with each combination of the facts of ``key``; cell (1, …, 1) has them all.

    Pairs inside a known triple that are not known themselves are taken as independent.
    """
    has: dict[Key, float] = {(): 1.0}
    for width in range(1, len(key) + 1):
        for part in itertools.combinations(key, width):
            has[part] = shares[part[0]] if width == 1 else known.get(part, math.prod(shares[i] for i in part))
    table = np.zeros([2] * len(key))
    for cell in itertools.product((0, 1), repeat=len(key)):
        yes = [fact for fact, bit in zip(key, cell, strict=True) if bit]
        no = [fact for fact, bit in zip(key, cell, strict=True) if not bit]
        table[cell] = sum(
            (-1) ** width * has[tuple(sorted((*yes, *part)))]
            for width in range(len(no) + 1)
            for part in itertools.combinations(no, width)
        )
    return table.clip(min=0.0)
