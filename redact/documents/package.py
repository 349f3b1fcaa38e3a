"""A zip that holds a document (docx, odt): opened with suspicion, written without a past.

Limits are on what the file says of itself and on what comes out of it, whichever is more. The parts are unpacked here,
byte by byte where the directory says they are: what zipfile lets pass (parts that share their bytes, parts longer than
they say, methods that ask for gigabytes) is for archives, not for drafts.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lxml import etree

from .model import DamagedError, DangerousError, EncryptedError, TooLargeError

MAX_PARTS = 10_000
"""A draft has dozens; a directory of millions of names is there to exhaust whoever lists it."""
MAX_UNPACKED = 512 << 20
"""All parts together. Pictures do not shrink in a zip; whatever unpacks to more than this is a bomb or no draft."""
MAX_XML = 64 << 20
"""One part of XML: thousands of pages."""
MAX_MARKS = 3_000_000
"""Tags and attributes of one part: a tree takes 100 to 200 bytes for each, whatever few characters it is written in."""
MAX_RATIO = 200
"""How much smaller than its content a zip may be; prose reaches 10 to 20, repetitive XML 100, a bomb a thousand."""
MIN_SUSPECT = 8 << 20
"""Less than that may shrink as it likes."""

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_NAME = re.compile(r"(?!/)(?!.*(?:^|/)\.\.(?:/|$))[^\x00-\x1f\\:]+")
_ENCRYPTED = 0x1 | 0x40 | 0x2000
_DOCTYPE = re.compile(rb"<\x00?!\x00?(?:D\x00?O\x00?C\x00?T\x00?Y\x00?P\x00?E|E\x00?N\x00?T\x00?I\x00?T\x00?Y)")
_BEGINNING = re.compile(rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?\x00?<\x00?\?[^>]{0,400}>")
_DECLARED = re.compile(rb"""\A[^>]{0,200}?encoding\s*=\s*["']([^"']*)""")
_KNOWN = frozenset({b"utf-8", b"utf8", b"utf-16", b"us-ascii", b"ascii", b"iso-8859-1", b"windows-1252"})
_STARTS = (b"<", b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\x00<")
"""How XML in UTF-8 or UTF-16 begins. In any other encoding a DTD would pass for text until it is parsed."""
_LOCAL = struct.Struct("<4s5H3I2H")  # a part's own header (APPNOTE.TXT, 4.3.7)
_END, _END_MARK, _MORE = struct.Struct("<4s4H2IH"), b"PK\x05\x06", 0xFFFF  # 4.3.16
_PART, _DIRECTORY, _UTF8 = b"PK\x03\x04", b"PK\x01\x02", 0x800
_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest time a zip can hold: it says nothing about when the file was written."""


@dataclass(frozen=True)
class Package:
    """The parts of a zip by name, in the zip's order."""

    parts: Mapping[str, bytes]
    remarks: tuple[str, ...] = ()
    """What is written on the zip itself, and beside the names of its parts; no word processor writes any."""

    def xml(self, name: str, shown: str) -> etree._Element:
        """The root of a part; raises :class:`~.model.DocumentError` as :func:`parse_xml` does."""
        return parse_xml(self.parts[name], shown)


def open_package(raw: bytes, shown: str) -> Package:
    """Unpack a zip; raises :class:`~.model.DocumentError` for one that is damaged, encrypted or too large."""
    if raw.startswith(_OLE):
        raise EncryptedError(
            "{shown}: is encrypted, or of the old Word format; save it as docx without a password", shown=shown
        )
    if raw.count(_DIRECTORY) > MAX_PARTS:  # before the directory is made into a list
        raise DangerousError(
            "{shown}: holds more than {max_parts:,} parts; no draft does", shown=shown, max_parts=MAX_PARTS
        )
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            entries = archive.infolist()
            remarks = [archive.comment, *(entry.comment for entry in entries)]
        _check_count(raw, len(entries))
        _check_names(entries, shown)
        _check_sizes(raw, entries, shown)
        places = _places(raw, entries)
        parts = {
            entry.filename: _unpacked(raw[start:end], entry)
            for entry, (start, end) in zip(entries, places, strict=True)
            if not entry.is_dir()
        }
    except _NoZip:
        raise _damaged(shown) from None
    except (zipfile.BadZipFile, zlib.error, struct.error, EOFError, NotImplementedError, OSError, ValueError):
        raise _damaged(shown) from None
    return Package(parts, tuple(remark.decode("utf-8", "replace") for remark in remarks if remark.strip(b"\0 ")))


def write_package(parts: Mapping[str, bytes], *, stored: frozenset[str] = frozenset()) -> bytes:
    """A zip of ``parts`` in their order; equal parts give equal bytes. ``stored`` are not compressed."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            info = zipfile.ZipInfo(name, _EPOCH)
            info.compress_type = zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED
            info.create_system = 0  # of every machine the same
            archive.writestr(info, content)
    return out.getvalue()


def parse_xml(data: bytes, shown: str) -> etree._Element:
    """The root of an XML document without a DTD, so without entities of its own.

    Raises :class:`~.model.DangerousError` where there is a DTD, :class:`~.model.DamagedError` where it is no XML.
    """
    check_xml(data, shown)
    return parse_checked(data, shown)


def check_xml(data: bytes, shown: str) -> None:
    """Look at some XML before it is parsed; raises :class:`~.model.DocumentError` as :func:`parse_xml` does."""
    if len(data) > MAX_XML:
        raise TooLargeError(
            "{shown}: holds more than {limit} MiB of text; give one draft at a time", shown=shown, limit=MAX_XML >> 20
        )
    # A mark takes three characters at least; counting takes as long as a tenth of the parsing.
    if len(data) > 3 * MAX_MARKS and data.count(b"<") + data.count(b"=") > MAX_MARKS:
        raise TooLargeError(
            "{shown}: holds more than {max_marks:,} marks; give one draft at a time", shown=shown, max_marks=MAX_MARKS
        )
    declared = _DECLARED.match(data[:300].replace(b"\x00", b""))
    if not data.lstrip(b" \t\r\n").startswith(_STARTS) or (declared and declared[1].lower() not in _KNOWN):
        raise DamagedError(
            "{shown}: is damaged (a part of it is no XML in Unicode); save it again and retry", shown=shown
        )
    # A DTD can make a few lines into gigabytes, or into another file of this machine: looked for before parsing, too.
    if not is_bare(data) and _DOCTYPE.search(data):
        raise _with_dtd(shown)


def parse_checked(data: bytes, shown: str) -> etree._Element:
    """The second half of :func:`parse_xml`, for what was looked at, or made of what was."""
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        collect_ids=False,  # with them, a list that was pasted twice (two "xml:id" that are equal) would be no XML
        huge_tree=len(data) > 8 << 20,
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise DamagedError(
            "{shown}: is damaged (a part of it is no XML); save it again and retry", shown=shown
        ) from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise _with_dtd(shown)
    return root


def is_bare(data: bytes) -> bool:
    """Whether XML has nothing but elements and text behind its declaration: no DTD, comment, instruction or section."""
    declaration = _BEGINNING.match(data)
    start = declaration.end() if declaration else 0
    # Looked for by the rarer of the two characters: an eighth of the time.
    return not any(_opens(data, mark, start) for mark in (b"!", b"?"))


def _opens(data: bytes, mark: bytes, start: int) -> bool:
    """Whether a character stands behind a "<" anywhere, in UTF-8 or UTF-16."""
    at = data.find(mark, start)
    while at >= 0:
        if data.endswith((b"<", b"<\x00"), start, at):
            return True
        at = data.find(mark, at + 1)
    return False


def _with_dtd(shown: str) -> DangerousError:
    return DangerousError("{shown}: holds a document type definition, which no draft needs; save it again", shown=shown)


class _NoZip(Exception):  # noqa: N818  (never leaves this module)
    """Something about it is not as zips are."""


def _damaged(shown: str) -> DamagedError:
    return DamagedError("{shown}: is damaged, or not what its extension says; save it again and retry", shown=shown)


def _check_count(raw: bytes, count: int) -> None:
    """Some readers list as many parts as the end of the zip says, others what its directory holds: to both the same."""
    said = _END.unpack_from(raw, raw.rindex(_END_MARK))[4]
    if said not in (count, _MORE):
        raise _NoZip


def _check_names(entries: Sequence[zipfile.ZipInfo], shown: str) -> None:
    if any(entry.flag_bits & _ENCRYPTED for entry in entries):
        raise EncryptedError("{shown}: is encrypted; save it without a password", shown=shown)
    names = [entry.orig_filename for entry in entries]
    # Two parts of one name: this program would check the one and Word open the other.
    if len({name.lower() for name in names}) < len(names) or not all(_NAME.fullmatch(name) for name in names):
        raise DangerousError("{shown}: names its parts twice or outside itself; no word processor does", shown=shown)


def _check_sizes(raw: bytes, entries: Sequence[zipfile.ZipInfo], shown: str) -> None:
    total = sum(entry.file_size for entry in entries)
    part = any(
        entry.file_size > MIN_SUSPECT and entry.file_size > MAX_RATIO * max(1, entry.compress_size) for entry in entries
    )
    if part or total > MAX_UNPACKED or total > max(MAX_RATIO * len(raw), MIN_SUSPECT):
        raise DangerousError("{shown}: unpacks to far more than it is; no draft does", shown=shown)


def _places(raw: bytes, entries: Sequence[zipfile.ZipInfo]) -> list[tuple[int, int]]:
    """From where to where each part's bytes lie; raises _NoZip where two share any (Fifield, WOOT 2019)."""
    places = []
    for entry in entries:
        mark, *_, name, extra = _LOCAL.unpack_from(raw, entry.header_offset)
        start = entry.header_offset + _LOCAL.size + name + extra
        encoding = "utf-8" if entry.flag_bits & _UTF8 else "cp437"
        if mark != _PART or raw[start - name - extra : start - extra] != entry.orig_filename.encode(encoding):
            raise _NoZip
        places.append((start, start + entry.compress_size))
    taken = 0
    for entry, (_, end) in sorted(zip(entries, places, strict=True), key=lambda one: one[0].header_offset):
        if entry.header_offset < taken or end > len(raw):
            raise _NoZip
        taken = end
    return places


def _unpacked(packed: bytes, entry: zipfile.ZipInfo) -> bytes:
    """Return a part's content; raises _NoZip where it is not what its directory says, to the byte."""
    if entry.compress_type == zipfile.ZIP_STORED:
        content, whole = packed, True
    elif entry.compress_type == zipfile.ZIP_DEFLATED:
        machine = zlib.decompressobj(-zlib.MAX_WBITS)
        content = machine.decompress(packed, entry.file_size + 1)
        whole = machine.eof and not machine.unused_data
    else:
        raise _NoZip
    if not whole or len(content) != entry.file_size or zlib.crc32(content) != entry.CRC:
        raise _NoZip
    return content
