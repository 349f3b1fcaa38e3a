"""Writing a file that was not there: whole or not at all, for its owner's eyes only; and destroying one.

Used for key files and new vaults, which are sealed already; of plaintext, which is what somebody takes out of a vault,
nothing is left where that is cut short.
"""

from __future__ import annotations

import contextlib
import errno
import fcntl
import hmac
import os
import re
import secrets
import shutil
import stat
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

from ..errors import reason
from ..late import UNFINISHED, flush_folder, move_fresh, name_nameless, open_nameless
from ..said import Remark
from .errors import OutputExistsError, StorageError, VaultError

OWNER_ONLY, OWNER_ONLY_FOLDER = 0o600, 0o700

LINE_SECONDS = 20.0
"""How long one waits in line for a lock; then one does without."""

_LEFT = re.compile(rf"{re.escape(UNFINISHED)}[0-9a-f]{{16}}\.part")
_MARK = "unfinished"
"""A file in a folder that is being made, which nobody else can lay there."""


def open_to_read(path: Path) -> BinaryIO:
    """Open a file that somebody named, without waiting for whoever should write into it, should it be a pipe.

    One that somebody does write into is read to its end, as everywhere.
    """
    handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    os.set_blocking(handle, True)
    return os.fdopen(handle, "rb")


def read_small(path: Path, most: int, what: Remark, error: type[VaultError]) -> bytes:
    """A file that somebody named, of ``most`` bytes; raises ``error``, which calls it ``what`` ("the card")."""
    try:
        with open_to_read(path) as file:
            data = file.read(most + 1)
    except OSError as fault:
        raise error(
            "cannot read {what} {name}: {reason}; check the path",
            what=what,
            name=path.name or path,
            reason=reason(fault),
        ) from None
    if len(data) > most:
        raise error("{name} is far too large for {what}; name another file", name=path.name, what=what)
    return data


def write_fresh(path: Path, sealed: bytes) -> None:
    """Write ``sealed`` to ``path``; raises :class:`OutputExistsError` or :class:`StorageError`, leaving nothing."""

    def fill(part: Path) -> None:
        with part.open("wb") as file:
            file.write(sealed)

    build_fresh(path, fill)


def check_fresh(path: Path) -> None:
    """Check that ``path`` can be made, before anybody is asked for a passphrase or has six words to write down.

    Raises :class:`OutputExistsError` when something is there, :class:`StorageError` when nothing can be put there.
    """
    if os.path.lexists(path):
        raise _taken(path)
    try:
        if not path.parent.exists():
            raise StorageError("{name}: its folder does not exist; make the folder first", name=path.name or path)
        folder = path.parent.stat()
        if not stat.S_ISDIR(folder.st_mode):
            raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR))
        if not os.access(path.parent, os.W_OK | os.X_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    except OSError as error:
        raise _unwritten(path, error) from None


def _taken(path: Path) -> OutputExistsError:
    return OutputExistsError(
        "{name}: exists already, and nothing is overwritten; choose another name", name=path.name or path
    )


def _unwritten(path: Path, fault: OSError) -> StorageError:
    return StorageError(
        "{name}: cannot be written ({reason}); choose another place", name=path.name or path, reason=reason(fault)
    )


def build_fresh(path: Path, fill: Callable[[Path], None]) -> None:
    """Let ``fill`` write a new file beside ``path``, then move it there; as :func:`write_fresh`.

    1. Create the part file with its final permissions, so that nobody else can ever open it.
    2. Fill it and flush it to the disk.
    3. Link it to its name: unlike a rename, that fails where the name is taken.
    4. Remove the part's own name, and flush the folder.
    """
    check_fresh(path)
    try:
        with _part_of(path) as part:  # 1, 4
            fill(part)  # 2
            flush(part)
            move_fresh(part, path)  # 3
    except FileExistsError:
        raise _taken(path) from None
    except OSError as error:
        raise _unwritten(path, error) from None
    flush_folder(path.parent)


def build_unnamed(path: Path, fill: Callable[[BinaryIO], object]) -> None:
    """As :func:`build_fresh`, for what is plaintext: it has no name until it is whole.

    Where a system or a file system has no such files, it is a part file as any other.
    """
    check_fresh(path)
    try:
        handle = open_nameless(path.parent)
        file = os.fdopen(handle, "wb")
    except (OSError, AttributeError):
        build_fresh(path, lambda part: _fill_named(part, fill))
        return
    with file:
        try:
            fill(file)
            file.flush()
            os.fsync(handle)
            name_nameless(handle, path)
        except FileExistsError:
            raise _taken(path) from None
        except OSError as error:
            raise _unwritten(path, error) from None
    flush_folder(path.parent)


def _fill_named(part: Path, fill: Callable[[BinaryIO], object]) -> None:
    with part.open("wb") as file:
        fill(file)


def write_over(path: Path, sealed: bytes) -> None:
    """Write ``sealed`` in place of the file at ``path``: the old one or the new one, whatever happens in between.

    Whoever could read the old one can read the new one. Raises :class:`StorageError`, leaving the old one.
    """
    try:
        with _part_of(path) as part:
            part.write_bytes(sealed)
            with contextlib.suppress(FileNotFoundError):
                part.chmod(stat.S_IMODE(path.stat().st_mode))
            flush(part)
            part.replace(path)
    except OSError as error:
        raise _unwritten(path, error) from None
    flush_folder(path.parent)


def change(path: Path, made: Callable[[], bytes]) -> None:
    """As :func:`write_over`, of what is ``made`` of the file that is there, while nobody else changes it so.

    Raises :class:`StorageError`, and what ``made`` raises, leaving the old one.
    """
    try:
        with _held(path):
            write_over(path, made())
    except OSError as error:
        raise _unwritten(path, error) from None


@contextlib.contextmanager
def _held(path: Path) -> Iterator[None]:
    """Lock a file; once more where somebody has put another in its place, which that lock is not of."""
    while True:
        # A network share locks nothing but what is open to be written.
        writes = os.O_RDWR if os.access(path, os.W_OK) else os.O_RDONLY
        handle = os.open(path, writes | os.O_NONBLOCK)
        try:
            wait_in_line(handle)
            if os.path.samestat(os.fstat(handle), path.stat()):
                yield
                return
        finally:
            os.close(handle)


def wait_in_line(handle: int) -> None:
    """Lock what is open, when everybody who came before is done; the lock goes with the handle.

    Without one where the file system has none; as where somebody keeps it, which whoever can read there could do to
    hold up those who write.
    """
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        # In a thread, since a lock that is waited for cannot be given up; it goes with the handle.
        waiting = threading.Thread(target=_lock_or_not, args=(handle,), daemon=True)
        waiting.start()
        waiting.join(LINE_SECONDS)
    except OSError:
        return


def _lock_or_not(handle: int) -> None:
    with contextlib.suppress(OSError):
        fcntl.flock(handle, fcntl.LOCK_EX)


@contextlib.contextmanager
def _part_of(path: Path) -> Iterator[Path]:
    """A fresh file beside ``path`` for its owner alone, under a name of its own, which is gone afterwards.

    1. Remove what others left there who were killed in the middle, as a backup of a large vault may be.
    2. Create the file, and hold it by a lock, which the system lets go of however this process ends.
    3. Begin again where another has removed it before it was held.
    """
    remove_left(path.parent)  # 1
    while True:
        part = path.with_name(f"{UNFINISHED}{secrets.token_hex(8)}.part")
        handle = os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, OWNER_ONLY)  # 2
        with contextlib.suppress(OSError):  # a file system without locks: nobody else gets one either
            fcntl.flock(handle, fcntl.LOCK_EX)
        if part.exists():
            break
        os.close(handle)  # 3
    try:
        yield part
    finally:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
        os.close(handle)


@contextlib.contextmanager
def folder_part_of(path: Path) -> Iterator[Path]:
    """As a part file, for a folder that is to be ``path``, to which the caller moves it: gone where that fails.

    It is its owner's alone. What is left of an export holds sources, and opens with the keys of its day whatever is
    shredded later.
    """
    remove_left(path.parent)
    part = path.with_name(f"{UNFINISHED}{secrets.token_hex(8)}.part")
    part.mkdir(OWNER_ONLY_FOLDER)
    handle = os.open(part, os.O_RDONLY)
    try:
        with contextlib.suppress(OSError):
            fcntl.flock(handle, fcntl.LOCK_EX)
        (part / _MARK).touch()
        yield part
        with contextlib.suppress(OSError):
            os.unlink(_MARK, dir_fd=handle)  # wherever it is by now
    except BaseException:
        with contextlib.suppress(OSError):
            _remove_folder(part, handle)
        raise
    finally:
        os.close(handle)


def remove_left(folder: Path) -> None:
    """Remove what :func:`build_fresh`, :func:`write_over`, or :func:`folder_part_of` began in ``folder``.

    What somebody is writing now stays, and a folder that was never begun as a part.
    """
    with contextlib.suppress(OSError):
        for left in [Path(entry.path) for entry in os.scandir(folder) if _LEFT.fullmatch(entry.name)]:
            with contextlib.suppress(OSError):
                (_remove_unheld_folder if left.is_dir() and not left.is_symlink() else _remove_unheld)(left)


def _remove_unheld_folder(left: Path) -> None:
    """Remove a folder and what is in it; raises OSError where somebody holds it, or it may not be."""
    handle = os.open(left, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        # Whoever can write in a shared folder can give another's folder this name, to have its owner empty it.
        os.stat(_MARK, dir_fd=handle, follow_symlinks=False)
        if os.fstat(handle).st_uid == os.geteuid():
            _remove_folder(left, handle)
    finally:
        os.close(handle)


def _remove_folder(path: Path, handle: int) -> None:
    """Remove a folder and what is in it, by the ``handle``: another may have been put in its place."""
    shutil.rmtree(".", ignore_errors=True, dir_fd=handle)
    path.rmdir()


def _remove_unheld(left: Path) -> None:
    """Remove a file and the journal of SQLite beside it; raises OSError where somebody holds it, or it may not be."""
    handle = os.open(left, os.O_RDWR | os.O_NOFOLLOW | os.O_NONBLOCK)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        left.with_name(f"{left.name}-journal").unlink(missing_ok=True)
        left.unlink()
    finally:
        os.close(handle)


def destroy(path: Path, sealed: bytes) -> None:
    """Overwrite a file that holds ``sealed``, as it was read, and remove it; raises :class:`StorageError`.

    Of one that holds anything else nothing is touched: whoever can write in its folder can put a link in its place that
    leads to another file. A link that leads to the file goes with it. What the medium below keeps besides, as cells
    of a flash disk or a snapshot, is beyond anybody's reach here.
    """
    try:
        there = Path(os.path.realpath(path, strict=True))
        handle = os.open(there, os.O_RDWR | os.O_NOFOLLOW | os.O_NONBLOCK)
        with os.fdopen(handle, "r+b") as file:
            if not _holds(file, sealed):
                raise StorageError("cannot destroy {name}: it has changed meanwhile; look at it", name=path.name)
            file.seek(0, os.SEEK_SET)
            file.write(secrets.token_bytes(len(sealed)))
            file.flush()
            os.fsync(handle)
        for name in dict.fromkeys((there, path)):
            name.unlink(missing_ok=True)
    except OSError as error:
        raise StorageError("cannot destroy {name}: {reason}", name=path.name, reason=reason(error)) from None
    for folder in {there.parent, path.parent}:
        flush_folder(folder)


def _holds(file: BinaryIO, sealed: bytes) -> bool:
    is_file = stat.S_ISREG(os.fstat(file.fileno()).st_mode)
    return is_file and hmac.compare_digest(file.read(len(sealed) + 1), sealed)


def flush(path: Path) -> None:
    """Have the system write a file to the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
