"""New words in the place of old ones, in letters that PDFium brings along (its own, under the licence of BSD)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache

import numpy as np
import numpy.typing as npt
import pypdfium2 as pdfium

from .writing import assembled, stream

_BRACKETED = re.compile(r"\[[^\[\]\s]+ [^\[\]]+\]")
MIN_HEIGHT, NO_ROOM = 4, 1 << 20
"""Pixels: of a line, less than which holds no letters, and more than any page has."""

Ink = npt.NDArray[np.float32]
"""Rows and columns: how much of each pixel is covered, 0 to 1."""

LINE_HEIGHT = 1.16
"""Of a letter's size: the height of a line, of which :data:`DESCENT` is under the letters' feet."""
DESCENT = 0.21
SMALL = 0.7
"""Of the size of the letters around it: smaller, new words look like a remark of somebody else's."""
SMALLEST, LEAST_PIXELS = 0.55, 16
"""And no smaller than that, nor than six points on paper (of 200 dots an inch): nobody could read it."""
LEFT_OUT = ("[…]", "…")
"""What stands for words for which there is no room: a gap alone might be a slip of the printer's."""


@lru_cache(maxsize=256)
def lettered(text: str, height: int, width: int, kind: str, heavy: bool) -> Ink | None:
    """``text`` on a line of ``height`` by ``width`` pixels, as large as the letters around it or as there is room.

    Where it does not fit, the first word of what stands in brackets, and then a sign that something was left out; None
    where that does not fit either, or its letters lack.
    """
    line = " ".join(text.split())
    if not line or height < MIN_HEIGHT:
        return None
    forms = dict.fromkeys((line, *_brief(line), *LEFT_OUT))
    drawn = (_fitting(form, height, width, kind, heavy=heavy) for form in forms)
    return next((ink for ink in drawn if ink is not None), None)


def _brief(line: str) -> Iterator[str]:
    """What was left out, and not why: "[name]" for "[name known to the editors]"."""
    if _BRACKETED.fullmatch(line):
        yield line.split()[0].rstrip(":;,") + "]"


def spread(text: str, rooms: Sequence[tuple[int, int]], kind: str, *, heavy: bool) -> list[str]:
    """``text`` over the lines that the old words stood on, each a height and a width in pixels; "" for one left over.

    All of it stands on the first where it fits, or where it does not fit on all of them together.
    """
    words = text.split()
    for scale in (1.0, SMALL) if len(rooms) > 1 else ():
        left, lines = words, list[str]()
        for height, width in rooms:
            count = len(left)
            while count and _needed(" ".join(left[:count]), height, kind, heavy=heavy) * scale > width:
                count -= 1
            lines.append(" ".join(left[:count]))
            left = left[count:]
        if not left:
            return lines
    return [text, *("" for _ in rooms[1:])]


@lru_cache(maxsize=256)
def _needed(line: str, height: int, kind: str, *, heavy: bool) -> int:
    """The width of a line as large as there is height for; more than any where its letters lack."""
    encoded = _encoded(line)
    wide = _as_wide_as_it_is(encoded, _font(kind, heavy), height) if encoded and height >= MIN_HEIGHT else None
    return NO_ROOM if wide is None else wide.shape[1]


def _fitting(line: str, height: int, width: int, kind: str, *, heavy: bool) -> Ink | None:
    encoded, font = _encoded(line), _font(kind, heavy)
    wide = _as_wide_as_it_is(encoded, font, height) if encoded else None
    if wide is None:
        return None
    size = height / LINE_HEIGHT
    if wide.shape[1] > width:
        smaller = size * (width - 1) / wide.shape[1]
        if smaller < SMALL * size and (smaller < SMALLEST * size or smaller < LEAST_PIXELS):
            return None
        wide = _drawn(encoded, font, smaller, height, max(width, 1))
    out = np.zeros((height, width), np.float32)
    part = wide[:, :width]
    out[:, : part.shape[1]] = part
    return out


def _as_wide_as_it_is(encoded: bytes, font: str, height: int) -> Ink | None:
    size = height / LINE_HEIGHT
    wide = _drawn(encoded, font, size, height, int(len(encoded) * size) + height)
    columns = np.flatnonzero(wide.max(axis=0) > 0)
    return wide[:, : int(columns[-1]) + 1] if len(columns) else None


def _encoded(text: str) -> bytes:
    try:
        return text.encode("cp1252")
    except UnicodeEncodeError:
        plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
        try:
            return plain.encode("cp1252")
        except UnicodeEncodeError:
            return b""


def _font(kind: str, heavy: bool) -> str:
    if kind == "mono":
        return "Courier-Bold" if heavy else "Courier"
    if kind == "serif" or any(name in kind for name in ("serif", "times", "roman", "garamond", "georgia", "caslon")):
        return "Times-Bold" if heavy else "Times-Roman"
    return "Helvetica-Bold" if heavy else "Helvetica"


def _drawn(encoded: bytes, font: str, size: float, height: int, width: int) -> Ink:
    content = f"BT /F {size:.2f} Tf 0 {DESCENT * height:.2f} Td <{encoded.hex()}> Tj ET".encode()
    page = (
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {width} {height}] /Contents 4 0 R /Resources << /Font << /F "
        f"<< /Type /Font /Subtype /Type1 /BaseFont /{font} /Encoding /WinAnsiEncoding >> >> >> >>"
    ).encode()
    catalog, pages = b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>"
    document = pdfium.PdfDocument(assembled([catalog, pages, page, stream("", content)]))
    try:
        bitmap = document[0].render(grayscale=True)
        covered: Ink = (255 - bitmap.to_numpy().reshape(bitmap.height, bitmap.width).astype(np.float32)) / 255
        return covered
    finally:
        document.close()
