"""Which slots a write touches: the same number of each length every time, whatever was done.

A record or a log entry takes the place of a random dummy, and further dummies are renewed with it, so that two copies
of a vault show that something was written, and not what. Whoever holds very many copies of one vault can still tell
the slots that are never renewed from those that are now and then.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from . import age
from .padding import RECORD_SIZES, slot_count
from .store import Layout

DUMMIES = 2
"""Dummies of each length that a write renews, at least."""

TOUCHED = 2 + DUMMIES
"""Slots of each length that a write renews, whether they are real or not: a log entry and a small record fit in."""

EVERY_TIME = RECORD_SIZES[:2]
"""The sizes that every write renews: an entry of the log fits the first, nearly every record the second."""


class Dummies:
    """Makes slots that nobody can open: zeros, sealed to a key that is thrown away at once."""

    def __init__(self) -> None:
        self._recipient = age.generate_identity().recipient

    def make(self, size: int) -> bytes:
        """A sealed slot of ``size`` bytes of plaintext."""
        return age.encrypt(bytes(size), recipients=[self._recipient])


@dataclass
class SlotPlan:
    """Where real blobs go, in the order they were asked for, and the dummies of all places that are touched."""

    places: list[int]
    dummies: dict[int, bytes] = field(default_factory=dict)

    def filled(self, blobs: Sequence[bytes]) -> dict[int, bytes]:
        """What to write where, with the real blobs in their places."""
        return {**self.dummies, **dict(zip(self.places, blobs, strict=True))}


def new_table(dummies: Dummies) -> dict[int, bytes]:
    """The slots of a new vault by place, none of them real."""
    blobs = [dummies.make(size) for size in EVERY_TIME for _ in range(slot_count(1))]
    return dict(enumerate(blobs, start=1))


def plan_slots(layout: Layout, used: Collection[int], sizes: Sequence[int], dummies: Dummies) -> SlotPlan:
    """Find places for blobs of these plaintext ``sizes`` among the dummies of a ``layout``.

    Where a length has too few dummies left, its table grows, and the new places are filled with dummies.
    """
    plan = SlotPlan([0] * len(sizes))
    for size in sorted({*EVERY_TIME, *sizes}):
        real = [number for number, its_size in enumerate(sizes) if its_size == size]
        for number, place in zip(real, _touch(plan, size, len(real), layout, used, dummies), strict=False):
            plan.places[number] = place
    return plan


def count_after(layout: Layout, slots: Mapping[int, bytes]) -> dict[int, int]:
    """How many slots of each length there are once these are written: those in new places are more of their length."""
    new = Counter(len(blob) for place, blob in slots.items() if place > layout.last_place)
    return dict(Counter(layout.counts) + new)


@dataclass(frozen=True)
class TableLayout:
    """The layout of a table that is in no store yet; ``lengths`` (bytes) by place."""

    lengths: Mapping[int, int]

    @property
    def counts(self) -> Mapping[int, int]:
        """As of every :class:`Layout`."""
        return Counter(self.lengths.values())

    @property
    def last_place(self) -> int:
        """As of every :class:`Layout`."""
        return max(self.lengths, default=0)

    def places(self, length: int) -> Sequence[int]:
        """As of every :class:`Layout`."""
        return [place for place, its_length in self.lengths.items() if its_length == length]


@cache
def _sealed_length(size: int) -> int:
    return len(Dummies().make(size))


def _touch(plan: SlotPlan, size: int, real: int, layout: Layout, used: Collection[int], dummies: Dummies) -> list[int]:
    """Renew random dummies of one size, more than the ``real`` ones that are to take their places."""
    touched = max(TOUCHED, real + DUMMIES)
    there = layout.places(_sealed_length(size))
    free = list(set(there).difference(used))
    if len(free) < touched:
        wanted = slot_count(len(there) - len(free) + touched)
        first = max(layout.last_place, *plan.dummies, 0) + 1
        new = range(first, first + wanted - len(there))
        plan.dummies.update({place: dummies.make(size) for place in new})
        free += new
    chosen = random.SystemRandom().sample(free, touched)
    plan.dummies.update({place: dummies.make(size) for place in chosen})
    return chosen
