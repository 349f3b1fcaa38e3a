"""A draft without what nobody reads: soft hyphens, joiners, marks of direction, the hyphen of a word at a line's end.

Called by :mod:`.parts` before anything is looked for. "Quis·ten·burg" with soft hyphens is one word to every reader;
found as three, a part of it would be taken out and the rest would stay.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from ..draft import Detail, Draft, Kept, Span
from ..evidence import Why
from . import Findings

_UNSEEN = re.compile(
    "[\u0080-\u0084\u0086-\u009f\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]+"
    r"|(?<=[a-zß-öø-ÿ])-\r?\n(?!(?:en|of|and|or)\b)(?=[a-zß-öø-ÿ]{2})"
)
"""Format characters and selectors (Unicode 15, Default_Ignorable_Code_Point) that texts have, and a word's end of line:
"Quisten-" above "burg", but not "woon-" above "en werkplaats"."""


def seen(draft: Draft) -> tuple[Draft, tuple[int, ...]] | None:
    """``draft`` as it is seen, and where each of its characters stands; None where that is all of them."""
    if not _UNSEEN.search(draft.text):
        return None
    gaps = [place for match in _UNSEEN.finditer(draft.text) for place in range(*match.span())]
    unseen = frozenset(gaps)
    at = tuple(place for place in range(len(draft.text)) if place not in unseen)

    def moved(offset: int) -> int:
        return offset - bisect_left(gaps, offset)

    asides = (Span(moved(aside.start), moved(aside.end)) for aside in draft.asides)
    text = _UNSEEN.sub("", draft.text)
    body = None if draft.body is None else moved(draft.body)
    shown = replace(draft, text=text, asides=tuple(aside for aside in asides if aside.start < aside.end), body=body)
    return shown, at


def restored(found: Findings, at: Sequence[int]) -> Findings:
    """What was found in a draft as it is seen, in terms of the draft itself."""
    return Findings(tuple(_detail(each, at) for each in found.details), tuple(_kept(each, at) for each in found.kept))


def _detail(detail: Detail, at: Sequence[int]) -> Detail:
    return replace(detail, span=_span(detail.span, at), why=_why(detail.why, at) if detail.why else None)


def _kept(name: Kept, at: Sequence[int]) -> Kept:
    return replace(name, span=_span(name.span, at))


def _why(why: Why, at: Sequence[int]) -> Why:
    return replace(why, witnesses=tuple(replace(each, span=_span(each.span, at)) for each in why.witnesses))


def _span(span: Span, at: Sequence[int]) -> Span:
    return Span(at[span.start], at[span.end - 1] + 1) if span.start < span.end else Span(at[span.start], at[span.start])
