"""How the tagger is shown towns: one of several words as a single token, and a person's home town as any other town.

The tagger learned towns from the corpus, where most have one word: of "Den Haag" it marked "Den" alone, and it took
"in Delft" for the university there, of which it had read. For a detail it matters that somebody lives in a town, not in
which town, so a town behind a preposition of place is shown to it as :data:`HERE` or :data:`ELSEWHERE`.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from ..cues import cues
from ..draft import Lang
from .grammar.places import HOME, towns
from .tokens import Tokens, tokenize
from .wordlists import word_lists
from .words import STRAIGHT

HERE: Mapping[Lang, str] = {Lang.NL: "Zutphen", Lang.EN: "Leeds"}
ELSEWHERE = "Barcelona"
"""What a town of several words, or one behind a preposition of place, is seen as, at home and abroad."""

LARGE = 100_000
"""Inhabitants from which a town that begins as a first name ("Milton Keynes") is meant before somebody of that name."""

_APOSTROPHES = frozenset("'’‘")
_CUES = cues(__package__, "towns")
_ARTICLES, _BEFORE, _PLACING = (frozenset(_CUES.words(name)) for name in ("articles", "before", "placing"))
_OF_THE = re.compile(r"'s-[A-Z][a-z]+")
"""'s-Gravenhage, 's-Heerenhoek: who writes so means a place, in whatever list it is or not."""


def may_begin(word: str, lang: Lang) -> bool:
    """Whether a town of several words begins with this one."""
    return word in _APOSTROPHES or word.lower() in _known(lang)


def joined(text: str, tokens: Tokens, lines: Sequence[int], begins: Iterable[int], lang: Lang) -> Tokens:
    """The tokens of ``text`` with those of a town made one; none goes on from one of the ``lines`` into the next.

    ``begins`` are the tokens that may begin one.
    """
    known, words = _known(lang), tokens.words
    towns, last = list[tuple[int, int]](), -1
    for at in begins:
        if at > last and at + 1 < len(words):
            line = bisect_right(lines, tokens.starts[at])
            begin = bisect_left(tokens.starts, lines[line - 1]) if line else 0
            end = bisect_left(tokens.starts, lines[line]) if line < len(lines) else len(words)
            more = next(_lengths(words, at, (begin, end), known.get(words[at].lower(), {})), 0)
            if more:
                last = at + more
                towns.append((at, last))
    return _as_one(text, tokens, towns) if towns else tokens


def _as_one(text: str, tokens: Tokens, towns: Iterable[tuple[int, int]]) -> Tokens:
    """``tokens`` with the first to the last of each town as one."""
    words, starts, ends = list(tokens.words), list(tokens.starts), list(tokens.ends)
    for first, last in sorted(towns, reverse=True):
        words[first : last + 1] = [text[starts[first] : ends[last]]]
        del starts[first + 1 : last + 1], ends[first:last]
    return Tokens(words, starts, ends)


def seen_as(word: str, lang: Lang) -> str:
    """The word that the tagger sees for a token: another only for a town of several words."""
    if word.isalpha():
        return word
    name = " ".join(word.translate(STRAIGHT).split())
    return HERE[lang] if _OF_THE.fullmatch(name) else _stand_ins(lang).get(name.lower(), word)


def _lengths(
    words: Sequence[str], at: int, line: tuple[int, int], known: Mapping[str, Sequence[tuple[str, ...]]]
) -> Iterator[int]:
    """How many words of a ``line`` behind the one ``at`` belong to a town that begins there, the longest first."""
    begin, end = line
    if at + 1 == end:
        return
    first = words[at].translate(STRAIGHT)
    if first == "'" and _OF_THE.fullmatch(first + words[at + 1]):
        yield 1
    for parts in known.get(_plain(words[at + 1]), ()):
        own = words[at : min(end, at + len(parts))]
        if tuple(map(_plain, own)) != parts or not _is_written(first, own[-1]):
            continue
        if first.lower() not in _ARTICLES or (at > begin and words[at - 1].lower() in _BEFORE):
            yield len(parts) - 1


def _plain(word: str) -> str:
    """A token in lower case, with straight apostrophes."""
    return (word if word.isalpha() else word.translate(STRAIGHT)).lower()


def _is_written(first: str, last: str) -> bool:
    """Whether a town's first and last words have their capitals; "'s-Hertogenbosch" has one behind a hyphen."""
    return any(map(str.isupper, last)) if first == "'" else first[0].isupper() and last[0].isupper()


def is_ordinary(word: str, lang: Lang) -> bool:
    """Whether the word is a town that is seen as an ordinary one behind a preposition of place."""
    return word in _single(lang)


def seen_in(words: Sequence[str], ordinary: Iterable[int], lang: Lang) -> dict[int, str]:
    """What the tagger sees in place of some of the ``words``, of which these are ordinary towns."""
    return {at: _single(lang)[words[at]] for at in ordinary if at and words[at - 1].lower() in _PLACING}


@lru_cache(maxsize=len(Lang))
def _every(lang: Lang) -> tuple[tuple[str, str, int], ...]:
    return tuple(towns(lang))


@lru_cache(maxsize=len(Lang))
def _single(lang: Lang) -> Mapping[str, str]:
    """Towns of one word that are no first name, as they are written, with what they are seen as; abroad large ones."""
    lists = word_lists(lang)
    return {
        name.capitalize(): HERE[lang] if country in HOME[lang] else ELSEWHERE
        for name, country, people in _every(lang)
        if name.isalpha() and (country in HOME[lang] or people >= LARGE)
        if name.capitalize() not in lists.first_names and name not in lists.function
    }


@lru_cache(maxsize=len(Lang))
def _stand_ins(lang: Lang) -> Mapping[str, str]:
    """For each town of several tokens the word it is seen as."""
    first_names, found = word_lists(lang).first_names, dict[str, str]()
    listed = (" ".join(parts).lower() for every in word_lists(lang).long_towns.values() for parts in every)
    rows = [*((name, HOME[lang][0], LARGE) for name in listed), *_every(lang)]  # the last one of a name counts
    for name, country, people in rows:
        if name.isalpha():
            continue
        tokens = tokenize(name, lang)
        if len(tokens) > 1 and not (people < LARGE and tokens[0].of(name).capitalize() in first_names):
            for spelled in _spellings(name):
                found[spelled] = HERE[lang] if country in HOME[lang] else ELSEWHERE
    return found


def _spellings(name: str) -> tuple[str, ...]:
    """A town's name, and what lists and writers make of its apostrophe: "t harde", "'s hertogenbosch"."""
    if name.startswith("'s-"):
        return name, name.replace("-", " ", 1)
    return (name, f"'{name}") if name.startswith(("t ", "s-")) else (name,)


@lru_cache(maxsize=len(Lang))
def _known(lang: Lang) -> Mapping[str, Mapping[str, Sequence[tuple[str, ...]]]]:
    """By its first and second token, the tokens of each town, the longest first; the first in all its apostrophes."""
    found: dict[str, dict[str, list[tuple[str, ...]]]] = defaultdict(lambda: defaultdict(list))
    for name in sorted(_stand_ins(lang), key=lambda name: -len(tokenize(name, lang))):
        parts = tuple(span.of(name) for span in tokenize(name, lang))
        for first in {parts[0], *(parts[0].replace("'", mark) for mark in _APOSTROPHES)}:
            found[first][parts[1]].append(parts)
    return {first: dict(by_second) for first, by_second in found.items()}
