"""PDF written: pictures of pages, in which no point of a stretch that was to go is left."""

from __future__ import annotations

import io
import re
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pikepdf
import pypdfium2
import pytest
import typst
from bronwacht.errors import LeakError
from bronwacht.redact.documents import Document, EmptyError, LeakKind, UnknownPartError, read_document, write_final
from bronwacht.redact.documents.files import document_of
from bronwacht.redact.documents.pdf import PdfFormat
from bronwacht.redact.documents.pdf.lettering import SMALLEST, lettered, spread
from bronwacht.redact.documents.pdf.writing import pictures_in, written
from bronwacht.redact.draft import Action, DetailType, Edit, Span
from PIL import Image

from . import pdf_made
from .pdf_made import line, saved

FORMAT = PdfFormat()
TEXT = "De toen 31-jarige Margriet vloog naar Barcelona. Daar bleef zij een week."
SCALE = 200 / 72

drawn = partial(pdf_made.drawn, font="/Times-Roman", size=(500, 400))


def document(raw: bytes) -> Document:
    return document_of(FORMAT.read(raw, "draft.pdf"), raw, "pdf", "draft.pdf")


def edit(text: str, stretch: str, new: str = "", reason: DetailType = DetailType.NAME, nth: int = 0) -> Edit:
    start = [m.start() for m in re.finditer(re.escape(stretch), text)][nth]
    return Edit(("d1",), Span(start, start + len(stretch)), Action.REPLACE, new, reason)


def pixels(out: bytes, page: int = 0) -> np.ndarray:
    """The picture of a page of a final copy."""
    return pictures_in(out)[page].pixels()


def seen(draft: Document) -> np.ndarray:
    """The first page of a draft as it is drawn when nothing is edited."""
    return pixels(FORMAT.final(draft, []))


def box_of(raw: bytes, stretch: str) -> tuple[int, int, int, int]:
    """Pixels of a stretch on the first page, by PDFium's own search."""
    page = pypdfium2.PdfDocument(raw)[0]
    text = page.get_textpage()
    index, count = text.search(stretch).get_next()
    boxes = [text.get_charbox(n) for n in range(index, index + count) if text.get_text_range(n, 1).strip()]
    height = page.get_height()
    return (
        int(min(b[0] for b in boxes) * SCALE),
        int((height - max(b[3] for b in boxes)) * SCALE),
        int(max(b[2] for b in boxes) * SCALE) + 1,
        int((height - min(b[1] for b in boxes)) * SCALE) + 1,
    )


def part(image: np.ndarray, box: tuple[int, int, int, int]) -> np.ndarray:
    return image[box[1] : box[3], box[0] : box[2]]


@pytest.fixture(scope="module")
def draft() -> Document:
    return document(saved(drawn(line(TEXT))))


def test_a_removed_stretch_is_one_colour_and_the_rest_is_as_it_was(draft: Document) -> None:
    out = FORMAT.final(draft, [edit(TEXT, "Margriet")])
    before, after, box = seen(draft), pixels(out), box_of(draft.raw, "Margriet")
    assert len(np.unique(part(before, box))) > 10
    assert (part(after, box) == 255).all()
    rest = np.ones(before.shape[:2], bool)
    rest[box[1] - 12 : box[3] + 12, box[0] - 4 : box[2] + 4] = False
    assert np.array_equal(before[rest], after[rest])
    assert FORMAT.leaks(draft, [edit(TEXT, "Margriet")], out) == ()


def test_a_page_looks_as_any_reader_shows_it(draft: Document) -> None:
    shown = pypdfium2.PdfDocument(draft.raw)[0].render(scale=SCALE).to_pil().convert("L")
    mine = Image.fromarray(seen(draft)).convert("L").resize((100, 80))
    assert np.abs(np.asarray(mine, np.int16) - np.asarray(shown.resize((100, 80)), np.int16)).max() < 8


def test_new_words_stand_in_the_place_of_the_old(draft: Document) -> None:
    out = FORMAT.final(draft, [edit(TEXT, "Barcelona", "elders", DetailType.TRIP)])
    box = box_of(draft.raw, "Barcelona")
    there = part(pixels(out), box)
    assert there.min() < 60
    assert not np.array_equal(there, part(seen(draft), box))
    wanted = FORMAT.final(document(saved(drawn(line(TEXT.replace("Barcelona", "elders"))))), [])
    left = (box[0], box[1], box[0] + 30, box[3])  # "eld" by the same font in the same place, but for its hinting
    assert abs(float(part(pixels(wanted), left).mean()) - float(part(pixels(out), left).mean())) < 25


def test_words_that_do_not_fit_leave_a_sign_and_no_gap(draft: Document) -> None:
    edits = [edit(TEXT, "31", "ergens tussen de dertig en de veertig jaar oud", DetailType.AGE)]
    out = FORMAT.final(draft, edits)
    assert part(pixels(out), box_of(draft.raw, "31")).min() < 128
    assert FORMAT.leaks(draft, edits, out) == ()


def test_letters_that_no_font_at_hand_has_leave_a_sign(draft: Document) -> None:
    edits = [edit(TEXT, "Barcelona", "Ελλάδα", DetailType.TRIP)]
    sign = [edit(TEXT, "Barcelona", "[…]", DetailType.TRIP)]
    assert FORMAT.final(draft, edits) == FORMAT.final(draft, sign)


def test_words_without_room_are_small_then_brief_then_a_sign() -> None:
    height, style = 40, ("serif", False)
    whole = width("[naam bekend bij de redactie]")
    assert lettered("[naam bekend bij de redactie]", height, whole, *style) is not None
    small = lettered("[naam bekend bij de redactie]", height, int(whole * SMALLEST) + 2, *style)
    brief = lettered("[naam bekend bij de redactie]", height, whole // 3, *style)
    assert small is not None
    assert brief is not None
    assert np.array_equal(brief, lettered("[naam]", height, whole // 3, *style))
    assert not np.array_equal(small, lettered("[naam]", height, int(whole * SMALLEST) + 2, *style))
    room = width("[…]")
    signed = lettered("een dorp in de polder", height, room, *style)
    assert np.array_equal(signed, lettered("[…]", height, room, *style))
    assert lettered("een dorp", height, 3, *style) is None


def test_nothing_is_written_smaller_than_can_be_read() -> None:
    # Print of seven points: a little smaller is all there is before it cannot be read.
    height, style = 22, ("serif", False)
    whole = width("Marieke Quistenburg", height)
    found = lettered("Marieke Quistenburg", height, int(whole * 0.6), *style)
    assert np.array_equal(found, lettered("[…]", height, int(whole * 0.6), *style))


def width(words: str, height: int = 40) -> int:
    """Pixels that words take as large as the line is high."""
    drawn = lettered(words, height, 4000, "serif", False)
    assert drawn is not None
    return int(np.flatnonzero(drawn.max(axis=0))[-1]) + 2


def test_new_words_go_on_where_the_old_ones_did() -> None:
    rooms = [(40, width("medewerker van een")), (40, width("ziekenhuis in de regio"))]
    assert spread("medewerker van een ziekenhuis", rooms, "serif", heavy=False) == ["medewerker van een", "ziekenhuis"]
    assert spread("iemand", rooms, "serif", heavy=False) == ["iemand", ""]
    long = "iemand die in een ziekenhuis werkt waar ook anderen van die leeftijd werken"
    assert spread(long, rooms, "serif", heavy=False) == [long, ""]
    assert spread("", rooms, "serif", heavy=False) == ["", ""]


def test_the_file_is_pictures_and_nothing_else(draft: Document) -> None:
    raw = saved(_with_secrets(drawn(line(TEXT))))
    out = FORMAT.final(document(raw), [edit(TEXT, "Margriet")])
    with pikepdf.open(io.BytesIO(out)) as pdf:
        assert set(pdf.trailer.keys()) == {"/Size", "/Root"}
        assert set(pdf.Root.keys()) == {"/Type", "/Pages"}
        assert set(pdf.pages[0].obj.keys()) == {"/Type", "/Parent", "/MediaBox", "/Contents", "/Resources"}
        assert len(pdf.objects) == 5
    assert pypdfium2.PdfDocument(out)[0].get_textpage().get_text_range() == ""
    for word in (b"Margriet", b"Zonderland", b"2026"):
        assert word not in out


def _with_secrets(pdf: pikepdf.Pdf) -> pikepdf.Pdf:
    pdf.docinfo["/Author"] = "Zonderland"
    pdf.docinfo["/CreationDate"] = "D:20260501"
    note = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Text, Rect=[10, 10, 40, 40], Contents="Zonderland"
    )
    pdf.pages[0].obj.Annots = pikepdf.Array([pdf.make_indirect(note)])
    return pdf


def test_comments_are_not_drawn() -> None:
    raw = saved(_with_secrets(drawn(line(TEXT))))
    assert np.array_equal(seen(document(raw)), seen(document(saved(drawn(line(TEXT))))))


def test_equal_drafts_give_equal_files(draft: Document) -> None:
    edits = [edit(TEXT, "Margriet", "een vrouw")]
    assert FORMAT.final(draft, edits) == FORMAT.final(document(draft.raw), edits)


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_turned_page(turn: int) -> None:
    pdf = drawn(line(TEXT))
    pdf.pages[0].obj.Rotate = turn
    turned = document(saved(pdf))
    edits = [edit(TEXT, "Barcelona", "elders", DetailType.TRIP), edit(TEXT, "Margriet")]
    out = FORMAT.final(turned, edits)
    upright = FORMAT.final(document(saved(drawn(line(TEXT)))), edits)
    back = np.rot90(pixels(out), turn // 90)
    box = box_of(turned.raw if turn == 0 else saved(drawn(line(TEXT))), "Barcelona")
    assert part(back, box).min() < 60
    assert abs(float(part(back, box).mean()) - float(part(pixels(upright), box).mean())) < 12
    assert (part(back, box_of(saved(drawn(line(TEXT))), "Margriet")) == 255).all()
    assert FORMAT.leaks(turned, edits, out) == ()


def test_letters_of_a_negative_size_on_a_turned_page() -> None:
    """Stamps and signatures are written so on pages that a scanner turned: what is put in stands upright, too."""
    edits = [edit(TEXT, "Barcelona", "elders", DetailType.TRIP)]
    pdf = drawn(f"BT /F -12 Tf 380 100 Td ({TEXT}) Tj ET")
    pdf.pages[0].obj.Rotate = 180
    turned = document(saved(pdf))
    out = FORMAT.final(turned, edits)
    assert FORMAT.leaks(turned, edits, out) == ()
    upright = FORMAT.final(document(saved(drawn(line(TEXT)))), edits)
    assert abs(float(pixels(out).mean()) - float(pixels(upright).mean())) < 0.5
    (found, *_), (same, *_) = (np.argwhere(pixels(each) < 60) for each in (out, upright))
    assert abs(int(found[0]) - int(same[0])) < 8


@pytest.mark.parametrize("way", ["0 1 -1 0 380 20", "0 -1 1 0 380 380"])
def test_a_line_that_runs_up_or_down(way: str) -> None:
    def beside(text: str) -> Document:
        return document(saved(drawn(line(TEXT) + f"BT /F 12 Tf {way} Tm ({text}) Tj ET ")))

    draft = beside("Foto: Zonderland")
    edits = [edit(draft.text, "Zonderland", "Zonderling")]
    out = FORMAT.final(draft, edits)
    assert FORMAT.leaks(draft, edits, out) == ()
    same = FORMAT.final(beside("Foto: Zonderling"), [])
    assert abs(float(pixels(out).mean()) - float(pixels(same).mean())) < 0.5


def test_a_stretch_over_lines_pages_and_a_hyphen() -> None:
    head = '#set page(width: 6cm, height: 4cm)\n#set text(lang: "nl", hyphenate: true)\n#set par(justify: true)\n'
    text = "De verantwoordelijkheidsgevoelige wethouder van arbeidsomstandighedenbeleid vertrok gisterenavond. " * 3
    raw = typst.compile((head + text).encode())
    assert isinstance(raw, bytes)
    whole = document(raw)
    assert whole.published_text.strip() == text.strip()
    everything = Edit(("d1",), Span(0, len(text.strip())), Action.REMOVE, "", DetailType.QUOTE)
    out = FORMAT.final(whole, [everything])
    assert len(pypdfium2.PdfDocument(out)) > 1
    for number in range(len(pypdfium2.PdfDocument(out))):
        assert (pixels(out, number) == 255).all()
    office = "verantwoordelijkheidsgevoelige wethouder"
    edits = [edit(whole.published_text, office, "wethouder", DetailType.OCCUPATION, n) for n in range(3)]
    assert FORMAT.leaks(whole, edits, FORMAT.final(whole, edits)) == ()


def test_on_a_coloured_ground_the_colour_stays() -> None:
    draft = document(saved(drawn("0 0 0.5 rg 0 0 500 400 re f 1 g " + line(TEXT))))
    out = pixels(FORMAT.final(draft, [edit(TEXT, "Margriet", "Anna")]))
    inside = part(out, box_of(draft.raw, "Margriet"))
    assert inside[..., 2].min() >= 127
    assert inside.max() == 255


def test_unseen_words_cannot_be_brought_out() -> None:
    draft = document(saved(drawn(line(TEXT) + "0.99 1 0.99 rg " + line("Zonderland", 20, 200))))
    assert "Zonderland" not in draft.published_text
    out = pixels(FORMAT.final(draft, []))
    assert (out[int(180 * SCALE) : int(220 * SCALE)] == 255).all()


def test_photographs_become_jpegs() -> None:
    noise = np.random.default_rng(1).integers(0, 255, (700, 700, 3), np.uint8)
    pdf = drawn("q 480 0 0 250 10 10 cm /P Do Q " + line(TEXT))
    pdf.pages[0].obj.Resources.XObject = pikepdf.Dictionary(
        P=pdf.make_stream(
            noise.tobytes(),
            Type=pikepdf.Name.XObject,
            Subtype=pikepdf.Name.Image,
            Width=700,
            Height=700,
            BitsPerComponent=8,
            ColorSpace=pikepdf.Name.DeviceRGB,
        )
    )
    draft = document(saved(pdf))
    edits = [edit(TEXT, "Margriet")]
    out = FORMAT.final(draft, edits)
    assert not pictures_in(out)[0].exact
    assert FORMAT.leaks(draft, edits, out) == ()
    assert FORMAT.leaks(draft, edits, FORMAT.final(draft, [])) != ()


# What is not a final copy


def kinds(draft: Document, edits: list[Edit], out: bytes) -> set[LeakKind]:
    return {leak.kind for leak in FORMAT.leaks(draft, edits, out)}


def test_a_stretch_that_was_not_painted_out(draft: Document) -> None:
    assert LeakKind.STANDS in kinds(draft, [edit(TEXT, "Margriet")], FORMAT.final(draft, []))


def test_a_stretch_replaced_by_itself(draft: Document) -> None:
    edits = [edit(TEXT, "Margriet", "margriet")]
    assert LeakKind.STANDS in kinds(draft, edits, FORMAT.final(draft, edits))


def test_a_stretch_that_stands_elsewhere() -> None:
    draft = document(saved(drawn(line(TEXT) + line("Margriet was daar.", 20, 200))))
    edits = [edit(draft.text, "Margriet")]
    assert LeakKind.ELSEWHERE in kinds(draft, edits, FORMAT.final(draft, edits))
    keep = draft.text.rindex("Margriet")
    assert FORMAT.leaks(draft, edits, FORMAT.final(draft, edits), [Span(keep, keep + 8)]) == ()


def test_a_page_too_few(draft: Document) -> None:
    two = document(saved(drawn(line(TEXT), line("Nog een bladzijde."))))
    assert LeakKind.CHANGED in kinds(two, [], FORMAT.final(draft, []))
    assert LeakKind.CHANGED in kinds(draft, [], FORMAT.final(two, []))


@pytest.mark.parametrize("more", [b"Margriet", b"\n% Margriet\n", b"\n"])
def test_anything_behind_it(draft: Document, more: bytes) -> None:
    assert LeakKind.CHANGED in kinds(draft, [], FORMAT.final(draft, []) + more)


def test_the_draft_itself(draft: Document) -> None:
    assert LeakKind.CHANGED in kinds(draft, [edit(TEXT, "Margriet")], draft.raw)


@pytest.mark.parametrize("out", [b"", b"%PDF-1.4", b"Margriet"])
def test_what_is_no_pdf(draft: Document, out: bytes) -> None:
    assert LeakKind.CHANGED in kinds(draft, [], out)


def test_every_changed_byte_of_the_frame_is_seen(draft: Document) -> None:
    out = FORMAT.final(draft, [])
    frame = [n for n in range(0, len(out), 1) if n < 300 or n > len(out) - 300]
    for at in frame[::11]:
        changed = bytearray(out)
        changed[at] ^= 1
        assert kinds(draft, [], bytes(changed)) != set(), at


def test_a_picture_of_which_one_point_differs(draft: Document) -> None:
    from bronwacht.redact.documents.pdf.writing import picture_of

    [picture] = pictures_in(FORMAT.final(draft, []))
    image = picture.pixels().copy()
    image[5, 5] = 0
    assert kinds(draft, [], written([picture_of(image, picture.size)])) == {LeakKind.CHANGED}


# What cannot be painted out


def _type3(pdf: pikepdf.Pdf, box: list[int]) -> None:
    """A font whose letters are drawn elsewhere than they are said to be."""
    glyph = pdf.make_stream(b"1000 0 0 0 1000 1000 d1 0 -3000 800 700 re f")
    pdf.pages[0].obj.Resources.Font.X = pikepdf.Dictionary(
        Type=pikepdf.Name.Font,
        Subtype=pikepdf.Name.Type3,
        FontBBox=box,
        FontMatrix=[0.001, 0, 0, 0.001, 0, 0],
        FirstChar=65,
        LastChar=90,
        Widths=[1000] * 26,
        CharProcs=pikepdf.Dictionary(g=glyph),
        Encoding=pikepdf.Dictionary(Type=pikepdf.Name.Encoding, Differences=[65, *[pikepdf.Name.g] * 26]),
        ToUnicode=pdf.make_stream(
            b"begincmap 1 begincodespacerange <00> <FF> endcodespacerange "
            b"1 beginbfrange <41> <5A> <0041> endbfrange endcmap"
        ),
        Resources=pikepdf.Dictionary(),
    )


def test_letters_drawn_outside_their_boxes_are_refused() -> None:
    pdf = drawn(line(TEXT) + "BT /X 12 Tf 20 200 Td (ANNA) Tj ET")
    _type3(pdf, [0, 0, 1000, 1000])
    draft = document(saved(pdf))
    assert "ANNA" in draft.published_text
    with pytest.raises(UnknownPartError) as refused:
        FORMAT.final(draft, [edit(draft.text, "ANNA")])
    assert "ANNA" not in str(refused.value)


def test_words_on_a_scan_are_refused() -> None:
    grey = pikepdf.Dictionary()
    pdf = drawn("q 500 0 0 400 0 0 cm /P Do Q " + line(TEXT, before="3 Tr"), XObject=grey)
    shade = np.tile(np.arange(0, 250, 5, np.uint8), (50, 1))
    pdf.pages[0].obj.Resources.XObject.P = pdf.make_stream(
        shade.tobytes(),
        Type=pikepdf.Name.XObject,
        Subtype=pikepdf.Name.Image,
        Width=50,
        Height=50,
        BitsPerComponent=8,
        ColorSpace=pikepdf.Name.DeviceGray,
    )
    draft = document(saved(pdf))
    assert draft.published_text == TEXT
    with pytest.raises(UnknownPartError):
        FORMAT.final(draft, [edit(TEXT, "Margriet")])
    assert FORMAT.leaks(draft, [], FORMAT.final(draft, [])) == ()


# What somebody laid over a page


def _laid_over(
    subtype: str, drawing: str, where: tuple[int, int, int, int] = (60, 295, 200, 315), **more: Any
) -> bytes:
    pdf = drawn(line(TEXT))
    left, bottom, right, top = where
    looks = pdf.make_stream(
        drawing.encode(), Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form, BBox=[0, 0, right - left, top - bottom]
    )
    kind = pikepdf.Name(f"/{subtype}")
    mark = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=kind, Rect=list(where), **{"F": 4, **more})
    if drawing:
        mark.AP = pikepdf.Dictionary(N=pdf.make_indirect(looks))
    pdf.pages[0].obj.Annots = pikepdf.Array([pdf.make_indirect(mark)])
    return saved(pdf)


BAR = "0 0 200 50 re f"
YELLOW = {"C": [1, 1, 0], "QuadPoints": [60, 315, 200, 315, 60, 295, 200, 295]}


@pytest.mark.parametrize(
    "raw",
    [
        _laid_over("Square", f"0 g {BAR}"),
        _laid_over("FreeText", f"1 g {BAR}"),
        _laid_over("Stamp", f"0.4 g {BAR}"),
        _laid_over("Ink", "8 w 0 10 m 140 10 l S"),
        _laid_over("Highlight", f"0 g {BAR}"),
        _laid_over("Square", "", IC=[0, 0, 0]),
        _laid_over("Redact", ""),
    ],
    ids=["bar", "white-patch", "stamp", "marker", "black-highlight", "without-its-looks", "to-be-redacted"],
)
def test_what_a_mark_hides_is_not_shown_by_a_final_copy(raw: bytes) -> None:
    draft = document(raw)
    assert draft.published_text == TEXT
    with pytest.raises(UnknownPartError, match=r"on page 1 .* print the file to a new PDF"):
        FORMAT.final(draft, [edit(TEXT, "Barcelona", "Spanje")])


@pytest.mark.parametrize(
    "raw",
    [
        _laid_over("Square", f"0 g {BAR}", (60, 100, 200, 120)),
        _laid_over("Square", "1 w 1 1 138 18 re S"),
        _laid_over("StrikeOut", "1 w 0 10 m 140 10 l S"),
        _laid_over("Highlight", "", **YELLOW),
        _laid_over("Text", f"0 g {BAR}", (60, 295, 80, 315)),
        _laid_over("Widget", f"0 g {BAR}"),
        _laid_over("Square", f"0 g {BAR}", F=2),
    ],
    ids=["on-white", "frame", "struck-out", "yellow", "icon", "field", "not-shown"],
)
def test_a_mark_that_hides_nothing_goes(raw: bytes) -> None:
    draft = document(raw)
    assert (seen(draft) == seen(document(saved(drawn(line(TEXT)))))).all()


# Through files


def test_written_and_refused(here: Path) -> None:
    Path("draft.pdf").write_bytes(saved(drawn(line(TEXT))))
    read = read_document(Path("draft.pdf"))
    write_final(read, [edit(TEXT, "Margriet", "Anna")], Path("final.pdf"))
    assert Path("final.pdf").read_bytes().startswith(b"%PDF")
    with pytest.raises(LeakError):
        write_final(read, [edit(TEXT, "Margriet", "Margriet")], Path("other.pdf"))
    assert not Path("other.pdf").exists()


def test_a_final_copy_is_told_from_other_pictures(draft: Document) -> None:
    copy = FORMAT.final(draft, [])
    with pytest.raises(EmptyError, match=r"pictures on purpose.* give the draft, or the same text as txt"):
        FORMAT.read(copy, "final.pdf")
    with pikepdf.open(io.BytesIO(copy)) as pdf, pytest.raises(EmptyError, match="may be pictures"):
        FORMAT.read(saved(pdf), "scan.pdf")  # the same pictures in somebody else's file
    with pytest.raises(EmptyError, match="may be pictures"):
        FORMAT.read(saved(drawn("")), "empty.pdf")


def test_whoever_looks_at_a_copy_gets_its_words(here: Path) -> None:
    Path("draft.pdf").write_bytes(saved(drawn(line("Een vrouw vloog naar Barcelona.", 20, 300))))
    draft = read_document(Path("draft.pdf"))
    seen: list[str] = []
    change = edit(draft.text, "Barcelona", "elders", DetailType.TRIP)
    write_final(draft, [change], Path("final.pdf"), also=lambda text: seen.append(text) or [])
    assert seen == ["Een vrouw vloog naar elders.\nfinal"]  # and the words of its name
    assert Path("final.pdf").exists()
