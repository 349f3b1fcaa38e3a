"""Where an office is held is no part of its holder's name: "wethouder Karel Voort van Ede".

Dutch names a member of a council so, and the tagger takes the town for a second surname. Then the town stays wherever
else it stands, also in where a source spoke or lives. Called by :mod:`.public`.
"""

from __future__ import annotations

import re
from dataclasses import replace

from ..draft import Lang
from .grammar.places import HOME, namesakes
from .offices import behind_office
from .tagger import NameUse
from .wordlists import word_lists

_SEATED = re.compile(r"(?P<name>(?:\S+ )+?(?P<last>[A-ZÀ-ÖØ-Þ]\S+)) (?:van|uit|in) (?P<town>[A-ZÀ-ÖØ-Þ][\w'’ -]+)")


def without_seat(text: str, lang: Lang, use: NameUse) -> NameUse:
    """A Dutch name in full behind an office without the town of that office.

    Only behind a surname: "Anna van Buren" has none but that, and whoever is "Jan Peter van Buren" neither.
    """
    found = _SEATED.fullmatch(use.span.of(text)) if lang is Lang.NL else None
    if not found or found["last"] in word_lists(lang).first_names or not behind_office(text, lang, use.span):
        return use
    if not namesakes(found["town"].lower()).keys() & set(HOME[lang]):
        return use
    span = replace(use.span, end=use.span.start + found.end("name"))
    return replace(use, span=span, words=use.words[: len(found["name"].split())])
