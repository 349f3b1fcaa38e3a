"""Where a text's paragraphs, sentences, and quotations are.

Detection, people, and wording all need the same boundaries, so they stand here, under all three. Quotation marks come
in many shapes, and an apostrophe looks like one of them: an opening mark follows space or punctuation, and a closing
one does not stand inside a word.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from .cues import cues
from .draft import Span

_ABBREVIATIONS = frozenset(cues(__package__, "segment").words("abbreviations"))
_LONGEST = max(map(len, _ABBREVIATIONS))
_BLANK = re.compile(r"\s*")
# Nothing is given back, and no run of marks begun within: a page of them would take minutes.
_END = re.compile(r"(?<![.!?…])[.!?…]++[\"'”’»)\]]*+(?=\s+[\"'“‘«(\[*_—–-]*[A-ZÀ-ÖØ-Þ0-9])")
_PARAGRAPH, _LINE_ENDS = re.compile(r"[^\r\n]+"), "\r\n"
_QUOTE_PAIRS = {"“": "”", "„": "”“", "«": "»", "‘": "’", '"': '"', "'": "'", "‚": "’‘"}
_MARKS = {opened: re.compile(f"[{opened}{closers}]") for opened, closers in _QUOTE_PAIRS.items()}
_OPEN = re.compile(r"[“„«‘\"'‚]")
MAX_QUOTE = 1500
"""A quotation longer than this is taken for a mark that was never closed."""


@dataclass(frozen=True, slots=True)
class Segments:
    """The spans of a text's parts, each in order; sentences do not cross paragraphs.

    ``quotes`` are what stands between quotation marks, the marks themselves left out.
    """

    paragraphs: tuple[Span, ...]
    sentences: tuple[Span, ...]
    quotes: tuple[Span, ...]

    def sentence_at(self, offset: int) -> Span | None:
        """The sentence around ``offset``, None between sentences."""
        return _at(self.sentences, offset)

    def paragraph_at(self, offset: int) -> Span | None:
        """The paragraph around ``offset``, None between paragraphs."""
        return _at(self.paragraphs, offset)


def _at(spans: Sequence[Span], offset: int) -> Span | None:
    """Which of ``spans``, in order and apart, is around ``offset``."""
    found = bisect_right(spans, offset, key=lambda span: span.start) - 1
    return spans[found] if found >= 0 and offset < spans[found].end else None


@lru_cache(maxsize=8)
def segment(text: str) -> Segments:
    """Find the paragraphs (lines that are not blank), sentences, and quotations of ``text``."""
    return _segments(text, 0, len(text))


def segment_near(text: str, span: Span) -> Segments:
    """As :func:`segment`, of the lines alone that ``span`` touches: of a book that is edited a thousand times."""
    start = 1 + max(text.rfind(end, 0, span.start) for end in _LINE_ENDS)
    ends = (text.find(end, max(span.start, span.end)) for end in _LINE_ENDS)
    return _segments(text, start, min((end for end in ends if end >= 0), default=len(text)))


def _segments(text: str, first: int, last: int) -> Segments:
    found = _PARAGRAPH.finditer(text, first, last)
    paragraphs = tuple(Span(m.start(), m.end()) for m in found if not m[0].isspace())
    inside = [(p.start, *_within(p.of(text))) for p in paragraphs]
    return Segments(
        paragraphs,
        tuple(Span(at + start, at + end) for at, sentences, _ in inside for start, end in sentences),
        tuple(Span(at + start, at + end) for at, _, quotes in inside for start, end in quotes),
    )


_Ends = tuple[tuple[int, int], ...]


@lru_cache(maxsize=512)
def _within(paragraph: str) -> tuple[_Ends, _Ends]:
    """Starts and ends of the sentences and the quotations of a paragraph: an edit leaves all others as they are."""
    whole = Span(0, len(paragraph))
    found = (_sentences(paragraph, whole), _quotes(paragraph, whole))
    sentences, quotes = (tuple((span.start, span.end) for span in spans) for spans in found)
    return sentences, quotes


def _sentences(text: str, paragraph: Span) -> list[Span]:
    found, start = [], paragraph.start
    for end in _END.finditer(text, paragraph.start, paragraph.end):
        # "dr. Smit" and an initial ("J. Smit") do not end a sentence.
        if text[end.start()] == "." and _is_abbreviated(text, start, end.start()):
            continue
        found.append(Span(start, end.end()))
        blank = _BLANK.match(text, end.end(), paragraph.end)
        start = blank.end() if blank else end.end()
    if not text[start : paragraph.end].isspace() and start < paragraph.end:
        found.append(Span(start, paragraph.end))
    return found


def _is_abbreviated(text: str, start: int, end: int) -> bool:
    """Whether the word that ends at ``end`` is an abbreviation or an initial."""
    first = end
    while first > start and end - first <= _LONGEST and (text[first - 1].isalnum() or text[first - 1] == "_"):
        first -= 1
    word = text[first:end]
    return word.lower() in _ABBREVIATIONS or (len(word) == 1 and word.isupper())


def _quotes(text: str, paragraph: Span) -> list[Span]:
    found, at = [], paragraph.start
    while match := _OPEN.search(text, at, paragraph.end):
        at = match.end()
        if not _opens(text, match.start()):
            continue
        close = _closing(text, at, min(paragraph.end, at + MAX_QUOTE), match[0])
        if close is not None and close > at:
            found.append(Span(at, close))
            at = close + 1
    return found


def _opens(text: str, at: int) -> bool:
    before = text[at - 1] if at else " "
    after = text[at + 1 : at + 2]
    # ’s avonds, 's avonds, '90s: an apostrophe, whatever its shape
    if text[at] in "'‘" and re.match(r"(?:[stnk]\b|\d)", text[at + 1 : at + 3]):
        return False
    return (before.isspace() or before in "([{—–-*_/:“‘\"'„>") and bool(after) and not after.isspace()


def _closing(text: str, start: int, stop: int, opened: str) -> int | None:
    closers = _QUOTE_PAIRS[opened]
    depth = 0
    for mark in _MARKS[opened].finditer(text, start, stop):
        at, char = mark.start(), mark[0]
        if char in closers and _closes(text, at):
            if depth == 0:
                return at
            depth -= 1
        elif char == opened and opened not in closers and _opens(text, at):
            depth += 1
    return None


def _closes(text: str, at: int) -> bool:
    before, after = text[at - 1], text[at + 1 : at + 2]
    return not before.isspace() and not after.isalnum()
