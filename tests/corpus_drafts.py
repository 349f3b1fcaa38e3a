"""Which drafts of the corpus a test takes that cannot take all of them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path


def spread(paths: Sequence[Path], count: int) -> Sequence[Path]:
    """``count`` of the paths, evenly spread: a corpus that grows does not make the tests longer."""
    step = len(paths) // count
    assert step, "fewer drafts than the test is to take"
    return paths[step // 2 :: step][:count]
