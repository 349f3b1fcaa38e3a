"""SQLite's rollback journal, which holds what a write replaces: nothing of it stays where that is to be forgotten.

And no other file goes because of one. Where a journal lies beside a vault, SQLite takes it for what a writer left who
was killed: it puts back what it holds, and then deletes the *super-journal* that it may name, whatever file that is.
Whoever can write in a shared folder could have the next editor's process delete that editor's key, or what it remembers
of vaults. We never write into two files at once, so that a journal of ours names none.

Called by :mod:`.store`, which knows when SQLite begins, and when it is done.
"""

from __future__ import annotations

import contextlib
import os
import stat
import struct
from collections.abc import Iterator
from pathlib import Path

from ..said import said
from .errors import DamagedVaultError

_BLOCK = 1 << 20
_MAGIC = bytes.fromhex("d9d505f920a163d7")
_TAIL = struct.Struct(">II8s")
"""How a journal ends that names a super-journal: the length of its name, a checksum, the magic. Source: SQLite's
pager.c, ``readSuperJournal``."""


def check_names_none(path: Path) -> None:
    """Look at the journal beside the database at ``path`` before SQLite does; raises :class:`DamagedVaultError`.

    Where the name is not one that SQLite would follow, by its checksum, it is refused all the same. Against somebody
    who changes the journal in the very moment between this look and SQLite's, it does not help.
    """
    try:
        handle = os.open(_journal_of(path), os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except FileNotFoundError:
        return
    except OSError:
        raise DamagedVaultError(_FOREIGN) from None
    try:
        there = os.fstat(handle)
        tail = os.pread(handle, _TAIL.size, max(0, there.st_size - _TAIL.size)) if stat.S_ISREG(there.st_mode) else b""
    finally:
        os.close(handle)
    length, _, magic = _TAIL.unpack(tail.rjust(_TAIL.size, b"\0"))
    if not stat.S_ISREG(there.st_mode) or (magic == _MAGIC and length):
        raise DamagedVaultError(_FOREIGN)


_FOREIGN = said(
    "beside the vault lies a journal that this program did not write, and that could harm other files; nothing was"
    " opened. Somebody who can write in that folder put it there: use a backup, elsewhere"
)


@contextlib.contextmanager
def forgotten(path: Path) -> Iterator[None]:
    """Overwrite the journal of the database at ``path`` once SQLite has removed it: it holds what a shredding destroys.

    A file that is removed lies on the disk until something else comes there, and undeleting it needs no skill. It is
    held open for that, and overwritten only when it has no name any more: as long as it has one, it is needed.
    """
    try:
        handle = os.open(_journal_of(path), os.O_WRONLY | os.O_NOFOLLOW)
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


def _journal_of(path: Path) -> Path:
    there = path.resolve()
    return there.with_name(f"{there.name}-journal")


def _overwrite(handle: int, size: int) -> None:
    """With zeros, down to the disk; where that cannot be, what was written stands all the same."""
    with contextlib.suppress(OSError):
        for start in range(0, size, _BLOCK):
            os.pwrite(handle, bytes(min(_BLOCK, size - start)), start)
        os.fsync(handle)
