"""Names of which the text itself says that they are to stay out: "Don't name Jane Bok", "Sanne Bok = privé".

Called by :mod:`.public`. Notes, memos and mails between a reporter and the desk say it of sources and bystanders, and
the tagger takes whoever is called in full for public, or sees no name in telegram style. Who must not be named goes,
whatever office stands beside the name; of those who want to be anonymous, or spoke off the record, whoever holds an
office stays named.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from ..draft import DetailType, Lang, Span
from .bystanders import meant, own_words, same
from .cards import telling
from .instructions import OPENS, needed, said_of
from .listed import listed
from .offices import classes_of, holds_office
from .private import words_of
from .promised import promised
from .tagger import SMALL, NameUse
from .vectors import vectors
from .wordlists import NAMES, word_lists

_REACH, _REACH_BEFORE, _REACH_OPENING = 160, 80, 14
"""Characters behind a name, and before it, in which it is said that it is to stay out; those of a clause's opening."""

_WORD = r"[A-ZÀ-ÖØ-Þ]\w*(?:[’'-]\w+)*"
_GOES_ON = "_"
_NAME = re.compile(rf"(?<![\w’'-]){_WORD}(?: (?:(?:{SMALL}) )*{_WORD}){{0,3}}")
_OPENING = re.compile(OPENS + r"\Z")
_JOINS = frozenset({"of", "or", "nor", "noch", "&", "/"})


def withheld(text: str, lang: Lang, names: Sequence[NameUse]) -> frozenset[int]:
    """The numbers of those of ``names`` that are to stay out, at every place where their bearers are meant."""
    told: dict[int, bool] = {}
    for n, firm in _told(text, lang, names):
        told[n] = firm or told.get(n, False)
    if not told:
        return frozenset()
    words = [own_words(_as_written(use), lang) for use in names]
    official = [n for n, use in enumerate(names) if n not in told and holds_office(text, lang, use.span)]
    found = set[int]()
    for n, firm in told.items():
        if firm or not (holds_office(text, lang, names[n].span) or any(same(words[n], words[m]) for m in official)):
            found |= {n, *meant(words, n, official)}
    return frozenset(found)


def _as_written(use: NameUse) -> NameUse:
    """A name of a headline or a label as the text has it: ``BOK`` is Bok."""
    return replace(use, words=tuple(word.capitalize() if word.isupper() else word for word in use.words))


def _told(text: str, lang: Lang, names: Sequence[NameUse]) -> Iterator[tuple[int, bool]]:
    """Of which names it is said, and whether firmly; of some that are joined by "and" it is said of all."""
    sources = [*listed(text, lang), *promised(text, lang)]
    yield from ((n, False) for n, use in enumerate(names) if any(use.span.overlaps(span) for span in sources))
    for chain in _chains(text, lang, names):
        firm = _is_told(text, lang, names[chain[0]].span, names[chain[-1]].span)
        if firm is not None:
            yield from ((n, firm) for n in chain if telling(names[n].words) and not _is_channel(names[n].words, lang))


def _is_told(text: str, lang: Lang, first: Span, last: Span) -> bool | None:
    """Whether it is said firmly of the names from ``first`` to ``last``; None where it is not said."""
    if not _near(text, lang, first.start - _REACH_BEFORE, last.end + _REACH):
        return None
    start = max(0, text.rfind("\n", 0, first.start), first.start - _REACH_BEFORE)
    # Where the text goes on before that, no instruction begins.
    before = ("" if start == 0 or text[start] == "\n" else _GOES_ON) + text[start : first.start]
    behind = text[last.end : last.end + _REACH]
    firm = [said.firm for said in said_of(lang) if said.fits(before, behind)]
    return any(firm) if firm else None


def _is_channel(words: Sequence[str], lang: Lang) -> bool:
    """Whether it is where people write to each other: "Do not use Facebook" asks nothing for anybody."""
    lists = word_lists(lang)
    return all("channel" in classes_of(word, lists) and not lists.is_name(word) for word in words)


def kind_of(lang: Lang, use: NameUse, others: Sequence[NameUse]) -> DetailType:
    """What is withheld: a town, that is no first name and nobody's of the ``others``, or somebody's name."""
    lists, words = word_lists(lang), use.words
    is_town = " ".join(words) in lists.towns and words[0] not in lists.first_names
    borne = any(words != other.words and {*words} <= {*other.words} for other in others)
    return DetailType.PLACE if is_town and not borne else DetailType.NAME


def _near(text: str, lang: Lang, start: int, end: int) -> bool:
    """Whether one of the words that every row needs begins between two places."""
    places = _needed_in(text, lang)
    at = bisect_left(places, start)
    return at < len(places) and places[at] < end


@lru_cache(maxsize=2)  # it is asked for each name of a text
def _needed_in(text: str, lang: Lang) -> Sequence[int]:
    low = text.lower()
    low = low if len(low) == len(text) else text
    found = list[int]()
    for word in needed(lang):
        at = low.find(word)
        while at >= 0:
            found.append(at)
            at = low.find(word, at + 1)
    return sorted(found)


def _may_be(text: str, lang: Lang, span: Span) -> bool:
    """Whether words with a capital may be a name: "We" and "Verpleegkundige" at the beginning of a clause are none."""
    lists, words = word_lists(lang), span.of(text).split()
    if not telling(words) or _is_channel(words, lang):  # a letter of a transcript's legend: "B = source"
        return False
    opens = _OPENING.search(text[max(0, span.start - _REACH_OPENING) : span.start]) is not None
    if opens and len(words) == 1 and classes_of(words[0], lists) - NAMES:  # "Man", which is a surname, too
        return False
    known = any(lists.is_name(word) for word in words) or words[0].lower() not in vectors()
    return known or (not opens and words[0].lower() not in lists.function)


def _chains(text: str, lang: Lang, names: Sequence[NameUse]) -> Iterator[list[int]]:
    """The numbers of names that are joined: by "and", and by commas before that."""
    joins = words_of(lang)["and"] | _JOINS
    chain, joined = list[int](), list[str]()
    for n, use in enumerate(names):
        between = text[names[n - 1].span.end : use.span.start].strip() if n else ""
        if chain and between not in joins and between != ",":
            yield from _parted(chain, joined)
            chain, joined = [], []
        joined += [between] if chain else []
        chain.append(n)
    yield from _parted(chain, joined)


def _parted(chain: list[int], joined: Sequence[str]) -> Iterator[list[int]]:
    if all(between == "," for between in joined):
        yield from ([n] for n in chain)
    else:
        yield chain


def unseen(text: str, lang: Lang, names: Sequence[NameUse]) -> list[Span]:
    """Names that are to stay out where ``names`` has none: one on no list of names must not open a clause."""
    seen = [use.span for use in names]
    found = [
        span for span in (*listed(text, lang), *promised(text, lang)) if not any(span.overlaps(other) for other in seen)
    ]
    seen += found
    small = word_lists(lang).function
    for match in _NAME.finditer(text) if _needed_in(text, lang) else ():
        if match[0].lower() in small or not _near(text, lang, match.start() - _REACH_BEFORE, match.end() + _REACH):
            continue
        span = Span(*match.span())
        if not any(span.overlaps(other) for other in seen) and _may_be(text, lang, span):
            found += [span] if _is_told(text, lang, span, span) is not None else []
    return found
