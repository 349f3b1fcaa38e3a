"""Marks that somebody laid over a page and that hide what is under them: bars over names, patches over lines.

A final copy leaves marks out, for they are comments; what these hide would be seen in it that nobody has seen before.
Whether a mark hides anything is told by drawing the marks alone on white and on black paper: where both look the same,
nothing shines through. Called before a page is painted.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as api

from .drawing import SAME_COLOUR, Pixels, draw, without
from .reading import SCREEN_DOTS, SCREEN_POINTS

THROUGH = 40
"""Of the 255 between ink and paper: what shines through less is hidden from an eye that does not look for it."""
BLOCK = 4
"""Points of a square that is hidden at least: a line that crosses words out or circles them hides less."""
_ICONS = frozenset(
    {
        *(api.FPDF_ANNOT_TEXT, api.FPDF_ANNOT_POPUP, api.FPDF_ANNOT_LINK, api.FPDF_ANNOT_WIDGET),
        *(api.FPDF_ANNOT_FILEATTACHMENT, api.FPDF_ANNOT_SOUND, api.FPDF_ANNOT_MOVIE, api.FPDF_ANNOT_CARET),
    }
)
"""What stands where it happens to: the sign of a note, the field of a form."""


def hides(page: pdfium.PdfPage, shown: str) -> bool:
    """Whether something on a page is under a mark that hides it, or is marked to be taken out and is there still."""
    kinds = list(_kinds(page))
    if api.FPDF_ANNOT_REDACT in kinds:
        return True
    if _ICONS.issuperset(kinds):
        return False
    bare = draw(page, SCREEN_DOTS, shown, SCREEN_POINTS)
    with without(found.raw for found in page.get_objects(max_depth=1)):
        white, black = (
            draw(page, SCREEN_DOTS, shown, SCREEN_POINTS, marks=True, paper=paper).pixels for paper in (255, 0)
        )
    opaque = np.abs(white.astype(np.int16) - black).max(axis=2) <= THROUGH
    return _any_hidden(opaque, bare.pixels)


def _kinds(page: pdfium.PdfPage) -> Iterator[int]:
    """The kind of each mark; icons are not drawn from now on."""
    for number in range(api.FPDFPage_GetAnnotCount(page)):
        mark = api.FPDFPage_GetAnnot(page, number)
        if mark:
            kind = int(api.FPDFAnnot_GetSubtype(mark))
            if kind in _ICONS:
                api.FPDFAnnot_SetFlags(mark, api.FPDF_ANNOT_FLAG_HIDDEN)
            api.FPDFPage_CloseAnnot(mark)
            yield kind


def _any_hidden(opaque: np.ndarray, pixels: Pixels) -> bool:
    """Whether a whole block of ``pixels`` is under what is ``opaque`` and is not of one colour."""
    if min(opaque.shape) < BLOCK:
        return False
    blocks = np.lib.stride_tricks.sliding_window_view(opaque, (BLOCK, BLOCK)).all(axis=(2, 3))
    under = np.lib.stride_tricks.sliding_window_view(pixels, (BLOCK, BLOCK), axis=(0, 1))[blocks]
    return bool((under.max(axis=(2, 3)).astype(np.int16) - under.min(axis=(2, 3)) > SAME_COLOUR).any())
