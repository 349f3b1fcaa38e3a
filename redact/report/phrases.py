"""Details, facts, crowds, and counts as words that stand in a sentence of the report.

The one place that decides whether a stretch of the draft is shown: with ``show_text`` off a detail is its kind alone.
"""

from __future__ import annotations

from collections.abc import Iterable

from ..analysis import Bought
from ..draft import Detail, Fact, Reading, Span
from ..risk.assessment import Crowd, Driver
from .figures import about, floored, number, rounded
from .words import Words

MILLION = 1_000_000

MAX_QUOTED = 60
"""Characters of a stretch that are quoted among other words; a whole quotation stands in the rewrite."""

_TURNING = dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A)))
"""Marks that turn text around: one that a draft leaves open would do so to the sentence that quotes it."""


class Phrases:
    """Phrases about one reading, in the language of ``words``."""

    def __init__(self, reading: Reading, words: Words, *, show_text: bool) -> None:
        self._reading, self._words, self._show_text = reading, words, show_text
        self._details = {detail.id: detail for detail in reading.details}
        self._facts = {told.id: told for fact in (*reading.facts, *reading.earlier) for told in fact.tellings}
        # What only an earlier publication tells: the fact, and which of its stretches.
        self._earlier = {id: (fact, n) for fact in self._facts.values() if fact.earlier for n, id in _counted(fact)}

    def detail(self, id: str) -> str:
        """A detail's kind and its stretch, as they stand by themselves: "age ‘then 31’"."""
        return self._named(self._details[id], "type")

    def this(self, id: str) -> str:
        """A detail in a sentence: "the age ‘then 31’"; one of an earlier publication names its file."""
        if id in self._earlier:
            return self._published(*self._earlier[id])
        return self._named(self._details[id], "type_within")

    def fact(self, id: str) -> str:
        """A fact in a sentence: its kind and the stretch that states it first."""
        return self.this(self._facts[id].details[0])

    def numbered(self, fact: Fact) -> str:
        """A fact of the draft in a sentence, with the numbers of its details."""
        return f"{self.fact(fact.id)} ({', '.join(fact.details)})"

    def stretch(self, span: Span | None) -> str | None:
        """The stretch, shortened, on one line; None without one, or where no text is to be shown."""
        return None if span is None else self.quoted(span.of(self._reading.draft.text))

    def quoted(self, words: str) -> str | None:
        """Words of the draft, or of an earlier publication, shortened; None where no text is to be shown."""
        if not self._show_text:
            return None
        text = " ".join(words.translate(_TURNING).split()).rstrip(".,;:")
        return text if len(text) <= MAX_QUOTED else f"{text[:MAX_QUOTED].rsplit(' ', 1)[0]} …"

    def several(self, items: Iterable[str]) -> str:
        """One or more phrases, each once, as a list in a sentence."""
        unique = list(dict.fromkeys(items))
        return self._words("number.and").join([", ".join(unique[:-1]), unique[-1]]) if unique[1:] else unique[0]

    def people(self, n: int) -> str:
        """That many people."""
        return self._words("number.person") if n == 1 else self._words("number.people", n=self.estimate(n))

    def crowd(self, crowd: Crowd, universe: int | None = None) -> str:
        """A crowd's interval, with its middle where that adds something; at most the ``universe`` that it is in."""
        low, median, high = rounded(crowd)
        high = high if universe is None else min(high, universe)
        median = min(median, high)
        if low == high or crowd.low == crowd.high:
            return self.people(low)
        key = "number.range" if median in (low, high) else "number.range_likely"
        return self._words(key, low=self.estimate(low), median=self.estimate(median), high=self.estimate(high))

    def driver(self, driver: Driver) -> str:
        """A fact and how many times smaller it makes the crowd."""
        times = 10**driver.gain_log10
        shown = self.number(round(times, 1) if times < 10 else about(round(times)))
        return self._words("sources.driver", what=self.fact(driver.fact), times=self._words("number.times", n=shown))

    def bought(self, buys: Bought | None) -> str:
        """What undoing an edit would cost, in a sentence."""
        if buys is None:
            return self._words("buys.nothing")
        reader = self._words(f"adversary_within.{buys.adversary.value}")
        undone = self.people(floored(buys.undone))
        if buys.low is None:
            return self._words("buys.unknown", reader=reader, undone=undone)
        return self._words("buys.sentence", reader=reader, undone=undone, low=self.estimate(floored(buys.low)))

    def bought_short(self, buys: Bought | None) -> str:
        """The same in a cell of a table: who, and the low ends without and with the edit."""
        if buys is None:
            return "–"
        undone = self.short(floored(buys.undone))
        low = "?" if buys.low is None else self.short(floored(buys.low))
        reader = self._words(f"adversary_short.{buys.adversary.value}")
        return self._words("buys.cell", reader=reader, undone=undone, low=low)

    def estimate(self, n: int) -> str:
        """A rounded number as it is said: 640, 1.400, 1,4 miljoen."""
        return self.number(n) if n < MILLION else self._words("number.millions", n=self.number(n / MILLION))

    def short(self, n: int) -> str:
        """A rounded number where there is little room: 640, 1.400, 1,4 mln."""
        return self.number(n) if n < MILLION else self._words("number.short", n=self.number(n / MILLION))

    def number(self, n: float) -> str:
        """A number with the language's own marks."""
        return number(n, self._words.lang)

    def _named(self, detail: Detail, words: str) -> str:
        return self._with(self._words(f"{words}.{detail.type.value}"), self.stretch(detail.span))

    def _published(self, fact: Fact, number: int) -> str:
        told = fact.earlier
        if told is None:
            raise ValueError("the fact is the draft's own")
        what = self._with(self._words(f"type_within.{fact.type.value}"), self.quoted(told.words[number]))
        return self._words("links.within" if told.certain else "links.maybe_within", what=what, file=told.file)

    def _with(self, kind: str, stretch: str | None) -> str:
        return kind if stretch is None else f"{kind} {self._words('number.quoted', text=stretch)}"


def _counted(fact: Fact) -> Iterable[tuple[int, str]]:
    return enumerate(fact.details)
