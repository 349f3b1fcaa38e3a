"""Two Dutch phrases that the tagger took for one find are two.

"Begin dit jaar kwamen bij de [stadsbode vier meldingen] binnen": behind an article and its noun another article or a
number begins another phrase, and nothing that stands in the place of both leaves a sentence. English has no such finds:
"her return a nurse rang" is a clause.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from ..draft import DetailType, Lang, Span
from .grammar.numerals import number
from .match import Match
from .tagger import Tagged
from .wordlists import word_lists

_TYPES = frozenset(
    {DetailType.EVENT, DetailType.FAMILY, DetailType.OCCUPATION, DetailType.PLACE, DetailType.GROUP, DetailType.TRIP}
)
BESIDE = 0.8
"""How sure the less sure phrase must be beside the other, for both to be finds. In the corpus' drafts it tells "[haar
zwager] een kamer deelt" and "bij het korps [twee vrouwen]" from "op een [borrel haar mond open]".
"""
_BEFORE = re.compile(r"\b(?:de|het|een|zijn|haar|mijn|ons|onze|hun|uw|deze|dit) \Z", re.IGNORECASE)
_REACH = 6
_FIRST = re.compile(r"(?P<noun>[^\W\d_][\w'’-]*) (?P<next>[^\W\d_]+) [^\W\d_]")
_ARTICLES = frozenset("de het een haar mijn ons onze hun zijn".split())
_PLURAL = ("en", "s")
"""Behind a noun in the plural "zijn" is a verb as a rule: "haar knieën zijn versleten"."""
_RANKS = ("ste", "de", "re")
"""The ends of what ranks or tells apart, before a number of its own phrase: "de eerste vier", "de andere twee"."""


def apart(text: str, lang: Lang, matches: Iterable[Match], tagged: Tagged) -> Iterator[Match]:
    """``matches``, with a find over two phrases as the surer of them, or as both where one is hardly surer."""
    for match in matches:
        at = _second(text, match) if lang is Lang.NL and match.type in _TYPES else None
        if at is None:
            yield match
            continue
        parts = Span(match.span.start, at - 1), Span(at, match.span.end)
        seen = [tagged.support_of(match.type, part) for part in parts]
        for part, support in zip(parts, seen, strict=True):
            if support >= BESIDE * max(seen):
                yield replace(match, span=part, value={})


def _second(text: str, match: Match) -> int | None:
    """Where a second phrase begins in ``match``; None where it is one."""
    start, end = match.span.start, match.span.end
    found = _FIRST.match(text, start, end)
    if found is None or not _BEFORE.search(text, max(0, start - _REACH), start):
        return None
    noun, word = found["noun"].lower(), found["next"].lower()
    if noun in word_lists(Lang.NL).function:
        return None
    if word in _ARTICLES:
        return None if word == "zijn" and noun.endswith(_PLURAL) else found.start("next")
    counts = number(word, Lang.NL) is not None and not noun.endswith(_RANKS)
    return found.start("next") if counts else None
