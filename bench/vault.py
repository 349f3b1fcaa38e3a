"""How long the vault takes with many records: a table, each figure beside the most that it may be.

    bench/vault.py [--records 10000] [--postgres ADDRESS] [--attachment MIB] [--keep FOLDER]

Everything is done as an editor does it, on this machine's disk, flushed. The attachment is sealed and opened by whole
processes, ours and Debian's age by turns, the best of each. What is measured is wall time: run it on a quiet machine.
"""

from __future__ import annotations

import argparse
import datetime
import json
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

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


def timed(act: Callable[[], Any], times: int = 1) -> tuple[float, Any]:
    """The median seconds of some runs, and what the last gave."""
    took, result = [], None
    for _ in range(times):
        start = time.perf_counter()
        result = act()
        took.append(time.perf_counter() - start)
    return statistics.median(took), result


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


def measure_vault(folder: Path, records: int, address: str | None) -> list[tuple[str, float, float, str]]:
    """Rows of what, figure, bound, unit; a bound of an ``import`` is a least one."""
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
    shown, _ = timed(lambda: [opened.show(name) for name in names[:10]])
    added, _ = timed(lambda: opened.add(Source("Bo Zwart")), 20)
    revoked, _ = timed(lambda: revoke(opened, others[-1].name))
    return [
        ("key derivation", derivation, 0, "s"),
        ("unlock, after it", unlock, 0.3, "s"),
        ("list, after that", listing, 0.15, "s"),
        ("open a record, its log entry flushed", shown / 10, 0, "s"),
        ("open a record, without that", opening(opened, names), 0.01, "s"),
        ("add, flushed", added, 0.08, "s"),
        ("unlock and add, flushed", first, 0.38, "s"),
        ("import, records a second", records / taken, -300, ""),
        ("revoke, all records re-keyed", revoked, 40, "s"),
    ]


def opening(vault: Vault, names: list[str]) -> float:
    """Seconds from the log being on the disk to the source being there, for one record."""
    from bronwacht.vault.dossier import open_record

    keyring = vault.keyring
    records = [keyring.find(name) for name in names]
    with vault.store.snapshot() as snapshot:
        took, _ = timed(
            lambda: [open_record(next(snapshot.slots([record.place])), record, keyring) for record in records], 3
        )
    return took / len(records)


def measure_attachment(folder: Path, mib: int) -> list[tuple[str, float, float, str]]:
    """Sealing and opening one large file, by whole processes, by turns."""
    pair, plain = age.generate_identity(post_quantum=False), folder / "plain"
    plain.write_bytes(bytes(range(256)) * (mib * MIB // 256))
    (folder / "identity").write_text(pair.identity + "\n")
    identity, ours = str(folder / "identity"), [sys.executable, "-c", OPEN]
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
        best = [9e9, 9e9]
        for _ in range(9):
            for which, command in enumerate(commands):
                took, _ = timed(lambda command=command: subprocess.run(command, check=True))
                best[which] = min(best[which], took)
        rows.append((f"{name} {mib} MiB, beside age's {best[0]:.3f} s", best[1], 1.2 * best[0], "s"))
    return rows


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
    beyond = 0
    for what, figure, bound, unit in rows:
        fails = (bound > 0 and figure > bound) or (bound < 0 and figure < -bound)
        beyond += fails
        at = f"{'at least' if bound < 0 else 'at most'} {abs(bound):.3g} {unit}" if bound else ""
        print(f"{what:<44} {figure:>9.3f} {unit:<2} {at:<18} {'BEYOND' if fails else ''}".rstrip())
    sys.exit(bool(beyond))


if __name__ == "__main__":
    main()
