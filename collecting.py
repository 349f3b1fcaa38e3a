"""Switching the garbage collector off while many long-lived objects are made, and keeping freed memory at hand.

While a large vault, a long document or a library is read, Python's collector goes through all objects again and again,
which takes a third of the time. Large blocks of memory that are freed meanwhile go back to the system and are asked for
again, which takes a fifth of the time of a page of HTML. Used around such reading, by the vault and the engine.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

_AT_HAND = 31 << 20
"""Blocks of up to so many bytes stay in the process when they are freed: just below the largest threshold that glibc
accepts (32 MiB, DEFAULT_MMAP_THRESHOLD_MAX in mallopt(3))."""


@contextmanager
def uncollected() -> Iterator[None]:
    """Collect no garbage within; a collector that was off before stays off after. Freed memory stays in the process."""
    _keep_at_hand()
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@cache
def _keep_at_hand() -> None:
    """Make glibc reuse large freed blocks, once a process.

    glibc reuses blocks up to the size of the largest one that it has seen freed (mallopt(3), M_MMAP_THRESHOLD), so one
    such block is made and freed here. Nothing is written to it, so it takes no memory and hardly any time.
    """
    bytearray(_AT_HAND)
