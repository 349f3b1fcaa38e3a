"""The story file: who is public, which sources there are, what an editor will not give up.

It holds no secret: sources stand in it by codename. Read by the commands; given to detection (public names), people
(roles), risk (thresholds, registers) and the planner (stretches to keep). Every table is optional; an unknown key is an
error, because a misspelt ``protect_from`` would silently protect nobody.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

from ..errors import UsageError
from ..said import said
from .draft import Lang
from .settings import Kind, Table


class Adversary(StrEnum):
    """Who might recognise a source."""

    STRANGER = "stranger"
    COLLEAGUE = "colleague"
    INSIDER = "insider"
    ACCUSED = "accused"


_BARE_MONTH = re.compile(r"^(published\s*=\s*)(\d{4}-\d{2})(?=\s*(?:#.*)?$)", re.MULTILINE)
"""TOML has no type for a year and a month; people write ``published = 2021-10`` all the same."""

MOST_LISTED = 10_000_000_000
"""More people than there are on earth are on no list."""

DEFAULT_THRESHOLDS: Mapping[Adversary, int] = {
    Adversary.STRANGER: 100,
    Adversary.COLLEAGUE: 20,
    Adversary.INSIDER: 5,
    Adversary.ACCUSED: 5,
}
"""How many people a source must hide among, by adversary, where the story file does not say."""


class StoryError(UsageError):
    """The story file cannot be read or has a key or value that means nothing."""


_KIND = Kind(said("story file"), StoryError)


@dataclass(frozen=True)
class PublicName:
    """A person or organisation whose name stays; ``also`` are other ways the text calls them."""

    name: str
    also: tuple[str, ...] = ()
    accused: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        """Every way the text may call them."""
        return (self.name, *self.also)


@dataclass(frozen=True)
class SourceHint:
    """A source by codename, with the words by which the text introduces them."""

    codename: str
    called: tuple[str, ...] = ()
    protect_from: tuple[Adversary, ...] = tuple(Adversary)


@dataclass(frozen=True)
class Register:
    """A list that an adversary can consult: ``size`` people, known from ``source`` of ``year``."""

    what: str
    size: int
    source: str
    year: int


@dataclass(frozen=True)
class Story:
    """What the newsroom knows of a story; an empty one is what a draft without a story file gets."""

    title: str = ""
    lang: Lang | None = None
    published: tuple[int, int] | None = None
    thresholds: Mapping[Adversary, int] = field(default_factory=lambda: DEFAULT_THRESHOLDS)
    earlier: tuple[str, ...] = ()
    must_keep: tuple[str, ...] = ()
    public: tuple[PublicName, ...] = ()
    sources: tuple[SourceHint, ...] = ()
    registers: tuple[Register, ...] = ()

    @property
    def public_names(self) -> tuple[str, ...]:
        """Every name that stays, in every way the text may call it."""
        return tuple(name for who in self.public for name in who.names)


def read_story(path: Path) -> Story:
    """Read the story file at ``path``; raises :class:`StoryError` with the key that is wrong."""
    return _KIND.read(path, _story, lambda text: _BARE_MONTH.sub(r'\1"\2"', text))


def parse_story(table: Mapping[str, Any]) -> Story:
    """Build a story from a parsed TOML table; raises :class:`StoryError`."""
    return _story(_KIND.table(table))


def _story(top: Table) -> Story:
    story = Story(
        title=top.text("title", ""),
        lang=_lang(top.text("language", "")),
        published=_month(top.text("published", "")),
        thresholds=_thresholds(top.table("threshold")),
        earlier=top.texts("earlier"),
        must_keep=top.texts("must_keep"),
        public=tuple(_public(row) for row in top.tables("public")),
        sources=tuple(_source(row) for row in top.tables("source")),
        registers=tuple(_register(row) for row in top.tables("register")),
    )
    top.done()
    names = [source.codename.casefold() for source in story.sources]
    if len(set(names)) < len(names):
        raise StoryError("two sources have one codename; give each its own")
    return story


def _public(row: Table) -> PublicName:
    name = PublicName(name=row.need_text("name"), also=row.texts("also"), accused=row.flag("accused"))
    row.done()
    return name


def _source(row: Table) -> SourceHint:
    codename, called, protect = row.need_text("codename"), row.texts("called"), row.texts("protect_from")
    row.done()
    known = {a.value: a for a in Adversary}
    for word in protect:
        if word not in known:
            raise StoryError("unknown adversary in protect_from; choose from {choices}", choices=", ".join(known))
    return SourceHint(codename, called, tuple(known[word] for word in protect) or tuple(Adversary))


def _register(row: Table) -> Register:
    register = Register(row.need_text("what"), row.number("size"), row.need_text("source"), row.number("year"))
    row.done()
    if not 1 <= register.size <= MOST_LISTED:
        raise StoryError(
            "a register has at least one person, and no more than {most:,}: correct its size",
            most=MOST_LISTED,
        )
    return register


def _thresholds(row: Table) -> Mapping[Adversary, int]:
    chosen = dict(DEFAULT_THRESHOLDS)
    for adversary in Adversary:
        if row.has(adversary.value):
            chosen[adversary] = row.number(adversary.value)
            if chosen[adversary] < 1:
                raise StoryError("threshold.{adversary} must be 1 or more", adversary=adversary.value)
    row.done()
    return chosen


def _lang(word: str) -> Lang | None:
    if word and word not in list(Lang):
        raise StoryError("unknown language; choose from {choices}", choices=", ".join(Lang))
    return Lang(word) if word else None


def _month(word: str) -> tuple[int, int] | None:
    if not word:
        return None
    match = re.fullmatch(r"(\d{4})-(\d{2})(?:-\d{2})?", word)
    if not match or not 1 <= int(match[2]) <= 12:
        raise StoryError("published is a year and a month, such as 2021-10")
    return int(match[1]), int(match[2])
