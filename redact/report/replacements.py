"""When the new words of an edit may be shown where no text of the draft is.

An edit that keeps has the draft's own words, and a rewording may take some of its stretch along.
"""

from __future__ import annotations

import re

from ..draft import Action, Edit

_WORD = re.compile(r"[^\W\d_]{4,}")
"""Words that say something: an article that an edit leaves in place gives nothing away."""


def tells(edit: Edit) -> bool:
    """Whether the new words are worth a look: "an" in the place of "a police" is only what a removal leaves."""
    return edit.action is not Action.REMOVE or bool(_words(edit.replacement))


def is_all_new(edit: Edit, text: str) -> bool:
    """Whether the replacement repeats no word of the stretch of ``text`` that it takes the place of."""
    return edit.action is not Action.KEEP and not _words(edit.span.of(text)) & _words(edit.replacement)


def _words(text: str) -> set[str]:
    return {word.casefold() for word in _WORD.findall(text)}
