"""The sentences of an English text that tell of somebody nameless: where they stand, and where "she" goes on.

Called by detection. What a rule finds there is told of them, however much of the text is about somebody public.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from ..covered import Covered
from ..cues import cues
from ..draft import Lang, Span
from ..segment import segment
from .stand_ins import pseudonyms
from .withheld import unseen

_CUES = cues(__package__, "followed")
_LANGS = frozenset({Lang.EN})
_GOES_ON = re.compile(rf"\W*(?:[^,.;:\n]{{0,60}}, )?(?:{_CUES.any_of('pronouns')})\b", re.IGNORECASE)
"""How a sentence opens that goes on about whoever the one before told of."""
_NAMED = re.compile(
    r"(?<![\w’'-])(?:[A-ZÀ-ÖØ-Þ][a-zà-ÿ’'-]+ ){1,2}(?:[A-ZÀ-ÖØ-Þ]\. )?[A-ZÀ-ÖØ-Þ][a-zà-ÿ’'-]+"
    r"(?= (?:has|had|was|is|[a-z]+ed|said|says|told)\b)"
)
"""Somebody in full who does something: from there on "she" may be another."""
HIDDEN = frozenset({"name.pseudonym", "name.withheld", "name.source"})
"""The rules by which a name is known to be of somebody who hides it."""
_LONGEST = 4
"""Sentences that go on; further on, somebody else has come in."""


def followed(text: str, spans: Sequence[Span], lang: Lang) -> tuple[Span, ...]:
    """The sentences with one of ``spans`` in them, and those that go on with a pronoun, in order."""
    if lang not in _LANGS or not spans:
        return ()
    return tuple(_followed(text, sorted(spans)))


def hidden_names(text: str, lang: Lang) -> tuple[Span, ...]:
    """Where somebody is called by a name that the text says to be invented, or to be withheld."""
    if lang not in _LANGS:
        return ()
    names = dict.fromkeys((*pseudonyms(text, lang), *(span.of(text) for span in unseen(text, lang, ()))))
    places = (found.span() for name in names for found in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text))
    return tuple(sorted(Span(*place) for place in places))


def _followed(text: str, spans: Sequence[Span]) -> Iterator[Span]:
    parts = segment(text)
    anchors, left, ends = Covered(spans), 0, [quote.end for quote in parts.quotes]
    for sentence in parts.sentences:
        if anchors.overlap(sentence):
            left = _LONGEST
            yield sentence
            continue
        quotes = parts.quotes[bisect_right(ends, sentence.start) : bisect_right(ends, sentence.end) + 1]
        words = _outside(text, sentence, quotes) if left else ""
        if left and _GOES_ON.match(words) and not _NAMED.search(words):
            left -= 1
            yield sentence
        else:
            left = 0


def _outside(text: str, sentence: Span, quotes: Sequence[Span]) -> str:
    """What a sentence says outside quotation marks."""
    at, said = sentence.start, list[str]()
    for quote in quotes:
        if quote.overlaps(sentence):
            said.append(text[at : max(at, quote.start)])
            at = min(quote.end, sentence.end)
    return "".join((*said, text[at : sentence.end]))
