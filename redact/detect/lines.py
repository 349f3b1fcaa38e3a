"""What a line of a draft is: part of a conversation, of a letter, of notes.

Nothing here knows of words or tokens; a paragraph is a line.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..cues import cues

MARK = r"[ \t]*(?:[-*•–+>]|\(?\d{1,2}[.):]|\(?[A-Za-z][.)])[ \t]+"
"""What the item of a list begins with."""

TURNS = ("prose", "labelled", "question", "answer")
"""What a paragraph is in a conversation: none, after a speaker's label, a question, what follows on a question."""

MAIL = ("none", "header", "signature")
"""What a line of a letter is: those whom it is from and to are named by the newspaper, and sign it."""

_CUES = cues(__package__, "lines")
_HEADER = re.compile(rf"[\W_]*(?:{_CUES.any_of('heads')})\b *[:.]", re.IGNORECASE)
_CLOSING = re.compile(_CUES.any_of("closes"), re.IGNORECASE)
_SHORT_LINE = 60
"""Characters, at most, of a closing formula, and of a line under it."""

_SIGNED = 5
"""Lines under a closing formula in which those stand who sign."""

KINDS_OF_DRAFT = ("prose", "conversation", "notes")
_LABEL = re.compile(r"[*_\s]*(?:[A-ZÀ-ÖØ-Þ][\w.’'-]{0,20} ?){1,2}\d?:[*_]*\s")
_MANY = 0.3
"""The share of a draft's paragraphs that makes it a conversation, or notes."""

LAYOUTS = 12


def mail(lines: Sequence[str]) -> list[int]:
    """An index of :data:`MAIL` for each line."""
    found, left = [], 0
    for line in lines:
        if closes(line):
            left = _SIGNED + 1
        found.append(1 if _HEADER.match(line) else 2 if len(line) < _SHORT_LINE and left > 0 else 0)
        left -= 1
    return found


def closes(line: str) -> bool:
    """Whether a line is the closing formula of a letter."""
    return len(line) < _SHORT_LINE and bool(_CLOSING.match(line))


def turns(lines: Sequence[str]) -> list[int]:
    """An index of :data:`TURNS` for each line."""
    found = []
    for line in lines:
        if line.rstrip('*_"”’ ').endswith("?"):
            found.append(2)
        elif _LABEL.match(line):
            found.append(1)
        else:
            found.append(3 if found and found[-1] == 2 else 0)
    return found


def layout(line: str) -> int:
    """A number below :data:`LAYOUTS`: whether the line is closed like a sentence, an item of a list, and how long."""
    closed = line.rstrip("\"'”’»)* ").endswith((".", "!", "?", "…"))
    item = not line[:1].isalpha() and line[:1] not in "\"'“‘„"
    length = 0 if len(line) < 60 else 1 if len(line) < 200 else 2
    return closed * 6 + item * 3 + length


def kind_of_draft(turned: Sequence[int], layouts: Sequence[int]) -> int:
    """An index of :data:`KINDS_OF_DRAFT`, by what :func:`turns` and :func:`layout` said of its lines."""
    talking = sum(turn > 0 for turn in turned) / len(turned)
    listed = sum(shape // 3 % 2 for shape in layouts) / len(turned)
    return 1 if talking >= _MANY else 2 if listed >= _MANY else 0
