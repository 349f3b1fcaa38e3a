"""Who can know a detail, other than from the draft: by its type, its value, and the words of its sentence.

The order of doubt is towards more people: a job is taken to be known to neighbours as well as to colleagues, and only
what two people alone can know is dyadic: their messages either way, their meetings, and what the accused did to a
source, told in the source's own words or the reporter's, for whoever did it knows to whom. A correction wins over all
of it.
"""

from __future__ import annotations

import json
import math
import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import TypeAlias

from .draft import REGISTERED_EVENTS, Detail, DetailType, Draft, Lang, Observability, Person, Role, Span, Value
from .evidence import Basis, Known, Why
from .segment import segment

_FILE = Path(__file__).parent / "data" / "known-by.json"

_RECORD, _LIFE, _WORK, _THIRD, _DYADIC = Observability
_WORK_EVENTS = frozenset({"conference", "training", "promotion", "dismissal", "complaint"})
_VISIBLE_HEALTH = frozenset({"pregnancy", "sick_leave", "disability", "injury"})
_DATED_BY = frozenset({DetailType.EVENT, DetailType.TRIP, DetailType.QUOTE})

_BY_TYPE: Mapping[DetailType, Observability] = {
    DetailType.NAME: _LIFE,
    DetailType.CONTACT: _THIRD,
    DetailType.ADDRESS: _LIFE,
    DetailType.AGE: _LIFE,
    DetailType.GENDER: _LIFE,
    DetailType.ORIGIN: _LIFE,
    DetailType.FAMILY: _LIFE,
    DetailType.EDUCATION: _LIFE,
    DetailType.TRAIT: _LIFE,
}
"""Types that are known to the same people whatever they say."""

_ELSEWHERE = re.compile(r"\w (?:in|op|naar|te|at|on|to) (?:the )?[A-ZÀ-ÖØ-Þ]")
"""What of an event tells that people went there: "een opgraving op Kreta", "a dig in Wales"."""

_TYPE, _VALUE, _LENGTH, _DEFAULT = (Known(basis) for basis in (Basis.TYPE, Basis.VALUE, Basis.LENGTH, Basis.DEFAULT))


_Seen: TypeAlias = "tuple[Observability, Known]"


def observe(
    draft: Draft,
    details: Sequence[Detail],
    corrected: Mapping[str, Observability] = MappingProxyType({}),
    persons: Sequence[Person] = (),
) -> tuple[Detail, ...]:
    """``details``, in the order given, each with its observability and what it rests on.

    A date is known to whoever knows the event of its sentence. ``corrected`` wins, by detail id. Whoever of ``persons``
    is accused is the "he" of a source who tells what "he" did.
    """
    undated = [detail for detail in details if detail.type is not DetailType.DATE]
    named = _Named.of(persons)
    seen = {detail.id: _observability(draft, detail, named) for detail in undated}
    seen |= {id: (observability, Known(Basis.CORRECTION)) for id, observability in corrected.items()}
    events: dict[Span, list[Detail]] = {}
    for detail in undated:
        sentence = segment(draft.text).sentence_at(detail.span.start)
        if detail.type in _DATED_BY and sentence and sentence.contains(detail.span):
            events.setdefault(sentence, []).append(detail)
    for detail in details:
        if detail.type is DetailType.DATE and detail.id not in corrected:
            seen[detail.id] = _of_date(draft, detail, events, seen)
    return tuple(_with(detail, *seen[detail.id]) for detail in details)


def retold(draft: Draft, details: Sequence[Detail], persons: Sequence[Person]) -> tuple[Detail, ...]:
    """The quotations in which a source tells in so many words what the accused said, and nothing tells who else heard.

    Whether the two were alone the text does not say: a person has to ask. Where it says so, they are dyadic already.
    """
    named, cue = _Named.of(persons), _cues(draft.lang)["retold"]
    quotes = (each for each in details if each.type is DetailType.QUOTE and each.value.get("by") == "source")
    return tuple(
        quote
        for quote in quotes
        if quote.observability is not Observability.DYADIC
        and cue.search(quote.span.of(draft.text))
        and _is_of_accused(draft, quote.span, named)
        and not is_witnessed(draft, quote.span)
    )


def _with(detail: Detail, observability: Observability, known: Known) -> Detail:
    return replace(detail, observability=observability, why=replace(detail.why or Why(), known=known))


@dataclass(frozen=True)
class _Around:
    """The words of a detail, and of its sentence."""

    own: str
    sentence: str
    lang: Lang
    of_accused: bool = False
    to_accused: bool = False
    names_accused: bool = False

    def says(self, cue: str) -> bool:
        """Whether the sentence has words of the list ``cue``."""
        return bool(_cues(self.lang)[cue].search(self.sentence))

    def itself_says(self, cue: str) -> bool:
        """Whether the detail itself has them."""
        return bool(_cues(self.lang)[cue].search(self.own))


@lru_cache(maxsize=2)
def _cues(lang: Lang) -> Mapping[str, re.Pattern[str]]:
    lists = json.loads(_FILE.read_text(encoding="utf-8"))[lang]
    return {name: re.compile(rf"\b(?:{'|'.join(cues)})", re.IGNORECASE) for name, cues in lists.items()}


def _observability(draft: Draft, detail: Detail, named: _Named) -> _Seen:
    fixed = _BY_TYPE.get(detail.type)
    if fixed:
        return fixed, _TYPE
    sentence = segment(draft.text).sentence_at(detail.span.start) or detail.span
    told_of = detail.type in (DetailType.QUOTE, DetailType.EVENT, DetailType.TRIP)
    of_accused = told_of and _is_of_accused(draft, detail.span, named)
    to_accused = detail.type is DetailType.QUOTE and _is_to_accused(draft, sentence, detail.span, named)
    names = any(person.accused for person in named.between(sentence.start, sentence.end))
    around = _Around(detail.span.of(draft.text), sentence.of(draft.text), draft.lang, of_accused, to_accused, names)
    # A type that nobody thought of stops here: counted for the accused alone, it would raise every other crowd.
    return _RULES[detail.type](detail.value, around)


def _job(value: Value, around: _Around) -> _Seen:
    return (_RECORD, _by_own("registered_job")) if around.itself_says("registered_job") else (_LIFE, _TYPE)


def _employer(value: Value, around: _Around) -> _Seen:
    return (_WORK, _by_own("team")) if around.itself_says("team") else (_LIFE, _TYPE)


def _health(value: Value, around: _Around) -> _Seen:
    return (_WORK, _VALUE) if value.get("kind") in _VISIBLE_HEALTH else (_THIRD, _DEFAULT)


def _place(value: Value, around: _Around) -> _Seen:
    is_room = value.get("kind") == "room"
    if not is_room and not around.itself_says("room"):
        return _LIFE, _TYPE
    if _is_private(around):
        return _DYADIC, _by_sentence("alone")
    return _WORK, _VALUE if is_room else _by_own("room")


def _with_accused(around: _Around) -> bool:
    """Whether it was together with whoever the story is about: others see who leaves with them."""
    return around.names_accused or (around.of_accused and around.says("goes_along"))


def _trip(value: Value, around: _Around) -> _Seen:
    found = {"business": _WORK, "study": _WORK, "commute": _LIFE, "move": _LIFE}.get(str(value.get("kind")))
    if found:
        return found, _VALUE
    return (_WORK, _by_sentence("goes_along")) if _with_accused(around) else (_THIRD, _DEFAULT)


def _event(value: Value, around: _Around) -> _Seen:
    kind, part = value.get("kind"), value.get("part")
    if around.itself_says("record"):
        return _RECORD, _by_own("record")
    if kind in REGISTERED_EVENTS and part != "attendee":
        return _RECORD, _VALUE
    if kind in _WORK_EVENTS:
        return _WORK, _VALUE
    if (
        around.of_accused
        and around.itself_says("done_to_them")
        and not (around.says("witnessed") or around.says("told"))
    ):
        return _DYADIC, _by_own("done_to_them")
    if _is_private(around):
        return _DYADIC, _by_sentence("alone")
    elsewhere = _ELSEWHERE.search(around.own) is not None and _with_accused(around)
    return (_WORK, _by_sentence("goes_along")) if elsewhere else (_THIRD, _DEFAULT)


def _group(value: Value, around: _Around) -> _Seen:
    # Anybody finds the three directors of a foundation, or the councillors, by their names in a register or on a page.
    found = next((cue for cue in ("record", "listed_seat") if around.itself_says(cue)), None)
    return (_RECORD, _by_own(found)) if found else (_WORK, _TYPE)


def _quote(value: Value, around: _Around) -> _Seen:
    if value.get("dyadic"):
        return _DYADIC, _VALUE
    if around.to_accused and value.get("by") == "source" and not around.says("witnessed"):
        return _DYADIC, _by_sentence("sent_to")
    told_of = around.of_accused and value.get("by") == "source" and around.itself_says("done_to_me")
    alone = told_of and not around.says("witnessed") and not around.says("told")
    return (_DYADIC, _by_own("done_to_me")) if alone else (_THIRD, _DEFAULT)


@dataclass(frozen=True)
class _Named:
    """All mentions of persons, by where they end, and where the first of the accused ends."""

    mentions: Sequence[tuple[Span, Person]]
    accused_from: float

    @classmethod
    def of(cls, persons: Sequence[Person]) -> _Named:
        every = sorted(
            ((span, person) for person in persons for span in person.mentions), key=lambda mention: mention[0].end
        )
        return cls(every, min((span.end for span, person in every if person.accused), default=math.inf))

    def between(self, start: int, end: int) -> Iterator[Person]:
        """Whoever has a mention there, from ``start`` to ``end``."""
        low, high = (bisect_right(self.mentions, at, key=lambda mention: mention[0].end) for at in (start, end))
        return (person for span, person in self.mentions[low:high] if span.start >= start)


def _is_of_accused(draft: Draft, quote: Span, named: _Named) -> bool:
    """Whether a "he" in a quotation would be the accused: named before it, and nobody else in its paragraph."""
    paragraph = segment(draft.text).paragraph_at(quote.start) or quote
    near = [person for person in named.between(paragraph.start, quote.start) if person.role is Role.PUBLIC]
    return any(person.accused for person in near) if near else named.accused_from <= quote.start


def _is_to_accused(draft: Draft, sentence: Span, quote: Span, named: _Named) -> bool:
    """Whether the words before a quotation send it to the accused, by name or as the "him" that they are."""
    cues, text = _cues(draft.lang), draft.text
    if not math.isfinite(named.accused_from):
        return False
    for sent in cues["sent_to"].finditer(text, sentence.start, quote.start):
        if cues["receiver"].match(text, sent.end(), quote.start):
            return _is_of_accused(draft, quote, named)
        if any(person.accused and span.start == sent.end() for span, person in named.mentions):
            return True
    return False


def _channel(value: Value, around: _Around) -> _Seen:
    return (_THIRD, _by_sentence("group_channel")) if around.says("group_channel") else (_DYADIC, _TYPE)


def _number(value: Value, around: _Around) -> _Seen:
    return (_LIFE, _VALUE) if value.get("kind") == "plate" else (_THIRD, _DEFAULT)


def _by_own(cue: str) -> Known:
    return Known(Basis.WORDS, cue)


def _by_sentence(cue: str) -> Known:
    return Known(Basis.SENTENCE, cue)


def _is_private(around: _Around) -> bool:
    return around.says("alone") and not around.says("witnessed") and not around.says("told")


def is_witnessed(draft: Draft, span: Span) -> bool:
    """Whether the sentence of ``span`` says that others saw or heard it."""
    sentence = segment(draft.text).sentence_at(span.start) or span
    around = _Around(span.of(draft.text), sentence.of(draft.text), draft.lang)
    return around.says("witnessed") or around.says("told")


_RULES: Mapping[DetailType, Callable[[Value, _Around], _Seen]] = {
    DetailType.ID: _number,
    DetailType.HEALTH: _health,
    DetailType.OCCUPATION: _job,
    DetailType.EMPLOYER: _employer,
    DetailType.PLACE: _place,
    DetailType.TRIP: _trip,
    DetailType.EVENT: _event,
    DetailType.GROUP: _group,
    DetailType.QUOTE: _quote,
    DetailType.CHANNEL: _channel,
}


def _of_date(draft: Draft, date: Detail, events: Mapping[Span, Sequence[Detail]], seen: Mapping[str, _Seen]) -> _Seen:
    sentence = segment(draft.text).sentence_at(date.span.start)
    beside = events.get(sentence, ()) if sentence else ()
    own = [other for other in beside if set(other.persons) & set(date.persons)]
    if own:
        event = min(own, key=lambda other: (abs(other.span.start - date.span.start), other.span))
        return seen[event.id][0], Known(Basis.EVENT, of=event.span)
    # Nineteen years with the firm, or since 1994: colleagues know it. A single day of which nothing is said: somebody.
    lasts = isinstance(date.value.get("days"), int) or ("from" in date.value and "to" not in date.value)
    return (_WORK, _LENGTH) if lasts else (_THIRD, _DEFAULT)
