"""A session as bytes, and back: JSON with a schema version, bound to the draft by the text itself.

What is read is not trusted to be whole: whatever does not fit is a :class:`SavedError`, without a word of it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, TypeVar

from ...errors import UsageError
from ..corrections import Corrections, corrections_text, parse_corrections
from ..draft import DetailType, Level, Span
from .record import Change, Decision, Finish, History, Record, Remembered, Verdict, Words
from .refusals import SavedError, Unreadable

SCHEMA = 1
_WHAT = "bronwacht desk session"

_Made = TypeVar("_Made")
_Choice = TypeVar("_Choice", bound=StrEnum)


@dataclass(frozen=True)
class Saved:
    """What is saved: the draft's text, the version of the state, the cores by number, and each reader's history."""

    text: str = field(repr=False)
    version: int
    numbers: tuple[Span, ...]
    first: History
    second: History | None


def saved_bytes(saved: Saved) -> bytes:
    """The session as bytes."""
    table = {
        "what": _WHAT,
        "schema": SCHEMA,
        "text": saved.text,
        "version": saved.version,
        "numbers": [_span(core) for core in saved.numbers],
        "first": _history(saved.first),
        "second": _history(saved.second) if saved.second else None,
    }
    return json.dumps(table, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")


def read_saved(raw: bytes, text: str) -> Saved:
    """The session in ``raw``, which must be of the draft that is ``text``; raises :class:`SavedError`."""
    try:
        table = json.loads(raw.decode("utf-8", "surrogatepass"))
    except (ValueError, RecursionError):
        raise _damaged() from None
    if not isinstance(table, dict) or table.get("what") != _WHAT:
        raise SavedError(Unreadable.FOREIGN)
    if table.get("schema") != SCHEMA:
        raise SavedError(Unreadable.VERSION)
    if table.get("text") != text:
        raise SavedError(Unreadable.DRAFT)
    try:
        return _read(table)
    except (KeyError, TypeError, ValueError, UsageError, IndexError, OverflowError, RecursionError):
        raise _damaged() from None


def _damaged() -> SavedError:
    return SavedError(Unreadable.DAMAGED)


def _read(table: Mapping[str, Any]) -> Saved:
    size = len(table["text"])
    second = table["second"]
    return Saved(
        table["text"],
        _count(table["version"]),
        _several(table["numbers"], lambda row: _read_span(row, size)),
        _read_history(table["first"], size),
        None if second is None else _read_history(second, size),
    )


def _history(history: History) -> dict[str, Any]:
    return {
        "start": _record(history.start),
        "changes": [_change(change) for change in history.changes],
        "standing": history.standing,
        "floor": history.floor,
    }


def _read_history(table: Mapping[str, Any], size: int) -> History:
    changes = _several(table["changes"], lambda row: _read_change(row, size))
    standing, floor = _count(table["standing"]), _count(table["floor"])
    if not floor <= standing <= len(changes):
        raise ValueError("the history is not as long as it says")
    start = table["start"]
    record = Record(corrections=_read_corrections(start["corrections"]), asked=frozenset(_spans(start["asked"], size)))
    return History(record, changes, standing, floor)


def _record(record: Record) -> dict[str, Any]:
    """The start of a history, where nothing is decided."""
    return {"corrections": corrections_text(record.corrections), "asked": [_span(s) for s in sorted(record.asked)]}


def _change(change: Change) -> dict[str, Any]:
    made: dict[str, Any] = {}
    if change.decisions:
        made["decisions"] = [_decision(each) for each in change.decisions]
    if change.corrections is not None:
        made["corrections"] = corrections_text(change.corrections)
    if change.asked is not None:
        made["asked"] = [_span(span) for span in sorted(change.asked)]
    if change.remembered is not None:
        made["remembered"] = [[kept.type.value, kept.value, kept.words] for kept in change.remembered]
    if change.finish is not None:
        made["finish"] = [change.finish.open, change.finish.reason]
    return made


def _read_change(table: Mapping[str, Any], size: int) -> Change:
    if not set(table) <= {"decisions", "corrections", "asked", "remembered", "finish"}:
        raise ValueError("a change of an unknown kind")
    return Change(
        _several(table.get("decisions", []), lambda row: _read_decision(row, size)),
        _read_corrections(table["corrections"]) if "corrections" in table else None,
        frozenset(_spans(table["asked"], size)) if "asked" in table else None,
        _several(table["remembered"], _read_remembered) if "remembered" in table else None,
        _read_finish(table["finish"]) if "finish" in table else None,
    )


def _decision(decision: Decision) -> dict[str, Any]:
    made: dict[str, Any] = {"at": _span(decision.core), "verdict": decision.verdict.value}
    if decision.words is not None:
        words = decision.words
        made["words"] = [*_span(words.span), words.text, words.level.value, words.own]
    return made


def _read_decision(table: Mapping[str, Any], size: int) -> Decision:
    core, verdict = _read_span(table["at"], size), _one(table["verdict"], Verdict)
    if "words" not in table:
        return Decision(core, verdict)
    start, end, text, level, own = table["words"]
    if not isinstance(own, bool):
        raise TypeError("a flag is expected")
    return Decision(core, verdict, Words(_read_span([start, end], size), _string(text), _one(level, Level), own))


def _read_remembered(row: Sequence[Any]) -> Remembered:
    type, value, words = row
    return Remembered(_one(type, DetailType), _string(value), _string(words))


def _read_finish(row: Sequence[Any]) -> Finish:
    count, reason = row
    return Finish(_count(count), _string(reason))


def _read_corrections(text: Any) -> Corrections:
    return parse_corrections(_string(text))


def _span(span: Span) -> list[int]:
    return [span.start, span.end]


def _spans(rows: Any, size: int) -> tuple[Span, ...]:
    return _several(rows, lambda row: _read_span(row, size))


def _read_span(row: Sequence[Any], size: int) -> Span:
    start, end = row
    span = Span(_count(start), _count(end))
    if span.end > size:
        raise ValueError("a stretch beyond the draft")
    return span


def _several(rows: Any, read: Callable[[Any], _Made]) -> tuple[_Made, ...]:
    if not isinstance(rows, list):
        raise TypeError("a list is expected")
    return tuple(read(row) for row in rows)


def _count(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise ValueError("a count is expected")
    return value


def _string(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError("a text is expected")
    return value


def _one(value: Any, kinds: type[_Choice]) -> _Choice:
    return kinds(_string(value))
