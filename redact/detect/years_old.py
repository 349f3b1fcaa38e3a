"""An age that is told in years is one age: "31 years old", "negentien jaar jong".

The tagger takes "31 years" for a length of time and "old" for an age by itself: then no age would be known of somebody
of whom the text tells it, and each half would be reworded apart. Called by detection before the finds are merged.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from ..cues import cues
from ..draft import DetailType, Span
from .match import Match

_CUES = cues(__package__, "years_old")
_YEARS = re.compile(rf"(?:\d|\w{{3}})[ -](?:{_CUES.any_of('years')})\.?", re.IGNORECASE)
_OLD = re.compile(rf"(?:{_CUES.any_of('old')})\b", re.IGNORECASE)
_TOLD = re.compile(rf"(?:{_CUES.any_of('years')})\.?[ -](?:{_CUES.any_of('old')})\Z", re.IGNORECASE)
_TAKEN_FOR = frozenset({DetailType.AGE, DetailType.DATE})
_OF_A_DATE = re.compile(r"\d|,")
"""What a find that goes on beyond the age has there where it is of a date, too: "in May 2019, 31 years old"."""


def whole_ages(text: str, tagged: Sequence[Match], ruled: Sequence[Match]) -> tuple[Match, ...]:
    """``tagged`` in order, with one find for an age of which the tagger made two, or that it took for a date."""
    seen = sorted(tagged, key=lambda match: match.span)
    ages = [Span(one.span.start, other.span.end) for one, other in pairwise(seen) if _is_one(text, one, other)]
    told = [match for match in ruled if match.type is DetailType.AGE and _TOLD.search(match.span.of(text))]
    for age, value in [*((span, {}) for span in ages), *((match.span, match.value) for match in told)]:
        pieces = [match for match in seen if match.type in _TAKEN_FOR and match.span.overlaps(age)]
        if not pieces or (len(pieces) == 1 and pieces[0].type is DetailType.AGE):
            continue
        own = [m for m in pieces if not any(_OF_A_DATE.search(part.of(text)) for part in _beyond(m.span, age))]
        spans = [age, *(match.span for match in own)]
        whole = Span(min(span.start for span in spans), max(span.end for span in spans))
        rest = [replace(match, span=part) for match in pieces if match not in own for part in _beyond(match.span, age)]
        surest = max(pieces, key=lambda match: match.score)
        seen = [match for match in seen if match not in pieces]
        seen += [replace(surest, span=whole, type=DetailType.AGE, value=value), *rest]
    return tuple(sorted(seen, key=lambda match: match.span))


def _is_one(text: str, one: Match, other: Match) -> bool:
    """Whether a length of time and the word behind it that says how old are one age."""
    if one.type not in _TAKEN_FOR or other.type is not DetailType.AGE or not _OLD.match(text, other.span.start):
        return False
    years = [*_YEARS.finditer(text, one.span.start, other.span.start)]
    return bool(years) and not text[years[-1].end() : other.span.start].strip(" -")


def _beyond(span: Span, age: Span) -> Iterator[Span]:
    """What of ``span`` stands before the age and what behind it."""
    if span.start < age.start:
        yield Span(span.start, age.start)
    if span.end > age.end:
        yield Span(age.end, span.end)
