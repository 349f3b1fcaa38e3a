"""Earlier revisions of a PDF, which stand in the file in full: what only they say is read, and nothing twice."""

from __future__ import annotations

import io
import time
from typing import Any

import pikepdf
import pytest
from bronwacht.redact.documents import Place, Unread
from bronwacht.redact.documents.files import document_of
from bronwacht.redact.documents.model import Content
from bronwacht.redact.documents.pdf import PdfFormat, revisions
from bronwacht.redact.documents.pdf.sameness import marks_of

FORMAT = PdfFormat()
NAME = "Margriet Zonderland"


def made(*lines: str, title: str = "Bericht") -> bytes:
    """A page with lines of text, whose content is object 5 and whose title is in object 6."""
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(400, 400))
    font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    page.obj.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=font))
    page.obj.Contents = pdf.make_stream(drawn(*lines))
    pdf.trailer.Info = pdf.make_indirect(pikepdf.Dictionary(Title=title))
    out = io.BytesIO()
    pdf.save(out, compress_streams=False)
    return out.getvalue()


def drawn(*lines: str) -> bytes:
    return "".join(f"BT /F 12 Tf 20 {300 - 14 * n} Td ({line}) Tj ET\n" for n, line in enumerate(lines)).encode(
        "cp1252"
    )


def changed(raw: bytes, number: int, body: bytes) -> bytes:
    """The file with another object behind it in the place of one, as programs do that only add."""
    with pikepdf.open(io.BytesIO(raw)) as pdf:
        size, root, info = len(pdf.objects) + 1, pdf.Root.objgen[0], pdf.trailer.Info.objgen[0]
    before = int(raw.rsplit(b"startxref", 1)[1].split()[0])
    at = len(raw)
    table = at + len(body) + len(b"%d 0 obj\n\nendobj\n" % number)
    return raw + (
        b"%d 0 obj\n%s\nendobj\nxref\n%d 1\n%010d 00000 n \n" % (number, body, number, at)
        + b"trailer\n<< /Size %d /Root %d 0 R /Info %d 0 R /Prev %d >>\n" % (size, root, info, before)
        + b"startxref\n%d\n%%%%EOF\n" % table
    )


def numbers(raw: bytes) -> tuple[int, int]:
    with pikepdf.open(io.BytesIO(raw)) as pdf:
        return pdf.pages[0].Contents.objgen[0], pdf.trailer.Info.objgen[0]


def hidden(content: Content) -> str:
    return content.text[content.published or 0 :]


def test_what_was_taken_out_of_a_page_is_read() -> None:
    raw = made("De vrouw sprak in de raad.", f"Het was {NAME},", "die dat schreef.", "Einde.")
    new = drawn("De vrouw sprak in de raad.", "Einde.")
    raw = changed(raw, numbers(raw)[0], b"<< /Length %d >>\nstream\n%s\nendstream" % (len(new), new))
    content = FORMAT.read(raw, "draft.pdf")
    assert content.text[: content.published] == "De vrouw sprak in de raad. Einde."
    assert f"Het was {NAME}, die dat schreef." in hidden(content)
    assert "raad" not in hidden(content)
    document = document_of(content, raw, "pdf", "draft.pdf")
    assert NAME.encode() not in FORMAT.final(document, [])


def test_an_earlier_title_is_read() -> None:
    raw = made("De vrouw sprak in de raad.", title=f"Gesprek met {NAME}")
    for title in (b"Eerste", b"Tweede"):
        raw = changed(raw, numbers(raw)[1], b"<< /Title (%s) >>" % title)
    content = FORMAT.read(raw, "draft.pdf")
    for words in (f"Gesprek met {NAME}", "Eerste", "Tweede"):
        assert hidden(content).count(words) == 1
    at = content.text.index(NAME)
    assert next(p.place for p in content.passages if p.span.start <= at < p.span.end) is Place.TITLE


@pytest.mark.parametrize("linear", [False, True])
def test_a_file_of_one_revision_says_nothing_twice(linear: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    raw = made("De vrouw sprak in de raad.", f"Het was {NAME}.")
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(raw)) as pdf:
        pdf.save(out, linearize=linear)
    text = FORMAT.read(out.getvalue(), "draft.pdf").text
    assert text.count(NAME) == 1
    monkeypatch.setattr(revisions, "MAX_REVISIONS", 0)
    assert FORMAT.read(out.getvalue(), "draft.pdf").text == text


def test_a_last_revision_without_a_mark_at_its_end_hides_no_other() -> None:
    raw = made("De vrouw sprak in de raad.", title=f"Gesprek met {NAME}")
    raw = changed(raw, numbers(raw)[1], b"<< /Title (Eerste) >>").removesuffix(b"%%EOF\n")
    text = FORMAT.read(raw, "draft.pdf").text
    assert (text.count("Eerste"), text.count(NAME)) == (1, 1)


def of_pages(count: int) -> bytes:
    """Pages with two lines each, and one font for all of them."""
    pdf = pikepdf.new()
    font = pdf.make_indirect(
        pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    )
    for number in range(count):
        page = pdf.add_blank_page(page_size=(400, 400))
        page.obj.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=font))
        page.obj.Contents = pdf.make_stream(drawn(f"Bladzijde {number} van het verslag.", "De raad sprak."))
    pdf.trailer.Info = pdf.make_indirect(pikepdf.Dictionary(Title="Verslag"))
    out = io.BytesIO()
    pdf.save(out, compress_streams=False)
    return out.getvalue()


def with_page(raw: bytes, number: int, *lines: str) -> bytes:
    """The file with other lines on a page, in a revision behind it."""
    with pikepdf.open(io.BytesIO(raw)) as pdf:
        content = pdf.pages[number].Contents.objgen[0]
    new = drawn(*lines)
    return changed(raw, content, b"<< /Length %d >>\nstream\n%s\nendstream" % (len(new), new))


@pytest.fixture
def often() -> bytes:
    """A file of five pages that was changed eight times, the second page alone: each time another name was in it."""
    raw = of_pages(5)
    for number in range(8):
        raw = with_page(raw, 1, f"Het was {NAME} {number}.", "De raad sprak.")
    return with_page(raw, 1, "Het was niemand.", "De raad sprak.")


def test_every_earlier_revision_is_read_and_of_each_what_differs(often: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    read = list[int]()
    real = revisions.page_of

    def spy(document: Any, number: int) -> Any:
        read.append(number)
        return real(document, number)

    monkeypatch.setattr(revisions, "page_of", spy)
    content = FORMAT.read(often, "draft.pdf")
    assert [f"{NAME} {number}" in hidden(content) for number in range(8)] == [True] * 8
    assert "Bladzijde 1 van het verslag." in hidden(content)
    assert set(read) == {1} and len(read) == 9
    assert Unread.REVISIONS not in content.unread


@pytest.mark.parametrize("limit", ["MAX_REVISIONS", "MAX_WORK", "MAX_PAGES_READ", "MAX_EARLIER"])
def test_what_is_not_read_of_them_is_said(often: bytes, limit: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(revisions, limit, 1)
    content = FORMAT.read(often, "draft.pdf")
    assert Unread.REVISIONS in content.unread
    assert f"{NAME} 0" not in content.text  # the first revision, and the last to be read


def test_a_page_that_was_taken_out_is_read() -> None:
    raw = with_page(of_pages(3), 2, f"Het was {NAME}.")
    with pikepdf.open(io.BytesIO(raw)) as pdf:
        tree = pdf.Root.Pages
        kids = b" ".join(b"%d 0 R" % page.objgen[0] for page in list(tree.Kids)[:2])
        number = tree.objgen[0]
    raw = changed(raw, number, b"<< /Type /Pages /Count 2 /Kids [ %s ] >>" % kids)
    content = FORMAT.read(raw, "draft.pdf")
    assert NAME not in content.text[: content.published] and f"Het was {NAME}." in hidden(content)


def test_a_page_of_which_only_the_letters_changed_is_read() -> None:
    """The content stays as it is: what its bytes mean is told by the font, which all pages share."""
    raw = with_page(of_pages(2), 0, "Het was Npps Zvs.")
    with pikepdf.open(io.BytesIO(raw)) as pdf:
        font = pdf.pages[0].Resources.Font.F.objgen[0]
    swapped = "/N /N /p /o /s /r /Z /Z /v /u".split()
    codes = " ".join(f"{ord(code[1])} /{name[1]}" for code, name in zip(swapped[::2], swapped[1::2], strict=True))
    base = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica %s >>"
    raw = changed(raw, font, base % b"/Encoding << /Type /Encoding /Differences [ %s ] >>" % codes.encode())
    raw = changed(raw, font, base % b"")
    content = FORMAT.read(raw, "draft.pdf")
    assert "Npps Zvs" in content.text[: content.published]
    assert "Noor Zur" in hidden(content)


def test_lines_are_looked_for_near_the_one_before(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = [f"Regel {n} van het verslag van de raad." for n in range(20)]
    raw = made(*lines[:10], f"Het was {NAME}.", *lines[10:])
    new = drawn(*lines)
    raw = changed(raw, numbers(raw)[0], b"<< /Length %d >>\nstream\n%s\nendstream" % (len(new), new))
    monkeypatch.setattr(revisions, "NEAR", 200)
    for sought in (0, revisions.MAX_SOUGHT):
        monkeypatch.setattr(revisions, "MAX_SOUGHT", sought)
        gone = hidden(FORMAT.read(raw, "draft.pdf"))
        assert (gone.count(NAME), "Regel" in gone) == (1, False)


def test_what_all_pages_share_is_gone_through_once() -> None:
    """Regression: a hundred pages that share four thousand drawings, as in many a book, took a minute a revision."""
    pdf = pikepdf.new()
    drawings = [pdf.make_stream(b"q Q") for _ in range(4_000)]
    shared = pdf.make_indirect(pikepdf.Array(drawings))
    for number in range(100):
        page = pdf.add_blank_page().obj
        page.Resources = pikepdf.Dictionary(XObject=shared)
        page.Contents = pdf.make_stream(b"%d w" % number)
    start = time.perf_counter()
    marks = marks_of(pdf)
    assert time.perf_counter() - start < 5
    assert None not in marks
    assert len(set(marks)) == 100
    drawings[-1].write(b"q 1 w Q")
    assert not set(marks) & set(marks_of(pdf))
