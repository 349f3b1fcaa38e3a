"""What two facts of two articles say of each other: that they agree, that they conflict, or nothing.

Values are compared, in which digits and words are one already. A conflict weighs against the two being one person, yet
never forbids it: a fact can be given to the wrong person, and a quotation word for word goes before that.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from ..analysis import Sign
from ..draft import DetailType, Fact, Value, whole_number
from . import weights as w
from .article import Article, Someone
from .rarity import Rarity
from .times import compare_ages, compare_dates
from .verdict import Verdict
from .words import begin_alike, same_word


@dataclass(frozen=True)
class Setting:
    """The two articles that are compared, how rare facts are, and the years from one to the other, where known."""

    here: Article
    there: Article
    rarity: Rarity
    elapsed: float | None


def compare(at: Setting, here: Fact, there: Fact) -> Verdict | None:
    """What a fact of the later and one of the earlier article say of each other."""
    if here.type is not there.type:
        return None
    if here.type is DetailType.AGE:
        return compare_ages(here, there, at.rarity)
    if here.type is DetailType.DATE:
        return compare_dates(here.value, there.value, at.elapsed)
    rule = _RULES.get(here.type)
    return rule(at, here, there) if rule else None


def same_gender(at: Setting, here: Someone, there: Someone) -> Verdict | None:
    """What the genders say, where both are clear from all that is said of the two."""
    if here.gender is None or there.gender is None:
        return None
    if here.gender != there.gender:
        return w.OTHER_GENDER
    return Verdict(Sign.GENDER, at.rarity.of(DetailType.GENDER, {"gender": here.gender}))


def other_work(here: Someone, there: Someone) -> Verdict | None:
    """What it says that the two have occupations, all of other classes."""
    groups = [
        {str(f.value["group"]) for f in who.facts if f.type is DetailType.OCCUPATION and _is_work(f.value)}
        for who in (here, there)
    ]
    return w.OTHER_WORK if all(groups) and not groups[0] & groups[1] else None


def _is_work(value: Value) -> bool:
    """Whether a value is of work that somebody has: whoever studied then, or was a cook, has other work by now."""
    return _is_said(value, "group") and not value.get("former") and value["group"] != "student"


def other_origin(here: Someone, there: Someone) -> Verdict | None:
    """What it says that the two have nationalities, none of them the same."""
    codes = [
        {
            str(fact.value["code"])
            for fact in who.facts
            if fact.type is DetailType.ORIGIN
            and fact.value.get("kind") == "nationality"
            and _is_said(fact.value, "code")
        }
        for who in (here, there)
    ]
    return w.OTHER_ORIGIN if all(codes) and not codes[0] & codes[1] else None


def _occupation(at: Setting, here: Fact, there: Fact) -> Verdict | None:
    likeness = _likest(at, here, there) if _equal(here.value, there.value, "group") else 0.0
    return Verdict(Sign.FACT, likeness * at.rarity.of(DetailType.OCCUPATION, here.value)) if likeness else None


def _employer(at: Setting, here: Fact, there: Fact) -> Verdict | None:
    if not _equal(here.value, there.value, "sector"):
        return None
    return Verdict(Sign.FACT, _unless_ground(at, here, at.rarity.of(here.type, {"sector": here.value["sector"]})))


def _education(at: Setting, here: Fact, there: Fact) -> Verdict | None:
    if not _equal(here.value, there.value, "level") or not _likest(at, here, there):
        return None
    return Verdict(Sign.FACT, at.rarity.of(here.type, {"level": here.value["level"]}))


def _origin(at: Setting, here: Fact, there: Fact) -> Verdict | None:
    return Verdict(Sign.FACT, at.rarity.of(here.type, here.value)) if _equal(here.value, there.value, "code") else None


def _family(at: Setting, here: Fact, there: Fact) -> Verdict | None:
    if not _equal(here.value, there.value, "kind") or here.value["kind"] in _EVERYBODY_HAS:
        return None
    now, then = whole_number(here.value, "count"), whole_number(there.value, "count")
    if now and then and 1 < now < then and (at.elapsed or 0) > 0:
        return w.FEWER_CHILDREN
    both = {"kind": here.value["kind"], **({"count": now} if now else {})}
    return Verdict(Sign.FACT, at.rarity.of(here.type, both)) if now == then else None


def _health(at: Setting, here: Fact, there: Fact) -> Verdict | None:
    if not _equal(here.value, there.value, "kind"):
        return None
    return Verdict(Sign.FACT, at.rarity.of(here.type, {"kind": here.value["kind"]}))


def _place(at: Setting, here: Fact, there: Fact) -> Verdict | None:
    names = [str(value.get("name") or "").casefold() for value in (here.value, there.value)]
    if names[0] != names[1] or not _is_said(here.value, "name"):
        return None
    return Verdict(Sign.PLACE, _unless_ground(at, here, at.rarity.of(here.type, here.value)))


def _trip(at: Setting, here: Fact, there: Fact) -> Verdict | None:
    if _equal(here.value, there.value, "name"):
        return Verdict(Sign.PLACE, _unless_ground(at, here, w.SAME_DESTINATION))
    abroad = here.value.get("abroad") and _equal(here.value, there.value, "country")
    return Verdict(Sign.PLACE, w.SAME_ABROAD) if abroad else None


def _event(at: Setting, here: Fact, there: Fact) -> Verdict | None:
    return Verdict(Sign.EVENT, w.SAME_EVENT) if _equal(here.value, there.value, "kind") else None


def _group(at: Setting, here: Fact, there: Fact) -> Verdict | None:
    both_only = bool(here.value.get("unique") and there.value.get("unique"))
    genders = [value.get("gender") for value in (here.value, there.value)]
    if both_only and None not in genders and genders[0] != genders[1]:
        return w.OTHER_GROUP
    members = bool(_likest(at, here, there))
    alike = both_only and (members or genders[0] == genders[1] is not None)
    sizes = whole_number(here.value, "size"), whole_number(there.value, "size")
    if sizes[0] is None or sizes[1] is None:
        return Verdict(Sign.GROUP, w.SAME_ONLY) if both_only and members else None
    # "The only woman of eight", "the only woman with seven men".
    if abs(sizes[0] - sizes[1]) > alike:
        return w.OTHER_GROUP if both_only and members else None
    weight = w.SAME_SIZE + (w.SAME_MEMBERS if members else 0.0) + (w.SAME_ONLY if alike else 0.0)
    return Verdict(Sign.GROUP, weight) if min(sizes[0], sizes[1]) > PAIR else None


_EVERYBODY_HAS = frozenset({"parent", "sibling", "grandparent"})
PAIR = 2
"""A group of two tells nobody apart: everybody has been alone with somebody."""


def _is_said(value: Value, key: str) -> bool:
    return value.get(key) not in (None, "other")


def _equal(one: Value, other: Value, key: str) -> bool:
    """Whether both have the key with one value, and that is more than "other"."""
    return _is_said(one, key) and one[key] == other.get(key)


def _likest(at: Setting, here: Fact, there: Fact) -> float:
    """How alike the words of two facts are: 1 for the same, less where one or each says something more, 0 for none."""
    some, others = at.here.stems_of(here), at.there.stems_of(there)
    met = {one for one in some if any(same_word(one, other) for other in others)}
    again = {other for other in others if any(same_word(one, other) for one in some)}
    if not met:
        return w.A_BEGINNING if any(begin_alike(one, other) for one in some for other in others) else 0.0
    return w.SAID_MORE[bool(some - met) + bool(others - again)]


def _unless_ground(at: Setting, here: Fact, weight: float) -> float:
    ground = at.here.common_ground | at.there.common_ground
    return min(weight, w.ON_COMMON_GROUND) if at.here.stems_of(here) & ground else weight


_RULES: Mapping[DetailType, Callable[[Setting, Fact, Fact], Verdict | None]] = {
    DetailType.OCCUPATION: _occupation,
    DetailType.EMPLOYER: _employer,
    DetailType.EDUCATION: _education,
    DetailType.ORIGIN: _origin,
    DetailType.FAMILY: _family,
    DetailType.HEALTH: _health,
    DetailType.PLACE: _place,
    DetailType.TRIP: _trip,
    DetailType.EVENT: _event,
    DetailType.GROUP: _group,
}
