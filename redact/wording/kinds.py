"""What can be said instead, by detail type."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TypeAlias

from ..draft import DetailType, Value
from .ages import age_gone, age_rungs
from .dates import date_gone, date_rungs
from .groups import group_gone, group_rungs
from .nouns import noun_gone, noun_rungs
from .rung import Rung
from .slot import Slot

Offer: TypeAlias = Callable[[Slot, Value], Iterator[Rung]]
Published: TypeAlias = tuple[int, int] | None

_OFFERS: Mapping[DetailType, tuple[Offer, ...]] = {
    DetailType.AGE: (age_rungs,),
    DetailType.GROUP: (group_rungs,),
}
_REMOVALS: Mapping[DetailType, tuple[Offer, ...]] = {
    DetailType.AGE: (age_gone,),
    DetailType.DATE: (date_gone,),
    DetailType.GROUP: (group_gone,),
}


def offers(slot: Slot, value: Value, published: Published = None) -> Iterator[Rung]:
    """Wider statements of the detail, finest first; ``published`` is (year, month) of the draft, where known."""
    if slot.type is DetailType.DATE:
        yield from date_rungs(slot, value, published)
        return
    for offer in _OFFERS.get(slot.type, (noun_rungs,)):
        yield from offer(slot, value)


def removals(slot: Slot, value: Value) -> Iterator[Rung]:
    """Ways to say nothing of it, best first."""
    for removal in _REMOVALS.get(slot.type, (noun_gone,)):
        yield from removal(slot, value)
