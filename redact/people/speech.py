"""Who speaks a quotation: the source, the accused, or another, by the words that stand around it.

A message of the accused to a source is known to these two alone unless the sentence says that others heard it.
"""

from __future__ import annotations

from dataclasses import replace

from ..draft import Detail, DetailType, Draft
from ..observability import is_witnessed
from .clues import Clue
from .figures import Figure
from .messages import author, is_message
from .public import Bearer, Bearers

_SOURCE, _ACCUSED, _OTHER = "source", "accused", "other"


def attributed(draft: Draft, detail: Detail, clue: Clue, figure: Figure, bearers: Bearers) -> Detail:
    """A QUOTE ``detail`` of ``figure`` with who speaks it and whether it is between two people; others as they are.

    What detection made of the quotation by itself stays where the words around it name no speaker.
    """
    if detail.type is not DetailType.QUOTE:
        return detail
    by = _writer(draft, clue, bearers) or _speaker(clue, figure, bearers) or detail.value.get("by") or _SOURCE
    dyadic = by == _ACCUSED and not is_witnessed(draft, detail.span)
    return replace(detail, value=dict(detail.value) | {"by": by, "dyadic": dyadic})


def _writer(draft: Draft, clue: Clue, bearers: Bearers) -> str | None:
    """Who wrote what is quoted as a message; None where it is not, or where the paragraph does not tell."""
    if not is_message(draft, clue.detail.span):
        return None
    wrote = author(draft, clue.detail.span, bearers)
    if isinstance(wrote, Bearer):
        return _ACCUSED if wrote.accused else _OTHER
    return _SOURCE if wrote else None


def _speaker(clue: Clue, figure: Figure, bearers: Bearers) -> str | None:
    """The words behind a quotation say more than those before it."""
    if clue.speaker & figure.heads:
        return _SOURCE
    for place in ("after", "before"):
        if clue.signs.get(f"speaker {place} public"):
            return _ACCUSED if bearers.is_accused(clue, after_quote=place == "after") else _OTHER
        for pronoun, gender in (("she", 1), ("he", -1)):
            if clue.signs.get(f"speaker {place} {pronoun}"):
                return _by_pronoun(clue, gender * figure.gender, bearers)
    return None


def _by_pronoun(clue: Clue, agreement: int, bearers: Bearers) -> str:
    """The source's own pronoun, or one that cannot be the source's."""
    if agreement >= 0:
        return _SOURCE
    return _ACCUSED if bearers.accused_before(clue) else _OTHER
