"""PDF read: what people see in the order in which they read it, then all that is only in the file."""

from __future__ import annotations

import io
import random
import signal
import time
import zipfile
import zlib
from collections.abc import Callable, Iterator
from typing import Any

import pikepdf
import pytest
import typst
from bronwacht.redact.documents import (
    DamagedError,
    DangerousError,
    Document,
    EmptyError,
    EncryptedError,
    Place,
    TooLargeError,
    UnknownPartError,
    Unread,
)
from bronwacht.redact.documents.model import Content
from bronwacht.redact.documents.pdf import PdfFormat, drawing, opening, unshown
from PIL import Image

from .pdf_made import drawn, line, saved

BODY = "De vrouw sprak in de raad."
SECRET = "Margriet Zonderland"


def read(raw: bytes) -> Content:
    return PdfFormat().read(raw, "draft.pdf")


def published(content: Content) -> str:
    return content.text[: content.published]


def set_by_typst(text: str, head: str = "") -> bytes:
    out = typst.compile(f'#set page(paper: "a4")\n{head}\n{text}'.encode())
    assert isinstance(out, bytes)
    return out


# What people read

LONG = (
    "De burgemeester van de gemeente heeft gisterenavond onverwachts de verantwoordelijke wethouder "
    "aangesproken op de arbeidsomstandigheden van de medewerkers bij de reinigingsdienst, die volgens "
    "betrokkenen verantwoordelijkheidsgevoel en officiële besluiten missen. Daarover is veel te doen."
)


@pytest.mark.parametrize("columns", [1, 2, 3])
def test_paragraphs_are_prose_again(columns: int) -> None:
    head = f'#set page(columns: {columns})\n#set text(lang: "nl", hyphenate: true)\n#set par(justify: true)'
    raw = set_by_typst("\n\n".join([LONG] * 8), head)
    content = read(raw)
    assert published(content).split("\n\n") == [LONG] * 8


def test_indented_paragraphs_without_white_between() -> None:
    head = "#set par(justify: true, first-line-indent: (amount: 1em, all: true), spacing: 0.65em)"
    assert published(read(set_by_typst("\n\n".join([LONG] * 3), head))).split("\n\n") == [LONG] * 3


def test_the_lines_of_a_note_hang_under_its_first_word() -> None:
    note = line("3", 20, 60) + line("Gesprek in de zomer; zij was daar met een Pools", 34, 60) + line("accent.", 34, 46)
    text = read(saved(drawn(line(BODY, 20, 300) + note + line("4", 20, 32) + line("Gesprek later.", 34, 32)))).text
    assert text == f"{BODY}\n\n3 Gesprek in de zomer; zij was daar met een Pools accent.\n\n4 Gesprek later."


def test_a_paragraph_ends_before_the_number_of_a_note() -> None:
    lines = (
        "De vrouw die in de raad sprak over paarden werkte er",
        "niet meer.12",
        "Daarna kwam er een man die zweeg.",
    )
    content = "".join(line(words, 20, 300 - 14 * n) for n, words in enumerate(lines))
    assert read(saved(drawn(content))).text == f"{lines[0]} {lines[1]}\n\n{lines[2]}"


def test_a_paragraph_goes_on_over_the_page_and_its_header() -> None:
    head = '#set page(width: 12cm, height: 5cm, header: [Weekblad voor de streek], numbering: "1")'
    content = read(set_by_typst(" ".join([LONG] * 6), head))
    assert content.text.startswith(" ".join([LONG] * 6) + "\n\n")
    edges = [p.span.of(content.text) for p in content.passages if p.place is Place.HEADER]
    assert edges[0].count("Weekblad voor de streek") >= 3


def test_columns_written_line_by_line_are_read_column_by_column() -> None:
    left = [
        "een eerste kolom met",
        "de woorden van een",
        "verhaal dat doorloopt",
        "tot het onderaan is",
        "en dan ophoudt zo.",
    ]
    right = [
        "Daarna komt de tweede",
        "kolom met wat daar nog",
        "bij te vertellen viel",
        "over de mensen die er",
        "niet meer bij waren.",
    ]
    content = "".join(
        line(a, 20, 300 - 14 * n) + line(b, 210, 300 - 14 * n) for n, (a, b) in enumerate(zip(left, right, strict=True))
    )
    assert read(saved(drawn(content))).text == f"{' '.join(left)}\n\n{' '.join(right)}"


def test_lines_written_from_the_last_to_the_first() -> None:
    lines = ["De eerste regel van", "een verhaal dat van", "onder naar boven is", "geschreven, zegt men."]
    content = "".join(line(text, 20, 300 - 14 * n) for n, text in reversed(list(enumerate(lines))))
    assert read(saved(drawn(content))).text == " ".join(lines)


def test_cells_stay_apart() -> None:
    content = line("Naam:", 20, 300) + line("Jansen", 200, 300) + line("Leeftijd:", 20, 270) + line("31", 200, 270)
    assert read(saved(drawn(content))).text == "Naam:\tJansen\n\nLeeftijd:\t31"


@pytest.mark.parametrize(
    ("first", "second", "whole"),
    [
        ("de verantwoor-", "delijke man", "de verantwoordelijke man"),
        ("de in-", "en uitvoer", "de in- en uitvoer"),
        ("in Noord-", "Holland", "in Noord-Holland"),
        ("de ex-", "minister", "de ex-minister"),
        ("van 2019-", "2020", "van 2019-2020"),
        ("zo -", "en anders", "zo - en anders"),
    ],
)
def test_a_hyphen_at_the_end_of_a_line(first: str, second: str, whole: str) -> None:
    assert read(saved(drawn(line(first, 20, 300) + line(second, 20, 286)))).text == whole


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_turned_page(turn: int) -> None:
    pdf = drawn(line(BODY, 20, 300))
    pdf.pages[0].obj.Rotate = turn
    assert read(saved(pdf)).text == BODY


@pytest.mark.parametrize("way", ["0 1 -1 0 380 20", "0 -1 1 0 380 380", "-1 0 0 -1 380 200", ".8 .6 -.6 .8 20 20"])
def test_a_line_that_runs_another_way(way: str) -> None:
    beside = f"BT /F 12 Tf {way} Tm ({SECRET} maakte de foto.) Tj ET "
    assert read(saved(drawn(line(BODY, 20, 300) + beside))).text == f"{BODY}\n\n{SECRET} maakte de foto."


@pytest.mark.parametrize("way", ["1 0 0 1 380 60", "-1 0 0 -1 20 340"])
def test_letters_of_a_negative_size_stand_on_their_heads(way: str) -> None:
    pdf = drawn(f"BT /F -12 Tf {way} Tm ({BODY}) Tj 0 14 Td ({SECRET} maakte de foto.) Tj ET")
    pdf.pages[0].obj.Rotate = 180 if way.startswith("1") else 0
    upright = drawn(line(BODY, 20, 340) + line(f"{SECRET} maakte de foto.", 20, 326))
    assert read(saved(pdf)).text == read(saved(upright)).text


def test_letters_that_are_scaled_afterwards() -> None:
    content = "12 0 0 12 0 0 cm BT /F 1 Tf 2 25 Td (De eerste regel) Tj 0 -1.2 Td (gaat zo door.) Tj ET"
    assert read(saved(drawn(content))).text == "De eerste regel gaat zo door."


# What nobody sees


@pytest.mark.parametrize(
    "content",
    [
        line(SECRET, 20, 200, "3 Tr"),
        "1 1 1 rg " + line(SECRET, 20, 200),
        line(SECRET, 20, 200) + "0 g 10 190 300 30 re f",
        line(SECRET, 500, 200),
        line(SECRET, 20, -100),
        "/OC /Off BDC " + line(SECRET, 20, 200) + "EMC",
        "q 0 0 1 1 re W n " + line(SECRET, 20, 200) + "Q",
        "0.99 1 0.99 rg " + line(SECRET, 20, 200),
    ],
    ids=["no-ink", "white", "under-a-bar", "beside", "below", "layer-off", "clipped", "nearly-white"],
)
def test_unseen_words_are_not_published_and_are_found(content: str) -> None:
    pdf = drawn(line(BODY, 20, 300) + content)
    layer = pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.OCG, Name="concept"))
    pdf.Root.OCProperties = pikepdf.Dictionary(OCGs=[layer], D=pikepdf.Dictionary(OFF=[layer], Order=[layer]))
    pdf.pages[0].obj.Resources.Properties = pikepdf.Dictionary(Off=layer)
    found = read(saved(pdf))
    assert published(found) == BODY
    assert SECRET in found.text


@pytest.mark.parametrize("colour", ["0.9 g", "1 0 0 rg", "1 1 0 rg", "0.97 g"])
def test_faint_words_are_seen(colour: str) -> None:
    content = read(saved(drawn(f"{colour} " + line(BODY, 20, 300))))
    assert published(content) == BODY


def test_white_words_on_a_dark_bar_are_seen() -> None:
    content = read(saved(drawn("0 g 10 290 300 30 re f 1 g " + line(BODY, 20, 300))))
    assert published(content) == BODY


def _annotation(pdf: pikepdf.Pdf, **entries: Any) -> None:
    made = pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.Annot, Rect=[10, 10, 90, 30], **entries))
    page = pdf.pages[0].obj
    page.Annots = pikepdf.Array([*page.get("/Annots", []), made])


def _comment(pdf: pikepdf.Pdf) -> None:
    _annotation(pdf, Subtype=pikepdf.Name.Text, Contents=f"bel {SECRET}", T="redacteur")


def _highlight(pdf: pikepdf.Pdf) -> None:
    _annotation(pdf, Subtype=pikepdf.Name.Highlight, Contents=SECRET, QuadPoints=[0] * 8)


def _author(pdf: pikepdf.Pdf) -> None:
    _annotation(pdf, Subtype=pikepdf.Name.Text, Contents="ja", T=SECRET)


def _reply(pdf: pikepdf.Pdf) -> None:
    _annotation(pdf, Subtype=pikepdf.Name.FreeText, RC=f"<body><p>{SECRET}</p></body>")


def _field(pdf: pikepdf.Pdf) -> None:
    _annotation(pdf, Subtype=pikepdf.Name.Widget, FT=pikepdf.Name.Tx, T="naam", V=SECRET)


def _choices(pdf: pikepdf.Pdf) -> None:
    _annotation(pdf, Subtype=pikepdf.Name.Widget, FT=pikepdf.Name.Ch, T="wie", Opt=["niemand", SECRET])


def _uri(pdf: pikepdf.Pdf) -> None:
    action = pikepdf.Dictionary(S=pikepdf.Name.URI, URI="mailto:margriet.zonderland@example.org?" + SECRET)
    _annotation(pdf, Subtype=pikepdf.Name.Link, A=action)


def _outline(pdf: pikepdf.Pdf) -> None:
    with pdf.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem(f"Gesprek met {SECRET}", 0))


def _attachment(pdf: pikepdf.Pdf) -> None:
    pdf.attachments["notitie.txt"] = pikepdf.AttachedFileSpec(pdf, SECRET.encode(), filename="notitie.txt")


def _attachment_name(pdf: pikepdf.Pdf) -> None:
    pdf.attachments["x"] = pikepdf.AttachedFileSpec(pdf, b"\x00", filename=f"{SECRET}.bin")


def _info(pdf: pikepdf.Pdf) -> None:
    pdf.docinfo["/Author"] = SECRET


def _xmp(pdf: pikepdf.Pdf) -> None:
    with pdf.open_metadata(set_pikepdf_as_editor=False) as metadata:
        metadata["dc:creator"] = [SECRET]


def _script(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=f'app.alert("{SECRET}")')


def _long_script(pdf: pikepdf.Pdf) -> None:
    script = pdf.make_stream(f'app.alert("{SECRET}")'.encode())
    pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=script)


def _layer(pdf: pikepdf.Pdf) -> None:
    layer = pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.OCG, Name=SECRET))
    pdf.Root.OCProperties = pikepdf.Dictionary(OCGs=[layer], D=pikepdf.Dictionary())


def _label(pdf: pikepdf.Pdf) -> None:
    pdf.Root.PageLabels = pikepdf.Dictionary(Nums=[0, pikepdf.Dictionary(P=SECRET)])


def _alt(pdf: pikepdf.Pdf) -> None:
    element = pikepdf.Dictionary(Type=pikepdf.Name.StructElem, S=pikepdf.Name.Figure, Alt=SECRET)
    pdf.Root.StructTreeRoot = pikepdf.Dictionary(Type=pikepdf.Name.StructTreeRoot, K=[element])


def _name(pdf: pikepdf.Pdf) -> None:
    names = pikepdf.Dictionary(Names=[SECRET, [pdf.pages[0].obj, pikepdf.Name.Fit]])
    pdf.Root.Names = pikepdf.Dictionary(Dests=names)


def _unknown(pdf: pikepdf.Pdf) -> None:
    pdf.Root.PieceInfo = pikepdf.Dictionary(Zetwerk=pikepdf.Dictionary(Private=[1, [SECRET]]))


def _orphan(pdf: pikepdf.Pdf) -> None:
    pdf.Root.Orphan = pdf.make_indirect(pikepdf.Dictionary(Contents=SECRET))


def _form(pdf: pikepdf.Pdf) -> None:
    form = pdf.make_stream(f"<xdp><field><value>{SECRET}</value></field></xdp>".encode())
    pdf.Root.AcroForm = pikepdf.Dictionary(XFA=["template", form])


def _signature(pdf: pikepdf.Pdf) -> None:
    signed = pikepdf.Dictionary(Type=pikepdf.Name.Sig, Name=SECRET, Contents="00")
    _annotation(pdf, Subtype=pikepdf.Name.Widget, FT=pikepdf.Name.Sig, T="x", V=signed)


def _key_of_info(pdf: pikepdf.Pdf) -> None:
    pdf.docinfo[f"/{SECRET}"] = "ja"


def _key_of_place(pdf: pikepdf.Pdf) -> None:
    pdf.Root.Dests = pikepdf.Dictionary({f"/{SECRET}": [pdf.pages[0].obj, pikepdf.Name.Fit]})


def _attached_pdf(pdf: pikepdf.Pdf) -> None:
    inner = saved(drawn(line(SECRET, 20, 300)))
    pdf.attachments["bijlage.pdf"] = pikepdf.AttachedFileSpec(pdf, inner, filename="bijlage.pdf")


def _attached_sheet(pdf: pikepdf.Pdf) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("xl/sharedStrings.xml", f"<sst><si><t>{SECRET}</t></si></sst>")
    pdf.attachments["lijst.xlsx"] = pikepdf.AttachedFileSpec(pdf, out.getvalue(), filename="lijst.xlsx")


def _drawing(pdf: pikepdf.Pdf) -> pikepdf.Object:
    made = pdf.make_stream(b"BT /F 9 Tf 2 4 Td (" + SECRET.encode() + b") Tj ET")
    made.Subtype, made.BBox, made.Resources = pikepdf.Name.Form, [0, 0, 200, 20], pdf.pages[0].obj.Resources
    return made


def _stamp(pdf: pikepdf.Pdf) -> None:
    _annotation(pdf, Subtype=pikepdf.Name.Stamp, AP=pikepdf.Dictionary(N=_drawing(pdf)))


def _hidden_stamp(pdf: pikepdf.Pdf) -> None:
    looks = pikepdf.Dictionary(D=pikepdf.Dictionary(Off=_drawing(pdf)))
    stamp = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Stamp, Rect=[1, 1, 9, 9], F=2, AP=looks)
    pdf.pages[0].obj.Annots = pikepdf.Array([stamp])  # as some write it, in the page itself


def _lost_page(pdf: pikepdf.Pdf) -> None:
    other = drawn(line(SECRET, 20, 300))
    pdf.pages.append(other.pages[0])
    lost = pdf.pages[1].obj
    del pdf.pages[1]
    pdf.Root.Lost = lost


def _pattern(pdf: pikepdf.Pdf) -> None:
    made = _drawing(pdf)
    del made.Subtype
    made.Type, made.PatternType, made.PaintType, made.TilingType = pikepdf.Name.Pattern, 1, 1, 1
    made.XStep, made.YStep = 200, 20
    page = pdf.pages[0].obj
    page.Resources.Pattern = pikepdf.Dictionary(P=made)
    filled = b"\n/Pattern cs /P scn 20 20 300 60 re f"
    page.Contents = pdf.make_stream(page.Contents.read_bytes() + filled)


def _mask(pdf: pikepdf.Pdf) -> None:
    group = _drawing(pdf)
    group.Group = pikepdf.Dictionary(S=pikepdf.Name.Transparency, CS=pikepdf.Name.DeviceGray)
    state = pikepdf.Dictionary(SMask=pikepdf.Dictionary(Type=pikepdf.Name.Mask, S=pikepdf.Name.Luminosity, G=group))
    page = pdf.pages[0].obj
    page.Resources.ExtGState = pikepdf.Dictionary(M=state)
    page.Contents = pdf.make_stream(page.Contents.read_bytes() + b"\n/M gs 20 20 300 60 re f")


def _lost_drawing(pdf: pikepdf.Pdf) -> None:
    pdf.Root.Lost = pdf.make_indirect(_drawing(pdf))


def _named_drawing(pdf: pikepdf.Pdf) -> None:
    page = pdf.pages[0].obj
    page.Resources.XObject = pikepdf.Dictionary(Shown=_line_of(pdf), Left=_drawing(pdf))
    page.Contents = pdf.make_stream(page.Contents.read_bytes() + b"\nq /Shown Do Q")


def _line_of(pdf: pikepdf.Pdf) -> pikepdf.Object:
    made = _drawing(pdf)
    made.write(b"0 0 m 10 10 l S")
    return made


@pytest.mark.parametrize("fill", [_pattern, _mask])
def test_words_that_fill_a_shape_stop_the_copy(fill: Callable[[pikepdf.Pdf], None]) -> None:
    pdf = drawn(line(BODY, 20, 300))
    fill(pdf)
    raw = saved(pdf)
    content = PdfFormat().read(raw, "draft.pdf")
    document = Document(content.text, raw, "pdf", "draft.pdf", None, content.published, content.passages)
    with pytest.raises(UnknownPartError, match="pattern or in a mask"):
        PdfFormat().final(document, [])
    other = saved(drawn(line(BODY, 20, 300)))
    assert PdfFormat().final(Document(BODY, other, "pdf", "draft.pdf", None, len(BODY)), [])


@pytest.mark.parametrize("limit", ["MAX_LOST", "MAX_SAID"])
def test_pages_that_were_taken_out_and_are_too_much_are_told(limit: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Regression: those after the 300th were passed over in silence, and long ones had the whole file refused."""
    monkeypatch.setattr(unshown, limit, 0)
    pdf = drawn(line(BODY, 20, 300))
    _lost_page(pdf)
    out = io.BytesIO()
    pdf.save(out)
    content = PdfFormat().read(out.getvalue(), "draft.pdf")
    assert (SECRET in content.text, Unread.FILES in content.unread) == (False, True)


@pytest.mark.parametrize(
    ("hide", "place"),
    [
        (_stamp, Place.COMMENT),
        (_hidden_stamp, Place.COMMENT),
        (_lost_page, Place.DATA),
        (_lost_drawing, Place.DATA),
        (_named_drawing, Place.DATA),
        (_pattern, Place.DATA),
        (_mask, Place.DATA),
        (_signature, Place.PROPERTY),
        (_key_of_info, Place.PROPERTY),
        (_key_of_place, Place.BOOKMARK),
        (_attached_pdf, Place.ATTACHMENT),
        (_attached_sheet, Place.ATTACHMENT),
        (_comment, Place.COMMENT),
        (_highlight, Place.COMMENT),
        (_author, Place.COMMENT),
        (_reply, Place.COMMENT),
        (_field, Place.CONTROL),
        (_choices, Place.CONTROL),
        (_form, Place.CONTROL),
        (_uri, Place.LINK),
        (_outline, Place.TITLE),
        (_label, Place.TITLE),
        (_attachment, Place.ATTACHMENT),
        (_attachment_name, Place.ATTACHMENT),
        (_info, Place.PROPERTY),
        (_xmp, Place.PROPERTY),
        (_script, Place.DATA),
        (_long_script, Place.DATA),
        (_layer, Place.DATA),
        (_alt, Place.ALT_TEXT),
        (_name, Place.BOOKMARK),
        (_unknown, Place.DATA),
        (_orphan, Place.COMMENT),
    ],
)
def test_every_place_of_a_file_is_read(hide: Callable[[pikepdf.Pdf], None], place: Place) -> None:
    pdf = drawn(line(BODY, 20, 300))
    hide(pdf)
    content = read(saved(pdf))
    assert published(content) == BODY
    places = {p.place for p in content.passages if SECRET in p.span.of(content.text)}
    assert places == {place}


def test_a_field_of_a_page_that_was_taken_out_is_no_news(recwarn: pytest.WarningsRecorder) -> None:
    """Regression: what pikepdf warns of, writing such a page, stood on the terminal with a path of this program."""
    pdf = drawn(line(BODY, 20, 300), line(SECRET, 20, 300))
    field = pikepdf.Dictionary(Subtype=pikepdf.Name.Widget, FT=pikepdf.Name.Tx, V="x", Rect=[0, 0, 9, 9])
    pdf.pages[1].obj.Annots = pikepdf.Array([pdf.make_indirect(field)])
    pdf.Root.Kept = pdf.pages[1].obj
    del pdf.pages[1]
    assert SECRET in read(saved(pdf)).text
    assert not recwarn.list


def test_what_a_field_shows_is_told_once() -> None:
    pdf = drawn(line(BODY, 20, 300))
    _annotation(pdf, Subtype=pikepdf.Name.Widget, FT=pikepdf.Name.Tx, V=SECRET, AP=pikepdf.Dictionary(N=_drawing(pdf)))
    assert read(saved(pdf)).text.count(SECRET) == 1


def test_a_drawing_without_end_in_a_stamp_takes_no_time() -> None:
    pdf = drawn(line(BODY, 20, 300))
    inner = _drawing(pdf)
    for _ in range(12):  # each draws the one before ten times
        outer = pdf.make_stream(b"/X Do " * 10)
        outer.Subtype, outer.BBox = pikepdf.Name.Form, [0, 0, 200, 20]
        outer.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(X=inner))
        inner = outer
    _annotation(pdf, Subtype=pikepdf.Name.Stamp, AP=pikepdf.Dictionary(N=inner))
    began = time.monotonic()
    assert Unread.FILES in read(saved(pdf)).unread
    assert time.monotonic() - began < 5


def test_times_and_marks_are_no_text() -> None:
    pdf = drawn(line(BODY, 20, 300))
    pdf.docinfo["/CreationDate"] = "D:20260501120000"
    assert read(saved(pdf)).text == BODY


# What no program reads


def _picture(pdf: pikepdf.Pdf) -> None:
    page = pdf.pages[0].obj
    image = Image.radial_gradient("L").resize((40, 40))
    made = pdf.make_stream(
        image.tobytes(),
        Type=pikepdf.Name.XObject,
        Subtype=pikepdf.Name.Image,
        Width=40,
        Height=40,
        BitsPerComponent=8,
        ColorSpace=pikepdf.Name.DeviceGray,
    )
    page.Resources.XObject = pikepdf.Dictionary(P=made)


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("a.docx", b"PK", True),
        ("a.7z", b"7z\xbc\xaf\x27\x1c\0", True),
        ("a.pdf", saved(drawn("")), True),
        ("a.txt", b"", False),
        ("a.txt", b"Tekst.", False),
    ],
)
def test_attached_files_that_cannot_be_opened_are_told(name: str, data: bytes, told: bool) -> None:
    pdf = drawn(line(BODY, 20, 300))
    pdf.attachments[name] = pikepdf.AttachedFileSpec(pdf, data, filename=name)
    assert (Unread.FILES in read(saved(pdf)).unread) == told


def test_pictures_are_told() -> None:
    pdf = drawn(line(BODY, 20, 300) + "q 90 0 0 90 20 20 cm /P Do Q")
    _picture(pdf)
    assert read(saved(pdf)).unread == (Unread.IMAGES,)


def test_a_page_that_is_a_picture_is_a_scan() -> None:
    pdf = drawn("q 400 0 0 400 0 0 cm /P Do Q", line(BODY, 20, 300))
    _picture(pdf)
    content = read(saved(pdf))
    assert content.text == BODY
    assert Unread.SCANS in content.unread


def test_a_scan_with_recognised_text_is_a_scan_that_is_read() -> None:
    pdf = drawn("q 400 0 0 400 0 0 cm /P Do Q " + line(BODY, 20, 300, "3 Tr"))
    _picture(pdf)
    content = read(saved(pdf))
    assert published(content) == BODY
    assert Unread.SCANS in content.unread


def test_words_drawn_as_lines_are_a_scan() -> None:
    content = read(saved(drawn("20 20 m 90 90 l 40 200 l S", line(BODY, 20, 300))))
    assert content.unread == (Unread.SCANS,)


def test_a_blank_page_is_no_scan() -> None:
    assert read(saved(drawn("", line(BODY, 20, 300)))).unread == ()


@pytest.mark.parametrize("told", [True, False])
def test_letters_that_the_file_does_not_tell_are_told(told: bool) -> None:
    """Of a subset of a font, numbers of shapes are left: what they look like is drawn, what they are is not said."""
    pdf = pikepdf.open(io.BytesIO(typst.compile(f"De arts heet Noor. {BODY}".encode())))
    if not told:
        for font in [each for each in pdf.objects if isinstance(each, pikepdf.Dictionary) and "/ToUnicode" in each]:
            del font.ToUnicode
    content = read(saved(pdf))
    assert (Unread.LETTERS in content.unread, "heet Noor" in content.text) == (not told, told)


# What is refused


def test_without_text() -> None:
    with pytest.raises(EmptyError):
        read(saved(drawn("")))


def test_a_scan_with_a_title_holds_no_text_to_read() -> None:
    pdf = drawn("q 400 0 0 400 0 0 cm /P Do Q")
    _picture(pdf)
    pdf.docinfo["/Title"] = "scan 2021"
    with pytest.raises(EmptyError, match="may be pictures"):
        read(saved(pdf))


def test_with_a_password() -> None:
    raw = saved(drawn(line(BODY, 20, 300)), encryption=pikepdf.Encryption(user="geheim", owner="geheim"))
    with pytest.raises(EncryptedError):
        read(raw)


def test_one_that_everybody_may_open_is_read() -> None:
    raw = saved(drawn(line(BODY, 20, 300)), encryption=pikepdf.Encryption(user="", owner="geheim"))
    assert read(raw).text == BODY


@pytest.mark.parametrize(
    "raw", [b"", b"%PDF-1.7\n", b"not a PDF", b"PK\x03\x04" + bytes(50), b"%PDF-1.7\n" + bytes(5000)]
)
def test_what_is_none(raw: bytes) -> None:
    with pytest.raises(DamagedError) as refused:
        read(raw)
    assert str(refused.value).count("\n") == 0


def _zeros(pdf: pikepdf.Pdf, filters: list[str], raw: bytes) -> bytes:
    pdf.Root.Bomb = pdf.make_stream(raw)
    pdf.Root.Bomb.Filter = pikepdf.Array([pikepdf.Name(name) for name in filters])
    return saved(pdf, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)


def test_a_stream_that_unpacks_to_gigabytes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "MAX_UNPACKED", 32 << 20)
    machine = zlib.compressobj(9)
    megabyte = bytes(1 << 20)
    raw = b"".join(machine.compress(megabyte) for _ in range(40)) + machine.flush()
    with pytest.raises(DangerousError):
        read(_zeros(drawn(line(BODY, 20, 300)), ["/FlateDecode"], raw))


@pytest.fixture
def hurried() -> Iterator[None]:
    """Whatever goes on for ever ends after a minute, as a failure."""

    def late(*_: object) -> None:
        raise AssertionError("it does not end")

    before = signal.signal(signal.SIGALRM, late)
    signal.alarm(60)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


@pytest.mark.usefixtures("hurried")
@pytest.mark.parametrize("behind", [b"", b"\n", b"\r\n"])
def test_a_long_stream_with_a_line_end_behind_it(behind: bytes) -> None:
    """Some programs write one there; two megabytes, unpacked, are a picture of a page."""
    raw = zlib.compress(random.Random(1).randbytes(2 << 20)) + behind
    assert read(_zeros(drawn(line(BODY, 20, 300)), ["/FlateDecode"], raw)).text == BODY


def breaking_off(words: str) -> bytes:
    """Packed, with a block behind it of a kind that there is not (RFC 1951, 3.2.3)."""
    machine = zlib.compressobj()
    return machine.compress(words.encode()) + machine.flush(zlib.Z_FULL_FLUSH) + b"\x07" * 60


WORDS = "".join(
    line(f"Regel {n} van {n * n} zegt dat Ilse Vroom er {n * 7} keer was.", y=390 - 6 * n) for n in range(60)
)


@pytest.mark.parametrize("form", [False, True])
def test_a_page_that_breaks_off_is_damaged(form: bool) -> None:
    """Each program shows it up to a place of its own: of words behind that, nobody here would know."""
    pdf = drawn("/X Do" if form else "")
    page = pdf.pages[0].obj
    content = pdf.make_stream(b"")
    if form:
        content.Type, content.Subtype = pikepdf.Name.XObject, pikepdf.Name.Form
        content.BBox, content.Resources = pikepdf.Array([0, 0, 400, 400]), page.Resources
        page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(X=content))
    else:
        page.Contents = content
    content.write(breaking_off(WORDS), filter=pikepdf.Name.FlateDecode)
    with pytest.raises(DamagedError, match="cannot be read to its end"):
        read(saved(pdf))


def test_a_wrong_sum_behind_a_page_is_no_damage() -> None:
    pdf = drawn("")
    packed = zlib.compress(WORDS.encode())
    pdf.pages[0].obj.Contents.write(packed[:-1] + bytes([packed[-1] ^ 1]), filter=pikepdf.Name.FlateDecode)
    assert "Regel 59 van 3481" in read(saved(pdf)).text


def test_forms_within_forms() -> None:
    pdf = drawn(line(BODY, 20, 300) + "/F0 Do")
    inner = pdf.make_stream(line(BODY, 20, 200).encode(), Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form)
    inner.BBox = [0, 0, 400, 400]
    inner.Resources = pikepdf.Dictionary(Font=pdf.pages[0].obj.Resources.Font)
    for _ in range(12):
        outer = pdf.make_stream(b"/F0 Do " * 10, Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form)
        outer.BBox = [0, 0, 400, 400]
        outer.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(F0=inner))
        inner = outer
    pdf.pages[0].obj.Resources.XObject = pikepdf.Dictionary(F0=inner)
    with pytest.raises(DangerousError):
        read(saved(pdf))


def test_a_form_that_draws_itself() -> None:
    pdf = drawn(line(BODY, 20, 300) + "/F0 Do")
    form = pdf.make_stream(b"/F0 Do " * 10, Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form, BBox=[0, 0, 9, 9])
    form.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(F0=form))
    pdf.pages[0].obj.Resources.XObject = pikepdf.Dictionary(F0=form)
    with pytest.raises(DangerousError):
        read(saved(pdf))


def test_a_page_that_draws_more_than_memory_holds() -> None:
    with pytest.raises(DangerousError):
        read(saved(drawn("BT /F 12 Tf " + "(a) Tj " * 1_500_000 + "ET")))


def test_a_page_with_more_characters_than_a_poster() -> None:
    with pytest.raises(TooLargeError):
        read(saved(drawn("BT /F 1 Tf " + f"({'abcd ' * 5_000}) Tj " * 10 + "ET")))


def test_a_page_that_takes_too_long_to_draw(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drawing, "MAX_SECONDS", 0.0)
    with pytest.raises(DangerousError):
        read(saved(drawn(line(BODY, 20, 300) + "0 0 m 400 400 l S " * 100_000)))


def test_a_stream_packed_twice() -> None:
    with pytest.raises(DangerousError):
        read(_zeros(drawn(line(BODY, 20, 300)), ["/FlateDecode", "/FlateDecode"], b"x"))
