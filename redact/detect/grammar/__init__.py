"""Rules that find details and say what they mean, where a rule is better than a model.

Called by detection. A rule finds candidates about anybody; whose they are is decided later.
"""

from __future__ import annotations

import re

from ...draft import DetailType, Lang, Span
from ..match import Match

__all__ = ["Match", "rules"]

_AGED = {
    Lang.NL: re.compile(r"\b(?P<then>toen )?(?P<age>\d{1,2})-jarige\b"),
    Lang.EN: re.compile(r"\b(?P<then>then )?(?P<age>\d{1,2})-year-old\b"),
}


def rules(text: str, lang: Lang) -> tuple[Match, ...]:
    """Every candidate in ``text``, in order of the text; those of one type do not overlap."""
    return tuple(
        Match(
            Span(*found.span()),
            DetailType.AGE,
            0.8,
            "age.years_old",
            {"age": int(found["age"])} | ({"then": True} if found["then"] else {}),
        )
        for found in _AGED[lang].finditer(text)
    )
