"""What was agreed with the sources, against what a draft tells of them and what its plan would leave.

Called by the pipeline, before and after it plans; the commands have the promises from a vault or a file. Fails closed:
a detail that cannot be told to be coarse counts as exact, and one that may be somebody else's counts for each of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from .analysis import Analysis, NotChecked
from .draft import DIRECT_TYPES, Action, Detail, DetailType, Draft, Edit, Level, Person, Reading
from .plan import must_keep
from .promises import BrokenPromise, Hindrance, Promise
from .wording import ladder

_WORD = re.compile(r"\w+")


def floors(reading: Reading, promises: Sequence[Promise]) -> dict[str, Level]:
    """The finest level at which each fact may be told, by its id, of facts that are told more closely now."""
    owners, found = _owners(reading), dict[str, Level]()
    for source, detail, finest in breaches(reading, promises):
        for fact in reading.facts:
            if fact.person == owners[source].id and detail.id in fact.details:
                found[fact.id] = max(finest, found.get(fact.id, finest), key=lambda level: level.rank)
    return found


def compared(analysis: Analysis, promises: Sequence[Promise]) -> Analysis:
    """The analysis with ``promises`` compared: what they were, and each detail that goes against one.

    A promise to somebody whom the text was not found to speak of is named as not compared.
    """
    owners = _owners(analysis.reading)
    broken = [_broken(analysis, *breach) for breach in breaches(analysis.reading, promises)]
    places = {detail.id: detail.span for detail in analysis.reading.details}
    missing = any(promise.codename not in owners for promise in promises)
    left = [code for code in analysis.not_checked if code not in (NotChecked.PROMISES, NotChecked.PROMISES_ABSENT)]
    return replace(
        analysis,
        promised=tuple(promises),
        promises=tuple(sorted(broken, key=lambda found: places[found.detail])),
        not_checked=(*([NotChecked.PROMISES_ABSENT] if missing else []), *left),
    )


def breaches(reading: Reading, promises: Sequence[Promise]) -> Iterator[tuple[str, Detail, Level]]:
    """Every detail of a draft that is told more closely than was agreed: with whom, and the finest level agreed."""
    owners = _owners(reading)
    for promise in promises:
        for detail in reading.details if promise.codename in owners else ():
            finest = promise.rules.get(detail.type, Level.EXACT)
            if owners[promise.codename].id in detail.persons and _told(detail, reading.draft).rank < finest.rank:
                yield promise.codename, detail, finest


def _owners(reading: Reading) -> dict[str, Person]:
    return {person.codename: person for person in reading.sources if person.codename}


def _broken(analysis: Analysis, source: str, detail: Detail, finest: Level) -> BrokenPromise:
    mended = _left(detail, analysis).rank >= finest.rank
    why = None if mended else _hindrance(detail, analysis, finest)
    return BrokenPromise(source, detail.id, detail.type, finest, mended, why)


def _hindrance(detail: Detail, analysis: Analysis, finest: Level) -> Hindrance:
    """What is in the way of a promise; a fact is told at one level, so one mention that stays holds all of them."""
    reading = analysis.reading
    rungs = ladder(reading.draft, detail)
    if rungs and rungs[0].action is Action.KEEP:
        return Hindrance.SAYS_NOTHING
    same = {id for fact in reading.facts if detail.id in fact.details for id in fact.details} | {detail.id}
    if any(must_keep(other, reading.draft, analysis.story) for other in reading.details if other.id in same):
        return Hindrance.MUST_KEEP
    reached = rungs and rungs[-1].level.rank >= finest.rank
    return Hindrance.BESIDE_OTHERS if reached else Hindrance.NO_WORDING


def _told(detail: Detail, draft: Draft) -> Level:
    """The level at which the text tells a detail; exact unless it is clear that it is not.

    A ladder starts above the level of what stands there: that of "begin veertig" starts at broad, so it is near.
    """
    if not _is_coarse(detail):
        return Level.EXACT
    if str(detail.value.get("from", "")).endswith("-01-01") and str(detail.value.get("to", "")).endswith("-12-31"):
        return Level.VAGUE  # whole years
    first = next((rung.level for rung in ladder(draft, detail)), Level.ABSENT)
    return Level.EXACT if first is Level.ABSENT else list(Level)[first.rank - 1]


def _is_coarse(detail: Detail) -> bool:
    """Whether a detail gives a range, of a kind whose levels can be told from the text."""
    value = detail.value
    if detail.type is DetailType.AGE:
        return "age" not in value and ("low" in value or "high" in value)
    return detail.type is DetailType.DATE and value.get("from") != value.get("to")


def _left(detail: Detail, analysis: Analysis) -> Level:
    """The level at which the plan would leave a detail; the text's own where no edit changes it."""
    if not any(detail.id in edit.details and edit.action is not Action.KEEP for edit in analysis.edits):
        draft = analysis.reading.draft
        return Level.ABSENT if _taken_along(detail, analysis.edits, draft) else _told(detail, draft)
    facts = [fact.id for fact in analysis.reading.facts if detail.id in fact.details]
    if detail.type in DIRECT_TYPES:
        # There is no wider way to say a name or a number; but an editor's own words may say it, or another one.
        said = any(analysis.levels.get(id) is Level.EXACT for id in facts)
        return Level.EXACT if said else Level.ABSENT
    return max((analysis.levels.get(id, Level.EXACT) for id in facts), key=lambda x: x.rank, default=Level.EXACT)


def _taken_along(detail: Detail, edits: Sequence[Edit], draft: Draft) -> bool:
    """Whether the edit of another detail covers this one and leaves none of its words."""
    words = set(_WORD.findall(detail.span.of(draft.text).casefold()))
    over = (edit for edit in edits if edit.action is not Action.KEEP and edit.span.contains(detail.span))
    return any(words.isdisjoint(_WORD.findall(edit.replacement.casefold())) for edit in over)
