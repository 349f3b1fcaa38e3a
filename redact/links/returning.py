"""What a draft itself says of a source: that they spoke earlier ("the nurse who told this newspaper last week").

Called by ``pairs``. It looks only at the clause right behind what somebody is called: a sentence that speaks of the
earlier article may be about new people ("after our story another nurse came forward").
"""

from __future__ import annotations

import re
from functools import cache

from ..cues import cues
from ..draft import Lang, Span

_CLAUSE = 90
"""Characters within which the clause says when and where it was told."""


def spoke_before(text: str, called: Span, lang: Lang) -> bool:
    """Whether the clause behind ``called``, what somebody is called, says that they told it in an earlier article."""
    return _returning(lang).match(text, called.end) is not None


@cache
def _returning(lang: Lang) -> re.Pattern[str]:
    lists = cues(__package__, "returning")
    who, before, told = (lists.any_of(f"{name}_{lang}") for name in ("who", "before", "told"))
    near = rf"[^.,;:!?()]{{0,{_CLAUSE}}}"
    # The clause's own opener may be part of what tells it: "whose story we told last week".
    return re.compile(rf",? (?=(?:{who})\b)(?={near}\b(?:{before})\b)(?={near}\b(?:{told})\b)", re.IGNORECASE)
