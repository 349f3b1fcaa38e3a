"""Which files are drafts."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import Any

import pytest
from bronwacht.redact.batch.walk import drafts
from bronwacht.redact.batch.work import Job, Settings, Task, do


def test_every_kind_that_can_be_read_in_a_fixed_order(tmp_path: Path) -> None:
    for name in ("b.txt", "a.MD", "sub/c.docx", "sub/deeper/d.eml", "picture.png", "story.toml", "sub/.hidden.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x")
    found = [each.path for each in drafts(tmp_path, tmp_path / "out")]
    assert found == ["a.MD", "b.txt", "sub/.hidden.txt", "sub/c.docx", "sub/deeper/d.eml"]


def test_links_and_the_output_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / "in" / "out").mkdir(parents=True)
    (tmp_path / "elsewhere").mkdir()
    for place in ("in/a.txt", "in/out/a.final.txt", "elsewhere/b.txt"):
        (tmp_path / place).write_text("x")
    (tmp_path / "in" / "link.txt").symlink_to(tmp_path / "elsewhere" / "b.txt")
    (tmp_path / "in" / "folder").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "in" / "round").symlink_to(tmp_path / "in")
    assert [each.path for each in drafts(tmp_path / "in", tmp_path / "in" / "out")] == ["a.txt"]


def test_what_cannot_be_opened_is_told_and_not_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a leak, a folder that the copy left closed would else be said to hold nothing."""
    for name in ("a.txt", "open/b.txt", "shut/c.txt", "listed/d.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x")
    scandir, lstat = os.scandir, Path.lstat

    def scanned(place: str) -> Any:
        if Path(place).name == "shut":
            raise PermissionError(errno.EACCES, "Permission denied", str(place))
        return scandir(place)

    def looked(path: Path) -> os.stat_result:
        if path.name == "d.txt":
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return lstat(path)

    monkeypatch.setattr(os, "scandir", scanned)
    monkeypatch.setattr(Path, "lstat", looked)
    found = list(drafts(tmp_path, tmp_path / "out"))
    assert [each.path for each in found] == ["a.txt", "listed/d.txt", "open/b.txt", "shut/"]
    assert [each.size for each in found] == [1, 0, 1, 0]
    outcome = do(Task("shut/", str(tmp_path), str(tmp_path / "out"), Settings(Job.SCAN, None, None)))
    assert (outcome.code, outcome.path) == (3, "shut/")
    assert "permission denied" in outcome.error
    monkeypatch.undo()
    again = do(Task("shut/", str(tmp_path), str(tmp_path / "out"), Settings(Job.SCAN, None, None)))
    assert (again.code, "--resume" in again.error) == (3, True)
