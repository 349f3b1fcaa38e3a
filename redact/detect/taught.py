"""Work with the language or subject that it is the teaching of: "a teacher of Irish" need not be Irish.

Called by :mod:`.fragments`: of whoever teaches German the tagger makes somebody at work and a German.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ..cues import cues
from ..draft import DetailType, Span
from .match import Match

_CUES = cues(__package__, "taught")
_SUBJECTS = frozenset({DetailType.ORIGIN, DetailType.EDUCATION})
_TEACHES = re.compile(rf"\b(?:{_CUES.any_of('teaches')})\Z", re.IGNORECASE)


def with_subjects(text: str, every: Sequence[Match]) -> Iterator[Match]:
    """The matches, in order, a language or a subject behind its teaching as part of that work: no origin, no school."""
    at = 0
    while at < len(every):
        match, following = every[at], every[at + 1] if at + 1 < len(every) else None
        if following is not None and _is_taught(text, match, following):
            match, at = replace(match, span=Span(match.span.start, following.span.end), value={}), at + 1
        yield match
        at += 1


def _is_taught(text: str, match: Match, following: Match) -> bool:
    if match.type is not DetailType.OCCUPATION or following.type not in _SUBJECTS:
        return False
    teaches = _TEACHES.search(text, match.span.start, match.span.end)
    one_word = " " not in following.span.of(text)
    return bool(teaches) and one_word and text[match.span.end : following.span.start] in (" ", " of ", " in ")
