"""What the tests of the vault try in a few places, tried in all of them; hours rather than seconds.

    bench/torture.py writers [--processes 8] [--writes 500] [--postgres ADDRESS]
    bench/torture.py flips [--step 1]

``writers``: so many processes add, read, check and shred at once; every effect must be there, the log whole, and nobody
may have met a lock. ``flips``: every single bit of a key file, a keyring, a record, a log entry and a checkpoint is
flipped, and each is cut off at every length; all must be refused, with an error of the vault's own.
"""

from __future__ import annotations

import argparse
import multiprocessing
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from bronwacht.vault.checkpoint import read_checkpoint
from bronwacht.vault.dossier import open_keyring, open_record
from bronwacht.vault.errors import VaultError
from bronwacht.vault.keys import EditorKey, new_editor, open_key, seal_key
from bronwacht.vault.log import Act, open_entry
from bronwacht.vault.memory import Memory
from bronwacht.vault.secret import Secret
from bronwacht.vault.shredding import shred
from bronwacht.vault.source import Source
from bronwacht.vault.stores import Address, open_store
from bronwacht.vault.vault import Vault, create
from bronwacht.vault.verify import verify

PASSPHRASE = Secret("wagen boomstam krijt lepel zomer fiets")


@dataclass(frozen=True)
class Newsroom:
    """A vault of two editors with one source in it."""

    address: Address
    folder: Path
    anna: EditorKey
    bram: EditorKey
    codename: str

    def open(self, key: EditorKey) -> Vault:
        """As one of them, on a machine of their own."""
        return Vault(open_store(self.address), key, Memory(self.folder / key.name))


def newsroom(folder: Path, address: str | None) -> Newsroom:
    """A new one."""
    anna, bram = new_editor("Anna"), new_editor("Bram")
    where: Address = address or folder / "v"
    others = [bram.card.confirm(bram.card.fingerprint.words)]
    vault = create(where, "Stables", anna, others, memory=Memory(folder / "Anna"))
    made = Newsroom(where, folder, anna, bram, vault.add(Source("Marijke van den Berg")))
    made.open(bram).meet(anna.card.fingerprint.words)
    return made


def write(there: Newsroom, key: EditorKey, writes: int) -> None:
    """So many mixed writes."""
    vault, mine = there.open(key), list[str]()
    for number in range(writes):
        match number % 4:
            case 0 | 1:
                mine.append(vault.add(Source("Bo")))
            case 2:
                vault.show(there.codename)
            case _:
                shred(vault, mine.pop(0))


def writers(there: Newsroom, processes: int, writes: int) -> list[str]:
    """What went wrong with many writers at once."""
    fork, start = multiprocessing.get_context("fork"), time.monotonic()
    people = [(there.anna, there.bram)[number % 2] for number in range(processes)]
    running = [fork.Process(target=write, args=(there, key, writes)) for key in people]
    for process in running:
        process.start()
    for process in running:
        process.join()
    wrong = [f"a writer ended with {process.exitcode}" for process in running if process.exitcode]
    vault = there.open(there.anna)
    acts = Counter(line.act for line in vault.log())
    expected = Counter(
        {Act.CREATED: 1, Act.ADDED: 1 + processes * ((writes + 3) // 4 + (writes + 2) // 4)}
        | {Act.READ: processes * ((writes + 1) // 4), Act.SHREDDED: processes * (writes // 4)}
    )
    if acts != expected:
        wrong.append(f"the log has {dict(acts)}, and should have {dict(expected)}")
    if len(vault.list()) != acts[Act.ADDED] - acts[Act.SHREDDED]:
        wrong.append("the index has other sources than the log")
    verify(vault)
    print(f"{sum(acts.values())} acts in the log after {time.monotonic() - start:.0f} s")
    return wrong


def spoilt(data: bytes, step: int) -> Iterator[bytes]:
    """Every flipped bit and every truncation, or one in ``step``."""
    for bit in range(0, len(data) * 8, step):
        changed = bytearray(data)
        changed[bit // 8] ^= 1 << bit % 8
        yield bytes(changed)
    for length in range(0, len(data), step):
        yield data[:length]


def flips(there: Newsroom, step: int) -> list[str]:
    """Which spoilt things were taken for good, or met another error than the vault's own."""
    vault = there.open(there.anna)
    keyring = vault.keyring
    record, number = keyring.records[0], len(keyring.log.places) - 1
    with vault.store.snapshot() as snapshot:
        sealed_keyring = snapshot.head.keyring
        sealed_record, sealed_entry = snapshot.slots([record.place, keyring.log.places[-1]])
    things: dict[str, tuple[bytes, Callable[[bytes], object]]] = {
        "checkpoint": (
            keyring.log.note.encode(),
            lambda data: read_checkpoint(data.decode(errors="replace"), keyring.roster.present_key_of),
        ),
        "record": (sealed_record, lambda data: open_record(data, record, keyring)),
        "log entry": (
            sealed_entry,
            lambda data: open_entry(
                data, number, keyring.vault, keyring.log.identity_of(number), keyring.roster.key_of
            ),
        ),
        "key file": (
            seal_key(there.anna, PASSPHRASE, work_factor=1).rstrip(b"\n"),
            lambda data: open_key(data, PASSPHRASE),
        ),
        "keyring": (sealed_keyring, lambda data: open_keyring(data, there.anna)),
    }
    wrong = []
    for name, (data, read) in things.items():
        read(data)
        count = 0
        for count, changed in enumerate(spoilt(data, step), start=1):
            try:
                read(changed)
                wrong.append(f"{name}: a change was not noticed ({count})")
            except VaultError:
                continue
            except Exception as error:
                wrong.append(f"{name}: {type(error).__name__} ({count})")
        print(f"{name}: {count} changes of {len(data)} bytes")
    return wrong


def main() -> None:
    """Run one of them; exit code 1 where something went wrong."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["writers", "flips"])
    parser.add_argument("--processes", type=int, default=8)
    parser.add_argument("--writes", type=int, default=500)
    parser.add_argument("--step", type=int, default=1)
    parser.add_argument("--postgres", metavar="ADDRESS", default=None)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        there = newsroom(Path(folder), options.postgres)
        if options.what == "writers":
            wrong = writers(there, options.processes, options.writes)
        else:
            wrong = flips(there, options.step)
    for line in wrong[:20]:
        print(line)
    print("all as it should be" if not wrong else f"{len(wrong)} things wrong")
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
