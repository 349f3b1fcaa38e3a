"""What if: how each source would stand without some details, or with some of them told at another level.

The steps of :func:`suppose`: (1) every detail that is asked about is one of the draft, and can be told so; (2) without
the details that are not there, the facts are gathered anew; (3) a fact is told as widely as the mention that says most;
(4) every source is assessed with that. What it is taken to give away of the source's world (employer, country) stays as
the draft tells it: leaving it unsaid hides no newsroom's town.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from ..errors import UsageError
from .analysis import Analysis
from .draft import WIDER, Action, Detail, DetailType, Fact, Level, Reading, Rewording, Value
from .edits import Choice, hidden, settle
from .facts import gather
from .keeping import stays
from .promises import BrokenPromise
from .risk.adversaries import assess
from .whole import whole
from .wording import ladder, pronouns_of

ACTIONS = (Action.GENERALISE, Action.PARAPHRASE, Action.REMOVE, Action.KEEP)


class WhatIfError(UsageError):
    """A what-if that asks for a detail that is not there, or for something that cannot be said."""


@dataclass(frozen=True)
class WhatIf:
    """What is supposed: details that are not there, and how others are told; both by id."""

    without: tuple[str, ...] = ()
    told: Mapping[str, Action | Level] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.without or self.told)


@dataclass(frozen=True)
class Supposed:
    """``analysis`` with ``after``, ``edits`` and ``promises`` as supposed; ``still`` are what keeps a fact told.

    By the id of a detail that is changed: the other mentions that say the same and are not.
    """

    analysis: Analysis
    still: Mapping[str, tuple[str, ...]]


def parse_what_if(without: Sequence[str], told: Sequence[str]) -> WhatIf:
    """Read ``d4,d9`` and ``d1=generalise`` (several with commas); raises :class:`WhatIfError`."""
    away = tuple(dict.fromkeys(id for part in without for id in _listed(part)))
    chosen: dict[str, Action | Level] = {}
    for pair in (pair for part in told for pair in _listed(part)):
        id, equals, word = pair.partition("=")
        if not equals or not id or chosen.get(id, _way(word)) is not _way(word):
            raise WhatIfError("--if takes a detail and one way to tell it, such as d1=generalise")
        chosen[id] = _way(word)
    both = sorted(set(away) & set(chosen))
    if both:
        raise WhatIfError("{id} is asked for in --without and in --if; choose one", id=both[0])
    return WhatIf(away, chosen)


def _listed(part: str) -> Iterator[str]:
    found = [piece.strip() for piece in part.split(",")]
    if not all(found):
        raise WhatIfError("a list of details has ids with commas between them, such as d4,d9")
    return iter(found)


def _way(word: str) -> Action | Level:
    found = next((each for each in (*ACTIONS, *WIDER) if each.value == word), None)
    if found is None:
        raise WhatIfError("--if tells a detail by one of {choices}", choices=", ".join((*ACTIONS, *WIDER)))
    return found


def suppose(analysis: Analysis, what: WhatIf) -> Supposed:
    """How each source would stand; ``analysis.before`` stays, for comparison. Raises :class:`WhatIfError`.

    Where nothing is supposed it is ``analysis`` itself, with its plan.
    """
    if not what:
        return Supposed(analysis, {})
    reading, story = analysis.reading, analysis.story
    details = _asked(reading, what)  # 1
    rungs = {id: _rung(reading, details[id], way) for id, way in what.told.items() if way is not Action.KEEP}
    facts, gone = _gathered(reading, what.without)  # 2
    levels: dict[str, Value | None] = {fact.id: None for fact in gone}
    levels |= {fact.id: _said(fact, rungs) for fact in facts if rungs.keys() >= set(fact.details)}  # 3
    after = {
        person.id: assess(
            [fact for fact in (*facts, *gone, *reading.earlier) if fact.person == person.id],
            person,
            story,
            analysis.lang,
            levels=levels,
        )  # 4
        for person in reading.sources
    }
    choices = _choices(reading, rungs, levels)
    edits = settle(reading.draft, choices, pronouns_of(reading, hidden(choices)))
    edits = whole(reading.draft, edits, stays(reading, analysis.story))
    changed = {*what.without, *rungs}
    still = {id: tuple(_same(reading, id, changed)) for id in sorted(changed, key=list(details).index)}
    promises = tuple(_promise(each, rungs) for each in analysis.promises if each.detail not in what.without)
    shown = replace(analysis, after=after, edits=edits, buys=(), obstacles=(), levels={}, promises=promises)
    return Supposed(shown, {id: others for id, others in still.items() if others})


def _asked(reading: Reading, what: WhatIf) -> Mapping[str, Detail]:
    details = {detail.id: detail for detail in reading.details}
    for id in (*what.without, *what.told):
        if id not in details:
            if not details:
                raise WhatIfError("the draft has no detail of that name; it has none")
            raise WhatIfError(
                "the draft has no detail of that name; they are d1 to d{count}, as scan and risk print them",
                count=len(details),
            )
    return details


def _rung(reading: Reading, detail: Detail, way: Action | Level) -> Rewording:
    rungs = ladder(reading.draft, detail)
    if way is Action.REMOVE:
        found = rungs[-1] if rungs else None
    elif isinstance(way, Level):
        found = next((rung for rung in rungs if rung.level.rank >= way.rank), None)
    else:
        found = next((rung for rung in rungs if rung.action is way), None)
    if found is None:
        ways = dict.fromkeys("remove" if rung is rungs[-1] else rung.action.value for rung in rungs)
        asked = {"id": detail.id, "way": way.value}
        if not ways:
            raise WhatIfError("there is no wording for {id}={way} in its sentence; leave it out by --without", **asked)
        raise WhatIfError(
            "there is no wording for {id}={way} in its sentence; choose from {choices}, or leave it out by --without",
            **asked,
            choices=", ".join(ways),
        )
    return found


def _gathered(reading: Reading, without: Sequence[str]) -> tuple[list[Fact], list[Fact]]:
    """The facts that are left, under their ids, and those of which nothing is."""
    if not without:
        return list(reading.facts), []
    left = [detail for detail in reading.details if detail.id not in without]
    facts, used = list[Fact](), Counter[str]()
    for fresh in gather(reading.draft, left, reading.persons)[1]:
        old = next(f for f in reading.facts if f.person == fresh.person and fresh.details[0] in f.details)
        used[old.id] += 1
        # What held two tellings together may be gone: then there are two facts.
        id = old.id if used[old.id] == 1 else f"{old.id}.{used[old.id]}"
        facts.append(replace(fresh, id=id, published=old.published))
    return facts, [fact for fact in reading.facts if not used[fact.id]]


def _said(fact: Fact, rungs: Mapping[str, Rewording]) -> Value | None:
    """What all mentions together still say: as much as the one that says most."""
    return min((rungs[id] for id in fact.details), key=lambda rung: (rung.value is None, rung.level.rank)).value


def _promise(broken: BrokenPromise, rungs: Mapping[str, Rewording]) -> BrokenPromise:
    """Whether a promise is kept by what is supposed, whatever the plan does about it."""
    rung = rungs.get(broken.detail)
    mended = rung is not None and rung.action is not Action.KEEP and rung.level.rank >= broken.finest.rank
    return replace(broken, mended=mended, hindrance=None)


def _choices(reading: Reading, rungs: Mapping[str, Rewording], levels: Mapping[str, Value | None]) -> list[Choice]:
    hidden = {fact.person for fact in reading.facts if fact.type is DetailType.GENDER and fact.id in levels}
    chosen = (detail for detail in reading.details if detail.id in rungs)
    return [Choice(each, rungs[each.id].level, bool(hidden & set(each.persons))) for each in chosen]


def _same(reading: Reading, id: str, changed: set[str]) -> Iterator[str]:
    """The unchanged mentions of the facts of a detail."""
    facts = (fact for fact in reading.facts if id in fact.details)
    yield from dict.fromkeys(other for fact in facts for other in fact.details if other not in changed)
