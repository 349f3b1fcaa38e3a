"""A whole name or number in other forms: torn apart, run together, in the genitive, as addresses and files are called.

Called by verify.py, sweep.py and names.py for what was taken out: a reader joins what a line's end or spacing took
apart, and an address is a name to whoever reads it.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence

from .alike import Folded
from .words import titles

MIN_SOLID = 6
"""Letters and digits of the shortest stretch that is looked for in whatever way it is taken apart: shorter ones stand
in the letters of other words."""

MAX_WORDS = 8
"""Words of the longest name; what has more is a line of text that somebody called one."""

_GAP = re.compile(r"[^\w.!?:;]{1,2}|[._]|-? (?:> ?)+|")
"""What may stand between two characters of a torn stretch, folded: no end of a sentence."""


def slugs(core: str) -> tuple[str, ...]:
    """A folded name as it is, and as addresses and files are called by it: "marieke-quistenburg", "mquistenburg"."""
    words = core.split()
    if len(words) < 2 or len(words) > MAX_WORDS:
        return (core,)
    return core, *(mark.join(words) for mark in ("", "-", "_", "+", ".")), *short(words)


def short(words: Sequence[str]) -> Iterator[str]:
    """A name with an initial for the first name or the surname, run together: "mquistenburg", "mariekeq"."""
    first, last = words[0], "".join(words[1:])
    for form in (first[0] + last, last + first[0], first[0] + words[-1], first + words[-1][0]):
        if len(form) >= MIN_SOLID:
            yield form


def torn(whole: Folded, core: str) -> Iterator[tuple[int, int]]:
    """Where ``core`` stands in ``whole`` (folded places) with other marks between its letters, or none.

    "Jan-sen", broken at a line's end, "J a n s e n", "janjansen@"; a phone number with its digits in other groups. And
    backwards, as it is typed to be shown by an override of the direction.
    """
    wanted = "".join(char for char in core if char.isalnum())
    if len(wanted) < MIN_SOLID:
        return
    text, places = whole.solid
    for form in (wanted, wanted[::-1]):
        at = text.find(form)
        while at >= 0:
            found = places[at : at + len(form)]
            if _is_one(whole.text, found):
                yield found[0], found[-1] + 1
            at = text.find(form, at + 1)


def _is_one(text: str, places: Sequence[int]) -> bool:
    """Whether characters stand close enough to be read as one stretch."""
    if places[-1] - places[0] < len(places):
        return True
    return all(
        before + 1 == after or _GAP.fullmatch(text, before + 1, after) for before, after in itertools.pairwise(places)
    )


def without_title(core: str) -> str:
    """A folded name without the titles before it: "mevrouw Jansen" is called "Jansen" elsewhere."""
    first, space, rest = core.partition(" ")
    while space and rest and first.rstrip(".") in titles():
        core = rest
        first, space, rest = core.partition(" ")
    return core


def genitive(text: str, end: int, core: str) -> int:
    """Where a name that ends at ``end`` (of a folded text) ends with the s of its genitive: "Jansens stoel"."""
    owns = text[end : end + 1] == "s" and not text[end + 1 : end + 2].isalnum() and core[-1:] not in "sxz"
    return end + 1 if owns else end


def is_word(text: str, start: int, end: int) -> bool:
    """Whether no letter or digit stands beside a stretch of a text."""
    return not text[start - 1 : start].isalnum() and not text[end : end + 1].isalnum()
