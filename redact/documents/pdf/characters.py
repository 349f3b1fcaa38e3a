"""The characters of one page, in the order of the file: what they are and where they stand.

A page is measured in points, from the lower left, as the file has it; a turned page is turned when it is drawn.
"""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as api

Box = tuple[float, float, float, float]
"""Left, bottom, right, top."""

MAX_CHARS = 200_000
"""On one page: a poster of small print has 50,000."""
_HYPHENS = {0x02, 0xFFFE}
"""What PDFium gives for the hyphen at the end of a line."""
SOFT_HYPHEN = 0xAD
_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
_NOTHING = frozenset("\u00ad\u200b\ufeff\u2060")
_PRIVATE = range(0xE000, 0xF900)
MIN_SIZE = 0.1
ASCENT, DESCENT = 0.92, 0.24
"""Of a letter's size: how far a line reaches above and under the feet of its letters, accents included."""
HEAVY = 600
"""Of 1,000: the weight from which letters are bold."""
_FIXED_PITCH, _SERIF = 1, 2  # ISO 32000-1, table 123
_TURN = round(2 * math.pi, 2)
_QUARTER, _UPRIGHT = math.pi / 2, 0.02
WIDTH = 0.5
"""Of a letter's size: its width on a slanting line, where the box around it tells less than its foot."""


@dataclass(frozen=True, slots=True)
class Word:
    """Characters without a space between them.

    ``at`` holds the page's index of each character of ``text``; ``start`` and ``end`` are measured along the line,
    ``base`` across it; ``angle`` is the direction of writing in radians.
    """

    text: str
    at: tuple[int, ...]
    start: float
    end: float
    base: float
    size: float
    angle: float
    box: Box
    spaced: bool


@dataclass(slots=True)
class Glyph:
    """One character as it lies on the page; ``gap`` says that a space or a line's end came before it."""

    index: int
    text: str
    start: float
    end: float
    base: float
    size: float
    angle: float
    box: Box
    gap: bool


class Reader:
    """The characters of one page; to be closed, as PDFium holds the page in memory."""

    def __init__(self, page: pdfium.PdfPage) -> None:
        self._page = page.get_textpage()
        self._handle = self._page.raw
        self._loose = api.FS_RECTF()
        self._sides = [ctypes.c_double() for _ in range(4)]
        self._matrix = api.FS_MATRIX()
        self.count = self._page.count_chars()

    def close(self) -> None:
        """Give the page back."""
        self._page.close()

    def box(self, index: int) -> Box:
        """The whole height of its line and the width of the character, and whatever of its ink lies outside that."""
        return self._glyph(index, "", gap=False).box

    def angle(self, index: int) -> float:
        """In which direction its line runs, in radians."""
        # PDFium counts with the clock, and does not see that letters of a negative size stand on their heads.
        turned = math.pi if api.FPDFText_GetFontSize(self._handle, index) < 0 else 0.0
        return round(turned - float(api.FPDFText_GetCharAngle(self._handle, index)), 2) % _TURN

    def objects(self, indexes: Iterable[int]) -> list[Any]:
        """The objects of the page that draw these characters."""
        found = [api.FPDFText_GetTextObject(self._handle, index) for index in indexes]
        return list({ctypes.addressof(one.contents): one for one in found if one}.values())

    def drawer(self, index: int) -> int:
        """Which object of the page draws a character, by a number that means nothing else; 0 for none."""
        found = api.FPDFText_GetTextObject(self._handle, index)
        return ctypes.addressof(found.contents) if found else 0

    def of_objects(self, objects: list[Any]) -> Iterator[int]:
        """The characters that these objects draw."""
        wanted = {ctypes.addressof(one.contents) for one in objects}
        for index in range(self.count):
            found = api.FPDFText_GetTextObject(self._handle, index)
            if found and ctypes.addressof(found.contents) in wanted:
                yield index

    def without_ink(self, index: int) -> bool:
        """Whether it is not to be drawn, as the text that a scanner recognises is laid over its picture."""
        found = api.FPDFText_GetTextObject(self._handle, index)
        mode = api.FPDFTextObj_GetTextRenderMode(found) if found else api.FPDF_TEXTRENDERMODE_FILL
        return mode in (api.FPDF_TEXTRENDERMODE_INVISIBLE, api.FPDF_TEXTRENDERMODE_CLIP)

    def guessed(self, word: Word) -> bool:
        """Whether the file does not say which letters a word is made of; what is read then may not be what it shows.

        One sign by itself is a bullet, or stands in a formula: only words of two and more are looked at.
        """
        ends = (word.at[0], word.at[-1])
        return ends[0] != ends[1] and all(map(self._unknown, ends))

    def style(self, index: int) -> tuple[str, bool]:
        """The name of its font, in small letters, and whether that is a heavy one."""
        flags, buffer = ctypes.c_int(), ctypes.create_string_buffer(256)
        api.FPDFText_GetFontInfo(self._handle, index, buffer, len(buffer), flags)
        name = buffer.value.decode("utf-8", "replace").lower()
        heavy = api.FPDFText_GetFontWeight(self._handle, index) >= HEAVY or "bold" in name
        kind = "mono" if flags.value & _FIXED_PITCH else "serif" if flags.value & _SERIF else name
        return kind, heavy

    def words(self) -> Iterator[Word]:
        """The words in the order of the file."""
        run: list[Glyph] = []
        for glyph in self._glyphs():
            if run and (glyph.gap or not _follows(run[-1], glyph)):
                yield _word(run)
                run = []
            run.append(glyph)
        if run:
            yield _word(run)

    def _unknown(self, index: int) -> bool:
        return int(api.FPDFText_HasUnicodeMapError(self._handle, index)) == 1

    def _inked(self, index: int) -> bool:
        left, right, bottom, top = self._tight(index)
        return right > left and top > bottom

    def _tight(self, index: int) -> tuple[float, float, float, float]:
        left, right, bottom, top = self._sides
        api.FPDFText_GetCharBox(self._handle, index, left, right, bottom, top)
        return left.value, right.value, bottom.value, top.value

    def _glyph(self, index: int, text: str, *, gap: bool) -> Glyph:
        loose, matrix, (x, y, *_) = self._loose, self._matrix, self._sides
        api.FPDFText_GetLooseCharBox(self._handle, index, loose)
        box = (loose.left, loose.bottom, loose.right, loose.top)
        left, right, bottom, top = self._tight(index)
        if right > left and top > bottom:
            box = (min(left, box[0]), min(bottom, box[1]), max(right, box[2]), max(top, box[3]))
        api.FPDFText_GetCharOrigin(self._handle, index, x, y)
        api.FPDFText_GetMatrix(self._handle, index, matrix)
        # What the file calls the font's size may be scaled afterwards.
        size = max(abs(api.FPDFText_GetFontSize(self._handle, index)) * math.hypot(matrix.c, matrix.d), MIN_SIZE)
        angle = self.angle(index)
        foot, base = _turned((x.value, y.value), angle)
        start, end, box = _in_line(box, base, size, angle)
        if angle % _QUARTER > _UPRIGHT and _QUARTER - angle % _QUARTER > _UPRIGHT:
            start, end = foot, foot + WIDTH * size
        if not all(map(math.isfinite, (*box, base, size))):
            raise pdfium.PdfiumError("a letter stands nowhere")
        return Glyph(index, text, start, end, base, size, angle, box, gap)

    def _glyphs(self) -> Iterator[Glyph]:
        gap = True
        for index in range(self.count):
            code = api.FPDFText_GetUnicode(self._handle, index)
            text = "-" if code == SOFT_HYPHEN and self._inked(index) else _text_of(code)
            # Of a letter that the file does not tell, it is the number of its shape: no end of a line, no hyphen.
            if code < ord(" ") and self._unknown(index):
                text = "\ufffd"
            if not text.strip():
                gap = gap or text != ""
                continue
            yield self._glyph(index, text, gap=gap)
            gap = False


@lru_cache(maxsize=4096)
def _text_of(code: int) -> str:
    if code in _HYPHENS:
        return "-"
    if code == 0 or 0xD800 <= code < 0xE000 or code > 0x10FFFF:
        return "\ufffd"
    char = chr(code)
    if char in _NOTHING:
        return ""
    if char.isspace() or not char.isprintable():
        return "\ufffd" if code in _PRIVATE or code >= 0xF0000 else " "
    return _LIGATURES.get(char, char)


def _in_line(box: Box, base: float, size: float, angle: float) -> tuple[float, float, Box]:
    """From where to where ``box`` reaches along its line, and the box made as high as that line is."""
    left, bottom, right, top = box
    under, over = base - DESCENT * size, base + ASCENT * size
    if not angle:  # nearly all
        return left, right, (left, min(bottom, under), right, max(top, over))
    along = sorted(_turned(corner, angle)[0] for corner in _corners(box))
    line = (along[0], under, along[-1], over)
    corners = [(x, y, x, y) for x, y in (_turned(corner, -angle) for corner in _corners(line))]
    return along[0], along[-1], around([box, *corners])


def _follows(before: Glyph, glyph: Glyph) -> bool:
    if glyph.box == before.box:  # the letters of a ligature
        return True
    size = max(before.size, glyph.size)
    same_line = abs(before.base - glyph.base) < 0.5 * size and before.angle == glyph.angle
    return same_line and -0.7 * size < glyph.start - before.end < 0.7 * size


def _word(run: list[Glyph]) -> Word:
    return Word(
        "".join(glyph.text for glyph in run),
        tuple(glyph.index for glyph in run for _ in glyph.text),
        min(glyph.start for glyph in run),
        max(glyph.end for glyph in run),
        run[0].base,
        max(glyph.size for glyph in run),
        run[0].angle,
        around([glyph.box for glyph in run]),
        run[0].gap,
    )


def around(boxes: list[Box]) -> Box:
    """The smallest box that holds all of them."""
    return (
        min(box[0] for box in boxes),
        min(box[1] for box in boxes),
        max(box[2] for box in boxes),
        max(box[3] for box in boxes),
    )


def _corners(box: Box) -> tuple[tuple[float, float], ...]:
    left, bottom, right, top = box
    return (left, bottom), (right, bottom), (left, top), (right, top)


def _turned(point: tuple[float, float], angle: float) -> tuple[float, float]:
    if not angle:
        return point
    cos, sin = math.cos(angle), math.sin(angle)
    return point[0] * cos + point[1] * sin, point[1] * cos - point[0] * sin
