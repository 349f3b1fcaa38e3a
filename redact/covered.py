"""Many spans of one text, asked again and again whether something touches one of them: a book has thousands of both."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable

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
