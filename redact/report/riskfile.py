"""What ``risk --json`` wrote, read back: as much of it as two drafts, or two versions of one, can be compared by.

Called by ``diff``. A file of another schema or shape is refused; nothing of it is repeated in an error.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from ...errors import InputError
from ..analysis import NotChecked
from ..draft import TEXT_KEYS, Action, DetailType, Lang
from ..risk.assessment import Verdict
from ..story import Adversary
from .contract import SCHEMA


class RiskFileError(InputError):
    """The file is not what ``risk --json`` writes."""


@dataclass(frozen=True)
class Figure:
    """What one reader makes of one source; the crowd's points are None where it is not known."""

    verdict: Verdict
    threshold: int
    low: int | None
    median: int | None
    high: int | None


@dataclass(frozen=True)
class Told:
    """One fact: its kind and its value, as JSON without words of a draft."""

    type: DetailType
    value: str


@dataclass(frozen=True)
class Proposal:
    """One edit of the plan; ``words`` is None where they were not shown."""

    reason: DetailType
    action: Action
    words: str | None


@dataclass(frozen=True)
class Rate:
    """One figure that the crowds rest on."""

    what: str
    value: float
    source: str
    year: int


@dataclass(frozen=True)
class Subject:
    """One source, with its figures as the text stands and after the rewrite, by adversary."""

    person: str
    codename: str | None
    facts: Counter[Told]
    before: Mapping[Adversary, Figure]
    after: Mapping[Adversary, Figure]


@dataclass(frozen=True)
class RiskFile:
    """One output of ``risk --json``.

    ``promises`` are the broken ones: source, agreement, whether the plan mends it. ``links``: file and why.
    """

    file: str
    lang: Lang
    subjects: tuple[Subject, ...]
    plan: Counter[Proposal]
    rates: Mapping[str, Rate]
    promises: Counter[tuple[str, str, bool]]
    links: Counter[tuple[str, str]]
    not_checked: frozenset[NotChecked]


def risk_file(text: str) -> RiskFile:
    """Read an output of ``risk --json``; raises :class:`RiskFileError`."""
    try:
        data = json.loads(text)
        if data["schema"] != SCHEMA:
            raise RiskFileError("the file is of another version of risk --json; make it again with this one")
        return _risk_file(data)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise RiskFileError("the file is not what risk --json writes; give two of its outputs") from None


def _risk_file(data: Any) -> RiskFile:
    after = {row["person"]: _figures(row["adversaries"]) for row in data["after"]}
    return RiskFile(
        file=_text(data["file"]),
        lang=Lang(data["lang"]),
        subjects=tuple(_subject(row, after) for row in data["sources"]),
        plan=Counter(_proposal(row) for row in data["plan"]),
        rates={row["what"]: _rate(row) for row in data["base_rates"]},
        promises=Counter((_text(row["source"]), _text(row["why"]), bool(row["mended"])) for row in data["promises"]),
        links=Counter((_text(row["there"]["file"]), _text(row["why"])) for row in data["links"]),
        not_checked=frozenset(map(NotChecked, data["not_checked"])),
    )


def _proposal(row: Any) -> Proposal:
    words = None if row["replacement"] is None else _text(row["replacement"])
    return Proposal(DetailType(row["reason"]), Action(row["action"]), words)


def _subject(row: Any, after: Mapping[str, Mapping[Adversary, Figure]]) -> Subject:
    return Subject(
        person=_text(row["person"]),
        codename=row["codename"] and _text(row["codename"]),
        facts=Counter(_told(fact) for fact in row["facts"]),
        before=_figures(row["adversaries"]),
        after=after[row["person"]],
    )


def _told(fact: Any) -> Told:
    value = {key: item for key, item in fact["value"].items() if key not in TEXT_KEYS}
    return Told(DetailType(fact["type"]), json.dumps(value, sort_keys=True, ensure_ascii=False))


def _figures(rows: Iterable[Any]) -> dict[Adversary, Figure]:
    return {Adversary(row["adversary"]): _figure(row) for row in rows}


def _figure(row: Any) -> Figure:
    crowd = row["crowd"] or {"low": None, "median": None, "high": None}
    points = (None if crowd[key] is None else int(crowd[key]) for key in ("low", "median", "high"))
    return Figure(Verdict(row["verdict"]), int(row["threshold"]), *points)


def _rate(row: Any) -> Rate:
    return Rate(_text(row["what"]), float(row["value"]), _text(row["source"]), int(row["year"]))


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError("not a text")
    return value
