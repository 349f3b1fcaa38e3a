"""A record seen: its suggestions, the crowds with what was accepted, what each suggestion is worth, and the queue."""

from __future__ import annotations

from collections.abc import Container
from functools import cached_property

from ..analysis import Bought
from ..draft import Edit, Span
from .case import Look
from .crowds import Crowds, Standings
from .queue import Bargains, worst_first
from .record import Record, Verdict
from .suggestions import Suggestion, Suggestions
from .units import Unit, Wording


class Sight:
    """What ``record`` comes to under the ``look`` of its corrections."""

    def __init__(self, record: Record, look: Look, found: Suggestions) -> None:
        self.record, self.look, self.suggestions = record, look, found

    @cached_property
    def open(self) -> tuple[Span, ...]:
        """The cores of what is open or unsure, worst first."""
        return tuple(core for core in self._ranked if self.suggestions[core].is_open)

    @cached_property
    def edits(self) -> tuple[Edit, ...]:
        """What was accepted, in order of the text."""
        accepted = (each for each in self.suggestions.values() if each.verdict is Verdict.ACCEPTED)
        return tuple(sorted((each.edit for each in accepted), key=lambda edit: edit.span))

    @cached_property
    def now(self) -> Standings:
        """The crowds with exactly what was accepted."""
        return self._crowds.standings(self._accepted)

    @cached_property
    def planned(self) -> Standings:
        """The crowds with what was accepted, and what is open as it is chosen now."""
        return self._crowds.standings(self._to_come)

    @cached_property
    def worth(self) -> Bargains:
        """What each suggestion buys beside what was accepted and what is open."""
        return {core: self._worth(each) for core, each in self.suggestions.items()}

    def ranked(self, cores: Container[Span]) -> tuple[Span, ...]:
        """Some of the suggestions, worst first."""
        return tuple(core for core in self._ranked if core in cores)

    @cached_property
    def _ranked(self) -> tuple[Span, ...]:
        return tuple(worst_first(self.suggestions.values(), self.worth, self.look))

    @cached_property
    def _crowds(self) -> Crowds:
        others = tuple(each.unit for core, each in self.suggestions.items() if core not in self.look.units)
        return self.look.crowds(others)

    def _worth(self, suggestion: Suggestion) -> Bought | None:
        return self._crowds.bought(
            suggestion.unit,
            lambda unit: suggestion.wording if unit.core == suggestion.core else self._to_come(unit),
        )

    def _accepted(self, unit: Unit) -> Wording | None:
        suggestion = self.suggestions[unit.core]
        return suggestion.wording if suggestion.verdict is Verdict.ACCEPTED else None

    def _to_come(self, unit: Unit) -> Wording | None:
        suggestion = self.suggestions[unit.core]
        return None if suggestion.verdict is Verdict.REJECTED else suggestion.wording
