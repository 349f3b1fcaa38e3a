"""A copy of a vault as it is at one moment, as a vault file, read back and checked before it is called a backup.

Called by commands. A backup holds what is shredded after it was made, until every editor has ratcheted their key.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from .files import check_fresh
from .keys import EditorKey
from .memory import Memory, Remembered
from .store import SqliteStore, Store
from .vault import Vault
from .verify import Verified, verify


def backup(vault: Vault, path: Path) -> Verified:
    """Copy a vault, wherever it lies, to a new file, and check the copy down to every record.

    1. Recall what this machine has seen: the copy must be no older.
    2. Copy the store as it is at one moment, while others read and wait to write; see :meth:`Store.copy_to`.
    3. Open the copy, and verify it as the vault itself is verified; one that fails is removed.

    Raises :class:`OutputExistsError`, :class:`StorageError`, or what is wrong with the copy, which is then wrong with
    the vault as well.
    """
    check_fresh(path)
    seen = vault.memory.recall(vault.key)  # 1
    copy = vault.store.copy_to(path)  # 2
    try:
        return verify(Vault(copy, vault.key, _AsItWas(seen)))  # 3
    except BaseException:  # ^C too: what was not verified must not pass for a backup
        path.unlink()
        raise


def backup_blind(store: Store, path: Path) -> SqliteStore:
    """Copy a vault without its key, as whoever keeps the server does: whole, but nobody has seen that it opens."""
    check_fresh(path)
    return store.copy_to(path)


class _AsItWas(Memory):
    """What was remembered before the copy was made: a colleague's later act is not in it, and need not be."""

    def __init__(self, seen: Mapping[str, Remembered]) -> None:
        self._seen = seen

    def recall(self, key: EditorKey) -> Mapping[str, Remembered]:
        return self._seen

    def remember(self, key: EditorKey, item: Remembered) -> None:
        """Nothing: a copy in a safe is not where the vault is."""
