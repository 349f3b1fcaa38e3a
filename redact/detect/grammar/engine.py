"""Runs the rules over a text: each is tried only at the words where it starts and that the screen lets through."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from operator import itemgetter
from typing import NamedTuple

from ...draft import DetailType, Lang, Span, Value
from ..match import Late, Match
from .cutting import cut, lowered
from .rulefile import Rule
from .screen import DEPTH, Screen, Word

_TOKEN = re.compile(r"('(?:[sntk]|\d\d)(?!\w)|\w+)")
_STRAIGHT = str.maketrans("’‘ʼ", "'''")
_CHUNK = re.compile(r"\S+")
_PLACE = re.compile(r"(?<!\w)\S")

NEAR = 4
"""Words between a word and a figure for the word to be near it."""

AHEAD = 60
"""Characters after a stretch of which the words are looked at, where only a stretch is read."""


class Find(NamedTuple):
    """A match of a rule: where the detail lies, and the expression's own match."""

    rule: Rule
    start: int
    end: int
    match: re.Match[str]


class Grammar:
    """The rules of one language; ``screen`` is made from the same rules."""

    def __init__(self, rules: Sequence[Rule], lang: Lang, screen: Screen) -> None:
        self.rules, self.lang, self.screen = tuple(rules), lang, screen
        by_name: dict[str, Rule] = {}
        for rule in rules:
            by_name.setdefault(rule.name, rule)
        self.sure = frozenset(rule.name for rule in rules if rule.sure)
        self._by_bit = [by_name[name] for name in screen.rules]
        self._strict = self._bits(rule for rule in rules if not rule.loose)
        self._of_type = {type_: self._bits(r for r in rules if r.type is type_) for type_ in DetailType}
        self._marked = tuple((s[1:], r) for r in rules for s in r.starts if s[0] == "@")

    def _bits(self, rules: Iterable[Rule]) -> int:
        names = {rule.name for rule in rules}
        return sum(1 << n for n, rule in enumerate(self._by_bit) if rule.name in names)

    def find(self, text: str, *, loose: bool = True) -> Iterator[tuple[Rule, Span, Value]]:
        """Every match of every rule in ``text`` that says something, in no order; with loose rules or not."""
        return self._read(self.matches(text, loose=loose))

    def in_stretch(self, text: str, type_: DetailType, start: int, end: int) -> Iterator[tuple[Rule, Span, Value]]:
        """Every match of the rules of a type that starts between ``start`` and ``end``."""
        stop = min(end + AHEAD, len(text))
        tokens, starts = _words(text, start, stop)
        beyond = self.screen.end
        if stop < len(text):
            beyond = self.screen.unknown
            del tokens[-1:]  # it may be cut off
        found = self._at_words(text, tokens, starts, self._of_type[type_], end, beyond)
        marks = ((mark, rule) for mark, rule in self._marked if rule.type is type_)
        return self._read([*found, *self._at_marks(text, marks, start, end)])

    def _read(self, found: Iterable[Find]) -> Iterator[tuple[Rule, Span, Value]]:
        for rule, start, end, match in found:
            value = rule.value(match, self.lang)
            if value is not None:
                yield rule, Span(start, end), value

    def matches(self, text: str, *, loose: bool = False) -> Iterator[Find]:
        """Every match of every rule in ``text``, whether or not its reader takes it for a detail."""
        wanted = self.screen.every if loose else self._strict
        yield from self._at_words(text, *_words(text, 0, len(text)), wanted, len(text), self.screen.end)
        marks = ((mark, rule) for mark, rule in self._marked if loose or not rule.loose)
        yield from self._at_marks(text, marks, 0, len(text))

    def _at_words(
        self, text: str, tokens: list[str], starts: list[int], wanted: int, end: int, beyond: Word
    ) -> Iterator[Find]:
        """Matches at the words that start before ``end``; ``beyond`` follows the last word."""
        screen = self.screen
        words = list(map(screen.__getitem__, tokens))
        words += [beyond] * DEPTH
        free, before, after = screen.free, screen.before, screen.after
        near = _near_figures(words[: len(tokens)])
        for n in [n for n, word in enumerate(words) if word.starts or n in near]:
            word = words[n]
            bits = (word.starts | word.near if n in near else word.starts) & wanted
            if not bits:
                continue
            one, two = words[n + 1], words[n + 2]
            bits &= one.first & two.second
            if not bits:
                continue
            one_of = one.ends[0] | two.ends[1] | words[n + 3].ends[2] | words[n + 4].ends[3] | free
            bits &= one_of | words[n + 5].ends[4] | words[n + 6].ends[5]
            at = starts[n]
            if not bits or at >= end:
                continue
            if word.figure and tokens[n][0].isdigit() and at > 1 and text[at - 1] in ".," and text[at - 2].isdigit():
                continue  # the tail of 27.000 is no number
            bits &= before.get(text[at - 1 : at], before[""]) if at else screen.every
            stop = at + len(tokens[n])
            bits &= after.get(text[stop : stop + 1], after[""]) if stop < len(text) else screen.every
            while bits:
                lowest = bits & -bits
                bits ^= lowest
                rule = self._by_bit[lowest.bit_length() - 1]
                if found := rule.pattern.match(text, at):
                    first, last = rule.stretch(found)
                    if first < last:
                        yield Find(rule, first, last, found)

    def _at_marks(self, text: str, marks: Iterable[tuple[str, Rule]], start: int, end: int) -> Iterator[Find]:
        for mark, rule in marks:
            done, at = start, text.find(mark, start, end)
            while at >= 0:
                places, beyond = _places(text, at, start, end)
                for place in places:
                    if place >= done and (found := rule.pattern.match(text, place)):
                        done = found.end()
                        first, last = rule.stretch(found)
                        if first < last:
                            yield Find(rule, first, last, found)
                at = text.find(mark, beyond, end)  # another in the same stretch would have the same places


def _words(text: str, start: int, end: int) -> tuple[list[str], list[int]]:
    """The words between ``start`` and ``end``, in lower case with straight apostrophes, and where each starts."""
    low = lowered(text[start:end])
    words, starts, _ = cut(_TOKEN, low if low.isascii() else low.translate(_STRAIGHT), start, lower=False)
    return words, starts


def _near_figures(words: Sequence[Word]) -> set[int]:
    """The words with a figure in one of the next :data:`NEAR`, or in themselves."""
    return {at for n, word in enumerate(words) if word.figure for at in range(max(0, n - NEAR), n + 1)}


def _places(text: str, mark: int, start: int, end: int) -> tuple[Iterator[int], int]:
    """Where a match with a mark may start: in the stretch around it, and before that if it begins the stretch.

    And where that stretch ends.
    """
    first = max(text.rfind(gap, start, mark) for gap in " \n\t") + 1
    if first == mark and mark > start:
        first = max(text.rfind(gap, start, mark - 1) for gap in " \n\t") + 1
    last = _CHUNK.match(text, mark, end)
    stop = last.end() if last else mark + 1
    return (found.start() for found in _PLACE.finditer(text, max(first, start), stop)), stop


def best(found: Iterable[tuple[Rule, Span, Value]], span: Span) -> Value:
    """The value of the match that covers most of ``span``, strict rules before loose ones; else empty."""
    chosen: tuple[tuple[bool, int, int], Value] | None = None
    for rule, where, value in found:
        if not value or not where.overlaps(span):
            continue
        shared = min(where.end, span.end) - max(where.start, span.start)
        rank = (not rule.loose, shared, len(value))
        if chosen is None or rank > chosen[0]:
            chosen = rank, value
    return chosen[1] if chosen else {}


class Candidate(NamedTuple):
    """What may be a detail; ``late`` is the match that its value is read from when it is asked for."""

    start: int
    end: int
    type: DetailType
    rule: str
    score: float
    value: Value
    late: Find | None = None
    sure: bool = False

    @property
    def span(self) -> Span:
        """Where it stands."""
        return Span(self.start, self.end)

    def match(self, lang: Lang) -> Match:
        """The candidate as the detector knows it."""
        late = self.late
        value = self.value if late is None else Late(partial(late.rule.value, late.match, lang))
        return Match(self.span, self.type, self.score, self.rule, value)


def longest(candidates: Iterable[Candidate]) -> list[Candidate]:
    """The candidates in order, without those that overlap a longer one of their type.

    Of two as long the better scored stays, then the one that says more, then the one that is surer.
    """
    kept: list[Candidate] = []
    touching: dict[DetailType, list[Candidate]] = {}
    ends: dict[DetailType, int] = {}
    for candidate in sorted(candidates, key=itemgetter(0)):
        start, end, type_ = candidate[:3]
        if start >= ends.get(type_, 0):
            kept += _apart(touching.get(type_, ()))
            touching[type_] = [candidate]
            ends[type_] = end
        else:
            touching[type_].append(candidate)
            ends[type_] = max(end, ends[type_])
    for left in touching.values():
        kept += _apart(left)
    return sorted(kept, key=itemgetter(0, 1, 2))


def _apart(touching: Sequence[Candidate]) -> Sequence[Candidate]:
    """The longest of those that touch, then the longest of those that touch it not, and so on."""
    if len(touching) < 2:
        return touching
    kept: list[Candidate] = []
    for candidate in sorted(touching, key=_longest_first):
        at = bisect_left(kept, candidate.start, key=itemgetter(0))
        before, behind = kept[at - 1 : at] if at else (), kept[at : at + 1]
        if not any(other.start < candidate.end and candidate.start < other.end for other in (*before, *behind)):
            kept.insert(at, candidate)
    return kept


def _longest_first(candidate: Candidate) -> tuple[int, float, int, bool, int, bool, str]:
    length = candidate.end - candidate.start
    says_little = candidate.value.get("kind") == "code", -len(candidate.value), not candidate.sure
    return -length, -candidate.score, candidate.start, *says_little, candidate.rule
