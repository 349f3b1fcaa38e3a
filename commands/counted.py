"""So many of a thing, as one says it."""

from __future__ import annotations


def counted(count: int, thing: str) -> str:
    """``1 source``, ``2 sources``: English, for things that take an s."""
    return f"{count} {thing}" if count == 1 else f"{count} {thing}s"
