"""One source: at which steps its facts can be told, how it then stands, and what is in the way of its thresholds.

Made by ``plan`` for each source; the search itself is in ``search``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from .analysis import Barrier, Obstacle
from .draft import DIRECT_TYPES, DetailType, Fact, Lang, Level, Person, Value
from .risk.adversaries import assess_in
from .risk.assessment import Assessment, Verdict
from .risk.scene import Scene, sees
from .risk.standings import Standings
from .search import Search
from .story import Adversary, Story

_NO_FLOORS: Mapping[str, Level] = {}


@dataclass(frozen=True)
class Step:
    """One level at which a fact can be told: what it still says, and what the reader loses."""

    level: Level
    value: Value | None
    loss: float


class Options:
    """What can be done for one source; ``steps`` are those of each fact, by its id, exact first.

    ``floors`` are the finest levels at which facts may be told, by fact id: what was promised to the source.
    """

    def __init__(
        self,
        facts: Sequence[Fact],
        steps: Mapping[str, tuple[Step, ...]],
        person: Person,
        story: Story,
        lang: Lang,
        *,
        floors: Mapping[str, Level] = _NO_FLOORS,
    ) -> None:
        self._facts = facts
        self._steps = [steps[fact.id] for fact in facts]
        self._promised = tuple(_first(steps[fact.id], floors.get(fact.id, Level.EXACT)) for fact in facts)
        self._person = person
        self._scene = Scene(facts, story, lang, person.gender)
        # Of colleagues of whom nobody knows how many they are the plan hides as much as of those of a large employer.
        self._standings = Standings(
            self._scene.presuming(), person, [[step.value for step in own] for own in self._steps]
        )
        self._targets = self._within_reach()

    @cached_property
    def before(self) -> tuple[Assessment, ...]:
        """The source as the draft stands, with what drives each crowd."""
        return self.assessments({})

    def assessments(self, levels: Mapping[str, Value | None]) -> tuple[Assessment, ...]:
        """The source with the values of ``levels``, by fact id, and all other facts exactly told."""
        return assess_in(self._scene, self._person, levels=levels)

    def cheapest(self) -> dict[str, Level]:
        """The level of every fact of the cheapest choice that keeps everybody at a distance who can be kept there."""
        choice = self.search().cheapest()
        self._standings.forget()
        return {fact.id: own[step].level for fact, own, step in zip(self._facts, self._steps, choice, strict=True)}

    def search(self) -> Search[Adversary]:
        """The search for that choice: what was promised is kept, and what points at them directly is not told."""
        losses = [[step.loss for step in own] for own in self._steps]
        direct = [
            fact.type in DIRECT_TYPES and len(own) > 1 for fact, own in zip(self._facts, self._steps, strict=True)
        ]
        return Search(self._standings, self._targets, losses, list(map(max, self._promised, map(int, direct))))

    def _within_reach(self) -> tuple[Adversary, ...]:
        """The adversaries whom edits can keep at a distance, or at least at more of one.

        Either the threshold can be met, or nothing at all would be left that this adversary could look in, or more
        people would fit, though fewer than the threshold or nobody knows how many. Where a message between the source
        and the accused is in the text, the accused knows who it is, and no wording of the other facts changes that: the
        quotation is the editor's to give up, not the planner's. Unless it was promised to the source that it would not
        be published.
        """
        standings, most = self._standings, tuple(len(own) - 1 for own in self._steps)
        away = (adversary for adversary in standings.adversaries if not self._was_there(adversary))
        return tuple(a for a in away if standings.meets(a, most) or standings.asks_less(a, most))

    def _was_there(self, adversary: Adversary) -> bool:
        """Whether something stays in the text, as far as the planner goes, that only this adversary and they know."""
        return self._standings.was_there(adversary, self._promised)

    def obstacles(self) -> list[Obstacle]:
        """What stands between the source and each threshold that no edit of the plan reaches."""
        widest = {fact.id: own[-1].value for fact, own in zip(self._facts, self._steps, strict=True) if len(own) > 1}
        best = {a.adversary: a for a in self.assessments(widest)}
        names = {fact.id for fact in self._facts if fact.type in DIRECT_TYPES}
        # Whoever the text names is recognised by that first; what else stands in the way shows when the name is gone.
        nameless = (
            self.assessments({id: value for id, value in widest.items() if id in names}) if names else self.before
        )
        unnamed = {a.adversary: a for a in nameless}
        return [
            Obstacle(self._person.id, now.adversary, *self._barrier(unnamed[now.adversary], best[now.adversary]))
            for now in self.before
            if now.adversary not in self._targets or best[now.adversary].verdict is not Verdict.MEETS_THRESHOLD
        ]

    def _barrier(self, now: Assessment, best: Assessment) -> tuple[str | None, Barrier]:
        """Name what stays in the way: ``best`` is the assessment with all that can be edited absent."""
        if now.verdict is Verdict.CANNOT_BE_MADE_SAFE and self._was_there(now.adversary):
            shared = [fact for fact in self._facts if set(fact.details) & set(now.because)]
            # "They know Facebook from their own experience" is not what gives the source away: the message is.
            shared.sort(key=lambda fact: fact.type is not DetailType.QUOTE)
            return next((fact.id for fact in shared), None), Barrier.DYADIC
        cap = best.cap if best.cap and best.cap.k < best.threshold else None
        told = cap.fact if cap else next((driver.fact for driver in best.drivers), None)
        published = self._published(told, best.because)
        if published:
            return published, Barrier.EARLIER
        stuck = [fact for fact, own in zip(self._facts, self._steps, strict=True) if len(own) == 1]
        if cap and cap.fact in {fact.id for fact in stuck}:
            return cap.fact, Barrier.GROUP
        kept = (fact for fact in stuck if not _past(fact))
        blamed = next((fact.id for fact in kept if set(fact.details) & set(best.because)), None)
        if blamed:
            return blamed, Barrier.MUST_KEEP
        past = self._past_among(best.because)
        if past:
            return past, Barrier.EARLIER
        if best.crowd is None or best.universe is None:
            return None, Barrier.NO_RATE
        if driver := next((d.fact for d in best.drivers), None):
            return driver, Barrier.NO_WORDING
        if past := self._rarest_published(now.adversary):
            return past, Barrier.EARLIER
        halved = self._scene.implied and best.universe.size >= best.threshold
        return None, Barrier.PRONOUNS if halved else Barrier.UNIVERSE

    def _rarest_published(self, adversary: Adversary) -> str | None:
        """The published fact that fewest fit: where several tell alone who it is, the crowd hangs on none of them."""
        told = [each for each in self._scene.tell({}) if _past(each.fact) and sees(adversary, each)]
        found = (
            (self._scene.share(each, view.place).share, past.id)
            for view in self._scene.views(adversary, told)
            for each in view.told
            if (past := _past(each.fact))
        )
        return min((row for row in found if row[0].low < 1), default=(None, None))[1]

    def _published(self, told: str | None, because: Sequence[str]) -> str | None:
        """The fact of an earlier publication by which a source is still known: a name, or what is ``told`` of most."""
        tellings = [telling for fact in self._facts for telling in fact.tellings if telling.earlier]
        named = (each.id for each in tellings if each.type in DIRECT_TYPES and set(each.details) & set(because))
        again = {fact.id: fact.published.id for fact in self._facts if fact.published}
        return next(named, None) or next((each.id for each in tellings if each.id == again.get(told or "", told)), None)

    def _past_among(self, because: Sequence[str]) -> str | None:
        """A fact that was published before, and of which one of the details ``because`` tells."""
        known = (fact for fact in self._facts if any(set(each.details) & set(because) for each in fact.tellings))
        return next((past.id for fact in known if (past := _past(fact))), None)


def _past(fact: Fact) -> Fact | None:
    """What was published of a fact before: giving up a stretch of the draft does not take it back."""
    return fact if fact.earlier else fact.published


def _first(steps: Sequence[Step], floor: Level) -> int:
    """The first of a fact's steps that is as wide as ``floor``, else the widest there is."""
    return next((at for at, step in enumerate(steps) if step.level.rank >= floor.rank), len(steps) - 1)
