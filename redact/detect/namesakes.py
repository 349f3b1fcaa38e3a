"""Which of several towns of one name is meant: that in the country of the other places which the draft names.

Called by detection once all details are known. "Hasselt" in a draft that speaks of Overijssel is not the Belgian one;
only where nothing in the draft tells does the larger one stand, as :func:`grammar.places.town` took it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache

from ..draft import Detail, DetailType, Lang
from .grammar.lexicon import text_of
from .grammar.places import FAR_LARGER, HOME, country, namesakes

_PLACED = re.compile(
    r"\b(?:in|uit|naar|vanuit|te|bij|rond|nabij|from|near|to|at|around|outside)\s"
    r"(?P<name>(?:['’]s-)?[A-ZÀ-Þ][\w'’-]+(?:\s[A-ZÀ-Þ][\w'’-]+)?)"
)
_WORD = re.compile(r"[A-ZÀ-Þ][\w-]+")


def in_their_country(text: str, details: Iterable[Detail], lang: Lang) -> Iterator[Detail]:
    """The details, with a town that several countries have in the one that most of the draft's other places lie in."""
    told: Counter[str] | None = None
    for detail in details:
        name, current = detail.value.get("name"), detail.value.get("country")
        towns = (
            namesakes(str(name)) if detail.type is DetailType.PLACE and name and "population" in detail.value else {}
        )
        if len(towns) > 1:
            told = _told(text, lang) if told is None else told
            likely = [code for code in towns if towns[code] * FAR_LARGER >= max(towns.values()) or code == current]
            meant = max(likely, key=lambda code: (told[code], code == current))
            if meant != current:
                value = {**detail.value, "country": meant, "population": towns[meant]}
                detail = replace(detail, value=value)
        yield detail


def _told(text: str, lang: Lang) -> Counter[str]:
    """How many names in the draft tell each country at home: of regions, of the country, of towns that only it has."""
    names = {found["name"] for found in _PLACED.finditer(text)}
    found: Counter[str] = Counter()
    for name in names:
        at_home = [code for code in namesakes(name) if code in HOME[lang]]
        if len(at_home) == 1 and len(namesakes(name)) == 1:
            found[at_home[0]] += 1
    for word in {word[0] for word in _WORD.finditer(text)}:
        code = _regions().get(word.lower()) or country(word, lang)
        if code in HOME[lang]:
            found[code] += 1
    return found


@cache
def _regions() -> Mapping[str, str]:
    rows = (line.partition("\t") for line in text_of("regions", "any").splitlines() if not line.startswith("#"))
    return {name: code for name, _, code in rows}
