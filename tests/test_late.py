"""Files written late: whole or not at all, on any disk."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from bronwacht.errors import UsageError
from bronwacht.late import write_late


def refuse(*_: object) -> None:
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
