from __future__ import annotations

import multiprocessing
import stat
from pathlib import Path

import pytest
from bronwacht.vault.backup import backup, backup_blind
from bronwacht.vault.errors import DamagedVaultError, OutputExistsError, StorageError, VaultError
from bronwacht.vault.keys import EditorKey
from bronwacht.vault.memory import Memory
from bronwacht.vault.source import Source
from bronwacht.vault.store import SqliteStore
from bronwacht.vault.stores import Address, open_store
from bronwacht.vault.vault import Vault, create, open_vault


@pytest.fixture(params=["sqlite", "postgresql"])
def vault(request: pytest.FixtureRequest, here: Path, anna: EditorKey, bram: EditorKey) -> Vault:
    there: Address = here / "v" if request.param == "sqlite" else request.getfixturevalue("server").address()
    made = create(there, "Stables", anna, [bram.card.confirm(bram.card.fingerprint.words)], memory=Memory(here / "m"))
    made.add(Source("Bo Zwart"))
    return made


def blobs(vault: Vault) -> list[bytes]:
    with vault.store.snapshot() as snapshot:
        return [snapshot.head.keyring, *snapshot.slots(range(1, snapshot.last_place + 1))]


def test_a_backup_is_the_vault_and_opens(vault: Vault, here: Path, anna: EditorKey) -> None:
    done = backup(vault, here / "copy")
    assert (done.records, done.acts) == (1, 2)
    assert stat.S_IMODE((here / "copy").stat().st_mode) == 0o600
    copy = open_vault(here / "copy", anna, memory=Memory(here / "m"))
    assert blobs(copy) == blobs(vault)
    (listing,) = copy.list()
    assert copy.show(listing.codename).name == "Bo Zwart"


def test_a_backup_overwrites_nothing(vault: Vault, here: Path) -> None:
    (here / "copy").write_bytes(b"theirs")
    for copy in (lambda: backup(vault, here / "copy"), lambda: backup_blind(vault.store, here / "copy")):
        with pytest.raises(OutputExistsError):
            copy()
    assert (here / "copy").read_bytes() == b"theirs"


def test_a_backup_of_a_damaged_vault_is_none(vault: Vault, here: Path) -> None:
    place = vault.keyring.records[0].place
    with vault.store.turn() as turn:
        (sealed,) = turn.slots([place])
        turn.write(turn.head, {place: sealed[:-1] + bytes([sealed[-1] ^ 1])})
    with pytest.raises(DamagedVaultError):
        backup(vault, here / "copy")
    assert not (here / "copy").exists()


def test_a_backup_without_a_key_is_the_same_bytes(vault: Vault, here: Path) -> None:
    copy = backup_blind(vault.store, here / "copy")
    with copy.snapshot() as snapshot:
        assert [snapshot.head.keyring, *snapshot.slots(range(1, snapshot.last_place + 1))] == blobs(vault)


def test_a_backup_that_cannot_be_written_is_named(vault: Vault, here: Path) -> None:
    with pytest.raises(StorageError):
        backup(vault, here / "no" / "copy")


def test_a_file_whose_tables_do_not_fit_together_is_no_backup(here: Path, anna: EditorKey) -> None:
    path = here / "v"
    create(path, "D", anna, [], memory=Memory(here / "m"), single_editor_i_accept_the_risk=True)
    data = bytearray(path.read_bytes())
    for at in range(8192, len(data) - 100, 8192):
        data[at : at + 2] = b"\xff\xff"
    path.write_bytes(data)
    with pytest.raises(VaultError):
        backup_blind(SqliteStore(path), here / "copy")
    assert not (here / "copy").exists()


def keep_adding(address: Address, key: EditorKey, folder: Path) -> None:
    vault = Vault(open_store(address), key, Memory(folder))
    while True:
        vault.add(Source("Bo"))


def test_a_backup_is_consistent_while_others_write(here: Path, anna: EditorKey) -> None:
    path = here / "v"
    vault = create(path, "D", anna, [], memory=Memory(here / "m"), single_editor_i_accept_the_risk=True)
    writer = multiprocessing.get_context("fork").Process(target=keep_adding, args=(path, anna, here / "m"))
    writer.start()
    try:
        for number in range(6):
            done = backup(vault, here / str(number))
            assert done.acts == done.records + 1
    finally:
        writer.kill()
        writer.join()


def test_a_backup_that_was_not_verified_is_none(vault: Vault, here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("bronwacht.vault.backup.verify", stopped)
    with pytest.raises(KeyboardInterrupt):
        backup(vault, here / "copy")
    assert not (here / "copy").exists()
