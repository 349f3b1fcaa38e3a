"""Files written late: whole or not at all, on the disk before they have their name, and over nothing unless asked to.

Every command, and the engine, writes through this, so that a disk that is full, without links or taken away in the
middle leaves the same everywhere: what was there. The vault's store has its own ways.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

UNFINISHED = ".bronwacht-"
"""How the name of a file begins that has not been given its own yet; one that is left was killed in the middle."""


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

    Whatever happens before step 3 is complete, ``path`` is as it was and no other file is left. Raises
    :class:`FileExistsError` where something stands at ``path``, also where it came there meanwhile, unless ``over``;
    :class:`OSError` otherwise.
    """
    handle, name = tempfile.mkstemp(prefix=UNFINISHED, dir=path.parent)  # 1: mode 0600
    fresh = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            if durable:
                file.flush()
                os.fsync(file.fileno())
        look(fresh.read_bytes())  # 2
        if over:  # 3
            fresh.replace(path)
        else:
            _move(fresh, path)
    finally:
        fresh.unlink(missing_ok=True)
    if durable:
        _sync(path.parent)


def _move(fresh: Path, path: Path) -> None:
    try:
        os.link(fresh, path)  # fails when something stands at `path`, which a rename would replace
    except FileExistsError:
        raise
    except OSError:  # a file system without hard links, as that of most memory sticks: the name is taken first
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        fresh.replace(path)


def _sync(folder: Path) -> None:
    with suppress(OSError):  # some file systems cannot; the file stands all the same
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
