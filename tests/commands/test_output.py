from __future__ import annotations

import os
from pathlib import Path

import pytest
from bronwacht.commands import output
from bronwacht.commands.output import check_new, write_new
from bronwacht.errors import UsageError


def test_all_outputs_or_none(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written = output._write

    def interrupted(path: Path, made: bytes) -> None:
        if path.name == "second":
            raise KeyboardInterrupt
        written(path, made)

    monkeypatch.setattr(output, "_write", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write_new([(Path("first"), "1"), (Path("second"), "2")])
    assert list(here.iterdir()) == []


def test_what_is_written_is_the_owners_alone(here: Path) -> None:
    write_new([(Path("report"), "one\r\ntwo")])
    assert Path("report").read_bytes() == b"one\r\ntwo"
    assert Path("report").stat().st_mode & 0o077 == 0
    assert [path.name for path in here.iterdir()] == ["report"]


def test_stdout_is_no_file(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_new([(Path("-"), "text")])
    assert capsys.readouterr().out == "text\n"
    assert list(here.iterdir()) == []


@pytest.mark.parametrize("name", ["x" * 300, "no/folder/x", "there"])
def test_a_path_that_cannot_be_written_is_refused_beforehand(here: Path, name: str) -> None:
    Path("there").write_text("older", encoding="utf-8")
    with pytest.raises(UsageError):
        check_new([Path(name)])
    assert Path("there").read_text(encoding="utf-8") == "older"


def test_a_disk_without_links(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A memory stick's file system has none, and a review copy is as welcome there as a final one."""

    def refuse(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuse)
    write_new([(Path("report"), "text")])
    assert [path.name for path in here.iterdir()] == ["report"]
