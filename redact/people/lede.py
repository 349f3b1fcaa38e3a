"""Whom a story opens with and names afterwards: "A coach has been banned", and then "Denis Marsh, a coach at …".

Reports of courts and tribunals are told so: the first sentence has the accused without a name, the next paragraph
names him. Then the coach is nobody to protect, there and wherever the text says "the coach". Read by :mod:`.clues`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from ..cues import cues
from ..draft import Lang, Span
from .names import Name
from .scene import Scene
from .words import stem

PARAGRAPHS = 2
"""Paragraphs behind the opening within which the name has to stand."""
_CUES = cues(__package__, "lede")
_PHRASE = {
    lang: re.compile(
        rf"[\W_]*(?P<phrase>(?:{_CUES.any_opening(f'article_{lang}')}) (?:[\w'’-]+ ){{0,4}}?(?P<noun>[\w'’-]{{4,}}))"
        rf"(?=,? (?:{_CUES.any_of(f'goes_on_{lang}')})\b)"
    )
    for lang in Lang
}
"""Who opens the story; a noun of four letters or more, since "man" is none by which anybody is known again."""
_WAS = r"(?:is|was|been|be|were) "
_CHARGED = {
    Lang.NL: re.compile(rf"\b(?:{_CUES.any_of('charged_nl')})\b"),
    Lang.EN: re.compile(rf"\b(?:{_WAS}(?:\w+ly )?(?:{_CUES.any_of('charged_en')})|{_CUES.any_of('resigned')})\b"),
}
"""What befell whoever opens it: a whistle-blower may be sacked, too, so the name has to stand beside the same noun."""
_TRIED = {
    Lang.NL: re.compile(rf"\b(?:{_CUES.any_of('tried_nl')})\b"),
    Lang.EN: re.compile(rf"\b(?:{_WAS}(?:to be )?(?:\w+ly )?(?:{_CUES.any_of('tried_en')})|pleaded guilty)\b"),
}
"""What befalls only the accused: then it is enough that the next paragraph opens with a name in full, and an age."""
_AGED = re.compile(r",? \(?(?:aged )?[1-9]\d[,)]")
_SPOKE_UP = re.compile(rf"\b(?:{_CUES.any_of('spoke_up')})")


@dataclass(frozen=True)
class Lede:
    """``phrase`` is of whoever is named later by the public name ``key``; ``head`` is the stem of its noun."""

    phrase: Span
    head: str
    key: str


def named_later(scene: Scene, titles: Mapping[str, str]) -> Lede | None:
    """Whom the first sentence of the running text is about, if it is somebody accused whom the text names behind it."""
    first = next((n for n in range(len(scene.paragraphs)) if not scene.is_heading(n)), None)
    if first is None:
        return None
    start = scene.paragraphs[first].start
    told = scene.sentences[scene.sentence(start)]
    found = _PHRASE[scene.lang].match(scene.text, start, told.end)
    sentence = told.of(scene.text)
    tried = _TRIED[scene.lang].search(sentence)
    if not found or not (tried or _CHARGED[scene.lang].search(sentence)) or _SPOKE_UP.search(sentence):
        return None
    head = stem(found["noun"].lower(), scene.lang)
    last = scene.paragraphs[min(first + PARAGRAPHS, len(scene.paragraphs) - 1)]
    name = next((name for name in scene.names_between(told.end, last.end) if titles.get(head) == name.key), None)
    if name is None and tried and head not in titles:
        name = _opens_next(scene, first + 1)
    if name is None or any(name.key == other.key for other in scene.names_between(start, told.end)):
        return None
    return Lede(Span(*found.span("phrase")), head, name.key)


def _opens_next(scene: Scene, paragraph: int) -> Name | None:
    """The name of two words or more that a paragraph opens with, and an age behind it: "Denis Marsh, 52, of Hull".

    A judge, or whoever answers for a home, is named below a nameless accused as well; their age is not told.
    """
    if paragraph >= len(scene.paragraphs):
        return None
    start = scene.paragraphs[paragraph].start
    name = next(iter(scene.names_between(start, start + 1)), None)
    if name is None or len(scene.between(name.start, name.end)) < 2:
        return None
    return name if _AGED.match(scene.text, name.end) else None
