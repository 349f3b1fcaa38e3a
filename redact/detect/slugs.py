"""Names in addresses: "marieke-quistenburg" in a link to a page about her, "foto_jan_de_vries.jpg" in a picture's.

Only in asides, where links' targets stand: in prose, words with a dash between them are words. A slug is a name when it
begins with a first name and has one to three words more, or when such a name ends it. Names of files stand in prose as
well ("see chantal_locker.pdf"), and tell who sent them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from ..cues import cues
from ..draft import DetailType, Lang, Span
from .match import Match
from .tagger import PARTICLES
from .wordlists import WordLists, word_lists

SCORE = 0.8
"""A first name and another word: "bloem-en-plant" begins with one too, so it is less sure than a name in prose."""
MIN_SURNAME = 4
"""Letters of the word after a first name: "jan-21" and "rose-bar" are hardly anybody."""

_SLUG = re.compile(r"(?<![^\W_])[^\W\d_]+(?:(?:[-_+]|%20)[^\W\d_]+){1,5}(?![^\W_])")
_WORD = re.compile(r"[^\W\d_]+")
_ENDING = re.compile(rf"\.(?:{cues(__package__, 'slugs').any_of('files')})(?!\w)", re.IGNORECASE)
_STEM = re.compile(r"(?<![\w@.+-])\w[\w.+-]*\Z")
_LONGEST = 60
"""Characters of a file's name."""
_SHORTEST = 3
"""Letters of a part of one that is somebody's name elsewhere in the text."""


def slugs(text: str, lang: Lang, asides: Sequence[Span], stays: Iterable[str] = ()) -> Iterator[Match]:
    """The names in slugs within ``asides``, but those of ``stays``: names that stay where they are written out."""
    public = {tuple(_words(name)) for name in stays if " " in name}
    for aside in asides:
        for slug in _SLUG.finditer(text, aside.start, aside.end):
            if "@" not in text[max(aside.start, slug.start() - 1) : slug.end() + 1]:
                yield from (m for m in _name(slug, lang) if tuple(_words(m.span.of(text))) not in public)


def files(text: str, lang: Lang, gone: Iterable[str], stays: Iterable[str]) -> Iterator[Match]:
    """The names of files in ``text`` that a word of the names ``gone`` is in, or a first name and more."""
    ends = list(_ENDING.finditer(text))
    if not ends:
        return
    lists = word_lists(lang)
    public = {word for name in stays for word in _words(name)}
    private = {word for name in gone for word in _words(name) if len(word) >= _SHORTEST} - public - lists.function
    for end in ends:
        stem = _STEM.search(text, max(0, end.start() - _LONGEST), end.start())
        parts = _words(stem[0]) if stem else []
        first = next((n for n, part in enumerate(parts) if _may_be_first(part, lists)), len(parts))
        begins = len(parts[first + 1 : first + 2]) and parts[first] not in public
        if stem and (begins or not private.isdisjoint(parts)):
            yield Match(Span(*stem.span()), DetailType.NAME, SCORE, "names.slug")


def _may_be_first(part: str, lists: WordLists) -> bool:
    """Whether a part of a file's name is a first name, and no month and no other word that a list knows."""
    known = lists.words.get(part) or part in lists.function
    return len(part) > _SHORTEST and part.capitalize() in lists.first_names and not known


def _words(name: str) -> list[str]:
    return [word.lower() for word in _WORD.findall(name)]


def _name(slug: re.Match[str], lang: Lang) -> Iterator[Match]:
    words = list(_WORD.finditer(slug[0]))
    first_names = word_lists(lang).first_names
    for at, word in enumerate(words[:-1]):
        rest = [each[0].lower() for each in words[at + 1 :]]
        telling = [each for each in rest if each not in PARTICLES]
        own = len(telling) == 1 and len(telling[0]) >= MIN_SURNAME and rest[-1] == telling[0]
        if word[0].capitalize() in first_names and own:
            yield Match(Span(slug.start() + word.start(), slug.end()), DetailType.NAME, SCORE, "names.slug")
            return
