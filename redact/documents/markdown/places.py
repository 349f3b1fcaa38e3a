"""What of a Markdown source is no prose of its story: targets, titles, alternative texts, attributes, cells of tables.

That somebody is named there is no sign that everybody may know the name. The reference is CommonMark 0.31.2, for tables
and for attributes in braces Pandoc's manual; where their rules are finer, prose is judged as what stands beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ...draft import Span
from ..model import Passage, Place
from .targets import targets

_ALT = re.compile(r"!\[([^\[\]]*)\]")
_TAG = re.compile(r"<[A-Za-z][\w:-]*\s[^<>]*>")
_ATTRIBUTES = re.compile(r"\{[#.:%<][^{}\n]*\}")
_RULE = re.compile(r"^[ \t>]*+\|?[ \t]*+:?-++:?[ \t]*+(?:\|[ \t]*+:?-++:?[ \t]*+)*+\|?[ \t]*+$", re.MULTILINE)
"""The line under the heads of a table; nothing is given back (``*+``), for a line of blanks may be a long one."""
_CELL = re.compile(r"(?:\\.|[^|\\\n])+")


def passages(text: str) -> tuple[Passage, ...]:
    """The text in passages; none where all of it is prose."""
    beside = sorted(_apart([*_beside(text)], _cells(text)), key=lambda passage: passage.span)
    return tuple(_between(text, beside)) if beside else ()


def _beside(text: str) -> Iterator[Passage]:
    for where, title in targets(text):
        yield from (
            Passage(Span(*span), place) for span, place in ((where, Place.LINK), (title, Place.ALT_TEXT)) if span
        )
    yield from (Passage(Span(*alt.span(1)), Place.ALT_TEXT) for alt in _ALT.finditer(text) if alt[1])
    for pattern in (_TAG, _ATTRIBUTES):
        yield from (Passage(Span(*found.span()), Place.DATA) for found in pattern.finditer(text))


def _cells(text: str) -> Iterator[Span]:
    """What stands in the cells of tables: in the line over a rule, and in those under it up to one that is none."""
    start = 0
    for rule in _RULE.finditer(text):
        if "|" not in rule[0] or rule.start() < start:  # a row like any other of the table before
            continue
        head = text.rfind("\n", 0, max(0, rule.start() - 1)) + 1
        yield from _in_row(text, head, max(head, rule.start() - 1))
        start = rule.end() + 1
        while start < len(text):
            end = text.find("\n", start)
            end = len(text) if end < 0 else end
            if "|" not in text[start:end]:
                break
            yield from _in_row(text, start, end)
            start = end + 1


def _in_row(text: str, start: int, end: int) -> Iterator[Span]:
    for cell in _CELL.finditer(text, start, end):
        if inside := cell[0].strip():
            at = cell.start() + cell[0].index(inside)
            yield Span(at, at + len(inside))


def _apart(beside: list[Passage], cells: Iterable[Span]) -> Iterator[Passage]:
    """The passages without those that lie over one before them: a tag in a target, a target in a cell."""
    end = 0
    ordered = sorted(beside, key=lambda passage: passage.span)
    found = []
    for passage in ordered:
        if passage.span.start >= end:
            found.append(passage)
            end = passage.span.end
    yield from found
    taken = iter(passage.span for passage in found)
    before = next(taken, None)
    for cell in cells:
        while before is not None and before.end <= cell.start:
            before = next(taken, None)
        if before is None or not before.overlaps(cell):
            yield Passage(cell, Place.TABLE)


def _between(text: str, beside: Iterable[Passage]) -> Iterator[Passage]:
    """The passages and the prose between them."""
    at = 0
    for passage in (*beside, None):
        end = passage.span.start if passage else len(text)
        if text[at:end].strip():
            yield Passage(Span(at, end), Place.BODY)
        if passage:
            yield passage
            at = passage.span.end
