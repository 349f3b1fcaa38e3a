"""What a found stretch says, normalised: ages, dates, group sizes, and words of closed lists.

Called by detection for every detail, whatever found it.
"""

from __future__ import annotations

from ...draft import DetailType, Lang, Span, Value
from ..grammar import rules

__all__ = ["value_of"]


def value_of(type: DetailType, text: str, span: Span, lang: Lang) -> Value:
    """The value of the stretch ``span`` of ``text`` read as a ``type``; empty when nothing is known.

    Its keys are those of ``draft.VALUE_KEYS``.
    """
    for match in rules(text, lang):
        if match.type is type and match.span.overlaps(span):
            return match.value
    return {}
