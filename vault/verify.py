"""Checking a vault as a whole, down to every record and every entry of the log, and comparing it with a checkpoint.

Shows no identity and writes nothing, so that it also serves for a copy in a safe. Called by commands.
"""

from __future__ import annotations

from dataclasses import dataclass

from . import age
from .canary import alarms_in
from .checkpoint import Checkpoint, read_checkpoint
from .comings import check_alarms, check_breaker, check_comings, check_ratchet
from .dossier import Keyring, check_record, open_record
from .errors import DamagedVaultError, KeyTextError, NoMatchError, OlderVaultError
from .inbox_area import count_taken
from .index import Record, sha256
from .log import leaves_of
from .merkle import root_hash
from .pages import check_page
from .slots import INBOX
from .state import State
from .store import Snapshot
from .vault import Vault, read_log
from .words import digest_words


@dataclass(frozen=True)
class Verified:
    """What was found to be whole: how many records, of those how many that take two people, acts, and deposits.

    ``checkpoint`` is the signed note of the log's end; ``compared`` the size of the log at the checkpoint that it was
    compared with, None without one.
    """

    records: int
    for_two: int
    acts: int
    deposits: int
    checkpoint: str
    compared: int | None


def verify(vault: Vault, *, against: str | None = None) -> Verified:
    """Check everything that can be checked; ``against`` is the note of a checkpoint from elsewhere.

    1. The keyring, the roster, the pages of the index, the table, the checkpoint, and the log from its first entry on.
    2. Every entry of the log opens, is signed by somebody who was an editor, and stands in its place; and the roster
       says of who came and left what the log does, the keyring of shreddings, break-glass and alarms.
    3. Every record, and whatever is attached to it, is what the index says; those that one key opens do open.
    4. The log is a continuation of the checkpoint from elsewhere.
    5. What holds nothing is whole too: a copy that came half over may have lost only dummies, and is fit to be read
       and not to be written, which would fail sooner or later, as in the middle of the night after a leak.

    Raises :class:`VaultError`; :class:`OlderVaultError` when step 4 fails.
    """

    def look(state: State, snapshot: Snapshot) -> Verified:
        keyring = state.keyring
        for page, blob in zip(keyring.pages, snapshot.slots(page.place for page in keyring.pages), strict=True):
            check_page(blob, page)
        entries = list(read_log(keyring, snapshot))  # 2
        check_comings(keyring.roster, entries)
        check_ratchet(keyring.ratchet_from, entries)
        check_breaker(keyring.breaker, keyring.roster, entries)
        check_alarms([(alarm.by, alarm.record) for alarm in alarms_in(keyring)], entries)
        for record in keyring.records:
            _check(record, keyring, snapshot)  # 3
        compared = _compare(state, snapshot, against).size if against is not None else None  # 4
        _check_sound(snapshot)  # 5
        return Verified(
            records=len(keyring.records),
            for_two=sum(not record.identity for record in keyring.records),
            acts=len(entries),
            deposits=count_taken(snapshot.slots(INBOX)),
            checkpoint=keyring.log.note,
            compared=compared,
        )

    return vault.read(look, whole_log=True)  # 1


def checkpoint_words(note: str) -> str:
    """Eight words for a checkpoint, to compare by telephone: the same size and root have the same words."""
    return " ".join(digest_words(sha256(note.partition("\n\n")[0].encode())))


def _check_sound(snapshot: Snapshot) -> None:
    try:
        snapshot.check_sound()
    except DamagedVaultError:
        raise DamagedVaultError(
            "the vault is damaged, though every source in it opens: what holds no source is cut off or changed, so that"
            " writing fails sooner or later; go on from a backup, and take from this one only what that lacks"
        ) from None


def _check(record: Record, keyring: Keyring, snapshot: Snapshot) -> None:
    (sealed,) = snapshot.slots([record.place])
    check_record(sealed, record)
    for thing in record.attached:
        for part, blob in zip(thing.parts, snapshot.slots(part.place for part in thing.parts), strict=True):
            if sha256(blob) != part.sealed_sha256:
                raise DamagedVaultError("the vault is damaged: something attached to a record was changed")
            if thing.identity:
                _check_opens(blob, thing.identity.reveal_text())
    if not record.identity:
        return
    source = open_record(sealed, record, keyring)
    if (source.codename, source.tags, source.retain_until) != (record.codename, record.tags, record.retain_until):
        raise DamagedVaultError("the vault is damaged: the index says other things of a record than the record does")


def _check_opens(blob: bytes, identity: str) -> None:
    try:
        age.decrypt(blob, identities=[identity])
    except (NoMatchError, KeyTextError):
        raise DamagedVaultError("the vault is damaged: something attached does not open with its own key") from None


def _compare(state: State, snapshot: Snapshot, note: str) -> Checkpoint:
    other, _ = read_checkpoint(note, state.keyring.roster.key_of)
    if other.vault != state.keyring.vault:
        raise OlderVaultError("that checkpoint is of another vault; name one of this vault")
    if other.size > state.log.size:
        raise OlderVaultError(
            "this vault is older than that checkpoint ({size} acts, {size2} there): it is a backup or a copy"
            " that was made before that, or somebody put back an old copy; if you did not make it yourself, ask"
            " the other editors which one is right",
            size=state.log.size,
            size2=other.size,
        )
    index = state.keyring.log
    if root_hash(leaves_of(index, snapshot.slots(index.places[: other.size]))) != other.root:
        raise OlderVaultError(
            "this vault has another past than that checkpoint; there are two versions of it: ask the other editors"
            " which one is right"
        )
    return other
