"""Pictures and files that a Markdown source holds in addresses: no text, drawn anew, and never the rest of them."""

from __future__ import annotations

import base64
import io
import time
from pathlib import Path

import pytest
from bronwacht.redact.documents import Document, Place, UnknownPartError, Unread, read_document, write_final
from bronwacht.redact.draft import Action, DetailType, Edit, Span
from PIL import Image

NAME = "Margriet Zonderland"
TEXT = "Haar buurvrouw zag het.\n\n"


def photograph(kind: str = "JPEG", size: int = 40) -> bytes:
    """A picture that says who made it."""
    out, said = io.BytesIO(), Image.Exif()
    said[0x013B] = NAME
    Image.effect_noise((size, size), 80).convert("RGB").save(out, kind, exif=said)
    return out.getvalue()


def address(data: bytes, kind: str = "image/jpeg") -> str:
    return f"data:{kind};base64,{base64.b64encode(data).decode()}"


def opened(source: str, folder: Path) -> Document:
    path = folder / "draft.md"
    path.write_text(source, "utf-8", newline="")
    return read_document(path)


def copied(document: Document, folder: Path, *edits: Edit) -> str:
    write_final(document, edits, folder / "final.md")
    return (folder / "final.md").read_text("utf-8")


WAYS = {
    "in its place": "![foto]({})",
    "in its place, with a title": '![foto]({} "een foto")',
    "below, as Google writes it": "![foto][image1]\n\n[image1]: <{}>",
    "in a tag": '<img alt="foto" src="{}">',
}


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_picture_is_no_text_and_drawn_anew(way: str, kind: str, tmp_path: Path) -> None:
    own = address(photograph(kind), f"image/{kind.lower()}")
    document = opened(TEXT + way.format(own) + "\n", tmp_path)
    assert len(document.text) < 200
    assert document.unread == (Unread.IMAGES,)
    start = document.text.index("buurvrouw")
    edit = Edit(("d1",), Span(start, start + 9), Action.REPLACE, "kennis", DetailType.FAMILY)
    written = copied(document, tmp_path, edit)
    before, _, rest = written.partition(f"data:image/{kind.lower()};base64,")
    assert before == (TEXT.replace("buurvrouw", "kennis") + way).partition("{}")[0]
    data = base64.b64decode(rest.rstrip('"> )\n').partition(" ")[0])
    assert NAME.encode() not in data
    with Image.open(io.BytesIO(data)) as image:
        assert image.size == (40, 40)


def test_a_broken_address_in_a_tag_is_one(tmp_path: Path) -> None:
    data = base64.encodebytes(photograph(size=80)).decode().strip()
    document = opened(f'{TEXT}<img src="data:image/jpeg;base64,{data}">\nEinde.\n', tmp_path)
    assert document.text == f'{TEXT}<img src="data:image/jpeg;base64,#1">\nEinde.\n'
    assert NAME.encode() not in base64.b64decode(copied(document, tmp_path).partition("base64,")[2].partition('"')[0])


def test_what_goes_on_behind_an_address_is_text(tmp_path: Path) -> None:
    source = f"{TEXT}Zie {address(photograph())} en\nzo verder.\n"
    assert opened(source, tmp_path).text == f"{TEXT}Zie data:image/jpeg;base64,#1 en\nzo verder.\n"


def test_a_picture_whose_link_goes_goes_too(tmp_path: Path) -> None:
    document = opened(f"{TEXT}![foto van Jan]({address(photograph())}) Einde.\n", tmp_path)
    start, end = document.text.index("!["), document.text.index(" Einde")
    edit = Edit(("d1",), Span(start, end), Action.REPLACE, "een foto", DetailType.NAME)
    assert copied(document, tmp_path, edit) == f"{TEXT}een foto Einde.\n"


def test_what_is_no_picture_is_read_and_stops_the_copy(tmp_path: Path) -> None:
    inside = f"<svg xmlns='http://www.w3.org/2000/svg'><text>{NAME}</text></svg>".encode()
    for kind in ("image/svg+xml", "text/html"):
        document = opened(f"{TEXT}![foto]({address(inside, kind)})\n", tmp_path)
        at = document.text.index(NAME)
        assert document.place_of(Span(at, at + 1)) is Place.DATA
        assert not document.is_published(Span(at, at + 1))
        with pytest.raises(UnknownPartError, match="no picture"):
            copied(document, tmp_path)
    with pytest.raises(UnknownPartError, match="made anew"):
        copied(opened(f"{TEXT}![foto]({address(b'x' * 60)})\n", tmp_path), tmp_path)
    assert Unread.FILES in opened(f"{TEXT}[x]({address(b'7z' + bytes(20), 'application/x-7z')})\n", tmp_path).unread


def test_a_number_that_the_source_has_itself_is_no_picture(tmp_path: Path) -> None:
    own = "[x](data:image/png;base64,#1) [y](data:image/jpeg;base64,#7)\n"
    assert copied(opened(TEXT + own, tmp_path), tmp_path) == TEXT + own


@pytest.mark.parametrize(
    ("source", "unread"),
    [("![a](b.jpg)", (Unread.IMAGES,)), ("![[b.jpg]]", (Unread.IMAGES,)), ("Ja![^1]\n\n[^1]: Nee.", ()), ("Ja!", ())],
)
def test_pictures_are_told(source: str, unread: tuple[Unread, ...], tmp_path: Path) -> None:
    assert opened(TEXT + source, tmp_path).unread == unread


def test_a_large_picture_and_much_that_is_none_take_no_time(tmp_path: Path) -> None:
    began = time.monotonic()
    opened(f"{TEXT}![foto]({address(bytes(3 << 20))})\n", tmp_path)
    opened(f"{TEXT};base64,{'data:a/b;c=d' * 20_000}{'data:image/png;base64,' * 20_000}", tmp_path)
    assert time.monotonic() - began < 5


HEADS = {
    "written large": "image/jpeg;BASE64,",
    "with a blank": "image/jpeg; base64,",
    "with a name in quotation marks": 'image/jpeg;name="de foto.jpg";base64,',
    "with a name in percents": "image/jpeg;name=de%20foto.jpg;base64,",
}


@pytest.mark.parametrize("head", HEADS.values(), ids=HEADS)
def test_whatever_a_browser_takes_for_base64_is_drawn_anew(head: str, tmp_path: Path) -> None:
    """Regression: such a picture stood in the final copy as it was, with who made it and where."""
    own = base64.b64encode(photograph()).decode()
    document = opened(f"{TEXT}<img src='data:{head}{own}'>\n", tmp_path)
    written = copied(document, tmp_path)
    fresh = base64.b64decode(written.partition("base64,")[2].partition("'")[0])
    assert own not in written
    assert NAME.encode() in photograph()
    assert NAME.encode() not in fresh


def test_a_file_of_which_no_kind_is_told_stops_the_copy(tmp_path: Path) -> None:
    own = base64.b64encode(photograph()).decode()
    document = opened(f"{TEXT}![foto](data:;base64,{own})\n", tmp_path)
    assert own not in document.text
    with pytest.raises(UnknownPartError):
        copied(document, tmp_path)


@pytest.mark.parametrize("scheme", ["data\\:", "data&colon;", "&#100;ata:"])
def test_a_picture_in_an_address_that_is_written_otherwise_stops_the_copy(scheme: str, tmp_path: Path) -> None:
    own = base64.b64encode(photograph()).decode()
    document = opened(f"{TEXT}![foto]({scheme}image/jpeg;base64,{own})\n", tmp_path)
    with pytest.raises(UnknownPartError):
        copied(document, tmp_path)
