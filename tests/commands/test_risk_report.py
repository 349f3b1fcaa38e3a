"""``risk`` with its report and its promises, through the real program."""

from __future__ import annotations

import json
import os
import subprocess
from importlib.resources import files
from pathlib import Path

import pytest

from .. import warm

SAMPLE = Path(str(files("bronwacht.commands"))) / "data" / "sample-nl.txt"
PROMISES = '[[promise]]\ncodename = "Merel"\nAGE = "broad"\n[[promise]]\ncodename = "Wulp"\nNAME = "never"\n'


def risk(*argv: str) -> subprocess.CompletedProcess[bytes]:
    story = ["--story", str(SAMPLE.with_suffix(".toml"))]
    return warm.run(["risk", str(SAMPLE), *story, *argv], env={**os.environ, "NO_COLOR": "1"})


def test_every_form_of_the_report_at_once(here: Path) -> None:
    Path("promises.toml").write_text(PROMISES)
    done = risk("--promises", "promises.toml", "--json", "a.json", "--html", "a.html", "--pdf", "a.pdf")
    assert (done.returncode, done.stderr) == (1, b"")
    data = json.loads(Path("a.json").read_text())
    assert [(p["source"], p["why"], p["mended"]) for p in data["promises"]] == [
        ("Merel", "leeftijd: hooguit in grote lijnen", True)
    ]
    assert "promises" not in data["not_checked"]
    assert any(edit["buys"] for edit in data["plan"])
    assert Path("a.pdf").read_bytes().startswith(b"%PDF")
    assert "hooguit in grote lijnen" in Path("a.html").read_text()
    assert "dienstreis naar Gdansk" in Path("a.html").read_text()
    assert "afspraak: hooguit in grote lijnen" in " ".join(done.stdout.decode().split())
    assert all(path.stat().st_mode & 0o077 == 0 for path in here.glob("a.*"))


def test_the_pdf_alone_on_stdout_and_without_text(here: Path) -> None:
    done = risk("--pdf", "-", "--html", "a.html", "--hide-text")
    assert done.stdout.startswith(b"%PDF")
    assert "Gdansk" not in Path("a.html").read_text()


@pytest.mark.parametrize(
    ("argv", "says"),
    [
        (["--json", "-", "--pdf", "-"], "only one output can go to stdout"),
        (["--pdf", "there.pdf"], "exists already"),
        (["--html", "b", "--pdf", "b"], "named for two outputs"),
        (["--promises", "none.toml"], "cannot read the promises file"),
        (["--promises", "names.toml", "--pdf", "b.pdf"], "promise 1 is to nobody of the story file"),
    ],
)
def test_refused_and_nothing_written(here: Path, argv: list[str], says: str) -> None:
    Path("there.pdf").write_bytes(b"mine")
    Path("names.toml").write_text('[[promise]]\ncodename = "Marijke"\nAGE = "near"\n')
    done = risk(*argv)
    assert done.returncode == 2
    assert done.stdout == b""
    (line,) = done.stderr.decode().splitlines()
    assert says in line and "Marijke" not in line
    assert sorted(path.name for path in here.iterdir()) == ["names.toml", "there.pdf"]
    assert Path("there.pdf").read_bytes() == b"mine"
