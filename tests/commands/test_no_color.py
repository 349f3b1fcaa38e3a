"""NO_COLOR at a real terminal: no command writes an escape sequence; without it, one that is styled does."""

from __future__ import annotations

import shutil
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from .conftest import Newsroom

ESCAPE = "\x1b"
SAMPLE = Path(str(files("bronwacht.commands"))) / "data" / "sample-nl.txt"
STORY = str(SAMPLE.with_suffix(".toml"))


@pytest.fixture
def at_terminal(stables: Newsroom, monkeypatch: pytest.MonkeyPatch) -> Newsroom:
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)
    return stables


def drafts(folder: Path) -> str:
    made = folder / "drafts"
    made.mkdir()
    for name in ("a.txt", "b.txt"):
        shutil.copy(SAMPLE, made / name)
    return str(made)


def test_no_command_writes_an_escape_sequence(at_terminal: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    folder = at_terminal.folder
    canary = at_terminal.run("vault", "add", "stables.vault", "-", "--canary", who="anna", stdin='name = "Niemand"')
    assert canary.code == 0, canary.err
    keys = [("Passphrase of anna.key: ", at_terminal.passphrases["anna"])]
    anna = ("--key", "anna.key")
    runs = {
        ("scan", str(SAMPLE), "--story", STORY, "--show-text", "--explain"): [],
        ("risk", str(SAMPLE), "--story", STORY, "--json", "a.json"): [],
        ("risk", str(SAMPLE), "--story", STORY, "--without", "d1"): [],
        ("diff", "a.json", "a.json"): [],
        ("redact", str(SAMPLE), "--story", STORY, "-o", "final.txt"): [],
        ("batch", drafts(folder), "-o", "out", "--workers", "1"): [],
        ("check", "final.txt"): [],
        ("demo",): [],
        ("vault", "show", "stables.vault", canary.out.strip(), *anna): keys,
        ("vault", "list", "stables.vault", *anna): keys,
        ("scan", "--help"): [],
        ("scan", "--nonsense"): [],
    }
    screens = {argv: at_terminal.type(*argv, answers=answers) for argv, answers in runs.items()}
    assert all(screen.code in (0, 1, 2) and len(screen.err) > 20 for screen in screens.values())
    assert "ALARM" in screens[("vault", "list", "stables.vault", *anna)].err
    assert [argv[:2] for argv, screen in screens.items() if ESCAPE in screen.err] == []


@pytest.mark.parametrize(("name", "value"), [("NO_COLOR", ""), ("TERM", "dumb")])
def test_an_empty_one_asks_for_nothing_and_a_dumb_terminal_for_the_same(
    at_terminal: Newsroom, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    screen = at_terminal.type("scan", str(SAMPLE), "--story", STORY, answers=[])
    assert (ESCAPE in screen.err) is (name == "NO_COLOR")
