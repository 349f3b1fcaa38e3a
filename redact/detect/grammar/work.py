"""Work: what somebody is, where the words beside it bring them in, and whom they work for.

Rules in ``data/work_*.rules``. The group ``who`` is a noun that is work only if it is listed.
"""

from __future__ import annotations

import re

from ...draft import Json, Lang, Value
from .lexicon import meaning


def read(found: re.Match[str], value: dict[str, Json], lang: Lang) -> Value | None:
    """What the rule always says, and the group that listed work is of; None for a noun that is nobody's work."""
    who = found.groupdict().get("who")
    if not who:
        return value
    known = meaning("occupations", who.lower(), lang)
    return {**value, "group": known[0], "term": who.lower()} if known else None
