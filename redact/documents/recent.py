"""A small cache of what was worked out from files in memory, keyed by the object's identity and not by its bytes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

Whole = TypeVar("Whole")
Found = TypeVar("Found")

KEPT = 2
"""The draft that is worked on, and the copy that is compared with it."""


class Recent(Generic[Whole, Found]):
    """A function of a whole file, with what it said of the last two; :func:`functools.lru_cache` would hash each."""

    def __init__(self, function: Callable[[Whole], Found]) -> None:
        self._function = function
        self._known: tuple[tuple[Whole, Found], ...] = ()
        self.__doc__ = function.__doc__

    def __call__(self, whole: Whole) -> Found:
        """What the function says of ``whole``; two that are equal, but not the same object, are asked for apart."""
        for known, found in self._known:
            if known is whole:
                return found
        found = self._function(whole)
        self._known = ((whole, found), *self._known[: KEPT - 1])
        return found

    def forget(self) -> None:
        """Keep nothing any more."""
        self._known = ()
