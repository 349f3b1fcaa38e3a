"""Which signs of a Markdown source are marks of emphasis: stars, underscores, tildes, Obsidian's ``==``, and ``++``.

A run of signs may begin emphasis, end it, or both, and be used up by parts: ``***Jan** Bakker*`` holds two stretches,
one in the other. The rules are those of CommonMark 0.31.2, 6.2 ("Emphasis and strong emphasis", 17 of them, and the
algorithm of its appendix); for tildes those of GitHub's (6.5). A star by itself is no mark: it may lead to a note.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from unicodedata import category

from ...draft import Span

_RUN = re.compile(r"\\.|(?P<run>\*+|_+|~+|=+|\++)|(?P<blank>\n[ \t]*\n)", re.DOTALL)
"""Signs that may begin or end emphasis, and the end of a paragraph, over which none reaches."""
_WHOLE = ("~", "=", "+")
"""Of which a run is one mark, and ends with a run as long."""
_LENGTHS = {"~": (1, 2), "=": (2,), "+": (2,)}
MAX_OPEN = 20
"""Runs that may still be ended: nobody nests more, and looking for one stays cheap."""


@dataclass
class _Open:
    """A run of which signs from ``start`` to ``end`` are not used up; ``length`` is what it had at first."""

    sign: str
    start: int
    end: int
    length: int
    ends: bool


def emphasis(text: str) -> Iterator[Span]:
    """The marks of emphasis in ``text``, in no order."""
    open_: deque[_Open] = deque(maxlen=MAX_OPEN)
    for found in _RUN.finditer(text):
        if found["blank"]:
            open_.clear()
        elif found["run"]:
            begins, ends = _flanks(text, *found.span())
            run = _Open(found[0][0], *found.span(), len(found[0]), ends)
            if ends:
                yield from _ended(open_, run, begins=begins)
            if begins and run.start < run.end:
                open_.append(run)


def _ended(open_: deque[_Open], run: _Open, *, begins: bool) -> Iterator[Span]:
    """The marks of what ``run`` ends, which loses those that are its own."""
    while run.start < run.end and (pair := _opened(open_, run, begins=begins)):
        while open_[-1] is not pair:
            open_.pop()
        size = min(pair.end - pair.start, run.end - run.start)
        size = size if run.sign in _WHOLE else min(size, 2)
        yield Span(pair.end - size, pair.end)
        yield Span(run.start, run.start + size)
        pair.end -= size
        run.start += size
        if pair.start == pair.end:
            open_.pop()


def _opened(open_: deque[_Open], run: _Open, *, begins: bool) -> _Open | None:
    """The nearest run that ``run`` can end."""
    return next((each for each in reversed(open_) if each.sign == run.sign and _pair(each, run, begins=begins)), None)


def _pair(opened: _Open, run: _Open, *, begins: bool) -> bool:
    if run.sign in _WHOLE:
        return opened.length == run.length and run.length in _LENGTHS[run.sign]
    # Rules 9 and 10: of "*a**b*" the two in the middle neither end nor begin anything.
    both = opened.ends or begins
    return not both or (opened.length + run.length) % 3 > 0 or (opened.length % 3 == 0 == run.length % 3)


def _flanks(text: str, start: int, end: int) -> tuple[bool, bool]:
    """Whether a run can begin emphasis, and whether it can end it."""
    before, after = text[start - 1 : start] or " ", text[end : end + 1] or " "
    left = not after.isspace() and (not _is_punctuation(after) or before.isspace() or _is_punctuation(before))
    right = not before.isspace() and (not _is_punctuation(before) or after.isspace() or _is_punctuation(after))
    if text[start] == "_":
        return left and (not right or _is_punctuation(before)), right and (not left or _is_punctuation(after))
    if before.isdigit() and after.isdigit():
        return False, False  # "5*3": of nobody's name
    return left, right


def _is_punctuation(char: str) -> bool:
    return category(char)[0] in "PS"
