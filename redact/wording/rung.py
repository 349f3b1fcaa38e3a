"""One offer of a wording, before its edges are fitted and it is checked."""

from __future__ import annotations

from dataclasses import dataclass, field

from ..draft import Action, Level, Value
from .seams import Piece


@dataclass(frozen=True)
class Rung:
    """A piece that tells a detail at ``level``; ``value`` is what it still says, ``loss`` what the reader misses."""

    level: Level
    piece: Piece
    value: Value | None = field(repr=False)
    loss: float
    action: Action = Action.GENERALISE


LOSSES = {Level.NEAR: 0.15, Level.BROAD: 0.35, Level.VAGUE: 0.6, Level.ABSENT: 0.85}
"""What a reader misses at each level: a judgement, in steps that let a plan prefer several small edits to one large."""

PLACEHOLDER_LOSS = 1.0
"""A bracket in the text tells the reader that something is gone, and stops them."""


def wider(level: Level, piece: Piece, value: Value | None) -> Rung:
    """A wider statement of the same thing."""
    return Rung(level, piece, value, LOSSES[level])


def gone(piece: Piece) -> Rung:
    """A wording that says nothing of the detail any more."""
    return Rung(Level.ABSENT, piece, None, LOSSES[Level.ABSENT], Action.REPLACE if piece.text else Action.REMOVE)


def bracket(piece: Piece) -> Rung:
    """A placeholder where nothing better is known to be right."""
    return Rung(Level.ABSENT, piece, None, PLACEHOLDER_LOSS, Action.REPLACE)
