"""What can be done at the desk: from an action, as the page sends it, to a change of the record.

An action is untrusted. Whatever it asks for that is not there, or makes no sense, is an :class:`ActError`; it quotes
nothing of the action and nothing of the draft.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TypeAlias, TypeVar

from ..documents import occurrences
from ..documents.verify import stands
from ..draft import DIRECT_TYPES, Detail, DetailType, Level, Person, Role, Span
from .marks import given_role, marked, not_a_detail, owned
from .record import Change, Decision, Finish, Verdict, Words
from .refusals import ActError, Refusal
from .sight import Sight
from .suggestions import Suggestion

_NEVER = re.compile("[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
"""What no text holds: a copy with it could not be read again, and steers a terminal that shows it."""

LONGEST = 10_000
"""Characters of own words or of a reason: some pages, and no flood."""

Action: TypeAlias = Mapping[str, object]
_Choice = TypeVar("_Choice", bound=StrEnum)


@dataclass(frozen=True)
class Moment:
    """What an action is about: what is seen, by which ids the page knows it, and how much is still to be decided."""

    sight: Sight
    cores: Mapping[str, Span]
    pending: int

    def suggestion(self, action: Action) -> Suggestion:
        """The suggestion that an action names."""
        core = self.cores.get(_text(action, "id"))
        if core is None:
            raise ActError(Refusal.SUGGESTION)
        return self.sight.suggestions[core]

    def detail(self, action: Action) -> Detail:
        """The detail that an action names."""
        id = _text(action, "detail")
        found = next((detail for detail in self.sight.look.reading.details if detail.id == id), None)
        if found is None:
            raise ActError(Refusal.DETAIL)
        return found

    def person(self, action: Action) -> Person | None:
        """The person that an action names; None for nobody of whom was spoken before."""
        if action.get("person") is None:
            return None
        id = _text(action, "person")
        found = next((person for person in self.sight.look.reading.persons if person.id == id), None)
        if found is None:
            raise ActError(Refusal.PERSON)
        return found


def change_of(action: Action, moment: Moment) -> Change:
    """The change that an action asks for; raises :class:`ActError`, and CorrectionsError for a contradiction."""
    act = _ACTS.get(_text(action, "act"))
    if act is None:
        raise ActError(Refusal.ACT)
    return act(action, moment)


def _accept(action: Action, moment: Moment) -> Change:
    return _decide([moment.suggestion(action)], Verdict.ACCEPTED)


def _reject(action: Action, moment: Moment) -> Change:
    return _decide([moment.suggestion(action)], Verdict.REJECTED)


def _unsure(action: Action, moment: Moment) -> Change:
    return _decide([moment.suggestion(action)], Verdict.UNSURE)


def _wording(action: Action, moment: Moment) -> Change:
    suggestion, index = moment.suggestion(action), _number(action, "index")
    if index >= len(suggestion.unit.wordings):
        raise ActError(Refusal.WORDING)
    chosen = replace(suggestion, wording=suggestion.unit.wordings[index])
    return _decide([chosen], suggestion.verdict)


def _own(action: Action, moment: Moment) -> Change:
    suggestion, text = moment.suggestion(action), _text(action, "text", empty=True)
    if not text.strip() and text:
        raise ActError(Refusal.OWN_BLANK)
    draft = moment.sight.look.reading.draft.text
    if stands(suggestion.unit.reach.of(draft), text):
        raise ActError(Refusal.OWN_SAME)
    unit = suggestion.unit
    gone = [unit.plan.span, *(detail.span for detail in unit.details)] if unit.type in DIRECT_TYPES else []
    if any(True for span in gone for _ in occurrences(text, unit.type, span.of(draft))):
        raise ActError(Refusal.OWN_HOLDS)
    words = Words(suggestion.unit.reach, _with_edges(suggestion.unit.reach.of(draft), text), own=True)
    return Change((Decision(suggestion.core, Verdict.ACCEPTED, words),))


def _all_of_value(action: Action, moment: Moment) -> Change:
    decisions = {"accept": Verdict.ACCEPTED, "reject": Verdict.REJECTED}
    verdict = decisions.get(_text(action, "decision"))
    if verdict is None:
        raise ActError(Refusal.MALFORMED)
    suggestion = moment.suggestion(action)
    others = [_as_widely(suggestion.wording.level, other) for other in _others(suggestion, moment)]
    return _decide([suggestion, *others], verdict)


def _keep_value(action: Action, moment: Moment) -> Change:
    suggestion, look = moment.suggestion(action), moment.sight.look
    values = [look.value_of(detail) for detail in suggestion.unit.details]
    remembered = tuple(dict.fromkeys((*moment.sight.record.remembered, *values)))
    decided = _decide([suggestion, *_others(suggestion, moment)], Verdict.REJECTED)
    return replace(decided, remembered=remembered)


def _mark(action: Action, moment: Moment) -> Change:
    reading, record = moment.sight.look.reading, moment.sight.record
    start, end = _number(action, "start"), _number(action, "end")
    type = _one_of(action, "type", DetailType)
    if not start < end <= len(reading.draft.text):
        raise ActError(Refusal.MARK_OUTSIDE)
    words = reading.draft.text[start:end]
    if not any(char.isalnum() for char in words):
        raise ActError(Refusal.MARK_EMPTY)
    corrections = marked(record.corrections, reading, Span(start, end), type, moment.person(action))
    span = corrections.details[-1].stretch.span
    asked = frozenset(each for each in record.asked if not each.overlaps(span)) | {span}
    return Change(corrections=corrections, asked=asked)


def _owner(action: Action, moment: Moment) -> Change:
    detail, person = moment.detail(action), moment.person(action)
    return Change(corrections=owned(moment.sight.record.corrections, moment.sight.look.reading, detail, person))


def _role(action: Action, moment: Moment) -> Change:
    person, role = moment.person(action), _one_of(action, "role", Role)
    if person is None:
        raise ActError(Refusal.ROLE_NOBODY)
    if person.codename and role is not Role.SOURCE:
        raise ActError(Refusal.ROLE_SOURCE)
    return Change(corrections=given_role(moment.sight.record.corrections, moment.sight.look.reading, person, role))


def _not_detail(action: Action, moment: Moment) -> Change:
    detail, record = moment.detail(action), moment.sight.record
    corrections = not_a_detail(record.corrections, moment.sight.look.reading, detail)
    return Change(corrections=corrections, asked=frozenset(s for s in record.asked if not s.overlaps(detail.span)))


def _finish(action: Action, moment: Moment) -> Change:
    reason = "" if action.get("reason") is None else _text(action, "reason", empty=True).strip()
    if moment.pending and not reason:
        raise ActError(Refusal.OPEN, n=moment.pending)
    return Change(finish=Finish(moment.pending, reason))


_ACTS: Mapping[str, Callable[[Action, Moment], Change]] = {
    "accept": _accept,
    "reject": _reject,
    "unsure": _unsure,
    "wording": _wording,
    "own": _own,
    "all_of_value": _all_of_value,
    "keep_value": _keep_value,
    "mark": _mark,
    "owner": _owner,
    "role": _role,
    "not_detail": _not_detail,
    "finish": _finish,
}


def _decide(chosen: Iterable[Suggestion], verdict: Verdict) -> Change:
    return Change(tuple(Decision(each.core, verdict, each.words) for each in chosen))


def _with_edges(words: str, text: str) -> str:
    """Own words with the spaces at the ends of those that they replace; nothing for nothing."""
    if not text:
        return text
    head, tail = len(words) - len(words.lstrip()), len(words.rstrip())
    return f"{words[:head]}{text.strip()}{words[tail:]}"


def _others(suggestion: Suggestion, moment: Moment) -> list[Suggestion]:
    """The other suggestions of the same value."""
    return [moment.sight.suggestions[core] for core in suggestion.also]


def _as_widely(level: Level, suggestion: Suggestion) -> Suggestion:
    """A suggestion told as widely as another of its value: one mention that says more would tell it all."""
    if suggestion.wording.own or suggestion.wording.level is level or level is Level.EXACT:
        return suggestion
    wide = (wording for wording in suggestion.unit.wordings if wording.level.rank >= level.rank)
    return replace(suggestion, wording=next(wide, suggestion.wording))


def _text(action: Action, key: str, *, empty: bool = False) -> str:
    value = action.get(key)
    if not isinstance(value, str) or not (value or empty) or len(value) > LONGEST:
        raise ActError(Refusal.MALFORMED)
    if _NEVER.search(value):
        raise ActError(Refusal.MALFORMED)
    return value


def _number(action: Action, key: str) -> int:
    value = action.get(key)
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise ActError(Refusal.MALFORMED)
    return value


def _one_of(action: Action, key: str, kinds: type[_Choice]) -> _Choice:
    value = _text(action, key)
    if value not in list(kinds):
        raise ActError(Refusal.MALFORMED)
    return kinds(value)
