"""Numbers as a reader takes them in, and their places on a log scale."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from ..draft import Lang
from ..risk.assessment import Assessment, Crowd

EXACT_BELOW = 100
"""An estimate of a larger crowd is shown with two figures: more would claim a precision that it has not."""

MIN_DECADES, MAX_DECADES = 3, 10
"""The scale runs at least to 1,000, so that thresholds lie on it, and at most to beyond the people on earth."""


def number(n: float, lang: Lang) -> str:
    """A number with the language's own marks: 1.250 and 0,5 in Dutch, 1,250 and 0.5 in English."""
    plain = f"{n:,.0f}" if float(n).is_integer() else f"{n:,.4g}"
    return plain.translate(str.maketrans(",.", ".,")) if lang is Lang.NL else plain


def rounded(crowd: Crowd) -> tuple[int, int, int]:
    """Low, median, and high for display: the low end is never rounded up, the high end never down."""
    return floored(crowd.low), about(crowd.median), _round(crowd.high, math.ceil)


def floored(n: int) -> int:
    """The low end of a crowd for display."""
    return _round(n, math.floor)


def about(n: int) -> int:
    """Any other estimate for display."""
    return _round(n, round)


def _round(n: int, how: Callable[[float], int]) -> int:
    if n < EXACT_BELOW:
        return n
    step: int = 10 ** (len(str(n)) - 2)
    return how(n / step) * step


@dataclass(frozen=True)
class Scale:
    """A log scale from 1 to 10 to the power ``decades``."""

    decades: int

    def place(self, n: float) -> float:
        """Where ``n`` lies: 0 for one person, 1 for the scale's end; what lies beyond is put at its end."""
        return min(math.log10(max(n, 1)) / self.decades, 1.0)

    @property
    def ticks(self) -> tuple[int, ...]:
        """1, 10, 100 and so on."""
        return tuple(10**power for power in range(self.decades + 1))


def scale_of(assessments: Iterable[Assessment]) -> Scale:
    """One scale on which every crowd and threshold of ``assessments`` lies, so that pictures can be compared."""
    highest = max((max(a.threshold, a.crowd.high if a.crowd else 1) for a in assessments), default=1)
    return Scale(min(max(math.ceil(math.log10(highest)), MIN_DECADES), MAX_DECADES))
