"""Full disks, killed writers, crowds, and flipped bits: the old state is whole, and each has an error of one line."""

from __future__ import annotations

import multiprocessing
import os
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from bronwacht.vault.checkpoint import read_checkpoint
from bronwacht.vault.errors import BusyVaultError, DamagedVaultError, StorageError, VaultError
from bronwacht.vault.keys import EditorKey, open_key, seal_key
from bronwacht.vault.log import Act
from bronwacht.vault.memory import Memory
from bronwacht.vault.secret import Secret
from bronwacht.vault.shredding import shred
from bronwacht.vault.source import Source
from bronwacht.vault.store import Head, SqliteStore
from bronwacht.vault.vault import Vault
from bronwacht.vault.verify import verify

if TYPE_CHECKING:
    from .conftest import Shared

PASSPHRASE = Secret("wagen boomstam krijt lepel zomer fiets")
FORK = multiprocessing.get_context("fork")


def in_a_process(act: Callable[[], object]) -> str:
    """Do something in a process of its own, which it may spoil; the error's type and message, or nothing."""
    reader, writer = FORK.Pipe(duplex=False)

    def run() -> None:
        try:
            act()
        except VaultError as error:
            writer.send(f"{type(error).__name__}: {error}")
        else:
            writer.send("")

    process = FORK.Process(target=run)
    process.start()
    process.join()
    assert process.exitcode == 0
    return str(reader.recv())


def snapshot(path: Path) -> tuple[Head, list[bytes]]:
    with SqliteStore(path).snapshot() as state:
        return state.head, list(state.slots(range(1, state.last_place + 1)))


ACTS: dict[str, Callable[[Vault, str], object]] = {
    "add": lambda vault, _: vault.add(Source("Bo")),
    "show": lambda vault, codename: vault.show(codename),
    "check": lambda vault, _: vault.check("text"),
}


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("limit", [0, 4096, 100_000])
def test_a_disk_that_fills_up_leaves_the_old_state(shared_vault: Shared, act: str, limit: int) -> None:
    """The system stops every file at so many bytes, as a full disk would: the journal is the first to meet it."""
    vault, before = shared_vault.open(), snapshot(shared_vault.path)

    def limited() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
        ACTS[act](vault, shared_vault.codename)

    said = in_a_process(limited)
    assert said.startswith("StorageError: the disk")
    assert "\n" not in said
    assert snapshot(shared_vault.path) == before
    shared_vault.open().show(shared_vault.codename)


@pytest.fixture
def small_disk(here: Path) -> Iterator[Path]:
    """A real file system that is nearly full."""
    folder = here / "disk"
    folder.mkdir()
    mounted = shutil.which("mount") and subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", str(folder)], capture_output=True, check=False
    )
    if not mounted or mounted.returncode:
        pytest.skip("a file system can be mounted by root alone; the limit on files stands in for it")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


def test_a_full_file_system_leaves_the_old_state(shared_vault: Shared, small_disk: Path) -> None:
    path = small_disk / "v"
    shutil.copy(shared_vault.path, path)
    filler = small_disk / "filler"
    vault, added = shared_vault.open(path), 0
    with filler.open("wb", buffering=0) as file, pytest.raises(OSError, match="space"):
        while True:
            file.write(bytes(4096))
    before = snapshot(path)
    with pytest.raises(StorageError, match="disk"):
        while added < 100:  # room that the vault had of its own is soon used up
            vault.add(Source("Bo"))
            added += 1
            before = snapshot(path)
    assert snapshot(path) == before
    filler.unlink()
    assert len(shared_vault.open(path).list()) == 1 + added


HALF_WRITTEN = """
import os, sys, time
from pathlib import Path
from bronwacht.vault.store import Head, SqliteStore
with SqliteStore(Path(sys.argv[1])).turn() as turn:
    turn._connection.execute("PRAGMA cache_size = 1")  # so that it does not wait for the end with writing
    turn.write(Head(b"c" * 16, os.urandom(300_000)), {place: os.urandom(5000) for place in range(40, 100)})
    print("held", flush=True)
    time.sleep(60)
"""


def test_a_writer_that_is_killed_halfway_leaves_the_old_state_and_no_lock(shared_vault: Shared) -> None:
    before, data = snapshot(shared_vault.path), shared_vault.path.read_bytes()
    writer = subprocess.Popen([sys.executable, "-c", HALF_WRITTEN, str(shared_vault.path)], stdout=subprocess.PIPE)
    assert writer.stdout is not None
    assert writer.stdout.readline() == b"held\n"
    os.kill(writer.pid, signal.SIGKILL)
    writer.wait()
    writer.stdout.close()
    assert shared_vault.path.read_bytes() != data
    assert shared_vault.path.with_name("stables.vault-journal").stat().st_size
    assert snapshot(shared_vault.path) == before
    assert shared_vault.open().add(Source("Bo"))
    assert not shared_vault.path.with_name("stables.vault-journal").exists()


@pytest.fixture
def readable_by_all(shared_vault: Shared) -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    shutil.copy(shared_vault.path, folder / "v")
    (folder / "v").chmod(0o644)
    yield folder / "v"
    shutil.rmtree(folder)


@pytest.mark.parametrize("act", ACTS)
def test_a_read_only_file_is_named_and_shows_nothing(shared_vault: Shared, readable_by_all: Path, act: str) -> None:
    if os.geteuid():
        readable_by_all.chmod(0o444)
        readable_by_all.parent.chmod(0o555)
    before, vault = readable_by_all.read_bytes(), shared_vault.open(readable_by_all)

    def as_nobody() -> None:
        if not os.geteuid():
            os.setegid(65534)
            os.seteuid(65534)
        with vault.store.turn() as turn:
            turn.write(turn.head, {})
        ACTS[act](vault, shared_vault.codename)

    said = in_a_process(as_nobody)
    assert said.startswith("StorageError: the vault")
    assert "\n" not in said
    readable_by_all.parent.chmod(0o755)
    assert readable_by_all.read_bytes() == before


def mixed_writes(path: Path, key: EditorKey, folder: Path, codename: str, count: int) -> None:
    """Adds, and by turns reads, checks, or shreds what it has added."""
    vault = Vault(SqliteStore(path), key, Memory(folder))
    for number in range(count):
        mine = vault.add(Source("Bo"))
        match number % 3:
            case 0:
                vault.show(codename)
            case 1:
                vault.check("text")
            case _:
                shred(vault, mine)


def test_eight_writers_at_once_lose_nothing_and_meet_no_lock(shared_vault: Shared) -> None:
    shared_vault.open_as_bram()
    people = [(shared_vault.anna, "anna"), (shared_vault.bram, "bram")] * 4
    writers = [
        FORK.Process(
            target=mixed_writes,
            args=(shared_vault.path, key, shared_vault.folder / "memory" / machine, shared_vault.codename, 3),
        )
        for key, machine in people
    ]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert [writer.exitcode for writer in writers] == [0] * 8
    vault = shared_vault.open()
    acts = [line.act for line in vault.log()]
    assert [acts.count(act) for act in (Act.ADDED, Act.READ, Act.CHECKED, Act.SHREDDED)] == [1 + 24, 8, 8, 8]
    assert len(vault.list()) == 1 + 16
    found = verify(vault)
    assert (found.records, found.acts) == (17, len(acts))


def flips(data: bytes, count: int) -> Iterator[bytes]:
    """``data`` with one bit flipped, at so many places spread over it; tests/torture/flips.py tries every one."""
    step = max(1, len(data) * 8 // count)
    for bit in range(step // 2, len(data) * 8, step):
        changed = bytearray(data)
        changed[bit // 8] ^= 1 << bit % 8
        yield bytes(changed)


def cuts(data: bytes, count: int) -> Iterator[bytes]:
    """``data`` cut off at so many places."""
    step = max(1, len(data) // count)
    for length in range(step, len(data), step):
        yield data[:length]


def test_every_flipped_bit_and_cut_of_a_key_file_is_refused(anna: EditorKey) -> None:
    sealed = seal_key(anna, PASSPHRASE, work_factor=2)
    assert open_key(sealed, PASSPHRASE).card == anna.card
    for changed in (*flips(sealed, 400), *cuts(sealed.rstrip(b"\n"), 100)):
        with pytest.raises(VaultError):
            open_key(changed, PASSPHRASE)


def test_every_flipped_bit_and_cut_of_a_keyring_is_refused(shared_vault: Shared) -> None:
    head, _ = snapshot(shared_vault.path)
    for changed in (*flips(head.keyring, 150), *cuts(head.keyring, 40)):
        with SqliteStore(shared_vault.path).turn() as turn:
            turn.write(Head(head.version, changed), {})
        with pytest.raises(VaultError) as refusal:
            shared_vault.open()
        assert "\n" not in str(refusal.value)


def test_every_flipped_bit_and_cut_of_a_record_or_an_entry_is_refused(shared_vault: Shared) -> None:
    vault = shared_vault.open()
    keyring, (head, slots) = vault.keyring, snapshot(shared_vault.path)
    for place in (keyring.records[0].place, keyring.log.places[-1]):
        good = slots[place - 1]
        for changed in (*flips(good, 60), *cuts(good, 10)):
            with vault.store.turn() as turn:
                turn.write(head, {place: changed})
            with pytest.raises(DamagedVaultError):
                shared_vault.open().show(shared_vault.codename)
        with vault.store.turn() as turn:
            turn.write(head, {place: good})
    assert shared_vault.open().show(shared_vault.codename)


def test_every_flipped_bit_and_cut_of_a_checkpoint_is_refused(shared_vault: Shared) -> None:
    keyring = shared_vault.open().keyring
    note = keyring.log.note.encode()
    assert read_checkpoint(keyring.log.note, keyring.roster.present_key_of)
    for changed in (*flips(note, 600), *cuts(note, 200)):
        with pytest.raises(VaultError):
            read_checkpoint(changed.decode(errors="replace"), keyring.roster.present_key_of)


def test_whoever_waits_too_long_is_told_so(shared_vault: Shared, monkeypatch: pytest.MonkeyPatch) -> None:
    vault = shared_vault.open()
    monkeypatch.setattr("bronwacht.vault.store.BUSY_SECONDS", 0.05)
    monkeypatch.setattr("bronwacht.vault.files.LINE_SECONDS", 0.05)
    with vault.store.turn(), pytest.raises(BusyVaultError, match="nothing was written"):
        vault.add(Source("Bo"))
