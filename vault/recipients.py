"""The native recipient types: who can wrap a file key, and who can unwrap it.

Three pairs that mirror each other: :class:`HybridRecipient` (post-quantum, the default), :class:`X25519Recipient`, and
:class:`ScryptRecipient` (a passphrase), each with its identity. Called by ``age``. An identity rejects every malformed
stanza of its own type, ignores those of other types, and says None when no stanza opens. It never shows its secret in
a repr or an error. Source: C2SP ``age.md``, "Native recipient types".
"""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from functools import lru_cache
from typing import ClassVar, Protocol, Self

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hpke
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey, MLKEM768PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHAKE256, Hash
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from . import bech32
from .conventions import FILE_KEY_SIZE, TAG_SIZE, decode64, encode64, hkdf
from .errors import HeaderError, KeyTextError, RecipientsError, WorkFactorError
from .header import Stanza

DEFAULT_WORK_FACTOR = 18
"""log2 of scrypt's N: 256 MiB and about half a second for each guess."""

MAX_WORK_FACTOR = 20
"""log2 of scrypt's N: 1 GiB. A file that asks for more exhausts the reader's memory; refused unread."""

_KEPT_RECIPIENTS = 256
"""Recipients that are kept ready: the editors of a few dossiers, the keys of the log and the inbox. All are public."""

_BODY_SIZE = FILE_KEY_SIZE + TAG_SIZE
"""Checked before decrypting: a longer body could be one that several keys open (partitioning oracle attack)."""

_ZERO_NONCE = bytes(12)
_X25519_SIZE = 32


class Recipient(Protocol):
    """Somebody for whom a file key can be wrapped."""

    post_quantum: ClassVar[bool]

    def wrap(self, file_key: bytes) -> Stanza:
        """A fresh stanza that holds ``file_key``."""


class Identity(Protocol):
    """Somebody who may be able to unwrap a file key."""

    def unwrap(self, stanzas: Sequence[Stanza]) -> bytes | None:
        """The file key, or None when no stanza opens; raises :class:`HeaderError` for a malformed stanza."""


# Plain classes: importing dataclasses takes a third of the time in which the age program is done.
class _Key:
    """The bytes of a key, and the text that people give each other."""

    __slots__ = ("data",)
    hrp: ClassVar[str]
    size: ClassVar[int]

    def __init__(self, data: bytes) -> None:
        if len(data) != self.size:
            raise KeyTextError("the key has the wrong length")
        self.data = data

    def __repr__(self) -> str:
        return f"{type(self).__name__}(…)"

    def text(self) -> str:
        """The key as the specification writes it."""
        return bech32.encode(self.hrp, self.data)


class _SecretKey(_Key):
    """A key that is nothing but 32 random bytes."""

    __slots__ = ()
    size: ClassVar[int] = 32

    @classmethod
    def generate(cls) -> Self:
        """A fresh one."""
        return cls(os.urandom(cls.size))


# The MLKEM768-X25519 (X-Wing) hybrid post-quantum recipient type

_HYBRID_TYPE = b"mlkem768x25519"
_HYBRID_INFO = b"age-encryption.org/mlkem768x25519"
_HYBRID_SUITE = hpke.Suite(hpke.KEM.MLKEM768_X25519, hpke.KDF.HKDF_SHA256, hpke.AEAD.CHACHA20_POLY1305)
_ENC_SIZE = 1120
_MLKEM_SEED_SIZE = 64
_MLKEM_PUBLIC_SIZE = 1184


class HybridRecipient(_Key):
    """The public key: 1,184 bytes of ML-KEM-768, then 32 of X25519."""

    __slots__ = ()
    hrp: ClassVar[str] = "age1pq"
    size: ClassVar[int] = _MLKEM_PUBLIC_SIZE + _X25519_SIZE
    post_quantum: ClassVar[bool] = True

    def wrap(self, file_key: bytes) -> Stanza:
        """HPKE SealBase to the public key; raises :class:`KeyTextError` when it is not a possible one."""
        try:
            sealed = _HYBRID_SUITE.encrypt(file_key, _hybrid_public(self.data), _HYBRID_INFO)
        except ValueError:
            raise KeyTextError("the recipient is not a possible public key") from None
        return Stanza(_HYBRID_TYPE, (encode64(sealed[:_ENC_SIZE]),), sealed[_ENC_SIZE:])


@lru_cache(_KEPT_RECIPIENTS)
def _hybrid_public(data: bytes) -> hpke.MLKEM768X25519PublicKey:
    mlkem = MLKEM768PublicKey.from_public_bytes(data[:_MLKEM_PUBLIC_SIZE])
    return hpke.MLKEM768X25519PublicKey(mlkem, X25519PublicKey.from_public_bytes(data[_MLKEM_PUBLIC_SIZE:]))


class HybridIdentity(_SecretKey):
    """The secret seed, from which both private keys are expanded."""

    __slots__ = ()
    hrp: ClassVar[str] = "AGE-SECRET-KEY-PQ-"

    def recipient(self) -> HybridRecipient:
        """The public side."""
        mlkem, x25519 = self._private_keys()
        return HybridRecipient(mlkem.public_key().public_bytes_raw() + x25519.public_key().public_bytes_raw())

    def unwrap(self, stanzas: Sequence[Stanza]) -> bytes | None:
        """HPKE OpenBase of the first stanza that opens."""
        mlkem, x25519 = self._private_keys()
        private = hpke.MLKEM768X25519PrivateKey(mlkem, x25519)
        for enc, body in [_enc_and_body(stanza, _ENC_SIZE) for stanza in stanzas if stanza.type == _HYBRID_TYPE]:
            # HPKE alone would report a share of low order as a key that does not fit.
            _agree(x25519, enc[-_X25519_SIZE:])
            try:
                return _HYBRID_SUITE.decrypt(enc + body, private, _HYBRID_INFO)
            except InvalidTag:
                continue
        return None

    def _private_keys(self) -> tuple[MLKEM768PrivateKey, X25519PrivateKey]:
        expanded = _shake_256(self.data)
        mlkem = MLKEM768PrivateKey.from_seed_bytes(expanded[:_MLKEM_SEED_SIZE])
        return mlkem, X25519PrivateKey.from_private_bytes(expanded[_MLKEM_SEED_SIZE:])


def _shake_256(seed: bytes) -> bytes:
    shake = Hash(SHAKE256(_MLKEM_SEED_SIZE + _X25519_SIZE))
    shake.update(seed)
    return shake.finalize()


# The X25519 recipient type

_X25519_TYPE = b"X25519"
_X25519_INFO = b"age-encryption.org/v1/X25519"


class X25519Recipient(_Key):
    """The public key."""

    __slots__ = ()
    hrp: ClassVar[str] = "age"
    size: ClassVar[int] = _X25519_SIZE
    post_quantum: ClassVar[bool] = False

    def wrap(self, file_key: bytes) -> Stanza:
        """Agree on a key with a fresh ephemeral share; raises :class:`KeyTextError` for a key of low order."""
        ephemeral = X25519PrivateKey.generate()
        share = ephemeral.public_key().public_bytes_raw()
        try:
            secret = ephemeral.exchange(X25519PublicKey.from_public_bytes(self.data))
        except ValueError:
            raise KeyTextError("the recipient is not a possible public key") from None
        wrap_key = hkdf(secret, salt=share + self.data, info=_X25519_INFO)
        return Stanza(_X25519_TYPE, (encode64(share),), _seal(wrap_key, file_key))


class X25519Identity(_SecretKey):
    """The secret scalar."""

    __slots__ = ()
    hrp: ClassVar[str] = "AGE-SECRET-KEY-"

    def recipient(self) -> X25519Recipient:
        """The public side."""
        return X25519Recipient(X25519PrivateKey.from_private_bytes(self.data).public_key().public_bytes_raw())

    def unwrap(self, stanzas: Sequence[Stanza]) -> bytes | None:
        """Agree on the key of the first stanza that opens."""
        private, public = X25519PrivateKey.from_private_bytes(self.data), self.recipient().data
        for share, body in [_enc_and_body(stanza, _X25519_SIZE) for stanza in stanzas if stanza.type == _X25519_TYPE]:
            wrap_key = hkdf(_agree(private, share), salt=share + public, info=_X25519_INFO)
            if (file_key := _open(wrap_key, body)) is not None:
                return file_key
        return None


# The scrypt recipient type

SCRYPT_TYPE = b"scrypt"
_SCRYPT_SALT_LABEL = b"age-encryption.org/v1/scrypt"
_SALT_SIZE = 16
_WORK_FACTOR = re.compile(rb"[1-9][0-9]*")


class ScryptRecipient:
    """A passphrase, and log2 of the work factor."""

    __slots__ = ("passphrase", "work_factor")
    post_quantum: ClassVar[bool] = True

    def __init__(self, passphrase: bytes, work_factor: int = DEFAULT_WORK_FACTOR) -> None:
        if not passphrase:
            raise RecipientsError("the passphrase is empty; choose six or more random words")
        if not 1 <= work_factor <= MAX_WORK_FACTOR:
            raise RecipientsError(
                "the work factor must be between 1 and {max_work_factor}", max_work_factor=MAX_WORK_FACTOR
            )
        self.passphrase, self.work_factor = passphrase, work_factor

    def __repr__(self) -> str:
        return f"ScryptRecipient(…, work_factor={self.work_factor})"

    def wrap(self, file_key: bytes) -> Stanza:
        """Wrap under a key derived from the passphrase and a fresh salt."""
        salt = os.urandom(_SALT_SIZE)
        wrap_key = _scrypt(self.passphrase, salt, self.work_factor)
        return Stanza(SCRYPT_TYPE, (encode64(salt), b"%d" % self.work_factor), _seal(wrap_key, file_key))


class ScryptIdentity:
    """A passphrase to try."""

    __slots__ = ("passphrase",)

    def __init__(self, passphrase: bytes) -> None:
        self.passphrase = passphrase

    def __repr__(self) -> str:
        return "ScryptIdentity(…)"

    def unwrap(self, stanzas: Sequence[Stanza]) -> bytes | None:
        """Derive the key of the only stanza; raises :class:`WorkFactorError` when that would cost too much."""
        for stanza in stanzas:
            if stanza.type == SCRYPT_TYPE:
                salt, work_factor = _salt_and_work_factor(stanza)
                return _open(_scrypt(self.passphrase, salt, work_factor), stanza.body)
        return None


def _salt_and_work_factor(stanza: Stanza) -> tuple[bytes, int]:
    if len(stanza.arguments) != 2 or len(stanza.body) != _BODY_SIZE:
        raise HeaderError("the header is damaged: a passphrase stanza of the wrong form")
    salt, digits = decode64(stanza.arguments[0]), stanza.arguments[1]
    if len(salt) != _SALT_SIZE or not _WORK_FACTOR.fullmatch(digits):
        raise HeaderError("the header is damaged: a passphrase stanza of the wrong form")
    # The length first: Python refuses to read a number of thousands of digits.
    if len(digits) > len(str(MAX_WORK_FACTOR)) or int(digits) > MAX_WORK_FACTOR:
        raise WorkFactorError(
            "the file asks for a scrypt work factor above {max_work_factor}; refused", max_work_factor=MAX_WORK_FACTOR
        )
    return salt, int(digits)


# The texts of recipients and identities


@lru_cache(_KEPT_RECIPIENTS)
def parse_recipient(text: str) -> Recipient:
    """The recipient of an ``age1…`` or ``age1pq1…`` text; raises :class:`KeyTextError`."""
    hrp, data = bech32.decode(text)
    for kind in (HybridRecipient, X25519Recipient):
        if hrp == kind.hrp:
            return kind(data)
    raise KeyTextError("not a recipient of a supported kind (age1pq1… or age1…)")


def parse_identity(text: str) -> HybridIdentity | X25519Identity:
    """The identity of an ``AGE-SECRET-KEY-PQ-1…`` or ``AGE-SECRET-KEY-1…`` text; raises :class:`KeyTextError`."""
    hrp, data = bech32.decode(text)
    for kind in (HybridIdentity, X25519Identity):
        if hrp == kind.hrp:
            return kind(data)
    raise KeyTextError("not an identity of a supported kind (AGE-SECRET-KEY-PQ-1… or AGE-SECRET-KEY-1…)")


# What the types share


def _enc_and_body(stanza: Stanza, enc_size: int) -> tuple[bytes, bytes]:
    """The encapsulated key, which is the only argument, and the body, both of the right length."""
    if len(stanza.arguments) != 1 or len(stanza.body) != _BODY_SIZE:
        raise HeaderError("the header is damaged: a stanza of the wrong form")
    enc = decode64(stanza.arguments[0])
    if len(enc) != enc_size:
        raise HeaderError("the header is damaged: a share of the wrong length")
    return enc, stanza.body


def _agree(private: X25519PrivateKey, untrusted_share: bytes) -> bytes:
    """X25519; a share of low order makes the result all zero, whoever's key it meets, and is refused."""
    try:
        return private.exchange(X25519PublicKey.from_public_bytes(untrusted_share))
    except ValueError:
        raise HeaderError("the header is damaged: a share of low order") from None


def _scrypt(passphrase: bytes, salt: bytes, work_factor: int) -> bytes:
    try:
        return Scrypt(_SCRYPT_SALT_LABEL + salt, length=32, n=1 << work_factor, r=8, p=1).derive(passphrase)
    except MemoryError:
        # 128 bytes × r × N
        raise WorkFactorError(
            "trying the passphrase takes {limit} MiB of free memory", limit=1 << work_factor >> 10
        ) from None


def _seal(wrap_key: bytes, file_key: bytes) -> bytes:
    return ChaCha20Poly1305(wrap_key).encrypt(_ZERO_NONCE, file_key, None)


def _open(wrap_key: bytes, body: bytes) -> bytes | None:
    try:
        return ChaCha20Poly1305(wrap_key).decrypt(_ZERO_NONCE, body, None)
    except InvalidTag:
        return None
