"""Outputs that are closed or full, and a group without a command: one clear line or the help, no fault of ours."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

FULL = Path("/dev/full")
DRAFT = "Een vrouw van 34, bestuursadviseur bij de gemeente, zegt dat zij in oktober met hem naar Bilbao reisde.\n"


def run(*argv: str, closed: str = "", stdout: Path | None = None) -> subprocess.CompletedProcess[bytes]:
    """Run the program with the descriptors in ``closed`` closed, as a shell does, and its output in ``stdout``."""
    closing = "".join(f" {fd}>&-" for fd in closed)
    shell = ["sh", "-c", f'exec "$@"{closing}', "sh", sys.executable, "-m", "bronwacht", *argv]
    with (stdout or Path("out")).open("wb") as out:
        done = subprocess.run(
            shell,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.PIPE,
            check=False,
            env={**os.environ, "NO_COLOR": "1"},
        )
    return done


@pytest.fixture(autouse=True)
def draft(here: Path) -> Path:
    path = here / "draft.txt"
    path.write_text(DRAFT, encoding="utf-8")
    return path


@pytest.mark.skipif(not FULL.exists(), reason="has no device that is always full")
@pytest.mark.parametrize("argv", [("--help",), ("scan", "draft.txt"), ("risk", "draft.txt", "--json", "-")])
def test_a_full_disk_below_stdout(argv: tuple[str, ...]) -> None:
    done = run(*argv, stdout=FULL)
    assert done.returncode == 2
    (line,) = done.stderr.decode().splitlines()
    assert line.startswith("bronwacht: cannot write (no space left")


def test_a_closed_stdout_is_refused_before_any_work() -> None:
    done = run("redact", "draft.txt", closed="1")
    assert done.returncode == 2
    assert done.stderr.decode() == "bronwacht: standard output is closed; leave it open, or point it at /dev/null\n"
    assert not Path("draft.final.txt").exists()


def test_a_closed_stderr_only_costs_the_talk() -> None:
    assert run("scan", "draft.txt", closed="2").returncode == 1
    assert b"draft.txt" in Path("out").read_bytes()


def test_a_closed_stdin_is_an_empty_draft() -> None:
    done = run("scan", "-", closed="0")
    assert done.returncode == 3
    assert b"empty" in done.stderr


@pytest.mark.parametrize("group", [(), ("vault",), ("keys",), ("vault", "share"), ("story",)])
def test_a_group_alone_prints_its_help_in_lines(group: tuple[str, ...]) -> None:
    done = run(*group)
    assert done.returncode == 2
    told = done.stderr.decode()
    assert told.startswith("Usage: ") and "\nCommands:\n" in told
    assert "bronwacht: " not in told


@pytest.mark.parametrize(("typed", "meant"), [(("sacn",), "scan"), (("vault", "bakcup"), "backup")])
def test_a_command_that_is_nearly_one_is_answered_with_it(typed: tuple[str, ...], meant: str) -> None:
    done = run(*typed)
    assert done.returncode == 2
    (line,) = done.stderr.decode().splitlines()
    assert f"'{meant}'" in line
    assert "? See: bronwacht" in line


NASTY = "d\x1b[31m\N{RIGHT-TO-LEFT OVERRIDE}x.txt"


def test_a_file_s_name_steers_no_terminal_and_reaches_a_program_as_it_is(here: Path) -> None:
    (here / NASTY).write_text(DRAFT, encoding="utf-8")
    final = NASTY.replace(".txt", ".final.txt")
    argv = [sys.executable, "-m", "bronwacht", "redact", NASTY]
    leader, follower = os.openpty()
    subprocess.run(argv, stdin=subprocess.DEVNULL, stdout=follower, stderr=subprocess.DEVNULL, check=False)
    os.close(follower)
    shown = os.read(leader, 10_000)
    os.close(leader)
    assert b"final.txt" in shown
    assert b"\x1b" not in shown and "\N{RIGHT-TO-LEFT OVERRIDE}".encode() not in shown
    (here / final).unlink()
    run("redact", NASTY)
    assert Path("out").read_bytes() == final.encode() + b"\n"


@pytest.mark.parametrize("argv", [("scan", "draft.txt"), ("batch", "drafts", "-o", "out.d", "--workers", "1")])
def test_what_lies_in_the_working_folder_is_not_run(here: Path, argv: tuple[str, ...]) -> None:
    """It may be that of a leak."""
    (here / "drafts").mkdir()
    (here / "drafts" / "draft.txt").write_text(DRAFT, encoding="utf-8")
    for name in ("click", "multiprocessing", "pickle", "presidio_analyzer", "numpy"):
        (here / f"{name}.py").write_text("from pathlib import Path\nPath('was run').touch()\n")
    done = run(*argv)
    assert done.returncode in (0, 1), done.stderr
    assert not (here / "was run").exists()
