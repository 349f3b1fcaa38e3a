"""The operations on records that take two editors: keep one, ask to open it, approve, open.

Each is one write, all or nothing, and none opens anything that its step in the log does not name. Called by commands::

    codename = add_for_two(vault, source)              # Anna
    request = ask(vault, codename, "the lawyer asks")  # Anna, or anybody else
    approve(bram_vault, find_pending(bram_vault, request.id))
    source = open_approved(vault, codename)
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, replace

from . import age
from .agreed import agreed_in, with_agreed
from .canonical import Json
from .dossier import Keyring, check_record, open_record
from .errors import ConflictError, DamagedVaultError, NeedsApprovalError, RequestError
from .index import Record
from .keys import EditorKey
from .log import Act
from .matching import Finding, find_known
from .roster import Card
from .secret import Secret
from .source import Source
from .state import Change, Did, Kept, State
from .store import Snapshot
from .two_person import (
    About,
    Halves,
    Request,
    hand_over,
    join,
    new_request,
    own_half,
    read_halves,
    read_requests,
    split_identity,
    standing,
)
from .vault import Vault, check_label, new_record

SECTION = "two"
"""Where the halves and the requests stand in a record's line."""


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


def for_two(kept: Kept, keyring: Keyring) -> Kept:
    """The same, with a new identity that lies in the keyring in halves only; its source must be there to seal anew."""
    identity, record = Secret(age.generate_identity().identity), kept.record
    halves = _split(identity, record, keyring)
    record = _with(replace(record, identity=Secret(""), epoch=keyring.epoch), halves, _requests_of(record))
    return replace(kept, record=record, identity=identity)


def takes_two(record: Record) -> bool:
    """Whether a record's identity is split."""
    return SECTION in record.sections


def without_editor(record: Record, card: Card) -> Record:
    """The line without the half and the requests of somebody who leaves; unchanged where it takes no two."""
    if not takes_two(record):
        return record
    halves, leaver = halves_of(record), card.fingerprint.hex
    kept = replace(halves, sealed={editor: half for editor, half in halves.sealed.items() if editor != leaver})
    return _with(record, kept, [request for request in _requests_of(record) if request.by != leaver])


def with_new_key(record: Record, keyring: Keyring, old: EditorKey, new: Card) -> Record:
    """The line in which the half of ``old`` is that of its owner's ``new`` card; unchanged where there is none."""
    if not takes_two(record) or old.card.fingerprint.hex not in halves_of(record).sealed:
        return without_editor(record, old.card)
    about = about_of(record, keyring)
    handed = hand_over(own_half(halves_of(record), about, old), about, new)
    without = without_editor(record, old.card)
    halves = halves_of(without)
    sealed = {**halves.sealed, new.fingerprint.hex: handed}
    return _with(without, replace(halves, sealed=sealed), _requests_of(without))


def without_breaker(record: Record) -> Record:
    """The line without what was sealed to break-glass shares that are replaced."""
    return _with(record, replace(halves_of(record), whole=b""), _requests_of(record)) if takes_two(record) else record


def ask(vault: Vault, codename: str, motive: str, *, now: datetime.datetime | None = None) -> Request:
    """Ask for a second editor's approval to open a record.

    1. Find the record, and check that the asker has a half of it: no approval would help without.
    2. Make the request; it takes the place of the asker's earlier one.
    3. Write it, and the motive to the log.
    """
    now = now or _now()

    def change(state: State, _: Snapshot) -> tuple[Change, Request]:
        record, me = _find(state.keyring, codename), vault.key.card.fingerprint.hex  # 1
        own_half(halves_of(record), about_of(record, state.keyring), vault.key)
        request = new_request(record.id, me, motive, now=now)  # 2
        others = [other for other in standing(_requests_of(record), now=now) if other.by != me]
        asked = Kept(_with(record, halves_of(record), [*others, request]))
        return Change((Did(Act.REQUESTED, record.id, note=request.motive),), (asked,)), request  # 3

    return vault.change(change)


def pending(vault: Vault, *, now: datetime.datetime | None = None) -> tuple[Pending, ...]:
    """The requests that have not expired, the oldest first; opens no record, and is not logged."""
    keyring, now = vault.keyring, now or _now()
    found = [
        Pending(request, record.codename, _name(keyring, request.by), _name(keyring, request.approver))
        for record in keyring.records
        for request in standing(_requests_of(record), now=now)
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

    1. It is still the very request that was seen, and somebody else's.
    2. Open one's own half, which says which record it is of, and seal it to the asker's key in the roster.
    3. Write that, and the motive to the log once more.
    """
    now = now or _now()

    def change(state: State, _: Snapshot) -> tuple[Change, None]:
        keyring, record = state.keyring, _find(state.keyring, seen.codename)
        requests = standing(_requests_of(record), now=now)
        if seen.request not in requests:  # 1
            raise RequestError("the request has changed or expired since you saw it; look at it again")
        asker = keyring.roster.member(seen.request.by)
        if asker is None or asker.left:
            raise RequestError("whoever asked is no editor any more")
        if asker.card == vault.key.card:
            raise RequestError("this is your own request; it takes a second editor")
        if seen.request.handed:
            raise RequestError(f"{seen.approver} has approved this request already")
        about = about_of(record, keyring)
        half = own_half(halves_of(record), about, vault.key)  # 2
        approved = replace(
            seen.request, approver=vault.key.card.fingerprint.hex, handed=hand_over(half, about, asker.card)
        )
        renewed = [approved if request == seen.request else request for request in requests]
        did = Did(Act.APPROVED, record.id, asker.card.fingerprint.hex, seen.request.motive)  # 3
        return Change((did,), (Kept(_with(record, halves_of(record), renewed)),)), None

    vault.change(change)


def open_approved(vault: Vault, codename: str, *, now: datetime.datetime | None = None) -> Source:
    """Who a source is that takes two editors; raises :class:`NeedsApprovalError` where none has approved.

    1. Find one's own approved request that has not expired, and check the record's bytes.
    2. Join the two halves, and open the record; nothing is shown yet.
    3. Give the record another identity, split among the present editors: the approval opens once. What others were
       handed is dropped with the old identity.
    4. Write it, and the reading to the log with approver and motive, and wait until it is on the disk.
    """
    now = now or _now()

    def change(state: State, snapshot: Snapshot) -> tuple[Change, Source]:
        keyring, record = state.keyring, _find(state.keyring, codename)
        request = _approved(record, vault.key.card, now)  # 1
        (sealed,) = snapshot.slots([record.place])
        check_record(sealed, record)
        about = about_of(record, keyring)
        own = own_half(halves_of(record), about, vault.key)
        identity = join(own, request.handed, about, vault.key)  # 2
        source = open_record(sealed, record, keyring, identity=identity)
        others = [replace(other, approver="", handed=b"") for other in _requests_of(record) if other != request]
        line = replace(_with(record, halves_of(record), standing(others, now=now)), version=record.version + 1)
        kept = for_two(Kept(line, source), keyring)  # 3
        return Change((Did(Act.READ, record.id, request.approver, request.motive),), (kept,)), source

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
        for tag in source.tags:
            check_label(tag, source)
        requests = [replace(request, approver="", handed=b"") for request in _requests_of(record)]
        line = replace(
            _with(record, halves_of(record), requests),
            version=version + 1,
            tags=source.tags,
            retain_until=source.retain_until,
        )
        line = with_agreed(line, source)
        kept = for_two(Kept(line, replace(source, codename=record.codename)), state.keyring)  # 2
        return Change((Did(Act.EDITED, record.id),), (kept,)), None

    vault.change(change)  # 3


def resplit(record: Record, identity: Secret, keyring: Keyring) -> Record:
    """The line with the same identity split anew, among those who are editors in ``keyring``."""
    return _with(record, _split(identity, record, keyring), ())


def _split(identity: Secret, record: Record, keyring: Keyring) -> Halves:
    breaker = keyring.roster.member(keyring.breaker)
    people = [member.card for member in keyring.people]
    whole_to = breaker.card if breaker and not breaker.left else None
    return split_identity(identity, about_of(record, keyring), people, whole_to)


def _approved(record: Record, card: Card, now: datetime.datetime) -> Request:
    mine = [r for r in standing(_requests_of(record), now=now) if r.by == card.fingerprint.hex]
    for request in mine:
        if request.handed:
            return request
    if mine:
        raise NeedsApprovalError(f"your request {mine[0].id} waits for a second editor: `bronwacht vault approve`")
    raise NeedsApprovalError("the record opens with a second editor's approval only; ask for it, and say why")


def _find(keyring: Keyring, codename: str) -> Record:
    record = keyring.find(codename)
    if not takes_two(record):
        raise RequestError("the record takes no second editor; `bronwacht vault show` opens it")
    return record


def halves_of(record: Record) -> Halves:
    """A record's halves; raises :class:`DamagedVaultError`."""
    return read_halves(_section(record).get("halves"))


def _requests_of(record: Record) -> tuple[Request, ...]:
    return read_requests(_section(record).get("requests")) if takes_two(record) else ()


def _section(record: Record) -> dict[str, Json]:
    section = record.sections.get(SECTION)
    if not isinstance(section, dict) or set(section) != {"halves", "requests"}:
        raise DamagedVaultError("the keyring is damaged: a record for two people has no halves")
    return section


def _with(record: Record, halves: Halves, requests: Sequence[Request]) -> Record:
    section: dict[str, Json] = {
        "halves": halves.to_json(),
        "requests": [request.to_json() for request in requests],
    }
    return replace(record, sections={**record.sections, SECTION: section})


def about_of(record: Record, keyring: Keyring) -> About:
    """What the halves of a record say that they are of."""
    return About(keyring.vault, record.id, record.codename)


def _name(keyring: Keyring, fingerprint: str) -> str:
    member = keyring.roster.member(fingerprint)
    return member.card.name if member else ""


def _now() -> datetime.datetime:
    return datetime.datetime.now(datetime.UTC).replace(microsecond=0)
