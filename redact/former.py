"""Those who are or were something: "(oud-)medewerkers", "(former) nurses".

Read past by detection and by the wordings: what stands behind the brackets is the noun, and it is the detail.
"""

from __future__ import annotations

import re

_FORMER = re.compile(r"\((?:oud-|ex-|former|voormalige?)\)(?= ?[a-zà-ÿ])", re.IGNORECASE)
_REACH = 16
"""Characters before a noun in which such brackets stand."""


def without_former(text: str) -> str:
    """``text`` with spaces for the brackets; as long as it."""
    return _FORMER.sub(lambda found: " " * len(found[0]), text)


def former_before(text: str, start: int) -> int | None:
    """Where such brackets before the noun at ``start`` begin; None where there are none."""
    found = next((m for m in _FORMER.finditer(text, max(0, start - _REACH), start + 1)), None)
    return found.start() if found and not text[found.end() : start].strip() else None
