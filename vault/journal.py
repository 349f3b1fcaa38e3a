"""SQLite's rollback journal, which holds what a write replaces: nothing of it stays where that is to be forgotten.

Called by :mod:`.store`, which knows when SQLite begins, and when it is done.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

from ..hot_journal import is_foreign, journal_of
from .errors import DamagedVaultError

_BLOCK = 1 << 20


def check_names_none(path: Path) -> None:
    """Look at the journal beside the vault at ``path`` before SQLite does; raises :class:`DamagedVaultError`."""
    if is_foreign(path):
        raise DamagedVaultError(
            "beside the vault lies a journal that this program did not write, and that could harm other files; nothing"
            " was opened. Somebody who can write in that folder put it there: use a backup, elsewhere"
        )


@contextlib.contextmanager
def forgotten(path: Path) -> Iterator[None]:
    """Overwrite the journal of the database at ``path`` once SQLite has removed it: it holds what a shredding destroys.

    A file that is removed lies on the disk until something else comes there, and undeleting it needs no skill. It is
    held open for that, and overwritten only when it has no name any more: as long as it has one, it is needed.
    """
    try:
        handle = os.open(journal_of(path), os.O_WRONLY | os.O_NOFOLLOW)
    except OSError:
        yield
        return
    try:
        yield
        there = os.fstat(handle)
        if not there.st_nlink:
            _overwrite(handle, there.st_size)
    finally:
        os.close(handle)


def _overwrite(handle: int, size: int) -> None:
    """With zeros, down to the disk; where that cannot be, what was written stands all the same."""
    with contextlib.suppress(OSError):
        for start in range(0, size, _BLOCK):
            os.pwrite(handle, bytes(min(_BLOCK, size - start)), start)
        os.fsync(handle)
