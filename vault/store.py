"""Blobs in one SQLite file, by somebody who cannot read any of them.

The store knows two things: the *head*, which is the sealed keyring with a random version tag, and the *slots*,
numbered places that each hold a sealed blob of one of a few lengths. Which slots hold something, only the keyring
knows. There are no times, no counters, no labels; slots are rewritten in place with blobs of the same length, so that
the file's size tells no more than the number of slots does.

The settings: a rollback journal rather than WAL (a WAL keeps deleted keys), flushed with its folder, deleted content
overwritten, nothing temporary on disk. What SQLite itself keeps is a change counter in the header, which starts here
at a random number; whoever holds two copies of one vault can count the writes between them.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import ClassVar, Protocol
from urllib.parse import quote

from ..said import said
from .errors import (
    BusyVaultError,
    ConflictError,
    DamagedVaultError,
    StorageError,
    UnreachableError,
    VaultError,
)
from .files import build_fresh, wait_in_line
from .journal import check_names_none, forgotten
from .sqlite_header import APPLICATION_ID, SCHEMA_VERSION, check_is_vault, hide_counter

VERSION_SIZE = 16
MAX_KEYRING = 33 << 20
"""Bytes of a sealed keyring: 32 MiB and what sealing adds, for millions of acts; a stop for a file made to harm."""

MAX_SLOT = 1 << 30
"""Bytes of a slot: SQLite itself holds no longer blob."""

BUSY_SECONDS = 60.0
"""How long one writer waits for others; a write takes a tenth of a second."""

PAGE_SIZE = 16 << 10
"""Bytes of a page: with SQLite's usual 4 KiB, a write of some long slots takes twice as long; with more, no less."""

CACHE_KIB = 64 << 10
"""Room for what one write changes: SQLite flushes a cache that is too small to disk halfway, and again at the end."""

_TOO_BUSY = said("others kept the vault busy for too long; nothing was written, try again")
_SCHEMA = (
    "CREATE TABLE head (one INTEGER PRIMARY KEY CHECK (one = 1), version BLOB NOT NULL, keyring BLOB NOT NULL)",
    "CREATE TABLE slots (place INTEGER PRIMARY KEY, sealed BLOB NOT NULL)",
    "CREATE INDEX slots_by_length ON slots (length(sealed))",
)
"""In the order of their names. The index counts slots without reading them: it repeats what the table shows anyway."""


@dataclass(frozen=True)
class Head:
    """The sealed keyring, and a random tag that changes with every write."""

    version: bytes
    keyring: bytes


class Layout(Protocol):
    """How many slots there are, and of which lengths; anybody can see it."""

    @property
    def counts(self) -> Mapping[int, int]:
        """How many slots there are of each length (bytes)."""

    @property
    def total(self) -> int:
        """How many slots there are in all."""

    @property
    def first_place(self) -> int:
        """The lowest place; 0 when there is none."""

    @property
    def last_place(self) -> int:
        """The highest place; 0 when there is none."""

    def length(self, place: int) -> int:
        """Bytes of the slot in a place; 0 when there is none."""

    def places(self, length: int) -> Sequence[int]:
        """Every place with a slot of this length, in no order."""


class Snapshot(Layout, Protocol):
    """One state of a store, as it was at one moment."""

    @property
    def head(self) -> Head:
        """The sealed keyring and its tag."""

    def slots(self, places: Iterable[int]) -> Iterator[bytes]:
        """The blobs of these places, in this order; raises :class:`DamagedVaultError` for one that is not there."""

    def check_sound(self) -> None:
        """Check what no keyring tells of, as the places of dummies; raises :class:`DamagedVaultError`."""


class Turn(Snapshot, Protocol):
    """A snapshot that stays the present state until it is written over."""

    def write(self, head: Head, slots: Mapping[int, bytes], *, forget: bool = False) -> None:
        """Put another head, and these slots in their places; to ``forget``, leave no trace of what was there.

        Raises :class:`ConflictError` when the head is no longer the one of the snapshot.
        """


class Store(Protocol):
    """Where a vault's blobs lie."""

    overwrites: ClassVar[bool]
    """Whether what is written over is gone. Where it is not, only a ratchet of all keys completes a shredding."""

    def snapshot(self) -> contextlib.AbstractContextManager[Snapshot]:
        """Open the present state for reading."""

    def turn(self) -> contextlib.AbstractContextManager[Turn]:
        """Wait until nobody else writes, then open the present state for reading and for one write.

        What was written is on disk when the context ends, all of it; or, after an exception, none.
        """

    def copy_to(self, path: Path) -> SqliteStore:
        """Copy the present state into a new file, whole or not at all, and check that the file is sound.

        Raises :class:`OutputExistsError`, :class:`StorageError`.
        """


class SqliteStore:
    """A store in one file, which exists."""

    overwrites: ClassVar[bool] = True

    def __init__(self, path: Path) -> None:
        check_is_vault(path)
        self._path = path

    @contextlib.contextmanager
    def snapshot(self) -> Iterator[Snapshot]:
        """Open the present state for reading, in one transaction; see :meth:`Store.snapshot`."""
        with _explained(), _connect(self._path) as connection:
            connection.execute("BEGIN")
            _check_whole(connection, self._path)
            yield _SqliteSnapshot(connection)

    @contextlib.contextmanager
    def turn(self) -> Iterator[Turn]:
        """Open the present state for one write; see :meth:`Store.turn`.

        1. Wait in line, then take the write lock: whoever comes later waits, and does no work in vain.
        2. Let the caller read and write; the head is replaced only where its version is the one that was read.
        3. Commit, with the journal and its folder flushed.
        4. Where something is to be forgotten, overwrite what the journal held: all that was there before.
        """
        with _in_line(self._path.parent), _explained(), _connect(self._path) as connection:
            connection.execute("BEGIN IMMEDIATE")  # 1
            _check_whole(connection, self._path)
            turn = _SqliteTurn(connection)
            yield turn  # 2
            with forgotten(self._path) if turn.forgets else contextlib.nullcontext():  # 4
                connection.execute("COMMIT")  # 3

    def copy_to(self, path: Path) -> SqliteStore:
        """Copy the file by SQLite's own means, which waits for writers and lets none in between."""

        def fill(part: Path) -> None:
            with _explained(), _connect(self._path) as connection, _connect(part) as copy:
                connection.execute("BEGIN")
                _check_whole(connection, self._path)
                connection.backup(copy)
                if copy.execute("PRAGMA integrity_check").fetchall() != [("ok",)]:
                    raise DamagedVaultError("the vault is damaged: its tables do not fit together; use an older backup")

        build_fresh(path, fill)
        return SqliteStore(path)


class _SqliteSnapshot:
    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self.head = _read_head(connection)

    @cached_property
    def counts(self) -> Mapping[int, int]:
        return dict(self._connection.execute("SELECT length(sealed), count(*) FROM slots GROUP BY length(sealed)"))

    @property
    def total(self) -> int:
        return int(self._connection.execute("SELECT count(*) FROM slots").fetchone()[0])

    @cached_property
    def first_place(self) -> int:
        return int(self._connection.execute("SELECT coalesce(min(place), 0) FROM slots").fetchone()[0])

    @cached_property
    def last_place(self) -> int:
        return int(self._connection.execute("SELECT coalesce(max(place), 0) FROM slots").fetchone()[0])

    def length(self, place: int) -> int:
        row = self._connection.execute("SELECT length(sealed) FROM slots WHERE place = ?", (place,)).fetchone()
        return int(row[0]) if row else 0

    def places(self, length: int) -> Sequence[int]:
        return [
            row[0] for row in self._connection.execute("SELECT place FROM slots WHERE length(sealed) = ?", (length,))
        ]

    def slots(self, places: Iterable[int]) -> Iterator[bytes]:
        for place in places:
            row = self._connection.execute(
                "SELECT sealed FROM slots WHERE place = ? AND typeof(sealed) = 'blob' AND length(sealed) <= ?",
                (place, MAX_SLOT),
            ).fetchone()
            if row is None or not row[0]:
                raise DamagedVaultError("the vault is damaged: a slot is missing")
            yield bytes(row[0])

    def check_sound(self) -> None:
        with _explained():
            found = self._connection.execute("PRAGMA integrity_check").fetchall()
        if found != [("ok",)]:
            raise DamagedVaultError("the vault is damaged: the file was cut off or changed; use a backup")


class _SqliteTurn(_SqliteSnapshot):
    forgets = False

    def write(self, head: Head, slots: Mapping[int, bytes], *, forget: bool = False) -> None:
        self.forgets = forget
        replaced = self._connection.execute(
            "UPDATE head SET version = ?, keyring = ? WHERE version = ?",
            (head.version, head.keyring, self.head.version),
        )
        if replaced.rowcount != 1:
            raise ConflictError("the vault has changed meanwhile; nothing was written, try again")
        _write_slots(self._connection, sorted(slots.items()))


def create_store(path: Path, head: Head, slots: Iterable[bytes]) -> SqliteStore:
    """Make a new file with these slots, in places 1, 2, …; raises :class:`OutputExistsError`, :class:`StorageError`."""

    def fill(part: Path) -> None:
        with _explained(), _connect(part) as connection:
            connection.execute(f"PRAGMA page_size = {PAGE_SIZE}")
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
            connection.execute("BEGIN IMMEDIATE")
            for statement in _SCHEMA:
                connection.execute(statement)
            connection.execute(
                "INSERT INTO head (one, version, keyring) VALUES (1, ?, ?)", (head.version, head.keyring)
            )
            _write_slots(connection, enumerate(slots, start=1))
            connection.execute("COMMIT")
        hide_counter(part)

    build_fresh(path, fill)
    return SqliteStore(path)


@contextlib.contextmanager
def _in_line(folder: Path) -> Iterator[None]:
    """Wait until it is our turn to write into a folder.

    SQLite's lock is what counts, but it knows no line: whoever waits asks again ten times a second, and a busy
    colleague is always quicker. So writers first lock the folder, which the system hands on in order, leaves no file
    behind, and drops when a process ends. Where a file system has no such lock, they do without; as they do where
    somebody keeps it, which whoever can list the folder could do to hold up those who can write.
    """
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:
        yield
        return
    try:
        wait_in_line(handle)
        yield
    finally:
        os.close(handle)


@contextlib.contextmanager
def _connect(path: Path) -> Iterator[sqlite3.Connection]:
    check_names_none(path)
    uri = f"file:{quote(os.fsencode(path.absolute()))}?mode=rw"
    with contextlib.closing(sqlite3.connect(uri, uri=True, timeout=BUSY_SECONDS, isolation_level=None)) as connection:
        for setting in (
            "trusted_schema = OFF",
            "cell_size_check = ON",
            "temp_store = MEMORY",
            f"cache_size = -{CACHE_KIB}",
            "synchronous = EXTRA",
            "secure_delete = ON",
        ):
            connection.execute(f"PRAGMA {setting}")
        # Whoever can write to the file could have set it to a WAL, and hold it there by having it open.
        if connection.execute("PRAGMA journal_mode = DELETE").fetchone() != ("delete",):
            raise BusyVaultError(
                "another program holds the vault open in a mode in which nothing is forgotten; close it there, and"
                " try again"
            )
        yield connection


def _check_whole(connection: sqlite3.Connection, path: Path) -> None:
    """Within a transaction, when what a killed writer left has been rolled back and nobody else writes."""
    ((pages,),), ((page_size,),) = (connection.execute(f"PRAGMA {name}") for name in ("page_count", "page_size"))
    if path.stat().st_size < pages * page_size:
        raise DamagedVaultError("the vault is damaged: the file was cut off; use a backup")
    # Anything else in a schema, such as a trigger, would run with our rights.
    found = [row[0] for row in connection.execute("SELECT sql FROM sqlite_master ORDER BY name")]
    if found != list(_SCHEMA):
        raise DamagedVaultError("the vault is damaged: its tables are not those of a vault")


def _read_head(connection: sqlite3.Connection) -> Head:
    sizes = connection.execute("SELECT length(version), length(keyring) FROM head").fetchall()
    if len(sizes) != 1 or sizes[0][0] != VERSION_SIZE or not 0 < sizes[0][1] <= MAX_KEYRING:
        raise DamagedVaultError("the vault is damaged: it has no keyring")
    version, keyring = connection.execute("SELECT version, keyring FROM head").fetchone()
    if not isinstance(version, bytes) or not isinstance(keyring, bytes):
        raise DamagedVaultError("the vault is damaged: it has no keyring")
    return Head(version, keyring)


def _write_slots(connection: sqlite3.Connection, slots: Iterable[tuple[int, bytes]]) -> None:
    connection.executemany(
        "INSERT INTO slots (place, sealed) VALUES (?, ?) ON CONFLICT (place) DO UPDATE SET sealed = excluded.sealed",
        slots,
    )


@contextlib.contextmanager
def _explained() -> Iterator[None]:
    """Turn SQLite's errors into ours; in every case the transaction is rolled back, and the old state is whole."""
    try:
        yield
    except sqlite3.Error as error:
        raise _explain(error) from None


_UNREAD = (sqlite3.SQLITE_IOERR_READ, sqlite3.SQLITE_IOERR_SHORT_READ)


def _explain(error: sqlite3.Error) -> VaultError:
    # The low byte is the primary code, whatever the detail. Source: SQLite result and error codes.
    match getattr(error, "sqlite_errorcode", 0) & 0xFF:
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return BusyVaultError(_TOO_BUSY)
        case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_PERM:
            return StorageError("the vault is read-only; nothing was written or shown, since no reading can be logged")
        case sqlite3.SQLITE_CANTOPEN:
            return StorageError("the vault's folder cannot be written; nothing was written or shown")
        case sqlite3.SQLITE_FULL:
            return StorageError("the disk is full; nothing was written, the vault is as it was")
        case sqlite3.SQLITE_IOERR if error.sqlite_errorcode in _UNREAD:
            return UnreachableError("the disk cannot be read; the vault is as it was")
        case sqlite3.SQLITE_IOERR:
            return StorageError("the disk cannot be read or written; the vault is as it was")
        case _:
            return DamagedVaultError("the vault is damaged: the file was cut off or changed; use a backup")
