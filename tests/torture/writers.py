"""Let many editors' processes write to one vault at once; prints how long it took and what was wrong.

    python tests/torture/writers.py [--processes 8] [--writes 500] [--postgres [ADDRESS]]

Every process adds, reads and shreds by turns, as one of two editors, each on a machine of their own. Every effect must
be there, the log whole and of the acts that were done, and nobody may have met a lock. With ``--postgres`` the vault is
on a server: the one at an ADDRESS, or one that is started for it. The exit code is 1 when something is wrong.
"""

from __future__ import annotations

import argparse
import contextlib
import multiprocessing
import runpy
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bronwacht.vault.keys import EditorKey, new_editor
from bronwacht.vault.log import Act
from bronwacht.vault.memory import Memory
from bronwacht.vault.shredding import shred
from bronwacht.vault.source import Source
from bronwacht.vault.stores import Address, open_store
from bronwacht.vault.vault import Vault, create
from bronwacht.vault.verify import verify

SERVER = Path(__file__).parents[1] / "vault" / "postgres_server.py"
START = "start one"


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


@contextlib.contextmanager
def address_of(asked: str | None) -> Iterator[str | None]:
    """The address of the server that was asked for, which may be one that is started here."""
    if asked != START:
        yield asked
        return
    server = runpy.run_path(str(SERVER))
    with server["running"](server["find_programs"]()) as running:
        yield running.address()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--processes", type=int, default=8)
    parser.add_argument("--writes", type=int, default=500)
    parser.add_argument("--postgres", metavar="ADDRESS", nargs="?", const=START, default=None)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, address_of(options.postgres) as address:
        wrong = writers(newsroom(Path(folder), address), options.processes, options.writes)
    for line in wrong:
        print(line, file=sys.stderr)
    print(f"{options.processes} processes, {options.writes} writes each: {len(wrong) or 'nothing'} wrong")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
