"""What stops the reading of a Word document, and what stops its final copy: one line, exit code 3, nothing written."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path
from typing import Any

import pytest
from bronwacht.redact.documents import (
    DamagedError,
    DangerousError,
    DocumentError,
    EmptyError,
    EncryptedError,
    TooLargeError,
    UnknownPartError,
    UnsupportedError,
    read_document,
    write_final,
)
from bronwacht.redact.documents.docx import DocxFormat

FORMAT = DocxFormat()
MACROS = "application/vnd.ms-word.document.macroEnabled.main+xml"
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"


def slide(text: str) -> str:
    """A drawing with text in it, as Word has one that was pasted from a presentation."""
    return (
        '<w:p><w:r><w:drawing><wp:inline><a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/'
        'lockedCanvas"><lc:lockedCanvas xmlns:lc="http://schemas.openxmlformats.org/drawingml/2006/lockedCanvas"><a:sp>'
        f"<a:txSp><a:txBody><a:p><a:r><a:t>Zuster {text[:4]}</a:t></a:r><a:r><a:t>{text[4:]}</a:t></a:r></a:p>"
        "</a:txBody></a:txSp></a:sp></lc:lockedCanvas></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"
    )


def refused(word: Any) -> dict[str, tuple[bytes, type[DocumentError]]]:
    """Documents that can be read and of which no final copy can be made, by what is wrong with them."""
    p, made, part = word.p, word.made, word.Part
    run = "<w:p><w:r>{}</w:r></w:p>".format
    package = part("package", "word/embeddings/x.xlsx", b"PK")
    return {
        "an embedded object": (
            made(p("x") + run('<w:object><o:OLEObject ProgID="Excel.Sheet"/></w:object>')),
            UnknownPartError,
        ),
        "an embedded workbook": (made(p("x"), package), UnknownPartError),
        "an OLE part": (made(p("x"), part("oleObject", "word/embeddings/o.bin", b"\xd0\xcf")), UnknownPartError),
        "ActiveX": (made(p("x") + run('<w:control r:id="rId9"/>')), UnknownPartError),
        "an embedded document": (made(p("x") + '<w:altChunk r:id="rId9"/>'), UnknownPartError),
        "a part of another document": (made(p("x") + '<w:subDoc r:id="rId9"/>'), UnknownPartError),
        "a chart": (made(p("x"), part("chart", "word/charts/chart1.xml", "<c/>")), UnknownPartError),
        "a remote template": (
            made(
                p("x"),
                word.part("settings", '<w:attachedTemplate r:id="rId9"/>', name="word/settings.xml"),
                part("attachedTemplate", "word/t.xml", "<x/>"),
                links={"rId8": ("attachedTemplate", "https://voorbeeld.example/a.dotm")},
            ),
            DangerousError,
        ),
        "an unknown relationship": (made(p("x"), part("urn:x/gadget", "word/gadget.xml", "<g/>")), UnknownPartError),
        "a part that nothing leads to": (made(p("x"), extra={"word/extra.xml": b"<x/>"}), UnknownPartError),
        "an unknown element": (made(p("x") + "<w:p><w:gadget/></w:p>"), UnknownPartError),
        "an unknown namespace": (made(p("x") + '<w:p><q:x xmlns:q="urn:anna">y</q:x></w:p>'), UnknownPartError),
        "a namespace under a known prefix": (made(p("x") + '<w:p xmlns:w="urn:anna"/>'), UnknownPartError),
        "an unknown attribute": (made(p("x") + '<w:p w:gadget="Anna"/>'), UnknownPartError),
        "words where a number belongs": (
            made(p("x") + '<w:p><w:pPr><w:ind w:left="Anna"/></w:pPr></w:p>'),
            UnknownPartError,
        ),
        "words where a sign belongs": (
            made(
                p("x") + '<w:p><m:oMath><m:acc><m:accPr><m:chr m:val="Anna"/></m:accPr><m:e/></m:acc></m:oMath></w:p>'
            ),
            UnknownPartError,
        ),
        "text between elements": (made(p("x") + "<w:p>Anna</w:p>"), UnknownPartError),
        "a linked picture": (
            made(
                p("x") + word.picture('name="Picture 1"').replace("r:embed", "r:link"),
                links={"rId1": ("image", "https://voorbeeld.example/a.png")},
            ),
            UnknownPartError,
        ),
        "a drawing of a presentation": (made(p("x") + slide("Zonnebloem")), UnknownPartError),
        "a picture of an unknown kind": (
            made(p("x") + word.picture('name="Picture 1"'), word.image(b"\xd7\xcd\xc6\x9a wmf")),
            UnknownPartError,
        ),
    }


REFUSED = (
    *("an embedded object", "an embedded workbook", "an OLE part", "ActiveX", "an embedded document"),
    *("a part of another document", "a chart", "a remote template", "an unknown relationship"),
    *("a part that nothing leads to", "an unknown element", "an unknown namespace", "a namespace under a known prefix"),
    *("an unknown attribute", "words where a number belongs", "words where a sign belongs"),
    *("text between elements", "a linked picture"),
    *("a picture of an unknown kind", "a drawing of a presentation"),
)


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_looked_into_stops_a_final_copy(word: Any, name: str, tmp_path: Path) -> None:
    raw, error = refused(word)[name]
    path = tmp_path / "draft.docx"
    path.write_bytes(raw)
    document = read_document(path)
    with pytest.raises(error) as raised:
        write_final(document, [], tmp_path / "final.docx")
    assert str(raised.value).startswith("draft.docx: ")
    assert not re.search("anna|example", str(raised.value), re.I), "an error tells something of the document"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["draft.docx"]


def test_words_in_a_drawing_of_a_presentation_are_read(word: Any) -> None:
    content = FORMAT.read(word.made(word.p("Tekst") + slide("Zonnebloem")), "draft.docx")
    assert "Zuster Zonnebloem" in content.text[content.published or 0 :]


def test_what_libreoffice_forgets_to_lead_to_is_left_out(word: Any, tmp_path: Path) -> None:
    path = tmp_path / "draft.docx"
    path.write_bytes(
        word.made(word.p("Tekst"), extra={"customXml/itemProps1.xml": b"<ds:x xmlns:ds='urn:Zonnebloem'/>"})
    )
    write_final(read_document(path), [], tmp_path / "final.docx")
    assert not any("customXml" in name for name in zipfile.ZipFile(tmp_path / "final.docx").namelist())


def unreadable(word: Any) -> dict[str, tuple[bytes, type[DocumentError]]]:
    """Files that are no document at all, by what is wrong with them."""
    good = word.made(word.p("Tekst"))
    files = word.contents(good)

    def again(**changes: bytes | None) -> bytes:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in {**files, **changes}.items():
                if data is not None:
                    archive.writestr(name, data)
        return out.getvalue()

    main = files["word/document.xml"]
    entity = b'<!DOCTYPE a [<!ENTITY b "c">]>'
    strict = main.replace(b"//schemas.openxmlformats.org/word", b"//purl.oclc.org/ooxml/word")
    return {
        "cut off": (good[:-40], DamagedError),
        "no zip": (b"Beste redactie,", DamagedError),
        "a zip of something else": (again(**{"[Content_Types].xml": None}), DamagedError),
        "without its document": (again(**{"word/document.xml": None}), DamagedError),
        "no XML": (again(**{"word/document.xml": b"<w:document>"}), DamagedError),
        "entities": (
            again(**{"word/document.xml": entity + main.partition(b"?>")[2]}),
            DangerousError,
        ),
        "a bomb": (again(**{"word/media/a.bin": b"\0" * (64 << 20)}), DangerousError),
        "old Word": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, EncryptedError),
        "macros by type": (word.made(word.p("x"), content_type=MACROS), DangerousError),
        "macros by part": (
            word.made(word.p("x"), word.Part("vbaProject", "word/vbaProject.bin", b"\xd0\xcf")),
            DangerousError,
        ),
        "a workbook": (
            word.made(word.p("x"), content_type=SHEET),
            UnsupportedError,
        ),
        "strict": (again(**{"word/document.xml": strict}), UnsupportedError),
        "nothing in it": (word.made("<w:p/>"), EmptyError),
    }


UNREADABLE = (
    *(
        "cut off",
        "no zip",
        "a zip of something else",
        "without its document",
        "no XML",
        "entities",
        "a bomb",
        "old Word",
    ),
    *("macros by type", "macros by part", "a workbook", "strict", "nothing in it"),
)


@pytest.mark.parametrize("name", UNREADABLE)
def test_what_is_no_draft_is_refused_in_one_line(word: Any, name: str) -> None:
    raw, error = unreadable(word)[name]
    with pytest.raises(error) as raised:
        FORMAT.read(raw, "draft.docx")
    assert raised.value.exit_code == 3
    assert str(raised.value).startswith("draft.docx: ")
    assert "\n" not in str(raised.value)


def test_a_file_that_is_too_large_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "draft.docx"
    with path.open("wb") as file:
        file.truncate(FORMAT.max_bytes + 1)
    with pytest.raises(TooLargeError):
        read_document(path)
