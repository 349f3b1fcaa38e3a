"""The public conformance vectors of the age format, each a test; C2SP/CCTV's README says what their fields mean."""

from __future__ import annotations

import hashlib
import os
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from io import BufferedReader, BytesIO
from pathlib import Path

import pytest
from bronwacht.vault import age, stream
from bronwacht.vault.armor import ArmorReader, ArmorWriter
from bronwacht.vault.errors import (
    AgeError,
    ArmorError,
    HeaderError,
    HeaderMacError,
    NoMatchError,
    PayloadError,
)
from bronwacht.vault.header import Header

FOLDER = Path(os.environ.get("BRONWACHT_SHARED", Path(__file__).resolve().parents[3] / "shared")) / "vectors" / "age"
NAMES = sorted(path.name for path in FOLDER.glob("*"))
NOTHING_TO_TRY = "the vector gives neither identity nor passphrase"

FAILURES = {
    HeaderMacError: "HMAC failure",  # before its base
    HeaderError: "header failure",
    NoMatchError: "no match",
    PayloadError: "payload failure",
    ArmorError: "armor failure",
}


@dataclass(frozen=True)
class Vector:
    expect: str
    payload: str | None
    identities: tuple[str, ...]
    passphrase: str | None
    file_key: bytes
    armored: bool
    sealed: bytes


def read(name: str) -> Vector:
    head, sealed = (FOLDER / name).read_bytes().split(b"\n\n", 1)
    pairs = [line.split(": ", 1) for line in head.decode().splitlines()]
    fields = dict(pairs)
    assert set(fields) <= {
        "expect",
        "payload",
        "file key",
        "identity",
        "passphrase",
        "armored",
        "compressed",
        "comment",
    }
    return Vector(
        expect=fields["expect"],
        payload=fields.get("payload"),
        identities=tuple(value for key, value in pairs if key == "identity"),
        passphrase=fields.get("passphrase"),
        file_key=bytes.fromhex(fields["file key"]),
        armored="armored" in fields,
        sealed=zlib.decompress(sealed) if "compressed" in fields else sealed,
    )


def outcome(error: AgeError) -> str:
    return next(name for kind, name in FAILURES.items() if isinstance(error, kind))


@pytest.mark.parametrize("name", NAMES)
def test_vector(name: str) -> None:
    vector, released = read(name), BytesIO()
    passphrase = vector.passphrase if vector.passphrase or vector.identities else NOTHING_TO_TRY
    try:
        age.decrypt_stream(BytesIO(vector.sealed), released, identities=vector.identities, passphrase=passphrase)
        result = "success"
    except AgeError as error:
        result = outcome(error)
    assert result == vector.expect
    if vector.payload is None:
        assert not released.getvalue()
    else:
        assert hashlib.sha256(released.getvalue()).hexdigest() == vector.payload


@pytest.mark.parametrize("name", NAMES)
def test_in_memory_all_or_nothing(name: str) -> None:
    vector = read(name)
    passphrase = vector.passphrase if vector.passphrase or vector.identities else NOTHING_TO_TRY
    try:
        plaintext = age.decrypt(vector.sealed, identities=vector.identities, passphrase=passphrase)
    except AgeError as error:
        assert outcome(error) == vector.expect
        assert error.exit_code == (4 if vector.expect == "no match" else 3)
    else:
        assert hashlib.sha256(plaintext).hexdigest() == vector.payload


def test_all_are_here(wanting: Callable[[str], None]) -> None:
    if not NAMES:
        wanting("the age vectors; set BRONWACHT_SHARED")
    assert len(NAMES) == 143


def header_of(sealed: bytes) -> tuple[Header, BufferedReader]:
    reader = BufferedReader(BytesIO(sealed))
    return Header.read(reader.readline(), reader), reader


@pytest.mark.parametrize("name", NAMES)
def test_headers_and_payloads_are_written_as_they_were_read(name: str) -> None:
    vector = read(name)
    if vector.armored or vector.expect in ("header failure", "armor failure"):
        return
    header, reader = header_of(vector.sealed)
    assert vector.sealed.startswith(header.serialise())
    if vector.expect != "HMAC failure":
        assert Header.of(header.stanzas, vector.file_key) == header
    if vector.expect == "success":
        plaintext = age.decrypt(vector.sealed, identities=vector.identities, passphrase=vector.passphrase)
        nonce, payload, again = reader.read(stream.NONCE_SIZE), reader.read(), BytesIO()
        stream.seal(BufferedReader(BytesIO(plaintext)), again, stream.payload_key(vector.file_key, nonce))
        assert again.getvalue() == payload


@pytest.mark.parametrize("name", [name for name in NAMES if name.startswith("armor_")])
def test_armor_is_written_as_it_was_read(name: str) -> None:
    vector, text = read(name), BytesIO()
    if vector.expect == "armor failure":
        return
    untrusted = BufferedReader(BytesIO(vector.sealed.lstrip()))
    writer = ArmorWriter(text)
    writer.write(BufferedReader(ArmorReader(untrusted.readline(), untrusted)).read())
    writer.finish()
    assert text.getvalue() == vector.sealed.replace(b"\r\n", b"\n").strip() + b"\n"
