"""Where each word of a text stands: whose sentence it is, who speaks, what kind of line, how often it returns.

A matrix of zeros and ones with a row for each token and a column for each thing that may be so; called by the reading.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from operator import or_

import numpy as np
from numpy.typing import NDArray

from ..draft import Lang
from ..segment import Segments
from .lines import KINDS_OF_DRAFT, LAYOUTS, MAIL, TURNS, kind_of_draft, layout, mail, turns
from .words import BIT, CALENDAR, CAPITAL, DETERMINER, FLAGS, KINDS, TOWNISH

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

_PERSONAL = BIT["name"] | sum(BIT[kind] for kind in KINDS)
_SOMEBODY = BIT["occupation"] | BIT["gender"] | BIT["anonymous"]
_OF_SENTENCES = CAPITAL - 1
"""All of the flags that have a column."""

Numbers = NDArray[np.int64]
Truths = NDArray[np.bool_]


class Circumstances:
    """One text while its circumstances are worked out.

    Of each token, ``starts`` says where it begins, ``paragraph`` and ``sentence`` in which it stands, ``flags`` are
    those of its word, and ``low`` is a number for its word in lower case.
    """

    def __init__(
        self, lang: Lang, text: str, parts: Segments, starts: Numbers, paragraph: Numbers, flags: Numbers, low: Numbers
    ) -> None:
        self.lang, self.text, self.parts = lang, text, parts
        self.paragraph, self.flags, self.low = paragraph, flags, low
        self.sentence = np.maximum(within([s.start for s in parts.sentences], starts), 0)
        self.quote = within([q.start for q in parts.quotes], starts)
        ends = np.asarray([*(q.end for q in parts.quotes), 0])  # the last one for what no quotation comes before
        self.quote[starts >= ends[self.quote]] = -1
        self.first = np.diff(self.sentence, prepend=-1) != 0
        self.capital = flags & CAPITAL != 0
        self.capitals = np.bincount(low[self.capital], minlength=len(low))[low]

    def context(self) -> NDArray[np.float32]:
        """The matrix, (tokens, :data:`WIDTH`)."""
        count = len(self.flags)
        matrix = np.zeros((count, WIDTH), np.float32)
        if not count:
            return matrix
        states, since = self._states()
        values = {
            "state": states * 5 + np.minimum(since // _SINCE, 4),
            "lang": np.full(count, list(Lang).index(self.lang)),
            **self._places(),
            **self._returns(),
            **self._speakers(matrix, states),
        }
        columns = np.stack([AT[name] + value for name, value in values.items()])
        columns += np.arange(0, count * WIDTH, WIDTH)
        matrix.reshape(-1)[columns] = 1
        at = AT["sentence"]
        matrix[:, at : at + 3 * len(FLAGS)] = self._sentences()[self.sentence]
        return matrix

    def _states(self) -> tuple[Numbers, Numbers]:
        """Who was mentioned last, as an index of ``_STATES``, and how many tokens ago; paragraphs count as distance."""
        flags, outside = self.flags, self.quote < 0
        named, determined = flags & BIT["name"] != 0, flags & DETERMINER != 0
        inner = outside & self.capital & ~self.first
        name = inner & _next(self.capital) & (named | _next(named))
        again = inner & ~name & (self.capitals > 1) & (flags & (CALENDAR | TOWNISH) == 0)
        small = outside & ~self.capital
        somebody = small & (flags & _SOMEBODY != 0) & _one_of_two_before(determined)
        office = small & ~somebody & (flags & BIT["office"] != 0)
        mentioned = name + 2 * again + 3 * somebody + 4 * office
        last = np.maximum.accumulate(np.where(mentioned, np.arange(len(flags)), 0))
        place = np.arange(len(flags)) + 2 * _SINCE * np.cumsum(np.diff(self.paragraph, prepend=0) != 0)
        return mentioned[last], place - place[last]

    def _places(self) -> dict[str, Numbers]:
        paragraph, last = self.paragraph, len(self.parts.paragraphs) - 1
        begins = np.diff(paragraph, prepend=-1) != 0
        lines = [span.of(self.text) for span in self.parts.paragraphs]
        layouts, turned = [layout(line) for line in lines], turns(lines)
        return {
            "paragraph": np.minimum(paragraph, 2) * 3 + np.minimum(last - paragraph, 2),
            "first": np.where(begins, 2, self.first),
            "layout": np.asarray(layouts)[paragraph],
            "mail": np.asarray(mail(lines))[paragraph],
            "turn": np.asarray(turned)[paragraph],
            "kind": np.full(len(paragraph), kind_of_draft(turned, layouts)),
        }

    def _returns(self) -> dict[str, Numbers]:
        counts, capitals = np.bincount(self.low)[self.low], np.minimum(self.capitals, 5)
        return {
            "returns": np.minimum(counts, 4) * 2 + self.capital,
            "capital": np.where(self.capital, 1 + capitals * 2 + self.first, 0),
        }

    def _sentences(self) -> NDArray[np.float32]:
        """For each sentence what is told in it, in the one before it, and in the one behind it."""
        # The first word has a capital anyway, and who speaks inside a quotation says nothing of its sentence.
        flags = np.where(self.quote >= 0, self.flags & ~_PERSONAL, self.flags)
        flags = np.where(self.first, flags & ~BIT["name"], flags)
        begins = np.flatnonzero(self.first)
        told = np.zeros(self.sentence[-1] + 3, np.int64)
        told[self.sentence[begins] + 1] = np.bitwise_or.reduceat(flags, begins)
        each = _bits(told, len(FLAGS))
        return np.concatenate([each[1:-1], each[:-2], each[2:]], axis=1)

    def _speakers(self, matrix: NDArray[np.float32], states: Numbers) -> dict[str, Numbers]:
        """Of each token in a quotation how long that is and who stands around it; what is said there goes into it."""
        count, paragraph, inside = len(self.flags), self.paragraph, self.quote >= 0
        bounds = np.flatnonzero(np.diff(self.quote, prepend=-2, append=-2))
        quoted = inside[bounds[:-1]]
        starts, ends = bounds[:-1][quoted], bounds[1:][quoted]
        own, after = paragraph[starts], np.minimum(count - 1, ends + _NEAR // 2)
        next_state = np.where(paragraph[after] == own, states[after], len(_STATES))
        lengths, speakers = np.zeros(count, np.int64), np.zeros(count, np.int64)
        lengths[inside] = np.repeat(1 + np.minimum(ends - starts, 12) // 3, ends - starts)
        speakers[inside] = np.repeat(1 + states[starts] * (len(_STATES) + 1) + next_state, ends - starts)
        told = np.where(self.capital & ~self.first, self.flags, self.flags & ~CAPITAL) & (_OF_SENTENCES | CAPITAL)
        outside = np.where(inside, 0, told).tolist()
        before = np.maximum(starts - _NEAR, np.searchsorted(paragraph, own))
        behind = np.minimum(ends + _NEAR, np.searchsorted(paragraph, own, "right"))
        rows = np.stack([before, starts, ends, behind], axis=1).tolist()
        near = [reduce(or_, outside[a:b] + outside[c:d], 0) for a, b, c, d in rows]
        around = _bits(np.asarray(near, np.int64), COLUMNS["around"])
        matrix[inside, AT["around"] : AT["around"] + COLUMNS["around"]] = np.repeat(around, ends - starts, axis=0)
        return {"quoted": lengths, "speaker": speakers}


def within(starts: Sequence[int], places: Numbers) -> Numbers:
    """The number of the stretch that each place is in, or behind; -1 before the first one."""
    return np.searchsorted(np.asarray(starts, np.int64), places, "right") - 1


def _next(truths: Truths) -> Truths:
    return np.append(truths[1:], False)


def _one_of_two_before(truths: Truths) -> Truths:
    before = np.concatenate([[False, False], truths])
    return np.asarray(before[1:-1] | before[:-2], np.bool_)


def _bits(values: Numbers, width: int) -> NDArray[np.float32]:
    return ((values[:, None] >> np.arange(width)) & 1).astype(np.float32)
