"""For a newsroom that has a Presidio pipeline already: Bronwacht's findings and edits in Presidio's own terms.

``AnonymizerEngine().anonymize(text, results(edits), operators(edits))`` writes the same text as
:func:`~.documents.apply_edits`; the tests hold the two beside each other, so that each checks the other.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from presidio_anonymizer.entities import OperatorConfig, RecognizerResult

from .draft import Action, Edit


def results(edits: Sequence[Edit]) -> list[RecognizerResult]:
    """One result an edit, each of an entity type of its own: Presidio chooses its operators by type."""
    return [
        RecognizerResult(_entity(number, edit), edit.span.start, edit.span.end, 1.0)
        for number, edit in enumerate(edits)
        if edit.action is not Action.KEEP
    ]


def operators(edits: Sequence[Edit]) -> dict[str, OperatorConfig]:
    """The operator of each edit's entity type: put its replacement in place."""
    # "custom", because Presidio's own "replace" puts the type's name where the replacement is empty.
    return {
        _entity(number, edit): OperatorConfig("custom", {"lambda": _always(edit.replacement)})
        for number, edit in enumerate(edits)
    }


def _entity(number: int, edit: Edit) -> str:
    return f"{edit.reason}_{number}"


def _always(replacement: str) -> Callable[[str], str]:
    return lambda _: replacement
