"""Vaults and keys that somebody has broken, through the real program: one line, an exit code, soon, little memory."""

from __future__ import annotations

import os
import shlex
import shutil
import sqlite3
import struct
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import pytest
from bronwacht.vault.dossier import Keyring, open_keyring
from bronwacht.vault.keys import new_editor, write_key
from bronwacht.vault.secret import Secret
from bronwacht.vault.stores import open_store

if TYPE_CHECKING:
    from .conftest import Newsroom

SECONDS = 1.0
"""Of the processor's time, so that a busy machine fails no test; the derivation of the key is quick in these."""

MEGABYTES = 200
PATIENCE = 20
"""Seconds on the clock, on a busy machine, for what must not wait for a lock: a writer would wait for 60."""

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


def measured(newsroom: Newsroom, *argv: str, stdin: Path | None = None) -> tuple[int, str, float, float]:
    """Exit code, stderr, seconds of processor time, and megabytes of one run with Anna's passphrase."""
    reader, writer = os.pipe()
    os.write(writer, newsroom.passphrases["anna"].encode() + b"\n")
    os.close(writer)
    with (stdin or Path(os.devnull)).open("rb") as given:
        done = _run(newsroom, argv, reader, given)
    os.close(reader)
    assert done.stdout == ""
    used = newsroom.folder / "used"
    seconds, megabytes = map(float, used.read_text().split())
    used.unlink()
    return done.returncode, done.stderr, seconds, megabytes


def _run(newsroom: Newsroom, argv: tuple[str, ...], reader: int, stdin: BinaryIO) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [
            sys.executable,
            "-c",
            PROGRAM,
            *argv,
            *([] if "--passphrase-fd" in argv else ["--passphrase-fd", str(reader)]),
        ],
        stdin=stdin,
        capture_output=True,
        text=True,
        check=False,
        cwd=newsroom.folder,
        env=newsroom.environment,
        pass_fds=[reader],
        start_new_session=True,
    )


def refused(
    newsroom: Newsroom, code: int, says: str, *argv: str, stdin: Path | None = None, key: str = "anna.key"
) -> None:
    """The program refuses with that code and one line that says one of these, soon, and in little memory."""
    found, said, seconds, megabytes = measured(newsroom, *argv, "--key", key, stdin=stdin)
    assert (found, len(said.splitlines())) == (code, 1), said
    assert said.startswith("bronwacht: ") and any(words in said for words in says.split("|")), said
    assert seconds < SECONDS and megabytes < MEGABYTES, (seconds, megabytes)


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
        lambda path: set_keyring(path, keyring_of(path)[:-1] + bytes([keyring_of(path)[-1] ^ 1])),
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
    refused(stables, code, says, "vault", "show", path.name, "x", "--force")
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
    refused(stables, code, says, "vault", "list", "stables.vault")
    assert (stables.folder / "stables.vault").read_bytes() == before


def change_slot(newsroom: Newsroom, place: int, blob: bytes | None) -> None:
    """Put something else into a place: other bytes, or what lies in another one."""
    with sqlite3.connect(newsroom.folder / "stables.vault") as connection:
        if blob is None:
            connection.execute("DELETE FROM slots WHERE place = ?", (place,))
        else:
            connection.execute("UPDATE slots SET sealed = ? WHERE place = ?", (blob, place))
    connection.close()


def slot(newsroom: Newsroom, place: int) -> bytes:
    with sqlite3.connect(newsroom.folder / "stables.vault") as connection:
        blob: bytes = connection.execute("SELECT sealed FROM slots WHERE place = ?", (place,)).fetchone()[0]
    connection.close()
    return blob


def keyring(newsroom: Newsroom) -> Keyring:
    with open_store(newsroom.folder / "stables.vault").snapshot() as snapshot:
        return open_keyring(snapshot.head.keyring, newsroom.keys["anna"], snapshot.slots)


SLOTS: dict[str, tuple[Callable[[Keyring], int], Callable[[bytes], bytes | None], str]] = {
    "a record with a byte changed": (lambda k: k.records[0].place, lambda b: b[:-1] + bytes([b[-1] ^ 1]), "record"),
    "a record of another vault": (lambda k: k.records[0].place, lambda b: os.urandom(len(b)), "record"),
    "a page of the index with a byte changed": (
        lambda k: k.pages[0].place,
        lambda b: b[:-1] + bytes([b[-1] ^ 1]),
        "damaged",
    ),
    "an act with a byte changed": (lambda k: k.log.places[-1], lambda b: b[:-1] + bytes([b[-1] ^ 1]), "log"),
    "an act of another vault": (lambda k: k.log.places[0], lambda b: os.urandom(len(b)), "log"),
    "a slot that is gone": (lambda k: k.records[0].place, lambda _: None, "slots"),
    "a slot of another length": (lambda k: k.records[0].place, lambda b: b + b"x", "slots"),
}


@pytest.mark.parametrize("fault", list(SLOTS))
def test_a_tampered_vault(stables: Newsroom, fault: str) -> None:
    where, change, says = SLOTS[fault]
    place = where(keyring(stables))
    change_slot(stables, place, change(slot(stables, place)))
    # A machine that remembers reads old acts only where the whole log is asked for.
    for path in (stables.folder / "state").rglob("*.json"):
        path.unlink()
    before = (stables.folder / "stables.vault").read_bytes()
    refused(stables, 3, says, "vault", "show", "stables.vault", stables.codename, "--force")
    assert (stables.folder / "stables.vault").read_bytes() == before


def test_a_vault_of_others_and_an_older_one_of_our_own(stables: Newsroom) -> None:
    made = stables.run("vault", "init", "other", "--dossier", "D", "--single-editor-i-accept-the-risk", who="bram")
    assert made.code == 0
    refused(stables, 4, "one of this vault's editors", "vault", "show", "other", "x", "--force")
    shutil.copy(stables.folder / "stables.vault", stables.folder / "old")
    assert stables.run("vault", "show", "stables.vault", stables.codename, "--force", who="anna").code == 0
    before = (stables.folder / "old").read_bytes()
    refused(stables, 3, "older than the one last seen", "vault", "show", "old", stables.codename, "--force")
    assert (stables.folder / "old").read_bytes() == before


def test_a_key_that_was_taken_out(stables: Newsroom) -> None:
    assert stables.run("vault", "list", "stables.vault", "--founder", stables.words["anna"], who="bram").code == 0
    taken_out = ("vault", "revoke", "stables.vault", "Anna", "--single-editor-i-accept-the-risk", "--yes")
    assert stables.run(*taken_out, who="bram").code == 0
    before = (stables.folder / "stables.vault").read_bytes()
    for argv in (("list", "stables.vault"), ("show", "stables.vault", stables.codename, "--force")):
        refused(stables, 4, "not, or no longer, one of this vault's editors", "vault", *argv)
    assert (stables.folder / "stables.vault").read_bytes() == before


def test_a_wrong_share(stables: Newsroom) -> None:
    papers = [option for name in ("Carla", "Daan") for option in ("--paper", name)]
    issue = ("vault", "share", "issue", "stables.vault", "-k", "2", "-o", "shares", "--force", *papers)
    sheets = stables.run(*issue, who="anna").out.split("\f")
    words = [
        " ".join(
            w for line in sheet.splitlines() if line[:2].strip().isdigit() for w in line.split() if not w.isdigit()
        )
        for sheet in sheets[:2]
    ]
    key = new_editor("Freek")
    write_key(stables.folder / "freek.key", key, Secret(stables.passphrases["anna"]), work_factor=4)
    before = (stables.folder / "stables.vault").read_bytes()
    given = stables.folder / "given"
    for shares, says in (
        (f"{words[0]}\n{words[1].replace(words[1].split()[9], 'zero', 1)}\n", "Daan's by its number, is spoiled"),
        (f"{words[0]}\n", "too few shares"),
        (f"{words[0]}\n{words[0]}\n", "given twice"),
    ):
        given.write_text(shares)
        argv = ("vault", "recover", "stables.vault", "--certificate", "shares/certificate.txt", "--shares-fd", "0")
        refused(stables, 4, says, *argv, stdin=given, key="freek.key")
    assert (stables.folder / "stables.vault").read_bytes() == before


HUGE: dict[str, tuple[tuple[str, ...], int, str]] = {
    "a form": (("vault", "add", "stables.vault", "huge"), 2, "larger|too large"),
    "a form on stdin": (("vault", "add", "stables.vault", "-"), 2, "larger|too large"),
    "a card": (("vault", "grant", "stables.vault", "huge"), 3, "far too large"),
    "a checkpoint": (("vault", "verify", "stables.vault", "--against", "huge"), 3, "far too large"),
    "a certificate": (
        ("vault", "recover", "stables.vault", "--certificate", "huge", "--shares-fd", "0"),
        3,
        "too large",
    ),
    "shares": (("vault", "recover", "stables.vault", "--shares-fd", "0"), 2, "far too much"),
    "an export": (("vault", "import", "stables.vault", "export"), 3, "far too large"),
    "a motive": (("vault", "show", "stables.vault", "FOR TWO", "--force", "--motive-fd", "0"), 2, "far too much"),
    "a name": (("vault", "attach", "stables.vault", "CODENAME", "anna.card", "--name-fd", "0"), 2, "far too much"),
    "a passphrase": (("vault", "list", "stables.vault", "--passphrase-fd", "0"), 2, "far too long"),
    "a share": (("vault", "share", "open", "huge", "--force"), 3, "far too large|no "),
}


@pytest.mark.parametrize("what", list(HUGE))
def test_a_gigabyte_line_wherever_something_is_read(stables: Newsroom, what: str) -> None:
    argv, code, says = HUGE[what]
    sparse(stables.folder / "huge", b"A")
    (stables.folder / "export").mkdir()
    (stables.folder / "huge").rename(stables.folder / "export" / "index.age")
    (stables.folder / "huge").symlink_to(stables.folder / "export" / "index.age")
    words = {"CODENAME": stables.codename}
    if "FOR TWO" in argv:
        added = stables.run("vault", "add", "stables.vault", "-", "--two-person", who="anna", stdin='name = "Bo"\n')
        words["FOR TWO"] = added.out.strip()
    before = (stables.folder / "stables.vault").read_bytes()
    refused(stables, code, says, *(words.get(word, word) for word in argv), stdin=stables.folder / "huge")
    assert (stables.folder / "stables.vault").read_bytes() == before


HOLD = """
import os, sys, time
from pathlib import Path
from bronwacht.vault.store import Head, SqliteStore
with SqliteStore(Path("stables.vault")).turn() as turn:
    turn._connection.execute("PRAGMA cache_size = 1")  # so that it does not wait for the end with writing
    turn.write(Head(b"c" * 16, os.urandom(300_000)), {place: os.urandom(5000) for place in range(40, 100)})
    print("held", flush=True)
    time.sleep(60)
"""


def test_a_lock_and_half_a_write_of_a_process_that_was_killed(stables: Newsroom) -> None:
    """It is gone with the process; the old state comes back by itself, and nobody waits."""
    path = stables.folder / "stables.vault"
    before = path.read_bytes()
    with subprocess.Popen([sys.executable, "-c", HOLD], stdout=subprocess.PIPE, cwd=stables.folder) as writer:
        assert writer.stdout and writer.stdout.readline() == b"held\n"
        writer.kill()
    assert path.read_bytes() != before and (stables.folder / "stables.vault-journal").stat().st_size
    started = time.monotonic()
    listed = stables.run("vault", "list", "stables.vault", who="anna")
    assert (listed.code, stables.codename in listed.out, listed.err) == (0, True, "")
    assert time.monotonic() - started < PATIENCE
    assert path.read_bytes() == before and not (stables.folder / "stables.vault-journal").exists()
    assert stables.run("vault", "show", "stables.vault", stables.codename, "--force", who="anna").code == 0


def test_half_a_write_whose_journal_is_gone_is_damage(stables: Newsroom) -> None:
    """As when somebody copies the file alone: nothing can bring the old state back."""
    with subprocess.Popen([sys.executable, "-c", HOLD], stdout=subprocess.PIPE, cwd=stables.folder) as writer:
        assert writer.stdout and writer.stdout.readline() == b"held\n"
        writer.kill()
    shutil.copy(stables.folder / "stables.vault", stables.folder / "half")
    before = (stables.folder / "half").read_bytes()
    refused(stables, 3, "damaged", "vault", "show", "half", stables.codename, "--force")
    assert (stables.folder / "half").read_bytes() == before


def test_a_vault_that_nobody_may_write(stables: Newsroom, wanting: Callable[[str], None]) -> None:
    prefix: tuple[str, ...] = ()
    if os.geteuid() == 0:
        if not shutil.which("setpriv"):
            wanting("setpriv")
        prefix = ("setpriv", "--bounding-set=-dac_override,-dac_read_search,-fowner", "--inh-caps=-all")
    (stables.folder / "stables.vault").chmod(0o400)
    before = (stables.folder / "stables.vault").read_bytes()
    (stables.folder / "anna.txt").write_text("brief")
    (stables.folder / "a.toml").write_text('name = "Bo"\n')
    for argv in (
        ("show", "stables.vault", stables.codename, "--force"),
        ("add", "stables.vault", "a.toml"),
        ("attach", "stables.vault", stables.codename, "anna.txt"),
        ("shred", "stables.vault", stables.codename, "--yes"),
        ("export", "stables.vault", "out"),
    ):
        done = stables.run("vault", *argv, who="anna", prefix=prefix)
        assert (done.code, done.out) == (2, "") and "read-only" in done.line, (argv, done.err)
    assert (stables.folder / "stables.vault").read_bytes() == before
    assert not (stables.folder / "out").exists()


FULL: dict[str, tuple[str, ...]] = {
    "a new key": ("keys", "new", "--name", "Anna", "-o", "disk/k"),
    "a new vault": ("vault", "init", "disk/v", "--dossier", "D", "--single-editor-i-accept-the-risk"),
    "a backup": ("vault", "backup", "stables.vault", "disk/v"),
    "an export": ("vault", "export", "stables.vault", "disk/out"),
    "a file out of it": ("vault", "extract", "stables.vault", "CODENAME", "ID", "-o", "disk/f"),
    "a copy put back": ("vault", "restore", "stables.vault", "disk/v", "--lost", "0", "--motive-fd", "9"),
}


def with_own_mounts(
    script: str, newsroom: Newsroom, wanting: Callable[[str], None]
) -> subprocess.CompletedProcess[str]:
    """A shell in the newsroom's folder that may mount a small disk for itself alone."""
    if not shutil.which("unshare"):
        wanting("unshare")
    done = subprocess.run(
        ["unshare", "--user", "--map-root-user", "--mount", "sh", "-c", script],
        capture_output=True,
        text=True,
        check=False,
        cwd=newsroom.folder,
        env=newsroom.environment,
    )
    if "mount:" in done.stderr or "unshare:" in done.stderr:
        wanting("a mount of one's own")
    return done


@pytest.mark.parametrize("what", list(FULL))
def test_a_full_disk_where_something_new_is_written(
    stables: Newsroom, wanting: Callable[[str], None], what: str
) -> None:
    """A tmpfs of a page or two: one line, exit code 2 as with every output, and nothing is left there."""
    (stables.folder / "big").write_bytes(b"x" * 300_000)
    attached = stables.run("vault", "attach", "stables.vault", stables.codename, "big", who="anna")
    words = {"CODENAME": stables.codename, "ID": attached.out.strip()}
    argv = [words.get(word, word) for word in FULL[what]]
    key = [] if argv[0] == "keys" else ["--key", "anna.key"]
    command = shlex.join([sys.executable, "-m", "bronwacht", *argv, *key, "--passphrase-fd", "0"])
    (stables.folder / "pass").write_text(stables.passphrases["anna"])
    (stables.folder / "motive").write_text("the server burnt down")
    # One page is the folder's own; a key file takes less than the next, so that it is taken.
    script = (
        "mkdir disk && mount -t tmpfs -o size=8k tmpfs disk && head -c 8192 /dev/zero > disk/full 2> /dev/null;"
        f' {command} < pass 9< motive; echo "code $?"; ls -A disk'
    )
    before = (stables.folder / "stables.vault").read_bytes()
    done = with_own_mounts(script, stables, wanting)
    assert done.stdout.split() == ["code", "2", "full"], done.stdout + done.stderr
    said = [line for line in done.stderr.splitlines() if line.startswith("bronwacht: ")]
    assert len(said) == 1 and ("space" in said[0] or "full" in said[0]), done.stderr
    if what not in ("an export", "a file out of it"):  # which log what they are about to read
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
    (stables.folder / "pass").write_text(stables.passphrases["anna"])
    done = with_own_mounts(script, stables, wanting)
    assert "Marijke" not in done.stdout
    assert done.stdout.split() == ["code", "2", "same", "v"], done.stdout + done.stderr
    assert "the disk is full" in done.stderr
