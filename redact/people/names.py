"""Names that the text says and no detail covers: the people and organisations that stay in it.

Detection marks the names that must go. A name in full that it left alone ("Denise Marsh"), a surname that follows such
a name, or one behind an office ("councillor Marsh") belongs to somebody public. How public is a weight, not a verdict.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ..draft import Span
from .words import Word, has

_NOT_IN_NAMES = frozenset({"stop", "i", "she", "he", "her", "his", "we", "you", "they", "office", "indefinite"})

BARE_WEIGHT = 0.3
"""A name about which the text says nothing else; places and firms look like that too."""
OFFICE_BONUS = 0.3
REPEAT_BONUS = 0.1
MAX_REPEATS = 4
LEAST_NAME = 2
"""Capitals of a first name and a surname."""
NEAR_OFFICE = 4
"""An office stands at most this many words from the name: "Denise Marsh, leader of …"."""


@dataclass(frozen=True, slots=True)
class Name:
    """One mention; ``key`` is the same for all mentions of one bearer, ``weight`` from 0 to 1 how public they are."""

    start: int
    end: int
    key: str
    weight: float


@dataclass(frozen=True, slots=True)
class _Run:
    """Words ``first`` to ``last`` (inclusive), ``length`` of them capitalised; of somebody who begins at ``of``."""

    first: int
    last: int
    length: int
    key: str
    of: int | None = None


def uncovered(
    text: str, words: Sequence[Word], covered: Iterable[Span], public: Sequence[str] = ()
) -> tuple[Name, ...]:
    """The names in ``words`` outside ``covered``; those in ``public`` weigh 1."""
    runs = _without_seats(words, _runs(text, words, _mask(len(text), covered)))
    declared = {name.split()[-1].lower() for name in public if name.strip()}
    counts = Counter(run.key for run in runs)
    keys = {run.key: run.key for run in runs if run.length > 1 or counts[run.key] > 1 or _is_surname(words, run)}
    keys |= {key: key for key in declared}
    # "Denise" is "Denise Marsh" again, unless it is a surname of its own.
    keys = {words[run.first].low: run.key for run in runs if run.length > 1} | keys
    offices = {keys.get(run.key) for run in runs if _near_office(words, run)}
    return tuple(
        Name(words[run.first].start, words[run.last].end, key, _weight(key, declared, offices, counts[key]))
        for run in runs
        if (key := keys.get(run.key))
    )


def _weight(key: str, declared: set[str], offices: set[str | None], count: int) -> float:
    if key in declared:
        return 1.0
    return BARE_WEIGHT + OFFICE_BONUS * (key in offices) + REPEAT_BONUS * min(count - 1, MAX_REPEATS)


def _mask(length: int, covered: Iterable[Span]) -> bytearray:
    mask = bytearray(length)
    for span in covered:
        mask[span.start : span.end] = b"\x01" * (min(span.end, length) - span.start)
    return mask


def _runs(text: str, words: Sequence[Word], taken: bytearray) -> list[_Run]:
    """Capitalised words in a row, with the particles and initials between them."""
    # "Storm" is no weather where the text has a Gerben Storm.
    lowered = {word.low for word in words if not word.capital} - _surnames(words)
    runs: list[_Run] = []
    end = -1  # the last word of the run, or a particle that may belong to it
    for at, word in enumerate(words):
        joined = end == at - 1 and at > 0 and not text[words[end].end : word.start].strip(" ")
        if taken[word.start]:
            continue
        if _is_name(words, at, lowered, joined):
            first, length = (runs[-1].first, runs[-1].length + 1) if joined else (at, 1)
            runs[len(runs) - joined :] = [_Run(first, at, length, _key(word))]
            end = at
        elif joined and ("particle" in word.classes or (word.low == "." and len(words[end].low) == 1)):
            end = at
    return runs


def _without_seats(words: Sequence[Word], runs: Sequence[_Run]) -> list[_Run]:
    """The runs, those that take in what somebody is of up to the surname by which the text goes on about them.

    "Denise Marsh van Zwolle" is the Marsh of later on, and nobody called Zwolle; an organisation is a name by itself.
    """
    alone = {run.key for run in runs if run.length == 1}
    return [part for run in runs for part in _apart(words, run, alone)]


def _apart(words: Sequence[Word], run: _Run, alone: set[str]) -> tuple[_Run, ...]:
    if run.length <= LEAST_NAME or run.key in alone:
        return (run,)
    for at in range(run.last - 1, run.first, -1):
        if words[at].capital and _key(words[at]) in alone and "particle" in words[at + 1].classes:
            rest = next(n for n in range(at + 1, run.last + 1) if words[n].capital)
            seat = _Run(rest, run.last, _capitals(words, rest, run.last), run.key, run.first)
            person = _Run(run.first, at, _capitals(words, run.first, at), _key(words[at]))
            return (person, seat) if seat.length > 1 else (person,)
    return (run,)


def _capitals(words: Sequence[Word], first: int, last: int) -> int:
    return sum(word.capital for word in words[first : last + 1])


def _surnames(words: Sequence[Word]) -> set[str]:
    """The last words of names in full: a capital behind a capital, neither of which begins a sentence or a heading."""
    return {
        _key(word)
        for before, one, word in zip(words, words[1:], words[2:], strict=False)
        if word.capital
        and one.capital
        and not word.raw.isupper()
        and not one.raw.isupper()
        and before.low.isalnum()
        and (not before.capital or "office" in before.classes)
        and not word.classes & _NOT_IN_NAMES
    }


def _is_name(words: Sequence[Word], at: int, lowered: set[str], joined: bool) -> bool:
    word = words[at]
    if not word.capital or (word.classes & _NOT_IN_NAMES and not (joined and "particle" in word.classes)):
        return False
    # A capital at the start of a sentence says nothing when the word is also written without.
    return joined or word.low not in lowered or (at + 1 < len(words) and words[at + 1].capital)


def _key(word: Word) -> str:
    return word.low.removesuffix("'s").removesuffix("’s")


def _is_surname(words: Sequence[Word], run: _Run) -> bool:
    """Whether a single word is a surname by itself: double-barrelled, or behind an office or a title."""
    double = any(part[:1].isupper() for part in words[run.first].raw.split("-")[1:])
    return double or has(words[max(0, run.first - 2) : run.first], "office")


def _near_office(words: Sequence[Word], run: _Run) -> bool:
    first = run.first if run.of is None else run.of
    before = words[max(0, first - NEAR_OFFICE) : first]
    return has(before, "office") or has(words[run.last + 1 : run.last + 1 + NEAR_OFFICE], "office")
