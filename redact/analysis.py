"""All that was worked out about one draft: what the planner and the pipeline hand to the report.

Frozen data, like draft.py; the report, the commands and the desk draw everything they show from it. What is said in
codes here is said in words by the report, in the language of its reader.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from .draft import DetailType, Edit, Lang, Level, Reading, Span
from .promises import BrokenPromise, Promise
from .risk.assessment import Assessment
from .segment import segment
from .story import Adversary, Story


class Barrier(StrEnum):
    """Why no edit lifts a crowd over its threshold."""

    MUST_KEEP = "must_keep"  # the editor will not give up the stretch
    DYADIC = "dyadic"  # the accused knows it because it happened between the two of them
    EARLIER = "earlier"  # it was published before and cannot be edited
    GROUP = "group"  # the group is smaller than the threshold
    UNIVERSE = "universe"  # everybody the adversary looks among may be fewer than the threshold
    PRONOUNS = "pronouns"  # "he" and "she" tell the gender all through, which halves whom the adversary looks among
    NO_WORDING = "no_wording"  # there is no wider way to say it in its sentence
    NO_RATE = "no_rate"  # no figure says how many people fit


class NotChecked(StrEnum):
    """What was left unexamined; a report that does not say so would promise too much."""

    EARLIER = "earlier"  # no earlier publications were given
    EARLIER_UNREAD = "earlier_unread"  # the story names earlier publications, and they were not read
    EARLIER_EMPTY = "earlier_empty"  # in an earlier publication nothing was recognised, so it was as good as not read
    EARLIER_QUOTE = "earlier_quote"  # a quotation stands in one word for word, and nobody there was linked by it
    SOURCES_ABSENT = "sources_absent"  # the words for a source of the story file stand nowhere in the text
    KEPT_NAMES = "kept_names"  # what a name that stays says of the source in whose sentence it stands
    PRESUMED = "presumed"  # whether people who are named on no other ground than the words around it are public
    AROUND_ACCUSED = "around_accused"  # that the sources had to do with whom the story is about
    RETOLD = "retold"  # who else heard what a source quotes of whom the story is about
    PROMISES = "promises"  # no promises were given
    PROMISES_ABSENT = "promises_absent"  # a promise is to a source whom the text was not found to speak of
    REGISTERS = "registers"  # no list of speakers, members or staff was given
    STYLE = "style"  # whether someone is known by the way they write or talk
    IMAGES = "images"  # photographs, their captions and what they show
    CHARTS = "charts"  # what a document holds besides text and pictures, by the names of documents.Unread
    DIAGRAMS = "diagrams"
    FORMULAS = "formulas"
    MEDIA = "media"
    FILES = "files"
    SCANS = "scans"
    LETTERS = "letters"
    REVISIONS = "revisions"
    ONLINE = "online"  # what can be searched for on the internet
    PRIVATE = "private"  # what friends, family and the accused know besides
    WHO_IS_WHO = "who_is_who"  # a person's role was not clear from the text


@dataclass(frozen=True)
class Obstacle:
    """What stands between a source and a threshold; ``fact`` is None where no single fact does."""

    person: str
    adversary: Adversary
    fact: str | None
    why: Barrier


class Sign(StrEnum):
    """What speaks for somebody in an earlier publication being a source of the draft, or against it."""

    CODENAME = "same codename"  # the story file says so
    QUOTE = "same quote"
    RETOLD = "quote retold"  # the same thing said, in other words or in another order
    GENDER = "same gender"
    AGE = "ages fit"  # one year of birth fits both, as far apart as they were published
    TIME = "same time"
    EVENT = "same event"
    GROUP = "same group"
    PLACE = "same place"
    FACT = "same fact"
    WORDS = "same words"
    RETURNS = "spoke in an earlier article"  # the draft itself says so
    OTHER_GENDER = "other gender"
    OTHER_BIRTH = "other year of birth"
    OTHER_GROUP = "another only one"  # the only one of another group, or of another size
    OTHER_FAMILY = "fewer children later"
    OTHER_WORK = "other work"
    OTHER_ORIGIN = "other origin"


@dataclass(frozen=True)
class Link:
    """A detail of this draft (``here``, by id) and a stretch of an earlier publication that speak of one person.

    ``why`` is a :class:`Sign`. ``weight`` is the base-ten logarithm of how much likelier what they share is of one
    person than of two, below 0 for what speaks against it. ``certain`` is False where the two may be two people.
    ``words`` are those of the stretch there.
    """

    here: str
    file: str
    there: Span
    why: str
    weight: float = 0.0
    certain: bool = True
    words: str = field(default="", repr=False)


CERTAIN = 3.0
"""The sum of evidence from which two are taken for one. Were one source in ten to return in a second article, it would
be a hundred to one."""
POSSIBLE = 1.5
"""The sum from which two may be one; as likely beforehand, it would be three to one."""


@dataclass(frozen=True)
class SameSource:
    """Somebody in an earlier publication, first spoken of at ``there``, who is ``person`` of the draft, or may be.

    ``evidence`` is the sum of the weights of the links to them, and of what is ``against``.
    """

    person: str
    file: str
    there: Span
    evidence: float
    certain: bool
    against: tuple[Link, ...] = ()


@dataclass(frozen=True)
class Compared:
    """An earlier publication that the draft was compared with; ``published`` as in :class:`~.draft.Draft`.

    ``recognised`` is False where no detail was found in it; ``repeats`` tells where a quotation of the draft stands in
    it word for word, and nobody was linked by it.
    """

    file: str
    published: tuple[int, int] | None
    recognised: bool = True
    repeats: tuple[Span, ...] = ()


def absent(reading: Reading, story: Story) -> tuple[str, ...]:
    """The codenames of the story's sources whom the text was not found to speak of."""
    found = {person.codename for person in reading.sources}
    return tuple(source.codename for source in story.sources if source.codename not in found)


def names_beside(reading: Reading, story: Story) -> bool:
    """Whether a name that stays, and is not the accused's, stands in a sentence that tells a detail of a source."""
    text, sentences = reading.draft.text, segment(reading.draft.text)
    accused = {name for who in story.public if who.accused for name in who.names}
    sources = {person.id for person in reading.sources}
    names = [name.span for name in reading.kept if name.span.of(text) not in accused]
    details = (d for d in reading.details if d.type is not DetailType.QUOTE and sources.intersection(d.persons))
    told = {sentences.sentence_at(detail.span.start) for detail in details} - {None}
    return any(sentences.sentence_at(name.start) in told for name in names)


@dataclass(frozen=True)
class Bought:
    """What one edit is worth to ``person``, for the adversary to whom undoing it would show most.

    ``low`` is the low end of the crowd with all edits in place, None where not enough is known for one; ``undone`` with
    this one undone and all others kept.
    """

    person: str
    adversary: Adversary
    low: int | None
    undone: int

    @property
    def fall(self) -> float:
        """How many times smaller the crowd gets; 1 where no number tells from what."""
        return self.low / self.undone if self.low else 1.0


@dataclass(frozen=True)
class Analysis:
    """A draft that was read, assessed, and planned for.

    ``lang`` is the report's language. ``before`` and ``after`` hold, by person id, one assessment an adversary: as the
    draft stands, and with ``edits`` applied. ``edits`` are in order of the text and do not overlap; ``buys`` has what
    each of them buys, None where no crowd depends on it. ``levels`` are those that the plan chose, by fact id.
    ``promised`` are the promises that were compared, ``promises`` the details that go against one. ``compared`` are the
    earlier publications, ``links`` what they share with the draft, ``same`` whose it is.
    """

    reading: Reading
    story: Story = field(repr=False)
    lang: Lang
    before: Mapping[str, tuple[Assessment, ...]]
    after: Mapping[str, tuple[Assessment, ...]]
    edits: tuple[Edit, ...] = ()
    obstacles: tuple[Obstacle, ...] = ()
    links: tuple[Link, ...] = ()
    promises: tuple[BrokenPromise, ...] = ()
    not_checked: tuple[NotChecked, ...] = ()
    buys: tuple[Bought | None, ...] = ()
    levels: Mapping[str, Level] = field(default_factory=dict)
    promised: tuple[Promise, ...] = ()
    compared: tuple[Compared, ...] = ()
    same: tuple[SameSource, ...] = ()
