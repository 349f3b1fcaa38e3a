"""The sweep: a stretch is found in every part of a file, however it is written down there, and nothing else is."""

from __future__ import annotations

import base64
import binascii
import gzip
import io
import json
import os
import quopri
import struct
import time
import zipfile
import zlib
from collections.abc import Callable
from urllib.parse import quote

import pytest
from bronwacht.redact.documents import LeakKind
from bronwacht.redact.documents.alike import folded
from bronwacht.redact.documents.sweep import unseen
from bronwacht.redact.documents.views import plain
from bronwacht.redact.draft import Action, DetailType, Edit, Span
from hypothesis import example, given
from hypothesis import strategies as st
from PIL import Image, PngImagePlugin

NAME = "Margriet Zonderland"
ACCENTED = "Renée Çelebi-Muñoz"


def found(
    data: bytes, stretch: str = NAME, reason: DetailType = DetailType.NAME, *, part: str = "x", left: str = ""
) -> bool:
    edit = Edit(("d1",), Span(0, len(stretch)), Action.REMOVE, "", reason)
    leaks = unseen(stretch, [edit], left, {"first": b"niets", part: data})
    assert all(leak.kind is LeakKind.UNSEEN and leak.reason is reason for leak in leaks)
    return bool(leaks)


def picture(kind: str, **options: object) -> bytes:
    out = io.BytesIO()
    Image.frombytes("RGB", (60, 40), os.urandom(7200)).save(out, kind, **options)
    return out.getvalue()


def zipped(data: bytes, name: str = "word/part.xml", comment: bytes = b"") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, data)
        archive.comment = comment
    return out.getvalue()


WRITTEN: dict[str, Callable[[str], bytes]] = {
    "as it is": lambda s: f"van {s}.".encode(),
    "capitals": lambda s: s.upper().encode(),
    "small letters": lambda s: s.lower().encode(),
    "latin-1": lambda s: f"<p>van {s}</p>".encode("cp1252"),
    "utf-16-le": lambda s: f"van {s}.".encode("utf-16-le"),
    "utf-16-be": lambda s: f"van {s}.".encode("utf-16-be"),
    "utf-16 with a mark": lambda s: f"<a>{s}</a>".encode("utf-16"),
    "utf-16 at an odd byte": lambda s: b"\x01" + f"van {s}.".encode("utf-16-le"),
    "entities": lambda s: "".join(f"&#{ord(c)};" for c in s).encode(),
    "hexadecimal entities": lambda s: "".join(f"&#x{ord(c):X};" for c in s).encode(),
    "entities in an attribute": lambda s: f'<a b="{"".join(f"&#{ord(c)};" for c in s)}"/>'.encode(),
    "entities twice": lambda s: "".join(f"&amp;#{ord(c)};" for c in s).encode(),
    "split by tags": lambda s: "".join(f"<w:t>{c}</w:t>" for c in s).encode(),
    "words in paragraphs": lambda s: "".join(f"<p>{word}</p>" for word in s.split()).encode(),
    "escaped tags": lambda s: "".join(f"&lt;b&gt;{c}&lt;/b&gt;" for c in s).encode(),
    "percent": lambda s: f"https://example.org/?q={quote(s)}".encode(),
    "percent within percent": lambda s: f"https://example.org/?q={quote(quote(quote(s)))}".encode(),
    "base64 in an address": lambda s: b"https://example.org/" + base64.b64encode(f'{{"name":"{s}"}}'.encode()) + b"/p",
    "hexadecimal": lambda s: b"?n=" + s.encode().hex().encode() + b"&",
    "json": lambda s: json.dumps({"naam": s}).encode(),
    "all escaped": lambda s: "".join(f"\\u{ord(c):04x}" for c in s).encode(),
    "style sheet": lambda s: f'.a::before{{content:"{"".join(f"{chr(92)}{ord(c):x} " for c in s)}"}}'.encode(),
    "rtf": lambda s: "".join(f"\\'{c.encode('cp1252').hex()}" for c in s).encode(),
    "quoted-printable": lambda s: quopri.encodestring(s.encode()),
    "quoted-printable over lines": lambda s: (s[:4] + "=\r\n" + s[4:]).encode(),
    "spaces and breaks": lambda s: s.replace(" ", " \r\n\t\u00a0").encode(),
    "soft hyphens": lambda s: "\u00ad".join(s).encode(),
    "decomposed": lambda s: __import__("unicodedata").normalize("NFD", s).encode(),
    "uuencoded": lambda s: b"Zie.\nbegin 644 x.txt\n" + binascii.b2a_uu(f"van {s} naar".encode()) + b"`\nend\n",
    "base64": lambda s: base64.b64encode(f"van {s} naar huis".encode()),
    "base64 in an attribute": lambda s: (
        b'<a b="data:text/plain;base64,' + base64.b64encode(f"{s} ".encode() * 9) + b'">'
    ),
    "base64 over lines": lambda s: base64.encodebytes(f"veel tekst hier en {s} ".encode() * 9),
    "base64 for addresses": lambda s: base64.urlsafe_b64encode(f"van {s} naar huis??>".encode()),
    "gzip": lambda s: gzip.compress(s.encode()),
    "zip": lambda s: zipped(f"<w:t>{s}</w:t>".encode()),
    "zip in a zip": lambda s: zipped(zipped(f"<w:t>{s}</w:t>".encode())),
    "name in a zip": lambda s: zipped(b"", name=f"{s}.xml"),
    "comment of a zip": lambda s: zipped(b"", comment=s.encode()),
    "stream of a PDF": lambda s: b"%PDF-1.4\n1 0 obj <<>> stream\n" + zlib.compress(s.encode()) + b"\nendstream",
    "among zeros": lambda s: bytes(99) + s.encode() + bytes(99),
    "behind a PNG": lambda s: picture("PNG") + s.encode(),
    "behind a JPEG": lambda s: picture("JPEG") + s.encode(),
    "in a JPEG's EXIF": lambda s: picture("JPEG", exif=b"Exif\x00\x00" + s.encode()),
    "in a JPEG's comment": lambda s: picture("JPEG", comment=s.encode()),
    "in a WebP's XMP": lambda s: picture("WEBP", xmp=s.encode()),
    "in a cut-off PNG": lambda s: b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 999) + b"IDAT " + s.encode(),
}


@pytest.mark.parametrize("stretch", [NAME, ACCENTED])
@pytest.mark.parametrize("way", WRITTEN)
def test_found_however_it_is_written(way: str, stretch: str) -> None:
    assert found(WRITTEN[way](stretch), stretch)


def test_found_in_a_picture_s_text() -> None:
    info = PngImagePlugin.PngInfo()
    info.add_text("Author", NAME)
    assert found(picture("PNG", pnginfo=info))
    assert not found(picture("PNG"))


def test_found_in_a_part_s_name() -> None:
    assert found(b"", part="word/media/Margriet Zonderland.png")


def test_quotes_and_dashes_are_alike() -> None:
    assert found("O’Brien–Smit".encode(), "O'Brien-Smit")
    assert found(b"O'Brien-Smit", "O’Brien‑Smit")


@pytest.mark.parametrize(
    "slug", ["margrietzonderland", "margriet_zonderland", "mzonderland", "zonderlandm", "margrietz"]
)
def test_found_as_addresses_have_it(slug: str) -> None:
    assert found(f'<a href="https://example.org/{slug}/1">'.encode())


OTHERS = (b"Margrietje Zonderland", b"Margriet Zonderlanden", b"xMargriet Zonderland", b"Margriet", b"", b"\x00")


@pytest.mark.parametrize("data", OTHERS)
def test_other_words_are_not_it(data: bytes) -> None:
    assert not found(data)


def test_what_the_text_still_holds_is_for_the_text_to_say() -> None:
    assert not found(NAME.encode(), left=f"van {NAME} zelf")


def test_what_does_not_identify_may_stand_elsewhere() -> None:
    assert not found(b"was 34 jaar", "34", DetailType.AGE)
    assert found(b"in Barcelona", "Barcelona", DetailType.TRIP)


def test_random_bytes_hold_no_name() -> None:
    for seed in range(20):
        noise = __import__("random").Random(seed).randbytes(200_000)
        assert not found(noise, "Bob") and not found(noise, "Anna")


@pytest.mark.parametrize("name", ["Юлия", "يوسف", "Νίκος", "Żółć", "李明"])
def test_letters_that_an_encoding_lacks_do_not_make_any_picture_hold_a_name(name: str) -> None:
    assert not found(b"\x00" + os.urandom(40_000), name)
    assert found(b"\x00" + os.urandom(4_000) + name.encode("utf-16-le") + os.urandom(4_000), name)


def test_pixels_are_not_words() -> None:
    assert not found(picture("PNG", compress_level=0), "Bob")


@given(st.text(max_size=40))
@example("0_~0")
@example("~_0 0_`")
def test_plain_is_folded(text: str) -> None:
    assert plain(text).strip() == folded(text).text.strip()


STARTS = (
    b"",
    b"PK\x03\x04",
    b"\x1f\x8b\x08",
    b"%PDF-1.4 stream\n",
    b"\x89PNG\r\n\x1a\n",
    b"\xff\xd8\xff",
    b"RIFF\x00\x00\x00\x00WEBP",
)


@given(st.binary(max_size=400))
def test_nothing_raises(data: bytes) -> None:
    for start in STARTS:
        found(start + data)


def test_a_zip_bomb_within_is_not_unpacked() -> None:
    start = time.process_time()
    assert not found(zipped(bytes(200 << 20)))
    assert time.process_time() - start < 5


def test_a_long_document_with_pictures_takes_a_second() -> None:
    words = [os.urandom(3).hex() for _ in range(5000)] + ["été", "naïeve", "coördinatie"]
    paragraph = "".join(f'<w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">{word} </w:t></w:r>' for word in words)
    document = (paragraph * (5_000_000 // len(paragraph))).encode()
    text = " ".join(f"Persoon{n} Achternaam{n}x" for n in range(100))
    edits = [
        Edit((f"d{n}",), Span(at, at + len(f"Persoon{n} Achternaam{n}x")), Action.REMOVE, "", DetailType.NAME)
        for n in range(100)
        for at in [text.index(f"Persoon{n} ")]
    ]
    photo = b"\xff\xd8\xff\xda\x00\x02" + os.urandom(20 << 20).replace(b"\xff", b"\xff\x00") + b"\xff\xd9"
    start = time.process_time()
    assert unseen(text, edits, "", {"document.xml": document, "photo.jpg": photo}) == ()
    assert time.process_time() - start < 3  # 1 on an idle machine


@pytest.mark.parametrize(
    ("name", "word"),
    [
        ("Ko", "het distributiecentrum is dicht"),
        ("Jo", "het Verkenningsbataljon"),
        ("Jos", "Staatssecretaris Jansen"),
    ],
)
def test_long_word_is_no_base64_of_a_short_name(name: str, word: str) -> None:
    assert not found(word.encode(), name)


def test_short_name_is_found_in_base64_of_text() -> None:
    assert found(base64.b64encode(b"dat zei Ko toen hij belde"), "Ko")
    line = "op een zondag zei Ko dat Renée en José er ook bij waren, en dat het zo niet verder kon"
    assert found(base64.b64encode(line.encode("cp1252")), "Ko")
