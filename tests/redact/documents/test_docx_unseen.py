"""What Word keeps where nobody looks, and programs for references with it: read, and in no final copy."""

from __future__ import annotations

import base64
import re
from pathlib import Path
from typing import Any

import pytest
from bronwacht.redact.documents import read_document, write_final
from bronwacht.redact.draft import Action, DetailType, Edit, Span

NAME = "Zonnebloem"
PROPERTIES = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
BIBLIOGRAPHY = "http://schemas.openxmlformats.org/officeDocument/2006/bibliography"
CHANGED = 'w:id="1" w:author="Iemand" w:date="2024-01-01T00:00:00Z"'


def with_field(word: Any, data: bytes) -> bytes:
    """A field of a program for references, which keeps what it knows of them in base64."""
    begin = f'<w:fldChar w:fldCharType="begin"><w:fldData>{base64.b64encode(data).decode()}</w:fldData></w:fldChar>'
    return bytes(
        word.made(
            f'<w:p><w:r>{begin}</w:r><w:r><w:t>Tekst</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
        )
    )


def changed_table(word: Any) -> bytes:
    """A table of which somebody else changed the caption."""
    past = f'<w:tblPrChange {CHANGED}><w:tblPr><w:tblCaption w:val="Van {NAME}"/></w:tblPr></w:tblPrChange>'
    look = f'<w:tblPr><w:tblCaption w:val="Tabel"/>{past}</w:tblPr><w:tblGrid><w:gridCol/></w:tblGrid>'
    return bytes(word.made(word.p("Tekst") + f"<w:tbl>{look}<w:tr><w:tc>{word.p('x')}</w:tc></w:tr></w:tbl>"))


def branched(word: Any) -> bytes:
    """A drawing that only later programs show, with the picture of it for earlier ones."""
    drawing = (
        f'<w:drawing><wp:inline><wp:docPr id="1" name="Papier 1" descr="Schets van {NAME}"/></wp:inline></w:drawing>'
    )
    picture = word.picture('name="Papier 1" descr="Schets"').removeprefix("<w:p><w:r>").removesuffix("</w:r></w:p>")
    both = f'<mc:Choice Requires="wpc">{drawing}</mc:Choice><mc:Fallback>{picture}</mc:Fallback>'
    body = word.p("Tekst") + f"<w:p><w:r><mc:AlternateContent>{both}</mc:AlternateContent></w:r></w:p>"
    return bytes(word.made(body, word.image(word.png())))


def linked_property(word: Any) -> bytes:
    """A property of the document that shows what stands at a bookmark."""
    inside = f'<property fmtid="{{1}}" pid="2" name="Bron" linkTarget="{NAME}"/>'
    return bytes(
        word.made(
            word.p("Tekst"),
            word.Part(
                "custom-properties",
                "docProps/custom.xml",
                f'<Properties xmlns="{PROPERTIES}">{inside}</Properties>',
                of="",
            ),
        )
    )


UNSEEN = {
    "field of references": lambda word: with_field(word, f"<EndNote><Author>{NAME}</Author></EndNote>".encode()),
    "field of references in two bytes": lambda word: with_field(
        word, b"\x01\x02" + f"van {NAME} x".encode("utf-16-le")
    ),
    "caption before it was changed": changed_table,
    "drawing of a branch that is not shown": branched,
    "bookmark of a property": linked_property,
}


@pytest.mark.parametrize("name", UNSEEN)
def test_it_is_read_and_left_out(word: Any, tmp_path: Path, name: str) -> None:
    path, out = tmp_path / "draft.docx", tmp_path / "final.docx"
    path.write_bytes(UNSEEN[name](word))
    document = read_document(path)
    assert NAME not in document.published_text
    assert document.text.count(NAME) == 1
    write_final(document, [], out)
    written = word.contents(out.read_bytes())
    assert not any(NAME.encode() in data or NAME.encode("utf-16-le") in data for data in written.values())


def test_the_parts_of_a_name_in_a_list_of_references_are_one_name(word: Any, tmp_path: Path) -> None:
    person = f"<b:Person><b:Last>{NAME}</b:Last><b:First>Anna</b:First></b:Person>"
    sources = f'<b:Sources xmlns:b="{BIBLIOGRAPHY}"><b:Source>{person}</b:Source></b:Sources>'
    path = tmp_path / "draft.docx"
    path.write_bytes(word.made(word.p("Tekst"), word.Part("customXml", "customXml/item1.xml", sources)))
    assert f"Anna {NAME}" in read_document(path).text


def dropped(word: Any, rest: str, look: str = 'w:dropCap="drop" w:lines="3"') -> bytes:
    """A paragraph with a dropped capital, which is a paragraph of its own in the file."""
    frame = f'<w:pPr><w:framePr {look} w:wrap="around" w:vAnchor="text" w:hAnchor="text"/></w:pPr>'
    first = "<w:p>" + frame + word.r(rest[:1], '<w:sz w:val="96"/>') + "</w:p>"
    return bytes(word.made(word.p("Kop") + first + word.p(rest[1:]) + word.p("Slot.")))


def test_a_dropped_capital_is_of_the_word_that_it_begins(word: Any, office: Any, tmp_path: Path) -> None:
    path, out = tmp_path / "draft.docx", tmp_path / "final.docx"
    path.write_bytes(dropped(word, f"Anna {NAME} zei het."))
    document = read_document(path)
    assert document.text == f"Kop\n\nAnna {NAME} zei het.\n\nSlot."
    span = Span(5, 5 + len(f"Anna {NAME}"))
    write_final(document, [Edit(("d1",), span, Action.REPLACE, "Een bron", DetailType.NAME)], out)
    assert read_document(out).text == "Kop\n\nEen bron zei het.\n\nSlot."
    main = word.contents(out.read_bytes())["word/document.xml"].decode()
    assert re.search(r'<w:sz w:val="96"/></w:rPr><w:t[^>]*>E</w:t>', main)
    assert '<w:framePr w:dropCap="drop"' in main
    with office.open(path) as before, office.open(out) as after:
        assert [style for style, _ in before.portions()] == [style for style, _ in after.portions()]


def test_a_dropped_capital_in_a_text_box_is_written_as_any_other(word: Any, tmp_path: Path) -> None:
    path, out = tmp_path / "draft.docx", tmp_path / "final.docx"
    frame = '<w:pPr><w:framePr w:dropCap="drop" w:lines="3" w:wrap="around"/></w:pPr>'
    inside = "<w:p>" + frame + word.r("A") + "</w:p>" + word.p(f"nna {NAME} zei het.")
    box = (
        f'<w:pict><v:shape type="#x"><v:textbox><w:txbxContent>{inside}</w:txbxContent></v:textbox></v:shape></w:pict>'
    )
    path.write_bytes(word.made(word.p("Kop") + f"<w:p><w:r>{box}</w:r></w:p>" + word.p("Slot.")))
    document = read_document(path)
    start = document.text.index(f"Anna {NAME}")
    span = Span(start, start + len(f"Anna {NAME}"))
    write_final(document, [Edit(("d1",), span, Action.REPLACE, "Een bron", DetailType.NAME)], out)
    main = word.contents(out.read_bytes())["word/document.xml"].decode()
    assert re.search(r"<w:t[^>]*>E</w:t>.*<w:t[^>]*>en bron zei het\.</w:t>", main)


@pytest.mark.parametrize("look", ['w:w="200"', 'w:dropCap="none"'])
def test_another_frame_is_a_paragraph_by_itself(word: Any, tmp_path: Path, look: str) -> None:
    path = tmp_path / "draft.docx"
    path.write_bytes(dropped(word, "Anna zei het.", look))
    assert read_document(path).text == "Kop\n\nA\n\nnna zei het.\n\nSlot."
