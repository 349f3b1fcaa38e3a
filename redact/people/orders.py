"""What the corrections ask of the grouping of people: whose a detail is, who is one person, who is what.

A correction names somebody by codename or by a stretch of the text. A stretch means the owner of the detail that it
touches, whoever that is found to be; where it touches none, the public person whose name it is; and where there is no
name either, whoever the words turn out to mean when they are read along with the details.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from ..corrections import Corrections, CorrectionsError, Stretch, Who
from ..draft import Detail, DetailType, Span
from ..story import Story
from .hints import Hints
from .public import Bearer, Bearers
from .signs import INTRODUCING_TYPES

Anchor: TypeAlias = "int | str | Bearer"
"""Somebody: a source of the story by number, the owner of a detail by its id, or a public person."""


@dataclass(frozen=True)
class Orders:
    """Everything that is known before the grouping begins.

    ``fixed`` and ``leaders`` are those of :func:`~.assign.assign`, ``bearers`` the public person of a detail whose
    ``fixed`` is None, ``added`` the words that are read along, ``anchors`` whom each correction means, and
    ``corrected`` the ids of the details whose owner a correction tells.
    """

    fixed: Mapping[str, int | None]
    leaders: Mapping[str, str] = field(default_factory=dict)
    bearers: Mapping[str, int] = field(default_factory=dict)
    added: tuple[Detail, ...] = ()
    anchors: Mapping[Who, Anchor] = field(default_factory=dict)
    corrected: frozenset[str] = frozenset()

    def after(self, noted: Mapping[str, str]) -> Orders:
        """These orders, and behind them the leaders that the form of the text tells: no leader has one."""
        ends = {*self.leaders.values()}
        more = {id: self.leaders.get(leader, leader) for id, leader in noted.items() if id not in ends}
        own = {id: leader for id, leader in more.items() if id not in self.fixed and id != leader}
        return replace(self, leaders={**own, **self.leaders})


def give_orders(
    corrections: Corrections, details: Sequence[Detail], hints: Hints, story: Story, bearers: Bearers
) -> Orders:
    """The orders of ``corrections``, which go before the ``hints`` of the ``story`` file.

    Every detail whose owner is corrected is among ``details``, and every stretch is one of the text. Raises
    :class:`CorrectionsError` for a codename that is not in the story.
    """
    finder = _Finder([*details, *hints.added], story, bearers)
    anchors = {who: finder.anchor(who) for who in corrections.persons}
    by_span = {detail.span: detail.id for detail in details}
    owners = {by_span[d.stretch.span]: anchors[d.person] for d in corrections.details if d.person is not None}
    fixed = {id: key for id, key in hints.fixed.items() if id not in owners}
    new, leaders, given = dict[str, int](), dict[str, str](), dict[str, int]()
    for id in owners:
        end = _end(id, owners)
        if isinstance(end, Bearer):
            fixed[id], given[id] = None, end.number
        elif isinstance(end, int):
            fixed[id] = end
        elif end in owners:
            fixed[id] = new.setdefault(end, len(story.sources) + len(new))
        elif (key := fixed.get(end)) is not None:
            fixed[id] = key
        else:
            leaders[id] = end
    return Orders(fixed, leaders, given, tuple(finder.added), anchors, frozenset(owners))


def _end(id: str, owners: Mapping[str, Anchor]) -> Anchor:
    """Whom the correction of a detail means, by way of other corrected details.

    Where they lead back to one another, the first of these: together they are somebody whom nothing else was read as.
    """
    seen = [id]
    while isinstance(end := owners[seen[-1]], str) and end in owners:
        if end in seen:
            return min(seen[seen.index(end) :])
        seen.append(end)
    return end


class _Finder:
    """Finds whom a correction means; words that it finds nobody by are ``added``."""

    def __init__(self, details: Sequence[Detail], story: Story, bearers: Bearers) -> None:
        self._details, self._bearers = details, bearers
        self._sources = {source.codename: number for number, source in enumerate(story.sources)}
        self.added: list[Detail] = []

    def anchor(self, who: Who) -> Anchor:
        """Whom the correction means; raises :class:`CorrectionsError` for an unknown codename."""
        if isinstance(who, Stretch):
            return self._touched(who.span) or self._bearers.at(who.span) or self._read_along(who.span)
        if who not in self._sources:
            raise CorrectionsError(
                "the corrections name a source that is not in the story file; give --story, or add it"
            )
        return self._sources[who]

    def _touched(self, span: Span) -> str | None:
        """The detail at ``span``: the one that is it, else the one that stands for a person and covers most of it."""
        touched = [detail for detail in (*self._details, *self.added) if detail.span.overlaps(span)]
        best = max(
            touched, key=lambda d: (d.span == span, d.type in INTRODUCING_TYPES, _shared(d.span, span)), default=None
        )
        return best.id if best else None

    def _read_along(self, span: Span) -> str:
        self.added.append(Detail(f"correction {len(self.added) + 1}", span, DetailType.GENDER, 1.0))
        return self.added[-1].id


def _shared(one: Span, other: Span) -> int:
    return min(one.end, other.end) - max(one.start, other.start)
