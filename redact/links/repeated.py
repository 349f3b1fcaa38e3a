"""Quotations that stand in the draft and in an earlier publication word for word, whoever they were taken to be of.

Called by the pipeline. Who has both articles finds the one by the other, also where detection took neither for a
detail of a source; so a person must be told to look.
"""

from __future__ import annotations

from collections.abc import Sequence

from ..draft import Reading, Span
from ..segment import segment
from .words import Token, tokens, within

LEAST = 8
"""So many words in a row are one quotation, and no turn of phrase that two people share."""


def repeated(reading: Reading, earlier: Reading) -> tuple[Span, ...]:
    """Where in ``earlier`` so many words or more of a quotation of the draft stand; not of public people's."""
    draft = reading.draft
    words = tokens(draft.text, draft.lang)
    rows: set[tuple[str, ...]] = set()
    for quote in segment(draft.text).quotes:
        if not any(quote.overlaps(detail.span) for detail in reading.left_out):
            rows.update(_rows(within(words, quote)))
    there = tokens(earlier.draft.text, draft.lang)
    starts = [at for at, row in enumerate(_rows(there)) if row in rows]
    found: list[Span] = []
    for at in starts:
        span = Span(there[at].span.start, there[at + LEAST - 1].span.end)
        if found and span.start <= found[-1].end:
            found[-1] = Span(found[-1].start, span.end)
        else:
            found.append(span)
    return tuple(found)


def _rows(words: Sequence[Token]) -> list[tuple[str, ...]]:
    """Every :data:`LEAST` words in a row."""
    return [tuple(word.form for word in words[at : at + LEAST]) for at in range(len(words) - LEAST + 1)]
