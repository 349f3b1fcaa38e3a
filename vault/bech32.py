"""Bech32 (BIP 173) without its limit on length, as the age specification writes keys.

Used for the text of recipients and identities. It must never put the text it is given into an error: that text may
be a secret key.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce
from operator import xor

from .errors import KeyTextError

_CHARSET = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_VALUE = {char: value for value, char in enumerate(_CHARSET)}
_GENERATOR = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)
_REDUCED = tuple(
    reduce(xor, (generator for bit, generator in enumerate(_GENERATOR) if top >> bit & 1), 0) for top in range(32)
)
"""What the five bits that are shifted out come back as; a post-quantum key has 1,959 characters to go through."""

_CHECKSUM_LENGTH = 6


def encode(hrp: str, data: bytes) -> str:
    """The text of ``data`` under the human-readable part ``hrp``, in the case of ``hrp``."""
    values = _regroup(data, 8, 5)
    if spare := len(data) * 8 % 5:
        values.append(data[-1] << (5 - spare) & 31)
    values += _checksum(hrp.lower(), values)
    text = f"{hrp.lower()}1{''.join(_CHARSET[value] for value in values)}"
    return text.upper() if hrp.isupper() else text


def decode(text: str) -> tuple[str, bytes]:
    """The human-readable part, in the case it was written in, and the data; raises :class:`KeyTextError`."""
    if text not in (text.lower(), text.upper()) or not all("!" <= char <= "~" for char in text):
        raise KeyTextError("not a key: characters of both cases, or that no key has")
    hrp, separator, tail = text.rpartition("1")
    values = [_VALUE.get(char, -1) for char in tail.lower()]
    if not hrp or not separator or len(values) < _CHECKSUM_LENGTH or -1 in values:
        raise KeyTextError("not a key: it has not the form of one")
    if _polymod(_expand(hrp.lower()) + values) != 1:
        raise KeyTextError("not a key: its checksum is wrong; look for a typing error or a missing end")
    return hrp, _bytes(values[:-_CHECKSUM_LENGTH])


def _bytes(values: list[int]) -> bytes:
    data = bytes(_regroup(values, 5, 8))
    spare = len(values) * 5 % 8
    if spare >= 5 or (values and values[-1] & ((1 << spare) - 1)):
        raise KeyTextError("not a key: bits are left over at its end")
    return data


def _regroup(values: Iterable[int], width: int, into: int) -> list[int]:
    """Whole groups of ``into`` bits; what is left over at the end is dropped."""
    groups, pending, bits = list[int](), 0, 0
    for value in values:
        pending, bits = (pending << width | value) & 0xFFF, bits + width
        while bits >= into:
            bits -= into
            groups.append(pending >> bits & ((1 << into) - 1))
    return groups


def _checksum(hrp: str, values: list[int]) -> list[int]:
    residue = _polymod(_expand(hrp) + values + [0] * _CHECKSUM_LENGTH) ^ 1
    return [residue >> 5 * (_CHECKSUM_LENGTH - 1 - place) & 31 for place in range(_CHECKSUM_LENGTH)]


def _expand(hrp: str) -> list[int]:
    return [ord(char) >> 5 for char in hrp] + [0] + [ord(char) & 31 for char in hrp]


def _polymod(values: list[int]) -> int:
    residue = 1
    for value in values:
        residue = (residue & 0x1FFFFFF) << 5 ^ value ^ _REDUCED[residue >> 25]
    return residue
