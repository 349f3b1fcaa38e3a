"""The clause that tells who speaks or writes a quotation, and its subject.

Read by :mod:`.speech`. What introduces a quotation with a verb of speech and a colon tells it surest ("Hij appte haar:
…"); the sentence behind it may well be about whom it was said to, so it tells least.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from ..draft import Span
from .public import Bearers
from .scene import Scene
from .subjects import Subjects, Teller
from .words import Word

_BEFORE_OPENING = "“„«‘\"'‚*_>([–— -\t\r\n"
_BEHIND_CLOSING = re.compile(r"[”’“‘»\"'*_)\] ]*")
_STOPS = ".!?…"
REACH = 140
"""Characters beside a quotation in which its speaker is looked for: a long clause."""


def teller(scene: Scene, quote: Span, bearers: Bearers, heads: AbstractSet[str]) -> Teller | None:
    """Who speaks ``quote`` by the words beside it; None where they name nobody.

    ``heads`` are the stems of the nouns that stand for the source.
    """
    clauses = _Clauses(scene, Subjects(scene.lang, bearers, heads))
    row = clauses.row(quote)
    if not row:
        return None
    return (
        clauses.introducing(row[0])
        or clauses.behind(row[-1], same_sentence=True)
        or clauses.going_on(row[0])
        or clauses.around(row[0])
        or clauses.behind(row[-1], same_sentence=False)
        or clauses.sentence_before(row[0])
    )


@dataclass(frozen=True)
class _Clauses:
    """The clauses beside the quotations of a text, in order of how surely they tell who speaks."""

    scene: Scene
    subjects: Subjects

    def row(self, quote: Span) -> Sequence[Span]:
        """``quote`` and those beside it with no more than "and" between them: "…" en "…"."""
        quotes = self.scene.quotes
        first = last = bisect_left(quotes, quote.start, key=lambda one: one.end)
        if first == len(quotes) or not quotes[first].overlaps(quote):
            return ()
        while first and self._joined(quotes[first - 1], quotes[first]):
            first -= 1
        while last + 1 < len(quotes) and self._joined(quotes[last], quotes[last + 1]):
            last += 1
        return quotes[first : last + 1]

    def introducing(self, quote: Span) -> Teller | None:
        """A verb of speech or writing, a message from somebody, or a label, with a colon before the quotation.

        Where it is introduced so, and by nobody who is known here, no other clause tells any more.
        """
        end = self._end_before(quote)
        if self.scene.text[max(0, end - 1) : end] != ":":
            return None
        words = self._words_to(end - 1)
        verbs = self.subjects.verbs(words)
        brought = any(word.low in self.subjects.lists["brings"] for word in words[max(verbs, default=-1) + 1 :])
        if verbs and not brought:
            return self.subjects.of(words, verbs[-1]) or Teller()
        if any(word.low in self.subjects.lists["message"] for word in words):
            return self.subjects.sender(words) or Teller()
        return Teller() if verbs else self.subjects.label(words)

    def around(self, quote: Span) -> Teller | None:
        """A verb of speech before the quotation, in its own sentence: He called her a "…"."""
        end = self._end_before(quote)
        same = end and self.scene.sentence(end - 1) == self.scene.sentence(quote.start)
        return self.subjects.last_of(self._words_to(end)) if same and self.scene.text[end - 1] not in _STOPS else None

    def behind(self, quote: Span, *, same_sentence: bool) -> Teller | None:
        """A verb of speech behind the quotation: its sentence goes on, or the one that follows tells of speaking."""
        words, goes_on = self._words_behind(quote)
        if goes_on is not same_sentence or (
            not goes_on and any(word.low in self.subjects.lists["silent"] for word in words)
        ):
            return None
        verbs = self.subjects.verbs(words)
        told = next((told for verb in verbs if (told := self.subjects.of(words, verb))), None)
        return told or (Teller() if verbs and goes_on else None)

    def going_on(self, quote: Span) -> Teller | None:
        """The speaker of the quotation before, where no more than its clause stands between: "…", zei hij. "…"."""
        at = bisect_left(self.scene.quotes, quote.start, key=lambda one: one.end) - 1
        if at < 0:
            return None
        last = self.scene.quotes[at]
        between = self.scene.between(last.end, quote.start)
        sentences = {self.scene.sentence(word.start) for word in between if word.low.isalnum()}
        return self.behind(last, same_sentence=True) if len(sentences) == 1 and self._apart(last, quote) else None

    def sentence_before(self, quote: Span) -> Teller | None:
        """The sentence before the quotation in its paragraph, where it tells of speaking."""
        end = self._end_before(quote)
        if not end or self.scene.paragraph(end - 1) != self.scene.paragraph(quote.start):
            return None
        return self.subjects.last_of(self._words_to(end))

    def _apart(self, one: Span, other: Span) -> bool:
        return self.scene.paragraph(one.start) == self.scene.paragraph(other.start)

    def _joined(self, one: Span, other: Span) -> bool:
        words = self.scene.between(one.end, other.start)
        return all(word.low in self.subjects.lists["joins"] or not word.low[0].isalnum() for word in words)

    def _end_before(self, quote: Span) -> int:
        """Where what stands before the quotation ends, its marks left out."""
        start = max(0, quote.start - REACH)
        return start + len(self.scene.text[start : quote.start].rstrip(_BEFORE_OPENING))

    def _words_to(self, end: int) -> Sequence[Word]:
        """The words of the sentence that ends at ``end`` or goes on there, without what is quoted in it."""
        sentence = self.scene.sentences[self.scene.sentence(max(0, end - 1))]
        words = self.scene.between(max(sentence.start, end - REACH), end)
        return [word for word in words if not self.scene.quote(word.start)]

    def _words_behind(self, quote: Span) -> tuple[Sequence[Word], bool]:
        """The words behind the quotation up to the end of their sentence, and whether it is the quotation's own."""
        text = self.scene.text
        closed = _BEHIND_CLOSING.match(text, quote.end)
        at = closed.end() if closed else quote.end
        stopped = text[quote.end - 1] in _STOPS or text[at : at + 1] in tuple(_STOPS)
        words = [w for w in self.scene.between(at, at + REACH) if w.low not in _STOPS][:1]
        if not words or self.scene.paragraph(words[0].start) != self.scene.paragraph(quote.start):
            return (), True
        end = self.scene.sentences[self.scene.sentence(words[0].start)].end
        found = []
        for word in self.scene.between(words[0].start, min(end, at + REACH)):
            if self.scene.quote(word.start):
                break
            found.append(word)
        return found, not stopped or words[0].raw[0].islower()
