"""Units with what was decided on each: the suggestions as they stand, and which of them are of one value."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from ..draft import Action as EditAction
from ..draft import Detail, Edit, Span
from .case import Look
from .own import Own
from .record import UNDECIDED, Decision, Record, Verdict, Words
from .units import Unit, Wording


@dataclass(frozen=True)
class Suggestion:
    """A unit as it stands: ``wording`` is chosen for it, ``also`` are the cores of others of the same value.

    ``note`` is what keeps an own wording from being reckoned with ("told", "adds"); None where it is.
    """

    unit: Unit
    verdict: Verdict
    wording: Wording
    note: str | None = None
    also: tuple[Span, ...] = ()

    @property
    def core(self) -> Span:
        """What the suggestion is known by."""
        return self.unit.core

    @property
    def is_open(self) -> bool:
        """Whether a decision is still to be made."""
        return self.verdict in UNDECIDED

    @property
    def edit(self) -> Edit:
        """The edit that it is when accepted."""
        ids, wording = tuple(detail.id for detail in self.unit.details), self.wording
        action = EditAction.REPLACE if wording.text else EditAction.REMOVE
        if self.unit.agreed and wording.is_like(self.unit.plan):
            action = EditAction.KEEP
        return Edit(ids, wording.span, action, wording.text, self.unit.type)

    @property
    def words(self) -> Words:
        """The chosen words, as a decision keeps them."""
        return Words(self.wording.span, self.wording.text, self.wording.level, self.wording.own)


Suggestions = Mapping[Span, Suggestion]
"""By core, in order of the text."""


def suggestions(record: Record, look: Look, own: Own) -> Suggestions:
    """Every unit of ``look`` as ``record`` has decided on it, and what was accepted before the plan let it go."""
    units = list(look.units.values())
    found = [_decided(unit, record.decisions.get(unit.core), record, look, own) for unit in units]
    found += _kept_on(record, look, own)
    ordered = sorted(found, key=lambda each: (each.unit.reach, each.core))
    same = look.alike([each.unit for each in ordered])
    return {each.core: replace(each, also=same[each.core]) for each in ordered}


def _decided(unit: Unit, decision: Decision | None, record: Record, look: Look, own: Own) -> Suggestion:
    if decision is None:
        kept = all(remembers(record, detail, look) for detail in unit.details)
        return Suggestion(unit, Verdict.REJECTED if kept else Verdict.OPEN, unit.plan)
    words = decision.words
    if words is None:
        return Suggestion(unit, decision.verdict, unit.plan)
    if not unit.reach.contains(words.span):
        return Suggestion(unit, Verdict.OPEN, unit.plan)  # the plan has changed around it: to be decided again
    if words.own:
        wording, note = own.read(look, unit, words.span, words.text)
        return Suggestion(unit, decision.verdict, wording, note)
    chosen = Wording(words.span, words.text, words.level, look.told(unit.details, words.level))
    known = next((wording for wording in unit.wordings if wording.is_like(chosen)), None)
    if known is None:
        unit = replace(unit, wordings=(*unit.wordings, chosen))
    return Suggestion(unit, decision.verdict, known or chosen)


def _kept_on(record: Record, look: Look, own: Own) -> Iterator[Suggestion]:
    """What was accepted and is no unit any more; it stays while there is a detail at its place."""
    taken = [unit.reach for unit in look.units.values()]
    for core, decision in sorted(record.decisions.items()):
        words = decision.words
        if core in look.units or words is None or decision.verdict is not Verdict.ACCEPTED:
            continue
        here = tuple(detail for detail in look.reading.details if detail.span.overlaps(core))
        if not here or any(words.span.overlaps(span) for span in taken):
            continue
        told = {} if words.own else look.told(here, words.level)
        unit = look.lone(core, here, Wording(words.span, words.text, words.level, told, words.own), taken)
        taken.append(unit.reach)
        yield _decided(unit, decision, record, look, own)


def remembers(record: Record, detail: Detail, look: Look) -> bool:
    """Whether the value of a detail is one that stays wherever it is told."""
    if not record.remembered:
        return False
    value = look.value_of(detail)
    return any(
        kept.type is value.type and (kept.words == value.words or (kept.value and kept.value == value.value))
        for kept in record.remembered
    )
