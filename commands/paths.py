"""The type of every path that a command takes, and of every day."""

from __future__ import annotations

import datetime
from contextlib import suppress
from pathlib import Path
from typing import Any

import click

from .misuse import Misuse

PATH = click.Path(path_type=Path, readable=False)
"""Not looked at by click, which would call a file without rights a misuse (2), with no word of what to do.

Whoever opens it says so (3).
"""


def is_file(path: Path) -> bool:
    """Whether a file is at ``path``; not where nobody may look, for which ``Path.is_file`` raises."""
    with suppress(OSError):
        return path.is_file()
    return False


class _Day(click.ParamType[datetime.date]):
    """A day as ISO 8601 has it; click's own type says what it wants in the letters of a programming language."""

    name = "day"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime.date:
        if isinstance(value, datetime.date):
            return value
        try:
            return datetime.date.fromisoformat(value)
        except ValueError:
            raise Misuse("a date is a year, a month and a day, such as 2022-11-05") from None

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:
        return "YYYY-MM-DD"


DAY = _Day()
