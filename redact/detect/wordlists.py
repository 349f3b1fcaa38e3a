"""The word lists that the tagger's features use: what kind of word this is.

Data files beside this module, each with its source on top. A word of a list also stands for its inflections, and in
Dutch for the compounds that end in it ("wijkverpleegkundige"): those get the class with a mark behind it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from ..draft import Lang

DATA = Path(__file__).parent / "data"
INFLECTED, COMPOUND = "~", "^"
FIRST_NAME, SURNAME, TOWN = "FIRST", "LAST", "TOWN"
NAMES = frozenset({FIRST_NAME, SURNAME, TOWN})
"""The classes of words that are names and may be nothing else."""

_ENDINGS = {
    Lang.NL: ("en", "s", "je", "jes", "tje", "tjes", "e", "'s", "n"),
    Lang.EN: ("s", "es", "'s", "ed", "ing", "d", "ly"),
}
_MIN_STEM = 3
_MIN_HEAD = {Lang.NL: 4, Lang.EN: 5}
"""The fewest letters of a compound's head: shorter ones are found by accident."""

_MIN_COMPOUND = 7


FUNCTION = "function"
APART = (
    *(FUNCTION, "unfinished", "subordinator", "subject", "unit", "abstract", "labour", "preposition", "anybody"),
    "mailbox",
    "everyday",
    "honour",
    "official",
    "party",
    "press",
    "pressbox",
    "opener",
    "plural",
    "nobody",
    "announcer",
    "body",
)
"""Lists that are no class of a word, so that what the network looks up stays as it was trained: words that no phrase
ends in; those that none ends in where a clause goes on with one of the subjects; what a number counts of time; the
endings of nouns that name nobody; the beginnings of words that tell of work all the same; what a noun ends before;
what may mean anybody; what a mail address begins with that is an office's; offices that are work, or a title, of
anybody too; those of them that are titles of honour with a capital; offices that are looked for directly before a name;
parties; what people of the press call themselves below a letter; what the mailbox of a newsroom or of a press office
is called by; what opens a sentence with a capital and is no name, with feelings and matters among it; what several
do; abbreviations that are nobody's initials; what announces a number or an address, and tells nothing without
it; the letters of public bodies, broadcasters, and unions, as they are written."""


def lines(name: str) -> list[str]:
    """The lines of a list, without comments and empty ones."""
    text = (DATA / name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


def sections(name: str) -> dict[str, frozenset[str]]:
    """The words of a list that is cut into sections, by the name of each."""
    found: dict[str, set[str]] = {}
    kind = ""
    for line in lines(name):
        if line.startswith("="):
            found[kind := line[1:]] = set()
        else:
            found[kind].update(line.split())
    return {kind: frozenset(words) for kind, words in found.items()}


@dataclass(frozen=True)
class WordLists:
    """The lists of one language.

    ``function`` are articles, prepositions, and other words that say nothing by themselves; ``words`` has the classes
    of all others; ``phrases`` maps a first word to (all its words, class). ``apart`` has the lists of :data:`APART` by
    their names.
    """

    lang: Lang
    function: frozenset[str]
    words: dict[str, frozenset[str]]
    phrases: dict[str, tuple[tuple[tuple[str, ...], str], ...]]
    first_names: frozenset[str]
    surnames: frozenset[str]
    towns: frozenset[str]
    long_towns: dict[str, tuple[tuple[str, ...], ...]]
    apart: Mapping[str, frozenset[str]]

    @cached_property
    def _longest(self) -> int:
        """Letters of the longest of ``words``: no more of a word are looked up, and a line may be one."""
        return max(map(len, self.words), default=0)

    def classes(self, word: str, low: str) -> frozenset[str]:
        """The classes of ``word``, whose lower-cased form is ``low``."""
        found = self.words.get(low) or self._inflected(low) or self._compound(low) or frozenset()
        if word[:1].isupper():
            lists = ((FIRST_NAME, self.first_names), (SURNAME, self.surnames), (TOWN, self.towns))
            found |= {name for name, names in lists if word in names}
        return found

    def is_name(self, word: str) -> bool:
        """Whether the word is a first name or a surname; never put the two lists together for it: they are long."""
        return word in self.first_names or word in self.surnames

    def _inflected(self, low: str) -> frozenset[str] | None:
        for ending in _ENDINGS[self.lang]:
            if low.endswith(ending) and len(low) - len(ending) >= _MIN_STEM:
                stem = low[: -len(ending)]
                forms = [stem]
                if self.lang is Lang.NL and stem[-1] == stem[-2]:
                    forms.append(stem[:-1])
                if self.lang is Lang.EN and stem.endswith("ie"):
                    forms.append(stem[:-2] + "y")
                for form in forms:
                    if classes := self.words.get(form):
                        return frozenset(c + INFLECTED for c in classes)
        return None

    def _compound(self, low: str) -> frozenset[str] | None:
        if len(low) < _MIN_COMPOUND:
            return None
        head = low.rpartition("-")[2]
        if head != low and (classes := self.words.get(head)):
            return frozenset(c + COMPOUND for c in classes)
        for at in range(max(2, len(low) - self._longest), len(low) - _MIN_HEAD[self.lang] + 1):
            if classes := self.words.get(low[at:]):
                return frozenset(c + COMPOUND for c in classes)
        return None


@lru_cache(maxsize=len(Lang))
def word_lists(lang: Lang) -> WordLists:
    """The lists of ``lang``, read once."""
    words: dict[str, set[str]] = defaultdict(set)
    apart: dict[str, set[str]] = {kind: set() for kind in APART}
    phrases: dict[str, list[tuple[tuple[str, ...], str]]] = defaultdict(list)
    kind = ""
    for line in lines(f"words-{lang}.txt"):
        if line.startswith("="):
            kind = line[1:]
            continue
        for entry in line.split():
            parts = tuple(entry.split("_"))
            if kind in apart:
                apart[kind].add(entry)
            elif len(parts) > 1:
                phrases[parts[0]].append((parts, kind))
            else:
                words[entry].add(kind)
    towns, long_towns = set(), defaultdict(list)
    for line in lines("places.txt"):
        parts = tuple(line.split())
        towns.add(line) if len(parts) == 1 else long_towns[parts[0]].append(parts)
    return WordLists(
        lang,
        frozenset(apart[FUNCTION]),
        {word: frozenset(kinds) for word, kinds in words.items()},
        {first: tuple(found) for first, found in phrases.items()},
        frozenset([*lines("first-names.txt"), *lines(f"first-names-{lang}.txt")]),
        frozenset(lines("surnames.txt")),
        frozenset(towns),
        {first: tuple(found) for first, found in long_towns.items()},
        {kind: frozenset(words) for kind, words in apart.items()},
    )
