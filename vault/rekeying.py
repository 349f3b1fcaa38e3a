"""Giving every record another key after an editor's was taken out, since whoever held it knows them all.

A record of an earlier epoch than the keyring's is yet to be re-keyed. So the keyring itself is the journal: a process
that is killed in between has lost nothing, and anybody goes on from there. When every editor has ratcheted, the log's
entries follow, whose keys stand in old copies too. Called by ``editors``.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from . import age
from .dossier import Keyring
from .errors import DamagedVaultError, KeyTextError, NoMatchError
from .index import Attached, Part, Record, sha256
from .log import seal_entry, unseal_entry
from .secret import Secret
from .slots import Dummies
from .store import Snapshot

BATCH = 500
"""Records that one write re-keys: a few seconds, for which other writers wait."""

BATCH_BYTES = 64 << 20
"""Bytes after which a write takes no further record, whatever their number."""

LOG_BATCH = 2000
"""Entries of the log that one write seals anew: a second or two."""


@dataclass(frozen=True)
class Rekeyed:
    """The keyring with new keys for some records, and what to write in their places."""

    keyring: Keyring
    renewed: dict[int, bytes]


def waiting(keyring: Keyring) -> tuple[Record, ...]:
    """The records that can be re-keyed now; those that take two people to open cannot."""
    return tuple(record for record in keyring.not_rekeyed if len(record.identity))


def log_waits(keyring: Keyring) -> bool:
    """Whether entries of the log are to be sealed anew: once every key is newer than the last shredding."""
    return bool(keyring.not_resealed) and not keyring.unratcheted


def rekey_some(keyring: Keyring, snapshot: Snapshot, *, used: Collection[int]) -> Rekeyed:
    """Re-key the first records that wait, then the log's entries; ``used`` are the places that hold something.

    1. Open each with its old key, and seal the same bytes, which keep their signature, to a new one.
    2. Write it in its place: it is as long as it was.
    3. When no record is left, seal the log's first entries that wait to the key that the log has now.
    4. When nothing is left, renew every dummy too: else what has changed would count the records.
    """
    lines, renewed = {record.id: record for record in keyring.records}, dict[int, bytes]()
    todo = waiting(keyring)
    for done, record in enumerate(todo):
        if done == BATCH or sum(map(len, renewed.values())) > BATCH_BYTES:
            break
        lines[record.id], blobs = _rekey(record, keyring.epoch, snapshot)  # 1
        renewed.update(blobs)  # 2
    keyring = replace(keyring, records=tuple(lines.values()))
    if log_waits(keyring) and not renewed:
        keyring, renewed = _reseal_log(keyring, snapshot)  # 3
    if not waiting(keyring) and not log_waits(keyring):
        renewed.update(_new_dummies(snapshot, used))  # 4
    return Rekeyed(keyring, renewed)


def _reseal_log(keyring: Keyring, snapshot: Snapshot) -> tuple[Keyring, dict[int, bytes]]:
    log = keyring.log
    run = log.stale(keyring.ratchet_from)[:LOG_BATCH]
    places = log.places[run.start : run.stop]
    renewed = {
        place: seal_entry(unseal_entry(sealed, log.identity_of(number)), log.identity)
        for number, place, sealed in zip(run, places, snapshot.slots(places), strict=True)
    }
    return replace(keyring, log=log.resealed(run)), renewed


def _rekey(record: Record, epoch: int, snapshot: Snapshot) -> tuple[Record, dict[int, bytes]]:
    new = Secret(age.generate_identity().identity)
    (blob,) = _reseal(record.identity, new, [Part(record.place, record.sealed_sha256)], snapshot)
    attached, blobs = rekey_attached(record.attached, snapshot)
    line = replace(record, identity=new, sealed_sha256=sha256(blob), epoch=epoch, attached=attached)
    return line, {record.place: blob, **blobs}


def rekey_attached(things: Sequence[Attached], snapshot: Snapshot) -> tuple[tuple[Attached, ...], dict[int, bytes]]:
    """Give files other keys: their lines, and what to write in their places."""
    attached, blobs = [], dict[int, bytes]()
    for thing in things:
        other = Secret(age.generate_identity().identity)
        resealed = list(_reseal(thing.identity, other, thing.parts, snapshot))
        places = [part.place for part in thing.parts]
        parts = tuple(Part(place, sha256(blob)) for place, blob in zip(places, resealed, strict=True))
        attached.append(Attached(thing.id, other, parts))
        blobs |= dict(zip(places, resealed, strict=True))
    return tuple(attached), blobs


def _reseal(old: Secret, new: Secret, parts: list[Part] | tuple[Part, ...], snapshot: Snapshot) -> Iterator[bytes]:
    recipient = age.key_of(new.reveal_text()).recipient()
    for part, untrusted_sealed in zip(parts, snapshot.slots(part.place for part in parts), strict=True):
        if sha256(untrusted_sealed) != part.sealed_sha256:
            raise DamagedVaultError("the vault is damaged: a record was changed or swapped since it was written")
        try:
            plaintext = age.decrypt(untrusted_sealed, identities=[old.reveal_text()])
        except (NoMatchError, KeyTextError):
            raise DamagedVaultError("the vault is damaged: a record does not open with its own key") from None
        yield age.encrypt(plaintext, recipients=[recipient])


def _new_dummies(snapshot: Snapshot, used: Collection[int]) -> dict[int, bytes]:
    dummies = Dummies()
    return {
        place: dummies.like(length)
        for length in snapshot.counts
        for place in snapshot.places(length)
        if place not in used
    }
