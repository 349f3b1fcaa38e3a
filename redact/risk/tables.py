"""Population tables: figures with a source and a year, one TOML file a country, and a newsroom's own beside them.

A row counts people ("people") or gives a part of another row ("share"); ``docs/tables.md`` says how to add one. A file
that breaks a rule is refused whole: a table that is half read would give crowds that are wrong without a word.
"""

from __future__ import annotations

import math
import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from ...errors import UsageError, reason, toml_place
from ...said import Remark, listed, said
from ..draft import Lang
from .assessment import BaseRate
from .crowd import MAX_PEOPLE, Share

OWN_TABLES = "BRONWACHT_TABLES"
"""Environment variable with the folder of a newsroom's own tables; its rows go before the shipped ones."""

TABLE_ERROR = 1.1
"""Factor by which a figure may be off where its row does not say: a few years old, or counted a little differently."""
MAX_ERROR = 100.0
OLDEST = 100
"""The age up to which people are counted in the last, open age group of a table."""
MAX_BYTES = 1 << 20
"""A table is some pages of figures; more than this is not one."""

_NEEDED: Mapping[str, type | tuple[type, ...]] = {
    "key": str,
    "value": (int, float),
    "what_nl": str,
    "what_en": str,
    "source": str,
    "year": int,
}
_OPTIONAL: Mapping[str, type | tuple[type, ...]] = {
    "of": str,
    "unit": str,
    "ages": list,
    "words": list,
    "error": (int, float),
}
_UNITS = ("people", "share")
_FAMILIES = frozenset(
    "population employed total gender age occupation term sector organisations education family health origin religion"
    " region speakers".split()
)
"""What the keys of rows begin with; a row by any other would count for nothing, without a word."""
_YEARS = range(1800, 2200)
"""Years that a figure can be about."""


class TableError(UsageError):
    """A population table cannot be read, or a row of it means nothing."""


@dataclass(frozen=True)
class Row:
    """One figure. ``value`` counts people, or is a part (0 to 1) of the row named ``of`` where ``unit`` is share."""

    key: str
    value: float
    what_nl: str
    what_en: str
    source: str
    year: int
    of: str = "population"
    unit: str = "people"
    ages: tuple[int, int] | None = None
    words: tuple[str, ...] = ()
    error: float = TABLE_ERROR

    def rate(self, lang: Lang) -> BaseRate:
        """The figure as a report prints it."""
        return BaseRate(self.what_nl if lang is Lang.NL else self.what_en, self.value, self.source, self.year)


@dataclass(frozen=True, eq=False)
class Table:
    """The figures of one country; two tables are the same only if they are one."""

    country: str
    rows: tuple[Row, ...]

    def get(self, key: str, year: int | None = None) -> Row | None:
        """The row of that key; of several, the one nearest to ``year`` (the first where no year is given)."""
        found = [row for row in self.rows if row.key == key]
        if year is not None:
            found.sort(key=lambda row: abs(row.year - year))
        return found[0] if found else None

    def with_word(self, key: str, word: str) -> Row | None:
        """The row of that key (or of a key below it) that has ``word`` in its list, case ignored."""
        sought = word.casefold().strip()
        own = (row for row in self.rows if row.key == key or row.key.startswith(f"{key}."))
        return next((row for row in own if sought in row.words), None)

    def people(self, row: Row) -> float:
        """How many people the row counts."""
        return row.value * self.people(self._named(row.of)) if row.unit == "share" else row.value

    def share(self, row: Row) -> float:
        """The part that the row is of the row it is taken of, that of the next, and so on to the whole population."""
        part, at = 1.0, row
        while at.key != "population":
            whole = self._named(at.of)
            part *= at.value if at.unit == "share" else at.value / self.people(whole)
            at = whole
            if at.key.startswith("total."):
                break
        return part

    def fuzzy(self, row: Row, share: float | None = None, error: float = 1.0) -> Share:
        """The row's share (or ``share``, taken from it), off by the row's error and ``error`` at most."""
        middle = self.share(row) if share is None else share
        factor = row.error * error
        return Share(middle / factor, min(middle, 1.0), min(middle * factor, 1.0))

    def ages(self, key: str, low: float, high: float) -> tuple[float, tuple[Row, ...]]:
        """The share aged ``low`` to ``high`` (years, inclusive) of all that ``key`` counts, and the rows used.

        People are evenly spread over the years of a row. Rows of one source alone: a newsroom's own replace the others.
        """
        rows = [row for row in self.rows if row.key == key and row.ages]
        rows = [row for row in rows if (row.source, row.year) == (rows[0].source, rows[0].year)]
        counted, used = 0.0, []
        for row in rows:
            first, last = row.ages or (0, 0)
            inside = min(high, last) - max(low, first) + 1
            if inside > 0:
                counted += self.share(row) * min(inside / (last - first + 1), 1.0)
                used.append(row)
        return (min(counted / sum(self.share(row) for row in rows), 1.0) if rows else 0.0), tuple(used)

    def _named(self, key: str) -> Row:
        row = self.get(key)
        if row is None:
            raise TableError(
                "the table of {country} has no row {key}, which another row is taken of", country=self.country, key=key
            )
        return row


@lru_cache(maxsize=32)
def table_of(country: str) -> Table | None:
    """The table of a country (ISO 3166 alpha-2) with the newsroom's own rows first; None where there is none."""
    rows = [*_own_rows(os.environ.get(OWN_TABLES, "")).get(country, ())]
    shipped = files(__package__) / "data" / f"{country.lower()}.toml"
    if country.isalpha() and len(country) == 2 and shipped.is_file():
        rows += parse_table(tomllib.loads(shipped.read_text(encoding="utf-8"))).rows
    return _checked(Table(country, tuple(rows))) if rows else None


@lru_cache(maxsize=4)
def _own_rows(folder: str) -> Mapping[str, tuple[Row, ...]]:
    found: dict[str, tuple[Row, ...]] = {}
    if folder and not Path(folder).is_dir():
        raise TableError("{variable} names no folder that is there; correct it, or unset it", variable=OWN_TABLES)
    for path in sorted(Path(folder).glob("*.toml")) if folder else ():
        table = read_table(path)
        found[table.country] = (*found.get(table.country, ()), *table.rows)
    return found


def read_table(path: Path) -> Table:
    """Read a newsroom's own table; raises :class:`TableError` with the file's name and what is wrong with it."""
    try:
        return _read(path)
    except TableError as fault:
        raise TableError("{file}: {fault}", file=path.name, fault=fault) from None


def _read(path: Path) -> Table:
    try:
        with path.open("rb") as file:
            raw = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise TableError("cannot read a population table: {reason}", reason=reason(error)) from None
    if len(raw) > MAX_BYTES:
        raise TableError("a population table is larger than 1 MiB; take out what you do not use")
    try:
        table = tomllib.loads(raw.decode("utf-8-sig"))  # some editors put a mark before UTF-8
    except UnicodeDecodeError:
        raise TableError("a population table is not UTF-8 text; save it as UTF-8") from None
    except (ValueError, RecursionError) as error:  # also of a number with more digits than Python reads
        raise TableError(
            "a population table is not valid TOML {place}; correct it there", place=toml_place(error)
        ) from None
    return parse_table(table)


def parse_table(table: Mapping[str, Any]) -> Table:
    """Build a table from parsed TOML; raises :class:`TableError` naming the row and key that are wrong."""
    country, rows = table.get("country"), table.get("row")
    if (
        not isinstance(country, str)
        or not re.fullmatch("[A-Z]{2}", country)
        or table.keys() - {"country", "row"}
        or not isinstance(rows, list)
    ):
        raise TableError('a population table has country = "NL" and [[row]] tables, and nothing else')
    return Table(country, tuple(_row(number, row) for number, row in enumerate(rows, 1)))


def _row(number: int, row: Any) -> Row:
    where = said("row {number} of a population table", number=number)
    if not isinstance(row, dict):
        raise TableError("{where} is no table; write [[row]] above its lines", where=where)
    for key in sorted(row.keys() - _NEEDED.keys() - _OPTIONAL.keys()):
        raise TableError("unknown key in {where}: {key}", where=where, key=key)
    for key, kind in {**_NEEDED, **_OPTIONAL}.items():
        wrong = key in row and (
            not isinstance(row[key], kind) or isinstance(row[key], bool) or _means_nothing(key, row[key])
        )
        if wrong or (key in _NEEDED and not row.get(key)):
            raise TableError("missing or wrong value in {where}: {key}", where=where, key=key)
    _check_figures(where, row)
    ages = tuple(row["ages"]) if "ages" in row else None
    words = tuple(str(word).casefold() for word in row.get("words", ()))
    return Row(**{**row, "ages": ages, "words": words})


def _means_nothing(key: str, value: Any) -> bool:
    """Whether a value of the right type is none that a row can have."""
    match key:
        case "key":
            return value.partition(".")[0] not in _FAMILIES
        case "year":
            return value not in _YEARS
        case "words":
            return not all(isinstance(word, str) and word.strip() for word in value)
        case _:
            return False


def _check_figures(where: Remark, row: Mapping[str, Any]) -> None:
    if row.get("unit", "people") not in _UNITS:
        raise TableError("unit in {where} is {choices}", where=where, choices=listed(_UNITS, between=said(" or ")))
    if not math.isfinite(row["value"]) or row["value"] <= 0 or (row.get("unit") == "share" and row["value"] > 1):
        raise TableError("value in {where} is a number of people, or a share between 0 and 1", where=where)
    if not 1 <= row.get("error", TABLE_ERROR) <= MAX_ERROR:
        raise TableError("error in {where} is a factor of 1 or more", where=where)
    ages = row.get("ages")
    if ages is not None and not (
        len(ages) == 2 and all(type(age) is int for age in ages) and 0 <= ages[0] <= ages[1] <= OLDEST
    ):
        raise TableError("ages in {where} are two whole numbers, the first and the last", where=where)


def _checked(table: Table) -> Table:
    everybody = table.get("population")
    if everybody is None:
        raise TableError("the table of {country} has no row population", country=table.country)
    if everybody.unit != "people" or not 1 <= everybody.value <= MAX_PEOPLE:
        raise TableError("the row population of {country} is the number of its people", country=table.country)
    for row in table.rows:
        if row.key != "population":
            seen: set[str] = set()
            at: Row = row
            while at.key != "population":
                if at.key in seen:
                    raise TableError("rows of the table of {country} are taken of one another", country=table.country)
                seen.add(at.key)
                at = table._named(at.of)
            if not row.key.startswith("total.") and table.share(row) > 1:
                raise TableError(
                    "the row {key} of {country} counts more than the whole that it is of",
                    key=row.key,
                    country=table.country,
                )
    return table
