"""What is run in a fork comes to the same as what is started: what is said, where, and with which exit code."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from . import warm

DRAFT = (
    "Een verpleegkundige, toen 31, zegt dat zij in oktober naar Bilbao reisde.\n\n“Ik was de enige vrouw”, zegt ze.\n"
)


@pytest.fixture
def draft(here: Path) -> Path:
    path = here / "draft.txt"
    path.write_text(DRAFT, "utf-8")
    return path


@pytest.mark.parametrize(
    ("argv", "given", "code"),
    [
        (("scan", "draft.txt", "--explain", "--show-text"), b"", 1),
        (("scan", "-", "--jsonl"), DRAFT.encode(), 1),
        (("scan", "-"), b"", 3),
        (("risk", "draft.txt", "--json", "-"), b"", 1),
        (("vault", "form"), b"", 0),
        (("nonsense",), b"", 2),
    ],
)
def test_a_fork_says_what_a_start_says(draft: Path, argv: tuple[str, ...], given: bytes, code: int) -> None:
    env = {**os.environ, "BRONWACHT_LANG": "nl"}
    command = [sys.executable, "-m", "bronwacht", *argv]
    started = subprocess.run(command, input=given, capture_output=True, check=False, env=env)
    forked = warm.run(argv, input=given, env=env)
    assert (forked.returncode, forked.stdout, forked.stderr) == (started.returncode, started.stdout, started.stderr)
    assert started.returncode == code


def test_one_run_leaves_nothing_to_the_next(draft: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    dutch = warm.run(["scan", "weg.txt"], cwd=elsewhere, env={**os.environ, "BRONWACHT_LANG": "nl"}, text=True)
    english = warm.run(["scan", "weg.txt"], text=True)
    assert (dutch.returncode, english.returncode) == (3, 3)
    assert dutch.stderr != english.stderr
    assert warm.run(["scan", "draft.txt"]).returncode == 1
    assert warm.run(["scan", "draft.txt"], cwd=elsewhere).returncode == 3


def test_a_descriptor_has_the_number_that_is_told(draft: Path) -> None:
    reader, writer = os.pipe()
    os.write(writer, b"zes losse woorden\n")
    os.close(writer)
    argv = ["keys", "new", "--name", "Anna", "-o", "anna.key", "--passphrase-fd", str(reader)]
    done = warm.run(argv, pass_fds=[reader], text=True)
    os.close(reader)
    assert done.returncode == 0, done.stderr
    assert Path("anna.key").exists()


def test_what_ends_by_a_signal_says_so(draft: Path) -> None:
    with warm.start(["scan", "-"], stdin=warm.PIPE, stdout=warm.PIPE, stderr=warm.PIPE) as program:
        assert program.poll() is None
        with pytest.raises(subprocess.TimeoutExpired):
            program.wait(0.05)
        program.kill()
        assert program.wait(60) == -signal.SIGKILL


def test_another_start_of_python_is_not_pretended(draft: Path) -> None:
    with pytest.raises(AssertionError, match="when it starts"):
        warm.run(["scan", "draft.txt"], env={**os.environ, "PYTHONIOENCODING": "latin-1"})


def test_the_next_run_is_well_when_somebody_killed_the_process_that_forks(draft: Path) -> None:
    assert warm.run(["scan", "draft.txt"]).returncode == 1
    os.kill(warm.parent().pid, signal.SIGKILL)
    while not warm._parents[os.getpid()].is_dead():
        pass
    assert warm.run(["scan", "draft.txt"]).returncode == 1
