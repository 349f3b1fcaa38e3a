"""A batch over an archive of mixed formats: ``python bench/archive.py [--documents N] [--job JOB] [--keep FOLDER]``.

Makes the documents (txt, md, docx, odt, html, eml; paragraphs of the corpus, by a fixed seed), and runs ``bronwacht
batch`` over them as whole processes: with one worker, with two, with two that are killed ten times and go on, and on a
local Dask cluster of three workers of which one is killed half-way. Prints how fast each was and how much memory its
workers had at most, and whether the outputs and the journals are the same to the byte. Times are those of the clock,
so run it where nothing else runs; words a second are of processor time, of all processes of the batch.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import random
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from html import escape
from pathlib import Path

from bronwacht.redact.batch.journal import NAME as JOURNAL
from machine import Bars, children_seconds, machine, resident_peak, table, versions
from marked import corpus

DOCUMENTS = 2_000
WORDS = 150
"""Words of a document, at least: paragraphs are whole."""
KILLS = 10
SEED = 20261126
FASTER = 1.7
MEGABYTES = 700
LOOK_SECONDS = 0.2
PER_FOLDER = 100


def paragraphs(lang: str) -> list[str]:
    """The paragraphs of the corpus, without its test split."""
    texts = (draft.text for draft in corpus(lang, test=False))
    return [part.strip() for text in texts for part in text.split("\n\n") if part.strip()]


def as_text(parts: Sequence[str], _: Path | None = None) -> bytes:
    """Plain text."""
    return ("\n\n".join(parts) + "\n").encode()


def as_html(parts: Sequence[str], _: Path | None = None) -> bytes:
    """A page."""
    body = "".join(f"<p>{escape(part)}</p>\n" for part in parts)
    return f'<!doctype html>\n<html><head><meta charset="utf-8"></head><body>\n{body}</body></html>\n'.encode()


def as_eml(parts: Sequence[str], _: Path | None = None) -> bytes:
    """A mail with one plain part."""
    from email.message import EmailMessage
    from email.policy import SMTP

    mail = EmailMessage(policy=SMTP)
    mail["Subject"] = "Concept"
    mail.set_content("\n\n".join(parts))
    return mail.as_bytes()


def as_docx(parts: Sequence[str], path: Path) -> bytes:
    """A Word document."""
    import docx

    made = docx.Document()
    for part in parts:
        made.add_paragraph(part)
    made.save(str(path))
    return path.read_bytes()


def as_odt(parts: Sequence[str], path: Path) -> bytes:
    """An OpenDocument text."""
    from odfdo import Document, Paragraph

    made = Document("text")
    made.body.clear()
    for part in parts:
        made.body.append(Paragraph(part))
    made.save(path)
    return path.read_bytes()


FORMATS: dict[str, Callable[[Sequence[str], Path], bytes]] = {
    "txt": as_text,
    "md": as_text,
    "docx": as_docx,
    "odt": as_odt,
    "html": as_html,
    "eml": as_eml,
}


def make(folder: Path, count: int) -> Path:
    """Write so many documents below ``folder``; the same texts every time."""
    draw, kinds = random.Random(SEED), list(FORMATS)
    pools = {lang: paragraphs(lang) for lang in ("nl", "en")}
    for number in range(count):
        pool, parts, words = pools["nl" if number % 2 else "en"], list[str](), 0
        while words < WORDS:
            parts.append(draw.choice(pool))
            words += len(parts[-1].split())
        kind = kinds[number // 2 % len(kinds)]
        path = folder / f"{number // PER_FOLDER:04}" / f"{number:06}.{kind}"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(FORMATS[kind](parts, path))
    return folder


def command(drafts: Path, out: Path, job: str, *options: str) -> list[str]:
    """The program as a process."""
    return [sys.executable, "-m", "bronwacht", "batch", str(drafts), "-o", str(out), "--job", job, *options]


@dataclass
class Ran:
    """A batch that ended: seconds on the clock and of processors, and the most memory of any of its workers, in MB."""

    seconds: float
    busy: float
    peak: float


def run(argv: Sequence[str], *, workers: Callable[[int], Sequence[int]] | None = None) -> Ran:
    """Run a batch to its end, looking at its workers' memory meanwhile; exits where it fails."""
    begun, before, peak = time.perf_counter(), children_seconds(), 0.0
    process = subprocess.Popen(argv, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    while True:
        try:
            _, error = process.communicate(timeout=LOOK_SECONDS)
            break
        except subprocess.TimeoutExpired:
            peak = max([peak, *map(resident_peak, (workers or children)(process.pid))])
    if process.returncode not in (0, 1):
        raise SystemExit(f"the batch ended with {process.returncode}: {error}")
    return Ran(time.perf_counter() - begun, children_seconds() - before, peak)


def children(process: int) -> list[int]:
    """The processes that a process has started."""
    try:
        return [int(word) for word in Path(f"/proc/{process}/task/{process}/children").read_text().split()]
    except OSError:
        return []


def killed(argv: Sequence[str], out: Path, count: int) -> int:
    """Run a batch that is killed :data:`KILLS` times as it goes, and then to its end; how often it was killed."""
    draw, kills = random.Random(SEED), 0
    for turn in range(1, KILLS + 1):
        options = ["--resume"] if (out / JOURNAL).exists() else []
        process = subprocess.Popen([*argv, *options], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        enough = (turn - draw.random()) * count / (KILLS + 1)
        while process.poll() is None and written(out) <= enough:
            time.sleep(LOOK_SECONDS * draw.random())
        if process.poll() is None:
            process.send_signal(signal.SIGKILL)
            kills += 1
        process.wait()
    run([*argv, "--resume"])
    return kills


def written(out: Path) -> int:
    """How many documents have their outputs so far."""
    return sum(1 for _ in out.rglob("*.json"))


def free_port() -> int:
    """A port that nobody listens on."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def cluster(folder: Path, count: int) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """A Dask scheduler and workers, each a process of its own; its address and the workers."""
    address = f"tcp://127.0.0.1:{free_port()}"
    base = [sys.executable, "-m"]
    scheduler = [*base, "distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", address.rsplit(":")[-1]]
    worker = [*base, "distributed.cli.dask_worker", address, "--host", "127.0.0.1", "--nthreads", "1", "--no-nanny"]
    worker += ["--no-dashboard", "--local-directory", str(folder / "scratch")]
    environment = {**os.environ, "OPENBLAS_NUM_THREADS": "1"}  # as the pool sets it in its workers
    started = []
    try:
        for argv in ([*scheduler, "--no-dashboard"], *[worker] * count):
            started.append(
                subprocess.Popen(argv, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment)
            )
        yield address, started[1:]
    finally:
        for process in started:
            process.kill()
            process.wait()


def on_dask(drafts: Path, out: Path, job: str, count: int) -> tuple[Ran, bool]:
    """Run on three workers, and kill one of them half-way; and whether it came to that."""
    hit = False
    with cluster(out.parent, 3) as (address, workers):

        def look(_: int) -> list[int]:
            nonlocal hit
            if not hit and written(out) >= count / 2:
                workers[0].kill()
                hit = True
            return [worker.pid for worker in workers]

        wait_for(address, workers)
        return run(command(drafts, out, job, "--dask", address), workers=look), hit


def wait_for(address: str, workers: Sequence[object]) -> None:
    """Until all workers are there: their start is not the batch's."""
    from distributed import Client

    deadline = time.monotonic() + 60
    while True:
        try:
            with Client(address, timeout="5s", set_as_default=False) as client:
                client.wait_for_workers(len(workers), timeout=60)
                return
        except OSError:
            if time.monotonic() > deadline:
                raise


def outputs(folder: Path) -> dict[str, str]:
    """The digest of every file but the journal."""
    files = (path for path in folder.rglob("*") if path.is_file() and path.name != JOURNAL)
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def journal(folder: Path) -> list[tuple[object, ...]]:
    """What the journal says of every draft, but for how long it took."""
    with closing(sqlite3.connect(folder / JOURNAL)) as database:
        rows = database.execute("SELECT path, size, changed, code, gone, outcome FROM drafts ORDER BY path").fetchall()
    return [(*row, {key: item for key, item in json.loads(told).items() if key != "seconds"}) for *row, told in rows]


def told(ran: Ran, count: int) -> list[tuple[float, int]]:
    """Seconds and documents a second, each with its digits."""
    return [(ran.seconds, 1), (count / ran.seconds, 1)]


def measure(folder: Path, count: int, job: str, bars: Bars) -> None:
    """Make the documents, run every kind of batch, and print the table and the bars."""
    begun = time.perf_counter()
    drafts = make(folder / "in", count)
    size = sum(path.stat().st_size for path in drafts.rglob("*") if path.is_file()) / (1 << 20)
    print(f"{count} documents made in {time.perf_counter() - begun:.0f} s, {size:.1f} MiB, {', '.join(FORMATS)}\n")
    out = {name: folder / name for name in ("one", "two", "killed", "dask")}
    one = run(command(drafts, out["one"], job, "--workers", "1"))
    two = run(command(drafts, out["two"], job, "--workers", "2"))
    begun = time.perf_counter()
    kills = killed(command(drafts, out["killed"], job, "--workers", "2"), out["killed"], count)
    again = time.perf_counter() - begun
    dask, hit = on_dask(drafts, out["dask"], job, count)
    words = sum(row[-1]["words"] for row in journal(out["one"]))  # type: ignore[index,call-overload]
    rows = [
        (name, *(f"{figure:,.{digits}f}" if figure else "" for figure, digits in figures))
        for name, *figures in (
            ("one worker", *told(one, count), (words / one.busy, 0), (one.peak, 0)),
            ("two workers", *told(two, count), (words / two.busy, 0), (two.peak, 0)),
            (f"two workers, killed {kills} times", (again, 1), (count / again, 1), (0.0, 0), (0.0, 0)),
            ("Dask, three workers" + (", one killed" if hit else ""), *told(dask, count), (0.0, 0), (dask.peak, 0)),
        )
    ]
    table((f"batch --job {job}", "seconds", "documents/s", "words/s of a processor", "peak MB of a worker"), rows)
    print()
    reference, said = outputs(out["one"]), journal(out["one"])
    bars.least("two workers over one", one.seconds / two.seconds, FASTER, "x")
    bars.most("peak memory of a worker", max(one.peak, two.peak, dask.peak), MEGABYTES, "MB")
    bars.holds("every document is in the journal once", met=len(said) == count)
    bars.holds(f"killed {KILLS} times", met=kills == KILLS)
    for name in ("two", "killed", "dask"):
        same = outputs(out[name]) == reference
        bars.holds(f"outputs and journal as with one worker: {name}", met=same and journal(out[name]) == said)


def main() -> int:
    """Measure; exit code 1 where a bar is missed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--documents", type=int, default=DOCUMENTS)
    parser.add_argument("--job", choices=["scan", "risk", "redact"], default="scan")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="work there, and leave it")
    options = parser.parse_args()
    print(machine(), versions("distributed", "python-docx", "odfdo"), sep="\n")
    bars = Bars()
    with tempfile.TemporaryDirectory() as temporary:
        measure(options.keep or Path(temporary), options.documents, options.job, bars)
    return int(bars.missed > 0)


if __name__ == "__main__":
    sys.exit(main())
