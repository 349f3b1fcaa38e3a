"""What is PostgreSQL's own; that it is a store like any other stands in test_store.py."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from bronwacht.vault.errors import (
    AddressError,
    DamagedVaultError,
    NotAVaultError,
    OutputExistsError,
    StorageError,
    VaultError,
)
from bronwacht.vault.postgres import PostgresStore, check_server_is_fresh, create_postgres_store
from bronwacht.vault.store import Head, SqliteStore
from bronwacht.vault.stores import check_address, check_address_is_fresh, create_store_at, open_store

if TYPE_CHECKING:
    from .postgres_server import Server

FIRST, SECOND = Head(b"a" * 16, b"keyring one"), Head(b"b" * 16, b"keyring two")
SLOTS = [bytes([number]) * 5000 for number in range(5)]
PASSWORD = "een wachtwoord van de proef"


def test_without_the_driver_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(AddressError, match=r"bronwacht\[postgres\]"):
        open_store("postgresql:///newsroom")


def sql(server: Server, statement: str) -> None:
    import psycopg

    where = f"host={server.folder} port={server.port} user=tester dbname=postgres"
    with psycopg.connect(where, autocommit=True) as connection:
        connection.execute(statement)  # type: ignore[call-overload]


def test_the_address_says_which_store_it_is(server: Server, here: Path) -> None:
    address = server.address()
    check_address_is_fresh(address)
    assert isinstance(create_store_at(address, FIRST, SLOTS), PostgresStore)
    assert isinstance(open_store(address), PostgresStore)
    check_address(address)
    with pytest.raises(OutputExistsError):
        check_address_is_fresh(address)
    assert isinstance(create_store_at("v", FIRST, SLOTS), SqliteStore)
    assert isinstance(open_store(here / "v"), SqliteStore)
    assert (PostgresStore.overwrites, SqliteStore.overwrites) == (False, True)


def test_vaults_of_one_database_are_apart(server: Server) -> None:
    one, other = server.address(), server.address()
    create_postgres_store(one, FIRST, SLOTS)
    with pytest.raises(NotAVaultError, match="no vault of that name"):
        PostgresStore(other)
    create_postgres_store(other, SECOND, SLOTS[:1])
    with PostgresStore(one).snapshot() as snapshot:
        assert snapshot.head == FIRST
    with pytest.raises(OutputExistsError):
        create_postgres_store(one, SECOND, SLOTS)
    with pytest.raises(OutputExistsError):
        check_server_is_fresh(one)
    with PostgresStore(one).snapshot() as snapshot:
        assert snapshot.head == FIRST


@pytest.mark.parametrize(
    "address",
    [
        "postgresql://anna:geheim@127.0.0.1/newsroom",
        "postgresql://127.0.0.1/newsroom?password=geheim&vault=one",
        "postgresql://127.0.0.1/newsroom?vault=one&sslpassword=geheim",
        "postgresql://127.0.0.1/newsroom?vault=Geheim",
        "postgresql://127.0.0.1/newsroom?vault=",
        "postgresql://127.0.0.1/newsroom?geheim=1",
    ],
)
@pytest.mark.usefixtures("driver")
def test_an_address_with_a_password_or_without_sense_is_refused_and_not_repeated(address: str) -> None:
    for refuse in (open_store, check_address_is_fresh, lambda a: create_store_at(a, FIRST, SLOTS)):
        with pytest.raises(AddressError) as refusal:
            refuse(address)
        assert "geheim" not in str(refusal.value).casefold()


def test_a_password_in_the_environment_is_refused(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PGPASSWORD", PASSWORD)
    with pytest.raises(AddressError, match=r"\.pgpass"):
        open_store(server.address())


def test_a_password_comes_from_libpqs_own_files(server: Server, here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    create_postgres_store(server.address("mine"), FIRST, SLOTS)
    monkeypatch.setenv("PGPASSFILE", str(here / "pgpass"))
    with pytest.raises(StorageError, match=r"not in ~/\.pgpass"):
        open_store(server.address_with_password("mine"))
    (here / "pgpass").write_text(f"127.0.0.1:{server.port}:*:tester:{PASSWORD}\n")
    (here / "pgpass").chmod(0o600)
    open_store(server.address_with_password("mine"))
    monkeypatch.delenv("PGPASSFILE")
    (here / "services").write_text(
        f"[newsroom]\nhost=127.0.0.1\nport={server.port}\nuser=tester\ndbname=postgres\npassword={PASSWORD}\n"
    )
    monkeypatch.setenv("PGSERVICEFILE", str(here / "services"))
    open_store("postgresql:///?service=newsroom&vault=mine")


def test_a_server_elsewhere_must_prove_who_it_is(driver: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    def refuse(conninfo: str, **_: object) -> None:
        asked.append(conninfo)
        raise driver.OperationalError

    monkeypatch.setattr(driver, "connect", refuse)
    for address in (
        "postgresql://pg.example/db",
        "postgresql://localhost/db",
        "postgresql://pg.example/db?sslmode=require",
    ):
        with pytest.raises(StorageError, match="cannot be reached"):
            open_store(address)
    assert ["verify-full" in conninfo for conninfo in asked] == [True, False, False]
    assert "vault" not in "".join(asked)
    asked.clear()
    for address in ("postgresql://localhost/db?hostaddr=192.0.2.5", "postgresql://%2Ftmp,pg.example/db"):
        with pytest.raises(StorageError, match="cannot be reached"):
            open_store(address)
    monkeypatch.setenv("PGHOST", "pg.example")
    for address in ("postgresql:///db", "postgresql:///db?service=newsroom"):
        with pytest.raises(StorageError, match="cannot be reached"):
            open_store(address)
    assert ["verify-full" in conninfo for conninfo in asked] == [True, True, True, False]


def test_a_server_that_does_not_flush_is_refused(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    address = server.address()
    store = create_postgres_store(address, FIRST, SLOTS)
    sql(server, "ALTER SYSTEM SET fsync = off")
    sql(server, "SELECT pg_reload_conf()")
    try:
        deadline = time.monotonic() + 10
        while time.monotonic() < deadline:
            try:
                open_store(address)
            except StorageError:
                break
            time.sleep(0.05)
        with pytest.raises(StorageError, match="fsync off"), store.turn() as turn:
            turn.write(SECOND, {})
    finally:
        sql(server, "ALTER SYSTEM RESET fsync")
        sql(server, "SELECT pg_reload_conf()")
        time.sleep(0.3)
    with store.snapshot() as snapshot:
        assert snapshot.head == FIRST


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ("DELETE FROM {0}.head", DamagedVaultError),
        ("UPDATE {0}.head SET version = 'short'", DamagedVaultError),
        ("UPDATE {0}.head SET keyring = ''", DamagedVaultError),
        ("UPDATE {0}.head SET format = 3", NotAVaultError),
        ("DROP TABLE {0}.head", NotAVaultError),
        ("DROP SCHEMA {0} CASCADE", NotAVaultError),
    ],
)
def test_what_is_no_vault_is_refused(server: Server, change: str, error: type[VaultError]) -> None:
    address = server.address()
    store = create_postgres_store(address, FIRST, SLOTS)
    sql(server, change.format("bronwacht_" + address.rpartition("=")[2]))
    with pytest.raises(error), store.snapshot():
        pass
    with pytest.raises(error):
        open_store(address)


def test_who_may_only_read_writes_nothing(server: Server) -> None:
    address = server.address()
    store = create_postgres_store(address, FIRST, SLOTS)
    reader = open_store(address + "&options=-c%20default_transaction_read_only%3Don")
    with pytest.raises(StorageError, match="read-only"), reader.turn() as turn:
        turn.write(SECOND, {1: b"x"})
    with store.snapshot() as snapshot:
        assert snapshot.head == FIRST


HOLD = """
import sys, time
from bronwacht.vault.postgres import PostgresStore
from bronwacht.vault.store import Head
with PostgresStore(sys.argv[1]).turn() as turn:
    turn.write(Head(b"c" * 16, b"never"), {1: b"never"})
    print("held", flush=True)
    time.sleep(60)
"""


def test_a_lock_of_a_killed_process_is_no_obstacle(server: Server) -> None:
    address = server.address()
    store = create_postgres_store(address, FIRST, SLOTS)
    holder = subprocess.Popen([sys.executable, "-c", HOLD, address], stdout=subprocess.PIPE)
    assert holder.stdout is not None
    assert holder.stdout.readline() == b"held\n"
    with store.snapshot() as snapshot:  # whoever reads does not wait
        assert snapshot.head == FIRST
    threading.Timer(0.3, lambda: os.kill(holder.pid, signal.SIGKILL)).start()
    with store.turn() as turn:
        assert turn.head == FIRST
        turn.write(SECOND, {1: b"mine"})
    holder.wait()
    holder.stdout.close()
    with store.snapshot() as snapshot:
        assert (snapshot.head, next(snapshot.slots([1]))) == (SECOND, b"mine")


def test_a_connection_that_breaks_is_named(server: Server) -> None:
    store = create_postgres_store(server.address(), FIRST, SLOTS)
    with pytest.raises(StorageError), store.turn() as turn:
        sql(server, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
                    " AND usename = 'tester'")  # fmt: skip
        turn.write(SECOND, {1: b"never"})
    with store.snapshot() as snapshot:
        assert snapshot.head == FIRST
