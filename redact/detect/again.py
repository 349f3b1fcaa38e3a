"""Every other place of a name, with a capital or typed without one.

Called by :mod:`.public`. Whoever goes at one place must go at all. Chats and notes have names in lower case, which no
list of a newspaper's names shows and the tagger half believes: there they are looked for by what they are elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from ..draft import Lang, Span
from .cards import telling
from .grammar.numerals import plain
from .lines import kind_of_draft, layout, turns
from .match import Match
from .tagger import NAMED, SMALL, NameUse
from .wordlists import NAMES, word_lists

_SHORTEST, _SHORTEST_SEEN = 4, 3
"""Letters of a word in lower case by which a name is looked for, and of one that the tagger saw as a name."""

_LONG = 6
"""Letters of a name of which one may be a slip of the pen."""

_LETTERS = re.compile(
    rf"(?<![\w.-])(?:[A-ZÀ-ÖØ-Þ](?:\.[ -]?|-)?(?:(?:{SMALL}) )?){{1,5}}[A-ZÀ-ÖØ-Þ](?:\.(?!\w)|(?![\w.-]))"
)
_INITIALS = 3
"""Initials that are somebody's without points, too: fewer are a party's or a country's."""


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


def told_words(text: str, lang: Lang, told: Iterable[Match]) -> Iterator[str]:
    """The words of names that the text gives as such, but for titles and work, which others have too."""
    lists = word_lists(lang)
    for word in {word for match in told for word in telling(match.span.of(text).split())}:
        if not lists.classes(word, word.lower()) - NAMES and word.lower() not in lists.function:
            yield word


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


def misspelt(text: str, staying: Sequence[NameUse], gone: Iterable[str]) -> list[NameUse]:
    """Those of ``staying`` of which one letter is another than in a name that goes: "Dhalliwal" for "Dhaliwal".

    Of a long name, and once in the text: two who are called almost alike are told of more than once. So with the
    beginning of such a name, that nobody has with a surname: "Jas" of Jasvinder; and a name without its accents.
    """
    gone = [*gone]
    known = [word for word in gone if len(word) >= _LONG]
    bare = {plain(word) for word in gone if len(word) >= _SHORTEST and plain(word) != word.lower()}
    whole = {word for use in staying if len(telling(use.words)) > 1 for word in use.words}
    return [
        use
        for use in staying
        if not bare.isdisjoint(map(str.lower, use.words))
        or (bool(known) and any(_is_slip(text, word, known) for word in telling(use.words)[-1:]))
        or (whole.isdisjoint(use.words) and _is_beginning(use.words, known))
    ]


def _is_beginning(words: Sequence[str], known: Sequence[str]) -> bool:
    word = words[0] if len(words) == 1 else ""
    short = len(word) >= _SHORTEST_SEEN and word[0].isupper() and word[1:].islower()
    return short and any(other.startswith(word) and len(other) > len(word) + 1 for other in known)


def _is_slip(text: str, word: str, known: Sequence[str]) -> bool:
    near = (other for other in known if other[0] == word[0] and other.rstrip("s") != word.rstrip("s"))
    if len(word) < _LONG - 1 or not any(_is_near(word, other) for other in near):
        return False
    return len([*whole_words(text, word)]) == 1


def _is_near(one: str, other: str) -> bool:
    """Whether one letter more, less, or other makes a word of another, or two in each other's places."""
    same = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    rest, others = one[same:], other[same:]
    return (
        rest[1:] == others[1:]
        or rest[1:] == others
        or rest == others[1:]
        or (rest[2:] == others[2:] and rest[:2] == others[:2][::-1])
    )


def genitives(words: Iterable[str], lang: Lang) -> Iterator[str]:
    """The Dutch genitives of names: of Sanne's sister, "Sannes zus"."""
    for word in words if lang is Lang.NL else ():
        if len(word) >= _SHORTEST and word[-1] not in "sxz" and " " not in word:
            yield f"{word}s"


def initials_of(text: str, names: Iterable[str]) -> Iterator[Span]:
    """Every place of the initials of one of ``names`` in full: three and more, or two with their points."""
    of_names = {
        "".join(part[0] for part in re.split(r"[ -]", name) if part[:1].isupper()) for name in names if " " in name
    }
    for place in _LETTERS.finditer(text) if of_names else ():
        letters = [char for char in place[0] if char.isupper()]
        dotted = place[0].count(".") == len(letters)
        if "".join(letters) in of_names and (len(letters) >= _INITIALS or dotted):
            yield Span(*place.span())


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
