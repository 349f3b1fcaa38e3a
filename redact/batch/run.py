"""A batch from end to end: look which drafts there are, do what is not done, write down how it went."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from ...errors import InputError, UsageError, reason
from ...late import UNFINISHED
from .journal import Journal
from .walk import drafts
from .work import Outcome, Settings, Task

COMMIT_SECONDS = 2.0
"""How much work a power cut may cost; each commit waits for the disk."""
COMMIT_COUNT = 500

Runner = Callable[[Iterable[Task]], Iterator[Outcome]]
"""Does tasks anywhere, and gives one outcome for each, in any order."""


@dataclass(frozen=True)
class Progress:
    """How far a batch is: drafts of all that there are, and in this run; ``seconds`` of this run."""

    every: int
    done: int
    here: int
    seconds: float

    @property
    def rate(self) -> float:
        """Drafts a second."""
        return self.here / self.seconds if self.seconds > 0 else 0.0

    @property
    def left(self) -> float | None:
        """Seconds to go at this rate; None before there is one."""
        return (self.every - self.done) / self.rate if self.rate else None


def batch(
    folder: Path,
    out: Path,
    settings: Settings,
    run: Runner,
    *,
    resume: bool = False,
    again: bool = False,
    tell: Callable[[Progress], None] = lambda _: None,
) -> Journal:
    """Do every draft below ``folder`` and return the journal, open, for who tells of it.

    1. Begin a journal in ``out``, or with ``resume`` go on with the one that is there; ``again``: failures too.
    2. Write down the drafts that there are.
    3. Have those that are not done be done by ``run``; outputs first on the disk, then the entries that tell of them.
    4. Remove what workers that were killed left half-written.

    Raises UsageError for folders that cannot be, :class:`~.journal.JournalError` for a journal of something else.
    """
    try:
        if not folder.is_dir():
            raise UsageError("what is given is no folder; give one, or use scan for a single draft")
        os.scandir(folder).close()
    except OSError as error:
        raise InputError("the folder cannot be opened ({reason}); check its rights", reason=reason(error)) from None
    if os.path.realpath(out) == os.path.realpath(folder):
        raise UsageError("the output folder is the input; choose another with -o")
    try:
        if out.exists() and not out.is_dir():
            raise UsageError("the output is a file; choose a folder with -o")
        out.mkdir(mode=0o700, parents=False, exist_ok=True)
        if not resume and not Journal.there(out) and any(not left.name.startswith(".") for left in out.iterdir()):
            raise UsageError("the output folder is not empty, and nothing is overwritten; choose another with -o")
    except OSError as error:
        raise UsageError(
            "the output folder cannot be made ({reason}); choose another with -o", reason=reason(error)
        ) from None
    journal = Journal(out)
    (journal.resume if resume else journal.begin)(folder, settings)  # 1
    if again:
        journal.again()
    journal.take(drafts(folder, out))  # 2
    tasks = (Task(path, str(folder.resolve()), str(out.resolve()), settings) for path in journal.to_do())
    _work(journal, run(tasks), tell)  # 3
    for left in out.rglob(f"{UNFINISHED}*"):  # 4
        left.unlink(missing_ok=True)
    return journal


def _work(journal: Journal, outcomes: Iterator[Outcome], tell: Callable[[Progress], None]) -> None:
    every, before = journal.counts()
    start = last = time.monotonic()
    ready: list[Outcome] = []
    here = 0
    try:
        for outcome in outcomes:
            ready.append(outcome)
            here += 1
            now = time.monotonic()
            if now - last > COMMIT_SECONDS or len(ready) >= COMMIT_COUNT:
                journal.done(ready)
                ready, last = [], now
                tell(Progress(every, before + here, here, now - start))
    finally:
        # Stopped by hand, too: what is done is done.
        journal.done(ready)
    tell(Progress(every, before + here, here, time.monotonic() - start))
