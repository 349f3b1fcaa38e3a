"""So many of a thing, as one says it."""

from __future__ import annotations

from ..said import Remark


def counted(count: int, thing: str) -> Remark:
    """``1 source``, ``2 sources``: in English, ``thing`` takes an s."""
    return Remark(f"{{count}} {thing}" if count == 1 else f"{{count}} {thing}s", count=count)
