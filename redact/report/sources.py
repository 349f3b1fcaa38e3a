"""What is told of each source: what the text says of them, and what each reader makes of that."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ..analysis import Analysis, Barrier, NotChecked, Obstacle
from ..draft import Fact, Level, Person
from ..risk.assessment import Assessment, Verdict
from ..risk.universes import PRESUMED_CIRCLE
from ..story import Adversary
from .earlier import known
from .figures import Scale, floored
from .phrases import Phrases
from .words import Words

TOP_DRIVERS = 3

LEAST_SHOWN = 0.0212
"""A fact that shrinks a crowd by less (log10 of 1.05) would be said to make it "1 times smaller"."""


@dataclass(frozen=True)
class Bar:
    """A crowd's interval: places from 0 to 1 on the report's scale."""

    low: float
    median: float
    high: float


@dataclass(frozen=True)
class Outcome:
    """One verdict in words; ``met`` where the threshold is met, ``low`` the crowd's low end as a number in words."""

    label: str
    finding: str
    low: str
    met: bool
    bar: Bar | None


@dataclass(frozen=True)
class Reader:
    """What one adversary makes of one source.

    ``place`` of the threshold is from 0 to 1 on the report's scale; ``universes`` are whom they look among, a sentence
    each.
    """

    adversary: Adversary
    name: str
    knows: str
    before: Outcome
    after: Outcome
    threshold: str
    place: float
    universes: tuple[str, ...]
    drivers: tuple[str, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True)
class Saying:
    """One fact that the text states: its kind, its stretch (None where text is not shown), who can know it.

    ``ids`` are those of its details in the draft, by which ``risk --without`` and ``--if`` ask for them. ``earlier``
    where only an earlier publication states it.
    """

    kind: str
    stretch: str | None
    known: str
    ids: tuple[str, ...] = ()
    earlier: bool = False


@dataclass(frozen=True)
class Source:
    """One source: how the text introduces and what it says of them, and who could recognise them by it.

    ``doubts`` are, a sentence each, what it says that cannot all be true, what stays in the text and counts for
    nothing, and what stays as it is though not every reader is kept at a distance.
    """

    name: str
    introduced: str | None
    says: tuple[Saying, ...]
    doubts: tuple[str, ...]
    readers: tuple[Reader, ...]
    obstacles: tuple[str, ...]


class Sources:
    """The sources of ``analysis``, called by ``names`` (by person id), their crowds on ``scale``."""

    def __init__(self, analysis: Analysis, names: Mapping[str, str], scale: Scale, say: Phrases, words: Words) -> None:
        self._analysis, self._reading, self._names, self._scale = analysis, analysis.reading, names, scale
        self._say, self._words = say, words

    def source(self, person: Person) -> Source:
        """Everything that is told of one source."""
        after = {a.adversary: a for a in self._analysis.after.get(person.id, ())}
        before: Sequence[Assessment] = self._analysis.before.get(person.id, ())
        return Source(
            name=self._names[person.id],
            introduced=self._say.stretch(person.mentions[0]) if person.mentions else None,
            says=tuple(self._said(fact) for fact in self._reading.facts_of(person.id)),
            doubts=tuple(self._doubts(person)),
            readers=tuple(self._reader(a, after.get(a.adversary, a)) for a in before),
            obstacles=tuple(self._obstacles(person)),
        )

    def _said(self, fact: Fact) -> Saying:
        by_whom = known(fact, self._words(f"observability.{fact.observability.value}"), self._words)
        if fact.earlier:
            stretch = self._say.quoted(fact.earlier.words[0])
        else:
            first = next(detail.span for detail in self._reading.details if detail.id == fact.details[0])
            stretch = self._say.stretch(first)
        ids = () if fact.earlier else fact.details
        return Saying(self._words(f"type.{fact.type.value}"), stretch, by_whom, ids, fact.earlier is not None)

    def _doubts(self, person: Person) -> Iterable[str]:
        facts = [fact for fact in self._reading.facts if fact.person == person.id]
        for at, fact in enumerate(facts):
            for other in facts[at + 1 :]:
                if other.id in fact.contradicts:
                    yield self._words("sources.doubt", one=self._say.numbered(fact), other=self._say.numbered(other))
        for fact in facts:
            if self._is_silent(fact):
                yield self._words("sources.silent", what=self._say.numbered(fact))
        after = self._analysis.after.get(person.id, ())
        if self._analysis.edits and not all(a.verdict is Verdict.MEETS_THRESHOLD for a in after):
            yield from self._left(facts)

    def _left(self, facts: Iterable[Fact]) -> Iterable[str]:
        """What stays as it is, by kind: there may be many."""
        left: dict[str, list[str]] = {}
        for fact in facts:
            if self._analysis.levels.get(fact.id, Level.EXACT) is Level.EXACT:
                left.setdefault(self._words(f"type.{fact.type.value}"), []).extend(fact.details)
        if left:
            named = self._say.several(f"{kind} ({', '.join(ids)})" for kind, ids in left.items())
            yield self._words("sources.left", what=named)

    def _is_silent(self, fact: Fact) -> bool:
        """Whether a fact counts as gone after the rewrite, which leaves its words: a person has to look."""
        edits = self._analysis.edits
        if not edits or fact.earlier or self._analysis.levels.get(fact.id) is not Level.ABSENT:
            return False
        edited = {id for edit in edits for id in edit.details}
        spans = [detail.span for detail in self._reading.details if detail.id in fact.details]
        touched = any(edit.span.start < span.end and span.start < edit.span.end for edit in edits for span in spans)
        return not touched and edited.isdisjoint(fact.details)

    def _reader(self, before: Assessment, after: Assessment) -> Reader:
        return Reader(
            adversary=before.adversary,
            name=self._words(f"adversary.{before.adversary.value}"),
            knows=self._words(f"knows.{before.adversary.value}"),
            before=self._outcome(before),
            after=self._outcome(after),
            threshold=self._words("sources.threshold", people=self._say.people(before.threshold)),
            place=self._scale.place(before.threshold),
            universes=tuple(self._universes(before, after)),
            drivers=tuple(self._say.driver(d) for d in before.drivers[:TOP_DRIVERS] if d.gain_log10 >= LEAST_SHOWN),
            notes=tuple(self._notes(before)),
        )

    def _outcome(self, a: Assessment) -> Outcome:
        crowd, place = a.crowd, self._scale.place
        return Outcome(
            label=self._words(f"verdict.{a.verdict.value}"),
            finding=self._words(
                self._finding(a),
                crowd=self._say.crowd(crowd, a.universe.size if a.universe else None)
                if crowd
                else self._words("number.unknown"),
            ),
            low=self._say.short(floored(crowd.low)) if crowd else "?",
            met=a.verdict is Verdict.MEETS_THRESHOLD,
            bar=Bar(place(crowd.low), place(crowd.median), place(crowd.high)) if crowd else None,
        )

    def _finding(self, a: Assessment) -> str:
        if a.verdict is Verdict.NOT_ENOUGH_KNOWN and a.crowd:
            return "finding.not_enough_known_range"
        if a.verdict is Verdict.IDENTIFIED_BY_TEXT and any(fact.person == a.person for fact in self._reading.earlier):
            return "finding.identified_with_earlier"
        return f"finding.{a.verdict.value}"

    def _notes(self, a: Assessment) -> Iterable[str]:
        t, say = self._words, self._say
        certain = a.verdict in (Verdict.IDENTIFIED_BY_TEXT, Verdict.CANNOT_BE_MADE_SAFE)
        if certain and a.because and not (a.cap and self._is_one_fact(a.because, a.cap.fact)):
            yield t("sources.because", what=say.several(say.this(id) for id in a.because))
        if a.cap:
            yield t("sources.cap", people=say.people(a.cap.k), what=say.fact(a.cap.fact))
        if a.crowd and a.crowd.p_unique < 1 and (percent := round(100 * a.crowd.p_unique)) >= 1:
            # A certainty is told above, with its reason; rounded up to one, it would say what nobody reckoned.
            yield t("sources.unique", percent=min(percent, 99))
        if a.unknown and not (a.crowd and a.crowd.high <= 1):
            yield t("sources.unknown", what=say.several(say.fact(id) for id in a.unknown))

    def _is_one_fact(self, details: Iterable[str], fact: str) -> bool:
        """Whether the details are all of that fact, which is then named only once."""
        return set(details) <= {id for f in self._reading.facts if f.id == fact for id in f.details}

    def _universes(self, before: Assessment, after: Assessment) -> Iterable[str]:
        for key, universe in (("sources.universe", before.universe), ("sources.universe_after", after.universe)):
            if universe and (key == "sources.universe" or universe != before.universe):
                yield self._words(key, what=universe.what, n=self._say.number(universe.size))
        around = NotChecked.AROUND_ACCUSED in self._analysis.not_checked
        if around and before.universe and before.adversary is Adversary.STRANGER:
            yield self._words("sources.around_accused")  # where the figure stands, and not only in a list above

    def _obstacles(self, person: Person) -> Iterable[str]:
        """What stands in the way, a sentence each, with all the readers for whom it does."""
        readers: dict[str, list[str]] = {}
        for obstacle in self._analysis.obstacles:
            if obstacle.person == person.id:
                within = self._words(f"adversary_within.{obstacle.adversary.value}")
                readers.setdefault(self._barrier(obstacle), []).append(within)
        return (self._words("barrier.line", readers=self._say.several(who), why=why) for why, who in readers.items())

    def _barrier(self, obstacle: Obstacle) -> str:
        if obstacle.why is Barrier.NO_RATE and obstacle.fact is None:
            presumed = obstacle.adversary in (Adversary.COLLEAGUE, Adversary.INSIDER)
            return self._words("barrier.no_rate_circle" if presumed else "barrier.no_rate_universe", n=PRESUMED_CIRCLE)
        what = self._say.fact(obstacle.fact) if obstacle.fact else self._words("barrier.something")
        return self._words(f"barrier.{obstacle.why.value}", what=what)
