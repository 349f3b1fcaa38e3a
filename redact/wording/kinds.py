"""What can be said instead, by detail type."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TypeAlias

from ..draft import DetailType, Value
from .ages import age_gone, age_rungs
from .nouns import noun_gone, noun_rungs
from .rung import Rung
from .slot import Slot

Offer: TypeAlias = Callable[[Slot, Value], Iterator[Rung]]

_OFFERS: Mapping[DetailType, tuple[Offer, ...]] = {DetailType.AGE: (age_rungs,)}
_REMOVALS: Mapping[DetailType, tuple[Offer, ...]] = {DetailType.AGE: (age_gone,)}


def offers(slot: Slot, value: Value) -> Iterator[Rung]:
    """Wider statements of the detail, finest first."""
    for offer in _OFFERS.get(slot.type, (noun_rungs,)):
        yield from offer(slot, value)


def removals(slot: Slot, value: Value) -> Iterator[Rung]:
    """Ways to say nothing of it, best first."""
    for removal in _REMOVALS.get(slot.type, (noun_gone,)):
        yield from removal(slot, value)
