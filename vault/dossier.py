"""A dossier's keyring: index, grants, and integrity root at once.

One age file to all the dossier's editors and to nobody's dummies, so that neither their number nor that of the records
shows. It is signed inside by the editor who wrote it. Each record has its own key, which lies here: who can read the
keyring can read the records, and a record whose SHA-256 is not the one that stands here is refused.
"""

from __future__ import annotations

import datetime
import hashlib
import random
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from . import age
from .canonical import Fields, Json, from_json, to_json
from .errors import DamagedVaultError, KeyTextError, NoMatchError, NoSuchSourceError, NotAnEditorError
from .keys import EditorKey
from .log import LogIndex, read_log_index
from .padding import keyring_size, pad, recipient_count, record_size, unpad
from .roster import Roster, read_roster
from .secret import Secret
from .signing import open_document, sign_document
from .source import Source, read_source

KEYRING_CONTEXT, RECORD_CONTEXT = "keyring", "record"


@dataclass(frozen=True)
class Record:
    """A line of the index: where a source's record lies, what opens it, what it must be, and what may be listed.

    ``id`` is random hex, ``sealed_sha256`` that of the age file; ``tags`` and ``retain_until`` repeat the record's.
    """

    id: str
    codename: str
    place: int
    identity: Secret
    version: int
    sealed_sha256: bytes
    tags: tuple[str, ...] = ()
    retain_until: datetime.date | None = None

    def to_json(self) -> dict[str, Json]:
        """As it is stored."""
        return {
            "id": self.id,
            "codename": self.codename,
            "place": self.place,
            "identity": self.identity.reveal_text(),
            "version": self.version,
            "sha256": self.sealed_sha256.hex(),
            "tags": list(self.tags),
            "retain_until": self.retain_until.isoformat() if self.retain_until else "",
        }


@dataclass(frozen=True)
class Keyring:
    """All that a dossier's editors share. ``table`` counts the vault's slots by their sealed length in bytes."""

    vault: str
    dossier: str
    version: int
    roster: Roster
    log: LogIndex
    table: Mapping[int, int]
    records: tuple[Record, ...] = field(default=())

    @property
    def places(self) -> frozenset[int]:
        """The slots that hold something."""
        return frozenset(self.log.places) | {record.place for record in self.records}

    @property
    def state(self) -> bytes:
        """The digest that a log entry holds: of the roster and of every record's line, keys included."""
        return hashlib.sha256(to_json({"roster": self._roster_json(), "records": self._records_json()})).digest()

    def find(self, codename: str) -> Record:
        """The record of ``codename``, whatever the case; raises :class:`NoSuchSourceError`."""
        wanted = codename.casefold()
        for record in self.records:
            if record.codename.casefold() == wanted:
                return record
        raise NoSuchSourceError("no source of that codename in this dossier; see `bronwacht vault list`")

    def with_record(self, record: Record) -> Keyring:
        """The keyring with ``record`` added, or in the place of the one with its id."""
        others = tuple(other for other in self.records if other.id != record.id)
        return replace(self, records=(*others, record))

    def to_json(self) -> dict[str, Json]:
        """As it is stored."""
        return {
            "bronwacht": "keyring",
            "format": 1,
            "vault": self.vault,
            "dossier": self.dossier,
            "version": self.version,
            "roster": self._roster_json(),
            "log": self.log.to_json(),
            "table": [[length, count] for length, count in sorted(self.table.items())],
            "records": self._records_json(),
        }

    def _roster_json(self) -> dict[str, Json]:
        return {"members": [member.to_json() for member in self.roster.members]}

    def _records_json(self) -> list[Json]:
        return [record.to_json() for record in self.records]


def seal_keyring(keyring: Keyring, key: EditorKey) -> bytes:
    """Sign, fill up, and seal a keyring to all editors of its roster, hidden among dummies."""
    document = sign_document(keyring.to_json(), key.signing, by=key.card.fingerprint.hex, context=KEYRING_CONTEXT)
    recipients = [card.recipient for card in keyring.roster.cards]
    dummies = recipient_count(len(recipients)) - len(recipients)
    recipients += [age.generate_identity().recipient for _ in range(dummies)]
    # In the order of the roster, the dummies would show by standing last.
    random.SystemRandom().shuffle(recipients)
    return age.encrypt(pad(document, keyring_size(len(document))), recipients=recipients)


def open_keyring(untrusted_sealed: bytes, key: EditorKey) -> Keyring:
    """Open a keyring and check everything that can be checked within it.

    1. It opens with the editor's identity.
    2. Its roster is a chain of admissions that begins with its founder.
    3. The editor stands in the roster, with the very keys that they hold.
    4. It is signed by somebody of that roster.
    5. Its parts make sense together.

    Whether the founder is the right one, and whether it is the newest, its caller must know. Raises
    :class:`NotAnEditorError`, :class:`DamagedVaultError`, or another :class:`VaultError`.
    """
    document = unpad(_decrypt(untrusted_sealed, key))  # 1
    untrusted = from_json(document.partition(b"\n")[0], "the keyring")
    untrusted.kind("keyring")
    vault, roster_fields = untrusted.text("vault"), untrusted.fields("roster")
    roster = read_roster(vault, roster_fields)  # 2
    roster_fields.done()
    if key.card.fingerprint not in [card.fingerprint for card in roster.cards]:  # 3
        raise NotAnEditorError("your key is not one of this vault's editors; ask an editor to give it access")
    fields, _ = open_document(document, roster.key_of, context=KEYRING_CONTEXT, what="the keyring")  # 4
    fields.kind("keyring")
    fields.skip("roster")
    log = fields.fields("log")
    keyring = Keyring(
        vault=fields.text("vault"),
        dossier=fields.text("dossier"),
        version=fields.number("version"),
        roster=roster,
        log=read_log_index(log),
        table=_read_table(fields),
        records=fields.each("records", _read_record),
    )
    log.done()
    fields.done()
    _check(keyring)  # 5
    return keyring


def seal_record(source: Source, record: Record, vault: str, key: EditorKey) -> tuple[int, bytes]:
    """Sign what is known of a source and seal it to the record's own key: the size it is filled up to, and the blob."""
    body: dict[str, Json] = {
        "bronwacht": "record",
        "format": 1,
        "vault": vault,
        "record": record.id,
        "version": record.version,
        "source": source.to_json(),
    }
    document = sign_document(body, key.signing, by=key.card.fingerprint.hex, context=RECORD_CONTEXT)
    recipient, size = age.recipient_of(record.identity.reveal_text()), record_size(len(document))
    return size, age.encrypt(pad(document, size), recipients=[recipient])


def open_record(untrusted_sealed: bytes, record: Record, keyring: Keyring) -> Source:
    """The inverse of :func:`seal_record`; raises :class:`DamagedVaultError` for anything but that very record."""
    check_record(untrusted_sealed, record)
    try:
        plaintext = age.decrypt(untrusted_sealed, identities=[record.identity.reveal_text()])
    except (NoMatchError, KeyTextError):
        raise DamagedVaultError("the vault is damaged: a record does not open with its own key") from None
    fields, _ = open_document(unpad(plaintext), keyring.roster.key_of, context=RECORD_CONTEXT, what="a record")
    fields.kind("record")
    found = (fields.text("vault"), fields.text("record"), fields.number("version"))
    if found != (keyring.vault, record.id, record.version):
        raise DamagedVaultError("the vault is damaged: a record stands in the place of another")
    source = read_source(fields.fields("source"))
    fields.done()
    return source


def check_record(untrusted_sealed: bytes, record: Record) -> None:
    """Check that these are the bytes that the index knows; raises :class:`DamagedVaultError`."""
    if hashlib.sha256(untrusted_sealed).digest() != record.sealed_sha256:
        raise DamagedVaultError("the vault is damaged: a record was changed or swapped since it was written")


def _decrypt(untrusted_sealed: bytes, key: EditorKey) -> bytes:
    try:
        return age.decrypt(untrusted_sealed, identities=[key.identity.reveal_text()])
    except NoMatchError:
        raise NotAnEditorError("your key is not one of this vault's editors; ask an editor to give it access") from None


def _check(keyring: Keyring) -> None:
    names = [record.codename.casefold() for record in keyring.records]
    ids = [record.id for record in keyring.records]
    places = [*keyring.log.places, *(record.place for record in keyring.records)]
    if any(len(set(things)) != len(things) for things in (names, ids, places)):
        raise DamagedVaultError("the keyring is damaged: two of its lines are about the same thing")


def _read_record(fields: Fields) -> Record:
    retain_until = fields.text("retain_until")
    try:
        date = datetime.date.fromisoformat(retain_until) if retain_until else None
    except ValueError:
        raise fields.wrong("retain_until is not a date") from None
    return Record(
        id=fields.digest("id", 16).hex(),
        codename=fields.text("codename"),
        place=fields.number("place"),
        identity=Secret(fields.text("identity")),
        version=fields.number("version"),
        sealed_sha256=fields.digest("sha256"),
        tags=fields.texts("tags"),
        retain_until=date,
    )


def _read_table(fields: Fields) -> Mapping[int, int]:
    rows = fields.rows("table")
    if any(len(row) != 2 for row in rows):
        raise fields.wrong("the table of slots is not one")
    return {row[0]: row[1] for row in rows}
