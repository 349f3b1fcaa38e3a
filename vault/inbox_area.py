"""The places of a vault where reporters deposit, as anybody can see them: free ones, and those that hold something.

A free place holds nothing but a mark of the inbox's present key, so that a deposit for another vault, or to a key that
is no longer in use, is refused before it is lost. All places have one length. How many are taken shows; it is
the price of two reporters not overwriting each other without being able to read anything.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from . import age
from .secret import Secret
from .slots import INBOX, INBOX_SIZE, sealed_length

_FREE = b"bronwacht inbox 1, free\n"


def free_place(recipient: str) -> bytes:
    """What a free place holds while ``recipient`` is the inbox's."""
    mark = hashlib.sha256(recipient.encode()).hexdigest().encode()
    return (_FREE + mark + b"\n").ljust(sealed_length(INBOX_SIZE), b"\0")


def is_free(untrusted_blob: bytes) -> bool:
    """Whether a place is free, under whatever key; nothing that is sealed begins like that."""
    return untrusted_blob.startswith(_FREE)


def count_taken(untrusted_blobs: Iterable[bytes]) -> int:
    """How many of the places hold something."""
    return sum(not is_free(blob) for blob in untrusted_blobs)


def empty_inbox(identity: Secret) -> dict[int, bytes]:
    """All places free, by place."""
    blob = free_place(age.recipient_of(identity.reveal_text()))
    return dict.fromkeys(INBOX, blob)
