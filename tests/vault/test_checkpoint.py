from __future__ import annotations

import base64
import hashlib
import string
import struct
from dataclasses import replace

import pytest
from bronwacht.vault.checkpoint import Checkpoint, read_checkpoint
from bronwacht.vault.errors import DamagedVaultError, SignatureError, VaultError
from bronwacht.vault.keys import EditorKey
from bronwacht.vault.signing import VerifyKey
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.mldsa import MLDSA44PublicKey

POINT = Checkpoint("ab" * 16, 7, bytes(range(32)))


def keys_of(*editors: EditorKey) -> object:
    keys = {editor.card.fingerprint.hex: editor.signing.verify_key for editor in editors}
    return keys.get


def test_a_checkpoint_is_read_back_with_its_signer(anna: EditorKey, bram: EditorKey) -> None:
    note = POINT.signed_by(anna)
    assert read_checkpoint(note, keys_of(bram, anna)) == (POINT, anna.card.fingerprint.hex)  # type: ignore[arg-type]


def test_the_note_is_as_the_specifications_say(anna: EditorKey) -> None:
    """Checked without our reader: signed-note, tlog-checkpoint, tlog-cosignature."""
    text, _, signatures = POINT.signed_by(anna).partition("\n\n")
    assert text == f"bronwacht/vault/{'ab' * 16}\n7\n{base64.b64encode(bytes(range(32))).decode()}"
    (dash, name, ed25519), (_, _, ml_dsa_44) = (line.split(" ") for line in signatures.splitlines())
    assert dash == "\N{EM DASH}"
    key = anna.signing.verify_key
    blob = base64.b64decode(ed25519)
    assert blob[:4] == hashlib.sha256(name.encode() + b"\n\x01" + key.ed25519).digest()[:4]
    Ed25519PublicKey.from_public_bytes(key.ed25519).verify(blob[4:], text.encode() + b"\n")
    blob = base64.b64decode(ml_dsa_44)
    assert blob[:4] == hashlib.sha256(name.encode() + b"\n\x06" + key.ml_dsa_44).digest()[:4]
    assert blob[4:12] == bytes(8)
    origin = f"bronwacht/vault/{'ab' * 16}".encode()
    cosigned = b"subtree/v1\n\0" + bytes([len(name)]) + name.encode() + bytes(8) + bytes([len(origin)]) + origin
    cosigned += struct.pack(">QQ", 0, 7) + bytes(range(32))
    MLDSA44PublicKey.from_public_bytes(key.ml_dsa_44).verify(blob[12:], cosigned)


def test_the_name_of_an_editor_is_not_in_it(anna: EditorKey) -> None:
    assert anna.name not in POINT.signed_by(anna)


def test_every_changed_character_is_refused(anna: EditorKey) -> None:
    note = POINT.signed_by(anna)
    key_of = keys_of(anna)
    for position in [*range(160), *range(160, len(note), 61), len(note) - 1]:
        changed = note[:position] + ("A" if note[position] != "A" else "B") + note[position + 1 :]
        with pytest.raises(VaultError):
            read_checkpoint(changed, key_of)  # type: ignore[arg-type]
        with pytest.raises(VaultError):
            read_checkpoint(note[:position], key_of)  # type: ignore[arg-type]


def test_the_spare_bits_of_a_signature_are_not_free(anna: EditorKey) -> None:
    alphabet = string.ascii_uppercase + string.ascii_lowercase + string.digits + "+/"
    note = POINT.signed_by(anna)
    for line in note.splitlines()[-2:]:
        bare = line.rstrip("=")
        spare = len(line) - len(bare)
        for other in alphabet if spare else "":
            if other != bare[-1]:
                changed = note.replace(line, bare[:-1] + other + "=" * spare)
                with pytest.raises(VaultError):
                    read_checkpoint(changed, keys_of(anna))  # type: ignore[arg-type]


def test_a_stranger_and_a_mixture_of_signers_are_refused(anna: EditorKey, bram: EditorKey) -> None:
    with pytest.raises(SignatureError, match="not an editor"):
        read_checkpoint(POINT.signed_by(bram), keys_of(anna))  # type: ignore[arg-type]
    theirs, ours = POINT.signed_by(bram).splitlines(True), POINT.signed_by(anna).splitlines(True)
    with pytest.raises(SignatureError):
        read_checkpoint("".join([*ours[:-1], theirs[-1]]), keys_of(anna, bram))  # type: ignore[arg-type]


def test_the_signature_of_one_editor_under_the_name_of_another_is_refused(anna: EditorKey, bram: EditorKey) -> None:
    def key_of(_: str) -> VerifyKey:
        return bram.signing.verify_key

    with pytest.raises(SignatureError):
        read_checkpoint(POINT.signed_by(anna), key_of)


@pytest.mark.parametrize("change", [{"size": 8}, {"root": bytes(32)}, {"vault": "cd" * 16}], ids=str)
def test_the_signatures_are_of_this_very_text(anna: EditorKey, change: dict[str, object]) -> None:
    other = replace(POINT, **change)  # type: ignore[arg-type]
    signatures = POINT.signed_by(anna).partition("\n\n")[2]
    with pytest.raises(SignatureError):
        read_checkpoint(f"{other.text}\n{signatures}", keys_of(anna))  # type: ignore[arg-type]


@pytest.mark.parametrize("text", ["", "\n\n", "x\n\n\n\n", f"{POINT.text}\n", f"{POINT.text}\n— a b\n— a b\n"])
def test_what_is_no_checkpoint_is_refused(anna: EditorKey, text: str) -> None:
    with pytest.raises((DamagedVaultError, SignatureError)):
        read_checkpoint(text, keys_of(anna))  # type: ignore[arg-type]
