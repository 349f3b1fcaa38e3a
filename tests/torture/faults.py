"""Let faults happen at random moments while a source's name is in memory, and look for the name everywhere after.

    python tests/torture/faults.py --rounds 200 --seed 1

Every round lets the real command line work in a process of its own, with a name, a passphrase, and a file's name that
stand nowhere else. At a random call of one of Bronwacht's own functions an error is raised whose message holds all that
the function had in its hands. Then the secrets are looked for in what the process printed, its arguments and
environment, every file that it left, temporary ones and core dumps included. The exit code is 1 when one is found.
"""

from __future__ import annotations

import argparse
import faulthandler
import inspect
import os
import random
import resource
import shutil
import sqlite3
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import Any, NoReturn

from bronwacht.cli import main as command_line
from bronwacht.vault.cards import ConfirmedCard
from bronwacht.vault.keys import new_editor, write_key
from bronwacht.vault.memory import Memory
from bronwacht.vault.process import harden
from bronwacht.vault.secret import Secret
from bronwacht.vault.source import Source
from bronwacht.vault.vault import create

NAME, ALIAS, FILE = "Zwaantje Quistwater-Ypma", "Zwaanoog", "Zwaanbericht.eml"
PASSPHRASE = "kwast motregen vlinder zadel hooi kelder"
SECRETS = tuple(text.encode() for text in (NAME, "Zwaantje", "Quistwater", ALIAS, FILE, PASSPHRASE))
FORM = f'name = "{NAME}"\naliases = ["{ALIAS}"]\n'
OTHERS_FORM = FORM.replace(NAME, "Zwaantje Oosterling")
"""Of somebody else: who is kept already is not kept again."""

FAULTS = (RuntimeError, OSError, MemoryError, ValueError, KeyError, sqlite3.OperationalError, None)
"""None kills the process in a way that dumps its memory, where the system lets it."""

QUICK = 2

OPERATIONS: dict[str, tuple[tuple[str, ...], str]] = {
    "add": (("vault", "add", "v", "-"), OTHERS_FORM),
    "add for two": (("vault", "add", "v", "-", "--two-person"), OTHERS_FORM),
    "edit": (("vault", "edit", "v", "Merel", "-"), f'state = "1.0"\n{FORM}'),
    "show": (("vault", "show", "v", "Merel", "--force"), ""),
    "print": (("vault", "edit", "v", "Merel", "--print", "--force"), ""),
    "attach": (("vault", "attach", "v", "Merel", "-", "--name-fd", "8"), ALIAS),
}
"""Each with what comes on stdin; what `show` and `print` print on stdout is the name, as it should be."""


@dataclass(frozen=True)
class Round:
    """What came of one: whether the fault was reached, and where a secret was found."""

    operation: str
    reached: bool
    found: tuple[str, ...]


def prepare(folder: Path) -> None:
    """A vault with one source, Merel, and the key that opens it."""
    folder.mkdir()
    anna, bram = new_editor("Anna"), new_editor("Bram")
    write_key(folder / "k", anna, Secret(PASSPHRASE), work_factor=QUICK)
    memory = Memory(folder / "state" / "bronwacht")
    create(folder / "v", "D", anna, [ConfirmedCard(bram.card)], memory=memory).add(
        Source(NAME, codename="Merel", aliases=(ALIAS,))
    )


def run(operation: str, folder: Path, moment: int, fault: type[BaseException] | None) -> tuple[int, bool]:
    """Work in a child until the ``moment``, 0 for never; how many of our functions it called, and whether it got there.

    Raises AssertionError where it fails without a fault.
    """
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        _work(operation, folder, moment, fault, writer)
    os.close(writer)
    _, status = os.waitpid(child, 0)
    assert moment or status == 0, f"{operation} fails by itself"
    with os.fdopen(reader) as told:
        calls, _, reached = told.read().partition(" ")
    return int(calls or 0), bool(reached)


def _work(operation: str, folder: Path, moment: int, fault: type[BaseException] | None, writer: int) -> NoReturn:
    argv, stdin = OPERATIONS[operation]
    os.chdir(folder)
    faulthandler.disable()
    os.environ.update(XDG_STATE_HOME=str(folder / "state"), TMPDIR=str(folder / "tmp"))
    resource.setrlimit(resource.RLIMIT_CORE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    Path("tmp").mkdir()
    for descriptor, content in ((0, stdin), (7, PASSPHRASE + "\n"), (8, FILE)):
        source, sink = os.pipe()
        os.write(sink, content.encode())
        os.close(sink)
        os.dup2(source, descriptor)
    for descriptor, name in ((1, "stdout"), (2, "stderr")):
        os.dup2(os.open(name, os.O_CREAT | os.O_WRONLY), descriptor)
    sys.stdin, sys.stdout, sys.stderr = (os.fdopen(n, mode) for n, mode in ((0, "r"), (1, "w"), (2, "w")))
    calls, hardened = 0, False

    def watch(frame: FrameType, event: str, _: Any) -> None:
        nonlocal calls, hardened
        ours = frame.f_globals.get("__name__", "").startswith("bronwacht.vault")
        if event != "call" or not ours or not frame.f_code.co_flags & inspect.CO_OPTIMIZED:
            return
        # Nothing is read until core dumps are off; but this process, unlike an editor's, knows the name from the start.
        if frame.f_code is harden.__code__:
            hardened = True
            return
        if not hardened:
            return
        calls += 1
        if calls == moment:
            os.write(writer, f"{calls} reached".encode())
            seen = Path("/proc/self/cmdline").read_bytes() + Path("/proc/self/environ").read_bytes()
            Path("process").write_bytes(seen)
            if fault is None:
                os.abort()
            raise fault(f"{frame.f_locals} {SECRETS}")

    sys.setprofile(watch)
    code: Any = 0
    try:
        command_line([*argv, "--key", "k", "--passphrase-fd", "7"])
    except SystemExit as done:
        code = done.code
    finally:
        sys.setprofile(None)
        sys.stdout.flush()
        sys.stderr.flush()
        if not moment:
            os.write(writer, str(calls).encode())
        os._exit(code if isinstance(code, int) else 1)


def look(operation: str, folder: Path) -> tuple[str, ...]:
    """The files that hold a secret in the clear, or in their name."""
    expected = {"stdout"} if operation in ("show", "print") else set()
    found = []
    for path in folder.rglob("*"):
        content = path.read_bytes() if path.is_file() and path.name not in expected else b""
        if any(secret in content or secret in os.fsencode(path.name) for secret in SECRETS):
            found.append(path.name)
    return tuple(found)


def torture(rounds: int, seed: int) -> Iterator[Round]:
    """Rounds of every operation in turn."""
    chance = random.Random(seed)
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        prepare(place / "template")
        calls = {}
        for operation in OPERATIONS:
            shutil.copytree(place / "template", place / "whole")
            calls[operation], _ = run(operation, place / "whole", 0, None)
            shutil.rmtree(place / "whole")
        for number in range(rounds):
            operation = list(OPERATIONS)[number % len(OPERATIONS)]
            folder = place / f"round{number}"
            shutil.copytree(place / "template", folder)
            _, reached = run(operation, folder, chance.randint(1, calls[operation]), chance.choice(FAULTS))
            yield Round(operation, reached, look(operation, folder))
            shutil.rmtree(folder)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    done = list(torture(options.rounds, options.seed))
    for (operation, reached), count in sorted(Counter((one.operation, one.reached) for one in done).items()):
        print(f"{count:6}  {operation:12}  {'fault' if reached else 'no fault'}")
    found = [one for one in done if one.found]
    for one in found:
        print(f"found after {one.operation}: {', '.join(one.found)}", file=sys.stderr)
    print(f"{len(done):6}  rounds in all, {len(found)} of which left a secret somewhere")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
