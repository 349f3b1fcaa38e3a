"""Numbers as people write them, in figures or words, in Dutch and English.

Called by the rules to build their patterns and by their readers to get the number out. A pattern matches more than is a
number ("twintigtwee"); :func:`number` is the judge.
"""

from __future__ import annotations

import re
import unicodedata

from ...draft import Lang

_NL_UNITS = "een twee drie vier vijf zes zeven acht negen".split()
_NL_TEENS = "tien elf twaalf dertien veertien vijftien zestien zeventien achttien negentien".split()
_NL_TENS = "twintig dertig veertig vijftig zestig zeventig tachtig negentig".split()
_EN_UNITS = "one two three four five six seven eight nine".split()
_EN_TEENS = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
_EN_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_EN_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth"
    " sixteenth seventeenth eighteenth nineteenth"
).split()
_NL_IRREGULAR = {"eerste": 1, "derde": 3, "achtste": 8}
_FIGURES = re.compile(r"\d{1,3}(?:[.,]\d{3})+|\d+")


def _nl_cardinals() -> dict[str, int]:
    words = {word: n for n, word in enumerate(_NL_UNITS + _NL_TEENS, 1)}
    for tens, ten in enumerate(_NL_TENS, 2):
        words[ten] = tens * 10
        for unit, one in enumerate(_NL_UNITS, 1):
            words[f"{one}en{ten}"] = tens * 10 + unit
    below_hundred = dict(words)
    for hundreds in range(1, 20):
        if hundreds == 10:
            continue
        stem = "honderd" if hundreds == 1 else f"{(_NL_UNITS + _NL_TEENS)[hundreds - 1]}honderd"
        words[stem] = hundreds * 100
        for rest, n in below_hundred.items():
            words[f"{stem}{rest}"] = words[f"{stem}en{rest}"] = hundreds * 100 + n
    return words | {"nul": 0, "duizend": 1000}


def _en_cardinals() -> dict[str, int]:
    words = {word: n for n, word in enumerate(_EN_UNITS + _EN_TEENS, 1)}
    for tens, ten in enumerate(_EN_TENS, 2):
        words[ten] = tens * 10
        for unit, one in enumerate(_EN_UNITS, 1):
            words[f"{ten} {one}"] = tens * 10 + unit
    return words | {"zero": 0, "hundred": 100, "a hundred": 100, "one hundred": 100, "a dozen": 12, "dozen": 12}


def _nl_ordinals() -> dict[str, int]:
    def ordinal(word: str, n: int) -> str:
        return word + ("de" if 1 < n % 100 < 20 and n % 100 not in (8,) else "ste")

    regular = {ordinal(word, n): n for word, n in _nl_cardinals().items() if 0 < n < 200}
    return {**regular, **_NL_IRREGULAR}


def _en_ordinals() -> dict[str, int]:
    words = {word: n for n, word in enumerate(_EN_ORDINALS, 1)}
    for tens, ten in enumerate(_EN_TENS, 2):
        words[ten[:-1] + "ieth"] = tens * 10
        for unit, one in enumerate(_EN_ORDINALS[:9], 1):
            words[f"{ten} {one}"] = tens * 10 + unit
    return words


_CARDINALS = {Lang.NL: _nl_cardinals(), Lang.EN: _en_cardinals()}
_ORDINALS = {Lang.NL: _nl_ordinals(), Lang.EN: _en_ordinals()}

_NL_TENS_OR = "|".join(_NL_TENS)
_NL_WORD = (
    r"(?:(?:(?:[éèe]{2}n|een|twee|drie|vier|vijf|zes|zeven|acht|negen|tien|elf|twaalf|dertien|veertien|vijftien|zestien"
    r"|zeventien|achttien|negentien)?honderd(?:en)?)?"
    rf"(?:(?:[eé]{{2}}n|twee|drie|vier|vijf|zes|zeven|acht|negen)(?:-[eë]n-|[eë]n)(?:{_NL_TENS_OR})"
    rf"|{'|'.join(reversed(_NL_TEENS))}|{_NL_TENS_OR}"
    r"|[eé]{2}n|twee|drie|vier|vijf|zes|zeven|acht|negen)"
    r"|(?:(?:twee|drie|vier|vijf|zes|zeven|acht|negen)?honderd))"
)
_EN_UNITS_OR = "|".join(_EN_UNITS)
_EN_WORD = (
    rf"(?:(?:{'|'.join(_EN_TENS)})(?:[-\s](?:{_EN_UNITS_OR}))?|{'|'.join(reversed(_EN_TEENS))}|{_EN_UNITS_OR}"
    r"|(?:a |one )?hundred|(?:a )?dozen)"
)
_EN_ORDINAL = (
    rf"(?:(?:{'|'.join(_EN_TENS)})[-\s](?:{'|'.join(_EN_ORDINALS[:9])})|{'|'.join(reversed(_EN_ORDINALS))}"
    rf"|{'|'.join(t[:-1] + 'ieth' for t in _EN_TENS)})"
)

_NL_HOUR = (
    r"(?:\d{1,2}(?![\d:])|(?:(?:[eé]{2}n|twee|drie|vier|vijf|zes|zeven|acht|negen)[eë]n)?twintig"
    rf"|{'|'.join(reversed(_NL_TEENS))}|[eé]{{2}}n|twee|drie|vier|vijf|zes|zeven|acht|negen)"
)
_EN_HOUR = rf"(?:\d{{1,2}}(?![\d:])|twenty(?:[-\s](?:{_EN_UNITS_OR}))?|{'|'.join(reversed(_EN_TEENS))}|{_EN_UNITS_OR})"

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
        "numword": frozenset(_EN_UNITS + _EN_TEENS + _EN_TENS + ["hundred", "dozen"]),
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
