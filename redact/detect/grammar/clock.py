"""Times of day, in figures and as they are spoken.

Called by :mod:`.dates`. A spoken hour is before noon unless the words say otherwise: "kwart over vier" is 04:15,
"kwart over vier ’s middags" 16:15.
"""

from __future__ import annotations

import re
from functools import cache

from ...draft import Json, Lang
from .numerals import PATTERNS, number
from .rulefile import data_lines

_CLOCK = re.compile(
    r"(?<![\d/.-])([01]?\d|2[0-4])[.:]([0-5]\d)(?![\d/:-]|\.\d)|(?<![\d/.:-])([01]?\d|2[0-4]) ?(?:uur|u)(?!\w)"
)
_CLOCK_EN = re.compile(r"(?<![\d/.:-])(1[0-2]|\d)(?:[.:]([0-5]\d))? ?([ap])\.?m?\b\.?")
NOON = 12 * 60


@cache
def words_of(role: str, lang: Lang) -> re.Pattern[str]:
    """The expression for a role of ``data/dates_words_*.tsv``."""
    return re.compile(dict(line.split("\t") for line in data_lines(f"dates_words_{lang}.tsv"))[role])


@cache
def _hour(lang: Lang) -> re.Pattern[str]:
    num = PATTERNS[lang]["num"]
    past = rf"(kwart|quarter|half|{num})(?: minutes)? (voor|over|past|to|after|before) "
    return re.compile(rf"(?<!\w)(?:{past})?(half[ -]?)?({num})")


def clock(text: str, lang: Lang) -> dict[str, Json]:
    """The first time of day in ``text`` (lower case), as HH:MM."""
    if lang is Lang.EN and (match := _CLOCK_EN.search(text)):
        hour = int(match[1]) % 12 + (12 if match[3] == "p" else 0)
        return {"time": f"{hour:02}:{match[2] or '00'}"}
    if match := _CLOCK.search(text):
        hour = int(match[1] or match[3])
        return {"time": f"{hour % 24:02}:{match[2] or '00'}"}
    return _spoken_clock(text, lang)


def _spoken_clock(text: str, lang: Lang) -> dict[str, Json]:
    for match in _hour(lang).finditer(text):
        hour = number(match[4], lang)
        told = match[1] or match[3] or _o_clock(text, match, lang)
        if not told or hour is None or not 1 <= hour <= 24:
            continue
        shift = (
            15 if match[1] in ("kwart", "quarter") else 30 if match[1] == "half" else number(match[1] or "", lang) or 0
        )
        minutes = hour * 60 + (-shift if match[2] in ("voor", "to", "before") else shift)
        if match[3]:
            minutes += -30 if lang is Lang.NL else 30
        if words_of("afternoon", lang).search(text) and minutes < NOON and not ("night" in text and minutes < 5 * 60):
            minutes += NOON
        return {"time": f"{minutes // 60 % 24:02}:{minutes % 60:02}"}
    return {}


def _o_clock(text: str, match: re.Match[str], lang: Lang) -> bool:
    """Whether a bare number is an hour: "drie uur 's nachts", "at five in the morning", "five o'clock"."""
    after = text[match.end() :]
    if lang is Lang.NL:
        return bool(re.match(r"(?:en)? (?:uur )?'s |(?:en)? uur in de ", after))
    return bool(re.match(r" o'clock| in the (?:morning|afternoon|evening)| at night", after))
