"""Word documents made by hand, of given parts."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
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
    return zipped({"[Content_Types].xml": types_xml, **files, **extra})


def zipped(files: Mapping[str, str | bytes]) -> bytes:
    """A zip of parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
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


def box(text: str, old: str | None = None) -> str:
    """A paragraph with a text box in both its forms."""
    old = text if old is None else old
    return (
        '<w:p><w:r><w:t>Voor</w:t></w:r><w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:inline>'
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
        f'<pic:cNvPr id="1" name="Picture 1"{inside}/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>'
        f'<a:blip r:embed="{embed}"/>'
        f'{crop}<a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/>'
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
