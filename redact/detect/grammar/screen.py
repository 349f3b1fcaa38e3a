"""Which rules can match at a word, told from that word, the six after it, and the characters on either side.

Nearly every rule that starts at a word fails there, and trying an expression costs as much as all else. What must
follow is worked out once, by :mod:`.make_screen`, and kept in ``data/screen_<lang>.tsv``: for each word a set of rules
as the bits of a number, so that a look at a word settles all rules at once. A rule that the screen stops would not have
matched; one that it lets through may still fail.
"""

from __future__ import annotations

import re
from collections import defaultdict
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
        columns: dict[str, dict[str, int]] = defaultdict(dict)
        for line in lines:
            column, *fields = line.split("\t")
            if column == "rules":
                self.rules = tuple(fields[0].split())
                continue
            bits, words = int(fields[0], 16), fields[1].split(" ")
            columns[column].update(dict.fromkeys(words, bits))
        marks = (columns[side] for side in ("before", "after"))
        self.before, self.after = ({"": 0} | {chr(int(c, 16)) if c else "": m[c] for c in m} for m in marks)
        self.every = (1 << len(self.rules)) - 1
        self.free = columns["free"].get("", 0)
        self._begin = columns["starts"]
        self._suffixes = sorted({len(start) - 1 for start in self._begin if len(start) > 1 and start[0] == "-"})
        self._numbers = [(STARTS[lang][name[1:]], self._begin.get(name, 0)) for name in NUMBERS]
        self._behind = [columns[name] for name in ("first", "second", *(f"end{n}" for n in range(1, DEPTH + 1)))]
        self._told = frozenset().union(*self._behind)
        """The words that stand behind a first one; most do nowhere."""
        first, second = (words.get("", 0) for words in self._behind[:2])
        self.end = Word(0, first, second, (0,) * DEPTH, 0, False)
        self.unknown = Word(0, self.every, self.every, (self.every,) * DEPTH, 0, False)

    def __missing__(self, word: str) -> Word:
        if len(self) >= self.MAX_WORDS:
            self.clear()
        known, figure, end = kind(word, self.lang), has_figure(word), self.end
        first, second, *ends = (words.get(known, 0) for words in self._behind) if known in self._told else (0, 0)
        near = 0 if word[0].isdigit() else self._begin.get(NEAR_FIGURES + ("x" if figure else ""), 0)
        made = self[word] = Word(
            self._starts(word), first | end.first, second | end.second, tuple(ends) or end.ends, near, figure
        )
        return made

    def _starts(self, word: str) -> int:
        begin = self._begin
        found = begin.get(word, 0) | begin.get(EVERYWHERE, 0)
        if word[0].isdigit():
            found |= begin.get(figures(word), 0)
        elif word[0] == "'" and word[1:].isdigit():
            found |= begin.get(YEAR, 0)
        else:
            for words, bits in self._numbers:
                if word in words:
                    found |= bits
        for length in self._suffixes:
            if length <= len(word):
                found |= begin.get("-" + word[-length:], 0)
        return found


@cache
def screen(lang: Lang) -> Screen:
    """The screen that is shipped, read once."""
    return Screen(data_lines(f"screen_{lang}.tsv"), lang)
