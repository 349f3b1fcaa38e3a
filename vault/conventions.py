"""What the age specification fixes for all its parts ("Conventions used in this document").

Used by the age modules only, which do without ``hashlib`` and ``hmac``: they load a second OpenSSL, which takes a tenth
of the time in which the age program is done. Source: C2SP ``age.md``.
"""

from __future__ import annotations

import binascii
from typing import TYPE_CHECKING, Protocol

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.hmac import HMAC
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from .errors import HeaderError

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

FILE_KEY_SIZE = 16
"""Bytes of the key that is made for one file and wrapped for each of its recipients."""

TAG_SIZE = 16
"""Bytes that ChaCha20-Poly1305 adds."""

_DERIVED_SIZE = 32


class Sink(Protocol):
    """Where bytes go: it takes all of what it is given."""

    def write(self, data: ReadableBuffer, /) -> object:
        """Take ``data``; it may be overwritten after the call."""


def hkdf(ikm: bytes, *, salt: bytes, info: bytes) -> bytes:
    """HKDF-SHA-256 (RFC 5869), always 32 bytes."""
    return HKDF(SHA256(), _DERIVED_SIZE, salt, info).derive(ikm)


def hmac_sha256(key: bytes, message: bytes) -> bytes:
    """HMAC-SHA-256 (RFC 2104)."""
    mac = HMAC(key, SHA256())
    mac.update(message)
    return mac.finalize()


def is_hmac_sha256(untrusted_mac: bytes, key: bytes, message: bytes) -> bool:
    """Whether it is that of ``message``, compared in constant time."""
    mac = HMAC(key, SHA256())
    mac.update(message)
    try:
        mac.verify(untrusted_mac)
    except InvalidSignature:
        return False
    return True


def encode64(data: bytes) -> bytes:
    """Base64 without padding (RFC 4648, section 4)."""
    return binascii.b2a_base64(data, newline=False).rstrip(b"=")


def decode64(text: bytes) -> bytes:
    """The inverse of :func:`encode64`; raises :class:`HeaderError` for anything that it would not have written.

    Two texts for the same bytes would make a file malleable, so what is decoded must encode to the same text again:
    that refuses padding, stray characters, and leftover bits alike.
    """
    try:
        data = binascii.a2b_base64(text + b"=" * (-len(text) % 4))
    except binascii.Error:
        raise HeaderError("the header is damaged: text that is not base64") from None
    if encode64(data) != text:
        raise HeaderError("the header is damaged: base64 that is not canonical")
    return data
