"""The result of comparing two facts: by how much it speaks for, or against, their being about one person."""

from __future__ import annotations

from dataclasses import dataclass

from ..analysis import Sign


@dataclass(frozen=True)
class Verdict:
    """That two facts agree (``weight`` above 0) or conflict (below)."""

    why: Sign
    weight: float
