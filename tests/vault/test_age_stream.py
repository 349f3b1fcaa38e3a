"""Streams of every sort, bounded memory, and no byte before it is authenticated."""

from __future__ import annotations

import hashlib
import itertools
import tracemalloc
from io import BufferedReader, BytesIO, RawIOBase

import pytest
from bronwacht.vault import age, stream
from bronwacht.vault.errors import AgeError, PayloadError

KEYS = age.generate_identity(post_quantum=False)
SIZES = [0, 1, 65_535, 65_536, 65_537, 131_071, 131_072, 131_073, 1_000_000]
CHUNK = 65_536


def pattern(size: int) -> bytes:
    return hashlib.shake_128(b"bronwacht").digest(size)


class Trickle(RawIOBase):
    """A pipe that gives and takes a few bytes at a time."""

    def __init__(self, data: bytes = b"") -> None:
        self.data, self.steps = bytearray(data), itertools.cycle((1, 7, 5000, 30_000))

    def readable(self) -> bool:
        return True

    def writable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:
        size = min(next(self.steps), len(buffer), len(self.data))
        buffer[:size] = self.data[:size]
        del self.data[:size]
        return size

    def write(self, data: memoryview) -> int:
        taken = bytes(data[: next(self.steps)])
        self.data += taken
        return len(taken)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("armor", [False, True])
def test_round_trip_in_memory_and_as_a_trickle(size: int, armor: bool) -> None:
    plaintext, sealed, opened = pattern(size), Trickle(), Trickle()
    assert (
        age.decrypt(age.encrypt(plaintext, recipients=[KEYS.recipient], armor=armor), identities=[KEYS.identity])
        == plaintext
    )
    age.encrypt_stream(Trickle(plaintext), sealed, recipients=[KEYS.recipient], armor=armor)
    age.decrypt_stream(Trickle(bytes(sealed.data)), opened, identities=[KEYS.identity])
    assert bytes(opened.data) == plaintext


@pytest.mark.parametrize("size", SIZES)
def test_the_payload_has_one_tag_a_chunk(size: int) -> None:
    sealed = age.encrypt(pattern(size), recipients=[KEYS.recipient])
    header = sealed.index(b"\n--- ") + len("\n--- ") + 43 + 1
    assert len(sealed) == header + 16 + size + 16 * max(1, -(-size // CHUNK))


def test_both_streams_stay_open_and_are_used_from_where_they_stand() -> None:
    source, sealed, opened = BytesIO(b"skipped:taken"), BytesIO(), BytesIO()
    source.read(8)
    sealed.write(b"before")
    age.encrypt_stream(source, sealed, recipients=[KEYS.recipient])
    sealed.seek(6)
    age.decrypt_stream(sealed, opened, identities=[KEYS.identity])
    assert opened.getvalue() == b"taken"
    assert not (source.closed or sealed.closed or opened.closed)


class Blank(RawIOBase):
    """A file of ``size`` zero bytes that takes no memory."""

    def __init__(self, size: int) -> None:
        self.left = size

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:
        size = min(len(buffer), self.left)
        buffer[:size] = bytes(size)
        self.left -= size
        return size


@pytest.mark.parametrize("armor", [False, True])
def test_memory_is_bounded(armor: bool, tmp_path) -> None:
    tracemalloc.start()
    try:
        with (tmp_path / "sealed").open("wb") as sealed:
            age.encrypt_stream(Blank(16 << 20), sealed, recipients=[KEYS.recipient], armor=armor)
        with (tmp_path / "sealed").open("rb") as sealed, (tmp_path / "opened").open("wb") as opened:
            age.decrypt_stream(sealed, opened, identities=[KEYS.identity])
        assert tracemalloc.get_traced_memory()[1] < 8 << 20
    finally:
        tracemalloc.stop()
    assert (tmp_path / "opened").stat().st_size == 16 << 20


def payload(key: bytes, *chunks: tuple[int, bool, bytes]) -> bytes:
    """Chunks sealed by hand: (counter, whether it is marked as the last, plaintext)."""
    cipher = stream.ChaCha20Poly1305(key)
    return b"".join(
        cipher.encrypt(counter.to_bytes(11, "big") + bytes([last]), text, None) for counter, last, text in chunks
    )


def unseal(sealed: bytes, key: bytes) -> tuple[bytes, bool]:
    """What is released, and whether it was all."""
    released = BytesIO()
    try:
        stream.unseal(BufferedReader(BytesIO(sealed)), released, key)
    except PayloadError:
        return released.getvalue(), False
    return released.getvalue(), True


KEY, FULL, OTHER = bytes(32), b"f" * CHUNK, b"o" * CHUNK


@pytest.mark.parametrize(
    ("chunks", "released", "complete"),
    [
        ([(0, True, b"")], b"", True),
        ([(0, True, FULL)], FULL, True),
        ([(0, False, FULL), (1, True, b"x")], FULL + b"x", True),
        ([(0, False, FULL), (1, True, OTHER)], FULL + OTHER, True),
        ([], b"", False),
        ([(0, False, b"")], b"", False),
        ([(0, False, b"x")], b"", False),
        ([(0, False, FULL)], FULL, False),
        ([(0, False, FULL), (1, True, b"")], FULL, False),
        ([(0, True, FULL), (1, True, b"x")], FULL, False),
        ([(1, True, b"x")], b"", False),
        ([(1, False, OTHER), (0, True, FULL)], b"", False),
        ([(0, False, FULL), (0, False, FULL), (1, True, b"x")], FULL, False),
        ([(0, False, FULL), (2, True, b"x")], FULL, False),
    ],
)
def test_chunks_left_out_swapped_repeated_or_wrongly_marked(
    chunks: list[tuple[int, bool, bytes]], released: bytes, complete: bool
) -> None:
    assert unseal(payload(KEY, *chunks), KEY) == (released, complete)


def test_a_damaged_chunk_is_not_released() -> None:
    sealed = bytearray(payload(KEY, (0, False, FULL), (1, False, OTHER), (2, True, b"end")))
    sealed[CHUNK + 16 + 100] ^= 1
    assert unseal(bytes(sealed), KEY) == (FULL, False)


def test_a_failing_sink_is_the_callers_error() -> None:
    class Full(RawIOBase):
        def writable(self) -> bool:
            return True

        def write(self, data: memoryview) -> int:
            raise OSError(28, "no space left")

    with pytest.raises(OSError, match="no space"):
        age.encrypt_stream(BytesIO(FULL), Full(), recipients=[KEYS.recipient])


@pytest.mark.parametrize("armor", [False, True])
def test_every_cut_is_refused(armor: bool) -> None:
    sealed = age.encrypt(b"what was said", recipients=[KEYS.recipient], armor=armor)
    # Without its last line feed an armor is still whole.
    for end in range(len(sealed) - armor):
        with pytest.raises(AgeError):
            age.decrypt(sealed[:end], identities=[KEYS.identity])


@pytest.mark.parametrize("armor", [False, True])
def test_every_change_of_a_bit_is_refused(armor: bool) -> None:
    sealed = bytearray(age.encrypt(b"what was said", recipients=[KEYS.recipient], armor=armor))
    for place in range(len(sealed)):
        for bit in range(8):
            sealed[place] ^= 1 << bit
            with pytest.raises(AgeError):
                age.decrypt(bytes(sealed), identities=[KEYS.identity])
            sealed[place] ^= 1 << bit


def test_every_cut_and_change_of_a_passphrase_file_is_refused() -> None:
    sealed = bytearray(age.encrypt(b"x", passphrase="zes losse woorden", work_factor=2))
    for end in range(len(sealed)):
        with pytest.raises(AgeError):
            age.decrypt(bytes(sealed[:end]), passphrase="zes losse woorden")
    for place in range(len(sealed)):
        for bit in range(8):
            sealed[place] ^= 1 << bit
            with pytest.raises(AgeError):
                age.decrypt(bytes(sealed), passphrase="zes losse woorden")
            sealed[place] ^= 1 << bit


def test_every_cut_and_one_changed_bit_a_byte_of_a_post_quantum_file_is_refused() -> None:
    keys = age.generate_identity()
    sealed = bytearray(age.encrypt(b"x", recipients=[keys.recipient]))
    for place in range(len(sealed)):
        with pytest.raises(AgeError):
            age.decrypt(bytes(sealed[:place]), identities=[keys.identity])
        sealed[place] ^= 1 << place % 8
        with pytest.raises(AgeError):
            age.decrypt(bytes(sealed), identities=[keys.identity])
        sealed[place] ^= 1 << place % 8
