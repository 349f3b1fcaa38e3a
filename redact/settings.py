"""TOML files that people write: read key by key, and a key that nobody asked for is an error.

Called by the readers of the story file and of the corrections; a misspelt key would otherwise silently do nothing.
"""

from __future__ import annotations

import datetime
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

from ..errors import UsageError, reason, toml_place
from ..said import Remark

MAX_BYTES = 1 << 20
"""A file of settings is a few pages; more than this is not one."""


@dataclass(frozen=True)
class Kind:
    """What a file is called in messages ("story file"), and the error that its reader raises."""

    what: Remark
    error: type[UsageError]

    def load(self, path: Path, repair: Callable[[str], str] = str) -> Table:
        """The table of the file at ``path``, whose text goes through ``repair`` first; raises :attr:`error`."""
        try:
            if path.exists() and not path.is_file():
                raise self.error("the {what} is not a file; a pipe or a folder cannot be one", what=self.what)
            with path.open("rb") as file:
                raw = file.read(MAX_BYTES + 1)
        except OSError as error:
            raise self.error(
                "cannot read the {what} {name}: {reason}", what=self.what, name=path.name, reason=reason(error)
            ) from None
        if len(raw) > MAX_BYTES:
            raise self.error("the {what} is larger than 1 MiB; a {what} is a page of settings", what=self.what)
        return self.parse(raw, repair)

    def parse(self, raw: bytes, repair: Callable[[str], str] = str) -> Table:
        """The table of a file's bytes; raises :attr:`error`."""
        try:
            table = tomllib.loads(repair(raw.decode("utf-8")))
        except UnicodeDecodeError:
            raise self.error("the {what} is not UTF-8 text", what=self.what) from None
        except ValueError as error:  # also of a number with more digits than Python reads
            raise (
                self.error("the {what} is not valid TOML {place}", what=self.what, place=place)
                if (place := toml_place(error))
                else self.error("the {what} is not valid TOML", what=self.what)
            ) from None
        except RecursionError:
            raise self.error("the {what} is not valid TOML (nested too deeply)", what=self.what) from None
        return self.table(table)

    def table(self, table: Mapping[str, Any]) -> Table:
        """A parsed table, to be read key by key."""
        return Table(table, "", self)


class Table:
    """One TOML table, read key by key, that knows which keys nobody asked for.

    Every method raises the kind's error, with the key, for a value that is missing or of another type.
    """

    def __init__(self, table: Mapping[str, Any], name: str, kind: Kind) -> None:
        self._table, self._name, self._kind, self._asked = table, name, kind, set[str]()

    def has(self, key: str) -> bool:
        """Whether the key is there."""
        return key in self._table

    def text(self, key: str, default: str) -> str:
        """A string, or ``default``."""
        value = self._get(key, default)
        # TOML reads an unquoted date as a date; its text is what was meant.
        if isinstance(value, datetime.date):
            return value.isoformat()
        return value if isinstance(value, str) else self.misread(key)

    def need_text(self, key: str) -> str:
        """A string that must be there and not be empty."""
        return self.text(key, "") or self.misread(key)

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of strings, none empty; an empty list where there is none."""
        value = self._get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, str) and item for item in value):
            self.misread(key)
        return tuple(value)

    def number(self, key: str) -> int:
        """A whole number that must be there."""
        value = self._get(key, None)
        return value if isinstance(value, int) and not isinstance(value, bool) else self.misread(key)

    def flag(self, key: str) -> bool:
        """True or false; false where there is none."""
        value = self._get(key, False)
        return value if isinstance(value, bool) else self.misread(key)

    def table(self, key: str) -> Table:
        """A table; an empty one where there is none."""
        value = self._get(key, {})
        return Table(value, f"{self._name}{key}.", self._kind) if isinstance(value, dict) else self.misread(key)

    def tables(self, key: str) -> list[Table]:
        """A list of tables; an empty one where there is none."""
        value = self._get(key, [])
        if not isinstance(value, list) or not all(isinstance(row, dict) for row in value):
            self.misread(key)
        return [Table(row, f"{self._name}{key}.", self._kind) for row in value]

    def text_or_table(self, key: str) -> str | Table:
        """A string that is not empty, or a table; it must be there."""
        return self.table(key) if isinstance(self._table.get(key), dict) else self.need_text(key)

    def done(self) -> None:
        """Raise the kind's error when the table has a key that nobody asked for."""
        for key in sorted(set(self._table) - self._asked):
            raise self._kind.error(
                "unknown key in the {what}: {name}{key}", what=self._kind.what, name=self._name, key=key
            )

    def misread(self, key: str) -> NoReturn:
        """Raise the kind's error for the value of ``key``."""
        raise self._kind.error(
            "missing or wrong value in the {what}: {name}{key}", what=self._kind.what, name=self._name, key=key
        )

    def _get(self, key: str, default: Any) -> Any:
        self._asked.add(key)
        return self._table.get(key, default)
