"""Two readers: the second decides without seeing what the first did, and then both are laid side by side."""

from __future__ import annotations

from dataclasses import dataclass

from ..draft import Span
from .record import Change, Verdict
from .suggestions import Suggestion, Suggestions


@dataclass(frozen=True)
class Compared:
    """How many suggestions both decided alike, and the cores of those that they did not, in order of the text."""

    agree: int
    differ: tuple[Span, ...]


def compared(first: Suggestions, second: Suggestions) -> Compared:
    """Compare what two readers left; what only one of them was asked differs."""
    differ = tuple(core for core, each in second.items() if not _alike(first.get(core), each))
    return Compared(len(second) - len(differ), differ)


def settled(changes: list[Change]) -> frozenset[Span]:
    """The cores that were decided on by ``changes``."""
    return frozenset(decision.core for change in changes for decision in change.decisions)


def _alike(one: Suggestion | None, other: Suggestion) -> bool:
    if one is None or one.verdict is not other.verdict:
        return False
    return one.verdict is not Verdict.ACCEPTED or one.wording.is_like(other.wording)
