"""Which of several towns of one name is meant: that in the country of the other places which the draft names.

Called by detection once all details are known. "Hasselt" in a draft that speaks of Overijssel is not the Belgian one;
only where nothing in the draft tells does the larger one stand, as :func:`grammar.places.town` took it. In Dutch
a town abroad that is no city is told without its country where the draft has nothing else of that country: no list has
every village at home, and "woont in Duitsland" would be untrue of one that is called so.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import NamedTuple

from ..cues import cues
from ..draft import Detail, DetailType, Lang, Span
from .grammar.places import FAR_LARGER, HOME, country, namesakes, regions
from .towns import LARGE

_PLACED = re.compile(
    rf"\b(?:{cues(__package__, 'namesakes').any_of('placing')})\s"
    r"(?P<name>(?:['’]s-)?[A-ZÀ-Þ][\w'’-]+(?:\s[A-ZÀ-Þ][\w'’-]+)?)"
)
_BEHIND = re.compile(r", (?P<name>[A-ZÀ-Þ][\w'’-]+(?: [A-ZÀ-Þ][\w'’-]+){0,2})")
_PLACES = frozenset({DetailType.PLACE, DetailType.ORIGIN, DetailType.TRIP})
_NO_NAMES = frozenset({DetailType.EVENT, DetailType.AGE, DetailType.TRAIT, DetailType.HEALTH, DetailType.GROUP})
"""Types of which no region is one: "an accident in the Cotswolds" happened in a place."""
_OF_COUNTRY = frozenset({"country", "population"})
_WORD = re.compile(r"[A-ZÀ-Þ][\w-]+")


def in_their_country(text: str, details: Iterable[Detail], lang: Lang) -> Iterator[Detail]:
    """The details, with a town that several countries have in the one that most of the draft's other places lie in.

    A region right after a town tells which one is meant, and is a part of that place: in "Halifax, Nova Scotia" nobody
    is called Nova.
    """
    told: Counter[str] | None = None
    words = frozenset[str]()
    for detail in _with_regions(text, details):
        name, current = detail.value.get("name"), detail.value.get("country")
        towns = (
            namesakes(str(name)) if detail.type is DetailType.PLACE and name and "population" in detail.value else {}
        )
        region = _region_behind(text, replace(detail, span=_first(text, detail.span)))
        if region is not None and towns and current != region.country:
            people = {"population": towns[region.country]} if region.country in towns else {}
            rest = {key: item for key, item in detail.value.items() if key != "population"}
            detail = replace(detail, value={**rest, "country": region.country, **people})
        elif region is None and len(towns) > 1:
            told = _told(text, lang) if told is None else told
            likely = [code for code in towns if towns[code] * FAR_LARGER >= max(towns.values()) or code == current]
            meant = max(likely, key=lambda code: (told[code], code == current))
            if meant != current:
                detail = replace(detail, value={**detail.value, "country": meant, "population": towns[meant]})
        if lang is Lang.NL and region is None and (code := _abroad(detail, lang)):
            words = words or frozenset(word[0] for word in _WORD.finditer(text))
            if not any(code in (country(word, lang), regions().get(word.lower())) for word in words):
                detail = replace(detail, value={k: v for k, v in detail.value.items() if k not in _OF_COUNTRY})
        yield detail


def _abroad(detail: Detail, lang: Lang) -> str | None:
    """The country of a town abroad that is no city: "Beckum" may be a village at home that no list has."""
    people, code = detail.value.get("population"), detail.value.get("country")
    small = detail.type is DetailType.PLACE and isinstance(people, int) and people < LARGE
    return code if small and isinstance(code, str) and code not in HOME[lang] else None


def _with_regions(text: str, details: Iterable[Detail]) -> Iterator[Detail]:
    """The details, a region's with those of the town before it, and as a place where another type was seen."""
    last: Detail | None = None
    for detail in details:
        region = _region_behind(text, last) if last is not None else None
        if last is not None and region is not None and not region.span.start < detail.span.end <= region.span.end:
            last = _wide(last, region) if detail.span.start >= region.span.end else last
        elif last is not None and region is not None:
            last = _wide(last, region)
            continue  # the region, whatever it was taken for
        if last is not None:
            yield last
        last = _as_region(text, detail)
    if last is not None:
        region = _region_behind(text, last)
        yield last if region is None else _wide(last, region)


def _wide(town: Detail, region: _Region) -> Detail:
    return replace(town, span=Span(town.span.start, region.span.end))


def _as_region(text: str, detail: Detail) -> Detail:
    """The detail as a place where a region was taken for what none is: "an accident in the Cotswolds"."""
    name = detail.span.of(text)
    code = regions().get(name.lower()) if detail.type in _NO_NAMES and name[0].isupper() else None
    if code is None:
        return detail
    return replace(detail, type=DetailType.PLACE, value={"name": name, "country": code, "kind": "region"})


def _first(text: str, span: Span) -> Span:
    """The town of "Halifax, Nova Scotia"."""
    return Span(span.start, span.start + len(span.of(text).partition(",")[0]))


class _Region(NamedTuple):
    """A region that stands right after a town, and its country."""

    span: Span
    country: str


def _region_behind(text: str, detail: Detail) -> _Region | None:
    """The region after the comma that follows a place: "Halifax, Nova Scotia"."""
    found = _BEHIND.match(text, detail.span.end) if detail.type in _PLACES else None
    words = found["name"].split(" ") if found else []
    for count in range(len(words), 0, -1):
        name = " ".join(words[:count])
        if found and (code := regions().get(name.lower())):
            return _Region(Span(found.start("name"), found.start("name") + len(name)), code)
    return None


def _told(text: str, lang: Lang) -> Counter[str]:
    """How many names in the draft tell each country at home: of regions, of the country, of towns that only it has."""
    names = {found["name"] for found in _PLACED.finditer(text)}
    found: Counter[str] = Counter()
    for name in names:
        at_home = [code for code in namesakes(name) if code in HOME[lang]]
        if len(at_home) == 1 and len(namesakes(name)) == 1:
            found[at_home[0]] += 1
    for word in {word[0] for word in _WORD.finditer(text)}:
        code = regions().get(word.lower()) or country(word, lang)
        if code in HOME[lang]:
            found[code] += 1
    return found
