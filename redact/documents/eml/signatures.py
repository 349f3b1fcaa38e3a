"""Who signed a mail: what its signature says in words. A certificate holds its bearer's name and address in full.

Called by mail.py for the signature parts of a mail, of which a final copy has none. Never raises.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from unicodedata import category

_ARMOURED = re.compile(rb"^-----BEGIN PGP [A-Z ]+-----\s*$", re.MULTILINE)
_REMARK = re.compile(rb"^(?:Comment|Charset|Version):(.+)$", re.MULTILINE)
"""The lines over a PGP signature (RFC 4880, 6.2); the rest is a number."""
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
    else:
        found = list(_of_certificates(data))
    words = (" ".join(text.split()) for text in found)
    yield from dict.fromkeys(text for text in words if _LETTERS.search(text) and not _is_noise(text))


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
