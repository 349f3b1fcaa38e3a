"""What is decided first: the suggestion that leaves least of a threshold when it is not made.

What an editor is unsure of comes after all that they have not looked at.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ..analysis import Bought
from ..draft import DIRECT_TYPES, Span
from .case import Look
from .record import Verdict
from .suggestions import Suggestion

Bargains = Mapping[Span, Bought | None]
"""What each suggestion is worth, by core."""


def worst_first(found: Iterable[Suggestion], worth: Bargains, look: Look) -> list[Span]:
    """The cores of suggestions: by what is left of a threshold without it, then promises, then names and numbers."""
    promised = frozenset(broken.detail for broken in look.analysis.promises)
    return [each.core for each in sorted(found, key=lambda each: _rank(each, worth[each.core], look, promised))]


def _rank(suggestion: Suggestion, worth: Bought | None, look: Look, promised: frozenset[str]) -> tuple[float, ...]:
    doubt, place = float(suggestion.verdict is Verdict.UNSURE), float(suggestion.core.start)
    if worth is None:
        kind = 1.0 if suggestion.unit.ids & promised else 2.0 if suggestion.unit.type in DIRECT_TYPES else 3.0
        return (doubt, kind, 0.0, 0.0, place)
    threshold = look.analysis.story.thresholds[worth.adversary]
    return (doubt, 0.0, worth.undone / threshold, -worth.fall, place)
