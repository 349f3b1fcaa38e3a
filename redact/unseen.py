"""A text without the characters that nobody sees: soft hyphens, joiners, marks of direction and of emphasis.

Web pages and word processors put them within words, where a line may break; some texts break words at their lines' ends
with a hyphen. To a reader such a word is one, and to whoever reads characters it is two that are none. Detection reads
what a reader sees; what it finds is counted in the text as it is.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace

from .draft import Detail, Draft, Kept, Span
from .evidence import Why

UNSEEN = (
    r"[\u0080-\u0084\u0086-\u009f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    r"\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    r"\U000e0000-\U000e0fff]"
)
"""A pattern of one of them: Unicode's Default_Ignorable_Code_Point, the marks of annotations, and old control codes."""

_END = r"(?<=[a-zß-öø-ÿ])(?:[-\u2010]{end}(?!(?:en|of|and|or)\b)|\u00ad+{end})(?=[a-zß-öø-ÿ]{{2}})"
_BROKEN = _END.format(end=r"(?:\r\n?|\n)")
"""A word's end of line: "Quisten-" above "burg", but not "woon-" above "en werkplaats". A soft hyphen is one always."""

_UNSEEN = re.compile(f"{_BROKEN}|{UNSEEN}+")


@dataclass(frozen=True)
class Seen:
    """What is seen of a draft: its text, and for each character of that where it stands in the draft's."""

    draft: Draft
    at: tuple[int, ...]

    def detail(self, detail: Detail) -> Detail:
        """A detail in its place in the draft."""
        return replace(detail, span=self._span(detail.span), why=self._why(detail.why) if detail.why else None)

    def kept(self, name: Kept) -> Kept:
        """A name in its place in the draft."""
        return replace(name, span=self._span(name.span))

    def _why(self, why: Why) -> Why:
        return replace(why, witnesses=tuple(replace(each, span=self._span(each.span)) for each in why.witnesses))

    def _span(self, span: Span) -> Span:
        return Span(self.at[span.start], self.at[span.end - 1] + 1)


def seen_of(draft: Draft) -> Seen | None:
    """The draft as it is seen; None where every character of it can be."""
    if not draft.marks and not _UNSEEN.search(draft.text):
        return None
    spans = (*(match.span() for match in _UNSEEN.finditer(draft.text)), *((s.start, s.end) for s in draft.marks))
    gaps = {place for span in spans for place in range(*span)}
    at = tuple(place for place in range(len(draft.text)) if place not in gaps)
    text = "".join([draft.text[place] for place in at])
    body = None if draft.body is None else bisect_left(at, draft.body)
    return Seen(replace(draft, text=text, asides=_moved(draft.asides, at), body=body, marks=()), at)


def _moved(spans: Sequence[Span], at: Sequence[int]) -> tuple[Span, ...]:
    moved = ((bisect_left(at, span.start), bisect_left(at, span.end)) for span in spans)
    return tuple(Span(start, end) for start, end in moved if start < end)
