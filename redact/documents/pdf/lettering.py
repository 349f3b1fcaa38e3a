"""New words in the place of old ones, in letters that PDFium brings along (its own, under the licence of BSD)."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

import numpy as np
import numpy.typing as npt
import pypdfium2 as pdfium

from .writing import assembled, stream

Ink = npt.NDArray[np.float32]
"""Rows and columns: how much of each pixel is covered, 0 to 1."""

LINE_HEIGHT = 1.16
"""Of a letter's size: the height of a line, of which :data:`DESCENT` is under the letters' feet."""
DESCENT = 0.21
SMALLEST = 0.7
"""Of the size of the letters around it: smaller, the new words would look like a remark of somebody else's."""


@lru_cache(maxsize=256)
def lettered(text: str, height: int, width: int, kind: str, heavy: bool) -> Ink | None:
    """``text`` on a line of ``height`` by ``width`` pixels, None where it does not fit or its letters lack."""
    line = " ".join(text.split())
    encoded = _encoded(line)
    if not encoded or height < 4:
        return None
    font = _font(kind, heavy)
    size = height / LINE_HEIGHT
    wide = _drawn(encoded, font, size, height, int(len(encoded) * size) + height)
    columns = np.flatnonzero(wide.max(axis=0) > 0)
    if not len(columns):
        return None
    needed = int(columns[-1]) + 1
    if needed > width:
        size *= (width - 1) / needed
        if size < SMALLEST * height / LINE_HEIGHT:
            return None
        wide = _drawn(encoded, font, size, height, max(width, 1))
    out = np.zeros((height, width), np.float32)
    part = wide[:, :width]
    out[:, : part.shape[1]] = part
    return out


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
