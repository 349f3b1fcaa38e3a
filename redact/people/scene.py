"""A draft as the grouping of persons sees it: its words, where they stand, and whose names are said.

Built once a draft by :func:`look`; everything in it is read only.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from ..draft import Lang, Span
from ..segment import MAX_SENTENCE, segment
from .names import Name, uncovered
from .words import Word, has, read

_NUMBERED = re.compile(r"[\s*_#>|(-]*(?:(?:\d{1,2}|[a-hA-H]|[ivx]{1,4})[.):]|\*\*\*|[-–—•=]|\d{1,2}[.:]\d\d)")
_HEADING_STARTS = "#*=_"
_SENTENCE_ENDS = ".!?”\"’'»:,;)"

HEADING_LENGTH = 80
"""A line longer than this is a paragraph, even without a full stop."""
LIST_WORDS = 4
"""Within this many words a paragraph says that it is the next of a list: "Second.", "Bron 2:"."""


@dataclass(frozen=True)
class Scene:
    """Words, boundaries, and uncovered names of one draft, each in order of the text."""

    text: str
    lang: Lang
    words: tuple[Word, ...]
    names: tuple[Name, ...]
    sentences: tuple[Span, ...]
    paragraphs: tuple[Span, ...]
    quotes: tuple[Span, ...]
    _word_starts: tuple[int, ...]
    _name_starts: tuple[int, ...]

    def sentence(self, offset: int) -> int:
        """The number of the sentence around or before ``offset``."""
        return _number(self.sentences, offset)

    def paragraph(self, offset: int) -> int:
        """The number of the paragraph around or before ``offset``."""
        return _number(self.paragraphs, offset)

    def between(self, start: int, end: int) -> Sequence[Word]:
        """The words that begin from ``start`` to ``end`` (exclusive)."""
        return self.words[bisect_left(self._word_starts, start) : bisect_left(self._word_starts, end)]

    def says(self, start: int, end: int, name: str) -> bool:
        """Whether a word of the class ``name`` begins from ``start`` to ``end`` (exclusive), however many do."""
        starts = self._class_starts.get(name, ())
        at = bisect_left(starts, start)
        return at < len(starts) and starts[at] < end

    @cached_property
    def _class_starts(self) -> Mapping[str, Sequence[int]]:
        found = defaultdict[str, list[int]](list)
        for word in self.words:
            for name in word.classes:
                found[name].append(word.start)
        return dict(found)

    def names_between(self, start: int, end: int, most: int | None = None) -> Sequence[Name]:
        """The names that begin from ``start`` to ``end`` (exclusive), the first ``most`` of them."""
        first, last = bisect_left(self._name_starts, start), bisect_left(self._name_starts, end)
        return self.names[first : last if most is None else min(last, first + most)]

    def name_before(self, offset: int) -> Name | None:
        """The last name that begins before ``offset``."""
        return self.names[at - 1] if (at := bisect_left(self._name_starts, offset)) else None

    def sentence_near(self, span: Span) -> Span:
        """The sentence around or before the start of ``span``, as far as :data:`~..segment.MAX_SENTENCE` to each side.

        A list of thousands of names, or markup, has no sentence end, and all of it would be read for each detail in it.
        """
        around = self.sentences[self.sentence(span.start)]
        start = max(around.start, min(around.end, span.start) - MAX_SENTENCE)
        return Span(start, max(start + 1, min(around.end, span.end + MAX_SENTENCE)))

    def quote(self, offset: int) -> Span | None:
        """The quotation around ``offset``."""
        at = bisect_right(self.quotes, offset, key=lambda q: q.start) - 1
        return self.quotes[at] if at >= 0 and offset < self.quotes[at].end else None

    def is_listed(self, paragraph: int) -> bool:
        """Whether the paragraph opens as an item of a list: a number, a bullet, or a word such as "second"."""
        span = self.paragraphs[paragraph]
        opening = self.between(span.start, span.end)[:LIST_WORDS]
        return bool(_NUMBERED.match(self.text, span.start, span.end)) or has(opening[:2], "listed")

    def is_heading(self, paragraph: int) -> bool:
        """Whether the paragraph is a heading or another line outside the running text."""
        line = self.paragraphs[paragraph].of(self.text).strip()
        marked = line[0] in _HEADING_STARTS or line[-1] not in _SENTENCE_ENDS or line.isupper()
        return len(line) < HEADING_LENGTH and marked


def _number(spans: Sequence[Span], offset: int) -> int:
    return max(0, bisect_right(spans, offset, key=lambda s: s.start) - 1)


def look(text: str, lang: Lang, covered: Iterable[Span], public: Sequence[str] = ()) -> Scene:
    """Read ``text`` (not empty); a name inside one of the ``covered`` spans is not taken for a public one."""
    segments = segment(text)
    words = read(text, lang)
    names = uncovered(text, words, covered, public)
    whole = (Span(0, len(text)),)
    return Scene(
        text,
        lang,
        words,
        names,
        segments.sentences or whole,
        segments.paragraphs or whole,
        segments.quotes,
        tuple(word.start for word in words),
        tuple(name.start for name in names),
    )
