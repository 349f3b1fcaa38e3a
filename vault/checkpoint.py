"""Checkpoints: a log's size and root hash, signed by the editor who acted last.

A checkpoint is a C2SP signed note that any tool of that family reads. The Ed25519 line (type 0x01) signs the note's
text; the ML-DSA-44 line (type 0x06) is a subtree cosignature with no time stamp, since times are kept inside the log.
Sources: C2SP signed-note, tlog-checkpoint, tlog-cosignature.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
import struct
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .canonical import to_base64
from .errors import DamagedVaultError, SignatureError
from .merkle import HASH_SIZE
from .signing import ED25519_SIZE, ML_DSA_44_SIZE, Signature, VerifyKey

if TYPE_CHECKING:
    from .keys import EditorKey

_ED25519_TYPE, _ML_DSA_44_TYPE = b"\x01", b"\x06"
_KEY_ID_SIZE = 4
_NO_TIME = 0
_ORIGIN, _EDITOR = "bronwacht/vault/", "bronwacht/editor/"
_SIZE = re.compile(r"0|[1-9][0-9]{0,17}")
_SIGNATURE_LINE = re.compile(r"— (\S+) (\S+)")


@dataclass(frozen=True)
class Checkpoint:
    """The state of a vault's log: how many entries, and their root hash."""

    vault: str
    size: int
    root: bytes

    @property
    def text(self) -> str:
        """The three lines that are signed."""
        return f"{_ORIGIN}{self.vault}\n{self.size}\n{to_base64(self.root)}\n"

    def signed_by(self, key: EditorKey) -> str:
        """The whole note, with both of an editor's signatures."""
        name = _EDITOR + key.card.fingerprint.hex
        signature = key.signing.sign_raw(self.text.encode(), self._cosigned(name))
        public = key.signing.verify_key
        lines = [
            _signature_line(name, _key_id(name, _ED25519_TYPE, public.ed25519) + signature.ed25519),
            _signature_line(
                name,
                _key_id(name, _ML_DSA_44_TYPE, public.ml_dsa_44) + struct.pack(">Q", _NO_TIME) + signature.ml_dsa_44,
            ),
        ]
        return f"{self.text}\n{''.join(lines)}"

    def _cosigned(self, name: str) -> bytes:
        """The ``cosigned_message`` structure of tlog-cosignature, for the whole tree."""
        origin = (_ORIGIN + self.vault).encode()
        cosigner = name.encode()
        return b"".join(
            [
                b"subtree/v1\n\0",
                struct.pack(">B", len(cosigner)) + cosigner,
                struct.pack(">Q", _NO_TIME),
                struct.pack(">B", len(origin)) + origin,
                struct.pack(">QQ", 0, self.size),
                self.root,
            ]
        )


def read_checkpoint(untrusted_note: str, key_of: Callable[[str], VerifyKey | None]) -> tuple[Checkpoint, str]:
    """Check a note's two signatures, then its text: the checkpoint, and the fingerprint of who signed it.

    ``key_of`` gives the key of a fingerprint (hex). Raises :class:`SignatureError` or :class:`DamagedVaultError`.
    """
    text, blank, signatures = untrusted_note.rpartition("\n\n")
    lines = signatures.split("\n")
    if not blank or len(lines) != 3 or lines[2]:
        raise DamagedVaultError("the checkpoint is damaged: it does not have two signatures")
    names, blobs = zip(*(_read_signature_line(line) for line in lines[:2]), strict=True)
    by = names[0].removeprefix(_EDITOR)
    key = key_of(by)
    if names != (_EDITOR + by,) * 2 or key is None:
        raise SignatureError(
            "the checkpoint is signed by somebody who is not an editor of this vault; ask an editor of it for theirs"
            " (`bronwacht vault log --checkpoint`)"
        )
    checkpoint = _read_text(text + "\n")
    signature = Signature(
        _after(_key_id(names[0], _ED25519_TYPE, key.ed25519), blobs[0], ED25519_SIZE),
        _after(_key_id(names[0], _ML_DSA_44_TYPE, key.ml_dsa_44) + bytes(8), blobs[1], ML_DSA_44_SIZE),
    )
    key.verify_raw(signature, checkpoint.text.encode(), checkpoint._cosigned(names[0]))
    return checkpoint, by


def _read_text(text: str) -> Checkpoint:
    lines = text.split("\n")
    if len(lines) != 4 or not lines[0].startswith(_ORIGIN) or not _SIZE.fullmatch(lines[1]):
        raise DamagedVaultError("the checkpoint is damaged: it does not have its three lines")
    try:
        root = base64.b64decode(lines[2], validate=True)
    except (binascii.Error, ValueError):
        root = b""
    checkpoint = Checkpoint(lines[0].removeprefix(_ORIGIN), int(lines[1]), root)
    if len(root) != HASH_SIZE or checkpoint.text != text:
        raise DamagedVaultError("the checkpoint is damaged: its root hash is malformed")
    return checkpoint


def _signature_line(name: str, blob: bytes) -> str:
    return f"— {name} {to_base64(blob)}\n"


def _read_signature_line(line: str) -> tuple[str, bytes]:
    match = _SIGNATURE_LINE.fullmatch(line)
    try:
        blob = base64.b64decode(match[2], validate=True) if match else b""
    except (binascii.Error, ValueError):
        blob = b""
    # The last character of a signature has bits to spare: only one way of writing it is the right one.
    if not match or not blob or to_base64(blob) != match[2]:
        raise DamagedVaultError("the checkpoint is damaged: a signature in it is malformed")
    return match[1], blob


def _after(prefix: bytes, blob: bytes, size: int) -> bytes:
    if not blob.startswith(prefix) or len(blob) != len(prefix) + size:
        raise SignatureError("the checkpoint is signed with another key than the editor's")
    return blob[len(prefix) :]


def _key_id(name: str, type_byte: bytes, public: bytes) -> bytes:
    return hashlib.sha256(name.encode() + b"\n" + type_byte + public).digest()[:_KEY_ID_SIZE]
