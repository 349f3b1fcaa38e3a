"""The payload: a STREAM of 64 KiB chunks under ChaCha20-Poly1305.

Called by ``age``, for what is in memory as a whole (:func:`seal_whole`) and for files of any size (:func:`seal`), of
which a few batches of chunks are in memory. Nothing is given out that has not been authenticated. Source: C2SP
``age.md``, "Payload".
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from io import BufferedReader
from queue import SimpleQueue

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from ..said import said
from .conventions import TAG_SIZE, Sink, hkdf
from .errors import PayloadError

CHUNK_SIZE = 64 << 10
"""Bytes of plaintext in every chunk but the last."""

NONCE_SIZE = 16
"""Bytes before the payload that make its key unlike that of any other payload."""

_BATCH = 8
"""Chunks that are written at once: enough to be worth a thread, which takes about as long as encrypting one."""

_SEALED_CHUNK_SIZE = CHUNK_SIZE + TAG_SIZE
_COUNTER_SIZE = 11
_END = memoryview(b"")

_CUT_OFF = said("the payload is damaged: it is cut off")
_FOLLOWED = said("the payload is damaged: something follows its end")


def payload_key(file_key: bytes, nonce: bytes) -> bytes:
    """The key of the payload that follows ``nonce``."""
    return hkdf(file_key, salt=nonce, info=b"payload")


def seal_whole(plaintext: bytes, key: bytes) -> bytes:
    """Encrypt ``plaintext``; as :func:`seal`."""
    cipher, chunks = ChaCha20Poly1305(key), max(1, -(-len(plaintext) // CHUNK_SIZE))
    rest, sealed = memoryview(plaintext), memoryview(bytearray(len(plaintext) + chunks * TAG_SIZE))
    for counter in range(chunks):
        chunk = rest[counter * CHUNK_SIZE : (counter + 1) * CHUNK_SIZE]
        at = counter * _SEALED_CHUNK_SIZE
        nonce = _nonce(counter, last=counter == chunks - 1)
        cipher.encrypt_into(nonce, chunk, None, sealed[at : at + len(chunk) + TAG_SIZE])
    return bytes(sealed)


def unseal_whole(untrusted: bytes, key: bytes) -> bytes:
    """The inverse of :func:`seal_whole`; raises :class:`PayloadError`."""
    cipher, chunks = ChaCha20Poly1305(key), max(1, -(-len(untrusted) // _SEALED_CHUNK_SIZE))
    rest, plaintext, end = memoryview(untrusted), memoryview(bytearray(len(untrusted))), 0
    try:
        for counter in range(chunks):
            sealed_chunk = rest[counter * _SEALED_CHUNK_SIZE : (counter + 1) * _SEALED_CHUNK_SIZE]
            start, end = end, end + _plain_size(sealed_chunk, counter)
            last = _open(cipher, counter, sealed_chunk, plaintext[start:end])
            if last != (counter == chunks - 1):
                raise PayloadError(_FOLLOWED if last else _CUT_OFF)
        return bytes(plaintext[:end])
    finally:
        plaintext[:] = bytes(len(plaintext))


def seal(plaintext: BufferedReader, sealed: Sink, key: bytes) -> None:
    """Encrypt all that ``plaintext`` holds; the last chunk is marked, and empty only when there is nothing at all."""
    cipher, counter, last = ChaCha20Poly1305(key), 0, False
    with _buffer(CHUNK_SIZE) as chunk, _buffer(CHUNK_SIZE) as ahead, _written_behind(sealed) as behind:
        size = plaintext.readinto(chunk)
        while not last:
            # What follows is read first: whether anything does, marks the chunk.
            following = plaintext.readinto(ahead) if size == CHUNK_SIZE else 0
            last = not following
            filled = behind.room(size + TAG_SIZE)
            cipher.encrypt_into(_nonce(counter, last=last), chunk[:size], None, filled)
            chunk, ahead, size, counter = ahead, chunk, following, counter + 1


def unseal(untrusted: BufferedReader, plaintext: Sink, key: bytes) -> None:
    """Decrypt all that ``untrusted`` holds.

    Raises :class:`PayloadError`. What ``plaintext`` has by then is authentic, but not complete: discard it.
    """
    cipher, counter, last = ChaCha20Poly1305(key), 0, False
    with _buffer(_SEALED_CHUNK_SIZE) as sealed_chunk, _written_behind(plaintext) as behind:
        while not last:
            filled = sealed_chunk[: untrusted.readinto(sealed_chunk)]
            size = _plain_size(filled, counter)
            chunk = behind.room(size)
            try:
                last = _open(cipher, counter, filled, chunk)
            except PayloadError:
                behind.take_back(size)
                raise
            counter += 1
    if untrusted.read(1):
        raise PayloadError(_FOLLOWED)


def _plain_size(sealed_chunk: memoryview, counter: int) -> int:
    """Bytes that a chunk holds; only one that is the first as well as the last may hold none."""
    size = len(sealed_chunk) - TAG_SIZE
    if size < 0:
        raise PayloadError(_CUT_OFF)
    if size == 0 and counter > 0:
        raise PayloadError("the payload is damaged: its last chunk is empty")
    return size


def _open(cipher: ChaCha20Poly1305, counter: int, sealed_chunk: memoryview, chunk: memoryview) -> bool:
    """Decrypt one chunk; says whether it was marked as the last, which a full one may be, and a shorter one must be."""
    for last in (False, True) if len(chunk) == CHUNK_SIZE else (True,):
        try:
            cipher.decrypt_into(_nonce(counter, last=last), sealed_chunk, None, chunk)
        except InvalidTag:
            continue
        return last
    raise PayloadError("the payload is damaged: a chunk was changed or cut off")


def _nonce(counter: int, *, last: bool) -> bytes:
    return counter.to_bytes(_COUNTER_SIZE, "big") + (b"\x01" if last else b"\x00")


@contextmanager
def _buffer(size: int) -> Iterator[memoryview]:
    """Room for one chunk, wiped afterwards."""
    chunk = memoryview(bytearray(size))
    try:
        yield chunk
    finally:
        chunk[:] = bytes(size)


@contextmanager
def _written_behind(sink: Sink) -> Iterator[_WriteBehind]:
    """Room to fill; what is authentic is written even when the payload turns out to be damaged further on."""
    behind = _WriteBehind(sink)
    try:
        try:
            yield behind
        except PayloadError:
            behind.finish()
            raise
        behind.finish()
    finally:
        behind.close()


class _WriteBehind:
    """Gives room for chunks, and has a thread write the ones before while the next are being made.

    The first chunk has a batch of its own: most files have no more, and start no thread. Of the later batches there
    are two; one that was written is free to be filled again.
    """

    def __init__(self, sink: Sink) -> None:
        self._sink = sink
        self._batch, self._filled = memoryview(bytearray(_SEALED_CHUNK_SIZE)), 0
        self._full, self._free = SimpleQueue[memoryview](), SimpleQueue[memoryview]()
        self._writer: threading.Thread | None = None
        self._error: BaseException | None = None

    def room(self, size: int) -> memoryview:
        """The next ``size`` bytes to fill."""
        if self._filled + size > len(self._batch):
            self._hand_over()
        self._filled += size
        return self._batch[self._filled - size : self._filled]

    def take_back(self, size: int) -> None:
        """The last ``size`` bytes of room are not to be written."""
        self._filled -= size

    def finish(self) -> None:
        """Write what is left; raises what a write has raised."""
        self._stop()
        if self._error:
            raise self._error
        self._sink.write(self._batch[: self._filled])

    def close(self) -> None:
        """Leave no thread and no bytes behind."""
        self._stop()
        self._batch[:] = bytes(len(self._batch))
        while not self._free.empty():
            batch = self._free.get()
            batch[:] = bytes(len(batch))

    def _hand_over(self) -> None:
        if not self._writer:
            self._writer = threading.Thread(target=self._write)
            self._writer.start()
            for _ in range(2):
                self._free.put(memoryview(bytearray(_BATCH * _SEALED_CHUNK_SIZE)))
        self._full.put(self._batch[: self._filled])
        self._batch, self._filled = self._free.get(), 0
        if self._error:
            raise self._error

    def _stop(self) -> None:
        if self._writer:
            self._full.put(_END)
            self._writer.join()
            self._writer = None

    def _write(self) -> None:
        while len(filled := self._full.get()):
            try:
                if not self._error:
                    self._sink.write(filled)
            except BaseException as error:  # raised again where the caller hears it
                self._error = error
            whole = memoryview(filled.obj)
            self._free.put(whole)
