"""Months that the tagger takes for a town or a journey, and ages that it takes for a time, in English.

"She left in March", "he quit in March 2021"; "in her late twenties", "on her nineteenth birthday". Called by
:mod:`.fragments`. March in Cambridgeshire stays a town where somebody lives there or is from there.
"""

from __future__ import annotations

import re

from ..cues import cues
from ..draft import DetailType, Lang, Span
from .grammar.numerals import ordinal
from .match import Match

_CUES = cues(__package__, "months")
_MONTH = re.compile(rf"(?:{_CUES.any_of('months')})(?: (?:19|20)\d\d)?")
_YEAR = re.compile(r",? (?:19|20)\d\d\b")
_WHEN = re.compile(rf"\b(?:{_CUES.any_opening('when')})[ -](?:early[ -]|late[ -]|mid[ -])?\Z")
_DWELLING = re.compile(rf"\b(?:{_CUES.any_of('dwelling')})\b[^.,;\n]{{0,20}} in \Z")
_REACH = 40
_DECADE = re.compile(
    rf"\b(?:{_CUES.any_of('whose')}) (?:(?:{_CUES.any_of('part')})[ -])?(?:{_CUES.any_of('decades')}|[2-9]0s)\b"
)
_DECADE_REACH = 12
_BIRTHDAY_WORDS = 3
_TYPES = frozenset({DetailType.PLACE, DetailType.TRIP, DetailType.ORIGIN, DetailType.EVENT})


def month(text: str, match: Match) -> Span | None:
    """The month, with its year, that a find of an English place or journey is; None where it is none."""
    start, end = match.span.start, match.span.end
    if match.type not in _TYPES or not _MONTH.fullmatch(text, start, end):
        return None
    before = max(0, start - _REACH), start
    if not _WHEN.search(text, *before) or _DWELLING.search(text, *before):
        return None
    year = _YEAR.match(text, end)
    return Span(start, year.end() if year else end)


def tells_age(text: str, span: Span) -> bool:
    """Whether what the tagger takes for a time tells how old somebody was: "late twenties", "nineteenth birthday"."""
    words = span.of(text).lower().split()
    if words[-1] == "birthday":  # and not "the week after her sixtieth birthday"
        return len(words) <= _BIRTHDAY_WORDS and any(ordinal(word, Lang.EN) for word in words)
    decade = _DECADE.search(text, max(0, span.start - _DECADE_REACH), span.end)
    return decade is not None and decade.end() > span.start
