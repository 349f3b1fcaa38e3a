"""``bronwacht demo``, through the real program, on drafts of one's own."""

from __future__ import annotations

import subprocess
import sys
from importlib.resources import files
from pathlib import Path

import docx
import pytest

SAMPLE = Path(str(files("bronwacht.commands"))) / "data" / "sample-en.txt"


@pytest.mark.parametrize("name", ["yours.docx", "yours.txt"])
def test_it_goes_the_whole_way_on_a_draft_of_ones_own(here: Path, name: str) -> None:
    text = SAMPLE.read_text("utf-8")
    if name.endswith(".docx"):
        document = docx.Document()
        for paragraph in text.split("\n\n"):
            document.add_paragraph(paragraph)
        document.save(name)
    else:
        Path(name).write_text(text, "utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "bronwacht", "demo", name], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    made = {path.name for path in (here / "demo-out").iterdir()}
    assert made == {f"final{Path(name).suffix}", "report.html", "demo.vault", "memory"}
    assert "found in the final copy of what the vault knows: 0" in done.stdout


def test_on_a_full_disk_nothing_is_left_of_it(here: Path) -> None:
    # A limit on the size of files stops a write as a full disk does: that of the report, when the copy is written.
    limited = ["prlimit", "--fsize=20000", "--", sys.executable, "-m", "bronwacht", "demo"]
    done = subprocess.run(limited, capture_output=True, text=True, check=False)
    assert done.returncode == 2 and "report.html: cannot be written" in done.stderr.splitlines()[-1]
    assert list(here.iterdir()) == []
