"""What ties a detail to the one it was given to, told by the signs that weighed most against the next likeliest.

The signs are many and small; each belongs to one kind, by ``data/ties.json``.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from ..evidence import Tie

_FILE = Path(__file__).parent / "data" / "ties.json"

MOST = 3
"""Ties that are told of: more say less."""

LEAST = 0.2
"""Log odds below which a tie weighs too little to be told of: it moves a probability of a half by five hundredths."""


def weightiest(effects: Sequence[float]) -> tuple[Tie, ...]:
    """The ties that add most to a lead, at most :data:`MOST`, the weightiest first; ``effects`` has one for each."""
    telling = [(effect, tie) for effect, tie in zip(effects, Tie, strict=True) if effect >= LEAST]
    return tuple(tie for _, tie in sorted(telling, key=lambda row: -row[0])[:MOST])


def tie_of(sign: str) -> Tie:
    """The kind that a sign belongs to; KeyError for one that is not in the table."""
    whole, beginnings = _table()
    if sign in whole:
        return whole[sign]
    try:
        return next(tie for beginning, tie in beginnings.items() if sign.startswith(beginning))
    except StopIteration:
        raise KeyError(sign) from None


@lru_cache(maxsize=1)
def _table() -> tuple[Mapping[str, Tie], Mapping[str, Tie]]:
    ties = json.loads(_FILE.read_text(encoding="utf-8"))["ties"]
    rows = [(name, Tie(tie)) for tie, names in ties.items() for name in names]
    whole = {name: tie for name, tie in rows if not name.endswith("*")}
    return whole, {name[:-1]: tie for name, tie in rows if name.endswith("*")}
