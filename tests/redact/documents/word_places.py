"""Every place of a Word document in which a name can be, each with a document that has one there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bronwacht_word import NS, XMLNS, Part, box, image, made, p, part, picture, png, r  # word.py, loaded by conftest.py

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


@dataclass(frozen=True)
class Hiding:
    """A place of a docx: how a name gets there, where a reader should say that it is, and whether people see it."""

    make: Callable[[str], bytes]
    place: str
    published: bool = False


def custom(name: str) -> str:
    """Custom properties with one text."""
    return (
        f'{_HEAD}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" '
        'xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"><property '
        f'fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="2" name="Bron"><vt:lpwstr>{name}</vt:lpwstr></property>'
        "</Properties>"
    )


def core(element: str, name: str) -> str:
    """Core properties with one text."""
    return (
        f'{_HEAD}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/"><{element}>{name}</{element}></cp:coreProperties>'
    )


_CORE = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
_HIDDEN = '<w:rStyle w:val="Weg"/>'
_TRACK = 'w:id="1" w:author="Iemand" w:date="2024-01-01T00:00:00Z"'
_NUMBERED = (
    '<w:abstractNum w:abstractNumId="0">{name}<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
    '<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
)
_NUM_PPR = '<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>'


_DESCRIBED = 'name="Picture 1" descr="{}"'
_POINTED = '"Picture 1"><a:hlinkClick r:id="rId9" tooltip="{}"/></wp:docPr>'
_THEME = (
    f'<a:theme xmlns:a="{NS["a"]}" name="x"><a:themeElements><a:fontScheme name="x"><a:majorFont>'
    '<a:latin typeface="{0}"/><a:font script="Jpan" typeface="{0}"/></a:majorFont></a:fontScheme></a:themeElements>'
    "</a:theme>"
)


def _field(instruction: str, shown: str = "hier") -> str:
    return (
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve">'
        f'{instruction}</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>{r(shown)}'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    )


def _sdt(properties: str) -> str:
    return p("Tekst") + f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{p('inhoud')}</w:sdtContent></w:sdt>"


def _headed(kind: str, name: str) -> bytes:
    section = f'<w:sectPr><w:{kind}Reference w:type="first" r:id="rId1"/><w:titlePg/></w:sectPr>'
    return made(p("Tekst"), part(kind, p(name), root={"header": "hdr", "footer": "ftr"}[kind]), section=section)


def _note(kind: str, name: str, number: str = "2", **named: str) -> bytes:
    body = f'<w:p>{r("Tekst")}<w:r><w:{kind}Reference w:id="2"/></w:r></w:p>'
    notes = (
        f'<w:{kind} w:type="separator" w:id="0"><w:p><w:r><w:separator/></w:r></w:p></w:{kind}>'
        f'<w:{kind} w:id="2">{p("noot" if number != "2" else name)}</w:{kind}>'
    )
    if number != "2":
        notes += f'<w:{kind} w:id="{number}">{p(name)}</w:{kind}>'
    return made(body, part(f"{kind}s", notes))


PLACES: dict[str, Hiding] = {
    "body": Hiding(lambda n: made(p(f"Met {n} erbij")), "body", True),
    "split over runs": Hiding(lambda n: made(f"<w:p>{r(n[:3], '<w:b/>')}{r(n[3:], '<w:i/>')}</w:p>"), "body", True),
    "split by an optional hyphen": Hiding(
        lambda n: made(f"<w:p><w:r><w:t>{n[:4]}</w:t><w:softHyphen/><w:t>{n[4:]}</w:t></w:r></w:p>"), "body", True
    ),
    "table": Hiding(lambda n: made(f"<w:tbl><w:tr><w:tc>{p(n)}</w:tc></w:tr></w:tbl>{p('Na')}"), "table", True),
    "nested table": Hiding(
        lambda n: made(
            f"<w:tbl><w:tr><w:tc><w:tbl><w:tr><w:tc>{p(n)}</w:tc></w:tr></w:tbl>{p('x')}</w:tc></w:tr></w:tbl>{p('Na')}"
        ),
        "table",
        True,
    ),
    "text box": Hiding(lambda n: made(box(n)), "text_box", True),
    "old copy of a text box": Hiding(lambda n: made(box("anders", n)), "text_box"),
    "old text box": Hiding(
        lambda n: made(
            f"<w:p><w:r><w:pict><v:rect><v:textbox><w:txbxContent>{p(n)}</w:txbxContent></v:textbox></v:rect>"
            "</w:pict></w:r></w:p>"
        ),
        "text_box",
        True,
    ),
    "word art": Hiding(
        lambda n: made(f'{p("x")}<w:p><w:r><w:pict><v:shape><v:textpath string="{n}"/></v:shape></w:pict></w:r></w:p>'),
        "alt_text",
        True,
    ),
    "header": Hiding(lambda n: _headed("header", n), "header", True),
    "footer": Hiding(lambda n: _headed("footer", n), "footer", True),
    "unused header": Hiding(lambda n: made(p("x"), part("header", p(n), root="hdr")), "data"),
    "footnote": Hiding(lambda n: _note("footnote", n), "footnote", True),
    "endnote": Hiding(lambda n: _note("endnote", n), "endnote", True),
    "footnote without a mark": Hiding(lambda n: _note("footnote", n, "3"), "footnote"),
    "separator of the footnotes": Hiding(
        lambda n: made(p("x"), part("footnotes", f'<w:footnote w:type="separator" w:id="0">{p(n)}</w:footnote>')),
        "footnote",
        True,
    ),
    "tracked insertion": Hiding(lambda n: made(f"<w:p>{r('x')}<w:ins {_TRACK}>{r(n)}</w:ins></w:p>"), "inserted", True),
    "tracked deletion": Hiding(
        lambda n: made(f"<w:p>{r('x')}<w:del {_TRACK}><w:r><w:delText>{n}</w:delText></w:r></w:del></w:p>"), "deleted"
    ),
    "moved away": Hiding(lambda n: made(f"<w:p>{r('x')}<w:moveFrom {_TRACK}>{r(n)}</w:moveFrom></w:p>"), "deleted"),
    "moved here": Hiding(lambda n: made(f"<w:p>{r('x')}<w:moveTo {_TRACK}>{r(n)}</w:moveTo></w:p>"), "inserted", True),
    "deleted row": Hiding(
        lambda n: made(
            f"<w:tbl><w:tr><w:tc>{p('x')}</w:tc></w:tr><w:tr><w:trPr><w:del {_TRACK}/></w:trPr><w:tc>"
            f"{p(n)}</w:tc></w:tr>"
            f"</w:tbl>{p('Na')}"
        ),
        "deleted",
    ),
    "author of a change": Hiding(
        lambda n: made(f'<w:p>{r("x")}<w:ins w:id="1" w:author="{n}">{r("y")}</w:ins></w:p>'), "property"
    ),
    "hidden text": Hiding(lambda n: made(f"<w:p>{r('x')}{r(n, '<w:vanish/>')}</w:p>"), "data"),
    "text of a hidden style": Hiding(
        lambda n: made(
            f"<w:p>{r('x')}{r(n, _HIDDEN)}</w:p>",
            part(
                "styles",
                '<w:style w:type="character" w:styleId="Weg"><w:name w:val="Strong"/><w:rPr><w:vanish/></w:rPr>'
                "</w:style>",
            ),
        ),
        "data",
    ),
    "field": Hiding(lambda n: made(_field(f' INCLUDETEXT "{n}.docx" ')), "field"),
    "hyperlink field": Hiding(lambda n: made(_field(f' HYPERLINK "https://{n}.example/" ')), "field"),
    "simple field": Hiding(
        lambda n: made(f'<w:p><w:fldSimple w:instr=" AUTHOR {n} ">{r("x")}</w:fldSimple></w:p>'), "field"
    ),
    "hyperlink": Hiding(
        lambda n: made(
            f'<w:p>{r("zie")}<w:hyperlink r:id="rId9">{r("hier")}</w:hyperlink></w:p>',
            links={"rId9": ("hyperlink", f"https://voorbeeld.example/{n}")},
        ),
        "link",
        True,
    ),
    "tooltip": Hiding(
        lambda n: made(
            f'<w:p><w:hyperlink r:id="rId9" w:tooltip="{n}">{r("hier")}</w:hyperlink></w:p>',
            links={"rId9": ("hyperlink", "https://voorbeeld.example/")},
        ),
        "link",
    ),
    "alternative text": Hiding(
        lambda n: made(p("x") + picture(f'name="Picture 1" descr="{n}"'), image(png())), "alt_text", True
    ),
    "name of a picture": Hiding(lambda n: made(p("x") + picture(f'name="{n}.jpg"'), image(png())), "alt_text"),
    "inner name of a picture": Hiding(
        lambda n: made(p("x") + picture('name="Picture 1"', inside=f' descr="{n}"'), image(png())), "alt_text"
    ),
    "alternative text of a table": Hiding(
        lambda n: made(
            f'<w:tbl><w:tblPr><w:tblDescription w:val="{n}"/></w:tblPr><w:tr><w:tc>{p("x")}</w:tc></w:tr>'
            f"</w:tbl>{p('y')}"
        ),
        "alt_text",
        True,
    ),
    "tag of a control": Hiding(lambda n: made(_sdt(f'<w:tag w:val="{n}"/>')), "control"),
    "title of a control": Hiding(lambda n: made(_sdt(f'<w:alias w:val="{n}"/>')), "control"),
    "choice of a control": Hiding(
        lambda n: made(_sdt(f'<w:dropDownList><w:listItem w:displayText="{n}" w:value="1"/></w:dropDownList>')),
        "control",
    ),
    "data binding": Hiding(
        lambda n: made(_sdt(f'<w:dataBinding w:xpath="/bron/{n}" w:storeItemID="{{1}}"/>')), "control"
    ),
    "form field": Hiding(
        lambda n: made(
            f'<w:p>{r("x")}<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:name w:val="{n}"/></w:ffData></w:fldChar>'
            '</w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
        ),
        "control",
    ),
    "smart tag": Hiding(
        lambda n: made(
            f'<w:p><w:smartTag w:uri="urn:x" w:element="PersonName"><w:smartTagPr>'
            f'<w:attr w:name="ProductID" w:val="{n}"/>'
            f"</w:smartTagPr>{r('x')}</w:smartTag></w:p>"
        ),
        "control",
    ),
    "bookmark": Hiding(
        lambda n: made(f'<w:p><w:bookmarkStart w:id="1" w:name="{n}"/>{r("x")}<w:bookmarkEnd w:id="1"/></w:p>'),
        "bookmark",
    ),
    "comment": Hiding(
        lambda n: made(
            f'<w:p><w:commentRangeStart w:id="0"/>{r("x")}<w:commentRangeEnd w:id="0"/><w:r>'
            '<w:commentReference w:id="0"/>'
            "</w:r></w:p>",
            part("comments", f'<w:comment w:id="0" w:author="Iemand">{p(n)}</w:comment>'),
        ),
        "comment",
    ),
    "author of a comment": Hiding(
        lambda n: made(p("x"), part("comments", f'<w:comment w:id="0" w:author="{n}">{p("y")}</w:comment>')), "comment"
    ),
    "document variable": Hiding(
        lambda n: made(p("x"), part("settings", f'<w:docVars><w:docVar w:name="bron" w:val="{n}"/></w:docVars>')),
        "variable",
    ),
    "title": Hiding(lambda n: made(p("x"), Part(_CORE, "docProps/core.xml", core("dc:title", n), of="")), "title"),
    "creator": Hiding(
        lambda n: made(p("x"), Part(_CORE, "docProps/core.xml", core("dc:creator", n), of="")), "property"
    ),
    "custom property": Hiding(
        lambda n: made(p("x"), Part("custom-properties", "docProps/custom.xml", custom(n), of="")), "property"
    ),
    "custom XML": Hiding(
        lambda n: made(p("x"), Part("customXml", "customXml/item1.xml", f"<bron><naam>{n}</naam></bron>")), "data"
    ),
    "custom XML attribute": Hiding(
        lambda n: made(p("x"), Part("customXml", "customXml/item1.xml", f'<bron naam="{n}"/>')), "data"
    ),
    "glossary": Hiding(
        lambda n: made(
            p("x"),
            Part(
                "glossaryDocument",
                "word/glossary/document.xml",
                f"<w:glossaryDocument {XMLNS}>{p(n)}</w:glossaryDocument>",
            ),
        ),
        "data",
    ),
    "people": Hiding(
        lambda n: made(
            p("x"),
            Part(
                "http://schemas.microsoft.com/office/2011/relationships/people",
                "word/people.xml",
                f'<w15:people xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml">'
                f'<w15:person w15:author="{n}"/>'
                "</w15:people>",
            ),
        ),
        "data",
    ),
    "template": Hiding(
        lambda n: made(
            p("x"),
            part("settings", '<w:attachedTemplate r:id="rId9"/>'),
            links={"rId9": ("attachedTemplate", f"file:///C:/Users/{n}/Normal.dotm")},
        ),
        "link",
    ),
    "name of a style": Hiding(
        lambda n: made(
            p("x", ppr=f'<w:pPr><w:pStyle w:val="{n}"/></w:pPr>'),
            part("styles", f'<w:style w:type="paragraph" w:styleId="{n}"><w:name w:val="{n}"/></w:style>'),
        ),
        "property",
    ),
    "font of a run": Hiding(
        lambda n: made("<w:p>" + r("x", f'<w:rFonts w:ascii="Arial" w:hAnsi="{n} Hand"/>') + "</w:p>"), "property"
    ),
    "font of a sign": Hiding(
        lambda n: made(f'<w:p>{r("x")}<w:r><w:sym w:font="{n}" w:char="F0E0"/></w:r></w:p>'), "property"
    ),
    "font of a formula": Hiding(
        lambda n: made(p("x"), part("settings", f'<m:mathPr><m:mathFont m:val="{n}"/></m:mathPr>')), "property"
    ),
    "font of a theme": Hiding(
        lambda n: made(p("x"), Part("theme", "word/theme/theme1.xml", _THEME.format(n))), "property"
    ),
    "table of fonts": Hiding(
        lambda n: made(p("x"), part("fontTable", f'<w:font w:name="{n}"/>', root="fonts")), "property"
    ),
    "name of a list": Hiding(
        lambda n: made(
            p("x", ppr=_NUM_PPR), part("numbering", _NUMBERED.format(name=f'<w:name w:val="{n}"/>', text="%1."))
        ),
        "property",
    ),
    "words of a list": Hiding(
        lambda n: made(p("x", ppr=_NUM_PPR), part("numbering", _NUMBERED.format(name="", text=f"{n} %1."))),
        "mark",
        True,
    ),
    "formula": Hiding(lambda n: made(f"<w:p>{r('x')}<m:oMath><m:r><m:t>{n}</m:t></m:r></m:oMath></w:p>"), "body", True),
    "ruby": Hiding(
        lambda n: made(
            f"<w:p><w:r><w:ruby><w:rubyPr/><w:rt>{r(n)}</w:rt><w:rubyBase>{r('x')}</w:rubyBase></w:ruby></w:r></w:p>"
        ),
        "body",
        True,
    ),
    "XML comment": Hiding(lambda n: made(f"<w:p>{r('x')}<!-- {n} --></w:p>"), "data"),
    "name of a caption": Hiding(
        lambda n: made(p("x"), part("settings", f'<w:captions><w:caption w:name="{n}"/></w:captions>')), "variable"
    ),
    "solution of a transformation": Hiding(
        lambda n: made(p("x"), part("settings", f'<w:saveThroughXslt w:solutionID="{n}"/>')), "variable"
    ),
    "kind of a smart tag": Hiding(
        lambda n: made(p("x"), part("settings", f'<w:smartTagType w:namespaceuri="urn:x" w:name="{n}"/>')), "variable"
    ),
    "frame of a page": Hiding(
        lambda n: made(p("x"), part("webSettings", f'<w:frameset><w:title w:val="{n}"/></w:frameset>')), "data"
    ),
    "name of a theme": Hiding(
        lambda n: made(p("x"), Part("theme", "word/theme/theme1.xml", f'<a:theme xmlns:a="{NS["a"]}" name="{n}"/>')),
        "property",
    ),
    "printer": Hiding(
        lambda n: made(
            p("x"), Part("printerSettings", "word/printerSettings1.bin", f"kantoor {n} thuis".encode("utf-16-le"))
        ),
        "data",
    ),
    "name of a picture's part": Hiding(
        lambda n: made(p("x") + picture('name="Picture 1"'), Part("image", f"word/media/{n}.png", png(), "image/png")),
        "data",
    ),
    "id of a relationship": Hiding(
        lambda n: made(p("x"), links={f"rId{n}": ("hyperlink", "https://voorbeeld.example/")}), "data"
    ),
    "tooltip of a picture": Hiding(
        lambda n: made(
            p("x") + picture('name="Picture 1"').replace('"Picture 1"/>', _POINTED.format(n), 1),
            image(png()),
            links={"rId9": ("hyperlink", "https://voorbeeld.example/")},
        ),
        "link",
    ),
    "id of a shape": Hiding(
        lambda n: made(f'{p("x")}<w:p><w:r><w:pict><v:shape id="Vak {n}" style="width:9pt"/></w:pict></w:r></w:p>'),
        "alt_text",
    ),
    "name of a move": Hiding(
        lambda n: made(
            f'<w:p><w:moveToRangeStart w:id="5" w:author="Iemand" w:name="{n}"/>{r("x")}'
            '<w:moveToRangeEnd w:id="5"/></w:p>'
        ),
        "property",
    ),
    "frame of a link": Hiding(
        lambda n: made(
            f'<w:p><w:hyperlink r:id="rId9" w:tgtFrame="{n}">{r("x")}</w:hyperlink></w:p>',
            links={"rId9": ("hyperlink", "https://voorbeeld.example/")},
        ),
        "link",
    ),
    "initials of a comment": Hiding(
        lambda n: made(
            p("x"), part("comments", f'<w:comment w:id="0" w:author="Iemand" w:initials="{n}">{p("y")}</w:comment>')
        ),
        "comment",
    ),
    "field in a comment": Hiding(
        lambda n: made(
            p("x"),
            part(
                "comments",
                f'<w:comment w:id="0" w:author="Iemand"><w:p><w:r><w:instrText>DATE {n}</w:instrText></w:r></w:p>'
                "</w:comment>",
            ),
        ),
        "field",
    ),
    "picture in a comment": Hiding(
        lambda n: made(
            p("x"),
            part("comments", f'<w:comment w:id="0" w:author="Iemand">{picture(_DESCRIBED.format(n))}</w:comment>'),
            image(png()),
        ),
        "alt_text",
    ),
    "deletion in an unused header": Hiding(
        lambda n: made(
            p("x"),
            part("header", f'<w:p><w:del w:id="1"><w:r><w:delText>{n}</w:delText></w:r></w:del></w:p>', root="hdr"),
        ),
        "deleted",
    ),
    "field in an unused header": Hiding(
        lambda n: made(
            p("x"), part("header", f"<w:p><w:r><w:instrText>MERGEFIELD {n}</w:instrText></w:r></w:p>", root="hdr")
        ),
        "field",
    ),
    "field in a note without a mark": Hiding(
        lambda n: made(
            p("x"),
            part(
                "footnotes",
                f'<w:footnote w:id="3"><w:p><w:r><w:instrText>MERGEFIELD {n}</w:instrText></w:r></w:p></w:footnote>',
            ),
        ),
        "field",
    ),
    "bullet of a list": Hiding(
        lambda n: made(
            p("x"),
            part(
                "numbering",
                f'<w:numPicBullet w:numPicBulletId="0"><w:pict><v:shape alt="{n}"/></w:pict></w:numPicBullet>',
            ),
        ),
        "alt_text",
    ),
    "drawing of the web": Hiding(
        lambda n: made(
            p("x") + picture('name="Picture 1"'),
            image(png()),
            Part("image", "word/media/image2.svg", f'<svg xmlns="http://www.w3.org/2000/svg"><text>{n}</text></svg>'),
        ),
        "data",
    ),
    "styles of Word 2010": Hiding(
        lambda n: made(
            p("x"),
            part(
                "stylesWithEffects",
                f'<w:style w:type="paragraph" w:styleId="a"><w:name w:val="{n}"/></w:style>',
                root="styles",
            ),
        ),
        "property",
    ),
}
"""Every place of a docx where a name can be, each with a document that has it there and nowhere else."""
