"""Many spans of one text, asked again and again what they touch or hold: a book has thousands of both."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from itertools import accumulate

from .draft import Span


class Covered:
    """The stretches that spans cover together."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        for span in sorted(spans):
            if self._ends and span.start <= self._ends[-1]:
                self._ends[-1] = max(self._ends[-1], span.end)
            else:
                self._starts.append(span.start)
                self._ends.append(span.end)

    def overlap(self, span: Span) -> bool:
        """Whether one of them shares a character with ``span``."""
        at = bisect_right(self._starts, span.end - 1) - 1
        return at >= 0 and self._ends[at] > span.start


class Holding:
    """Spans that hold others, each by itself: two that meet hold nothing together."""

    def __init__(self, spans: Iterable[Span]) -> None:
        ordered = sorted(spans)
        self._starts = [span.start for span in ordered]
        self._furthest = [*accumulate((span.end for span in ordered), max)]

    def hold(self, span: Span) -> bool:
        """Whether one of them contains ``span``."""
        at = bisect_right(self._starts, span.start) - 1
        return at >= 0 and self._furthest[at] >= span.end

    def hold_more(self, span: Span) -> bool:
        """Whether one of them contains ``span`` and more than that."""
        at, before = bisect_right(self._starts, span.start) - 1, bisect_left(self._starts, span.start) - 1
        return (at >= 0 and self._furthest[at] > span.end) or (before >= 0 and self._furthest[before] >= span.end)


class Touching:
    """Spans, each asked for by what touches it."""

    def __init__(self, spans: Iterable[Span]) -> None:
        ordered = sorted((span, number) for number, span in enumerate(spans))
        self._spans = [span for span, _ in ordered]
        self._numbers = [number for _, number in ordered]
        self._furthest = [*accumulate((span.end for span in self._spans), max)]

    def of(self, span: Span) -> list[int]:
        """The numbers, in ascending order, of those that share a character with ``span``."""
        first = bisect_right(self._furthest, span.start)
        last = bisect_left(self._spans, span.end, key=lambda other: other.start)
        return sorted(self._numbers[at] for at in range(first, last) if self._spans[at].overlaps(span))
