"""The errors that a command turns into one line and an exit code.

Each boundary (documents, story file, vault) derives its own from these. A message is lower case, says what to
do next, and never holds text of a draft, a name, or a secret.
"""

from __future__ import annotations

import errno
import re
from typing import ClassVar

from .said import Remark, said


class BronwachtError(Exception):
    """Anything that ends a command with one clear line; ``exit_code`` is the command's exit code.

    ``what`` is written out where the error is raised, with ``{name}`` for each of ``values``, so that it can be said in
    the language of whoever reads it; as a string the error is that. ``said.english`` is for what is kept.
    """

    exit_code: ClassVar[int] = 2

    def __init__(self, what: str | Remark = "", /, **values: object) -> None:
        self.said = Remark(what, **values) if isinstance(what, str) else what
        super().__init__(self.said.template)  # without the values, which a repr would show

    def __str__(self) -> str:
        return str(self.said)


class UsageError(BronwachtError):
    """The command was asked for something that makes no sense: a wrong option, a wrong story file."""

    exit_code = 2


class InputError(BronwachtError):
    """The input cannot be read or is of an unsupported kind."""

    exit_code = 3


class LockedError(BronwachtError):
    """The vault is locked, or the key is not one that opens it."""

    exit_code = 4


class LeakError(BronwachtError):
    """The written output still holds something that was to go; the output has been withheld."""

    exit_code = 5


_FAULTS = {
    errno.ENOENT: said("no such file or directory"),
    errno.EACCES: said("permission denied"),
    errno.EPERM: said("operation not permitted"),
    errno.EISDIR: said("is a directory"),
    errno.ENOTDIR: said("not a directory"),
    errno.EEXIST: said("file exists"),
    errno.ENOSPC: said("no space left on device"),
    errno.EDQUOT: said("disk quota exceeded"),
    errno.EFBIG: said("file too large"),
    errno.EIO: said("input/output error"),
    errno.EROFS: said("read-only file system"),
    errno.ELOOP: said("too many levels of symbolic links"),
    errno.ENAMETOOLONG: said("file name too long"),
    errno.EMFILE: said("too many open files"),
    errno.ENOTEMPTY: said("directory not empty"),
    errno.EXDEV: said("invalid cross-device link"),
    errno.EINVAL: said("invalid argument"),
    errno.EADDRINUSE: said("address already in use"),
}
"""What systems say of the faults that people meet; of others, they say it in their own words, which are English."""

_UNTOLD = said("the system does not say why")


def reason(fault: OSError) -> Remark:
    """Why the system refused."""
    known = _FAULTS.get(fault.errno) if fault.errno else None
    return known or (Remark(fault.strerror.lower()) if fault.strerror else _UNTOLD)


def toml_place(fault: ValueError | RecursionError) -> Remark:
    """Where ``tomllib`` stopped reading a file, out of its error: the rest of that message may quote the file."""
    if found := re.search(r"\(at line (\d+), column (\d+)\)", str(fault)):
        return said("(at line {line}, column {column})", line=found[1], column=found[2])
    if "(at end of document)" in str(fault):
        return said("(at end of document)")
    return said("(nested too deeply)") if isinstance(fault, RecursionError) else said("(a number in it is too long)")
