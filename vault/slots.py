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

from . import age
from .padding import RECORD_SIZES, slot_count

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


def plan_slots(lengths: Mapping[int, int], used: Collection[int], sizes: Sequence[int], dummies: Dummies) -> SlotPlan:
    """Find places for blobs of these plaintext ``sizes`` among the dummies of ``lengths`` (sealed bytes, by place).

    Where a length has too few dummies left, its table grows, and the new places are filled with dummies.
    """
    plan = SlotPlan([0] * len(sizes))
    for size in sorted({*EVERY_TIME, *sizes}):
        real = [number for number, its_size in enumerate(sizes) if its_size == size]
        for number, place in zip(real, _touch(plan, size, len(real), lengths, used, dummies), strict=False):
            plan.places[number] = place
    return plan


def count_lengths(lengths: Mapping[int, int]) -> dict[int, int]:
    """How many slots of each length there are, from the lengths by place."""
    return dict(Counter(lengths.values()))


def _touch(
    plan: SlotPlan, size: int, real: int, lengths: Mapping[int, int], used: Collection[int], dummies: Dummies
) -> list[int]:
    """Renew random dummies of one size, more than the ``real`` ones that are to take their places."""
    touched = max(TOUCHED, real + DUMMIES)
    length = len(dummies.make(size))
    there = [place for place, its_length in lengths.items() if its_length == length]
    free = [place for place in there if place not in used]
    if len(free) < touched:
        wanted = slot_count(len(there) - len(free) + touched)
        first = max([*lengths, *plan.dummies], default=0) + 1
        new = range(first, first + wanted - len(there))
        plan.dummies.update({place: dummies.make(size) for place in new})
        free += new
    chosen = random.SystemRandom().sample(free, touched)
    plan.dummies.update({place: dummies.make(size) for place in chosen})
    return chosen
