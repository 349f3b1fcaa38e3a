"""What Python and the system do with memory meanwhile, held off while many objects are made that stay.

The garbage collector goes through all of them again and again: a third of the time that reading a large vault, a long
document, or a library takes. What is freed in between is given back to the system and asked for anew: a fifth of the
time that a page of HTML takes.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

_AT_HAND = 31 << 20
"""Bytes of a block up to which it stays with the process once it was freed: just below the most that glibc takes up
(32 MiB, DEFAULT_MMAP_THRESHOLD_MAX in mallopt(3))."""


@contextmanager
def uncollected() -> Iterator[None]:
    """Look for no garbage within; whoever had it off before, has it off after. Freed memory stays with the process."""
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
    """Have large blocks that are freed used again, not given back and asked for anew, page by page.

    glibc does so for blocks up to the largest that it has seen freed (mallopt(3), M_MMAP_THRESHOLD). This one is never
    written to, so that it takes no memory, and no time to speak of; a second one would.
    """
    bytearray(_AT_HAND)
