"""Facts of one person that plainly go together, which no table counts together: student and 22, nurse and hospital.

Taken as independent, a student of 22 is in a crowd nine times too small, and one of 50 in a crowd nine times too large
(eusilcP: docs/crowd.md). How often two facts meet is not known; but of some pairs it is known that they
do so more often than if they were independent, or less. So they are one event, whose share lies between two bounds:

- *more often* (an occupation and the kind of employer where it is mostly found; a student or pensioner of the usual
  age): from independence to the rarer of the two, which is Fréchet's upper bound;
- *less often* (a student or pensioner of another age): from one in a thousand of independence to independence;
- *either* (an age between the two): anything that the other two allow.

What somebody does is also less common among women or men than among all: there the lower bound alone gives way.

Which facts are linked depends on what the draft first told, never on how widely it is told: a fact told more widely, or
left out, never makes a crowd smaller. Called by the adversaries and the planner's quick view.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache, reduce
from importlib.resources import files

from ..draft import DetailType, Value
from .crowd import Share

UNUSUAL = Share(0.0014, 0.032, 0.71)
"""What is left of independence at an unusual age: one in a thousand to all of it, each order of magnitude as likely,
with its 5 % and 95 % points as in :mod:`.shares`. An assumption, and documented."""
GENDER_BY_OCCUPATION = 2.0
"""Factor by which an occupation may be rarer among women or men than among all. In UCI Adult (14 occupations, 30,162
people) 95 % of people are in one in which their gender has 0.48 of its share or more."""
LINKED_POWER = 0.2
"""The middle of linked facts' joint share is at most the product of all of them to this power: it is at most the least
of an age, of what goes with students, and of what goes with pensioners, and each of the latter at most the root of its
product. The planner's bound rests on it."""
_ANY_GENDER = frozenset({"student", "retired", "volunteer"})
"""Groups that are no occupation: women and men are about as often in them."""


@dataclass(frozen=True, slots=True)
class AtAge:
    """The parts of those of an age that are usual for a kin, and that are perhaps: the usual ones among them."""

    usual: float
    perhaps: float


@dataclass(frozen=True, slots=True)
class UsualAges:
    """The first and last age that are usual for a kin, and that are perhaps."""

    usual: tuple[int, int]
    perhaps: tuple[int, int]


NEVER = AtAge(0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Weighed:
    """A fact, the share of people who fit it, and what it is linked to.

    ``kin`` is the group of facts it goes together with; ``usual`` says for each kin which parts of an AGE are usual
    for it; ``gendered`` whether it may be rarer among women or men; ``pregnant`` whether it says that somebody is.
    """

    type: DetailType
    share: Share
    kin: str | None = None
    usual: tuple[tuple[str, AtAge], ...] = ()
    gendered: bool = False
    pregnant: bool = False


@dataclass(frozen=True)
class _Work:
    groups: frozenset[str]
    sectors: frozenset[str]
    words: tuple[str, ...]

    def has(self, group: object, term: str) -> bool:
        padded = f" {term} "
        return group in self.groups and (not self.words or any(f"{word} " in padded for word in self.words))


def kin_of(type: DetailType, value: Value) -> str | None:
    """The group of facts that a fact, as the draft first told it, goes together with."""
    ages, work = _known()
    if type is DetailType.OCCUPATION:
        group = "student" if value.get("rank") == "intern" else value.get("group")
        term = str(value.get("term") or "").casefold()
        return str(group) if group in ages else next((k for k, w in work.items() if w.has(group, term)), None)
    if type is DetailType.EMPLOYER:
        return next((kin for kin, each in work.items() if value.get("sector") in each.sectors), None)
    return None


def is_gendered(type: DetailType, value: Value) -> bool:
    """Whether a fact is an occupation, of which there are some that few women or few men have."""
    return type is DetailType.OCCUPATION and value.get("group") not in _ANY_GENDER


def usual_ages() -> Mapping[str, UsualAges]:
    """The ages at which most are who belong to a kin, for the kins that have such."""
    return _known()[0]


def events(told: Iterable[Weighed], *, sure: Share, anybody: bool) -> list[Share]:
    """The shares to multiply: those of facts that are linked in one, of the others as they are.

    Age and gender are one event: they are known to be as good as independent. Whoever is pregnant is a woman, so that
    gender tells nothing more. ``sure`` is the part of the world that is there for certain; ``anybody`` whether it is a
    population, and not an employer or a list, of which the shares are wide already.
    """
    told = list(told)
    fewest = min((each.share.high for each in told if each.pregnant), default=1.0)
    told = [each for each in told if each.type is not DetailType.GENDER or fewest > each.share.low]
    told = [each for each in told if each.share.low < 1]
    ages = [each for each in told if each.type is DetailType.AGE]
    genders = [each.share for each in told if each.type is DetailType.GENDER]
    if genders and anybody:
        told = [_rarer(each) if each.gendered else each for each in told]
    kin = {each.kin: [other.share for other in told if other.kin == each.kin] for each in told if each.kin}
    linked = {each: often(shares) for each, shares in sorted(kin.items())}
    shares = [each.share for each in told if not each.kin and each.type not in (DetailType.AGE, DetailType.GENDER)]
    if ages:
        aged_ones = {each: linked.pop(each) for each in usual_ages() if each in linked}
        age = _at_age(ages, aged_ones)
        shares.append(_both(age, genders.pop()) if len(genders) == 1 else age)
    return [sure, *shares, *linked.values(), *genders]


def often(shares: Sequence[Share]) -> Share:
    """The joint share of facts that meet more often than if they were independent."""
    low, mid, high = (math.prod(each) for each in zip(*((s.low, s.mid, s.high) for s in shares), strict=True))
    most = Share(*(min(each) for each in zip(*((s.low, s.mid, s.high) for s in shares), strict=True)))
    return most if len(shares) == 1 else _ordered(low, math.sqrt(mid * most.mid), max(high, most.high))


def aged(age: Share, at: AtAge, other: Share) -> Share:
    """The joint share of an age, of which the parts ``at`` are usual for who fits the other fact, and that fact."""
    inside, between, outside = (
        _times(age, max(part, 0.0)) for part in (at.usual, at.perhaps - at.usual, 1 - at.perhaps)
    )
    more, either, fewer = often([inside, other]), often([between, other]), _both(outside, other)
    return _ordered(
        more.low + (between.low * other.low + fewer.low) * UNUSUAL.low,
        min(more.mid + between.mid * other.mid + fewer.mid * UNUSUAL.mid, age.mid, other.mid),
        min(more.high + either.high + fewer.high * UNUSUAL.high, age.high, other.high),
    )


def _at_age(ages: Sequence[Weighed], linked: Mapping[str, Share]) -> Share:
    """The joint share of all ages that are told, and of all that is linked to them."""
    share = reduce(_both, (each.share for each in ages))
    for kin, other in linked.items():
        parts = [dict(each.usual).get(kin, NEVER) for each in ages]
        at = AtAge(math.prod(each.usual for each in parts), math.prod(each.perhaps for each in parts))
        share = aged(share, at, other)
    return share


def _rarer(each: Weighed) -> Weighed:
    share = each.share
    return replace(each, share=Share(share.low / GENDER_BY_OCCUPATION, share.mid, share.high))


def _both(one: Share, other: Share) -> Share:
    return Share(one.low * other.low, one.mid * other.mid, one.high * other.high)


def _times(share: Share, part: float) -> Share:
    return Share(share.low * part, share.mid * part, share.high * part)


def _ordered(low: float, mid: float, high: float) -> Share:
    """A share of these bounds, of which rounding may have brought one past another."""
    high = min(high, 1.0)
    mid = min(mid, high)
    return Share(min(low, mid), mid, high)


@lru_cache(maxsize=1)
def _known() -> tuple[Mapping[str, UsualAges], Mapping[str, _Work]]:
    raw = tomllib.loads((files(__package__) / "data" / "together.toml").read_text(encoding="utf-8"))
    ages = {str(kin): UsualAges(tuple(each["usual"]), tuple(each["perhaps"])) for kin, each in raw["ages"].items()}
    work = {
        str(kin): _Work(frozenset(each["groups"]), frozenset(each["sectors"]), tuple(each.get("words", ())))
        for kin, each in raw["work"].items()
    }
    return ages, work
