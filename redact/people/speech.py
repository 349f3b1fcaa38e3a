"""Who speaks a quotation: the source, the accused, or another, by the words that stand around it.

A message of the accused to a source is known to these two alone unless the sentence says that others heard it.
"""

from __future__ import annotations

from dataclasses import replace

from ..draft import Detail, DetailType, Draft
from ..observability import is_witnessed
from .clues import Clue
from .figures import Figure
from .public import Bearers

_SOURCE, _ACCUSED, _OTHER = "source", "accused", "other"


def attributed(draft: Draft, detail: Detail, clue: Clue, figure: Figure, bearers: Bearers) -> Detail:
    """A QUOTE ``detail`` of ``figure`` with who speaks it and whether it is between two people; others as they are."""
    if detail.type is not DetailType.QUOTE or "by" in detail.value:
        return detail
    by = _speaker(clue, figure, bearers)
    dyadic = by == _ACCUSED and not is_witnessed(draft, detail.span)
    return replace(detail, value=dict(detail.value) | {"by": by, "dyadic": dyadic})


def _speaker(clue: Clue, figure: Figure, bearers: Bearers) -> str:
    signs = clue.signs
    named = _ACCUSED if bearers.is_accused(clue) else _OTHER
    if clue.speaker & figure.heads or signs.get("new speaker follows"):
        return _SOURCE
    if signs.get("speaker follows"):
        if signs.get("public speaker follows"):
            return named
        return _by_pronoun(clue, figure, "speaker after", bearers) or _SOURCE
    if signs.get("public speaker precedes"):
        return named
    return _by_pronoun(clue, figure, "speaker before", bearers) or _SOURCE


def _by_pronoun(clue: Clue, figure: Figure, sign: str, bearers: Bearers) -> str | None:
    """By a pronoun beside the quotation: the source's own, or one that cannot be the source's."""
    for pronoun, gender in (("she", 1), ("he", -1)):
        if clue.signs.get(f"{sign} {pronoun}") and figure.gender == -gender:
            return _ACCUSED if bearers.accused_before(clue) else _OTHER
    return None
