"""How long the vault takes with many records: a table, each figure beside the most that it may be.

    bench/vault.py [--records 10000] [--postgres ADDRESS] [--attachment MIB] [--keep FOLDER]

Everything is done as an editor does it, on this machine's disk, flushed. The attachment is sealed and opened by whole
processes, ours and Debian's age by turns, the median of each. What is measured is wall time, on a quiet machine; where
others work as well, the time that a processor was busy says more.
"""

from __future__ import annotations

import argparse
import datetime
import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import sysconfig
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from bronwacht.vault import age
from bronwacht.vault.editors import revoke
from bronwacht.vault.export import INDEX, _Writer
from bronwacht.vault.export_index import Index
from bronwacht.vault.importing import import_export
from bronwacht.vault.keys import EditorKey, new_editor, open_key, seal_key
from bronwacht.vault.memory import Memory
from bronwacht.vault.padding import pad, record_size
from bronwacht.vault.secret import Secret
from bronwacht.vault.source import Source
from bronwacht.vault.vault import Vault, create, open_vault

PASSPHRASE = Secret("wagen boomstam krijt lepel zomer fiets")
EDITORS = 4
MIB = 1 << 20
ROUNDS = 21
"""How often each program seals and opens the attachment: single runs differ by half, by what the disk is doing."""
RECENT = datetime.date(2026, 11, 26)

OPEN = """
import sys
from bronwacht.vault import age
with open(sys.argv[2], "rb") as source, open(sys.argv[3], "wb") as sink:
    if sys.argv[1] == "seal":
        age.encrypt_stream(source, sink, recipients=[sys.argv[4]])
    else:
        age.decrypt_stream(source, sink, identities=[open(sys.argv[4]).read().split()[-1]])
"""


class Took(NamedTuple):
    """Seconds on the clock, and of them those that a processor worked on it."""

    wall: float
    busy: float

    def of(self, count: int, wanted: int = 1) -> Took:
        """Of so many, what some took."""
        return Took(self.wall * wanted / count, self.busy * wanted / count)


def timed(act: Callable[[], Any], times: int = 1) -> tuple[Took, Any]:
    """The median of some runs, and what the last gave."""
    wall, busy, result = [], [], None
    for _ in range(times):
        start, worked = time.perf_counter(), time.process_time()
        result = act()
        wall.append(time.perf_counter() - start)
        busy.append(time.process_time() - worked)
    return Took(statistics.median(wall), statistics.median(busy)), result


def codename(number: int) -> str:
    """One for each number; figures could be a date of birth."""
    return "Merel " + "".join("bcdfghjklp"[int(figure)] for figure in str(number))


def source(number: int) -> Source:
    """A source as editors fill them in."""
    return Source(
        name=f"Marijke van den Berg {number}",
        codename=codename(number),
        aliases=("Toos", "M. v.d. Berg"),
        contacts=(f"m.vdberg{number}@example.org", f"06-{10_000_000 + number}"),
        employer="Stichting Waterlinie",
        role="beleidsmedewerker water",
        born=datetime.date(1987, 5, 3),
        relation="sprak met de wethouder",
        tags=("raad",),
        retain_until=datetime.date(2035, 1, 1),
    )


def make_export(folder: Path, key: EditorKey, count: int) -> None:
    """An export of so many sources."""
    folder.mkdir()
    writer = _Writer(folder)
    for number in range(count):
        text = json.dumps(source(number).to_json(), ensure_ascii=False, indent=2).encode()
        writer.add(pad(text, record_size(len(text))), codename(number))
    index = Index("ab" * 16, "Bench", RECENT, writer.identity, tuple(writer.lines))
    (folder / INDEX).write_bytes(age.encrypt(index.signed_by(key), recipients=[key.card.recipient]))


def flushing(folder: Path) -> Took:
    """What it takes this disk to flush one small write: the price of each of a writing's seven."""
    with (folder / "flushed").open("wb") as file:

        def flush() -> None:
            file.write(bytes(4096))
            file.flush()
            os.fsync(file.fileno())

        return timed(flush, 50)[0]


class Row(NamedTuple):
    """What was measured, and the most seconds that it may take; 0 where there is no bound."""

    what: str
    took: Took
    most: float = 0


def measure_vault(folder: Path, records: int, address: str | None) -> list[Row]:
    """What a vault of so many records takes."""
    founder, *others = [new_editor(f"Editor {number}") for number in range(EDITORS)]
    memory, where = Memory(folder / "memory"), address or folder / "bench.vault"
    make_export(folder / "export", founder, records)
    confirmed = [other.card.confirm(other.card.fingerprint.words) for other in others]
    vault = create(where, "Bench", founder, confirmed, memory=memory)
    taken, _ = timed(lambda: import_export(vault, folder / "export"))
    sealed = seal_key(founder, PASSPHRASE)
    derivation, key = timed(lambda: open_key(sealed, PASSPHRASE), 3)
    unlock, opened = timed(lambda: open_vault(where, key, memory=memory), 5)
    listing, _ = timed(opened.list, 5)
    first, _ = timed(lambda: open_vault(where, key, memory=memory).add(Source("Bo Zwart")), 3)
    names = [codename(number) for number in range(0, records, max(1, records // 20))]
    turn = iter(names)
    shown, _ = timed(lambda: opened.show(next(turn)), 20)
    added, _ = timed(lambda: opened.add(Source("Bo Zwart")), 20)
    revoked, _ = timed(lambda: revoke(opened, others[-1].name))
    return [
        Row("one small flush of this disk", flushing(folder)),
        Row("key derivation", derivation),
        Row("unlock, after it", unlock, 0.3),
        Row("list, after that", listing, 0.15),
        Row("open a record, its log entry flushed", shown, 0.01),
        Row("open a record, without that", opening(opened, names)),
        Row("add, flushed", added, 0.08),
        Row("unlock and add, flushed", first, 0.38),
        Row("import, for 300 records", taken.of(records, 300), 1),
        Row("revoke, all records re-keyed", revoked, 40),
    ]


def opening(vault: Vault, names: list[str]) -> Took:
    """From the log being on the disk to the source being there, for one record."""
    from bronwacht.vault.dossier import open_record

    keyring = vault.keyring
    records = [keyring.find(name) for name in names]
    with vault.store.snapshot() as snapshot:
        took, _ = timed(
            lambda: [open_record(next(snapshot.slots([record.place])), record, keyring) for record in records], 3
        )
    return took.of(len(records))


def measure_attachment(folder: Path, mib: int) -> list[Row]:
    """Sealing and opening one large file, by whole processes, by turns."""
    pair, plain = age.generate_identity(post_quantum=False), folder / "plain"
    plain.write_bytes(bytes(range(256)) * (mib * MIB // 256))
    (folder / "identity").write_text(pair.identity + "\n")
    library = folder / "lib"
    library.mkdir(exist_ok=True)
    if not (library / "bronwacht").exists():
        (library / "bronwacht").symlink_to(Path(age.__file__).parents[1])
    # -S: an editable install, as this one, has a hook that runs at every start, and an installed program has none.
    identity, ours = str(folder / "identity"), [sys.executable, "-S", "-c", OPEN]
    acts = {
        "seal": (
            ["age", "-r", pair.recipient, "-o", str(folder / "a"), str(plain)],
            [*ours, "seal", str(plain), str(folder / "b"), pair.recipient],
        ),
        "open": (
            ["age", "-d", "-i", identity, "-o", str(folder / "c"), str(folder / "a")],
            [*ours, "open", str(folder / "b"), str(folder / "d"), identity],
        ),
    }
    rows = []
    for name, commands in acts.items():
        runs = [[run(command, library) for command in commands] for _ in range(ROUNDS)]
        theirs, own = (sorted(took)[ROUNDS // 2] for took in zip(*runs, strict=True))
        rows.append(Row(f"age: {name} {mib} MiB", theirs))
        rows.append(Row(f"ours: {name} {mib} MiB", own, 1.2 * theirs.wall))
    return rows


def run(command: list[str], library: Path) -> Took:
    """A whole process; ours as it is when it is installed in ``library``, its modules compiled."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment["PYTHONPATH"] = os.pathsep.join((str(library), sysconfig.get_path("purelib")))
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(command, check=True, env=environment)
    wall, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    return Took(wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


def main() -> None:
    """Print the table; exit code 1 where a figure is beyond its bound."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, default=10_000)
    parser.add_argument("--postgres", metavar="ADDRESS", default=None)
    parser.add_argument("--attachment", type=int, metavar="MIB", default=64)
    parser.add_argument("--keep", type=Path, metavar="FOLDER", default=None)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.keep or Path(temporary)
        folder.mkdir(exist_ok=True)
        rows = measure_vault(folder, options.records, options.postgres) if options.records else []
        if options.attachment and shutil.which("age"):
            rows += measure_attachment(folder, options.attachment)
    beyond = [row for row in rows if row.most and row.took.wall > row.most]
    print(f"{'':<40} {'seconds':>9} {'busy':>9} {'at most':>9}")
    for row in rows:
        most = f"{row.most:>9.3f}" if row.most else ""
        mark = "BEYOND" if row in beyond else ""
        print(f"{row.what:<40} {row.took.wall:>9.3f} {row.took.busy:>9.3f} {most:>9} {mark}".rstrip())
    sys.exit(bool(beyond))


if __name__ == "__main__":
    main()
