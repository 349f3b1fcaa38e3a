"""Suggestions that no tracked change can make: told in a comment alone, and known again by its words.

Word processors track changes of running text. For all else that is edited (an alternative text, the address of a link,
a formula) the comment says what is to be replaced by what: “these words” → “those” (2/3), the second of the three such
places where the first words stand. The suggestion is open while its comment stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ..draft import DetailType, Span
from .model import DamagedError

ARROW = "→"
_QUOTED = '[“”„"«»](.*)[“”„"«»]'
_TOLD = re.compile(rf"\s*{_QUOTED}\s*{ARROW}\s*{_QUOTED}\s*(?:\((\d{{1,6}})/(\d{{1,6}})\))?\s*", re.DOTALL)
"""Any quotation marks: somebody may write better words into the comment, and their keyboard has its own."""

Places = Sequence[tuple[int, int]]
"""The stretches of a text where no change is tracked."""


@dataclass(frozen=True)
class Told:
    """What a comment says is to be replaced by what; ``nth`` of ``count`` places, from 1."""

    old: str
    new: str
    nth: int
    count: int
    reason: DetailType


def told_line(text: str, places: Places, span: Span, new: str) -> str:
    """The line of a comment that tells of an edit in one of ``places``."""
    old = span.of(text)
    spans = list(_occurrences(text, places, old))
    which = f" ({spans.index(span) + 1}/{len(spans)})" if len(spans) > 1 else ""
    return f"“{old}” {ARROW} “{new}”{which}"


def told_in(lines: Iterable[str], reason: DetailType) -> Iterator[Told]:
    """What the lines of a comment of Bronwacht's tell.

    Raises :class:`~.model.DamagedError` for a line that somebody changed so that nobody can tell what it says: taken
    for decided, the words that were to go would stay without anybody having said so.
    """
    for line in lines:
        if ARROW not in line:
            continue
        found = _TOLD.fullmatch(line)
        if found is None:
            raise DamagedError(
                "holds a comment of Bronwacht's with {arrow} in which the words to replace stand in quotation marks"
                " no more; put these back, or delete the comment, which rejects what it suggests",
                arrow=ARROW,
            )
        yield Told(found[1], found[2], int(found[3] or 1), int(found[4] or 1), reason)


def still_open(text: str, places: Places, told: Iterable[Told]) -> list[tuple[Span, str, DetailType]]:
    """The edits that are told and can still be made: by hand, somebody may have made some.

    Where the words do not stand in as many places as they did, nobody can tell which is which: then it is all of them,
    for a stretch too many is seen in the text and one too few is not.
    """
    found: list[tuple[Span, str, DetailType]] = []
    for one in told:
        spans = list(_occurrences(text, places, one.old))
        if len(spans) == one.count and one.nth <= one.count:
            spans = [spans[one.nth - 1]]
        for span in spans:
            if not any(span.overlaps(other) for other, _, _ in found):
                found.append((span, one.new, one.reason))
    return found


def _occurrences(text: str, places: Places, words: str) -> Iterator[Span]:
    for start, end in places:
        at = text.find(words, start, end) if words else -1
        while at >= 0:
            yield Span(at, at + len(words))
            at = text.find(words, at + 1, end)
