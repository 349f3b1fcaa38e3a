"""What stands around a word of a name: whose other words are beside it, whether it is an address, opens a sentence.

Called by names.py and verify.py; nothing here knows what was taken out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ..draft import Span
from .alike import folded
from .forms import is_word
from .words import particles, small

REACH = 40
"""Characters beside a part of a name in which its neighbours are looked for."""

_BEFORE = re.compile(r"(?<![\w.])(?P<word>(?:[^\W\d_]\.-?)+|[^\W\d_][\w\u00ad\u200b-\u200d\u2060'’-]*)[^\S\n]+\Z")
"""A word, or initials; what has another point behind it ends a sentence."""
_AFTER = re.compile(r"[^\S\n](?P<word>[^\W\d_][\w\u00ad\u200b-\u200d\u2060.'’-]*)")
_INITIALS = re.compile(r"(?<![\w.])(?:[^\W\d_]\.[ -]{0,2})+(?P<small>(?:['’]?[^\W\d_]{1,3}[ '’-]{1,2}){0,3})\Z")
"""Initials, with the particles of the surname behind them."""
_WORDS = re.compile(r"[^\W\d_]+")
_DOUBLE = re.compile(r"-(?:[a-z]{2,3} ){0,2}[A-ZÀ-ÖØ-Þ][\w’'-]+")
"""The second half of a double surname."""
_BETWEEN = re.compile(r" (?:[^\W\d_][\w.’'-]* ){0,3}")
"""What may stand between two parts of a name, if its words are other first names, initials or particles."""

_ADDRESS = re.compile(r"[@#]|//|www\.|\.[a-z]{2,6}(?:/|\Z)|=[\"']|\[\^|```", re.IGNORECASE)
"""By what a run of characters is an address, a handle, a file's name, an attribute, a label: names are small there."""
_OPENING = re.compile(r"(?:\A|[.!?:…][\"'”’»)\]]*\s+|\n\s*|[\"'“‘„«(\[]\s*)\Z")
"""What stands before the first word of a sentence, a line or a quotation."""


def joined(text: str, spans: Iterable[Span]) -> Iterator[Span]:
    """Parts of one name with what belongs to it: "Marieke Anna Jansen", "Jansen-de Wit", "M.A. Jansen"."""
    last: Span | None = None
    for span in sorted(spans):
        behind = _DOUBLE.match(text, span.end)
        before = _INITIALS.search(text, max(0, span.start - REACH), span.start)
        own = before and all(word in particles() or len(word) == 1 for word in _WORDS.findall(before["small"].lower()))
        wide = Span(before.start() if before and own else span.start, behind.end() if behind else span.end)
        if last is not None and (last.overlaps(wide) or _belong(text[last.end : wide.start])):
            last = Span(last.start, max(last.end, wide.end))
            continue
        if last is not None:
            yield last
        last = wide
    if last is not None:
        yield last


def _belong(between: str) -> bool:
    words = between.split()
    return _BETWEEN.fullmatch(between) is not None and all(w[0].isupper() or w in particles() for w in words)


def names_before(text: str, end: int) -> Iterator[str]:
    """The words with a capital before a surname and its particles, backwards, but titles and what opens a sentence."""
    while before := _BEFORE.search(text, max(0, end - REACH), end):
        word, low = before["word"], folded(before["word"]).text.rstrip(".")
        if low not in particles():
            if not word[0].isupper() or low in small():
                return
            if is_first(text, before.start()) and stands_small(text, word):
                return
            yield word
        end = before.start()


def names_behind(text: str, end: int) -> Iterator[str]:
    """The words with a capital behind a first name and the particles of a surname."""
    while behind := _AFTER.match(text, end, end + REACH):
        word = behind["word"]
        if folded(word).text not in particles():
            if not word[0].isupper():
                return
            yield word
        end = behind.end()


def in_address(text: str, span: Span) -> bool:
    """Whether a stretch stands in an address, a handle, the name of a file."""
    return _ADDRESS.search(_run(text, span).rstrip(".,;:!?)")) is not None


def _run(text: str, span: Span) -> str:
    """What stands around a stretch up to the next white space."""
    before = text[max(0, span.start - REACH) : span.start].rsplit(None, 1)
    behind = text[span.end : span.end + REACH]
    start = span.start - len(before[-1]) if before and not text[span.start - 1].isspace() else span.start
    return text[start : span.end + len(behind.split(None, 1)[0] if behind and not behind[0].isspace() else "")]


def standing(text: str, word: str) -> Iterator[Span]:
    """Where a word stands by itself."""
    at = text.find(word)
    while at >= 0:
        end = at + len(word)
        if is_word(text, at, end):
            yield Span(at, end)
        at = text.find(word, end)


def is_first(text: str, start: int) -> bool:
    """Whether a sentence, a line or a quotation begins at ``start``."""
    return _OPENING.search(text[max(0, start - REACH) : start]) is not None


def stands_small(text: str, word: str) -> bool:
    """Whether a word stands somewhere without a capital, as a word and not in an address."""
    return any(not in_address(text, span) for span in standing(text, word.lower()))
