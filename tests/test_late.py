"""Files written late: whole or not at all, on any disk."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from bronwacht.errors import UsageError
from bronwacht.late import write_late


def refuse(*_: object, **__: object) -> None:
    raise PermissionError(1, "Operation not permitted")


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_what_stands_there_stays_unless_asked(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    write_late(path, b"one")
    assert path.stat().st_mode & 0o077 == 0
    with pytest.raises(FileExistsError):
        write_late(path, b"two")
    assert path.read_bytes() == b"one"
    write_late(path, b"three", over=True)
    assert path.read_bytes() == b"three"
    assert names(tmp_path) == ["a.txt"]


def test_what_is_not_to_be_handed_on_leaves_nothing(tmp_path: Path) -> None:
    def look(written: bytes) -> None:
        raise UsageError(f"{len(written)} bytes")

    with pytest.raises(UsageError, match="3 bytes"):
        write_late(tmp_path / "a.txt", b"one", look=look)
    assert names(tmp_path) == []


@pytest.mark.parametrize("there", [False, True])
def test_a_disk_without_links(tmp_path: Path, there: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "link", refuse)
    path = tmp_path / "a.txt"
    if there:
        path.write_bytes(b"older")
        with pytest.raises(FileExistsError):
            write_late(path, b"one")
    else:
        write_late(path, b"one")
    assert path.read_bytes() == (b"older" if there else b"one")
    assert names(tmp_path) == ["a.txt"]


def test_a_disk_without_room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(PermissionError):
        write_late(tmp_path / "a.txt", b"one")
    assert names(tmp_path) == []


def test_a_disk_without_links_that_fails_at_the_last_step_leaves_no_empty_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "link", refuse)
    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(PermissionError):
        write_late(tmp_path / "a.txt", b"one")
    assert names(tmp_path) == []


KILLED = """
import os, signal, sys
from pathlib import Path
from bronwacht.late import write_late
write_late(Path(sys.argv[1]), b"not looked at", look=lambda _: os.kill(os.getpid(), signal.SIGKILL))
"""


def test_a_kill_before_it_was_looked_at_leaves_nothing(tmp_path: Path) -> None:
    try:
        os.close(os.open(tmp_path, os.O_TMPFILE | os.O_RDWR))
    except (AttributeError, OSError):
        pytest.skip("this disk has no files without a name")
    ended = subprocess.run([sys.executable, "-c", KILLED, str(tmp_path / "a.txt")], check=False)
    assert ended.returncode == -signal.SIGKILL
    assert names(tmp_path) == []


def test_a_disk_without_nameless_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(os, "O_TMPFILE")
    write_late(tmp_path / "a.txt", b"one")
    assert (tmp_path / "a.txt").read_bytes() == b"one"
    assert names(tmp_path) == ["a.txt"]
