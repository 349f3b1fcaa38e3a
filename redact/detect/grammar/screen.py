"""Which rules can match at a word, told from that word, the six after it, and the characters on either side.

Nearly every rule that starts at a word fails there, and trying an expression costs as much as all else. What must
follow is worked out once, by :mod:`.make_screen`, and kept in ``data/screen_<lang>.tsv``: for each word a set of rules
as the bits of a number, so that a look at a word settles all rules at once. A rule that the screen stops would not have
matched; one that it lets through may still fail.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from ...draft import Lang
from .numerals import STARTS
from .rulefile import EVERYWHERE, FIGURES, NEAR_FIGURES, NUMBERS, YEAR, data_lines

DEPTH = 6
"""Words after the first that are looked at."""

LONGEST = 9
"""Figures in a number from which its length no longer matters."""

MIXED = "~"
"""The class of a word that begins with a letter and has a figure."""

_NUMBER_STEM = re.compile(
    r"[eéè]{2}n.|twee|drie|vier|vijf|zes|zeven|acht|negen|tien|elf|twaalf|dert|veert|tacht|twint|honderd|eerste|derde"
)
_ONE = re.compile(r"[eéè]{2}n")


def has_figure(word: str) -> bool:
    """Whether there is a figure in the word."""
    return not word.isalpha() and any(c.isdigit() for c in word)


def kind(word: str, lang: Lang) -> str:
    """The word as the screen knows it (lower case, no apostrophe): all figures are one, and so are Dutch numbers."""
    bare = word.lstrip("'")
    if has_figure(bare):
        return FIGURES if bare[0].isdigit() else MIXED
    if lang is Lang.NL:
        if _ONE.fullmatch(bare):
            return "een"
        if _NUMBER_STEM.match(bare):
            return "%"
    return bare


def figures(word: str) -> str:
    """The class of a word that begins with a figure, as a start: how many figures, or that letters follow."""
    return f"{FIGURES}{min(len(word), LONGEST)}" if word.isdigit() else FIGURES + "x"


@dataclass(frozen=True, slots=True)
class Word:
    """The rules that start at a word, and those that it lets through, as bits.

    ``first``: as the word right after the first, ``second``: as the one after that. ``ends``: for each distance from 1
    to :data:`DEPTH`, those for which it is enough that the word stands there. ``near``: those that start at the word if
    a figure is near. ``figure``: the word has a figure in it.
    """

    starts: int
    first: int
    second: int
    ends: tuple[int, ...]
    near: int
    figure: bool


class Screen(dict[str, Word]):
    """The words of one language, those that come up added; ``rules`` names the rule of each bit."""

    MAX_WORDS = 200_000
    """Words kept; a batch must not grow without end."""

    def __init__(self, lines: Sequence[str], lang: Lang) -> None:
        super().__init__()
        self.lang = lang
        self.rules: tuple[str, ...] = ()
        self._columns: dict[str, dict[str, int]] = {}
        for line in lines:
            column, *fields = line.split("\t")
            if column == "rules":
                self.rules = tuple(fields[0].split())
                continue
            bits, words = int(fields[0], 16), fields[1].split(" ")
            self._columns.setdefault(column, {}).update(dict.fromkeys(words, bits))
        starts = self._columns.get("starts", {})
        self._told = frozenset().union(*(words for column, words in self._columns.items() if words is not starts))
        """The words that stand behind a first one; most do nowhere."""
        self._suffixes = sorted({len(s) - 1 for s in starts if s[0] == "-"} - {0})
        marks = (self._columns.get(side, {}) for side in ("before", "after"))
        self.before, self.after = ({"": 0} | {chr(int(c, 16)) if c else "": m[c] for c in m} for m in marks)
        self.every = (1 << len(self.rules)) - 1
        self.free = self._of("free", "")
        self.end = Word(0, self._of("first", ""), self._of("second", ""), (0,) * DEPTH, 0, False)
        self.unknown = Word(0, self.every, self.every, (self.every,) * DEPTH, 0, False)

    def _of(self, column: str, word: str) -> int:
        return self._columns.get(column, {}).get(word, 0)

    def __missing__(self, word: str) -> Word:
        if len(self) >= self.MAX_WORDS:
            self.clear()
        known, figure = kind(word, self.lang), has_figure(word)
        told = known in self._told
        made = self[word] = Word(
            self._starts(word),
            self._of("first", known) | self.end.first if told else self.end.first,
            self._of("second", known) | self.end.second if told else self.end.second,
            tuple(self._of(f"end{n}", known) for n in range(1, DEPTH + 1)) if told else self.end.ends,
            0 if word[0].isdigit() else self._of("starts", NEAR_FIGURES + ("x" if figure else "")),
            figure,
        )
        return made

    def _starts(self, word: str) -> int:
        found = self._of("starts", word) | self._of("starts", EVERYWHERE)
        if word[0].isdigit():
            found |= self._of("starts", figures(word))
        elif word[0] == "'" and word[1:].isdigit():
            found |= self._of("starts", YEAR)
        else:
            for name in NUMBERS:
                if word in STARTS[self.lang][name[1:]]:
                    found |= self._of("starts", name)
        for length in self._suffixes:
            if length <= len(word):
                found |= self._of("starts", "-" + word[-length:])
        return found


@cache
def screen(lang: Lang) -> Screen:
    """The screen that is shipped, read once."""
    return Screen(data_lines(f"screen_{lang}.tsv"), lang)
