"""Text as the eye reads it: without case, accents, invisible characters, or letters that only look like others.

Two views of a text, both of which know where each piece came from: a *stream* of folded characters that keeps
punctuation, and the *words* in it. Used by the search for what is known of a source.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache

from .words import word_list

_ACCENTS = frozenset({"Mn", "Me"})
_DROPPED = _ACCENTS | {"Cf"}
"""Categories that take no room of their own: accents, zero-width and directional characters, soft hyphens."""

_LETTERS = {"æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "þ": "th", "ı": "i", "ŋ": "n", "ħ": "h"}
_SPELT_OUT = {"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa", "æ": "ae"}
"""How a letter is written where there is none on the keyboard."""

_APOSTROPHES, _HYPHENS = "'’‘ʼ`´′＇", "-‐‑‒–­"
_DIGITS_FOR_LETTERS = ("013457", "oleast"), ("013457", "oieast")
_SHAPES = (("rn", "m"), ("vv", "w"), ("cl", "d"))
"""Pairs of letters that look like one."""

_HYPHENATED = re.compile(r"(?<=\w)[-‐\u00ad]\r?\n[ \t]*(?=\w)")
"""A word that was broken at the end of a line."""

MAX_WORD = 64
"""Letters of a word; a longer run is no name, and its spellings would take time."""


@dataclass(frozen=True)
class Stream:
    """Folded characters, where in the text each came from, and where that ends, accents that follow included."""

    text: str
    offsets: tuple[int, ...]
    ends: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where in the text the stretch of the stream from ``start`` to ``end`` (exclusive) stands."""
        return self.offsets[start], self.ends[end - 1]


@dataclass(frozen=True)
class Word:
    """A run of letters and digits, an apostrophe within included; ``forms`` are the spellings it can stand for."""

    start: int
    end: int
    forms: frozenset[str]
    capital: bool

    @property
    def letter(self) -> str:
        """The single letter that the word is; empty for any other word."""
        return next((form for form in self.forms if len(form) == 1 and len(self.forms) == 1), "")


def fold(text: str) -> Stream:
    """Fold every character; the stream keeps punctuation and white space."""
    broken = {offset for match in _HYPHENATED.finditer(text) for offset in range(*match.span())}
    chars: list[str] = []
    offsets: list[int] = []
    ends: list[int] = []
    for offset, char in enumerate(text):
        if offset in broken:
            continue
        folded = _fold_char(char)
        chars.append(folded)
        offsets.extend([offset] * len(folded))
        ends.extend([offset + 1] * len(folded))
        if not folded and ends and unicodedata.category(char) in _ACCENTS:
            ends[-1] = offset + 1
    return Stream("".join(chars), tuple(offsets), tuple(ends))


def split_words(text: str, stream: Stream | None = None) -> tuple[Word, ...]:
    """The words of ``text`` in their order, with offsets into it; ``stream`` is the text folded, if it is at hand."""
    stream = stream or fold(text)
    return tuple(
        _word(text, *stream.span(*match.span()), match[0])
        for match in re.finditer(r"[^\W_]+(?:'[^\W_]+)*", stream.text)
    )


def key(form: str) -> str:
    """What two spellings of a name have in common: Dutch writes the same sound as y and as ij."""
    return form.replace("'", "").replace("ij", "y")


def _word(text: str, start: int, end: int, folded: str) -> Word:
    original = text[start:end]
    return Word(start, end, _forms(original, folded), original[:1].isupper())


@lru_cache(maxsize=1 << 16)
def _forms(original: str, folded: str) -> frozenset[str]:
    forms = {folded, folded.removesuffix("'s")}
    if len(folded) > MAX_WORD:
        return frozenset({key(folded)})
    lower = unicodedata.normalize("NFC", original).lower()
    if any(char in lower for char in _SPELT_OUT):
        forms.add(fold("".join(_SPELT_OUT.get(char, char) for char in lower)).text)
    if not folded.isalpha() and not folded.isdigit():
        forms |= {folded.translate(str.maketrans(*pair)) for pair in _DIGITS_FOR_LETTERS}
    # A capital I within a word of small letters is likelier an l.
    if re.search(r"[a-z]I", original):
        forms.add(fold(re.sub(r"(?<=[a-z])I", "l", original)).text)
    forms |= {form.replace(*shape) for form in tuple(forms) for shape in _SHAPES if shape[0] in form}
    return frozenset(spelling for form in forms for spelling in (form.replace("'", ""), key(form)))


@lru_cache(maxsize=1 << 12)
def _fold_char(char: str) -> str:
    if char in _APOSTROPHES:
        return "'"
    if unicodedata.category(char) in _DROPPED:
        return ""
    if char in _HYPHENS:
        return "-"
    if char in _lookalikes():
        return _lookalikes()[char]
    decomposed = unicodedata.normalize("NFKD", char).casefold()
    letters = "".join(_LETTERS.get(part, _lookalikes().get(part, part)) for part in decomposed)
    return "".join(part for part in letters if unicodedata.category(part) not in _DROPPED)


@cache
def _lookalikes() -> dict[str, str]:
    rows = [line.split(" ") for line in word_list("lookalikes")]
    return {char: latin for latin, chars in rows for char in chars}


@cache
def vocabulary(name: str) -> frozenset[str]:
    """The words of one of our lists, several a line, as keys."""
    return frozenset(key(word) for line in word_list(name) for word in line.split())
