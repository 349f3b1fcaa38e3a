"""Every place of a text document in which words can stand: each is read, and none is in a final copy."""

from __future__ import annotations

import base64
import html
import io
import re
import tomllib
import zipfile
from pathlib import Path

import pytest
from bronwacht.redact.documents import DangerousError, EncryptedError, Place, UnknownPartError
from bronwacht.redact.draft import DetailType
from PIL import Image

from . import odt_made as made

NAME = "Zwaluwstaart"
KEPT = "<text:p>Wat blijft staan.</text:p>"


def picture(comment: bytes = b"") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (60, 40), "teal").save(out, "JPEG", comment=comment)
    return out.getvalue()


def frame(inside: str, attributes: str = "") -> str:
    size = 'text:anchor-type="paragraph" svg:width="5cm" svg:height="2cm"'
    return f'<text:p>Bij<draw:frame draw:style-name="fr1" {size} {attributes}>{inside}</draw:frame></text:p>'


_TABLES = tomllib.loads(Path(__file__).with_name("odt_places.toml").read_text("utf-8"))
PUBLISHED, HIDDEN, AUTOMATIC, META = (_TABLES[name] for name in ("published", "hidden", "automatic", "meta"))
PAGES = {
    f"{part}{which}": Place.HEADER if part == "header" else Place.FOOTER
    for part in ("header", "footer")
    for which in ("", "-left", "-first")
}


def published(name: str) -> tuple[bytes, Place]:
    if name in PAGES:
        return made.odt(KEPT, pages=f"<style:{name}><text:p>Van {NAME}.</text:p></style:{name}>"), PAGES[name]
    found = PUBLISHED[name]
    return made.odt(KEPT + found["xml"].replace("{}", NAME)), Place(found["place"])


@pytest.mark.parametrize("name", [*PUBLISHED, *PAGES])
def test_what_is_published_is_read_and_edited(name: str) -> None:
    raw, place = published(name)
    document = made.document(raw)
    assert document.published_text.count(NAME) == 1
    edit = made.edit(document.text, NAME, "iemand")
    assert document.place_of(edit.span) is place
    final = made.ODT.final(document, [edit])
    assert made.ODT.leaks(document, [edit], final) == ()
    assert anywhere(raw)
    assert not anywhere(final)
    assert made.ODT.final(document, [edit]) == final
    assert made.document(final).text == document.published_text.replace(NAME, "iemand")


@pytest.mark.parametrize("name", [*PUBLISHED, *PAGES])
def test_what_was_not_edited_is_a_leak(name: str) -> None:
    document = made.document(published(name)[0])
    edit = made.edit(document.text, NAME, "iemand")
    assert made.ODT.leaks(document, [edit], made.ODT.final(document, []))


_META = "<office:document-meta {ns}><office:meta>{inside}</office:meta></office:document-meta>"
_XMLNS = " ".join(f'xmlns:{p}="{n}"' for p, n in made.NAMESPACES.items() if p != "xml")
_SETTING = (
    "<office:document-settings {ns}><office:settings><config:config-item-set config:name='ooo:configuration-settings'>"
    "<config:config-item config:name='PrinterName' config:type='string'>{x}</config:config-item>"
    "</config:config-item-set></office:settings></office:document-settings>"
)
PARTS: dict[str, dict[str, str | bytes]] = {
    "printer setting": {"settings.xml": _SETTING.format(ns=_XMLNS, x=NAME)},
    "list of versions": {
        "VersionList.xml": "<v:version-list xmlns:v='urn:v'>"
        f"<v:version-entry v:title='Version1' v:comment='van {NAME}'/></v:version-list>"
    },
    "older version": {"Versions/Version1": made.odt(f"<text:p>Toen nog {NAME}.</text:p>")},
    "statements": {
        "manifest.rdf": "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'>"
        f"<rdf:Description><a xmlns='urn:a'>{NAME}</a></rdf:Description></rdf:RDF>"
    },
    "name of a picture": {f"Pictures/{NAME}.jpg": picture()},
    "toolbar": {"Configurations2/toolbar/a.xml": f"<a><b>{NAME}</b></a>"},
}


def hidden(name: str) -> tuple[bytes, Place | None]:
    if name in PARTS:
        return made.odt(KEPT, parts=PARTS[name]), Place.DATA
    found = (HIDDEN | AUTOMATIC | META)[name]
    xml, place = found["xml"].replace("{}", NAME), Place(found["place"]) if found["place"] else None
    if name in META:
        return made.odt(KEPT, parts={"meta.xml": _META.format(ns=_XMLNS, inside=xml)}), place
    return made.odt(KEPT, automatic=xml) if name in AUTOMATIC else made.odt(KEPT + xml), place


ALL_HIDDEN = [*HIDDEN, *AUTOMATIC, *META, *PARTS]


@pytest.mark.parametrize("name", ALL_HIDDEN)
def test_what_is_hidden_is_read_and_left_out(name: str) -> None:
    raw, place = hidden(name)
    document = made.document(raw)
    assert NAME not in document.published_text
    assert NAME in document.text
    if place is not None:
        assert document.place_of(made.edit(document.text, NAME, "").span) is place
    final = made.ODT.final(document, [])
    assert anywhere(raw)
    assert not anywhere(final)
    assert made.ODT.leaks(document, [], final) == ()
    assert made.document(final).text == document.published_text


def test_what_no_reader_sees_is_left_out() -> None:
    """A thumbnail, the rest of a picture's file, a fingerprint of editing: not words, so not read."""
    rsid = "<text:p><text:span officeooo:rsid='00a1b2c3' officeooo:paragraph-rsid='00a1b2c3'>y</text:span></text:p>"
    shown = frame("<draw:image xlink:href='Pictures/1.jpg'/>")
    raw = made.odt(
        KEPT + rsid + shown,
        parts={
            "Thumbnails/thumbnail.png": NAME.encode(),
            "Pictures/1.jpg": picture(NAME.encode()),
            "layout-cache": b"x",
        },
    )
    document = made.document(raw)
    final = made.ODT.final(document, [])
    assert made.ODT.leaks(document, [], final) == ()
    assert not anywhere(final)
    parts = made.unzipped(final)
    assert b"rsid" not in parts["content.xml"]
    assert list(parts) == ["mimetype", "content.xml", "styles.xml", "Pictures/1.jpg", "META-INF/manifest.xml"]
    assert Image.open(io.BytesIO(parts["Pictures/1.jpg"])).size == (60, 40)


CLIP = "<style:style style:name='fr9' style:family='graphic'><style:graphic-properties fo:clip='{}'/></style:style>"


def test_a_picture_is_cut_to_what_is_seen() -> None:
    clip = CLIP.format("rect(0in, 0.3125in, 0.2083in, 0in)")
    shown = frame("<draw:image xlink:href='Pictures/1.jpg'/>").replace("fr1", "fr9")
    raw = made.odt(KEPT + shown, automatic=clip, parts={"Pictures/1.jpg": picture()})
    parts = made.unzipped(made.ODT.final(made.document(raw), []))
    assert Image.open(io.BytesIO(parts["Pictures/1.jpg"])).size == (30, 20)
    assert b"clip" not in parts["content.xml"]


def test_a_link_that_leads_nowhere_any_more_goes() -> None:
    document = made.document(
        made.odt(f"<text:p>Zie <text:a xlink:href='https://a.example/{NAME}'>hier</text:a>.</text:p>")
    )
    edit = made.edit(document.text, f"https://a.example/{NAME}", "een site", DetailType.CONTACT)
    final = made.ODT.final(document, [edit])
    assert made.ODT.leaks(document, [edit], final) == ()
    assert made.document(final).text == "Zie hier."


OBJECT = frame("<draw:object xlink:href='./Object 1'/><draw:image xlink:href='./ObjectReplacements/Object 1'/>")
_CODE = f"<loext:qrcode office:string-value='https://a.example/{NAME}' loext:qrcode-type='0'/>"
REFUSED: dict[str, tuple[bytes, type[Exception]]] = {
    "words drawn as a code of squares": (
        made.odt(
            frame(f"<draw:image xlink:href='Pictures/1.jpg'/>{_CODE}"),
            parts={"Pictures/1.jpg": picture()},
        ),
        UnknownPartError,
    ),
    "embedded object": (made.odt(OBJECT, parts={"Object 1/content.xml": "<a/>"}), UnknownPartError),
    "embedded object without its part": (made.odt(OBJECT), UnknownPartError),
    "unknown part": (made.odt(KEPT, parts={"notes.bin": b"x"}), UnknownPartError),
    "media": (made.odt(KEPT, parts={"Media/a.mp3": b"x"}), UnknownPartError),
    "unknown element": (made.odt("<text:p>x<e:who xmlns:e='urn:e'>y</e:who></text:p>"), UnknownPartError),
    "floating frame": (made.odt(frame("<draw:floating-frame xlink:href='a.html'/>")), UnknownPartError),
    "picture elsewhere": (made.odt(frame("<draw:image xlink:href='https://a.example/b.png'/>")), UnknownPartError),
    "drawing": (
        made.odt(frame("<draw:image xlink:href='Pictures/a.svg'/>"), parts={"Pictures/a.svg": "<svg/>"}),
        UnknownPartError,
    ),
    "picture cut oddly": (
        made.odt(
            frame("<draw:image xlink:href='Pictures/1.jpg'/>").replace("fr1", "fr9"),
            automatic=CLIP.format("path(x)"),
            parts={"Pictures/1.jpg": picture()},
        ),
        UnknownPartError,
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_not_known_stops_the_final_copy(name: str) -> None:
    raw, error = REFUSED[name]
    document = made.document(raw)
    with pytest.raises(error, match=r"^draft\.odt: "):
        made.ODT.final(document, [])


UNREADABLE: dict[str, tuple[bytes, type[Exception]]] = {
    "macros": (made.odt(KEPT, parts={"Basic/Standard/Module1.xml": "<a/>"}), DangerousError),
    "script": (
        made.odt("<text:p>x<text:script script:language='JavaScript'>alert()</text:script></text:p>"),
        DangerousError,
    ),
    "encrypted": (
        made.odt(
            KEPT,
            parts={
                "META-INF/manifest.xml": f"<manifest:manifest {_XMLNS}>"
                "<manifest:file-entry manifest:full-path='content.xml'><manifest:encryption-data/>"
                "</manifest:file-entry></manifest:manifest>"
            },
        ),
        EncryptedError,
    ),
}


@pytest.mark.parametrize("name", UNREADABLE)
def test_what_is_dangerous_is_not_read(name: str) -> None:
    raw, error = UNREADABLE[name]
    with pytest.raises(error, match=r"^draft\.odt: "):
        made.ODT.read(raw, "draft.odt")


def anywhere(raw: bytes) -> bool:
    """Whether the name is in a package: in the name or the content of a part, in any encoding or spelling."""
    for name, part in made.unzipped(raw).items():
        stripped = re.sub(rb"<[^>]*>", b"", part)
        views = [name.encode(), part, stripped, html.unescape(part.decode("utf-8", "replace")).encode()]
        if any(
            NAME.lower().encode(encoding) in view.lower()
            for view in views
            for encoding in ("utf-8", "utf-16-le", "utf-16-be")
        ):
            return True
        if part.startswith(b"PK") and anywhere(part):
            return True
    return False


_FRAME = '<text:p>x<draw:frame text:anchor-type="as-char" svg:width="3cm" svg:height="3cm">{}</draw:frame></text:p>'
_OBJECT = _FRAME.format('<draw:object xlink:href="./Object 1"/>')
_OLD_MATH = (
    '<?xml version="1.0"?><!DOCTYPE math:math PUBLIC "-//OpenOffice.org//DTD Modified W3C MathML 1.01//EN" "math.dtd">'
    f"<math><mi>{NAME}</mi></math>"
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504
_CONFIG = f'xmlns:office="{made.NAMESPACES["office"]}" xmlns:config="{made.NAMESPACES["config"]}"'
_PRINTER = base64.b64encode(f"kantoor {NAME} thuis".encode()).decode()
WITHIN = {
    "an old formula": (_OBJECT, {"Object 1/content.xml": _OLD_MATH}),
    "a formula where it is shown": (
        _FRAME.format(
            '<draw:object><m:math xmlns:m="http://www.w3.org/1998/Math/MathML">'
            f"<m:mi>{NAME}</m:mi></m:math></draw:object>"
        ),
        {},
    ),
    "a name in a chart": (_OBJECT, {"Object 1/content.xml": f'<a table:name="{NAME}" xmlns:table="urn:x"/>'}),
    "an object of another program": (
        _FRAME.format('<draw:object-ole xlink:href="./Object 2"/>'),
        {"Object 2": _OLE + f"Geachte {NAME} van".encode("utf-16-le")},
    ),
    "the drawing of an object": (
        _OBJECT,
        {"ObjectReplacements/Object 1": b"\1\0\0\0" + b"\0" * 36 + b" EMF" + f"Met {NAME}".encode("utf-16-le")},
    ),
    "a drawing of the web": (
        _FRAME.format('<draw:image xlink:href="Pictures/a.svg"/>'),
        {"Pictures/a.svg": f'<svg xmlns="http://www.w3.org/2000/svg"><text>{NAME}</text></svg>'},
    ),
    "a file of another kind": ("<text:p>x</text:p>", {"extra.txt": NAME}),
    "data about the document": ("<text:p>x</text:p>", {"meta/bron.rdf": f'<r r:about="{NAME}" xmlns:r="urn:x"/>'}),
    "a signature": (
        "<text:p>x</text:p>",
        {"META-INF/documentsignatures.xml": f"<s><X509SubjectName>CN={NAME}</X509SubjectName><v>AAAA</v></s>"},
    ),
    "a printer's settings": (
        "<text:p>x</text:p>",
        {
            "settings.xml": f"<office:document-settings {_CONFIG}><office:settings><config:config-item config:name="
            f'"PrinterSetup" config:type="base64Binary">{_PRINTER}</config:config-item></office:settings>'
            "</office:document-settings>"
        },
    ),
    "a menu": (
        "<text:p>x</text:p>",
        {"Configurations2/menubar/menubar.xml": f'<m:menu m:label="{NAME}" xmlns:m="urn:x"/>'},
    ),
}


@pytest.mark.parametrize("name", WITHIN)
def test_files_in_a_text_document_are_read(name: str) -> None:
    body, parts = WITHIN[name]
    document = made.document(made.odt(body, parts=parts))
    assert document.text.find(NAME) >= (document.published or 0)


def test_what_is_written_on_the_zip_is_read() -> None:
    out = io.BytesIO(made.odt("<text:p>x</text:p>"))
    with zipfile.ZipFile(out, "a") as archive:
        archive.comment = NAME.encode()
    assert NAME in made.document(out.getvalue()).text


def test_an_old_manifest_is_no_danger() -> None:
    manifest = (
        '<?xml version="1.0"?><!DOCTYPE manifest:manifest PUBLIC "-//OpenOffice.org//DTD Manifest 1.0//EN" '
        f'"Manifest.dtd"><manifest:manifest xmlns:manifest="{made.NAMESPACES["manifest"]}"/>'
    )
    raw = made.odt("<text:p>x</text:p>", parts={"META-INF/manifest.xml": manifest})
    assert made.document(raw).text == "x"
    entity = manifest.replace('"Manifest.dtd">', '"Manifest.dtd" [<!ENTITY a "b">]>')
    with pytest.raises(DangerousError):
        made.document(made.odt("<text:p>x</text:p>", parts={"META-INF/manifest.xml": entity}))


def test_a_document_that_is_hidden_as_a_whole_gets_a_copy_with_nothing_in_it() -> None:
    document = made.document(made.odt('<text:p text:style-name="P7">Niets hiervan.</text:p>'))
    assert not document.published_text
    assert not made.ODT.leaks(document, [], made.ODT.final(document, []))


def test_of_the_fonts_of_a_text_those_stay_that_come_with_programs() -> None:
    style = (
        "<style:style style:name='T9' style:family='text'><style:text-properties fo:font-family="
        f'"&apos;{NAME} Hand&apos;, &apos;Times New Roman&apos;"/></style:style>'
    )
    raw = made.odt("<text:p><text:span text:style-name='T9'>Tekst.</text:span></text:p>", automatic=style)
    content = made.unzipped(made.ODT.final(made.document(raw), []))["content.xml"].decode()
    assert "Times New Roman" in html.unescape(content)
    assert NAME not in content


_COLOUR = "<loext:{}-complex-color loext:theme-type='accent1' loext:color-type='theme'>{}</loext:{}-complex-color>"
_DARKER = "<loext:transformation loext:type='lummod' loext:value='7500'/>"


def colour(of: str) -> str:
    return _COLOUR.format(of, _DARKER, of)


def test_what_later_programs_say_of_looks_stops_no_final_copy() -> None:
    """Colours of a theme, which LibreOffice 24 writes of every docx, gradients of three colours, fonts in the file."""
    sides = "".join(colour(f"border-{side}") for side in ("bottom", "top", "left", "right"))
    looks = (
        "<style:style style:name='T9' style:family='text'><style:text-properties fo:color='#2f5496'>"
        f"{colour('char')}</style:text-properties></style:style>"
        "<style:style style:name='C9' style:family='table-cell'><style:table-cell-properties "
        f"fo:background-color='#d9e2f3'>{colour('background')}{sides}</style:table-cell-properties></style:style>"
        "<style:style style:name='fr9' style:family='graphic'><style:graphic-properties draw:fill='solid'>"
        f"{colour('stroke')}{colour('fill')}</style:graphic-properties></style:style>"
    )
    gradient = (
        "<draw:gradient draw:name='g' draw:style='linear' draw:start-color='#ff0000' draw:end-color='#0000ff'>"
        "<loext:gradient-stop svg:offset='0.5' loext:color-type='rgb' loext:color-value='#00ff00'/></draw:gradient>"
        "<draw:opacity draw:name='o' draw:style='linear' draw:start='0%' draw:end='100%'>"
        "<loext:opacity-stop svg:offset='0.5' svg:stop-opacity='0.2'/></draw:opacity>"
    )
    font = (
        f"<office:font-face-decls><style:font-face style:name='{NAME}' svg:font-family='{NAME}'><svg:font-face-src>"
        f"<svg:font-face-uri xlink:href='Fonts/{NAME}.ttf' loext:font-weight='bold'><svg:font-face-format"
        " svg:string='truetype'/></svg:font-face-uri></svg:font-face-src><svg:definition-src xlink:href='a'/>"
        "</style:font-face></office:font-face-decls>"
    )
    made_of = made.unzipped(
        made.odt(
            "<text:p>Een <text:span text:style-name='T9'>blauw</text:span> woord.</text:p>",
            automatic=looks,
            styles=gradient,
            parts={f"Fonts/{NAME}.ttf": NAME.encode()},
        )
    )
    made_of["content.xml"] = made_of["content.xml"].replace(
        b"<office:automatic-styles>", font.encode() + b"<office:automatic-styles>"
    )
    document = made.document(made.zipped(made_of))
    final = made.ODT.final(document, [])
    assert made.ODT.leaks(document, [], final) == ()
    assert not anywhere(final)
    content = made.unzipped(final)["content.xml"]
    assert b"#2f5496" in content
    assert b"complex-color" not in content


def test_of_a_docx_that_libreoffice_saved_no_style_of_a_program_is_read_as_words() -> None:
    """Such styles were counted as people. One that somebody named is read where it is named, and in no copy."""
    programs = (
        "<style:style style:name='Heading_20_1_20_Char' style:display-name='Heading 1 Char' style:family='text'"
        " loext:linked-style-name='Heading_20_1'/>"
        "<style:style style:name='ListLabel_20_1' style:display-name='ListLabel 1' style:family='text'/>"
    )
    assert made.document(made.odt("<text:p>Woord.</text:p>", styles=programs)).text == "Woord."
    linked = f"<style:style style:name='{NAME}' style:family='paragraph' loext:linked-style-name='{NAME}'/>"
    read = made.document(made.odt("<text:p>Woord.</text:p>", styles=programs + linked))
    assert read.text.count(NAME) == 1
    assert NAME.encode() not in b"".join(made.unzipped(made.ODT.final(read, [])).values())
