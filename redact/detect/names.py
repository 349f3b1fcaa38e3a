"""The whole of a name: from the words that the tagger is sure of to all that belongs to it.

A name that goes must go whole: an initial or a surname's last part left standing tells who it was. A title goes along,
because it cannot stand without its name.
"""

from __future__ import annotations

import re
from functools import cache

from ..cues import cues
from ..draft import Lang, Span
from .wordlists import word_lists

_PARTICLE = r"(?:[vV]an|[vV]on|[dD]e|[dD]er|[dD]en|[tT]er|[tT]en|[dD]u|Da|Dos|Ó|Ní|Mac|[eE]l|[aA]l|[bB]in)"
_NAME_WORD = r"[A-ZÀ-ÖØ-Þ][\w’'-]*"
_CUES = cues(__package__, "names")
_KIN = frozenset(_CUES.words("kin"))
_TITLE = f"(?:{_CUES.any_opening('titles')}|{_CUES.any_of('written')})"
_BEFORE = re.compile(
    rf"(?:\b{_TITLE}\s)?(?:(?<=[\w,;]\s)\b{_NAME_WORD}[^\S\n]|(?:\b[A-ZÀ-ÖØ-Þ]\.[ -]?)+)?"
    rf"(?:\b{_PARTICLE}\s+){{0,2}}\Z"
)
_AFTER = re.compile(
    rf"(?:\s+{_PARTICLE}){{1,2}}\s+{_NAME_WORD}|[ ]{_NAME_WORD}(?![\w’'-]|\.\w)"
    r"|[ ](?:[A-ZÀ-ÖØ-Þ]\.-?)+|(?:-[A-ZÀ-ÖØ-Þ]\.)+|\.(?:-?[A-ZÀ-ÖØ-Þ]\.)+"
)
_OPENS = re.compile(r"\s+(?:He|She|They|It|We|I|Hij|Zij|Ze|Wij|Ik|Het)\b(?!['’-])")
"""Words that open the next sentence after the point of an initial: "Witness H. She". "De" may begin a last name."""
_REACH = 40
"""Characters before a name in which its title, initials and particles are looked for."""

_LONE_INITIAL = re.compile(r"(?:^|[\s.-])[^\W\d_]$")
"""Small too: notes are typed without capitals."""


def _is_of(before: str, name: str) -> bool:
    """Whether small words before a first name are no part of it: "de moeder van", "de broer van"."""
    words = before.split()
    kin = all(word in _KIN for word in words[:-1])
    return bool(words) and kin and words[-1] == "van" and name.split()[0] in _first_names()


@cache
def _first_names() -> frozenset[str]:
    return word_lists(Lang.NL).first_names


def whole(text: str, span: Span) -> Span:
    """``span`` with the title, first name, initials and particles before it, and initials or a last name after it."""
    start, end = span.start, span.end
    before = _BEFORE.search(text[max(0, start - _REACH) : start])
    if before and not _is_of(before[0], span.of(text)):
        start -= len(before[0])
    opens = text[end - 1 : end] == "." and _OPENS.match(text, end)
    if not opens and (after := _AFTER.match(text, end)):
        end = after.end()
    if text[end : end + 1] == "." and _LONE_INITIAL.search(text, start, end):
        end += 1
    return Span(start, end)
