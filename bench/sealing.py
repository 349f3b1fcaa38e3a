"""Sealing and opening by size, beside age and pyrage: ``python bench/sealing.py [--most MIB]``.

The same bytes from 1 KiB to 64 MiB, to one X25519 recipient: ours (Python and ``cryptography``) and pyrage (Rust, in
the peers' environment) within a warm process; age (Go) and ours as whole processes, files in and out. Ours is also told
with its own default, a hybrid of ML-KEM-768 and X25519, which the others may not have yet. First each of them opens
what the other has sealed. Milliseconds of processor time, the median of some rounds.
"""

from __future__ import annotations

import argparse
import base64
import io
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from bronwacht.vault import age
from machine import children_seconds, machine, table, tool_version, versions
from peers import asked

from vault import OPEN

KIB = 1 << 10
SIZES = tuple(KIB * 4**power for power in range(9))
"""1 KiB, 4 KiB … 64 MiB."""
PROCESS_SIZES = 3
"""Of whole processes only the last sizes and the first are timed: below, all of the time is their start."""
ROUNDS = 5


def median(act: Callable[[], object], clock: Callable[[], float] = time.process_time) -> float:
    """Seconds by ``clock``, the median."""
    times = []
    for _ in range(ROUNDS):
        begun = clock()
        act()
        times.append(clock() - begun)
    return statistics.median(times)


def sealed(plain: bytes, recipient: str) -> bytes:
    """Ours, from memory to memory."""
    sink = io.BytesIO()
    age.encrypt_stream(io.BytesIO(plain), sink, recipients=[recipient])
    return sink.getvalue()


def opened(cipher: bytes, identity: str) -> bytes:
    """Ours, from memory to memory."""
    sink = io.BytesIO()
    age.decrypt_stream(io.BytesIO(cipher), sink, identities=[identity])
    return sink.getvalue()


def within(sizes: Sequence[int]) -> list[list[float]]:
    """A row a size: seconds to seal and open, ours, ours post-quantum, and pyrage's."""
    pair, hybrid = age.generate_identity(post_quantum=False), age.generate_identity()
    theirs = asked(
        "peer_pyrage.py",
        {
            "sizes": list(sizes),
            "rounds": ROUNDS,
            "recipient": pair.recipient,
            "identity": pair.identity,
            "sealed": base64.b64encode(sealed(b"ours", pair.recipient)).decode(),
        },
    )
    if opened(base64.b64decode(theirs["sealed"]), pair.identity) != b"pyrage's" or theirs["opened"] != "ours":
        raise SystemExit("ours and pyrage do not open what the other has sealed")
    rows = []
    for size, (their_seal, their_open) in zip(sizes, theirs["seconds"], strict=True):
        plain, row = bytes(range(256)) * (size // 256), list[float]()
        for keys in (pair, hybrid):
            cipher = sealed(plain, keys.recipient)
            row += [median(lambda: sealed(plain, keys.recipient)), median(lambda: opened(cipher, keys.identity))]  # noqa: B023
        rows.append([*row, their_seal, their_open])
    return rows


def processes(sizes: Sequence[int], folder: Path) -> list[list[float]]:
    """A row a size: seconds of whole processes to seal and open, ours and age's."""
    pair = age.generate_identity(post_quantum=False)
    plain, ours, theirs, back, key = (folder / name for name in ("plain", "ours", "theirs", "back", "identity"))
    key.write_text(pair.identity + "\n", encoding="utf-8")
    commands = (
        [sys.executable, "-c", OPEN, "seal", str(plain), str(ours), pair.recipient],
        [sys.executable, "-c", OPEN, "open", str(theirs), str(back), str(key)],
        ["age", "-r", pair.recipient, "-o", str(theirs), str(plain)],
        ["age", "-d", "-i", str(key), "-o", str(back), str(ours)],
    )
    rows = []
    for size in sizes:
        plain.write_bytes(bytes(range(256)) * (size // 256))
        for command in (commands[0], commands[2], commands[1], commands[3]):
            subprocess.run(command, check=True)
            if command in (commands[1], commands[3]) and back.read_bytes() != plain.read_bytes():
                raise SystemExit("ours and age do not open what the other has sealed")
        rows.append([median(lambda: subprocess.run(command, check=True), children_seconds) for command in commands])  # noqa: B023
    return rows


def told(size: int) -> str:
    """A size in words."""
    return f"{size // KIB} KiB" if size < KIB * KIB else f"{size // KIB // KIB} MiB"


def rows_of(sizes: Sequence[int], seconds: list[list[float]]) -> list[tuple[str, ...]]:
    """The table's rows, in milliseconds."""
    return [(told(size), *(f"{1e3 * value:.2f}" for value in row)) for size, row in zip(sizes, seconds, strict=True)]


def main() -> int:
    """Print both tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--most", type=float, metavar="MIB", default=64, help="the largest size")
    options = parser.parse_args()
    sizes = [size for size in SIZES if size <= options.most * KIB * KIB]
    print(machine(), versions("cryptography"), sep="\n")
    print("\nwithin a process, ms")
    head = ("", "ours: seal", "open", "hybrid: seal", "open", "pyrage: seal", "open")
    table(head, rows_of(sizes, within(sizes)))
    version = tool_version("age")
    if version is None or not shutil.which("age"):
        print("\nage is not installed (Debian: age); passed over")
        return 0
    few = [sizes[0], *sizes[1:][-PROCESS_SIZES:]]
    print(f"\nwhole processes, ms; age {version}")
    with tempfile.TemporaryDirectory() as folder:
        table(("", "ours: seal", "open", "age: seal", "open"), rows_of(few, processes(few, Path(folder))))
    return 0


if __name__ == "__main__":
    sys.exit(main())
