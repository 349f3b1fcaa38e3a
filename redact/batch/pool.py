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
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import islice
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess

from .work import Outcome, Task, do

_PR_SET_PDEATHSIG = 1
"""Of linux/prctl.h."""

TIMEOUT = 600.0
"""Seconds for one draft: a book takes a minute."""
_GRACE = 1.0
"""Seconds for a process to end by itself, so that it can be told how."""
AHEAD = 2
"""Tasks a worker has at most: one it is at and one to go on with while who asked writes down the last."""


@dataclass
class _Worker:
    process: BaseProcess
    pipe: Connection
    tasks: deque[Task] = field(default_factory=deque)
    since: float = 0.0
    """When it began with the first of its tasks, on the clock of :func:`time.monotonic`."""

    def give(self, task: Task) -> None:
        """Have it do one more."""
        if not self.tasks:
            self.since = time.monotonic()
        self.tasks.append(task)
        with suppress(OSError):  # it has died; the next look at its pipe tells
            self.pipe.send(task)

    def fill(self, waiting: Iterator[Task]) -> None:
        """Give it what it can take."""
        for task in islice(waiting, AHEAD - len(self.tasks)):
            self.give(task)

    def end(self) -> None:
        """End it, whatever it is at."""
        self.pipe.close()
        self.process.kill()
        self.process.join()


class Pool:
    """``count`` workers; :meth:`run` gives outcomes as they come, in no order."""

    def __init__(self, count: int, *, timeout: float = TIMEOUT) -> None:
        # Not by fork: what has been imported here may hold locks and threads.
        self._context = multiprocessing.get_context("spawn")
        # A new Python looks for what it imports in the working folder first, which may be that of a leak: whoever put a
        # multiprocessing.py among the documents had it run.
        os.environ["PYTHONSAFEPATH"] = "1"
        self._count, self._timeout = count, timeout

    def run(self, tasks: Iterable[Task]) -> Iterator[Outcome]:
        """Do all tasks; each gives one outcome."""
        waiting = iter(tasks)
        workers: list[_Worker] = []
        try:
            for task in islice(waiting, self._count):  # one each, before anyone has a second
                workers.append(self._new([task]))
            for worker in workers:
                worker.fill(waiting)
            while any(worker.tasks for worker in workers):
                yield from self._step(workers, waiting)
        finally:
            for worker in workers:
                worker.end()

    def _step(self, workers: list[_Worker], waiting: Iterator[Task]) -> Iterator[Outcome]:
        """Wait for an answer or a death, and give whoever can take it the next task."""
        wait([worker.pipe for worker in workers if worker.tasks], timeout=1.0)
        for at, worker in enumerate(workers):
            outcome = self._answer(worker)
            if outcome is None:
                continue
            worker.tasks.popleft()
            worker.since = time.monotonic()
            if not worker.process.is_alive():
                worker.end()
                workers[at] = worker = self._new(worker.tasks)
            worker.fill(waiting)
            yield outcome

    def _answer(self, worker: _Worker) -> Outcome | None:
        """What became of a worker's first task; None while it is at it."""
        if not worker.tasks:
            return None
        path = worker.tasks[0].path
        try:
            if worker.pipe.poll():
                answer: Outcome = worker.pipe.recv()
                return answer
        except (EOFError, OSError):
            worker.process.join(_GRACE)
            worker.process.kill()  # one that has closed its pipe answers nobody, should it live
            worker.process.join()
            return Outcome(path, 3, f"the worker ended while it read this ({_how(worker.process.exitcode)})")
        if time.monotonic() - worker.since > self._timeout:
            worker.process.kill()
            worker.process.join()
            return Outcome(path, 3, f"took longer than {self._timeout:.0f} seconds")
        return None

    def _new(self, tasks: Iterable[Task]) -> _Worker:
        here, there = self._context.Pipe()
        process = self._context.Process(target=_work, args=(there,), daemon=True)
        process.start()
        there.close()
        worker = _Worker(process, here)
        for task in tasks:
            worker.give(task)
        return worker


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
