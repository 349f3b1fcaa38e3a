"""A form about a source, asked at the terminal one thing after another.

An answer that means nothing is asked for again, with what is wrong: whoever has typed eleven answers must not lose them
by the twelfth. No question repeats what was answered, but for what the source is known by already.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import TypeVar

from ..said import Remark, printable, said
from .errors import FormError
from .form import check_type, promise_of, required
from .source import KnownFact, Promise, Source, Verification

CLEAR = "-"
"""The answer that takes away what was known."""

MAX_TRIES = 10
"""Of one question: what answers wrong so often is no person."""

Ask = Callable[[Remark], str]
"""Puts a question, and gives the answer."""

Check = Callable[[Source], None]
"""Raises :class:`FormError` where a tag would say who the source is."""

_Read = TypeVar("_Read")


def ask_form(ask: Ask, *, check: Check = lambda _: None) -> Source:
    """Fill in a form by asking one question after another; an empty answer leaves a thing out."""
    source = Source(
        name=_asked(ask, said("Full name: "), required),
        aliases=_several(ask(said("Other names, nicknames, spellings (separated by ;): "))),
        contacts=_several(ask(said("Telephone, mail, handles, address (separated by ;): "))),
        employer=ask(said("Employer: ")),
        role=ask(said("Function or position: ")),
        born=_asked(ask, said("Date of birth (YYYY-MM-DD): "), _date),
        relation=ask(said("Relation to the story: ")),
        verified=_verification(ask(said("How was the identity established: ")), ask),
        promise=_promise(ask),
        facts=_facts(ask),
    )
    tags = said("Tags, seen without opening the record (separated by ;): ")
    return replace(
        _asked(ask, tags, lambda answer: _with_tags(source, _several(answer), check)),
        retain_until=_asked(ask, said("Destroy after (YYYY-MM-DD): "), _date),
    )


def ask_changes(ask: Ask, source: Source, *, check: Check = lambda _: None) -> Source:
    """Ask about one thing after another, with what is known of it; an empty answer keeps it, and - clears it."""

    def of(question: Remark, value: str, read: Callable[[str], _Read]) -> _Read:
        shown = said("{question} [{value}]: ", question=question, value=printable(value))
        return _asked(ask, shown, lambda answer: read(value if not answer else "" if answer == CLEAR else answer))

    def text(question: Remark, value: str) -> str:
        return of(question, value, str)

    def texts(question: Remark, values: tuple[str, ...]) -> tuple[str, ...]:
        return of(said("{question} (separated by ;)", question=question), "; ".join(values), _several)

    def date(question: Remark, value: datetime.date | None) -> datetime.date | None:
        return of(said("{question} (YYYY-MM-DD)", question=question), value.isoformat() if value else "", _date)

    verified = source.verified or Verification("", "")
    changed = replace(
        source,
        name=of(said("Full name"), source.name, required),
        aliases=texts(said("Other names, nicknames, spellings"), source.aliases),
        contacts=texts(said("Telephone, mail, handles, address"), source.contacts),
        employer=text(said("Employer"), source.employer),
        role=text(said("Function or position"), source.role),
        born=date(said("Date of birth"), source.born),
        relation=text(said("Relation to the story"), source.relation),
    )
    tags = said("{question} (separated by ;)", question=said("Tags, seen without opening the record"))
    changed = of(tags, "; ".join(source.tags), lambda answer: _with_tags(changed, _several(answer), check))
    changed = replace(changed, retain_until=date(said("Destroy after"), source.retain_until))
    how = text(said("How was the identity established"), verified.how)
    by, on = (text(said("By whom"), verified.by), date(said("When"), verified.on)) if how else ("", None)
    return replace(
        changed,
        verified=Verification(how, by, on) if how else None,
        promise=_changed_promise(ask, source.promise),
        facts=(*source.facts, *_facts(ask)),
    )


def _asked(ask: Ask, question: Remark, read: Callable[[str], _Read]) -> _Read:
    """The answer, as ``read`` has it; asked for again where that raises :class:`FormError`."""
    put = question
    for left in reversed(range(MAX_TRIES)):
        try:
            return read(ask(put))
        except FormError as wrong:
            if not left:
                raise
            put = said("{wrong}\n{question}", wrong=wrong, question=question)
    raise AssertionError  # of no tries at all


def _with_tags(source: Source, tags: tuple[str, ...], check: Check) -> Source:
    tagged = replace(source, tags=tags)
    check(tagged)
    return tagged


def _several(answer: str) -> tuple[str, ...]:
    return tuple(piece.strip() for piece in answer.split(";") if piece.strip())


def _date(answer: str) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(answer) if answer else None
    except ValueError:
        raise FormError("a date is a year, a month and a day, such as 1987-05-03") from None


def _verification(how: str, ask: Ask) -> Verification | None:
    if not how:
        return None
    return Verification(how, ask(said("By whom: ")), _asked(ask, said("When (YYYY-MM-DD): "), _date))


def _promise(ask: Ask) -> Mapping[str, Promise]:
    """Ask for promises until there are no more, as ``AGE broad``."""
    promise = dict[str, Promise]()
    question = said("Promised, such as AGE broad or EMPLOYER never (empty when done): ")
    while one := _asked(ask, question, _one_promise):
        promise |= one
    return promise


def _one_promise(answer: str) -> dict[str, Promise]:
    type_, _, word = answer.upper().partition(" ")
    return {check_type(type_): promise_of(type_, word.strip().lower())} if answer else {}


def _changed_promise(ask: Ask, promise: Mapping[str, Promise]) -> Mapping[str, Promise]:
    changed = dict(promise)
    for type_, word in promise.items():
        question = said("Promised for {type} [{word}]: ", type=type_, word=word)
        kept = _asked(ask, question, partial(_kept, type_, word))
        if kept is None:
            del changed[type_]
        else:
            changed[type_] = kept
    return {**changed, **_promise(ask)}


def _kept(type_: str, word: Promise, answer: str) -> Promise | None:
    if answer == CLEAR:
        return None
    return promise_of(type_, answer.lower()) if answer else word


def _facts(ask: Ask) -> tuple[KnownFact, ...]:
    """Ask for further facts until there are no more, as ``PLACE Edam``."""
    facts = list[KnownFact]()
    question = said("Anything else that points at them, such as PLACE Edam (empty when done): ")
    while one := _asked(ask, question, _one_fact):
        facts += one
    return tuple(facts)


def _one_fact(answer: str) -> list[KnownFact]:
    type_, _, what = answer.partition(" ")
    return [KnownFact(check_type(type_.upper()), what.strip())] if answer else []
