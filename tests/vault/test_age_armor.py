"""ASCII armor beyond what the vectors try: random data, bounds, and what is no armor at all."""

from __future__ import annotations

import base64
from io import BufferedReader, BytesIO

import pytest
from bronwacht.vault.armor import MAX_WHITESPACE, ArmorReader, ArmorWriter
from bronwacht.vault.errors import ArmorError, HeaderError
from hypothesis import given, settings
from hypothesis import strategies as st

BEGIN, END = b"-----BEGIN AGE ENCRYPTED FILE-----", b"-----END AGE ENCRYPTED FILE-----"


def armored(*pieces: bytes) -> bytes:
    text = BytesIO()
    writer = ArmorWriter(text)
    for piece in pieces:
        writer.write(piece)
    writer.finish()
    return text.getvalue()


def unarmored(text: bytes) -> bytes:
    untrusted = BufferedReader(BytesIO(text))
    return BufferedReader(ArmorReader(untrusted.readline(), untrusted)).read()


@settings(deadline=None)
@given(st.lists(st.binary(max_size=200), max_size=5))
def test_the_writer_writes_strict_pem(pieces: list[bytes]) -> None:
    data = b"".join(pieces)
    text = base64.b64encode(data)
    lines = [text[at : at + 64] for at in range(0, len(text), 64)]
    assert armored(*pieces) == b"\n".join([BEGIN, *lines, END, b""])


@settings(deadline=None)
@given(st.binary(max_size=300), st.sampled_from([b"\n", b"\r\n"]), st.sampled_from([b"", b" \t\r\n\n"]))
def test_round_trip(data: bytes, line_end: bytes, around: bytes) -> None:
    text = armored(data).replace(b"\n", line_end)
    assert unarmored(around + text + around) == data


@pytest.mark.parametrize("size", [0, 1, 47, 48, 49, 1024 * 48 - 1, 1024 * 48, 1024 * 48 + 1, 200_000])
def test_sizes_around_a_line_and_a_block(size: int) -> None:
    data = bytes(range(256)) * (size // 256 + 1)
    assert unarmored(armored(data[:size])) == data[:size]


def test_whitespace_has_a_bound_on_both_sides() -> None:
    text = armored(b"data")
    assert unarmored(b"\n" * MAX_WHITESPACE + text) == b"data"
    assert unarmored(text + b"\n" * MAX_WHITESPACE) == b"data"
    for long in (b"\n" * (MAX_WHITESPACE + 1) + text, text + b"\n" * (MAX_WHITESPACE + 1), b" " * 100_000 + text):
        with pytest.raises(ArmorError):
            unarmored(long)


@pytest.mark.parametrize(
    "text",
    [
        BEGIN,
        BEGIN + b"\n",
        BEGIN + b"\n" + END[:-1],
        BEGIN + b"\n" + END + b" x",
        BEGIN + b"\nAAAA" + END,
        BEGIN + b"\nAAAA\rAAAA\n" + END,
        BEGIN + b"\nAAAA\r" + END,
        BEGIN + b"\n" + b"A" * 65 + b"\n" + END,
        BEGIN + b"\n" + b"A" * 66 + b"\n" + END,
        BEGIN + b"\n" + b"A" * 1_000_000,
        BEGIN + b"\nAA==\nAAAA\n" + END,
        BEGIN + b"\n" + b"A" * 62 + b"==\nAAAA\n" + END,
        BEGIN + b"\n====\n" + END,
        BEGIN + b" \n" + END,
        b" " + BEGIN + b"\n" + END,
        b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
        armored(b"one") + armored(b"two"),
    ],
)
def test_refused(text: bytes) -> None:
    with pytest.raises(ArmorError):
        unarmored(text)


@pytest.mark.parametrize("text", [b"", b"\n", b" \r\n", b"hello", b"PK\x03\x04" + bytes(5000), b"\xff" * 5000])
def test_what_is_no_armor_is_no_age_file(text: bytes) -> None:
    with pytest.raises(HeaderError, match="not an age file"):
        unarmored(text)


def test_every_change_of_a_bit_and_every_cut_is_refused() -> None:
    text = armored(bytes(range(120)))
    for place in range(len(text)):
        for bit in range(8):
            changed = text[:place] + bytes([text[place] ^ 1 << bit]) + text[place + 1 :]
            try:
                assert unarmored(changed) != bytes(range(120))
            except (ArmorError, HeaderError):
                continue
    for end in range(len(text) - 1):
        with pytest.raises((ArmorError, HeaderError)):
            unarmored(text[:end])
