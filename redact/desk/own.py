"""Own words of an editor: what they still say, as the detector reads them in their paragraph.

Three outcomes. Words that are one of the program's wordings are that. Words in which the detector finds nothing of the
kind, and which share no word with the detail, say nothing of it; a coarser value that it finds is what they say. And
whatever cannot be told so counts as the draft's own words: a crowd is rather shown too small.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ..detect import read as detect
from ..draft import DIRECT_TYPES, Detail, Level, Span
from ..segment import segment
from ..story import Story
from .case import Look
from .units import Said, Unit, Wording

TOLD = "told"
"""The note of own words that may still say all that the draft says."""
ADDS = "adds"
"""The note of own words that say something else besides."""

_WORD = re.compile(r"\d+|[^\W\d_]{3,}")
"""What is compared: numbers, and words of three letters or more."""


class Own:
    """Reads own words in place, each once."""

    def __init__(self, story: Story) -> None:
        self._story = story
        self._found: dict[tuple[str, Span, str], tuple[Detail, ...]] = {}

    def read(self, look: Look, unit: Unit, span: Span, text: str) -> tuple[Wording, str | None]:
        """The wording that own words make, and what keeps them from being reckoned with."""
        bare = Wording(span, text, Level.EXACT, own=True)
        for known in unit.wordings:
            if not known.own and " ".join(unit.shown(known, look.reading.draft.text).split()) == " ".join(text.split()):
                return replace(bare, level=known.level, told=known.told), None
        found = self._in_place(look, span, text)
        before = {d.type for d in look.reading.details if d.span.overlaps(span)} | {d.type for d in unit.details}
        if any(d.type not in before or d.type in DIRECT_TYPES for d in found):
            return bare, ADDS
        told = {d.id: said for d in unit.details if (said := _said(d, found, look, span, text))}
        if len(told) < len(unit.details):
            return bare, TOLD
        level = min((said.level for said in told.values()), key=lambda level: level.rank)
        return replace(bare, level=level, told=told), None

    def _in_place(self, look: Look, span: Span, text: str) -> Sequence[Detail]:
        """The details that are found within the new words, read in their paragraph."""
        draft = look.reading.draft
        around = segment(draft.text).paragraph_at(span.start) or span
        around = Span(min(around.start, span.start), max(around.end, span.end))
        head = draft.text[around.start : span.start]
        new = f"{head}{text}{draft.text[span.end : around.end]}"
        key = (new, around, text)
        if key not in self._found:
            kept = {name.span.of(draft.text) for name in look.reading.kept}
            read = detect(replace(draft, text=new), public=(*self._story.public_names, *sorted(kept)))
            place = Span(len(head), len(head) + len(text)) if text else None
            within = [detail for detail in read.details if place and detail.span.overlaps(place)]
            shift = around.start, around.start + len(span.of(draft.text)) - len(text)
            self._found[key] = tuple(d for d in within if place and not _stood(d, place, shift, look))
        return self._found[key]


def _stood(found: Detail, place: Span, shift: tuple[int, int], look: Look) -> bool:
    """Whether what was found is a detail of the draft beside the new words, which now reaches into them.

    ``shift`` is how far the text before ``place`` and behind it lies from where it stands in the draft.
    """
    outside = [(found.span.start + shift[0], place.start + shift[0]), (place.end + shift[1], found.span.end + shift[1])]
    beside = [Span(start, end) for start, end in outside if 0 <= start < end]
    before = (detail for detail in look.reading.details if detail.type is found.type)
    return any(detail.span.overlaps(span) for detail in before for span in beside)


def _said(detail: Detail, found: Sequence[Detail], look: Look, span: Span, text: str) -> Said | None:
    """What the new words still say of a detail; None where they may say it all."""
    draft = look.reading.draft.text
    same = [other for other in found if other.type is detail.type]
    if not same:
        left = draft[detail.span.start : span.start] + draft[span.end : detail.span.end]
        stays = _words(left) if detail.span.overlaps(span) else set()
        return None if stays or _words(detail.span.of(draft)) & _words(text) else Said(Level.ABSENT, None)
    value = next((other.value for other in same if other.value), None)
    if value is None or value == detail.value or detail.type in DIRECT_TYPES:
        return None
    return Said(Level.NEAR, value)


def _words(text: str) -> set[str]:
    return {word.casefold() for word in _WORD.findall(text)}
