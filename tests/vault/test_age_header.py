"""The header's grammar and its limits."""

from __future__ import annotations

import time
from io import BufferedReader, BytesIO, RawIOBase

import pytest
from bronwacht.vault.conventions import decode64, encode64
from bronwacht.vault.errors import HeaderError, HeaderMacError, UnsupportedVersionError
from bronwacht.vault.header import MAX_HEADER_SIZE, MAX_LINE_SIZE, MAX_STANZAS, Header, Stanza
from hypothesis import given, settings
from hypothesis import strategies as st

FILE_KEY = b"YELLOW SUBMARINE"
VERSION = b"age-encryption.org/v1\n"
MAC = b"--- " + b"A" * 43 + b"\n"

WORDS = st.text("".join(map(chr, range(0x21, 0x7F))), min_size=1, max_size=20).map(str.encode)
STANZAS = st.builds(Stanza, WORDS, st.lists(WORDS, max_size=4).map(tuple), st.binary(max_size=200))


def read(text: bytes) -> Header:
    reader = BufferedReader(BytesIO(text))
    return Header.read(reader.readline(), reader)


@settings(deadline=None)
@given(st.lists(STANZAS, min_size=1, max_size=4))
def test_round_trip(stanzas: list[Stanza]) -> None:
    header = Header.of(stanzas, FILE_KEY)
    again = read(header.serialise() + b"payload")
    assert again == header
    again.verify(FILE_KEY)
    with pytest.raises(HeaderMacError):
        again.verify(bytes(16))


@pytest.mark.parametrize("size", [0, 1, 47, 48, 49, 96])
def test_the_last_body_line_is_short(size: int) -> None:
    lines = Stanza(b"type", (), bytes(size)).serialise().splitlines()
    assert all(len(line) == 64 for line in lines[1:-1])
    assert len(lines[-1]) < 64
    assert len(lines) == 2 + size // 48


@settings(deadline=None)
@given(st.binary(max_size=100))
def test_base64_has_no_padding_and_one_form(data: bytes) -> None:
    text = encode64(data)
    assert b"=" not in text
    assert decode64(text) == data


@pytest.mark.parametrize(
    "text", [b"A", b"AAAAA", b"AA=", b"AA==", b"AB", b"AAB", b"A A", b"AA\n", b"AA-A", b"\xff\xff"]
)
def test_base64_of_any_other_form_is_refused(text: bytes) -> None:
    with pytest.raises(HeaderError):
        decode64(text)


@pytest.mark.parametrize(
    "text",
    [
        VERSION,
        VERSION + MAC,
        VERSION + b"-> a\n\n",
        VERSION + b"-> a\n",
        VERSION + b"-> a",
        VERSION + b"-> a\n\n" + MAC[:-1],
        VERSION + b"-> a\n\n---\n",
        VERSION + b"->a\n\n" + MAC,
        VERSION + b"->  a\n\n" + MAC,
        VERSION + b"-> a \n\n" + MAC,
        VERSION + b"-> a\tb\n\n" + MAC,
        VERSION + b"-> a\x7f\n\n" + MAC,
        VERSION + b"\n-> a\n\n" + MAC,
        VERSION + b"-> a\n\n\n" + MAC,
        VERSION + b"-> a\nAAAA\nAAAA\n" + MAC,
        b"age-encryption.org/\n-> a\n\n" + MAC,
        b"age-encryption.org/v1\r\n-> a\n\n" + MAC,
        b"age-encryption.org/v1",
        b"",
    ],
)
def test_malformed(text: bytes) -> None:
    with pytest.raises(HeaderError) as refusal:
        read(text)
    assert type(refusal.value) is HeaderError


@pytest.mark.parametrize("version", [b"v2", b"v10", b"V1", b"v1.1"])
def test_another_version_is_named_as_such(version: bytes) -> None:
    with pytest.raises(UnsupportedVersionError):
        read(b"age-encryption.org/" + version + b"\n-> a\n\n" + MAC)


def test_limits_are_reached_but_not_passed() -> None:
    assert len(read(VERSION + b"-> a\n\n" * MAX_STANZAS + MAC).stanzas) == MAX_STANZAS
    with pytest.raises(HeaderError, match=f"more than {MAX_STANZAS}"):
        read(VERSION + b"-> a\n\n" * (MAX_STANZAS + 1) + MAC)
    longest = b"-> " + b"a" * (MAX_LINE_SIZE - 4) + b"\n"
    assert read(VERSION + longest + b"\n" + MAC).stanzas
    with pytest.raises(HeaderError, match="longer"):
        read(VERSION + b"-> a" + longest[3:] + b"\n" + MAC)


class Endless(RawIOBase):
    """A file that begins with ``start`` and then repeats ``pattern`` for ever; counts what was read of it."""

    def __init__(self, start: bytes, pattern: bytes) -> None:
        self.pending, self.pattern, self.given = start, pattern, 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:
        while len(self.pending) < len(buffer):
            self.pending += self.pattern * (len(buffer) // len(self.pattern) + 1)
        buffer[:] = self.pending[: len(buffer)]
        self.pending = self.pending[len(buffer) :]
        self.given += len(buffer)
        assert self.given < 16 << 20, "read on and on"
        return len(buffer)


@pytest.mark.parametrize(
    ("start", "pattern"),
    [
        (VERSION, b"-> X25519 " + b"A" * 43 + b"\n" + b"A" * 43 + b"\n"),
        (VERSION, b"-> a\n\n"),
        (VERSION + b"-> a\n", b"A" * 64 + b"\n"),
        (VERSION + b"-> a", b" a"),
        (VERSION, b"-> " + b"a" * 4000 + b"\n\n"),
        (VERSION, b"\n"),
        (b"", b"age-encryption.org/"),
    ],
)
def test_a_header_without_end_is_refused_at_once(start: bytes, pattern: bytes) -> None:
    endless = Endless(start, pattern)
    reader, begin = BufferedReader(endless), time.process_time()
    with pytest.raises(HeaderError):
        Header.read(reader.readline(MAX_LINE_SIZE), reader)
    assert time.process_time() - begin < 1
    assert endless.given <= MAX_HEADER_SIZE + (64 << 10)
