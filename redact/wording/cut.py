"""What can be cut from a sentence: for ``cuts`` and what it calls, and for the module that makes the edits."""

from __future__ import annotations

from dataclasses import dataclass

from ..draft import Span


@dataclass(frozen=True)
class Cut:
    """``span`` goes, and ``instead`` is said in its place.

    ``join`` is a comma before it that becomes "and", and what is between them stays. What stays from ``since`` on is to
    be one with it.
    """

    span: Span
    join: Span | None = None
    instead: str = ""
    since: int | None = None
