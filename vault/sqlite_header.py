"""The header of a vault's SQLite file: what says that it is a vault, looked at before SQLite is; what says too much.

Called by the store, which opens nothing as a database that is none of ours. Source: SQLite database file format, 1.3.
"""

from __future__ import annotations

import os
import secrets
import stat
import struct
from pathlib import Path

from ..errors import reason
from .errors import NotAVaultError

APPLICATION_ID = 0x42724E57
"""``BrNW``, in the SQLite header: this file is a vault."""

SCHEMA_VERSION = 3

_MAGIC = b"SQLite format 3\0"
_HEADER_SIZE = 100
_COUNTER_AT, _APPLICATION_ID_AT, _VERSION_AT, _COUNTER_COPY_AT = 24, 68, 60, 92
"""Offsets in the header. Source: SQLite database file format, section 1.3."""


def check_is_vault(path: Path) -> None:
    """Look at a file's header before SQLite does; raises :class:`NotAVaultError`."""
    try:
        # Without waiting for whoever writes into it, should it be a pipe.
        with open(path, "rb", opener=lambda name, flags: os.open(name, flags | os.O_NONBLOCK)) as file:
            is_file = stat.S_ISREG(os.fstat(file.fileno()).st_mode)
            header = file.read(_HEADER_SIZE) if is_file else b""
    except OSError as error:
        raise NotAVaultError(
            "cannot read the vault {name}: {reason}; check the path", name=path.name or path, reason=reason(error)
        ) from None
    if not is_file:
        raise NotAVaultError("{name} is no vault: it is no file, but a pipe or a device", name=path.name)
    if not header:
        raise NotAVaultError("{name} is no vault: the file is empty", name=path.name)
    if len(header) < _HEADER_SIZE or not header.startswith(_MAGIC):
        raise NotAVaultError("{name} is no vault; make one with `bronwacht vault init`", name=path.name)
    if struct.unpack_from(">I", header, _APPLICATION_ID_AT) != (APPLICATION_ID,):
        raise NotAVaultError("{name} is a database, but no vault; make one with `bronwacht vault init`", name=path.name)
    (version,) = struct.unpack_from(">I", header, _VERSION_AT)
    if version > SCHEMA_VERSION:
        raise NotAVaultError("a newer Bronwacht made this vault; update this one")
    if version < SCHEMA_VERSION:
        raise NotAVaultError("an older Bronwacht made this vault; export it with that one, and import it here")


def hide_counter(part: Path) -> None:
    """Let the header's change counter start at a random number; its copy must agree."""
    counter = struct.pack(">I", secrets.randbelow(1 << 31))
    with part.open("r+b") as file:
        for offset in (_COUNTER_AT, _COUNTER_COPY_AT):
            file.seek(offset, os.SEEK_SET)
            file.write(counter)
