"""Names of those whom a conversation or a letter promises that they stay nameless: "We won't use your name".

Called by :mod:`.withheld`. Who is meant is told by the label of a turn: whoever asks for it in the first person, and
everybody but the speaker where it is said to somebody. In a letter it is whoever it comes from.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from ..draft import Lang, Span
from .greetings import GREETS
from .instructions import ME, YOU, asked
from .press import SENDER
from .turns import NAME, Turn, turns
from .wordlists import word_lists

_SENDER = re.compile(rf"[\"]?(?P<name>{NAME})")
_SIGNED = re.compile(rf"^[ \t*_]*(?P<name>{NAME})[ \t*_]*,?$", re.MULTILINE)
_GREETING = re.compile(rf"^[ \t>*_]*{GREETS}\b[^\n]{{0,40}}[,:]?[ \t]*$", re.MULTILINE | re.IGNORECASE)
_QUOTED = re.compile(r"[\"“„«][^\"“”„«»\n]*[\"”»]")
_TAIL = 300
"""Characters at the end of a letter in which its writer's name stands."""


def promised(text: str, lang: Lang) -> Iterator[Span]:
    """The labels, and the names above and below a letter, of those who are to stay nameless."""
    said = list(turns(text))
    if said:
        yield from _in_conversation(text, lang, said)
    elif _GREETING.search(text) and asked(lang, ME).search(_QUOTED.sub(_blank, text)):
        yield from _writers(text, lang)


def _in_conversation(text: str, lang: Lang, every: list[Turn]) -> Iterator[Span]:
    names: set[str] = set()
    for turn in every:
        own, said = turn.label.of(text), turn.said.of(text)
        if asked(lang, ME).search(said):
            names.add(own)
        if asked(lang, YOU).search(said):
            names |= {other.label.of(text) for other in _near(every, turn) if other.label.of(text) != own}
    yield from (turn.label for turn in every if turn.label.of(text) in names and _is_name(turn.label.of(text), lang))


def _near(every: list[Turn], turn: Turn) -> Iterator[Turn]:
    """Who speaks before and after: to whom it is said, where more than two talk."""
    for one, other in pairwise(every):
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
