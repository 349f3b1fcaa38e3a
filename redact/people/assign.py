"""Give every detail to a figure, to a new one, or to nobody who needs protection; one pass in order of the text.

Greedy: each choice is the likeliest given those before it.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from ..draft import DetailType
from .choices import choices
from .clues import Clue
from .figures import Cast
from .weights import Floats, Weights

LEAVE_OUT = 0.8
"""A detail is only taken for a public person's above this probability: one kept too many costs an editor a look, one
left out too many costs a source.
"""
LEAVE_OUT_DESCRIPTION = 0.9
"""The same for words that stand for a person ("employees", "a nurse"): with them a whole person would be left out."""
OPENING, OPENING_CLAUSE, MET = 1.5, 3.0, 6.0
"""Added to the log odds of somebody new when a sentence opens with one ("A woman said …"), when a clause says who ("A
woman who …"), and when the newspaper says that it met them ("This paper spoke to employees"): newspapers bring in most
of their sources like that, the drafts of the corpus few.
"""
OPENING_PARAGRAPH = 3.0
"""Added to those where a whole paragraph opens so."""
ALSO = 0.3
"""A figure at least this likely counts as an owner besides the likeliest."""


@dataclass(frozen=True)
class Owner:
    """Whose a detail is: indices of figures, the likeliest first; none when it is nobody's to protect.

    ``public`` is the probability that it is a public person's all the same.
    """

    figures: tuple[int, ...]
    public: float


def assign(clues: Sequence[Clue], weights: Weights, fixed: Mapping[str, int | None]) -> tuple[Cast, list[Owner]]:
    """The figures of a text and the owner of each clue.

    ``fixed`` gives, by detail id, what the story file knows: a key that is the same for all details of one person, or
    None for a public one.
    """
    cast = Cast()
    index_of: dict[int, int] = {}
    owners: list[Owner] = []
    for clue in clues:
        if clue.detail.id in fixed:
            owners.append(_bound(clue, cast, fixed[clue.detail.id], index_of))
        else:
            owners.append(_chosen(clue, cast, weights))
    return cast, owners


def _bound(clue: Clue, cast: Cast, key: int | None, index_of: dict[int, int]) -> Owner:
    if key is None:
        cast.leave_out(clue)
        return Owner((), 1.0)
    index = index_of.setdefault(key, len(cast.figures))
    cast.give(clue, index)
    return Owner((index,), 0.0)


def _chosen(clue: Clue, cast: Cast, weights: Weights) -> Owner:
    odds = weights.probabilities(clue.signs, choices(clue, cast))
    opening = _opening(clue)
    odds[-2] *= math.exp(opening)
    odds /= odds.sum()
    public, private = float(odds[-1]), odds[:-1]
    threshold = _threshold(clue)
    if threshold is None:
        public = 0.0
    elif public >= threshold:
        cast.leave_out(clue)
        return Owner((), public)
    first = int(np.argmax(private))
    # Where grammar brings in somebody new, nobody else is meant.
    others = [] if opening and first == len(cast.figures) else _others(private, first)
    cast.give(clue, first)
    return Owner((first, *others), public)


def _others(private: Floats, first: int) -> list[int]:
    """The known figures that are likely enough besides the ``first``, the likeliest first."""
    known = range(len(private) - 1)
    return sorted((i for i in known if i != first and private[i] >= ALSO), key=lambda i: -private[i])


def _opening(clue: Clue) -> float:
    signs = clue.signs
    if signs.get("met by the reporter"):
        return MET
    if not signs.get("introduction opens sentence") or signs.get("introduction without a verb"):
        return 0.0
    opening = OPENING_CLAUSE if signs.get("introduced with a clause") else OPENING
    return opening + (OPENING_PARAGRAPH if signs.get("introduction opens paragraph") else 0.0)


def _threshold(clue: Clue) -> float | None:
    """How likely a detail has to be a public person's before it is left out; 0 and None where grammar decides."""
    signs = clue.signs
    if signs.get("name touches after") and signs.get("office itself"):
        return 0.0  # "alderman Denise Marsh"
    if signs.get("name touches before") and clue.detail.type is DetailType.AGE:
        return 0.0  # "Denise Marsh (52)"
    if signs.get("met by the reporter"):
        return None  # "the paper spoke to employees"
    return LEAVE_OUT_DESCRIPTION if signs.get("describes") else LEAVE_OUT
