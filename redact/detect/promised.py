"""Names of those whom a conversation or a letter promises that they stay nameless: "We won't use your name".

Called by :mod:`.withheld`. Who is meant is told by the label of a turn: whoever asks for it in the first person, and
everybody but the speaker where it is said to somebody. In a letter it is whoever it comes from.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from ..draft import Lang, Span
from .greetings import GREETS
from .instructions import ME, YOU, asked
from .press import SENDER
from .tagger import SMALL
from .wordlists import word_lists

_WORD = r"[A-ZÀ-ÖØ-Þ][\w’'.-]*"
_NAME = rf"{_WORD}(?:[ \t](?:(?:{SMALL})[ \t])*{_WORD}){{0,3}}"
_TIME = r"(?:[\[(][^\])\n]{1,30}[\])][ \t]*|\d{1,2}[:.]\d\d(?:[:.]\d\d)?[ \t-]*)?"
_TURN = re.compile(
    rf"^[ \t>*_-]*{_TIME}[*_]{{0,2}}(?P<label>{_NAME})[*_]{{0,2}}(?:[ \t]\([^)\n]{{1,20}}\))?:", re.MULTILINE
)
_SENDER = re.compile(rf"[\"]?(?P<name>{_NAME})")
_SIGNED = re.compile(rf"^[ \t*_]*(?P<name>{_NAME})[ \t*_]*,?$", re.MULTILINE)
_GREETING = re.compile(rf"^[ \t>*_]*{GREETS}\b[^\n]{{0,40}}[,:]?[ \t]*$", re.MULTILINE | re.IGNORECASE)
_QUOTED = re.compile(r"[\"“„«][^\"“”„«»\n]*[\"”»]")
_TAIL = 300
"""Characters at the end of a letter in which its writer's name stands."""


@dataclass(frozen=True)
class _Turn:
    label: Span
    said: Span


def promised(text: str, lang: Lang) -> Iterator[Span]:
    """The labels, and the names above and below a letter, of those who are to stay nameless."""
    turns = list(_turns(text))
    if turns:
        yield from _in_conversation(text, lang, turns)
    elif _GREETING.search(text) and asked(lang, ME).search(_QUOTED.sub(_blank, text)):
        yield from _writers(text, lang)


def _turns(text: str) -> Iterator[_Turn]:
    """What each speaker says, in a text where at least two labels stand, one of them more than once."""
    found = list(_TURN.finditer(text))
    labels = [turn["label"] for turn in found]
    if len({*labels}) < 2 or len(labels) == len({*labels}):
        return
    ends = [*(turn.start() for turn in found[1:]), len(text)]
    for turn, end in zip(found, ends, strict=True):
        yield _Turn(Span(*turn.span("label")), Span(turn.start("label"), max(end, turn.end())))


def _in_conversation(text: str, lang: Lang, turns: list[_Turn]) -> Iterator[Span]:
    names: set[str] = set()
    for turn in turns:
        own, said = turn.label.of(text), turn.said.of(text)
        if asked(lang, ME).search(said):
            names.add(own)
        if asked(lang, YOU).search(said):
            names |= {other.label.of(text) for other in _near(turns, turn) if other.label.of(text) != own}
    yield from (turn.label for turn in turns if turn.label.of(text) in names and _is_name(turn.label.of(text), lang))


def _near(turns: list[_Turn], turn: _Turn) -> Iterator[_Turn]:
    """Who speaks before and after: to whom it is said, where more than two talk."""
    for one, other in pairwise(turns):
        if other == turn:
            yield one
        if one == turn:
            yield other


def _writers(text: str, lang: Lang) -> Iterator[Span]:
    above = (_SENDER.match(text, sender.end()) for sender in SENDER.finditer(text))
    below = _SIGNED.finditer(text, max(0, len(text) - _TAIL))
    for found in (*filter(None, above), *below):
        if _is_name(found["name"], lang):
            yield Span(*found.span("name"))


def _is_name(words: str, lang: Lang) -> bool:
    first_names = word_lists(lang).first_names
    return any(word in first_names or word.capitalize() in first_names for word in words.split())


def _blank(found: re.Match[str]) -> str:
    return " " * len(found[0])
