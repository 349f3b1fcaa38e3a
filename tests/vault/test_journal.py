"""What somebody who can write in a shared folder lays beside a vault, for the next editor's process to follow."""

from __future__ import annotations

import os
import sqlite3
import struct
from contextlib import closing
from pathlib import Path

import pytest
from bronwacht.vault.errors import BusyVaultError, DamagedVaultError
from bronwacht.vault.store import PAGE_SIZE, Head, SqliteStore, create_store

MAGIC = bytes.fromhex("d9d505f920a163d7")
SECTOR = 512
FIRST = Head(b"a" * 16, b"keyring one")


@pytest.fixture
def file_store(here: Path) -> SqliteStore:
    return create_store(here / "v", FIRST, [bytes(5000)] * 20)


def journal(database: bytes, *, also: bytes = b"") -> bytes:
    """A rollback journal that puts the first page back as it is; SQLite then deletes the file that it names.

    Source: SQLite database file format, 3; pager.c, ``readSuperJournal``.
    """
    page, pages = database[:PAGE_SIZE], len(database) // PAGE_SIZE
    head = (MAGIC + struct.pack(">5I", 1, 0, pages, SECTOR, PAGE_SIZE)).ljust(SECTOR, b"\0")
    checksum = sum(page[at] for at in range(PAGE_SIZE - 200, 0, -200))
    made = head + struct.pack(">I", 1) + page + struct.pack(">I", checksum)
    if also:
        lock_page = (1 << 30) // PAGE_SIZE + 1
        made += struct.pack(">I", lock_page) + also + struct.pack(">II", len(also), sum(also)) + MAGIC
    return made


def test_sqlite_itself_deletes_what_a_journal_names(here: Path, file_store: SqliteStore) -> None:
    """Else the next test would show nothing."""
    victim = here / "somebody.key"
    victim.write_text("-----BEGIN AGE ENCRYPTED FILE-----")
    (here / "v-journal").write_bytes(journal((here / "v").read_bytes(), also=os.fsencode(victim)))
    with closing(sqlite3.connect(here / "v")) as connection:
        connection.execute("SELECT count(*) FROM slots").fetchone()
    assert not victim.exists()


def test_no_journal_has_another_file_deleted(here: Path, file_store: SqliteStore) -> None:
    victim = here / "somebody.key"
    victim.write_text("-----BEGIN AGE ENCRYPTED FILE-----")
    (here / "v-journal").write_bytes(journal((here / "v").read_bytes(), also=os.fsencode(victim)))
    for use in (file_store.snapshot, file_store.turn):
        with pytest.raises(DamagedVaultError, match="journal"), use():
            pass
    with pytest.raises(DamagedVaultError, match="journal"):
        file_store.copy_to(here / "copy")
    assert victim.exists()
    assert (here / "v-journal").exists()


def test_a_killed_writers_journal_is_followed(here: Path, file_store: SqliteStore) -> None:
    (here / "v-journal").write_bytes(journal((here / "v").read_bytes()))
    with file_store.snapshot() as snapshot:
        assert snapshot.head == FIRST
    assert not (here / "v-journal").exists()


@pytest.mark.parametrize("kind", ["pipe", "link", "folder"])
def test_what_is_no_file_is_no_journal(here: Path, file_store: SqliteStore, kind: str) -> None:
    """A pipe would have every command wait for ever."""
    there = here / "v-journal"
    if kind == "pipe":
        os.mkfifo(there)
    elif kind == "link":
        there.symlink_to(here / "elsewhere")
    else:
        there.mkdir()
    with pytest.raises(DamagedVaultError, match="journal"), file_store.snapshot():
        pass


def test_a_vault_that_is_held_in_a_wal_is_not_written_to(here: Path, file_store: SqliteStore) -> None:
    with closing(sqlite3.connect(here / "v", isolation_level=None)) as other:
        other.execute("PRAGMA journal_mode = WAL")
        other.execute("BEGIN")
        other.execute("SELECT count(*) FROM slots").fetchone()
        with pytest.raises(BusyVaultError), file_store.snapshot():
            pass
    with file_store.snapshot() as snapshot:
        assert snapshot.head == FIRST
    assert sorted(path.name for path in here.iterdir()) == ["v"]
