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

TOUCHED = 3 + DUMMIES
"""Slots of each length that a write renews, real or not: a log entry, a small record, and its place before fit in."""

INBOX = range(1, 33)
"""The places where reporters deposit; editors fill them with nothing, and find there what came since."""

INBOX_SIZE = RECORD_SIZES[1]
"""What a deposit is filled up to: a record of the usual length."""

_CHUNK, _TAG = 64 << 10, 16
"""Bytes of an age payload's chunk, and what each adds. Source: C2SP age.md, "Payload"."""

EVERY_TIME = RECORD_SIZES[:3]
"""The sizes that every write renews: an entry of the log fits the first, nearly every record the second, a page of the
index the third."""

_LISTED = 512
"""Slots of a length that are listed to choose among; of more, some are picked at random until enough are free."""

_TRIES = 16
"""So often for each slot that is wanted; a table in which that finds none is nearly full, and listed after all."""


class Dummies:
    """Makes slots that nobody can open: zeros, sealed to a key that is thrown away at once."""

    def __init__(self) -> None:
        self._recipient = age.generate_key().recipient()

    def make(self, size: int) -> bytes:
        """A sealed slot of ``size`` bytes of plaintext."""
        return age.encrypt(bytes(size), recipients=[self._recipient])

    def like(self, length: int) -> bytes:
        """A sealed slot that is ``length`` bytes long in all."""
        return self.make(plain_size(length))


@dataclass
class SlotPlan:
    """Where real blobs go, in the order they were asked for; and all places that are touched, with their sizes."""

    places: list[int]
    touched: dict[int, int] = field(default_factory=dict)

    def filled(self, blobs: Sequence[bytes], dummies: Dummies) -> dict[int, bytes]:
        """What to write where: the real blobs in their places, and dummies in the others."""
        real = dict(zip(self.places, blobs, strict=True))
        return {place: real.get(place) or dummies.make(size) for place, size in self.touched.items()}


def new_table(dummies: Dummies) -> dict[int, bytes]:
    """The slots of a new vault by place, none of them real; the inbox is not among them."""
    blobs = [dummies.make(size) for size in EVERY_TIME for _ in range(slot_count(1, size))]
    return dict(enumerate(blobs, start=INBOX.stop))


def plan_slots(layout: Layout, used: Collection[int], sizes: Sequence[int], freed: Mapping[int, int]) -> SlotPlan:
    """Find places for blobs of these plaintext ``sizes`` among the dummies of a ``layout``.

    Where a length has too few dummies left, its table grows, and the new places are filled with dummies. ``freed`` are
    places that held something until now, with their lengths: they become dummies, and count as touched.
    """
    plan = SlotPlan([0] * len(sizes))
    plan.touched.update({place: plain_size(length) for place, length in freed.items()})
    unwanted = Counter(plain_size(length) for length in freed.values())
    for size in sorted({*EVERY_TIME, *sizes, *unwanted}):
        real = [number for number, its_size in enumerate(sizes) if its_size == size]
        touched = max(TOUCHED, len(real) + unwanted[size] + DUMMIES) - unwanted[size]
        for number, place in zip(real, _touch(plan, size, touched, layout, used), strict=False):
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
    def total(self) -> int:
        """As of every :class:`Layout`."""
        return len(self.lengths)

    @property
    def first_place(self) -> int:
        """As of every :class:`Layout`."""
        return min(self.lengths, default=0)

    @property
    def last_place(self) -> int:
        """As of every :class:`Layout`."""
        return max(self.lengths, default=0)

    def length(self, place: int) -> int:
        """As of every :class:`Layout`."""
        return self.lengths.get(place, 0)

    def places(self, length: int) -> Sequence[int]:
        """As of every :class:`Layout`."""
        return [place for place, its_length in self.lengths.items() if its_length == length]


@dataclass(frozen=True)
class CountedLayout:
    """A layout whose slots have been counted: ``counts`` are those that were found, or written, before."""

    layout: Layout
    counts: Mapping[int, int]

    @property
    def total(self) -> int:
        """As of every :class:`Layout`."""
        return self.layout.total

    @property
    def first_place(self) -> int:
        """As of every :class:`Layout`."""
        return self.layout.first_place

    @property
    def last_place(self) -> int:
        """As of every :class:`Layout`."""
        return self.layout.last_place

    def length(self, place: int) -> int:
        """As of every :class:`Layout`."""
        return self.layout.length(place)

    def places(self, length: int) -> Sequence[int]:
        """As of every :class:`Layout`."""
        return self.layout.places(length)


@cache
def sealed_length(size: int) -> int:
    """Bytes of a sealed slot that holds ``size``."""
    return len(Dummies().make(size))


def plain_size(length: int) -> int:
    """The inverse of :func:`sealed_length`."""
    payload = length - sealed_length(0) + _TAG
    return payload - _TAG * -(-payload // (_CHUNK + _TAG))


def _touch(plan: SlotPlan, size: int, touched: int, layout: Layout, used: Collection[int]) -> list[int]:
    """Renew so many random dummies of one size, some of which real ones are to replace."""
    length, chance = sealed_length(size), random.SystemRandom()
    chosen = _picked(layout, length, touched, used, chance)
    if len(chosen) < touched:
        there = layout.places(length)
        free = [place for place in there if place not in used]
        if len(free) < touched:
            wanted = slot_count(len(there) - len(free) + touched, size)
            first = max(layout.last_place, *plan.touched, 0) + 1
            new = range(first, first + wanted - len(there))
            plan.touched.update(dict.fromkeys(new, size))
            free += new
        chosen = chance.sample(free, touched)
    plan.touched.update(dict.fromkeys(chosen, size))
    return chosen


def _picked(layout: Layout, length: int, wanted: int, used: Collection[int], chance: random.Random) -> list[int]:
    """So many random dummies of a long table, or fewer; any of them is as likely as any other."""
    if layout.counts.get(length, 0) <= _LISTED:
        return []
    last, found = layout.last_place, dict[int, None]()
    for place in (chance.randint(1, last) for _ in range(_TRIES * wanted)):
        if place not in used and layout.length(place) == length:
            found[place] = None
        if len(found) == wanted:
            break
    return list(found)
