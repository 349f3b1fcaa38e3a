from __future__ import annotations

import errno
import fcntl
import os
import secrets
import sqlite3
import stat
import struct
import threading
from pathlib import Path

import pytest
from bronwacht.vault.errors import (
    BusyVaultError,
    ConflictError,
    DamagedVaultError,
    NotAVaultError,
    OutputExistsError,
    VaultError,
)
from bronwacht.vault.sqlite_header import APPLICATION_ID, SCHEMA_VERSION, check_is_vault
from bronwacht.vault.store import Head, SqliteStore, Store, create_store
from bronwacht.vault.stores import create_store_at

FIRST, SECOND = Head(b"a" * 16, b"keyring one"), Head(b"b" * 16, b"keyring two")
SLOTS = [bytes([number]) * 5000 for number in range(20)]


@pytest.fixture
def file_store(here: Path) -> SqliteStore:
    return create_store(here / "v", FIRST, SLOTS)


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request: pytest.FixtureRequest) -> Store:
    """Every store there is: what a test asks of it, it asks of each."""
    if request.param == "sqlite":
        return request.getfixturevalue("file_store")  # type: ignore[no-any-return]
    return create_store_at(request.getfixturevalue("server").address(), FIRST, SLOTS)


def read(store: Store) -> tuple[Head, list[bytes]]:
    with store.snapshot() as snapshot:
        return snapshot.head, list(snapshot.slots(range(1, snapshot.last_place + 1)))


def swap(store: Store, head: Head, slots: dict[int, bytes]) -> None:
    with store.turn() as turn:
        turn.write(head, slots)


def test_what_is_written_is_there(here: Path, file_store: SqliteStore) -> None:
    assert read(file_store) == (FIRST, SLOTS)
    assert read(SqliteStore(here / "v")) == (FIRST, SLOTS)
    assert stat.S_IMODE((here / "v").stat().st_mode) == 0o600
    assert [path.name for path in here.iterdir()] == ["v"]


def test_a_turn_writes_all_of_it_or_nothing(store: Store) -> None:
    swap(store, SECOND, {3: b"new", 21: b"more"})
    head, slots = read(store)
    assert head == SECOND
    assert (slots[2], slots[20], len(slots)) == (b"new", b"more", 21)
    with pytest.raises(ZeroDivisionError), store.turn() as turn:
        turn.write(FIRST, {3: b"late"})
        _ = 1 / 0
    assert read(store) == (head, slots)


def test_a_turn_sees_what_the_last_one_wrote(store: Store) -> None:
    swap(store, SECOND, {3: b"new"})
    with store.turn() as turn:
        assert turn.head == SECOND
        assert next(turn.slots([3])) == b"new"


def test_a_second_write_over_an_old_head_is_a_conflict(store: Store) -> None:
    with pytest.raises(ConflictError), store.turn() as turn:
        turn.write(SECOND, {})
        turn.write(FIRST, {3: b"late"})
    assert read(store) == (FIRST, SLOTS)


def test_the_settings_are_those_of_the_design(
    here: Path, file_store: SqliteStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = {}
    connect = sqlite3.connect

    def spy(*args: object, **kwargs: object) -> sqlite3.Connection:
        connection = connect(*args, **kwargs)  # type: ignore[call-overload]
        seen["connection"] = connection
        return connection

    monkeypatch.setattr(sqlite3, "connect", spy)
    with file_store.snapshot():
        pragmas = {
            name: seen["connection"].execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("journal_mode", "synchronous", "secure_delete", "temp_store", "trusted_schema")
        }
    assert pragmas == {
        "journal_mode": "delete",
        "synchronous": 3,
        "secure_delete": 1,
        "temp_store": 2,
        "trusted_schema": 0,
    }


def test_what_is_overwritten_is_gone_from_the_file(here: Path, file_store: SqliteStore) -> None:
    secret = b"old keyring, " * 1000
    swap(file_store, Head(SECOND.version, secret), {1: b"\xee" * 5000})
    assert b"old keyring" in (here / "v").read_bytes()
    swap(file_store, FIRST, {1: SLOTS[0]})
    data = (here / "v").read_bytes()
    assert b"old keyring" not in data
    assert b"\xee" * 100 not in data


def test_writing_in_place_does_not_change_the_size(here: Path, file_store: SqliteStore) -> None:
    size = (here / "v").stat().st_size
    for number in range(1, 20):
        swap(file_store, Head(bytes([number]) * 16, b"keyring %03d" % number), {number: bytes(5000)})
    assert (here / "v").stat().st_size == size


def test_the_change_counter_starts_anywhere(here: Path) -> None:
    counters = set()
    for number in range(4):
        create_store(here / str(number), FIRST, SLOTS[:1])
        header = (here / str(number)).read_bytes()[:100]
        counters.add(struct.unpack_from(">I", header, 24))
        assert header[24:28] == header[92:96]
    assert len(counters) == 4


def test_a_file_that_is_there_is_left_alone(here: Path) -> None:
    (here / "v").write_bytes(b"theirs")
    with pytest.raises(OutputExistsError):
        create_store(here / "v", FIRST, SLOTS)
    assert [(path.name, path.read_bytes()) for path in here.iterdir()] == [("v", b"theirs")]


@pytest.mark.parametrize("name", ["empty", "text", "short", "other database", "folder", "missing", "newer", "key"])
def test_what_is_no_vault_is_refused_and_left_alone(here: Path, name: str) -> None:
    path = here / name
    if name == "folder":
        path.mkdir()
    elif name == "other database":
        sqlite3.connect(path).execute("CREATE TABLE t (x)").connection.close()
    elif name == "newer":
        connection = sqlite3.connect(path)
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
        connection.execute("CREATE TABLE t (x)").connection.close()
    elif name != "missing":
        path.write_bytes(
            {"empty": b"", "text": b"hello\n" * 100, "short": b"SQLite format 3\0", "key": b"-----B"}[name]
        )
    before = path.read_bytes() if path.is_file() else None
    with pytest.raises(NotAVaultError):
        check_is_vault(path)
    with pytest.raises(NotAVaultError):
        SqliteStore(path)
    assert (path.read_bytes() if path.is_file() else None) == before
    assert len(list(here.iterdir())) == (name != "missing")


def test_a_pipe_is_refused_and_waited_for_by_nobody(here: Path) -> None:
    os.mkfifo(here / "pipe")
    for open_ in (check_is_vault, SqliteStore):
        with pytest.raises(NotAVaultError, match="no file"):
            open_(here / "pipe")


def test_every_truncation_is_refused(here: Path, file_store: SqliteStore) -> None:
    data = (here / "v").read_bytes()
    for length in range(0, len(data) - 1, 4096):
        (here / "cut").write_bytes(data[:length])
        with pytest.raises(VaultError):
            read(SqliteStore(here / "cut"))


@pytest.mark.parametrize(
    "sql",
    [
        "DROP TABLE slots",
        "DELETE FROM head",
        "UPDATE head SET version = 'text of sixteen'",
        "UPDATE head SET keyring = x''",
        "CREATE TABLE more (x)",
        "CREATE TRIGGER t AFTER UPDATE ON slots BEGIN DELETE FROM head; END",
        "CREATE VIEW w AS SELECT * FROM slots",
    ],
)
def test_another_schema_is_refused(here: Path, file_store: SqliteStore, sql: str) -> None:
    connection = sqlite3.connect(here / "v")
    connection.execute(sql)
    connection.commit()
    connection.close()
    with pytest.raises(DamagedVaultError):
        read(file_store)


def test_a_slot_that_is_missing_is_damage(store: Store) -> None:
    with pytest.raises(DamagedVaultError, match="slot is missing"), store.snapshot() as snapshot:
        list(snapshot.slots([1, 99]))


def test_a_name_with_odd_characters_is_a_name(here: Path) -> None:
    path = here / "a b?mode=memory#%20é.vault"
    assert read(create_store(path, FIRST, SLOTS)) == (FIRST, SLOTS)


def test_a_lock_that_is_held_too_long_is_named(
    here: Path, file_store: SqliteStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bronwacht.vault.store.BUSY_SECONDS", 0.05)
    holder = sqlite3.connect(here / "v", isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    with pytest.raises(BusyVaultError):
        read(file_store)
    with pytest.raises(BusyVaultError):
        swap(file_store, SECOND, {})
    holder.close()
    assert read(file_store) == (FIRST, SLOTS)


def test_many_at_once_wait_for_each_other(store: Store) -> None:
    def count(_: int) -> None:
        with store.turn() as turn:
            (number,) = turn.slots([1])
            turn.write(Head(secrets.token_bytes(16), b"k"), {1: bytes([number[0] + 1]) * 10})

    threads = [threading.Thread(target=count, args=(number,)) for number in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert read(store)[1][0] == bytes([12]) * 10


STARVED = 200
"""Turns of others in which somebody who waits is not served. A fair queue gives 3; a busy machine puts threads off
for dozens; without a queue it is thousands, until the patience of whoever waits is at its end."""


def test_nobody_who_waits_is_overtaken_for_ever(here: Path, file_store: SqliteStore) -> None:
    """One writer who does nothing but write, and one who comes now and then: the second is served in between."""
    stop, counts = threading.Event(), [0, 0]

    def write() -> None:
        with file_store.turn() as turn:
            turn.write(Head(secrets.token_bytes(16), b"k"), {})

    def busy() -> None:
        while not stop.is_set():
            write()
            counts[0] += 1

    colleagues = [threading.Thread(target=busy) for _ in range(3)]
    for colleague in colleagues:
        colleague.start()
    try:
        for _ in range(20):
            before = counts[0]
            write()
            counts[1] = max(counts[1], counts[0] - before)
    finally:
        stop.set()
        for colleague in colleagues:
            colleague.join()
    assert counts[1] < STARVED


def test_a_folder_that_cannot_be_locked_is_done_without(
    here: Path, file_store: SqliteStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr("bronwacht.vault.files.fcntl.flock", refuse)
    swap(file_store, SECOND, {3: b"new"})
    assert read(file_store)[0] == SECOND


def test_whoever_keeps_the_folder_locked_holds_up_nobody_for_ever(
    here: Path, file_store: SqliteStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever can list the folder can lock it, and need not be one who can write to the vault."""
    monkeypatch.setattr("bronwacht.vault.files.LINE_SECONDS", 0.05)
    handle = os.open(here, os.O_RDONLY)
    fcntl.flock(handle, fcntl.LOCK_EX)
    try:
        assert read(file_store)[0] == FIRST  # whoever reads does not wait in line
        swap(file_store, SECOND, {})
    finally:
        os.close(handle)
    assert read(file_store)[0] == SECOND
