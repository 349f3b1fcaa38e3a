"""Whether "de man" is whom a text accuses, by who else is in it.

Called by :mod:`.nameless`. Behind a woman who complains of a doctor, "the man" is no third person, and nobody's source.
It may be anybody where another man is told of, a victim above all.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from ..cues import cues
from ..draft import Detail, DetailType, Lang
from .scene import Scene

MAN = "man"
_CUES = cues(__package__, "the_man")
_WOMEN, _MEN = frozenset(_CUES.words("women_nl")), frozenset(_CUES.words("men_nl"))
_HIM = frozenset(_CUES.words("him_nl"))
_TELLING = frozenset({DetailType.GENDER, DetailType.OCCUPATION, DetailType.GROUP, DetailType.FAMILY})


def is_the_man(scene: Scene, details: Sequence[Detail]) -> bool:
    """Whether women are told of, and no man but one."""
    told = [detail.span.of(scene.text).lower().split() for detail in details if detail.type in _TELLING]
    if any(word in _MEN for words in told for word in words) or _another(scene.lang).search(scene.text):
        return False
    words = {word.low for word in scene.words}
    return not words.isdisjoint(_WOMEN) and not words.isdisjoint(_HIM)


def tried_by_initials(scene: Scene) -> bool:
    """Whether the text calls somebody by initials, as papers call whoever is on trial: "B. T.", "Kees V.", "V."."""
    return _by_initials(scene.lang).search(scene.text) is not None and _tried(scene.lang).search(scene.text) is not None


@cache
def _another(lang: Lang) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_CUES.any_of(f'another_{lang}')})", re.IGNORECASE)


@cache
def _by_initials(lang: Lang) -> re.Pattern[str]:
    behind = rf"(?=,? (?:{_CUES.any_of(f'is_{lang}')}|[a-z]+t\b|\())"
    return re.compile(r"(?<![\w.])(?:[A-Z][a-z]+ )?[A-Z]\.(?: ?[A-Z]\.){0,2}" + behind)


@cache
def _tried(lang: Lang) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_CUES.any_of(f'tried_{lang}')})", re.IGNORECASE)
