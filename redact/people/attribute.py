"""Who each detail belongs to, and what role each person has."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from ..draft import Detail, Draft, Person, Role, Span
from ..observability import observe
from ..story import Story
from .assign import Owner, assign
from .clues import Clue, read_clues
from .figures import Cast
from .hints import Hints, read_hints
from .public import Bearer, Bearers
from .roles import role_of
from .scene import look
from .signs import CORE_TYPES
from .weights import load


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
    bearers = Bearers(scene, story)
    bearer_of = {c.detail.id: bearers.owner(c) for c, o in zip(clues, owners, strict=True) if not o.figures}
    parties = _sources(cast, clues, owners, hints, story) + _public(bearers, clues, bearer_of)
    parties.sort(key=lambda party: party.first)
    persons = tuple(replace(party.person, id=f"p{number}") for number, party in enumerate(parties, 1))
    ids = {party.key: person.id for party, person in zip(parties, persons, strict=True)}
    keys = {
        clue.detail.id: owner.figures or (id(bearer_of[clue.detail.id]),)
        for clue, owner in zip(clues, owners, strict=True)
    }
    return (
        tuple(observe(draft, replace(d, persons=tuple(ids[key] for key in keys[d.id]))) for d in details),
        persons,
    )


@dataclass(frozen=True)
class _Party:
    """A person on the way to a number: ``first`` is where they are first met."""

    key: int
    first: int
    person: Person


def _sources(cast: Cast, clues: Sequence[Clue], owners: Sequence[Owner], hints: Hints, story: Story) -> list[_Party]:
    codenames = _codenames(clues, owners, hints, story)
    owned: list[list[Owner]] = [[] for _ in cast.figures]
    for owner in owners:
        if owner.figures:
            owned[owner.figures[0]].append(owner)
    parties = []
    for index, figure in enumerate(cast.figures):
        codename = codenames.get(index)
        role, evidence = (Role.SOURCE, ("story file",)) if codename else role_of(figure, owned[index])
        spans = [clue.detail.span for clue in figure.clues]
        mentions = tuple(c.detail.span for c in figure.clues if c.detail.type in CORE_TYPES) or (spans[0],)
        parties.append(_Party(index, spans[0].start, Person("", role, mentions, codename, evidence=evidence)))
    return parties


def _codenames(clues: Sequence[Clue], owners: Sequence[Owner], hints: Hints, story: Story) -> Mapping[int, str]:
    found: dict[int, str] = {}
    for clue, owner in zip(clues, owners, strict=True):
        source = hints.fixed.get(clue.detail.id)
        if source is not None and owner.figures:
            found.setdefault(owner.figures[0], story.sources[source].codename)
    return found


def _public(bearers: Bearers, clues: Sequence[Clue], bearer_of: Mapping[str, Bearer]) -> list[_Party]:
    firsts: dict[int, int] = {}
    for clue in clues:
        if clue.detail.id in bearer_of:
            firsts.setdefault(id(bearer_of[clue.detail.id]), clue.detail.span.start)
    return [_public_party(bearer, firsts) for bearer in bearers.shown(bearer_of.values())]


def _public_party(bearer: Bearer, firsts: Mapping[int, int]) -> _Party:
    mentions: tuple[Span, ...] = tuple(sorted(bearer.mentions))
    starts = [span.start for span in mentions[:1]] + ([firsts[id(bearer)]] if id(bearer) in firsts else [])
    person = Person("", Role.PUBLIC, mentions, accused=bearer.accused, evidence=bearer.evidence)
    return _Party(id(bearer), min(starts, default=0), person)
