"""What each edit of a plan buys: the crowd that would be lost if that edit alone were undone.

Called by the pipeline once the edits stand. Pure; one assessment an edit and person.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from .analysis import Bought
from .draft import Edit, Lang, Person, Reading, Value
from .risk.adversaries import assess
from .risk.assessment import Assessment
from .story import Story


def bought(
    reading: Reading,
    story: Story,
    lang: Lang,
    edits: Sequence[Edit],
    values: Mapping[str, Value | None],
    after: Mapping[str, tuple[Assessment, ...]],
) -> tuple[Bought | None, ...]:
    """For each edit what it buys; ``values`` and ``after`` are the plan's. None where no crowd depends on the edit.

    An edit undone leaves its stretch as it stands, so the facts that the stretch states are told exactly again, and all
    other facts at the plan's levels.
    """
    return tuple(_worst(_losses(edit, reading, story, lang, values, after)) for edit in edits)


def _losses(
    edit: Edit,
    reading: Reading,
    story: Story,
    lang: Lang,
    values: Mapping[str, Value | None],
    after: Mapping[str, tuple[Assessment, ...]],
) -> Iterator[tuple[float, Bought]]:
    """Each crowd that shrinks without ``edit``, with how it then compares with its threshold."""
    told_again = {fact.id for fact in reading.facts if set(fact.details) & set(edit.details)}
    levels = {id: value for id, value in values.items() if id not in told_again}
    for person in _concerned(told_again, reading):
        undone = assess(reading.facts_of(person.id), person, story, lang, levels=levels, explain=False)
        for now, then in zip(after[person.id], undone, strict=True):
            if now.crowd and then.crowd and then.crowd.low < now.crowd.low:
                worth = Bought(person.id, now.adversary, now.crowd.low, then.crowd.low)
                yield then.crowd.low / now.threshold, worth


def _concerned(facts: set[str], reading: Reading) -> Iterator[Person]:
    persons = {fact.person for fact in reading.facts if fact.id in facts}
    return (person for person in reading.sources if person.id in persons)


def _worst(losses: Iterator[tuple[float, Bought]]) -> Bought | None:
    """The loss that leaves least of a threshold; the largest fall of those that leave the same."""
    found = min(losses, key=lambda loss: (loss[0], -loss[1].low / loss[1].undone), default=None)
    return found[1] if found else None
