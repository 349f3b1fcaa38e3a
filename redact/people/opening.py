"""Of whom "he" or "she" is told in a paragraph that opens with a public name: "Marsh, who denies it, says that he …".

Newspapers let the accused answer in a paragraph of his own, and end it with who he is: "He read law at Leeds". Of whom
nobody else is spoken there, that is his. What a form of "be" says of a public name is, too: "Marsh is diabetic". Read
by :mod:`.signs`; :mod:`.assign` looks whether a source is spoken of.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from ..cues import cues
from ..draft import DetailType
from .names import BARE_WEIGHT, MAX_REPEATS, OFFICE_BONUS, REPEAT_BONUS
from .scene import Scene
from .setting import Setting
from .words import Word, has

TITLE_WORDS = 3
"""Words before the name that opens a paragraph: "The deputy mayor, Denis Marsh"."""
_OF_HIMSELF = frozenset(
    {
        DetailType.AGE,
        DetailType.EDUCATION,
        DetailType.EMPLOYER,
        DetailType.FAMILY,
        DetailType.OCCUPATION,
        DetailType.ORIGIN,
    }
)
"""Types that tell who somebody is; what happened, when, and where, happened to a source, too, and was said to one."""
_CUES = cues(__package__, "opening")
_LIVING = frozenset(_CUES.words("lives"))
"""Before a place, by which it tells who somebody is: "he and his wife live outside Marston"."""
_PREDICATE = re.compile(rf"\s(?:{_CUES.any_of('is')})(?:\s(?:{_CUES.any_of('between')}))*\s")
_SAID_OF_NAMES = frozenset(
    {
        DetailType.AGE,
        DetailType.EDUCATION,
        DetailType.HEALTH,
        DetailType.OCCUPATION,
        DetailType.ORIGIN,
        DetailType.TRAIT,
    }
)
"""Types that a public name's own predicate tells; family and events may be with a source."""
_GENDERS = {"he": -1, "she": 1, "his": -1, "her": 1}
_TITLES = frozenset({"office", "definite"})


def opening_pronoun(scene: Scene, at: Setting) -> str | None:
    """The pronoun, "he" or "she", by which the sentence of a detail tells of whom its paragraph opens with by name.

    None where there is none, or where somebody else may be meant: another name, a pronoun of the other gender, an "him"
    (who is not he), or somebody who is brought in.
    """
    at_home = at.detail.type is DetailType.PLACE and any(word.low in _LIVING for word in at.before)
    if not (at.detail.type in _OF_HIMSELF or at_home) or at.quote is not None:
        return None
    names = scene.names_between(at.paragraph_span.start, at.detail.span.start)
    if not names or any(name.key != names[0].key for name in names) or names[-1].start >= at.sentence_span.start:
        return None
    if scene.text[names[0].end : names[0].end + 1] == ":":
        return None  # "Marsh: Was he afraid?"
    opens = scene.between(at.paragraph_span.start, names[0].start)
    if len(opens) > TITLE_WORDS or not all(word.classes & _TITLES or word.capital for word in opens):
        return None
    told = [word for word in scene.between(names[0].end, at.detail.span.start) if scene.quote(word.start) is None]
    pronoun = next((kind for word in at.before for kind in ("he", "she") if kind in word.classes), None)
    # His own sentence, which the name opens, has to say that he speaks, and that the name is a man's.
    first = [word for word in told if word.start < at.sentence_span.start]
    speaks = any(has(first, kind) for kind in ("say", "denies", "reply"))
    alone = speaks and set(_said(told)) == set(_said(first)) == {_GENDERS[pronoun]} if pronoun else False
    return pronoun if alone and not _others(told) else None


def is_said_of_name(scene: Scene, at: Setting) -> bool:
    """Whether the sentence opens with the name of an office, and says of it by a form of "be" what the detail is.

    A name that is only said often may be what the newsroom calls a source: "Merel is diabetic", "Source A is a porter".
    """
    if at.detail.type not in _SAID_OF_NAMES or at.quote is not None:
        return False
    names = scene.names_between(at.sentence_span.start, at.detail.span.start)
    if len(names) != 1 or len(scene.between(at.sentence_span.start, names[0].start)) > TITLE_WORDS:
        return False
    if _PREDICATE.fullmatch(scene.text, names[0].end, at.detail.span.start) is None:
        return False
    said = sum(name.key == names[0].key for name in scene.names) - 1
    return names[0].weight > BARE_WEIGHT + REPEAT_BONUS * min(said, MAX_REPEATS) + OFFICE_BONUS / 2


def _said(words: Iterable[Word]) -> Iterable[int]:
    """The genders of all pronouns; what is a verb as often is none."""
    return (
        gender
        for word in words
        if "verb_or_his" not in word.classes
        for kind, gender in _GENDERS.items()
        if kind in word.classes
    )


def _others(words: Sequence[Word]) -> bool:
    """Whether somebody else is spoken of: "him", "I", or "a colleague"."""
    brought = any(
        "indefinite" in word.classes
        and has(words[at + 1 : at + 4], "somebody")
        and not has(words[max(0, at - 1) : at], "be")  # "he was a warm man"
        for at, word in enumerate(words)
    )
    return brought or has(words, "object") or has(words, "i")
