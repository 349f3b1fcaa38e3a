"""What a review copy says beside each suggestion: the reason, whose it is, and what it buys."""

from __future__ import annotations

from ..analysis import Analysis
from ..documents import Suggestion
from ..draft import Action
from .view import View
from .words import words_of


def suggestions(analysis: Analysis) -> tuple[Suggestion, ...]:
    """The edits of the plan with a comment each, in the report's language; those that keep are none.

    A comment begins with the reason's code in brackets, by which ``apply`` knows it again, and quotes nothing.
    """
    log, alone = View(analysis, show_text=False).log, words_of(analysis.lang)("review.alone")
    return tuple(
        Suggestion(edit, f"[{edit.reason.value}] {entry.label.partition('. ')[2]}: {entry.action}. {entry.buys}", alone)
        for edit, entry in zip(analysis.edits, log, strict=True)
        if edit.action is not Action.KEEP
    )
