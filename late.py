"""Files written late: whole or not at all, on the disk before they have their name, and over nothing unless asked to.

Every command, and the engine, writes through this, so that a disk that is full, without links or taken away in the
middle leaves the same everywhere: what was there. The vault has its own ways, and shares the last steps.
"""

from __future__ import annotations

import errno
import os
import secrets
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

UNFINISHED = ".bronwacht-"
"""How the name of a file begins that has not been given its own yet; one that is left was killed in the middle."""

_NO_LINKS = {errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK}
"""What file systems without hard links answer: FAT and most network shares the first three, FUSE the fourth."""


def write_late(
    path: Path,
    content: bytes,
    *,
    over: bool = False,
    durable: bool = True,
    look: Callable[[bytes], None] = lambda _: None,
) -> None:
    """Write ``content`` to ``path``, readable by its owner alone.

    1. Write to a fresh file in the same folder, and bring it to the disk (not where it is not to be ``durable``).
    2. Read that file again and give it to ``look``, which raises where it is not to be handed on.
    3. Move it into place, and bring the folder to the disk.

    Whatever happens before step 3 is complete, ``path`` is as it was and no other file is left; a kill before step 3
    leaves none either where the disk has files without a name (Linux, its own file systems). Raises
    :class:`FileExistsError` where something stands at ``path``, also where it came there meanwhile, unless ``over``;
    :class:`OSError` otherwise.
    """
    fresh = path.parent / f"{UNFINISHED}{secrets.token_hex(8)}"
    handle = _opened(fresh)  # 1
    try:
        with os.fdopen(handle, "w+b") as file:
            file.write(content)
            file.flush()
            if durable:
                os.fsync(handle)
            file.seek(0)
            look(file.read())  # 2
            if not os.fstat(handle).st_nlink:
                _name(handle, fresh, content)
        if over:  # 3
            fresh.replace(path)
        else:
            move_fresh(fresh, path)
    finally:
        fresh.unlink(missing_ok=True)
    if durable:
        flush_folder(path.parent)


def _opened(fresh: Path) -> int:
    """A file in the folder of ``fresh``: without a name where that can be, with that one elsewhere."""
    with suppress(OSError, AttributeError):
        return open_nameless(fresh.parent)
    return os.open(fresh, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600)


def _name(handle: int, fresh: Path, content: bytes) -> None:
    try:
        name_nameless(handle, fresh)
    except OSError:  # in a jail without /proc
        with os.fdopen(os.open(fresh, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())


def open_nameless(folder: Path) -> int:
    """A file for its owner alone that the system forgets when the process ends, even by a kill or a power cut.

    Raises AttributeError on macOS, which has none, and :class:`OSError` where a file system has none.
    """
    return os.open(folder, os.O_TMPFILE | os.O_RDWR, 0o600)


def name_nameless(handle: int, path: Path) -> None:
    """Give what :func:`open_nameless` opened a name; raises FileExistsError where that is taken, and OSError."""
    # linkat(2) follows this link only where it is given a folder, which an absolute path then has no use for.
    os.link(f"/proc/self/fd/{handle}", path, src_dir_fd=handle)


def move_fresh(fresh: Path, path: Path) -> None:
    """Give a file that is whole its name; raises FileExistsError where that is taken, and then overwrites nothing."""
    try:
        os.link(fresh, path)
    except OSError as error:
        # Memory sticks and network shares may have no links: there the name is taken first, then filled.
        if error.errno not in _NO_LINKS:
            raise
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        try:
            fresh.replace(path)
        except OSError:
            path.unlink(missing_ok=True)
            raise


def flush_folder(folder: Path) -> None:
    """Have the system write a folder's entries to the disk, where it can.

    Network shares often cannot, and a folder that may only be written to cannot be opened for it. What was moved there
    stands all the same: an error now would have somebody do it again.
    """
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
