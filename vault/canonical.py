"""JSON as it is signed and stored: one way to write it, and a strict way to read it.

Whatever is read here was decrypted, but not yet believed: every field is asked for by name and type, and one that
nobody asked for is damage.
"""

from __future__ import annotations

import base64
import binascii
import datetime
import json
import re
from collections.abc import Callable, Iterable, Mapping
from typing import TypeAlias, TypeGuard, TypeVar

from ..said import Remark, said
from .errors import DamagedVaultError, VaultError

Json: TypeAlias = "str | int | bool | list[Json] | dict[str, Json] | None"
MAX_NUMBER = (1 << 63) - 1
"""The highest place that SQLite and PostgreSQL know: they take no other number."""

_Built = TypeVar("_Built")
_ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))
_HALF = re.compile(rb"\\u[dD][89a-fA-F]")
"""How JSON writes half of a character; we write characters as they are."""


def to_json(value: Json) -> bytes:
    """Encode as UTF-8 without spaces, keys sorted: the same value is always the same bytes."""
    return _ENCODER.encode(value).encode()


def join_object(parts: Mapping[str, bytes]) -> bytes:
    """What :func:`to_json` makes of an object whose values it has been given already, encoded by their names."""
    return b"{" + b",".join(to_json(name) + b":" + parts[name] for name in sorted(parts)) + b"}"


def join_list(parts: Iterable[bytes]) -> bytes:
    """What :func:`to_json` makes of a list whose values it has been given already."""
    return b"[" + b",".join(parts) + b"]"


def from_json(untrusted_data: bytes, what: Remark, error: type[VaultError] = DamagedVaultError) -> Fields:
    """Read one JSON object; raises ``error``, which names ``what`` and nothing of the content."""
    try:
        value = json.loads(untrusted_data.decode())
        if _HALF.search(untrusted_data):
            to_json(value)  # a half without the other is text that nothing could write again
    except (ValueError, RecursionError):
        raise error("{what} is damaged: it cannot be read", what=what) from None
    return Fields(value, what, error)


def _is_number(value: Json) -> TypeGuard[int]:
    """Whether it is a whole number, not below zero, that a store can count up to."""
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= MAX_NUMBER


def to_base64(data: bytes) -> str:
    """Standard base64 with padding."""
    return base64.b64encode(data).decode()


class Fields:
    """One JSON object, read field by field; :meth:`done` refuses what was not asked for."""

    def __init__(self, value: Json, what: Remark, error: type[VaultError] = DamagedVaultError) -> None:
        self._what, self._error = what, error
        if not isinstance(value, dict):
            raise self.wrong("it is not an object")
        self._value, self._asked = value, set[str]()

    def text(self, name: str) -> str:
        """A string; it may be empty."""
        value = self._get(name)
        if not isinstance(value, str):
            raise self.wrong("{name} is not text", name=name)
        return value

    def number(self, name: str) -> int:
        """A whole number, not below zero."""
        value = self._get(name)
        if not _is_number(value):
            raise self.wrong("{name} is not a number", name=name)
        return value

    def data(self, name: str, size: int) -> bytes:
        """Exactly ``size`` bytes of base64."""
        try:
            value = base64.b64decode(self.text(name), validate=True)
        except (binascii.Error, ValueError):
            raise self.wrong("{name} is not base64", name=name) from None
        if len(value) != size:
            raise self.wrong("{name} has the wrong length", name=name)
        return value

    def time(self, name: str) -> datetime.datetime:
        """A time in UTC."""
        try:
            found = datetime.datetime.fromisoformat(self.text(name))
        except ValueError:
            raise self.wrong("{name} is not a time", name=name) from None
        if found.utcoffset() != datetime.timedelta(0):
            raise self.wrong("{name} is not a time in UTC", name=name)
        return found

    def date(self, name: str) -> datetime.date:
        """A day."""
        try:
            return datetime.date.fromisoformat(self.text(name))
        except ValueError:
            raise self.wrong("{name} is not a date", name=name) from None

    def date_or_none(self, name: str) -> datetime.date | None:
        """A day; None where the text is empty."""
        return self.date(name) if self.text(name) else None

    def digest(self, name: str, size: int = 32) -> bytes:
        """Exactly ``size`` bytes of lower-case hex."""
        value = self.text(name)
        try:
            data = bytes.fromhex(value)
        except ValueError:
            raise self.wrong("{name} is not hex", name=name) from None
        if data.hex() != value or len(data) != size:
            raise self.wrong("{name} is not {size} bytes of hex", name=name, size=size)
        return data

    def texts(self, name: str) -> tuple[str, ...]:
        """A list of strings."""
        texts = []
        for item in self._list(name):
            if not isinstance(item, str):
                raise self.wrong("{name} is not text", name=name)
            texts.append(item)
        return tuple(texts)

    def numbers(self, name: str) -> tuple[int, ...]:
        """A list of whole numbers, none below zero."""
        return self._numbers(name, self._list(name))

    def rows(self, name: str) -> tuple[tuple[int, ...], ...]:
        """A list of lists of whole numbers, none below zero."""
        return tuple(self._numbers(name, row) for row in self._list(name))

    def fields(self, name: str) -> Fields:
        """An object within."""
        return Fields(self._get(name), self._within(name), self._error)

    def each(self, name: str, build: Callable[[Fields], _Built]) -> tuple[_Built, ...]:
        """A list of objects, each read by ``build`` to its end."""
        built = []
        for item in self._list(name):
            fields = Fields(item, self._within(name), self._error)
            built.append(build(fields))
            fields.done()
        return tuple(built)

    def mapping(self, name: str) -> Mapping[str, str]:
        """An object whose values are all strings."""
        fields = self.fields(name)
        return {key: fields.text(key) for key in fields._value}

    def kind(self, kind: str, version: int = 1) -> None:
        """Check the two fields that every object of ours begins with."""
        if self.text("bronwacht") != kind:
            raise self.wrong("it is no {kind}", kind=kind)
        written = self.number("format")
        if written > version:
            raise self.wrong("a newer Bronwacht wrote it; update this one")
        if written < version:
            raise self.wrong("an older Bronwacht wrote it; export it with that one, and import it here")

    def done(self) -> None:
        """Refuse a field that was not asked for."""
        if set(self._value) - self._asked:
            raise self.wrong("it holds something that this version does not know")

    def has(self, name: str) -> bool:
        """Whether there is such a field."""
        return name in self._value

    def value(self, name: str) -> Json:
        """A field of any type, for somebody else to read."""
        return self._get(name)

    def _get(self, name: str) -> Json:
        self._asked.add(name)
        if name not in self._value:
            raise self.wrong("{name} is missing", name=name)
        return self._value[name]

    def _numbers(self, name: str, items: Json) -> tuple[int, ...]:
        numbers = []
        for item in items if isinstance(items, list) else [None]:
            if not _is_number(item):
                raise self.wrong("{name} is not numbers", name=name)
            numbers.append(item)
        return tuple(numbers)

    def _list(self, name: str) -> list[Json]:
        value = self._get(name)
        if not isinstance(value, list):
            raise self.wrong("{name} is not a list", name=name)
        return value

    def wrong(self, why: str, /, **values: object) -> VaultError:
        """The error to raise for a field whose value means nothing."""
        return self._error("{what} is damaged: {why}", what=self._what, why=Remark(why, **values))

    def _within(self, name: str) -> Remark:
        return said("{what}, {name}", what=self._what, name=name)
