"""Family: the relation, and how many children, brothers, or sisters there are."""

from __future__ import annotations

import re

from ...draft import Json, Lang, Value
from .numerals import number

MOST = 20
"""More children than this are a class or a choir."""


def read(found: re.Match[str], value: dict[str, Json], lang: Lang) -> Value | None:
    """The relation of a match, its words, and ``count``; None when they are too many for a family."""
    said = found.groupdict().get("count")
    count = number(said, lang) if said else None
    if count is not None and not 0 < count <= MOST:
        return None
    value["term"] = found[0].lower()
    return {**value, "count": count} if count else value
