"""What a desk works on: one draft that was read, and what was worked out of it under each set of corrections.

Corrections regroup what detection found (:func:`~..pipeline.reread`); it is run again only for somebody who turns out
to be no public person, of whom it then sees more. What was worked out is remembered, so that undoing a correction takes
no time.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from ..analysis import Analysis
from ..corrections import Corrections
from ..documents import Document
from ..draft import Detail, Draft, Lang, Level, Reading, Span
from ..pipeline import analyse, reread, widened
from ..plan import must_keep
from ..promises import Promise
from ..report.view import View
from ..risk.scene import Scene
from ..story import Story
from .crowds import Crowds, Scenes
from .record import Remembered
from .units import Ladders, Said, Unit, Units, Wording

REMEMBERED_LOOKS = 16
"""Sets of corrections of which what was worked out is kept: undo and redo go to and fro between a few."""


@dataclass(frozen=True)
class Look:
    """A draft under one set of corrections: its analysis and its units, by their cores."""

    analysis: Analysis
    units: Mapping[Span, Unit]
    asked: frozenset[Span]
    _units: Units = field(repr=False)
    _ladders: Ladders = field(repr=False)
    _crowds: dict[tuple[Span, ...], Crowds] = field(default_factory=dict, repr=False)
    _alike: dict[tuple[Span, ...], Mapping[Span, tuple[Span, ...]]] = field(default_factory=dict, repr=False)

    @property
    def reading(self) -> Reading:
        """The draft as it was read."""
        return self.analysis.reading

    @cached_property
    def view(self) -> View:
        """The words of the report for what was found."""
        return View(self.analysis, show_text=True)

    def crowds(self, others: tuple[Unit, ...] = ()) -> Crowds:
        """The crowds by what is chosen for the units, and for ``others`` that the plan does not have any more."""
        key = tuple(unit.core for unit in others)
        if key not in self._crowds:
            units = {**self.units, **{unit.core: unit for unit in others}}
            self._crowds[key] = Crowds(self.analysis, units, self._units.silent, self._scenes)
        return self._crowds[key]

    @cached_property
    def _scenes(self) -> Scenes:
        analysis = self.analysis
        story, lang = analysis.story, analysis.lang
        return {p.id: Scene(self.reading.facts_of(p.id), story, lang, p.gender) for p in self.reading.sources}

    def told(self, details: Sequence[Detail], level: Level) -> Mapping[str, Said]:
        """How the details are told by their wordings at ``level``, by id."""
        rungs = {detail.id: self._units.rung(detail, level) for detail in details}
        return {id: Said(rung.level, rung.value) for id, rung in rungs.items() if rung}

    def value_of(self, detail: Detail) -> Remembered:
        """The value of a detail as it is compared: what it says beyond its kind, and its words."""
        return _value_of(detail, self.reading.draft.text)

    def alike(self, units: Sequence[Unit]) -> Mapping[Span, tuple[Span, ...]]:
        """By core, the cores of the others that tell the same fact, or the same value of the same kind."""
        key = tuple(unit.core for unit in units)
        if key not in self._alike:
            values = {unit.core: self._values(unit) for unit in units}
            self._alike[key] = {
                core: tuple(other for other, theirs in values.items() if other != core and own & theirs)
                for core, own in values.items()
            }
        return self._alike[key]

    def _values(self, unit: Unit) -> frozenset[tuple[str, ...]]:
        keys: set[tuple[str, ...]] = set()
        for detail in unit.details:
            value = self.value_of(detail)
            keys |= {("words", value.type, value.words)}
            keys |= {("value", value.type, value.value, person) for person in detail.persons if value.value}
            keys |= {("fact", fact.id) for fact in self.reading.facts if detail.id in fact.details}
        return frozenset(keys)

    def lone(self, core: Span, details: Sequence[Detail], chosen: Wording, taken: Sequence[Span]) -> Unit:
        """A unit that the plan does not have any more: see :meth:`Units.lone`."""
        return self._units.lone(core, details, chosen, taken)

    def stuck(self, detail: Detail) -> str | None:
        """Why an editor cannot weaken a detail: "must_keep", "no_wording", or "silent"; None where that is possible."""
        if must_keep(detail, self.reading.draft, self.analysis.story):
            return "must_keep"
        if not self._ladders.of(detail, hide_gender=False):
            return "no_wording"
        return "silent" if detail.id in self._units.silent else None


class Case:
    """A document's draft, read with ``corrections``; looked at again under others."""

    def __init__(
        self,
        document: Document,
        reading: Reading,
        story: Story,
        lang: Lang,
        *,
        earlier: Sequence[Reading] = (),
        corrections: Corrections,
        promises: Sequence[Promise] = (),
    ) -> None:
        if reading.draft.text != document.published_text:
            raise ValueError("the reading is of another text than the document's")
        self.document, self.story, self.lang, self.corrections = document, story, lang, corrections
        self.promises = promises
        self._reading, self._earlier = reading, earlier
        self._ladders = Ladders(reading.draft)
        self._readings = {corrections.names: reading}
        self._looks: dict[tuple[Corrections, frozenset[Span]], Look] = {}

    @property
    def draft(self) -> Draft:
        """The draft: what would be published."""
        return self._reading.draft

    def look(self, corrections: Corrections, asked: frozenset[Span]) -> Look:
        """The draft under ``corrections``, with the details at ``asked`` reworded; raises CorrectionsError."""
        key = (corrections, asked)
        if key not in self._looks:
            while len(self._looks) >= REMEMBERED_LOOKS:
                del self._looks[next(iter(self._looks))]
            self._looks[key] = self._looked(corrections, asked)
        return self._looks[key]

    def _looked(self, corrections: Corrections, asked: frozenset[Span]) -> Look:
        reading = self._reading
        if corrections != self.corrections:
            reading = reread(self._read_for(corrections), self.story, corrections)
        analysis = analyse(
            reading,
            self.story,
            self.lang,
            earlier=self._earlier,
            unread=self.document.unread,
            asked=asked,
            promises=self.promises,
        )
        units = Units(analysis, self._ladders)
        return Look(analysis, {unit.core: unit for unit in units.all}, asked, units, self._ladders)

    def _read_for(self, corrections: Corrections) -> Reading:
        """The reading in which those whom ``corrections`` call by name are known to be protected."""
        names = corrections.names
        if names not in self._readings:
            while len(self._readings) >= REMEMBERED_LOOKS:
                del self._readings[next(iter(self._readings))]
            self._readings[names] = widened(self._reading, self.story, corrections)
        return self._readings[names]


def _value_of(detail: Detail, text: str) -> Remembered:
    telling = detail.value.keys() - {"kind"} and not detail.value.get("relative")
    value = json.dumps(dict(detail.value), sort_keys=True) if telling else ""
    return Remembered(detail.type, value, " ".join(detail.span.of(text).casefold().split()))
