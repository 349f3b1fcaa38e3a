"""The textual header of an age file: its version, its recipient stanzas, and its MAC.

Called by ``age``; the recipient types see only :class:`Stanza`. What is read here is untrusted until
:meth:`Header.verify` has been given the file key. Nothing is re-encoded: the MAC is checked over the bytes as they
came. Source: C2SP ``age.md``, "Header".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from io import BufferedReader
from typing import NamedTuple

from .conventions import decode64, encode64, hkdf, hmac_sha256, is_hmac_sha256
from .errors import HeaderError, HeaderMacError, UnsupportedVersionError

MAX_HEADER_SIZE = 2 << 20
"""Bytes. 1,024 post-quantum stanzas fit; stops a header without end from filling the memory."""

MAX_STANZAS = 1024
"""Stops a file of a million stanzas, each of which would cost a key agreement for every identity."""

MAX_LINE_SIZE = 8 << 10
"""Bytes, line feed included. A post-quantum stanza's first line has 1,512; stops a line without end."""

_VERSION_PREFIX = b"age-encryption.org/"
_VERSION_LINE = _VERSION_PREFIX + b"v1\n"
_ANY_VERSION = re.compile(re.escape(_VERSION_PREFIX) + rb"[!-~]+\n")

_COLUMNS = 64
_ARGUMENTS = re.compile(rb"-> ([!-~]+(?: [!-~]+)*)\n")
_BODY_LINE = re.compile(rb"([A-Za-z0-9+/]{0,%d})\n" % _COLUMNS)
_MAC_LINE = re.compile(rb"--- ([A-Za-z0-9+/]{43})\n")
_MAC_MARK = b"---"


# Named tuples: importing dataclasses takes a third of the time in which the age program is done.
class Stanza(NamedTuple):
    """The file key wrapped for one recipient: the recipient's type, further arguments, and a body of bytes."""

    type: bytes
    arguments: tuple[bytes, ...]
    body: bytes

    def serialise(self) -> bytes:
        """The stanza's lines; the last is always shorter than the others, and may be empty."""
        body = encode64(self.body)
        lines = [body[at : at + _COLUMNS] for at in range(0, len(body) + 1, _COLUMNS)]
        return b"-> " + b" ".join((self.type, *self.arguments)) + b"\n" + b"".join(line + b"\n" for line in lines)


class Header(NamedTuple):
    """A header and its MAC; ``authenticated`` is the text under the MAC, the mark that precedes it included."""

    stanzas: tuple[Stanza, ...]
    authenticated: bytes
    mac: bytes

    @classmethod
    def of(cls, stanzas: Iterable[Stanza], file_key: bytes) -> Header:
        """The header that carries ``file_key`` in ``stanzas``."""
        stanzas = tuple(stanzas)
        authenticated = _VERSION_LINE + b"".join(stanza.serialise() for stanza in stanzas) + _MAC_MARK
        return cls(stanzas, authenticated, _mac(authenticated, file_key))

    @classmethod
    def read(cls, version_line: bytes, untrusted: BufferedReader) -> Header:
        """Read the header that begins with ``version_line``, and leave ``untrusted`` at the payload's nonce.

        Raises :class:`HeaderError` where it breaks the format or a limit.
        """
        _check_version(version_line)
        lines, authenticated, stanzas = _lines(untrusted), [version_line], list[Stanza]()
        while (line := next(lines)).startswith(b"->"):
            if len(stanzas) == MAX_STANZAS:
                raise HeaderError("the header has more than {max_stanzas} recipients; refused", max_stanzas=MAX_STANZAS)
            stanza, text = _stanza(line, lines)
            stanzas.append(stanza)
            authenticated.append(text)
        mac = _MAC_LINE.fullmatch(line)
        if not mac or not stanzas:
            raise HeaderError("the header is damaged: a line is neither a recipient nor the end")
        return cls(tuple(stanzas), b"".join(authenticated) + _MAC_MARK, decode64(mac[1]))

    def serialise(self) -> bytes:
        """The bytes that stand at the start of the file."""
        return self.authenticated + b" " + encode64(self.mac) + b"\n"

    def verify(self, file_key: bytes) -> None:
        """Raise :class:`HeaderMacError` unless whoever knew ``file_key`` made this very header."""
        if not is_hmac_sha256(self.mac, _mac_key(file_key), self.authenticated):
            raise HeaderMacError("the header was changed after the file was made; use another copy")


def is_version_line(line: bytes) -> bool:
    """Whether a file that begins with ``line`` is a binary age file, of whatever version."""
    return line.startswith(_VERSION_PREFIX)


def _mac(authenticated: bytes, file_key: bytes) -> bytes:
    return hmac_sha256(_mac_key(file_key), authenticated)


def _mac_key(file_key: bytes) -> bytes:
    return hkdf(file_key, salt=b"", info=b"header")


def _lines(untrusted: BufferedReader) -> Iterator[bytes]:
    """The header's lines, line feeds included; ends by raising, never by running out."""
    size = 0
    while line := untrusted.readline(MAX_LINE_SIZE):
        size += len(line)
        if size > MAX_HEADER_SIZE or (len(line) == MAX_LINE_SIZE and not line.endswith(b"\n")):
            raise HeaderError("the header is longer than that of any honest file; refused")
        yield line
    raise HeaderError("the header is damaged: the file ends inside it")


def _check_version(line: bytes) -> None:
    if line == _VERSION_LINE:
        return
    if _ANY_VERSION.fullmatch(line):
        raise UnsupportedVersionError("the file is of another age version; only v1 is supported")
    raise HeaderError("not an age file, or its first line is damaged")


def _stanza(first_line: bytes, lines: Iterator[bytes]) -> tuple[Stanza, bytes]:
    """One stanza and its text as it came."""
    arguments = _ARGUMENTS.fullmatch(first_line)
    if not arguments:
        raise HeaderError("the header is damaged: a recipient's first line is malformed")
    type_, *further = arguments[1].split(b" ")
    text, body = [first_line], list[bytes]()
    while not body or len(body[-1]) == _COLUMNS:
        text.append(next(lines))
        line = _BODY_LINE.fullmatch(text[-1])
        if not line:
            raise HeaderError("the header is damaged: a recipient's body is malformed")
        body.append(line[1])
    return Stanza(type_, tuple(further), decode64(b"".join(body))), b"".join(text)
