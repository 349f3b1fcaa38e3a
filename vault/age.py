"""The age v1 file format: files that only chosen people, or whoever knows a passphrase, can read.

This module reads as the specification (C2SP ``age.md``); :func:`encrypt_stream` and :func:`decrypt_stream` mirror each
other, and each step bears its number. Called by the vault for everything it stores. It opens no files, asks nobody, and
logs nothing; keys and passphrases come in as text and appear in no error.

1. A fresh *file key* is made for every file.
2. The file key is wrapped for each *recipient* in a stanza (``recipients``).
3. The stanzas make up the *header*, under a MAC that only holders of the file key can make (``header``).
4. A fresh *nonce* follows; the payload's key is derived from it and the file key.
5. The *payload* is the plaintext in chunks under that key (``stream``).
6. The whole may stand in ASCII *armor* (``armor``).
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from io import BufferedReader, BufferedWriter, BytesIO, RawIOBase
from typing import BinaryIO, NamedTuple, cast

from . import stream
from .armor import ArmorReader, ArmorWriter
from .conventions import FILE_KEY_SIZE, Sink
from .errors import HeaderError, NoMatchError, RecipientsError, WrongPassphraseError
from .header import MAX_LINE_SIZE, MAX_STANZAS, Header, Stanza, is_version_line
from .recipients import (
    DEFAULT_WORK_FACTOR,
    SCRYPT_TYPE,
    HybridIdentity,
    Identity,
    Recipient,
    ScryptIdentity,
    ScryptRecipient,
    X25519Identity,
    parse_identity,
    parse_recipient,
)


def encrypt(
    plaintext: bytes,
    *,
    recipients: Sequence[str | Recipient] = (),
    passphrase: str | None = None,
    armor: bool = False,
    work_factor: int = DEFAULT_WORK_FACTOR,
) -> bytes:
    """Encrypt ``plaintext`` as :func:`encrypt_stream` does, in memory."""
    header, key = _begin(_recipients(recipients, passphrase, work_factor))
    binary, sealed = header + stream.seal_whole(plaintext, key), BytesIO()
    if not armor:
        return binary
    with _writing(sealed, armor=True) as sink:
        sink.write(binary)
    return sealed.getvalue()


def decrypt(sealed: bytes, *, identities: Sequence[str] = (), passphrase: str | None = None) -> bytes:
    """Decrypt ``sealed`` as :func:`decrypt_stream` does, in memory: all of the plaintext, or an error and none."""
    with _reading(BytesIO(sealed)) as source:
        untrusted, key = _open(source, _identities(identities, passphrase))
        return stream.unseal_whole(untrusted.read(), key)


def encrypt_stream(
    plaintext: BinaryIO,
    sealed: BinaryIO,
    *,
    recipients: Sequence[str | Recipient] = (),
    passphrase: str | None = None,
    armor: bool = False,
    work_factor: int = DEFAULT_WORK_FACTOR,
) -> None:
    """Encrypt all of ``plaintext`` to ``sealed``, in bounded memory.

    Either ``recipients`` (``age1pq1…``, or ``age1…``, but never both in one file), as text or ready to use, any of whom
    can decrypt, or a
    ``passphrase``, with ``work_factor`` the log2 of scrypt's N. Both streams stay open.
    Raises :class:`KeyTextError` for a malformed recipient, :class:`RecipientsError` for a choice that makes no sense.
    """
    header, key = _begin(_recipients(recipients, passphrase, work_factor))
    with _reading(plaintext) as source, _writing(sealed, armor=armor) as sink:  # 6
        sink.write(header)
        stream.seal(source, sink, key)  # 5


def decrypt_stream(
    sealed: BinaryIO, plaintext: BinaryIO, *, identities: Sequence[str] = (), passphrase: str | None = None
) -> None:
    """Decrypt all of ``sealed``, armored or not, to ``plaintext``, in bounded memory.

    With the first of ``identities`` (``AGE-SECRET-KEY-PQ-1…``, ``AGE-SECRET-KEY-1…``) or the ``passphrase`` that opens
    it. Both streams stay open. ``plaintext`` is given authenticated bytes only, but after an error not all of them:
    discard it then.
    Raises :class:`NoMatchError` when the file is for somebody else, :class:`HeaderError`, :class:`HeaderMacError`,
    :class:`PayloadError`, or :class:`ArmorError` when it is damaged, :class:`KeyTextError` for a malformed identity,
    :class:`RecipientsError` when there is nothing to try.
    """
    chosen = _identities(identities, passphrase)
    with _reading(sealed) as source, _writing(plaintext) as sink:
        untrusted, key = _open(source, chosen)
        stream.unseal(untrusted, sink, key)  # 5


def _begin(recipients: Sequence[Recipient]) -> tuple[bytes, bytes]:
    """What stands before a payload, and the payload's key."""
    file_key = os.urandom(FILE_KEY_SIZE)  # 1
    stanzas = [recipient.wrap(file_key) for recipient in recipients]  # 2
    header = Header.of(stanzas, file_key)  # 3
    nonce = os.urandom(stream.NONCE_SIZE)  # 4
    return header.serialise() + nonce, stream.payload_key(file_key, nonce)


def _open(source: BufferedReader, identities: Sequence[Identity]) -> tuple[BufferedReader, bytes]:
    """The inverse of :func:`_begin`: what is to be read as the payload, and its key."""
    untrusted, version_line = _without_armor(source)  # 6
    header = Header.read(version_line, untrusted)  # 3
    file_key = _unwrap(header.stanzas, identities)  # 2, 1
    header.verify(file_key)  # 3
    nonce = untrusted.read(stream.NONCE_SIZE)  # 4
    if len(nonce) != stream.NONCE_SIZE:
        raise HeaderError("the header is damaged: the file ends before its payload")
    return untrusted, stream.payload_key(file_key, nonce)


class KeyPair(NamedTuple):
    """The texts of a secret identity and of its public recipient."""

    identity: str
    recipient: str

    def __repr__(self) -> str:
        return f"KeyPair(identity=…, recipient={self.recipient!r})"


def generate_identity(*, post_quantum: bool = True) -> KeyPair:
    """Make a fresh identity: ``mlkem768x25519``, or X25519 when not ``post_quantum``."""
    identity = (HybridIdentity if post_quantum else X25519Identity).generate()
    return KeyPair(identity.text(), identity.recipient().text())


def generate_key() -> HybridIdentity:
    """As :func:`generate_identity`, ready to use: making text of a key and a key of text takes most of the time."""
    return HybridIdentity.generate()


def key_of(identity: str) -> HybridIdentity | X25519Identity:
    """An identity's key from its text; raises :class:`KeyTextError`."""
    return parse_identity(identity)


def recipient_of(identity: str) -> str:
    """The recipient's text that belongs to an identity's; raises :class:`KeyTextError`."""
    return parse_identity(identity).recipient().text()


class Outline(NamedTuple):
    """What anybody can see of a file without a key; nothing of it is authenticated."""

    armored: bool
    stanza_types: tuple[str, ...]

    @property
    def needs_passphrase(self) -> bool:
        """Whether a passphrase, rather than an identity, may open it."""
        return SCRYPT_TYPE.decode() in self.stanza_types


def sniff(sealed: bytes) -> Outline:
    """Read the header of ``sealed``; raises :class:`HeaderError` or :class:`ArmorError`."""
    with _reading(BytesIO(sealed)) as source:
        untrusted, version_line = _without_armor(source)
        header = Header.read(version_line, untrusted)
        return Outline(untrusted is not source, tuple(stanza.type.decode() for stanza in header.stanzas))


def _recipients(given: Sequence[str | Recipient], passphrase: str | None, work_factor: int) -> Sequence[Recipient]:
    if passphrase is not None:
        if given:
            raise RecipientsError("a file is sealed with a passphrase or to recipients, not to both")
        return [ScryptRecipient(_encode(passphrase), work_factor)]
    if not given:
        raise RecipientsError("no recipients: nobody could ever open the file")
    if len(given) > MAX_STANZAS:
        raise RecipientsError("more than {max_stanzas} recipients", max_stanzas=MAX_STANZAS)
    chosen = [parse_recipient(one) if isinstance(one, str) else one for one in given]
    if len({recipient.post_quantum for recipient in chosen}) > 1:
        raise RecipientsError("a recipient that is not post-quantum would undo the protection of those that are")
    return chosen


def _identities(texts: Sequence[str], passphrase: str | None) -> Sequence[Identity]:
    chosen: list[Identity] = [parse_identity(text) for text in texts]
    if passphrase is not None:
        chosen.append(ScryptIdentity(_encode(passphrase)))
    if not chosen:
        raise RecipientsError("no identity and no passphrase: there is nothing to try")
    return chosen


def _unwrap(stanzas: Sequence[Stanza], identities: Sequence[Identity]) -> bytes:
    locked = any(stanza.type == SCRYPT_TYPE for stanza in stanzas)
    # Whoever decrypts with a passphrase believes that it was made by somebody who knows it; one more stanza, and it
    # could have been made by anybody.
    if locked and len(stanzas) > 1:
        raise HeaderError("the header is damaged: a passphrase is not the only way in")
    for identity in identities:
        if (file_key := identity.unwrap(stanzas)) is not None:
            return file_key
    if not locked:
        raise NoMatchError("the file is not sealed to any of the given keys")
    if not any(isinstance(identity, ScryptIdentity) for identity in identities):
        raise NoMatchError("the file is sealed with a passphrase, and only keys were given")
    raise WrongPassphraseError("the passphrase is not the one that the file is sealed with")


def _without_armor(source: BufferedReader) -> tuple[BufferedReader, bytes]:
    """The reader of the binary file inside, if it is armored, and the version line that it has just given."""
    first_line = source.readline(MAX_LINE_SIZE)
    if is_version_line(first_line):
        return source, first_line
    inside: BufferedReader = BufferedReader(ArmorReader(first_line, source))
    return inside, inside.readline(MAX_LINE_SIZE)


@contextmanager
def _reading(source: BinaryIO) -> Iterator[BufferedReader]:
    """Lines, full reads and a look ahead, whatever sort of stream the caller has, which stays open."""
    reader: BufferedReader = BufferedReader(cast(RawIOBase, source))
    try:
        yield reader
    finally:
        reader.detach()


@contextmanager
def _writing(sink: BinaryIO, *, armor: bool = False) -> Iterator[Sink]:
    """Full writes, whatever sort of stream the caller has, which stays open."""
    writer = BufferedWriter(cast(RawIOBase, sink))
    try:
        if armor:
            armored = ArmorWriter(writer)
            yield armored
            armored.finish()
        else:
            yield writer
    finally:
        writer.detach()


def _encode(passphrase: str) -> bytes:
    # Looked for beforehand, because a UnicodeEncodeError would carry the passphrase.
    if any("\ud800" <= char <= "\udfff" for char in passphrase):
        raise RecipientsError("the passphrase has characters that are not text")
    return passphrase.encode()
