"""A few of the faults that ``tests/torture/faults.py`` makes by the hundred."""

from __future__ import annotations

import runpy
from pathlib import Path

FAULTS = runpy.run_path(str(Path(__file__).parents[1] / "torture" / "faults.py"))


def test_no_fault_leaves_a_name_anywhere() -> None:
    done = list(FAULTS["torture"](12, seed=3))
    assert all(one.reached for one in done)
    assert [one for one in done if one.found] == []


def test_what_is_looked_for_would_be_found(tmp_path: Path) -> None:
    folder = tmp_path / "round"
    FAULTS["prepare"](folder)
    FAULTS["run"]("show", folder, 0, None)
    assert FAULTS["look"]("show", folder) == ()
    assert FAULTS["look"]("add", folder) == ("stdout",)
    (folder / "tmp" / "Zwaanbericht.eml").write_bytes(b"")
    assert FAULTS["look"]("show", folder) == ("Zwaanbericht.eml",)
