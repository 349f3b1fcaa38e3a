"""The payload: a STREAM of 64 KiB chunks under ChaCha20-Poly1305.

Called by ``age``. Holds one chunk in memory, whatever the file's size, and never writes plaintext that has not been
authenticated. Source: C2SP ``age.md``, "Payload".
"""

from __future__ import annotations

from io import BufferedReader
from itertools import count

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from .conventions import TAG_SIZE, Sink, hkdf
from .errors import PayloadError

CHUNK_SIZE = 64 << 10
"""Bytes of plaintext in every chunk but the last."""

NONCE_SIZE = 16
"""Bytes before the payload that make its key unlike that of any other payload."""

_SEALED_CHUNK_SIZE = CHUNK_SIZE + TAG_SIZE
_COUNTER_SIZE = 11


def payload_key(file_key: bytes, nonce: bytes) -> bytes:
    """The key of the payload that follows ``nonce``."""
    return hkdf(file_key, salt=nonce, info=b"payload")


def seal(plaintext: BufferedReader, sealed: Sink, key: bytes) -> None:
    """Encrypt all that ``plaintext`` holds; the last chunk is marked, and empty only when there is nothing at all."""
    cipher = ChaCha20Poly1305(key)
    chunk, sealed_chunk = memoryview(bytearray(CHUNK_SIZE)), memoryview(bytearray(_SEALED_CHUNK_SIZE))
    try:
        for counter in count():
            size = plaintext.readinto(chunk)
            last = not plaintext.peek(1)
            filled = sealed_chunk[: size + TAG_SIZE]
            cipher.encrypt_into(_nonce(counter, last=last), chunk[:size], None, filled)
            sealed.write(filled)
            if last:
                return
    finally:
        chunk[:] = bytes(CHUNK_SIZE)


def unseal(untrusted: BufferedReader, plaintext: Sink, key: bytes) -> None:
    """Decrypt all that ``untrusted`` holds.

    Raises :class:`PayloadError`. What ``plaintext`` has by then is authentic, but not complete: discard it.
    """
    cipher = ChaCha20Poly1305(key)
    sealed_chunk, chunk = memoryview(bytearray(_SEALED_CHUNK_SIZE)), memoryview(bytearray(CHUNK_SIZE))
    try:
        for counter in count():
            size = untrusted.readinto(sealed_chunk)
            last = _open(cipher, counter, sealed_chunk[:size], chunk)
            plaintext.write(chunk[: size - TAG_SIZE])
            if last:
                break
    finally:
        chunk[:] = bytes(CHUNK_SIZE)
    if untrusted.read(1):
        raise PayloadError("the payload is damaged: something follows its end")


def _open(cipher: ChaCha20Poly1305, counter: int, sealed_chunk: memoryview, chunk: memoryview) -> bool:
    """Decrypt one chunk into ``chunk``; says whether it was marked as the last.

    A full chunk may be either; a shorter one can only be the last, and an empty one only when it is the first as well.
    """
    size = len(sealed_chunk) - TAG_SIZE
    if size < 0:
        raise PayloadError("the payload is damaged: it is cut off")
    if size == 0 and counter > 0:
        raise PayloadError("the payload is damaged: its last chunk is empty")
    for last in (False, True) if size == CHUNK_SIZE else (True,):
        try:
            cipher.decrypt_into(_nonce(counter, last=last), sealed_chunk, None, chunk[:size])
        except InvalidTag:
            continue
        return last
    raise PayloadError("the payload is damaged: a chunk was changed or cut off")


def _nonce(counter: int, *, last: bool) -> bytes:
    return counter.to_bytes(_COUNTER_SIZE, "big") + (b"\x01" if last else b"\x00")
