"""Details to facts: what one or more details say about one person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from .draft import Detail, DetailType, Draft, Fact, Person, Value


def gather(
    draft: Draft, details: Sequence[Detail], persons: Sequence[Person]
) -> tuple[tuple[Detail, ...], tuple[Fact, ...]]:
    """Facts ("f1"…) of all persons, and the details with the fact each belongs to."""
    facts: list[Fact] = []
    of_detail: dict[str, str] = {}
    for person in persons:
        groups: dict[tuple[DetailType, str], list[Detail]] = {}
        for detail in (d for d in details if person.id in d.persons):
            groups.setdefault((detail.type, detail.span.of(draft.text).lower()), []).append(detail)
        for (kind, _), group in groups.items():
            fact = Fact(
                f"f{len(facts) + 1}",
                kind,
                person.id,
                _merged(group),
                tuple(d.id for d in group),
                group[0].observability,
            )
            facts.append(fact)
            for detail in group:
                of_detail.setdefault(detail.id, fact.id)
    return tuple(replace(d, fact=of_detail.get(d.id)) for d in details), tuple(facts)


def _merged(group: Sequence[Detail]) -> Value:
    return {key: item for detail in reversed(group) for key, item in detail.value.items()}
