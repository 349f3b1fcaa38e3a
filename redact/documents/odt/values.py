"""What the values of attributes may be in a final copy: numbers, colours, known words; never a word of a draft.

Whatever is not of its attribute's kind is left out of a final copy, and read as hidden text by :mod:`.hidden`.
"""

from __future__ import annotations

import re
from functools import lru_cache

from ..fonts import is_known
from .names import attributes, words

_NUMBER = r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?"
_UNITS = r"(?:cm|mm|in|pt|pc|px|em|deg|grad|rad|ft|m|km|mi|%|\*)?"
_MEASURE = re.compile(rf"{_NUMBER}{_UNITS}|#[0-9A-Fa-f]{{6}}")
_BETWEEN = re.compile(r"[\s,;()]+")
# Of an outline: single letters (commands), numbers, `$0` (a modifier), `?f0` (a formula), and functions.
_GEOMETRY = re.compile(
    rf"{_NUMBER}|[$?]?[A-Za-z]?\d+|[MLCZNTUABWVXYQFSGHKJDOEI]+|[mlhvcsqtaze]+|[-+*/()\s,]|(?P<word>[a-z2]+)"
)
_SHAPE = re.compile(
    r"rectangle|round-rectangle|ellipse|non-primitive|mso-spt\d{1,3}|ooxml-(?:rect|ellipse|roundRect|line)"
)
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}|[A-Z][a-z]{3}|\d{3}|none|zxx")
_FONTS = re.compile("[,;]")
_AFFIX = re.compile(r"(?!.*[^\W\d_]{4})(?!.*\d{3}).{0,16}", re.DOTALL)
_MAX_SIGN = 2
"""Letters of a sign: one, and what combines with it."""

_PUBLISHED_TARGET = re.compile(r"(?:https?|ftp|mailto|tel):", re.IGNORECASE)
"""Links that lead out of the file; others lead into it, or to files of the writer's machine."""


def leads_out(target: str) -> bool:
    """Whether a link's target is published."""
    return _PUBLISHED_TARGET.match(target) is not None


def kept(attribute: str, value: str) -> bool:
    """Whether an attribute keeps that value in a final copy; references to names are not asked here."""
    return bool(_kept(attribute, value))


@lru_cache(maxsize=16384)
def _kept(attribute: str, value: str) -> bool:
    if attribute in attributes("value"):
        return says_nothing(value)
    if attribute in attributes("geometry"):
        return bool(_SHAPE.fullmatch(value)) or _drawn(value)
    if attribute in attributes("language"):
        return bool(_LANGUAGE.fullmatch(value))
    if attribute in attributes("font"):
        return all(map(is_known, _FONTS.split(value)))
    if attribute in attributes("sign"):
        return len(value) <= _MAX_SIGN
    return attribute in attributes("affix") and is_affix(value)


def is_affix(text: str) -> bool:
    """Whether a text can stand around a number: signs, and words of three letters at most."""
    return _AFFIX.fullmatch(text) is not None


def says_nothing(value: str) -> bool:
    """Whether a value is numbers, lengths, colours, and the words that formatting is made of."""
    known = words("words")
    return all(not part or part in known or _MEASURE.fullmatch(part) for part in _BETWEEN.split(value))


def _drawn(value: str) -> bool:
    at = 0
    while at < len(value):
        part = _GEOMETRY.match(value, at)
        if part is None or (part["word"] and part["word"] not in words("functions")):
            return False
        at = part.end()
    return True
