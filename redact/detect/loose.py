"""Where an English find ends: "her braids in front | of us", "a GP on | the island", "the clerk covers | a shift".

Called by :mod:`.fragments`, for the last word of a find again and again until none is loose.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from ..cues import cues

_CUES = cues(__package__, "loose")
_PREPOSITIONS, _PLACING = frozenset(_CUES.words("prepositions")), frozenset(_CUES.words("placing"))
_WHOSE = frozenset({"her", "his"})
"""What is also an object: "he called her", and stands before a noun where a preposition is before it."""
_OF_TWO = _CUES.any_of("before_of")
_DETERMINED = re.compile(rf"\s(?:(?:the|an?|his|her|their|our|my)\s[^\W\d_]|(?:{_OF_TWO})\sof\b)")
_NOUN_NEXT = re.compile(rf"\s(?!(?:{_CUES.any_of('no_noun')})\b)[a-z]")
_WITH_VERB = re.compile(r"(?P<work>(?:[\w’'-]+ )?[a-z][\w’'-]+) (?P<verb>[a-z]+s)(?: (?:out|up|off|over|back|away))?")
_BEHIND_VERB = re.compile(rf"\s(?:{_CUES.any_of('behind_verb')})\b")
_SOMEBODY, _ARTICLE = re.compile(r"\b(?:[Tt]he|[Aa]n?|[Oo]ne|[Hh]er|[Hh]is) \Z"), 5
_BIRTHDAY = re.compile(r"(?<=[a-z]) birthday\b")
_DAY = re.compile(rf"\b(?:{_CUES.any_of('days')})\Z", re.IGNORECASE)
_OCCASION = re.compile(r" of (?:the )?[A-Z][\w’'-]*(?: [A-Z][\w’'-]*)*")
_OF_NEXT, _LAST_TWO = re.compile(r"\sof\b"), re.compile(r"\b(\w+)\s\w+\W*\Z")
_BEFORE_OF = re.compile(rf"\b(?:in|on)\s(?:{_OF_TWO})\W*\Z")


def is_loose(text: str, start: int, end: int, word: str) -> bool:
    """Whether ``word``, the last of ``text[start:end]`` in lower case, goes with what follows."""
    if word in _PREPOSITIONS:
        return _DETERMINED.match(text, end) is not None or _splits(text, start, end)
    if word in _WHOSE:
        before = _LAST_TWO.search(text, start, end)
        return before is not None and before[1].lower() in _PLACING and _NOUN_NEXT.match(text, end) is not None
    return _splits(text, start, end)


def doer_of(text: str, start: int, end: int, is_work: Callable[[str], bool]) -> int | None:
    """Where somebody's work ends in "the clerk covers | the Sunday shift"; None where it ends where it does."""
    found = _WITH_VERB.fullmatch(text, start, end)
    if (
        found is None
        or not _BEHIND_VERB.match(text, end)
        or not _SOMEBODY.search(text, max(0, start - _ARTICLE), start)
    ):
        return None
    worker, verb = found["work"].rpartition(" ")[2].lower(), found["verb"].lower()
    does = verb == "works" or not (is_work(verb) or is_work(verb[:-1]))
    return found.end("work") if does and is_work(worker) else None


def occasion(text: str, start: int, end: int, *, of_age: bool) -> int | None:
    """Where a day ends with the occasion behind it: "the weekend | of the Marston Cup", "her nineteenth | birthday"."""
    if of_age:
        day = _BIRTHDAY.match(text, end)
        return day.end() if day else None
    named = _OCCASION.match(text, end) if _DAY.search(text, start, end) else None
    return named.end() if named else None


def _splits(text: str, start: int, end: int) -> bool:
    """Whether it ends in the noun of a preposition whose "of" follows: "in front | of"."""
    return _BEFORE_OF.search(text, start, end) is not None and _OF_NEXT.match(text, end) is not None
