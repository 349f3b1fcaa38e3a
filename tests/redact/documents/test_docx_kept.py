"""Honest Word documents get their final copy: what Word, its add-ins and other programs write in everyday files."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from bronwacht.redact.documents import read_document, write_final
from bronwacht.redact.draft import Action, DetailType, Edit, Span

NAME = "Zonnebloem"


def _watermark() -> str:
    """The shape that Word draws behind a page for "draft" or "confidential"."""
    return (
        '<w:p><w:r><w:pict><v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800" '
        'path="m@7,l@8,m@5,21600l@6,21600e"><v:formulas><v:f eqn="sum #0 0 10800"/></v:formulas>'
        '<v:path textpathok="t" o:connecttype="custom" o:connectlocs="@9,0;@10,10800;@11,21600;@12,10800" '
        'o:connectangles="270,180,90,0"/><v:textpath on="t" fitshape="t"/></v:shapetype>'
        '<v:shape id="PowerPlusWaterMarkObject1" o:spid="_x0000_s2049" type="#_x0000_t136" '
        'style="position:absolute;margin-left:0;margin-top:0;width:412pt;height:247pt;rotation:315;z-index:-251" '
        'o:allowincell="f" fillcolor="silver" stroked="f"><v:fill opacity=".5"/>'
        '<v:textpath style="font-family:&quot;Calibri&quot;;font-size:1pt" string="CONCEPT"/></v:shape></w:pict></w:r>'
        "</w:p>"
    )


def _box_in_two(text: str) -> str:
    """A text box that goes on in another."""
    return (
        '<w:p><w:r><w:pict><v:shape id="_x0000_s1029" style="width:90pt;height:90pt"><v:textbox '
        f'style="mso-next-textbox:#_x0000_s1030"><w:txbxContent><w:p><w:r><w:t>{text}</w:t></w:r></w:p>'
        '</w:txbxContent></v:textbox></v:shape></w:pict></w:r><w:r><w:pict><v:shape id="_x0000_s1030" '
        'style="width:90pt;height:90pt"><v:textbox><w:txbxContent/></v:textbox></v:shape></w:pict></w:r></w:p>'
    )


def _inserted_cell(word: Any) -> str:
    inserted = '<w:tcPr><w:cellIns w:id="5" w:author="Iemand" w:date="2024-01-01T00:00:00Z"/></w:tcPr>'
    cells = f"<w:tc>{word.p('a')}</w:tc><w:tc>{inserted}{word.p('b')}</w:tc>"
    return f"<w:tbl><w:tblGrid><w:gridCol/><w:gridCol/></w:tblGrid><w:tr>{cells}</w:tr></w:tbl>{word.p('Na')}"


def _ink(word: Any) -> str:
    """A stroke of a pen, and the picture of it for programs that have none."""
    fallback = word.picture('name="Inkt 1"', embed="rId2")
    fallback = fallback.removeprefix("<w:p><w:r>").removesuffix("</w:r></w:p>")
    return (
        '<w:p><w:r><mc:AlternateContent xmlns:wpi="urn:x-ink"><mc:Choice Requires="wpi"><w:drawing><wp:inline>'
        '<a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingInk">'
        '<w:contentPart r:id="rId1"/></a:graphicData></a:graphic></wp:inline></w:drawing></mc:Choice>'
        f"<mc:Fallback>{fallback}</mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )


def honest(word: Any) -> dict[str, bytes]:
    """Documents that say somebody's name once, by what else is in them."""
    p, made, part, Part = word.p, word.made, word.part, word.Part  # noqa: N806
    body = p(f"Met {NAME} erbij.")
    taskpanes = "http://schemas.microsoft.com/office/2011/relationships/webextensiontaskpanes"
    extension = "http://schemas.microsoft.com/office/2011/relationships/webextension"
    ignorable = word.NS | {"pt": "http://voorbeeld.example/2011"}
    foreign = f'<w:p xmlns:pt="{ignorable["pt"]}" pt:Unid="7df6a80722fc" pt:who="{NAME}">{word.r("Tekst.")}</w:p>'
    return {
        "a watermark": made(body, part("header", _watermark(), root="hdr"), section=_HEADED),
        "a shape that is not filled": made(body + _shape('<v:path fillok="f" gradientshapeok="t" insetpenok="f"/>')),
        "a shape with a border of a page": made(
            body + _shape('<w10:bordertop xmlns:w10="urn:schemas-microsoft-com:office:word" type="single" width="4"/>')
        ),
        "a watermark of LibreOffice's": made(body + _watermark().replace('type="#_x0000', 'type="_x0000')),
        "a cell that somebody inserted": made(body + _inserted_cell(word)),
        "a canvas of old": made(
            body
            + '<w:p><w:r><w:pict><v:group editas="canvas" style="width:90pt;height:90pt" coordsize="9,9"/></w:pict>'
            "</w:r></w:p>"
        ),
        "a skewed shadow": made(body + _shape('<o:skew v:ext="edit" on="t" offset="1pt,1pt" matrix="1,,,1"/>')),
        "a shape that another program made complex": made(body + _shape('<o:complex v:ext="view"/>')),
        "a shape filled with a picture": made(
            body + _shape('<v:fill r:id="rId1" o:title="blauw" type="tile"/>'), word.image(word.png())
        ),
        "a text box that goes on in another": made(_box_in_two(f"Met {NAME} erbij.")),
        "a colour in parts of a whole": made(word.box(f"Met {NAME}").replace("<a:avLst/>", f"<a:avLst/>{_RGB}")),
        "colours with names": made(
            p(f"Met {NAME} erbij.", ppr='<w:pPr><w:shd w:val="clear" w:color="auto" w:fill="orange"/></w:pPr>')
        ),
        "a colour as web pages have it": made("<w:p>" + word.r(f"Met {NAME}.", _RED) + "</w:p>"),
        "fonts in the file": made(
            body,
            part("fontTable", '<w:font w:name="Arial"/>', root="fonts", name="word/fontTable.xml"),
            Part("font", "word/fonts/font1.odttf", b"x", of="word/fontTable.xml"),
        ),
        "an add-in's panel": made(
            body,
            Part(taskpanes, "word/webextensions/taskpanes.xml", f'<wetp who="{NAME}"/>', of=""),
            Part(extension, "word/webextensions/w1.xml", f'<we who="{NAME}"/>', of="word/webextensions/taskpanes.xml"),
        ),
        "buttons of a template": made(
            body,
            Part("http://schemas.microsoft.com/office/2007/relationships/ui/extensibility", "customUI/ui.xml", "<u/>"),
        ),
        "what another program wrote for itself": made(foreign + body),
        "what Word threw away": made(body, extra={"[trash]/0000.dat": NAME.encode()}),
        "what a Mac adds to a zip": made(body, extra={"__MACOSX/word/._document.xml": b"\0\5\x16\7"}),
        "a theme with a picture in it": made(
            body, Part("theme", "word/theme/theme1.xml", _THEME, f"{_OFFICE}theme+xml")
        ),
        "settings of a test version": made(body, part("settings", _COMPAT, name="word/settings.xml")),
        "a page with a colour": _coloured(word, made(body)),
        "letters of formulas": made(_FORMULA + body),
        "ink with its picture": made(
            body + _ink(word),
            Part("customXml", "word/ink/ink1.xml", "<ink/>"),
            Part("image", "word/media/image1.png", word.png(), "image/png"),
        ),
    }


_OFFICE = "application/vnd.openxmlformats-officedocument."
_PLAIN_FILL = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
_BLIP_FILL = '<a:blipFill><a:blip r:embed="rId9"><a:duotone/></a:blip><a:tile tx="0"/></a:blipFill>'
_COLOURS = ("dk1", "lt1", "dk2", "lt2", *(f"accent{number}" for number in range(1, 7)), "hlink", "folHlink")
_EACH = "".join(f'<a:{colour}><a:srgbClr val="FF0000"/></a:{colour}>' for colour in _COLOURS)
_EFFECTS = 3 * "<a:effectStyle><a:effectLst/></a:effectStyle>"
_FONTS = '<a:latin typeface="Calibri"/><a:ea typeface=""/><a:cs typeface=""/>'
_LINE = f'<a:ln w="9525">{_PLAIN_FILL}</a:ln>'
_THEME = (
    '<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" name="Verve"><a:themeElements>'
    f'<a:clrScheme name="x">{_EACH}</a:clrScheme>'
    f'<a:fontScheme name="x"><a:majorFont>{_FONTS}</a:majorFont><a:minorFont>{_FONTS}</a:minorFont></a:fontScheme>'
    f'<a:fmtScheme name="x"><a:fillStyleLst>{3 * _PLAIN_FILL}</a:fillStyleLst><a:lnStyleLst>{3 * _LINE}</a:lnStyleLst>'
    f"<a:effectStyleLst>{_EFFECTS}</a:effectStyleLst>"
    f"<a:bgFillStyleLst>{2 * _PLAIN_FILL}{_BLIP_FILL}</a:bgFillStyleLst></a:fmtScheme></a:themeElements></a:theme>"
)
"""A theme of Office with a picture for the backgrounds of slides, of which a file of Word's has the picture, too."""
_COMPAT = (
    '<w:compat><w:useFELayout/><x:enableOpenTypeKerning xmlns:x="http://schemas.microsoft.com/office/word/2007/5/30/'
    'wordml"/></w:compat>'
)
_BEHIND = (
    '<w:background w:color="FFFF00"><v:background id="_x0000_s1025" o:bwmode="white" fillcolor="yellow"'
    ' o:targetscreensize="800,600"><v:fill color2="#00b050" type="gradient"/></v:background></w:background>'
)
_LETTERS = '<m:rPr><m:scr m:val="double-struck"/><m:sty m:val="p"/></m:rPr>'
_FORMULA = f"<w:p><m:oMath><m:r>{_LETTERS}<m:t>R</m:t></m:r></m:oMath></w:p>"
_HEADED = '<w:sectPr><w:headerReference w:type="default" r:id="rId1"/></w:sectPr>'
_RED = '<w:color w:val="#FF0000"/>'
_RGB = '<a:solidFill><a:scrgbClr r="0" g="50000" b="100000"/></a:solidFill>'
KEPT = (
    *("a watermark", "a shape that is not filled", "a shape with a border of a page", "a canvas of old"),
    *("a skewed shadow", "a shape that another program made complex", "a shape filled with a picture"),
    *("a text box that goes on in another", "a colour in parts of a whole", "colours with names"),
    *("a colour as web pages have it", "fonts in the file", "an add-in's panel", "buttons of a template"),
    *("what another program wrote for itself", "what Word threw away", "what a Mac adds to a zip"),
    "a cell that somebody inserted",
    *("ink with its picture", "a watermark of LibreOffice's", "a theme with a picture in it"),
    *("settings of a test version", "a page with a colour", "letters of formulas"),
)


def _shape(inside: str) -> str:
    return (
        '<w:p><w:r><w:pict><v:shape id="_x0000_s1026" style="width:90pt;height:90pt" fillcolor="#ff0000">'
        f"{inside}</v:shape></w:pict></w:r></w:p>"
    )


@pytest.fixture(params=KEPT)
def kept(request: pytest.FixtureRequest, word: Any, tmp_path: Path) -> tuple[Path, Path]:
    """A document of :func:`honest`, and where its final copy goes."""
    path = tmp_path / "draft.docx"
    raw = honest(word)[request.param]
    if request.param == "what another program wrote for itself":
        raw = _declared(word, raw)
    path.write_bytes(raw)
    return path, tmp_path / "final.docx"


def _coloured(word: Any, raw: bytes) -> bytes:
    """The document with a colour behind its pages."""
    files = word.contents(raw)
    main = files["word/document.xml"].replace(b"<w:body>", _BEHIND.encode() + b"<w:body>")
    return bytes(word.zipped({**files, "word/document.xml": main}))


def _declared(word: Any, raw: bytes) -> bytes:
    """The document with the prefix of the other program among those that may be ignored, at the root."""
    files = word.contents(raw)
    main = files["word/document.xml"].decode()
    space = 'xmlns:pt="http://voorbeeld.example/2011"'
    main = main.replace(space, "").replace('mc:Ignorable="w14"', f'{space} mc:Ignorable="w14 pt"', 1)
    return bytes(word.zipped({**files, "word/document.xml": main.encode()}))


def test_an_honest_document_gets_its_final_copy(kept: tuple[Path, Path], word: Any) -> None:
    path, out = kept
    document = read_document(path)
    at = document.published_text.index(NAME)
    edit = Edit(("d1",), Span(at, at + len(NAME)), Action.REPLACE, "iemand", DetailType.NAME)
    write_final(document, [edit], out)
    assert "Met iemand" in read_document(out).text
    for name, data in word.contents(out.read_bytes()).items():
        assert NAME not in name
        assert NAME.encode() not in data
        assert b"_x0000_" not in data


def test_an_honest_final_copy_opens(kept: tuple[Path, Path], office: Any) -> None:
    path, out = kept
    write_final(read_document(path), [], out)
    with office.open(out) as opened:
        assert opened.portions()


def test_what_another_program_wrote_for_itself_is_read(word: Any, tmp_path: Path) -> None:
    path = tmp_path / "draft.docx"
    path.write_bytes(_declared(word, honest(word)["what another program wrote for itself"]))
    document = read_document(path)
    assert document.text.count(NAME) == 2
    assert document.published_text.count(NAME) == 1


def test_a_picture_behind_a_shape_is_cleaned(word: Any, tmp_path: Path) -> None:
    path, out = tmp_path / "draft.docx", tmp_path / "final.docx"
    fill = '<v:fill r:id="rId1" o:title="blauw" type="tile"/>'
    path.write_bytes(word.made(word.p("Tekst.") + _shape(fill), word.image(word.png(text=NAME))))
    write_final(read_document(path), [], out)
    files = word.contents(out.read_bytes())
    assert b"<v:fill" in files["word/document.xml"]
    assert NAME.encode() not in files["word/media/image1.png"]
