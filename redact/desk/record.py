"""What an editor did: decisions and corrections, change by change, so that each can be undone and done again.

Frozen data. A record is what its changes add up to, nothing else, so that a saved session needs only the changes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import accumulate

from ..corrections import Corrections
from ..draft import DetailType, Level, Span


class Verdict(StrEnum):
    """What was decided on a suggestion."""

    OPEN = "open"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    UNSURE = "unsure"


UNDECIDED = frozenset({Verdict.OPEN, Verdict.UNSURE})


@dataclass(frozen=True)
class Words:
    """The words that were chosen for a stretch; ``own`` where no wording of the program's is meant."""

    span: Span
    text: str = field(repr=False)
    level: Level = Level.EXACT
    own: bool = False


@dataclass(frozen=True)
class Decision:
    """What was decided on the unit at ``core``; ``words`` are None where the plan's own are meant."""

    core: Span
    verdict: Verdict
    words: Words | None = None


@dataclass(frozen=True)
class Remembered:
    """A value that stays wherever it is told: its type, its normalised value as JSON ("" if none), its folded words."""

    type: DetailType
    value: str = field(repr=False)
    words: str = field(repr=False)


@dataclass(frozen=True)
class Finish:
    """That the session was closed, with why where something was still ``open``."""

    open: int = 0
    reason: str = field(default="", repr=False)


@dataclass(frozen=True)
class Change:
    """One act's effect; what is None stays as it was. ``asked`` are stretches to be reworded, whatever the plan has."""

    decisions: tuple[Decision, ...] = ()
    corrections: Corrections | None = field(default=None, repr=False)
    asked: frozenset[Span] | None = None
    remembered: tuple[Remembered, ...] | None = None
    finish: Finish | None = None


@dataclass(frozen=True)
class Record:
    """All changes up to some moment, added up. Whoever changes anything after the finish opens the session again."""

    decisions: Mapping[Span, Decision] = field(default_factory=dict)
    corrections: Corrections = field(default_factory=Corrections, repr=False)
    asked: frozenset[Span] = frozenset()
    remembered: tuple[Remembered, ...] = ()
    finish: Finish | None = None

    def after(self, change: Change) -> Record:
        """The record with one change more."""
        return Record(
            {**self.decisions, **{decision.core: decision for decision in change.decisions}},
            self.corrections if change.corrections is None else change.corrections,
            self.asked if change.asked is None else change.asked,
            self.remembered if change.remembered is None else change.remembered,
            change.finish,
        )


class History:
    """The changes of one reader and how many of them stand; those beyond can be done again.

    Below ``floor`` nothing is undone: what a second reader decided before seeing the first one's decisions.
    """

    def __init__(
        self, start: Record, changes: Sequence[Change] = (), standing: int | None = None, floor: int = 0
    ) -> None:
        self.start, self.changes, self.floor = start, list(changes), floor
        self.standing = len(self.changes) if standing is None else standing
        self._records = list(accumulate(self.changes, Record.after, initial=start))

    @property
    def now(self) -> Record:
        """The record as it stands."""
        return self._records[self.standing]

    def record_at(self, count: int) -> Record:
        """The record after the first ``count`` changes."""
        return self._records[count]

    @property
    def made_above_floor(self) -> list[Change]:
        """The changes that stand and may be undone."""
        return self.changes[self.floor : self.standing]

    @property
    def can_undo(self) -> bool:
        """Whether a change stands that may be undone."""
        return self.standing > self.floor

    @property
    def can_redo(self) -> bool:
        """Whether a change was undone and none was made since."""
        return self.standing < len(self.changes)

    def add(self, change: Change, record: Record) -> None:
        """Make a change, after which ``record`` is what stands; those that were undone are gone for good."""
        self.changes[self.standing :] = [change]
        self._records[self.standing + 1 :] = [record]
        self.standing += 1

    def close(self) -> None:
        """Let nothing that stands be undone any more."""
        self.floor = self.standing

    def undo(self) -> None:
        """Take the last change back; a finish is not there to be made again but by finishing."""
        self.standing -= 1
        if self.changes[self.standing].finish:
            del self.changes[self.standing :], self._records[self.standing + 1 :]

    def redo(self) -> None:
        """Make the change again that was undone last."""
        self.standing += 1
