"""A few of the kills that ``make torture`` does by the thousand."""

from __future__ import annotations

import runpy
from pathlib import Path

import pytest
from bronwacht.vault import evidence, rekeying

KILL = runpy.run_path(str(Path(__file__).parents[1] / "torture" / "kill.py"))


@pytest.mark.parametrize("name", list(KILL["OPERATIONS"]))
def test_whoever_is_killed_at_work_leaves_the_old_state_or_the_new(name: str) -> None:
    outcomes = [outcome for _, outcome in KILL["torture"](2, seed=7, names=(name,))]
    assert len(outcomes) == 2
    assert not [outcome for outcome in outcomes if outcome.startswith("FAILED")]


def test_what_the_killed_work_with_stays_with_them() -> None:
    before = (rekeying.BATCH, evidence.BATCH)
    assert list(KILL["torture"](1, seed=7, names=("attach",)))
    assert (rekeying.BATCH, evidence.BATCH) == before != (KILL["BATCH"], 1)
