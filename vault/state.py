"""A vault as a whole at one moment: checking it from the outside in, and making its next state.

Called by the operations in ``vault``, which neither read nor write anything without it.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, repeat

from .checkpoint import Checkpoint, read_checkpoint
from .dossier import Keyring, open_keyring, seal_keyring, seal_record
from .errors import DamagedVaultError, FingerprintError, OlderVaultError, UnknownVaultError
from .index import Part, Record, sha256
from .keys import EditorKey
from .log import ENTRY_SIZE, Act, Entry, check_log, leaves_of, open_entry, seal_entry, sign_entry, this_second
from .memory import Remembered
from .merkle import Frontier, leaf_hash
from .met import met_in
from .pages import Lines, Packing, Page, repack, seal_page
from .restored import check_restored, explained
from .secret import Secret
from .slots import CountedLayout, Dummies, count_after, plan_slots
from .source import Source
from .store import VERSION_SIZE, Head, Layout, Snapshot

_LAST_PLACE = 10**9
"""Longer than any place, in digits: a page is filled before its lines have theirs."""

FORGETTING = frozenset(
    {Act.SHREDDED, Act.DETACHED, Act.EDITED, Act.REVOKED, Act.ROTATED, Act.RATCHETED, Act.REKEYED, Act.SHARED}
)
"""Acts after which something is no longer there, or opens with no key that somebody had."""


@dataclass(frozen=True)
class State:
    """A checked vault: its sealed head and what was in it, the log and its ``last`` sealed entry, and the slots.

    ``layout`` can be asked only while the snapshot that it came from is open. ``restored`` is as that of
    :class:`Remembered`.
    """

    head: Head
    keyring: Keyring
    log: Frontier
    last: bytes
    layout: Layout
    restored: int = -1

    @property
    def checkpoint(self) -> Checkpoint:
        """The last checkpoint."""
        return Checkpoint(self.keyring.vault, self.log.size, self.log.root)

    def remembered_by(self, key: EditorKey) -> Remembered:
        """What the machine of ``key``'s editor is to remember of it."""
        roster = self.keyring.roster
        met = met_in(roster, key)
        return Remembered(roster.founder.fingerprint.hex, self.keyring.vault, self.log, met, self.restored)


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

    @property
    def forgets(self) -> bool:
        """Whether what was there before is to be gone."""
        return any(one.act in FORGETTING for one in self.did)


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
       written ``before`` need not be opened again, nor need the pages of its index.
    2. The checkpoint is signed by a present editor, and for this vault.
    3. Its founder is the one that this machine knows; or ``founder`` is the fingerprint of somebody who vouches for it.
    4. The table has the slots that the keyring counts, in places from 1 on: a dummy that somebody moved to another
       place would be taken for a record one day, and no index could be read that names it.
    5. The log is the checkpoint's, and a continuation of what this machine remembers; the part that it remembers is
       read again only for the ``whole_log``. What it says of copies that were put back is in it.
    6. Every entry that this machine has not seen is one, and signed: with one that nobody can read, `log`, `verify` and
       `backup` would fail for ever after, and whoever wrote it would not show.
    7. The last entry, which the checkpoint covers, has the digest of this very keyring's index.

    All of that follows from bytes that this process has checked or written ``before``, where they are the same.
    """
    if before and not whole_log and founder is None and _is_the_same(snapshot, before, seen):
        return replace(before, layout=CountedLayout(snapshot, before.keyring.table))
    keyring = before.keyring if before and before.head.keyring == snapshot.head.keyring else None
    pages = before.keyring.pages if before else ()
    keyring = keyring or open_keyring(snapshot.head.keyring, key, snapshot.slots, pages)  # 1
    known = seen.get(keyring.vault)
    checkpoint, signer = read_checkpoint(keyring.log.note, keyring.roster.present_key_of)  # 2
    _check_founder(keyring, signer, key, known, founder)  # 3
    if snapshot.counts != keyring.table or not _in_a_row(snapshot, keyring):  # 4
        raise DamagedVaultError("the vault is damaged: slots are missing, or there are too many")
    if checkpoint.vault != keyring.vault:
        raise DamagedVaultError("the vault is damaged: its checkpoint is that of another vault")

    def leaves_from(number: int) -> Iterator[bytes]:
        return leaves_of(keyring.log, snapshot.slots(keyring.log.places[number:]), number)

    def entry(number: int) -> Entry:
        (sealed,) = snapshot.slots(keyring.log.places[number : number + 1])
        return open_entry(sealed, number, keyring.vault, keyring.log.identity_of(number), keyring.roster.key_of)

    restored = [known.restored if known else -1, *check_restored(keyring, entry)]
    try:
        log = check_log(checkpoint, leaves_from, known.log if known else None)  # 5
    except OlderVaultError as refusal:
        raise explained(refusal, keyring, key, known, lambda: leaves_from(0)) from None
    if known and whole_log:
        check_log(checkpoint, leaves_from, None)
    for number in range(known.log.size, log.size - 1) if known and known.log.size else ():  # 6
        restored += [number] if entry(number).act is Act.RESTORED else []
    last = _check_last(keyring, snapshot, log)  # 7
    return State(snapshot.head, keyring, log, last, CountedLayout(snapshot, keyring.table), max(restored))


def next_state(state: State, change: Change, key: EditorKey) -> Written:
    """Seal what a change makes of a state.

    1. Seal what is new, and find pages for its lines.
    2. Find places for it, for these pages, and for the log's entries among the dummies, and make dummies of the places
       that are left.
    3. Put the new places and digests into the index, and seal its pages.
    4. Sign and seal the log's entries with the digest of that index, and sign a checkpoint over them.
    5. Sign and seal the keyring with all of that in it.
    """
    key, before = change.signer or key, state.keyring
    keyring = change.keyring or before
    blobs = [blob for kept in change.kept for blob in _seal_kept(kept, keyring.vault, key)]  # 1
    packing = _pack(before, keyring, change.kept)
    sizes = [size for size, _ in blobs] + packing.sizes + [ENTRY_SIZE] * len(change.did)
    freed = _lengths(state.layout, _freed(before, keyring, change.kept) | _left(before.pages, packing.kept))
    plan = plan_slots(state.layout, before.places, sizes, freed)  # 2
    free = iter(plan.places)
    places = iter([(next(free), sha256(blob)) for _, blob in blobs])
    keyring = keyring.with_records([_placed(kept, places) for kept in change.kept])  # 3
    pages, sealed_pages = _seal_pages(packing, keyring, free)
    keyring = replace(keyring, pages=pages)
    signed = _sign_entries(state, keyring, change.did, key)  # 4
    entries = [seal_entry(document, keyring.log.identity) for document in signed]
    log = state.log.extend(map(leaf_hash, signed))
    slots = {**change.renewed, **plan.filled([*(blob for _, blob in blobs), *sealed_pages, *entries], Dummies())}
    keyring = replace(  # 5
        keyring,
        version=before.version + 1,
        table=count_after(state.layout, slots),
        log=replace(
            keyring.log,
            places=(*before.log.places, *free),
            note=Checkpoint(keyring.vault, log.size, log.root).signed_by(key),
        ),
    )
    head = Head(secrets.token_bytes(VERSION_SIZE), seal_keyring(keyring, key))
    acts = enumerate((one.act for one in change.did), start=state.log.size)
    restored = max(number if act is Act.RESTORED else state.restored for number, act in acts)
    return Written(State(head, keyring, log, entries[-1], state.layout, restored), slots)


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


def _pack(before: Keyring, keyring: Keyring, kept: Iterable[Kept]) -> Packing:
    """Which pages the lines of ``keyring`` and what is ``kept`` go to: as if their places were the longest there are.

    Whoever is no longer an editor knows the keys of all pages: once a key is taken out, every page gets another.
    """
    longest = repeat((_LAST_PLACE, bytes(32)))
    lines, anew = keyring.lines.put(_placed(one, longest) for one in kept), keyring.epoch != before.epoch
    if lines is before.lines and not anew:
        return Packing(before.pages, ())
    return repack(before.pages, lines, anew=anew)


def _seal_pages(packing: Packing, keyring: Keyring, places: Iterator[int]) -> tuple[tuple[Page, ...], list[bytes]]:
    """The pages of a keyring whose lines have their places, and those that are new, sealed."""
    pages, blobs = list(packing.kept), list[bytes]()
    for records, size in zip(packing.fresh, packing.sizes, strict=True):
        lines = tuple(keyring.lines.by_id[record.id] for record in records)
        identity, blob = seal_page(lines, keyring.vault, size)
        pages.append(Page(next(places), identity, sha256(blob), lines))
        blobs.append(blob)
    return tuple(pages), blobs


def _left(before: Iterable[Page], kept: Iterable[Page]) -> frozenset[int]:
    return frozenset(page.place for page in before).difference(page.place for page in kept)


def _freed(before: Keyring, keyring: Keyring, kept: Iterable[Kept]) -> frozenset[int]:
    """The places that hold something now and are no longer needed, once what is ``kept`` has places of its own."""
    lines = keyring.lines.put(replace(one.record, place=0) if one.source else one.record for one in kept)
    if lines is before.lines:
        return frozenset()
    left, came = _without(before.lines, lines), _without(lines, before.lines)
    return frozenset(chain.from_iterable(r.places for r in left)).difference(*(record.places for record in came))


def _without(lines: Lines, others: Lines) -> list[Record]:
    """Which of ``lines`` are none of the ``others``, as the very objects: quicker to see than what is in them."""
    objects = set(map(id, others))
    return [record for record in lines if id(record) not in objects]


def _lengths(layout: Layout, places: frozenset[int]) -> dict[int, int]:
    """The lengths of some places."""
    return {place: layout.length(place) for place in places}


def _sign_entries(state: State, keyring: Keyring, did: Sequence[Did], key: EditorKey) -> list[bytes]:
    at = this_second()
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


def _is_the_same(snapshot: Snapshot, before: State, seen: Mapping[str, Remembered]) -> bool:
    """Whether a vault is, byte for byte, as this process knows it, and no newer one was seen on this machine.

    Its slots are counted in all only; those that are in use are compared with the index whenever one is read.
    """
    known = seen.get(before.keyring.vault)
    return (
        snapshot.head == before.head
        and known is not None
        and known.log == before.log
        and [before.last] == list(snapshot.slots(before.keyring.log.places[-1:]))
        and snapshot.total == sum(before.keyring.table.values())
        and _in_a_row(snapshot, before.keyring)
    )


def _in_a_row(snapshot: Snapshot, keyring: Keyring) -> bool:
    """Whether as many slots as the keyring counts lie in places from 1 on."""
    return (snapshot.first_place, snapshot.last_place) == (1, sum(keyring.table.values()))


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


def _check_last(keyring: Keyring, snapshot: Snapshot, log: Frontier) -> bytes:
    """The last entry as it is sealed."""
    if not log.size:
        raise DamagedVaultError("the log is damaged: it is empty")
    number, (sealed,) = log.size - 1, snapshot.slots(keyring.log.places[-1:])
    entry = open_entry(sealed, number, keyring.vault, keyring.log.identity_of(number), keyring.roster.key_of)
    if entry.state != keyring.state:
        raise DamagedVaultError("the vault is damaged: its index is not the one that the log speaks of")
    return sealed
