"""The letters that number the lines of a list: "d. The prayer scene" names nobody called D.

Called by :mod:`.public`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from string import ascii_lowercase

from ..draft import Lang, Span
from .tagger import NameUse
from .wordlists import word_lists

_ALPHABET = ascii_lowercase + "."
_INITIAL = re.compile(r"[A-Za-z](?![A-Za-z])")
_LETTER = re.compile(r"^[ \t>*_(]*(?P<letter>[A-Za-z])[.)]{1,2}[ \t]+", re.MULTILINE)


def numbering(text: str) -> tuple[Span, ...]:
    """Those letters, with the blanks behind them.

    They go through the alphabet from its beginning, two at least, each once: "S. and T. saw it" may be told of in two
    lines, and a letter that returns is a speaker's.
    """
    found = list(_LETTER.finditer(text))
    run: list[re.Match[str]] = []
    for mark in found:
        if mark["letter"].lower() == _ALPHABET[len(run)]:
            run.append(mark)
    once = len({mark["letter"].lower() for mark in found}) == len(found)
    return tuple(Span(mark.start("letter"), mark.end()) for mark in run) if once and len(run) > 1 else ()


def without_numbering(text: str, lang: Lang, names: Sequence[NameUse]) -> Iterator[NameUse]:
    """``names`` without such letters; one that has no other word than "the" or "while" behind it is none."""
    letters = numbering(text) if names else ()
    for use in names:
        mark = next((mark for mark in letters if mark.overlaps(use.span)), None)
        if mark is None:
            yield use
        elif mark.end < use.span.end:
            rest = Span(mark.end, use.span.end)
            words = tuple(word for word in use.words if word in rest.of(text).split())
            if not _says_nothing(lang, words):
                yield replace(use, span=rest, words=words)


def is_numbering(text: str, lang: Lang, span: Span) -> bool:
    """Whether all of a find is such a letter, and words such as "the" and "while" behind it."""
    if _INITIAL.match(text, span.start, span.end) is None:
        return False
    mark = next((mark for mark in numbering(text) if mark.overlaps(span)), None)
    return mark is not None and _says_nothing(lang, text[mark.end : span.end].split())


def _says_nothing(lang: Lang, words: Sequence[str]) -> bool:
    small = word_lists(lang).function
    return all(word.lower() in small for word in words)
