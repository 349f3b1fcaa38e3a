from __future__ import annotations

from dataclasses import replace

import pytest
from bronwacht.vault.errors import DamagedVaultError, SignatureError
from bronwacht.vault.secret import Secret
from bronwacht.vault.signing import SigningKey, open_document, sign_document

KEY = SigningKey()
OTHER = SigningKey()


def test_both_signatures_are_needed() -> None:
    signature, other = KEY.sign(b"text", context="a"), OTHER.sign(b"text", context="a")
    KEY.verify_key.verify(signature, b"text", context="a")
    for forged in (
        replace(signature, ed25519=other.ed25519),
        replace(signature, ml_dsa_44=other.ml_dsa_44),
        other,
    ):
        with pytest.raises(SignatureError):
            KEY.verify_key.verify(forged, b"text", context="a")


@pytest.mark.parametrize(("message", "context"), [(b"texts", "a"), (b"text", "b"), (b"", "a")])
def test_a_signature_is_for_one_message_in_one_context(message: bytes, context: str) -> None:
    with pytest.raises(SignatureError):
        KEY.verify_key.verify(KEY.sign(b"text", context="a"), message, context=context)


def test_the_seeds_are_the_key() -> None:
    again = SigningKey(Secret(KEY.ed25519_seed.reveal()), Secret(KEY.ml_dsa_44_seed.reveal()))
    assert again.verify_key == KEY.verify_key
    with pytest.raises(ValueError, match="32 bytes"):
        SigningKey(Secret(b"short"), KEY.ml_dsa_44_seed)


def document() -> bytes:
    return sign_document({"b": 1, "a": "é"}, KEY, by="me", context="test")


def read(data: bytes, context: str = "test") -> tuple[int, str]:
    fields, by = open_document(
        data, lambda name: KEY.verify_key if name == "me" else None, context=context, what="the thing"
    )
    return fields.number("b"), by


def test_a_document_is_read_back() -> None:
    assert read(document()) == (1, "me")
    assert document().startswith('{"a":"é","b":1}\n'.encode())


def test_every_changed_bit_of_a_document_is_refused() -> None:
    data = document()
    for position in [*range(0, 60), *range(60, len(data), 97), len(data) - 1]:
        for bit in range(8):
            changed = bytearray(data)
            changed[position] ^= 1 << bit
            with pytest.raises((SignatureError, DamagedVaultError)):
                read(bytes(changed))


@pytest.mark.parametrize("cut", ["", "{}", "{}\n", "{}\n{}", '{"b":1}\n{"by":"me"}', "[]\n[]", "\n"])
def test_what_is_no_document_is_refused(cut: str) -> None:
    with pytest.raises((SignatureError, DamagedVaultError)):
        read(cut.encode())


def test_a_stranger_may_not_sign_and_no_context_passes_for_another() -> None:
    with pytest.raises(SignatureError, match="not an editor"):
        read(sign_document({"b": 1}, OTHER, by="somebody", context="test"))
    with pytest.raises(SignatureError):
        read(sign_document({"b": 1}, OTHER, by="me", context="test"))
    with pytest.raises(SignatureError):
        read(document(), context="another")
