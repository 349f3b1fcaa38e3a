"""Python's garbage collector, held off while many objects are made that stay.

It goes through all of them again and again meanwhile: a third of the time that reading a large vault, a long document,
or a library takes.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """Look for no garbage within; whoever had it off before, has it off after."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
