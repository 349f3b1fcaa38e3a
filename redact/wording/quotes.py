"""Quotations: a frame for the reporter's own words, or nothing.

A message quoted to the letter is known to both who wrote and who read it; no wider wording of it follows by machine.
What can be offered is the place where the reporter is to say it in indirect speech, marked so that it cannot be
overlooked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..draft import Action, Draft, Json, Lang, Level, Rewording, Span, Value
from ..segment import segment_near
from .function import pattern
from .lint import faults
from .phrases import phrases
from .rung import LOSSES, PLACEHOLDER_LOSS
from .seams import Piece, apply
from .slot import CLOSING, OPENING

_END = re.compile(r"[.!?…]+$")
_SENTENCE_BEFORE = re.compile(r"(?:^|\n|[.!?…][”’\"')]?\s)[\s*_>–—•-]*$")
_SENTENCE_AFTER = re.compile(r"^\s*(?:\n|$)|^\s+[“‘\"„«]?[A-ZÀ-Þ]")


def quote_rewordings(draft: Draft, span: Span, value: Value) -> tuple[Rewording, ...]:
    """The rewordings of a quotation, finest first: the reporter's own words, then nothing."""
    said, text = phrases(draft.lang), draft.text
    span = _inner(text, span)
    if not any(char.isalnum() for char in span.of(text)):
        return ()
    whole = _with_marks(text, span)
    target = whole or span
    ending = "" if whole is None else _kept_ending(text, whole)
    kept: dict[str, Json] = {key: value[key] for key in ("dyadic", "by") if key in value}
    own_words = Rewording(
        Level.VAGUE,
        Action.PARAPHRASE,
        target,
        said.placeholder["paraphrase"] + ending,
        kept or None,
        LOSSES[Level.VAGUE],
    )
    for piece in _removals(text, draft.lang, whole):
        if not faults(text, apply(text, piece), piece.span, draft.lang):
            gone = Rewording(Level.ABSENT, Action.REMOVE, piece.span, piece.text, None, LOSSES[Level.ABSENT])
            return own_words, gone
    gap = said.gap + ending
    return own_words, Rewording(Level.ABSENT, Action.REPLACE, target, gap, None, PLACEHOLDER_LOSS)


def _inner(text: str, span: Span) -> Span:
    """The quoted words without quotation marks or spaces at the ends of the span."""
    quotes = [q for q in segment_near(text, span).quotes if q.overlaps(span)]
    if quotes:  # a span that runs over a quotation mark is taken for what it has most of
        most = max(quotes, key=lambda q: min(q.end, span.end) - max(q.start, span.start))
        span = Span(max(most.start, span.start), min(most.end, span.end))
    start, end = span.start, span.end
    while start < end - 1 and (text[start].isspace() or text[start] in OPENING + ",.;:!?"):
        start += 1
    while end > start + 1 and (text[end - 1].isspace() or (text[end - 1] in CLOSING and end > span.end - 1)):
        end -= 1
    return Span(start, end)


def _with_marks(text: str, span: Span) -> Span | None:
    """The quotation with its marks, where the detail is all of it; None where it is a part."""
    for quote in segment_near(text, span).quotes:
        inside = text[quote.start : span.start] + text[span.end : quote.end]
        if quote.start <= span.start and span.end <= quote.end and not any(char.isalnum() for char in inside):
            return Span(quote.start - 1, quote.end + 1)
    return None


def _kept_ending(text: str, whole: Span) -> str:
    """The full stop inside the marks that ends the sentence around them too, or the comma before "she said"."""
    last = text[whole.start + 1 : whole.end - 1].rstrip()[-1:]
    after = text[whole.end : whole.end + 3]
    if last == ",":
        return ","
    ends = bool(_END.search(last)) and (not after.strip() or bool(re.match(r"\s+[“‘\"„A-ZÀ-Þ]|\s*\n", after)))
    return "." if ends else ""


def _removals(text: str, lang: Lang, whole: Span | None) -> Iterator[Piece]:
    """Ways to take a quotation out that is a sentence of its own, with a bare "she said" where there is one."""
    if whole is None:
        return
    before, after = text[: whole.start], text[whole.end :]
    if not _SENTENCE_BEFORE.search(before[-40:]) or ":" in before[-3:]:
        return
    ends = bool(_END.search(text[whole.start + 1 : whole.end - 1].rstrip()))
    attribution = pattern(lang, "attribution").match(after)
    end = whole.end + attribution.end() if attribution else whole.end
    if not attribution and not (ends and _SENTENCE_AFTER.match(after)):
        return
    rest = text[end:]
    start = whole.start
    if rest[:1] == " " and not rest[:2].isspace():
        end += 1
    elif before.endswith(" "):
        start -= 1
    yield Piece(Span(start, end), "")
