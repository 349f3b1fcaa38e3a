"""Who speaks a quotation: the source, the accused, or another, by the words that stand around it.

A message of the accused to a source is known to these two alone unless the sentence says that others heard it.
"""

from __future__ import annotations

from dataclasses import replace

from ..draft import Detail, DetailType, Draft, Span
from ..observability import is_witnessed
from .clues import Clue
from .figures import Figure
from .messages import author, is_message, receiver
from .public import Bearer, Bearers
from .subjects import Teller
from .telling import teller
from .words import stem

_SOURCE, _ACCUSED, _OTHER = "source", "accused", "other"
_GENDERS = {"she": 1, "he": -1}
_RECEIVERS = {"she": 1, "zij": 1, "ze": 1, "he": -1, "hij": -1}


def attributed(draft: Draft, detail: Detail, clue: Clue, figure: Figure, bearers: Bearers) -> Detail:
    """A QUOTE ``detail`` of ``figure`` with who speaks it and whether it is between two people; others as they are.

    What detection made of the quotation by itself stays where the words around it name no speaker.
    """
    if detail.type is not DetailType.QUOTE:
        return detail
    # A detail within a quotation parts it: whoever says one piece says all of it.
    whole = bearers.scene.quote(clue.detail.span.start) or clue.detail.span
    by = (
        _sender(draft, whole, clue, figure, bearers)
        or _writer(draft, whole, bearers)
        or _speaker(draft, clue, figure, bearers)
        or detail.value.get("by")
        or _SOURCE
    )
    dyadic = by == _ACCUSED and not is_witnessed(draft, detail.span)
    return replace(detail, value=dict(detail.value) | {"by": by, "dyadic": dyadic})


def _sender(draft: Draft, quote: Span, clue: Clue, figure: Figure, bearers: Bearers) -> str | None:
    """Who sent what somebody got: the source wrote it only if that somebody cannot be the source."""
    who = receiver(draft, quote)
    if who is None:
        return None
    gender = _RECEIVERS.get(who, 0)
    return _SOURCE if gender * figure.gender < 0 else _not_source(clue, bearers)


def _writer(draft: Draft, quote: Span, bearers: Bearers) -> str | None:
    """Who wrote what is quoted as a message; None where it is not, or where the paragraph does not tell."""
    if not is_message(draft, quote):
        return None
    wrote = author(draft, quote, bearers)
    if isinstance(wrote, Bearer):
        return _ACCUSED if wrote.accused else _OTHER
    return _SOURCE if wrote else None


def _speaker(draft: Draft, clue: Clue, figure: Figure, bearers: Bearers) -> str | None:
    """Who speaks by the clause that tells it; None where it names nobody, or somebody of whom nothing is known."""
    told = teller(bearers.scene, bearers.scene.quote(clue.detail.span.start) or clue.detail.span, bearers, figure.heads)
    if told is None:
        return _SOURCE if clue.speaker & figure.heads else None
    if told.noun and stem(told.noun.low, draft.lang) in figure.heads:
        return _SOURCE
    public = bearers.of_office(told.noun.low) if told.noun else told.bearer
    if public:
        return _ACCUSED if public.accused or not bearers.has_accused else _OTHER
    if told.noun and "office" in told.noun.classes and told.to_other:
        return _not_source(clue, bearers)
    if told.pronoun in _GENDERS:
        # Of "he texted her" the pronouns say themselves that either may be the figure.
        known = figure.gender_by_nouns if told.to_other else figure.gender
        return _by_pronoun(told, _GENDERS[told.pronoun] * known, clue, bearers)
    return None


def _by_pronoun(told: Teller, agreement: int, clue: Clue, bearers: Bearers) -> str:
    """The source's own pronoun, or one that cannot be the source's.

    Where the source may be either, "he texted her" is the accused's: what passed between the two identifies to him.
    """
    other = told.to_other and not agreement
    return _SOURCE if agreement >= 0 and not other else _not_source(clue, bearers)


def _not_source(clue: Clue, bearers: Bearers) -> str:
    return _ACCUSED if bearers.accused_before(clue) else _OTHER
