"""``diff`` and ``risk diff``, through the real program."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest

from .. import warm

CROWD = {"low": 30, "median": 60, "high": 90}


def risk_file(**crowd: int) -> str:
    reader: dict[str, Any] = {"adversary": "colleague", "verdict": "meets_threshold", "threshold": 20}
    reader["crowd"] = {**CROWD, **crowd}
    rows = [{"person": "p1", "codename": "Merel", "facts": [], "adversaries": [reader]}]
    rest: dict[str, Any] = {key: [] for key in ("plan", "links", "promises", "base_rates", "not_checked")}
    return json.dumps({"schema": 1, "file": "x.txt", "lang": "nl", "sources": rows, "after": rows, **rest})


def run(*argv: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
    return warm.run(argv, input=stdin, text=True, env={**os.environ, "NO_COLOR": "1"})


@pytest.fixture
def two(here: Path) -> None:
    Path("a.json").write_text(risk_file())
    Path("b.json").write_text(risk_file(low=25))


@pytest.mark.parametrize("command", [["diff"], ["risk", "diff"]])
def test_both_forms_of_the_command(two: None, command: list[str]) -> None:
    done = run(*command, "a.json", "b.json")
    assert (done.returncode, done.stderr) == (1, "")
    assert "30 → 25, drempel gehaald  (slechter)" in done.stdout
    assert run(*command, "b.json", "a.json", "--lang", "en").stdout.endswith("Nothing got worse.\n\n")
    assert run(*command, "a.json", "a.json").returncode == 0


def test_json_and_stdin(two: None) -> None:
    done = run("risk", "diff", "-", "b.json", "--json", "-", stdin=risk_file())
    assert done.returncode == 1
    assert json.loads(done.stdout)["worse"] == ["crowd"]
    assert run("diff", "a.json", "b.json", "--json", "c.json").returncode == 1
    assert json.loads(Path("c.json").read_text()) == json.loads(done.stdout)


@pytest.mark.parametrize(
    ("argv", "code", "says"),
    [
        (["diff", "a.json"], 2, "missing argument 'SECOND'. See: bronwacht diff --help"),
        (["risk", "diff", "a.json"], 2, "missing argument 'SECOND'. See: bronwacht risk diff --help"),
        (["diff", "-", "-"], 2, "only one of the two files can come from stdin"),
        (["diff", "a.json", "b.json", "--json", "b.json"], 2, "exists already"),
        (["diff", "a.json", "none.json"], 3, "none.json: cannot be read"),
        (["diff", "a.json", "."], 3, "cannot be read"),
        (["diff", "a.json", "text.txt"], 3, "not what risk --json writes"),
        (["diff", "a.json", "latin.txt"], 3, "not UTF-8"),
    ],
)
def test_refused_and_nothing_written(two: None, here: Path, argv: list[str], code: int, says: str) -> None:
    Path("text.txt").write_text("De wethouder")
    Path("latin.txt").write_bytes(b"caf\xe9")
    before = {path.name: path.read_bytes() for path in here.iterdir()}
    done = run(*argv)
    assert (done.returncode, done.stdout) == (code, "")
    assert says in done.stderr and done.stderr.count("\n") == 1
    assert {path.name: path.read_bytes() for path in here.iterdir()} == before


def test_a_draft_called_diff_is_reached_by_its_folder(here: Path) -> None:
    Path("diff").write_text("De vrouw")
    done = run("risk", "./diff")
    assert done.returncode == 3
    assert "unknown kind" in done.stderr


def test_nobody_waits_for_a_pipe_into_which_nobody_writes(two: None) -> None:
    os.mkfifo("pipe")
    done = run("diff", "a.json", "pipe")
    assert done.returncode == 3 and "risk --json" in done.stderr
