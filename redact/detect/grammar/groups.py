"""Small groups, and who is the only one in them.

Rules in ``data/groups_*.rules`` find; the words of the stretch are read here. ``size`` counts the person: "with six
colleagues" is a group of seven.
"""

from __future__ import annotations

import re
from functools import cache

from ...cues import cues
from ...draft import Json, Lang, Value
from .numerals import PATTERNS, number, plain
from .rulefile import data_lines

LARGEST = 9999
"""A larger number is the size of an organisation, not of a group that hides somebody."""

# Not "met z'n tweeën": those two are the source and somebody who knows, and no group to hide in.
_CUES = cues(__package__, "groups")
_TOGETHER = {word: n for n, word in enumerate(_CUES.words("together"), 3)}
_CLAUSE = re.compile(rf"\b(?:{_CUES.any_of('clause')})\b")
_NOBODY = re.compile(rf"[ -](?:{_CUES.any_of('nobody')})\b")
_YEAR, _FOLLOWED = re.compile(r"(?:1[89]|20)\d\d"), re.compile(r" [^\W\d_]")
_DATING = re.compile(rf"\b(?:{_CUES.any_of('dating')}) \Z")


_NEXT = (re.compile(r" "), re.compile(r" [^\W\d_]+ "))
"""What may stand between a number and the noun that it counts: nothing, or a word, as in "four young women"."""


def read(found: re.Match[str], value: dict[str, Json], lang: Lang) -> Value | None:
    """The value of a rule's stretch; None when it counts something too large to be a group."""
    stretch = found["hit"] if "hit" in found.re.groupindex and found["hit"] else found[0]
    said = value_of_group(stretch, lang)
    size = said.get("size")
    return None if isinstance(size, int) and size > LARGEST else said


def value_of_group(stretch: str, lang: Lang) -> Value:
    """``size``, ``unique``, ``one_of``, ``gender`` as far as the words of ``stretch`` say them."""
    text = " ".join(stretch.lower().replace("’", "'").replace("‘", "'").split())
    words = _words(lang)
    value: dict[str, Json] = {}
    if words["unique"].search(text):
        value["unique"] = True
    elif words["one_of"].search(text):
        value["one_of"] = True
    gender = _gender(words["woman"].search(text), words["man"].search(text), "unique" in value)
    size = _size(text, lang, "one_of" in value)
    if gender and not value and (first := _numbers(lang).match(text)) and (fewer := number(first[0], lang)):
        # "two women in a team of twelve" are two.
        size = fewer if fewer > 1 and _counts(gender, fewer, text, lang) else size
    if size is not None:
        value["size"] = size + (1 if words["besides"].search(text) and not value else 0)
    elif words["two"].search(text):
        value["size"] = 2
    if gender and (size is None or "unique" in value or _counts(gender, size, text, lang)):
        value["gender"] = gender
    return value


def _counts(gender: str, size: int, text: str, lang: Lang) -> bool:
    """Whether it is women, or men, of whom there are ``size``: "four colleagues of the man" is no group of men."""
    ends = [said.end() for said in _numbers(lang).finditer(text) if number(said[0], lang) == size]
    starts = (start.end() for end in ends for next_ in _NEXT if (start := next_.match(text, end)))
    return any(_words(lang)[gender].match(text, start) for start in starts)


def _gender(women: re.Match[str] | None, men: re.Match[str] | None, unique: bool) -> str | None:
    """The gender of the group, or of the only one in it: "the only woman among nine men" is a woman."""
    if women and men:
        return ("woman" if women.start() < men.start() else "man") if unique else None
    return "woman" if women else "man" if men else None


def _size(text: str, lang: Lang, one_of: bool) -> int | None:
    """The largest group that ``text`` counts before a clause, or in it: "one of the four nurses" is four."""
    for word in re.findall(r"\w+", text):
        if plain(word) in _TOGETHER:
            return _TOGETHER[plain(word)]
    if koppig := re.search(r"(\w+?)-?(?:koppig|-strong|-member|-person)", text):
        return number(koppig[1], lang)
    clause = _CLAUSE.search(text)
    parts = [text[: clause.start()], text[clause.start() :]] if clause else [text]
    return next((size for part in parts if (size := _largest(part, lang, one_of)) is not None), None)


def _largest(text: str, lang: Lang, one_of: bool) -> int | None:
    said = [each for each in _numbers(lang).finditer(text) if not _counts_nobody(text, each)]
    counts = [n for each in said if (n := number(each[0], lang)) is not None]
    if one_of and len(counts) > 1:
        return counts[1]
    # "a" and "one" are also articles; alone they count nobody
    counts = [n for n in counts if n > 1]
    return max(counts) if counts else None


def _counts_nobody(text: str, said: re.Match[str]) -> bool:
    """Whether a number is a year, a span of time, money or the like: "of ten who were there in 2018 for six years"."""
    return bool(_NOBODY.match(text, said.end())) or (_YEAR.fullmatch(said[0]) is not None and _dates(text, said))


def _dates(text: str, year: re.Match[str]) -> bool:
    """Whether a number of a year is one: "the class of 2014", and not "a team of 2000 nurses"."""
    return not _FOLLOWED.match(text, year.end()) or _DATING.search(text, 0, year.start()) is not None


@cache
def _words(lang: Lang) -> dict[str, re.Pattern[str]]:
    rows = (line.split("\t") for line in data_lines(f"groups_words_{lang}.tsv"))
    return {role: re.compile(expression) for role, expression in rows}


@cache
def _numbers(lang: Lang) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w.,:]){PATTERNS[lang]['num']}(?![\w%]|[.,:]\d)")
