"""What in a draft says something about a person to protect.

Called by the pipeline. Importing this imports Presidio and spaCy: only commands that detect may do so.
"""

from __future__ import annotations

from collections.abc import Sequence

from ..draft import Detail, Draft
from .engine import patterns
from .grammar import rules
from .merge import merge
from .public import public_names
from .tagger import tag
from .values import value_of

__all__ = ["find"]


def find(draft: Draft, *, public: Sequence[str] = ()) -> tuple[Detail, ...]:
    """The details of ``draft``, in order, not overlapping; ``public`` are names that stay."""
    text, lang = draft.text, draft.lang
    tagged, names = tag(text, lang)
    kept = public_names(text, names, public)
    merged = merge(text, (*patterns(text, lang), *rules(text, lang), *tagged), kept)
    return tuple(
        Detail(
            id=f"d{n}",
            span=match.span,
            type=match.type,
            score=min(match.score, 1.0),
            value=match.value or value_of(match.type, text, match.span, lang),
            evidence=(match.rule,),
        )
        for n, match in enumerate(merged, 1)
    )
