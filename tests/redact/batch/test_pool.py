"""Workers that die or hang take nobody along."""

from __future__ import annotations

import multiprocessing
import os
import signal
import time
from pathlib import Path

import pytest
from bronwacht.redact.batch import Job, Settings
from bronwacht.redact.batch import pool as pool_module
from bronwacht.redact.batch.pool import Pool
from bronwacht.redact.batch.work import Outcome, Task

TEXT = "The nurse, who was 31 at the time, works in a hospital. She did not want to give her name, she said.\n"


def tasks(folder: Path, count: int) -> list[Task]:
    for n in range(count):
        (folder / f"{n}.txt").write_text(TEXT)
    (folder / "out").mkdir()
    return [Task(f"{n}.txt", str(folder), str(folder / "out"), Settings(Job.SCAN)) for n in range(count)]


def test_each_task_gives_one_outcome(tmp_path: Path) -> None:
    every = tasks(tmp_path, 7)
    found = list(Pool(2).run(every))
    assert sorted(outcome.path for outcome in found) == sorted(task.path for task in every)
    assert {outcome.code for outcome in found} == {1}
    assert all(outcome.words == len(TEXT.split()) for outcome in found)


def test_what_lies_among_the_documents_is_not_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A new Python looks in the working folder first for what it imports."""
    every = tasks(tmp_path, 1)
    for name in ("multiprocessing", "pickle", "bronwacht"):
        (tmp_path / f"{name}.py").write_text("from pathlib import Path\nPath('was run').touch()\n")
    monkeypatch.delenv("PYTHONSAFEPATH", raising=False)
    monkeypatch.chdir(tmp_path)
    (outcome,) = Pool(1).run(every)
    assert outcome.code == 1
    assert not (tmp_path / "was run").exists()


def test_no_task_at_all() -> None:
    assert list(Pool(2).run([])) == []


def test_a_worker_that_is_killed_is_replaced(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "hangs.txt")  # never read: the story file below is what the worker waits for
    os.mkfifo(tmp_path / "story.toml")
    every = tasks(tmp_path, 4)
    pool = Pool(1)
    running = pool.run(every)
    first = next(running)
    children = [int(pid) for pid in Path(f"/proc/self/task/{os.getpid()}/children").read_text().split()]
    for pid in children:
        os.kill(pid, signal.SIGKILL)
    rest = list(running)
    assert sorted(outcome.path for outcome in (first, *rest)) == ["0.txt", "1.txt", "2.txt", "3.txt"]
    dead = [outcome for outcome in rest if outcome.code == 3]
    assert len(dead) <= 1
    assert all("the worker ended" in outcome.error for outcome in dead)


def test_one_that_takes_too_long_is_told_to_have_failed(tmp_path: Path) -> None:
    every = tasks(tmp_path, 2)
    slow = "0.txt"
    (tmp_path / slow).write_text(TEXT * 20_000)
    start = time.monotonic()
    found = {outcome.path: outcome for outcome in Pool(2, timeout=4.0).run(every)}
    assert time.monotonic() - start < 60
    assert found[slow].code == 3
    assert "took longer" in found[slow].error
    assert isinstance(found["1.txt"], Outcome)


def test_one_that_has_closed_its_pipe_and_lives_is_ended(tmp_path: Path) -> None:
    process = multiprocessing.get_context("spawn").Process(target=time.sleep, args=(60,), daemon=True)
    process.start()
    here, there = multiprocessing.Pipe()
    there.close()
    worker = pool_module._Worker(process, here)
    worker.tasks.extend(tasks(tmp_path, 1))
    start = time.monotonic()
    outcome = Pool(1)._answer(worker)
    assert time.monotonic() - start < 30
    assert outcome is not None
    assert (outcome.path, outcome.code) == ("0.txt", 3)
    assert not process.is_alive()


@pytest.mark.parametrize("name", ["gone.txt", "bad.txt", "kind.xyz"])
def test_failures_are_lines_without_the_folder(tmp_path: Path, name: str) -> None:
    (tmp_path / "bad.txt").write_bytes(b"\xff\xfeG\x00e\x00h\x00e\x00i\x00m\x00")
    (outcome,) = Pool(1).run([Task(name, str(tmp_path), str(tmp_path), Settings(Job.SCAN))])
    assert outcome.code == 3
    assert outcome.error
    assert str(tmp_path) not in outcome.error
    assert "Geheim" not in outcome.error
