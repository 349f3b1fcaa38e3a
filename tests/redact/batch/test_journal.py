"""The journal: what is called done is done, and it takes no other batch for its own."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest
from bronwacht.redact.batch import Job, Journal, JournalError, Settings
from bronwacht.redact.batch.journal import NAME
from bronwacht.redact.batch.walk import Found
from bronwacht.redact.batch.work import Outcome, SourceFigures

SCAN = Settings(Job.SCAN)
FOUND = [Found("a.txt", 3, 1), Found("b.txt", 3, 1)]


@pytest.fixture
def begun(tmp_path: Path) -> Journal:
    journal = Journal(tmp_path)
    journal.begin(tmp_path, SCAN)
    journal.take(FOUND)
    return journal


def again(tmp_path: Path, settings: Settings = SCAN) -> Journal:
    journal = Journal(tmp_path)
    journal.resume(tmp_path, settings)
    return journal


def test_a_journal_that_cannot_be_written_is_no_other_batch(tmp_path: Path, begun: Journal) -> None:
    with pytest.raises(JournalError, match="is the disk full"):
        Journal(tmp_path / "missing").begin(tmp_path, SCAN)
    with pytest.raises(JournalError, match="another batch is at work"):
        again(tmp_path)
    begun.close()


def test_what_is_done_is_not_to_do(begun: Journal, tmp_path: Path) -> None:
    source = SourceFigures("p1", "Merel", "below_threshold", "stranger", 4, 100, ("AGE {}",))
    outcome = Outcome("a.txt", 1, outputs=("a.txt.risk.json",), lang="nl", words=2, details=1, sources=(source,))
    begun.done([outcome])
    begun.close()
    journal = again(tmp_path)
    assert list(journal.to_do()) == ["b.txt"]
    assert list(journal.outcomes()) == [outcome]
    assert journal.counts() == (2, 1)


def test_a_draft_that_changed_is_done_again(begun: Journal) -> None:
    begun.done([Outcome("a.txt", 0), Outcome("b.txt", 0)])
    begun.take([Found("a.txt", 4, 2), Found("b.txt", 3, 1), Found("c.txt", 1, 1)])
    assert list(begun.to_do()) == ["a.txt", "c.txt"]


def test_a_draft_that_is_gone_is_not_told_of(begun: Journal) -> None:
    begun.done([Outcome("a.txt", 0), Outcome("b.txt", 0)])
    begun.take(FOUND[1:])
    assert [outcome.path for outcome in begun.outcomes()] == ["b.txt"]
    assert begun.counts() == (1, 1)


def test_failures_can_be_tried_again(begun: Journal) -> None:
    begun.done([Outcome("a.txt", 3, "is empty"), Outcome("b.txt", 1)])
    assert begun.again() == 1
    assert list(begun.to_do()) == ["a.txt"]


def test_more_than_a_chunk_comes_once_each(tmp_path: Path) -> None:
    journal = Journal(tmp_path)
    journal.begin(tmp_path, SCAN)
    journal.take(Found(f"{n:05}.txt", 1, 1) for n in range(2_345))
    seen = []
    for path in journal.to_do():
        seen.append(path)
        if len(seen) % 100 == 0:
            journal.done([Outcome(path, 0) for path in seen[-100:]])
    assert seen == [f"{n:05}.txt" for n in range(2_345)]


def test_a_second_beginning_is_refused(begun: Journal, tmp_path: Path) -> None:
    begun.close()
    with pytest.raises(JournalError, match="--resume"):
        Journal(tmp_path).begin(tmp_path, SCAN)


def test_nothing_to_go_on_with(tmp_path: Path) -> None:
    with pytest.raises(JournalError, match="leave out --resume"):
        again(tmp_path)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("other", [Settings(Job.RISK), Settings(Job.SCAN, lang="nl"), Settings(Job.SCAN, story="s")])
def test_another_job_is_refused(begun: Journal, tmp_path: Path, other: Settings) -> None:
    begun.close()
    with pytest.raises(JournalError, match="another folder, job or story"):
        again(tmp_path, other)


def test_two_at_once_are_refused(begun: Journal, tmp_path: Path) -> None:
    with pytest.raises(JournalError, match="another batch is at work"):
        again(tmp_path)
    begun.close()
    again(tmp_path).close()


def test_a_damaged_journal_is_refused(begun: Journal, tmp_path: Path) -> None:
    begun.close()
    file = next(tmp_path.glob("*.sqlite"))
    file.write_bytes(b"not a database, though long enough to be one" * 100)
    with pytest.raises(JournalError, match="cannot be read"):
        again(tmp_path)


def test_killed_while_it_is_made_it_has_not_begun(tmp_path: Path) -> None:
    (tmp_path / f".{NAME}.new").write_bytes(b"half a journal")
    with pytest.raises(JournalError, match="leave out --resume"):
        again(tmp_path)
    journal = Journal(tmp_path)
    journal.begin(tmp_path, SCAN)
    journal.close()
    assert [path.name for path in tmp_path.iterdir()] == [NAME]
    again(tmp_path).close()


def test_a_journal_of_sqlite_that_somebody_laid_there_is_not_followed(begun: Journal, tmp_path: Path) -> None:
    """SQLite would delete the file that it names; tests/vault/test_journal.py has the whole of it."""
    begun.close()
    victim = tmp_path / "victim"
    victim.write_text("a key")
    name = bytes(victim)
    tail = name + struct.pack(">II", len(name), sum(name)) + bytes.fromhex("d9d505f920a163d7")
    (tmp_path / f"{NAME}-journal").write_bytes(bytes(512) + tail)
    with pytest.raises(JournalError, match="harm"):
        again(tmp_path)
    assert victim.exists()
