"""Names of the paper or the broadcaster that an English article is of: "the Courier has agreed not to name her".

Called by :mod:`.public`. They stay, however seldom the tagger has seen such a name. Whoever is called by a first name,
or as people are, is no paper: "messages seen by Tom".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from ..cues import cues
from ..draft import Lang, Span
from .wordlists import word_lists

_CUES = cues(__package__, "papers")
_WORD = r"[A-ZÀ-ÖØ-Þ][\w’'-]*(?:\.[a-z]{2,3})*"
_PAPER = rf"(?:[Tt]he )?(?P<paper>{_WORD}(?: (?:& )?{_WORD}){{0,3}})"


def papers(text: str, lang: Lang) -> Iterator[Span]:
    """Every place of every name that the text says to be that of a paper."""
    found = {one["paper"].removesuffix("’s").removesuffix("'s") for sign in _signs(lang) for one in sign.finditer(text)}
    first_names = word_lists(lang).first_names
    for name in sorted(found):
        if name.split()[0] not in first_names:
            yield from (Span(*place.span()) for place in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text))


@cache
def _signs(lang: Lang) -> tuple[re.Pattern[str], ...]:
    if lang is not Lang.EN:
        return ()
    return (
        re.compile(rf"\b{_PAPER} (?:{_CUES.any_of('withholds')})"),
        re.compile(rf"(?<![\w@.])(?P<paper>[A-Za-z]\w*(?:\.[a-z]{{2,3}}){{1,2}}) (?:{_CUES.any_of('learns')})\b"),
        re.compile(rf"\b(?:{_CUES.any_of('asked')}) {_PAPER} (?:{_CUES.any_of('not_to')})"),
        re.compile(rf"\b(?:{_CUES.any_of('speaks')}) {_PAPER} (?:{_CUES.any_of('nameless')})"),
        re.compile(rf"\b(?i:{_CUES.any_of('papers')})\b(?:[^.;\n]{{1,50}}?)? (?:seen|obtained|reviewed) by {_PAPER}"),
    )
