"""Who is one person and what each is to the story, by the corrections, once every detail has its owner.

Whoever two corrected persons were read as is one person from here on, with all that was read as theirs; a person with a
public name is that public person.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from ..corrections import Corrections, CorrectionsError
from ..draft import Role
from ..evidence import Tie
from .assign import Owner
from .clues import Clue
from .figures import Cast, Figure
from .orders import Anchor, Orders
from .public import Bearer

Key: TypeAlias = "tuple[str, int]"
"""Somebody: "figure", "bearer" (of a public name) or "source" (of the story file), and a number."""


@dataclass(frozen=True)
class Settled:
    """Who is whom (each member of a joined group, and its head), which source each is, and corrected roles."""

    heads: Mapping[Key, Key] = field(default_factory=dict)
    sources: Mapping[Key, int] = field(default_factory=dict)
    roles: Mapping[Key, Role] = field(default_factory=dict)

    def head(self, key: Key) -> Key:
        """The key that stands for somebody."""
        return self.heads.get(key, key)


def settle(corrections: Corrections, orders: Orders, sources: int, keys: Mapping[str, Key]) -> Settled:
    """Join persons and give roles; ``keys`` tells for each detail whose it was read as.

    ``sources`` is how many the story file has: the lowest keys of ``orders.fixed`` are theirs. Raises
    :class:`CorrectionsError` where the corrections contradict one another or the story file.
    """
    of_source = {key: keys[id] for id, key in orders.fixed.items() if key is not None and key < sources}

    def key(anchor: Anchor) -> Key:
        if isinstance(anchor, Bearer):
            return "bearer", anchor.number
        return of_source.get(anchor, ("source", anchor)) if isinstance(anchor, int) else keys[anchor]

    heads = _joined((key(orders.anchors[pair.one]), key(orders.anchors[pair.other])) for pair in corrections.same)
    named = {key: number for number, key in of_source.items()} | {("source", n): n for n in range(sources)}
    found = Settled(heads, _named(heads, named))
    roles: dict[Key, Role] = {}
    for row in corrections.roles:
        head = found.head(key(orders.anchors[row.person]))
        _refuse_role(head, row.role, roles.setdefault(head, row.role), is_source=head in found.sources)
    return replace(found, roles=roles)


def _joined(pairs: Iterable[tuple[Key, Key]]) -> dict[Key, Key]:
    """The head of every member of the pairs: a public person if there is one, else the first figure."""
    groups: list[set[Key]] = []
    for pair in pairs:
        touched = [group for group in groups if group & set(pair)]
        groups = [group for group in groups if group not in touched] + [set(pair).union(*touched)]
    # By the alphabet: a bearer goes before a figure, and both before a source whom the text does not show.
    return {member: min(group) for group in groups for member in group}


def _named(heads: Mapping[Key, Key], named: Mapping[Key, int]) -> dict[Key, int]:
    """Which source of the story each head is."""
    found: dict[Key, int] = {}
    for member, number in named.items():
        head = heads.get(member, member)
        if head[0] == "bearer":
            raise CorrectionsError(
                "the corrections make a source of somebody whose name stays; mark the name as a [[detail]], or undo it"
            )
        if found.setdefault(head, number) != number:
            raise CorrectionsError("the corrections make one person of two sources of the story file; leave one there")
    return found


def _refuse_role(head: Key, role: Role, first: Role, *, is_source: bool) -> None:
    if role is not first:
        raise CorrectionsError("the corrections give one person two roles; leave one of them")
    if is_source and role is not Role.SOURCE:
        raise CorrectionsError("the corrections give a source of the story file another role; change one of the two")
    if head[0] == "bearer" and role is not Role.PUBLIC:
        raise CorrectionsError(
            "the corrections protect somebody whose name stays in the text; mark the name as a [[detail]] first"
        )


def regrouped(
    clues: Sequence[Clue], cast: Cast, owners: Sequence[Owner], settled: Settled, corrected: Iterable[str]
) -> tuple[Cast, list[Owner]]:
    """The owners with everybody as settled, and the figures that come of it, of whom those joined away are empty."""
    by_hand = frozenset(corrected)
    found = [
        _as_settled(owner, settled, by_hand=clue.detail.id in by_hand)
        for clue, owner in zip(clues, owners, strict=True)
    ]
    figures = [Figure() for _ in cast.figures]
    for clue, owner in zip(clues, found, strict=True):
        if owner.figures:
            figures[owner.figures[0]].add(clue)
    return Cast(figures), found


def _as_settled(owner: Owner, settled: Settled, *, by_hand: bool) -> Owner:
    if owner.bearer is not None:
        before: list[Key] = [("bearer", owner.bearer)]
    else:
        before = [("figure", index) for index in owner.figures]
    heads = list(dict.fromkeys(settled.head(key) for key in before))
    joined = heads[0] != before[0]
    ties = (Tie.CORRECTION,) if by_hand else (*owner.why.ties, *((Tie.CORRECTION,) if joined else ()))
    why = replace(owner.why, ties=ties)
    if heads[0][0] == "bearer":
        return Owner((), 1.0, why, heads[0][1])
    return replace(owner, figures=tuple(number for kind, number in heads if kind == "figure"), why=why)
