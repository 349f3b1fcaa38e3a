"""What is put to an editor: one unit for each edit of the plan, with the wordings that can stand there.

A unit is known by its ``core``, the stretch of the details that it rewords, so that a decision on it outlives a new
reading of the same draft. No wording of one unit reaches into another's, whichever of them are chosen.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from ..analysis import Analysis
from ..documents import apply_edits
from ..draft import WIDER, Action, Detail, DetailType, Draft, Edit, Level, Rewording, Span, Value
from ..edits import Choice, settle
from ..wording import ladder


@dataclass(frozen=True)
class Said:
    """How a detail is told by a wording: ``value`` is what is still said of it, None when nothing is."""

    level: Level
    value: Value | None = field(repr=False)


@dataclass(frozen=True)
class Wording:
    """Words that can stand in place of ``span``; ``told`` has, by id, each detail that they tell less closely."""

    span: Span
    text: str = field(repr=False)
    level: Level
    told: Mapping[str, Said] = field(default_factory=dict, repr=False)
    own: bool = False

    def is_like(self, other: Wording) -> bool:
        """Whether both make the same text."""
        return (self.span, self.text) == (other.span, other.text)


@dataclass(frozen=True)
class Unit:
    """One thing to decide; ``wordings`` are finest first, ``planned`` is the index of the plan's own.

    ``details`` are all that are told again when it is undone; those that stand at its place come first. ``echo`` where
    none does: a pronoun, or the same words at a place where they were no detail. ``agreed``
    where its own words are to stay, for they say nothing. ``within`` is a stretch that was once changed.
    """

    core: Span
    details: tuple[Detail, ...]
    type: DetailType
    wordings: tuple[Wording, ...]
    planned: int
    echo: bool = False
    agreed: bool = False
    within: Span | None = None

    @property
    def plan(self) -> Wording:
        """The wording that the plan has."""
        return self.wordings[self.planned]

    @cached_property
    def ids(self) -> frozenset[str]:
        """The ids of its details."""
        return frozenset(detail.id for detail in self.details)

    @cached_property
    def reach(self) -> Span:
        """The stretch that some wording changes; those of two units never overlap."""
        spans = [wording.span for wording in self.wordings] + ([self.within] if self.within else [])
        return Span(min(span.start for span in spans), max(span.end for span in spans))

    def shown(self, wording: Wording, text: str) -> str:
        """What a wording makes of all of :attr:`reach`, so that wordings can be compared."""
        return text[self.reach.start : wording.span.start] + wording.text + text[wording.span.end : self.reach.end]


class Units:
    """The units of an analysis; ``ladders`` remembers, by place and value, the wordings of details of this draft."""

    def __init__(self, analysis: Analysis, ladders: Ladders) -> None:
        self._analysis, self._ladders = analysis, ladders
        self._reading = analysis.reading
        self._details = {detail.id: detail for detail in self._reading.details}
        edits = [edit for edit in analysis.edits if edit.action is not Action.KEEP]
        self._edits = sorted((*edits, *self._agreed(edits)), key=lambda edit: edit.span)

    @cached_property
    def all(self) -> tuple[Unit, ...]:
        """Every unit, in order of the text."""
        units: dict[Span, Unit] = {}
        before = 0
        for at, edit in enumerate(self._edits):
            after = self._edits[at + 1].span.start if at + 1 < len(self._edits) else len(self._reading.draft.text)
            unit = self._unit(at, edit, before, after)
            before = unit.reach.end
            units[unit.core if unit.core not in units else edit.span] = unit
        return tuple(replace(unit, core=core) for core, unit in units.items())

    @cached_property
    def silent(self) -> frozenset[str]:
        """The ids of details whose words say nothing by themselves, so that they keep them whatever is decided."""
        return frozenset(
            detail.id
            for detail in self._reading.details
            if self.level(detail) is not Level.EXACT
            and (rungs := self._ladders.of(detail, hide_gender=False))
            and rungs[0].action is Action.KEEP
        )

    def _agreed(self, edits: Sequence[Edit]) -> Iterator[Edit]:
        """Edits that change nothing, for facts told only in words that say nothing: to be agreed that they do not."""
        for fact in self._reading.facts:
            if self.silent.issuperset(fact.details):
                for detail in (self._details[id] for id in fact.details):
                    if not any(edit.span.overlaps(detail.span) for edit in edits):
                        words = detail.span.of(self._reading.draft.text)
                        yield Edit((detail.id,), detail.span, Action.KEEP, words, detail.type)

    def level(self, detail: Detail) -> Level:
        """The level at which the plan tells a detail."""
        facts = (fact.id for fact in self._reading.facts if detail.id in fact.details)
        levels = (self._analysis.levels.get(id, Level.EXACT) for id in facts)
        return max(levels, key=lambda x: x.rank, default=Level.EXACT)

    def rung(self, detail: Detail, level: Level) -> Rewording | None:
        """The first wording of a detail that is at least as wide as ``level``."""
        rungs = self._ladders.of(detail, hide_gender=False)
        return next((rung for rung in rungs if rung.level.rank >= max(level.rank, 1)), None)

    @cached_property
    def _hidden(self) -> frozenset[str]:
        """The persons whose gender the plan hides."""
        gender = (fact for fact in self._reading.facts if fact.type is DetailType.GENDER)
        levels = self._analysis.levels
        return frozenset(fact.person for fact in gender if levels.get(fact.id, Level.EXACT) is not Level.EXACT)

    @cached_property
    def _taken(self) -> Mapping[int, tuple[Detail, ...]]:
        """By the index of an edit, the details that are not its own and whose words it takes along."""
        edited = {id for edit in self._edits for id in edit.details}
        found: dict[int, tuple[Detail, ...]] = {}
        for detail in self._reading.details:
            if detail.id not in edited and self.level(detail) is not Level.EXACT:
                at = next((at for at, edit in enumerate(self._edits) if edit.span.overlaps(detail.span)), None)
                if at is not None:
                    found[at] = (*found.get(at, ()), detail)
        return found

    def _unit(self, at: int, edit: Edit, before: int, after: int) -> Unit:
        own = [self._details[id] for id in edit.details]
        here = [detail for detail in own if detail.span.overlaps(edit.span)]
        taken = self._taken.get(at, ())
        details = (*here, *taken, *(detail for detail in own if detail not in here))
        core = Span(min(d.span.start for d in here), max(d.span.end for d in here)) if here else edit.span
        plan = self._told(Wording(edit.span, edit.replacement, Level.EXACT), details, None)
        pronoun = not here and edit.reason is DetailType.GENDER
        moved = here or [replace(own[0], span=edit.span)]
        others = () if pronoun else self._others(moved, details)
        room = [wording for wording in others if before <= wording.span.start <= wording.span.end <= after]
        wordings = _finest_first([plan, *room])
        agreed = edit.action is Action.KEEP
        return Unit(core, details, edit.reason, wordings, wordings.index(plan), not here, agreed)

    def lone(self, core: Span, details: Sequence[Detail], chosen: Wording, taken: Sequence[Span]) -> Unit:
        """A unit of details that the plan leaves as they are, and for which ``chosen`` was accepted before.

        Its wordings keep off the stretches that are ``taken``.
        """
        others = self._others(details, details)
        free = [w for w in others if not any(w.span.overlaps(span) for span in taken)]
        wordings = _finest_first([*([] if chosen.own and free else [chosen]), *free])
        return Unit(core, tuple(details), details[0].type, wordings, 0, within=chosen.span)

    def _told(self, wording: Wording, details: Sequence[Detail], level: Level | None) -> Wording:
        """``wording`` with what it tells of each detail: at ``level``, or as the plan has it."""
        told = {}
        for detail in details:
            rung = self.rung(detail, level or self.level(detail))
            if rung is not None:
                told[detail.id] = Said(rung.level, rung.value)
        finest = min((said.level for said in told.values()), key=lambda x: x.rank, default=Level.ABSENT)
        return replace(wording, told=told, level=finest)

    def _others(self, moved: Sequence[Detail], details: Sequence[Detail]) -> Iterator[Wording]:
        """The wordings of ``moved`` at every level, where the text around them stays as it is."""
        hide = bool(self._hidden & {person for detail in details for person in detail.persons})
        for level in WIDER:
            made = self._ladders.settled(moved, level, hide_gender=hide)
            if made:
                yield self._told(Wording(*made, level), details, level)


def _finest_first(found: Sequence[Wording]) -> tuple[Wording, ...]:
    """Each wording once, the first of those that are alike."""
    fresh = [wording for n, wording in enumerate(found) if not any(map(wording.is_like, found[:n]))]
    return tuple(sorted(fresh, key=lambda wording: wording.level.rank))


class Ladders:
    """The wordings of the details of one draft, each looked for once."""

    def __init__(self, draft: Draft) -> None:
        self._draft = draft
        self._rungs: dict[tuple[Span, DetailType, str, bool], tuple[Rewording, ...]] = {}
        self._settled: dict[tuple[object, ...], tuple[Span, str] | None] = {}

    def of(self, detail: Detail, *, hide_gender: bool) -> tuple[Rewording, ...]:
        """The ladder of a detail where the rest of the draft stays as it is."""
        key = (detail.span, detail.type, repr(detail.value), hide_gender)
        if key not in self._rungs:
            self._rungs[key] = ladder(self._draft, detail, hide_gender=hide_gender)
        return self._rungs[key]

    def settled(self, details: Sequence[Detail], level: Level, *, hide_gender: bool) -> tuple[Span, str] | None:
        """The stretch that changes, and its new words, when these details alone are told at ``level``."""
        key = (level, hide_gender, *((d.span, d.type, repr(d.value), d.persons) for d in details))
        if key not in self._settled:
            edits = settle(self._draft, [Choice(detail, level, hide_gender) for detail in details], notes=True)
            self._settled[key] = _as_one(self._draft.text, edits)
        return self._settled[key]


def _as_one(text: str, edits: Sequence[Edit]) -> tuple[Span, str] | None:
    """The stretch from the first of the edits to the last, and what becomes of it."""
    if not edits:
        return None
    start, end = edits[0].span.start, edits[-1].span.end
    moved = [replace(e, span=Span(e.span.start - start, e.span.end - start)) for e in edits]
    return Span(start, end), apply_edits(text[start:end], moved)
