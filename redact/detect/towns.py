"""Towns, seen as what they are: of several words as one, and where somebody is from or lives, whichever as any other.

The tagger learned what a town is from those of the corpus, most of one word: of others it saw "Den" and left "Haag",
and took "in Delft" for the university that it had read of. What is asked is who lives in a town, not which town it is.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from ..draft import Lang, Span
from .grammar.places import HOME, towns
from .tokens import tokenize
from .wordlists import word_lists
from .words import STRAIGHT

HERE: Mapping[Lang, str] = {Lang.NL: "Zutphen", Lang.EN: "Leeds"}
ELSEWHERE = "Barcelona"
"""What a town of several words, or one behind a preposition of place, is seen as, at home and abroad."""

LARGE = 100_000
"""Inhabitants from which a town that begins as a first name ("Milton Keynes") is meant before somebody of that name."""

_ARTICLES = frozenset("de het le la el the".split())
_OF_THE = re.compile(r"'s-[A-Z][a-z]+")
"""'s-Gravenhage, 's-Heerenhoek: who writes so means a place, in whatever list it is or not."""
_BEFORE = frozenset(
    "in uit naar bij van vanuit te tot door voor rond rondom buiten from near to of at around outside".split()
)
"""What stands before a town whose name begins with an article; a surname begins so too ("De Haan")."""


_PLACING = frozenset("in uit naar vanuit te rond rondom buiten nabij from near to at around outside".split())
"""Prepositions of place; not those that surnames begin with ("van Delft")."""


def joined(text: str, spans: Sequence[Span], lang: Lang) -> list[Span]:
    """The tokens of ``text`` with those of a town made one."""
    known, found, at = _known(lang), list[Span](), 0
    while at < len(spans):
        span, first = spans[at], _plain(spans[at], text)
        if first in known or first == "'":
            last = next((at + n for n in _lengths(text, spans, at, known.get(first, {}))), at)
            span, at = Span(span.start, spans[last].end), last
        found.append(span)
        at += 1
    return found


def seen_as(word: str, lang: Lang) -> str:
    """The word that the tagger sees for a token: another only for a town of several words."""
    if word.isalpha():
        return word
    name = " ".join(word.translate(STRAIGHT).split())
    return HERE[lang] if _OF_THE.fullmatch(name) else _stand_ins(lang).get(name.lower(), word)


def _lengths(
    text: str, spans: Sequence[Span], at: int, known: Mapping[str, Sequence[tuple[str, ...]]]
) -> Iterator[int]:
    """How many tokens behind the one ``at`` belong to a town that begins there, the longest first."""
    if at + 1 == len(spans):
        return
    first = spans[at].of(text).translate(STRAIGHT)
    if first == "'" and _OF_THE.fullmatch(first + spans[at + 1].of(text)):
        yield 1
    for parts in known.get(_plain(spans[at + 1], text), ()):
        own = spans[at : at + len(parts)]
        if tuple(_plain(span, text) for span in own) != parts or not _is_written(first, own[-1].of(text)):
            continue
        if first.lower() not in _ARTICLES or (at > 0 and spans[at - 1].of(text).lower() in _BEFORE):
            yield len(parts) - 1


def _plain(span: Span, text: str) -> str:
    """A token in lower case, with straight apostrophes."""
    word = span.of(text)
    return (word if word.isalpha() else word.translate(STRAIGHT)).lower()


def _is_written(first: str, last: str) -> bool:
    """Whether a town's first and last words have their capitals; "'s-Hertogenbosch" has one behind a hyphen."""
    return any(map(str.isupper, last)) if first == "'" else first[0].isupper() and last[0].isupper()


def seen_in(words: Sequence[str], lang: Lang) -> Sequence[str]:
    """The words of a text as the tagger sees them: a town behind a preposition of place is an ordinary town."""
    ordinary, found = _single(lang), list(words)
    for at in range(1, len(words)):
        if words[at] in ordinary and words[at - 1].lower() in _PLACING:
            found[at] = ordinary[words[at]]
    return found


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
    """By its first and second token, the tokens of each town, the longest first."""
    found: dict[str, dict[str, list[tuple[str, ...]]]] = defaultdict(lambda: defaultdict(list))
    for name in sorted(_stand_ins(lang), key=lambda name: -len(tokenize(name, lang))):
        parts = tuple(span.of(name) for span in tokenize(name, lang))
        found[parts[0]][parts[1]].append(parts)
    return {first: dict(by_second) for first, by_second in found.items()}
