"""Every way in which words can be written down in a part of a file: encodings, escapes, markup, packing.

Used by the sweep of a written file (sweep.py), where a word overlooked is a source exposed; too many views cost time,
a view too few costs more.
"""

from __future__ import annotations

import base64
import binascii
import html
import io
import quopri
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from functools import lru_cache
from urllib.parse import unquote

from .alike import folded
from .pixels import without_pixels

MAX_DEPTH = 3
"""Of a zip within base64 within a zip."""
MAX_UNPACKED = 16 << 20
"""Of one packed part: a written file holds none that was not packed by the program that wrote it."""
MIN_RUN = 4
"""Letters of a word in what is no text: shorter ones stand in any million random bytes."""
MIN_TEXT = 64
"""Bytes of what is packed in a stretch, without a control character among them, that are text if they are not UTF-8:
one in two thousand of as many random bytes would pass. "distributiecentrum" is base64 of thirteen bytes with "ko"."""
MIN_BASE64 = 16
MAX_STEPS = 32
"""Steps of an address in which base64 is looked for; a picture's base64 has a slash every 64 characters."""

_CONTROL = re.compile(rb"[\x00-\x08\x0b\x0e-\x1f\x7f]")
_TAG = re.compile(r"<[^<>]*>")
_UNICODE_ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})|\\u\{([0-9a-fA-F]{1,6})\}|\\[x']([0-9a-fA-F]{2})")
_CSS_ESCAPE = re.compile(r"\\([0-9a-fA-F]{1,6})[ \t\n]?")
_BASE64 = re.compile(rb"[A-Za-z0-9+/_-]{%d,}(?:\r?\n[A-Za-z0-9+/_-]+)*={0,2}" % MIN_BASE64)
_UU = re.compile(rb"^begin(?:-base64)? [0-7]{3,4} [^\r\n]+\r?\n((?:[ -`]{1,62}\r?\n)+)", re.MULTILINE)
_HEX = re.compile(rb"(?<![0-9A-Fa-f])(?:[0-9A-Fa-f]{2}){%d,}(?![0-9A-Fa-f])" % (MIN_BASE64 // 2))
MAX_UNQUOTED = 3
"""How often an address within an address within an address is unquoted."""
_SPARE = "*~`\\"
_FOREIGN = re.compile(r"[^\x00-\x7f]+")
_LOOSE_UNDERSCORE = re.compile(r"(?<![^\W_])_+|_+(?![^\W_])")
_RUN = re.compile(rb"[\x20-\x7e]{%d,}" % MIN_RUN)
_WIDE_RUNS = (re.compile(rb"(?:[\x20-\x7e]\x00){%d,}" % MIN_RUN), re.compile(rb"(?:\x00[\x20-\x7e]){%d,}" % MIN_RUN))
_ZIP, _GZIP, _PDF = b"PK\x03\x04", b"\x1f\x8b", b"%PDF-"
_STREAM = re.compile(rb"stream\r?\n")


def plain(text: str) -> str:
    """``text`` as alike.folded makes it, at the speed that a file of many megabytes asks for."""
    text = _without_loose(text)  # before what stands beside them goes
    text = text.lower() if text.isascii() else _FOREIGN.sub(_alike, text.casefold())
    for char in _SPARE:
        text = text.replace(char, "")
    return " ".join(_without_loose(text.replace('"', "'")).split())


def _without_loose(text: str) -> str:
    return _LOOSE_UNDERSCORE.sub("", text) if "_" in text else text


def _alike(match: re.Match[str]) -> str:
    return _folded(match[0])


@lru_cache(maxsize=1 << 16)
def _folded(stretch: str) -> str:
    """Return characters beyond ASCII as alike.folded has them; they are few and the same again and again."""
    return folded(stretch).text


class Noise(str):
    """A view of what was unpacked and is no text that anybody wrote: a word of it shorter than MIN_RUN is chance."""


def views(data: bytes, depth: int = 0) -> Iterator[str]:
    """``data`` as text in each way in which it may be one; each is :func:`plain`."""
    data = without_pixels(data)
    if data:
        as_seen = Noise if depth and _is_noise(data) else str
        for raw in _decoded(data):
            yield from map(as_seen, _written(raw))
        if depth < MAX_DEPTH:
            for inner in _packed(data):
                yield from views(inner, depth + 1)


def _is_noise(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return len(data) < MIN_TEXT or _CONTROL.search(data) is not None
    return False


def _decoded(data: bytes) -> Iterator[str]:
    """``data`` in the encodings in which it may be text; of what is none, the runs of letters in it."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        yield data.decode("utf-16", "ignore")
    elif b"\x00" in data:
        for pattern in (_RUN, *_WIDE_RUNS):
            yield b"\n".join(pattern.findall(data)).replace(b"\x00", b"").decode("ascii")
    else:
        try:
            yield data.decode("utf-8")
        except UnicodeDecodeError:
            yield data.decode("utf-8", "replace")
            yield data.decode("cp1252", "replace")


def _written(raw: str) -> Iterator[str]:
    """A text read as it is, with its escapes undone, and with its markup taken for nothing and for a space."""
    seen = {raw}
    yield plain(raw)
    unescaped = html.unescape(html.unescape(raw)) if "&" in raw else raw
    changes: tuple[Callable[[], str], ...] = (
        lambda: unescaped,
        lambda: _unquoted_address(raw) if "%" in raw else raw,
        lambda: _UNICODE_ESCAPE.sub(_character, raw) if "\\" in raw else raw,
        lambda: _CSS_ESCAPE.sub(_character, raw) if "\\" in raw else raw,
        lambda: _unquoted(raw) if "=" in raw else raw,
    )
    for change in changes:
        if (text := change()) not in seen:
            seen.add(text)
            yield plain(text)
    between = _TAG.split(html.unescape(raw) if "&" in raw else raw)
    if len(between) > 1:
        yield plain(html.unescape("".join(between)))
        yield plain(html.unescape(" ".join(between)))


def _character(match: re.Match[str]) -> str:
    code = int(next(digits for digits in match.groups() if digits), 16)
    return chr(code) if code < 0x110000 and not 0xD800 <= code < 0xE000 else " "


def _unquoted_address(raw: str) -> str:
    for _ in range(MAX_UNQUOTED):
        raw, before = unquote(raw), raw
        if raw == before:
            break
    return raw


def _unquoted(raw: str) -> str:
    if not re.search(r"=(?:[0-9A-F]{2}|\r?\n)", raw):
        return raw
    return quopri.decodestring(raw.encode("utf-8", "replace")).decode("utf-8", "replace")


def _packed(data: bytes) -> Iterator[bytes]:
    """What ``data`` unpacks to, where it or a stretch of it is packed."""
    if data.startswith(_ZIP):
        yield from _unzipped(data)
    elif data.startswith(_GZIP):
        yield _inflated(data, 31)
    elif data.startswith(_PDF):
        for match in _STREAM.finditer(data):
            yield _inflated(data[match.end() :], 15)
    if b"\x00" not in data:
        yield from (_from_uu(match[1]) for match in _UU.finditer(data))
        for match in _BASE64.finditer(data):
            yield from _from_base64(match[0])
        yield from (bytes.fromhex(match[0].decode()) for match in _HEX.finditer(data))


def _from_uu(lines: bytes) -> bytes:
    """What uuencoded lines say; one that is none says nothing."""
    found = []
    for line in lines.splitlines():
        try:
            found.append(binascii.a2b_uu(line))
        except binascii.Error:
            continue
    return b"".join(found)


def _from_base64(run: bytes) -> Iterator[bytes]:
    """What a run of base64 says: the whole of it, and what follows each slash, for an address has steps before it."""
    whole = run.translate(_URLSAFE, b"\r\n=")
    steps = [step for step in run.split(b"/")[1:] if len(step) >= MIN_BASE64][:MAX_STEPS] if b"/" in run else []
    for words in (whole, *(step.translate(_URLSAFE, b"\r\n=") for step in steps)):
        # Where in a longer word the base64 begins cannot be told: data:…;base64, ends before it, a key=value does too.
        with_padding = words[: len(words) - 1] if len(words) % 4 == 1 else words
        try:
            yield base64.b64decode(with_padding + b"=" * (-len(with_padding) % 4))
        except (binascii.Error, ValueError):
            continue


_URLSAFE = bytes.maketrans(b"-_", b"+/")


def _unzipped(data: bytes) -> Iterator[bytes]:
    room = MAX_UNPACKED
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for entry in archive.infolist():
                yield entry.filename.encode("utf-8", "replace")
                yield entry.comment + entry.extra
                with archive.open(entry) as part:
                    content = part.read(room)
                room -= len(content)
                yield content
            yield archive.comment
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError, RuntimeError):
        return


def _inflated(data: bytes, window: int) -> bytes:
    try:
        return zlib.decompressobj(window).decompress(data, MAX_UNPACKED)
    except zlib.error:
        return b""
