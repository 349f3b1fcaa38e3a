"""Zips with documents in them: what is let in, and each kind of harm that is not."""

from __future__ import annotations

import io
import resource
import struct
import time
import warnings
import zipfile
import zlib

import pytest
from bronwacht.redact.documents import DamagedError, DangerousError, DocumentError, EncryptedError, TooLargeError
from bronwacht.redact.documents import package as package_module
from bronwacht.redact.documents.package import open_package, parse_xml, write_package
from hypothesis import given, settings
from hypothesis import strategies as st

PARTS = {"mimetype": b"x", "word/document.xml": b"<a>tekst</a>" * 9, "word/media/a.png": bytes(range(256))}


def zipped(
    parts: dict[str, bytes] | list[tuple[str, bytes]], method: int = zipfile.ZIP_DEFLATED, comment: bytes = b""
) -> bytes:
    out = io.BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with zipfile.ZipFile(out, "w", method) as archive:
            for name, content in parts.items() if isinstance(parts, dict) else parts:
                archive.writestr(name, content)
            archive.comment = comment
    return out.getvalue()


def directory_of(raw: bytes, field: int, new: bytes) -> bytes:
    """``raw`` with the first entry of its directory changed at byte ``field``."""
    at = raw.index(b"PK\x01\x02") + field
    return raw[:at] + new + raw[at + len(new) :]


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_a_zip_is_its_parts_in_their_order(method: int) -> None:
    assert list(open_package(zipped(PARTS, method), "f").parts.items()) == list(PARTS.items())


def test_what_is_written_is_read_and_has_no_past() -> None:
    raw = write_package(PARTS, stored=frozenset({"mimetype"}))
    assert raw == write_package(PARTS, stored=frozenset({"mimetype"}))
    assert open_package(raw, "f").parts == PARTS
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        for entry in archive.infolist():
            assert (entry.date_time, entry.create_system, entry.extra, entry.comment) == (
                (1980, 1, 1, 0, 0, 0),
                0,
                b"",
                b"",
            )
        assert archive.infolist()[0].compress_type == zipfile.ZIP_STORED


def test_folders_are_no_parts() -> None:
    assert open_package(zipped({"word/": b"", **PARTS}), "f").parts == PARTS


@given(
    st.dictionaries(st.from_regex(r"[a-z]{1,8}(/[a-zé]{1,8})?", fullmatch=True), st.binary(max_size=200), max_size=8)
)
def test_round_trip(parts: dict[str, bytes]) -> None:
    if len({name.lower() for name in parts}) == len(parts):
        assert open_package(write_package(parts), "f").parts == parts


def refused(raw: bytes, kind: type[DocumentError]) -> None:
    start = time.process_time()
    with pytest.raises(kind) as told:
        open_package(raw, "draft.docx")
    assert type(told.value) is kind
    assert str(told.value).startswith("draft.docx: ")
    assert "\n" not in str(told.value)
    assert time.process_time() - start < 5


# More than it admits to


def test_a_part_that_shrinks_a_thousand_times() -> None:
    refused(zipped({"a.xml": bytes(16 << 20)}), DangerousError)


def test_many_parts_that_each_are_small_enough() -> None:
    refused(zipped({f"{n}.xml": bytes(7 << 20) for n in range(4)}), DangerousError)


def test_more_than_all_may_be(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package_module, "MAX_UNPACKED", 100)
    refused(zipped({"a.xml": b"x" * 101}, zipfile.ZIP_STORED), DangerousError)


def test_a_part_that_says_it_is_larger_than_it_is() -> None:
    refused(directory_of(zipped(PARTS), 24, struct.pack("<I", 5)), DamagedError)


def test_a_part_that_says_it_is_smaller_than_it_is() -> None:
    content = b"abcdefgh" * 1000
    raw = zipped({"a.xml": content})
    lying = directory_of(raw, 24, struct.pack("<I", 8))
    lying = directory_of(lying, 16, struct.pack("<I", zlib.crc32(content[:8])))
    refused(lying, DamagedError)


def test_a_part_of_4_gigabytes() -> None:
    refused(directory_of(zipped(PARTS), 24, b"\xfe\xff\xff\xff"), DangerousError)


def test_more_parts_than_any_draft_has() -> None:
    refused(zipped({f"{n}": b"" for n in range(10_001)}), DangerousError)


def test_millions_of_parts_are_not_listed() -> None:
    raw = zipped({"a": b""})
    at = raw.index(b"PK\x01\x02")
    refused(raw[:at] + raw[at : raw.index(b"PK\x05\x06")] * 1_000_000 + raw[raw.index(b"PK\x05\x06") :], DangerousError)


def test_a_zip_within_is_one_part() -> None:
    inner = zipped({"b.xml": bytes(6 << 20)})
    assert open_package(zipped({"a.zip": inner}), "f").parts == {"a.zip": inner}


def test_parts_that_share_their_bytes() -> None:
    first = zipped({"a.xml": b"x" * 100}, zipfile.ZIP_STORED)
    header = first[: first.index(b"x" * 100)]
    again = header.replace(b"a.xml", b"b.xml")
    # b's header and all of a's part are the content of b, whose directory entry says so
    content = first[: first.index(b"PK\x01\x02")]
    raw = zipped({"b.xml": content}, zipfile.ZIP_STORED)
    entry = first[first.index(b"PK\x01\x02") : first.index(b"PK\x05\x06")]
    entry = entry[:42] + struct.pack("<I", len(again)) + entry[46:]
    start = raw.index(b"PK\x05\x06")
    central = raw[raw.index(b"PK\x01\x02") : start] + entry
    where = raw.rindex(b"PK\x01\x02", 0, start)
    end = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, 2, 2, len(central), where, 0)
    refused(raw[:where] + central + end, DamagedError)


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_packing_that_no_word_processor_uses(method: int) -> None:
    refused(zipped(PARTS, method), DamagedError)


# Names


@pytest.mark.parametrize(
    "names",
    [
        ["a.xml", "a.xml"],
        ["a.xml", "A.XML"],
        ["../a.xml"],
        ["word/../../a.xml"],
        ["/etc/passwd"],
        ["word\\a.xml"],
        ["C:a.xml"],
        ["a\x01.xml"],
        [".."],
    ],
)
def test_names_twice_or_outside(names: list[str]) -> None:
    refused(zipped([(name, b"x") for name in names]), DangerousError)


def test_two_names_for_one_part() -> None:
    raw = zipped({"word/document.xml": b"x"})
    refused(raw.replace(b"word/document.xml", b"word/documenu.xml", 1), DamagedError)


# Locked and broken


def test_with_a_password() -> None:
    raw = zipped(PARTS)
    at = raw.index(b"PK\x01\x02") + 8
    refused(raw[:at] + b"\x01\x00" + raw[at + 2 :], EncryptedError)


def test_as_office_locks_it_and_as_old_word_wrote_it() -> None:
    refused(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(3000), EncryptedError)


@pytest.mark.parametrize("raw", [b"", b"PK", b"PK\x05\x06" + bytes(18)[:17], b"<html>", b"PK\x03\x04" + bytes(100)])
def test_what_is_no_zip(raw: bytes) -> None:
    refused(raw, DamagedError)


def test_cut_off_anywhere() -> None:
    raw = zipped(PARTS)
    for length in range(0, len(raw), 7):
        refused(raw[:length], DamagedError)


def test_every_changed_byte_is_seen_or_changes_nothing() -> None:
    raw = zipped(PARTS)
    for at in range(len(raw)):
        changed = raw[:at] + bytes([raw[at] ^ 0x41]) + raw[at + 1 :]
        try:
            assert set(open_package(changed, "f").parts.values()) == set(PARTS.values())
        except DocumentError:
            continue


@settings(max_examples=200)
@given(st.binary(max_size=300))
def test_nothing_else_is_raised(data: bytes) -> None:
    for raw in (data, b"PK\x03\x04" + data, zipped(PARTS)[:-40] + data):
        try:
            open_package(raw, "f")
        except DocumentError:
            continue


# XML


@pytest.mark.parametrize(
    "data",
    [
        b"<a>\xc3\xa9</a>",
        b"\xef\xbb\xbf<a>\xc3\xa9</a>",
        b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><a>\xc3\xa9</a>',
        "<a>é</a>".encode("utf-16"),
        '<?xml version="1.0" encoding="UTF-16"?><a>é</a>'.encode("utf-16"),
        '<?xml version="1.0" encoding="windows-1252"?><a>é</a>'.encode("cp1252"),
    ],
)
def test_xml_in_every_encoding_that_word_processors_write(data: bytes) -> None:
    assert parse_xml(data, "f").text == "é"


_LEVELS = "".join(f'<!ENTITY {chr(n + 1)} "{f"&{chr(n)};" * 10}">' for n in range(ord("b"), ord("z")))
LAUGHS = f'<!DOCTYPE a [<!ENTITY b "ha">{_LEVELS}]><a>&z;</a>'
OUTSIDE = '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'


@pytest.mark.parametrize(
    "text", [LAUGHS, OUTSIDE, "<!DOCTYPE a><a/>", '<!DOCTYPE a SYSTEM "http://127.0.0.1/a.dtd"><a/>']
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_a_dtd_is_refused(text: str, encoding: str) -> None:
    with pytest.raises(DangerousError):
        parse_xml(text.encode(encoding), "f")


@pytest.mark.parametrize("encoding", ["utf-7", "utf-32", "cp037", "cp500", "utf-32-le", "utf-32-be"])
def test_a_dtd_that_hides_in_its_encoding_is_not_parsed(encoding: str) -> None:
    with pytest.raises(DamagedError):
        parse_xml((f'<?xml version="1.0" encoding="{encoding}"?>' + LAUGHS).encode(encoding), "f")


@pytest.mark.parametrize("encoding", ["UTF-7", "ISO-2022-JP", "EBCDIC-CP-US", "UCS-4", "x-unknown"])
def test_a_declared_encoding_that_no_word_processor_writes(encoding: str) -> None:
    with pytest.raises(DamagedError):
        parse_xml(f"<?xml version='1.0' encoding='{encoding}'?><a/>".encode(), "f")


@pytest.mark.parametrize(
    "data", [b"", b"tekst", b"<a>", b"<a></b>", b"<a>&b;</a>", b"<a>\x00</a>", b"<a b=c/>", b"\xff\xfe"]
)
def test_what_is_no_xml(data: bytes) -> None:
    with pytest.raises(DamagedError):
        parse_xml(data, "f")


def test_deeper_than_anything_is() -> None:
    with pytest.raises(DamagedError):
        parse_xml(b"<a>" * 100_000 + b"</a>" * 100_000, "f")


def test_more_tags_than_memory_has_room_for() -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for data in (b"<r>" + b"<a/>" * 12_000_000 + b"</r>", b"<r " + b'a=""' * 6_000_000 + b"/>", b"<" * (65 << 20)):
        with pytest.raises(TooLargeError):
            parse_xml(data, "f")
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 300 << 10
