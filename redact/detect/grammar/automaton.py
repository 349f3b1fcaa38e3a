"""An expression as an automaton that says which words can follow which: a superset of what the expression matches.

Called by :mod:`.make_screen` alone. Built from the parse tree that Python's ``re`` makes of an expression. What cannot
be told from the words in order (most looks ahead and behind, references back) is taken to hold; a look ahead at the
very end counts as more of the expression. So whatever the expression matches, the automaton lets through.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from importlib import import_module
from typing import Any, TypeAlias

# Python documents neither; the screens are made where the rules are changed, not where they are run.
op, parser = import_module("re._constants"), import_module("re._parser")

APOSTROPHE = "\u02bc"
"""The one that Python takes for a letter, and the engine for a mark."""

NUMBER = "\ue000"
"""Stands in an expression for any written number, of which Dutch has too many to list."""

FIGURES, MIXED = "#", "a0"
"""Stand for all words that begin with a figure, and all that begin with a letter and have one."""

ALPHABET = tuple(map(chr, (*range(0x09, 0x0E), *range(0x1C, 0x250), 0x1680, *range(0x2000, 0x2060), 0x3000)))
"""The characters that a class is tried on; one that has many of them is taken to have all others too."""

MANY = 24
"""Letters of a class from which words are no longer spelled out through it."""

MOST_WORDS = 5000
MOST_COPIES = 4
"""Copies made of what is repeated; more repeats count as any number."""

States: TypeAlias = frozenset[int]


def is_letter(char: str) -> bool:
    """Whether a character is part of words, as in regular expressions."""
    return (char.isalnum() and char != APOSTROPHE) or char == "_" or char == NUMBER


@dataclass(frozen=True)
class Chars:
    """A set of characters: ``letters`` of words in lower case (None: any), and ``marks`` between words.

    ``rest``: also the marks that are not in the alphabet.
    """

    letters: frozenset[str] | None
    marks: frozenset[str] = frozenset()
    rest: bool = False

    @property
    def between(self) -> bool:
        """Whether some character between words is in the set."""
        return bool(self.marks) or self.rest

    @property
    def figures(self) -> bool:
        """Whether some figure is in the set."""
        return self.letters is None or any(c.isdigit() for c in self.letters)

    @property
    def others(self) -> bool:
        """Whether some letter that is no figure is in the set."""
        return self.letters is None or any(not c.isdigit() for c in self.letters)


ANY = Chars(None, frozenset(c for c in ALPHABET if not is_letter(c)), rest=True)
_MARKS = ANY.marks
_CATEGORIES: dict[Any, Callable[[str], bool]] = {
    op.CATEGORY_DIGIT: str.isdigit,
    op.CATEGORY_NOT_DIGIT: lambda c: not c.isdigit(),
    op.CATEGORY_SPACE: str.isspace,
    op.CATEGORY_NOT_SPACE: lambda c: not c.isspace(),
    op.CATEGORY_WORD: lambda c: is_letter(c) or c == APOSTROPHE,
    op.CATEGORY_NOT_WORD: lambda c: not is_letter(c) and c != APOSTROPHE,
}


@cache
def _chars(items: tuple[tuple[Any, Any], ...]) -> Chars:
    tests = [_test(*item) for item in items if item[0] is not op.NEGATE]
    negated = len(tests) < len(items)
    listed = {chr(value) for code, value in items if code is op.LITERAL}
    found = [c for c in listed.union(ALPHABET) if any(test(c) for test in tests) is not negated]
    letters = frozenset(c.lower()[0] for c in found if is_letter(c))
    marks = frozenset(c for c in found if not is_letter(c))
    return Chars(None if len(letters) > MANY else letters, marks, rest=len(marks) > len(_MARKS) // 2)


def _test(code: Any, value: Any) -> Callable[[str], bool]:
    if code is op.LITERAL:
        return lambda c: value in (ord(c), ord(c.lower()[0]), ord(c.upper()[0]))
    if code is op.RANGE:
        return lambda c: any(value[0] <= ord(x[0]) <= value[1] for x in (c, c.lower(), c.upper()))
    return _CATEGORIES[value]


class Automaton:
    """The automaton of one expression: states are numbers, ``start`` is the first, ``end`` is reached by a match."""

    def __init__(self, expression: str) -> None:
        self._free: defaultdict[int, list[int]] = defaultdict(list)
        self._steps: defaultdict[int, list[tuple[Chars, int]]] = defaultdict(list)
        self._count = 0
        self._words: dict[States, tuple[dict[str, States], States]] = {}
        self._gaps: dict[States, States] = {}
        self._tree = parser.parse(expression, op.SRE_FLAG_IGNORECASE)
        first = self._new()
        self.end = self._sequence(list(self._tree), first, last=True)
        self.start = self._closed({first})

    def _new(self) -> int:
        self._count += 1
        return self._count

    def _sequence(self, items: Sequence[tuple[Any, Any]], at: int, *, last: bool) -> int:
        for n, item in enumerate(items):
            at_end = last and all(code in (op.ASSERT, op.ASSERT_NOT, op.AT) for code, _ in items[n + 1 :])
            if item[0] is op.ASSERT and at_end and item[1][0] > 0:
                return self._ahead(list(item[1][1]), at)
            at = self._node(item, at, last=at_end and not any(code is op.ASSERT for code, _ in items[n + 1 :]))
        return at

    def _ahead(self, items: list[tuple[Any, Any]], at: int) -> int:
        """A look ahead at the end: the text goes on as it says, and after it as it likes."""
        end = self._new()
        for here, whole in self._ends(items, at):
            beyond = self._new()
            self._steps[here].append((Chars(frozenset(), _MARKS, rest=True) if whole else ANY, beyond))
            self._steps[beyond].append((ANY, beyond))
            self._free[beyond].append(end)
            self._free[here].append(end)
        return end

    def _ends(self, items: list[tuple[Any, Any]], at: int) -> Iterator[tuple[int, bool]]:
        """Every state in which ``items`` may be over, and whether the word must be over there too."""
        if not items:
            yield at, False
            return
        *begun, (code, value) = items
        here = self._sequence(begun, at, last=False)
        if code is op.BRANCH:
            for alternative in value[1]:
                yield from self._ends(list(alternative), here)
        elif code is op.SUBPATTERN:
            yield from self._ends(list(value[3]), here)
        else:
            yield self._node((code, value), here, last=False), _is_word_end((code, value))

    def _node(self, item: tuple[Any, Any], at: int, *, last: bool) -> int:
        code, value = item
        if code is op.LITERAL:
            return self._step(at, _chars((item,)))
        if code in (op.NOT_LITERAL, op.ANY):
            return self._step(at, ANY)
        if code is op.IN:
            return self._step(at, _chars(tuple(value)))
        if code is op.BRANCH:
            end = self._new()
            for alternative in value[1]:
                self._free[self._sequence(list(alternative), at, last=last)].append(end)
            return end
        if code is op.SUBPATTERN:
            return self._sequence(list(value[3]), at, last=last)
        if code is op.ATOMIC_GROUP:
            return self._sequence(list(value), at, last=last)
        if code in (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT):
            least, most, items = value
            return self._repeat(least, most, items, at)
        if code in (op.ASSERT, op.ASSERT_NOT, op.AT):
            return at
        return self._loop(at, lambda here: self._step(here, ANY))

    def _step(self, at: int, chars: Chars) -> int:
        to = self._new()
        self._steps[at].append((chars, to))
        return to

    def _repeat(self, least: int, most: Any, items: Any, at: int) -> int:
        for _ in range(min(least, MOST_COPIES)):
            at = self._sequence(list(items), at, last=False)
        if least > MOST_COPIES or most is op.MAXREPEAT or most - least > MOST_COPIES:
            return self._loop(at, lambda here: self._sequence(list(items), here, last=False))
        end = self._new()
        self._free[at].append(end)
        for _ in range(most - least):
            at = self._sequence(list(items), at, last=False)
            self._free[at].append(end)
        return end

    def _loop(self, at: int, build: Callable[[int], int]) -> int:
        here = self._new()
        self._free[at].append(here)
        self._free[build(here)].append(here)
        return here

    def _closed(self, states: Iterable[int]) -> States:
        left, seen = list(states), set(states)
        while left:
            for to in self._free[left.pop()]:
                if to not in seen:
                    seen.add(to)
                    left.append(to)
        return frozenset(seen)

    def after(self, states: States, takes: Callable[[Chars], bool]) -> States:
        """The states after one character of a set that ``takes`` accepts."""
        return self._closed({to for at in states for chars, to in self._steps[at] if takes(chars)})

    def beyond(self, states: States, takes: Callable[[Chars], bool]) -> States:
        """The states after one character or more."""
        seen: set[int] = set()
        here = self.after(states, takes)
        while here - seen:
            seen |= here
            here = self.after(here, takes)
        return frozenset(seen)

    def gap(self, states: States) -> States:
        """The states at the start of the next word, after one mark or more."""
        if states not in self._gaps:
            self._gaps[states] = self.beyond(states, lambda chars: chars.between)
        return self._gaps[states]

    def rest(self, states: States) -> States:
        """The states at any place further on in the same word."""
        return states | self.beyond(states, lambda chars: chars.letters is None or bool(chars.letters))

    def spelled(self, states: States, word: str) -> States:
        """The states after the letters of ``word``."""
        for letter in word:
            states = self.after(states, lambda chars, c=letter: chars.letters is None or c in chars.letters)  # type: ignore[misc]
        return states

    def marks(self, states: States) -> tuple[frozenset[str], bool]:
        """The marks that may come next, and whether any other mark may."""
        steps = [chars for at in states for chars, _ in self._steps[at]]
        return frozenset(c for chars in steps for c in chars.marks), any(chars.rest for chars in steps)

    def may_end(self, states: States) -> bool:
        """Whether a match may be over here, or after the marks that follow."""
        return self.end in states or self.end in self.gap(states)

    def words(self, states: States) -> tuple[dict[str, States], States]:
        """The words that may come next, each with the states after it; and the states after any other word.

        One that begins with a figure is :data:`FIGURES`, one that has a figure further on :data:`MIXED`; none of these
        when too many words could come.
        """
        if states not in self._words:
            self._words[states] = self._spell(states)
        return self._words[states]

    def _spell(self, states: States) -> tuple[dict[str, States], States]:
        found: dict[str, States] = {}
        wild: States = frozenset()
        left = [("", states)]
        while left:
            word, here = left.pop()
            if word and (self.end in here or any(chars.between for at in here for chars, _ in self._steps[at])):
                found[word] = here
            letters: defaultdict[str, set[int]] = defaultdict(set)
            for at in here:
                for chars, to in self._steps[at]:
                    if chars.letters is None:
                        wild |= self.rest(self._closed({to}))
                    elif chars.figures:
                        sign = MIXED if word else FIGURES
                        found[sign] = found.get(sign, frozenset()) | self.rest(self._closed({to}))
                    for letter in chars.letters or ():
                        if not letter.isdigit():
                            letters[letter].add(to)
            left += [(word + letter, self._closed(to)) for letter, to in letters.items()]
            if len(found) > MOST_WORDS or len(word) > 40:
                return {}, self.rest(states)
        return found, wild

    @cached_property
    def before(self) -> tuple[frozenset[str], bool]:
        """The characters that a look behind at the very start allows, and whether any other is allowed."""
        return _behind(list(self._tree))


def _is_word_end(item: tuple[Any, Any]) -> bool:
    """Whether it is a look ahead that refuses another letter."""
    code, value = item
    return code is op.ASSERT_NOT and value[0] > 0 and list(value[1]) == [(op.IN, [(op.CATEGORY, op.CATEGORY_WORD)])]


def _behind(items: list[tuple[Any, Any]]) -> tuple[frozenset[str], bool]:
    if not items:
        return frozenset(), True
    code, value = items[0]
    if code is op.BRANCH:
        parts = [_behind([*alternative, *items[1:]]) for alternative in value[1]]
        return frozenset().union(*(chars for chars, _ in parts)), any(rest for _, rest in parts)
    if code is op.SUBPATTERN:
        return _behind([*value[3], *items[1:]])
    if code is op.ASSERT and value[0] < 0:
        last = _last(list(value[1]))
        if last is not None and last.letters is not None and not last.rest:
            return last.marks | last.letters, False
    return frozenset(), True


def _last(items: list[tuple[Any, Any]]) -> Chars | None:
    """The characters that a look behind ends with; None when it is not a single one."""
    code, value = items[-1]
    if code is op.LITERAL:
        return _chars((items[-1],))
    if code is op.IN:
        return _chars(tuple(value))
    if code is op.SUBPATTERN:
        return _last(list(value[3]))
    if code is op.BRANCH:
        parts = [_last(list(alternative)) for alternative in value[1]]
        if all(parts):
            letters = [part.letters for part in parts if part]
            if None not in letters:
                marks = frozenset().union(*(part.marks for part in parts if part))
                return Chars(frozenset().union(*(x for x in letters if x)), marks, any(p.rest for p in parts if p))
    return None
