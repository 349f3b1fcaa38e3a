"""The least damaging edits that lift every crowd over its threshold.

Each fact of a source can be told at several levels, from exact to absent, each with a loss to the reader. A plan picks
one level a fact: the cheapest choice whose crowds meet every threshold that can be met at all. Widening a fact never
shrinks a crowd, so a choice that fails with everything else absent can be given up at once (see ``search``). What
cannot be met is not silently dropped: it is an obstacle of the plan. What was promised to a source is not weighed
against anything: such a fact is told at the level that was agreed, or wider.

Called by the pipeline. It never reads a file and never changes the reading it is given.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from .analysis import Obstacle
from .draft import DIRECT_TYPES, Detail, DetailType, Draft, Fact, Lang, Level, Reading, Role, Value
from .edits import Choice
from .options import Options, Step
from .risk.assessment import Assessment
from .story import Story
from .wording import ladder

_CONTENT = re.compile(r"\w{4,}|\d")
Levels = Mapping[str, Level]
_NO_FLOORS: Levels = {}


@dataclass(frozen=True)
class Plan:
    """Levels by fact id, the rewordings they ask for, and the assessments by person id before and after.

    ``values`` holds what each widened fact still says, by fact id; None where it is not told any more.
    """

    levels: Levels
    values: Mapping[str, Value | None]
    choices: tuple[Choice, ...]
    before: Mapping[str, tuple[Assessment, ...]]
    after: Mapping[str, tuple[Assessment, ...]]
    obstacles: tuple[Obstacle, ...] = ()


def make_plan(
    reading: Reading,
    story: Story,
    lang: Lang,
    *,
    floors: Levels = _NO_FLOORS,
    busy: Callable[[], None] = lambda: None,
) -> Plan:
    """Plan for every source of ``reading``; ``lang`` is the language of the assessments' figures.

    ``floors`` are the finest levels at which facts may be told, by fact id; a fact of which the widest telling is finer
    is told at that. ``busy`` is called for each fact and source.
    """
    levels: dict[str, Level] = {}
    steps = {}
    for fact in (*reading.facts, *reading.earlier):
        busy()
        steps[fact.id] = steps_of(fact, reading, story)
    sources = {
        person.id: Options(reading.facts_of(person.id), steps, person, story, lang, floors=floors)
        for person in reading.sources
    }
    for source in sources.values():
        busy()
        levels.update(source.cheapest())
    levels = _same_for_shared_details(reading, levels)
    values = _values(levels, steps)
    return Plan(
        levels,
        values,
        tuple(_choices(reading, story, levels)),
        {id: source.before for id, source in sources.items()},
        {id: source.assessments(values) for id, source in sources.items()},
        tuple(_obstacles(sources.values(), busy)),
    )


def _obstacles(sources: Iterable[Options], busy: Callable[[], None]) -> Iterator[Obstacle]:
    for source in sources:
        busy()
        yield from source.obstacles()


def steps_of(fact: Fact, reading: Reading, story: Story) -> tuple[Step, ...]:
    """List the levels at which ``fact`` can be told, exact first; only exact where a mention must be kept."""
    steps = [Step(Level.EXACT, fact.value, 0.0)]
    mentions = [reading.by_id[id] for id in fact.details if id in reading.by_id]
    if any(must_keep(detail, reading.draft, story) for detail in mentions):
        return tuple(steps)
    ladders = [ladder(reading.draft, detail) for detail in mentions]
    for level in list(Level)[1:]:
        rungs = [next((r for r in rung if r.level.rank >= level.rank), None) for rung in ladders]
        if any(rung is None for rung in rungs) or not any(r and r.level is level for r in rungs):
            continue
        said = [rung for rung in rungs if rung is not None]
        # Several mentions together say as much as the one that says most.
        finest = min(said, key=lambda rung: (rung.value is None, rung.level.rank))
        steps.append(Step(level, finest.value, sum(rung.loss for rung in said) / len(said) + 0.05 * (len(said) - 1)))
    return tuple(steps)


def must_keep(detail: Detail, draft: Draft, story: Story) -> bool:
    """Whether the editor will not give up a stretch that this detail touches."""
    for stretch in story.must_keep:
        at = draft.text.find(stretch)
        while at >= 0:
            shared = draft.text[max(at, detail.span.start) : min(at + len(stretch), detail.span.end)]
            # A detail that only shares an "in de" with the stretch is another detail; a "man" that is all in it is not.
            if _CONTENT.search(shared) or shared == detail.span.of(draft.text):
                return True
            at = draft.text.find(stretch, at + 1)
    return False


def _same_for_shared_details(reading: Reading, levels: Levels) -> dict[str, Level]:
    """Where a detail belongs to several people, tell all their facts of it at the widest level chosen."""
    widest = dict(levels)
    changed = True
    while changed:
        changed = False
        for detail in reading.details:
            shared = [fact.id for fact in reading.stated_by(detail.id) if fact.id in widest]
            top = max((widest[id] for id in shared), key=lambda level: level.rank, default=Level.EXACT)
            for id in shared:
                if widest[id] is not top:
                    widest[id], changed = top, True
    return widest


def _values(levels: Levels, steps: Mapping[str, tuple[Step, ...]]) -> dict[str, Value | None]:
    """What each widened fact still says: the first step that is at least as wide as its level."""
    values: dict[str, Value | None] = {}
    for id, level in levels.items():
        if level is not Level.EXACT:
            wide = [step for step in steps[id] if step.level.rank >= level.rank]
            values[id] = (wide or steps[id][-1:])[0].value
    return values


def _choices(reading: Reading, story: Story, levels: Levels) -> Iterator[Choice]:
    """The level of every detail that is to be reworded, with whether its person's gender is to be hidden."""
    hidden = {
        fact.person
        for fact in reading.facts
        if fact.type is DetailType.GENDER and levels.get(fact.id, Level.EXACT) is not Level.EXACT
    }
    roles = {person.id: person.role for person in reading.persons}
    for detail in reading.details:
        level = max(
            (levels.get(fact.id, Level.EXACT) for fact in reading.stated_by(detail.id)),
            key=lambda level: level.rank,
            default=Level.EXACT,
        )
        if level is Level.EXACT and detail.type in DIRECT_TYPES and _is_private(detail, roles):
            level = Level.NEAR
        # A fact that two share is told at one level; what must stay does so even if the other's fact has to go.
        if level is not Level.EXACT and not must_keep(detail, reading.draft, story):
            yield Choice(detail, level, bool(hidden & set(detail.persons)))


def _is_private(detail: Detail, roles: Mapping[str, Role]) -> bool:
    """Whether it is a bystander whose name or number this is: private people are not named either."""
    return bool(detail.persons) and all(roles.get(id) is Role.BYSTANDER for id in detail.persons)
