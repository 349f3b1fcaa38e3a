"""A form about a source: TOML that a person fills in. ``asking`` asks the same at the terminal.

No error repeats anything that stands in the form: it holds the name.
"""

from __future__ import annotations

import datetime
import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from ..errors import toml_place
from ..said import Remark, said
from .errors import FormError
from .source import DETAIL_TYPES, Evidence, KnownFact, Promise, Publication, Source, Told, Verification

MAX_BYTES = 1 << 20
"""A form is a page; more than this is not one."""

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
        raise FormError("the form is not UTF-8 text; save it as UTF-8") from None
    except (ValueError, RecursionError) as error:  # also of a number with more digits than Python reads
        raise FormError("the form is not valid TOML {place}; correct it there", place=toml_place(error)) from None
    return _Table(table, "")


def _source(table: _Table) -> Source:
    source = Source(
        name=table.text("name"),
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
        facts=table.rows("facts", lambda row: KnownFact(check_type(row.text("type")), row.text("what"))),
        tags=table.texts("tags"),
        retain_until=table.date("retain_until"),
    )
    table.done()  # first: whoever wrote "naam" has given a name
    required(source.name)
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
        disclosed[check_type(type_)] = Told(word or "exact")
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
        promise[type_] = promise_of(type_, word)
    return promise


def check_type(type_: str) -> str:
    """A type of detail that there is; raises :class:`FormError`."""
    if type_ not in DETAIL_TYPES:
        raise FormError(
            "the form names a type of detail that there is not; choose from {choices}", choices=", ".join(DETAIL_TYPES)
        )
    return type_


def promise_of(type_: str, word: object) -> Promise:
    """What is promised of a type of detail, by its word; raises :class:`FormError`."""
    for promise in Promise:
        if word == promise.value:
            return promise
    raise FormError(
        "what is promised of {type} means nothing; choose from {choices}", type=type_, choices=", ".join(Promise)
    )


def required(name: str) -> str:
    """A name that says something; raises :class:`FormError`."""
    if not name.strip():
        raise FormError("the form has no name: a source without one can neither be found nor protected")
    return name


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
