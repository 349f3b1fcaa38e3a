"""Reads rule files and runs them: one pass over the words of a text, patterns tried only where a rule can start.

A rule file (``data/<topic>_<lang>.rules``) has one rule a line, fields parted by ``::``:

    name :: starts :: pattern :: key=value …

``starts`` are the words at which the rule is tried: plain words, ``%set`` (a word set), ``#`` (a word that begins with
a digit), ``-xyz`` (a word that ends in xyz), or ``*x`` (everywhere in
a text that has an x; ``*`` in any: slow, keep it rare). ``pattern`` is a regular
expression without regard to case, matched from the start of that word to the end of a word. In it a space is one gap
between words (a line break too, never a blank line), ``'`` any apostrophe, ``{at}`` any of the plain starts,
``{name}`` a set or definition, ``{key:name}`` the same as a named group; a group named ``hit`` is the stretch that is
the detail (the whole match otherwise). The last field is what the rule always says. A name that begins with ``?`` is
read by values only: such a stretch says this, but finding it proves nothing. Other lines: ``[TYPE]`` opens a detail
type, ``set name = words``, ``let name = expression``, ``# comment``; a line that begins with a blank goes on.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib import resources
from typing import TypeAlias

from ...draft import DetailType, Json, Lang, Span, Value
from ..match import Match
from .numerals import PATTERNS, STARTS

Reader: TypeAlias = Callable[[re.Match[str], dict[str, Json], Lang], "Value | None"]
"""Turns what a rule matched, and what it always says, into a value; None when it is not one after all."""

_TOKEN = re.compile(r"['’‘ʼ](?:[sntk]|\d\d)(?!\w)|\w+", re.IGNORECASE)
_GAP = r"(?:[^\S\n]*\s(?!\s*\n))"
_BUILT_IN = {"h": "[-‐‑–]", "-": rf"(?:[-‐‑–]|{_GAP})", "gap": _GAP}
_MACRO = re.compile(r"\{(?:(?P<key>[a-z_]+):)?(?P<name>[a-z_]+|-)\}")
_PIECE = re.compile(r"\\.|[^\\]", re.DOTALL)
NUMBERS = ("%numword", "%ordword")
"""The starts that are written numbers."""

SUFFIX = 4
"""Suffix rules are looked up by this many last letters of a word; no suffix may be shorter."""


@dataclass(frozen=True)
class Rule:
    """One line of a rule file; its pattern is compiled when it is first tried, for most never are in a draft."""

    name: str
    type: DetailType
    starts: frozenset[str]
    expression: str
    constants: Mapping[str, Json]
    loose: bool
    reader: Reader

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The compiled pattern; raises ValueError with the rule's name when it is none."""
        try:
            return re.compile(self.expression, re.IGNORECASE)
        except re.error as error:
            raise ValueError(f"{error} in rule {self.name}") from None

    def read(self, found: re.Match[str], lang: Lang) -> tuple[Span, Value] | None:
        """Where the detail of a match lies and what it says; None when it is not one after all."""
        value = self.reader(found, dict(self.constants), lang)
        group = "hit" if "hit" in self.pattern.groupindex and found["hit"] else 0
        start, end = found.span(group)
        return None if value is None or start == end else (Span(start, end), value)


class _Index:
    """Rules by the words at which they start."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        self.words: dict[str, tuple[Rule, ...]] = {}
        self.suffixes: dict[str, tuple[tuple[str, Rule], ...]] = {}
        self.figures: tuple[Rule, ...] = ()
        self.numbers: dict[str, tuple[Rule, ...]] = {}
        self.anywhere: tuple[tuple[str, Rule], ...] = ()
        for rule in rules:
            for start in rule.starts:
                self._enter(start, rule)

    def _enter(self, start: str, rule: Rule) -> None:
        if start == "#":
            self.figures += (rule,)
        elif start.startswith("%"):
            self.numbers[start[1:]] = (*self.numbers.get(start[1:], ()), rule)
        elif start.startswith("*"):
            self.anywhere += ((start[1:], rule),)
        elif start.startswith("-"):
            key = start[-SUFFIX:]
            self.suffixes[key] = (*self.suffixes.get(key, ()), (start[1:], rule))
        else:
            self.words[start] = (*self.words.get(start, ()), rule)

    def at(self, word: str, lang: Lang) -> tuple[Rule, ...]:
        """The rules to try at a word (lower case, a straight apostrophe)."""
        tried = self.words.get(word, ())
        if word[0].isdigit():
            tried += self.figures
        else:
            for kind, rules in self.numbers.items():
                if word in STARTS[lang][kind]:
                    tried += rules
        if ended := self.suffixes.get(word[-SUFFIX:]):
            tried += tuple(rule for suffix, rule in ended if word.endswith(suffix))
        return tried


class Grammar:
    """The rules of one language."""

    def __init__(self, rules: Sequence[Rule], lang: Lang) -> None:
        self.rules, self.lang = tuple(rules), lang
        self._every = _Index(rules)
        self._strict = _Index([rule for rule in rules if not rule.loose])

    def find(
        self, text: str, start: int = 0, end: int | None = None, *, loose: bool = True
    ) -> Iterator[tuple[Rule, Span, Value]]:
        """Every match of every rule that starts between ``start`` and ``end``, in no order; with loose rules or not."""
        end = len(text) if end is None else end
        index = self._every if loose else self._strict
        for token in _TOKEN.finditer(text, start, end):
            word, at = token[0].lower(), token.start()
            if word[0] in "’‘ʼ":
                word = "'" + word[1:]
            if word[0].isdigit() and at > 1 and text[at - 1] in ".," and text[at - 2].isdigit():
                continue  # the tail of 27.000 is no number
            for rule in index.at(word, self.lang):
                if (found := rule.pattern.match(text, at)) and (read := rule.read(found, self.lang)):
                    yield rule, *read
        for needed, rule in index.anywhere:
            if needed in text:
                for found in rule.pattern.finditer(text, start, end):
                    if read := rule.read(found, self.lang):
                        yield rule, *read


def best(found: Iterator[tuple[Rule, Span, Value]], type_: DetailType, span: Span) -> Value:
    """The value of the match of ``type_`` that covers most of ``span``, strict rules before loose ones; else empty."""
    chosen: tuple[tuple[bool, int, int], Value] | None = None
    for rule, where, value in found:
        if rule.type is not type_ or not where.overlaps(span) or not value:
            continue
        shared = min(where.end, span.end) - max(where.start, span.start)
        rank = (not rule.loose, shared, len(value))
        if chosen is None or rank > chosen[0]:
            chosen = rank, value
    return chosen[1] if chosen else {}


def parse(source: str, topic: str, lang: Lang, reader: Reader, shared: Mapping[str, frozenset[str]]) -> list[Rule]:
    """The rules of a rule file; ``shared`` are word sets from elsewhere. Raises ValueError on a line that is none."""
    sets: dict[str, frozenset[str]] = dict(shared)
    numbers = {name: _gaps(pattern) for name, pattern in PATTERNS[lang].items()}
    macros = {**_BUILT_IN, **{name: either(words) for name, words in sets.items()}, **numbers}
    rules: list[Rule] = []
    type_: DetailType | None = None
    for line in _joined(source):
        if line.startswith("["):
            type_ = DetailType(line.strip("[] "))
        elif named := re.match(r"(set|let) ([a-z_]+) = (.*)", line):
            kind, name, rest = named.groups()
            if kind == "set":
                sets[name] = _words(rest.split(), sets)
                macros[name] = either(sets[name])
            else:
                macros[name] = f"(?:{_expand(rest, macros)})"
        elif type_ is None:
            raise ValueError(f"a rule before its type in {topic}_{lang}: {line}")
        else:
            rules.append(_rule(line, topic, type_, sets, macros, reader))
    return rules


def _joined(source: str) -> Iterator[str]:
    """Lines without comments; a line that begins with a blank continues the one before."""
    held = ""
    for line in source.splitlines():
        if line.startswith("#"):
            continue
        if line[:1] in (" ", "\t"):
            held += " " + line.strip() if held else ""
        else:
            if held:
                yield held
            held = line.strip()
    if held:
        yield held


def _rule(
    line: str,
    topic: str,
    type_: DetailType,
    sets: Mapping[str, frozenset[str]],
    macros: Mapping[str, str],
    reader: Reader,
) -> Rule:
    name, starts, pattern, constants = (*re.split(r"\s*::\s*", line), "", "")[:4]
    words = _words(starts.split(), sets)
    others = frozenset(w for w in words if w == "#" or w[0] in "*-%")
    plain_words = words - others
    if not words or any(len(w) <= SUFFIX for w in others if w.startswith("-")):
        raise ValueError(f"no starts, or too short a suffix: {line}")
    expression = _expand(pattern or "{at}", {**macros, "at": either(plain_words)})
    opening = r"(?<!\w)" if any(w[0] == "*" for w in others) else ""
    return Rule(
        name=f"{topic}.{name.lstrip('?')}",
        type=type_,
        starts=others | {re.split(r"[\s\-]", w)[0] for w in plain_words},
        expression=rf"{opening}(?:{expression})(?!\w)",
        constants=dict(_constant(pair) for pair in constants.split()),
        loose=name.startswith("?"),
        reader=reader,
    )


def _words(names: Sequence[str] | Iterator[str], sets: Mapping[str, frozenset[str]]) -> frozenset[str]:
    found: set[str] = set()
    for name in names:
        if name in NUMBERS:  # too many words to list: asked for by set
            found.add(name)
        else:
            found |= sets[name[1:]] if name.startswith("%") else {name.replace("_", " ")}
    return frozenset(found)


def either(words: frozenset[str] | Sequence[str]) -> str:
    """A pattern for any of ``words``, the longest first; a blank in a word is a gap."""
    ordered = sorted(words, key=lambda w: (-len(w), w))
    return "(?:" + "|".join(_gaps(re.escape(w).replace(r"\ ", " ").replace(r"\-", "-")) for w in ordered) + ")"


def _gaps(pattern: str) -> str:
    """Let a blank stand for any gap and an apostrophe for any of its shapes, also within ``[…]``."""
    parts, in_class = [], False
    for part in _PIECE.findall(pattern):
        in_class = part == "[" or (in_class and part != "]")
        if part == " ":
            parts.append(r"\s" if in_class else _GAP)
        elif part == "'":
            parts.append("'’‘ʼ" if in_class else "['’‘ʼ]")
        else:
            parts.append(part)
    return "".join(parts)


def _expand(pattern: str, macros: Mapping[str, str]) -> str:
    def macro(found: re.Match[str]) -> str:
        body = macros[found["name"]]
        return f"(?P<{found['key']}>{body})" if found["key"] else body

    parts = re.split(rf"({_MACRO.pattern.replace('?P<key>', '?:').replace('?P<name>', '?:')})", pattern)
    return "".join(_MACRO.sub(macro, part) if _MACRO.fullmatch(part) else _gaps(part) for part in parts)


def _constant(pair: str) -> tuple[str, Json]:
    key, _, word = pair.partition("=")
    if re.fullmatch(r"-?\d+", word):
        return key, int(word)
    return key, word == "true" if word in ("true", "false") else word


def rule_files(topic: str, lang: Lang) -> list[str]:
    """The texts of a topic's rule files: for every language, and for ``lang``."""
    folder = resources.files(__package__).joinpath("data")
    files = [folder.joinpath(f"{topic}_{which}.rules") for which in ("any", lang)]
    return [file.read_text(encoding="utf-8") for file in files if file.is_file()]


def plain(found: re.Match[str], value: dict[str, Json], lang: Lang) -> Value:
    """The reader of rules that always say the same."""
    return value


def data_lines(name: str) -> list[str]:
    """The lines of a data file beside this module, without comments and blank ones."""
    text = resources.files(__package__).joinpath("data", name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line.strip() and not line.startswith("#")]


def _longest_first(match: Match) -> tuple[int, float, int, bool, str]:
    length = match.span.end - match.span.start
    return -length, -match.score, match.span.start, match.value.get("kind") == "code", match.rule


def longest(matches: Sequence[Match], length: int) -> list[Match]:
    """``matches`` in a text of ``length`` without those that overlap a longer one of their type.

    Of two as long the better scored stays, then the one that says more than "a code".
    """
    taken: dict[DetailType, bytearray] = {}
    kept = []
    for match in sorted(matches, key=_longest_first):
        cells = taken.setdefault(match.type, bytearray(length))
        start, end = match.span.start, match.span.end
        if cells.find(1, start, end) < 0:
            cells[start:end] = b"\x01" * (end - start)
            kept.append(match)
    return sorted(kept, key=lambda m: (m.span, m.type))
