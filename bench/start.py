"""How soon the program answers: ``python bench/start.py [ROUNDS]``.

Whole processes from their start to their end, in turn, the median: ``--help`` beside importing click, a vault command
beside the derivation of its key from a passphrase, and a scan of one draft beside importing presidio_analyzer. All
modules are compiled, as they are once the program is installed. Seconds on the clock, and those that a processor was
busy; the bars are on the latter, so that a busy machine does not matter much.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from bronwacht.redact.draft import Lang
from bronwacht.vault.keys import new_editor, open_key, read_key_file, write_key
from bronwacht.vault.memory import default_memory
from bronwacht.vault.secret import Secret
from bronwacht.vault.vault import create
from machine import Bars, children_seconds, machine, table, versions
from speed import CONTACT, plain_draft

ROUNDS = 11
PASSPHRASE = "wagen boomstam krijt lepel zomer fiets"
HELP_RATIO = 2.0
AFTER_DERIVATION = 0.3

Took = tuple[float, float]
"""Seconds on the clock, and of a processor."""


def process(argv: Sequence[str], folder: Path, *, passphrase: bool = False) -> Took:
    """One run of a Python with these arguments; exits where it fails."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment |= {"XDG_STATE_HOME": str(folder / "state"), "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    before, begun = children_seconds(), time.perf_counter()
    done = subprocess.run(
        [sys.executable, *argv],
        cwd=folder,
        env=environment,
        input=PASSPHRASE + "\n" if passphrase else "",
        capture_output=True,
        text=True,
    )
    took = time.perf_counter() - begun, children_seconds() - before
    if done.returncode > 1:  # 1: there are findings
        raise SystemExit(f"{' '.join(argv)} ended with {done.returncode}: {done.stderr}")
    return took


def derivation(folder: Path) -> Took:
    """Opening a key file with its passphrase, within this process."""
    sealed = read_key_file(folder / "anna.key")
    worked, begun = time.process_time(), time.perf_counter()
    open_key(sealed, Secret(PASSPHRASE))
    return time.perf_counter() - begun, time.process_time() - worked


def prepared(folder: Path) -> None:
    """A key with the work factor of all keys, a vault that it opens, and a draft of each kind."""
    key = new_editor("Anna")
    write_key(folder / "anna.key", key, Secret(PASSPHRASE))
    other, memory = new_editor("Bram").card, default_memory({"XDG_STATE_HOME": str(folder / "state")})
    create(folder / "bench.vault", "Bench", key, [other.confirm(other.fingerprint.words)], memory=memory)
    for lang in Lang:
        text = plain_draft(lang)
        (folder / f"plain-{lang}.txt").write_text(text, encoding="utf-8")
        (folder / f"contacts-{lang}.txt").write_text(text.rstrip() + CONTACT[lang], encoding="utf-8")


def measured(folder: Path, rounds: int) -> dict[str, Took]:
    """The median of each start, all by turns."""
    ours = ["-m", "bronwacht"]
    vault = [*ours, "vault", "list", "bench.vault", "--key", "anna.key", "--passphrase-fd", "0"]
    acts: dict[str, Callable[[], Took]] = {
        "python -c pass": lambda: process(["-c", "pass"], folder),
        "python -c 'import click'": lambda: process(["-c", "import click"], folder),
        "bronwacht --help": lambda: process([*ours, "--help"], folder),
        "key derivation": lambda: derivation(folder),
        "bronwacht vault list": lambda: process(vault, folder, passphrase=True),
        "python -c 'import presidio_analyzer'": lambda: process(["-c", "import presidio_analyzer"], folder),
    }
    for name in sorted(path.name for path in folder.glob("*.txt")):
        acts[f"bronwacht scan {name}"] = lambda name=name: process([*ours, "scan", "--jsonl", name], folder)  # type: ignore[misc]
    times: dict[str, list[Took]] = {name: [] for name in acts}
    for number in range(rounds + 1):
        for name, act in acts.items():
            took = act()
            if number:  # the first round compiles
                times[name].append(took)
    return {
        name: (statistics.median(wall for wall, _ in rows), statistics.median(busy for _, busy in rows))
        for name, rows in times.items()
    }


def main() -> int:
    """Print the table and the bars; exit code 1 where one is missed."""
    print(machine(), versions("click", "cryptography", "presidio-analyzer"), sep="\n")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        prepared(folder)
        found = measured(folder, int(sys.argv[1]) if sys.argv[1:] else ROUNDS)
    print()
    table(("", "seconds", "busy"), [(name, f"{wall:.3f}", f"{busy:.3f}") for name, (wall, busy) in found.items()])
    print()
    bars, busy = Bars(), {name: took[1] for name, took in found.items()}
    bars.most("--help over import click", busy["bronwacht --help"] / busy["python -c 'import click'"], HELP_RATIO, "x")
    after = busy["bronwacht vault list"] - busy["key derivation"]
    bars.most("vault list, without the key derivation", after, AFTER_DERIVATION, "s")
    return int(bars.missed > 0)


if __name__ == "__main__":
    sys.exit(main())
