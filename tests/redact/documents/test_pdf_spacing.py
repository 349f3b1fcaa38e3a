"""Words of a PDF that are set apart, and those that run off the page."""

from __future__ import annotations

import io

import pikepdf
import pytest
from bronwacht.redact.documents.files import document_of
from bronwacht.redact.documents.pdf import PdfFormat
from bronwacht.redact.draft import Action, DetailType, Edit, Span

FORMAT = PdfFormat()


def drawn(content: str, size: int = 12) -> bytes:
    """A page with lines of Helvetica."""
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(600, 400))
    font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    page.obj.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=font))
    page.obj.Contents = pdf.make_stream(f"BT /F {size} Tf 20 300 Td {content} ET".encode("cp1252"))
    out = io.BytesIO()
    pdf.save(out)
    return out.getvalue()


def apart(text: str, by: int) -> str:
    """``text`` with its letters that far apart, in thousandths of their size, as browsers write it."""
    return "[" + f" {-by} ".join(f"({letter})" for letter in text) + "] TJ"


@pytest.mark.parametrize("by", [100, 200, 300])
def test_letters_that_are_set_apart_are_words(by: int) -> None:
    raw = drawn(f"{apart('Haar buurvrouw, Margriet Zonderland, sprak', by)} 0 -20 Td (in de raad.) Tj")
    content = FORMAT.read(raw, "draft.pdf")
    assert content.text == "Haar buurvrouw, Margriet Zonderland, sprak in de raad."
    document = document_of(content, raw, "pdf", "draft.pdf")
    edit = Edit(("d1",), Span(16, 35), Action.REPLACE, "iemand", DetailType.NAME)
    written = FORMAT.final(document, [edit])
    assert FORMAT.leaks(document, [edit], written) == ()


@pytest.mark.parametrize(
    "content",
    [
        "(a b c) Tj",
        "(1 2 3 4 5 6 7 8) Tj",
        "/F 12 Tf (in de zin op de as ja) Tj",
        " ".join(f"1 0 0 1 {20 + 30 * n} 300 Tm ({letter}) Tj" for n, letter in enumerate("abcdefgh")),
    ],
)
def test_other_rows_of_short_pieces_stay(content: str) -> None:
    text = FORMAT.read(drawn(content), "draft.pdf").text
    assert len(text.split()) >= 3, text


def test_words_that_run_off_the_page_are_seen_by_nobody() -> None:
    raw = drawn(
        f"1 0 0 1 480 300 Tm (De vrouw sprak. Bel {'a' * 20} anna@voorbeeld.example) Tj 1 0 0 1 20 200 Tm (Einde.) Tj"
    )
    content = FORMAT.read(raw, "draft.pdf")
    assert content.published is not None
    assert content.text[: content.published].startswith("De vrouw sprak. Bel a")
    assert "anna" in content.text[content.published :]
    document = document_of(content, raw, "pdf", "draft.pdf")
    edit = Edit(("d1",), Span(0, 8), Action.REPLACE, "iemand", DetailType.NAME)
    assert FORMAT.leaks(document, [edit], FORMAT.final(document, [edit])) == ()
