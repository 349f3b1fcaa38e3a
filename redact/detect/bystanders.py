"""Names of people in private life, by the words beside them: "her neighbour Kees", "a Mrs Dean".

Called by :mod:`.public`. The tagger judges by the name, and takes whoever is called in full for public: a baker whose
name is in the paper, a namesake of the mayor. What a person is to another, a trade without an office, and the article
of somebody whom nobody knows, say otherwise. Whoever holds an office stays, whatever else is told of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TypeVar

from ..draft import Lang
from .cards import telling
from .offices import classes_of, holds_office
from .private import Kind, title_of, told_before, told_behind, unrelated, words_of
from .tagger import NAMED, NameUse
from .testimony import testifying
from .wordlists import word_lists

Judged = TypeVar("Judged")
"""What is judged of a name."""

_RANKS = frozenset({"office", "occupation"})
_SENTENCE_END = re.compile(r"\w{3}[\"'”’)]*[.!?][\"'”’)]*\s")


def bystanders(text: str, lang: Lang, names: Sequence[NameUse]) -> frozenset[int]:
    """The numbers of those of ``names`` that are of people in private life, at every place where they are meant."""
    told = {**dict.fromkeys(testifying(text, lang, names), Kind.ONE), **dict(introduced(text, lang, names))}
    if not told:
        return frozenset()
    words = [own_words(use, lang) for use in names]
    official = [n for n, use in enumerate(names) if n not in told and holds_office(text, lang, use.span)]
    found = set[int]()
    for n, kind in told.items():
        if kind is Kind.NAMESAKE:
            found |= {n, *_called_alike(text, lang, names, n)}
        elif not any(same(words[n], words[m]) for m in official):
            found |= {n, *meant(words, n, official)}
    return frozenset(found)


def introduced(text: str, lang: Lang, names: Sequence[NameUse]) -> Iterator[tuple[int, Kind]]:
    """Of which names it is said who they are, and how."""
    before: tuple[int, Kind] | None = None
    seen, private = set[str](), set[str]()
    for n, use in enumerate(names):
        words = telling(use.words)
        # "Her Gurkha husband", "our neighbour Germany": the lists and the tagger must see a name there.
        named = use.public + use.protected >= NAMED or bool(word_lists(lang).first_names & {*words})
        kind = told_before(text, lang, use, other=n > 0 and _shortly(text, names[n - 1], use)) if named else None
        if kind is None and named and len(words) > 1 and not seen & {*words}:
            kind = told_behind(text, lang, use.span)
        seen |= {*words}
        # Of two namesakes, the one whom nobody knows may come first: "a Mrs Dean … Robert Dean, no relation".
        if named and kind is None and not private & {*words} and unrelated(text, lang, use.span):
            kind = None if holds_office(text, lang, use.span) else Kind.NAMESAKE
        if kind is None and before and before[1] is Kind.SEVERAL:
            between = text[names[before[0]].span.end : use.span.start].strip()
            kind = Kind.SEVERAL if between == "," or between in words_of(lang)["and"] else None
        if kind is not None and kind is not Kind.NAMESAKE and holds_office(text, lang, use.span):
            kind = None
        before = (n, kind) if kind else None
        if kind:
            private |= {*words}
            yield n, kind


def couples(text: str, lang: Lang, names: Sequence[NameUse]) -> Iterator[tuple[int, int]]:
    """Which of ``names``, by number, are a couple's, each of whom tells of the other: "Linda" and "Ron Bloom"."""
    first_names = word_lists(lang).first_names
    for n, (one, other) in enumerate(pairwise(names)):
        joined = text[one.span.end : other.span.start].strip() in words_of(lang)["and"]
        shared = len(one.words) == 1 and len(telling(other.words)) > 1
        if joined and shared and {one.words[0], other.words[0]} <= first_names:
            yield n, n + 1


def in_public_family(
    beside: Sequence[NameUse], public: Sequence[tuple[NameUse, Judged]]
) -> Iterator[tuple[NameUse, Judged]]:
    """Those of ``beside``, called by a first name alone, whose name in full is ``public``, as is another of the family.

    "His wife Lucinda" is no private person in an article on "Lucinda Harkness" and Gareth Harkness: what is judged of
    the name in full holds for the first name, or it would be taken out of a text in which the other stays.
    """
    in_full = [(words, judged) for use, judged in public if len(words := telling(use.words)) > 1]
    for use in beside:
        own = telling(use.words)
        for words, judged in in_full if len(own) == 1 else ():
            if words[0] == own[0] and any(_of_a_family(words, other) for other, _ in in_full):
                yield use, judged
                break


def _of_a_family(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two names in full have a surname in common, double ones among them: "Bok" and "Bok-Post"."""
    return one[0] != other[0] and bool({*one[-1].split("-")} & {*other[-1].split("-")})


def _shortly(text: str, one: NameUse, other: NameUse) -> bool:
    """Whether a name stands in the sentence of another, or in the one before."""
    between = text[one.span.end : other.span.start]
    return "\n\n" not in between and len(_SENTENCE_END.findall(between)) < 2


def own_words(use: NameUse, lang: Lang) -> list[str]:
    """The telling words of a name without the rank before it, which others hold, too: "Police Constable Ife Bok"."""
    words, lists = telling(use.words), word_lists(lang)
    ranks = [n for n, word in enumerate(words[:-1]) if not lists.is_name(word) and classes_of(word, lists) & _RANKS]
    return words[ranks[-1] + 1 :] if ranks else words


def meant(words: Sequence[Sequence[str]], known: int, official: Sequence[int]) -> Iterator[int]:
    """The other places of a name; a surname that somebody else has in the text is theirs, unless all of it is there.

    A first name alone is that of whoever has it in full, so that their surname is meant as well.
    """
    found = [*_meant(words, known, official)]
    yield from found
    longer = [m for m in found if len(words[m]) > 1 and len(words[known]) == 1 and words[m][0] == words[known][0]]
    if longer and len({words[m][-1] for m in longer}) == 1:
        yield from _meant(words, longer[0], official)


def _meant(words: Sequence[Sequence[str]], known: int, official: Sequence[int]) -> Iterator[int]:
    own = words[known]
    others = [m for m in range(len(words)) if set(own) & set(words[m]) and not same(own, words[m])]
    shared = {word for m in (*others, *official) for word in words[m]} - {*(own[:1] if len(own) > 1 else ())}
    for m, other in enumerate(words):
        if m not in official and same(own, other) and (other == own or not shared & _parts(other)):
            yield m


def _parts(words: Sequence[str]) -> set[str]:
    """The words of a name, and those of a double one: "Bok-Smit" is of the family of "Bok"."""
    return {part for word in words for part in (word, *word.split("-"))}


def same(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two names may be of one person: the words of the one are all in the other."""
    return bool(one and other) and (set(one) <= set(other) or set(other) <= set(one))


def _called_alike(text: str, lang: Lang, names: Sequence[NameUse], known: int) -> Iterator[int]:
    """Later places of a namesake, where the title is the same, and stood before no such name earlier."""
    title = title_of(text, lang, names[known].span)
    places = [n for n, use in enumerate(names) if use.words == names[known].words] if title else []
    alike = [n for n in places if title_of(text, lang, names[n].span) == title]
    if not any(names[n].span.start < names[known].span.start for n in alike):
        yield from alike
