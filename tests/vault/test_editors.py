from __future__ import annotations

import shutil
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from bronwacht.vault import age, rekeying
from bronwacht.vault.cards import ConfirmedCard
from bronwacht.vault.dossier import Keyring, open_keyring
from bronwacht.vault.editors import Revoked, find_editor, finish, grant, read_by, revoke, rotate
from bronwacht.vault.errors import (
    DamagedVaultError,
    FingerprintError,
    NoMatchError,
    NoSuchEditorError,
    NotAnEditorError,
    OlderVaultError,
    RosterChangeError,
    StorageError,
    TooFewEditorsError,
    UnfinishedError,
    UnknownVaultError,
)
from bronwacht.vault.keys import EditorKey, new_editor
from bronwacht.vault.log import Act
from bronwacht.vault.roster import found_roster
from bronwacht.vault.slots import INBOX
from bronwacht.vault.source import Source
from bronwacht.vault.store import SqliteStore
from bronwacht.vault.vault import Vault, open_vault

if TYPE_CHECKING:
    from .conftest import Shared


def slots_of(path: Path) -> dict[int, bytes]:
    with SqliteStore(path).snapshot() as snapshot:
        places = range(1, snapshot.last_place + 1)
        return dict(zip(places, snapshot.slots(places), strict=True))


def opened_by(keyring: Keyring, path: Path) -> list[str]:
    """The codenames of the records that the keys in ``keyring`` open in the vault at ``path``, wherever they lie."""
    found = []
    for record in keyring.records:
        for blob in slots_of(path).values():
            if not blob.startswith(b"age"):
                continue
            try:
                age.decrypt(blob, identities=[record.identity.reveal_text()])
            except NoMatchError:
                continue
            found.append(record.codename)
    return found


def keyring_of(path: Path, key: EditorKey) -> Keyring:
    with SqliteStore(path).snapshot() as snapshot:
        return open_keyring(snapshot.head.keyring, key, snapshot.slots)


@pytest.fixture
def trio(shared_vault: Shared, carla: EditorKey) -> Iterator[Vault]:
    vault = shared_vault.open()
    grant(vault, carla.card.confirm(carla.card.fingerprint.words))
    for number in range(3):
        vault.add(Source(f"Bo {number}"))
    yield vault


def test_who_is_let_in_reads_everything_and_is_in_the_log(shared_vault: Shared, trio: Vault, carla: EditorKey) -> None:
    words = shared_vault.anna.card.fingerprint.words
    hers = open_vault(shared_vault.path, carla, memory=shared_vault.memory("carla"), founder=words)
    assert hers.show(shared_vault.codename).name.startswith("Marijke")
    assert [card.name for card in hers.editors] == ["Anna", "Bram", "Carla"]
    assert ("Anna", Act.GRANTED, "Carla") in [(line.editor, line.act, line.subject) for line in hers.log()]


def test_nobody_is_let_in_twice(shared_vault: Shared, trio: Vault, carla: EditorKey) -> None:
    before = shared_vault.path.read_bytes()
    with pytest.raises(RosterChangeError, match="already"):
        grant(trio, ConfirmedCard(carla.card))
    namesake = EditorKey("Carla B", carla.identity, new_editor("x").signing)
    with pytest.raises(RosterChangeError, match="recipient of another"):
        grant(trio, ConfirmedCard(namesake.card))
    assert shared_vault.path.read_bytes() == before


def test_a_revoked_key_opens_no_record_of_the_new_vault(shared_vault: Shared, trio: Vault, carla: EditorKey) -> None:
    known = keyring_of(shared_vault.path, carla)
    assert sorted(opened_by(known, shared_vault.path)) == sorted(record.codename for record in known.records)
    revoked = revoke(trio, "carla")
    assert sorted(revoked.alone) == sorted(record.codename for record in known.records)
    with pytest.raises(NotAnEditorError, match="no longer"):
        Vault(SqliteStore(shared_vault.path), carla, shared_vault.memory("carla")).list()
    assert opened_by(known, shared_vault.path) == []
    entries, inbox = trio.keyring.log.places, trio.keyring.inbox
    new_entry = slots_of(shared_vault.path)[entries[-1]]
    with pytest.raises(NoMatchError):
        age.decrypt(new_entry, identities=[known.log.identity.reveal_text()])
    assert inbox != known.inbox
    assert trio.show(shared_vault.codename).name.startswith("Marijke")
    assert len(trio.log()) == len(known.log.places) + 2
    assert shared_vault.open_as_bram().show(shared_vault.codename)


def test_what_the_leaver_read_is_told_from_what_they_could(shared_vault: Shared, trio: Vault, carla: EditorKey) -> None:
    words = shared_vault.anna.card.fingerprint.words
    open_vault(shared_vault.path, carla, memory=shared_vault.memory("carla"), founder=words).show(shared_vault.codename)
    revoked = revoke(trio, carla.card.fingerprint.words)
    assert len(revoked.alone) == 4
    assert read_by(trio, revoked.card) == (shared_vault.codename,)


def test_every_slot_but_the_logs_changes_when_somebody_leaves(shared_vault: Shared, trio: Vault) -> None:
    """Else the number of changed ones would be that of the records."""
    before, log = slots_of(shared_vault.path), trio.keyring.log.places
    revoke(trio, "Carla")
    after = slots_of(shared_vault.path)
    assert {place for place in before if before[place] == after[place]} == set(log)
    assert {len(after[place]) for place in INBOX} == {len(before[place]) for place in INBOX}


def test_a_key_that_left_never_comes_back(shared_vault: Shared, trio: Vault, carla: EditorKey) -> None:
    revoke(trio, "Carla")
    with pytest.raises(RosterChangeError, match="never comes back"):
        grant(trio, ConfirmedCard(carla.card))


def test_two_editors_stay_unless_the_risk_is_accepted(shared_vault: Shared) -> None:
    vault, before = shared_vault.open(), shared_vault.path.read_bytes()
    with pytest.raises(TooFewEditorsError):
        revoke(vault, "Bram")
    with pytest.raises(RosterChangeError, match="themself"):
        revoke(vault, "Anna", single_editor_i_accept_the_risk=True)
    with pytest.raises(NoSuchEditorError):
        revoke(vault, "Nobody")
    assert shared_vault.path.read_bytes() == before
    revoke(vault, "Bram", single_editor_i_accept_the_risk=True)
    assert [card.name for card in vault.editors] == ["Anna"]


def test_an_editor_is_found_however_a_keyboard_spells_their_accents(anna: EditorKey) -> None:
    zoe = new_editor(unicodedata.normalize("NFD", "Zoë"))
    roster = found_roster("ab" * 16, anna, [ConfirmedCard(zoe.card)])
    for form in ("NFC", "NFD"):
        assert find_editor(roster, unicodedata.normalize(form, "zoë")) == zoe.card


def test_a_name_that_two_have_is_not_enough(shared_vault: Shared) -> None:
    vault, other = shared_vault.open(), new_editor("Bram")
    grant(vault, ConfirmedCard(other.card))
    with pytest.raises(NoSuchEditorError, match="two editors"):
        revoke(vault, "Bram")
    revoke(vault, other.card.fingerprint.grouped)
    assert shared_vault.open_as_bram().list()


def test_the_founder_may_leave_and_newcomers_confirm_who_let_them_in(shared_vault: Shared, carla: EditorKey) -> None:
    brams = shared_vault.open_as_bram()
    grant(brams, ConfirmedCard(carla.card))
    revoke(brams, "Anna")
    memory = shared_vault.memory("carla")
    with pytest.raises(UnknownVaultError) as unknown:
        open_vault(shared_vault.path, carla, memory=memory)
    assert unknown.value.founder_words == shared_vault.bram.card.fingerprint.words
    with pytest.raises(FingerprintError):
        open_vault(shared_vault.path, carla, memory=memory, founder=carla.card.fingerprint.words)
    hers = open_vault(shared_vault.path, carla, memory=memory, founder=unknown.value.founder_words)
    assert hers.show(shared_vault.codename)
    assert len(hers.log()) == 2 + 2 + 1
    with pytest.raises(NotAnEditorError):
        shared_vault.open()


def test_a_rotated_key_takes_the_place_of_the_old(shared_vault: Shared) -> None:
    vault, known, new = shared_vault.open(), keyring_of(shared_vault.path, shared_vault.anna), new_editor("Anna")
    rotate(vault, new)
    assert vault.key is new
    assert vault.show(shared_vault.codename).name.startswith("Marijke")
    assert opened_by(known, shared_vault.path) == []
    with pytest.raises(NotAnEditorError):
        shared_vault.open()
    # The machine knows the vault under the new key, and refuses an older one.
    again = open_vault(shared_vault.path, new, memory=shared_vault.memory())
    assert [card.name for card in again.editors] == ["Bram", "Anna"]
    assert shared_vault.open_as_bram().list()
    with pytest.raises(RosterChangeError):
        rotate(again, shared_vault.bram)


def test_a_key_that_is_opened_again_is_the_same_editor(shared_vault: Shared) -> None:
    """Its card is signed anew, with another signature, every time that its file is opened."""
    anna = EditorKey("Anna", shared_vault.anna.identity, shared_vault.anna.signing)
    assert anna.card.signature != shared_vault.anna.card.signature
    vault = open_vault(shared_vault.path, anna, memory=shared_vault.memory())
    with pytest.raises(RosterChangeError, match="themself"):
        revoke(vault, "Anna")
    rotate(vault, new_editor("Anna"))
    assert len(vault.editors) == 2
    with pytest.raises(NotAnEditorError):
        shared_vault.open()


def test_an_old_copy_is_refused_after_a_rotation(shared_vault: Shared, tmp_path: Path) -> None:
    old = tmp_path / "old"
    shutil.copy(shared_vault.path, old)
    brams = shared_vault.open_as_bram()
    rotate(shared_vault.open(), new_editor("Anna"))
    assert brams.list()
    with pytest.raises(OlderVaultError):
        shared_vault.open_as_bram(old)


class KilledError(Exception):
    pass


def test_an_interrupted_revocation_is_gone_on_with(
    shared_vault: Shared, trio: Vault, carla: EditorKey, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rekeying, "BATCH", 1)
    known, left = keyring_of(shared_vault.path, carla), list[int]()

    def stop_at_two(now: int) -> None:
        left.append(now)
        if now == 2:
            raise KilledError

    with pytest.raises(KilledError):
        revoke(trio, "Carla", told=stop_at_two)
    assert left == [3, 2]
    assert len(opened_by(known, shared_vault.path)) == 2
    brams = shared_vault.open_as_bram()
    assert len(brams.keyring.not_rekeyed) == 2
    assert brams.show(shared_vault.codename)
    brams.add(Source("Bo Nieuw"))
    finish(brams, told=left.append)
    assert left == [3, 2, 1, 0]
    assert brams.keyring.not_rekeyed == ()
    assert opened_by(known, shared_vault.path) == []
    finish(brams)
    assert [line.act for line in brams.log()].count(Act.REKEYED) == 3


def test_what_is_stopped_after_the_write_that_counts_is_not_called_undone(
    shared_vault: Shared, trio: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever reads "nothing was written" goes on with the old key, and may destroy the new one."""
    monkeypatch.setattr(rekeying, "BATCH", 1)
    new, change, writes = new_editor("Anna"), Vault.change, list[int]()

    def full_at_the_second(vault: Vault, operation: Callable[..., Any]) -> object:
        writes.append(1)
        if len(writes) == 2:
            raise StorageError("the disk is full; nothing was written, the vault is as it was")
        return change(vault, operation)

    monkeypatch.setattr(Vault, "change", full_at_the_second)
    with pytest.raises(UnfinishedError, match=r"what you asked for is done.*--resume.*the disk is full"):
        rotate(trio, new)
    writes.clear()
    taken_out = list[Revoked]()
    with pytest.raises(UnfinishedError):
        revoke(trio, "Carla", done=taken_out.append)
    assert [revoked.card.name for revoked in taken_out] == ["Carla"] and shared_vault.codename in taken_out[0].alone
    again = open_vault(shared_vault.path, new, memory=shared_vault.memory(), founder=new.card.fingerprint.hex)
    finish(again)
    assert again.keyring.not_rekeyed == ()


def test_a_batch_has_a_limit_in_bytes_too(shared_vault: Shared, trio: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rekeying, "BATCH_BYTES", 1)
    left = list[int]()
    revoke(trio, "Carla", told=left.append)
    assert left == [3, 2, 1, 0]


def test_a_damaged_record_stops_a_revocation_as_a_whole(shared_vault: Shared, trio: Vault) -> None:
    import sqlite3

    place = trio.keyring.records[0].place
    with sqlite3.connect(shared_vault.path) as connection:
        connection.execute("UPDATE slots SET sealed = zeroblob(length(sealed)) WHERE place = ?", (place,))
    connection.close()
    before = shared_vault.path.read_bytes()
    with pytest.raises(DamagedVaultError, match="changed or swapped"):
        revoke(trio, "Carla")
    assert shared_vault.path.read_bytes() == before
