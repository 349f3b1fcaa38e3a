"""Where a text's paragraphs, sentences, and quotations are.

Detection, people, and wording all need the same boundaries, so they stand here, under all three. Quotation marks come
in many shapes, and an apostrophe looks like one of them: an opening mark follows space or punctuation, and a closing
one does not stand inside a word.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import takewhile

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
_COMMAS = re.compile(rf"(?<![\w,]),,(?=[\w(‘'])((?:(?!,,)[^\n]){{1,{MAX_QUOTE}}}?)(''|’’|[”\"“](?!\w))")
_SHUT = {1: "”", 2: "” "}
"""What closes such a quotation, by how many characters did."""
NEAR = 2 * MAX_QUOTE
"""Characters before a stretch from which the quotations around it are looked for."""
MAX_SENTENCE = 1_500
"""A sentence is read so far to each side of what it is read for: a table without line ends has none."""
_BACK = 256
"""Characters before a stretch in which its sentence is looked for first."""


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


@lru_cache(maxsize=2)
def with_low_marks(text: str) -> str:
    """``text`` with marks of quotation for the commas and apostrophes that stand for them: ",,Nee'', zei ze.".

    Dutch newspapers print them so. It is as long as it was, and is ``text`` itself where there are none.
    """
    if ",," not in text:
        return text
    return _COMMAS.sub(lambda quote: f" „{quote[1]}{_SHUT[len(quote[2])]}", text)


@lru_cache(maxsize=8)
def segment(text: str) -> Segments:
    """Find the paragraphs (lines that are not blank), sentences, and quotations of ``text``."""
    text = with_low_marks(text)
    paragraphs = _paragraphs(text, 0, len(text))
    inside = [(p.start, *_within(p.of(text))) for p in paragraphs]
    return Segments(
        paragraphs,
        tuple(Span(at + start, at + end) for at, sentences, _ in inside for start, end in sentences),
        tuple(Span(at + start, at + end) for at, _, quotes in inside for start, end in quotes),
    )


def segment_near(text: str, span: Span) -> Segments:
    """As :func:`segment`, of what ``span`` touches alone: of a page without line ends that is edited a thousand times.

    Paragraphs are exactly those of the whole, and so are sentences of up to :data:`MAX_SENTENCE` characters; of a
    longer one only what is near comes. A quotation is looked for from :data:`NEAR` characters before, where the whole
    may see another only if each mark until then could both open and close one.
    """
    text = with_low_marks(text)
    paragraphs = _paragraphs(text, *_lines(text, span.start, span.end))
    sentences, quotes = list[Span](), list[Span]()
    for paragraph in paragraphs:
        sentences += _sentences_near(text, paragraph, span)
        begin = max(paragraph.start, span.start - NEAR)
        quotes += (q for q in _quotes(text, begin, span.end, paragraph.end) if q.end >= span.start)
    return Segments(paragraphs, tuple(sentences), tuple(quotes))


def paragraph_near(text: str, offset: int) -> Span | None:
    """The paragraph around ``offset``, as :func:`segment` has it; None between paragraphs."""
    return next((p for p in _paragraphs(text, *_lines(text, offset, offset)) if p.start <= offset < p.end), None)


def _lines(text: str, first: int, last: int) -> tuple[int, int]:
    """Where the lines from ``first`` to ``last`` start and end."""
    start = 1 + max(text.rfind(end, 0, first) for end in _LINE_ENDS)
    ends = (text.find(end, last) for end in _LINE_ENDS)
    return start, min((end for end in ends if end >= 0), default=len(text))


def _sentences_near(text: str, paragraph: Span, near: Span) -> list[Span]:
    """The sentences of ``paragraph`` that ``near`` touches."""
    within = Span(max(paragraph.start, near.start - MAX_SENTENCE), min(paragraph.end, near.end + MAX_SENTENCE))
    back = _BACK
    while True:
        begin = max(within.start, near.start - back)
        found = takewhile(lambda s: s.start <= near.end, _sentences(text, within, begin))
        first = next(found, None)
        if begin == within.start or (first is not None and first.end < near.start):
            # One that was begun within is none: it ends before what is asked for, or all of the paragraph was read.
            whole = first is not None and begin == within.start
            return [s for s in ([first, *found] if first and whole else found) if s.end >= near.start]
        back *= 2


def _paragraphs(text: str, first: int, last: int) -> tuple[Span, ...]:
    if not any(text.find(end, first, last) >= 0 for end in _LINE_ENDS):
        return (Span(first, last),) if first < last and not text[first:last].isspace() else ()
    found = _PARAGRAPH.finditer(text, first, last)
    return tuple(Span(m.start(), m.end()) for m in found if not m[0].isspace())


_Ends = tuple[tuple[int, int], ...]


@lru_cache(maxsize=512)
def _within(paragraph: str) -> tuple[_Ends, _Ends]:
    """Starts and ends of the sentences and the quotations of a paragraph: an edit leaves all others as they are."""
    whole = Span(0, len(paragraph))
    found = (_sentences(paragraph, whole, 0), _quotes(paragraph, 0, len(paragraph), len(paragraph)))
    sentences, quotes = (tuple((span.start, span.end) for span in spans) for spans in found)
    return sentences, quotes


def _sentences(text: str, paragraph: Span, begin: int) -> Iterator[Span]:
    """The sentences of ``paragraph`` from ``begin``; the first is a sentence only where one begins there."""
    start = begin
    for end in _END.finditer(text, begin, paragraph.end):
        # "dr. Smit" and an initial ("J. Smit") do not end a sentence.
        if text[end.start()] == "." and _is_abbreviated(text, paragraph.start, end.start()):
            continue
        yield Span(start, end.end())
        blank = _BLANK.match(text, end.end(), paragraph.end)
        start = blank.end() if blank else end.end()
    if not text[start : paragraph.end].isspace() and start < paragraph.end:
        yield Span(start, paragraph.end)


def _is_abbreviated(text: str, start: int, end: int) -> bool:
    """Whether the word that ends at ``end`` is an abbreviation or an initial."""
    first = end
    while first > start and end - first <= _LONGEST and (text[first - 1].isalnum() or text[first - 1] == "_"):
        first -= 1
    word = text[first:end]
    return word.lower() in _ABBREVIATIONS or (len(word) == 1 and word.isupper())


def _quotes(text: str, first: int, last: int, end: int) -> Iterator[Span]:
    """The quotations of a paragraph up to ``end`` that are opened from ``first`` to ``last``."""
    at, until = first, min(last, end)
    closings: dict[str, dict[int, int]] = {}
    while match := _OPEN.search(text, at, until):
        at, opened = match.end(), match[0]
        if not _opens(text, match.start()):
            continue
        if opened not in closings:
            closings[opened] = _closings(text, match.start(), min(end, until + MAX_QUOTE), opened)
        close = closings[opened].get(match.start(), end)
        if at < close < min(end, at + MAX_QUOTE):
            yield Span(at, close)
            at = close + 1


def _opens(text: str, at: int) -> bool:
    before = text[at - 1] if at else " "
    after = text[at + 1 : at + 2]
    # ’s avonds, 's avonds, '90s: an apostrophe, whatever its shape
    if text[at] in "'‘" and re.match(r"(?:[stnk]\b|\d)", text[at + 1 : at + 3]):
        return False
    return (before.isspace() or before in "([{—–-*_/:“‘\"'„>") and bool(after) and not after.isspace()


def _closings(text: str, start: int, stop: int, opened: str) -> dict[int, int]:
    """Where what such a mark opens is closed: all at once, since a page of marks may be as many within each other."""
    closers, found, open_ = _QUOTE_PAIRS[opened], dict[int, int](), list[int]()
    nested = opened not in closers
    for mark in _MARKS[opened].finditer(text, start, stop):
        at, char = mark.start(), mark[0]
        if open_ and char in closers and _closes(text, at):
            closed = [open_.pop()] if nested else open_
            found.update(dict.fromkeys(closed, at))
            open_ = open_ if nested else []
        if char == opened and _opens(text, at):
            open_.append(at)
    return found


def _closes(text: str, at: int) -> bool:
    before, after = text[at - 1], text[at + 1 : at + 2]
    return not before.isspace() and not after.isalnum()
