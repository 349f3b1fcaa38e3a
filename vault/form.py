"""A form about a source: TOML that a person fills in, or answers at the terminal.

No error repeats anything that stands in the form: it holds the name.
"""

from __future__ import annotations

import datetime
import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from ..errors import toml_place
from ..said import Remark, said
from .errors import FormError
from .source import DETAIL_TYPES, Evidence, KnownFact, Promise, Publication, Source, Told, Verification

MAX_BYTES = 1 << 20
"""A form is a page; more than this is not one."""

CLEAR = "-"
"""The answer that takes away what was known."""

_SHA256 = re.compile(r"[0-9a-f]{64}")
_Row = TypeVar("_Row")


def parse_form(form: bytes) -> Source:
    """Read a form; raises :class:`FormError`, which says what is wrong and where."""
    source = _source(_read(form))
    if source.codename.startswith("-"):
        raise FormError("a codename cannot begin with -, which every command would take for an option")
    return source


def parse_edited(form: bytes) -> tuple[Source, str]:
    """Read a form that was filled in by ``form_text``: the source, and in which state it was shown."""
    table = _read(form)
    stamp = table.text("state")
    if not stamp:
        raise FormError("the form does not say which state it changes; begin with `bronwacht vault edit --print`")
    return _source(table), stamp


def _read(form: bytes) -> _Table:
    if len(form) > MAX_BYTES:
        raise FormError("the form is larger than 1 MiB; a form is a page of text")
    try:
        table = tomllib.loads(form.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise FormError("the form is not UTF-8 text") from None
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise (
            FormError("the form is not valid TOML {place}", place=place)
            if (place := toml_place(error))
            else FormError("the form is not valid TOML")
        ) from None
    return _Table(table, "")


def ask_form(ask: Callable[[Remark], str]) -> Source:
    """Fill in a form by asking one question after another; an empty answer leaves a thing out."""
    return Source(
        name=_required(ask(said("Full name: "))),
        aliases=_several(ask(said("Other names, nicknames, spellings (separated by ;): "))),
        contacts=_several(ask(said("Telephone, mail, handles, address (separated by ;): "))),
        employer=ask(said("Employer: ")),
        role=ask(said("Function or position: ")),
        born=_answered_date(ask(said("Date of birth (YYYY-MM-DD): "))),
        relation=ask(said("Relation to the story: ")),
        verified=_verification(ask(said("How was the identity established: ")), ask),
        promise=_promise(ask),
        facts=_facts(ask),
        tags=_several(ask(said("Tags, seen without opening the record (separated by ;): "))),
        retain_until=_answered_date(ask(said("Destroy after (YYYY-MM-DD): "))),
    )


def ask_changes(ask: Callable[[Remark], str], source: Source) -> Source:
    """Ask about one thing after another, with what is known of it; an empty answer keeps it, and - clears it."""

    def text(question: Remark, value: str) -> str:
        answer = ask(said("{question} [{value}]: ", question=question, value=_shown(value)))
        return value if not answer else "" if answer == CLEAR else answer

    def texts(question: Remark, values: tuple[str, ...]) -> tuple[str, ...]:
        return _several(text(said("{question} (separated by ;)", question=question), "; ".join(values)))

    def date(question: Remark, value: datetime.date | None) -> datetime.date | None:
        return _answered_date(
            text(said("{question} (YYYY-MM-DD)", question=question), value.isoformat() if value else "")
        )

    verified = source.verified or Verification("", "")
    changed = replace(
        source,
        name=_required(text(said("Full name"), source.name)),
        aliases=texts(said("Other names, nicknames, spellings"), source.aliases),
        contacts=texts(said("Telephone, mail, handles, address"), source.contacts),
        employer=text(said("Employer"), source.employer),
        role=text(said("Function or position"), source.role),
        born=date(said("Date of birth"), source.born),
        relation=text(said("Relation to the story"), source.relation),
        tags=texts(said("Tags, seen without opening the record"), source.tags),
        retain_until=date(said("Destroy after"), source.retain_until),
    )
    how = text(said("How was the identity established"), verified.how)
    by, on = (text(said("By whom"), verified.by), date(said("When"), verified.on)) if how else ("", None)
    return replace(
        changed,
        verified=Verification(how, by, on) if how else None,
        promise=_changed_promise(ask, source.promise),
        facts=(*source.facts, *_facts(ask)),
    )


def _changed_promise(ask: Callable[[Remark], str], promise: Mapping[str, Promise]) -> Mapping[str, Promise]:
    changed = dict(promise)
    for type_, word in promise.items():
        answer = ask(said("Promised for {type} [{word}]: ", type=type_, word=word)).lower()
        if answer == CLEAR:
            del changed[type_]
        elif answer:
            changed[type_] = _promise_of(type_, answer)
    return {**changed, **_promise(ask)}


def _shown(value: str) -> str:
    return "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in value)


def _source(table: _Table) -> Source:
    source = Source(
        name=_required(table.text("name")),
        codename=table.text("codename"),
        aliases=table.texts("aliases"),
        contacts=table.texts("contacts"),
        employer=table.text("employer"),
        role=table.text("role"),
        born=table.date("born"),
        relation=table.text("relation"),
        verified=next(iter(table.rows("verified", _read_verification)), None),
        promise=_read_promise(table),
        evidence=table.rows("evidence", _read_evidence),
        publications=table.rows("publications", _read_publication),
        facts=table.rows("facts", lambda row: KnownFact(_check_type(row.text("type")), row.text("what"))),
        tags=table.texts("tags"),
        retain_until=table.date("retain_until"),
    )
    table.done()
    return source


def _read_verification(row: _Table) -> Verification:
    return Verification(row.text("how"), row.text("by"), row.date("on"))


def _read_evidence(row: _Table) -> Evidence:
    evidence = Evidence(row.text("what"), row.text("where"), row.text("sha256").lower())
    if evidence.sha256 and not _SHA256.fullmatch(evidence.sha256):
        raise FormError("evidence.sha256 in the form is not 64 hex digits")
    return evidence


def _read_publication(row: _Table) -> Publication:
    return Publication(row.text("what"), row.date("on"), read_disclosed(row.texts("disclosed")), row.text("text"))


def read_disclosed(texts: Sequence[str]) -> Mapping[str, Told]:
    """What a publication disclosed, from texts such as ``AGE broad``, or ``AGE`` for all of it."""
    disclosed = {}
    for text in texts:
        type_, _, word = text.partition(" ")
        if word not in ("", *Told):
            raise FormError(
                "how closely a detail was published means nothing; choose from {choices}", choices=", ".join(Told)
            )
        disclosed[_check_type(type_)] = Told(word or "exact")
    return disclosed


def _read_promise(table: _Table) -> Mapping[str, Promise]:
    promise = {}
    for number, (type_, word) in enumerate(table.mapping("promise").items(), 1):
        if type_ not in DETAIL_TYPES:  # which may be a name, so it goes by its place
            raise FormError(
                "promise {number} in the form is about a type of detail that there is not; choose from {choices}",
                number=number,
                choices=", ".join(DETAIL_TYPES),
            )
        promise[type_] = _promise_of(type_, word)
    return promise


def _check_type(type_: str) -> str:
    if type_ not in DETAIL_TYPES:
        raise FormError(
            "the form names a type of detail that there is not; choose from {choices}", choices=", ".join(DETAIL_TYPES)
        )
    return type_


def _promise_of(type_: str, word: object) -> Promise:
    for promise in Promise:
        if word == promise.value:
            return promise
    raise FormError(
        "what is promised of {type} means nothing; choose from {choices}", type=type_, choices=", ".join(Promise)
    )


def _required(name: str) -> str:
    if not name.strip():
        raise FormError("the form has no name: a source without one can neither be found nor protected")
    return name


def _several(answer: str) -> tuple[str, ...]:
    return tuple(piece.strip() for piece in answer.split(";") if piece.strip())


def _answered_date(answer: str) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(answer) if answer else None
    except ValueError:
        raise FormError("a date is a year, a month and a day, such as 1987-05-03; nothing was written") from None


def _verification(how: str, ask: Callable[[Remark], str]) -> Verification | None:
    return Verification(how, ask(said("By whom: ")), _answered_date(ask(said("When (YYYY-MM-DD): ")))) if how else None


def _promise(ask: Callable[[Remark], str]) -> Mapping[str, Promise]:
    """Ask for promises until there are no more, as ``AGE broad``."""
    promise = {}
    while answer := ask(said("Promised, such as AGE broad or EMPLOYER never (empty when done): ")):
        type_, _, word = answer.partition(" ")
        promise[_check_type(type_.upper())] = _promise_of(type_.upper(), word.strip().lower())
    return promise


def _facts(ask: Callable[[Remark], str]) -> tuple[KnownFact, ...]:
    """Ask for further facts until there are no more, as ``PLACE Edam``."""
    facts = []
    while answer := ask(said("Anything else that points at them, such as PLACE Edam (empty when done): ")):
        type_, _, what = answer.partition(" ")
        facts.append(KnownFact(_check_type(type_.upper()), what.strip()))
    return tuple(facts)


class _Table:
    """One TOML table, read key by key; it names the keys of the form and nothing that was filled in."""

    def __init__(self, table: Mapping[str, Any], name: str) -> None:
        self._table, self._name, self._asked = table, name, set[str]()

    def text(self, key: str) -> str:
        value = self._get(key, "")
        if not isinstance(value, str):
            raise self._wrong(key, said('text in quotes, such as "…"'))
        return value.strip()

    def texts(self, key: str) -> tuple[str, ...]:
        value = self._get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise self._wrong(key, said('a list of texts, such as ["…", "…"]'))
        return tuple(item.strip() for item in value if item.strip())

    def date(self, key: str) -> datetime.date | None:
        value = self._get(key, None)
        if value is not None and type(value) is not datetime.date:
            raise self._wrong(key, said("a date without quotes, such as 1987-05-03"))
        return value

    def mapping(self, key: str) -> Mapping[str, object]:
        value = self._get(key, {})
        if not isinstance(value, dict):
            raise self._wrong(key, said("a table, [{key}]", key=key))
        return value

    def rows(self, key: str, read: Callable[[_Table], _Row]) -> tuple[_Row, ...]:
        """A table or a list of tables, each read to its end."""
        value = self._get(key, [])
        tables: Sequence[object] = [value] if isinstance(value, dict) else value if isinstance(value, list) else [None]
        rows = []
        for table in tables:
            if not isinstance(table, dict):
                raise self._wrong(key, said("a table, [{key}] or [[{key}]]", key=key))
            row = _Table(table, f"{key}.")
            rows.append(read(row))
            row.done()
        return tuple(rows)

    def done(self) -> None:
        """Refuse a key that nobody asked for; it is not repeated, since a name could have got there."""
        if set(self._table) - self._asked:
            place = said(" in [{table}]", table=self._name.rstrip(".")) if self._name else ""
            raise FormError(
                "the form has a key that means nothing{place}; it may have: {choices}",
                place=place,
                choices=", ".join(sorted(self._asked)),
            )

    def _get(self, key: str, default: object) -> Any:
        self._asked.add(key)
        return self._table.get(key, default)

    def _wrong(self, key: str, wanted: Remark) -> FormError:
        return FormError("{name}{key} in the form should be {wanted}", name=self._name, key=key, wanted=wanted)
