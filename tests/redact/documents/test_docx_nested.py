"""Text boxes written for older programs too, one within another: every copy is edited, tracked, and taken back."""

from __future__ import annotations

import re
from typing import Any

import pytest
from bronwacht.redact.documents import Document, Place, Suggestion, apply_edits, document_of
from bronwacht.redact.documents.docx import DocxFormat
from bronwacht.redact.draft import Action, DetailType, Edit, Span

FORMAT = DocxFormat()
SHAPE = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"


def new(inner: str) -> str:
    return (
        '<w:drawing><wp:inline><wp:extent cx="900000" cy="900000"/><wp:docPr id="7" name="Text Box 7"/><a:graphic>'
        f'<a:graphicData uri="{SHAPE}"><wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr><a:prstGeom prst="rect"><a:avLst/>'
        f"</a:prstGeom></wps:spPr><wps:txbx><w:txbxContent>{inner}</w:txbxContent></wps:txbx><wps:bodyPr/></wps:wsp>"
        "</a:graphicData></a:graphic></wp:inline></w:drawing>"
    )


def old(inner: str) -> str:
    shape = '<w:pict><v:shape style="width:90pt;height:90pt"><v:textbox><w:txbxContent>'
    return f"{shape}{inner}</w:txbxContent></v:textbox></v:shape></w:pict>"


def either(choice: str, fallback: str) -> str:
    return (
        f'<mc:AlternateContent><mc:Choice Requires="wps">{choice}</mc:Choice><mc:Fallback>{fallback}</mc:Fallback>'
        "</mc:AlternateContent>"
    )


def boxes(word: Any) -> dict[str, str]:
    """Runs that hold a box with a name in it in one way or another, and how often the name stands in the file."""
    jan = word.p("Binnen staat Jan.")
    both = either(new(jan), old(jan))
    inside = word.p("Buiten staat Jan ook.") + f"<w:p><w:r>{both}</w:r></w:p>" + word.p("Daarna Jan.")
    return {
        "one box": both,
        "in both copies": either(new(inside), old(inside)),
        "in the first copy alone": either(new(inside), old(inside.replace(both, old(jan)))),
        "in the older copy alone": either(new(inside.replace(both, new(jan))), old(inside)),
        "a choice within the older": either(new(jan), both),
        "a choice within the choice": either(both, old(jan)),
        "two side by side": both + either(new(word.p("")), old(word.p(""))) + either(new(inside), old(inside)),
    }


NAMES = (
    *("one box", "in both copies", "in the first copy alone", "in the older copy alone", "a choice within the older"),
    *("a choice within the choice", "two side by side"),
)


def read(raw: bytes) -> Document:
    return document_of(FORMAT.read(raw, "draft.docx"), raw, "docx", "draft.docx")


@pytest.fixture(params=NAMES)
def document(request: Any, word: Any) -> Document:
    return read(word.made(word.p("Voor.") + f"<w:p><w:r>{boxes(word)[request.param]}</w:r></w:p>" + word.p("Na.")))


def renamed(document: Document) -> list[Edit]:
    spans = [Span(*m.span()) for m in re.finditer("Jan", document.published_text)]
    return [Edit((f"d{n}",), span, Action.REPLACE, f"iemand {n}", DetailType.NAME) for n, span in enumerate(spans)]


def test_no_copy_is_told_twice(document: Document) -> None:
    assert {passage.place for passage in document.passages} == {Place.BODY, Place.TEXT_BOX}
    assert document.published == len(document.text)


def test_every_copy_is_tracked(document: Document, word: Any) -> None:
    edits = renamed(document)
    review = FORMAT.review(document, [Suggestion(edit, "[NAME] waarom") for edit in edits])
    main = word.contents(review)["word/document.xml"]
    copies = word.contents(document.raw)["word/document.xml"].count(b"Jan")
    assert main.count(b'<w:delText xml:space="preserve">Jan</w:delText>') == main.count(b">Jan<") == copies
    assert len(re.findall(rb"<w:t[^>]*>iemand \d</w:t>", main)) == copies
    raw, back = FORMAT.settled(review, "review.docx")
    assert read(raw).text == document.text
    assert word.contents(raw)["word/document.xml"].count(b"Jan") == copies
    assert apply_edits(document.text, back) == apply_edits(document.text, edits)


def test_every_copy_is_edited(document: Document) -> None:
    edits = renamed(document)
    written = FORMAT.final(document, edits)
    assert FORMAT.leaks(document, edits, written) == ()
    assert read(written).text == apply_edits(document.text, edits)


def test_libreoffice_accepts_and_rejects_what_is_shown(document: Document, office: Any, tmp_path: Any) -> None:
    edits = renamed(document)
    path = tmp_path / "r.docx"
    path.write_bytes(FORMAT.review(document, [Suggestion(edit, "[NAME] waarom") for edit in edits]))
    for what, text in (("accept", apply_edits(document.text, edits)), ("reject", document.text)):
        with office.open(path) as opened:
            getattr(opened, f"{what}_all")()
            saved = opened.save(tmp_path / f"{what}.docx").read_bytes()
        assert ("Jan" in read(saved).text) == ("Jan" in text)


@pytest.mark.parametrize("which", [0, 1])
def test_a_copy_in_a_copy_that_says_something_else_is_read(word: Any, which: int) -> None:
    jan, piet = word.p("Binnen staat Jan."), word.p("Binnen staat Piet.")
    inner = [either(new(jan), old(jan)), either(new(jan), old(jan))]
    inner[which] = either(new(jan), old(piet))
    outer = [word.p("Buiten.") + f"<w:p><w:r>{one}</w:r></w:p>" for one in inner]
    document = read(word.made(f"<w:p><w:r>{either(new(outer[0]), old(outer[1]))}</w:r></w:p>"))
    assert "Piet" not in document.published_text
    assert document.text.count("Piet") == 1


def test_a_branch_that_nobody_shows_is_read_with_the_box_in_it(word: Any) -> None:
    inner = either(new(word.p("Hier staat Jan.")), old(word.p("Hier staat Jan.")))
    unknown = either(inner, old(word.p("Iets anders."))).replace('Requires="wps"', 'Requires="w99"', 1)
    document = read(word.made(word.p("Voor.") + f"<w:p><w:r>{unknown}</w:r></w:p>"))
    assert "Jan" in document.text
    assert "Jan" not in document.published_text
