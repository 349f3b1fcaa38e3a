"""Work: what somebody is, where the words beside it bring them in, and whom they work for.

Rules in ``data/work_*.rules``. The group ``who`` is a noun that is work only if it is listed, ``job`` one that is work
by what is said of its bearer.
"""

from __future__ import annotations

import re

from ...draft import Json, Lang, Span, Value
from .lexicon import meaning
from .listed import occupation


def read(found: re.Match[str], value: dict[str, Json], lang: Lang) -> Value | None:
    """What the rule always says, and the group that listed work is of; None for a noun that is nobody's work."""
    groups = found.groupdict()
    if job := groups.get("job"):
        return {**value, **occupation(job, Span(0, len(job)), lang)}
    who = groups.get("who")
    if not who:
        return value
    known = meaning("occupations", who.lower(), lang)
    return {**value, "group": known[0], "term": who.lower()} if known else None
