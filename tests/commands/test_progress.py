"""What goes on is told where somebody sits at a terminal, and that it still does where it takes minutes."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from bronwacht.commands.common import AGAIN, STAGE_WORDS, Progress
from bronwacht.redact.pipeline import Stage, analyse, open_draft, read
from bronwacht.redact.story import Story

SAMPLE = Path(__file__).resolve().parent.parent.parent / "commands" / "data" / "sample-en.txt"


def test_a_stage_is_told_once_and_then_how_long_it_has_taken(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    clock = iter([0.0, 1.0, AGAIN + 1, AGAIN + 2, 2 * AGAIN + 1, 2 * AGAIN + 3])
    monkeypatch.setattr(time, "monotonic", lambda: next(clock))
    progress = Progress(STAGE_WORDS, shown=True)
    for stage in [Stage.RISK] * 5 + [Stage.WRITE]:
        progress(stage)
    first, again, later, last = capsys.readouterr().err.splitlines()
    assert "estimating crowds" in first
    assert (again, later) == ("… 11 seconds", "… 21 seconds")
    assert "writing the final copy" in last


def test_nothing_is_told_where_nobody_sits(capsys: pytest.CaptureFixture[str]) -> None:
    Progress(STAGE_WORDS)(Stage.RISK)
    assert capsys.readouterr().err == ""


def test_the_engine_says_again_and_again_that_it_is_busy() -> None:
    stages: list[Stage] = []
    _, draft = open_draft(SAMPLE, Story())
    analyse(read(draft, Story()), Story(), observer=stages.append)
    assert stages.count(Stage.RISK) > len(read(draft, Story()).facts)
