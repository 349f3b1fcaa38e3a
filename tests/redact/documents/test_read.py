"""Reading drafts: what is accepted comes back to the byte, everything else is refused in one line."""

from __future__ import annotations

import codecs
import io
import os
from pathlib import Path

import pytest
from bronwacht.errors import InputError
from bronwacht.redact.documents import (
    BinaryError,
    Document,
    EmptyError,
    EncodingError,
    MissingError,
    TooLargeError,
    UnsupportedError,
    read_document,
)
from bronwacht.redact.documents.formats import format_by_kind
from bronwacht.redact.documents.text import MAX_TEXT_BYTES
from hypothesis import given
from hypothesis import strategies as st

BOM = codecs.BOM_UTF8


@pytest.mark.parametrize(
    "raw",
    [
        "Eén bron zei: “Nee.”\n".encode(),
        BOM + b"Met merkteken\r\nen regeleinden van Windows\r\n",
        b"geen laatste regeleinde",
        "e\u0301\u00e9 \U0001f469\u200d\U0001f692 \ufb01\tx\x0b\x0cy\rz".encode(),
        BOM + BOM + b"twee merktekens",
    ],
    ids=["plain", "bom-crlf", "no-last-newline", "combining-emoji", "two-boms"],
)
@pytest.mark.parametrize("suffix", [".txt", ".TXT", ".text", ".md", ".markdown"])
def test_text_comes_back_to_the_byte(here: Path, raw: bytes, suffix: str) -> None:
    path = here / f"draft{suffix}"
    path.write_bytes(raw)
    document = read_document(path)
    assert document.raw == raw
    assert format_by_kind(document.kind).final(document, ()) == raw
    assert document.text.encode() == raw.removeprefix(BOM)
    assert document.kind == ("md" if suffix.startswith(".m") else "txt")


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1).filter(str.strip), st.booleans())
def test_any_text_round_trips(text: str, bom: bool) -> None:
    raw = (BOM if bom else b"") + text.encode()
    known = format_by_kind("txt")
    document = Document(known.read(raw, "x").text, raw, "txt", "x")
    assert known.final(document, ()) == raw


def test_a_draft_that_somebody_writes_meanwhile_is_no_half_draft(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the other half says would be told of as not there."""
    (here / "draft.txt").write_text("Een vrouw van 34 sprak.\n")

    class Growing(io.FileIO):
        def read(self, size: int | None = -1, /) -> bytes | None:
            found = super().read(size)
            with io.FileIO(self.name, "ab") as other:
                other.write(b"Zij heet anders.\n")
            return found

    monkeypatch.setattr(Path, "open", lambda self, mode: Growing(self, mode))
    with pytest.raises(MissingError, match="being written"):
        read_document(here / "draft.txt")


def test_standard_input_is_plain_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"Een bron.\r\n")))
    document = read_document(None)
    assert (document.text, document.kind, document.name, document.path) == ("Een bron.\r\n", "txt", "-", None)


@pytest.mark.parametrize(
    ("raw", "error", "words"),
    [
        (b"", EmptyError, "is empty"),
        (b" \r\n\t\n", EmptyError, "is empty"),
        (BOM, EmptyError, "is empty"),
        (b"text\x00text", BinaryError, "control bytes"),
        (b"text\x1b[31mred", BinaryError, "control bytes"),
        (b"\x7fELF", BinaryError, "control bytes"),
        ("tekst".encode("utf-16"), EncodingError, "UTF-16"),
        ("één".encode("latin-1"), EncodingError, "UTF-8"),
        (b"\xed\xa0\x80", EncodingError, "UTF-8"),
        (b"a" * (MAX_TEXT_BYTES + 1), TooLargeError, "8 MiB"),
    ],
    ids=["empty", "blank", "only-bom", "nul", "escape", "delete", "utf-16", "latin-1", "surrogate", "huge"],
)
@pytest.mark.parametrize("by", ["file", "stdin"])
def test_refused_content(
    here: Path, monkeypatch: pytest.MonkeyPatch, raw: bytes, error: type[InputError], words: str, by: str
) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(raw)))
    Path("draft.txt").write_bytes(raw)
    with pytest.raises(error, match=words) as refused:
        read_document(Path("draft.txt") if by == "file" else None)
    message = str(refused.value)
    assert refused.value.exit_code == 3
    assert "\n" not in message
    assert message.startswith("draft.txt: " if by == "file" else "standard input: ")
    assert str(here) not in message


def test_the_largest_file_is_read(here: Path) -> None:
    Path("draft.txt").write_bytes(b"a" * MAX_TEXT_BYTES)
    assert len(read_document(Path("draft.txt")).text) == MAX_TEXT_BYTES


@pytest.mark.parametrize(
    ("name", "error", "words"),
    [
        ("gone.txt", MissingError, "no such file"),
        ("gone/draft.txt", MissingError, "no such file"),
        ("nul\0.txt", MissingError, "not a file name"),
        ("folder.txt", UnsupportedError, "is a folder"),
        ("pipe.txt", UnsupportedError, "not an ordinary file"),
        ("draft.rtf", UnsupportedError, r"unknown kind.*save it as \.docx or \.odt"),
        ("draft.msg", UnsupportedError, r"unknown kind.*save each mail as \.eml"),
        ("draft", UnsupportedError, "unknown kind"),
    ],
)
def test_refused_files(here: Path, name: str, error: type[InputError], words: str) -> None:
    Path("folder.txt").mkdir()
    os.mkfifo("pipe.txt")
    for known in ("draft.rtf", "draft.msg", "draft"):
        Path(known).write_text("Geheime tekst")
    with pytest.raises(error, match=words) as refused:
        read_document(Path(name))
    assert "Geheime" not in str(refused.value)


def test_a_name_cannot_steer_the_terminal(here: Path) -> None:
    with pytest.raises(MissingError) as refused:
        read_document(Path("a\x1b[2Jb\nc\udcff.txt"))
    assert str(refused.value).startswith("a?[2Jb?c?.txt: ")


def test_a_file_that_may_not_be_opened(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    Path("draft.txt").write_text("tekst")
    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(MissingError, match=r"draft.txt: permission denied; check"):
        read_document(Path("draft.txt"))


def test_the_text_is_not_in_the_repr(here: Path) -> None:
    Path("draft.txt").write_text("Geheime tekst")
    assert "Geheime" not in repr(read_document(Path("draft.txt")))
