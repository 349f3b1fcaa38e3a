"""Bad documents through the real program: one clear line, exit code 3, soon, in little memory, and nothing written."""

from __future__ import annotations

import io
import json
import os
import struct
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import docx
import odfdo
import pikepdf
import pytest
from bronwacht.redact.documents import DamagedError, DocumentError
from bronwacht.redact.documents.formats import format_by_kind
from bronwacht.redact.documents.package import open_package

MEMORY = 1536 << 20
"""Address space, most of which nobody touches: libraries and their threads reserve a gigabyte before they begin."""
SECONDS = 20
"""On a machine that is busy; two on one that is not."""
TEXT = (
    "De wethouder ontkent. Een vrouw van 34, bestuursadviseur bij de gemeente, zegt dat zij in oktober 2022 met hem"
    " naar Bilbao reisde. Zij wil niet met haar naam in de krant."
)
FORKER = """
import json, os, resource, sys
import lxml.etree, pikepdf, pypdfium2, numpy, bronwacht.cli
from bronwacht.redact.documents.formats import SUFFIXES, format_by_suffix
from bronwacht.cli import main

for suffix in SUFFIXES:
    format_by_suffix(suffix)
resource.setrlimit(resource.RLIMIT_AS, (int(sys.argv[1]),) * 2)
for line in sys.stdin:
    folder, *argv = json.loads(line)
    child = os.fork()
    if not child:
        os.chdir(folder)
        for number, name in ((1, "stdout"), (2, "stderr")):
            os.dup2(os.open(name, os.O_WRONLY | os.O_CREAT, 0o600), number)
        try:
            main(argv)
        except SystemExit as end:
            sys.stdout.flush(), sys.stderr.flush()
            os._exit(end.code or 0)
        except BaseException:
            import traceback
            traceback.print_exc()
            sys.stderr.flush()
        os._exit(70)
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
"""
"""The program, started once and forked for each file: what it imports takes longer than what it refuses."""


@dataclass(frozen=True)
class Done:
    """How a run of the program ended."""

    code: int
    out: str
    error: str


class Program:
    """The real program in a process of its own with :data:`MEMORY`, its output in a folder aside."""

    def __init__(self, aside: Path) -> None:
        self._aside = aside
        self._forker = subprocess.Popen(
            [sys.executable, "-c", FORKER, str(MEMORY)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "NO_COLOR": "1", "OPENBLAS_NUM_THREADS": "1"},
        )

    def run(self, *argv: str) -> Done:
        assert self._forker.stdin and self._forker.stdout
        for name in ("stdout", "stderr"):
            (self._aside / name).unlink(missing_ok=True)
        self._forker.stdin.write(json.dumps([str(self._aside), *argv]) + "\n")
        self._forker.stdin.flush()
        code = int(self._forker.stdout.readline())
        return Done(code, (self._aside / "stdout").read_text(), (self._aside / "stderr").read_text())

    def end(self) -> None:
        assert self._forker.stdin
        self._forker.stdin.close()
        self._forker.wait(SECONDS)


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    made = Program(tmp_path_factory.mktemp("aside"))
    yield made
    made.end()


def word() -> bytes:
    made, out = docx.Document(), io.BytesIO()
    made.add_paragraph(TEXT)
    made.save(out)
    return out.getvalue()


def writer() -> bytes:
    made, out = odfdo.Document("text"), io.BytesIO()
    made.body.append(odfdo.Paragraph(TEXT))
    made.save(out)
    return out.getvalue()


def pdf(**options: object) -> bytes:
    made, out = pikepdf.new(), io.BytesIO()
    page = made.add_blank_page()
    font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    page.obj.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=font))
    page.obj.Contents = made.make_stream(f"BT /F 9 Tf 20 300 Td ({TEXT[:90]}) Tj ET".encode())
    made.save(out, **options)
    return out.getvalue()


def page() -> bytes:
    return f"<html><body><p>{TEXT}</p></body></html>".encode()


def mail() -> bytes:
    return f"From: a@example.org\r\nSubject: x\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{TEXT}\r\n".encode()


MAKERS: dict[str, Callable[[], bytes]] = {"docx": word, "odt": writer, "pdf": pdf, "html": page, "eml": mail}


def parts_of(raw: bytes) -> dict[str, bytes]:
    return dict(open_package(raw, "f").parts)


def zipped(parts: dict[str, bytes], compressed: bool = True) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED if compressed else zipfile.ZIP_STORED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def with_part(raw: bytes, name: str, content: bytes) -> bytes:
    return zipped({**parts_of(raw), name: content})


def main_part(raw: bytes, change: Callable[[bytes], bytes]) -> bytes:
    parts = parts_of(raw)
    name = "word/document.xml" if "word/document.xml" in parts else "content.xml"
    return zipped({**parts, name: change(parts[name])})


def laughing(xml: bytes) -> bytes:
    levels = "".join(f'<!ENTITY l{n + 1} "{f"&l{n};" * 10}">' for n in range(12))
    end = xml.index(b"?>") + 2
    return xml[:end] + f'<!DOCTYPE a [<!ENTITY l0 "ha">{levels}]>'.encode() + xml[end:]


def outside(xml: bytes) -> bytes:
    end = xml.index(b"?>") + 2
    return xml[:end] + b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + xml[end:]


def in_utf_7(xml: bytes) -> bytes:
    return laughing(xml).decode().replace("UTF-8", "UTF-7").encode("utf-7")


def in_utf_16(xml: bytes) -> bytes:
    return laughing(xml).decode().replace("UTF-8", "UTF-16").encode("utf-16")


def password_flag(raw: bytes) -> bytes:
    at = raw.index(b"PK\x01\x02") + 8
    return raw[:at] + b"\x01\x00" + raw[at + 2 :]


def shared_bytes(raw: bytes) -> bytes:
    """Each entry of the directory leads to the first part."""
    out, at = bytearray(raw), raw.find(b"PK\x01\x02")
    while at >= 0:
        out[at + 42 : at + 46] = struct.pack("<I", 0)
        at = raw.find(b"PK\x01\x02", at + 4)
    return bytes(out)


def many_parts(raw: bytes) -> bytes:
    return zipped({**parts_of(raw), **{f"x/{n}": b"" for n in range(20_000)}}, compressed=False)


def forms() -> bytes:
    made, out = pikepdf.new(), io.BytesIO()
    form = made.make_stream(b"0 0 m 9 9 l S", Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form, BBox=[0, 0, 9, 9])
    for _ in range(20):
        form = made.make_stream(b"/F Do " * 20, Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form, BBox=[0, 0, 9, 9])
        form.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(F=form))
    page = made.add_blank_page()
    page.obj.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(F=form))
    page.obj.Contents = made.make_stream(b"/F Do")
    made.save(out)
    return out.getvalue()


LOCKED = pikepdf.Encryption(user="geheim", owner="geheim")
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

BAD: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "empty": ("docx", lambda: b"", "is empty"),
    "random": ("docx", lambda: os.urandom(9999), "damaged"),
    "text": ("docx", TEXT.encode, "damaged"),
    "page-as-docx": ("docx", page, "damaged"),
    "pdf-as-docx": ("docx", pdf, "damaged"),
    "odt-as-docx": ("docx", writer, ""),
    "docx-as-odt": ("odt", word, ""),
    "docx-as-pdf": ("pdf", word, "no PDF"),
    "docx-as-html": ("html", word, ""),
    "docx-as-eml": ("eml", word, ""),
    "old-word": ("docx", lambda: OLE + bytes(9999), "encrypted"),
    "locked-odt": ("odt", lambda: password_flag(writer()), "encrypted"),
    "locked-docx": ("docx", lambda: password_flag(word()), "encrypted"),
    "locked-pdf": ("pdf", lambda: pdf(encryption=LOCKED), "password"),
    "macros": ("docx", lambda: with_part(word(), "word/vbaProject.bin", OLE), ""),
    "bomb-docx": ("docx", lambda: with_part(word(), "word/media/a.png", bytes(20 << 20)), "far more"),
    "bomb-odt": ("odt", lambda: with_part(writer(), "Pictures/a.png", bytes(20 << 20)), "far more"),
    "small-bombs": ("docx", lambda: zipped({**parts_of(word()), **{f"a{n}": bytes(7 << 20) for n in range(9)}}), "far"),
    "many-parts": ("docx", lambda: many_parts(word()), "parts"),
    "shared-bytes": ("docx", lambda: shared_bytes(word()), "damaged"),
    "twice": ("docx", lambda: with_part(word(), "WORD/document.xml", b"<a/>"), "twice"),
    "outside": ("odt", lambda: with_part(writer(), "../../a.xml", b"<a/>"), "outside"),
    "laughs-docx": ("docx", lambda: main_part(word(), laughing), "document type"),
    "laughs-odt": ("odt", lambda: main_part(writer(), laughing), "document type"),
    "passwd-docx": ("docx", lambda: main_part(word(), outside), "document type"),
    "utf-7": ("docx", lambda: main_part(word(), in_utf_7), "Unicode"),
    "utf-16": ("docx", lambda: main_part(word(), in_utf_16), "document type"),
    "no-xml": ("docx", lambda: main_part(word(), lambda _: b"<a"), "damaged"),
    "no-body-docx": ("docx", lambda: main_part(word(), lambda _: b"<a/>"), "no body"),
    "no-body-odt": ("odt", lambda: main_part(writer(), lambda _: b"<a/>"), "no body"),
    "tags": ("docx", lambda: main_part(word(), lambda _: b"<a>" + b"<b/>" * 4_000_000 + b"</a>"), ""),
    "forms": ("pdf", forms, "far more"),
    "large-docx": ("docx", lambda: bytes(100_000_000), ""),
    "large-odt": ("odt", lambda: bytes(100_000_000), ""),
    "large-html": ("html", lambda: b"<p>De vrouw</p>" * 7_000_000, ""),
    "large-eml": ("eml", lambda: mail() + b"De vrouw zei het.\r\n" * 5_000_000, ""),
    "large-pdf": ("pdf", lambda: b"%PDF-1.7\n" + bytes(100_000_000), "larger than 64 MiB"),
}
"""By fault: extension, bytes, and what the message must say."""


def refused(done: Done, says: str) -> None:
    assert done.code == 3, done.error
    assert done.out == ""
    assert done.error.count("\n") == 1, done.error
    assert done.error.startswith("bronwacht: ")
    assert "Bilbao" not in done.error
    assert says in done.error


@pytest.mark.parametrize("name", BAD)
def test_scan_refuses(program: Program, tmp_path: Path, name: str) -> None:
    suffix, make, says = BAD[name]
    path = tmp_path / f"draft.{suffix}"
    path.write_bytes(make())
    start = time.monotonic()
    refused(program.run("scan", str(path)), says)
    assert time.monotonic() - start < SECONDS


@pytest.mark.parametrize("name", ["bomb-docx", "laughs-odt", "locked-pdf", "docx-as-html", "docx-as-eml"])
def test_redact_refuses_and_writes_nothing(program: Program, tmp_path: Path, name: str) -> None:
    suffix, make, says = BAD[name]
    path = tmp_path / f"draft.{suffix}"
    path.write_bytes(make())
    refused(program.run("redact", str(path), "-o", str(tmp_path / f"final.{suffix}")), says)
    assert list(tmp_path.iterdir()) == [path]


def test_a_good_one_is_read(program: Program, tmp_path: Path) -> None:
    path = tmp_path / "draft.docx"
    path.write_bytes(word())
    done = program.run("scan", str(path))
    assert (done.code, done.error) == (1, "")
    assert done.out


def cut(raw: bytes) -> Iterator[bytes]:
    return (raw[: len(raw) * n // 50] for n in range(50))


@pytest.mark.parametrize("kind", ["docx", "odt"])
def test_a_zip_that_ends_too_soon(kind: str) -> None:
    for raw in cut(MAKERS[kind]()):
        with pytest.raises(DamagedError):
            format_by_kind(kind).read(raw, "draft")


@pytest.mark.parametrize("kind", ["pdf", "html", "eml"])
def test_another_file_that_ends_too_soon(kind: str) -> None:
    """What is left of it is read, or nothing is."""
    whole = format_by_kind(kind).read(MAKERS[kind](), "draft").text
    for raw in cut(MAKERS[kind]()):
        try:
            found = format_by_kind(kind).read(raw, "draft").text
        except DocumentError:
            continue
        assert len(found) <= len(whole) + 20
