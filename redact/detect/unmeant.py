"""Words that tell of somebody elsewhere, and of nobody where they stand: "dichter bij huis", "hij kon mijn opa zijn".

Called by :mod:`.fragments` for what the tagger or a list found. Each is true of the language, whatever a text is about.
"""

from __future__ import annotations

import re
from dataclasses import replace

from ..cues import cues
from ..draft import DIRECT_TYPES, DetailType, Lang, Span
from .grammar.lexicon import meaning
from .match import Match

_CUES = cues(__package__, "unmeant")
_REACH = 40
"""Characters on either side in which the words stand that tell what is meant."""
_CLOSER = re.compile(rf"\s(?:{_CUES.any_of('closer_behind')})\b")
_COULD = re.compile(rf"\b(?:{_CUES.any_of('could')})\b[^.!?\n]*\Z", re.IGNORECASE)
_BE = re.compile(rf"\s(?:{_CUES.any_of('be')})\b")
_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_CLOSE, _NO, _NO_MIND, _SIGNS, _PONDERED, _TIMES, _RANKS = (
    frozenset(_CUES.words(name)) for name in ("closer", "no", "no_mind", "signs", "pondered", "times", "ranks")
)
_IDIOM = re.compile(rf"(?<!\w)(?:{_CUES.any_of('idioms_nl')})(?!\w)")
_IDIOM_REACH, _BESIDE_IDIOM = 30, 2
"""Characters around a find in which an idiom stands that it is part of, and words of it that may stand outside."""
_NEVER_IDIOMS = frozenset({DetailType.QUOTE, DetailType.HEALTH, DetailType.FAMILY}) | DIRECT_TYPES
_DESKS = frozenset(_CUES.words("desks_nl"))
_TURNS = re.compile(
    rf"\b(?:{_CUES.any_of('turns_to_nl')})\b[^.,;:!?\n]{{0,40}}?"
    r"(?: (?:naar|bij|tot|aan|over))?(?: (?:de|het|een|haar|zijn|hun|onze))? \Z"
)
_TURNED = re.compile(rf" (?:\w+ )?(?:{_CUES.any_of('turned_to_nl')})\b")
_WORKING = re.compile(r" (?:\w+ ){0,2}(?:ge)?werk")
_DESK_REACH = 70
_OF_DESKS = frozenset({DetailType.OCCUPATION, DetailType.EMPLOYER, DetailType.PLACE})
_RANKED = frozenset({DetailType.GROUP, DetailType.OCCUPATION, DetailType.TRAIT})
"""Types that the tagger takes a rank for: "de ⟦derde⟧ vrouw" is no more than one of those whom a text tells of."""


def is_unmeant(text: str, lang: Lang, match: Match) -> bool:
    """Whether a find is none by the words around it."""
    words = [word.lower() for word in _WORD.findall(match.span.of(text))]
    if not words:
        return False
    if lang is Lang.NL and match.type not in _NEVER_IDIOMS and _is_idiom(text, match.span):
        return True
    if match.type is DetailType.OCCUPATION and len(words) == 1 and words[0] in _CLOSE:
        return _CLOSER.match(text, match.span.end) is not None
    if match.type in _RANKED and len(words) == 1 and words[0] in _RANKS:
        return True
    if match.type is DetailType.FAMILY:
        return _is_likened(text, match.span)
    if match.type is DetailType.HEALTH:
        if any(meaning("health", word, lang) for word in words):
            return False
        return (words[0] in _NO and not _NO_MIND.isdisjoint(words[1:2])) or words[-1] in _SIGNS
    return match.type is DetailType.TRAIT and (words[-1] in _PONDERED or words[-1] in _TIMES)


def _is_idiom(text: str, span: Span) -> bool:
    """Whether it is a part of an idiom, or one with a word or two beside it: "stond aan de grond genageld"."""
    for found in _IDIOM.finditer(text, max(0, span.start - _IDIOM_REACH), span.end + _IDIOM_REACH):
        if found.start() < span.end and span.start < found.end():
            outside = text[span.start : max(span.start, found.start())] + text[found.end() : span.end]
            return len(_WORD.findall(outside)) <= _BESIDE_IDIOM
    return False


def _is_likened(text: str, relative: Span) -> bool:
    """Whether somebody could be a relative by their years, and is none: "he could have been my grandfather"."""
    before = text[max(0, relative.start - _REACH) : relative.start]
    could = _COULD.search(before)
    return could is not None and (_BE.match(text, relative.end) is not None or could[0].endswith(("be ", "been ")))


def as_complaint(text: str, lang: Lang, match: Match) -> Match:
    """``match``, or that somebody complained, where its words are to whom they turned: no work of theirs, no employer.

    "Stapte in mei naar de vakbond", "die de bedrijfsarts in vertrouwen nam"; not "ging bij de vakbond werken".
    """
    if lang is not Lang.NL or match.type not in _OF_DESKS or match.span.of(text).lower() not in _DESKS:
        return match
    span = match.span
    before = text[max(0, span.start - _DESK_REACH) : span.start]
    turned = _TURNS.search(before) is not None or _TURNED.match(text, span.end) is not None
    if not turned or _WORKING.match(text, span.end):
        return match
    return replace(match, type=DetailType.EVENT, value={"kind": "complaint"})
