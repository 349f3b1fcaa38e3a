"""Who signed a mail: what its signature says in words. A certificate and a key hold their bearer's name and address.

Called by mail.py for the signatures and keys of a mail, of which a final copy has none, and by encoded.py for keys that
stand in its text. Never raises.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator
from unicodedata import category

_ARMOURED = re.compile(rb"^-----BEGIN PGP [A-Z ]+-----\s*$", re.MULTILINE)
_REMARK = re.compile(rb"^(?:Comment|Charset|Version):(.+)$", re.MULTILINE)
"""The lines over a PGP signature (RFC 4880, 6.2)."""
_BLOCK = re.compile(
    rb"^-----BEGIN PGP [A-Z ]+-----\s*$(?P<body>.*?)^(?:=[A-Za-z0-9+/]{4}\s*$|-----END PGP)", re.MULTILINE | re.DOTALL
)
_NO_BASE64 = re.compile(rb"^[A-Za-z-]+:.*$|[^A-Za-z0-9+/]", re.MULTILINE)
_SIGNED, _BEARER = 2, 13
"""The numbers of a signature's packet, and of the one that says whose a key is (RFC 4880, 4.3)."""
_ADDRESS = re.compile(rb"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_STRINGS = {0x0C: "utf-8", 0x13: "ascii", 0x14: "latin-1", 0x16: "ascii", 0x1E: "utf-16-be"}
"""The kinds of text that names in certificates are (X.690, 8.23; RFC 5280, 4.1.2.4), and how each is written."""
_NAMED = re.compile(
    rb"\x06\x03\x55\x04[\x03-\x48]|\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x09\x01"
    rb"|\x06\x0a\x09\x92\x26\x89\x93\xf2\x2c\x64\x01[\x01\x03]"
    rb"|\x06(?:\x0a\x2b\x06\x01\x04\x01\x82\x37\x14\x02\x03|\x08\x2b\x06\x01\x05\x05\x07\x08\x09)\xa0[\x02-\x7f]|\x81"
)
"""What stands before one: a name's kind (X.520), the one for addresses (PKCS #9), account and mail (RFC 4519, 4524),
the name that somebody logs in with and an address in letters beyond ASCII (RFC 9598), the mark of another address."""
_MAIL = 0x81
_NEVER = frozenset({"Cc", "Cn", "Co", "Cs"})
_LETTERS = re.compile(r"[^\W\d_]{2}")


def said_in(data: bytes) -> Iterator[str]:
    """The stretches of words in a signature, each once."""
    if _ARMOURED.search(data):
        found = [line.decode("utf-8", "replace").strip() for line in _REMARK.findall(data)]
        found += [text for block in _BLOCK.finditer(data) for text in _of_packets(_unpacked(block["body"]))]
    else:
        found = list(_of_certificates(data))
    words = (" ".join(text.split()) for text in found)
    yield from dict.fromkeys(text for text in words if _LETTERS.search(text) and not _is_noise(text))


def _unpacked(body: bytes) -> bytes:
    letters = _NO_BASE64.sub(b"", body)
    letters = letters[:-1] if len(letters) % 4 == 1 else letters
    return base64.b64decode(letters + b"=" * (-len(letters) % 4))


def _of_packets(data: bytes) -> Iterator[str]:
    """Whose a key is, and what address stands in a signature; nothing behind a packet that does not say how long it is.

    The lengths are those of RFC 4880, 4.2.
    """
    at = 0
    while at < len(data) and data[at] & 0x80:
        mark, first = data[at], data[at + 1] if at + 1 < len(data) else 0
        if mark & 0x40:
            tag, size = mark & 0x3F, 1 if first < 192 else 2 if first < 224 else 5
            more = int.from_bytes(data[at + 2 : at + 1 + size], "big")
            length = first if size == 1 else ((first - 192) << 8) + more + 192 if size == 2 else more
            known = first < 224 or first == 255
        else:
            tag, size = mark >> 2 & 0x0F, 1 << (mark & 3)
            length, known = int.from_bytes(data[at + 1 : at + 1 + size], "big"), mark & 3 < 3
        if not known:
            return
        body = data[at + 1 + size : at + 1 + size + length]
        if tag == _BEARER:
            yield body.decode("utf-8", "replace")
        elif tag == _SIGNED:
            yield from (address.decode("ascii", "replace") for address in _ADDRESS.findall(body))
        at += 1 + size + length


def _is_noise(text: str) -> bool:
    """Whether no program writes such a text: names may hold no-break spaces and soft hyphens, and no controls."""
    return not text.isprintable() and any(category(char) in _NEVER for char in text)


def _of_certificates(data: bytes) -> Iterator[str]:
    for match in _NAMED.finditer(data):
        kind, at = match[0][0], match.end()
        if kind == _MAIL:  # an address among those that the bearer has besides (RFC 5280, 4.2.1.6)
            text = _text(data, at, "ascii")
            yield from (each for each in (text,) if "@" in each)
        elif at < len(data) and data[at] in _STRINGS:
            yield _text(data, at + 1, _STRINGS[data[at]])


def _text(data: bytes, at: int, encoding: str) -> str:
    """The text whose length stands at ``at``; short ones have it in one byte, and no name is longer."""
    length = data[at] if at < len(data) else 0
    if not 0 < length < 0x80 or at + 1 + length > len(data):
        return ""
    return data[at + 1 : at + 1 + length].decode(encoding, "replace")
