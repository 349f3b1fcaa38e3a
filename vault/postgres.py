"""Blobs in a PostgreSQL server, for a newsroom that has one: the same store, kept by a server that can read none of it.

The server sees what a copied vault file shows, and the order of writes besides. Three things differ from a file:

- Overwriting destroys nothing here. PostgreSQL keeps old rows until it vacuums, and its write-ahead log, its replicas
  and its archives keep them longer. What was shredded is gone only once all editors have ratcheted their keys.
- A reading counts as logged when the server says that it is on its disk. One that runs with ``fsync`` off is refused.
- The connection says who asks, and when.

The address is libpq's, with the vault's name as one more parameter: ``postgresql://host/database?vault=one``. It never
holds a password, because other users see a command line: libpq reads ``~/.pgpass``, ``PGPASSFILE``, or a service file,
or the server knows its user by the socket. Psycopg is imported when such an address is opened, and not before.
"""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, LiteralString

from .errors import (
    AddressError,
    BusyVaultError,
    ConflictError,
    DamagedVaultError,
    NotAVaultError,
    OutputExistsError,
    StorageError,
    UnreachableError,
    VaultError,
)
from .store import (
    BUSY_SECONDS,
    MAX_KEYRING,
    MAX_SLOT,
    VERSION_SIZE,
    Head,
    Snapshot,
    SqliteStore,
    Turn,
    create_store,
)

if TYPE_CHECKING:
    import psycopg
    from psycopg.sql import Composed

SCHEMES = ("postgresql://", "postgres://")
FORMAT = 2
DEFAULT_NAME = "one"
CONNECT_SECONDS = 10

LOST_SECONDS = 60
"""After so long without a word from a client that holds the lock, the server lets others write."""

_NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")
_NAME_PARAMETER = re.compile(r"([?&])vault=([^&]*)(&|$)")
_SECRETS = ("password", "sslpassword", "oauth_client_secret")
_HERE = ("localhost", "127.0.0.1", "::1")

_SCHEMA: tuple[LiteralString, ...] = (
    "CREATE SCHEMA {schema}",
    "CREATE TABLE {schema}.head (one integer PRIMARY KEY CHECK (one = 1), format integer NOT NULL,"
    " version bytea NOT NULL, keyring bytea NOT NULL)",
    "CREATE TABLE {schema}.slots (place bigint PRIMARY KEY, sealed bytea NOT NULL)",
    # Sealed bytes cannot be compressed; trying costs time.
    "ALTER TABLE {schema}.head ALTER COLUMN keyring SET STORAGE EXTERNAL",
    "ALTER TABLE {schema}.slots ALTER COLUMN sealed SET STORAGE EXTERNAL",
    "CREATE INDEX slots_by_length ON {schema}.slots (octet_length(sealed))",
)


class PostgresStore:
    """A store in a schema of a server's database, which exists."""

    overwrites: ClassVar[bool] = False

    def __init__(self, address: str) -> None:
        self._conninfo, self._schema = _read_address(address)
        with _explained(), self._connect() as connection, connection.transaction():
            _check_server(connection)
            self._begin(connection)

    @contextlib.contextmanager
    def snapshot(self) -> Iterator[Snapshot]:
        """Open the present state for reading, in one transaction; see :meth:`Store.snapshot`."""
        with _explained(), self._connect() as connection, connection.transaction():
            connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield self._begin(connection)

    @contextlib.contextmanager
    def turn(self) -> Iterator[Turn]:
        """Open the present state for one write; see :meth:`Store.turn`.

        1. Take the lock that every writer takes; the server drops it with the connection, however that ends.
        2. Let the caller read and write; the head is replaced only where its version is the one that was read.
        3. Commit, and wait until the server has it on its disk.
        """
        with _explained(), self._connect() as connection, connection.transaction():  # 3
            _check_server(connection)
            connection.execute("SET LOCAL synchronous_commit = on")
            connection.execute(self._sql("LOCK TABLE {schema}.head IN EXCLUSIVE MODE"))  # 1
            yield self._begin(connection)  # 2

    def copy_to(self, path: Path) -> SqliteStore:
        """Copy one snapshot into a vault file; others go on writing meanwhile."""
        with self.snapshot() as snapshot:
            return create_store(path, snapshot.head, snapshot.slots(range(1, snapshot.last_place + 1)))

    def _connect(self) -> psycopg.Connection[tuple[object, ...]]:
        return _connect(self._conninfo, autocommit=True)

    def _begin(self, connection: psycopg.Connection[tuple[object, ...]]) -> _PostgresTurn:
        return _PostgresTurn(connection, self._schema)

    def _sql(self, text: LiteralString) -> Composed:
        return _sql(text, self._schema)


class _PostgresTurn:
    def __init__(self, connection: psycopg.Connection[tuple[object, ...]], schema: str) -> None:
        self._connection, self._schema = connection, schema
        self.head = self._read_head()

    @cached_property
    def counts(self) -> Mapping[int, int]:
        rows = self._rows("SELECT octet_length(sealed), count(*) FROM {schema}.slots GROUP BY 1")
        return {row[0]: row[1] for row in rows}

    @property
    def total(self) -> int:
        return int(self._rows("SELECT count(*) FROM {schema}.slots")[0][0])

    @cached_property
    def first_place(self) -> int:
        return int(self._rows("SELECT coalesce(min(place), 0) FROM {schema}.slots")[0][0])

    @cached_property
    def last_place(self) -> int:
        return int(self._rows("SELECT coalesce(max(place), 0) FROM {schema}.slots")[0][0])

    def length(self, place: int) -> int:
        rows = self._rows("SELECT octet_length(sealed) FROM {schema}.slots WHERE place = %s", place)
        return rows[0][0] if rows else 0

    def places(self, length: int) -> Sequence[int]:
        return [
            row[0] for row in self._rows("SELECT place FROM {schema}.slots WHERE octet_length(sealed) = %s", length)
        ]

    def slots(self, places: Iterable[int]) -> Iterator[bytes]:
        text: LiteralString = "SELECT sealed FROM {schema}.slots WHERE place = %s AND octet_length(sealed) <= %s"
        query = _sql(text, self._schema)
        for place in places:
            row = self._connection.execute(query, (place, MAX_SLOT), binary=True).fetchone()
            if row is None or not isinstance(row[0], bytes) or not row[0]:
                raise DamagedVaultError("the vault is damaged: a slot is missing")
            yield row[0]

    def check_sound(self) -> None:
        for _ in self.slots(range(1, self.last_place + 1)):  # the server checks what it reads
            pass

    def write(self, head: Head, slots: Mapping[int, bytes], *, forget: bool = False) -> None:
        replaced = self._connection.execute(
            _sql("UPDATE {schema}.head SET version = %s, keyring = %s WHERE version = %s", self._schema),
            (head.version, head.keyring, self.head.version),
            binary=True,
        )
        if replaced.rowcount != 1:
            raise ConflictError("the vault has changed meanwhile; nothing was written, try again")
        _write_slots(self._connection, self._schema, slots)

    def _read_head(self) -> Head:
        sizes = self._rows("SELECT format, octet_length(version), octet_length(keyring) FROM {schema}.head")
        if len(sizes) != 1 or sizes[0][1] != VERSION_SIZE or not 0 < sizes[0][2] <= MAX_KEYRING:
            raise DamagedVaultError("the vault is damaged: it has no keyring")
        if sizes[0][0] > FORMAT:
            raise NotAVaultError("a newer Bronwacht made this vault; update this one")
        if sizes[0][0] < FORMAT:
            raise NotAVaultError("an older Bronwacht made this vault; export it with that one, and import it here")
        query = _sql("SELECT version, keyring FROM {schema}.head", self._schema)
        row = self._connection.execute(query, binary=True).fetchone()
        if row is None or not isinstance(row[0], bytes) or not isinstance(row[1], bytes):
            raise DamagedVaultError("the vault is damaged: it has no keyring")
        return Head(row[0], row[1])

    def _rows(self, text: LiteralString, *parameters: int) -> list[tuple[int, ...]]:
        rows = self._connection.execute(_sql(text, self._schema), parameters).fetchall()
        return [tuple(int(str(cell)) for cell in row) for row in rows]


def is_server(address: str) -> bool:
    """Whether an address is that of a PostgreSQL server."""
    return address.startswith(SCHEMES)


def create_postgres_store(address: str, head: Head, slots: Sequence[bytes]) -> PostgresStore:
    """Make a new schema with these slots, in places 1, 2, …, all of it or nothing.

    Raises :class:`OutputExistsError`, :class:`AddressError`, :class:`StorageError`.
    """
    conninfo, schema = _read_address(address)
    # The whole connection is one transaction, which ends with it.
    with _explained(), _connect(conninfo) as connection:
        _check_server(connection)
        for statement in _SCHEMA:
            connection.execute(_sql(statement, schema))
        connection.execute(
            _sql("INSERT INTO {schema}.head (one, format, version, keyring) VALUES (1, %s, %s, %s)", schema),
            (FORMAT, head.version, head.keyring),
        )
        _write_slots(connection, schema, dict(enumerate(slots, start=1)))
    return PostgresStore(address)


def check_server_is_fresh(address: str) -> None:
    """Raise :class:`OutputExistsError` when the server has a vault of that name; before a passphrase is asked for."""
    conninfo, schema = _read_address(address)
    with _explained(), _connect(conninfo) as connection:
        if connection.execute("SELECT 1 FROM pg_namespace WHERE nspname = %s", (schema,)).fetchone():
            raise OutputExistsError("the server has a vault of that name already; choose another with ?vault=NAME")


def _read_address(address: str) -> tuple[str, str]:
    """What libpq is to be given, and the schema's name; raises :class:`AddressError`, which repeats nothing of it.

    1. Nothing secret stands in the address or in the environment.
    2. The vault's name is ours, not libpq's.
    3. A server elsewhere must prove who it is, unless the address or the service file says otherwise.
    """
    try:
        import psycopg
        from psycopg.conninfo import conninfo_to_dict, make_conninfo
    except ImportError:
        raise AddressError("a vault on a PostgreSQL server needs psycopg: pip install 'bronwacht[postgres]'") from None
    name = _NAME_PARAMETER.search(address)
    bare = _NAME_PARAMETER.sub(lambda match: match[1] if match[3] else "", address)  # 2
    schema = name[2] if name else DEFAULT_NAME
    if not _NAME.fullmatch(schema):
        raise AddressError("the vault's name in ?vault=NAME has up to 40 small letters, digits and _")
    try:
        parts = conninfo_to_dict(bare)
    except psycopg.Error:
        raise AddressError("this is no address of a vault; write it as postgresql://HOST/DATABASE?vault=NAME") from None
    if any(parts.get(secret) for secret in _SECRETS) or os.environ.get("PGPASSWORD"):  # 1
        raise AddressError(
            "a password stands in the address or in PGPASSWORD, where others see it; change that password, and put the"
            " new one in ~/.pgpass or a service file"
        )
    if not all(host.startswith("/") or host in _HERE for host in _hosts(parts)):  # 3
        parts.setdefault("sslmode", "verify-full")
    parts["options"] = (
        f"{parts.get('options') or ''} -c lock_timeout={round(BUSY_SECONDS * 1000)}"
        f" -c idle_in_transaction_session_timeout={LOST_SECONDS * 1000}"
    )
    return make_conninfo(**{name: str(part) for name, part in parts.items()}), f"bronwacht_{schema}"


def _hosts(parts: Mapping[str, object]) -> list[str]:
    """Every server that libpq may go to, by the address and the environment; a service file speaks for itself."""
    served = parts.get("service") or os.environ.get("PGSERVICE")
    environment = {} if served else os.environ
    names = (str(parts.get(name) or environment.get(f"PG{name.upper()}") or "") for name in ("host", "hostaddr"))
    return [host for several in names for host in several.split(",") if host]


def _connect(conninfo: str, *, autocommit: bool = False) -> psycopg.Connection[tuple[object, ...]]:
    import psycopg

    try:
        return psycopg.connect(conninfo, autocommit=autocommit, connect_timeout=CONNECT_SECONDS)
    except psycopg.Error as error:
        # Most failures to connect have no code: libpq never heard the server.
        if error.sqlstate:
            raise
        raise UnreachableError(
            "the vault's server cannot be reached, or wants a password that is not in ~/.pgpass or the service file"
        ) from None


def _check_server(connection: psycopg.Connection[tuple[object, ...]]) -> None:
    if connection.execute("SHOW fsync").fetchone() != ("on",):
        raise StorageError("the server runs with fsync off: a reading could be shown and its log lost; turn it on")


def _write_slots(connection: psycopg.Connection[tuple[object, ...]], schema: str, slots: Mapping[int, bytes]) -> None:
    text: LiteralString = (
        "INSERT INTO {schema}.slots (place, sealed) VALUES (%s, %b)"
        " ON CONFLICT (place) DO UPDATE SET sealed = excluded.sealed"
    )
    with connection.cursor() as cursor:
        cursor.executemany(_sql(text, schema), sorted(slots.items()))


def _sql(text: LiteralString, schema: str) -> Composed:
    from psycopg.sql import SQL, Identifier

    return SQL(text).format(schema=Identifier(schema))


@contextlib.contextmanager
def _explained() -> Iterator[None]:
    """Turn the driver's errors into ours; in every case the transaction is rolled back, and the old state is whole."""
    import psycopg

    try:
        yield
    except psycopg.Error as error:
        raise _explain(error) from None


def _explain(error: psycopg.Error) -> VaultError:
    # The five-letter code says what it is, in whatever language the server speaks. Source: PostgreSQL, appendix A.
    match error.sqlstate or "":
        case "55P03" | "40P01":
            return BusyVaultError("others kept the vault busy for too long; nothing was written, try again")
        case "40001":
            return ConflictError("the vault has changed meanwhile; nothing was written, try again")
        case "42P06":
            return OutputExistsError("the server has a vault of that name already; choose another with ?vault=NAME")
        case "3F000" | "42P01" | "42703" | "3D000":
            return NotAVaultError("the server has no vault of that name; make one with `bronwacht vault init`")
        case "25006" | "42501":
            return StorageError("the vault is read-only; nothing was written or shown, since no reading can be logged")
        case "53100":
            return StorageError("the server's disk is full; nothing was written, the vault is as it was")
        case "58030" | "XX001" | "XX002":
            return DamagedVaultError("the vault is damaged: the server cannot read it; use a backup")
        case code if code.startswith("28"):
            return UnreachableError("the server does not know this user or password; see ~/.pgpass or the service file")
        case "":
            return UnreachableError("the vault's server broke off; look whether the act is in the log")
        case _:
            return StorageError("the server refused; nothing was written, the vault is as it was")
