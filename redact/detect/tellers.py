"""Where an English text of a wrong brings in somebody nameless who tells of it: "another, a retired porter, said".

Called by :mod:`.wronged`, which judges by the noun whether that is somebody to protect. Whoever speaks for others, or
of a trade, is none: "another, a lawyer, said".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from ..cues import cues
from .wordlists import sections

_CUES = cues(__package__, "tellers")
_WORD = r"[a-z\d][a-z\d'’-]*"
_LONGEST = 4
"""Words before the noun and it itself, at most."""


def tellers(text: str) -> Iterator[int]:
    """Where the words for each of them begin, behind the article."""
    for sign in _signs():
        for found in sign.finditer(text):
            if not _for_others().search(found["who"]):
                yield found.start("who")


@cache
def _signs() -> tuple[re.Pattern[str], ...]:
    says, ranked = _CUES.any_of("says"), _CUES.any_of("ranked")
    who = rf"(?P<who>(?:{_WORD} ){{0,{_LONGEST - 1}}}{_WORD})"
    done = "|".join(sorted(sections("wronged_en.txt")["done"]))
    place = r"(?: (?:at|of|from|in|with) [^.,;\n]{1,40}?)?"
    every = (
        rf"\b(?:[Oo]ne|[Aa]nother|[Tt]he other|(?:of|among) them|[Aa] (?:{ranked})), an? {who}",
        rf"\b(?:said|says|recalled|recalls) (?:one|another|a (?:{ranked})) {who}",
        rf"\b[Aa] (?P<who>(?:{ranked}) (?:{_WORD} ){{0,2}}?{_WORD}){place}(?:,? who [^.;\n]{{1,90}}?,?)? (?:{says})\b",
        rf"\b(?:[Aa]fter|[Bb]efore|[Ww]hile) (?:being|having been)(?: \w+ly)? (?:{done})\b[^.,;\n]{{0,40}}, an? {who}",
        rf"\b[Tt]he (?P<who>\d\d-year-old (?:{_WORD} ){{0,2}}?{_WORD}) (?:{says}|complained|complains)\b",
    )
    return tuple(map(re.compile, every))


@cache
def _for_others() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_CUES.any_of('for_others')})s?\b")
