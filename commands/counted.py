"""A count with its noun, in the singular or the plural: "1 source", "2 sources"."""

from __future__ import annotations

from ..said import Remark


def counted(count: int, thing: str) -> Remark:
    """``count`` and ``thing``, which takes an s in the plural; the catalogue has both forms in Dutch."""
    return Remark(f"{{count}} {thing}" if count == 1 else f"{{count}} {thing}s", count=count)
