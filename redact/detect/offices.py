"""Whether an office stands beside a name.

Called by :mod:`.public` and :mod:`.bystanders`. Whoever signs a letter for the press is like one who holds an office.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from ..draft import Lang, Span
from .wordlists import COMPOUND, INFLECTED, WordLists, word_lists

_BEFORE, _AFTER = 45, 45
"""Characters beside a name in which an office is looked for."""

_WORDS_BEFORE, _WORDS_AFTER = 4, 5
_WORD = re.compile(r"[\w'’-]+")
_STOP = re.compile(r"\w{4}[.!?][\"'”’]?\s|\n")
"""Where a sentence ends; after a short word the point may be an abbreviation's."""

_DIRECTLY = re.compile(
    r"(?P<words>(?:[\w'’-]+ ){0,2}[\w'’-]+),? (?:(?:mr|dr|prof|ir|ds|drs|mrs|ms)\.? )?\Z", re.IGNORECASE
)
_APPOSED = re.compile(r",? \(?(?P<words>[\w'’ -]+)")
_APPOSED_WORDS = 4


_SHORTEST_HEAD = 7
"""Letters of a Dutch word of the list from which it also stands for the compounds that end in it."""

_ALONE = " \t*_,"
"""What may stand beside a name that is alone on its line."""

_TITLE = "Ms"
"""No MS, who sits in the parliament of Wales."""


def office_beside(text: str, lang: Lang, span: Span) -> bool:
    """Whether a word of an office, or of a spokesperson, stands near a name and in its sentence."""
    before = _WORD.findall(_STOP.split(text[max(0, span.start - _BEFORE) : span.start])[-1])[-_WORDS_BEFORE:]
    after = _WORD.findall(_STOP.split(text[span.end : span.end + _AFTER])[0])[:_WORDS_AFTER]
    lists = word_lists(lang)
    return any(classes_of(word, lists) & {"office", "spokes"} for word in (*before, *after))


def behind_office(text: str, lang: Lang, span: Span) -> bool:
    """Whether a name stands directly behind an office that is no title or work of anybody's: "the mayor, Sanne Bok"."""
    lists = word_lists(lang)
    words = _before(text, span)
    return _named_by(words, lists) and words[-1].lower() not in lists.apart["everyday"]


def holds_office(text: str, lang: Lang, span: Span) -> bool:
    """Whether a name stands directly behind an office, or one is told of its bearer behind it."""
    lists = word_lists(lang)
    after = _APPOSED.match(_STOP.split(text[span.end : span.end + _AFTER])[0])
    words = after["words"].split()[:_APPOSED_WORDS] if after else []
    return _named_by(_before(text, span), lists) or any(is_office(word, lists) for word in words)


def signs_for_press(text: str, lang: Lang, span: Span) -> bool:
    """Whether a name stands alone on a line, and below it that its bearer is of the press: who asks is no source."""
    start, end = text.rfind("\n", 0, span.start) + 1, text.find("\n", span.end)
    if end < 0 or text[start : span.start].strip(_ALONE) or text[span.end : end].strip(_ALONE):
        return False
    below = text[end:].split("\n", 3)[1:3]
    press = word_lists(lang).apart["press"]
    return any(word.lower() in press for line in below for word in _WORD.findall(line))


def _before(text: str, span: Span) -> list[str]:
    found = _DIRECTLY.search(text[max(0, span.start - _BEFORE) : span.start])
    return found["words"].split() if found else []


def _named_by(words: Sequence[str], lists: WordLists) -> bool:
    return any(is_office("_".join(words[n:]), lists) for n in range(len(words)))


def is_office(word: str, lists: WordLists) -> bool:
    """Whether a word, or a phrase with ``_`` for its blanks, is that of an office."""
    phrase = tuple(word.lower().split("_"))
    if len(phrase) > 1:
        return (phrase, "office") in lists.phrases.get(phrase[0], ()) or word.lower() in lists.apart["official"]
    return word != _TITLE and ("office" in classes_of(word, lists) or _is_official(word.lower(), lists))


def _is_official(word: str, lists: WordLists) -> bool:
    heads = (word[at:] for at in range(1, len(word) - _SHORTEST_HEAD + 1)) if lists.lang is Lang.NL else ()
    return word in lists.apart["official"] or any(head in lists.apart["official"] for head in heads)


def classes_of(word: str, lists: WordLists) -> frozenset[str]:
    """The classes of a word, whether it is on the list itself or by its ending."""
    return _classes(word, lists.lang)


@lru_cache(maxsize=16384)
def _classes(word: str, lang: Lang) -> frozenset[str]:
    return frozenset(kind.rstrip(INFLECTED + COMPOUND) for kind in word_lists(lang).classes(word, word.lower()))
