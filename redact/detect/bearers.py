"""Which names in a text are of one bearer, by the words that they share and by who is spoken of.

Called by :mod:`.public`, which decides for a bearer once.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from ..draft import Lang
from .cards import telling
from .offices import holds_office
from .private import title_of
from .tagger import NameUse
from .wordlists import word_lists
from .written import initial_of

_NEXT_SENTENCE = re.compile(r"[^.!?\n]*[.!?][\"'”’]? (?:[\"'“‘])?")
"""What stands between a name and the one that opens the next sentence."""

_DOES = re.compile(r" (?P<verb>[a-zà-ÿ]+)\b")


def bearers(text: str, lang: Lang, names: Sequence[NameUse]) -> list[int]:
    """A number for each mention, the same for mentions of one bearer: those that share a word."""
    joined = list(range(len(names)))
    of_word: dict[str, list[int]] = defaultdict(list)

    def root(at: int) -> int:
        while joined[at] != at:
            at = joined[at]
        return at

    every = _with_lowered(names, [[_as_written_small(word) for word in telling(use.words)] for use in names])
    for at, words in enumerate(every):
        for word in words:
            fits = (other for other in of_word[word] if not _two_of_a_family(every[other], words))
            if (other := next(fits, None)) is not None:
                joined[root(at)] = root(other)
            of_word[word].append(at)
    for whole, initial in _by_initial(text, names):
        joined[root(initial)] = root(whole)
    for official, friend in _on_first_name_terms(text, lang, names, every):
        joined[root(friend)] = root(official)
    return [root(at) for at in range(len(names))]


def _on_first_name_terms(
    text: str, lang: Lang, names: Sequence[NameUse], every: Sequence[Sequence[str]]
) -> Iterator[tuple[int, int]]:
    """Of an official and the first name by which the next sentence goes on: "I told Mayor Bok. Ellen listened".

    Whoever speaks of officials whom they know does that. The surname has no other first name in the text, and the
    first name, which stands there first and acts, no surname; somebody new would be told of with a word of who that is.
    """
    first_names, surnamed = word_lists(lang).first_names, {word for words in every if len(words) > 1 for word in words}
    met = set[str]()
    for n, (official, friend) in enumerate(pairwise(names)):
        met |= {*every[n]}
        if len(every[n]) != 1 or len(every[n + 1]) != 1:
            continue
        (surname,), (first,) = every[n], every[n + 1]
        if first not in first_names or first in met or {surname, first} & surnamed:
            continue
        if surname != first and surname in first_names:
            continue
        between = text[official.span.end : friend.span.start]
        acts = _DOES.match(text, friend.span.end)
        if not _NEXT_SENTENCE.fullmatch(between) or not acts or acts["verb"] in _joins(lang):
            continue
        if holds_office(text, lang, official.span) or title_of(text, lang, official.span):
            yield n, n + 1


def _by_initial(text: str, names: Sequence[NameUse]) -> Iterator[tuple[int, int]]:
    """Of a name whose surname is cut to an initial, and that initial alone: "Kees V." is "V." later."""
    cut: dict[str, int] = {}
    for n, use in enumerate(names):
        letter = initial_of(text, use)
        if letter is None:
            continue
        if telling(use.words):
            cut.setdefault(letter, n)
        elif letter in cut:
            yield cut[letter], n


def _joins(lang: Lang) -> tuple[str, ...]:
    """Words behind a name that go on with another: then two are spoken of."""
    return ("en", "of") if lang is Lang.NL else ("and", "or")


def _with_lowered(names: Sequence[NameUse], every: list[list[str]]) -> list[list[str]]:
    """The telling words of each name; of one in lower case, as notes have it, those that another has with a capital."""
    known = {word for words in every for word in words}
    return [
        words or [large for word in use.words if word.islower() and (large := word.capitalize()) in known]
        for use, words in zip(names, every, strict=True)
    ]


def _as_written_small(word: str) -> str:
    """A word of a headline or a byline as the text has it: ``KHUMALO`` is Khumalo."""
    return word.capitalize() if word.isupper() else word


def _two_of_a_family(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two names in full share the surname alone."""
    return len(one) > 1 and len(other) > 1 and one[0] != other[0] and one[-1] == other[-1]
