"""Finding contact details and a date of birth in a text, however they are written.

Each becomes a pattern over the folded stream of a text, which knows no case, accents, or invisible characters. Used by
``matching``.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from functools import cache

from .folding import fold
from .words import word_list

_LABEL = re.compile(r"^\s*[^\W\d]{1,12}\s*:\s*(?!//)")
"""What people write before a contact: "Signal: ", "tel: "."""

_AT = r"\s*(?:@|[\[({<]\s*(?:at|apenstaartje)\s*[\])}>]|\s(?:at|apenstaartje)\s)\s*"
_DOT = r"\s*(?:\.|[\[({<]\s*(?:dot|punt)\s*[\])}>]|\s(?:dot|punt)\s)\s*"

_NUMBER = re.compile(r"(?<![\w])(?:\+|00)?\(?\d(?:[\s\-./()]{0,3}\d){5,14}(?!\w)")
NATIONAL_DIGITS = 9
"""Digits of a number that are the same with and without its country code, in the Netherlands, Belgium, and the UK."""

MIN_NUMBER = 6
MIN_LOCAL_PART = 6
"""Letters of what stands before the @, from which on it is looked for by itself."""

_POSTCODE = re.compile(r"\b(\d{4})\s?([a-z]{2})\b")
_BORN = r"(?:geboren|geb\.?|geboortejaar|geboortedatum|bouwjaar|born|birth|dob|d\.o\.b\.)"
_BORN_REACH = 40
"""Characters between a word for birth and the year."""


def contact_patterns(contact: str) -> Iterator[re.Pattern[str]]:
    """Patterns for an e-mail address, a handle, a profile's address, or a postcode; none for a number."""
    value = fold(_LABEL.sub("", contact)).text.strip()
    if re.fullmatch(r"\S+@\S+\.\S+", value):
        local, _, domain = value.partition("@")
        yield _bounded(_spelt(local) + _AT + _spelt(domain))
        if len(local) >= MIN_LOCAL_PART:
            yield _bounded(_spelt(local))
    elif re.match(r"(?:https?://|www\.)", value) or re.fullmatch(r"[\w.-]+\.[a-z]{2,}/\S+", value):
        bare = re.sub(r"^(?:https?://)?(?:www\.)?", "", value).rstrip("/")
        yield _bounded(re.escape(bare))
        yield from _handle(bare.rsplit("/", 1)[-1])
    elif re.fullmatch(r"@?[\w.\-]+", value) and (value.startswith("@") or re.search(r"[\d_.]", value)):
        yield from _handle(value)
    for postcode in _POSTCODE.finditer(value):
        yield _bounded(rf"{postcode[1]}\s?{postcode[2]}")


def number_of(contact: str) -> str:
    """The digits of a telephone number; empty when the contact is none."""
    value = _LABEL.sub("", contact)
    digits = re.sub(r"\D", "", value)
    return digits if len(digits) >= MIN_NUMBER and re.fullmatch(r"[\d\s+\-./()]+", value.strip()) else ""


def find_numbers(stream: str) -> Iterator[tuple[int, int, str]]:
    """Everything in a folded stream that may be a telephone number: start, end, digits."""
    for match in _NUMBER.finditer(stream):
        yield match.start(), match.end(), re.sub(r"\D", "", match[0])


def same_number(one: str, other: str) -> bool:
    """Whether two digit strings are one telephone number, with a country code or without."""
    if min(len(one), len(other)) < NATIONAL_DIGITS:
        return one == other
    return one[-NATIONAL_DIGITS:] == other[-NATIONAL_DIGITS:]


def birth_patterns(born: datetime.date) -> Iterator[re.Pattern[str]]:
    """Patterns for a date of birth in figures and words, in both languages, and for its year beside a word for birth."""
    day, month = rf"0?{born.day}", rf"0?{born.month}"
    year, either_year = str(born.year), rf"(?:{born.year}|'?{born.year % 100:02d})"
    name = "(?:" + "|".join(_month_names()[born.month - 1]) + r")\.?"
    between = r"\s?[-/. ]\s?"
    for pattern in (
        rf"{day}{between}{month}{between}{either_year}",
        rf"{month}/{day}/{either_year}",
        rf"{year}{between}{month}{between}{day}",
        rf"{day}(?:e|ste|de|st|nd|rd|th)?\s(?:of\s)?{name},?\s{either_year}",
        rf"{name}\s{day}(?:st|nd|rd|th)?,?\s{either_year}",
    ):
        yield _bounded(pattern)
    yield re.compile(rf"(?<!\w){_BORN}\b[^.!?\n]{{0,{_BORN_REACH}}}?\b{year}(?!\w)")


def _handle(value: str) -> Iterator[re.Pattern[str]]:
    bare = value.lstrip("@")
    if len(bare) > 2:
        yield _bounded("@?" + re.escape(bare))


def _spelt(text: str) -> str:
    return _DOT.join(re.escape(piece) for piece in text.split("."))


def _bounded(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){pattern}(?!\w)")


@cache
def _month_names() -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(sorted(line.split(), key=len, reverse=True)) for line in word_list("months"))
