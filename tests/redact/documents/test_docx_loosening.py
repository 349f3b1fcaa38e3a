"""Suggestions in fields and controls: LibreOffice accepts and rejects them as it does those in any other text."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from bronwacht.redact.documents import Document, Suggestion, apply_edits
from bronwacht.redact.documents.docx import DocxFormat
from bronwacht.redact.documents.files import document_of
from bronwacht.redact.draft import Action, DetailType, Edit, Span

FORMAT = DocxFormat()
FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r>{before}<w:r><w:instrText xml:space="preserve"> {code} </w:instrText>'
    '</w:r>{within}<w:r><w:fldChar w:fldCharType="separate"/></w:r>{shows}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
)
CODES = (
    *("AUTHOR", "REF bron", "MERGEFIELD naam", "DOCPROPERTY bron", "SEQ Tabel", 'IF 1 = 1 "a" "b"', 'FILLIN "Wie?"'),
    *("USERNAME", "PAGEREF bron", "CITATION Jan20", "DOCVARIABLE bron", "= 1 + 1", "LASTSAVEDBY"),
    *('HYPERLINK "https://voorbeeld.example/"', "FORMTEXT", 'QUOTE "x"', "ADDIN ZOTERO_ITEM CSL_CITATION {}"),
)
CONTROLS = {
    "plain text": "<w:text/>",
    "rich text": '<w:alias w:val="Bron"/>',
    "a date": '<w:date w:fullDate="2020-01-01T00:00:00Z"/>',
    "a choice": '<w:dropDownList><w:listItem w:displayText="Anna" w:value="1"/></w:dropDownList>',
    "bound to data": '<w:dataBinding w:xpath="/bron[1]" w:storeItemID="{1}"/><w:text/>',
}


def field(code: str, shows: str, *, before: str = "", within: str = "") -> str:
    return FIELD.format(code=code, shows=shows, before=before, within=within)


def control(properties: str, inside: str) -> str:
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{inside}</w:sdtContent></w:sdt>"


def documents(word: Any) -> dict[str, bytes]:
    """Documents in which a field or a control shows somebody's name."""
    r, made = word.r, word.made

    def around(inside: str) -> bytes:
        return bytes(made(f"<w:p>{r('voor ')}{inside}{r(' na')}</w:p>{word.p('Einde.')}"))

    nested = field("IF 1 = 1", r("met Anna erbij"), within=field("MERGEFIELD x", r("Anna")))
    second = field("REF c", r("met Anna erbij"))
    found = {f"field {code.split()[0]}": around(field(code, r("met Anna erbij"))) for code in CODES}
    found |= {f"control of {name}": around(control(pr, r("met Anna erbij"))) for name, pr in CONTROLS.items()}
    return found | {
        "simple field": around(f'<w:fldSimple w:instr=" AUTHOR ">{r("met Anna erbij")}</w:fldSimple>'),
        "field in what a field looks up": around(nested),
        "field in what a field shows": around(field("REF b", r("en ") + second)),
        "field in a control": around(control("<w:text/>", second)),
        "control in a control": around(control("", control("<w:text/>", r("met Anna erbij")))),
        "control around a paragraph": made(control("", word.p("met Anna erbij")) + word.p("Einde.")),
        "control around a row": made(
            word.p("Voor")
            + f"<w:tbl><w:tblGrid><w:gridCol/></w:tblGrid>{control('', _row(word))}</w:tbl>"
            + word.p("Na")
        ),
        "protected": made(
            word.p("met Anna erbij"),
            word.part("settings", '<w:documentProtection w:edit="readOnly" w:enforcement="1"/>'),
        ),
    }


def _row(word: Any) -> str:
    return f"<w:tr><w:tc>{word.p('met Anna erbij')}</w:tc></w:tr>"


NAMES = (
    *(f"field {code.split()[0]}" for code in CODES),
    *(f"control of {name}" for name in CONTROLS),
    *("simple field", "field in what a field looks up", "field in what a field shows", "field in a control"),
    *("control in a control", "control around a paragraph", "control around a row", "protected"),
)


@pytest.fixture(params=NAMES)
def case(request: pytest.FixtureRequest, word: Any) -> tuple[Document, list[Suggestion]]:
    raw = documents(word)[request.param]
    document = document_of(FORMAT.read(raw, "draft.docx"), raw, "docx", "draft.docx")
    spans = [Span(*match.span()) for match in re.finditer("Anna", document.published_text)]
    assert len(spans) == 1
    edit = Edit(("d1",), spans[0], Action.REPLACE, "iemand", DetailType.NAME)
    return document, [Suggestion(edit, "[NAME] waarom")]


def test_libreoffice_decides_on_what_fields_and_controls_show(case: Any, office: Any, tmp_path: Path) -> None:
    document, suggestions = case
    path = tmp_path / "review.docx"
    path.write_bytes(FORMAT.review(document, suggestions))
    said = document.published_text.replace("\n\n", "\n")
    for decide, expected in (("reject_all", said), ("accept_all", said.replace("Anna", "iemand"))):
        with office.open(path) as opened:
            getattr(opened, decide)()
            found = "\n".join("".join(text for text, _ in parts) for _, parts in opened.portions())
        assert found == expected


def test_what_is_open_in_fields_and_controls_is_taken_back(case: Any) -> None:
    document, suggestions = case
    raw, back = FORMAT.settled(FORMAT.review(document, suggestions), "review.docx")
    text = FORMAT.read(raw, "review.docx").text[: document.published]
    assert text == document.published_text
    assert apply_edits(text, back) == apply_edits(text, [suggestion.edit for suggestion in suggestions])


def test_what_no_suggestion_touches_stays_a_field(word: Any) -> None:
    inside = field("REF b", word.r("een veld")) + control("<w:text/>", word.r("een vak")) + word.r(" met Anna")
    raw = word.made(f"<w:p>{inside}</w:p>", word.part("settings", '<w:documentProtection w:edit="readOnly"/>'))
    document = document_of(FORMAT.read(raw, "draft.docx"), raw, "docx", "draft.docx")
    at = document.text.index("Anna")
    edit = Edit(("d1",), Span(at, at + 4), Action.REPLACE, "iemand", DetailType.NAME)
    files = word.contents(FORMAT.review(document, [Suggestion(edit, "[NAME] waarom")]))
    assert files["word/document.xml"].count(b"fldChar ") == 3
    assert b"<w:text/>" in files["word/document.xml"]
    nothing = word.contents(FORMAT.review(document_of(FORMAT.read(raw, "x"), raw, "docx", "x"), []))
    assert b"documentProtection" in nothing["word/settings1.xml"]
