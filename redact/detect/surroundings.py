"""What stands around each find of a draft, as numbers: what the tagger makes of it, of its sentence, and of the draft.

Called by the weighing of finds and by its trainer, so that both see the same. None of the numbers is a word of the
draft.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence
from math import log

import numpy as np
from numpy.typing import NDArray

from ..draft import DIRECT_TYPES, DetailType, Lang, Span
from ..segment import segment
from .merge import Found
from .tagger import TAGGER, Tagged
from .wordlists import word_lists

_TYPES = tuple(kind for kind in DetailType if kind not in DIRECT_TYPES)
_OF_TYPE = tuple(DetailType)
_FAR = 500
"""Characters from which a neighbour is no nearer than any other."""
_NEAR = 3
"""Tokens on either side that are looked at one by one."""
_REACH, _NEIGHBOURS = 300, 40
"""Tokens and finds on either side up to which a sentence or paragraph is looked at: a book may be one paragraph."""
_STRONG, _LIKELY = 0.7, 0.5
_TOP = 10
"""One token in so many is among those that say most about how much a draft tells of its sources."""

_FIND = (
    *("by_tagger", "by_rule", "score", "mean", "least", "of_type", "most_of_type", "margin", "second"),
    *("tokens", "characters", "figure", "capital", "capitals", "function", "after_function", "quoted"),
    *("again", "again_score", "before", "behind"),
)
_ALONG = tuple(f"token{at:+}" for at in range(-_NEAR, _NEAR + 1) if at)
_AROUND = ("rest_mean", "rest_most", "finds", "ruled", "best", "alike", "kept")
_SENTENCE = ("public", "protected", "length", "width", "place")
_DRAFT = ("dutch", "told", "likely", "names", "stay", "words", "quotations", "strong", "top")
COLUMNS = (
    *(f"type.{kind}" for kind in _TYPES),
    *_FIND,
    *_ALONG,
    *(f"sentence.{name}" for name in (*_AROUND, *_SENTENCE)),
    *(f"paragraph.{name}" for name in (*_AROUND, "first")),
    *(f"draft.{name}" for name in _DRAFT),
)
"""What each number is."""

Floats = NDArray[np.float32]


class Surroundings:
    """One draft with its finds, in order, and the names that stay in it."""

    def __init__(self, text: str, lang: Lang, finds: Sequence[Found], tagged: Tagged, kept: Sequence[Span]) -> None:
        parts = segment(text)
        self._text, self._lang, self._finds, self._tagged = text, lang, finds, tagged
        self._total = list(tagged.total)
        self._function = word_lists(lang).function
        self._quotes = [(quote.start, quote.end) for quote in parts.quotes]
        self._sentences = _Stretches(parts.sentences, len(text), finds, tagged, kept)
        self._paragraphs = _Stretches(parts.paragraphs, len(text), finds, tagged, kept)
        self._same = defaultdict[str, list[int]](list)
        for number, found in enumerate(finds):
            self._same[found.match.span.of(text).lower()].append(number)
        self._draft = self._of_draft(kept)

    def rows(self, numbers: Sequence[int]) -> Floats:
        """The numbers around each of those finds, which point at nobody directly: (finds, :data:`COLUMNS`)."""
        made = np.asarray([self._row(number) for number in numbers], np.float32)
        return made.reshape(len(numbers), len(COLUMNS))

    def _row(self, number: int) -> list[float]:
        match = self._finds[number].match
        first, end = self._tagged.tokens(match.span)
        end = max(end, first + 1)
        sentence, paragraph = self._sentences.at(match.span.start), self._paragraphs.at(match.span.start)
        along = (first + at if at < 0 else end + at - 1 for at in range(-_NEAR, _NEAR + 1) if at)
        return [
            *(float(match.type is kind) for kind in _TYPES),
            *self._of_find(number, first, end),
            *(self._total[at] if 0 <= at < len(self._total) else 0.0 for at in along),
            *self._sentences.around(sentence, number, first, end),
            *self._sentences.names(sentence),
            *self._sentences.shape(sentence),
            *self._paragraphs.around(paragraph, number, first, end),
            float(paragraph == 0),
            *self._draft,
        ]

    def _of_find(self, number: int, first: int, end: int) -> list[float]:
        found, text = self._finds[number], self._text
        match, span = found.match, found.match.span
        seen = self._total[first:end] or [0.0]
        kinds = self._tagged.kinds[first:end]
        means = kinds.mean(0) if len(kinds) else np.zeros(len(_OF_TYPE), np.float32)
        ranked, own = np.sort(means), _OF_TYPE.index(match.type)
        phrase = span.of(text)
        words, before = phrase.split(), text[max(0, span.start - 25) : span.start].lower().split()
        again = [self._finds[each].match.score for each in self._same[phrase.lower()] if each != number]
        previous, following = self._finds[number - 1] if number else None, self._finds[number + 1 : number + 2]
        return [
            float(found.evidence == (TAGGER,)),
            float(TAGGER not in found.evidence),
            match.score,
            sum(seen) / len(seen),
            min(seen),
            float(means[own]),
            float(kinds[:, own].max(initial=0)),
            float(ranked[-1] - ranked[-2]),
            float(ranked[-2]),
            end - first,
            len(phrase),
            float(any(map(str.isdigit, phrase))),
            float(phrase[:1].isupper()),
            sum(word[:1].isupper() for word in words),
            float(bool(words) and words[0].lower() in self._function),
            float(bool(before) and before[-1] in self._function),
            float(any(start <= span.start and span.end <= end for start, end in self._quotes)),
            len(again),
            max(again, default=0.0),
            min(span.start - previous.match.span.end, _FAR) if previous else _FAR,
            min(following[0].match.span.start - span.end, _FAR) if following else _FAR,
        ]

    def _of_draft(self, kept: Sequence[Span]) -> list[float]:
        words = max(1, len(self._text.split()))
        total = np.asarray(self._total or [0.0], np.float32)
        strong = sum(found.evidence != (TAGGER,) or found.match.score >= _STRONG for found in self._finds)
        names = sum(found.match.type is DetailType.NAME for found in self._finds)
        top = np.sort(total)[-max(1, len(total) // _TOP) :]
        return [
            float(self._lang is Lang.NL),
            float(total.mean()),
            float((total > _LIKELY).mean()),
            names / words,
            len(kept) / words,
            log(words),
            len(self._quotes) / words,
            strong / words,
            float(top.mean()),
        ]


class _Stretches:
    """The sentences or the paragraphs of a draft, and what is in each of them."""

    def __init__(
        self, spans: Sequence[Span], length: int, finds: Sequence[Found], tagged: Tagged, kept: Sequence[Span]
    ) -> None:
        self._spans = spans or (Span(0, length),)
        self._starts = [span.start for span in self._spans]
        self._tagged, self._finds = tagged, finds
        self._tokens = [tagged.tokens(span) for span in self._spans]
        self._found = self._sorted([found.match.span for found in finds])
        self._kept = self._sorted(kept)
        self._names = self._sorted([name.span for name in tagged.names])

    def at(self, offset: int) -> int:
        """The number of the one that ``offset`` is in, or behind."""
        return max(0, bisect_right(self._starts, offset) - 1)

    def around(self, at: int, number: int, first: int, end: int) -> list[float]:
        """What the rest of one tells, beside that find of the tokens from ``first`` to ``end``."""
        begin, stop = self._tokens[at]
        begin, stop = max(begin, first - _REACH), min(stop, end + _REACH)
        rest = [*self._tagged.total[begin : min(first, stop)], *self._tagged.total[max(end, begin) : stop]]
        own = bisect_left(self._found[at], number)
        near = self._found[at][max(0, own - _NEIGHBOURS) : own + 1 + _NEIGHBOURS]
        others = [self._finds[each] for each in near if each != number]
        return [
            sum(rest) / len(rest) if rest else 0.0,
            max(rest, default=0.0),
            len(others),
            sum(found.evidence != (TAGGER,) for found in others),
            max((found.match.score for found in others), default=0.0),
            sum(found.match.type is self._finds[number].match.type for found in others),
            len(self._kept[at]),
        ]

    def names(self, at: int) -> list[float]:
        """How public, and how much to be protected, the names in one are at most."""
        names = [self._tagged.names[each] for each in self._names[at]]
        return [max((name.public for name in names), default=0.0), max((name.protected for name in names), default=0.0)]

    def shape(self, at: int) -> list[float]:
        """How many characters and tokens one has, and where in the draft it stands (0 to 1)."""
        span, (begin, stop) = self._spans[at], self._tokens[at]
        return [span.end - span.start, stop - begin, at / len(self._spans)]

    def _sorted(self, spans: Sequence[Span]) -> dict[int, list[int]]:
        """The numbers of ``spans``, by the stretches that they are in."""
        found = defaultdict[int, list[int]](list)
        for number, span in enumerate(spans):
            for at in range(self.at(span.start), bisect_left(self._starts, span.end)):
                found[at].append(number)
        return found
