"""Who speaks a quotation: the source, the accused, or another, by the words that stand around it.

A message of the accused to a source is known to these two alone unless the sentence says that others heard it.
"""

from __future__ import annotations

from dataclasses import replace

from ..draft import Detail, DetailType, Draft
from ..observability import is_witnessed
from .clues import Clue
from .figures import Figure

_SOURCE, _ACCUSED, _OTHER = "source", "accused", "other"


def attributed(draft: Draft, detail: Detail, clue: Clue, figure: Figure, accused_named: bool) -> Detail:
    """A QUOTE ``detail`` of ``figure`` with who speaks it and whether it is between two people; others as they are.

    ``accused_named``: whether the last public name before the quotation is that of the accused.
    """
    if detail.type is not DetailType.QUOTE or "by" in detail.value:
        return detail
    by = _speaker(clue, figure)
    if by == _ACCUSED and not accused_named:
        by = _OTHER
    dyadic = by == _ACCUSED and not is_witnessed(draft, detail.span)
    return replace(detail, value=dict(detail.value) | {"by": by, "dyadic": dyadic})


def _speaker(clue: Clue, figure: Figure) -> str:
    signs = clue.signs
    if clue.speaker & figure.heads or signs.get("new speaker follows"):
        return _SOURCE
    if signs.get("speaker follows"):
        return _by_pronoun(clue, figure, "speaker after") or (
            _ACCUSED if signs.get("public speaker follows") else _SOURCE
        )
    if signs.get("public speaker precedes"):
        return _ACCUSED
    return _by_pronoun(clue, figure, "speaker before") or _SOURCE


def _by_pronoun(clue: Clue, figure: Figure, sign: str) -> str | None:
    """By a pronoun beside the quotation, where the figure's gender is known."""
    for pronoun, gender in (("she", 1), ("he", -1)):
        if clue.signs.get(f"{sign} {pronoun}") and figure.gender:
            return _SOURCE if figure.gender == gender else _ACCUSED
    return _SOURCE if clue.signs.get(f"{sign} i") else None
