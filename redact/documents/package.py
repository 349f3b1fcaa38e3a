"""A zip that holds a document (docx, odt): opened with suspicion, written without a past.

Limits are on what the file says of itself and on what comes out of it, whichever is more.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree

from .model import DamagedError, DangerousError, EncryptedError, TooLargeError

MAX_PARTS = 10_000
"""A draft has dozens; a directory of millions of names is there to exhaust whoever lists it."""
MAX_UNPACKED = 512 << 20
"""All parts together. Pictures do not shrink in a zip; whatever unpacks to more than this is a bomb or no draft."""
MAX_XML = 128 << 20
"""One part of XML: thousands of pages."""
MAX_RATIO = 200
"""How much smaller than its content a part may be; prose reaches 10 to 20, repetitive XML 100, a bomb a thousand."""
MIN_SUSPECT = 8 << 20
"""Smaller parts may shrink as they like."""

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_NAME = re.compile(r"(?!/)(?!.*(?:^|/)\.\.(?:/|$))[^\x00-\x1f\\]+")
_ENCRYPTED = 0x1
_DOCTYPE = re.compile(rb"<\x00?!\x00?D\x00?O\x00?C\x00?T\x00?Y\x00?P\x00?E")  # in UTF-8 and UTF-16
_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest time a zip can hold: it says nothing about when the file was written."""


@dataclass(frozen=True)
class Package:
    """The parts of a zip by name, in the zip's order."""

    parts: Mapping[str, bytes]

    def xml(self, name: str, shown: str) -> etree._Element:
        """The root of a part; raises :class:`~.model.DocumentError` as :func:`parse_xml` does."""
        return parse_xml(self.parts[name], shown)


def open_package(raw: bytes, shown: str) -> Package:
    """Unpack a zip; raises :class:`~.model.DocumentError` for one that is damaged, encrypted or too large."""
    if raw.startswith(_OLE):
        raise EncryptedError(f"{shown}: is encrypted, or of the old Word format; save it as docx without a password")
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            entries = archive.infolist()
            _check_names(entries, shown)
            parts, total = {}, 0
            for entry in entries:
                if entry.is_dir():
                    continue
                content = _unpacked(archive, entry, MAX_UNPACKED - total, shown)
                total += len(content)
                parts[entry.filename] = content
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError, UnicodeError):
        raise DamagedError(f"{shown}: is damaged, or not what its extension says; save it again and retry") from None
    return Package(parts)


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
    if len(data) > MAX_XML:
        raise TooLargeError(f"{shown}: holds more than {MAX_XML >> 20} MiB of text; give one draft at a time")
    # A DTD can make a few lines into gigabytes, or into another file of this machine: looked for before parsing, too.
    if _DOCTYPE.search(data):
        raise _with_dtd(shown)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=len(data) > 8 << 20)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise DamagedError(f"{shown}: is damaged (a part of it is no XML); save it again and retry") from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise _with_dtd(shown)
    return root


def _with_dtd(shown: str) -> DangerousError:
    return DangerousError(f"{shown}: holds a document type definition, which no draft needs; save it again")


def _check_names(entries: list[zipfile.ZipInfo], shown: str) -> None:
    if len(entries) > MAX_PARTS:
        raise DangerousError(f"{shown}: holds {len(entries)} parts; no draft does")
    if any(entry.flag_bits & _ENCRYPTED for entry in entries):
        raise EncryptedError(f"{shown}: is encrypted; save it without a password")
    names = [entry.filename for entry in entries]
    # Two parts of one name: this program would check the one and Word open the other.
    if len({name.lower() for name in names}) < len(names) or not all(_NAME.fullmatch(name) for name in names):
        raise DangerousError(f"{shown}: names its parts twice or outside itself; no word processor does")


def _unpacked(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, room: int, shown: str) -> bytes:
    suspect = entry.file_size > MIN_SUSPECT and entry.file_size > MAX_RATIO * max(1, entry.compress_size)
    if suspect or entry.file_size > room:
        raise DangerousError(f"{shown}: unpacks to far more than it is; no draft does")
    with archive.open(entry) as part:
        content = part.read(entry.file_size + 1)
    if len(content) != entry.file_size:
        raise DamagedError(f"{shown}: is damaged (a part is not as long as it says); save it again and retry")
    return content
