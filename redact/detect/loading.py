"""Loading much at once: libraries, word lists, weights.

Called around imports and reads that make hundreds of thousands of objects which stay. Python's collector goes through
all of them again and again while they are made, and once more when the process ends: a third of the time that importing
Presidio takes.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

from ...collecting import uncollected


@contextmanager
def loading() -> Iterator[None]:
    """Hold the collector off while something is loaded that stays, and let it pass over that ever after."""
    try:
        with uncollected():
            yield
    finally:
        gc.freeze()
