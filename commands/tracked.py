"""Tracked changes in a draft: a copy has them as accepted, so whoever makes one hears of it before.

Called by what reads a draft to weigh or copy it. Never decides on a change.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from ..errors import UsageError
from ..said import said

if TYPE_CHECKING:
    from ..redact.documents import Document


def tell_tracked(document: Document) -> None:
    """Say on stderr that ``document`` has changes of others' that nobody decided on.

    Raises UsageError for a review copy of which suggestions are open: read as accepted, its crowds would be those of a
    text that nobody has agreed to, and a copy of it would have decided them all.
    """
    from ..redact.documents import Place
    from ..redact.reviewed import undecided

    changes = [passage for passage in document.passages if passage.place in (Place.INSERTED, Place.DELETED)]
    if not changes:
        return
    if count := len(undecided(document)):
        raise UsageError(
            "{name}: is a review copy with {count} suggestions that are not decided; give the draft of which it was"
            " made, or decide, and make a final copy with: bronwacht apply",
            name=document.name,
            count=count,
        )
    lines = document.lines(passage.span for passage in changes)
    click.echo(
        said(
            "the draft has tracked changes that nobody accepted or rejected (line {lines} of its text): it is read, and"
            " copied, as if all were accepted",
            lines=lines,
        ),
        err=True,
    )
