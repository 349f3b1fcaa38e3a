"""``--earlier`` and ``earlier`` of the story file, through the real program."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import pytest

from .. import warm

DATA = Path(__file__).parents[1] / "redact" / "links" / "data"
BEFORE, NOW = (
    re.sub(r"</?[A-Z]>", "", (DATA / f"nl1-{day}.txt").read_text(encoding="utf-8"))
    for day in ("2020-02-14", "2021-06-03")
)


def run(*argv: str) -> subprocess.CompletedProcess[str]:
    return warm.run(argv, text=True)


@pytest.fixture
def texts(here: Path) -> Path:
    (here / "archief").mkdir()
    (here / "archief" / "2020-02.txt").write_text(BEFORE, encoding="utf-8")
    (here / "nu.txt").write_text(NOW, encoding="utf-8")
    (here / "archief" / "verhaal.toml").write_text('earlier = ["2020-02.txt"]\n', encoding="utf-8")
    return here


def test_risk_links_what_the_option_and_the_story_file_name(texts: Path) -> None:
    given = run("risk", "nu.txt", "--earlier", "archief/2020-02.txt", "--json", "-")
    named = run("risk", "nu.txt", "--story", "archief/verhaal.toml", "--json", "-")
    for done in (given, named):
        assert done.returncode == 1, done.stderr
        data = json.loads(done.stdout)
        assert {"file": "2020-02.txt", "published": "2020-02"} in data["compared"]
        quotes = [link for link in data["links"] if link["why"] == "same quote"]
        assert quotes and all(BEFORE[q["there"]["start"] : q["there"]["end"]].startswith("Hij klopte") for q in quotes)
        assert not {"earlier", "earlier_unread"} & set(data["not_checked"])
        assert "Friezin" not in done.stdout
    assert json.loads(given.stdout)["links"] == json.loads(named.stdout)["links"]


def test_the_same_article_twice_is_one(texts: Path) -> None:
    once = run("risk", "nu.txt", "--earlier", "archief/2020-02.txt", "--json", "-")
    twice = run("risk", "nu.txt", "--earlier", "archief/2020-02.txt", "--story", "archief/verhaal.toml", "--json", "-")
    assert once.stdout == twice.stdout


@pytest.mark.parametrize("command", [["risk", "nu.txt"], ["redact", "nu.txt"], ["demo", "nu.txt"]])
def test_a_missing_article_is_one_line_and_nothing_is_written(texts: Path, command: list[str]) -> None:
    before = sorted(texts.rglob("*"))
    done = run(*command, "--earlier", "weg.txt")
    assert done.returncode == 3
    (line,) = done.stderr.splitlines()
    assert "weg.txt" in line and "check the path" in line
    assert sorted(texts.rglob("*")) == before


def test_the_draft_is_not_its_own_earlier_publication(texts: Path) -> None:
    done = run("risk", "nu.txt", "--earlier", "./nu.txt")
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1 and "the draft itself" in done.stderr


def test_redact_says_what_it_compared(texts: Path) -> None:
    done = run("redact", "nu.txt", "--earlier", "archief/2020-02.txt")
    assert (texts / "nu.final.txt").is_file()
    assert "2020-02.txt" in done.stderr and "hetzelfde citaat" in " ".join(done.stderr.split())
