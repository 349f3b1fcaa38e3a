"""Numbers in words and figures, Dutch and English: reading them, and naming decades."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from ..draft import Lang
from ..numerals import numerals

NL_TENS, EN_TENS = numerals(Lang.NL).tens, numerals(Lang.EN).tens


@cache
def words(lang: Lang) -> Mapping[str, int]:
    """Number words below a hundred, and a few beyond; Dutch ones without diaeresis, English ones with a hyphen."""
    known = numerals(lang)
    table = {word: n for n, word in enumerate(known.units + known.teens, 1)}
    for ten, name in enumerate(known.tens, 2):
        table[name] = 10 * ten
        for one, unit in enumerate(known.units, 1):
            table[f"{unit}en{name}" if lang is Lang.NL else f"{name}-{unit}"] = 10 * ten + one
    extra = {"honderd": 100, "één": 1, "anderhalf": 1} if lang is Lang.NL else {"hundred": 100, "dozen": 12}
    if lang is Lang.NL:
        extra |= {f"{unit}honderd": 100 * one for one, unit in enumerate(known.units, 1) if one > 1}
    return {**table, **extra}


@cache
def ordinals(lang: Lang) -> Mapping[str, int]:
    """Ordinal words below a hundred."""
    table, irregular = words(lang), numerals(lang).ordinals
    if lang is Lang.NL:
        regular = {w + ("de" if n < 20 and n not in (1, 8) else "ste"): n for w, n in table.items() if n < 100}
        return {**regular, **irregular}
    regular = {re.sub(r"y$", "ie", w) + "th": n for w, n in table.items() if n < 100}
    compounds = {
        f"{ten}-{word}": tens * 10 + n for tens, ten in enumerate(EN_TENS, 2) for word, n in irregular.items() if n < 10
    }
    return {**regular, **irregular, **compounds}


def plain(word: str) -> str:
    """A number word as the tables spell it."""
    return word.lower().replace("ë", "e").replace("‑", "-").replace("éé", "ee")


def number(word: str, lang: Lang) -> int | None:
    """The number that a word or figure stands for; None when it is none."""
    if re.fullmatch(r"\d{1,3}", word):
        return int(word)
    return words(lang).get(plain(word))


def ordinal(word: str, lang: Lang) -> int | None:
    """The number of an ordinal ("zestigste", "33rd"); None when it is none."""
    figure = re.fullmatch(r"(\d{1,3})(?:e|ste|de|st|nd|rd|th)", word.lower())
    return int(figure[1]) if figure else ordinals(lang).get(plain(word))


def decade(age: int, lang: Lang) -> str | None:
    """The word for the tens of ``age`` ("dertig", "thirty"); None below twenty and from a hundred."""
    tens = age // 10
    names = NL_TENS if lang is Lang.NL else EN_TENS
    return names[tens - 2] if 2 <= tens <= 9 else None


def two_decades(start: int) -> int:
    """The first age of the two decades that are told for one: twenty to forty, forty to sixty; 0 beyond eighty."""
    return start - start % 20 if 20 <= start < 80 else 0
