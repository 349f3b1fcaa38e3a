"""Every other place of a name, with a capital or typed without one.

Called by :mod:`.public`. Whoever goes at one place must go at all. Chats and notes have names in lower case, which no
list of a newspaper's names shows and the tagger half believes: there they are looked for by what they are elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from ..draft import Lang, Span
from .lines import kind_of_draft, layout, turns
from .match import Match
from .tagger import NAMED, NameUse
from .wordlists import word_lists

_SHORTEST, _SHORTEST_SEEN = 4, 3
"""Letters of a word in lower case by which a name is looked for, and of one that the tagger saw as a name."""


def is_lowered(word: str, lang: Lang) -> bool:
    """Whether a word is a first name without its capital, as notes have it: at every other place it is one, too."""
    return len(word) >= _SHORTEST and word.islower() and word.capitalize() in word_lists(lang).first_names


def typed_small(text: str, lang: Lang, gone: Iterable[Span], told: Iterable[Match]) -> Iterator[str]:
    """The names in lower case among ``gone``, and those that the text gives as names (``told``), to be looked for.

    What somebody is told to be called is looked for whatever word it is, in text that is typed so.
    """
    lists = word_lists(lang)
    for words in (span.of(text) for span in gone):
        if words.islower() and " " in words and any(lists.is_name(word.capitalize()) for word in words.split()):
            yield words
        if is_lowered(words, lang):
            yield words
    for words in {match.span.of(text) for match in told}:
        if words.islower():
            yield words
            yield from (word for word in words.split() if len(word) >= _SHORTEST and word not in lists.function)


def small_names(text: str, lang: Lang, staying: Sequence[NameUse]) -> list[NameUse]:
    """Those of ``staying`` that go: a first name alone and in lower case, in a chat or in notes, and no speaker's.

    Of the 31 such names in the corpus' training drafts 29 are to be protected: whoever is public has a surname there.
    """
    if not any(use.span.of(text).islower() for use in staying):
        return []
    first_names, small = word_lists(lang).first_names, word_lists(lang).function
    found = [
        use
        for use in staying
        if len(word := use.span.of(text)) >= _SHORTEST_SEEN
        and word.islower()
        and word.capitalize() in first_names
        and word not in small
        and use.public + use.protected >= NAMED
    ]
    if not found or not _is_typed(text):
        return []
    whole = {word.lower() for use in staying if len(use.words) > 1 for word in use.words}
    typed = {word for use in found if (word := use.span.of(text)) not in whole and word.capitalize() not in text}
    typed = {word for word in typed if not _speaks(text, word)}
    return [use for use in found if use.span.of(text) in typed]


def _speaks(text: str, word: str) -> bool:
    """Whether a word, or an account that begins with it, is the label of what somebody says or writes: "toni.b"."""
    return (
        re.search(rf"^[ \t>*_-]*{re.escape(word)}[\w.]*[*_]{{0,2}}(?:[:>]| \d{{1,2}}[.:]\d\d)", text, re.MULTILINE)
        is not None
    )


def _is_typed(text: str) -> bool:
    """Whether a text is a conversation or notes."""
    lines = [line for line in text.split("\n") if line.strip()]
    return kind_of_draft(turns(lines), [layout(line) for line in lines]) > 0


def places_of(text: str, words: Iterable[str], seen: Sequence[Span]) -> list[Span]:
    """Every place of the words of names, but those that are ``seen``."""
    taken = bytearray(len(text))
    for span in seen:
        taken[span.start : span.end] = b"\1" * (span.end - span.start)
    found, end = list[Span](), 0
    for place in sorted((place for word in words for place in whole_words(text, word)), key=_longest_first):
        if place.start >= end:
            end = place.end
            if not any(taken[place.start : place.end]):
                found.append(place)
    return found


def _longest_first(span: Span) -> tuple[int, int]:
    return span.start, -span.end


def whole_words(text: str, word: str) -> Iterator[Span]:
    """Every place of a word; one by one, for a pattern of hundreds of names takes longer to make than to look."""
    at = text.find(word)
    while at >= 0:
        end = at + len(word)
        if not (at and _is_of_word(text[at - 1])) and not (end < len(text) and _is_of_word(text[end])):
            yield Span(at, end)
        at = text.find(word, at + 1)


def _is_of_word(char: str) -> bool:
    return char.isalnum() or char == "_"
