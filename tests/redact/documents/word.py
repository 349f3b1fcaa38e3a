"""Word documents made by hand: a package of given parts, and one with a planted name for every place of a docx."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass

NS = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
}
XMLNS = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in NS.items()) + ' mc:Ignorable="w14"'
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml."
MAIN = f"{_WORD}document.main+xml"
SECTION = '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr>'


@dataclass(frozen=True)
class Part:
    """A part besides the document: its relationship from the document (or the package), its root element's content."""

    kind: str
    name: str
    data: str | bytes
    content_type: str = "application/xml"
    of: str = "word/document.xml"


def part(kind: str, inner: str, *, root: str | None = None, name: str | None = None) -> Part:
    """A part of WordprocessingML."""
    root = root or kind
    text = f"{_HEAD}<w:{root} {XMLNS}>{inner}</w:{root}>"
    return Part(kind, name or f"word/{kind}1.xml", text, f"{_WORD}{kind}+xml")


def p(text: str = "", *, ppr: str = "") -> str:
    """A paragraph of one run."""
    return f"<w:p>{ppr}{r(text)}</w:p>"


def r(text: str, rpr: str = "") -> str:
    """A run."""
    look = f"<w:rPr>{rpr}</w:rPr>" if rpr else ""
    return f'<w:r>{look}<w:t xml:space="preserve">{text}</w:t></w:r>'


def made(
    body: str,
    *parts: Part,
    links: Mapping[str, tuple[str, str]] = {},
    content_type: str = MAIN,
    section: str = SECTION,
    extra: Mapping[str, bytes] = {},
) -> bytes:
    """A docx; ``links`` are relationships to the outside by id: (kind, address); a part's id is rId1, rId2..."""
    document = f"{_HEAD}<w:document {XMLNS}><w:body>{body}{section}</w:body></w:document>"
    rels: dict[str, list[str]] = {"": [_rel("rId1", "officeDocument", "word/document.xml")], "word/document.xml": []}
    types = [f'<Override PartName="/word/document.xml" ContentType="{content_type}"/>']
    files: dict[str, str | bytes] = {"word/document.xml": document}
    for number, held in enumerate(parts, 1):
        rels.setdefault(held.of, []).append(_rel(f"rId{number + (not held.of)}", held.kind, f"/{held.name}"))
        types.append(f'<Override PartName="/{held.name}" ContentType="{held.content_type}"/>')
        files[held.name] = held.data
    rels["word/document.xml"] += [_rel(i, kind, target, external=True) for i, (kind, target) in links.items()]
    types_xml = (
        f'{_HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>'
        f"{''.join(types)}</Types>"
    )
    for of, lines in rels.items():
        folder, _, base = of.rpartition("/")
        files[f"{folder}/_rels/{base}.rels".lstrip("/")] = (
            f'{_HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f"{''.join(lines)}</Relationships>"
        )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in {"[Content_Types].xml": types_xml, **files, **extra}.items():
            archive.writestr(name, data)
    return out.getvalue()


def _rel(number: str, kind: str, target: str, *, external: bool = False) -> str:
    mode = ' TargetMode="External"' if external else ""
    kind = kind if "/" in kind else f"{_REL}{kind}"
    return f'<Relationship Id="{number}" Type="{kind}" Target="{target}"{mode}/>'


def contents(raw: bytes) -> dict[str, bytes]:
    """The parts of a docx by name."""
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@dataclass(frozen=True)
class Hiding:
    """A place of a docx: how a name gets there, where a reader should say that it is, and whether people see it."""

    make: Callable[[str], bytes]
    place: str
    published: bool = False


def box(text: str, old: str | None = None) -> str:
    """A paragraph with a text box in both its forms."""
    old = text if old is None else old
    return (
        "<w:p><w:r><w:t>Voor</w:t></w:r><w:r><mc:AlternateContent><mc:Choice Requires=\"wps\"><w:drawing><wp:inline>"
        '<wp:extent cx="900000" cy="900000"/><wp:docPr id="7" name="Text Box 7"/><a:graphic><a:graphicData '
        'uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp><wps:cNvSpPr txBox="1"/>'
        '<wps:spPr><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></wps:spPr><wps:txbx><w:txbxContent>'
        f"{p(text)}</w:txbxContent></wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing>"
        '</mc:Choice><mc:Fallback><w:pict><v:shape style="width:90pt;height:90pt"><v:textbox><w:txbxContent>'
        f"{p(old)}</w:txbxContent></v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
        "<w:r><w:t>Na</w:t></w:r></w:p>"
    )


def picture(attributes: str, *, embed: str = "rId1", crop: str = "", inside: str = "") -> str:
    """A paragraph with a picture whose ``wp:docPr`` has these attributes."""
    return (
        f'<w:p><w:r><w:drawing><wp:inline><wp:extent cx="900000" cy="900000"/><wp:docPr id="1" {attributes}/>'
        '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr>'
        f'<pic:cNvPr id="1" name="Picture 1"{inside}/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="{embed}"/>'
        f"{crop}<a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x=\"0\" y=\"0\"/>"
        '<a:ext cx="900000" cy="900000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"
    )


def png(width: int = 20, height: int = 10, text: str = "") -> bytes:
    """A picture: its left half red, its right half blue."""
    from PIL import Image, PngImagePlugin

    made_picture = Image.new("RGB", (width, height), (255, 0, 0))
    made_picture.paste((0, 0, 255), (width // 2, 0, width, height))
    info = PngImagePlugin.PngInfo()
    if text:
        info.add_text("Author", text)
    out = io.BytesIO()
    made_picture.save(out, "PNG", pnginfo=info)
    return out.getvalue()


def image(data: bytes) -> Part:
    """A picture's part."""
    return Part("image", "word/media/image1.png", data, "image/png")


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
        lambda n: made(f"<w:p><w:r><w:pict><v:rect><v:textbox><w:txbxContent>{p(n)}</w:txbxContent></v:textbox></v:rect>"
                       "</w:pict></w:r></w:p>"),
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
    "tracked insertion": Hiding(lambda n: made(f"<w:p>{r('x')}<w:ins {_TRACK}>{r(n)}</w:ins></w:p>"), "inserted", True),
    "tracked deletion": Hiding(
        lambda n: made(f"<w:p>{r('x')}<w:del {_TRACK}><w:r><w:delText>{n}</w:delText></w:r></w:del></w:p>"), "deleted"
    ),
    "moved away": Hiding(lambda n: made(f"<w:p>{r('x')}<w:moveFrom {_TRACK}>{r(n)}</w:moveFrom></w:p>"), "deleted"),
    "moved here": Hiding(lambda n: made(f"<w:p>{r('x')}<w:moveTo {_TRACK}>{r(n)}</w:moveTo></w:p>"), "inserted", True),
    "deleted row": Hiding(
        lambda n: made(
            f"<w:tbl><w:tr><w:tc>{p('x')}</w:tc></w:tr><w:tr><w:trPr><w:del {_TRACK}/></w:trPr><w:tc>{p(n)}</w:tc></w:tr>"
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
            part("styles", '<w:style w:type="character" w:styleId="Weg"><w:name w:val="Strong"/><w:rPr><w:vanish/></w:rPr>'
                 "</w:style>"),
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
            f'<w:tbl><w:tblPr><w:tblDescription w:val="{n}"/></w:tblPr><w:tr><w:tc>{p("x")}</w:tc></w:tr></w:tbl>{p("y")}'
        ),
        "alt_text",
        True,
    ),
    "tag of a control": Hiding(lambda n: made(_sdt(f'<w:tag w:val="{n}"/>')), "control"),
    "title of a control": Hiding(lambda n: made(_sdt(f'<w:alias w:val="{n}"/>')), "control"),
    "choice of a control": Hiding(
        lambda n: made(_sdt(f'<w:dropDownList><w:listItem w:displayText="{n}" w:value="1"/></w:dropDownList>')), "control"
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
            f'<w:p><w:smartTag w:uri="urn:x" w:element="PersonName"><w:smartTagPr><w:attr w:name="ProductID" w:val="{n}"/>'
            f"</w:smartTagPr>{r('x')}</w:smartTag></w:p>"
        ),
        "control",
    ),
    "bookmark": Hiding(
        lambda n: made(f'<w:p><w:bookmarkStart w:id="1" w:name="{n}"/>{r("x")}<w:bookmarkEnd w:id="1"/></w:p>'), "bookmark"
    ),
    "comment": Hiding(
        lambda n: made(
            f'<w:p><w:commentRangeStart w:id="0"/>{r("x")}<w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/>'
            "</w:r></w:p>",
            part("comments", f'<w:comment w:id="0" w:author="Iemand">{p(n)}</w:comment>'),
        ),
        "comment",
    ),
    "author of a comment": Hiding(
        lambda n: made(p("x"), part("comments", f'<w:comment w:id="0" w:author="{n}">{p("y")}</w:comment>')), "comment"
    ),
    "document variable": Hiding(
        lambda n: made(p("x"), part("settings", f'<w:docVars><w:docVar w:name="bron" w:val="{n}"/></w:docVars>')), "variable"
    ),
    "title": Hiding(
        lambda n: made(p("x"), Part(_CORE, "docProps/core.xml", core("dc:title", n), of="")), "title"
    ),
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
            Part("glossaryDocument", "word/glossary/document.xml", f"<w:glossaryDocument {XMLNS}>{p(n)}</w:glossaryDocument>"),
        ),
        "data",
    ),
    "people": Hiding(
        lambda n: made(
            p("x"),
            Part("http://schemas.microsoft.com/office/2011/relationships/people", "word/people.xml",
                 f'<w15:people xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml"><w15:person w15:author="{n}"/>'
                 "</w15:people>"),
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
    "name of a list": Hiding(
        lambda n: made(
            p("x", ppr=_NUM_PPR), part("numbering", _NUMBERED.format(name=f'<w:name w:val="{n}"/>', text="%1."))
        ),
        "property",
    ),
    "words of a list": Hiding(
        lambda n: made(p("x", ppr=_NUM_PPR), part("numbering", _NUMBERED.format(name="", text=f"{n} %1."))), "mark", True
    ),
    "formula": Hiding(
        lambda n: made(f"<w:p>{r('x')}<m:oMath><m:r><m:t>{n}</m:t></m:r></m:oMath></w:p>"), "body", True
    ),
    "ruby": Hiding(
        lambda n: made(
            f"<w:p><w:r><w:ruby><w:rubyPr/><w:rt>{r(n)}</w:rt><w:rubyBase>{r('x')}</w:rubyBase></w:ruby></w:r></w:p>"
        ),
        "body",
        True,
    ),
    "XML comment": Hiding(lambda n: made(f"<w:p>{r('x')}<!-- {n} --></w:p>"), "data"),
}
"""Every place of a docx where a name can be, each with a document that has it there and nowhere else."""
