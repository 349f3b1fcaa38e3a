"""Workers on this machine: one process each, one draft at a time, and none of them can take the others along.

A worker that dies (a fault in a library, the kernel out of memory) or does not end is replaced, and its draft is told
to have failed. Not a pool of the standard library, for there one death ends all.
"""

from __future__ import annotations

import ctypes
import multiprocessing
import os
import signal
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess

from .work import Outcome, Task, do

_PR_SET_PDEATHSIG = 1
"""Of linux/prctl.h."""

TIMEOUT = 600.0
"""Seconds for one draft: a book takes a minute."""


@dataclass
class _Worker:
    process: BaseProcess
    pipe: Connection
    task: Task | None = None
    since: float = 0.0


class Pool:
    """``count`` workers; :meth:`run` gives outcomes as they come, in no order."""

    def __init__(self, count: int, *, timeout: float = TIMEOUT) -> None:
        # Not by fork: what has been imported here may hold locks and threads.
        self._context = multiprocessing.get_context("spawn")
        self._count, self._timeout = count, timeout

    def run(self, tasks: Iterable[Task]) -> Iterator[Outcome]:
        """Do all tasks; each gives one outcome."""
        waiting = iter(tasks)
        workers: list[_Worker] = []
        try:
            for task in waiting:
                workers.append(self._new())
                _give(workers[-1], task)
                if len(workers) == self._count:
                    break
            while any(worker.task for worker in workers):
                yield from self._step(workers, waiting)
        finally:
            for worker in workers:
                _end(worker)

    def _step(self, workers: list[_Worker], waiting: Iterator[Task]) -> Iterator[Outcome]:
        """Wait for one answer or death, and give whoever is free the next task."""
        wait([worker.pipe for worker in workers if worker.task], timeout=1.0)
        for at, worker in enumerate(workers):
            outcome = self._answer(worker)
            if outcome is None:
                continue
            yield outcome
            if not worker.process.is_alive():
                _end(worker)
                workers[at] = worker = self._new()
            task = next(waiting, None)
            worker.task = None
            if task is not None:
                _give(worker, task)

    def _answer(self, worker: _Worker) -> Outcome | None:
        """What became of a worker's task; None while it is at it."""
        if worker.task is None:
            return None
        path = worker.task.path
        try:
            if worker.pipe.poll():
                answer: Outcome = worker.pipe.recv()
                return answer
        except (EOFError, OSError):
            worker.process.join()
            return Outcome(path, 3, f"the worker ended while it read this ({_how(worker.process.exitcode)})")
        if time.monotonic() - worker.since > self._timeout:
            worker.process.kill()
            worker.process.join()
            return Outcome(path, 3, f"took longer than {self._timeout:.0f} seconds")
        return None

    def _new(self) -> _Worker:
        here, there = self._context.Pipe()
        process = self._context.Process(target=_work, args=(there,), daemon=True)
        process.start()
        there.close()
        return _Worker(process, here)


def _give(worker: _Worker, task: Task) -> None:
    worker.task, worker.since = task, time.monotonic()
    try:
        worker.pipe.send(task)
    except OSError:
        return  # it has died; the next look at its pipe tells


def _end(worker: _Worker) -> None:
    worker.pipe.close()
    worker.process.kill()
    worker.process.join()


def _how(code: int | None) -> str:
    return f"signal {-code}" if code is not None and code < 0 else f"code {code}"


def _die_with_parent() -> None:
    """Have Linux end this process when the one that started it does.

    Elsewhere it ends after its draft; by then a batch that was resumed may be at the same one.
    """
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


def _work(pipe: Connection) -> None:
    """Take tasks from ``pipe`` until it closes: when whoever gives them has ended, in whatever way."""
    # The tagger's matrices are small; a thread a core in every worker only gets in the others' way.
    os.environ["OPENBLAS_NUM_THREADS"] = "1"
    _die_with_parent()
    while True:
        try:
            pipe.send(do(pipe.recv()))
        except (EOFError, OSError, KeyboardInterrupt):
            return
