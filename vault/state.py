"""A vault as a whole at one moment: checking it from the outside in, and making its next state.

Called by the operations in ``vault``, which neither read nor write anything without it.
"""

from __future__ import annotations

import datetime
import hashlib
import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from .checkpoint import Checkpoint, read_checkpoint
from .dossier import Keyring, Record, open_keyring, seal_keyring, seal_record
from .errors import DamagedVaultError, FingerprintError, UnknownVaultError
from .keys import EditorKey
from .log import ENTRY_SIZE, Act, Entry, check_log, open_entry, seal_entry
from .memory import Remembered
from .merkle import Frontier, leaf_hash
from .roster import Card
from .slots import Dummies, count_after, plan_slots
from .source import Source
from .store import VERSION_SIZE, Head, Layout, Snapshot


@dataclass(frozen=True)
class State:
    """A checked vault: its sealed head and what was in it, the log, and the slots as they lie in the store.

    ``layout`` can be asked only while the snapshot that it came from is open.
    """

    head: Head
    keyring: Keyring
    log: Frontier
    layout: Layout

    @property
    def checkpoint(self) -> Checkpoint:
        """The last checkpoint."""
        return Checkpoint(self.keyring.vault, self.log.size, self.log.root)

    @property
    def remembered(self) -> Remembered:
        """What this machine is to remember of it."""
        return Remembered(self.keyring.roster.founder.fingerprint.hex, self.keyring.vault, self.log)


@dataclass(frozen=True)
class Change:
    """What an editor does: an act, the record that it is about, and what is now known of its source, if that is new."""

    act: Act
    record: Record | None = None
    source: Source | None = None


@dataclass(frozen=True)
class Written:
    """A next state, sealed and ready for the store."""

    state: State
    slots: dict[int, bytes]

    @property
    def head(self) -> Head:
        """What the store is to have as its head."""
        return self.state.head


def check_state(
    snapshot: Snapshot,
    key: EditorKey,
    seen: Mapping[str, Remembered],
    *,
    founder: str | None = None,
    before: State | None = None,
    whole_log: bool = False,
) -> State:
    """Check a vault; ``seen`` must have been recalled before the snapshot was taken.

    1. The keyring opens, is signed by an editor, and makes sense; one whose very bytes this process has opened or
       written ``before`` need not be opened again.
    2. Its founder is the one that this machine knows, or the one whose fingerprint ``founder`` is.
    3. The table has the slots that the keyring counts.
    4. The checkpoint is signed by an editor, and for this vault.
    5. The log is the checkpoint's, and a continuation of what this machine remembers; the part that it remembers is
       read again only for the ``whole_log``.
    6. The last entry, which the checkpoint covers, has the digest of this very keyring's index.
    """
    keyring = before.keyring if before and before.head.keyring == snapshot.head.keyring else None
    keyring = keyring or open_keyring(snapshot.head.keyring, key)  # 1
    known = seen.get(keyring.vault)
    _check_founder(keyring.roster.founder, key, known, founder)  # 2
    if snapshot.counts != keyring.table:  # 3
        raise DamagedVaultError("the vault is damaged: slots are missing, or there are too many")
    checkpoint, _ = read_checkpoint(keyring.log.note, keyring.roster.key_of)  # 4
    if checkpoint.vault != keyring.vault:
        raise DamagedVaultError("the vault is damaged: its checkpoint is that of another vault")

    def leaves_from(number: int) -> Iterator[bytes]:
        return map(leaf_hash, snapshot.slots(keyring.log.places[number:]))

    log = check_log(checkpoint, leaves_from, known.log if known else None)  # 5
    if known and whole_log:
        check_log(checkpoint, leaves_from, None)
    _check_last(keyring, snapshot, log)  # 6
    return State(snapshot.head, keyring, log, snapshot)


def next_state(state: State, change: Change, key: EditorKey) -> Written:
    """Seal what a change makes of a state.

    1. Seal the record, if it is new.
    2. Find places for it and for the log entry among the dummies.
    3. Put the record's place and digest into the index.
    4. Seal the log entry with the digest of that index, and sign a checkpoint over it.
    5. Sign and seal the keyring with all of that in it.
    """
    keyring, blobs, sizes = state.keyring, [], []
    if change.record and change.source:
        size, blob = seal_record(change.source, change.record, keyring.vault, key)  # 1
        sizes, blobs = [size], [blob]
    plan = plan_slots(state.layout, keyring.places, [*sizes, ENTRY_SIZE], Dummies())  # 2
    if change.record and blobs:
        digest = hashlib.sha256(blobs[0]).digest()
        keyring = keyring.with_record(replace(change.record, place=plan.places[0], sealed_sha256=digest))  # 3
    blobs.append(_seal_entry(state, keyring, change, key))  # 4
    log, slots = state.log.extend([leaf_hash(blobs[-1])]), plan.filled(blobs)
    note = Checkpoint(keyring.vault, log.size, log.root).signed_by(key)
    keyring = replace(  # 5
        keyring,
        version=keyring.version + 1,
        table=count_after(state.layout, slots),
        log=replace(keyring.log, places=(*keyring.log.places, plan.places[-1]), note=note),
    )
    head = Head(secrets.token_bytes(VERSION_SIZE), seal_keyring(keyring, key))
    return Written(State(head, keyring, log, state.layout), slots)


def _seal_entry(state: State, keyring: Keyring, change: Change, key: EditorKey) -> bytes:
    entry = Entry(
        vault=keyring.vault,
        number=state.log.size,
        at=datetime.datetime.now(datetime.UTC).replace(microsecond=0),
        by=key.card.fingerprint.hex,
        act=change.act,
        record=change.record.id if change.record else "",
        state=keyring.state,
    )
    return seal_entry(entry, key, keyring.log.identity)


def _check_founder(founder: Card, key: EditorKey, known: Remembered | None, confirmed: str | None) -> None:
    if confirmed is not None and not founder.fingerprint.is_meant_by(confirmed):
        raise FingerprintError(
            "the vault's founder has another fingerprint than you were given; somebody may have put another vault"
            " in its place: do not use it"
        )
    if known is not None:
        if known.founder != founder.fingerprint.hex:
            raise FingerprintError("the vault has another founder than it had; somebody put another in its place")
    elif confirmed is None and founder.fingerprint != key.card.fingerprint:
        raise UnknownVaultError(founder.fingerprint.words)


def _check_last(keyring: Keyring, snapshot: Snapshot, log: Frontier) -> None:
    if not log.size:
        raise DamagedVaultError("the log is damaged: it is empty")
    (sealed,) = snapshot.slots(keyring.log.places[-1:])
    entry = open_entry(sealed, log.size - 1, keyring.vault, keyring.log.identity, keyring.roster.key_of)
    if entry.state != keyring.state:
        raise DamagedVaultError("the vault is damaged: its index is not the one that the log speaks of")
