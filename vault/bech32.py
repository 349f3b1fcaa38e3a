"""Bech32 (BIP 173) without its limit on length, as the age specification writes keys.

Used for the text of recipients and identities. It must never put the text it is given into an error: that text may
be a secret key.
"""

from __future__ import annotations

import base64
import re
from functools import reduce
from operator import xor

from .errors import KeyTextError

_CHARSET = b"qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_BASE32 = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
_DIGITS = b"0123456789abcdefghijklmnopqrstuv"
_VALUES = bytes(range(32))
_NONE = 0xFF
_VALUE_OF_BASE32 = bytes.maketrans(_BASE32, _VALUES)
_CHAR_OF_VALUE = bytes.maketrans(_VALUES, _CHARSET)
_DIGIT_OF_VALUE = bytes.maketrans(_VALUES, _DIGITS)
_VALUE_OF_CHAR = bytes(_CHARSET.index(byte) if byte in _CHARSET else _NONE for byte in range(256))
"""Between the alphabets of Bech32 and those that the standard library turns quickly into bits and back."""

_GENERATOR = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)
_REDUCED = tuple(
    reduce(xor, (generator for bit, generator in enumerate(_GENERATOR) if top >> bit & 1), 0) for top in range(32)
)
"""What the five bits that are shifted out come back as; a post-quantum key has 1,959 characters to go through."""

_CHECKSUM_LENGTH = 6
_PRINTABLE = re.compile("[!-~]+")


def encode(hrp: str, data: bytes) -> str:
    """The text of ``data`` under the human-readable part ``hrp``, in the case of ``hrp``."""
    values = base64.b32encode(data).rstrip(b"=").translate(_VALUE_OF_BASE32)
    values += _checksum(hrp.lower(), values)
    text = f"{hrp.lower()}1{values.translate(_CHAR_OF_VALUE).decode()}"
    return text.upper() if hrp.isupper() else text


def decode(text: str) -> tuple[str, bytes]:
    """The human-readable part, in the case it was written in, and the data; raises :class:`KeyTextError`."""
    if text not in (text.lower(), text.upper()) or not _PRINTABLE.fullmatch(text):
        raise KeyTextError("not a key: characters of both cases, or that no key has")
    hrp, separator, tail = text.rpartition("1")
    values = tail.lower().encode().translate(_VALUE_OF_CHAR)
    if not hrp or not separator or len(values) < _CHECKSUM_LENGTH or _NONE in values:
        raise KeyTextError("not a key: it has not the form of one")
    if _polymod(_expand(hrp.lower()) + values) != 1:
        raise KeyTextError("not a key: its checksum is wrong; look for a typing error or a missing end")
    return hrp, _bytes(values[:-_CHECKSUM_LENGTH])


def _bytes(values: bytes) -> bytes:
    spare = len(values) * 5 % 8
    if spare >= 5 or (values and values[-1] & ((1 << spare) - 1)):
        raise KeyTextError("not a key: bits are left over at its end")
    number = int(values.translate(_DIGIT_OF_VALUE) or b"0", 32) >> spare
    return number.to_bytes(len(values) * 5 // 8, "big")


def _checksum(hrp: str, values: bytes) -> bytes:
    residue = _polymod(_expand(hrp) + values + bytes(_CHECKSUM_LENGTH)) ^ 1
    return bytes(residue >> 5 * (_CHECKSUM_LENGTH - 1 - place) & 31 for place in range(_CHECKSUM_LENGTH))


def _expand(hrp: str) -> bytes:
    return bytes(ord(char) >> 5 for char in hrp) + b"\0" + bytes(ord(char) & 31 for char in hrp)


def _polymod(values: bytes) -> int:
    residue = 1
    for value in values:
        residue = (residue & 0x1FFFFFF) << 5 ^ value ^ _REDUCED[residue >> 25]
    return residue
