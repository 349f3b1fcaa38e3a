"""Edits made to a text: in order, none over another, every other character as it was."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from ...errors import BronwachtError
from ..draft import Action, Edit, Span


class EditError(BronwachtError):
    """The edits do not fit the text or each other; nothing was changed."""


def in_order(text: str, edits: Sequence[Edit]) -> tuple[Edit, ...]:
    """The edits that change something, by place; raises :class:`EditError` on overlap or beyond the text's end."""
    ordered = sorted(edits, key=lambda edit: (edit.span.start, edit.span.end))
    if any(after.span.start < before.span.end for before, after in itertools.pairwise(ordered)):
        raise EditError("two edits overlap; decide on one of them")
    if ordered and ordered[-1].span.end > len(text):
        raise EditError("an edit lies beyond the end of the text; read the draft again")
    return tuple(edit for edit in ordered if edit.action is not Action.KEEP)


def apply_edits(text: str, edits: Sequence[Edit]) -> str:
    """``text`` with every edit made; edits that keep leave their stretch as it is. Raises :class:`EditError`."""
    made, at = [], 0
    for edit in in_order(text, edits):
        made += [text[at : edit.span.start], edit.replacement]
        at = edit.span.end
    return "".join([*made, text[at:]])


def moved(offset: int, edits: Sequence[Edit]) -> int:
    """Where ``offset`` of a text lies after ``edits`` (in order); inside a replaced stretch: where that one starts."""
    shift = 0
    for edit in edits:
        if offset < edit.span.end:
            return min(offset, edit.span.start) + shift if offset > edit.span.start else offset + shift
        shift += len(edit.replacement) - (edit.span.end - edit.span.start)
    return offset + shift


def moved_span(span: Span, edits: Sequence[Edit]) -> Span | None:
    """Where ``span`` lies after ``edits`` (in order), None when nothing is left of it."""
    start, end = moved(span.start, edits), moved(span.end, edits)
    return Span(start, end) if start < end else None
