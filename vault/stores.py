"""Where a vault lies, by its address: a file, or a PostgreSQL server."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterable
from pathlib import Path

from .files import check_fresh
from .keys import EditorKey
from .memory import mark
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


def place_of(address: Address, key: EditorKey) -> str:
    """The mark of an address for the memory of ``key``'s editor.

    Links are not followed: whoever can put a vault in the place of another can put a link there as well.
    """
    if isinstance(address, str) and is_server(address):
        return mark(key, "server", address.encode())
    return mark(key, "file", os.fsencode(os.path.abspath(address)))  # noqa: PTH100  # Path.absolute() keeps ".."


def dossier_of(name: str, key: EditorKey) -> str:
    """The mark of a dossier's name for the memory of ``key``'s editor."""
    return mark(key, "dossier", unicodedata.normalize("NFC", name).casefold().encode())


def check_address_is_fresh(address: Address) -> None:
    """Raise :class:`OutputExistsError` when something is there, before anybody is asked for a passphrase."""
    if isinstance(address, str) and is_server(address):
        check_server_is_fresh(address)
    else:
        check_fresh(Path(address))
