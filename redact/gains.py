"""What each edit of a plan buys: the crowd that would be lost if that edit alone were undone.

Called by the pipeline once the edits stand. Pure; one assessment an edit and person.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from .analysis import Bought
from .draft import Edit, Lang, Reading, Value
from .risk.adversaries import assess_in
from .risk.assessment import Assessment
from .risk.scene import Scene
from .story import Story


def bought(
    reading: Reading,
    story: Story,
    lang: Lang,
    edits: Sequence[Edit],
    values: Mapping[str, Value | None],
    after: Mapping[str, tuple[Assessment, ...]],
    *,
    busy: Callable[[], None] = lambda: None,
) -> tuple[Bought | None, ...]:
    """For each edit what it buys; ``values`` and ``after`` are the plan's. None where no crowd depends on the edit.

    An edit undone leaves its stretch as it stands, so the facts that the stretch states are told exactly again, and all
    other facts at the plan's levels. ``busy`` is called for each edit.
    """
    scenes = {
        person.id: (person, Scene(reading.facts_of(person.id), story, lang, person.gender))
        for person in reading.sources
    }

    def losses(edit: Edit) -> Iterator[tuple[float, Bought]]:
        """Each crowd that shrinks without ``edit``, with how it then compares with its threshold."""
        busy()
        told_again = {fact.id: fact.person for id in edit.details for fact in reading.stated_by(id)}
        for person, scene in (scenes[id] for id in scenes if id in told_again.values()):
            planned = (fact.id for fact in scene.facts if fact.id in values and fact.id not in told_again)
            levels = {id: values[id] for id in planned}
            undone = assess_in(scene, person, levels=levels, explain=False)
            yield from losses_of(person.id, after[person.id], undone)

    return tuple(worst(losses(edit)) for edit in edits)


def losses_of(person: str, now: Iterable[Assessment], undone: Iterable[Assessment]) -> Iterator[tuple[float, Bought]]:
    """Each crowd that an undone edit costs a person, with how it then compares with its threshold.

    A crowd below its threshold is a loss where there was no number, too: "recognisable from the text" instead of "not
    enough known", as where the only one of a team is told as one of several.
    """
    for with_it, without in zip(now, undone, strict=True):
        low = with_it.crowd.low if with_it.crowd else None
        if without.crowd and without.crowd.low < (without.threshold if low is None else low):
            yield without.crowd.low / without.threshold, Bought(person, without.adversary, low, without.crowd.low)


def worst(losses: Iterable[tuple[float, Bought]]) -> Bought | None:
    """The loss that leaves least of a threshold; the largest fall of those that leave the same."""
    found = min(losses, key=lambda loss: (loss[0], -loss[1].fall), default=None)
    return found[1] if found else None
