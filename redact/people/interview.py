"""What whoever is interviewed tells of themselves: questions in paragraphs of their own, answers in the first person.

Read by :mod:`.known`. Quotation marks are often left out of such a text, and an answer tells of others as well ("He was
ninety-one"), so that the answers would be given to whoever was told of last.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence

from ..cues import cues
from ..draft import DIRECT_TYPES, DetailType, Span
from .clues import Clue
from .scene import Scene
from .words import Word

QUESTIONS = 3
"""Questions of a text that is an interview, at least."""
LONGEST = 240
"""Characters of the longest paragraph that is no more than a question."""
NARRATED = 0.6
"""The share of the answers at least in which somebody says "I"."""
_LABEL = re.compile(r"[ \t*_>]*(?P<label>[A-ZÀ-ÖØ-Þ][\w.’' ]{0,20}?)[*_]{0,2}:")
_CUES = cues(__package__, "interview")
_SEVERAL = re.compile(
    rf"\b(?:(?:{_CUES.any_of('counts')}) (?:[a-zà-ÿ-]+ )?(?:{_CUES.any_of('counted')})|{_CUES.any_of('together')})",
    re.IGNORECASE,
)
"""What says before the first question that more than one are interviewed."""
_OPENS = re.compile(r"\*\*|[–—] ?|\*?[QV][.:]")
"""How an interview may mark its questions."""
_EDGE = " \t*_#>—–-“”\"'"
_OWN = frozenset({"i", "my"})
_OTHERS = frozenset({"he", "she", "they"})


def told_in_answers(scene: Scene, clues: Sequence[Clue]) -> frozenset[str]:
    """The ids of the details that the answers of an interview tell of whoever gives them, by "I" and "my"."""
    answers = list(_answers(scene))
    if not answers:
        return frozenset()
    starts = [answer.start for answer in answers]
    return frozenset(
        clue.detail.id
        for clue in clues
        if (at := bisect_right(starts, clue.detail.span.start) - 1) >= 0
        and answers[at].contains(clue.detail.span)
        and clue.detail.type not in DIRECT_TYPES
        and _is_own(scene, clue)
    )


def _answers(scene: Scene) -> Iterator[Span]:
    """The paragraphs between questions; none where the text is no interview, or one with several.

    Behind the last question only one: who is accused may answer below it.
    """
    paragraphs = scene.paragraphs
    asked = _questions(scene)
    if sum(asked) < QUESTIONS:
        return
    first, last = asked.index(True), len(asked) - 1 - asked[::-1].index(True)
    found = [paragraphs[n] for n in range(first + 1, min(last + 2, len(asked))) if not asked[n]]
    labels = {label["label"] for answer in found if (label := _LABEL.match(scene.text, answer.start, answer.end))}
    if len(labels) > 1 or _SEVERAL.search(scene.text, 0, paragraphs[first].start):
        return
    answers = frozenset(found)
    direct = [answer for before, answer in zip(asked, paragraphs[1:], strict=False) if before and answer in answers]
    own = sum(any(word.classes & _OWN for word in _words(scene, answer)) for answer in direct)
    if len(direct) >= QUESTIONS and own >= NARRATED * len(direct):
        yield from found


def _questions(scene: Scene) -> list[bool]:
    """Which paragraphs are questions: by their mark, or as they look like those that have one ("**And then.**")."""
    said = [paragraph.of(scene.text) for paragraph in scene.paragraphs]
    short = [len(words) <= LONGEST for words in said]
    marked = [few and words.strip(_EDGE).endswith("?") for words, few in zip(said, short, strict=True)]
    opens = Counter(
        found[0] for words, asks in zip(said, marked, strict=True) if asks and (found := _OPENS.match(words))
    )
    alike = tuple(mark for mark, times in opens.items() if times >= QUESTIONS)
    return [
        asks or (few and bool(alike) and words.startswith(alike))
        for words, few, asks in zip(said, short, marked, strict=True)
    ]


def _is_own(scene: Scene, clue: Clue) -> bool:
    """Whether "I" or "my" is the last that the sentence tells of up to the detail, or the detail is what is said."""
    if clue.detail.type is DetailType.QUOTE:
        return True
    sentence = scene.sentences[scene.sentence(clue.detail.span.start)]
    said = scene.between(sentence.start, clue.detail.span.end)
    last = next((word for word in reversed(said) if word.classes & (_OWN | _OTHERS)), None)
    return last is not None and bool(last.classes & _OWN)


def _words(scene: Scene, span: Span) -> Sequence[Word]:
    return scene.between(span.start, span.end)
