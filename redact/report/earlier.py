"""Earlier publications, in words: what the draft was compared with, whose sources are in them too, and by what."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from ..analysis import CERTAIN, POSSIBLE, Analysis, Compared, Link, SameSource
from ..draft import Fact
from .phrases import Phrases
from .words import Words

DECIMALS = 1
"""Of a weight: a tenth of an order of magnitude is finer than it is known."""


def compared(found: tuple[Compared, ...], month: Callable[[int, int], str], words: Words) -> str:
    """The earlier publications with their months, in one line."""
    return ", ".join(
        words("links.dated", file=each.file, month=month(*each.published))
        if each.published
        else words("links.undated", file=each.file)
        for each in found
    )


def same_people(analysis: Analysis, names: Mapping[str, str], say: Phrases, words: Words) -> Iterator[str]:
    """How it is weighed, then a sentence a pair: which source is who in which publication, what speaks against it."""
    if analysis.same:
        yield words("links.intro", certain=say.number(CERTAIN), possible=say.number(POSSIBLE))
    for each in analysis.same:
        key = "links.same" if each.certain else "links.maybe"
        told = words(key, source=names[each.person], file=each.file, evidence=_weight(each.evidence, say))
        yield f"{told} {_against(each, say, words)}" if each.against else told


def link_rows(analysis: Analysis, say: Phrases, words: Words) -> tuple[tuple[str, str, str], ...]:
    """Every link: here, there, and why with what it counts for."""
    return tuple((say.detail(link.here), _place(link, say, words), _why(link, say, words)) for link in analysis.links)


def sign(why: str, words: Words) -> str:
    """A sign in words; what is none is its own words."""
    return words(f"sign.{why}") if words.has(f"sign.{why}") else why


def known(fact: Fact, by_whom: str, words: Words) -> str:
    """Who can know a fact, ``by_whom`` in words, and where it was published before."""
    if fact.earlier:
        return words("links.told" if fact.earlier.certain else "links.maybe_told", file=fact.earlier.file)
    if fact.published and fact.published.earlier:
        return words("links.told_too", known=by_whom, file=fact.published.earlier.file)
    return by_whom


def _against(each: SameSource, say: Phrases, words: Words) -> str:
    return words("links.against", what=say.several(_why(link, say, words) for link in each.against))


def _why(link: Link, say: Phrases, words: Words) -> str:
    return words("links.counts", why=sign(link.why, words), weight=_weight(link.weight, say))


def _weight(weight: float, say: Phrases) -> str:
    return say.number(round(weight, DECIMALS)).replace("-", "−")


def _place(link: Link, say: Phrases, words: Words) -> str:
    place = words("links.place", file=link.file, start=link.there.start, end=link.there.end)
    quoted = say.quoted(link.words) if link.words else None
    return place if quoted is None else words("links.quoted", place=place, words=words("number.quoted", text=quoted))
