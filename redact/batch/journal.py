"""The journal of a batch: which drafts there are, and how it went with each. One SQLite file in the output folder.

It is written by one process. What it calls done is on the disk: outputs are flushed before the entry that tells of them
is. It holds paths and figures, and no word of a draft.
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import asdict
from pathlib import Path

from ...errors import UsageError
from ...hot_journal import is_foreign
from .walk import Found
from .work import Outcome, Settings, loaded

NAME = "bronwacht-journal.sqlite"
SCHEMA = "1"
CHUNK = 1_000
"""Drafts taken from the journal at a time: a million paths are not all in memory."""
_PRIMARY_CODE = 0xFF
"""Of SQLite's codes; the rest tells more of the same (https://www.sqlite.org/rescode.html)."""


class JournalError(UsageError):
    """The output folder holds no journal of this job, or one that cannot be read."""


class Journal:
    """The journal at ``folder``; :meth:`begin` or :meth:`resume` first."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / NAME
        self._database: sqlite3.Connection | None = None

    @staticmethod
    def there(folder: Path) -> bool:
        """Whether ``folder`` holds a journal."""
        return (folder / NAME).exists()

    def begin(self, source: Path, settings: Settings) -> None:
        """Start a journal; raises :class:`JournalError` where there is one."""
        if self._path.exists():
            raise JournalError("the output folder holds a batch already; go on with --resume, or choose another -o")
        # Made beside its place and moved there whole: whoever is killed in between has begun nothing.
        fresh = self._path.with_name(f".{NAME}.new")
        for left in self._path.parent.glob(f"{fresh.name}*"):  # and what SQLite writes beside it
            left.unlink(missing_ok=True)
        self._open(fresh)
        with self._db:
            self._db.execute("CREATE TABLE about (key TEXT PRIMARY KEY, value TEXT NOT NULL)")
            self._db.execute(
                "CREATE TABLE drafts (path TEXT PRIMARY KEY, size INTEGER NOT NULL, changed INTEGER NOT NULL,"
                " code INTEGER, outcome TEXT, gone INTEGER NOT NULL DEFAULT 0)"
            )
            self._db.execute("CREATE INDEX open ON drafts (path) WHERE code IS NULL")
            self._db.executemany("INSERT INTO about VALUES (?, ?)", _about(source, settings))
        self.close()
        fresh.replace(self._path)
        self._open(self._path)

    def resume(self, source: Path, settings: Settings) -> None:
        """Go on with a journal; raises :class:`JournalError` where there is none, or one of another job."""
        if not self._path.exists():
            raise JournalError("there is no batch to go on with in the output folder; leave out --resume")
        self._open(self._path)
        try:
            about = dict(self._db.execute("SELECT key, value FROM about"))
        except sqlite3.DatabaseError:
            raise JournalError("the journal of the batch cannot be read; start again with another -o") from None
        if about != dict(_about(source, settings)):
            raise JournalError(
                "the output folder holds a batch of another folder, job or story, or the story has changed since;"
                " choose another -o"
            )

    def take(self, found: Iterable[Found]) -> None:
        """Write down the drafts that there are; one that has changed since it was done is to be done again."""
        with self._db:
            self._db.execute("UPDATE drafts SET gone = 1")
            self._db.executemany(
                "INSERT INTO drafts (path, size, changed) VALUES (?, ?, ?) ON CONFLICT (path) DO UPDATE SET gone = 0,"
                " code = CASE WHEN size = excluded.size AND changed = excluded.changed THEN code END,"
                " outcome = CASE WHEN size = excluded.size AND changed = excluded.changed THEN outcome END,"
                " size = excluded.size, changed = excluded.changed",
                ((each.path, each.size, each.changed) for each in found),
            )

    def to_do(self) -> Iterator[str]:
        """The paths of the drafts that are not done, in order."""
        last = ""
        while True:
            rows = self._db.execute(
                "SELECT path FROM drafts WHERE code IS NULL AND gone = 0 AND path > ? ORDER BY path LIMIT ?",
                (last, CHUNK),
            ).fetchall()
            if not rows:
                return
            yield from (path for (path,) in rows)
            last = rows[-1][0]

    def done(self, outcomes: Iterable[Outcome]) -> None:
        """Write down how it went, after all that was written is on the disk."""
        rows = [(each.code, each.dumped(), each.path) for each in outcomes]
        if not rows:
            return
        os.sync()
        with self._db:
            self._db.executemany("UPDATE drafts SET code = ?, outcome = ? WHERE path = ?", rows)

    def counts(self) -> tuple[int, int]:
        """How many drafts there are, and how many of them are done."""
        every, done = self._db.execute("SELECT count(*), count(code) FROM drafts WHERE gone = 0").fetchone()
        return every, done

    def outcomes(self) -> Iterator[Outcome]:
        """How it went with each draft that is done, by path."""
        for (text,) in self._db.execute("SELECT outcome FROM drafts WHERE code IS NOT NULL AND gone = 0 ORDER BY path"):
            yield loaded(text)

    def __iter__(self) -> Iterator[Outcome]:
        """As :meth:`outcomes`, anew each time: who goes through all drafts twice need not hold them."""
        return self.outcomes()

    def again(self) -> int:
        """Have the drafts that failed done again; how many these are."""
        with self._db:
            return self._db.execute("UPDATE drafts SET code = NULL, outcome = NULL WHERE code > 1").rowcount

    def close(self) -> None:
        """Close the file."""
        if self._database is not None:
            with closing(self._database):
                self._database = None

    @property
    def _db(self) -> sqlite3.Connection:
        if self._database is None:
            raise JournalError("the journal is not open")
        return self._database

    def _open(self, path: Path) -> None:
        if is_foreign(path):
            raise JournalError(
                "beside the journal of the batch lies a file that this program did not write, and that could harm"
                " others; choose another -o"
            )
        try:
            # isolation_level: transactions are ours; one writer, and readers of ours alone
            self._database = sqlite3.connect(path, timeout=1.0)
            self._database.execute("PRAGMA journal_mode=DELETE")
            self._database.execute("PRAGMA synchronous=FULL")
            self._database.execute("PRAGMA locking_mode=EXCLUSIVE")
            self._database.execute("BEGIN EXCLUSIVE")
            self._database.commit()
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & _PRIMARY_CODE not in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
                raise JournalError(
                    "the journal of the batch cannot be written: is the disk full, or the output folder read-only?"
                    " Make room, or choose another -o"
                ) from None
            raise JournalError("another batch is at work in the output folder; wait, or choose another -o") from None
        except sqlite3.DatabaseError:
            raise JournalError("the journal of the batch cannot be read; start again with another -o") from None


def _about(source: Path, settings: Settings) -> list[tuple[str, str]]:
    return [
        ("schema", SCHEMA),
        ("source", str(source.resolve())),
        ("settings", json.dumps({**asdict(settings), "durable": None}, sort_keys=True)),
        ("story", _state(Path(settings.story)) if settings.story else ""),
    ]


def _state(path: Path) -> str:
    """What changes when somebody writes the file anew: what was done by another story is not done."""
    try:
        stat = path.stat()
    except OSError:
        return ""
    return f"{stat.st_size} {stat.st_mtime_ns}"
