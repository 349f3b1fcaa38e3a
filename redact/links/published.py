"""When an article was published, by its file's name or its dateline: ages and "last year" count from there.

A file is best named by its date ("2021-07-05.txt"). Where neither tells, nothing is guessed: a wrong month would put
everybody's year of birth wrong.
"""

from __future__ import annotations

import re

from ..detect.grammar.dates import value_of_date
from ..draft import Lang

_IN_NAME = re.compile(r"(?<!\d)((?:19|20)\d\d)[-_. ]?(0[1-9]|1[0-2])(?:[-_. ]?(?:0[1-9]|[12]\d|3[01]))?(?!\d)")
_HEAD = re.compile(
    r"\W*(?:date|datum|published|gepubliceerd|updated|bijgewerkt)\b\W*(?:on |op )?(.{6,24})", re.IGNORECASE
)
_NUMBERS = re.compile(r"((?:19|20)\d\d)-(0[1-9]|1[0-2])\b")
LINES = 5
"""A dateline is one of the first lines that are not blank."""
WORDS = 4
"""A line of more words than a place and a date is a sentence or a heading."""


def published(name: str, text: str, lang: Lang) -> tuple[int, int] | None:
    """The year and month of publication; None where neither the file's name nor a dateline tells."""
    if match := _IN_NAME.search(name):
        return int(match[1]), int(match[2])
    lines = [line.strip() for line in text.splitlines() if line.strip()][:LINES]
    return next((month for line in lines if (month := _dateline(line, lang))), None)


def _dateline(line: str, lang: Lang) -> tuple[int, int] | None:
    head = _HEAD.match(line)
    if head is None and len(line.split()) > WORDS:
        return None
    said = head[1] if head else line
    if numbers := _NUMBERS.search(said):
        return int(numbers[1]), int(numbers[2])
    value = value_of_date(said, lang)
    day, last = str(value.get("from", "")), str(value.get("to", ""))
    # A month or a year by itself stands in headings too.
    return (int(day[:4]), int(day[5:7])) if day and day == last else None
