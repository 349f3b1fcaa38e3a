"""A new story file, and what is told of those that lie beside it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

FORM = 'name = "Marijke Jansen"\n[promise]\nAGE = "broad"\n'


def new(name: str) -> subprocess.CompletedProcess[str]:
    argv = [sys.executable, "-m", "bronwacht", "story", "new", name]
    return subprocess.run(argv, capture_output=True, text=True, check=False, timeout=60)


def test_a_second_story_in_a_folder_is_told(here: Path) -> None:
    (here / "source.toml").write_text(FORM, "utf-8")  # no story, and nothing of it is said
    (here / "empty.toml").touch()
    os.mkfifo(here / "pipe.toml")
    first = new("story.toml")
    assert first.returncode == 0 and len(first.stderr.splitlines()) == 1, first.stderr
    assert "Jansen" not in first.stderr
    second = new("again.toml")
    assert second.returncode == 0
    assert second.stderr.splitlines()[1].startswith("in that folder lies another story file: story.toml.")
    (here / "elsewhere").mkdir()
    assert len(new("elsewhere/story.toml").stderr.splitlines()) == 1
