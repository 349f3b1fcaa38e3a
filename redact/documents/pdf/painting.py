"""Pages as pictures, with every stretch that was to go painted out and what comes in its place set there.

What the eye could learn from a painted page: how wide the stretch was. Names can be told from one another by that
(Bland, Iyer and Levchenko, "Story Beyond the Eye", 2023); who can make the final copy from the draft's own document,
should.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

import numpy as np
import pypdfium2 as pdfium

from ...draft import Edit
from ..model import UnknownPartError
from .characters import Box, Reader, around
from .covering import hides
from .drawing import Pixels, Raster, Rect, draw, without
from .lettering import Ink, lettered, spread
from .reading import Reading, page_of

DOTS = 200
"""An inch: as sharp as print needs, and as good a scan."""
MARGIN = 2
"""Pixels around a character that its edge may colour."""
DARK = 128


@dataclass(frozen=True)
class Stretch:
    """What of one edit lies on one line of a page: the characters ``at``; ``first`` is where the new words go."""

    edit: Edit
    at: tuple[int, ...]
    inkless: bool
    first: bool


@dataclass(frozen=True)
class Patch:
    """A rectangle of a page's picture that is painted out, what is written there, and the way in which lines run."""

    rect: Rect
    edit: Edit
    text: str
    turns: int
    style: tuple[str, bool]

    @property
    def room(self) -> tuple[int, int]:
        """The height and the width of its line, in pixels."""
        left, top, right, bottom = self.rect
        across, along = bottom - top, right - left
        return (along, across) if self.turns % 2 else (across, along)


def stretches(reading: Reading, edits: Sequence[Edit]) -> Mapping[int, list[Stretch]]:
    """Where ``edits``, in order, lie: per page, line by line; raises UnknownPartError for one that lies nowhere."""
    starts = [piece.start for piece in reading.pieces]
    found: dict[int, list[Stretch]] = defaultdict(list)
    for edit in edits:
        span, lines = edit.span, dict[tuple[int, int], list[int]]()
        covered, inkless = 0, False
        for piece in reading.pieces[max(0, bisect_right(starts, span.start) - 1) :]:
            if piece.start >= span.end:
                break
            first, last = max(piece.start, span.start), min(piece.end, span.end)
            at = list(piece.at[first - piece.start : last - piece.start]) if first < last else []
            if at and piece.cut is not None and span.end > piece.end:
                at.append(piece.cut)
            if at:
                lines.setdefault((piece.page, piece.line), []).extend(at)
                covered, inkless = covered + last - first, inkless or piece.inkless
        if covered != sum(not char.isspace() for char in span.of(reading.text)) or not covered:
            raise _nowhere()
        for n, ((page, _), indexes) in enumerate(lines.items()):
            found[page].append(Stretch(edit, tuple(indexes), inkless, n == 0))
    return found


def patches(page: pdfium.PdfPage, reader: Reader, raster: Raster, parts: Sequence[Stretch], shown: str) -> list[Patch]:
    """Where on its picture the parts of edits are painted out.

    1. Refuse words that a scanner recognised: nobody knows whether the picture shows them just there.
    2. Find the box of every character, and make them one rectangle a line.
    3. Draw the page without the words: whatever looks different then is their ink, and must lie in their boxes.

    Raises UnknownPartError where that cannot be had.
    """
    made = []
    for part in parts:
        if part.inkless:  # 1
            raise UnknownPartError(
                "a stretch that is to go stands on a scanned page; make the final copy from the text's own document"
            )
        boxes = [reader.box(index) for index in part.at]  # 2
        rect = raster.rect(around(boxes), MARGIN) if all(map(_real, boxes)) else None
        if rect is None:
            raise _nowhere()
        turns = round(reader.angle(part.at[0]) / (math.pi / 2)) - page.get_rotation() // 90
        text = part.edit.replacement if part.first else ""
        made.append(Patch(rect, part.edit, text, turns % 4, reader.style(part.at[0])))
    _check_ink(page, reader, raster, parts, made, shown)  # 3
    return [patch for _, lines in groupby(made, key=lambda patch: id(patch.edit)) for patch in _over_lines(list(lines))]


def _over_lines(patches: Sequence[Patch]) -> Iterator[Patch]:
    """The patches of one edit with its new words over the lines on which the old ones stood."""
    first = patches[0]
    texts = spread(first.text, [patch.room for patch in patches], first.style[0], heavy=first.style[1])
    yield from (replace(patch, text=text) for patch, text in zip(patches, texts, strict=True))


def paint(pixels: Pixels, patch: Patch) -> None:
    """Fill a patch with the colour that is most of it, and set its words there where they fit."""
    left, top, right, bottom = patch.rect
    part = pixels[top:bottom, left:right]
    fill = _background(part)
    part[:] = fill
    ink = _ink(patch)
    if ink is not None:
        letter = np.float32(255 if fill.mean() < DARK else 0)
        part[:] = np.rint(fill + (letter - fill.astype(np.float32)) * ink[..., None]).astype(np.uint8)


def cover(raster: Raster, boxes: Sequence[Box]) -> None:
    """Make what nobody sees uniform, so that no tool can bring it out."""
    for box in boxes:
        rect = raster.rect(box, MARGIN)
        if rect and not raster.plain(rect):  # something else stands close by
            rect = raster.rect(box)
        if rect and raster.plain(rect):
            part = raster.part(rect)
            part[:] = _background(part)


def painted(
    document: pdfium.PdfDocument, reading: Reading, edits: Sequence[Edit], shown: str
) -> Iterator[tuple[Raster, list[Patch], tuple[float, float]]]:
    """Each page drawn, where it is to be painted, and its size in points; what nobody sees is covered already."""
    where = stretches(reading, edits)
    for number in range(len(document)):
        with page_of(document, number) as (page, reader):
            if hides(page, shown):
                raise UnknownPartError(
                    "on page {number} a bar or another mark that was laid over the text hides something, or words are"
                    " marked to be taken out; a final copy has no such marks and would show what is under them: print"
                    " the file to a new PDF, in which they are part of the page, or take the words out",
                    number=number + 1,
                )
            raster = draw(page, DOTS, shown)
            made = patches(page, reader, raster, where[number], shown) if number in where else []
            cover(raster, reading.covered[number])
            yield raster, made, page.get_size()


def _nowhere() -> UnknownPartError:
    return UnknownPartError(
        "a stretch that is to go cannot be found on its page; make the final copy from the text's own document"
    )


def _real(box: Box) -> bool:
    return all(map(math.isfinite, box)) and box[2] > box[0] and box[3] > box[1]


def _check_ink(
    page: pdfium.PdfPage,
    reader: Reader,
    raster: Raster,
    parts: Sequence[Stretch],
    made: Sequence[Patch],
    shown: str,
) -> None:
    objects = reader.objects(index for part in parts for index in part.at)
    with without(objects):
        bare = draw(page, DOTS, shown)
    ink = (bare.pixels != raster.pixels).any(axis=2)
    if not all(ink[p.rect[1] : p.rect[3], p.rect[0] : p.rect[2]].any() for p in made):
        raise _nowhere()
    for index in reader.of_objects(objects):
        rect = raster.rect(reader.box(index), MARGIN)
        if rect:
            ink[rect[1] : rect[3], rect[0] : rect[2]] = False
    if ink.any():
        raise _nowhere()


def _background(part: Pixels) -> Pixels:
    packed = part.reshape(-1, 3).astype(np.uint32) @ np.array([65536, 256, 1], np.uint32)
    values, counts = np.unique(packed, return_counts=True)
    most = int(values[counts.argmax()])
    return np.array([most >> 16, most >> 8 & 255, most & 255], np.uint8)


def _ink(patch: Patch) -> Ink | None:
    if not patch.text.strip():
        return None
    line = lettered(patch.text, *patch.room, *patch.style)
    return None if line is None else np.rot90(line, patch.turns)
