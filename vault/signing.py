"""Signatures of an editor: Ed25519 and ML-DSA-44 together, both of which must hold.

Used for cards, keyrings, records, and log entries, each under its own context, so that a signature made for one never
passes for another. Forging needs both schemes to fall. Sources: RFC 8032, FIPS 204.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.mldsa import MLDSA44PrivateKey, MLDSA44PublicKey

from ..said import Remark
from .canonical import Fields, Json, from_json, to_base64, to_json
from .errors import DamagedVaultError, SignatureError
from .secret import Secret

SEED_SIZE = 32
ED25519_KEY_SIZE, ED25519_SIZE = 32, 64
ML_DSA_44_KEY_SIZE, ML_DSA_44_SIZE = 1312, 2420


@dataclass(frozen=True)
class Signature:
    """Two signatures of one message: 64 and 2,420 bytes."""

    ed25519: bytes
    ml_dsa_44: bytes

    def to_json(self) -> dict[str, Json]:
        """As it is stored."""
        return {"ed25519": to_base64(self.ed25519), "ml-dsa-44": to_base64(self.ml_dsa_44)}


def read_signature(fields: Fields) -> Signature:
    """The inverse of :meth:`Signature.to_json`."""
    return Signature(fields.data("ed25519", ED25519_SIZE), fields.data("ml-dsa-44", ML_DSA_44_SIZE))


@dataclass(frozen=True)
class VerifyKey:
    """The public half: 32 and 1,312 bytes."""

    ed25519: bytes
    ml_dsa_44: bytes

    def verify(self, signature: Signature, message: bytes, *, context: str) -> None:
        """Check both signatures; raises :class:`SignatureError` when either fails."""
        message = _in_context(message, context)
        self.verify_raw(signature, message, message)

    def verify_raw(self, signature: Signature, ed25519_message: bytes, ml_dsa_44_message: bytes) -> None:
        """Check signatures whose format brings its own context, such as a checkpoint's."""
        try:
            Ed25519PublicKey.from_public_bytes(self.ed25519).verify(signature.ed25519, ed25519_message)
            MLDSA44PublicKey.from_public_bytes(self.ml_dsa_44).verify(signature.ml_dsa_44, ml_dsa_44_message)
        except (InvalidSignature, ValueError):
            raise SignatureError("a signature does not fit what it stands under") from None


@dataclass(frozen=True)
class SigningKey:
    """The secret half: two seeds of 32 bytes."""

    ed25519_seed: Secret = field(default_factory=lambda: Secret(secrets.token_bytes(SEED_SIZE)))
    ml_dsa_44_seed: Secret = field(default_factory=lambda: Secret(secrets.token_bytes(SEED_SIZE)))

    def __post_init__(self) -> None:
        if not len(self.ed25519_seed) == len(self.ml_dsa_44_seed) == SEED_SIZE:
            raise ValueError("a signing seed has 32 bytes")

    @cached_property
    def verify_key(self) -> VerifyKey:
        """The public half."""
        return VerifyKey(self._ed25519.public_key().public_bytes_raw(), self._ml_dsa_44.public_key().public_bytes_raw())

    def sign(self, message: bytes, *, context: str) -> Signature:
        """Sign ``message`` for one use, which ``context`` names."""
        message = _in_context(message, context)
        return self.sign_raw(message, message)

    def sign_raw(self, ed25519_message: bytes, ml_dsa_44_message: bytes) -> Signature:
        """Sign messages whose format brings its own context."""
        return Signature(self._ed25519.sign(ed25519_message), self._ml_dsa_44.sign(ml_dsa_44_message))

    # Expanded once: the seeds are in memory as long, and a third of a signature's time is expanding them.
    @cached_property
    def _ed25519(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(self.ed25519_seed.reveal())

    @cached_property
    def _ml_dsa_44(self) -> MLDSA44PrivateKey:
        return MLDSA44PrivateKey.from_seed_bytes(self.ml_dsa_44_seed.reveal())


def _in_context(message: bytes, context: str) -> bytes:
    """What is signed: the use, and the SHA-512 of the message, which both schemes would otherwise hash up to twice."""
    return f"bronwacht signature 2\n{context}\n".encode() + hashlib.sha512(message).digest()


def sign_document(body: dict[str, Json], key: SigningKey, *, by: str, context: str) -> bytes:
    """Two lines: the body as JSON, and who signed it with what. ``by`` is the signer's fingerprint in hex."""
    return sign_line(to_json(body), key, by=by, context=context)


def sign_line(line: bytes, key: SigningKey, *, by: str, context: str) -> bytes:
    """As :func:`sign_document`, of a body that is JSON already."""
    signature = key.sign(line, context=context)
    return line + b"\n" + to_json({"by": by, **signature.to_json()})


def open_document(
    untrusted_document: bytes, key_of: Callable[[str], VerifyKey | None], *, context: str, what: Remark
) -> tuple[Fields, str]:
    """Check a document's signature over the very bytes of its body, then read it: the body and the signer.

    ``key_of`` gives the key of a fingerprint, None for somebody who may not sign. Raises :class:`SignatureError` or
    :class:`DamagedVaultError`.
    """
    by = verify_document(untrusted_document, key_of, context=context, what=what)
    return from_json(untrusted_document.partition(b"\n")[0], what), by


def verify_document(
    untrusted_document: bytes, key_of: Callable[[str], VerifyKey | None], *, context: str, what: Remark
) -> str:
    """As :func:`open_document`, for somebody who has read the body: the signer's fingerprint in hex."""
    line, separator, signature_line = untrusted_document.partition(b"\n")
    if not separator:
        raise DamagedVaultError("{what} is damaged: it is not signed", what=what)
    signed = from_json(signature_line, what)
    by, signature = signed.text("by"), read_signature(signed)
    signed.done()
    key = key_of(by)
    if key is None:
        raise SignatureError("{what} is signed by somebody who is not an editor of this vault", what=what)
    key.verify(signature, line, context=context)
    return by
