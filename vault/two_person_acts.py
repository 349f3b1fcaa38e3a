"""The operations on records that take two editors: keep one, ask to open it, approve, open.

Each is one write, all or nothing, and none opens anything that its step in the log does not name. Called by commands::

    codename = add_for_two(vault, source)              # Anna
    request = ask(vault, codename, "the lawyer asks")  # Anna, or anybody else
    approve(bram_vault, find_pending(bram_vault, request.id))
    source = open_approved(vault, codename)
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from .agreed import agreed_in, with_agreed
from .cards import Card
from .dossier import Keyring, check_record, open_record
from .errors import ConflictError, DamagedVaultError, NeedsApprovalError, RequestError
from .index import Attached, Record
from .keys import EditorKey
from .log import Act, open_entry, short_note, this_second
from .matching import Finding, find_known
from .rekeying import rekey_attached
from .secret import Secret
from .source import Source
from .state import Change, Did, Kept, State
from .store import Snapshot
from .two_person import (
    ONLY,
    About,
    Request,
    hand_over,
    join,
    new_request,
    own_half,
    standing,
)
from .two_person_files import Files, new_files
from .two_person_lines import (
    about_of,
    files_of,
    for_two,
    halves_of,
    people_of,
    requests_of,
    takes_two,
    too_few_halves,
    with_files,
    with_halves,
)
from .vault import Vault, check_labels, new_record


@dataclass(frozen=True)
class Pending:
    """A request as the editors see it: who asks, for which codename, and who has approved, empty for nobody yet."""

    request: Request
    codename: str
    by: str
    approver: str


def add_for_two(vault: Vault, source: Source) -> str:
    """Keep a source that no editor can open alone; the codename it goes by. As :meth:`Vault.add` otherwise."""

    def change(state: State, _: Snapshot) -> tuple[Change, str]:
        kept = for_two(new_record(source, state.keyring), state.keyring)
        return Change((Did(Act.ADDED, kept.record.id),), (kept,)), kept.record.codename

    return vault.change(change)


def ask(vault: Vault, codename: str, motive: str, *, now: datetime.datetime | None = None) -> Request:
    """Ask for a second editor's approval to open a record.

    1. Find the record, and check that the asker and another editor have a half of it: no approval would help without.
    2. Make the request; it takes the place of the asker's earlier one.
    3. Write it, and the motive to the log.
    """
    now = now or this_second()

    def change(state: State, _: Snapshot) -> tuple[Change, Request]:
        record, me = _find(state.keyring, codename), vault.key.card.fingerprint.hex
        _check_askable(record, state.keyring, vault.key)  # 1
        request = new_request(record.id, me, motive, now=now)  # 2
        others = [other for other in standing(requests_of(record), now=now) if other.by != me]
        asked = Kept(with_halves(record, halves_of(record), [*others, request]))
        return Change((Did(Act.REQUESTED, record.id, note=request.motive),), (asked,)), request  # 3

    return vault.change(change)


def check_askable(vault: Vault, codename: str) -> None:
    """Check that asking could help, before anybody is asked why; raises :class:`NeedsApprovalError`."""
    keyring = vault.keyring
    _check_askable(_find(keyring, codename), keyring, vault.key)


def pending(vault: Vault, *, now: datetime.datetime | None = None) -> tuple[Pending, ...]:
    """The requests that have not expired, the oldest first; opens no record, and is not logged."""
    keyring, now = vault.keyring, now or this_second()
    found = [
        Pending(request, record.codename, keyring.roster.called(request.by), keyring.roster.called(request.approver))
        for record in keyring.records
        for request in standing(requests_of(record), now=now)
    ]
    return tuple(sorted(found, key=lambda one: one.request.expires))


def find_pending(vault: Vault, request: str, *, now: datetime.datetime | None = None) -> Pending:
    """The request of that id; raises :class:`RequestError`."""
    for one in pending(vault, now=now):
        if one.request.id == request.lower():
            return one
    raise RequestError("there is no such request, or it has expired; see `bronwacht vault approve VAULT`")


def approve(vault: Vault, seen: Pending, *, now: datetime.datetime | None = None) -> None:
    """Approve a request, as a second editor who has ``seen`` it.

    1. It is still the very request that was seen, and somebody else's; and whoever is said to ask has signed for it in
       the log, or one editor would put words into another's mouth.
    2. Open one's own half, which says which record it is of, and seal it to the asker's key in the roster; and the half
       of its files' key, where it has files.
    3. Write that, and the motive to the log once more.
    """
    now = now or this_second()

    def change(state: State, snapshot: Snapshot) -> tuple[Change, None]:
        keyring, record = state.keyring, _find(state.keyring, seen.codename)
        requests = standing(requests_of(record), now=now)
        if seen.request not in requests:  # 1
            raise RequestError("the request has changed or expired since you saw it; look at it again")
        asker = keyring.roster.member(seen.request.by)
        if asker is None or asker.left:
            raise RequestError("whoever asked is no editor any more; there is nothing left to approve")
        if asker.card == vault.key.card:
            raise RequestError("this is your own request; it takes a second editor")
        _check_signed(Did(Act.REQUESTED, record.id, note=seen.request.motive), seen.request.by, state, snapshot)
        if seen.request.approver:
            raise RequestError("{approver} has approved this request already", approver=seen.approver)
        about = about_of(record, keyring)
        half = own_half(halves_of(record), about, vault.key)  # 2
        approved = replace(
            seen.request,
            approver=vault.key.card.fingerprint.hex,
            handed=hand_over(half, about, asker.card),
            handed_files=_halves_of_files(record, about, vault.key, asker.card),
        )
        renewed = [approved if request == seen.request else request for request in requests]
        did = Did(Act.APPROVED, record.id, asker.card.fingerprint.hex, seen.request.motive)  # 3
        return Change((did,), (Kept(with_halves(record, halves_of(record), renewed)),)), None

    vault.change(change)


def open_approved(vault: Vault, codename: str, *, now: datetime.datetime | None = None) -> Source:
    """Who a source is that takes two editors; raises :class:`NeedsApprovalError` where none has approved.

    1. Find one's own approved request that has not expired, which its approver has signed for in the log, and check the
       record's bytes.
    2. Join the two halves, and open the record; nothing is shown yet.
    3. Give the record another identity, split among the present editors: the approval opens once. What others were
       handed is dropped with the old identity. The files' key is renewed too; for those, the approval goes on.
    4. Write it, and the reading to the log with approver and motive, and wait until it is on the disk.
    """
    now = now or this_second()

    def change(state: State, snapshot: Snapshot) -> tuple[Change, Source]:
        keyring, record = state.keyring, _find(state.keyring, codename)
        request = _approved(record, vault.key.card, now)  # 1
        _check_approval(request, state, snapshot)
        (sealed,) = snapshot.slots([record.place])
        check_record(sealed, record)
        about = about_of(record, keyring)
        own = own_half(halves_of(record), about, vault.key)
        identity = join(own, request.handed, about, vault.key)  # 2
        source = open_record(sealed, record, keyring, identity=identity)
        requests = [other.unapproved for other in requests_of(record) if other != request]
        renewed = _renewed_files(record, keyring, snapshot, request, vault.key)  # 3
        if renewed.handed:
            requests.append(replace(request, handed=b"", handed_files=renewed.handed))
        line = with_halves(renewed.record, halves_of(record), standing(requests, now=now))
        kept = for_two(Kept(replace(line, version=record.version + 1), source), keyring)
        did = Did(Act.READ, record.id, request.approver, request.motive)
        return Change((did,), (kept,), renewed=renewed.blobs), source

    return vault.change(change)  # 4


def open_files(vault: Vault, codename: str, what: str, *, now: datetime.datetime | None = None) -> tuple[Attached, ...]:
    """The files of a record that takes two, with the keys that open them, under an approval that has not expired.

    The approval is the record's; it goes on for the files when the record has been opened with it, until it expires.

    1. Find one's own approved request, which its approver has signed for in the log.
    2. Join the halves of the files' key, and open the files' keys.
    3. Give the files another key, split among the present editors; what others were handed for them is dropped.
    4. Write it, and to the log ``what`` of them is read, with approver and motive, and wait until it is on the disk.

    Raises :class:`NeedsApprovalError`.
    """
    now = now or this_second()

    def change(state: State, snapshot: Snapshot) -> tuple[Change, tuple[Attached, ...]]:
        keyring, record = state.keyring, _find(state.keyring, codename)
        request = _approved_for_files(record, vault.key.card, now)  # 1
        _check_approval(request, state, snapshot)
        renewed = _renewed_files(record, keyring, snapshot, request, vault.key)  # 2, 3
        others = [replace(other, handed_files={}) for other in requests_of(record) if other != request]
        requests = standing([*others, replace(request, handed_files=renewed.handed)], now=now)
        line = with_halves(renewed.record, halves_of(record), requests)
        did = Did(Act.READ, record.id, request.approver, short_note(f"{what}: {request.motive}"))
        return Change((did,), (Kept(line),), renewed=renewed.blobs), renewed.open

    return vault.change(change)  # 4


def check_approved(vault: Vault, text: str) -> tuple[tuple[Finding, ...], tuple[str, ...]]:
    """As :meth:`Vault.check`, of the sources that take two and that another editor lets this one open.

    What was found, and the codenames that were looked for. Each is opened as :func:`open_approved` opens it, which uses
    its approval.
    """
    mine = vault.key.card.fingerprint.hex
    looked_for = sorted({one.codename for one in pending(vault) if one.request.by == mine and one.request.handed})
    return find_known(text, [open_approved(vault, codename) for codename in looked_for]), tuple(looked_for)


def keep_anew(vault: Vault, codename: str, source: Source, *, version: int, published: int | None = None) -> None:
    """Keep what an editor, who was shown the source in ``version``, now knows of it; raises :class:`ConflictError`.

    ``published`` is how many publications there were then, where that is to be the same too.

    1. Find the record, and check that nobody has changed it since; its codename stays.
    2. Seal it to another identity, split anew: what lay there need not be opened for that.
    3. Write it, and to the log who did.
    """

    def change(state: State, _: Snapshot) -> tuple[Change, None]:
        record = _find(state.keyring, codename)
        unpublished = published is None or published == len(agreed_in(record).publications)
        if record.version != version or not unpublished:  # 1
            raise ConflictError("the record has changed since it was shown to you; nothing was written")
        check_labels(source.tags, source)
        requests = [request.unapproved for request in requests_of(record)]
        line = replace(
            with_halves(record, halves_of(record), requests),
            version=version + 1,
            tags=source.tags,
            retain_until=source.retain_until,
        )
        line = with_agreed(line, source)
        kept = for_two(Kept(line, replace(source, codename=record.codename)), state.keyring)  # 2
        return Change((Did(Act.EDITED, record.id),), (kept,)), None

    vault.change(change)  # 3


@dataclass(frozen=True)
class _Renewed:
    """A line whose files have another key; the files with their own; what to hand to the asker, what to write."""

    record: Record
    open: tuple[Attached, ...] = ()
    handed: Mapping[str, bytes] = field(default_factory=dict)
    blobs: Mapping[int, bytes] = field(default_factory=dict)


def _renewed_files(record: Record, keyring: Keyring, snapshot: Snapshot, request: Request, key: EditorKey) -> _Renewed:
    """With one other key for the files that the approval opens, which are re-keyed where somebody was taken out since.

    Those that came after the approval stay as they are; all do without it.
    """
    groups, about = files_of(record), about_of(record, keyring)
    opened, keys = list[Files](), dict[str, Secret]()
    for files in groups:
        handed = request.handed_files.get(files.mark) or (request.handed_files.get(ONLY) if len(groups) == 1 else None)
        if handed and key.card.fingerprint.hex in files.halves.sealed:
            joined = join(own_half(files.halves, about.files, key), handed, about.files, key)
            keys |= files.open(joined)
            opened.append(files)
    if not opened:
        return _Renewed(record)
    blobs = dict[int, bytes]()
    things = tuple(replace(thing, identity=keys[thing.id]) for thing in record.attached if thing.id in keys)
    if any(files.epoch < keyring.epoch for files in opened):
        things, blobs = rekey_attached(things, snapshot)
    renewed, handed_on = new_files(
        {thing.id: thing.identity for thing in things},
        about,
        *people_of(keyring),
        epoch=keyring.epoch,
        asker=key.card,
    )
    sealed = {thing.id: replace(thing, identity=Secret("")) for thing in things}
    line = replace(record, attached=tuple(sealed.get(thing.id, thing) for thing in record.attached))
    left = [files for files in groups if files not in opened]
    return _Renewed(with_files(line, [*left, renewed]), things, {renewed.mark: handed_on}, blobs)


def _halves_of_files(record: Record, about: About, key: EditorKey, asker: Card) -> dict[str, bytes]:
    """An approver's halves of the files' keys for the asker, of those keys of which the approver has one."""
    return {
        files.mark: hand_over(own_half(files.halves, about.files, key), about.files, asker)
        for files in files_of(record)
        if key.card.fingerprint.hex in files.halves.sealed
    }


def _approved_for_files(record: Record, card: Card, now: datetime.datetime) -> Request:
    mine = [r for r in standing(requests_of(record), now=now) if r.by == card.fingerprint.hex]
    for request in mine:
        if request.handed_files:
            return request
        if not request.approver:
            raise NeedsApprovalError(
                "your request {id} waits for a second editor: `bronwacht vault approve`", id=request.id
            )
    raise NeedsApprovalError("its files open with a second editor's approval only; ask for it, and say why")


def _approved(record: Record, card: Card, now: datetime.datetime) -> Request:
    mine = [r for r in standing(requests_of(record), now=now) if r.by == card.fingerprint.hex]
    for request in mine:
        if request.handed:
            return request
    if mine and not mine[0].approver:
        raise NeedsApprovalError(
            "your request {id} waits for a second editor: `bronwacht vault approve`", id=mine[0].id
        )
    raise NeedsApprovalError("the record opens with a second editor's approval only; ask for it, and say why")


def _check_askable(record: Record, keyring: Keyring, key: EditorKey) -> None:
    if too_few_halves(record):
        raise NeedsApprovalError(
            "no two editors have a half of this record any more: the others were taken out. Enough break-glass shares"
            " open it (`bronwacht vault recover`), after which every editor has a half"
        )
    own_half(halves_of(record), about_of(record, keyring), key)


def _check_approval(request: Request, state: State, snapshot: Snapshot) -> None:
    _check_signed(Did(Act.APPROVED, request.record, request.by, request.motive), request.approver, state, snapshot)


def _check_signed(did: Did, by: str, state: State, snapshot: Snapshot) -> None:
    """Raise :class:`DamagedVaultError` unless the editor (fingerprint) ``by`` has done this by the log.

    Looked for from the end, where it is but for a few acts since.
    """
    keyring = state.keyring
    for number in reversed(range(len(keyring.log.places))):
        (sealed,) = snapshot.slots(keyring.log.places[number : number + 1])
        e = open_entry(sealed, number, keyring.vault, keyring.log.identity_of(number), keyring.roster.key_of)
        if (Did(e.act, e.record, e.subject, e.note), e.by) == (did, by):
            return
    raise DamagedVaultError(
        "the vault says that {name} asked or approved, and the log does not: somebody wrote that in their name; nothing"
        " was opened, speak to the other editors",
        name=keyring.roster.called(by),
    )


def _find(keyring: Keyring, codename: str) -> Record:
    record = keyring.find(codename)
    if not takes_two(record):
        raise RequestError("the record takes no second editor; `bronwacht vault show` opens it")
    return record
