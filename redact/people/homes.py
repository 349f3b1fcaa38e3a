"""The stretch of a text in which one person is told of: a paragraph, a block of notes, all turns under one label.

Read by :mod:`.clues`. Of the details of sources in such a stretch of the corpus' training drafts, 0.98 are of whoever
most of them are of. A list in running text is none: each of its items may bring in somebody else.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Hashable
from itertools import pairwise

from ..cues import cues
from ..detect.lines import MARK
from ..detect.turns import talk, turns
from .scene import Scene

_BLANK = re.compile(r"\n[ \t\r]*\n\s*")
_ITEM = re.compile(rf"^(?:{MARK}|[ \t]*[·/=>]+ ?)", re.MULTILINE)
_NOTES = re.compile(rf"(?i)\b(?:{cues(__package__, 'homes').any_of('notes')})\b")
_TOP_LINES = 4
_ITEMS = 2

Home = Hashable


def homes(scene: Scene) -> Callable[[int], Home]:
    """For an offset of the text, the stretch around it."""
    text = scene.text
    blocks = [0, *(blank.end() for blank in _BLANK.finditer(text)), len(text)]
    top = "\n".join(line for line in text.split("\n") if line.strip()).split("\n")[:_TOP_LINES]
    notes = any(_NOTES.search(line) for line in top)
    listed = [not notes and _is_list(text[start:end]) for start, end in pairwise(blocks)]
    answering = frozenset(label.of(text) for label in talk(text, scene.lang).answering)
    said = [turn for turn in turns(text) if turn.label.of(text) in answering] if answering else []
    starts = [turn.said.start for turn in said]

    def home(offset: int) -> Home:
        at = bisect_right(starts, offset) - 1
        if at >= 0 and offset < said[at].said.end:
            return said[at].label.of(text)
        block = bisect_right(blocks, offset) - 1
        return ("line", text.rfind("\n", 0, offset)) if block < len(listed) and listed[block] else ("block", block)

    return home


def _is_list(block: str) -> bool:
    return sum(1 for _ in _ITEM.finditer(block)) >= _ITEMS
