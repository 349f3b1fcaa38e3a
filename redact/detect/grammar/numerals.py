"""Numbers as people write them, in figures or words, in Dutch and English.

Called by the rules to build their patterns and by their readers to get the number out. A pattern matches more than is a
number ("twintigtwee"); :func:`number` is the judge.
"""

from __future__ import annotations

import re
import unicodedata

from ...draft import Lang
from ...numerals import numerals

_NL, _EN = numerals(Lang.NL), numerals(Lang.EN)
_EN_ORDINALS = tuple(_EN.ordinals)
_FIGURES = re.compile(r"\d{1,3}(?:[.,]\d{3})+|\d+")


def _nl_cardinals() -> dict[str, int]:
    words = {word: n for n, word in enumerate(_NL.units + _NL.teens, 1)}
    for tens, ten in enumerate(_NL.tens, 2):
        words[ten] = tens * 10
        for unit, one in enumerate(_NL.units, 1):
            words[f"{one}en{ten}"] = tens * 10 + unit
    below_hundred = dict(words)
    for hundreds in range(1, 20):
        if hundreds == 10:
            continue
        stem = "honderd" if hundreds == 1 else f"{(_NL.units + _NL.teens)[hundreds - 1]}honderd"
        words[stem] = hundreds * 100
        for rest, n in below_hundred.items():
            words[f"{stem}{rest}"] = words[f"{stem}en{rest}"] = hundreds * 100 + n
    return words | {"nul": 0, "duizend": 1000}


def _en_cardinals() -> dict[str, int]:
    words = {word: n for n, word in enumerate(_EN.units + _EN.teens, 1)}
    for tens, ten in enumerate(_EN.tens, 2):
        words[ten] = tens * 10
        for unit, one in enumerate(_EN.units, 1):
            words[f"{ten} {one}"] = tens * 10 + unit
    return words | {"zero": 0, "hundred": 100, "a hundred": 100, "one hundred": 100, "a dozen": 12, "dozen": 12}


def _nl_ordinals() -> dict[str, int]:
    def ordinal(word: str, n: int) -> str:
        return word + ("de" if 1 < n % 100 < 20 and n % 100 not in (8,) else "ste")

    regular = {ordinal(word, n): n for word, n in _nl_cardinals().items() if 0 < n < 200}
    return {**regular, **_NL.ordinals}


def _en_ordinals() -> dict[str, int]:
    words = dict(_EN.ordinals)
    for tens, ten in enumerate(_EN.tens, 2):
        words[ten[:-1] + "ieth"] = tens * 10
        for unit, one in enumerate(_EN_ORDINALS[:9], 1):
            words[f"{ten} {one}"] = tens * 10 + unit
    return words


_CARDINALS = {Lang.NL: _nl_cardinals(), Lang.EN: _en_cardinals()}
_ORDINALS = {Lang.NL: _nl_ordinals(), Lang.EN: _en_ordinals()}

_NL_TENS_OR = "|".join(_NL.tens)
_NL_FROM_TWO_OR = "|".join(_NL.units[1:])
_NL_WORD = (
    rf"(?:(?:(?:[éèe]{{2}}n|{'|'.join(_NL.units + _NL.teens)})?honderd(?:en)?)?"
    rf"(?:(?:[eé]{{2}}n|{_NL_FROM_TWO_OR})(?:-[eë]n-|[eë]n)(?:{_NL_TENS_OR})"
    rf"|{'|'.join(reversed(_NL.teens))}|{_NL_TENS_OR}|[eé]{{2}}n|{_NL_FROM_TWO_OR})"
    rf"|(?:(?:{_NL_FROM_TWO_OR})?honderd))"
)
_EN_UNITS_OR = "|".join(_EN.units)
_EN_WORD = (
    rf"(?:(?:{'|'.join(_EN.tens)})(?:[-\s](?:{_EN_UNITS_OR}))?|{'|'.join(reversed(_EN.teens))}|{_EN_UNITS_OR}"
    r"|(?:a |one )?hundred|(?:a )?dozen)"
)
_EN_ORDINAL = (
    rf"(?:(?:{'|'.join(_EN.tens)})[-\s](?:{'|'.join(_EN_ORDINALS[:9])})|{'|'.join(reversed(_EN_ORDINALS))}"
    rf"|{'|'.join(t[:-1] + 'ieth' for t in _EN.tens)})"
)

_NL_HOUR = (
    rf"(?:\d{{1,2}}(?![\d:])|(?:(?:[eé]{{2}}n|{_NL_FROM_TWO_OR})[eë]n)?twintig"
    rf"|{'|'.join(reversed(_NL.teens))}|[eé]{{2}}n|{_NL_FROM_TWO_OR})"
)
_EN_HOUR = rf"(?:\d{{1,2}}(?![\d:])|twenty(?:[-\s](?:{_EN_UNITS_OR}))?|{'|'.join(reversed(_EN.teens))}|{_EN_UNITS_OR})"

PATTERNS: dict[Lang, dict[str, str]] = {
    Lang.NL: {
        "numword": _NL_WORD,
        "hour": _NL_HOUR,
        "ordword": rf"(?:eerste|derde|achtste|{_NL_WORD}(?:de|ste))",
        "ord": rf"(?:\d{{1,3}}(?:e|ste|de)(?!\w)|eerste|derde|achtste|{_NL_WORD}(?:de|ste))",
        "num": rf"(?:\d{{1,3}}(?:\.\d{{3}})+|\d{{1,4}}(?![\d:])|{_NL_WORD})",
    },
    Lang.EN: {
        "numword": _EN_WORD,
        "hour": _EN_HOUR,
        "ordword": _EN_ORDINAL,
        "ord": rf"(?:\d{{1,3}}(?:st|nd|rd|th)(?!\w)|{_EN_ORDINAL})",
        "num": rf"(?:\d{{1,3}}(?:,\d{{3}})+|\d{{1,4}}(?![\d:])|{_EN_WORD})",
    },
}
"""What a rule file may write as ``{num}`` (cardinal), ``{ord}`` (ordinal); ``{numword}``, ``{ordword}``: in words.

``{hour}``: a number as on a clock, to 29.
"""


def _parted(word: str) -> str:
    """The word with the sign that parts its vowels: "tweeëndertig"."""
    return word.replace("tweeen", "tweeën").replace("drieen", "drieën")


STARTS: dict[Lang, dict[str, frozenset[str]]] = {
    Lang.NL: {
        "numword": frozenset(map(_parted, _CARDINALS[Lang.NL])) | {*_CARDINALS[Lang.NL], "één", "éen"},
        "ordword": frozenset(map(_parted, _ORDINALS[Lang.NL])) | {*_ORDINALS[Lang.NL]},
    },
    Lang.EN: {
        "numword": frozenset((*_EN.units, *_EN.teens, *_EN.tens, "hundred", "dozen")),
        "ordword": frozenset(word.split()[0] for word in _ORDINALS[Lang.EN]),
    },
}
"""The first words of written numbers, with the accents that Dutch needs and without."""


def plain(word: str) -> str:
    """``word`` in lower case without accents: "Één" to "een"."""
    low = word.lower()
    if low.isascii():
        return low
    return "".join(c for c in unicodedata.normalize("NFD", low) if not unicodedata.combining(c))


def number(words: str, lang: Lang) -> int | None:
    """The whole number that ``words`` say; None when they say none."""
    if _FIGURES.fullmatch(words):
        return int(words.replace(".", "").replace(",", ""))
    bare = plain(words)
    bare = bare.replace("-", "") if lang is Lang.NL else " ".join(bare.replace("-", " ").split())
    return _CARDINALS[lang].get(bare)


def ordinal(words: str, lang: Lang) -> int | None:
    """The number of an ordinal: "18e", "achttiende", "21st", "twenty-first"; None when it is none."""
    figures = re.match(r"\d+", words)
    if figures:
        return int(figures[0])
    bare = plain(words)
    bare = bare.replace("-", "") if lang is Lang.NL else " ".join(bare.replace("-", " ").split())
    return _ORDINALS[lang].get(bare)
