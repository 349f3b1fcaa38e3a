"""Where each word of a text stands: whose sentence it is, who speaks, what kind of line, how often it returns.

A matrix of zeros and ones with a row for each token and a column for each thing that may be so; called by the reading.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from ..draft import Lang, Span
from ..segment import Segments
from .lines import KINDS_OF_DRAFT, LAYOUTS, MAIL, TURNS, kind_of_draft, layout, mail, turns
from .words import BIT, CAPITAL, FLAGS, KINDS, Word

_DETERMINERS = {Lang.NL: frozenset("een de het één".split()), Lang.EN: frozenset("a an the one".split())}
_NEAR = 12
"""Tokens on either side of a quotation in which its speaker is looked for."""

_STATES = ("none", "name", "again", "somebody", "office")
_SINCE = 6
PHRASES = (
    "occupation rank work family health origin education trait channel travel event placenoun orgnoun time age group"
    " office spokes anonymous town"
).split()
"""What a phrase of a list is; the last one is only kept for its column: towns are tokens by themselves (towns.py)."""
COLUMNS = {
    "state": len(_STATES) * 5,
    "speaker": 1 + len(_STATES) * (len(_STATES) + 1),
    "quoted": 6,
    "paragraph": 9,
    "returns": 10,
    "capital": 13,
    "first": 3,
    "layout": LAYOUTS,
    "turn": len(TURNS),
    "mail": len(MAIL),
    "kind": len(KINDS_OF_DRAFT),
    "lang": len(Lang),
    "sentence": len(FLAGS),
    "before": len(FLAGS),
    "after": len(FLAGS),
    "around": len(FLAGS) + 1,
    "phrase": len(PHRASES),
}
AT = dict(zip(COLUMNS, np.cumsum([0, *COLUMNS.values()])[:-1].tolist(), strict=True))
WIDTH = sum(COLUMNS.values())
"""The number of columns."""


class Circumstances:
    """One text while its circumstances are worked out."""

    def __init__(
        self,
        lang: Lang,
        text: str,
        parts: Segments,
        spans: Sequence[Span],
        paragraph: Sequence[int],
        words: Sequence[Word],
    ) -> None:
        self.lang, self.text, self.parts, self.spans = lang, text, parts, spans
        self.paragraph, self.words = paragraph, words
        starts = [s.start for s in parts.sentences]
        self.sentence = [max(bisect_right(starts, s.start) - 1, 0) for s in spans]
        self.quote = self._quotes()
        self.first = [i == 0 or self.sentence[i] != self.sentence[i - 1] for i in range(len(spans))]
        self.capitals = Counter(w.low for w in words if w.capital)

    def _quotes(self) -> list[int]:
        starts = [q.start for q in self.parts.quotes]
        ends = [q.end for q in self.parts.quotes]
        found = []
        for span in self.spans:
            at = bisect_right(starts, span.start) - 1
            found.append(at if at >= 0 and span.start < ends[at] else -1)
        return found

    def context(self) -> NDArray[np.float32]:
        """The matrix, (tokens, :data:`WIDTH`)."""
        matrix = np.zeros((len(self.spans), WIDTH), np.float32)
        if not self.spans:
            return matrix
        states = self._states()
        self._put(matrix, "state", [s * 5 + min(since // _SINCE, 4) for s, since in states])
        self._put(matrix, "lang", [list(Lang).index(self.lang)] * len(self.spans))
        self._places(matrix)
        self._returns(matrix)
        self._sentences(matrix)
        self._speakers(matrix, [s for s, _ in states])
        return matrix

    def _put(self, matrix: NDArray[np.float32], name: str, values: Sequence[int]) -> None:
        matrix[np.arange(len(values)), AT[name] + np.asarray(values)] = 1

    def _put_bits(self, matrix: NDArray[np.float32], name: str, values: Sequence[int]) -> None:
        width = COLUMNS[name]
        bits = (np.asarray(values, np.int64)[:, None] >> np.arange(width)) & 1
        matrix[:, AT[name] : AT[name] + width] = bits

    def _states(self) -> list[tuple[int, int]]:
        """Who was mentioned last, as an index of ``_STATES``, and how many tokens ago; paragraphs count as distance."""
        words, found, state, since = self.words, [], 0, 0
        determiners = _DETERMINERS[self.lang]
        somebody = BIT["occupation"] | BIT["gender"] | BIT["anonymous"]
        last = len(words) - 1
        for i, word in enumerate(words):
            if self.quote[i] < 0:
                following = words[i + 1] if i < last else None
                if word.capital:
                    if not self.first[i] and following and following.capital and (word.is_name or following.is_name):
                        state, since = 1, 0
                    elif not self.first[i] and self.capitals[word.low] > 1 and not (word.is_calendar or word.is_town):
                        state, since = 2, 0
                elif word.flags & somebody and (
                    (i > 0 and words[i - 1].low in determiners) or (i > 1 and words[i - 2].low in determiners)
                ):
                    state, since = 3, 0
                elif word.flags & BIT["office"]:
                    state, since = 4, 0
            found.append((state, since))
            since += 1
            if i < last and self.paragraph[i + 1] != self.paragraph[i]:
                since += 2 * _SINCE
        return found

    def _places(self, matrix: NDArray[np.float32]) -> None:
        last = len(self.parts.paragraphs) - 1
        self._put(matrix, "paragraph", [min(p, 2) * 3 + min(last - p, 2) for p in self.paragraph])
        begins = [i == 0 or self.paragraph[i] != self.paragraph[i - 1] for i in range(len(self.spans))]
        self._put(matrix, "first", [2 if b else 1 if f else 0 for b, f in zip(begins, self.first, strict=True)])
        lines = [span.of(self.text) for span in self.parts.paragraphs]
        layouts = [layout(line) for line in lines]
        self._put(matrix, "layout", [layouts[p] for p in self.paragraph])
        letter = mail(lines)
        self._put(matrix, "mail", [letter[p] for p in self.paragraph])
        turned = turns(lines)
        self._put(matrix, "turn", [turned[p] for p in self.paragraph])
        self._put(matrix, "kind", [kind_of_draft(turned, layouts)] * len(self.spans))

    def _returns(self, matrix: NDArray[np.float32]) -> None:
        counts = Counter(w.low for w in self.words)
        self._put(matrix, "returns", [min(counts[w.low], 4) * 2 + w.capital for w in self.words])
        self._put(
            matrix,
            "capital",
            [
                1 + min(self.capitals[w.low], 5) * 2 + first if w.capital else 0
                for w, first in zip(self.words, self.first, strict=True)
            ],
        )

    def _sentences(self, matrix: NDArray[np.float32]) -> None:
        personal = BIT["name"] | sum(BIT[kind] for kind in KINDS)
        flags = [0] * (self.sentence[-1] + 3)
        for i, word in enumerate(self.words):
            mine = word.flags
            # The first word has a capital anyway, and who speaks inside a quotation says nothing of its sentence.
            if self.quote[i] >= 0:
                mine &= ~personal
            if self.first[i]:
                mine &= ~BIT["name"]
            flags[self.sentence[i] + 1] |= mine
        self._put_bits(matrix, "sentence", [flags[s + 1] for s in self.sentence])
        self._put_bits(matrix, "before", [flags[s] for s in self.sentence])
        self._put_bits(matrix, "after", [flags[s + 2] for s in self.sentence])

    def _speakers(self, matrix: NDArray[np.float32], states: Sequence[int]) -> None:
        count = len(self.spans)
        lengths, speakers, around = [0] * count, [0] * count, [0] * count
        i = 0
        while i < count:
            number = self.quote[i]
            if number < 0:
                i += 1
                continue
            end = i
            while end < count and self.quote[end] == number:
                end += 1
            flags = self._near(i, end)
            after = min(count - 1, end + _NEAR // 2)
            next_state = states[after] if self.paragraph[after] == self.paragraph[i] else len(_STATES)
            for j in range(i, end):
                lengths[j] = 1 + min(end - i, 12) // 3
                speakers[j] = 1 + states[i] * (len(_STATES) + 1) + next_state
                around[j] = flags
            i = end
        self._put(matrix, "quoted", lengths)
        self._put(matrix, "speaker", speakers)
        self._put_bits(matrix, "around", around)

    def _near(self, start: int, end: int) -> int:
        flags = 0
        for j in (*range(max(0, start - _NEAR), start), *range(end, min(len(self.words), end + _NEAR))):
            if self.quote[j] < 0 and self.paragraph[j] == self.paragraph[start]:
                word = self.words[j]
                flags |= word.flags
                if word.capital and not self.first[j]:
                    flags |= CAPITAL
        return flags
