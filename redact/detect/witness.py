"""What a detail rests on: every find in its stretch, and what merging did with them.

Read off the finds and the detail that came of them, so that merging itself need not keep a diary.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence

from ..draft import DIRECT_TYPES, Span
from ..evidence import Step, Why, Witness
from .match import Match
from .merge import CERTAIN, Found

_DETECTORS = ("tagger", "presidio")
"""What finds by itself; any other name is a rule of the grammar, which may need support."""

_WORD = re.compile(r"\w")


class Finds:
    """All finds of one text, by place."""

    def __init__(self, text: str, finds: Iterable[Match], support: Callable[[Span], float]) -> None:
        self._text, self._support = text, support
        self._finds = sorted(finds, key=lambda match: match.span)
        self._starts = [match.span.start for match in self._finds]
        self._longest = max((match.span.end - match.span.start for match in self._finds), default=0)

    def why(self, found: Found) -> Why:
        """What ``found`` rests on."""
        span = found.match.span
        witnesses = tuple(self._witness(match, found) for match in self._over(span))
        return Why(witnesses, self._support(span), tuple(self._steps(span, [w for w in witnesses if w.counted])))

    def _over(self, span: Span) -> Iterator[Match]:
        first = bisect_left(self._starts, span.start - self._longest)
        last = bisect_left(self._starts, span.end)
        return (match for match in self._finds[first:last] if match.span.overlaps(span))

    def _witness(self, match: Match, found: Found) -> Witness:
        counted = match.type is found.match.type and match.rule in found.evidence
        return Witness(match.rule, match.type, min(match.score, 1.0), match.span, counted)

    def _steps(self, span: Span, counted: Sequence[Witness]) -> Iterator[Step]:
        ruled = [w for w in counted if w.type not in DIRECT_TYPES and not w.rule.startswith(_DETECTORS)]
        if any(w.score >= CERTAIN for w in ruled):
            yield Step.CERTAIN
        elif ruled and not any(w.rule.startswith(_DETECTORS) for w in counted):
            yield Step.SUPPORTED
        start = min((w.span.start for w in counted), default=span.start)
        end = max((w.span.end for w in counted), default=span.end)
        if len(counted) > 1 and not any(w.span.contains(span) for w in counted):
            yield Step.WIDENED
        if span.start < start or span.end > end:
            yield Step.COMPLETED
        if self._says(start, span.start) or self._says(span.end, end):
            yield Step.CUT

    def _says(self, start: int, end: int) -> bool:
        return start < end and bool(_WORD.search(self._text, start, end))
