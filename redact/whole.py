"""Whole sentences again: what edits left behind of a clause or a sentence goes with them.

Every detail is reworded by itself; that of a sentence nothing but "She […]" remains shows only when all of it has been.
The edits that come out replace those that went in; what they take besides is never a name, nor what must stay.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice, takewhile

from .covered import Covered
from .documents import apply_edits
from .draft import DIRECT_TYPES, Action, DetailType, Draft, Edit, Lang, Span
from .segment import MAX_SENTENCE, segment
from .wording import Cut, breakage, leaves_little, left_over

_MOST = 12
"""Cuts in one sentence."""
_FIRST = re.compile(r"\W")
GAP = "[…]"
_AND = {Lang.NL: " en", Lang.EN: " and"}


def whole(draft: Draft, edits: Sequence[Edit], kept: Sequence[Span]) -> tuple[Edit, ...]:
    """``edits`` with those made wider that leave a clause or a sentence which tells nothing; ``kept`` must stay."""
    made = tuple(sorted(edits, key=lambda edit: edit.span))
    staying = Covered(kept)
    for sentence in _sentences(draft, made):
        for _ in range(_MOST):
            better = next(_better(draft, sentence, made, staying), None)
            if better is None:
                break
            made = better
    return made


def _sentences(draft: Draft, edits: Sequence[Edit]) -> list[Span]:
    """The sentences in which an edit leaves a gap or nothing, or has taken one comma of two."""
    found: dict[Span, None] = {}
    for edit in edits:
        sentence = segment(draft.text).sentence_at(edit.span.start)
        comma = "," in edit.span.of(draft.text) and "," not in edit.replacement
        if sentence and sentence.end - sentence.start > 2 * MAX_SENTENCE:
            continue  # a table, which has no clauses
        if sentence and sentence.contains(edit.span) and (comma or leaves_little(edit.replacement, draft.lang)):
            found[sentence] = None
    return list(found)


def _better(draft: Draft, sentence: Span, edits: tuple[Edit, ...], kept: Covered) -> Iterator[tuple[Edit, ...]]:
    own = _touching(edits, sentence)

    def stays(span: Span) -> bool:
        # What is within an edit goes whatever else does.
        return any(kept.overlap(rest) for rest in _outside(span, own)) or any(
            edit.span.overlaps(span) and edit.reason in (*DIRECT_TYPES, DetailType.QUOTE) for edit in own
        )

    for cut in left_over(draft.text, sentence, draft.lang, own, stays):
        made = _made(draft, sentence, edits, cut)
        if made is not None:
            yield made


def _touching(edits: Sequence[Edit], span: Span) -> list[Edit]:
    """The edits with a place in common with ``span``; they are in order, and none overlaps another."""
    first = bisect_right(edits, span.start, key=lambda edit: edit.span.end)
    return list(takewhile(lambda edit: edit.span.start < span.end, islice(edits, first, None)))


def _outside(span: Span, edits: Sequence[Edit]) -> Iterator[Span]:
    """What of a stretch no edit takes."""
    start = span.start
    for edit in sorted(edits, key=lambda edit: edit.span):
        if start < min(edit.span.start, span.end):
            yield Span(start, min(edit.span.start, span.end))
        start = max(start, edit.span.end)
    if start < span.end:
        yield Span(start, span.end)


def _made(draft: Draft, sentence: Span, edits: tuple[Edit, ...], cut: Cut) -> tuple[Edit, ...] | None:
    text, span, instead = draft.text, cut.span, cut.instead
    quoted = _is_quoted(text, span)
    if quoted and cut.join is not None:
        return None
    if not instead:
        whole_of_it = _with_blanks(text, sentence, span)
        if whole_of_it is None or (not quoted and _is_alone(text, whole_of_it)):
            return None
        span = whole_of_it
    if quoted:
        instead = _gap(text, span)
    start, end = span.start, span.end
    said = instead
    if cut.join is not None:
        start = cut.join.start
        said = _AND[draft.lang] + _as_made(text, Span(cut.join.end, span.start), edits) + instead
    elif cut.since is not None:
        start = cut.since
        said = _as_made(text, Span(start, span.start), edits) + instead
    elif not quoted and not instead and start <= sentence.start < end < sentence.end:
        following = next((edit for edit in _touching(edits, Span(end, end + 1)) if edit.span.start == end), None)
        end = following.span.end if following else end + len(_FIRST.split(text[end : sentence.end], maxsplit=1)[0])
        if end == span.end:
            return None  # a mark comes next, which opens no sentence
        rest = _as_made(text, Span(span.end, end), edits)
        said = rest[:1].upper() + rest[1:]
    around = Span(start, end)
    touched = _touching(edits, around)
    if not touched or any(not around.contains(edit.span) for edit in touched):
        return None
    if any(edit.reason in DIRECT_TYPES or edit.action is Action.KEEP for edit in touched):
        return None
    wide = Edit(
        details=tuple(dict.fromkeys(id for edit in touched for id in edit.details)),
        span=around,
        action=Action.PARAPHRASE if said.strip() else Action.REMOVE,
        replacement=said,
        reason=touched[0].reason,
    )
    at = bisect_left(edits, touched[0].span.start, key=lambda edit: edit.span.start)
    made = (*edits[:at], wide, *edits[at + len(touched) :])
    return made if _is_sound(draft, sentence, edits, made) else None


def _is_quoted(text: str, span: Span) -> bool:
    """Whether somebody is quoted as saying it: what goes leaves a gap that shows."""
    return any(quote.overlaps(span) for quote in segment(text).quotes)


def _gap(text: str, span: Span) -> str:
    """A gap for a stretch of a quotation, with the blanks that it needs."""
    before, after = text[span.start - 1 : span.start], text[span.end : span.end + 1]
    return (" " if before.isalnum() or before in ",]" else "") + GAP + (" " if after.isalnum() or after == "[" else "")


def _with_blanks(text: str, sentence: Span, span: Span) -> Span | None:
    """A stretch that goes with the blanks on one side of it, and the sentence's end where all of it goes.

    None where a sentence would leave a mark behind that closes what another opened.
    """
    start, end = span.start, span.end
    lead, tail = text[sentence.start : start], text[end : sentence.end]
    if not any(char.isalnum() for char in lead + tail):
        if tail.strip(".!… "):
            return None
        end = sentence.end
        while text[end : end + 1] == " ":
            end += 1
        return Span(start, end)
    if start <= sentence.start:
        return span
    while start > sentence.start and text[start - 1] == " " and not text[end : end + 1].isalnum():
        start -= 1
    return Span(start, end)


def _is_alone(text: str, span: Span) -> bool:
    """Whether nothing else stands in the paragraph."""
    paragraph = segment(text).paragraph_at(span.start)
    rest = (text[paragraph.start : span.start] + text[span.end : paragraph.end]) if paragraph else ""
    return not any(char.isalnum() for char in rest)


def _as_made(text: str, span: Span, edits: Sequence[Edit]) -> str:
    """The stretch with the edits in it made."""
    inside = [edit for edit in _touching(edits, span) if span.contains(edit.span)]
    moved = [replace(e, span=Span(e.span.start - span.start, e.span.end - span.start)) for e in inside]
    return apply_edits(span.of(text), moved)


def _is_sound(draft: Draft, sentence: Span, old: Sequence[Edit], new: Sequence[Edit]) -> bool:
    """Whether the paragraph has no sign of breakage that it had not; of a long one, what is near the sentence."""
    paragraph = segment(draft.text).paragraph_at(sentence.start) or sentence
    near = _near(paragraph, sentence, old, new) if paragraph.end - paragraph.start > _LONG else paragraph
    before, after = (_as_made(draft.text, near, edits) for edits in (old, new))
    return not breakage(before, after, draft.lang)


_LONG = 8_000
"""Characters from which a paragraph is not read anew for each cut in it: it would take minutes for a page of a book."""


def _near(paragraph: Span, sentence: Span, *both: Sequence[Edit]) -> Span:
    """The sentence with some of its paragraph on both sides, wide enough to hold the edits there whole."""
    start, end = max(paragraph.start, sentence.start - _LONG // 4), min(paragraph.end, sentence.end + _LONG // 4)
    for edits in both:
        start = min([start, *(edit.span.start for edit in _touching(edits, Span(start, start + 1)))])
        end = max([end, *(edit.span.end for edit in _touching(edits, Span(end - 1, end)))])
    return Span(max(paragraph.start, start), min(paragraph.end, end))
