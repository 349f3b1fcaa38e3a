"""Finding contact details and a date of birth in a text, however they are written.

Each becomes a pattern over the folded stream of a text, which knows no case, accents, or invisible characters. Used by
``matching``.
"""

from __future__ import annotations

import contextlib
import datetime
import re
from collections.abc import Iterator
from functools import cache

from .contact_parts import MIN_HANDLE, NUMBER, Parts
from .folding import fold
from .words import word_list

_AT = r"\s*(?:@|[\[({<]\s*(?:at|apenstaartje)\s*[\])}>]|\s(?:at|apenstaartje)\s)\s*"
_DOT = r"\s*(?:\.|[\[({<]\s*(?:dot|punt)\s*[\])}>]|\s(?:dot|punt)\s)\s*"

_NUMBER = re.compile(NUMBER)
NATIONAL_DIGITS = 9
"""Digits of a number that are the same with and without its country code, in the Netherlands, Belgium, and the UK."""

MIN_CODE = 5
"""Signs of the shortest number of a car, a file or a citizen that is looked for in other groups than its own."""

MIN_LOCAL_PART = 6
"""Letters of what stands before the @, from which on it is looked for by itself."""

_BORN_REACH = 40
"""Characters between a word for birth and the year."""


def find_contact(parts: Parts, stream: str) -> Iterator[tuple[int, int]]:
    """Where a folded stream has an e-mail address, a handle, a profile's address, or a postcode; never a number."""
    for piece, pattern in _contact_patterns(parts):
        # Most contacts are not in most texts, and this is much quicker than a pattern.
        if piece in stream:
            for match in pattern.finditer(stream):
                yield match.span()


def _contact_patterns(parts: Parts) -> Iterator[tuple[str, re.Pattern[str]]]:
    """Patterns, each with a piece of text that whatever fits it contains."""
    for mail in parts.mails:
        local, _, domain = mail.partition("@")
        yield local.split(".")[0], _bounded(_spelt(local) + _AT + _spelt(domain))
        if len(local) >= MIN_LOCAL_PART:
            yield local.split(".")[0], _bounded(_spelt(local))
    for link in parts.links:
        bare = re.sub(r"^(?:https?://)?(?:www\.)?", "", link).rstrip("/")
        yield bare, _bounded(re.escape(bare))
        if len(profile := bare.rsplit("/", 1)[-1].lstrip("@")) >= MIN_HANDLE:
            yield profile, _handle(profile)
    for handle in parts.handles:
        yield handle, _handle(handle)
    for figures, letters in parts.postcodes:
        yield figures, _bounded(rf"{figures}\s?{letters}")


def code_of(text: str) -> str:
    """The letters and figures of a number such as 12-ABC-3, folded, without what stands between its groups."""
    return re.sub(r"[\W_]", "", fold(text).text)


def find_code(code: str, stream: str) -> Iterator[tuple[int, int]]:
    """Where a folded stream has the signs of :func:`code_of` one after the other, in whatever groups."""
    for match in _bounded(r"[\s\-./]?".join(map(re.escape, code))).finditer(stream):
        yield match.span()


def find_numbers(stream: str) -> Iterator[tuple[int, int, str]]:
    """Everything in a folded stream that may be a telephone number: start, end, digits."""
    for match in _NUMBER.finditer(stream):
        yield match.start(), match.end(), re.sub(r"\D", "", match[0])


def same_number(one: str, other: str) -> bool:
    """Whether two digit strings are one telephone number, with a country code or without."""
    if min(len(one), len(other)) < NATIONAL_DIGITS:
        return one == other
    return one[-NATIONAL_DIGITS:] == other[-NATIONAL_DIGITS:]


def find_dates(stream: str) -> Iterator[tuple[int, int, frozenset[datetime.date]]]:
    """Every full date in a folded stream, in figures or words, with all that it can mean: start, end, dates."""
    for pattern in _date_patterns():
        for match in pattern.finditer(stream):
            dates = frozenset(_dates(match["year"], match["month"], match["day"]))
            if dates:
                yield match.start(), match.end(), dates


def find_birth_years(stream: str) -> Iterator[tuple[int, int, int]]:
    """Every year that stands beside a word for birth: start, end, year."""
    for match in _birth_year().finditer(stream):
        yield match.start(), match.end(), int(match["year"])


def _dates(year: str, month: str, day: str) -> Iterator[datetime.date]:
    """What the pieces of a date can mean: two figures are a year of this century or the last, 3/5 is May or March."""
    names = [number for number, line in enumerate(_months(), start=1) if month in line]
    pairs = [(names[0], int(day))] if names else [(int(month), int(day)), (int(day), int(month))]
    for full_year in [int(year)] if len(year) > 2 else [1900 + int(year), 2000 + int(year)]:
        for number, its_day in pairs:
            with contextlib.suppress(ValueError):
                yield datetime.date(full_year, number, its_day)


@cache
def _birth_year() -> re.Pattern[str]:
    born = "|".join(map(re.escape, word_list("born")))
    return re.compile(rf"(?<!\w)(?:{born})(?!\w)[^.!?\n]{{0,{_BORN_REACH}}}?(?<!\w)(?P<year>\d{{4}})(?!\w)")


@cache
def _date_patterns() -> tuple[re.Pattern[str], ...]:
    words = sorted((name for line in _months() for name in line), key=len, reverse=True)
    month, figures, day = f"(?P<month>{'|'.join(words)})", r"(?P<month>\d{1,2})", r"(?P<day>\d{1,2})"
    year, between = r"'?(?P<year>\d{4}|\d{2})", r"\s?[-/. ]\s?"
    return tuple(
        _bounded(pattern)
        for pattern in (
            rf"{day}{between}{figures}{between}{year}",
            rf"(?P<year>\d{{4}}){between}{figures}{between}{day}",
            rf"{day}(?:e|ste|de|st|nd|rd|th)?[\s-](?:of\s)?{month}\.?,?[\s-]{year}",
            rf"{month}\.?\s{day}(?:st|nd|rd|th)?,?\s{year}",
        )
    )


def _handle(bare: str) -> re.Pattern[str]:
    return _bounded("@?" + re.escape(bare))


def _spelt(text: str) -> str:
    return _DOT.join(re.escape(piece) for piece in text.split("."))


def _bounded(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){pattern}(?!\w)")


@cache
def _months() -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(line.split()) for line in word_list("months"))
