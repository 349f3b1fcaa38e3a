"""The risk report as a PDF, set by typst from the same view as the HTML.

No network and no font of the machine: the typesetter brings its own. The same analysis gives the same bytes on every
machine: the file holds no date, no path, and in its metadata nothing of the draft, not even its name.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

from ... import __version__
from ...errors import BronwachtError
from ..analysis import Analysis
from .sheet import sheet
from .view import View

if TYPE_CHECKING:
    from typst import PDFStandards

STANDARDS: Sequence[PDFStandards] = ("ua-1", [])
"""First PDF/UA-1: tags, reading order, a language and a title, for whoever has it read aloud. It refuses a character
that no font has; without it that is shown as a box."""


class PdfError(BronwachtError):
    """The typesetter could not set the report; its own message is withheld, for it quotes the text."""


def to_pdf(analysis: Analysis, *, show_text: bool = True) -> bytes:
    """The report in ``analysis.lang`` as a PDF.

    It quotes the draft unless ``show_text`` is off. Raises :class:`PdfError` when it cannot be set.
    """
    import typst

    data = json.dumps(sheet(View(analysis, show_text=show_text), __version__), ensure_ascii=False)
    for standards in STANDARDS:
        try:
            return typst.compile(
                _template(),
                format="pdf",
                sys_inputs={"data": data},
                font_paths=typst.Fonts(include_system_fonts=False),
                ignore_system_fonts=True,
                pdf_standards=standards,
                timestamp=0,
            )
        except typst.TypstError:
            continue
    raise PdfError("the PDF could not be set; use --html, and report this without the draft")


@lru_cache(maxsize=1)
def _template() -> bytes:
    return files(__package__).joinpath("data/report.typ").read_bytes()
