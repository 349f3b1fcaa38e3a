"""English ends of a find that belong to what follows it: "her braids in front | of patients", "a GP on | the island".

Called by :mod:`.fragments` for the last word of a find, again and again until none is loose.
"""

from __future__ import annotations

import re

from ..cues import cues

_CUES = cues(__package__, "loose")
_PREPOSITIONS, _PLACING = frozenset(_CUES.words("prepositions")), frozenset(_CUES.words("placing"))
_WHOSE = frozenset({"her", "his"})
"""What is also an object: "he called her", and stands before a noun where a preposition is before it."""
_OF_TWO = _CUES.any_of("before_of")
_DETERMINED = re.compile(rf"\s(?:(?:the|an?|his|her|their|our|my)\s[^\W\d_]|(?:{_OF_TWO})\sof\b)")
_NOUN_NEXT = re.compile(rf"\s(?!(?:{_CUES.any_of('no_noun')})\b)[a-z]")
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


def _splits(text: str, start: int, end: int) -> bool:
    """Whether it ends in the noun of a preposition whose "of" follows: "in front | of"."""
    return _BEFORE_OF.search(text, start, end) is not None and _OF_NEXT.match(text, end) is not None
