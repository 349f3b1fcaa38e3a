"""What one adversary has to look with: the facts they can know, and the people they can look among.

Between the facts of a draft and the verdict on them; called by ``adversaries`` alone.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from typing import assert_never

from ..draft import DIRECT_TYPES, DetailType, Fact, Lang, Observability, Value, whole_number
from ..story import Adversary, Story
from .assessment import Cap, Universe
from .crowd import Share
from .shares import Among, Measured, Setting, born_as_all_say, measure, narrower
from .tables import Table, table_of
from .together import NEVER, AtAge, Weighed, events, is_gendered, kin_of
from .universes import World, acquaintances, circle, country_of, event_of, least, listed, population, workplace

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


@dataclass(frozen=True, eq=False)
class Told:
    """A fact as the draft tells it; ``wider`` where its value is not the draft's own any more.

    Two are the same only if they are one: that is what a scene remembers figures by.
    """

    fact: Fact
    value: Value = field(repr=False)
    wider: bool = False

    @property
    def type(self) -> DetailType:
        """The type of the fact."""
        return self.fact.type

    @property
    def pregnant(self) -> bool:
        """Whether it says that somebody is pregnant."""
        return self.type is DetailType.HEALTH and self.value.get("kind") == "pregnancy"

    @property
    def values(self) -> tuple[Value, ...]:
        """What it says: as told, and as earlier publications tell the same."""
        return (self.value, *(fact.value for fact in self.fact.tellings[1:]))


@dataclass(frozen=True)
class Place:
    """A world that somebody can look in, whom it is made of, and which facts tell its people apart."""

    world: World
    among: Among
    apart: Callable[[Told], bool]

    def events(self, told: Iterable[Weighed]) -> list[Share]:
        """The shares to multiply of facts that tell its people apart."""
        return events(told, sure=self.world.sure, anybody=self.among is Among.POPULATION)


@dataclass(frozen=True)
class View:
    """A place, and the facts that tell its people apart."""

    place: Place
    told: tuple[Told, ...]

    @property
    def universe(self) -> Universe:
        """Everybody in it."""
        return self.place.world.universe


def sees(adversary: Adversary, told: Told) -> bool:
    """Whether the adversary can know the fact, or look it up from the text alone."""
    seen_by = told.fact.observability
    in_file = adversary is Adversary.INSIDER and told.type in PERSONNEL_FILE and seen_by is not _DYADIC
    # Whoever reads a name or a number in the text can look it up.
    return seen_by in SEES[adversary] or in_file or told.type in DIRECT_TYPES


def cap_of(seen: Sequence[Told]) -> Cap | None:
    """The smallest group in which those who see these facts can see the source."""
    groups = ((told.fact.id, value) for told in seen if told.type is DetailType.GROUP for value in told.values)
    caps = [Cap(1 if value.get("unique") is True else n, id) for id, value in groups if (n := _size(value)) is not None]
    return min(caps, key=lambda cap: (cap.k, cap.fact), default=None)


def group_size(told: Told) -> int | None:
    """How many people a GROUP fact counts; 1 for an only one of whom no number is told."""
    sizes = (_size(value) for value in told.values) if told.type is DetailType.GROUP else ()
    return min((size for size in sizes if size is not None), default=None)


def _all_of(group: Fact) -> object:
    """The gender of everybody in a group, as first told wherever it is told: of four women, a woman is any."""
    told = {None if each.value.get("unique") else each.value.get("gender") for each in group.tellings}
    return told.pop() if len(told) == 1 else None


def _size(group: Value) -> int | None:
    size = whole_number(group, "size")
    if size is not None and size >= 1:
        return size
    return 1 if group.get("unique") is True else None


class Scene:
    """What is the same for every adversary and however widely facts are told; ``facts`` as the draft first told them.

    Facts that earlier publications tell are among them. They never open a larger world than the draft's own. It is made
    once a person: what the tables say of a fact is remembered. ``gender`` is what the text tells all through, by "she"
    and "her": it counts where no fact states it, and no edit takes it back. A scene that ``presumes`` gives colleagues
    people to look among where nothing says how many they are: for a plan, and for no crowd that is told.
    """

    def __init__(
        self, facts: Sequence[Fact], story: Story, lang: Lang, gender: str | None = None, *, presumes: bool = False
    ) -> None:
        self.facts = tuple({fact.id: fact for fact in facts}.values())
        self.story, self.lang, self._gender, self._presumes = story, lang, gender, presumes
        self._own = tuple(fact for fact in self.facts if fact.earlier is None)
        self._table: Table | None = table_of(country_of(self._own, lang))
        self._year = story.published[0] if story.published else datetime.date.today().year
        self._exact = {telling.id: Told(telling, telling.value) for fact in self.facts for telling in fact.tellings}
        self._wider: dict[tuple[str, int], Told] = {}
        self.implied = self._implied(gender)
        self._exact |= {told.fact.id: told for told in self.implied}
        self._lists: dict[Told, Place | None] = {}
        self._shares: dict[tuple[Told, Among, int], Measured] = {}
        self._weighed: dict[tuple[Told, int], tuple[Measured, Weighed]] = {}

    def tell(self, levels: Mapping[str, Value | None]) -> tuple[Told, ...]:
        """The facts that are still told, each once, with ``levels`` applied."""
        told = (self.told(fact, levels[fact.id]) if fact.id in levels else self._exact[fact.id] for fact in self.facts)
        return (*(each for each in told if each), *self.implied)

    def _implied(self, gender: str | None) -> tuple[Told, ...]:
        row = self._table.get(f"gender.{gender}") if self._table and gender else None
        if row is None or any(fact.type is DetailType.GENDER for fact in self.facts):
            return ()
        value: Value = {"gender": gender}
        return (Told(Fact("gender", DetailType.GENDER, "", value, (), Observability.PUBLIC_LIFE), value),)

    def told(self, fact: Fact, value: Value | None) -> Told | None:
        """The fact told by a wider value, or what was published of it; None where nothing is told of it any more."""
        if not value:
            return self._exact[fact.published.id] if fact.published else None
        # By identity: a planner brings the same few values again and again, and the one that is kept here lives on.
        return self._wider.setdefault((fact.id, id(value)), Told(fact, value, wider=True))

    def exactly(self, fact: Fact) -> Told:
        """The fact as the draft first told it."""
        return self._exact[fact.id]

    def measured(self, view: View) -> dict[str, Measured]:
        """The share of each fact of a view, by fact id."""
        return {told.fact.id: self.share(told, view.place) for told in view.told}

    def share(self, told: Told, place: Place) -> Measured:
        """The share of the others in a place who fit a fact."""
        key = (told, place.among, place.world.universe.size)
        if key not in self._shares:
            self._shares[key] = self._measure(*key)
        return self._shares[key]

    def weighed(self, told: Told, found: Measured) -> Weighed:
        """A fact with what it is linked to, which is what the draft first told of it."""
        # Asked for every fact as often as there are others, with the very figures that are remembered here.
        known = self._weighed.get((told, id(found)))
        if known is None:
            first = told.fact.value
            kin, gendered = kin_of(told.type, first), is_gendered(told.type, first)
            each = Weighed(told.type, found.share, kin, found.usual, gendered, told.pregnant)
            known = self._weighed[told, id(found)] = (found, each)
        return known[1]

    def _measure(self, told: Told, among: Among, size: int) -> Measured:
        """The narrowest share of all that is told: by the draft, by earlier publications, by all ages together."""
        setting = Setting(self._table, self.lang, self._year, among, size - 1)
        found = self._measure_one(told, setting)
        for fact in told.fact.tellings[1:]:
            found = narrower(found, self._measure_one(self._exact[fact.id], setting))
        if told.fact.published and told.type is DetailType.AGE and (born := born_as_all_say(told.values)):
            found = narrower(found, measure(told.type, born, setting, exact=True))
        return found

    def _measure_one(self, told: Told, setting: Setting) -> Measured:
        # An event that has a list is counted by its list; elsewhere only its class is.
        own_words = self.list_of(self._exact[told.fact.id]) is None
        # A wider telling that keeps a word of the draft's own is no class: nobody knows how many the word fits.
        keeps_a_word = not told.wider or "term" in told.value
        found = measure(told.type, told.value, setting, exact=own_words and keeps_a_word)
        if not told.wider:
            return found if own_words else replace(found, known=True)
        # What is wider than the draft's own words holds at least for whom those hold.
        own = measure(told.type, told.fact.value, setting, exact=own_words)
        one, other = own.share, found.share
        share = Share(max(one.low, other.low), max(one.mid, other.mid), max(one.high, other.high))
        return Measured(share, found.rates, found.known, _usual(own, found, share))

    def views(self, adversary: Adversary, seen: Sequence[Told]) -> tuple[View, ...]:
        """Every place in which this adversary can look for who fits ``seen``; the one to report first."""
        lists = sorted(filter(None, map(self.list_of, seen)), key=lambda place: place.world.universe.size)
        groups = sorted(filter(None, map(self.group_of, seen)), key=lambda place: place.world.universe.size)
        own = self.own_place(adversary)
        # Ten of one group and ten of another are the same ten to look in.
        places = dict.fromkeys((*lists, *([own] if own else []), *groups))
        return tuple(View(place, tuple(filter(place.apart, seen))) for place in places)

    def own_place(self, adversary: Adversary) -> Place | None:
        """The population for a stranger, the staff for those who work there, the people dealt with for the accused."""
        match adversary:
            case Adversary.STRANGER:
                return self._population
            case Adversary.COLLEAGUE | Adversary.INSIDER:
                return self._staff or self._circle
            case Adversary.ACCUSED:
                return self._met or self._staff
            case _:
                assert_never(adversary)

    def list_of(self, told: Told) -> Place | None:
        """The list that an event points at, or what somebody is called by it ("the speaker")."""
        if told not in self._lists:
            events = filter(None, (event_of(told.type, value) for value in told.values))
            among = [(event, facts) for event in events for facts in self._known]
            world = least(listed(value, facts, self.story, self._table, self.lang) for value, facts in among)
            self._lists[told] = Place(world, Among.FEW, _not_implied) if world else None
        return self._lists[told]

    def group_of(self, told: Told) -> Place | None:
        """The group of the text that a fact counts, as a world of its own."""
        size = group_size(told)
        if size is None:
            return None
        what, source = _THE_GROUP[self.lang]
        return Place(World(Universe(size, what, source, self._year)), Among.FEW, _personal_among(_all_of(told.fact)))

    def presuming(self) -> Scene:
        """The scene as one that presumes; what has been looked up for either is known to both."""
        if self._presumes or self._staff:
            return self
        other = copy(self)
        other._presumes = True
        for known in ("_circle", "unpublished"):
            other.__dict__.pop(known, None)
        return other

    @cached_property
    def unpublished(self) -> Scene:
        """The scene as it would be if nothing had been published before."""
        facts = [replace(fact, published=None) for fact in self._own]
        return Scene(facts, self.story, self.lang, self._gender, presumes=self._presumes)

    @cached_property
    def _known(self) -> Sequence[Sequence[Fact]]:
        """The facts by which worlds are sized: with the places and without those that only were told earlier."""
        if len(self._own) == len(self.facts):
            return [self.facts]
        return [self.facts, [fact for fact in self.facts if fact.earlier is None or fact.type is not DetailType.PLACE]]

    @cached_property
    def _population(self) -> Place | None:
        world = population(self._table, self.lang)
        return Place(world, Among.POPULATION, _always) if world else None

    @cached_property
    def _staff(self) -> Place | None:
        world = least(workplace(facts, self.story, self._table, self.lang) for facts in self._known)
        return Place(world, Among.WORKPLACE, _not_employer) if world else None

    @cached_property
    def _circle(self) -> Place | None:
        # Nobody knows that they are colleagues at work: pupils of fourteen have a circle, too.
        return Place(circle(), Among.POPULATION, _not_employer) if self._presumes else None

    @cached_property
    def _met(self) -> Place | None:
        world = acquaintances(self.story)
        return Place(world, Among.FEW, _always) if world else None


def _usual(own: Measured, found: Measured, share: Share) -> tuple[tuple[str, AtAge], ...]:
    """The usual parts of a wider age: it holds those of the draft's own, which stay where it tells no years."""
    if not found.usual:
        return own.usual
    exact = dict(own.usual)

    def part(of: float, before: float) -> float:
        return min(max(of * found.share.mid, before * own.share.mid) / share.mid, 1.0)

    return tuple(
        (kin, AtAge(part(at.usual, exact.get(kin, NEVER).usual), part(at.perhaps, exact.get(kin, NEVER).perhaps)))
        for kin, at in found.usual
    )


def _always(told: Told) -> bool:
    return True


def _not_implied(told: Told) -> bool:
    return told.type not in IMPLIED_BY_LIST and event_of(told.type, told.value) is None


def _is_personal(told: Told) -> bool:
    return told.type in PERSONAL


@cache
def _personal_among(gender: object) -> Callable[[Told], bool]:
    """Tells apart members of a group who all are of that gender; one function each, as places are compared by it."""
    if gender is None:
        return _is_personal
    return lambda told: (
        _is_personal(told) and (told.type is not DetailType.GENDER or told.value.get("gender") != gender)
    )


def _not_employer(told: Told) -> bool:
    """Whether it does not name the organisation, which all colleagues share; a part of it (a team) does tell."""
    return told.type is not DetailType.EMPLOYER or not told.value.get("sector")
