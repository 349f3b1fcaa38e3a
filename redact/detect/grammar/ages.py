"""Ages: exact, about, by decade, by birth year, by what is left until a pension.

Rules in ``data/ages_*.rules``; here is what their named groups mean. A bare number is an age only where the words
around it say so.
"""

from __future__ import annotations

import re

from ...cues import cues
from ...draft import Json, Lang, Span, Value
from .lexicon import meaning
from .numerals import number, ordinal, plain

OLDEST = 110
"""No living person to protect is likely to be older; a larger number is not an age."""

PENSION_AGE = 67
"""State pension age in the Netherlands, Belgium, Britain, Ireland, America: 66 or 67 in 2020–2030; the upper one."""

_DECADES = {
    word: n * 10
    for words in (
        "twintig dertig veertig vijftig zestig zeventig tachtig negentig",
        "twent thirt fort fift sixt sevent eight ninet",
    )
    for n, word in enumerate(words.split(), 2)
}
_CUES = cues(__package__, "ages")
_PARTS: dict[str, tuple[int, int]] = {"early": (0, 3), "mid": (3, 7), "late": (6, 9)}
"""Which years of a decade "early", "mid", "late" cover; they overlap, as people use them."""

_ABOUT: dict[str, tuple[int | None, int | None]] = {
    "nearly": (-2, -1),
    "under": (None, -1),
    "not_yet": (-3, -1),
    "over": (0, None),
    "just_over": (0, 3),
    "about": (-3, 3),
}
"""How far from the number named the age may lie."""

_NAMED = re.compile(
    r"(?<!\buit )(?<!\bin )(?<!\bte )(?<!\bbij )(?<!\bfrom )(?<!\bnear )\b[A-ZÀ-Þ][\w'’-]*(?<![A-Z]\.),?\s*\(?$"
)
"""A capitalised word right before an age: "Anna de Wit, 54," and "Prins (61)" is how the press tells a public one's; of
"a nurse from Leeds, 54," nobody is named."""

_THEN_BEFORE = re.compile(rf"\b(?:{_CUES.any_of('then')})(?: (?:{_CUES.any_of('between')}))* $", re.IGNORECASE)
_THEN_BEHIND = re.compile(rf"(?: (?:{_CUES.any_of('unit')}))?(?: was)? (?:{_CUES.any_of('then')})\b", re.IGNORECASE)
_NEAR = 40
"""Characters before an age in which such words are looked for."""


def is_then(text: str, span: Span) -> bool:
    """Whether the words right before or behind an age say that it is of another time: "who was then 31"."""
    before = _THEN_BEFORE.search(text[max(0, span.start - _NEAR) : span.start])
    return bool(before or _THEN_BEHIND.match(text, span.end))


def read(found: re.Match[str], value: dict[str, Json], lang: Lang) -> Value | None:
    """The age a match says, or None when its number is no age or stands by a full name."""
    said = {key: text for key, text in found.groupdict().items() if text}
    if "who" in said and not meaning("occupations", said["who"].lower(), lang):
        return None
    if value.pop("unnamed", False) and _NAMED.search(found.string[max(0, found.start() - 40) : found.start()]):
        return None
    then = {"then": True} if said.get("then") or value.get("then") else {}
    value.pop("then", None)
    least = value.pop("least", 0)
    if not isinstance(least, int):
        raise ValueError("least is a number of years")
    about, part = value.pop("about", None), value.pop("part", None)
    if "dec" in said:
        return _decade(said["dec"], str(part or _part(said.get("part", ""))), lang) | then
    if "year" in said:
        return _born(said["year"])
    if "till" in said:
        left = number(said["till"], lang)
        return None if left is None or left > 30 else {"low": PENSION_AGE - 2 - left, "high": PENSION_AGE - left}
    age = ordinal(said["ord"], lang) if "ord" in said else number(said["age"], lang) if "age" in said else None
    if age is None:
        return None if {"ord", "age"} & said.keys() else {**value, **then}
    if not least <= age <= OLDEST:
        return None
    if "to" in said:
        return {"low": age, "high": int(said["to"]), **then} if age <= int(said["to"]) <= OLDEST else None
    if about:
        low, high = _ABOUT[str(about)]
        bounds: dict[str, Json] = {} if low is None else {"low": max(0, age + low)}
        return {**bounds, **({} if high is None else {"high": age + high}), **then}
    return {"age": age, **then}


def _part(word: str) -> str:
    """The part of a decade that ``word`` names, in either language; empty for all of it."""
    bare = plain(word)
    return next((part for part in ("early", "mid", "late") if bare.startswith(_CUES.words(part))), "")


def _decade(word: str, part: str, lang: Lang) -> dict[str, Json]:
    figures = re.match(r"\d+", word)
    bare = plain(word)
    start = int(figures[0]) // 10 * 10 if figures else next(n for stem, n in _DECADES.items() if bare.startswith(stem))
    low, high = _PARTS.get(part, (0, 9))
    return {"low": start + low, "high": start + high}


def _born(word: str) -> Value | None:
    """A birth year of four figures or two; two are of the last hundred years, as seen from 2020."""
    year = int(re.sub(r"\D", "", word))
    if year < 100:
        year += 2000 if year <= 20 else 1900
    return {"born_low": year, "born_high": year} if 1900 <= year <= 2100 else None
