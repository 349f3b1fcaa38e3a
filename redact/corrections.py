"""The corrections file: what a person who knows better says of one draft; it wins over everything.

Read by the commands, written by the desk; given to detection (what is a detail and what is not) and to people (whose it
is, who is who, what they are to the story). It holds words of the draft: every stretch is told by its place and by its
words, so that the file of another draft is refused and a stretch is followed where the text has moved.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from itertools import chain, pairwise, takewhile
from pathlib import Path
from typing import TypeAlias, TypeVar

from ..errors import UsageError, reason
from ..late import write_late
from ..said import said
from .draft import DetailType, Observability, Role, Span
from .settings import Kind, Table

NEAR = 1000
"""Characters from its place within which a stretch is looked for when the text has moved: some paragraphs."""

_HEADING = (
    "# Corrections of one draft, with words of it: keep this file as you keep the draft. See docs/corrections.md.\n"
)

_LONGEST = 1 << 31
"""No draft has this many characters; a larger number would overflow where it is looked up."""

_Chosen = TypeVar("_Chosen", bound=StrEnum)


class CorrectionsError(UsageError):
    """The corrections cannot be read, mean nothing, contradict one another or the story, or are of another draft."""


_KIND = Kind(said("corrections file"), CorrectionsError)


@dataclass(frozen=True, order=True)
class Stretch:
    """Characters ``start`` to ``end`` (exclusive) of a draft, and the words that stand there."""

    start: int
    end: int
    words: str = field(repr=False)

    @classmethod
    def of(cls, text: str, span: Span) -> Stretch:
        """The stretch of ``text`` at ``span``, without the spaces at its ends; ValueError when nothing is left."""
        words = span.of(text)
        start = span.start + len(words) - len(words.lstrip())
        if not words.strip():
            raise ValueError("a stretch must have words")
        return cls(start, start + len(words.strip()), words.strip())

    @property
    def span(self) -> Span:
        """The stretch without its words."""
        return Span(self.start, self.end)


Who: TypeAlias = "str | Stretch"
"""Somebody: a source of the story file by codename, or whoever is meant by a stretch of the text."""


@dataclass(frozen=True)
class DetailIs:
    """A stretch that is a detail; what is None stays as it was read.

    A ``person`` that is the stretch itself is somebody of their own: nobody whom the text has spoken of before.
    """

    stretch: Stretch
    type: DetailType | None = None
    person: Who | None = None
    observability: Observability | None = None


@dataclass(frozen=True)
class SamePerson:
    """The two are one person, with all that was read as theirs."""

    one: Who
    other: Who


@dataclass(frozen=True)
class RoleIs:
    """What a person is to the story."""

    person: Who
    role: Role


@dataclass(frozen=True)
class Corrections:
    """Every correction of one draft; an empty one is what a draft without a corrections file gets."""

    details: tuple[DetailIs, ...] = ()
    not_details: tuple[Stretch, ...] = ()
    same: tuple[SamePerson, ...] = ()
    roles: tuple[RoleIs, ...] = ()

    @property
    def persons(self) -> tuple[Who, ...]:
        """Everybody whom a correction speaks of, each once."""
        owners = (detail.person for detail in self.details if detail.person is not None)
        pairs = chain.from_iterable((pair.one, pair.other) for pair in self.same)
        return tuple(dict.fromkeys(chain(owners, pairs, (role.person for role in self.roles))))

    @property
    def protected(self) -> tuple[Stretch, ...]:
        """The mentions of everybody who is said not to be public: by their role, or by being a source of the story."""
        sure: set[Who] = {who for who in self.persons if isinstance(who, str)}
        sure |= {role.person for role in self.roles if role.role is not Role.PUBLIC}
        joined: set[Who] = set()
        while joined != sure:
            joined = set(sure)
            for pair in self.same:
                sure |= {pair.one, pair.other} if {pair.one, pair.other} & sure else set()
        return tuple(who for who in self.persons if who in sure and isinstance(who, Stretch))

    @property
    def names(self) -> tuple[str, ...]:
        """The words of everybody to protect that are a name: with capitals, or told to be one."""
        told = (detail.stretch.words for detail in self.details if detail.type is DetailType.NAME)
        called = (who.words for who in self.protected if _is_called(who.words))
        return tuple(dict.fromkeys((*told, *called)))

    @property
    def made_public(self) -> tuple[Stretch, ...]:
        """The mentions of everybody who is said to be public."""
        public = (role.person for role in self.roles if role.role is Role.PUBLIC)
        return tuple(person for person in public if isinstance(person, Stretch))

    def located(self, text: str) -> Corrections:
        """The same corrections with every stretch where its words stand in ``text``.

        A stretch that is not at its place is looked for as far away as the one before it has moved, then within
        :data:`NEAR` characters, where its words must stand exactly once. Raises :class:`CorrectionsError` for one that
        is not found so: the file is of another draft; and for two stretches that claim the same words.
        """
        at = _places(text, sorted(set(self.stretches)))

        def moved(who: Who) -> Who:
            return at[who] if isinstance(who, Stretch) else who

        found = Corrections(
            tuple(
                replace(d, stretch=at[d.stretch], person=None if d.person is None else moved(d.person))
                for d in self.details
            ),
            tuple(at[stretch] for stretch in self.not_details),
            tuple(SamePerson(moved(pair.one), moved(pair.other)) for pair in self.same),
            tuple(RoleIs(moved(role.person), role.role) for role in self.roles),
        )
        claimed = sorted([*(detail.stretch.span for detail in found.details), *(s.span for s in found.not_details)])
        if any(one.overlaps(other) for one, other in pairwise(claimed)):
            raise CorrectionsError("two corrections claim the same words as a detail or as none; leave one of them")
        return found

    @property
    def stretches(self) -> tuple[Stretch, ...]:
        """Every stretch of the text that they speak of, in the order of the file."""
        mentions = (who for who in self.persons if isinstance(who, Stretch))
        return (*(detail.stretch for detail in self.details), *self.not_details, *mentions)


def _is_called(words: str) -> bool:
    """Whether words begin and end with a capital, as names do: "Peter van Es"; "The nurse" is none."""
    apart = words.split()
    return apart[0][0].isupper() and apart[-1][0].isupper()


def read_corrections(path: Path) -> Corrections:
    """Read the corrections file at ``path``; raises :class:`CorrectionsError` with the key that is wrong."""
    return _KIND.read(path, _corrections)


def parse_corrections(text: str) -> Corrections:
    """Corrections from the text of a file; raises :class:`CorrectionsError`."""
    return _corrections(_KIND.parse(text.encode("utf-8")))


def corrections_text(corrections: Corrections) -> str:
    """The text of a file that reads as ``corrections``."""
    rows = [
        *(_row("detail", _detail_keys(detail)) for detail in corrections.details),
        *(_row("not_detail", _stretch_keys(stretch)) for stretch in corrections.not_details),
        *(_row("same", {"one": _who(pair.one), "other": _who(pair.other)}) for pair in corrections.same),
        *(_row("role", {"person": _who(r.person), "role": _string(r.role)}) for r in corrections.roles),
    ]
    return "\n".join([_HEADING, *rows])


def write_corrections(corrections: Corrections, path: Path) -> None:
    """Write them to ``path``, readable by its owner alone, in place of what stood there; all of it or nothing."""
    try:
        write_late(path, corrections_text(corrections).encode("utf-8"), over=True)
    except OSError as error:
        raise CorrectionsError(
            "cannot write the corrections file: {reason}; nothing was written; choose another place",
            reason=reason(error),
        ) from None


def _corrections(top: Table) -> Corrections:
    found = Corrections(
        tuple(_detail(row) for row in top.tables("detail")),
        tuple(_whole_stretch(row) for row in top.tables("not_detail")),
        tuple(_same(row) for row in top.tables("same")),
        tuple(_role(row) for row in top.tables("role")),
    )
    top.done()
    return found


def _detail(row: Table) -> DetailIs:
    detail = DetailIs(
        _stretch(row),
        _choice(row, "type", DetailType),
        _person(row, "person") if row.has("person") else None,
        _choice(row, "observability", Observability),
    )
    row.done()
    return detail


def _same(row: Table) -> SamePerson:
    same = SamePerson(_person(row, "one"), _person(row, "other"))
    row.done()
    return same


def _role(row: Table) -> RoleIs:
    role = RoleIs(
        _person(row, "person"),
        _choice(row, "role", Role) or row.misread("role", said("one of {choices}", choices=", ".join(Role))),
    )
    row.done()
    return role


def _person(row: Table, key: str) -> Who:
    found = row.text_or_table(key)
    return _whole_stretch(found) if isinstance(found, Table) else found


def _whole_stretch(row: Table) -> Stretch:
    stretch = _stretch(row)
    row.done()
    return stretch


def _stretch(row: Table) -> Stretch:
    start, end, words = row.number("start"), row.number("end"), row.need_text("words")
    if not 0 <= start < end < _LONGEST:
        row.misread("end", said("a whole number, beyond that of start"))
    if words != words.strip():
        row.misread("words", said("the words as they stand there, without spaces around them"))
    return Stretch(start, end, words)


def _choice(row: Table, key: str, kinds: type[_Chosen]) -> _Chosen | None:
    word = row.text(key, "")
    if not row.has(key):
        return None
    if word not in list(kinds):
        raise CorrectionsError(
            "unknown {key} in the corrections file; choose from {choices}", key=key, choices=", ".join(kinds)
        )
    return kinds(word)


def _places(text: str, stretches: list[Stretch]) -> Mapping[Stretch, Stretch]:
    """Where each of ``stretches``, which are in order, stands in ``text``."""
    shift, at = 0, {}
    for stretch in stretches:
        span = _place(text, stretch, shift)
        if span is None:
            raise CorrectionsError(
                "the corrections file is not of this draft: what it says of characters {start} to {end} stands"
                " neither there nor once nearby; give its own draft, or correct anew",
                start=stretch.start,
                end=stretch.end,
            )
        shift = span.start - stretch.start
        at[stretch] = Stretch(span.start, span.end, stretch.words)
    return at


def _place(text: str, stretch: Stretch, shift: int) -> Span | None:
    # With any spaces or line breaks between the words.
    words = r"\s+".join(map(re.escape, stretch.words.split()))
    there = re.compile(words)
    for start in (stretch.start, stretch.start + shift):
        if start >= 0 and (found := there.match(text, start)):
            return Span(*found.span())
    first, last = (r"(?<!\w)" if _is_word(stretch.words[0]) else ""), (r"(?!\w)" if _is_word(stretch.words[-1]) else "")
    low, high = stretch.start + shift - NEAR, stretch.start + shift + NEAR
    found_near = re.compile(first + words + last).finditer(text, max(0, low))
    near = [found.span() for found in takewhile(lambda found: found.start() <= high, found_near)]
    return Span(*near[0]) if len(near) == 1 else None


def _is_word(char: str) -> bool:
    return re.match(r"\w", char) is not None


def _row(name: str, keys: Mapping[str, str]) -> str:
    return "".join([f"[[{name}]]\n", *(f"{key} = {value}\n" for key, value in keys.items())])


def _detail_keys(detail: DetailIs) -> dict[str, str]:
    keys = _stretch_keys(detail.stretch)
    if detail.type is not None:
        keys["type"] = _string(detail.type)
    if detail.person is not None:
        keys["person"] = _who(detail.person)
    if detail.observability is not None:
        keys["observability"] = _string(detail.observability)
    return keys


def _stretch_keys(stretch: Stretch) -> dict[str, str]:
    return {"start": str(stretch.start), "end": str(stretch.end), "words": _string(stretch.words)}


def _who(who: Who) -> str:
    if isinstance(who, str):
        return _string(who)
    return "{ " + ", ".join(f"{key} = {value}" for key, value in _stretch_keys(who).items()) + " }"


def _string(words: str) -> str:
    # A JSON string is a TOML one, but for the one control character that only TOML escapes.
    return json.dumps(words, ensure_ascii=False).replace("\x7f", "\\u007f")
