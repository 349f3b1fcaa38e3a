"""A vault as a whole at one moment: checking it from the outside in, and making its next state.

Called by the operations in ``vault``, which neither read nor write anything without it.
"""

from __future__ import annotations

import datetime
import hashlib
import secrets
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain

from .checkpoint import Checkpoint, read_checkpoint
from .dossier import Keyring, open_keyring, seal_keyring, seal_record
from .errors import DamagedVaultError, FingerprintError, OlderVaultError, UnknownVaultError
from .index import Part, Record
from .keys import EditorKey
from .log import ENTRY_SIZE, Act, Entry, check_log, leaves_of, open_entry, seal_entry, sign_entry
from .memory import Remembered
from .merkle import Frontier, leaf_hash
from .restored import explained
from .secret import Secret
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
class Did:
    """One act for the log: on which record (its id), about which editor (fingerprint in hex), and what was said."""

    act: Act
    record: str = ""
    subject: str = ""
    note: str = field(default="", repr=False)


@dataclass(frozen=True)
class Kept:
    """A line of the index that is new or changed; its ``source``, if that is to be sealed anew.

    ``identity`` is the record's key where the line does not hold it. ``attached`` are sealed parts, each with its
    plaintext size, that follow those of the line's attached things, by their id.
    """

    record: Record
    source: Source | None = None
    identity: Secret | None = None
    attached: Mapping[str, Sequence[tuple[int, bytes]]] = field(default_factory=dict)


@dataclass(frozen=True)
class Change:
    """All that one write does, or nothing of it.

    ``did`` goes into the log, at least one act. ``keyring`` is the present one with whatever is to be different in it:
    lines taken out, another roster, fields; its version, table, and log's places are none of the caller's. ``kept`` are
    put into it. ``renewed`` are blobs of the same length to write in their places, unless something else is. ``signer``
    signs, where it is not whoever opened the vault. Whatever place is no longer in use is overwritten.
    """

    did: tuple[Did, ...]
    kept: tuple[Kept, ...] = ()
    keyring: Keyring | None = None
    renewed: Mapping[int, bytes] = field(default_factory=dict, repr=False)
    signer: EditorKey | None = None


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
    2. The checkpoint is signed by a present editor, and for this vault.
    3. Its founder is the one that this machine knows; or ``founder`` is the fingerprint of somebody who vouches for it.
    4. The table has the slots that the keyring counts.
    5. The log is the checkpoint's, and a continuation of what this machine remembers; the part that it remembers is
       read again only for the ``whole_log``.
    6. The last entry, which the checkpoint covers, has the digest of this very keyring's index.
    """
    keyring = before.keyring if before and before.head.keyring == snapshot.head.keyring else None
    keyring = keyring or open_keyring(snapshot.head.keyring, key)  # 1
    known = seen.get(keyring.vault)
    checkpoint, signer = read_checkpoint(keyring.log.note, keyring.roster.present_key_of)  # 2
    _check_founder(keyring, signer, key, known, founder)  # 3
    if snapshot.counts != keyring.table:  # 4
        raise DamagedVaultError("the vault is damaged: slots are missing, or there are too many")
    if checkpoint.vault != keyring.vault:
        raise DamagedVaultError("the vault is damaged: its checkpoint is that of another vault")

    def leaves_from(number: int) -> Iterator[bytes]:
        return leaves_of(keyring.log, snapshot.slots(keyring.log.places[number:]), number)

    try:
        log = check_log(checkpoint, leaves_from, known.log if known else None)  # 5
    except OlderVaultError as refusal:
        raise explained(refusal, keyring, key, known) from None
    if known and whole_log:
        check_log(checkpoint, leaves_from, None)
    _check_last(keyring, snapshot, log)  # 6
    return State(snapshot.head, keyring, log, snapshot)


def next_state(state: State, change: Change, key: EditorKey) -> Written:
    """Seal what a change makes of a state.

    1. Seal what is new.
    2. Find places for it and for the log's entries among the dummies, and make dummies of the places it leaves.
    3. Put the new places and digests into the index.
    4. Sign and seal the log's entries with the digest of that index, and sign a checkpoint over them.
    5. Sign and seal the keyring with all of that in it.
    """
    key, before = change.signer or key, state.keyring
    keyring = change.keyring or before
    blobs = [blob for kept in change.kept for blob in _seal_kept(kept, keyring.vault, key)]  # 1
    sizes = [size for size, _ in blobs] + [ENTRY_SIZE] * len(change.did)
    freed = _lengths(state.layout, _freed(before, keyring, change.kept))
    plan = plan_slots(state.layout, before.places, sizes, Dummies(), freed)  # 2
    places = iter(zip(plan.places, [sha256(blob) for _, blob in blobs], strict=False))
    keyring = keyring.with_records([_placed(kept, places) for kept in change.kept])  # 3
    signed = _sign_entries(state, keyring, change.did, key)  # 4
    entries = [seal_entry(document, keyring.log.identity) for document in signed]
    log = state.log.extend(map(leaf_hash, signed))
    slots = {**change.renewed, **plan.filled([*(blob for _, blob in blobs), *entries])}
    keyring = replace(  # 5
        keyring,
        version=before.version + 1,
        table=count_after(state.layout, slots),
        log=replace(
            keyring.log,
            places=(*before.log.places, *plan.places[len(blobs) :]),
            note=Checkpoint(keyring.vault, log.size, log.root).signed_by(key),
        ),
    )
    head = Head(secrets.token_bytes(VERSION_SIZE), seal_keyring(keyring, key))
    return Written(State(head, keyring, log, state.layout), slots)


def sha256(blob: bytes) -> bytes:
    """What the index holds of a sealed blob."""
    return hashlib.sha256(blob).digest()


def _seal_kept(kept: Kept, vault: str, key: EditorKey) -> Iterator[tuple[int, bytes]]:
    """The blobs of a line that are new, each with its plaintext size; the record first."""
    if kept.source:
        yield seal_record(kept.source, kept.record, vault, key, identity=kept.identity)
    for attached in kept.record.attached:
        yield from kept.attached.get(attached.id, ())


def _placed(kept: Kept, places: Iterator[tuple[int, bytes]]) -> Record:
    """The line with the places and digests of what :func:`_seal_kept` made, in the same order."""
    record = kept.record
    if kept.source:
        place, digest = next(places)
        record = replace(record, place=place, sealed_sha256=digest)
    attached = [
        replace(thing, parts=(*thing.parts, *(Part(*next(places)) for _ in kept.attached.get(thing.id, ()))))
        for thing in record.attached
    ]
    return replace(record, attached=tuple(attached))


def _freed(before: Keyring, keyring: Keyring, kept: Iterable[Kept]) -> frozenset[int]:
    """The places that hold something now and are no longer needed, once what is ``kept`` has places of its own."""
    lines = {record.id: record for record in keyring.records}
    for one in kept:
        lines[one.record.id] = replace(one.record, place=0 if one.source else one.record.place)
    # Nearly every line is the very same object as before, which is quicker to see than the places of all.
    earlier = {record.id: record for record in before.records}
    left = [record for record in before.records if lines.get(record.id) is not record]
    came = [record for record in lines.values() if earlier.get(record.id) is not record]
    return frozenset(chain.from_iterable(r.places for r in left)).difference(*(record.places for record in came))


def _lengths(layout: Layout, places: frozenset[int]) -> dict[int, int]:
    """The lengths of some places."""
    if not places:
        return {}
    return {place: length for length in layout.counts for place in places.intersection(layout.places(length))}


def _sign_entries(state: State, keyring: Keyring, did: Sequence[Did], key: EditorKey) -> list[bytes]:
    at = datetime.datetime.now(datetime.UTC).replace(microsecond=0)
    entries = [
        Entry(
            vault=keyring.vault,
            number=number,
            at=at,
            by=key.card.fingerprint.hex,
            act=one.act,
            record=one.record,
            state=keyring.state,
            subject=one.subject,
            note=one.note,
        )
        for number, one in enumerate(did, start=state.log.size)
    ]
    return [sign_entry(entry, key) for entry in entries]


def _check_founder(
    keyring: Keyring, signer: str, key: EditorKey, known: Remembered | None, confirmed: str | None
) -> None:
    """Check that it is the vault that this editor means, by a person whose key they have compared.

    That is its founder; or, since founders leave, whoever signed for letting this editor in, or whoever acted last.
    Neither signature can be had for another vault, except from an editor's own copy of an older state of this one.
    """
    roster = keyring.roster
    mine, founder = roster.member(key.card.fingerprint.hex), roster.founder
    vouching = [member for member in (roster.member(mine.by if mine else ""), roster.member(signer)) if member]
    if confirmed is not None:
        anchors = [founder, *(member.card for member in vouching)]
        if not any(card.fingerprint.is_meant_by(confirmed) for card in anchors):
            raise FingerprintError(
                "neither the vault's founder, nor who let you in, nor who acted last has that fingerprint; somebody may"
                " have put another vault in its place: do not use it"
            )
    if known is not None:
        if known.founder != founder.fingerprint.hex:
            raise FingerprintError("the vault has another founder than it had; somebody put another in its place")
    elif confirmed is None and key.card.fingerprint.hex not in (founder.fingerprint.hex, signer):
        present = [member.card for member in vouching if not member.left]
        raise UnknownVaultError((present or [founder])[0].fingerprint.words)


def _check_last(keyring: Keyring, snapshot: Snapshot, log: Frontier) -> None:
    if not log.size:
        raise DamagedVaultError("the log is damaged: it is empty")
    number, (sealed,) = log.size - 1, snapshot.slots(keyring.log.places[-1:])
    entry = open_entry(sealed, number, keyring.vault, keyring.log.identity_of(number), keyring.roster.key_of)
    if entry.state != keyring.state:
        raise DamagedVaultError("the vault is damaged: its index is not the one that the log speaks of")
