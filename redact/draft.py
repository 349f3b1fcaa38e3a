"""The language all of the redaction engine speaks: drafts, details, facts, people, edits.

Everything here is frozen data without behaviour beyond its own consistency. Offsets are characters of
``Draft.text``, ``end`` exclusive. Fields that hold text of the draft are kept out of ``repr``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from .evidence import Why

Json: TypeAlias = "str | int | float | bool | list[Json] | dict[str, Json] | None"
"""What a value may hold: plain JSON."""

Value: TypeAlias = Mapping[str, Json]
"""A normalised value; the keys each detail type uses are listed in :data:`VALUE_KEYS`."""


def whole_number(value: Value, key: str) -> int | None:
    """The whole number that ``value`` has by ``key``; None where it has none, or something else."""
    found = value.get(key)
    return found if isinstance(found, int) and not isinstance(found, bool) else None


class Lang(StrEnum):
    """The languages Bronwacht reads and writes."""

    NL = "nl"
    EN = "en"


class DetailType(StrEnum):
    """What a detail says of a person; the first four point at one person directly."""

    NAME = "NAME"
    CONTACT = "CONTACT"
    ADDRESS = "ADDRESS"
    ID = "ID"
    AGE = "AGE"
    GENDER = "GENDER"
    ORIGIN = "ORIGIN"
    HEALTH = "HEALTH"
    FAMILY = "FAMILY"
    OCCUPATION = "OCCUPATION"
    EMPLOYER = "EMPLOYER"
    EDUCATION = "EDUCATION"
    PLACE = "PLACE"
    TRIP = "TRIP"
    DATE = "DATE"
    EVENT = "EVENT"
    GROUP = "GROUP"
    QUOTE = "QUOTE"
    CHANNEL = "CHANNEL"
    TRAIT = "TRAIT"


DIRECT_TYPES = frozenset({DetailType.NAME, DetailType.CONTACT, DetailType.ADDRESS, DetailType.ID})

VALUE_KEYS: Mapping[DetailType, frozenset[str]] = {
    # kind: name, initials, nickname | email, phone, url, handle | street, postcode | bsn, iban, plate, case, code
    DetailType.NAME: frozenset({"kind"}),
    DetailType.CONTACT: frozenset({"kind"}),
    DetailType.ADDRESS: frozenset({"kind"}),
    DetailType.ID: frozenset({"kind"}),
    # Years. `age` when exact, else low and high (inclusive, either may lack); `then`: at the time told, not now.
    # born_low and born_high: calendar years of birth, inclusive.
    DetailType.AGE: frozenset({"age", "low", "high", "then", "born_low", "born_high"}),
    DetailType.GENDER: frozenset({"gender"}),  # woman, man, other
    # kind: nationality, ethnicity, religion, language, orientation, region. code: ISO 3166 alpha-2 or a word
    DetailType.ORIGIN: frozenset({"kind", "code", "term"}),
    # kind: pregnancy, sick_leave, illness, disability, treatment, mental, injury, death, other
    DetailType.HEALTH: frozenset({"kind", "term"}),
    # kind: parent, child, partner, sibling, marital, grandparent, other; count: how many (children, siblings)
    DetailType.FAMILY: frozenset({"kind", "count", "term"}),
    # group: an occupation class of the population tables, or student, volunteer, retired, other
    # rank: intern, junior, senior, head, former
    DetailType.OCCUPATION: frozenset({"group", "rank", "former", "term"}),
    # sector: municipality, government, police, defence, hospital, care, school, university, church, club,
    # media, company, shop, bank, transport, charity, justice, culture, other
    DetailType.EMPLOYER: frozenset({"sector", "term"}),
    # level: primary, secondary, vocational, college, university, course
    DetailType.EDUCATION: frozenset({"level", "term"}),
    # kind: country, region, town, neighbourhood, venue, room; country: ISO alpha-2; population: inhabitants
    DetailType.PLACE: frozenset({"kind", "country", "population", "name"}),
    # kind: business, holiday, commute, flight, study, move, other; country: ISO alpha-2 of the destination
    DetailType.TRIP: frozenset({"kind", "country", "abroad", "name"}),
    # from and to: ISO dates, inclusive; days: a duration; weekday: 1 (Monday) to 7; time: HH:MM;
    # relative: true when it is told from another moment ("een dag later") and has no date of its own
    # month, day: of the calendar, where no year is said ("op 12 mei", "in juni", "met Sinterklaas")
    DetailType.DATE: frozenset({"from", "to", "days", "weekday", "time", "relative", "month", "day"}),
    # kind: council_meeting, committee, hearing, demonstration, party, conference, training, promotion, dismissal,
    # incident, complaint, other; part: speaker, attendee, organiser, subject; population: inhabitants of where it was
    DetailType.EVENT: frozenset({"kind", "part", "term", "population"}),
    # size: people in the group (inclusive of the person); unique: the only one; one_of: one of `size` such people
    DetailType.GROUP: frozenset({"size", "unique", "one_of", "gender"}),
    # words: length; dyadic: a message between the source and the accused; by: source, accused, other
    DetailType.QUOTE: frozenset({"words", "dyadic", "by"}),
    DetailType.CHANNEL: frozenset({"channel"}),  # facebook, whatsapp, signal, mail, phone, dating, other
    # kind: appearance, voice, vehicle, pet, hobby, possession, habit, other
    DetailType.TRAIT: frozenset({"kind", "term"}),
}
"""The keys a detail's value may have. All but :data:`TEXT_KEYS` come from closed word lists or are numbers."""

TEXT_KEYS = frozenset({"term", "name"})
"""The keys whose values are words of the draft: never printed unless the user asks for text."""

REGISTERED_EVENTS = frozenset({"council_meeting", "committee", "hearing"})
"""Kinds of EVENT at which who speaks is on record."""


class Role(StrEnum):
    """What a person is to the story."""

    SOURCE = "source"
    PUBLIC = "public"
    BYSTANDER = "bystander"
    UNDECIDED = "undecided"


class Observability(StrEnum):
    """Who can know a detail, other than from the draft."""

    PUBLIC_RECORD = "public_record"
    PUBLIC_LIFE = "public_life"
    WORKPLACE = "workplace"
    THIRD_PARTIES = "third_parties"
    DYADIC = "dyadic"


class Reason(StrEnum):
    """Why a name stays."""

    STORY = "story"  # the story file names it
    OFFICE = "office"  # an office or a spokesperson stands beside it
    TITLE = "title"  # it is addressed by a title as people in office are
    EVIDENCE = "evidence"  # what is said around it, over all its mentions, speaks for a public name
    AGAIN = "again"  # it is a word of a name that stays
    CORRECTION = "correction"  # the corrections say so
    INVENTED = "invented"  # the text says that it is nobody's name


class Action(StrEnum):
    """What an edit does to its stretch."""

    GENERALISE = "generalise"
    PARAPHRASE = "paraphrase"
    REPLACE = "replace"
    REMOVE = "remove"
    KEEP = "keep"


class Level(StrEnum):
    """How much of a fact is still said; the same names in every language and for every type."""

    EXACT = "exact"
    NEAR = "near"
    BROAD = "broad"
    VAGUE = "vague"
    ABSENT = "absent"

    @property
    def rank(self) -> int:
        """0 for exact to 4 for absent."""
        return list(Level).index(self)


WIDER = (Level.NEAR, Level.BROAD, Level.VAGUE, Level.ABSENT)
"""The levels at which less is said than the draft does."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Characters ``start`` to ``end`` (exclusive) of a draft's text."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError("a span must not be empty or negative")

    def overlaps(self, other: Span) -> bool:
        """Whether the two share at least one character."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        """Whether every character of ``other`` is in this one."""
        return self.start <= other.start and other.end <= self.end

    def of(self, text: str) -> str:
        """The stretch of ``text``."""
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Kept:
    """A name that stays where it stands, and why.

    ``share`` is how much of the evidence is for a public name (0 to 1), over ``places`` mentions of it.
    """

    span: Span
    reason: Reason
    share: float
    places: int


@dataclass(frozen=True)
class Draft:
    """One text on its way to publication.

    ``name`` is the file's name as it may be shown; ``published`` is (year, month) of publication, where known:
    relative dates and ages count from it. ``asides`` are stretches that no reader of a story reads as part of it
    (comments, properties, a link's target): that somebody is named there does not make a name public. ``body`` is how
    many characters of the text a final copy keeps (None: all). ``marks`` are stretches within and around words that no
    reader of the page sees: those of Markdown's emphasis.
    """

    text: str = field(repr=False)
    lang: Lang
    name: str = "-"
    published: tuple[int, int] | None = None
    asides: tuple[Span, ...] = field(default=(), repr=False)
    body: int | None = None
    marks: tuple[Span, ...] = field(default=(), repr=False)


@dataclass(frozen=True)
class Detail:
    """A stretch of a draft that says something about a person.

    ``persons`` are ids of :class:`Person`, the likeliest first; empty before people are known, and more than one
    where it concerns several or its owner is unclear. ``score`` is a probability. ``evidence`` names what found it, and
    ``why`` tells all of it: of what is found by detection and given to people.
    """

    id: str
    span: Span
    type: DetailType
    score: float
    value: Value = field(default_factory=dict, repr=False)
    persons: tuple[str, ...] = ()
    fact: str | None = None
    observability: Observability = Observability.THIRD_PARTIES
    evidence: tuple[str, ...] = ()
    why: Why | None = field(default=None, repr=False)


@dataclass(frozen=True)
class Person:
    """Somebody in the draft.

    ``mentions`` are in order of the text. ``codename`` comes from the story file. ``accused`` marks the public person
    from whom sources are to be protected. ``gender`` ("woman" or "man") is what the words around their details tell,
    pronouns above all, whether or not a detail states it.
    """

    id: str
    role: Role
    mentions: tuple[Span, ...] = ()
    codename: str | None = None
    accused: bool = False
    evidence: tuple[str, ...] = ()
    gender: str | None = None


@dataclass(frozen=True)
class Earlier:
    """Where an earlier publication tells a fact: the ``spans`` of ``file`` and their words, one each.

    ``certain`` is False where it may be told of somebody else.
    """

    file: str
    spans: tuple[Span, ...]
    words: tuple[str, ...] = field(repr=False)
    certain: bool = True


@dataclass(frozen=True)
class Fact:
    """What one or more details say about one person, normalised; ``details`` are ids, in order of the text.

    ``earlier`` is where it was told if not in the draft: it cannot be edited, and each of its ``details`` is one of the
    spans there. ``published`` is the same fact as an earlier publication tells it, which in turn may have been told
    before: whatever the draft still says, that much is known.
    """

    id: str
    type: DetailType
    person: str
    value: Value = field(repr=False)
    details: tuple[str, ...]
    observability: Observability
    contradicts: tuple[str, ...] = ()
    earlier: Earlier | None = None
    published: Fact | None = None

    @property
    def tellings(self) -> tuple[Fact, ...]:
        """The fact itself and what earlier publications tell of the same, one by one."""
        return (self, *(self.published.tellings if self.published else ()))


@dataclass(frozen=True)
class Rewording:
    """A wider statement of one detail, as it would stand in the sentence.

    ``span`` is the stretch it replaces: the detail, widened where grammar asks for it (an article, a comma). ``value``
    is what is still said (None when nothing is); ``loss`` from 0 (nothing lost to the reader) to 1 (all of it).
    """

    level: Level
    action: Action
    span: Span
    text: str = field(repr=False)
    value: Value | None = field(repr=False)
    loss: float


@dataclass(frozen=True)
class Edit:
    """A replacement of ``span`` by ``replacement``; ``reason`` is the detail type that asked for it."""

    details: tuple[str, ...]
    span: Span
    action: Action
    replacement: str = field(repr=False)
    reason: DetailType


@dataclass(frozen=True)
class Reading:
    """A draft with all that was read out of it.

    ``public`` are stretches about public people only, and those that a correction says are no detail: they stay,
    whatever the same words give away elsewhere. ``left_out`` are the details of public people, ``kept`` the names that
    are none. ``earlier`` are facts of these persons that only earlier publications tell. ``stand_ins`` are names and
    labels that the text itself gives for invented; they stay, too.
    """

    draft: Draft
    details: tuple[Detail, ...]
    persons: tuple[Person, ...]
    facts: tuple[Fact, ...] = ()
    public: tuple[Span, ...] = ()
    left_out: tuple[Detail, ...] = ()
    kept: tuple[Kept, ...] = ()
    earlier: tuple[Fact, ...] = ()
    stand_ins: tuple[Detail, ...] = ()

    @cached_property
    def by_id(self) -> Mapping[str, Detail]:
        """The details by their ids."""
        return {detail.id: detail for detail in self.details}

    def stated_by(self, detail: str) -> tuple[Fact, ...]:
        """The facts of the draft that the detail of that id states."""
        return self._stated.get(detail, ())

    @cached_property
    def _stated(self) -> Mapping[str, tuple[Fact, ...]]:
        # Asked for each detail: a book has thousands of these, and as many facts.
        found: dict[str, list[Fact]] = {}
        for fact in self.facts:
            for id in dict.fromkeys(fact.details):
                found.setdefault(id, []).append(fact)
        return {id: tuple(facts) for id, facts in found.items()}

    def facts_of(self, person: str) -> tuple[Fact, ...]:
        """All that is known of the person of that id: what the draft tells, then what only earlier publications do."""
        return tuple(fact for fact in (*self.facts, *self.earlier) if fact.person == person)

    def person(self, id: str) -> Person:
        """The person of that id; KeyError when there is none."""
        return next(p for p in self.persons if p.id == id)

    @property
    def sources(self) -> tuple[Person, ...]:
        """Everybody whose details count: sources, and those who may be one."""
        return tuple(p for p in self.persons if p.role in (Role.SOURCE, Role.UNDECIDED))
