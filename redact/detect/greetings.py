"""Salutations: the word that greets belongs to no name, and is no quotation.

The tagger takes "Lieve Marijke," and "Dearest Margaret," for names of two words; what goes of them is the second, so
that the message still reads as one. Called by :mod:`.public` and :mod:`.fragments`.
"""

from __future__ import annotations

import re
from dataclasses import replace

from ..cues import cues
from ..draft import Lang, Span
from .tagger import NameUse
from .wordlists import word_lists

_CUES = cues(__package__, "greetings")
GREETS = f"(?:{_CUES.any_of('greets')})"
"""An expression for what opens a message."""

_OPENS = re.compile(rf"(?:(?P<greets>{GREETS})|{_CUES.any_of('bids')})[ \t]+(?=[^\W\d_])", re.IGNORECASE)
_BEGINNING = re.compile(r"(?:\A|\n|[\"'“”„‘’«:][ \t]*|[.!?][ \t]+)[ \t>*_]*\Z")
"""What stands before a message's first word."""
_BEHIND = re.compile(r"[ \t]*[,!:\n]|\Z")
_ONLY = re.compile(rf"\W*{GREETS}\W*", re.IGNORECASE)
_REACH = 20
_FONDLY = re.compile(r"[\"'“”„‘«] ?(?:lieve|liefste|dearest|darling)[ \t]+\Z", re.IGNORECASE)


def without_greeting(text: str, lang: Lang, use: NameUse) -> NameUse:
    """A name without the word that greets its bearer.

    "Lieve" is a name, too: a greeting opens a message, and behind it stands a first name or, behind the whole, the
    mark with which a greeting ends.
    """
    opening = _OPENS.match(text, use.span.start, use.span.end)
    if opening is None or not _BEGINNING.search(text[max(0, use.span.start - _REACH) : use.span.start]):
        return use
    span = Span(opening.end(), use.span.end)
    words = use.words[len((opening["greets"] or "one").split()) :]
    known = bool(words) and words[0] in word_lists(lang).first_names
    ends = opening["greets"] is not None and _BEHIND.match(text, span.end)
    return replace(use, span=span, words=words) if words and (known or ends) else use


def is_fondly_greeted(text: str, use: NameUse) -> bool:
    """Whether a quoted message opens with a first name as those write who know each other: "“Lieve Marijke, …"."""
    return len(use.words) == 1 and _FONDLY.search(text, max(0, use.span.start - _REACH), use.span.start) is not None


def is_greeting(stretch: str) -> bool:
    """Whether a stretch is a word that greets and nothing more."""
    return _ONLY.fullmatch(stretch) is not None
