"""ASCII armor: an age file as strict PEM text (RFC 7468, section 3, figure 3).

Called by ``age`` for text that is no binary age file. Only one text is accepted for any file, but for whitespace
around it and the choice of line ends. Source: C2SP ``age.md``, "ASCII armor".
"""

from __future__ import annotations

import binascii
from collections.abc import Iterator
from io import BufferedReader, RawIOBase
from itertools import islice
from typing import TYPE_CHECKING

from .conventions import Sink
from .errors import ArmorError, HeaderError

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer, WriteableBuffer

MAX_WHITESPACE = 1024
"""Bytes allowed before and after; stops an endless run of blanks from being read for ever."""

_BEGIN = b"-----BEGIN AGE ENCRYPTED FILE-----"
_END = b"-----END AGE ENCRYPTED FILE-----"
_MARK = b"-----"
_COLUMNS = 64
_LINE_SIZE = _COLUMNS // 4 * 3
_LINES_AT_ONCE = 1024
"""Lines decoded together: one by one takes ten times as long, and all at once takes memory without bound."""


class ArmorWriter:
    """Writes what it is given as armor to ``sink``; complete only after :meth:`finish`."""

    def __init__(self, sink: Sink) -> None:
        self._sink = sink
        self._pending = bytearray()
        sink.write(_BEGIN + b"\n")

    def write(self, data: ReadableBuffer, /) -> None:
        """Write every full line, and keep the rest for later."""
        self._pending += data
        full = len(self._pending) - len(self._pending) % _LINE_SIZE
        self._sink.write(_encode(self._pending[:full]))
        del self._pending[:full]

    def finish(self) -> None:
        """Write the last, shorter line and the end marker."""
        self._sink.write(_encode(self._pending) + _END + b"\n")


class ArmorReader(RawIOBase):
    """The bytes inside the armor that begins with ``first_line`` and goes on in ``untrusted``.

    Reading raises :class:`ArmorError`, or :class:`HeaderError` where there is no armor to be seen.
    """

    def __init__(self, first_line: bytes, untrusted: BufferedReader) -> None:
        self._blocks = _decoded(first_line, untrusted)
        self._pending = memoryview(b"")

    def readable(self) -> bool:
        """True: a reader reads."""
        return True

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        """Decode some bytes into ``buffer``; 0 at the end of the armor, with nothing after it."""
        self._pending = self._pending or memoryview(next(self._blocks, b""))
        with memoryview(buffer) as target:
            size = min(len(target), len(self._pending))
            target[:size] = self._pending[:size]
        self._pending = self._pending[size:]
        return size


def _encode(data: bytes | bytearray) -> bytes:
    text = binascii.b2a_base64(data, newline=False)
    return b"".join(text[at : at + _COLUMNS] + b"\n" for at in range(0, len(text), _COLUMNS))


def _decoded(first_line: bytes, untrusted: BufferedReader) -> Iterator[bytes]:
    """Blocks of the bytes inside the armor, none of them empty."""
    _expect_begin(first_line, untrusted)
    lines = _lines(untrusted)
    while text := b"".join(islice(lines, _LINES_AT_ONCE)):
        yield _decode(text)
    # Only whitespace may follow, and reading one byte too many tells whether it is too much.
    rest = untrusted.read(MAX_WHITESPACE + 1)
    if rest.strip() or len(rest) > MAX_WHITESPACE:
        raise ArmorError("the armor is damaged: something follows its end")


def _expect_begin(line: bytes, untrusted: BufferedReader) -> None:
    whitespace = 0
    while line and not line.strip():
        whitespace += len(line)
        if whitespace > MAX_WHITESPACE:
            raise ArmorError("too much whitespace before the armor")
        line = untrusted.readline(MAX_WHITESPACE)
    if _without_line_end(line) == _BEGIN:
        return
    if _MARK in line + untrusted.read(MAX_WHITESPACE):
        raise ArmorError("the armor is damaged: its first line is not the expected one, or not the first")
    raise HeaderError("not an age file, or its first line is damaged")


def _lines(untrusted: BufferedReader) -> Iterator[bytes]:
    """The base64 lines up to the end marker: all of them full but the last."""
    full = True
    # The longest line that may be: 64 columns and CR LF.
    while line := untrusted.readline(_COLUMNS + 2):
        text = _without_line_end(line)
        if text == _END:
            return
        if not full or not 0 < len(text) <= _COLUMNS:
            raise ArmorError("the armor is damaged: a line of the wrong length")
        full = len(text) == _COLUMNS
        yield text
    raise ArmorError("the armor is damaged: it is cut off")


def _without_line_end(line: bytes) -> bytes:
    return line.removesuffix(b"\n").removesuffix(b"\r") if line.endswith(b"\n") else line


def _decode(text: bytes) -> bytes:
    try:
        data = binascii.a2b_base64(text)
    except binascii.Error:
        raise ArmorError("the armor is damaged: text that is not base64") from None
    # As in conventions.decode64: what was not written by an encoder is refused, whatever its fault.
    if binascii.b2a_base64(data, newline=False) != text:
        raise ArmorError("the armor is damaged: base64 that is not canonical")
    return data
