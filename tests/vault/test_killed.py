"""A few of the kills that ``make torture`` does by the thousand."""

from __future__ import annotations

import runpy
from pathlib import Path

import pytest

KILL = runpy.run_path(str(Path(__file__).parents[1] / "torture" / "kill.py"))


@pytest.mark.parametrize("name", list(KILL["OPERATIONS"]))
def test_whoever_is_killed_at_work_leaves_the_old_state_or_the_new(name: str) -> None:
    outcomes = [outcome for _, outcome in KILL["torture"](2, seed=7, names=(name,))]
    assert len(outcomes) == 2
    assert not [outcome for outcome in outcomes if outcome.startswith("FAILED")]
