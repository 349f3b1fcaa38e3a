"""Vaults and keys that somebody has broken, through the real program: one line, an exit code, soon, little memory."""

from __future__ import annotations

import os
import shutil
import sqlite3
import struct
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from .conftest import Newsroom

SECONDS = 1.0
"""Of the processor's time, so that a busy machine fails no test; the derivation of the key is quick in these."""

MEGABYTES = 200
SCRYPT_21 = b"age-encryption.org/v1\n-> scrypt bGVtb25qdWljZWxlbW9uCg 21\n" + b"A" * 43 + b"\n--- " + b"A" * 43 + b"\n"
STANZA = b"-> mlkem768x25519 " + b"A" * 20 + b"\n" + b"A" * 43 + b"\n"


PROGRAM = """
import atexit, pathlib, resource
def note():
    used, status = resource.getrusage(resource.RUSAGE_SELF), pathlib.Path("/proc/self/status").read_text()
    peak = next(line.split()[1] for line in status.splitlines() if line.startswith("VmHWM"))
    pathlib.Path("used").write_text(f"{used.ru_utime + used.ru_stime} {int(peak) / 1024}")
atexit.register(note)
from bronwacht.cli import main
main()
"""
"""The peak is that of the program itself: what wait4 tells includes the process that started it."""


def measured(newsroom: Newsroom, *argv: str) -> tuple[int, str, float, float]:
    """Exit code, stderr, seconds of processor time, and megabytes of one run as Anna."""
    reader, writer = os.pipe()
    os.write(writer, newsroom.passphrases["anna"].encode() + b"\n")
    os.close(writer)
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, *argv, "--passphrase-fd", str(reader)],
        capture_output=True,
        text=True,
        check=False,
        cwd=newsroom.folder,
        env=newsroom.environment,
        pass_fds=[reader],
    )
    os.close(reader)
    assert done.stdout == ""
    used = newsroom.folder / "used"
    seconds, megabytes = map(float, used.read_text().split())
    used.unlink()
    return done.returncode, done.stderr, seconds, megabytes


def first_megabyte(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(1 << 20)


def set_keyring(path: Path, blob: bytes) -> None:
    connection = sqlite3.connect(path)
    connection.execute("UPDATE head SET keyring = ?", (blob,))
    connection.commit()
    connection.close()


def set_version(path: Path, version: int) -> None:
    with path.open("r+b") as file:
        file.seek(60)
        file.write(struct.pack(">I", version))


def sparse(path: Path, start: bytes = b"") -> None:
    path.unlink(missing_ok=True)
    with path.open("wb") as file:
        file.write(start)
        file.truncate(1 << 30)


VAULTS: dict[str, tuple[Callable[[Path], object], int, str]] = {
    "cut in half": (lambda path: os.truncate(path, path.stat().st_size // 2), 3, "damaged"),
    "cut to a page": (lambda path: os.truncate(path, 8192), 3, "damaged"),
    "of an older version": (lambda path: set_version(path, 1), 3, "an older Bronwacht"),
    "of a newer version": (lambda path: set_version(path, 99), 3, "a newer Bronwacht"),
    "another database": (
        lambda path: (path.unlink(), sqlite3.connect(path).execute("CREATE TABLE t (x)")),
        3,
        "no vault",
    ),
    "a gigabyte of zeros": (sparse, 3, "no vault"),
    "a gigabyte after its header": (lambda path: sparse(path, path.read_bytes()[:8192]), 3, "damaged"),
    "a folder": (lambda path: (path.unlink(), path.mkdir()), 3, "cannot read"),
    "a keyring of very many recipients": (
        lambda path: set_keyring(path, b"age-encryption.org/v1\n" + STANZA * 350_000),
        3,
        "recipients",
    ),
    "a keyring that is one line": (
        lambda path: set_keyring(path, b"age-encryption.org/v1\n" + b"A" * (32 << 20)),
        3,
        "header",
    ),
    "a keyring that is too large": (lambda path: set_keyring(path, bytes(34 << 20)), 3, "no keyring"),
    "a keyring with a byte changed": (
        lambda path: set_keyring(path, keyring_of(path)[:-1] + b"\0"),
        3,
        "damaged",
    ),
}


def keyring_of(path: Path) -> bytes:
    with sqlite3.connect(path) as connection:
        blob: bytes = connection.execute("SELECT keyring FROM head").fetchone()[0]
    connection.close()
    return blob


@pytest.mark.parametrize("fault", list(VAULTS))
def test_a_broken_vault(stables: Newsroom, fault: str) -> None:
    change, code, says = VAULTS[fault]
    path = stables.folder / "stables.vault"
    change(path)
    before = b"" if path.is_dir() else first_megabyte(path)
    found, said, seconds, megabytes = measured(stables, "vault", "show", path.name, "x", "--force", "--key", "anna.key")
    assert (found, len(said.splitlines())) == (code, 1), said
    assert said.startswith("bronwacht: ") and says in said
    assert seconds < SECONDS and megabytes < MEGABYTES, (seconds, megabytes)
    assert path.is_dir() or first_megabyte(path) == before
    assert not (stables.folder / "stables.vault-journal").exists()


KEYS: dict[str, tuple[Callable[[Path], object], int, str]] = {
    "a work factor of 21": (lambda path: path.write_bytes(SCRYPT_21 + bytes(48)), 3, "work factor|asks for"),
    "a million stanzas": (
        lambda path: path.write_bytes(b"age-encryption.org/v1\n" + STANZA * 1_000_000),
        3,
        "no key file",
    ),
    "a gigabyte line": (lambda path: sparse(path, b"age-encryption.org/v1\n"), 3, "no key file"),
    "many stanzas": (lambda path: path.write_bytes(b"age-encryption.org/v1\n" + STANZA * 700), 3, "damaged"),
    "cut in half": (lambda path: os.truncate(path, path.stat().st_size // 2), 3, "damaged"),
    "empty": (lambda path: path.write_bytes(b""), 3, "no key file"),
}


@pytest.mark.parametrize("fault", list(KEYS))
def test_a_broken_key_file(stables: Newsroom, fault: str) -> None:
    change, code, says = KEYS[fault]
    change(stables.folder / "anna.key")
    before = (stables.folder / "stables.vault").read_bytes()
    found, said, seconds, megabytes = measured(stables, "vault", "list", "stables.vault", "--key", "anna.key")
    assert (found, len(said.splitlines())) == (code, 1), said
    assert any(word in said for word in says.split("|")), said
    assert seconds < SECONDS and megabytes < MEGABYTES, (seconds, megabytes)
    assert (stables.folder / "stables.vault").read_bytes() == before


def test_a_full_disk_leaves_the_old_state_whole(stables: Newsroom, wanting: Callable[[str], None]) -> None:
    """On a disk that has room for the vault, and not for the journal beside it."""
    vault = stables.folder / "stables.vault"
    room = vault.stat().st_size // 1024 + 32
    script = (
        f"mkdir disk && mount -t tmpfs -o size={room}k tmpfs disk && cp stables.vault disk/v"
        f' && "{sys.executable}" -m bronwacht vault show disk/v x{stables.codename} --key anna.key --passphrase-fd 0'
        f' --force < pass; "{sys.executable}" -m bronwacht vault show disk/v {stables.codename} --key anna.key'
        ' --passphrase-fd 0 --force < pass; echo "code $?"; cmp stables.vault disk/v && echo same; ls disk'
    )
    if not shutil.which("unshare"):
        wanting("unshare")
    (stables.folder / "pass").write_text(stables.passphrases["anna"])
    done = subprocess.run(
        ["unshare", "--user", "--map-root-user", "--mount", "sh", "-c", script],
        capture_output=True,
        text=True,
        check=False,
        cwd=stables.folder,
        env=stables.environment,
    )
    if "mount:" in done.stderr or "unshare:" in done.stderr:
        wanting("a mount of one's own")
    assert "Marijke" not in done.stdout
    assert done.stdout.split() == ["code", "3", "same", "v"], done.stdout + done.stderr
    assert "the disk is full" in done.stderr
