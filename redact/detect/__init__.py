"""What in a draft says something about a person to protect.

Called by the pipeline. Importing this imports Presidio and spaCy: only commands that detect may do so.
"""

from __future__ import annotations

from collections.abc import Sequence

from ..draft import DIRECT_TYPES, Detail, Draft
from .engine import patterns
from .grammar import rules
from .layout import unwrapped
from .merge import merge
from .public import judge
from .tagger import tag
from .values import value_of

__all__ = ["find"]


def find(draft: Draft, *, public: Sequence[str] = ()) -> tuple[Detail, ...]:
    """The details of ``draft``, in order, not overlapping; ``public`` are names that stay."""
    text, lang = unwrapped(draft.text), draft.lang
    tagged = tag(text, lang)
    names = judge(text, lang, tagged.names, public)
    ruled = rules(text, lang)
    direct = (m for m in (*patterns(text, lang), *ruled) if m.type in DIRECT_TYPES)
    merged = merge(
        text,
        direct=(*names.protected, *direct),
        tagged=tagged.details,
        ruled=(m for m in ruled if m.type not in DIRECT_TYPES),
        kept=names.kept,
        support=tagged.support,
    )
    return tuple(
        Detail(
            id=f"d{n}",
            span=found.match.span,
            type=found.match.type,
            score=min(found.match.score, 1.0),
            value=found.match.value or value_of(found.match.type, text, found.match.span, lang),
            evidence=found.evidence,
        )
        for n, found in enumerate(merged, 1)
    )
