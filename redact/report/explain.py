"""Why each detail is what it is said to be, and why a name stays, in lines of text for the terminal.

Drawn from the evidence that detection, people and observability left in the reading; nothing is worked out here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ..draft import Detail, DetailType, Kept, Lang, Person, Reading, Reason, Span
from ..evidence import Known, Ownership, Why, Witness
from .phrases import Phrases
from .rules import rule_name
from .values import value_words
from .words import explain_words_of, words_of

REMOVED_BY = "tagger.name"
"""The detector that weighs all mentions of a name; its score is the share that does not speak for a public one."""


class Explanation:
    """The reasons in one reading, in the language ``lang``; stretches of the draft only with ``show_text``."""

    def __init__(self, reading: Reading, lang: Lang, *, show_text: bool) -> None:
        self._reading = reading
        self._words, self._t = words_of(lang), explain_words_of(lang)
        self._say = Phrases(reading, self._words, show_text=show_text)
        self._persons = {person.id: person for person in reading.persons}
        self._facts = {fact.id: fact for fact in reading.facts}

    def person(self, person: Person) -> str | None:
        """Why somebody has their role; None where nothing was noted."""
        return (
            self._t("explain.role", what=self._several(map(self._evidence, person.evidence)))
            if person.evidence
            else None
        )

    def detail(self, detail: Detail) -> Iterator[str]:
        """What found a detail, what merging did, whose it is, who knows it, and what it says: a line each."""
        why = detail.why or Why()
        yield from self._found(detail, why)
        if why.steps:
            yield self._t("explain.merged", what=self._several(self._t(f"step.{step.value}") for step in why.steps))
        yield from self._owner(detail, why.owner)
        if why.known:
            known = self._words(f"observability.{detail.observability.value}")
            yield self._t("explain.known", known=known, why=self._basis(why.known))
        yield from self._fact(detail)

    def kept(self) -> Iterator[str]:
        """Each name that stays, with its places and the reason."""
        groups: dict[tuple[str, str], list[Kept]] = {}
        invented = (Kept(detail.span, Reason.INVENTED, 0.0, 0) for detail in self._reading.stand_ins)
        for name in sorted((*self._reading.kept, *invented), key=lambda name: name.span):
            groups.setdefault((name.span.of(self._reading.draft.text), self._reason(name)), []).append(name)
        for (_, reason), names in groups.items():
            stretch = self._say.stretch(names[0].span)
            called = self._words("number.quoted", text=stretch) if stretch else self._t("kept.name")
            yield f"{called} ({', '.join(self._place(name.span) for name in names)}): {reason}"

    def left_out(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Each detail that was left to a public person, and why."""
        for detail in self._reading.left_out:
            kind, stretch = self._words(f"type.{detail.type.value}"), self._say.stretch(detail.span)
            said = f"{kind} {self._words('number.quoted', text=stretch)}" if stretch else kind
            yield f"{said} ({self._place(detail.span)})", tuple(self.detail(detail))

    def heading(self, name: str, count: int) -> str:
        """The heading over names that stay, or over details that were left out."""
        return self._t(f"heading.{name}", n=count)

    def _found(self, detail: Detail, why: Why) -> Iterator[str]:
        counted = [witness for witness in why.witnesses if witness.counted]
        others = [witness for witness in why.witnesses if witness.type is not detail.type]
        if counted:
            yield self._t("explain.found", what=self._several(map(self._witness, counted)))
        if not any(witness.rule.startswith("tagger") for witness in counted):
            yield self._t("explain.half_seen", score=self._score(why.tagger))
        if others:
            yield self._t("explain.other", what=self._several(map(self._other, others)))
        removed = next((w for w in counted if w.rule == REMOVED_BY and detail.type is DetailType.NAME), None)
        if removed:
            yield self._t("explain.goes", share=round(100 * (1 - removed.score)))

    def _witness(self, witness: Witness) -> str:
        return self._t("explain.by", rule=self._rule(witness), score=self._score(witness.score))

    def _other(self, witness: Witness) -> str:
        kind = self._words(f"type.{witness.type.value}")
        return self._t("explain.other_by", rule=self._rule(witness), kind=kind, score=self._score(witness.score))

    def _rule(self, witness: Witness) -> str:
        return rule_name(witness.rule, self._reading.draft.lang, self._t)

    def _owner(self, detail: Detail, owner: Ownership | None) -> Iterator[str]:
        if owner is None or not detail.persons:
            return
        first, *others = (self._called(id) for id in detail.persons)
        score = self._score(owner.probability)
        if owner.ties:
            what = self._several(self._t(f"tie.{tie.value}") for tie in owner.ties)
            yield self._t("explain.owner_by", name=first, score=score, what=what)
        else:
            yield self._t("explain.owner", name=first, score=score)
        if others:
            yield self._t("explain.also", names=", ".join(others))

    def _called(self, id: str) -> str:
        person = self._persons[id]
        if person.codename:
            return person.codename
        mention = self._say.stretch(person.mentions[0]) if person.mentions else None
        name = self._words("terminal.of", name=id, role=self._words(f"role.{person.role.value}"))
        return f"{name} {self._words('number.quoted', text=mention)}" if mention else name

    def _evidence(self, code: str) -> str:
        return self._t(f"evidence.{code}")

    def _basis(self, known: Known) -> str:
        cue = self._t(f"cue.{known.cue}") if known.cue else ""
        return self._t(f"basis.{known.basis.value}", cue=cue, place=self._place(known.of) if known.of else "")

    def _fact(self, detail: Detail) -> Iterator[str]:
        fact = self._facts.get(detail.fact or "")
        value = value_words(detail.type, detail.value, self._t) or self._t("explain.no_value")
        others = [id for id in fact.details if id != detail.id] if fact else []
        if others:
            same = ", ".join(self._place(other.span) for other in self._reading.details if other.id in others)
            yield self._t("explain.fact_also", value=value, details=same)
        else:
            yield self._t("explain.fact", value=value)

    def _reason(self, name: Kept) -> str:
        weighed = name.places > 0 and name.reason in (Reason.OFFICE, Reason.TITLE, Reason.EVIDENCE)
        if not weighed:
            return self._t(f"kept.{name.reason.value}")
        key = f"kept.{name.reason.value}_{'share' if name.places > 1 else 'once'}"
        return self._t(key, share=round(100 * name.share), places=name.places)

    def _place(self, span: Span) -> str:
        return self._t("explain.place", start=span.start, end=span.end)

    def _score(self, score: float) -> str:
        return self._say.number(round(score, 2))

    def _several(self, items: Iterable[str]) -> str:
        unique: Sequence[str] = list(dict.fromkeys(items))
        return "; ".join(unique)
