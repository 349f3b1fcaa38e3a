"""The zoo: documents with somebody planted in every place where a file can hold text.

Made by python-docx, odfdo, LibreOffice and by hand. Each :class:`Animal` holds :data:`PLANTED` at one place;
test_zoo.py reads them all, makes a final copy of each, and looks whether anything of it is left.
"""

from __future__ import annotations

import base64
import io
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from email.message import EmailMessage
from functools import cached_property
from pathlib import Path

import docx
import odfdo
import pikepdf
from docx.document import Document as DocxDocument
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from odfdo import Element
from PIL import Image

FIRST, LAST = "Marieke", "Quistenburg"
PLANTED = f"{FIRST} {LAST}"
MAIL = "m.quistenburg@voorbeeldpost.nl"
SENTENCE = f"Haar buurvrouw, {PLANTED}, hoorde het ook en is te bereiken op {MAIL}."
BODY = (
    "Gemeente zwijgt over klachten",
    "De gemeente wil niet reageren op klachten over de wethouder. Dat blijkt uit een brief aan de raad.",
    "Een verpleegkundige, toen 31 jaar oud, vertelt dat zij maandenlang berichten kreeg. “Ik durfde niets te zeggen”,"
    " zegt zij. Zij was destijds de enige vrouw in een groep van tien studenten.",
    "De raad praat er volgende week over. De wethouder noemt het een misverstand.",
)


@dataclass(frozen=True)
class Animal:
    """A document: its name, its bytes, and whether what was planted is in a place that a final copy keeps."""

    name: str
    make: Callable[[], bytes]
    kept: bool

    @cached_property
    def raw(self) -> bytes:
        """Made when it is asked for: every worker collects these tests, and one runs them."""
        return self.make()

    def __str__(self) -> str:
        return self.name


def animals() -> Iterator[Animal]:
    """Every document that needs no LibreOffice to be made."""
    for suffix, makers in ((".docx", DOCX), (".odt", ODT), (".html", HTML), (".eml", EML), (".pdf", PDF)):
        for name, (kept, make) in makers.items():
            yield Animal(f"{name}{suffix}", make, kept)
    text = "\n\n".join(BODY)
    texts = {
        "body.txt": f"{text}\n\n{SENTENCE}\n",
        "body.md": f"# {text}\n\n**Haar** {SENTENCE[5:]}\n",
        "comment.md": f"# {text}\n\n<!-- {SENTENCE} -->\n",
        "obsidian.md": f"# {text}\n\n%%\n{SENTENCE}\n%%\n",
        "front.md": f"---\ntitle: Gesprek met {PLANTED}\n---\n\n# {text}\n",
        "definition.md": f"# {text}\n\n[//]: # ({SENTENCE})\n",
    }
    for name, told in texts.items():
        yield Animal(name, told.encode, kept=name.startswith("body"))


def picture(*, exif: bool = False) -> bytes:
    """A small picture; with ``exif`` somebody's name is in its data."""
    image, out = Image.new("RGB", (40, 30), "navy"), io.BytesIO()
    data = image.getexif()
    if exif:
        data[0x013B] = PLANTED  # artist
        data[0x010E] = SENTENCE  # description
    image.save(out, "JPEG", exif=data)
    return out.getvalue()


# Word


def _docx(change: Callable[[DocxDocument], None]) -> bytes:
    document = docx.Document()
    document.core_properties.author = ""
    for text in BODY:
        document.add_paragraph(text)
    change(document)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _run(xml: str) -> Callable[[DocxDocument], None]:
    """Append a paragraph of that XML."""

    def change(document: DocxDocument) -> None:
        names = nsdecls("w", "r", "wp", "a", "pic")
        extra = (
            ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
            ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
            ' xmlns:v="urn:schemas-microsoft-com:vml"'
        )
        document.element.body.insert(-1, parse_xml(f"<w:p {names}{extra}>{xml}</w:p>"))

    return change


_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def _with_part(raw: bytes, name: str, content: str, type_: str, relation: str, rels: str) -> bytes:
    """The package with a part more, its type, and a relation to it in the part ``rels``."""
    override = f'<Override PartName="/{name}" ContentType="{type_}"/></Types>'
    target = name.removeprefix("word/") if rels.startswith("word/") else name
    link = f'<Relationship Id="rIdNew" Type="{_REL}/{relation}" Target="{target}"/></Relationships>'
    ends = {"[Content_Types].xml": ("</Types>", override), rels: ("</Relationships>", link)}
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for info in old.infolist():
            end, more = ends.get(info.filename, ("", ""))
            data = old.read(info)
            made.writestr(info, data.decode().replace(end, more).encode() if end else data)
        made.writestr(name, content)
    return out.getvalue()


def _with_notes(kind: str) -> bytes:
    raw = _docx(_run(f'<w:r><w:t>Zie de noot</w:t></w:r><w:r><w:{kind}Reference w:id="2"/></w:r>'))
    separators = "".join(
        f'<w:{kind} w:type="{name}" w:id="{n}"><w:p><w:r><w:{name}/></w:r></w:p></w:{kind}>'
        for n, name in ((0, "separator"), (1, "continuationSeparator"))
    )
    notes = (
        f'<?xml version="1.0" encoding="UTF-8"?><w:{kind}s xmlns:w="{_W}">{separators}'
        f'<w:{kind} w:id="2"><w:p><w:r><w:{kind}Ref/></w:r><w:r><w:t>{SENTENCE}</w:t></w:r></w:p>'
        f"</w:{kind}></w:{kind}s>"
    )
    type_ = f"application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}s+xml"
    return _with_part(raw, f"word/{kind}s.xml", notes, type_, f"{kind}s", "word/_rels/document.xml.rels")


def _with_custom(name: str, content: str, type_: str, relation: str) -> bytes:
    return _with_part(_docx(lambda _: None), name, content, type_, relation, "_rels/.rels")


def _text_box(inside: str, fallback: str) -> str:
    box = (
        '<wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="2000000" cy="500000"/>'
        "</a:xfrm>"
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></wps:spPr><wps:txbx><w:txbxContent><w:p><w:r><w:t>'
        f"{inside}</w:t></w:r></w:p></w:txbxContent></wps:txbx><wps:bodyPr/></wps:wsp>"
    )
    return (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:inline>'
        '<wp:extent cx="2000000" cy="500000"/>'
        '<wp:docPr id="7" name="Tekstvak"/><wp:cNvGraphicFramePr/><a:graphic><a:graphicData'
        ' uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">'
        f"{box}</a:graphicData></a:graphic></wp:inline></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape"
        f' style="width:150pt;height:40pt"><v:textbox><w:txbxContent><w:p><w:r><w:t>{fallback}</w:t></w:r></w:p>'
        "</w:txbxContent></v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )


def _docx_table(document: DocxDocument) -> None:
    table = document.add_table(2, 2)
    table.cell(0, 1).text = SENTENCE
    table.cell(1, 0).text = "Anders"


def _docx_nested(document: DocxDocument) -> None:
    document.add_table(1, 1).cell(0, 0).add_table(1, 1).cell(0, 0).text = SENTENCE


def _docx_runs(document: DocxDocument) -> None:
    paragraph = document.add_paragraph("Haar buurvrouw, Ma")
    paragraph.add_run("rieke Quis").bold = True
    paragraph.add_run("ten").italic = True
    paragraph.add_run("burg, hoorde het ook.")


def _docx_header(document: DocxDocument) -> None:
    document.sections[0].header.paragraphs[0].text = SENTENCE


def _docx_first_header(document: DocxDocument) -> None:
    document.sections[0].different_first_page_header_footer = True
    document.sections[0].first_page_header.paragraphs[0].text = SENTENCE


def _docx_footer(document: DocxDocument) -> None:
    document.sections[0].footer.paragraphs[0].text = SENTENCE


def _docx_comment(document: DocxDocument) -> None:
    document.add_comment(document.paragraphs[2].runs, text=SENTENCE, author="Redactie", initials="R")


def _docx_comment_author(document: DocxDocument) -> None:
    document.add_comment(document.paragraphs[2].runs, text="Klopt dit?", author=PLANTED, initials="MQ")


def _docx_properties(document: DocxDocument) -> None:
    document.core_properties.author = PLANTED
    document.core_properties.comments = SENTENCE
    document.core_properties.last_modified_by = PLANTED


def _docx_title(document: DocxDocument) -> None:
    document.core_properties.title = f"Gesprek met {PLANTED}"


def _docx_link(document: DocxDocument) -> None:
    paragraph = document.add_paragraph("Meer ")
    target = document.part.relate_to(f"mailto:{MAIL}", f"{_REL}/hyperlink", is_external=True)
    paragraph._p.append(
        parse_xml(f'<w:hyperlink {nsdecls("w", "r")} r:id="{target}"><w:r><w:t>hier</w:t></w:r></w:hyperlink>')
    )


def _docx_picture(document: DocxDocument) -> None:
    document.add_picture(io.BytesIO(picture(exif=True)))


def _docx_alt(document: DocxDocument) -> None:
    document.add_picture(io.BytesIO(picture()))
    (properties,) = document.element.body.xpath(".//wp:docPr")
    properties.set("descr", f"Foto van {PLANTED}")


def _docx_style(document: DocxDocument) -> None:
    document.styles.add_style(f"Citaat {PLANTED}", 1)
    document.paragraphs[1].style = document.styles[f"Citaat {PLANTED}"]


def _docx_variable(document: DocxDocument) -> None:
    document.settings.element.append(
        parse_xml(f'<w:docVars {nsdecls("w")}><w:docVar w:name="bron" w:val="{PLANTED}"/></w:docVars>')
    )


def _docx_numbering(document: DocxDocument) -> None:
    part = document.part.numbering_part
    part.element.insert(
        0,
        parse_xml(
            f'<w:abstractNum {nsdecls("w")} w:abstractNumId="77"><w:multiLevelType w:val="hybridMultilevel"/>'
            f'<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="{PLANTED}"/></w:lvl>'
            "</w:abstractNum>"
        ),
    )


_WHO = 'w:id="91" w:author="Redactie" w:date="2021-07-01T10:00:00Z"'
_FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> {code} </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>{shown}</w:t></w:r>'
    '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
)
DOCX: dict[str, tuple[bool, Callable[[], bytes]]] = {
    "body": (True, lambda: _docx(lambda d: d.add_paragraph(SENTENCE))),
    "across-runs": (True, lambda: _docx(_docx_runs)),
    "table": (True, lambda: _docx(_docx_table)),
    "nested-table": (True, lambda: _docx(_docx_nested)),
    "text-box": (True, lambda: _docx(_run(_text_box(SENTENCE, SENTENCE)))),
    "text-box-fallback": (False, lambda: _docx(_run(_text_box("Kader", SENTENCE)))),
    "header": (True, lambda: _docx(_docx_header)),
    "first-header": (True, lambda: _docx(_docx_first_header)),
    "footer": (True, lambda: _docx(_docx_footer)),
    "footnote": (True, lambda: _with_notes("footnote")),
    "endnote": (True, lambda: _with_notes("endnote")),
    "comment": (False, lambda: _docx(_docx_comment)),
    "comment-author": (False, lambda: _docx(_docx_comment_author)),
    "inserted": (True, lambda: _docx(_run(f"<w:ins {_WHO}><w:r><w:t>{SENTENCE}</w:t></w:r></w:ins>"))),
    "deleted": (False, lambda: _docx(_run(f"<w:del {_WHO}><w:r><w:delText>{SENTENCE}</w:delText></w:r></w:del>"))),
    "moved-from": (
        False,
        lambda: _docx(_run(f"<w:moveFrom {_WHO}><w:r><w:t>{SENTENCE}</w:t></w:r></w:moveFrom>")),
    ),
    "field-code": (False, lambda: _docx(_run(_FIELD.format(code=f'QUOTE "{SENTENCE}"', shown="citaat")))),
    "field-without-end": (
        False,
        lambda: _docx(
            _run(
                _FIELD.format(code=f'QUOTE "{SENTENCE}"', shown="citaat").partition(
                    '<w:r><w:fldChar w:fldCharType="sep'
                )[0]
            )
        ),
    ),
    "moved-by": (
        False,
        lambda: _docx(
            _run(
                f'<w:moveToRangeStart w:id="5" w:author="{PLANTED}" w:date="2021-07-01T10:00:00Z" w:name="move1"/>'
                '<w:r><w:t>Iets</w:t></w:r><w:moveToRangeEnd w:id="5"/>'
            )
        ),
    ),
    "field-result": (True, lambda: _docx(_run(_FIELD.format(code='QUOTE "x"', shown=SENTENCE)))),
    "simple-field": (
        False,
        lambda: _docx(_run(f'<w:fldSimple w:instr="AUTHOR {PLANTED}"><w:r><w:t>auteur</w:t></w:r></w:fldSimple>')),
    ),
    "link-target": (True, lambda: _docx(_docx_link)),
    "link-field": (False, lambda: _docx(_run(_FIELD.format(code=f'HYPERLINK "mailto:{MAIL}"', shown="hier")))),
    "alt-text": (True, lambda: _docx(_docx_alt)),
    "picture-data": (False, lambda: _docx(_docx_picture)),
    "content-control": (
        False,
        lambda: _docx(
            _run(
                f'<w:sdt><w:sdtPr><w:alias w:val="{PLANTED}"/><w:tag w:val="bron"/></w:sdtPr>'
                "<w:sdtContent><w:r><w:t>Bron</w:t></w:r></w:sdtContent></w:sdt>"
            )
        ),
    ),
    "inside-control": (
        True,
        lambda: _docx(
            _run(
                '<w:sdt><w:sdtPr><w:tag w:val="bron"/></w:sdtPr>'
                f"<w:sdtContent><w:r><w:t>{SENTENCE}</w:t></w:r></w:sdtContent></w:sdt>"
            )
        ),
    ),
    "dropdown": (
        False,
        lambda: _docx(
            _run(
                f'<w:sdt><w:sdtPr><w:dropDownList><w:listItem w:displayText="{PLANTED}" w:value="1"/></w:dropDownList>'
                "</w:sdtPr><w:sdtContent><w:r><w:t>Kies</w:t></w:r></w:sdtContent></w:sdt>"
            )
        ),
    ),
    "bookmark": (
        False,
        lambda: _docx(
            _run(
                f'<w:bookmarkStart w:id="5" w:name="{PLANTED.replace(" ", "_")}"/><w:r><w:t>Hier</w:t></w:r>'
                '<w:bookmarkEnd w:id="5"/>'
            )
        ),
    ),
    "hidden-text": (
        False,
        lambda: _docx(_run(f"<w:r><w:t>Meer. </w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>{SENTENCE}</w:t></w:r>")),
    ),
    "variable": (False, lambda: _docx(_docx_variable)),
    "properties": (False, lambda: _docx(_docx_properties)),
    "title": (False, lambda: _docx(_docx_title)),
    "style-name": (False, lambda: _docx(_docx_style)),
    "list-mark": (True, lambda: _docx(_docx_numbering)),
    "custom-property": (
        False,
        lambda: _with_custom(
            "docProps/custom.xml",
            '<?xml version="1.0" encoding="UTF-8"?><Properties'
            ' xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"'
            ' xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">'
            f'<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="2" name="Bron"><vt:lpwstr>{PLANTED}'
            "</vt:lpwstr></property></Properties>",
            "application/vnd.openxmlformats-officedocument.custom-properties+xml",
            "custom-properties",
        ),
    ),
    "custom-xml": (
        False,
        lambda: _with_custom(
            "customXml/item77.xml", f"<bronnen><bron>{PLANTED}</bron></bronnen>", "application/xml", "customXml"
        ),
    ),
}


# LibreOffice's own format


def _odt(change: Callable[[odfdo.Document], None]) -> bytes:
    document = odfdo.Document("text")
    document.body.clear()
    for text in BODY:
        document.body.append(odfdo.Paragraph(text))
    change(document)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _odt_xml(xml: str) -> Callable[[odfdo.Document], None]:
    def change(document: odfdo.Document) -> None:
        document.body.append(Element.from_tag(xml))

    return change


def _odt_meta(document: odfdo.Document) -> None:
    meta = document.meta
    meta.set_creator(PLANTED)
    meta.set_comments(SENTENCE)


def _odt_custom(document: odfdo.Document) -> None:
    document.meta.set_user_defined_metadata("Bron", PLANTED)


def _odt_title(document: odfdo.Document) -> None:
    document.meta.set_title(f"Gesprek met {PLANTED}")


def _odt_header(document: odfdo.Document) -> None:
    for page in document.styles.get_elements("//style:master-page"):
        page.append(Element.from_tag(f"<style:header><text:p>{SENTENCE}</text:p></style:header>"))
        page.append(Element.from_tag(f"<style:footer><text:p>Onder {SENTENCE}</text:p></style:footer>"))


def _odt_table(document: odfdo.Document) -> None:
    table = odfdo.Table("Tabel", width=2, height=2)
    table.set_value("B1", SENTENCE)
    document.body.append(table)


def _odt_deleted(document: odfdo.Document) -> None:
    document.body.insert(
        Element.from_tag(
            '<text:tracked-changes><text:changed-region text:id="ct1"><text:deletion><office:change-info>'
            "<dc:creator>Redactie</dc:creator><dc:date>2021-07-01T10:00:00</dc:date></office:change-info>"
            f"<text:p>{SENTENCE}</text:p></text:deletion></text:changed-region></text:tracked-changes>"
        ),
        position=0,
    )
    document.body.append(Element.from_tag('<text:p>Hier<text:change text:change-id="ct1"/> stond iets.</text:p>'))


def _odt_inserted(document: odfdo.Document) -> None:
    document.body.insert(
        Element.from_tag(
            '<text:tracked-changes><text:changed-region text:id="ct1"><text:insertion><office:change-info>'
            "<dc:creator>Redactie</dc:creator><dc:date>2021-07-01T10:00:00</dc:date></office:change-info>"
            "</text:insertion></text:changed-region></text:tracked-changes>"
        ),
        position=0,
    )
    document.body.append(
        Element.from_tag(
            f'<text:p>Nieuw: <text:change-start text:change-id="ct1"/>{SENTENCE}<text:change-end text:change-id="ct1"/>'
            "</text:p>"
        )
    )


def _odt_frame(inside: str, alt: str = "") -> str:
    described = f"<svg:desc>{alt}</svg:desc>" if alt else ""
    return (
        '<text:p><draw:frame draw:name="Kader" text:anchor-type="as-char" svg:width="8cm" svg:height="2cm">'
        f"<draw:text-box><text:p>{inside}</text:p></draw:text-box>{described}</draw:frame></text:p>"
    )


ODT: dict[str, tuple[bool, Callable[[], bytes]]] = {
    "body": (True, lambda: _odt(lambda d: d.body.append(odfdo.Paragraph(SENTENCE)))),
    "across-spans": (
        True,
        lambda: _odt(
            _odt_xml(
                "<text:p>Haar buurvrouw, Ma<text:span>rieke <text:span>Quis</text:span></text:span>tenburg, hoorde dat."
                "</text:p>"
            )
        ),
    ),
    "heading": (True, lambda: _odt(lambda d: d.body.append(odfdo.Header(2, SENTENCE)))),
    "list": (
        True,
        lambda: _odt(_odt_xml(f"<text:list><text:list-item><text:p>{SENTENCE}</text:p></text:list-item></text:list>")),
    ),
    "table": (True, lambda: _odt(_odt_table)),
    "text-box": (True, lambda: _odt(_odt_xml(_odt_frame(SENTENCE)))),
    "alt-text": (True, lambda: _odt(_odt_xml(_odt_frame("Kader", f"Foto van {PLANTED}")))),
    "header": (True, lambda: _odt(_odt_header)),
    "footnote": (
        True,
        lambda: _odt(
            _odt_xml(
                '<text:p>Noot<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation>'
                f"<text:note-body><text:p>{SENTENCE}</text:p></text:note-body></text:note></text:p>"
            )
        ),
    ),
    "annotation": (
        False,
        lambda: _odt(
            _odt_xml(
                "<text:p>Klopt dit<office:annotation><dc:creator>Redactie</dc:creator><dc:date>2021-07-01T10:00:00"
                f"</dc:date><text:p>{SENTENCE}</text:p></office:annotation>?</text:p>"
            )
        ),
    ),
    "annotation-author": (
        False,
        lambda: _odt(
            _odt_xml(
                f"<text:p>Klopt dit<office:annotation><dc:creator>{PLANTED}</dc:creator><dc:date>2021-07-01T10:00:00"
                "</dc:date><text:p>Nagaan</text:p></office:annotation>?</text:p>"
            )
        ),
    ),
    "deleted": (False, lambda: _odt(_odt_deleted)),
    "inserted": (True, lambda: _odt(_odt_inserted)),
    "link-target": (
        True,
        lambda: _odt(
            _odt_xml(f'<text:p>Meer <text:a xlink:type="simple" xlink:href="mailto:{MAIL}">hier</text:a></text:p>')
        ),
    ),
    "bookmark": (
        False,
        lambda: _odt(_odt_xml(f'<text:p>Hier<text:bookmark text:name="{PLANTED}"/> dus.</text:p>')),
    ),
    "hidden-text": (
        False,
        lambda: _odt(
            _odt_xml(
                '<text:p>Meer <text:hidden-text text:condition="ooow:TRUE" text:is-hidden="true"'
                f' text:string-value="{SENTENCE}"/>dus.</text:p>'
            )
        ),
    ),
    "section-name": (
        False,
        lambda: _odt(_odt_xml(f'<text:section text:name="{PLANTED}"><text:p>Deel.</text:p></text:section>')),
    ),
    "properties": (False, lambda: _odt(_odt_meta)),
    "custom-property": (False, lambda: _odt(_odt_custom)),
    "title": (False, lambda: _odt(_odt_title)),
}


# Web pages


def _html(extra: str = "", head: str = "") -> Callable[[], bytes]:
    paragraphs = "".join(f"<p>{text}</p>\n" for text in BODY)
    return lambda: (
        f'<!DOCTYPE html>\n<html lang="nl"><head><meta charset="utf-8"><title>Stuk</title>{head}</head>\n'
        f"<body>\n<article>{paragraphs}{extra}</article></body></html>\n"
    ).encode()


_ENTITIES = "".join(f"&#{ord(char)};" for char in PLANTED)
HTML: dict[str, tuple[bool, Callable[[], bytes]]] = {
    "body": (True, _html(f"<p>{SENTENCE}</p>")),
    "across-tags": (True, _html("<p>Haar buurvrouw, Ma<b>rieke <i>Quis</i></b>tenburg, hoorde het ook.</p>")),
    "entities": (True, _html(f"<p>Haar buurvrouw, {_ENTITIES}, hoorde het ook.</p>")),
    "table": (True, _html(f"<table><tr><td>Wie</td><td>{SENTENCE}</td></tr></table>")),
    "caption": (
        True,
        _html(f'<figure><img src="a.jpg" alt=""><figcaption>Haar buurvrouw {PLANTED} hoorde het</figcaption></figure>'),
    ),
    "alt-text": (True, _html(f'<img src="a.jpg" alt="Foto van {PLANTED}">')),
    "link-target": (True, _html(f'<p>Meer <a href="mailto:{MAIL}">hier</a>.</p>')),
    "link-slug": (True, _html('<p>Meer <a href="/auteurs/marieke-quistenburg">hier</a>.</p>')),
    "picture-slug": (True, _html('<p>Foto: <img src="foto/marieke-quistenburg.jpg" alt=""></p>')),
    "comment": (False, _html(f"<!-- {SENTENCE} -->")),
    "title": (False, _html(head=f"<title>Gesprek met {PLANTED}</title>")),
    "description": (False, _html(head=f'<meta name="description" content="{SENTENCE}">')),
    "json-ld": (
        False,
        _html(head=f'<script type="application/ld+json">{{"@type": "Person", "name": "{PLANTED}"}}</script>'),
    ),
    "data-attribute": (False, _html(f'<p data-bron="{PLANTED}">Meer daarover.</p>')),
    "hidden": (False, _html(f'<p style="display:none">{SENTENCE}</p>')),
}


# Mail


def _eml(change: Callable[[EmailMessage], None]) -> bytes:
    message = EmailMessage()
    message["Subject"] = "Stuk voor morgen"
    message["From"] = "redactie@voorbeeldkrant.nl"
    message["To"] = "eindredactie@voorbeeldkrant.nl"
    message["Date"] = "Thu, 01 Jul 2021 10:00:00 +0200"
    message.set_content("\n\n".join(BODY) + "\n")
    change(message)
    return message.as_bytes()


def _eml_body(message: EmailMessage) -> None:
    message.set_content("\n\n".join((*BODY, SENTENCE)) + "\n", cte="quoted-printable")


def _eml_both(message: EmailMessage) -> None:
    message.set_content("\n\n".join((*BODY, SENTENCE)) + "\n", cte="base64")
    message.add_alternative("".join(f"<p>{text}</p>" for text in (*BODY, SENTENCE)), subtype="html")


def _header(name: str, value: str) -> Callable[[EmailMessage], None]:
    def change(message: EmailMessage) -> None:
        del message[name]
        message[name] = value

    return change


EML: dict[str, tuple[bool, Callable[[], bytes]]] = {
    "body": (True, lambda: _eml(_eml_body)),
    "both-bodies": (True, lambda: _eml(_eml_both)),
    "subject": (True, lambda: _eml(_header("Subject", f"Gesprek met {PLANTED} over de raad"))),
    "from": (False, lambda: _eml(_header("From", f"{PLANTED} <{MAIL}>"))),
    "carbon-copy": (False, lambda: _eml(_header("Cc", f"{PLANTED} <{MAIL}>"))),
    "own-header": (False, lambda: _eml(_header("X-Bron", PLANTED))),
    "attached-word": (
        True,
        lambda: _eml(
            lambda message: message.add_attachment(
                DOCX["body"][1](),
                maintype="application",
                subtype="vnd.openxmlformats-officedocument.wordprocessingml.document",
                filename="stuk.docx",
            )
        ),
    ),
    "attachment-name": (
        False,
        lambda: _eml(
            lambda message: message.add_attachment(
                "\n\n".join(BODY), subtype="plain", filename=f"Gesprek {PLANTED}.txt"
            )
        ),
    ),
}


# PDF


def _pdf(change: Callable[[pikepdf.Pdf], None] = lambda _: None, lines: tuple[str, ...] = BODY) -> bytes:
    """A page drawn by hand in Helvetica, wrapped at 80 characters."""
    import textwrap

    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(595, 842))
    page = pdf.pages[0]
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica,
        Encoding=pikepdf.Name.WinAnsiEncoding,
    )  # fmt: skip
    page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
    drawn, y = ["BT /F1 11 Tf"], 780
    for text in lines:
        for line in textwrap.wrap(text, 80):
            shown = line.encode("cp1252", "replace").decode("latin-1")
            shown = shown.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
            drawn.append(f"1 0 0 1 60 {y} Tm ({shown}) Tj")
            y -= 15
        y -= 12
    page.Contents = pdf.make_stream(("\n".join([*drawn, "ET"])).encode("latin-1"))
    change(pdf)
    out = io.BytesIO()
    pdf.save(out)
    return out.getvalue()


def _pdf_info(pdf: pikepdf.Pdf) -> None:
    pdf.docinfo["/Author"] = PLANTED
    pdf.docinfo["/Subject"] = SENTENCE


def _pdf_note(pdf: pikepdf.Pdf) -> None:
    note = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Text, Rect=[100, 700, 120, 720], Contents=SENTENCE
    )
    pdf.pages[0].Annots = pikepdf.Array([pdf.make_indirect(note)])


def _pdf_link(pdf: pikepdf.Pdf) -> None:
    link = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[100, 700, 120, 720],
        A=pikepdf.Dictionary(S=pikepdf.Name.URI, URI=f"mailto:{MAIL}"),
    )  # fmt: skip
    pdf.pages[0].Annots = pikepdf.Array([pdf.make_indirect(link)])


def _pdf_outline(pdf: pikepdf.Pdf) -> None:
    with pdf.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem(f"Gesprek met {PLANTED}", 0))


def _pdf_attachment(pdf: pikepdf.Pdf) -> None:
    pdf.attachments["bron.txt"] = pikepdf.AttachedFileSpec(pdf, SENTENCE.encode(), filename="bron.txt")


def _pdf_upwards(pdf: pikepdf.Pdf) -> None:
    """A line that runs upwards, as credits beside photographs do."""
    page = pdf.pages[0]
    drawn = f"BT /F1 11 Tf 0 1 -1 0 580 100 Tm ({SENTENCE}) Tj ET"
    page.Contents = pdf.make_stream(page.Contents.read_bytes() + b"\n" + drawn.encode())


PDF: dict[str, tuple[bool, Callable[[], bytes]]] = {
    "body": (True, lambda: _pdf(lines=(*BODY, SENTENCE))),
    "properties": (False, lambda: _pdf(_pdf_info)),
    "note": (False, lambda: _pdf(_pdf_note)),
    "link-target": (False, lambda: _pdf(_pdf_link)),
    "outline": (False, lambda: _pdf(_pdf_outline)),
    "attachment": (False, lambda: _pdf(_pdf_attachment)),
    "upwards": (True, lambda: _pdf(_pdf_upwards)),
}


def traces() -> tuple[bytes, ...]:
    """What of the planted person may be in no part of a final copy, in the encodings that a file may use."""
    words = (LAST, LAST.lower(), LAST.upper(), "quistenburg@", MAIL)
    entities = "".join(f"&#{ord(char)};" for char in LAST)
    hexes = "".join(f"&#x{ord(char):x};" for char in LAST)
    return (
        *(word.encode(encoding) for word in words for encoding in ("utf-8", "utf-16-le", "utf-16-be")),
        entities.encode(),
        hexes.encode(),
        hexes.upper().encode(),
        *(base64.b64encode(LAST.encode())[:n] for n in (12,)),
        "".join(f"%{ord(char):02X}" for char in LAST).encode(),
    )


def unpacked(raw: bytes, suffix: str) -> Iterator[bytes]:
    """Every part of a file, uncompressed; and what a part is with its tags taken out, where a name may be split."""
    import re

    parts = [raw]
    if suffix in (".docx", ".odt"):
        with zipfile.ZipFile(io.BytesIO(raw)) as package:
            parts = [package.read(name) for name in package.namelist()] + ["\n".join(package.namelist()).encode()]
    elif suffix == ".pdf":
        with pikepdf.open(io.BytesIO(raw)) as pdf:
            parts += [
                bytes(o.read_bytes()) for o in pdf.objects if isinstance(o, pikepdf.Stream) and "/Filter" not in o
            ]
    elif suffix == ".eml":
        import email

        message = email.message_from_bytes(raw)
        for part in message.walk():
            content = part.get_payload(decode=True)
            if content:
                name = part.get_filename() or ""
                inner = Path(name).suffix.lower()
                parts += [content, name.encode(), *(unpacked(content, inner) if inner in (".docx", ".odt") else ())]
    for part in parts:
        yield part
        yield re.sub(rb"<[^>]*>", b"", part)
