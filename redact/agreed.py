"""What was agreed with the sources, against what a draft tells of them and what its plan would leave.

Called by the commands, which have the promises from a vault or a file. Fails closed: a detail that cannot be told to be
coarse counts as exact, and one that may be somebody else's counts for each of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from .analysis import Analysis, NotChecked
from .draft import DIRECT_TYPES, Action, Detail, DetailType, Draft, Level, Reading
from .promises import BrokenPromise, Promise
from .wording import ladder


def compared(analysis: Analysis, promises: Sequence[Promise]) -> Analysis:
    """The analysis with ``promises`` compared: what they were, and each detail that goes against one.

    A promise to somebody whom the text was not found to speak of is named as not compared.
    """
    owners = {person.codename for person in analysis.reading.sources if person.codename}
    broken = [
        BrokenPromise(source, detail.id, detail.type, finest, _left(detail, analysis).rank >= finest.rank)
        for source, detail, finest in breaches(analysis.reading, promises)
    ]
    places = {detail.id: detail.span for detail in analysis.reading.details}
    missing = any(promise.codename not in owners for promise in promises)
    left = [code for code in analysis.not_checked if code is not NotChecked.PROMISES]
    return replace(
        analysis,
        promised=tuple(promises),
        promises=tuple(sorted(broken, key=lambda found: places[found.detail])),
        not_checked=(*([NotChecked.PROMISES_ABSENT] if missing else []), *left),
    )


def breaches(reading: Reading, promises: Sequence[Promise]) -> Iterator[tuple[str, Detail, Level]]:
    """Every detail of a draft that is told more closely than was agreed: with whom, and the finest level agreed."""
    owners = {person.codename: person for person in reading.sources if person.codename}
    for promise in promises:
        for detail in reading.details if promise.codename in owners else ():
            finest = promise.rules.get(detail.type, Level.EXACT)
            if owners[promise.codename].id in detail.persons and _told(detail, reading.draft).rank < finest.rank:
                yield promise.codename, detail, finest


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
        return _told(detail, analysis.reading.draft)
    if detail.type in DIRECT_TYPES:
        return Level.ABSENT  # there is no wider way to say a name or a number
    facts = (fact.id for fact in analysis.reading.facts if detail.id in fact.details)
    return max((analysis.levels.get(id, Level.EXACT) for id in facts), key=lambda x: x.rank, default=Level.EXACT)
