"""A page drawn to pixels, and what is where on them."""

from __future__ import annotations

import ctypes
import math
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pypdfium2 as pdfium
import pypdfium2.raw as api

from ..model import DamagedError, DangerousError
from .characters import Box

Pixels = npt.NDArray[np.uint8]
"""Rows, columns, red-green-blue."""
Rect = tuple[int, int, int, int]
"""Left, top, right, bottom of pixels; the last two exclusive."""

MAX_POINTS = 24_000_000
"""On one page: a poster is drawn coarser. Three times as many bytes, and a few copies of them, at once in memory."""
MAX_SECONDS = 20.0
"""To draw one page: patterns within patterns can keep a machine busy for hours."""
SAME_COLOUR = 3
"""Of 255: what differs less in each colour is one colour to every eye and most screens."""


@dataclass(frozen=True)
class Raster:
    """A drawn page: its pixels, and how many of them are one point."""

    pixels: Pixels
    scale: float
    page: pdfium.PdfPage

    def rect(self, box: Box, margin: int = 0) -> Rect | None:
        """The pixels that ``box`` touches, and ``margin`` around; None where that is outside the page."""
        height, width = self.pixels.shape[:2]
        left, bottom, right, top = box
        corners = [self._at(x, y, width, height) for x in (left, right) for y in (bottom, top)]
        x0, x1 = min(x for x, _ in corners) - margin, max(x for x, _ in corners) + margin + 1
        y0, y1 = min(y for _, y in corners) - margin, max(y for _, y in corners) + margin + 1
        x0, y0, x1, y1 = max(x0, 0), max(y0, 0), min(x1, width), min(y1, height)
        return (x0, y0, x1, y1) if x0 < x1 and y0 < y1 else None

    def _at(self, x: float, y: float, width: int, height: int) -> tuple[int, int]:
        column, row = ctypes.c_int(), ctypes.c_int()
        if not api.FPDF_PageToDevice(self.page, 0, 0, width, height, 0, x, y, column, row):
            raise pdfium.PdfiumError("a place on the page cannot be found")
        return column.value, row.value

    def plain(self, rect: Rect) -> bool:
        """Whether there is nothing to see in ``rect``."""
        part = self.part(rect)
        return bool((part.max(axis=(0, 1)).astype(int) - part.min(axis=(0, 1)) <= SAME_COLOUR).all())

    def looks_like(self, other: Raster) -> bool:
        """Whether nobody sees a difference."""
        return bool((np.abs(self.pixels.astype(np.int16) - other.pixels) <= SAME_COLOUR).all())

    def part(self, rect: Rect) -> Pixels:
        """The pixels of ``rect``, to be read or written."""
        left, top, right, bottom = rect
        return self.pixels[top:bottom, left:right]


def draw(
    page: pdfium.PdfPage, dots: float, shown: str, most: int = MAX_POINTS, *, marks: bool = False, paper: int = 255
) -> Raster:
    """Draw a page at ``dots`` an inch on ``paper``; raises DangerousError beyond :data:`MAX_SECONDS`.

    Its annotations are drawn with ``marks`` alone.
    """
    width, height = page.get_size()
    if not (math.isfinite(width * height) and width > 0 and height > 0):
        raise DamagedError("{shown}: is damaged (a page has no size); export it again and retry", shown=shown)
    scale = min(dots / 72, math.sqrt(most / (width * height)))
    columns, rows = max(1, math.floor(width * scale)), max(1, math.floor(height * scale))
    if columns * rows > most:
        raise DamagedError("{shown}: is damaged (a page is a line); export it again and retry", shown=shown)
    bitmap = pdfium.PdfBitmap.new_native(columns, rows, api.FPDFBitmap_BGR, rev_byteorder=True)
    try:
        bitmap.fill_rect((paper, paper, paper, 255), 0, 0, columns, rows)
        flags = api.FPDF_REVERSE_BYTE_ORDER | (api.FPDF_ANNOT if marks else 0)
        _render(page, bitmap, (columns, rows), flags, shown)
        return Raster(bitmap.to_numpy().copy(), scale, page)
    finally:
        bitmap.close()


def _render(page: pdfium.PdfPage, bitmap: pdfium.PdfBitmap, size: tuple[int, int], flags: int, shown: str) -> None:
    until = time.monotonic() + MAX_SECONDS
    pause = api.IFSDK_PAUSE(version=1)
    late = type(pause.NeedToPauseNow)(lambda _: time.monotonic() > until)
    pause.NeedToPauseNow = late
    try:
        status = api.FPDF_RenderPageBitmap_Start(bitmap, page, 0, 0, *size, 0, flags, ctypes.byref(pause))
    finally:
        api.FPDF_RenderPage_Close(page)
    if status == api.FPDF_RENDER_TOBECONTINUED:
        raise DangerousError("{shown}: has a page that takes too long to draw; export it again and retry", shown=shown)
    if status != api.FPDF_RENDER_DONE:
        raise DamagedError("{shown}: is damaged (a page cannot be drawn); export it again and retry", shown=shown)


@contextmanager
def without(objects: Iterable[Any]) -> Iterator[None]:
    """The page without some of its objects, as long as this lasts."""
    taken = list(objects)
    for found in taken:
        api.FPDFPageObj_SetIsActive(found, False)
    try:
        yield
    finally:
        for found in taken:
            api.FPDFPageObj_SetIsActive(found, True)
