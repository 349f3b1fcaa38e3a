"""Words that tell of somebody elsewhere, and of nobody where they stand: "dichter bij huis", "hij kon mijn opa zijn".

Called by :mod:`.fragments` for what the tagger or a list found. Each is true of the language, whatever a text is about.
"""

from __future__ import annotations

import re
from dataclasses import replace

from ..cues import cues
from ..draft import DIRECT_TYPES, DetailType, Lang, Span
from .grammar.lexicon import meaning
from .grammar.numerals import number
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
_SHARE = re.compile(r"\b(?P<part>[\w-]+) in (?:every )?(?P<whole>[\w-]+)\b")
"""How many of a whole people: "one in six nurses" are none whom a text tells of."""
_SHARE_REACH, _LARGEST_WHOLE = 20, 100
_FED_UP, _FED_UP_REACH = re.compile(rf"\bsick (?:{_CUES.any_of('fed_up')})\b"), 20
_SICK = frozenset({"sick", "tired", "and", "of"})
_ASKED = re.compile(
    rf"\b(?:In|[Aa]ccording to|[Bb]y) (?:an?|the|its|one)(?: [a-z]+){{0,2}} (?:{_CUES.any_of('surveys')})"
    r"(?: [a-z]+){0,3} (?:in|of|from) \Z"
)
_CLOSING = re.compile(rf"(?:\A|\n)(?:{_CUES.any_opening('closes_until')}) \Z")
_LINE_ENDS = re.compile(r"[,.!]?[ \t\r]*(?:\n|\Z)")
_OVER = re.compile(rf"\b(?:{_CUES.any_of('says_over')}) over (?:an? |the |some )?\Z")
_CUPS = frozenset(_CUES.words("cups"))
_AVERAGE = re.compile(rf"\b(?:{_CUES.any_opening('any_of_a_trade')}) (?:[a-z-]+ )?\Z")
_RANKED = frozenset({DetailType.GROUP, DetailType.OCCUPATION, DetailType.TRAIT})
"""Types that the tagger takes a rank for: "de ⟦derde⟧ vrouw" is no more than one of those whom a text tells of."""


def is_unmeant(text: str, lang: Lang, match: Match) -> bool:
    """Whether a find is none by the words around it."""
    words = [word.lower() for word in _WORD.findall(match.span.of(text))]
    if lang is Lang.EN and match.type is DetailType.DATE:
        return _is_of_survey_or_issue(text, match.span)
    if not words:
        return False
    if lang is Lang.NL and match.type not in _NEVER_IDIOMS and _is_idiom(text, match.span):
        return True
    if match.type is DetailType.OCCUPATION and len(words) == 1 and words[0] in _CLOSE:
        return _CLOSER.match(text, match.span.end) is not None
    if match.type in _RANKED and len(words) == 1 and words[0] in _RANKS:
        return True
    if lang is Lang.EN and _is_nobody_s(text, match, words):
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


def _is_nobody_s(text: str, match: Match, words: list[str]) -> bool:
    """Whether an English find is of people at large, of the day of a talk, or no more than a turn of phrase."""
    kind, reach = match.type, (max(0, match.span.start - _REACH), match.span.start)
    if kind is DetailType.GROUP:
        return _is_share(text, match.span)
    if kind is DetailType.HEALTH:
        return _SICK.issuperset(words) and _is_fed_up(text, match.span)
    if kind is DetailType.OCCUPATION:
        return words[0] in _CUES.words("any_of_a_trade") or _AVERAGE.search(text, *reach) is not None
    return kind in (DetailType.EVENT, DetailType.TRAIT) and words[0] in _CUPS and bool(_OVER.search(text, *reach))


def _is_of_survey_or_issue(text: str, span: Span) -> bool:
    """Whether a date is of when people at large were asked, or of when the newsroom writes again."""
    closes = _CLOSING.search(text, max(0, span.start - _REACH), span.start) and _LINE_ENDS.match(text, span.end)
    return bool(closes or _ASKED.search(text, max(0, span.start - 2 * _REACH), span.start))


def _is_share(text: str, span: Span) -> bool:
    """Whether a group is a share of all such people: "one in six nurses", "two in every three women"."""
    for share in _SHARE.finditer(text, max(0, span.start - _SHARE_REACH), span.end):
        part, whole = number(share["part"].lower(), Lang.EN), number(share["whole"].lower(), Lang.EN)
        if part and whole and part < whole <= _LARGEST_WHOLE and share.end() > span.start:
            return True
    return False


def _is_fed_up(text: str, span: Span) -> bool:
    """Whether "sick" and "tired" tell of what somebody has had enough of: "sick of the jokes"."""
    around = max(0, span.start - _FED_UP_REACH), span.end + _FED_UP_REACH
    return any(turn.start() < span.end and span.start < turn.end() for turn in _FED_UP.finditer(text, *around))


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
