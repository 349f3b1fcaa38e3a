"""TOML files that people write: read key by key, and a key that nobody asked for is an error.

Called by the readers of the story file and of the corrections; a misspelt key would otherwise silently do nothing.
"""

from __future__ import annotations

import datetime
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn, TypeVar

from ..errors import UsageError, reason, toml_place
from ..said import Remark, said

MAX_BYTES = 1 << 20
"""A file of settings is a few pages; more than this is not one."""

_Built = TypeVar("_Built")


_TEXT = said('text in quotes, such as "…"')


@dataclass(frozen=True)
class Kind:
    """What a file is called in messages ("story file"), and the error that its reader raises."""

    what: Remark
    error: type[UsageError]

    def read(self, path: Path, build: Callable[[Table], _Built], repair: Callable[[str], str] = str) -> _Built:
        """What ``build`` makes of the file at ``path``, whose text goes through ``repair`` first.

        Raises :attr:`error`, with the file's name before what is wrong with it.
        """
        try:
            return build(self.parse(self._content(path), repair))
        except self.error as fault:
            raise self.error("{file}: {fault}", file=path.name or path, fault=fault) from None

    def _content(self, path: Path) -> bytes:
        try:
            if path.exists() and not path.is_file():
                raise self.error("the {what} is not a file; a pipe or a folder cannot be one", what=self.what)
            with path.open("rb") as file:
                raw = file.read(MAX_BYTES + 1)
        except OSError as error:
            raise self.error(
                "cannot read the {what}: {reason}; check the path", what=self.what, reason=reason(error)
            ) from None
        if len(raw) > MAX_BYTES:
            raise self.error("the {what} is larger than 1 MiB; a {what} is a page of settings", what=self.what)
        return raw

    def parse(self, raw: bytes, repair: Callable[[str], str] = str) -> Table:
        """The table of a file's bytes; raises :attr:`error`."""
        try:
            table = tomllib.loads(repair(raw.decode("utf-8-sig")))
        except UnicodeDecodeError:
            raise self.error("the {what} is not UTF-8 text; save it as UTF-8", what=self.what) from None
        except (ValueError, RecursionError) as error:  # also of a number with more digits than Python reads
            raise self.error(
                "the {what} is not valid TOML {place}; correct it there", what=self.what, place=toml_place(error)
            ) from None
        return self.table(table)

    def table(self, table: Mapping[str, Any]) -> Table:
        """A parsed table, to be read key by key."""
        return Table(table, "", self)


class Table:
    """One TOML table, read key by key, that knows which keys nobody asked for.

    Every method raises the kind's error, with the key and what should stand there, for a value that is missing or of
    another type.
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
        return value if isinstance(value, str) else self.misread(key, _TEXT)

    def need_text(self, key: str) -> str:
        """A string that must be there and not be empty."""
        return self.text(key, "") or self.misread(key, _TEXT)

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of strings, none empty; an empty list where there is none."""
        value = self._get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, str) and item for item in value):
            self.misread(key, said('a list of texts, such as ["…", "…"]'))
        return tuple(value)

    def number(self, key: str) -> int:
        """A whole number that must be there."""
        value = self._get(key, None)
        return (
            value
            if isinstance(value, int) and not isinstance(value, bool)
            else self.misread(key, said("a whole number"))
        )

    def flag(self, key: str) -> bool:
        """True or false; false where there is none."""
        value = self._get(key, False)
        return value if isinstance(value, bool) else self.misread(key, said("true or false"))

    def table(self, key: str) -> Table:
        """A table; an empty one where there is none."""
        value = self._get(key, {})
        if not isinstance(value, dict):
            self.misread(key, said("a table, [{key}]", key=key))
        return Table(value, f"{self._name}{key}.", self._kind)

    def tables(self, key: str) -> list[Table]:
        """A list of tables; an empty one where there is none."""
        value = self._get(key, [])
        if not isinstance(value, list) or not all(isinstance(row, dict) for row in value):
            self.misread(key, said("tables, each under [[{key}]]", key=key))
        return [Table(row, f"{self._name}{key}.", self._kind) for row in value]

    def text_or_table(self, key: str) -> str | Table:
        """A string that is not empty, or a table; it must be there."""
        return self.table(key) if isinstance(self._table.get(key), dict) else self.need_text(key)

    def done(self) -> None:
        """Raise the kind's error when the table has a key that nobody asked for."""
        for key in sorted(set(self._table) - self._asked):
            raise self._kind.error(
                "unknown key in the {what}: {name}{key}; choose from {choices}",
                what=self._kind.what,
                name=self._name,
                key=key,
                choices=", ".join(sorted(self._asked)),
            )

    def misread(self, key: str, wanted: Remark) -> NoReturn:
        """Raise the kind's error for the value of ``key``, which should be ``wanted``."""
        raise self._kind.error(
            "{name}{key} in the {what} should be {wanted}",
            what=self._kind.what,
            name=self._name,
            key=key,
            wanted=wanted,
        )

    def _get(self, key: str, default: Any) -> Any:
        self._asked.add(key)
        return self._table.get(key, default)
