"""Two risk files side by side: what changed, and what got worse.

Worse is whatever leaves a source less hidden or less looked after: a smaller crowd, a verdict that no longer meets its
threshold, a lowered threshold, a reader who is not considered any more, a new source who falls short, a promise newly
broken, a new link to an earlier publication, something that is no longer examined.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from ..analysis import NotChecked
from ..risk.assessment import Verdict
from ..story import Adversary
from .riskfile import Figure, Proposal, Rate, RiskFile, Subject, Told

_T = TypeVar("_T")

_STANDING = {
    Verdict.IDENTIFIED_BY_TEXT: 0,
    Verdict.CANNOT_BE_MADE_SAFE: 0,
    Verdict.BELOW_THRESHOLD: 1,
    Verdict.NOT_ENOUGH_KNOWN: 1,
    Verdict.MEETS_THRESHOLD: 2,
}
"""Verdicts from worse to better; those of one number are as bad as each other."""


class Worse(StrEnum):
    """In what way something got worse."""

    VERDICT = "verdict"
    CROWD = "crowd"
    AFTER = "after"  # the verdict after the rewrite
    THRESHOLD = "threshold"
    UNREAD = "unread"  # the reader is not considered any more
    NEW_SOURCE = "new_source"
    PROMISE = "promise"
    LINK = "link"
    UNCHECKED = "unchecked"


@dataclass(frozen=True)
class Pair(Generic[_T]):
    """Something in the first risk file and in the second; None where it is not there."""

    a: _T | None
    b: _T | None

    @property
    def differs(self) -> bool:
        """Whether the two are not the same."""
        return self.a != self.b


@dataclass(frozen=True)
class Change(Generic[_T]):
    """What is only in the first risk file, and what is only in the second."""

    gone: tuple[_T, ...] = ()
    new: tuple[_T, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.gone or self.new)


@dataclass(frozen=True)
class Shift:
    """One reader of one source, where anything changed."""

    adversary: Adversary
    before: Pair[Figure]
    after: Pair[Figure]
    worse: tuple[Worse, ...]

    @property
    def ways(self) -> tuple[frozenset[Worse], frozenset[Worse]]:
        """In what ways the text as it stands got worse, and in what ways the rewrite."""
        return frozenset(self.worse) - {Worse.AFTER}, frozenset(self.worse) & {Worse.AFTER}


@dataclass(frozen=True)
class Difference:
    """One source in both risk files, or in one of them."""

    subject: Pair[Subject]
    shifts: tuple[Shift, ...]
    facts: Change[Told]
    worse: tuple[Worse, ...]

    def __bool__(self) -> bool:
        return bool(self.shifts or self.facts or self.subject.a is None or self.subject.b is None)


@dataclass(frozen=True)
class Comparison:
    """All that changed from one risk file to the other; sources that are the same are left out."""

    files: tuple[str, str]
    sources: tuple[Difference, ...]
    plan: Change[Proposal]
    rates: Change[Rate]
    promises: Change[tuple[str, str, bool]]
    links: Change[tuple[str, str]]
    not_checked: Change[NotChecked]

    @property
    def worse(self) -> tuple[Worse, ...]:
        """Every way in which something got worse, once."""
        each = [way for source in self.sources for way in (*source.worse, *(w for s in source.shifts for w in s.worse))]
        whole = ((Worse.PROMISE, self.promises), (Worse.LINK, self.links), (Worse.UNCHECKED, self.not_checked))
        found = {*each, *(way for way, change in whole if change.new)}
        return tuple(way for way in Worse if way in found)

    def __bool__(self) -> bool:
        changes = (self.plan, self.rates, self.promises, self.links, self.not_checked)
        return bool(self.sources or any(changes))


def compare(a: RiskFile, b: RiskFile) -> Comparison:
    """What changed from ``a`` to ``b``."""
    differences = (_difference(pair) for pair in _paired(a.subjects, b.subjects))
    return Comparison(
        files=(a.file, b.file),
        sources=tuple(difference for difference in differences if difference),
        plan=_change(a.plan, b.plan),
        rates=_change(Counter(a.rates.values()), Counter(b.rates.values())),
        promises=_change(a.promises, b.promises),
        links=_change(a.links, b.links),
        not_checked=Change(tuple(sorted(a.not_checked - b.not_checked)), tuple(sorted(b.not_checked - a.not_checked))),
    )


def is_better(pair: Pair[Figure]) -> bool:
    """Whether the second figure is of a larger crowd, or a better verdict."""
    if pair.a is None or pair.b is None:
        return False
    return (pair.b.low or 0) > (pair.a.low or 0) or _STANDING[pair.b.verdict] > _STANDING[pair.a.verdict]


def _change(a: Counter[_T], b: Counter[_T]) -> Change[_T]:
    return Change(tuple((a - b).elements()), tuple((b - a).elements()))


def _paired(a: Sequence[Subject], b: Sequence[Subject]) -> Iterator[Pair[Subject]]:
    """Match sources by codename, the others by how many facts they share; ids differ between two readings."""
    left = list(b)
    matches: dict[str, Subject] = {}
    for alike in (_same_codename, _shared_facts):
        for one in a:
            best = max(left, key=lambda other: alike(one, other), default=None)
            if one.person not in matches and best is not None and alike(one, best):
                matches[one.person] = best
                left.remove(best)
    yield from (Pair(one, matches.get(one.person)) for one in a)
    yield from (Pair(None, other) for other in left)


def _same_codename(a: Subject, b: Subject) -> int:
    return a.codename is not None and a.codename == b.codename


def _shared_facts(a: Subject, b: Subject) -> int:
    return 0 if a.codename and b.codename else (a.facts & b.facts).total()


def _difference(pair: Pair[Subject]) -> Difference:
    a, b = pair.a, pair.b
    if a is None or b is None:
        falls_short = b is not None and any(f.verdict is not Verdict.MEETS_THRESHOLD for f in b.before.values())
        return Difference(pair, (), Change(), (Worse.NEW_SOURCE,) if falls_short else ())
    readers = [adversary for adversary in Adversary if adversary in {*a.before, *b.before}]
    shifts = (_shift(adversary, a, b) for adversary in readers)
    changed = tuple(shift for shift in shifts if shift.before.differs or shift.after.differs)
    return Difference(pair, changed, _change(a.facts, b.facts), ())


def _shift(adversary: Adversary, a: Subject, b: Subject) -> Shift:
    before, after = _pair(adversary, a.before, b.before), _pair(adversary, a.after, b.after)
    return Shift(adversary, before, after, tuple(_worse(before, after)))


def _pair(adversary: Adversary, a: Mapping[Adversary, Figure], b: Mapping[Adversary, Figure]) -> Pair[Figure]:
    return Pair(a.get(adversary), b.get(adversary))


def _worse(before: Pair[Figure], after: Pair[Figure]) -> Iterator[Worse]:
    if before.b is None:
        yield Worse.UNREAD
    if before.a is None or before.b is None:
        return
    if _STANDING[before.b.verdict] < _STANDING[before.a.verdict]:
        yield Worse.VERDICT
    if (before.b.low or 0) < (before.a.low or 0):
        yield Worse.CROWD
    if after.a and after.b and _STANDING[after.b.verdict] < _STANDING[after.a.verdict]:
        yield Worse.AFTER
    if before.b.threshold < before.a.threshold:
        yield Worse.THRESHOLD
