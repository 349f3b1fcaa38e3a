"""Final copies of Word documents: what stops one, what it keeps, and what pictures and styles become in it."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path
from typing import Any

import docx
import pytest
from bronwacht.redact.documents import Document, LeakKind, UnknownPartError
from bronwacht.redact.documents.docx import DocxFormat
from bronwacht.redact.documents.docx.rules import kinds, rules
from bronwacht.redact.documents.docx.words import said
from bronwacht.redact.documents.files import document_of
from bronwacht.redact.documents.sweep import unseen
from bronwacht.redact.draft import Action, DetailType, Edit, Span
from PIL import Image

FORMAT = DocxFormat()


def read(raw: bytes) -> Document:
    return document_of(FORMAT.read(raw, "draft.docx"), raw, "docx", "draft.docx")


def final(raw: bytes, *wanted: tuple[str, str]) -> bytes:
    """The final copy with each stretch replaced, checked."""
    document = read(raw)
    edits = []
    for number, (stretch, new) in enumerate(wanted):
        start = document.published_text.index(stretch)
        edits.append(Edit((f"d{number}",), Span(start, start + len(stretch)), Action.REPLACE, new, DetailType.TRIP))
    written = FORMAT.final(document, edits)
    assert FORMAT.leaks(document, edits, written) == ()
    return written


def part_of(raw: bytes, name: str = "word/document.xml") -> str:
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        return archive.read(name).decode()


def test_formatting_outside_the_edits_is_as_it_was(word: Any) -> None:
    bold, red = '<w:b/><w:sz w:val="30"/>', '<w:color w:val="FF0000"/>'
    runs = word.r("Anna de ", bold) + word.r("Vries komt", red) + word.r(" nu")
    body = f'<w:p><w:pPr><w:jc w:val="center"/></w:pPr>{runs}</w:p>'
    written = part_of(final(word.made(body), ("Anna de Vries", "Een vrouw")))
    assert re.findall(r"<w:r>(?:<w:rPr>(.*?)</w:rPr>)?<w:t[^>]*>([^<]*)</w:t></w:r>", written) == [
        (bold, "Een vrouw"),
        (red, " komt"),
        ("", " nu"),
    ]
    assert '<w:pPr><w:jc w:val="center"/></w:pPr>' in written


def test_new_words_with_lines_and_tabs_become_lines_and_tabs(word: Any) -> None:
    written = final(word.made(word.p("een twee drie")), ("twee", "a\tb\nc\x07"))
    assert read(written).text == "een a\tb\nc drie"
    assert "<w:tab/>" in part_of(written)
    assert "<w:br/>" in part_of(written)


def test_a_hyperlink_stays_until_its_words_or_its_target_are_edited(word: Any) -> None:
    link = f'<w:hyperlink r:id="rId9" w:history="1">{word.r("haar pagina")}</w:hyperlink>'
    raw = word.made(
        f"<w:p>{word.r('zie ')}{link}</w:p>", links={"rId9": ("hyperlink", "https://voorbeeld.example/anna")}
    )
    assert "<w:hyperlink " in part_of(final(raw, ("zie", "lees")))
    assert "voorbeeld.example" in part_of(final(raw), "word/_rels/document.xml.rels")
    for wanted in (("haar", "een"), ("anna", "x")):
        written = final(raw, wanted)
        assert "<w:hyperlink" not in part_of(written)
        assert "voorbeeld" not in part_of(written, "word/_rels/document.xml.rels")
        assert "example" not in read(written).text


def test_page_numbers_stay_fields_and_others_become_what_they_show(word: Any) -> None:
    def field(instruction: str) -> str:
        return (
            f'<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>{instruction}</w:instrText></w:r><w:r>'
            f'<w:fldChar w:fldCharType="separate"/></w:r>{word.r("7")}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        )

    simple = '<w:fldSimple w:instr=" NUMPAGES "><w:r><w:t>9</w:t></w:r></w:fldSimple>'
    page = " PAGE  \\* MERGEFORMAT "
    raw = word.made(f"<w:p>{field(page)}</w:p><w:p>{field(' DATE ')}</w:p><w:p>{simple}</w:p>")
    written = part_of(final(raw))
    assert re.findall(r"<w:instrText>(.*?)</w:instrText>", written) == ["PAGE  \\* MERGEFORMAT"]
    assert written.count("fldChar ") == 3
    assert 'w:instr=" NUMPAGES "' in written
    assert read(final(raw)).text == "7\n\n7\n\n9"


def test_what_a_program_keeps_in_a_simple_field_does_not_stay(word: Any) -> None:
    field = '<w:fldSimple w:instr="ADDIN EN.CITE"><w:fldData>QW5uYQ==</w:fldData><w:r><w:t>(2020)</w:t></w:r>'
    written = part_of(final(word.made(f"<w:p>{field}</w:fldSimple></w:p>")))
    assert "(2020)" in written
    assert "QW5uYQ" not in written


def test_lists_keep_numbers_of_a_form_of_their_own_and_no_words_in_it(word: Any) -> None:
    level = '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="custom" w:format="{}"/></w:lvl>'
    numbering = level + '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    numbered = final(word.made(word.p("x"), word.part("numbering", numbering.format("001, 002, 003, ..."))))
    assert 'w:format="001, 002, 003, ..."' in part_of(numbered, "word/numbering.xml")
    named = word.made(word.p("x"), word.part("numbering", numbering.format("Zonnebloem")))
    with pytest.raises(UnknownPartError, match=r"an unknown value \(w:numFmt w:format\)"):
        FORMAT.final(read(named), [])


def test_an_old_box_that_libreoffice_wrote_keeps_no_name(word: Any) -> None:
    inside = f"<v:textbox><w:txbxContent>{word.p('Binnen')}</w:txbxContent></v:textbox>"
    shape = f'<w:p><w:r><w:pict><v:rect id="shape_0" ID="Zonnebloem">{inside}</v:rect></w:pict></w:r></w:p>'
    written = part_of(final(word.made(word.p("Voor") + shape)))
    assert "Binnen" in written
    assert "Zonnebloem" not in written


def test_paragraphs_joined_by_a_tracked_change_are_one(word: Any) -> None:
    mark = '<w:pPr><w:rPr><w:del w:id="1" w:author="Iemand"/></w:rPr></w:pPr>'
    raw = word.made(
        word.p("een ", ppr=mark) + word.p("twee", ppr='<w:pPr><w:jc w:val="right"/></w:pPr>') + word.p("drie")
    )
    assert read(raw).published_text == "een twee\n\ndrie"
    written = part_of(final(raw))
    assert written.count("<w:p>") == 2
    assert written.index('<w:jc w:val="right"/>') < written.index("een ")


def test_a_table_of_which_every_row_was_deleted_is_gone(word: Any) -> None:
    row = '<w:tr><w:trPr><w:del w:id="1" w:author="Iemand"/></w:trPr><w:tc><w:p/></w:tc></w:tr>'
    written = part_of(final(word.made(word.p("x") + f"<w:tbl><w:tblPr/>{row * 2}</w:tbl>" + word.p("y"))))
    assert "<w:tbl>" not in written


def test_a_comment_that_says_nothing_is_no_passage(word: Any) -> None:
    document = read(
        word.made(word.p("x"), word.part("comments", f'<w:comment w:id="0" w:author="">{word.p()}</w:comment>'))
    )
    assert document.text == "x"


def test_styles_keep_their_look_under_other_names(word: Any) -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="Kop1"><w:name w:val="heading 1"/><w:next w:val="AnnaStijl"/></w:style>'
        '<w:style w:type="paragraph" w:customStyle="1" w:styleId="AnnaStijl"><w:name w:val="Anna stijl"/><w:basedOn '
        'w:val="Kop1"/><w:rPr><w:b/></w:rPr></w:style>'
    )
    body = word.p("x", ppr='<w:pPr><w:pStyle w:val="AnnaStijl"/></w:pPr>') + word.p(
        "y", ppr='<w:pPr><w:pStyle w:val="Weg"/></w:pPr>'
    )
    written = final(word.made(body, word.part("styles", styles)))
    made = docx.Document(io.BytesIO(written))
    assert made.paragraphs[0].style.name == "Style 1"
    assert made.styles["Style 1"].base_style.name == "Heading 1"
    assert made.styles["Style 1"].font.bold
    assert "nna" not in part_of(written, "word/styles.xml")


def test_pictures_are_cleaned_and_cropped(word: Any) -> None:
    crop = '<a:srcRect l="50000" t="0" r="0" b="0"/>'
    raw = word.made(word.p("x") + word.picture('name="a"', crop=crop), word.image(word.png(20, 10, "Anna")))
    written = final(raw)
    data = word.contents(written)["word/media/image1.png"]
    assert b"Anna" not in data
    picture = Image.open(io.BytesIO(data)).convert("RGB")
    assert picture.size == (10, 10)
    assert picture.getpixel((0, 0)) == (0, 0, 255)
    assert 'l="50000"' not in part_of(written)


def test_what_stands_where_it_should_not_is_told(word: Any) -> None:
    document = read(word.made(word.p("Anna ging naar Barcelona. Later nog eens naar Barcelona.")))
    start = document.text.index("Barcelona")
    edit = Edit(("d1",), Span(start, start + 9), Action.REPLACE, "het buitenland", DetailType.TRIP)
    written = FORMAT.final(document, [edit])
    assert [leak.kind for leak in FORMAT.leaks(document, [edit], written)] == [LeakKind.ELSEWHERE]
    assert FORMAT.leaks(document, [edit], document.raw)[0].kind is LeakKind.CHANGED
    with_more = word.made(
        word.p("Anna ging naar het buitenland. Later nog eens naar Barcelona."), extra={"a.xml": b"<x/>"}
    )
    assert FORMAT.leaks(document, [edit], with_more)


def test_the_words_of_a_list_go_and_its_numbers_stay(word_places: Any) -> None:
    written = final(word_places.PLACES["words of a list"].make("Anna"), ("Anna", ""))
    assert '<w:lvlText w:val=" %1."/>' in part_of(written, "word/numbering.xml")
    assert read(written).text == "x"


@pytest.mark.parametrize("stretch", ["Microsoft", "Georgia", "paragraph", "document", "Calibri", "hyperlink"])
def test_words_of_the_format_are_no_leak(word: Any, stretch: str) -> None:
    look = '<w:rFonts w:ascii="Georgia" w:hAnsi="Calibri"/><w14:ligatures w14:val="all"/>'
    styles = word.part("styles", '<w:style w:type="paragraph" w:styleId="Kop1"><w:name w:val="heading 1"/></w:style>')
    body = f"<w:p>{word.r(f'Zij werkte bij {stretch}.', look)}</w:p>"
    written = final(word.made(body, styles), (stretch, "iets"))
    assert 'w:ascii="Georgia"' in part_of(written)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("word/document.xml", '<w:p><w:pPr><w:ind w:left="Quirijntje"/></w:pPr></w:p>'),
        ("word/document.xml", "<w:p><!-- Quirijntje --></w:p>"),
        ("word/document.xml", '<w:p><w:r><w:rPr><w:rFonts w:ascii="Quirijntje"/></w:rPr></w:r></w:p>'),
        ("word/media/image1.png", "tEXt Quirijntje tEXt"),
        ("word/_rels/document.xml.rels", '<Relationship Id="x" Type="Quirijntje" Target="a"/>'),
    ],
)
def test_what_nobody_sees_in_a_written_file_is_found(word: Any, name: str, data: str) -> None:
    document = read(word.made(word.p("Met Quirijntje erbij.")))
    edit = Edit(("d1",), Span(4, 14), Action.REPLACE, "iemand", DetailType.NAME)
    files = word.contents(FORMAT.final(document, [edit]))
    files[name] = files.get(name, b"").replace(b"<w:sectPr", data.encode() + b"<w:sectPr") or data.encode()
    if name.endswith(".rels"):
        files[name] = data.encode()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for part, content in files.items():
            archive.writestr(part, content)
    parts = said(word.contents(out.getvalue()), "x")
    assert LeakKind.UNSEEN in {leak.kind for leak in unseen(document.text, [edit], "Met iemand erbij.", parts)}


def test_every_kind_of_value_is_told_of_in_the_table() -> None:
    assert set(kinds()) <= {*rules().values, "numberfield", "stylename"}


@pytest.mark.parametrize("suffix", [".txt", ".pdf"])
def test_final_copies_open_in_libreoffice(word_places: Any, office: Any, tmp_path: Path, suffix: str) -> None:
    for number, name in enumerate(("text box", "header", "footnote", "tracked insertion", "table", "words of a list")):
        path = tmp_path / f"{number}.docx"
        path.write_bytes(final(word_places.PLACES[name].make("Quirijntje")))
        out = office.convert(path, tmp_path / f"{number}{suffix}")
        assert out.stat().st_size > 3
        if suffix == ".txt" and name in ("tracked insertion", "table"):
            assert "Quirijntje" in out.read_text("utf-8")


def test_documents_of_libreoffice_are_read_and_written(office: Any, tmp_path: Path) -> None:
    source = tmp_path / "a.html"
    source.write_text(
        "<h1>Kop</h1><p>Zij was <b>toen 31</b>, <i>zegt</i> zij. <a href='https://voorbeeld.example/anna'>Hier</a>.</p>"
        "<table><tr><td>een</td><td>twee</td></tr></table><ul><li>punt</li></ul>",
        encoding="utf-8",
    )
    with office.open(source) as opened:
        path = opened.save(tmp_path / "a.docx")
    written = final(path.read_bytes(), ("toen 31", "begin dertig"), ("twee", "2"))
    text = read(written).text
    assert text.startswith("Kop\n\nZij was begin dertig, zegt zij. Hier.\n\neen\n2\n\npunt")
    (tmp_path / "f.docx").write_bytes(written)
    assert "begin dertig" in office.convert(tmp_path / "f.docx", tmp_path / "f.txt").read_text("utf-8")


def test_what_libreoffice_says_of_shapes_and_readings(word: Any) -> None:
    ruby = (
        '<w:ruby><w:rubyPr><w:rubyAlign w:val="left"/><w:hps w:val="12"/></w:rubyPr><w:rt><w:r><w:t>rijm</w:t></w:r>'
        "</w:rt><w:rubyBase><w:r><w:t>woord</w:t></w:r></w:rubyBase></w:ruby>"
    )
    shape = (
        '<w:drawing><wp:inline><wp:extent cx="9" cy="9"/><wp:docPr id="2" name="Shape1"/><a:graphic><a:graphicData uri='
        '"http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp><wps:cNvSpPr/><wps:nvSpPr>'
        '<wps:cNvPr id="0" name="Margriet"/><wps:cNvSpPr/></wps:nvSpPr><wps:spPr/><wps:bodyPr/></wps:wsp>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing>"
    )
    written = part_of(final(word.made(f"<w:p><w:r>{ruby}</w:r><w:r>{shape}</w:r></w:p>")))
    assert '<w:rubyAlign w:val="left"/>' in written
    assert "wps:wsp" in written
    assert "nvSpPr" not in written.replace("cNvSpPr", "")
    assert "Margriet" not in written


def test_what_word_comes_with_is_not_read_as_words_of_somebody() -> None:
    out = io.BytesIO()
    fresh = docx.Document()
    fresh.add_paragraph("De raad vergadert.")
    drawn = io.BytesIO()
    Image.new("RGB", (4, 4)).save(drawn, "PNG")
    fresh.add_picture(drawn)
    fresh.save(out)
    document = read(out.getvalue())
    for word in ("Normal.dotm", "APA.XSL", "image.png", "Macro Text", "{"):
        assert word not in document.text


def test_a_link_to_a_place_on_a_page_keeps_the_place(word: Any) -> None:
    link = '<w:hyperlink r:id="rId9" w:anchor="contact-{0}">{1}</w:hyperlink>'
    body = f"<w:p>{link.format('Anna', word.r('hier'))}{link.format('kop', word.r('daar'))}</w:p>"
    raw = word.made(body, links={"rId9": ("hyperlink", "https://voorbeeld.example/over")})
    document = read(raw)
    assert document.published_text.count("https://voorbeeld.example/over#contact-Anna") == 1
    assert len(document.text) == document.published
    at = document.published_text.index("Anna")
    edit = Edit(("d1",), Span(at, at + 4), Action.REPLACE, "iemand", DetailType.NAME)
    written = FORMAT.final(document, [edit])
    assert not FORMAT.leaks(document, [edit], written)
    rels = word.contents(written)["word/_rels/document.xml.rels"].decode()
    assert "https://voorbeeld.example/over#contact-kop" in rels
    assert "Anna" not in rels
    assert read(written).published_text == "hierdaar\n\nhttps://voorbeeld.example/over#contact-kop"
