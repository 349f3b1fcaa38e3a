"""Which people of an earlier article are a source of the draft, and which may be.

A pair with enough evidence and no rival near it is one person; one with less, not far behind a likelier rival, may be.
Rivals are pairs of the same two articles that share a member: nobody in a text is two people of another. Articles are
compared two by two, so that one more of them takes no link away.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..analysis import CERTAIN, POSSIBLE, Sign
from ..draft import Role
from . import weights as w
from .article import Someone
from .compare import Setting
from .pairs import Pair, Shared, weigh


@dataclass(frozen=True)
class Match:
    """A pair that is one person (``certain``), or may be."""

    pair: Pair
    certain: bool


def matches(at: Setting, *, sources_only: bool) -> tuple[Match, ...]:
    """The matches of two articles, best first; with ``sources_only``, of whoever is to be protected in the later."""
    here = [who for who in at.here.people.values() if not sources_only or who.person.role is not Role.BYSTANDER]
    pairs = [_pair(at, one, other) for one in here for other in at.there.people.values() if not _apart(one, other)]
    likely = sorted((pair for pair in pairs if pair.evidence >= POSSIBLE), key=_order)
    return tuple(match for pair in likely for match in _judged(pair, likely))


def _order(pair: Pair) -> tuple[float, str, str]:
    return -pair.evidence, pair.here.id, pair.there.id


def _apart(one: Someone, other: Someone) -> bool:
    """Whether the story file says that they are two people."""
    names = one.person.codename, other.person.codename
    return None not in names and names[0] != names[1]


def _pair(at: Setting, one: Someone, other: Someone) -> Pair:
    pair = weigh(at, one, other)
    if one.person.codename is None or one.person.codename != other.person.codename:
        return pair
    row = Shared(one.details[0].id, other.details[0].span, Sign.CODENAME, w.BY_CODENAME)
    return Pair(one, other, (row, *pair.shared), pair.against)


def _judged(pair: Pair, likely: Sequence[Pair]) -> Iterator[Match]:
    ahead = max((rival.evidence for rival in likely if _are_rivals(pair, rival)), default=0.0) - pair.evidence
    if pair.evidence >= w.BEYOND_DOUBT or (pair.evidence >= CERTAIN and ahead <= -w.NEAR):
        yield Match(pair, certain=True)
    elif ahead < w.FAR:
        yield Match(pair, certain=False)


def _are_rivals(one: Pair, other: Pair) -> bool:
    return one is not other and (one.here is other.here or one.there is other.there)
