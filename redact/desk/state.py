"""The state of the desk as the page draws it: plain JSON, as the contract of the two has it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ..draft import Json, Span
from ..report.contract import bought
from ..risk.assessment import Assessment
from .record import Verdict
from .sight import Sight
from .suggestions import Suggestion
from .whys import Whys


@dataclass(frozen=True)
class Names:
    """The id of each suggestion, by core."""

    ids: Mapping[Span, str]

    def __call__(self, core: Span) -> str:
        """The id of the suggestion at ``core``."""
        return self.ids[core]


def state_of(sight: Sight, whys: Whys, name: Names) -> dict[str, Json]:
    """What is seen: sources with their crowds, marks, suggestions, and the text as it would now be published."""
    reading = sight.look.reading
    return {
        "lang": sight.look.analysis.lang.value,
        "text": reading.draft.text,
        "sources": [*_sources(sight, whys)],
        "persons": [{"id": p.id, "label": whys.labels[p.id], "role": p.role.value} for p in reading.persons],
        "marks": [*_marks(sight, whys, name)],
        "suggestions": [_suggestion(each, sight, whys, name) for each in sight.suggestions.values()],
        "result": [*_result(sight, name)],
    }


def _sources(sight: Sight, whys: Whys) -> Iterator[Json]:
    before, now, planned = sight.look.analysis.before, sight.now, sight.planned
    for person in sight.look.reading.sources:
        rows = zip(before[person.id], now[person.id], planned[person.id], strict=True)
        yield {
            "person": person.id,
            "label": whys.labels[person.id],
            "adversaries": [
                {
                    "adversary": was.adversary.value,
                    "threshold": was.threshold,
                    "before": _crowd(was),
                    "now": _crowd(here),
                    "planned": _crowd(then),
                }
                for was, here, then in rows
            ],
            "obstacles": [*whys.obstacles[person.id]],
        }


def _crowd(found: Assessment) -> Json:
    crowd = found.crowd
    return {
        "low": crowd.low if crowd else None,
        "median": crowd.median if crowd else None,
        "high": crowd.high if crowd else None,
        "verdict": found.verdict.value,
    }


def _marks(sight: Sight, whys: Whys, name: Names) -> Iterator[Json]:
    decided = {detail.id: each.core for each in sight.suggestions.values() for detail in reversed(each.unit.details)}
    own = {d.id: s.core for s in sight.suggestions.values() for d in s.unit.details if d.span.overlaps(s.core)}
    decided |= own
    for detail in sight.look.reading.details:
        core = decided.get(detail.id)
        yield {
            "id": detail.id,
            "start": detail.span.start,
            "end": detail.span.end,
            "type": detail.type.value,
            "type_label": whys.type(detail.type),
            "person": detail.persons[0] if detail.persons else None,
            "suggestion": name(core) if core else None,
            "observability": detail.observability.value,
            "fixed": None if core else whys.fixed(detail),
        }


def _suggestion(each: Suggestion, sight: Sight, whys: Whys, name: Names) -> Json:
    unit, wording, worth = each.unit, each.wording, sight.worth[each.core]
    text = sight.look.reading.draft.text
    first = next((d for d in unit.details if d.type is unit.type), unit.details[0])
    return {
        "id": name(each.core),
        "details": [detail.id for detail in unit.details],
        "start": unit.reach.start,
        "end": unit.reach.end,
        "type": unit.type.value,
        "type_label": whys.type(unit.type),
        "person": first.persons[0] if first.persons else None,
        "words": unit.reach.of(text),
        "wordings": [{"text": unit.shown(w, text), "level": w.level.value} for w in unit.wordings],
        "chosen": next((n for n, w in enumerate(unit.wordings) if w.is_like(wording)), unit.planned),
        "planned": unit.planned,
        "replacement": unit.shown(wording, text),
        "state": each.verdict.value,
        "own": wording.own,
        "note": whys.note(each.note) if each.note else None,
        "why": whys.why(each, worth),
        "buys": bought(worth),
        "also": [name(core) for core in each.also],
    }


def _result(sight: Sight, name: Names) -> Iterator[Json]:
    text, at = sight.look.reading.draft.text, 0
    for each in sight.suggestions.values():
        span = each.unit.reach
        if at < span.start:
            yield {"text": text[at : span.start], "suggestion": None}
        here = each.unit.shown(each.wording, text) if each.verdict is Verdict.ACCEPTED else span.of(text)
        yield {"text": here, "suggestion": name(each.core)}
        at = span.end
    if at < len(text):
        yield {"text": text[at:], "suggestion": None}
