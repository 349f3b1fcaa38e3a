"""Whom an adversary looks among: the population, the people on a list, the staff of an employer.

What the adversary knows of the source's world does not come from the draft, so employer and country are taken from the
facts as the draft first told them, not from their rewordings: saying less never moves the source to a smaller world.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from ..draft import REGISTERED_EVENTS, DetailType, Fact, Lang, Value, whole_number
from ..language import SPOKEN_IN
from ..story import Register, Story
from .assessment import Universe
from .crowd import Share
from .tables import Row, Table, table_of

HOME: Mapping[Lang, str] = {Lang.NL: "NL", Lang.EN: "GB"}
"""The country of a draft in which no fact names one that there is a table of."""
_LISTED_PARTS = {"speaker": "speakers", "attendee": "attendees", "subject": "complainants", "organiser": "members"}
_OF_SOMEBODY = ("students", "members")
"""Lists that may be of one person's own: the pupils of a teacher, the members of a conductor's choir."""
_AVERAGE = {
    Lang.NL: "medewerkers van een gemiddelde organisatie van deze soort ({staff} in {organisations})",
    Lang.EN: "staff of an average organisation of this kind ({staff} in {organisations})",
}
_BY_INHABITANTS = {
    Lang.NL: "medewerkers, naar het aantal inwoners van de plaats ({staff} op {inhabitants} inwoners)",
    Lang.EN: "staff, by the inhabitants of the place ({staff} for {inhabitants} inhabitants)",
}
_SPEAKERS_BY_INHABITANTS = {
    Lang.NL: "insprekers per jaar, naar het aantal inwoners van de plaats ({speakers} op {inhabitants})",
    Lang.EN: "speakers a year, by the inhabitants of the place ({speakers} for {inhabitants})",
}
_SPEAKERS_SOMEWHERE = {
    Lang.NL: "{what}; een bovengrens, want om welke plaats het gaat is niet bekend",
    Lang.EN: "{what}; an upper limit, for which place it is about is not known",
}


AVERAGE_ERROR = 2.0
"""Factor by which an employer may be smaller than the average of its kind; an assumption, and documented."""


PRESUMED_CIRCLE = 500
"""People among whom colleagues are presumed to look by a plan alone: no crowd that is told rests on it.

An assumption. More than half of the employees in the United States, 54.1 %, work for an employer of at least so many
(Small Business Administration, Office of Advocacy, Frequently Asked Questions, 2023).
"""
ALL_OF_IT = Share(1.0, 1.0, 1.0)


@dataclass(frozen=True)
class World:
    """Whom an adversary looks among; ``sure`` is the part of it that is there for certain, and at its best guess."""

    universe: Universe
    sure: Share = ALL_OF_IT


def country_of(facts: Iterable[Fact], lang: Lang) -> str:
    """The country of the source, in whatever order the facts are told.

    That of the language, if a place names it or none names another; else the least populous one with a table in which
    that language is spoken (a Flemish draft); else one that is less populous than the language's own (an English draft
    about the Netherlands). A place elsewhere never widens the circle: who grew up in London may live in Utrecht.
    """
    named = {fact.value.get("country") for fact in facts if fact.type is DetailType.PLACE}
    sizes = {code: row.value for code in named if isinstance(code, str) and (row := _everybody(code))}
    home, own = HOME[lang], _everybody(HOME[lang])
    if home in sizes:
        return home
    smaller = {code: size for code, size in sizes.items() if own and size < own.value}
    among = {code: size for code, size in sizes.items() if code in SPOKEN_IN[lang]} or smaller
    return min(among, key=lambda code: (among[code], code), default=home)


def _everybody(country: str) -> Row | None:
    table = table_of(country)
    return table.get("population") if table else None


def population(table: Table | None, lang: Lang) -> World | None:
    """Everybody in the country."""
    row = table.get("population") if table else None
    return World(_universe(row, row.value, lang)) if row else None


def listed(event: Value, facts: Sequence[Fact], story: Story, table: Table | None, lang: Lang) -> World | None:
    """The list that an EVENT points at: the story's register, else the table's council speakers; None for no list."""
    part = str(event.get("part") or "")
    if part not in _LISTED_PARTS:
        return None
    own = _register(story.registers, _LISTED_PARTS[part]) or _only_unnamed(story)
    if own:
        return _from_register(own)
    if part == "speaker" and event.get("kind") in REGISTERED_EVENTS and table:
        return _speakers(table, event, facts, story, lang)
    return None


def event_of(type: DetailType, value: Value) -> Value | None:
    """The event with a list that a fact tells of: an EVENT's own, or that of who is called by it; None for no event."""
    if type is DetailType.EVENT:
        return value
    words = str(value.get("term") or "").casefold().split()
    part = next((part for part, roles in _roles().items() if not roles.isdisjoint(words)), None)
    return {"kind": "council_meeting", "part": part} if part and type is DetailType.OCCUPATION else None


def workplace(facts: Sequence[Fact], story: Story, table: Table | None, lang: Lang) -> World | None:
    """The staff of the source's employer: the story's register, else a table's figure; None where nothing is known."""
    own = _register(story.registers, "staff")
    if own:
        return _from_register(own)
    sectors = [str(f.value["sector"]) for f in facts if f.type is DetailType.EMPLOYER and f.value.get("sector")]
    found = [_staff(sector, facts, table, lang) for sector in sectors] if table else []
    return min((each for each in found if each), key=lambda each: each.universe.size, default=None)


def least(worlds: Iterable[World | None]) -> World | None:
    """The world with the fewest people who are there for certain; None of none."""
    return min((each for each in worlds if each), key=lambda each: each.universe.size * each.sure.low, default=None)


def acquaintances(story: Story) -> World | None:
    """The people whom the accused dealt with, where the story has a register of them."""
    own = (
        _register(story.registers, "dealings")
        or _register(story.registers, "complainants")
        or next((register for register in story.registers if _is_around_accused(register, story)), None)
    )
    return _from_register(own) if own else None


def circle() -> World:
    """The people among whom colleagues are presumed to look where nothing says how many those are; it is never told."""
    return World(Universe(PRESUMED_CIRCLE, "presumed colleagues", "SBA Office of Advocacy", 2023))


def _staff(sector: str, facts: Sequence[Fact], table: Table, lang: Lang) -> World | None:
    staff, organisations = table.get(f"sector.{sector}"), table.get(f"organisations.{sector}")
    everybody, inhabitants = table.get("population"), _inhabitants(facts)
    if staff is None or organisations is None or everybody is None:
        return None
    if sector == "municipality" and inhabitants:
        words = _BY_INHABITANTS[lang].format(staff=_said(staff.value, lang), inhabitants=_said(everybody.value, lang))
        size = staff.value * inhabitants / everybody.value
    else:
        words = _AVERAGE[lang].format(staff=_said(staff.value, lang), organisations=_said(organisations.value, lang))
        size = staff.value / organisations.value
    return World(_universe(staff, size, lang, words), Share(1 / AVERAGE_ERROR, 1.0, 1.0))


def _speakers(table: Table, event: Value, facts: Sequence[Fact], story: Story, lang: Lang) -> World | None:
    """Council speakers a year: those of the place, by its inhabitants; where it is not told, perhaps a small place."""
    row = table.get("speakers.council", story.published[0] if story.published else None)
    of, everybody, councils = (
        table.get(k) for k in ("speakers.inhabitants", "population", "organisations.municipality")
    )
    if row is None or of is None or everybody is None or councils is None:
        return None
    inhabitants = whole_number(event, "population") or _inhabitants(facts)
    if inhabitants is None:
        average = everybody.value / councils.value / of.value
        words = _SPEAKERS_SOMEWHERE[lang].format(what=row.rate(lang).what)
        return World(_universe(row, row.value, lang, words), Share(min(average, 1.0), 1.0, 1.0))
    if inhabitants >= of.value:
        return World(_universe(row, row.value, lang))
    words = _SPEAKERS_BY_INHABITANTS[lang].format(speakers=_said(row.value, lang), inhabitants=_said(of.value, lang))
    return World(_universe(row, row.value * inhabitants / of.value, lang, words), Share(1 / AVERAGE_ERROR, 1.0, 1.0))


def _inhabitants(facts: Iterable[Fact]) -> float | None:
    found = (fact.value.get("population") for fact in facts if fact.type is DetailType.PLACE)
    return min((size for size in found if isinstance(size, int | float) and size > 0), default=None)


def _universe(row: Row, size: float, lang: Lang, what: str | None = None) -> Universe:
    rate = row.rate(lang)
    return Universe(max(round(size), 1), what or rate.what, rate.source, rate.year)


def _from_register(register: Register) -> World:
    return World(Universe(register.size, register.what, register.source, register.year))


def _register(registers: Iterable[Register], kind: str) -> Register | None:
    return next((register for register in registers if _kind(register) == kind), None)


def _only_unnamed(story: Story) -> Register | None:
    """The story's one register, where its words do not say what it is a list of: it must be the list meant."""
    if len(story.registers) != 1:
        return None
    only = story.registers[0]
    return only if _kind(only) is None and not _is_around_accused(only, story) else None


def _is_around_accused(register: Register, story: Story) -> bool:
    """Whether its words say that it is of people around the accused: by name, or by a pronoun that can be nobody else.

    What is known by its words to be another list is not: who spoke of the accused need not have met them.
    """
    if _kind(register) not in (None, *_OF_SOMEBODY):
        return False
    accused = [who for who in story.public if who.accused]
    names = {name for who in accused for name in (*who.names, *who.name.split()[-1:]) if name}
    named = any(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", register.what, re.IGNORECASE) for name in names)
    return named or bool(_pronouns().search(register.what))


def _kind(register: Register) -> str | None:
    what = register.what.casefold()
    return next((kind for kind, words in _kinds().items() if any(word in what for word in words)), None)


@lru_cache(maxsize=1)
def _kinds() -> Mapping[str, Sequence[str]]:
    return {str(kind): tuple(str(word) for word in words) for kind, words in _words()["kinds"].items()}


@lru_cache(maxsize=1)
def _roles() -> Mapping[str, frozenset[str]]:
    return {part: frozenset(words) for part, words in _words()["roles"].items()}


@lru_cache(maxsize=1)
def _pronouns() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(_words()['around']['phrases'])})\b", re.IGNORECASE)


def _words() -> Mapping[str, Mapping[str, Sequence[str]]]:
    return tomllib.loads((files(__package__) / "data" / "registers.toml").read_text(encoding="utf-8"))


def _said(value: float, lang: Lang) -> str:
    return f"{round(value):,}".replace(",", "." if lang is Lang.NL else ",")
