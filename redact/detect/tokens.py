"""Cutting a text into the tokens that the tagger reads.

A word keeps its inner hyphens, apostrophes, and points ("31-jarige", "o'clock", "a.m."), so that a mark rarely begins
inside a token; an English possessive stands apart, because a marked name ends before it.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from ..draft import Lang, Span
from .grammar.cutting import cut

_LETTERS = r"\w[\w\u0300-\u036f]*"
"""Letters and figures, with the accents that some systems write as characters of their own."""

_WORD = rf"{_LETTERS}(?:[-'’.]{_LETTERS})*"
_POSSESSIVE = rf"{_LETTERS}(?:[-.]{_LETTERS}|['’](?!s\b){_LETTERS})*|['’]s\b"
_TOKEN = {
    Lang.NL: re.compile(rf"({_WORD}|[^\w\s])"),
    Lang.EN: re.compile(rf"({_POSSESSIVE}|[^\w\s])"),
}


class Tokens(NamedTuple):
    """The tokens of a text in order: their words, and where each starts and ends."""

    words: list[str]
    starts: list[int]
    ends: list[int]


def cut_into(text: str, lang: Lang) -> Tokens:
    """All tokens of ``text``: none goes on over a line's end."""
    return Tokens(*cut(_TOKEN[lang], text, lower=False))


def tokenize(text: str, lang: Lang) -> list[Span]:
    """The tokens of ``text``, in order."""
    return [Span(*found.span()) for found in _TOKEN[lang].finditer(text)]
