"""Why a detail is what it is said to be: what found it, what merging did, whose it is and why, who can know it and why.

Frozen data that detection, people and observability add to a detail as they decide; the report says it in words. All
of it is codes, numbers and offsets: no word of the draft, apart from the cue lists of the package itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from .draft import DetailType, Span


@dataclass(frozen=True, slots=True)
class Witness:
    """A find in a detail's stretch: the name of a rule or detector, what it took it for, and how sure it was.

    ``counted`` is whether the detail rests on it; the others spoke for something else.
    """

    rule: str
    type: DetailType
    score: float
    span: Span
    counted: bool


class Step(StrEnum):
    """What merging did to make one detail of its finds."""

    CERTAIN = "certain"  # a rule that needs nobody else
    SUPPORTED = "supported"  # a rule was believed because the tagger half saw something too
    WIDENED = "widened"  # as wide as two finds of its type
    COMPLETED = "completed"  # the rest of a name, a number or an address was taken along
    CUT = "cut"  # what is a public name's or a surer detail's was left out
    CORRECTED = "corrected"  # a correction says that it is a detail, or where it ends


class Tie(StrEnum):
    """What ties a detail to its person: kinds of the signs that the grouping of people weighs."""

    STORY = "story"  # words by which the story file calls a source, or a name that it gives as public
    CORRECTION = "correction"  # a correction says whose it is
    INTRODUCED = "introduced"  # the sentence brings in somebody
    NOUN = "noun"  # the same noun or description again
    NAME = "name"  # the same name again
    GENDER = "gender"  # the gender of a noun, a possessive or a pronoun
    RECENT = "recent"  # spoken of last, or close by
    TOLD = "told"  # what has been told of them so far
    NARRATOR = "narrator"  # who tells the story in the first person
    SPEAKER = "speaker"  # who speaks the quotation
    ANOTHER = "another"  # the text says that it is another one
    BREAK = "break"  # a new paragraph, an item of a list, or a heading
    CONFLICT = "conflict"  # two ages, two phone numbers: it cannot be both
    PUBLIC_NAME = "public_name"  # a name that stays close by
    OFFICE = "office"  # an office, or an answer to an accusation, close by
    REPORTER = "reporter"  # the newspaper says that it spoke to them
    PHRASE = "phrase"  # how the phrase stands in its sentence
    KIND = "kind"  # what kind of detail it is


@dataclass(frozen=True, slots=True)
class Ownership:
    """How sure it is whose a detail is (0 to 1), and what speaks for it most, the weightiest first."""

    probability: float
    ties: tuple[Tie, ...]


class Basis(StrEnum):
    """What tells who can know a detail."""

    TYPE = "type"  # such details are known to the same people whatever they say
    VALUE = "value"  # what it says
    WORDS = "words"  # a word of the detail itself
    SENTENCE = "sentence"  # a word of its sentence
    EVENT = "event"  # the event, trip or message that it dates
    LENGTH = "length"  # a length of time
    DEFAULT = "default"  # nothing says more
    CORRECTION = "correction"  # a correction


@dataclass(frozen=True, slots=True)
class Known:
    """Why a detail has its observability.

    ``cue`` is the list of words that it rests on, ``of`` the detail that it dates, where there is one.
    """

    basis: Basis
    cue: str | None = None
    of: Span | None = None


@dataclass(frozen=True, slots=True)
class Why:
    """Everything that made one detail; ``tagger`` is the tagger's highest probability of any detail in its stretch."""

    witnesses: tuple[Witness, ...] = ()
    tagger: float = 0.0
    steps: tuple[Step, ...] = ()
    owner: Ownership | None = None
    known: Known | None = None
