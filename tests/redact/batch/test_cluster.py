"""Dask: the same outcomes as the pool's, with a worker killed on the way."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from bronwacht.errors import UsageError
from bronwacht.redact.batch import Job, Settings, batch
from bronwacht.redact.batch.cluster import cluster
from bronwacht.redact.batch.pool import Pool

TEXT = "The nurse, who was 31 at the time, works in a hospital. She did not want to give her name, she said.\n"


def free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def scheduler(tmp_path: Path) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """A scheduler and two workers, each a process, as `dask scheduler` and `dask worker` start them."""
    port, started = free_port(), list[subprocess.Popen[bytes]]()
    address = f"tcp://127.0.0.1:{port}"
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": tmp_path}
    command = [sys.executable, "-m", "distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", str(port)]
    started.append(subprocess.Popen([*command, "--no-dashboard"], **quiet))
    for _ in range(2):
        command = [sys.executable, "-m", "distributed.cli.dask_worker", address, "--host", "127.0.0.1"]
        command += ["--nthreads", "1", "--no-nanny", "--no-dashboard", "--local-directory", str(tmp_path / "scratch")]
        started.append(subprocess.Popen(command, **quiet))
    try:
        yield address, started[1:]
    finally:
        for process in started:
            process.kill()
            process.wait()


def outputs(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and "journal" not in path.name
    }


def test_the_same_bytes_as_the_pool_though_a_worker_is_killed(
    tmp_path: Path, scheduler: tuple[str, list[subprocess.Popen[bytes]]], wanting: object
) -> None:
    address, workers = scheduler
    drafts = tmp_path / "in"
    drafts.mkdir()
    for n in range(60):
        (drafts / f"{n:03}.txt").write_text(TEXT.replace("31", str(20 + n)))
    (drafts / "bad.txt").write_bytes(b"\xff\xfe")
    batch(drafts, tmp_path / "pool", Settings(Job.REDACT), Pool(2).run).close()
    found = cluster(address)
    deadline = time.monotonic() + 30
    while len(found._client.nthreads()) < 2 and time.monotonic() < deadline:
        time.sleep(0.1)
    told = []

    def killing(tasks: object) -> Iterator[object]:
        for outcome in found.run(tasks):  # type: ignore[arg-type]
            told.append(outcome)
            if len(told) == 10:
                os.kill(workers[0].pid, signal.SIGKILL)
            yield outcome

    journal = batch(drafts, tmp_path / "dask", Settings(Job.REDACT, durable=True), killing)  # type: ignore[arg-type]
    found.close()
    assert workers[0].wait(10) == -signal.SIGKILL
    assert journal.counts() == (61, 61)
    assert [outcome.path for outcome in journal.outcomes() if outcome.code > 1] == ["bad.txt"]
    journal.close()
    assert outputs(tmp_path / "dask") == outputs(tmp_path / "pool")


def test_nobody_answers() -> None:
    with pytest.raises(UsageError, match="no Dask scheduler answers"):
        cluster(f"tcp://127.0.0.1:{free_port()}")


def test_tls_takes_its_files() -> None:
    with pytest.raises(UsageError, match="--tls-ca"):
        cluster("tls://127.0.0.1:1")
