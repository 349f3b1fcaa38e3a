"""The reference and the manual page say what the program can do, all of it and nothing else."""

from __future__ import annotations

import re
import runpy
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

DOCS = Path(__file__).parents[2] / "docs"
MADE = runpy.run_path(str(DOCS / "make_reference.py"))


@pytest.mark.parametrize(("name", "make"), [("reference.md", "reference"), ("bronwacht.1", "manual")])
def test_it_is_what_the_commands_say(name: str, make: str) -> None:
    assert (DOCS / name).read_text("utf-8") == MADE[make](), "the commands have changed; run: make docs"


def test_every_option_is_described() -> None:
    text = (DOCS / "reference.md").read_text("utf-8")
    for path, command, context in MADE["commands"]():
        assert MADE["paragraphs"](command), f"{path} has no help"
        part = text.split(f"\n## {path}\n", 1)[1].split("\n## ", 1)[0]
        for parameter in command.params:
            if parameter.param_type_name == "option":
                assert parameter.help, f"{path} {parameter.opts[0]} has no help"
                assert all(f"{name}" in part for name in parameter.opts), f"{path} {parameter.opts[0]}"
        assert context.info_name


def test_man_can_read_the_manual_page() -> None:
    troff = shutil.which("groff") or shutil.which("mandoc")
    if not troff:
        pytest.skip("no groff or mandoc here; Debian's base has neither")
    asked = ["-man", "-Tutf8", "-P-c", "-ww"] if "groff" in troff else []
    done = subprocess.run([troff, *asked, DOCS / "bronwacht.1"], capture_output=True, text=True, check=True)
    assert "EXIT STATUS" in re.sub(".\x08", "", done.stdout)
    assert not done.stderr


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion(shell: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "bronwacht", "completion", shell], capture_output=True, text=True, check=True
    )
    assert "_BRONWACHT_COMPLETE" in done.stdout


def test_bash_completes_commands_and_options() -> None:
    env = {"COMP_WORDS": "bronwacht vault sh", "COMP_CWORD": "2", "_BRONWACHT_COMPLETE": "bash_complete"}
    done = subprocess.run([sys.executable, "-m", "bronwacht"], env=env, capture_output=True, text=True, check=False)
    assert done.stdout.split() == ["plain,show", "plain,shred", "plain,share"]
