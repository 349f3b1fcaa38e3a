"""The rule files' language: what a line says, and the expression that it stands for.

A rule file (``data/<topic>_<lang>.rules``) has one rule a line, fields parted by ``::``:

    name :: starts :: pattern :: key=value …

``starts`` are the words at which the rule is tried: plain words, ``%set`` (a word set), ``#`` (a word that begins with
a digit), ``'#`` (an apostrophe and two digits), ``~`` (a word with a digit in it or in one of the next four, that
begins with a letter), ``-xyz`` (a word that ends in xyz), ``@x`` (the mark x, which is no word: tried at every place in
the stretch without spaces around it, and in the one before a mark that begins its own), or ``*`` (every word: slow).
``pattern`` is a regular expression without regard to case, matched from the start of that word to the end of a word. In
it a space is one gap between words (a line break too, never a blank line), ``'`` any apostrophe, ``{at}`` any of the
plain starts, ``{name}`` a set or definition, ``{key:name}`` the same as a named group; a group named ``hit`` is the
stretch that is the detail (the whole match otherwise). The last field is what the rule always says. A name that begins
with ``?`` is read by values only: such a stretch says this, but finding it proves nothing; one that begins with ``!``
brings in by its own words whom it is about, and needs no other evidence. Other lines: ``[TYPE]``
opens a detail type, ``set name = words``, ``let name = expression``, ``# comment``; a line with a blank before it goes
on.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from importlib import resources
from typing import TypeAlias

from ...draft import DetailType, Json, Lang, Value
from .numerals import PATTERNS

Reader: TypeAlias = Callable[[re.Match[str], dict[str, Json], Lang], "Value | None"]
"""Turns what a rule matched, and what it always says, into a value; None when it is not one after all."""

_GAP = r"(?:[^\S\n]{0,99}\s(?!\s{0,99}\n))"
"""No wider than a page: in a book of nothing but spaces, every one would be looked at from every other."""
_BUILT_IN = {"h": "[-‐‑–]", "-": rf"(?:[-‐‑–]|{_GAP})", "gap": _GAP}
_MACRO = re.compile(r"\{(?:(?P<key>[a-z_]+):)?(?P<name>[a-z_]+|-)\}")
_PARTS = re.compile(rf"({_MACRO.pattern.replace('?P<key>', '?:').replace('?P<name>', '?:')})")
_PIECE = re.compile(r"\\.|[^\\]", re.DOTALL)
_FIRST = re.compile(r"'?\w+")
NUMBERS = ("%numword", "%ordword")
"""The starts that are written numbers."""

FIGURES, YEAR, NEAR_FIGURES, EVERYWHERE = "#", "'#", "~", "*"
"""The starts that are kinds of words."""

SUFFIX = 4
"""Suffix rules are looked up by this many last letters of a word; no suffix may be shorter."""


class Macros:
    """What a rule may write in braces; spelled out when it is first asked for, because most is not."""

    def __init__(self, sets: Mapping[str, frozenset[str]], written: Mapping[str, str]) -> None:
        self.sets = dict(sets)
        self._lets: dict[str, str] = {}
        self._done = {**_BUILT_IN, **{name: _gaps(pattern) for name, pattern in written.items()}}

    def set(self, name: str, words: str) -> None:
        """Name a set of words, and of other sets (``%name``)."""
        self.sets[name] = self.words(words.split())

    def let(self, name: str, expression: str) -> None:
        """Name an expression."""
        self._lets[name] = expression

    def words(self, names: Sequence[str]) -> frozenset[str]:
        """The words of ``names`` and of the sets among them."""
        found: set[str] = set()
        for name in names:
            if name in NUMBERS:  # too many words to list: asked for by set
                found.add(name)
            else:
                found |= self.sets[name[1:]] if name[0] == "%" else {name.replace("_", " ")}
        return frozenset(found)

    def expand(self, pattern: str, at: str = "") -> str:
        """``pattern`` with all braces spelled out; ``at`` is what ``{at}`` stands for."""

        def macro(found: re.Match[str]) -> str:
            body = at if found["name"] == "at" else self[found["name"]]
            return f"(?P<{found['key']}>{body})" if found["key"] else body

        parts = _PARTS.split(pattern)
        return "".join(_MACRO.sub(macro, part) if n % 2 else _gaps(part) for n, part in enumerate(parts))

    def __getitem__(self, name: str) -> str:
        if name not in self._done:
            lets = self._lets
            self._done[name] = f"(?:{self.expand(lets[name])})" if name in lets else either(self.sets[name])
        return self._done[name]


@dataclass(frozen=True)
class Rule:
    """One line of a rule file; its pattern is spelled out and compiled when it is first tried."""

    name: str
    type: DetailType
    starts: frozenset[str]
    written: str
    constants: Mapping[str, Json]
    loose: bool
    sure: bool
    reader: Reader
    macros: Macros = field(repr=False, compare=False)

    @cached_property
    def expression(self) -> str:
        """The pattern with everything spelled out."""
        plain_words = frozenset(word for word in self.starts if not is_kind(word))
        opening = r"(?<!\w)" if any(word[0] == "@" for word in self.starts) else ""
        return rf"{opening}(?:{self.macros.expand(self.written, either(plain_words))})(?!\w)"

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The compiled pattern; raises ValueError with the rule's name when it is none."""
        try:
            return re.compile(self.expression, re.IGNORECASE)
        except re.error as error:
            raise ValueError(f"{error} in rule {self.name}") from None

    @cached_property
    def _hit(self) -> str | int:
        return "hit" if "hit" in self.pattern.groupindex else 0

    def stretch(self, found: re.Match[str]) -> tuple[int, int]:
        """Where the detail of a match lies: its group ``hit`` if it has one."""
        start, end = found.span(self._hit)
        return (start, end) if start < end else found.span()

    def value(self, found: re.Match[str], lang: Lang) -> Value | None:
        """What a match says; None when it is not one after all."""
        return self.reader(found, dict(self.constants), lang)


def is_kind(start: str) -> bool:
    """Whether a start is a kind of word rather than a word."""
    return start in (FIGURES, YEAR, NEAR_FIGURES) or start[0] in "*-%@"


def first_word(start: str) -> str:
    """The first word of a plain start as a text has it: "vaste-lijn" begins with "vaste", "z'n" with "z"."""
    found = _FIRST.match(start)
    return found[0] if found else start


def parse(
    source: str,
    topic: str,
    lang: Lang,
    reader: Reader,
    shared: Mapping[str, frozenset[str]],
    numbers: Mapping[str, str] | None = None,
) -> list[Rule]:
    """The rules of a rule file; ``shared`` are word sets from elsewhere, ``numbers`` the patterns of numbers.

    Raises ValueError on a line that is no rule.
    """
    macros = Macros(shared, PATTERNS[lang] if numbers is None else numbers)
    rules: list[Rule] = []
    type_: DetailType | None = None
    for line in _joined(source):
        if line[0] == "[":
            type_ = DetailType(line.strip("[] "))
        elif line.startswith(("set ", "let ")) and " = " in line:
            kind, name, rest = line[:3], *line[4:].split(" = ", 1)
            macros.set(name, rest) if kind == "set" else macros.let(name, rest)
        elif type_ is None:
            raise ValueError(f"a rule before its type in {topic}_{lang}: {line}")
        else:
            rules.append(_rule(line, topic, type_, macros, reader))
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


def _rule(line: str, topic: str, type_: DetailType, macros: Macros, reader: Reader) -> Rule:
    fields = [field.strip() for field in line.split("::")]
    name, starts, pattern, constants = (*fields, "", "")[:4]
    words = macros.words(starts.split())
    if not words or any(len(word) <= SUFFIX for word in words if word[0] == "-"):
        raise ValueError(f"no starts, or too short a suffix: {line}")
    return Rule(
        name=f"{topic}.{name.lstrip('?!')}",
        type=type_,
        starts=words,
        written=pattern or "{at}",
        constants=dict(_constant(pair) for pair in constants.split()),
        loose=name.startswith("?"),
        sure=name.startswith("!"),
        reader=reader,
        macros=macros,
    )


def either(words: frozenset[str] | Sequence[str]) -> str:
    """A pattern for any of ``words``, the longest first; a blank in a word is a gap."""
    ordered = sorted(words, key=lambda w: (-len(w), w))
    return "(?:" + "|".join(_gaps(re.escape(w).replace(r"\ ", " ").replace(r"\-", "-")) for w in ordered) + ")"


def _gaps(pattern: str) -> str:
    """Let a blank stand for any gap and an apostrophe for any of its shapes, also within ``[…]``."""
    if " " not in pattern and "'" not in pattern:
        return pattern
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
