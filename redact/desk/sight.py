"""A record seen: its suggestions, the crowds with what was accepted, what each suggestion is worth, and the queue."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from functools import cached_property

from ..documents import elsewhere
from ..draft import Action, DetailType, Edit, Level, Span
from ..keeping import stays
from .case import Look
from .crowds import Chosen, Crowds, Standings, Telling
from .queue import Bargains, worst_first
from .record import Record, Verdict
from .suggestions import Suggestions


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
        accepted = (each.edit for each in self.suggestions.values() if each.verdict is Verdict.ACCEPTED)
        changes = (edit for edit in accepted if edit.action is not Action.KEEP)
        return tuple(sorted(changes, key=lambda edit: edit.span))

    @cached_property
    def levels(self) -> Mapping[str, Level]:
        """How closely each fact is told with exactly what was accepted, by fact id.

        That is as closely as its closest detail, and a detail as closely as the closest of the suggestions it is in.
        """
        told: dict[str, Level] = {}
        for each in self.suggestions.values():
            accepted = each.wording.told if each.verdict is Verdict.ACCEPTED else {}
            for id in each.unit.ids:
                level = accepted[id].level if id in accepted else Level.EXACT
                told[id] = min(level, told.get(id, level), key=lambda level: level.rank)
        return {
            fact.id: min((told.get(id, Level.EXACT) for id in fact.details), key=lambda level: level.rank)
            for fact in self.look.reading.facts
            if fact.details
        }

    @cached_property
    def stays(self) -> frozenset[Span]:
        """What is left of every suggestion on purpose: all of it, or what its wording does not change.

        What a wording leaves of a quotation is not: whatever else is to go may stand in it.
        """
        changed = [edit.span for edit in self.edits]
        found: set[Span] = set()
        for each in self.suggestions.values():
            quoted = each.verdict is Verdict.ACCEPTED and each.unit.type is DetailType.QUOTE
            for place in () if quoted else (each.unit.reach, *(detail.span for detail in each.unit.details)):
                found.update(_without(place, changed))
        return frozenset(found)

    @cached_property
    def left(self) -> tuple[tuple[Span, Span], ...]:
        """Where words that were accepted to go stand elsewhere too, each with the core of its suggestion.

        A final copy is refused for these, so they are to be marked: and then changed, or rejected to keep them.
        """
        reading, story = self.look.reading, self.look.analysis.story
        cores = {each.wording.span: core for core, each in self.suggestions.items()}
        kept = (*stays(reading, story), *self.stays)
        return tuple((each.span, cores[each.edit.span]) for each in elsewhere(reading.draft.text, self.edits, kept))

    @cached_property
    def now(self) -> Standings:
        """The crowds with exactly what was accepted."""
        found = self.suggestions.items()
        accepted = {core: each.wording for core, each in found if each.verdict is Verdict.ACCEPTED}
        return self._crowds.standings(self._crowds.tellings(accepted))

    @cached_property
    def planned(self) -> Standings:
        """The crowds with what was accepted, and what is open as it is chosen now."""
        return self._crowds.standings(self._tellings)

    @cached_property
    def worth(self) -> Bargains:
        """What each suggestion buys beside what was accepted and what is open."""
        return {
            core: self._crowds.bought(each.unit, each.wording, self._to_come, self._tellings)
            for core, each in self.suggestions.items()
        }

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

    @cached_property
    def _to_come(self) -> Chosen:
        found = self.suggestions.items()
        return {core: each.wording for core, each in found if each.verdict is not Verdict.REJECTED}

    @cached_property
    def _tellings(self) -> Mapping[str, Telling]:
        return self._crowds.tellings(self._to_come)


def _without(place: Span, changed: Sequence[Span]) -> Iterator[Span]:
    """What is left of a place without the stretches of ``changed``, which are in order."""
    at = place.start
    for span in changed:
        if span.overlaps(place):
            if at < span.start:
                yield Span(at, span.start)
            at = max(at, span.end)
    if at < place.end:
        yield Span(at, place.end)
