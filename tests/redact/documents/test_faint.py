"""Words on the page that nobody sees are told: in the colour of what is behind them, or tiny."""

from __future__ import annotations

import io
from email.message import EmailMessage

import docx
import pytest
from bronwacht.redact.documents import Document, Faint, faint_in
from bronwacht.redact.documents.docx import DocxFormat
from bronwacht.redact.documents.eml import EmlFormat
from bronwacht.redact.documents.faint import alike, colour_of
from bronwacht.redact.documents.files import document_of
from bronwacht.redact.documents.html import HtmlFormat
from bronwacht.redact.documents.text import TextFormat
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from .odt_made import ODT, odt

SECRET = "Zonnebloem"


def word(run: str, *, paragraph: str = "", around: str = "{}", styles: str = "") -> Document:
    """A docx with a run of these properties, in a paragraph of those."""
    made = docx.Document()
    made.add_paragraph("Wat iedereen leest.")
    text = f"<w:r><w:rPr>{run}</w:rPr><w:t>{SECRET}</w:t></w:r>"
    body = around.format(f"<w:p><w:pPr>{paragraph}</w:pPr>{text}</w:p>")
    first = body.split(">", 1)[0].split()[0].removeprefix("<")
    made.element.body.insert(1, parse_xml(body.replace(f"<{first}", f"<{first} {nsdecls('w')}", 1)))
    if styles:
        made.styles.element.append(parse_xml(styles.replace("<w:style", f"<w:style {nsdecls('w')}", 1)))
    out = io.BytesIO()
    made.save(out)
    return document_of(DocxFormat().read(out.getvalue(), "draft.docx"), out.getvalue(), "docx", "draft.docx")


def told(document: Document) -> list[tuple[str, Faint]]:
    return [(span.of(document.text).strip(), why) for span, why in faint_in(document)]


CELL = "<w:tbl><w:tblPr>{style}</w:tblPr><w:tblGrid/><w:tr><w:tc><w:tcPr>{cell}</w:tcPr>{{}}</w:tc></w:tr></w:tbl>"
WHITE = '<w:color w:val="FFFFFF"/>'
DARK = '<w:shd w:val="clear" w:fill="1F2A44"/>'


@pytest.mark.parametrize(
    ("run", "why"),
    [
        (WHITE, Faint.COLOUR),
        ('<w:color w:val="FEFEFC"/>', Faint.COLOUR),
        ('<w:color w:val="FFFFFF" w:themeColor="background1"/>', Faint.COLOUR),
        ('<w:color w:val="000000"/><w:highlight w:val="black"/>', Faint.COLOUR),
        ('<w:color w:val="1F2A44"/>' + DARK, Faint.COLOUR),
        ('<w:sz w:val="2"/>', Faint.SIZE),
        ('<w:rStyle w:val="Weg"/>', Faint.COLOUR),
        (WHITE + DARK, None),
        (WHITE + '<w:highlight w:val="black"/>', None),
        ('<w:color w:val="auto"/>', None),
        ('<w:color w:val="C0C0C0"/>', None),
        ('<w:sz w:val="10"/>', None),
        ("", None),
    ],
)
def test_a_run_of_word(run: str, why: Faint | None) -> None:
    style = f'<w:style w:type="character" w:styleId="Weg"><w:name w:val="Weg"/><w:rPr>{WHITE}</w:rPr></w:style>'
    assert told(word(run, styles=style)) == ([(SECRET, why)] if why else [])


@pytest.mark.parametrize(
    ("document", "is_faint"),
    [
        (word(WHITE, paragraph=DARK), False),
        (word(WHITE, around=CELL.format(style="", cell=DARK)), False),
        (word(WHITE, around=CELL.format(style='<w:tblStyle w:val="TableGrid"/>', cell="")), False),
        (word(WHITE, around=CELL.format(style="", cell="")), True),
        (
            word(WHITE, around=CELL.format(style='<w:tblStyle w:val="TableGrid"/>', cell='<w:shd w:fill="FFFFFF"/>')),
            True,
        ),
    ],
    ids=["paragraph", "cell", "table-style", "bare-cell", "white-cell"],
)
def test_what_is_behind_a_run_of_word(document: Document, is_faint: bool) -> None:
    assert bool(told(document)) is is_faint


BOX = (
    '<w:p><w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing">'
    '<wp:extent cx="1" cy="1"/><wp:docPr id="3" name="Box"{state}/>'
    '<a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:graphicData uri="x">'
    '<wps:wsp xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:txbx><w:txbxContent>'
    "{{}}</w:txbxContent></wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"
)
OLD = (
    '<w:p><w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml" style="width:9pt{state}"><v:textbox>'
    "<w:txbxContent>{{}}</w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>"
)


@pytest.mark.parametrize(
    ("shape", "why"),
    [
        (BOX.format(state=' hidden="1"'), Faint.SHAPE),
        (BOX.format(state=""), None),
        (OLD.format(state=";visibility:hidden"), Faint.SHAPE),
        (OLD.format(state=""), None),
    ],
)
def test_a_shape_that_is_not_shown(shape: str, why: Faint | None) -> None:
    assert told(word("", around=shape)) == ([(SECRET, why)] if why else [])


@pytest.mark.parametrize(
    ("look", "around", "why"),
    [
        ('fo:color="#ffffff"', "", Faint.COLOUR),
        ('fo:font-size="1pt"', "", Faint.SIZE),
        ('fo:color="#000000" fo:background-color="#000000"', "", Faint.COLOUR),
        ('fo:color="#ffffff" fo:background-color="#000000"', "", None),
        ('fo:color="#ffffff"', '<style:paragraph-properties fo:background-color="#000000"/>', None),
        ('fo:color="#ff0000"', "", None),
    ],
)
def test_a_span_of_a_text_document(look: str, around: str, why: Faint | None) -> None:
    styles = (
        f'<style:style style:name="T9" style:family="text"><style:text-properties {look}/></style:style>'
        f'<style:style style:name="P9" style:family="paragraph">{around}</style:style>'
    )
    body = f'<text:p text:style-name="P9">Lees <text:span text:style-name="T9">{SECRET}</text:span> dit.</text:p>'
    raw = odt(body, automatic=styles)
    assert told(document_of(ODT.read(raw, "draft.odt"), raw, "odt", "draft.odt")) == ([(SECRET, why)] if why else [])


def page(source: str) -> Document:
    return document_of(HtmlFormat().read(source.encode(), "draft.html"), source.encode(), "html", "draft.html")


@pytest.mark.parametrize(
    ("source", "why"),
    [
        (f'<p>Lees <span style="color:#fff">{SECRET}</span> dit.', Faint.COLOUR),
        (f'<p>Lees <font color="white">{SECRET}</font> dit.', Faint.COLOUR),
        (f"<style>.w{{color:white}}</style><p>Lees <span class=w>{SECRET}</span> dit.", Faint.COLOUR),
        (f'<p>Lees <span style="color:#000;background:#000">{SECRET}</span> dit.', Faint.COLOUR),
        (f'<p>Lees <span style="color: transparent">{SECRET}</span> dit.', Faint.COLOUR),
        (f'<p>Lees <span style="font-size:1px">{SECRET}</span> dit.', Faint.SIZE),
        (f'<div style="background:#000"><p style="color:#fff">{SECRET}</p></div>', None),
        (f"<style>body{{background:#000}}</style><p style='color:#fff'>{SECRET}</p>", None),
        (f'<table bgcolor="black"><tr><td><font color="white">{SECRET}</font></td></tr></table>', None),
        (f'<div style="font-size:0"><p style="font-size:14px">{SECRET}</p></div>', None),
        (f'<p style="color:#333">{SECRET}</p>', None),
    ],
)
def test_an_element_of_a_page(source: str, why: Faint | None) -> None:
    assert told(page(source)) == ([(SECRET, why)] if why else [])


@pytest.mark.parametrize(
    "style",
    [
        "opacity:0",
        "opacity: 0.0;color:red",
        "position:absolute;left:-9999px",
        "text-indent:-9999px",
        "position:absolute;clip:rect(0,0,0,0)",
        "clip-path: inset(100%)",
    ],
)
def test_what_is_out_of_sight_is_no_text_of_a_page(style: str) -> None:
    found = page(f'<p>Lees dit.</p><p style="{style}">{SECRET}</p>')
    assert SECRET not in found.published_text
    assert SECRET in found.text
    assert SECRET.encode() not in HtmlFormat().final(found, [])


@pytest.mark.parametrize("style", ["opacity:0.5", "text-indent:-141.75pt", "left:-5px", "clip:rect(0,90px,90px,0)"])
def test_what_is_in_sight_stays_text_of_a_page(style: str) -> None:
    assert SECRET in page(f'<p>Lees dit.</p><p style="{style}">{SECRET}</p>').published_text


def test_a_switch_of_a_page_is_no_hidden_word() -> None:
    found = page(f'<p aria-hidden="true" tabindex="-1" contenteditable=false>{SECRET}</p><p hidden>weg</p>')
    assert "aria" not in found.text
    assert "tabindex" not in found.text


def test_colours_as_files_write_them() -> None:
    assert colour_of("#FFF") == colour_of("ffffff") == colour_of("White") == (255, 255, 255)
    assert colour_of("auto") is None
    assert colour_of(None) is None
    assert alike((255, 255, 255), (250, 250, 250))
    assert not alike((255, 255, 255), (230, 255, 255))


def test_words_of_a_mail_and_of_the_files_in_it() -> None:
    mail = EmailMessage()
    mail["Subject"] = "Stuk"
    mail.set_content(f'<p>Lees <span style="color:#fff">{SECRET}</span> dit.</p>', subtype="html")
    mail.add_attachment(word(WHITE).raw, maintype="application", subtype="octet-stream", filename="a.docx")
    raw = mail.as_bytes()
    assert (
        told(document_of(EmlFormat().read(raw, "draft.eml"), raw, "eml", "draft.eml")) == [(SECRET, Faint.COLOUR)] * 2
    )


def test_a_kind_without_looks_says_nothing() -> None:
    raw = b"Alles wat er staat, is te zien."
    assert told(document_of(TextFormat().read(raw, "draft.txt"), raw, "txt", "draft.txt")) == []
