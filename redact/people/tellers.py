"""Who tells of a wrong where nobody is said to have been wronged: by a first name alone, or as "I"; and what they are.

Called by :mod:`.nameless`. Whoever a text accuses without a name is nobody's source only where somebody else is, and
whoever tells of it may have the accused's trade: "Sanne werkte als kok" says so, and "the cook" may be either of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from ..cues import cues
from ..detect.stand_ins import first_names_alone
from ..detect.wordlists import word_lists
from ..draft import Detail, DetailType, Lang, Span
from .scene import Scene

NARRATED = 4
"""Times that "I" or "my" stands in a text, quotations and all, that somebody tells of themselves."""
_CUES = cues(__package__, "tellers")
_LANGS = frozenset({Lang.NL})
_GOES_ON = re.compile(r"(?:\W*\w+){0,4}?\W*\b(?:ze|zij|hij|haar|hem)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Tellers:
    """The first names, and the sentences in which something is told of their bearers, and of "I"."""

    names: frozenset[str] = frozenset()
    named: tuple[Span, ...] = ()
    narrated: tuple[Span, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.named or self.narrated)

    def tell(self, of: Span) -> bool:
        """Whether ``of`` is in a sentence about one of them: who is in it besides is somebody else."""
        return any(sentence.contains(of) for sentence in (*self.named, *self.narrated))

    def narrate(self, of: Span) -> bool:
        """Whether ``of`` is in a sentence that "I" tells."""
        return any(sentence.contains(of) for sentence in self.narrated)


def tellers(scene: Scene, details: Sequence[Detail], *, narrated: bool) -> Tellers:
    """Whoever ``scene`` calls by a first name that goes, and its narrator where it may be ``narrated``.

    Nobody in English.
    """
    if scene.lang not in _LANGS:
        return Tellers()
    gone = {detail.span.of(scene.text) for detail in details if detail.type is DetailType.NAME}
    names = frozenset(gone.intersection(first_names_alone(scene.text, scene.lang)))
    first_person = tuple(sentence for sentence in scene.sentences if scene.says(sentence.start, sentence.end, "i"))
    narrates = narrated and sum("i" in word.classes for word in scene.words) >= NARRATED
    return Tellers(names, tuple(_named(scene, names)), first_person if narrates else ())


def _named(scene: Scene, names: frozenset[str]) -> Iterator[Span]:
    """The sentences with one of ``names`` in them, and the next where a pronoun goes on."""
    of_them = False
    for sentence in scene.sentences if names else ():
        words = scene.between(sentence.start, sentence.end)
        here = any(scene.text[word.start : word.end] in names for word in words)
        if here or (of_them and _GOES_ON.match(scene.text, sentence.start, sentence.end)):
            yield sentence
        of_them = here


def is_own(scene: Scene, who: Tellers, noun: str) -> bool:
    """Whether one of those who tell is said to be a ``noun``: behind "is" or "als", a comma, or before their name."""
    small = word_lists(scene.lang).function
    for sentence in (*who.named, *who.narrated):
        for said in _being(noun).finditer(scene.text, sentence.start, sentence.end):
            if small.isdisjoint(said["between"].lower().split()):  # "was de kok" and ", met een kok" are of another
                return True
    names = "|".join(map(re.escape, sorted(who.names)))
    return bool(names) and re.search(rf"\b{re.escape(noun)} (?:{names})\b", scene.text, re.IGNORECASE) is not None


@cache
def _being(noun: str) -> re.Pattern[str]:
    before = rf"(?:\b(?:{_CUES.any_of('being_nl')})(?: (?:ik|ze|zij|hij))?(?: zelf)?|,)(?: een)? |\("
    return re.compile(rf"(?:{before})(?P<between>(?:[\w-]+ ){{0,2}}?)[\w-]*{re.escape(noun)}\b", re.IGNORECASE)
