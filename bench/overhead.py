"""What a batch costs besides its drafts: ``python bench/overhead.py [--entries 300000] [--tasks 3000]``.

The journal: processor microseconds to take an entry, to take it again (``--resume``) and to write down that it is done,
with the flush of the disk left out, and its bytes. The page at the end: memory and time for each draft. Dask: what a
task costs the batch that sends it, by tasks that fail at once. docs/scale.md reckons with these.
"""

from __future__ import annotations

import argparse
import os
import resource
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from unittest import mock

from archive import cluster, wait_for
from bronwacht.redact.batch import Job, Journal, Settings
from bronwacht.redact.batch.cluster import cluster as connected
from bronwacht.redact.batch.journal import NAME
from bronwacht.redact.batch.page import page, summary_lines
from bronwacht.redact.batch.run import COMMIT_COUNT
from bronwacht.redact.batch.walk import Found
from bronwacht.redact.batch.work import Outcome, SourceFigures, Task
from bronwacht.redact.draft import Lang
from machine import machine, table, versions

SETTINGS = Settings(Job.REDACT)
FACTS = ('AGE {"age": 31, "then": true}', 'OCCUPATION {"isco": "2221"}', 'GROUP {"high": 10, "low": 10}')
SOURCES = tuple(
    SourceFigures(f"p{n}", None, "meets_threshold", "colleague", 24, 20, (f"{FACTS[0]} {n}", *FACTS[1:]))
    for n in range(2)
)


def paths(count: int) -> list[str]:
    """Where so many drafts lie."""
    return [f"{number // 1_000:06}/{number % 1_000:06}.docx" for number in range(count)]


def outcome(path: str) -> Outcome:
    """How a redaction with two sources went."""
    return Outcome(path, 1, "", (f"{path}.risk.json", f"{path}.final.docx"), "nl", 500, 20, SOURCES)


def seconds(act: Callable[[], object]) -> float:
    """Processor seconds of this process."""
    begun = time.process_time()
    act()
    return time.process_time() - begun


def pages(made: Journal, folder: Path, count: int) -> list[tuple[str, str]]:
    """What the page and the summary at the end take for each of so many drafts of a journal."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with (folder / "summary.jsonl").open("w", encoding="utf-8") as file:
        took = seconds(lambda: (file.writelines(summary_lines(made)), page(made, Lang.NL, scan=False)))
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / count
    return [("page: memory", f"{grown:.2f} KB"), ("page: time", f"{1e6 * took / count:.0f} us")]


def journal(folder: Path, count: int) -> list[tuple[str, str]]:
    """What the journal, and then the page, takes for each of so many entries."""
    found = [Found(path, 9_000, 10**18 + number) for number, path in enumerate(paths(count))]
    made, rows = Journal(folder), []
    made.begin(folder, SETTINGS)
    rows.append(("journal: to take an entry", seconds(lambda: made.take(found))))
    rows.append(("journal: to take it again", seconds(lambda: made.take(found))))
    came = [outcome(each.path) for each in found]

    def done() -> None:
        for at in range(0, count, COMMIT_COUNT):
            made.done(came[at : at + COMMIT_COUNT])

    with mock.patch.object(os, "sync"):  # the disk's own time is no processor's
        rows.append(("journal: to write down that it is done", seconds(done)))
    told = [(what, f"{1e6 * took / count:.1f} us") for what, took in rows]
    told += [("journal: size", f"{(folder / NAME).stat().st_size / count:,.0f} bytes"), *pages(made, folder, count)]
    made.close()
    return told


def dask(folder: Path, count: int) -> list[tuple[str, str]]:
    """What a task costs, by such as find no draft."""
    with cluster(folder, 1) as (address, workers):
        wait_for(address, workers)
        client = connected(address)
        ran = [Task(f"{n}.txt", str(folder / "none"), str(folder / "out"), SETTINGS) for n in range(count)]
        list(client.run(ran[:50]))
        begun = time.perf_counter()
        sent = seconds(lambda: list(client.run(ran)))
        wall = time.perf_counter() - begun
        client.close()
    return [
        ("Dask: of the batch, for a task", f"{1e3 * sent / count:.2f} ms"),
        ("Dask: on the clock, for a task, one worker", f"{1e3 * wall / count:.2f} ms"),
    ]


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--entries", type=int, default=300_000)
    parser.add_argument("--tasks", type=int, default=3_000)
    options = parser.parse_args()
    print(machine(), versions("distributed"), "", sep="\n")
    with tempfile.TemporaryDirectory() as name:
        rows = [
            *journal(Path(name), options.entries),
            *dask(Path(name), options.tasks),
        ]
    table(("for each draft", ""), rows)


if __name__ == "__main__":
    main()
