"""Works out what must follow the words at which rules start, and writes it down for the screen.

Run by whoever changes a rule: ``python -m bronwacht.redact.detect.grammar.make_screen`` (writes ``data/screen_*.tsv``;
a test fails as long as they are not what the rules say). A rule whose start words go on differently counts as several,
so that a bit of the screen stands for a rule at some of its starts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from ...draft import Lang
from . import rules_of
from .automaton import NUMBER, Automaton, States
from .numerals import PATTERNS, STARTS
from .rulefile import EVERYWHERE, FIGURES, NEAR_FIGURES, NUMBERS, YEAR, Rule, first_word
from .screen import DEPTH, LONGEST, kind

_DATA = Path(__file__).parent / "data"
_HEADER = """\
# Which rules can match at a word: column, rules as bits of a hexadecimal number, words ("": of no line).
# starts: rules that start at the word. first, second: those that it lets through as the next word, as the one after.
# end1 to end6: those for which it is enough that it stands there. before, after: those that the character lets through.
# Written by make_screen.py from the rules; do not edit.
"""
Follow = tuple[frozenset[str] | None, ...]
"""For each distance the words that may stand there; None when any may."""

Ends = tuple[frozenset[str], ...] | None
"""For each distance words of which, at some distance, one must stand; None when none must."""


@dataclass(frozen=True)
class Needs:
    """What must stand around the first word of a rule.

    ``first`` and ``second``: the words that may come next; None: any. ``ends``: at some distance one of its words must
    stand; None: not so. ``before`` and ``after``: the characters on either side that are allowed; None: any.
    """

    first: frozenset[str] | None
    second: frozenset[str] | None
    ends: Ends
    before: frozenset[str] | None
    after: frozenset[str] | None


def numbers(lang: Lang) -> Mapping[str, str]:
    """The patterns of numbers, with all written ones as one sign where there are too many to list."""
    if lang is not Lang.NL:
        return PATTERNS[lang]
    written = f"(?:{NUMBER}(?:-(?:en|ën|{NUMBER})){{0,2}})"
    return {
        "numword": written,
        "hour": rf"(?:\d{{1,2}}|{written})",
        "ordword": written,
        "ord": rf"(?:\d{{1,3}}(?:e|ste|de)|{written})",
        "num": rf"(?:\d{{1,3}}(?:\.\d{{3}})+|\d{{1,4}}|{written})",
    }


def first_states(machine: Automaton, rule: Rule, lang: Lang) -> Iterator[tuple[str, States]]:
    """Every start of a rule, and the states of its automaton after the first word; only those that lead on."""
    for start in sorted(rule.starts):
        for name, states in _starts(machine, start, lang):
            if machine.may_end(states) or machine.gap(states):
                yield name, states


def _starts(machine: Automaton, start: str, lang: Lang) -> Iterator[tuple[str, States]]:
    begun = machine.start
    if start == FIGURES:
        yield from _figures(machine)
    elif start == YEAR:
        figure = machine.after(machine.gap(begun), lambda chars: chars.figures)
        yield YEAR, machine.after(figure, lambda chars: chars.figures)
    elif start == NEAR_FIGURES:
        yield NEAR_FIGURES, machine.beyond(begun, lambda chars: chars.others)
        figure = machine.beyond(machine.beyond(begun, lambda chars: chars.others), lambda chars: chars.figures)
        yield NEAR_FIGURES + "x", machine.rest(figure)
    elif start in NUMBERS:
        # Dutch ones beyond a hundred go on as those below it do
        words = [word for word in sorted(STARTS[lang][start[1:]]) if lang is not Lang.NL or "honderd" not in word]
        words += [NUMBER] if lang is Lang.NL else []
        yield start, frozenset().union(*(machine.spelled(begun, word) for word in words))
    elif start == EVERYWHERE or start[0] == "-":
        yield start, machine.rest(begun)
    elif start[0] != "@":
        word = first_word(start)
        bare = word.lstrip("'")
        at = machine.gap(begun) if word[0] == "'" else begun
        states = machine.spelled(at, bare)
        if kind(bare, lang) in ("%", "een"):
            states |= machine.spelled(at, NUMBER)
        yield word, states


def _figures(machine: Automaton) -> Iterator[tuple[str, States]]:
    states = machine.start
    for length in range(1, LONGEST):
        states = machine.after(states, lambda chars: chars.figures)
        yield f"{FIGURES}{length}", states
    yield f"{FIGURES}{LONGEST}", machine.beyond(states, lambda chars: chars.figures)
    yield FIGURES + "x", machine.rest(machine.after(machine.start, lambda chars: chars.figures))


def needs(machine: Automaton, states: States, lang: Lang) -> Needs:
    """What must follow once the first word has led to ``states``."""
    first, second = _in_order(machine, states, lang)
    marks, any_mark = machine.marks(states)
    before, any_before = machine.before
    return Needs(
        first,
        second,
        _ends(machine, states, lang, 1, {}),
        None if any_before else before,
        None if any_mark or machine.end in states else marks,
    )


def _kinds(words: Iterable[str], lang: Lang) -> frozenset[str]:
    found: set[str] = set()
    for word in words:
        if word.startswith(NUMBER):
            found |= {"%", "een"} if word == NUMBER else {"%"}
        else:
            found.add(kind(word, lang))
    return frozenset(found)


def _words(machine: Automaton, states: States) -> tuple[dict[str, States], States]:
    words, wild = machine.words(machine.gap(states))
    hidden = {word for word in words if NUMBER in word[1:]}  # a number at the end of a longer word
    wild = wild.union(*(words[word] for word in hidden))
    return {word: after for word, after in words.items() if word not in hidden}, wild


def _in_order(machine: Automaton, states: States, lang: Lang) -> Follow:
    found: list[frozenset[str] | None] = []
    for _ in range(2):
        if machine.may_end(states):
            return *found, *[None] * (2 - len(found))
        words, wild = _words(machine, states)
        found.append(None if wild else _kinds(words, lang))
        states = wild.union(*words.values())
    return tuple(found)


def _ends(
    machine: Automaton,
    states: States,
    lang: Lang,
    depth: int,
    known: dict[tuple[States, int], tuple[frozenset[str], ...] | None],
) -> tuple[frozenset[str], ...] | None:
    """The words that must stand at some distance, from ``depth`` on; ``known`` keeps what was worked out."""
    if (states, depth) in known:
        return known[states, depth]
    known[states, depth] = None
    if machine.may_end(states):
        return None
    words, wild = _words(machine, states)
    if depth == DEPTH:
        known[states, depth] = None if wild else (_kinds(words, lang),)
        return known[states, depth]
    alike = defaultdict[States, list[str]](list)
    for word, after in words.items():
        alike[after].append(word)
    if wild:
        alike[wild] += []
    later, here = [frozenset[str]()] * (DEPTH - depth), list[str]()
    for after, those in alike.items():
        follow = _ends(machine, after, lang, depth + 1, known)
        if follow is not None:
            later = [old | new for old, new in zip(later, follow, strict=True)]
        elif after == wild:
            return None
        else:
            here += those
    known[states, depth] = (_kinds(here, lang), *later)
    return known[states, depth]


def lines(rules: Iterable[Rule], lang: Lang) -> Iterator[str]:
    """The lines of the screen of ``rules``, read with :func:`numbers`."""
    parts: list[tuple[str, Needs, list[str]]] = []
    for rule in rules:
        machine, alike = Automaton(rule.expression), defaultdict[tuple[int, Needs], list[str]](list)
        for start, states in first_states(machine, rule, lang):
            alike[_rank(start), needs(machine, states, lang)].append(start)
        parts += [(rule.name, need, starts) for (_, need), starts in alike.items()]
    parts.sort(key=lambda part: _rank(part[2][0]))
    yield "rules\t" + " ".join(name for name, _, _ in parts)
    columns = _columns(parts)
    for column, by_word in columns.items():
        by_bits = defaultdict[int, list[str]](list)
        for word, bits in by_word.items():
            by_bits[bits].append(word)
        for bits, words in sorted(by_bits.items(), key=lambda item: min(item[1])):
            yield f"{column}\t{bits:x}\t{' '.join(sorted(words))}"


def _rank(start: str) -> int:
    """The place of a start among those of a word: rules of the word itself come before those of its kind."""
    return 2 if start[0] == "-" else 1 if start in NUMBERS or start[0] in (FIGURES, NEAR_FIGURES, EVERYWHERE) else 0


def _columns(parts: list[tuple[str, Needs, list[str]]]) -> dict[str, dict[str, int]]:
    columns: dict[str, defaultdict[str, int]] = defaultdict(lambda: defaultdict(int))
    for n, (_, need, starts) in enumerate(parts):
        bit = 1 << n
        for start in starts:
            columns["starts"][start] |= bit
        for column, words in (("first", need.first), ("second", need.second)):
            for word in ("",) if words is None else words:
                columns[column][word] |= bit
        if need.ends is None:
            columns["free"][""] |= bit
        for distance, words in enumerate(need.ends or (), 1):
            for word in words:
                columns[f"end{distance}"][word] |= bit
    for column, chars in (("before", [p.before for _, p, _ in parts]), ("after", [p.after for _, p, _ in parts])):
        columns[column] = _by_char(chars)
    return {column: dict(by_word) for column, by_word in columns.items()}


def _by_char(allowed: list[frozenset[str] | None]) -> defaultdict[str, int]:
    """The rules that each character lets through; "" has those that any does."""
    found = defaultdict[str, int](int)
    named = {char for chars in allowed if chars is not None for char in chars}
    for n, chars in enumerate(allowed):
        for char in ("", *named):
            if chars is None or char in chars:
                found[f"{ord(char):x}" if char else ""] |= 1 << n
    return found


def written(lang: Lang) -> str:
    """The file of a language as the rules now are."""
    return _HEADER + "\n".join(lines(rules_of(lang, numbers(lang)), lang)) + "\n"


def main() -> None:
    """Write the screens."""
    for lang in Lang:
        (_DATA / f"screen_{lang}.tsv").write_text(written(lang), encoding="utf-8")


if __name__ == "__main__":
    main()
