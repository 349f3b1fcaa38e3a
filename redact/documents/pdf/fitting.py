"""Opens a PDF with a nameless font until PDFium draws it the same way twice.

Where a PDF uses a font that it neither embeds nor names, PDFium substitutes one of its own, and the first substitution
changes how the next file that is opened is drawn, by a hair. A copy would then differ from the pages that it is
compared with, and be withheld. After a few openings the drawing no longer changes.
"""

from __future__ import annotations

import hashlib

import pypdfium2 as pdfium
import pypdfium2.raw as api

from .drawing import draw, without
from .opening import pages_of

_DOTS = 36
"""An inch: a letter of another shape is another picture there, too."""
_OPENINGS = 8
"""Four were the most that a file took."""


def fit_fonts(raw: bytes, shown: str) -> None:
    """Open and draw a PDF until it looks as it did when it was opened before."""
    before = _looks(raw, shown)
    for _ in range(_OPENINGS):
        after = _looks(raw, shown)
        if after == before:
            return
        before = after


def _looks(raw: bytes, shown: str) -> bytes:
    """A digest of the pages as they look without their pictures."""
    digest = hashlib.blake2b()
    with pages_of(raw, shown) as pages:
        for page in pages:
            with without(_pictures(page)):
                digest.update(draw(page, _DOTS, shown).pixels.tobytes())
            page.close()
    return digest.digest()


def _pictures(page: pdfium.PdfPage) -> list[api.FPDF_PAGEOBJECT]:
    return [found.raw for found in page.get_objects(filter=(api.FPDF_PAGEOBJ_IMAGE,), max_depth=1)]
