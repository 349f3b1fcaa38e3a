"""Where a document's text lies in its file: pieces, and what becomes of each when edits are made.

A piece is what holds some characters of the text by itself: the content of an XML element, an attribute's value, a tab.
The characters between pieces (paragraph ends, cell ends) belong to the structure and stay, whatever is edited.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from ..draft import Edit, Span
from .edits import in_order


class Cut(NamedTuple):
    """What becomes of one piece: its characters ``start`` to ``end`` become ``new``; ``edit`` is why."""

    piece: int
    start: int
    end: int
    new: str
    edit: Edit


def cuts(text: str, edits: Sequence[Edit], pieces: Sequence[tuple[int, int]]) -> Iterator[Cut]:
    """The cuts that make ``edits``, in order; ``pieces`` are the spans of the text that have a place in the file.

    They are in order and do not overlap. A replacement goes to the first piece that its edit touches, and the rest of
    the stretch goes from the others. Raises :class:`~.edits.EditError` as :func:`~.edits.in_order` does.
    """
    starts = [start for start, _ in pieces]
    for edit in in_order(text, edits):
        nearest = range(max(0, bisect_right(starts, edit.span.start) - 1), len(pieces))
        yield from cuts_of(edit, ((index, *pieces[index]) for index in nearest))


def cuts_of(edit: Edit, pieces: Iterable[tuple[int, int, int]]) -> Iterator[Cut]:
    """The cuts that make one edit; ``pieces``, in order, are numbers with the spans that :func:`cuts` takes."""
    new, begin, stop = edit.replacement, edit.span.start, edit.span.end
    for index, start, end in pieces:
        if start >= stop:
            return
        first, last = max(start, begin), min(end, stop)
        if first < last:
            yield Cut(index, first - start, last - start, new, edit)
            new = ""


def touched(starts: Sequence[int], edits: Sequence[Edit]) -> list[int]:
    """Which stretches of the text edits reach into, in order: of those that begin at ``starts`` and do not overlap.

    The one before an edit is among them also where it ends before the edit begins.
    """
    found: set[int] = set()
    for edit in edits:
        first, end = max(0, bisect_right(starts, edit.span.start) - 1), bisect_left(starts, edit.span.end)
        found.update(range(first, end))
    return sorted(found)


def fitted(text: str, edits: Sequence[Edit], pieces: Sequence[tuple[int, int]]) -> tuple[Edit, ...]:
    """The edits as they can be made in the file: those that run over a break become one edit on each side of it."""
    found: list[Edit] = []
    for cut in cuts(text, edits, pieces):
        start, whole = pieces[cut.piece][0], cut.edit.span
        if cut.end - cut.start == whole.end - whole.start:  # nearly always
            found.append(cut.edit)
            continue
        span = Span(start + cut.start, start + cut.end)
        last = found[-1] if found else None
        if last is not None and last.details == cut.edit.details and last.span.end == span.start and not cut.new:
            found[-1] = replace(last, span=Span(last.span.start, span.end))
        else:
            found.append(replace(cut.edit, span=span, replacement=cut.new))
    return tuple(found)
