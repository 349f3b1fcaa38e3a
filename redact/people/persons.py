"""Who each detail belongs to, and what role each person has."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from ..draft import Detail, Draft, Person, Role
from ..observability import observe
from ..story import Story
from .assign import Owner, assign
from .clues import Clue, read_clues
from .figures import Cast
from .hints import Hints, read_hints
from .public import Bearer, Bearers
from .roles import role_of
from .scene import look
from .signs import INTRODUCING_TYPES
from .speech import attributed
from .weights import load

_Key = tuple[str, int]


def attribute(draft: Draft, details: Sequence[Detail], story: Story) -> tuple[tuple[Detail, ...], tuple[Person, ...]]:
    """Give every detail its persons (the likeliest first) and its observability.

    Returns the details in the order given, and the persons ("p1"… in order of first mention). A detail of nobody to
    protect belongs to a person with the role public. The story file's sources and public names win over the text.
    """
    if not draft.text.strip():
        return tuple(details), ()
    hints = read_hints(draft.text, details, story)
    ordered = sorted((*details, *hints.added), key=lambda d: (d.span, d.type, d.id))
    covered = [d.span for d in ordered if hints.fixed.get(d.id, 0) is not None]
    scene = look(draft.text, draft.lang, covered, story.public_names)
    clues = read_clues(scene, ordered)
    cast, owners = assign(clues, load(), hints.fixed)
    reading = _Reading(draft, clues, owners, cast, Bearers(scene, story))
    parties = sorted(_sources(reading, hints, story) + _public(reading), key=lambda party: party.first)
    persons = tuple(replace(party.person, id=f"p{number}") for number, party in enumerate(parties, 1))
    ids = {party.key: person.id for party, person in zip(parties, persons, strict=True)}
    owned = {clue.detail.id: detail for clue, detail in zip(clues, _owned(reading, ids), strict=True)}
    return observe(draft, [owned[detail.id] for detail in details]), persons


@dataclass(frozen=True)
class _Reading:
    """A text read to its end: each clue has the owner of the same index."""

    draft: Draft
    clues: Sequence[Clue]
    owners: Sequence[Owner]
    cast: Cast
    bearers: Bearers

    def keys(self, at: int) -> tuple[_Key, ...]:
        """Whose the clue is: figures, or one bearer of a public name."""
        figures = self.owners[at].figures
        if figures:
            return tuple(("figure", index) for index in figures)
        return (("bearer", self.bearers.owner(self.clues[at]).number),)


def _owned(reading: _Reading, ids: Mapping[_Key, str]) -> Iterator[Detail]:
    """The clues' details, each with its persons, and quotations with their speaker."""
    for at, (clue, owner) in enumerate(zip(reading.clues, reading.owners, strict=True)):
        detail = replace(clue.detail, persons=tuple(ids[key] for key in reading.keys(at)))
        if owner.figures:
            figure = reading.cast.figures[owner.figures[0]]
            detail = attributed(reading.draft, detail, clue, figure, reading.bearers)
        yield detail


@dataclass(frozen=True)
class _Party:
    """A person on the way to a number: ``first`` is where they are first met."""

    key: _Key
    first: int
    person: Person


def _sources(reading: _Reading, hints: Hints, story: Story) -> list[_Party]:
    codenames = _codenames(reading, hints, story)
    owned: list[list[Owner]] = [[] for _ in reading.cast.figures]
    for owner in reading.owners:
        if owner.figures:
            owned[owner.figures[0]].append(owner)
    parties = []
    for index, figure in enumerate(reading.cast.figures):
        codename = codenames.get(index)
        role, evidence = (Role.SOURCE, ("story file",)) if codename else role_of(figure, owned[index])
        spans = [clue.detail.span for clue in figure.clues]
        mentions = tuple(c.detail.span for c in figure.clues if c.detail.type in INTRODUCING_TYPES) or (spans[0],)
        person = Person("", role, mentions, codename, evidence=evidence)
        parties.append(_Party(("figure", index), spans[0].start, person))
    return parties


def _codenames(reading: _Reading, hints: Hints, story: Story) -> Mapping[int, str]:
    found: dict[int, str] = {}
    for clue, owner in zip(reading.clues, reading.owners, strict=True):
        source = hints.fixed.get(clue.detail.id)
        if source is not None and owner.figures:
            found.setdefault(owner.figures[0], story.sources[source].codename)
    return found


def _public(reading: _Reading) -> list[_Party]:
    firsts: dict[int, int] = {}
    for clue, owner in zip(reading.clues, reading.owners, strict=True):
        if not owner.figures:
            firsts.setdefault(reading.bearers.owner(clue).number, clue.detail.span.start)
    return [_public_party(bearer, firsts.get(bearer.number)) for bearer in reading.bearers.shown(firsts)]


def _public_party(bearer: Bearer, first_detail: int | None) -> _Party:
    mentions = tuple(sorted(bearer.mentions))
    starts = [span.start for span in mentions[:1]] + ([] if first_detail is None else [first_detail])
    person = Person("", Role.PUBLIC, mentions, accused=bearer.accused, evidence=bearer.evidence)
    return _Party(("bearer", bearer.number), min(starts, default=0), person)
