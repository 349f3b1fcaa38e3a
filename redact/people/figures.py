"""The people a text has spoken of so far, as they are built up detail by detail.

A figure is nobody's verdict yet: :mod:`.roles` makes persons of them when the whole text has been read.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from ..draft import DetailType
from .clues import NOUN_TYPES, Clue
from .homes import Home

OWN_WEIGHT, LEFT_WEIGHT, NEAR_WEIGHT = 3.0, 1.5, 0.5
"""How much a noun, a possessive, and a pronoun of the same sentence each say of a figure's gender.

As much as a noun says that of "four women" one is told of: "one of them", "a third".
"""
GENDER_KNOWN = 0.7
NEAR = 16
"""A detail is held against so many figures, those spoken of last, and for each of its nouns and names against the one
that was last called so. With all of them a book would take the square of its length; few drafts have so many.
"""


_CODE = re.compile(r"([^\W\d_]{3,})[ -]([a-z]|\d{1,2})")


@dataclass
class Figure:
    """Somebody the text speaks of, with all that their details have said."""

    clues: list[Clue] = field(default_factory=list)
    types: Counter[DetailType] = field(default_factory=Counter)
    heads: set[str] = field(default_factory=set)
    names: set[str] = field(default_factory=set)
    ages: set[int] = field(default_factory=set)
    texts: set[str] = field(default_factory=set)
    paragraphs: set[int] = field(default_factory=set)
    gender_weight: float = 0.0
    gender_near: float = 0.0
    genders: set[int] = field(default_factory=set)
    codes: dict[str, str] = field(default_factory=dict)
    first_person: int = 0

    def add(self, clue: Clue) -> None:
        """Give one more detail to this figure."""
        kind = clue.detail.type
        self.clues.append(clue)
        self.types[kind] += 1
        self.texts.add(clue.text)
        self.paragraphs.add(clue.paragraph)
        if kind in NOUN_TYPES - {DetailType.PLACE}:
            self.heads |= clue.heads
        if kind is DetailType.NAME:
            self.names |= set(clue.text.split())
        if kind is DetailType.AGE and clue.age is not None:
            self.ages.add(clue.age)
        if kind is DetailType.GENDER and clue.gender_own:
            self.genders.add(clue.gender_own)
        if code := _code(clue):
            self.codes.setdefault(*code)
        self.gender_weight += OWN_WEIGHT * clue.gender_own + LEFT_WEIGHT * clue.gender_left
        if not clue.quoted:
            self.gender_near += NEAR_WEIGHT * clue.gender_near
            self.first_person += clue.first_person

    def contradicts(self, clue: Clue) -> bool:
        """Whether the clue is of somebody else: by a noun of another gender, or as "Witness C" beside "Witness A"."""
        if (code := _code(clue)) and self.codes.get(code[0], code[1]) != code[1]:
            return True
        says = clue.gender_own if clue.detail.type is DetailType.GENDER else 0
        return bool(says and self.genders) and says not in self.genders

    @property
    def last(self) -> Clue:
        """The latest of the figure's clues."""
        return self.clues[-1]

    @property
    def gender(self) -> int:
        """1 a woman, -1 a man, 0 not known."""
        return _gender(self.gender_weight + self.gender_near)

    @property
    def gender_by_nouns(self) -> int:
        """The same by nouns and possessives alone: a "he" of the same sentence may be somebody beside the figure."""
        return _gender(self.gender_weight)


def _gender(weight: float) -> int:
    return (weight > GENDER_KNOWN) - (weight < -GENDER_KNOWN)


def _code(clue: Clue) -> tuple[str, str] | None:
    """What a clue that is a code counts, and its letter or number there: "Witness A", "getuige 2"."""
    found = _CODE.fullmatch(clue.text) if clue.detail.type is DetailType.ID else None
    return (found[1], found[2]) if found else None


def _calling(clue: Clue) -> frozenset[str]:
    """The nouns of a clue, and if it is a name the parts of that."""
    nouns = clue.heads | clue.definites
    return nouns | set(clue.text.split()) if clue.detail.type is DetailType.NAME else nouns


@dataclass
class Cast:
    """All figures, in order of appearance, and what the last decision was.

    ``recent`` are indices of figures, the one spoken of last first; ``called`` has the figure last called so, for each
    noun and part of a name. ``homes`` has for each stretch of the text how much is told there of each figure, and
    ``described`` those in which somebody has been described. ``left_out`` is the last clue that was given to nobody to
    protect.
    """

    figures: list[Figure] = field(default_factory=list)
    recent: list[int] = field(default_factory=list)
    called: dict[str, int] = field(default_factory=dict)
    homes: dict[Home, Counter[int]] = field(default_factory=dict)
    described: set[Home] = field(default_factory=set)
    left_out: Clue | None = None
    last_was_left_out: bool = False

    @property
    def current(self) -> Figure | None:
        """The figure spoken of last."""
        return self.figures[self.recent[0]] if self.recent else None

    def give(self, clue: Clue, index: int) -> None:
        """Give ``clue`` to the figure of that index; one past the last is a new figure."""
        if index == len(self.figures):
            counted = self._counted_gender() if clue.signs.get("of those counted") else 0
            self.figures.append(Figure(gender_weight=OWN_WEIGHT * counted))
        self.figures[index].add(clue)
        self.recent = [index, *(other for other in self.recent if other != index)]
        self.called |= dict.fromkeys(_calling(clue), index)
        self.last_was_left_out = False
        if clue.detail.type is not DetailType.NAME:
            if self._is_first_to_describe(clue):
                self.described.add(clue.home)
                self.homes.pop(clue.home, None)
            self.homes.setdefault(clue.home, Counter())[index] += 1

    def _counted_gender(self) -> int:
        """The gender of those who were counted last: "four women"."""
        groups = (clue for figure in reversed(self.figures) for clue in figure.clues)
        return next((each.gender_own for each in groups if each.detail.type is DetailType.GROUP), 0)

    def at_home(self, clue: Clue) -> int | None:
        """The figure that most is told of in the stretch around ``clue``, once it is told there who that is.

        Whoever is first described there may be somebody else than the day in the heading was taken for; a name may
        bring in somebody else anywhere.
        """
        told = self.homes.get(clue.home)
        if told is None or clue.detail.type is DetailType.NAME or self._is_first_to_describe(clue):
            return None
        (index, count), *_ = told.most_common(1)
        return index if 2 * count > told.total() else None

    def _is_first_to_describe(self, clue: Clue) -> bool:
        return bool(clue.signs.get("describes")) and clue.home not in self.described

    def near(self, clue: Clue) -> list[int]:
        """The figures that ``clue`` may be about, in order of appearance: see :data:`NEAR`."""
        if len(self.figures) <= NEAR:
            return list(range(len(self.figures)))
        return sorted({*self.recent[:NEAR], *(self.called[word] for word in _calling(clue) if word in self.called)})

    def leave_out(self, clue: Clue) -> None:
        """Take ``clue`` for a detail of somebody public."""
        self.left_out, self.last_was_left_out = clue, True
