"""What each edit of a plan buys: the crowd that would be lost if that edit alone were undone.

Called by the pipeline once the edits stand. Pure; one assessment an edit and person.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

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
            for now, then in zip(after[person.id], undone, strict=True):
                if now.crowd and then.crowd and then.crowd.low < now.crowd.low:
                    worth = Bought(person.id, now.adversary, now.crowd.low, then.crowd.low)
                    yield then.crowd.low / now.threshold, worth

    return tuple(_worst(losses(edit)) for edit in edits)


def _worst(losses: Iterator[tuple[float, Bought]]) -> Bought | None:
    """The loss that leaves least of a threshold; the largest fall of those that leave the same."""
    found = min(losses, key=lambda loss: (loss[0], -loss[1].low / loss[1].undone), default=None)
    return found[1] if found else None
