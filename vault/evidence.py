"""Files that back what a source says, sealed beside their record: chats, mails, documents, recordings.

Called by commands. A file lies in slots of one size, each an age file to a key that the record's line holds, and the
last of them, the *label*, says its name, length, and SHA-256. It is read and written a piece at a time; a large one
takes several writes, between which others may write too. What was interrupted has no label, and can only be detached.

The files of a record that takes two editors have their keys sealed to one that is split between them (see
``two_person_files``): one editor attaches, and sees how many there are; their names and contents take an approval.
"""

from __future__ import annotations

import datetime
import hashlib
import os
import secrets
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import BinaryIO

from ..said import said
from . import age
from .canonical import from_json, to_json
from .dossier import Keyring
from .errors import (
    AgeError,
    ConflictError,
    DamagedVaultError,
    EvidenceError,
    NeedsApprovalError,
    StorageError,
    VaultError,
)
from .index import Attached, Part, Record, sha256
from .log import Act, this_second
from .padding import RECORD_SIZES, pad, record_size, unpad
from .secret import Secret
from .state import Change, Did, Kept, State
from .store import Snapshot
from .two_person_acts import open_files
from .two_person_lines import files_of, takes_two, with_file, without_file
from .vault import ID_SIZE, Vault

PIECE = RECORD_SIZES[-1]
"""Bytes of a file in one slot; a file that is smaller takes the smallest slot that it fits."""

BATCH = 128
"""Pieces that one write takes: 32 MiB, a second or so."""

MAX_FILE = 1 << 30
"""Bytes of a file: its 4,096 parts make a line of 300 KiB, which is written anew with every change of its record."""

MAX_NAME = 200
LABEL_SIZE = RECORD_SIZES[0]
SHORT_ID = 8
"""Digits of an id that a person types."""

Progress = Callable[[int], None]
"""Told how many bytes have been written so far."""


@dataclass(frozen=True)
class Attachment:
    """A file: its id, name, length in bytes, SHA-256 in hex, when it was attached (UTC), by whom (fingerprint in hex).

    One that was interrupted has an id and nothing else, and is not ``complete``. Of one that is ``sealed`` for two, the
    id is known, and as ``size`` the most that it can be.
    """

    id: str
    name: str = field(default="", repr=False)
    size: int = 0
    sha256: str = field(default="", repr=False)
    at: datetime.datetime | None = None
    by: str = ""
    sealed: bool = False

    @property
    def complete(self) -> bool:
        """Whether all of it is there."""
        return self.at is not None


def attach(
    vault: Vault, codename: str, file: BinaryIO, name: str, *, told: Progress = lambda written: None
) -> Attachment:
    """Attach all that ``file`` holds to a record, under ``name``.

    1. Refuse a name that cannot be shown, and a file that says that it is too large: what is written and taken away
       again leaves the vault as large as it was with it.
    2. Read as many pieces as one write takes, and hash them.
    3. Seal them to the file's key, which is made for it and lies in the record's line, or there sealed for two; write.
    4. Go on until there are no more; the last write adds the label.

    Raises :class:`EvidenceError`; what was written until then is taken away again, unless it is all of it.
    """
    _check_name(name)  # 1
    with suppress(OSError):  # what is no file says nothing
        _check_size(os.fstat(file.fileno()).st_size)
    vault.keyring.find(codename)
    id_, digest, size, parts, whole = secrets.token_hex(ID_SIZE), hashlib.sha256(), 0, 0, 0
    key = _Key(id_)
    pieces = _pieces(file)
    batch = _take(pieces)  # 2
    try:
        if not batch:
            raise EvidenceError("the file is empty; nothing was attached")
        while batch:
            following = _take(pieces)  # 4
            for piece in batch:
                digest.update(piece)
                size += len(piece)
            _check_size(size)
            done = Attachment(id_, name, size, digest.hexdigest(), this_second(), vault.key.card.fingerprint.hex)
            parts += len(batch)
            whole = 0 if following else parts + 1
            _append(vault, codename, key, batch, None if following else done, alone=size == len(batch[0]))  # 3
            told(size)
            batch = following
    except BaseException:
        with suppress(StorageError):  # what stopped it is told, which may be the same
            _take_away(vault, codename, id_, whole)
        raise
    return done


def _check_size(size: int) -> None:
    if size > MAX_FILE:
        raise EvidenceError("the file is larger than 1 GiB; attach it in parts")


def attachments(vault: Vault, codename: str) -> tuple[Attachment, ...]:
    """The files of a record in the order in which they were attached; their names are read, so that it is logged.

    Raises :class:`NeedsApprovalError` for a record that takes two, without approval; see :func:`sealed_attachments`.
    """
    opened = _open(vault, codename, "names of its evidence")

    def look(state: State, snapshot: Snapshot) -> tuple[Attachment, ...]:
        record = state.keyring.find(codename)
        things = [_with_its_key(thing, opened) for thing in record.attached]
        return tuple(_read_label(thing, snapshot) if thing.identity else _sealed(thing) for thing in things)

    return vault.read(look)


def sealed_attachments(vault: Vault, codename: str) -> tuple[Attachment, ...]:
    """What is to be seen of a record's files without opening any; not logged."""
    attached = vault.keyring.find(codename).attached
    return tuple(map(_sealed, attached))


def _sealed(thing: Attached) -> Attachment:
    return Attachment(thing.id, size=PIECE * max(1, len(thing.parts) - 1), sealed=True)


def extract(vault: Vault, codename: str, id_: str, file: BinaryIO) -> Attachment:
    """Write a file's bytes to ``file``; after an error, discard what it has.

    1. Write the reading to the log, and wait until it is on the disk.
    2. Find the file by the beginning of its id, and read its label.
    3. Open every piece, which must be the one that the index knows.
    4. Length and SHA-256 are those of the label.

    Raises :class:`EvidenceError`, :class:`DamagedVaultError`.
    """
    thing = _find(vault.keyring.find(codename), id_)
    opened = _open(vault, codename, f"evidence {thing.id[:SHORT_ID]}")  # 1

    def look(state: State, snapshot: Snapshot) -> Attachment:
        record = state.keyring.find(codename)
        thing = _with_its_key(_find(record, id_), opened)
        if not thing.identity:
            raise NeedsApprovalError("that file was attached after the approval; ask for another, and say why")
        label = _read_label(thing, snapshot)  # 2
        if not label.complete:
            raise EvidenceError("that file is not complete: attaching it was interrupted, or goes on; attach it again")
        digest, left = hashlib.sha256(), label.size
        for piece in _open_parts(thing, thing.parts[:-1], snapshot):  # 3
            wanted = piece[:left]
            digest.update(wanted)
            file.write(wanted)
            left -= len(wanted)
        if left or digest.hexdigest() != label.sha256:  # 4
            raise DamagedVaultError("the vault is damaged: a file is not the one that its label describes")
        return label

    return vault.read(look)


def detach(vault: Vault, codename: str, id_: str) -> None:
    """Forget a file: drop its key, overwrite its slots, and ask every editor for a new key, as shredding does."""

    def change(state: State, _: Snapshot) -> tuple[Change, None]:
        record = state.keyring.find(codename)
        return _without(state, record, _find(record, id_)), None

    vault.change(change)


def _open(vault: Vault, codename: str, what: str) -> tuple[Attached, ...]:
    """Write the reading to the log; of a record that takes two, its files with their keys."""
    if takes_two(vault.keyring.find(codename)):
        return open_files(vault, codename, what)
    vault.open(codename, what)
    return ()


def _with_its_key(thing: Attached, opened: tuple[Attached, ...]) -> Attached:
    if thing.identity:
        return thing
    other = next((other for other in opened if other.id == thing.id), None)
    if other and other.parts != thing.parts:
        raise ConflictError("the record has changed meanwhile; nothing was read, try again")
    return other or thing


def _pieces(file: BinaryIO) -> Iterator[bytes]:
    """What a file holds, in whole pieces; the last may be shorter."""
    while piece := _read_fully(file):
        yield piece


def _read_fully(file: BinaryIO) -> bytes:
    piece = bytearray()
    while len(piece) < PIECE and (more := file.read(PIECE - len(piece))):
        piece += more
    return bytes(piece)


def _take(pieces: Iterator[bytes]) -> list[bytes]:
    return [piece for _, piece in zip(range(BATCH), pieces, strict=False)]


@dataclass
class _Key:
    """The key of a file that is being attached: its id, the recipient, and the parts' epoch where it takes two."""

    id: str
    recipient: str = ""
    epoch: int | None = None

    def line(self, record: Record, keyring: Keyring) -> Record:
        """The line with the file in it, and the key that it has now: others may write in between."""
        thing = next((thing for thing in record.attached if thing.id == self.id), None)
        if thing is None:
            if self.recipient:
                raise ConflictError("the record or the file was taken away meanwhile; nothing is attached")
            identity = Secret(age.generate_identity().identity)
            self.recipient = age.recipient_of(identity.reveal_text())
            if takes_two(record):
                record = with_file(record, keyring, self.id, identity)
            else:
                record = replace(record, attached=(*record.attached, Attached(self.id, identity, ())))
        elif thing.identity:
            self.recipient = age.recipient_of(thing.identity.reveal_text())
        files = next((files for files in files_of(record) if self.id in files.keys), None)
        if files and files.epoch != (self.epoch if self.epoch is not None else files.epoch):
            raise ConflictError("the record got another key meanwhile; nothing is attached, try again")
        self.epoch = files.epoch if files else None
        return record


def _append(
    vault: Vault, codename: str, key: _Key, pieces: list[bytes], label: Attachment | None, *, alone: bool
) -> None:
    id_ = key.id

    def change(state: State, _: Snapshot) -> tuple[Change, None]:
        record = key.line(state.keyring.find(codename), state.keyring)
        texts = [piece.ljust(record_size(len(piece)) if alone else PIECE, b"\0") for piece in pieces]
        texts += [_label(label, state.keyring, record)] if label else []
        sealed = [(len(text), age.encrypt(text, recipients=[key.recipient])) for text in texts]
        did = Did(Act.ATTACHED, record.id, note=id_[:SHORT_ID] if label else f"{id_[:SHORT_ID]}, not all of it yet")
        return Change((did,), (Kept(record, attached={id_: sealed}),)), None

    vault.change(change)


def _take_away(vault: Vault, codename: str, id_: str, whole: int) -> None:
    """Forget what there is of a file, unless that is the ``whole``, in parts: then it is told to be there, and counts.

    Whoever believed so would destroy the file itself.
    """

    def change(state: State, _: Snapshot) -> tuple[Change | None, None]:
        record = state.keyring.find(codename)
        thing = next((thing for thing in record.attached if thing.id == id_), None)
        return (_without(state, record, thing) if thing and len(thing.parts) != whole else None), None

    vault.change(change)


def _without(state: State, record: Record, thing: Attached) -> Change:
    keyring = replace(state.keyring.with_record(without_file(record, thing.id)), ratchet_from=state.log.size)
    return Change((Did(Act.DETACHED, record.id, note=thing.id[:SHORT_ID]),), keyring=keyring)


def _label(label: Attachment, keyring: Keyring, record: Record) -> bytes:
    body = to_json(
        {
            "bronwacht": "attachment",
            "format": 1,
            "vault": keyring.vault,
            "record": record.id,
            "id": label.id,
            "name": label.name,
            "size": label.size,
            "sha256": label.sha256,
            "at": label.at.isoformat() if label.at else "",
            "by": label.by,
        }
    )
    return pad(body, LABEL_SIZE)


def _read_label(thing: Attached, snapshot: Snapshot) -> Attachment:
    """What the last part says; of something else than a label, no more than the id."""
    (text,) = _open_parts(thing, thing.parts[-1:], snapshot)
    try:
        fields = from_json(unpad(text), said("a label"))
        fields.kind("attachment")
        its_place = (fields.text("vault"), fields.text("record"), fields.text("id"))
        at = fields.time("at")
        label = Attachment(
            thing.id, fields.text("name"), fields.number("size"), fields.digest("sha256").hex(), at, fields.text("by")
        )
        fields.done()
    except (VaultError, ValueError):
        return Attachment(thing.id)
    # An import gives everything another vault and record; the id stays.
    return label if its_place[2] == thing.id else Attachment(thing.id)


def _open_parts(thing: Attached, parts: tuple[Part, ...], snapshot: Snapshot) -> Iterator[bytes]:
    identity = thing.identity.reveal_text()
    for part, sealed in zip(parts, snapshot.slots(part.place for part in parts), strict=True):
        if sha256(sealed) != part.sealed_sha256:
            raise DamagedVaultError("the vault is damaged: something attached to a record was changed")
        try:
            yield age.decrypt(sealed, identities=[identity])
        except AgeError:
            raise DamagedVaultError("the vault is damaged: something attached does not open with its own key") from None


def _find(record: Record, id_: str) -> Attached:
    found = [thing for thing in record.attached if thing.id.startswith(id_.strip().lower())] if id_.strip() else []
    if len(found) != 1:
        raise EvidenceError("no file of that id is attached, or several; see `bronwacht vault evidence`")
    return found[0]


def _check_name(name: str) -> None:
    if not name.isprintable() or not 0 < len(name) <= MAX_NAME or len(name.encode()) > 2 * MAX_NAME:
        raise EvidenceError(
            "a file's name has 1 to {max_name} characters that can be seen; give another with --name-fd",
            max_name=MAX_NAME,
        )
