"""``risk --without`` and ``--if``, through the real program."""

from __future__ import annotations

import json
import os
import subprocess
from importlib.resources import files
from pathlib import Path

import pytest

from .. import warm

SAMPLE = Path(str(files("bronwacht.commands"))) / "data" / "sample-nl.txt"


def risk(*argv: str) -> subprocess.CompletedProcess[str]:
    story = ["--story", str(SAMPLE.with_suffix(".toml"))]
    return warm.run(["risk", str(SAMPLE), *story, *argv], text=True, env={**os.environ, "NO_COLOR": "1"})


def test_the_choice_is_answered_beside_the_draft_as_it_stands(here: Path) -> None:
    plain = json.loads(risk("--json", "-", "--show-text").stdout)
    facts = [fact for source in plain["sources"] for fact in source["facts"]]
    age = next(fact["details"][0] for fact in facts if fact["type"] == "AGE")
    only = next(fact["details"][0] for fact in facts if fact["value"].get("unique"))
    done = risk("--without", only, "--if", f"{age}=broad", "--json", "a.json", "--show-text")
    assert (done.returncode, done.stderr) == (1, "")
    asked = json.loads(Path("a.json").read_text())
    assert asked["what_if"] == {"without": [only], "if": {age: "broad"}, "still_told": {}}
    assert asked["sources"] == plain["sources"] and asked["after"] != plain["after"]
    assert [edit["details"] for edit in asked["plan"]] == [[age]]
    assert done.stdout.startswith("Wat als") and f"- {only} ‘" in done.stdout
    without_words = risk("--without", only)
    assert f"- {only} staat er niet" in without_words.stdout


@pytest.mark.parametrize(
    ("argv", "says"),
    [
        (["--without", "d999"], "no detail of that name"),
        (["--if", "d1=none"], "by one of generalise"),
        (["--without", "d1", "--html", "a.html"], "not a what-if"),
        (["--if", "d1=keep", "--pdf", "a.pdf"], "not a what-if"),
    ],
)
def test_one_clear_line_and_nothing_written(here: Path, argv: list[str], says: str) -> None:
    done = risk(*argv)
    (line,) = done.stderr.splitlines()
    assert done.returncode == 2 and says in line and done.stdout == ""
    assert list(here.iterdir()) == []
