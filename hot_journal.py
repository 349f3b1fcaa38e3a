"""A check of the journal beside a SQLite database, to be made before the database is opened.

When SQLite opens a database and finds a journal beside it, it takes the journal for that of a writer who was killed
("hot"): it puts back the pages in it, and then deletes the *super-journal* that the journal may name, whatever file
that is. Somebody who can write in a shared folder could use this to make another user's process delete that user's key
file. Our own journals never name a super-journal, since nothing here writes to two databases at once. Called by
everything that opens a database that others can write.
"""

from __future__ import annotations

import os
import stat
import struct
from pathlib import Path

_MAGIC = bytes.fromhex("d9d505f920a163d7")
_TAIL = struct.Struct(">II8s")
"""How a journal ends that names a super-journal: the length of its name, a checksum, the magic. Source: SQLite's
pager.c, ``readSuperJournal``."""


def journal_of(path: Path) -> Path:
    """Where the journal of the database at ``path`` is."""
    there = path.resolve()
    return there.with_name(f"{there.name}-journal")


def is_foreign(path: Path) -> bool:
    """Whether a journal lies beside the database at ``path`` that names another file, or that is no file at all.

    Where the name is not one that SQLite would follow, by its checksum, it is foreign all the same. Against somebody
    who changes the journal in the very moment between this look and SQLite's, it does not help.
    """
    try:
        handle = os.open(journal_of(path), os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except FileNotFoundError:
        return False
    except OSError:
        return True
    try:
        there = os.fstat(handle)
        is_file = stat.S_ISREG(there.st_mode)
        tail = os.pread(handle, _TAIL.size, max(0, there.st_size - _TAIL.size)) if is_file else b""
    finally:
        os.close(handle)
    length, _, magic = _TAIL.unpack(tail.rjust(_TAIL.size, b"\0"))
    return not is_file or (magic == _MAGIC and length > 0)
