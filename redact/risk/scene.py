"""What one adversary has to look with: the facts they can know, and the people they can look among.

Between the facts of a draft and the verdict on them; called by ``adversaries`` alone.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from ..draft import DIRECT_TYPES, DetailType, Fact, Lang, Observability, Value
from ..story import Adversary, Story
from .assessment import Cap, Universe
from .crowd import Share
from .shares import Among, Measured, Setting, measure
from .tables import Table, table_of
from .universes import World, acquaintances, country_of, listed, population, workplace

_RECORD, _LIFE, _WORK, _THIRD, _DYADIC = Observability

SEES: Mapping[Adversary, frozenset[Observability]] = {
    Adversary.STRANGER: frozenset({_RECORD, _LIFE}),
    Adversary.COLLEAGUE: frozenset({_RECORD, _LIFE, _WORK}),
    Adversary.INSIDER: frozenset({_RECORD, _LIFE, _WORK}),
    Adversary.ACCUSED: frozenset(Observability),
}
"""What each adversary can know other than from the draft."""
PERSONNEL_FILE = frozenset(
    {
        DetailType.AGE,
        DetailType.GENDER,
        DetailType.ORIGIN,
        DetailType.FAMILY,
        DetailType.HEALTH,
        DetailType.OCCUPATION,
        DetailType.EMPLOYER,
        DetailType.EDUCATION,
    }
)
"""Types that an insider reads in the personnel file, whoever else knows them."""
PERSONAL = frozenset(
    {DetailType.AGE, DetailType.GENDER, DetailType.ORIGIN, DetailType.HEALTH, DetailType.FAMILY, DetailType.TRAIT}
)
"""Types that still tell members of one small group apart; what they work on, where, and when, they share."""
IMPLIED_BY_LIST = frozenset({DetailType.EVENT, DetailType.DATE, DetailType.PLACE, DetailType.GROUP})
"""Types that everybody on the list of an event has in common."""
_THE_GROUP = {Lang.NL: ("de groep die in de tekst staat", "de tekst"), Lang.EN: ("the group in the text", "the text")}


@dataclass(frozen=True)
class Told:
    """A fact as the draft tells it; ``wider`` where its value is not the draft's own any more."""

    fact: Fact
    value: Value = field(repr=False)
    wider: bool = False

    @property
    def type(self) -> DetailType:
        """The type of the fact."""
        return self.fact.type


@dataclass(frozen=True)
class View:
    """A world, whom it is made of, and the facts that tell its people apart."""

    world: World
    among: Among
    told: tuple[Told, ...]

    @property
    def universe(self) -> Universe:
        """Everybody in it."""
        return self.world.universe


def tell(facts: Sequence[Fact], levels: Mapping[str, Value | None]) -> tuple[Told, ...]:
    """The facts that are still told, each once, with ``levels`` applied."""
    told: dict[str, Told] = {}
    for fact in facts:
        value = levels.get(fact.id, fact.value)
        if value is None or (not value and fact.id in levels):
            continue
        told.setdefault(fact.id, Told(fact, value, fact.id in levels))
    return tuple(told.values())


def sees(adversary: Adversary, told: Told) -> bool:
    """Whether the adversary can know the fact, or look it up from the text alone."""
    seen_by = told.fact.observability
    in_file = adversary is Adversary.INSIDER and told.type in PERSONNEL_FILE and seen_by is not _DYADIC
    # Whoever reads a name or a number in the text can look it up.
    return seen_by in SEES[adversary] or in_file or told.type in DIRECT_TYPES


def cap_of(seen: Sequence[Told]) -> Cap | None:
    """The smallest group in which those who see these facts can see the source."""
    caps = []
    for told in seen:
        size = 1 if told.value.get("unique") is True and told.type is DetailType.GROUP else group_size(told)
        if size is not None:
            caps.append(Cap(size, told.fact.id))
    return min(caps, key=lambda cap: (cap.k, cap.fact), default=None)


def group_size(told: Told) -> int | None:
    """How many people a GROUP fact counts; 1 for an only one of whom no number is told."""
    if told.type is not DetailType.GROUP:
        return None
    size = told.value.get("size")
    if isinstance(size, int) and not isinstance(size, bool) and size >= 1:
        return size
    return 1 if told.value.get("unique") is True else None


class Scene:
    """What is the same for every adversary; ``facts`` as the draft first told them, ``told`` as it tells them now."""

    def __init__(self, facts: Sequence[Fact], told: tuple[Told, ...], story: Story, lang: Lang) -> None:
        self.told, self.story, self.lang = told, story, lang
        self._facts = facts
        self._table: Table | None = table_of(country_of(facts, lang))
        self._year = story.published[0] if story.published else datetime.date.today().year
        self._lists = {each.fact.id: self._list(each.value) for each in told if each.type is DetailType.EVENT}
        self._shares: dict[tuple[str, Among, int], Measured] = {}

    def measured(self, view: View) -> dict[str, Measured]:
        """The share of each fact of a view, by fact id."""
        return {told.fact.id: self._measured(told, view) for told in view.told}

    def _measured(self, told: Told, view: View) -> Measured:
        key = (told.fact.id, view.among, view.universe.size)
        if key not in self._shares:
            self._shares[key] = self._measure(told, view)
        return self._shares[key]

    def _measure(self, told: Told, view: View) -> Measured:
        setting = Setting(self._table, self.lang, self._year, view.among, view.universe.size - 1)
        # An event that has a list is counted by its list; elsewhere only its class is.
        own_words = told.type is not DetailType.EVENT or self._list(told.fact.value) is None
        found = measure(told.type, told.value, setting, exact=own_words and not told.wider)
        if not told.wider:
            return found if own_words else replace(found, known=True)
        # What is wider than the draft's own words holds at least for whom those hold.
        own = measure(told.type, told.fact.value, setting, exact=own_words).share
        share = Share(max(own.low, found.share.low), max(own.mid, found.share.mid), max(own.high, found.share.high))
        return Measured(share, found.rates, found.known)

    def views(self, adversary: Adversary, seen: Sequence[Told]) -> tuple[View, ...]:
        """Every world in which this adversary can look for who fits ``seen``; the one to report first."""
        own = self._own_world(adversary, seen)
        return (*self._listed(seen), *([own] if own else []), *self._groups(seen))

    def _own_world(self, adversary: Adversary, seen: Sequence[Told]) -> View | None:
        """The population for a stranger, the staff for those who work there, the people dealt with for the accused."""
        if adversary is Adversary.STRANGER:
            world = population(self._table, self.lang)
            return View(world, Among.POPULATION, tuple(seen)) if world else None
        met = acquaintances(self.story) if adversary is Adversary.ACCUSED else None
        if met:
            return View(met, Among.FEW, tuple(seen))
        staff = self._staff
        return View(staff, Among.WORKPLACE, tuple(t for t in seen if not _is_employer(t))) if staff else None

    @cached_property
    def _staff(self) -> World | None:
        return workplace(self._facts, self.story, self._table, self.lang)

    def _listed(self, seen: Sequence[Told]) -> list[View]:
        worlds = [world for told in seen if (world := self._lists.get(told.fact.id))]
        apart = tuple(told for told in seen if told.type not in IMPLIED_BY_LIST) if worlds else ()
        return [View(world, Among.FEW, apart) for world in sorted(worlds, key=lambda world: world.universe.size)]

    def _list(self, event: Value) -> World | None:
        return listed(event, self._facts, self.story, self._table, self.lang)

    def _groups(self, seen: Sequence[Told]) -> list[View]:
        what, source = _THE_GROUP[self.lang]
        sizes = sorted(size for told in seen if (size := group_size(told)) is not None)
        personal = tuple(told for told in seen if told.type in PERSONAL) if sizes else ()
        return [View(World(Universe(size, what, source, self._year)), Among.FEW, personal) for size in sizes]


def _is_employer(told: Told) -> bool:
    """Whether it names the organisation, which all colleagues share, and not a part of it (a team)."""
    return told.type is DetailType.EMPLOYER and bool(told.value.get("sector"))
