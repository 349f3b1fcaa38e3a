"""Three sources of evidence, made into details that do not overlap.

Patterns with check digits win over rules, rules over the tagger where they are surer; what is left of a weaker match
beside a stronger one stays, so that no evidence is lost at its edges.
"""

from __future__ import annotations

from collections.abc import Iterable

from ..draft import Span
from .match import Match

_EDGE = " \t\n\r.,;:!?'\"‘’“”()[]–—-"


def merge(text: str, matches: Iterable[Match], kept: Iterable[Span]) -> tuple[Match, ...]:
    """The surest matches of ``text`` that overlap neither each other nor a kept name, in order."""
    taken = list(kept)
    found = []
    for match in sorted(matches, key=lambda m: (-m.score, m.span)):
        for span in _free(match.span, taken):
            if (trimmed := _trim(text, span)) is not None:
                found.append(Match(trimmed, match.type, match.score, match.rule, match.value))
                taken.append(trimmed)
    return tuple(sorted(found, key=lambda m: m.span))


def _free(span: Span, taken: Iterable[Span]) -> list[Span]:
    free = [span]
    for other in taken:
        parts = []
        for part in free:
            if not part.overlaps(other):
                parts.append(part)
                continue
            if part.start < other.start:
                parts.append(Span(part.start, other.start))
            if other.end < part.end:
                parts.append(Span(other.end, part.end))
        free = parts
    return free


def _trim(text: str, span: Span) -> Span | None:
    stretch = span.of(text)
    start = span.start + len(stretch) - len(stretch.lstrip(_EDGE))
    end = span.end - len(stretch) + len(stretch.rstrip(_EDGE))
    return Span(start, end) if start < end else None
