"""A part of the body that somebody touched is no illness: "hij legde zijn hand op haar knie" tells of nobody's health.

Called by :mod:`.fragments`. "Since her hip went" and "two fingers off his left hand" are of another kind: those nobody
touched.
"""

from __future__ import annotations

import re

from ..cues import cues
from ..draft import Lang, Span
from ..segment import segment

_CUES = cues(__package__, "touched")
_WHOSE = r"(?:(?:my|your|his|her|their|the|an?|mijn|m'n|jouw|je|zijn|haar|hun|de|het|een) )?"
_PART = {
    lang: rf"{_WHOSE}(?:(?:{_CUES.any_of(f'which_{lang}')}) )?(?:{_CUES.any_of(f'parts_{lang}')})" for lang in Lang
}
_BODY = {
    lang: re.compile(rf"{_PART[lang]}(?: (?:{_CUES.any_of(f'beside_{lang}')}) {_PART[lang]})*", re.IGNORECASE)
    for lang in Lang
}
_TOUCHES = {lang: re.compile(rf"\b(?:{_CUES.any_of(f'touches_{lang}')})\b", re.IGNORECASE) for lang in Lang}


def is_touched(text: str, lang: Lang, span: Span) -> bool:
    """Whether a stretch is nothing but parts of the body, in a sentence in which somebody touches."""
    if not _BODY[lang].fullmatch(text, span.start, span.end):
        return False
    sentence = segment(text).sentence_at(span.start) or span
    return _TOUCHES[lang].search(text, sentence.start, sentence.end) is not None
