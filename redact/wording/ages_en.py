"""English words for ages; the shared part is ``ages``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..draft import Lang, Level, Span
from .numbers import EN_TENS, decade, two_decades
from .phrases import phrases
from .seams import Piece
from .slot import Slot
from .words import Tag, Word

if TYPE_CHECKING:
    from .ages import Form

Told = tuple[Level, int | None, int | None, str]
"""A level, the lowest and highest age it says, and its words."""

_TENS_PLURAL = [ten.removesuffix("y") + "ies" for ten in EN_TENS]
_BAND = re.compile(
    rf"(?:(?P<part>early|mid|middle|late|low|high)[- ]?)?(?P<tens>{'|'.join(_TENS_PLURAL)}|(?P<figure>[2-9])0['’]?s)"
    rf"|(?P<some>{'|'.join(EN_TENS)})[- ]?(?:something|odd|ish)s?"
)
_PARTS = {"early": (0, 3), "low": (0, 3), "mid": (4, 6), "middle": (4, 6)}
_LATE = (7, 9)
_CHILDHOOD = (6, 12, 18, 20)
_YOUNG = frozenset("at by".split())


def band(words: str) -> tuple[int, int, bool] | None:
    """Lowest and highest age of "late fifties" or "thirty-something", and whether it is a noun by itself."""
    if words in ("teenager", "teenagers"):
        return 13, 19, True
    found = _BAND.fullmatch(words)
    if not found:
        return None
    if found["some"]:
        start = 10 * (EN_TENS.index(found["some"]) + 2)
    else:
        start = 10 * int(found["figure"]) if found["figure"] else 10 * (_TENS_PLURAL.index(found["tens"]) + 2)
    low, high = (0, 9) if found["part"] is None else _PARTS.get(found["part"], _LATE)
    return start + low, start + high, bool(found["some"])


def tell(slot: Slot, form: Form, low: int, high: int, exact: bool) -> Iterator[Told]:
    """Wider ways to say an age of ``low`` to ``high`` years in the form that its place asks for."""
    before = slot.before.lower if slot.before else ""
    if form == "adjective":
        yield from _adjective(low, exact)
    elif form == "noun":
        yield from _noun(slot, low, high)
    elif form == "ordinal":
        return
    elif not exact:
        yield from _band(slot, low, high)
    elif slot.determiner is not None:
        return
    elif high < _CHILDHOOD[-1]:
        yield from _child(low, before)
    elif (tens := decade(low, Lang.EN)) is not None:
        near, start = 5 * round(low / 5), 10 * (low // 10)
        yield Level.NEAR, near - 2, near + 2, f"about {near}"
        stands = slot.preposition is None and before not in ("aged", "age")
        yield Level.BROAD, start, start + 9, f"in {owner(slot)} {_plural(start)}" if stands else f"{tens}-something"
        if stands and (two := two_decades(start)):
            text = f"in {owner(slot)} {_plural(two)} or {_plural(two + 10)}"
            yield Level.VAGUE, two, two + 19, text


def _band(slot: Slot, low: int, high: int) -> Iterator[Told]:
    tens, start = decade(low, Lang.EN), 10 * (low // 10)
    if tens is None or high - low >= 9 or tens != decade(high, Lang.EN):
        return
    framed = slot.before is not None and slot.before.tag is Tag.DET
    alone = slot.preposition is None
    yield Level.BROAD, start, start + 9, _plural(start) if framed or not alone else f"in {owner(slot)} {_plural(start)}"


def owner(slot: Slot) -> str:
    """The possessive for whoever the age is of: as the pronouns of the sentence say, or the noun before it.

    Else "their".
    """
    quoted = max((n for n, word in enumerate(slot.left) if n and word.text in _QUOTES), default=-1)
    left = slot.left[quoted + 1 :]  # the "I" of a quotation is whoever says it
    nouns = [word.lower for word in reversed(left) if word.lower in _NOUNS]
    said = next((_OWNERS[word.lower] for word in reversed(left) if word.lower in _OWNERS), None)
    behind = {_OWNERS[word.lower] for word in slot.right if word.lower in _OWNERS}
    # "A nurse, then 41, says he threw it at her": one of them is somebody else.
    said = said or (_NOUNS[nouns[0]] if nouns else None)
    return said or (behind.pop() if len(behind) == 1 else "their")


_QUOTES = frozenset('"”’»')
_NOUNS = {"woman": "her", "girl": "her", "mother": "her", "man": "his", "boy": "his", "father": "his"}


_OWNERS = {
    "i": "my",
    "i'm": "my",
    "my": "my",
    "he": "his",
    "he's": "his",
    "his": "his",
    "she": "her",
    "she's": "her",
    "her": "her",
}


def in_the_decade(slot: Slot, low: int | None) -> str:
    """The decade with whose it is, behind whoever it is of: "a woman", "in her thirties"."""
    who = slot.outer[-2].lower if len(slot.outer) > 1 else ""
    behind = {_OWNERS[word.lower] for word in slot.right if word.lower in _OWNERS}
    if slot.preposition is not None and slot.preposition.lower == "at":
        return f"in {owner(slot)} {_plural(low or 0)}"
    own = _NOUNS.get(who) or (behind.pop() if len(behind) == 1 else "their")
    return f"in {own} {_plural(low or 0)}"


def _plural(age: int) -> str:
    return _TENS_PLURAL[age // 10 - 2]


def _child(age: int, before: str) -> Iterator[Told]:
    bounds = [n for n in _CHILDHOOD if age < n]
    if before in _YOUNG:
        yield Level.BROAD, None, bounds[-1] - 1, "a young age"
        return
    if len(bounds) > 1:
        yield Level.NEAR, None, bounds[0] - 1, f"under {bounds[0]}"
    yield Level.BROAD, None, bounds[-1] - 1, f"under {bounds[-1]}"


def _adjective(age: int, exact: bool) -> Iterator[Told]:
    tens = decade(age, Lang.EN)
    if tens:
        near, start = 5 * round(age / 5), 10 * (age // 10)
        if exact:
            yield Level.NEAR, near - 2, near + 2, f"roughly {near}-year-old"
        yield Level.BROAD, start, start + 9, f"{tens}-something"
        if two := two_decades(start):
            yield Level.VAGUE, two, two + 19, f"{two}-to-{two + 20}-year-old"
    elif age >= 13:
        yield Level.BROAD, 13, 19, "teenage"
    else:
        yield Level.BROAD, None, 17, "young"


def _noun(slot: Slot, low: int, high: int) -> Iterator[Told]:
    plural = "s" if slot.phrase[-1].lower.endswith("s") else ""
    if low >= 13 and high <= 19:
        if slot.phrase[-1].lower.rstrip("s") != "teenager":
            yield Level.BROAD, 13, 19, f"teenager{plural}"
        yield Level.VAGUE, None, 19, "young people" if plural else "young person"
        return
    if tens := decade(low, Lang.EN):
        start = 10 * (low // 10)
        yield Level.BROAD, start, start + 9, f"{tens}-something{plural}"
    elif high < 18:
        yield Level.BROAD, None, 17, "children" if plural else "child"


def born(year: int, said_so: bool) -> str:
    """The decade of a year of birth; ``said_so``: the phrase itself says that it is one."""
    return f"{'born in ' if said_so else ''}the {year // 10 * 10}s"


def vaguest(slot: Slot, first: Word, last: Word) -> Piece | None:
    """What to say in place of "in her late fifties": a placeholder for all of it; None where it is something else."""
    if slot.preposition is None or slot.preposition.lower != "in" or slot.determiner is None:
        return None
    return Piece(Span(slot.preposition.start, last.end), phrases(slot.lang).withheld(slot.type))
