"""What the figures of a text and the bearers of its public names are to the story.

A role is given on evidence, and the evidence is named in the person. Who is described without a name, is quoted, or
tells the story is a source; who is only named in passing is a bystander; whose details look as much like a public
person's is undecided, and counts as a source wherever that matters.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import fsum

from ..draft import DetailType, Role
from .assign import Owner
from .figures import Figure

UNDECIDED_ABOVE = 0.4
"""Mean probability that a figure's details are a public person's, above which its role is open."""
IN_PASSING = 2
"""Somebody with more details than this is more than named in passing."""

_PASSING_TYPES = frozenset({DetailType.NAME, DetailType.FAMILY, DetailType.AGE, DetailType.GENDER})


def role_of(figure: Figure, owners: Sequence[Owner]) -> tuple[Role, tuple[str, ...]]:
    """The role of a figure and the evidence for it; ``owners`` are those of its details."""
    if _is_in_passing(figure):
        return Role.BYSTANDER, ("named in passing",)
    if fsum(owner.public for owner in owners) / len(owners) > UNDECIDED_ABOVE:
        return Role.UNDECIDED, ("may be a public person",)
    return Role.SOURCE, _evidence(figure)


def _is_in_passing(figure: Figure) -> bool:
    named = figure.types[DetailType.NAME] > 0
    few = len(figure.texts) <= IN_PASSING and set(figure.types) <= _PASSING_TYPES
    return named and few and not any(clue.first_person and not clue.quoted for clue in figure.clues[1:])


def _evidence(figure: Figure) -> tuple[str, ...]:
    signs = {
        "described without a name": not figure.types[DetailType.NAME],
        "quoted": figure.types[DetailType.QUOTE] > 0,
        "asks for anonymity": any(clue.signs.get("private before") for clue in figure.clues),
        "tells the story": figure.first_person * 2 > len(figure.clues),
    }
    return tuple(name for name, found in signs.items() if found) or ("has details",)
