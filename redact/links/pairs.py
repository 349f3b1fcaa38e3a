"""Whether somebody in one article and somebody in an earlier one are one person: the evidence, added up.

Steps: (1) what they say that returns; (2) facts that agree or conflict, each agreement at most what it says when it
fits others in the two articles, too; (3) an event counts unless it is dated otherwise, and a date in full only with an
event; (4) words that their other details share, and their sentences. No word counts twice. The sum is the base-ten
logarithm of how much likelier all this is of one person than of two.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from ..analysis import Sign
from ..draft import DetailType, Fact, Span
from . import weights as w
from .article import Article, Passage, Someone
from .compare import Setting, compare, other_origin, other_work, same_gender
from .quotes import Echo, quoted_again, told_again
from .returning import spoke_before
from .times import is_dated
from .verdict import Verdict
from .words import same_word, worth

_IN_OWN_WORDS = frozenset(DetailType) - {DetailType.QUOTE, DetailType.DATE, DetailType.AGE, DetailType.GENDER}
_HAPPENED = frozenset({DetailType.EVENT, DetailType.TRIP, DetailType.HEALTH})


@dataclass(frozen=True)
class Shared:
    """One thing for or against: a detail of the one article, a stretch of the other, why, and the two facts."""

    here: str
    there: Span
    why: Sign
    weight: float
    facts: tuple[Fact, Fact] | None = None


@dataclass(frozen=True)
class Pair:
    """Two people and all that was found for and against their being one."""

    here: Someone
    there: Someone
    shared: tuple[Shared, ...]
    against: tuple[Shared, ...]

    @property
    def evidence(self) -> float:
        """The sum of it."""
        return sum(each.weight for each in (*self.shared, *self.against))


def weigh(at: Setting, here: Someone, there: Someone) -> Pair:
    """The evidence for and against two people being one."""
    case = _Case(at, here, there)
    case.add_quotes()  # 1
    case.add_facts()  # 2, 3
    case.add_return()
    case.add_words()  # 4
    case.add_sentences()
    found = [each for each in case.found if abs(each.weight) >= w.LEAST]
    return Pair(here, there, tuple(s for s in found if s.weight > 0), tuple(s for s in found if s.weight < 0))


@dataclass
class _Case:
    """Two people before the scales; ``spent`` are stems that count already: no word counts twice."""

    at: Setting
    here: Someone
    there: Someone
    found: list[Shared] = field(default_factory=list)
    spent: set[str] = field(default_factory=set)
    worths: dict[str, float] = field(default_factory=dict)

    def add_quotes(self) -> None:
        pairs = [(a, b) for a in self.here.passages for b in self.there.passages if a.quoted or b.quoted]
        self._add_echoes((quoted_again(a, b, self.worth), a, b) for a, b in pairs if a.detail)

    def add_sentences(self) -> None:
        pairs = [(a, b) for a in self.here.passages for b in self.there.passages if not (a.quoted or b.quoted)]
        self._add_echoes((told_again(a, b, self._unspent), a, b) for a, b in pairs if a.detail)

    def _add_echoes(self, rows: Iterable[tuple[Echo | None, Passage, Passage]]) -> None:
        found = [(echo, one, other) for echo, one, other in rows if echo]
        taken: list[Span] = []
        for echo, one, other in sorted(found, key=lambda row: (-row[0].weight, row[1].span, row[2].span)):
            if any(one.span.overlaps(span) for span in taken) or (echo.stems and echo.stems <= self.spent):
                continue
            taken.append(one.span)
            self.spent |= echo.stems
            why = Sign.QUOTE if echo.verbatim else Sign.RETOLD
            self.found.append(Shared(one.detail or "", other.span, why, echo.weight))

    def _unspent(self, stem: str) -> float:
        return 0.0 if stem in self.spent else self.worth(stem)

    def add_facts(self) -> None:
        if gender := same_gender(self.at, self.here, self.there):
            self._add(gender, _first(self.here, DetailType.GENDER), _first(self.there, DetailType.GENDER))
        for kind in DetailType:
            self._compare(
                [f for f in self.here.facts if f.type is kind], [f for f in self.there.facts if f.type is kind]
            )
        same_work = any(s.facts and s.facts[0].type is DetailType.OCCUPATION for s in self.found)
        if (other := other_work(self.here, self.there)) and not same_work:
            self._add(other, _first(self.here, DetailType.OCCUPATION), _first(self.there, DetailType.OCCUPATION))
        if other := other_origin(self.here, self.there):
            self._add(other, _first(self.here, DetailType.ORIGIN), _first(self.there, DetailType.ORIGIN))
        self.found = [row for each in self.found if (row := self._in_time(each))]

    def add_return(self) -> None:
        """The draft's own word that they spoke before, where both are called by the same work."""
        text, lang = self.at.here.text, self.at.here.lang
        for each in list(self.found):
            if each.facts is None or each.weight <= 0 or each.facts[0].type is not DetailType.OCCUPATION:
                continue
            spans = {id: self.at.here.details[id].span for id in each.facts[0].details}
            says = next((id for id, span in spans.items() if spoke_before(text, span, lang)), None)
            if says is not None:
                self.found.append(Shared(says, each.there, Sign.RETURNS, w.SPOKE_BEFORE))
                return

    def _compare(self, own: Sequence[Fact], theirs: Sequence[Fact]) -> None:
        """Each fact agrees with one; a conflict counts where none agree: of two ages, one may be somebody else's."""
        rows = [(v, a, b) for a in own for b in theirs if (v := compare(self.at, a, b))]
        agreed = sorted((row for row in rows if row[0].weight > 0), key=lambda row: -row[0].weight)
        ours, there = set[str](), set[str]()
        for verdict, a, b in agreed:
            if a.id not in ours and b.id not in there:
                ours.add(a.id)
                there.add(b.id)
                self._add(Verdict(verdict.why, min(verdict.weight, self._at_most(verdict, a, b))), a, b)
                again = self.at.there.stems_of(b)
                self.spent |= {one for one in self.at.here.stems_of(a) if any(same_word(one, to) for to in again)}
        # Of whom two ages are told, one is somebody else's.
        if rows and not agreed and not any(fact.contradicts for fact in (*own, *theirs)):
            self._add(*min(rows, key=lambda row: row[0].weight))

    def _at_most(self, verdict: Verdict, a: Fact, b: Fact) -> float:
        """What an agreement says at most when it fits others in the two articles as well."""
        others = [[(f, b) for f in o.facts] for o in _others(self.at.here, self.here)]
        others += [[(a, f) for f in o.facts] for o in _others(self.at.there, self.there)]
        fit = sum(any(self._is_as_good(verdict, *pair) for pair in pairs) for pairs in others)
        return math.log10((len(others) + 2) / (fit + 1)) if fit else math.inf

    def _is_as_good(self, verdict: Verdict, a: Fact, b: Fact) -> bool:
        other = compare(self.at, a, b)
        return other is not None and 2 * other.weight >= verdict.weight

    def _in_time(self, each: Shared) -> Shared | None:
        """The row as it counts beside the dates around it; None for an event that is dated otherwise."""
        if each.facts is None:
            return each
        if each.facts[0].type in _HAPPENED:
            return None if self._is_dated_otherwise(*each.facts) else each
        if each.why is not Sign.TIME:
            return each
        happened = [s.facts for s in self.found if s.facts and s.facts[0].type in _HAPPENED]
        full = any(self._together(each.facts, facts) for facts in happened)
        return each if full else replace(each, weight=each.weight * w.LOOSE)

    def _together(self, dates: tuple[Fact, Fact], facts: tuple[Fact, Fact]) -> bool:
        return self.at.here.together(dates[0], facts[0]) and self.at.there.together(dates[1], facts[1])

    def _is_dated_otherwise(self, a: Fact, b: Fact) -> bool:
        """Whether both stand in a sentence with a date, and none of those are one."""
        own = [f for f in self.here.facts if is_dated(f) and self.at.here.together(a, f)]
        theirs = [f for f in self.there.facts if is_dated(f) and self.at.there.together(b, f)]
        return bool(own and theirs) and not any(compare(self.at, one, other) for one in own for other in theirs)

    def add_words(self) -> None:
        for a in (fact for fact in self.here.facts if fact.type in _IN_OWN_WORDS):
            for b in (fact for fact in self.there.facts if fact.type in _IN_OWN_WORDS):
                if weight := self._words(a, b):
                    self._add(Verdict(Sign.WORDS, min(weight, w.MOST_OF_A_FACT)), a, b)

    def _words(self, a: Fact, b: Fact) -> float:
        """What the words of two details that count nowhere else are worth together."""
        theirs = [word for word in self.at.there.words_of(b) if word.stem]
        shared: dict[str, float] = {}
        for word in self.at.here.words_of(a):
            other = next((other for other in theirs if word.stem and same_word(word.stem, other.stem)), None)
            if other and word.stem not in self.spent:
                name = word.name and other.name
                shared[word.stem] = self.worth(word.stem) * (w.A_DETAIL_NAME if name else w.A_DETAIL_WORD)
        self.spent |= shared.keys()
        return sum(shared.values())

    def worth(self, stem: str) -> float:
        """How much a shared word says, 0 to 1: less the more it is used, here or anywhere, or if told of others."""
        if stem not in self.worths:
            self.worths[stem] = self._worth(stem)
        return self.worths[stem]

    def _worth(self, stem: str) -> float:
        here, there = self.at.here, self.at.there
        if stem in here.common_ground or stem in there.common_ground:
            return 0.0
        often = max(here.repeated.get(stem, 1), there.repeated.get(stem, 1))
        repeated = next((left for most, left in w.REPEATED if often <= most), w.OFTEN)
        sides = ((here, self.here), (there, self.there))
        of_others = any(stem in article.stems_told(o) for article, who in sides for o in _others(article, who))
        anywhere = min(worth(stem, here.lang), worth(stem, there.lang))
        return anywhere * repeated * (w.OF_OTHERS if of_others else 1.0)

    def _add(self, verdict: Verdict, a: Fact | None, b: Fact | None) -> None:
        here = a.details[0] if a else self.here.details[0].id
        there = self.at.there.details[b.details[0]] if b else self.there.details[0]
        self.found.append(Shared(here, there.span, verdict.why, verdict.weight, (a, b) if a and b else None))


def _others(article: Article, who: Someone) -> list[Someone]:
    return [other for other in article.people.values() if other.id != who.id]


def _first(who: Someone, kind: DetailType) -> Fact | None:
    return next((fact for fact in who.facts if fact.type is kind), None)
