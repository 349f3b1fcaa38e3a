"""Files within a document: what they say is read, whatever keeps them from a final copy."""

from __future__ import annotations

import gzip
import io
import random
import time
import zipfile
from typing import Any

import pytest
from bronwacht.redact.documents import Place, Unread
from bronwacht.redact.documents.docx import DocxFormat
from bronwacht.redact.documents.files import document_of
from bronwacht.redact.documents.inside import MAX_BYTES, runs, words_in
from bronwacht.redact.draft import Span
from hypothesis import given
from hypothesis import strategies as st

NAME = "Quirijntje"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504


def zipped(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()


WORKBOOK = zipped(
    **{
        "[Content_Types].xml": b"<Types/>",
        "xl/sharedStrings.xml": b"<sst><si><r><t>Quirijn</t></r><r><t>tje</t></r></si></sst>",
        "xl/styles.xml": b'<styleSheet><font name="Grotesk van Zonnebloem"/></styleSheet>',
    }
)
FILES = {
    "a workbook": WORKBOOK,
    "a workbook in an archive": zipped(**{"lijst.xlsx": WORKBOOK}),
    "an old document, two bytes a letter": OLE + f"Geachte {NAME} van dienst".encode("utf-16-le"),
    "an old document, one byte a letter": OLE + f"Geachte {NAME} van dienst".encode("cp1252") + b"\0\1\2",
    "a page": f"<html><body><p>Met {NAME}<br>erbij</body></html>".encode(),
    "rich text": rb"{\rtf1\ansi Met \b Quirijntje\b0 erbij\par}",
    "rich text with codes": rb"{\rtf1\ansi Met Quiri\'6antje erbij\par}",
    "plain text": f"Met {NAME}".encode(),
    "a text of Notepad's": f"Met {NAME}".encode("utf-16"),
    "a text of before Unicode": f"Café met {NAME}".encode("cp1252"),
    "a drawing of Windows": b"\1\0\0\0" + b"\0" * 36 + b" EMF" + f"Met {NAME} erbij".encode("utf-16-le"),
    "a drawing of the web": f'<svg xmlns="http://www.w3.org/2000/svg"><text>{NAME}</text></svg>'.encode(),
}


@pytest.mark.parametrize("data", FILES.values(), ids=FILES)
def test_a_file_within_a_file_is_read(data: bytes) -> None:
    assert any(NAME in words for words in words_in(data))


def test_how_a_workbook_looks_is_not_read() -> None:
    assert not any("Grotesk" in words for words in words_in(WORKBOOK))


def test_pictures_and_what_is_too_large_say_nothing() -> None:
    assert not list(words_in(b"\x89PNG\r\n\x1a\n" + NAME.encode()))
    assert not list(words_in(b"x" * (MAX_BYTES + 1)))
    assert not list(words_in(b""))


def test_of_a_large_drawing_only_the_beginning_is_searched() -> None:
    drawing = b"\1\0\0\0" + b"\0" * 36 + b" EMF" + bytes(random.Random(1).choices(range(0x60, 0x100), k=7 << 20))
    start = time.perf_counter()
    assert not any(NAME in words for words in words_in(drawing + f"Met {NAME} erbij".encode("utf-16-le")))
    assert time.perf_counter() - start < 10


def test_runs_are_words_not_noise() -> None:
    assert not list(runs(bytes(range(256)) * 40 + b"\xff" * 500 + b"\xce\xff\x9c\xd6" * 80))


@given(st.binary(max_size=600))
def test_nothing_raises(data: bytes) -> None:
    for start in (b"", OLE, b"PK\x03\x04", b"<", b"{\\rtf", b"\xff\xfe<\x00"):
        list(words_in(start + data))


def embedded(word: Any) -> dict[str, bytes]:
    """Word documents with other files in them, of which no final copy can be made."""
    p, made, part = word.p, word.made, word.Part
    chart = f'<c:chartSpace xmlns:c="urn:c" xmlns:a="{word.NS["a"]}">{{}}</c:chartSpace>'
    torn = f"<a:p><a:r><a:t>{NAME[:4]}</a:t></a:r><a:r><a:t>{NAME[4:]}</a:t></a:r></a:p>"
    return {
        "a workbook": made(p("x"), part("package", "word/embeddings/a.xlsx", WORKBOOK)),
        "a workbook behind a chart": made(
            p("x"),
            part("chart", "word/charts/chart1.xml", chart.format("")),
            part("package", "word/embeddings/a.xlsx", WORKBOOK, of="word/charts/chart1.xml"),
        ),
        "a title of a chart in pieces": made(p("x"), part("chart", "word/charts/chart1.xml", chart.format(torn))),
        "an object": made(
            p("x"), part("oleObject", "word/embeddings/o.bin", FILES["an old document, two bytes a letter"])
        ),
        "a page": made(p("x") + '<w:altChunk r:id="rId1"/>', part("aFChunk", "word/afchunk.html", FILES["a page"])),
        "a part that nothing leads to": made(p("x"), extra={"customXml/item9.txt": NAME.encode()}),
    }


@pytest.mark.parametrize(
    "name",
    [
        *("a workbook", "a workbook behind a chart", "a title of a chart in pieces", "an object", "a page"),
        "a part that nothing leads to",
    ],
)
def test_files_in_a_word_document_are_read(word: Any, name: str) -> None:
    raw = embedded(word)[name]
    document = document_of(DocxFormat().read(raw, "draft.docx"), raw, "docx", "draft.docx")
    at = document.text.index(NAME)
    assert at >= (document.published or 0)
    assert document.place_of(Span(at, at + len(NAME))) is Place.DATA


def test_what_is_written_on_the_zip_is_read(word: Any) -> None:
    out = io.BytesIO(word.made(word.p("x")))
    with zipfile.ZipFile(out, "a") as archive:
        archive.comment = NAME.encode()
    assert NAME in DocxFormat().read(out.getvalue(), "draft.docx").text


def test_scripts_without_end_take_no_time() -> None:
    began = time.monotonic()
    assert NAME in list(words_in(b"<script>" * 100_000 + f"<p>{NAME}".encode()))
    assert time.monotonic() - began < 3
    page = f"<html><br><SCRIPT>var lang</SCRIPT >Een<style>kleur</style>{NAME}<style>los".encode()
    assert list(words_in(page)) == ["Een", NAME, "los"]


LOCKED = {
    "an archive of another kind": gzip.compress(b"Met Quirijntje"),
    "one in an archive": zipped(**{"a.7z": b"7z\xbc\xaf\x27\x1c\0\4"}),
    "one that is cut off": WORKBOOK[:-40],
    "a document with a password": OLE + "EncryptedPackage".encode("utf-16-le"),
    "what Outlook packs": b"\x78\x9f\x3e\x22\1\0" + b"Met Quirijntje" + b"\0\2",
    "more than is searched": OLE + bytes(5 << 20),
    "more than is read": bytes(MAX_BYTES + 1),
    "a file in a file in a file": zipped(a=zipped(b=zipped(c=zipped(d=b"x")))),
}


@pytest.mark.parametrize("data", LOCKED.values(), ids=LOCKED)
def test_what_cannot_be_opened_is_told(data: bytes) -> None:
    told = list[None]()
    list(words_in(data, unread=lambda: told.append(None)))
    assert told


@pytest.mark.parametrize(
    "data", [*FILES.values(), b"", b"\x89PNG\r\n\x1a\n\0", b"ID3\x03\0", b"\0\0\0 ftypmp42", b"OTTO\0\1"]
)
def test_what_was_read_and_what_has_no_words_is_not_told(data: bytes) -> None:
    list(words_in(data, unread=lambda: pytest.fail("it was read")))


def test_a_closed_file_in_a_word_document_is_told(word: Any) -> None:
    for data, unread in ((WORKBOOK, ()), (gzip.compress(b"x"), (Unread.FILES,))):
        raw = word.made(word.p("x"), word.Part("package", "word/embeddings/a.xlsx", data))
        assert DocxFormat().read(raw, "draft.docx").unread == unread


@pytest.mark.parametrize(
    "text", ["BMI;naam\n23;Marieke Quistenburg\n", "OTTO Marieke Quistenburg\n", "ID3 was Marieke Quistenburg\n"]
)
def test_a_text_that_begins_like_a_picture_is_a_text(text: str) -> None:
    """Regression: "BM" are the first bytes of a bitmap, "OTTO" of a font; all that such a text said was passed over."""
    assert "Marieke Quistenburg" in " ".join(words_in(text.encode()))


@pytest.mark.parametrize("sign", ["\x1a", "\x1b[31m", "\x07"])
def test_a_sign_for_a_terminal_makes_no_other_file_of_a_text(sign: str) -> None:
    assert "Marieke Quistenburg" in " ".join(words_in(f"Met Marieke Quistenburg, café{sign}\n".encode()))
