"""What earlier articles tell of a source, as facts beside those of the draft.

An earlier fact that says the same as one of the draft is joined to it, so that it counts once; the others are added.
What conflicts with the draft is left out: the draft's reader would not believe both of one person.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace

from ..draft import DIRECT_TYPES, DetailType, Earlier, Fact, Observability
from .article import Article, Passage
from .compare import Setting, compare
from .quotes import quoted_again
from .times import stated_ages, window
from .words import same_word, within

_MOST_OBSERVABLE = tuple(Observability)
_BY_VALUE = frozenset({DetailType.ORIGIN, DetailType.FAMILY, DetailType.DATE, DetailType.GROUP, DetailType.PLACE})
"""Types of which agreeing values are enough; of the others the words must be alike, too."""
_MAY_DIFFER = frozenset({"rank", "former", "population", "from", "to", "days", "term", "name"})
"""Keys in which two tellings of one fact may differ, or which are compared by other means."""
Settings = Callable[[Article, Article], Setting]


@dataclass(frozen=True)
class Told:
    """A fact of an article; ``certain`` where it certainly is the source's."""

    article: Article
    fact: Fact
    certain: bool = True


@dataclass
class _Group:
    """Tellings of one fact, each the same as each other; ``own`` is the draft's."""

    own: Fact | None
    told: list[Told] = field(default_factory=list)


def carry(draft: Article, own: Sequence[Fact], told: Sequence[Told], at: Settings) -> tuple[list[Fact], list[Fact]]:
    """The facts ``own`` of a source with what was ``told`` of them, and the facts that were only told earlier.

    Those have no ids yet.
    """
    known = [Told(draft, fact) for fact in own]
    groups = [_Group(each.fact, [each]) for each in known]
    for each in told:
        if any(_conflict(at, other, each) for other in known):
            continue
        same = (group for group in groups if all(_same(at, other, each) for other in group.told))
        found = next(same, None)
        if found is None:
            groups.append(_Group(None, [each]))
        else:
            found.told.append(each)
    joined = [_chained(group.own, group.told[1:]) for group in groups if group.own]
    return joined, [_chained(_published(group.told[0]), group.told[1:]) for group in groups if not group.own]


def _conflict(at: Settings, known: Told, new: Told) -> bool:
    if known.fact.type is not new.fact.type:
        return False
    found = compare(at(known.article, new.article), known.fact, new.fact)
    genders = {told.fact.value.get("gender") for told in (known, new)} - {None}
    other_gender = known.fact.type is DetailType.GENDER and len(genders) > 1
    return other_gender or (found is not None and found.weight < 0)


def _same(at: Settings, known: Told, new: Told) -> bool:
    """Whether two tellings are of one fact. What only may be is two facts: the crowd is the smaller for it."""
    one, other = known.fact, new.fact
    # What happened between two people alone is another thing to the one who was there.
    if one.type is not other.type or _is_dyadic(one) is not _is_dyadic(other):
        return False
    if one.type is DetailType.AGE:
        return _same_age(one, other)
    if one.type is DetailType.GENDER:
        return one.value.get("gender") == other.value.get("gender") is not None
    if one.type is DetailType.QUOTE:
        return any(quoted_again(p, q, lambda _: 1.0) for p in _passages(known) for q in _passages(new))
    some, others = (told.article.stems_of(told.fact) for told in (known, new))
    if one.type in DIRECT_TYPES:
        return bool(some) and some == others
    if any(one.value[key] != other.value[key] for key in _telling(one) & _telling(other)):
        return False
    verdict = compare(at(known.article, new.article), one, other)
    agreed = verdict is not None and verdict.weight > 0
    return _covers(some, others) or (agreed and (one.type in _BY_VALUE or _meet(some, others)))


def _is_dyadic(fact: Fact) -> bool:
    return fact.observability is Observability.DYADIC


def _same_age(one: Fact, other: Fact) -> bool:
    windows = window(one), window(other)
    if all(each.low is not None and each.high is not None for each in windows):
        return not windows[0].meet(windows[1]).empty
    return stated_ages(one) == stated_ages(other) is not None


def _covers(some: frozenset[str], others: frozenset[str]) -> bool:
    """Whether one of two tellings says all that the other does."""
    fewer, more = sorted((some, others), key=len)
    return bool(fewer) and all(_meet({stem}, more) for stem in fewer)


def _meet(some: Iterable[str], others: Iterable[str]) -> bool:
    return any(same_word(one, other) for one in some for other in others)


def _telling(fact: Fact) -> set[str]:
    """The keys in which two tellings cannot differ; one calls a business trip what another calls a journey."""
    return set(fact.value) - _MAY_DIFFER - ({"kind"} if fact.type is DetailType.TRIP else set())


def _passages(told: Told) -> list[Passage]:
    spans = [told.article.details[id].span for id in told.fact.details]
    return [Passage(span, within(told.article.words, span), None, quoted=True) for span in spans]


def _published(told: Told) -> Fact:
    spans = tuple(told.article.details[id].span for id in told.fact.details)
    words = tuple(span.of(told.article.text) for span in spans)
    return replace(told.fact, earlier=Earlier(told.article.name, spans, words, told.certain), contradicts=())


def _chained(first: Fact, told: Sequence[Told]) -> Fact:
    """A fact with its other tellings; whoever can know one of them can know the first."""
    if not told:
        return first
    rest = _chained(_published(told[0]), told[1:])
    seen = min(first.observability, rest.observability, key=_MOST_OBSERVABLE.index)
    return replace(first, observability=seen, published=rest)
