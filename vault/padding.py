"""Lengths and counts that say little: every stored thing is filled up to one of a few sizes.

Padding is spaces after the text, so that a person who opens a record with the ``age`` program alone reads it as it
is.
"""

from __future__ import annotations

from .errors import DamagedVaultError

KIB = 1024

RECORD_SIZES = (4 * KIB, 16 * KIB, 64 * KIB, 256 * KIB)
"""What a log entry or a record is filled up to; beyond the last, Padmé."""

KEYRING_FLOOR = 128 * KIB
"""What even an empty keyring is filled up to: eight editors' cards and a hundred records fit below it."""

RECIPIENT_COUNTS = (8, 16, 32)
"""How many recipients a keyring seems to have."""

SLOT_FLOOR = 64
"""How many slots of a size there are at least."""

SLOT_GROWTH = 4
"""A full table grows by this factor, so that the count is known to within it and no better."""

LARGE, LARGE_SLOT_FLOOR, LARGE_DOUBLES_UP_TO = RECORD_SIZES[2], 16, 256
"""Of slots of so many bytes and more, which hold pages of the index and evidence, there are fewer dummies: they would
fill the disk."""


def padme(length: int) -> int:
    """Fill up so that at most about 12 % is added and O(log log n) bits of the length are told.

    Source: Nikitin et al., "Reducing Metadata Leakage from Encrypted Files and Communication with PURBs", PoPETs 2019,
    algorithm 1.
    """
    exponent = length.bit_length() - 1
    free_bits = exponent - exponent.bit_length()
    mask = (1 << free_bits) - 1
    return (length + mask) & ~mask


def record_size(length: int) -> int:
    """The size that ``length`` bytes of a log entry or a record are filled up to."""
    return next((size for size in RECORD_SIZES if length <= size), 0) or padme(length)


def keyring_size(length: int) -> int:
    """The power of two that ``length`` bytes of a keyring are filled up to."""
    return max(KEYRING_FLOOR, 1 << (length - 1).bit_length())


def recipient_count(editors: int) -> int:
    """How many recipients a keyring of ``editors`` editors gets; above 32, the next multiple of it."""
    last = RECIPIENT_COUNTS[-1]
    return next((count for count in RECIPIENT_COUNTS if editors <= count), -(-editors // last) * last)


def slot_count(used: int, size: int = 0) -> int:
    """How many slots there are when ``used`` of ``size`` must fit; the large ones double, and then grow by Padmé."""
    if size >= LARGE:
        doubled = max(LARGE_SLOT_FLOOR, 1 << (used - 1).bit_length())
        return doubled if doubled <= LARGE_DOUBLES_UP_TO else max(LARGE_DOUBLES_UP_TO, padme(used))
    count = SLOT_FLOOR
    while count < used:
        count *= SLOT_GROWTH
    return count


def pad(text: bytes, size: int) -> bytes:
    """Fill ``text`` up to ``size`` bytes; it must not end in a space itself."""
    if len(text) > size or text.endswith(b" "):
        raise ValueError("the text does not fit the padding")
    return text.ljust(size)


def unpad(plaintext_padded: bytes) -> bytes:
    """What :func:`pad` was given; raises :class:`DamagedVaultError` when there is nothing but padding."""
    text = plaintext_padded.rstrip(b" ")
    if not text:
        raise DamagedVaultError("the vault is damaged: a stored thing is empty")
    return text
