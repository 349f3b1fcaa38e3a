"""The whole of a name: from the words that the tagger is sure of to all that belongs to it.

A name that goes must go whole: an initial or a surname's last part left standing tells who it was.
"""

from __future__ import annotations

import re

from ..draft import Span

_BEFORE = re.compile(
    r"(?:\b[A-ZÀ-ÖØ-Þ]\.[ -]?)*"
    r"(?:\b(?:[vV]an|[dD]e|[dD]er|[dD]en|[tT]er|[tT]en|Ó|Mac|[eE]l|[aA]l|[bB]in|Da|Dos)\s+(?:de\s+|den\s+|der\s+)?)?$"
)
_AFTER = re.compile(
    r"(?:\s+(?:(?:van|de|der|den|ter|ten|von|du|el|al)\s+){1,2}[A-ZÀ-ÖØ-Þ][\w’'-]*"
    r"|[ ](?:[A-ZÀ-ÖØ-Þ]\.-?)+|(?:-[A-ZÀ-ÖØ-Þ]\.)+|\.(?:-?[A-ZÀ-ÖØ-Þ]\.)+)"
)
_REACH = 24
"""Characters before a name in which its initials and particles are looked for."""

_LONE_INITIAL = re.compile(r"(?:^|[\s.-])[A-ZÀ-ÖØ-Þ]$")


def whole(text: str, span: Span) -> Span:
    """``span`` widened by initials and particles before it, and by initials and a last name after it."""
    start, end = span.start, span.end
    if before := _BEFORE.search(text[max(0, start - _REACH) : start]):
        start -= len(before[0])
    if after := _AFTER.match(text, end):
        end = after.end()
    if text[end : end + 1] == "." and _LONE_INITIAL.search(text, start, end):
        end += 1
    return Span(start, end)
