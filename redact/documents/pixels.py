"""A picture's file without its pixels: what is left is where words can be written into it.

Pixels packed by a picture's format are as good as random, and a name of four letters stands in any gigabyte of that;
they are what people see, which is another part's concern.
"""

from __future__ import annotations

_PNG = b"\x89PNG\r\n\x1a\n"
_PNG_PIXELS = (b"IDAT", b"fdAT")
_RIFF_PIXELS = (b"VP8 ", b"VP8L", b"ALPH")
_JPEG_START, _JPEG_SCAN, _JPEG_END = b"\xff\xd8\xff", 0xDA, 0xD9
_JPEG_TABLES = (0xC4, 0xDB)


def without_pixels(data: bytes) -> bytes:
    """``data`` as it is unless it is a PNG, JPEG or WebP; anything that is not as those formats say, stays."""
    if data.startswith(_PNG):
        return _png(data)
    if data.startswith(_JPEG_START):
        return _jpeg(data)
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return _riff(data)
    return data


def _png(data: bytes) -> bytes:
    kept, at = [], len(_PNG)
    while at + 12 <= len(data):
        end = at + 12 + int.from_bytes(data[at : at + 4], "big")
        kind = data[at + 4 : at + 8]
        if end > len(data):
            break
        if kind not in _PNG_PIXELS:
            kept.append(data[at + 4 : end - 4])
        at = end
        if kind == b"IEND":
            break
    return b"\n".join([*kept, data[at:]])


def _riff(data: bytes) -> bytes:
    kept, at = [], 12
    while at + 8 <= len(data):
        kind, size = data[at : at + 4], int.from_bytes(data[at + 4 : at + 8], "little")
        if kind == b"ANMF":  # a frame: its own chunks follow
            at += 24
            continue
        end = at + 8 + size + size % 2
        if end > len(data):
            break
        if kind not in _RIFF_PIXELS:
            kept.append(data[at:end])
        at = end
    return b"\n".join([*kept, data[at:]])


def _jpeg(data: bytes) -> bytes:
    kept, at = [], 2
    while at + 4 <= len(data) and data[at] == 0xFF:
        kind, size = data[at + 1], int.from_bytes(data[at + 2 : at + 4], "big")
        if kind == _JPEG_END:
            break
        end = at + 2 + size
        if kind not in _JPEG_TABLES:
            kept.append(data[at + 4 : end])
        if kind == _JPEG_SCAN:
            end = _scan_end(data, end)
        at = end
    return b"\n".join([*kept, data[at:]])


def _scan_end(data: bytes, at: int) -> int:
    """Where the next marker stands: within a scan, 0xFF is followed by 0 or by the number of a restart."""
    while (at := data.find(b"\xff", at)) >= 0:
        follower = data[at + 1] if at + 1 < len(data) else _JPEG_END
        if follower != 0 and not 0xD0 <= follower <= 0xD7:
            return at
        at += 2
    return len(data)
