"""The words around one detail: its sentence before and after it, what lies between it and the last one.

Computed once a detail; the signs and clues are read off it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..draft import Detail, Span
from .scene import Scene
from .words import Word

LEFT_REACH = 80
"""Characters to the left among which an article or a possessive may stand."""
MAX_STEPS = 5
"""Words from the detail to its article: "een onlangs gepensioneerde en zeer ervaren [verpleger]"."""
_STOPS = frozenset(".;:!?”()")
_DETERMINERS = (
    ("indefinite", "indefinite"),
    ("her", "her"),
    ("his", "his"),
    ("my", "my"),
    ("i", "i"),
    ("we", "our"),
    ("they", "their"),
    ("you", "your"),
    ("definite", "definite"),
)


@dataclass(frozen=True)
class Setting:
    """Where a detail stands.

    Word runs are in order of the text; ``gap`` is what lies between the end of the last detail (``last_end``, 0 for the
    first) and this one. ``head`` is what stands before the article or possessive of the detail, in its sentence. Of a
    sentence without end it is what :meth:`~.scene.Scene.sentence_near` gives.
    """

    detail: Detail
    sentence: int
    paragraph: int
    sentence_span: Span
    paragraph_span: Span
    quote: Span | None
    last_end: int
    before: Sequence[Word]
    own: Sequence[Word]
    after: Sequence[Word]
    gap: Sequence[Word]
    left: Sequence[Word]
    determiner: str
    head: Sequence[Word]

    @property
    def whole(self) -> Sequence[Word]:
        """The words of the sentence around the detail, without its own."""
        return [*self.before, *self.after]


def settings(scene: Scene, details: Sequence[Detail]) -> Iterator[Setting]:
    """The setting of each of ``details``, which are in order of the text."""
    last_end = 0
    for detail in details:
        yield _setting(scene, detail, last_end)
        last_end = max(last_end, detail.span.end)


def _setting(scene: Scene, detail: Detail, last_end: int) -> Setting:
    span = detail.span
    sentence, paragraph = scene.sentence(span.start), scene.paragraph(span.start)
    around, block = scene.sentence_near(span), scene.paragraphs[paragraph]
    left = scene.between(max(0, span.start - LEFT_REACH), span.start)
    before = scene.between(around.start, span.start)
    own = scene.between(span.start, span.end)
    determiner, start = _determiner([*left, *own[:1]], span.start)
    return Setting(
        detail,
        sentence,
        paragraph,
        around,
        block,
        scene.quote(span.start),
        last_end,
        before=before,
        own=own,
        after=scene.between(span.end, around.end),
        gap=scene.between(last_end, span.start),
        left=left,
        determiner=determiner,
        head=before[: bisect_left(before, start, key=lambda word: word.start)],
    )


def _determiner(left: Sequence[Word], start: int) -> tuple[str, int]:
    """The article or possessive of a detail, or why there is none, and where it begins.

    ``left`` are the words before the detail and its own first word, which may be the article itself.
    """
    for word in left[: -MAX_STEPS - 1 : -1]:
        if word.low in _STOPS:
            return "none", start
        if word.low == ",":
            return "comma", start
        for name, found in _DETERMINERS:
            if name in word.classes and "object" not in word.classes:
                return found, word.start
    return "none", start
