"""Whether a text is Dutch or English, by its function words.

The two languages share few of their commonest words, so counting them settles any text of a paragraph or more. A text
in which neither language's words make up a tenth is refused rather than read as the wrong one: a detector that does not
know the language would find nothing, and nothing found reads as good news.
"""

from __future__ import annotations

import re

from ..errors import InputError
from .cues import cues
from .draft import Lang

_WORDS = {lang: frozenset(cues(__package__, "language").words(lang)) for lang in Lang}
SPOKEN_IN = {
    Lang.NL: frozenset({"NL", "BE"}),
    Lang.EN: frozenset({"GB", "IE", "US", "AU", "NZ", "CA", "ZA", "IN"}),
}
"""Countries (ISO 3166 alpha-2) that a draft in each language may be at home in: there, nothing can be called abroad."""

LEAST_SHARE = 0.10
"""Least share of words that must be function words of a language; running prose has a third or more."""

_WORD = re.compile(r"[^\W\d_]+")
_SAMPLE = 50_000
"""Characters looked at; more does not make it surer."""


class UnknownLanguageError(InputError):
    """The text is in neither of the languages that Bronwacht reads."""


def language_of(text: str) -> Lang:
    """Return the language of ``text``; raises :class:`UnknownLanguageError` when it is neither."""
    words = [word.lower() for word in _WORD.findall(text[:_SAMPLE])]
    counts = {lang: sum(word in known for word in words) for lang, known in _WORDS.items()}
    best = max(counts, key=lambda lang: counts[lang])
    if not words or counts[best] < LEAST_SHARE * len(words):
        raise UnknownLanguageError("the text is neither Dutch nor English as far as can be told; say which with --lang")
    return best
