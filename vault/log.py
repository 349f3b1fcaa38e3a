"""The log: who did what to a dossier, in an order that nobody can change afterwards.

Every entry is signed by its editor and sealed to the log's own key, so that nobody without the keyring sees that there
is one. The keyring holds where the entries lie and the last checkpoint. An entry also holds the digest of the
dossier's state after it: whoever remembers a checkpoint remembers the whole dossier.

The tree's leaves are the signed entries, not the sealed ones: so an entry can be sealed anew, to a key that no old copy
of the vault has, and is still the entry that was there. Its ML-DSA signature is random, so that a leaf's hash tells
nobody what the entry says.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum

from ..said import said
from . import age
from .canonical import Fields, Json, to_json
from .checkpoint import Checkpoint
from .errors import AgeError, DamagedVaultError, OlderVaultError
from .keys import EditorKey
from .merkle import Frontier, leaf_hash
from .padding import RECORD_SIZES, pad, unpad
from .secret import Secret
from .signing import VerifyKey, open_document, sign_document

ENTRY_CONTEXT = "log entry"

ENTRY_SIZE = RECORD_SIZES[0]
"""Bytes that every entry is filled up to; two signatures in base64 take 3,350 of them."""

MAX_NOTE = 160
"""Bytes of a note as JSON, quotes and all, so that an entry always fits."""


def short_note(text: str) -> str:
    """As much of ``text`` as a note has room for."""
    while len(to_json(text)) > MAX_NOTE:
        text = text[:-1]
    return text


class Act(StrEnum):
    """What an editor did."""

    CREATED = "created"
    ADDED = "added"
    READ = "read"
    CHECKED = "checked"
    GRANTED = "granted"
    REVOKED = "revoked"
    ROTATED = "rotated"
    RATCHETED = "ratcheted"
    REKEYED = "re-keyed"
    RATCHET_ASKED = "asked for a ratchet"
    SHREDDED = "shredded"
    DEPOSITED = "took in a deposit"
    DISCARDED = "discarded deposits"
    EDITED = "edited"
    ATTACHED = "attached"
    DETACHED = "detached"
    REQUESTED = "requested"
    APPROVED = "approved"
    SHARED = "shared"
    DRILLED = "drilled"
    RECOVERED = "recovered"
    EXPORTED = "exported"
    IMPORTED = "imported"
    TRAVELLED = "travelled"
    RETURNED = "returned"
    PUBLISHED = "published"
    CANARY_READ = "OPENED A CANARY"
    ALARM_SEEN = "acknowledged an alarm"
    RESTORED = "RESTORED A COPY"
    RESTORE_ACCEPTED = "accepted a copy"


def this_second() -> datetime.datetime:
    """Now (UTC), in whole seconds."""
    return datetime.datetime.now(datetime.UTC).replace(microsecond=0)


@dataclass(frozen=True)
class Entry:
    """One act: its ``number`` from 0, when (UTC), ``by`` whom (fingerprint in hex), on which record (empty: on all).

    ``state`` is the digest of the dossier's index after it; ``subject`` the fingerprint of the editor whom it is about,
    ``note`` what was said about it, such as a motive; both may be empty.
    """

    vault: str
    number: int
    at: datetime.datetime
    by: str
    act: Act
    record: str
    state: bytes
    subject: str = ""
    note: str = field(default="", repr=False)

    def to_json(self) -> dict[str, Json]:
        """As it is stored."""
        return {
            "bronwacht": "log entry",
            "format": 2,
            "vault": self.vault,
            "number": self.number,
            "at": self.at.isoformat(),
            "act": self.act.value,
            "record": self.record,
            "state": self.state.hex(),
            "subject": self.subject,
            "note": self.note,
        }


@dataclass(frozen=True)
class LogKey:
    """A key of some entries: it opens those before ``until`` that no earlier one opens.

    ``made`` is the number of the entry with which the key was made: no copy from before that has it.
    """

    until: int
    identity: Secret
    made: int


@dataclass(frozen=True)
class LogIndex:
    """What the keyring holds of the log: its key, the places of its entries in order, the last signed checkpoint.

    ``made`` is as a :class:`LogKey`'s; ``earlier`` are the keys of entries that ``identity`` does not open, in order of
    the entries.
    """

    identity: Secret
    places: tuple[int, ...]
    note: str = field(repr=False)
    earlier: tuple[LogKey, ...] = ()
    made: int = 0

    def identity_of(self, number: int) -> Secret:
        """The key of entry ``number``."""
        return next((key.identity for key in self.earlier if number < key.until), self.identity)

    def with_new_key(self) -> LogIndex:
        """The same with a new key for all entries to come; those that are there keep theirs."""
        now = len(self.places)
        earlier = (*self.earlier, LogKey(now, self.identity, self.made))
        return replace(self, identity=Secret(age.generate_identity().identity), earlier=earlier, made=now)

    def stale(self, before: int) -> range:
        """The first entries in a row whose key was made before entry ``before``; none where all keys are newer."""
        for start, key in self._runs():
            if key.made < before:
                return range(start, key.until)
        return range(0)

    def count_stale(self, before: int) -> int:
        """How many entries have a key that was made before entry ``before``."""
        return sum(key.until - start for start, key in self._runs() if key.made < before)

    def resealed(self, run: range) -> LogIndex:
        """The same when the entries of ``run``, which begins as :meth:`stale` does, have been sealed to the new key."""
        keys: list[LogKey] = []
        for start, key in self._runs():
            made = [LogKey(run.stop, self.identity, self.made)] if start == run.start else []
            for one in (*made, *([key] if key.until > run.stop or start != run.start else [])):
                if keys and keys[-1].identity == one.identity:
                    keys.pop()
                keys.append(one)
        if keys and keys[-1].identity == self.identity:
            keys.pop()
        return replace(self, earlier=tuple(keys))

    def _runs(self) -> Iterator[tuple[int, LogKey]]:
        """The earlier keys, each with the number of the first entry that it opens."""
        start = 0
        for key in self.earlier:
            yield start, key
            start = key.until

    def to_json(self) -> dict[str, Json]:
        """As it is stored."""
        return {
            "identity": self.identity.reveal_text(),
            "places": list(self.places),
            "checkpoint": self.note,
            "made": self.made,
            "earlier": [
                {"until": key.until, "identity": key.identity.reveal_text(), "made": key.made} for key in self.earlier
            ],
        }


def read_log_index(fields: Fields) -> LogIndex:
    """The inverse of :meth:`LogIndex.to_json`."""
    return LogIndex(
        Secret(fields.text("identity")),
        fields.numbers("places"),
        fields.text("checkpoint"),
        fields.each(
            "earlier", lambda key: LogKey(key.number("until"), Secret(key.text("identity")), key.number("made"))
        ),
        fields.number("made"),
    )


def sign_entry(entry: Entry, key: EditorKey) -> bytes:
    """An entry with its editor's signatures: what the tree's leaf is the hash of."""
    return sign_document(entry.to_json(), key.signing, by=entry.by, context=ENTRY_CONTEXT)


def seal_entry(document: bytes, identity: Secret) -> bytes:
    """Fill a signed entry up, and seal it to the log's key."""
    return age.encrypt(pad(document, ENTRY_SIZE), recipients=[age.key_of(identity.reveal_text()).recipient()])


def unseal_entry(sealed: bytes, identity: Secret) -> bytes:
    """The inverse of :func:`seal_entry`; raises :class:`DamagedVaultError`."""
    try:
        return unpad(age.decrypt(sealed, identities=[identity.reveal_text()]))
    except AgeError:
        raise DamagedVaultError(
            "the log is damaged: an entry does not open with its key; `bronwacht vault log --damaged` prints the others"
        ) from None


def leaves_of(log: LogIndex, untrusted_sealed: Iterable[bytes], first: int = 0) -> Iterator[bytes]:
    """The tree's leaf hashes of sealed entries, of which the first is entry ``first``."""
    for number, sealed in enumerate(untrusted_sealed, start=first):
        yield leaf_hash(unseal_entry(sealed, log.identity_of(number)))


def open_entry(
    sealed: bytes, number: int, vault: str, identity: Secret, key_of: Callable[[str], VerifyKey | None]
) -> Entry:
    """Read a sealed entry; raises a :class:`VaultError` for anything but that very entry."""
    document = unseal_entry(sealed, identity)
    fields, by = open_document(document, key_of, context=ENTRY_CONTEXT, what=said("a log entry"))
    fields.kind("log entry", 2)
    entry = _read_entry(fields, by)
    fields.done()
    if (entry.vault, entry.number) != (vault, number):
        raise DamagedVaultError("the log is damaged: an entry stands in the wrong place")
    return entry


def check_log(
    checkpoint: Checkpoint, leaves_from: Callable[[int], Iterable[bytes]], remembered: Frontier | None
) -> Frontier:
    """Check a log against the vault's own checkpoint and against what this machine remembers; the log's frontier.

    ``leaves_from`` opens and hashes the entries from a number on.

    1. Nothing is remembered: the whole log has the size and the root of its checkpoint.
    2. It is no shorter than the remembered one: else the vault was rolled back.
    3. The last entry that is remembered is still there, and what is remembered, continued by the entries since, has the
       checkpoint's root. Then it is the log that was seen, and everything after it is there.
    4. Otherwise the whole log is read to say what happened: a log with its checkpoint's root has another past, one
       without is damaged.

    Reading only what is new loses nothing of that. The checkpoint's root determines every entry before it (RFC 6962,
    section 2.1.2: two logs with one root are a collision of SHA-256), and step 3 computes that root from hashes that
    this machine made itself when it last checked the log. What it does not notice is an old entry whose bytes have
    rotted since: no act depends on those, and reading the log or verifying the vault starts from nothing remembered.

    Raises :class:`DamagedVaultError` or :class:`OlderVaultError`.
    """
    if remembered is None or not remembered.size:
        return _whole_log(checkpoint, leaves_from)  # 1
    if checkpoint.size < remembered.size:  # 2
        raise OlderVaultError(
            "this vault is older than the one last seen on this machine ({size} acts, {size2} were seen): it is"
            " a backup or a copy that was made before that, and nothing says that it is damaged; or somebody"
            " put back an old copy. If it is yours, keep it and open the vault itself; if not, ask the other"
            " editors which one is right. If nothing newer is left, see `bronwacht vault restore`",
            size=checkpoint.size,
            size2=remembered.size,
        )
    leaves = iter(leaves_from(remembered.size - 1))
    if next(leaves, b"") == remembered.last:  # 3
        log = remembered.extend(leaves)
        if (log.size, log.root) == (checkpoint.size, checkpoint.root):
            return log
    _whole_log(checkpoint, leaves_from)  # 4
    raise OlderVaultError(
        "this vault has another past than the one last seen on this machine; there are two versions of it, as when"
        " two machines wrote to it in a folder that is synced. Ask the other editors which one is right, and keep both."
        " What only the other one has, take from that first, where it still opens: sources, who came, who was taken"
        " out, what was shredded. Then go on from this one with `bronwacht vault restore`"
    )


def _whole_log(checkpoint: Checkpoint, leaves_from: Callable[[int], Iterable[bytes]]) -> Frontier:
    log = Frontier().extend(leaves_from(0))
    if (log.size, log.root) != (checkpoint.size, checkpoint.root):
        raise DamagedVaultError("the log is damaged: an entry was changed or is missing")
    return log


def _read_entry(fields: Fields, by: str) -> Entry:
    try:
        at, act = datetime.datetime.fromisoformat(fields.text("at")), Act(fields.text("act"))
        if at.utcoffset() != datetime.timedelta(0):  # it is shown as UTC
            raise ValueError
    except ValueError:
        raise DamagedVaultError("the log is damaged: an entry cannot be read") from None
    return Entry(
        vault=fields.text("vault"),
        number=fields.number("number"),
        at=at,
        by=by,
        act=act,
        record=fields.text("record"),
        state=fields.digest("state"),
        subject=fields.text("subject"),
        note=fields.text("note"),
    )
