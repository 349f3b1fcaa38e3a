"""PDFs drawn by content streams, for the tests of both halves of the format."""

from __future__ import annotations

import io
from typing import Any

import pikepdf


def saved(pdf: pikepdf.Pdf, **options: Any) -> bytes:
    out = io.BytesIO()
    pdf.save(out, **options)
    return out.getvalue()


def drawn(
    *contents: str, font: str = "/Helvetica", size: tuple[int, int] = (400, 400), **resources: Any
) -> pikepdf.Pdf:
    """A PDF with a page for each content stream, ``font`` at hand as /F and in ``resources`` whatever else."""
    pdf = pikepdf.new()
    for content in contents:
        page = pdf.add_blank_page(page_size=size)
        face = pikepdf.Dictionary(
            Type=pikepdf.Name.Font,
            Subtype=pikepdf.Name.Type1,
            BaseFont=pikepdf.Name(font),
            Encoding=pikepdf.Name.WinAnsiEncoding,
        )
        page.obj.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=face), **resources)
        page.obj.Contents = pdf.make_stream(content.encode("cp1252"))
    return pdf


def line(text: str, x: float = 20, y: float = 300, before: str = "") -> str:
    return f"BT {before} /F 12 Tf {x} {y} Td ({text}) Tj ET\n"
