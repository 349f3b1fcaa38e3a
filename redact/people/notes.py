"""Whose a note is: "Call with Stoke, 10 March" over a list, and "1. Helen Stoke (31), planning officer" within one.

Notes leave their subject out, and the drafts that the weights were learned from are mostly running text. Read by
:mod:`.persons`; what the story file or the corrections say comes before it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ..cues import cues
from ..detect.lines import MARK
from ..draft import Detail, DetailType

_MARK = re.compile(MARK)
_CUES = cues(__package__, "notes")
_TALK = re.compile(rf"\W*(?:\w+[ -])?(?:{_CUES.any_of('talk')})\b", re.IGNORECASE)
_POSSESSED = re.compile(rf"\b(?:{_CUES.any_of('possessives')}) [\w-]+\Z")
"""In the note of one person the relative of another: "Wojtek (driver, her boyfriend)"."""
_EDGE = " \t*_#\"'“‘(["
_MOST = 90
"""Characters of a line that heads a list."""


@dataclass(frozen=True)
class _Line:
    start: int
    end: int
    item: bool
    heads: bool


def leaders_in_notes(text: str, details: Sequence[Detail]) -> Mapping[str, str]:
    """For a detail of a note the name whose owner it shares, both by id; ``details`` are in order of the text."""
    led: dict[str, str] = {}
    starts = [detail.span.start for detail in details]
    head: Detail | None = None
    for line in _lines(text):
        own = details[bisect_left(starts, line.start) : bisect_left(starts, line.end)]
        names = [detail for detail in own if detail.type is DetailType.NAME]
        if not line.item:
            # A blank line between a heading and its list, or between items, ends nothing.
            if line.start < line.end:
                head = names[0] if line.heads and len(names) == 1 and _is_heading(text, line, names[0]) else None
            continue
        first = names[0] if names and _opens(text, line, names[0]) else None
        if first is None and _opens_with_name(text, line):
            continue
        leader = first or head
        for detail in own:
            if detail.type is DetailType.NAME:
                if detail is not first:
                    break
            elif leader is not None and not (first and _POSSESSED.search(text, line.start, detail.span.end)):
                led[detail.id] = leader.id
    return led


def _lines(text: str) -> Iterator[_Line]:
    """The lines of a text; one heads a list where the next that is not empty is an item and it is none itself."""
    lines = list(re.finditer(r"[^\n]*", text))
    spans = [(line.start(), line.end()) for n, line in enumerate(lines) if line[0] or n == 0 or lines[n - 1][0] == ""]
    items = [_MARK.match(text, start, end) is not None for start, end in spans]
    following = False
    heads = [False] * len(spans)
    for n in reversed(range(len(spans))):
        heads[n] = following and not items[n]
        following = items[n] if spans[n][0] < spans[n][1] else following
    for (start, end), item, head in zip(spans, items, heads, strict=True):
        yield _Line(start, end, item, head)


def _is_heading(text: str, line: _Line, name: Detail) -> bool:
    said = text[line.start : line.end].rstrip()
    opens = text[line.start : name.span.start].strip(_EDGE) == ""
    return len(said) <= _MOST and said[-1:] not in ".!?;" and (opens or _TALK.match(said) is not None)


def _opens(text: str, line: _Line, name: Detail) -> bool:
    mark = _MARK.match(text, line.start, line.end)
    says = text[name.span.end : name.span.end + 1] == ":"  # whoever is cited is not whom the note is of
    return mark is not None and not says and text[mark.end() : name.span.start].strip(_EDGE) == ""


def _opens_with_name(text: str, line: _Line) -> bool:
    """Whether a note begins with a word in capitals that may be a name that stays: "D. took him along"."""
    mark = _MARK.match(text, line.start, line.end)
    begins = text[mark.end() : line.end].lstrip(_EDGE)[:2] if mark else ""
    return begins[:1].isupper() and (begins[1:] in (".", ":") or begins[1:].isspace())
