"""Where a vault lies, by its address: a file, or a PostgreSQL server."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from .files import check_fresh
from .postgres import PostgresStore, check_server_is_fresh, create_postgres_store, is_server
from .sqlite_header import check_is_vault
from .store import Head, SqliteStore, Store, create_store

Address = Path | str
"""A path, or a text that begins with ``postgresql://``; any other text is a path."""


def open_store(address: Address) -> Store:
    """The store at an address; raises :class:`NotAVaultError`, :class:`StorageError`, :class:`AddressError`."""
    if isinstance(address, str) and is_server(address):
        return PostgresStore(address)
    return SqliteStore(Path(address))


def create_store_at(address: Address, head: Head, slots: Iterable[bytes]) -> Store:
    """Make a new store with these slots, in places 1, 2, …; raises :class:`OutputExistsError` as well."""
    if isinstance(address, str) and is_server(address):
        return create_postgres_store(address, head, list(slots))
    return create_store(Path(address), head, slots)


def check_address(address: Address) -> None:
    """Raise what :func:`open_store` would, before anybody is asked for a passphrase."""
    if isinstance(address, str) and is_server(address):
        PostgresStore(address)
    else:
        check_is_vault(Path(address))


def check_address_is_fresh(address: Address) -> None:
    """Raise :class:`OutputExistsError` when something is there, before anybody is asked for a passphrase."""
    if isinstance(address, str) and is_server(address):
        check_server_is_fresh(address)
    else:
        check_fresh(Path(address))
