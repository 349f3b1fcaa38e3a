"""Three sources of evidence, made into details that do not overlap.

What points at one person directly comes first, then what the tagger saw, then the rules: a rule's find stands where it is
all but certain by itself, or where the tagger half saw something too; one of the tagger's type beside its detail makes
that detail as wide as both. Public names are cut out of everything, and what is left over beside a surer detail stays.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from ..draft import DIRECT_TYPES, Span
from .match import Match

CERTAIN = 0.95
"""The precision from which a rule needs nobody else."""

SUPPORT = 0.25
"""The tagger's probability, somewhere in a rule's stretch, from which the rule is believed."""

_EDGE = " \t\n\r.,;:!?'\"‘’“”()[]–—-*_/|"
_LETTER = re.compile(r"\w")
_INITIAL = re.compile(r"(?:^|[\s.\-])\w$")
_GAP = re.compile(r"[\s.,;/–-]{0,3}")


@dataclass(frozen=True, slots=True)
class Found:
    """A match and the names of all that found it."""

    match: Match
    evidence: tuple[str, ...]


def merge(
    text: str,
    *,
    direct: Iterable[Match],
    tagged: Iterable[Match],
    ruled: Iterable[Match],
    kept: Iterable[Span],
    support: Callable[[Span], float],
) -> tuple[Found, ...]:
    """The details of ``text``, in order; none overlaps another or a kept name. ``support`` is the tagger's word."""
    board = _Board(text, kept)
    for match in sorted(direct, key=lambda m: (-m.score, m.span)):
        board.place(match)
    board.join_direct()
    for match in sorted(tagged, key=lambda m: m.span):
        board.place(match)
    for match in sorted(ruled, key=lambda m: (-m.score, m.span)):
        seen = support(match.span)
        if match.score >= CERTAIN or seen >= SUPPORT:
            board.add_rule(replace(match, score=max(match.score, seen)))
    return tuple(sorted(board.found, key=lambda f: f.match.span))


class _Board:
    """The details placed so far."""

    def __init__(self, text: str, kept: Iterable[Span]) -> None:
        self.text, self.kept = text, tuple(kept)
        self.found: list[Found] = []

    def place(self, match: Match) -> None:
        """Put down what is still free of the match."""
        taken = (*self.kept, *(f.match.span for f in self.found))
        for span in _free(match.span, taken):
            if (trimmed := trim(self.text, span)) is not None:
                self.found.append(Found(replace(match, span=trimmed), (match.rule,)))

    def add_rule(self, match: Match) -> None:
        """Widen the details of the same type that the match touches; where there is none, place it."""
        beside = [f for f in self.found if f.match.type is match.type and f.match.span.overlaps(match.span)]
        if not beside:
            self.place(match)
            return
        first = beside[0]
        self.found.remove(first)
        others = (*self.kept, *(f.match.span for f in self.found))
        wide = Span(min(first.match.span.start, match.span.start), max(first.match.span.end, match.span.end))
        parts = [part for part in _free(wide, others) if part.overlaps(first.match.span)]
        span = trim(self.text, parts[0]) or first.match.span
        whole = match.span.contains(first.match.span)
        value = match.value if whole else first.match.value
        self.found.append(
            Found(replace(first.match, span=span, value=value), (*first.evidence, match.rule)),
        )

    def join_direct(self) -> None:
        """Make one of direct details of a type that only punctuation parts: a street and its postcode."""
        joined: list[Found] = []
        for item in sorted(self.found, key=lambda f: f.match.span):
            last = joined[-1] if joined else None
            if (
                last
                and last.match.type is item.match.type
                and item.match.type in DIRECT_TYPES
                and _GAP.fullmatch(self.text[last.match.span.end : item.match.span.start])
            ):
                span = Span(last.match.span.start, item.match.span.end)
                score = max(last.match.score, item.match.score)
                joined[-1] = Found(
                    replace(last.match, span=span, score=score), tuple(dict.fromkeys(last.evidence + item.evidence))
                )
            else:
                joined.append(item)
        self.found = joined


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


def trim(text: str, span: Span) -> Span | None:
    """The span without punctuation at its ends, but for the point of an initial; None when nothing is left."""
    stretch = span.of(text)
    start = span.start + len(stretch) - len(stretch.lstrip(_EDGE))
    bare = stretch.rstrip(_EDGE)
    end = span.start + len(bare)
    if stretch[len(bare) : len(bare) + 1] == "." and _INITIAL.search(bare):
        end += 1
    return Span(start, end) if start < end and _LETTER.search(text[start:end]) else None
