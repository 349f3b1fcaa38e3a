"""Who each detail belongs to, and what role each person has."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from ..corrections import Corrections
from ..draft import Detail, Draft, Person, Role
from ..evidence import Why
from ..observability import observe
from ..story import Story
from .assign import Owner, assign
from .clues import Clue, read_clues
from .figures import Cast
from .hints import read_hints
from .known import known_by_form
from .newcomers import is_one_of_several
from .orders import Orders, give_orders
from .public import Bearer, Bearers
from .roles import role_of
from .scene import look
from .settle import Key, Settled, regrouped, settle
from .signs import INTRODUCING_TYPES
from .speech import attributed
from .weights import load

CORRECTED = "correction"
"""What stands for a correction among the evidence of a person."""

_NO_CORRECTIONS = Corrections()
_GENDERS = {1: "woman", -1: "man"}


def attribute(
    draft: Draft,
    details: Sequence[Detail],
    story: Story,
    corrections: Corrections = _NO_CORRECTIONS,
    *,
    explain: bool = False,
) -> tuple[tuple[Detail, ...], tuple[Person, ...]]:
    """Give every detail its persons (the likeliest first) and its observability.

    Returns the details in the order given, and the persons ("p1"… in order of first mention). A detail of nobody to
    protect belongs to a person with the role public. The story file's sources and public names win over the text, and
    the corrections, whose stretches are of this text and whose details are among ``details``, over both; raises
    CorrectionsError where they contradict one another. With ``explain`` a detail tells what ties it to its person.
    """
    if not draft.text.strip():
        return tuple(details), ()
    hints = read_hints(draft.text, details, story)
    covered = [d.span for d in (*details, *hints.added) if hints.fixed.get(d.id, 0) is not None]
    scene = look(draft.text, draft.lang, covered, story.public_names)
    bearers = Bearers(scene, story)
    orders = give_orders(corrections, details, hints, story, bearers)
    clues = read_clues(scene, sorted((*details, *hints.added, *orders.added), key=lambda d: (d.span, d.type, d.id)))
    called = hints.fixed.keys() - orders.corrected
    known = known_by_form(scene, clues, details, orders, len(story.sources))
    orders = known.orders
    cast, owners = assign(
        clues, load(), known.fixed, known.leaders, called=called, answers=known.answers, explain=explain
    )
    read = _Reading(draft, clues, _with_bearers(clues, owners, orders, bearers), cast, bearers)
    reading = _settled(read, corrections, orders, len(story.sources))
    parties = sorted(_sources(reading, story) + _public(reading), key=lambda party: party.first)
    persons = tuple(replace(party.person, id=f"p{number}") for number, party in enumerate(parties, 1))
    ids = {party.key: person.id for party, person in zip(parties, persons, strict=True)}
    owned = {clue.detail.id: detail for clue, detail in zip(clues, _owned(reading, ids), strict=True)}
    told = {d.stretch.span: d.observability for d in corrections.details if d.observability is not None}
    observed = {detail.id: told[detail.span] for detail in details if detail.span in told}
    return observe(draft, [owned[detail.id] for detail in details], observed, persons), persons


@dataclass(frozen=True)
class _Reading:
    """A text read to its end: each clue has the owner of the same index."""

    draft: Draft
    clues: Sequence[Clue]
    owners: Sequence[Owner]
    cast: Cast
    bearers: Bearers
    settled: Settled = field(default_factory=Settled)

    def keys(self, at: int) -> tuple[Key, ...]:
        """Whose the clue is: figures, or one bearer of a public name."""
        owner = self.owners[at]
        if owner.bearer is not None:
            return (("bearer", owner.bearer),)
        return tuple(("figure", index) for index in owner.figures)


def _with_bearers(clues: Sequence[Clue], owners: Sequence[Owner], orders: Orders, bearers: Bearers) -> list[Owner]:
    """The owners, those who are public with the number of the person: as ordered, or by the words around the clue."""
    by_id = {clue.detail.id: clue for clue in clues}
    found = []
    for clue, owner in zip(clues, owners, strict=True):
        if not owner.figures:
            id = clue.detail.id
            leader = orders.leaders.get(id, id)
            number = orders.bearers.get(leader)
            owner = replace(owner, bearer=bearers.owner(by_id[leader]).number if number is None else number)
        found.append(owner)
    return found


def _settled(reading: _Reading, corrections: Corrections, orders: Orders, sources: int) -> _Reading:
    """The reading with everybody as the corrections say, and with the sources that the story file names."""
    keys = {clue.detail.id: reading.keys(at)[0] for at, clue in enumerate(reading.clues)}
    settled = settle(corrections, orders, sources, keys)
    if not corrections.persons:
        return replace(reading, settled=settled)
    cast, owners = regrouped(reading.clues, reading.cast, reading.owners, settled, orders.corrected)
    return replace(reading, owners=owners, cast=cast, settled=settled)


def _owned(reading: _Reading, ids: Mapping[Key, str]) -> Iterator[Detail]:
    """The clues' details, each with its persons and what ties it to them, and quotations with their speaker."""
    for at, (clue, owner) in enumerate(zip(reading.clues, reading.owners, strict=True)):
        why = replace(clue.detail.why or Why(), owner=owner.why)
        detail = replace(clue.detail, persons=tuple(ids[key] for key in reading.keys(at)), why=why)
        if owner.figures:
            figure = reading.cast.figures[owner.figures[0]]
            detail = attributed(reading.draft, detail, clue, figure, reading.bearers)
        yield detail


@dataclass(frozen=True)
class _Party:
    """A person on the way to a number: ``first`` is where they are first met."""

    key: Key
    first: int
    person: Person


def _sources(reading: _Reading, story: Story) -> list[_Party]:
    owned: list[list[Owner]] = [[] for _ in reading.cast.figures]
    for owner in reading.owners:
        if owner.figures:
            owned[owner.figures[0]].append(owner)
    parties = []
    for index, figure in enumerate(reading.cast.figures):
        if not figure.clues:
            continue  # joined with somebody else
        key: Key = ("figure", index)
        number = reading.settled.sources.get(key)
        role, evidence = (Role.SOURCE, ("story file",)) if number is not None else role_of(figure, owned[index])
        if key in reading.settled.roles:
            role, evidence = reading.settled.roles[key], (CORRECTED,)
        spans = [clue.detail.span for clue in figure.clues]
        introducing = [clue for clue in figure.clues if clue.detail.type in INTRODUCING_TYPES]
        alone = [clue for clue in introducing if not is_one_of_several(clue)]
        mentions = tuple(clue.detail.span for clue in alone or introducing) or (spans[0],)
        codename = story.sources[number].codename if number is not None else None
        person = Person("", role, mentions, codename, evidence=evidence, gender=_GENDERS.get(figure.gender))
        parties.append(_Party(key, spans[0].start, person))
    return parties


def _public(reading: _Reading) -> list[_Party]:
    firsts: dict[int, int] = {}
    for clue, owner in zip(reading.clues, reading.owners, strict=True):
        if owner.bearer is not None:
            firsts.setdefault(owner.bearer, clue.detail.span.start)
    corrected = {number for kind, number in reading.settled.roles if kind == "bearer"}
    found: dict[Key, list[Bearer]] = {}
    for bearer in reading.bearers.shown({*firsts, *corrected}):
        found.setdefault(reading.settled.head(("bearer", bearer.number)), []).append(bearer)
    return [
        _public_party(key, bearers, firsts.get(key[1]), corrected=key[1] in corrected) for key, bearers in found.items()
    ]


def _public_party(key: Key, bearers: Sequence[Bearer], first_detail: int | None, *, corrected: bool) -> _Party:
    mentions = tuple(sorted(mention for bearer in bearers for mention in bearer.mentions))
    starts = [span.start for span in mentions[:1]] + ([] if first_detail is None else [first_detail])
    evidence = (*((CORRECTED,) if corrected else ()), *dict.fromkeys(e for bearer in bearers for e in bearer.evidence))
    accused = any(bearer.accused for bearer in bearers)
    return _Party(key, min(starts, default=0), Person("", Role.PUBLIC, mentions, accused=accused, evidence=evidence))
