"""What two facts say of each other."""

from __future__ import annotations

from dataclasses import dataclass

from ..analysis import Sign


@dataclass(frozen=True)
class Verdict:
    """That two facts agree (``weight`` above 0) or conflict (below)."""

    why: Sign
    weight: float
