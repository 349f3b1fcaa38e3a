"""What the signature of a mail says of who signed is read, and in no final copy."""

from __future__ import annotations

import base64
import time
from datetime import UTC, datetime, timedelta

import pytest
from bronwacht.redact.documents import Place, UnknownPartError
from bronwacht.redact.documents.eml import EmlFormat
from bronwacht.redact.documents.eml.signatures import said_in
from bronwacht.redact.documents.files import document_of
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, pkcs7

NAME, ADDRESS, OTHER = "Margriet Zonderland", "m.zonderland@voorbeeld.example", "mz@elders.example"
FORMAT = EmlFormat()


def certified() -> bytes:
    """A signature as mail programs make it, with the certificate of whoever signed."""
    key = ec.generate_private_key(ec.SECP256R1())
    oid = x509.oid.NameOID
    bearer = x509.Name([x509.NameAttribute(oid.COMMON_NAME, NAME), x509.NameAttribute(oid.EMAIL_ADDRESS, ADDRESS)])
    day = datetime(2024, 1, 1, tzinfo=UTC)
    made = x509.CertificateBuilder().subject_name(bearer).issuer_name(bearer).public_key(key.public_key())
    made = made.serial_number(1).not_valid_before(day).not_valid_after(day + timedelta(9))
    made = made.add_extension(x509.SubjectAlternativeName([x509.RFC822Name(OTHER)]), critical=False)
    signer = (
        pkcs7.PKCS7SignatureBuilder()
        .set_data(b"Tekst")
        .add_signer(made.sign(key, hashes.SHA256()), key, hashes.SHA256())
    )
    return signer.sign(Encoding.DER, [pkcs7.PKCS7Options.DetachedSignature])


def armoured() -> bytes:
    lines = ("BEGIN PGP SIGNATURE", f"Comment: {NAME} <{ADDRESS}>", "", "iQEzBAEBCAAdFiEE", "END PGP SIGNATURE")
    return "".join(f"-----{line}-----\n" if "PGP" in line else f"{line}\n" for line in lines).encode()


def packets(*, old: bool = False) -> bytes:
    """A key of OpenPGP: its number, whose it is, and a signature over that with the address of who signed."""
    bearer, signature = f"{NAME} <{ADDRESS}>".encode(), b"\4\x13" + bytes(200) + OTHER.encode()
    made = b""
    for tag, body in ((6, bytes(90)), (13, bearer), (2, signature)):
        long = len(body) - 192
        size = bytes([len(body)]) if long < 0 else bytes([192 + (long >> 8), long & 0xFF])
        made += bytes([0x81 | tag << 2]) + len(body).to_bytes(2, "big") if old else bytes([0xC0 | tag]) + size
        made += body
    return made


def key(data: bytes) -> bytes:
    lines = ["-----BEGIN PGP PUBLIC KEY BLOCK-----", "", *base64.encodebytes(data).decode().split(), "=AbCd"]
    return "\n".join([*lines, "-----END PGP PUBLIC KEY BLOCK-----", ""]).encode()


@pytest.mark.parametrize("old", [False, True])
def test_a_key_that_is_sent_along_is_read_and_left_out(old: bool) -> None:
    raw = signed("application/pgp-keys", key(packets(old=old)))
    content = FORMAT.read(raw, "draft.eml")
    assert all(words in content.text[content.published or 0 :] for words in (NAME, ADDRESS, OTHER))
    document = document_of(content, raw, "eml", "draft.eml")
    assert b"PGP" not in FORMAT.final(document, [])


def test_a_key_in_the_text_is_read_and_stops_the_copy() -> None:
    raw = b"Subject: Sleutel\r\n\r\nDe vrouw sprak in de raad.\r\n\r\n" + key(packets()).replace(b"\n", b"\r\n")
    content = FORMAT.read(raw, "draft.eml")
    assert NAME in content.text
    with pytest.raises(UnknownPartError, match="written out in letters"):
        FORMAT.final(document_of(content, raw, "eml", "draft.eml"), [])


@pytest.mark.parametrize("data", [b"", b"\xc0", b"\xcd\xff\0", b"\x83abc", packets()[:-300], bytes(range(256))])
def test_whatever_stands_in_a_key_is_no_error(data: bytes) -> None:
    list(said_in(key(data)))


def signed(kind: str, data: bytes) -> bytes:
    text = base64.encodebytes(data).decode().replace("\n", "\r\n")
    return (
        "From: r@krant.example\r\nSubject: Klachten\r\nMIME-Version: 1.0\r\n"
        f'Content-Type: multipart/signed; protocol="{kind}"; boundary="b"\r\n\r\n'
        "--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nDe vrouw sprak in de raad.\r\n"
        f"--b\r\nContent-Type: {kind}\r\nContent-Transfer-Encoding: base64\r\n\r\n{text}\r\n--b--\r\n"
    ).encode()


@pytest.mark.parametrize(
    ("kind", "data", "words"),
    [
        ("application/pkcs7-signature", certified(), (NAME, ADDRESS, OTHER)),
        ("application/pgp-signature", armoured(), (NAME, ADDRESS)),
    ],
)
def test_who_signed_is_read(kind: str, data: bytes, words: tuple[str, ...]) -> None:
    raw = signed(kind, data)
    content = FORMAT.read(raw, "mail.eml")
    for word in words:
        at = content.text.index(word)
        assert at >= (content.published or 0)
        assert next(p.place for p in content.passages if p.span.start <= at < p.span.end) is Place.PROPERTY
    assert "iQEz" not in content.text
    written = FORMAT.final(document_of(content, raw, "eml", "mail.eml"), [])
    assert not any(word.encode() in written for word in words)
    assert base64.b64encode(data)[:40] not in written


@pytest.mark.parametrize(
    "data", [b"", b"\x06\x03\x55\x04\x03", b"\x06\x03\x55\x04\x03\x0c", b"\x06\x03\x55\x04\x03\x0c\x7fAnna", b"\x81"]
)
def test_what_is_cut_off_says_nothing(data: bytes) -> None:
    assert list(said_in(data)) == []


def test_a_remark_of_blanks_takes_no_time() -> None:
    began = time.monotonic()
    remark = b"Comment: van " + b" " * 60_000 + NAME.encode()
    (text,) = said_in(b"-----BEGIN PGP SIGNATURE-----\n" + remark + b"  \r\n\niQEz\n")
    assert text.endswith(NAME)
    assert time.monotonic() - began < 1


@pytest.mark.parametrize("between", ["\u00a0", "\t", "\u00a0 \u00a0", "\u202f"])
def test_a_name_with_odd_blanks_is_read(between: str) -> None:
    name = f"Margriet{between}Zonder\u00adland"
    remark = f"-----BEGIN PGP SIGNATURE-----\nComment: {name}\n\niQEz\n".encode()
    text = name.encode()
    certificate = b"\x06\x03\x55\x04\x03\x0c" + bytes([len(text)]) + text
    assert [*said_in(remark)] == [*said_in(certificate)] == ["Margriet Zonder\u00adland"]
    assert [*said_in(b"\x06\x03\x55\x04\x03\x0c\x05Ma\x01rg")] == []


def test_accounts_of_who_signed_are_read() -> None:
    def der(oid: str, text: str) -> bytes:
        value = b"\x0c" + bytes([len(text)]) + text.encode()
        login = x509.OtherName(x509.ObjectIdentifier(oid), value)
        return x509.SubjectAlternativeName([login]).public_bytes()

    account = x509.Name([x509.NameAttribute(x509.oid.NameOID.USER_ID, "mzonderland")]).public_bytes()
    assert [*said_in(account)] == ["mzonderland"]
    for oid in ("1.3.6.1.4.1.311.20.2.3", "1.3.6.1.5.5.7.8.9"):
        assert [*said_in(der(oid, ADDRESS))] == [ADDRESS]
