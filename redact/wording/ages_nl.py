"""Dutch words for ages; the shared part is ``ages``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..draft import Lang, Level, Span
from .numbers import NL_TENS, decade, number, two_decades
from .seams import Piece
from .slot import Slot
from .words import Tag, Word

if TYPE_CHECKING:
    from .ages import Form

Told = tuple[Level, int | None, int | None, str]
"""A level, the lowest and highest age it says, and its words."""

_BAND = re.compile(
    r"(?P<part>begin|vroeg|midden|mid|half|halverwege|eind|einde|diep|in|achter in|voor in)?"
    r"[ -]*(?:in )?(?:de |in de )?"
    rf"(?P<tens>{'|'.join(NL_TENS)})(?P<er>er|ster|ers|jaren)?"
)
_PARTS = {"begin": (0, 3), "vroeg": (0, 3), "midden": (4, 6), "mid": (4, 6), "half": (4, 6), "halverwege": (4, 6)}
_LATE = (7, 9)
_CHILDHOOD = ((6, "zes"), (12, "twaalf"), (18, "achttien"), (20, "twintig"))
_TEEN = range(10, 20)
_LATER_LIFE, _YOUTH = 50, 25
_ORDINAL = {
    "op": "ooit",
    "sinds": "al enige tijd",
    "vanaf": "al enige tijd",
    "voor": "eerder",
    "na": "later",
    "rond": "ooit",
}


def band(words: str) -> tuple[int, int, bool] | None:
    """Lowest and highest age of "eind twintig" or "dertiger", and whether it is a noun."""
    found = _BAND.fullmatch(words)
    if not found or (found["part"] is None and not found["er"]):
        return None
    start = 10 * (NL_TENS.index(found["tens"]) + 2)
    part = found["part"]
    low, high = (0, 9) if part in (None, "in") else _PARTS.get(part, _LATE)
    return start + low, start + high, bool(found["er"]) and found["er"] != "jaren"


def tell(slot: Slot, form: Form, low: int, high: int, exact: bool) -> Iterator[Told]:
    """Wider ways to say an age of ``low`` to ``high`` years in the form that its place asks for."""
    before = slot.before.lower if slot.before else ""
    if form == "adjective":
        yield from _adjective(slot, low)
    elif form == "noun":
        yield from _noun(slot, low, high, exact)
    elif form == "ordinal" or slot.determiner is not None or before in ("met", "tot", "tussen", "vanaf"):
        return
    elif high < _CHILDHOOD[-1][0]:
        yield from _child(low)
    elif (tens := decade(low, Lang.NL)) is not None and tens == decade(high, Lang.NL):
        start = 10 * (low // 10)
        if exact:
            part, offsets = _part_of(low % 10)
            yield Level.NEAR, start + offsets[0], start + offsets[1], f"{part} {tens}"
        if exact or high - low < 9:
            yield Level.BROAD, start, start + 9, f"in de {tens}"
        if (two := two_decades(start)) and (slot.preposition is None or before == "van"):
            yield Level.VAGUE, two, two + 19, f"tussen de {_tens(two)} en {_tens(two + 20)}"


def _tens(age: int) -> str:
    return NL_TENS[age // 10 - 2]


def _part_of(unit: int) -> tuple[str, tuple[int, int]]:
    if unit <= _PARTS["begin"][1]:
        return "begin", _PARTS["begin"]
    return ("midden", _PARTS["midden"]) if unit <= _PARTS["midden"][1] else ("eind", _LATE)


def _child(age: int) -> Iterator[Told]:
    bounds = [(n, word) for n, word in _CHILDHOOD if age < n]
    for level, (bound, word) in zip((Level.NEAR, Level.BROAD), (bounds[0], bounds[-1]), strict=True):
        if level is Level.BROAD or len(bounds) > 1:
            yield level, None, bound - 1, f"nog geen {word}"


def _adjective(slot: Slot, age: int) -> Iterator[Told]:
    ending = "e" if slot.phrase[-1].lower.endswith("e") else ""
    if age < 18:
        yield Level.BROAD, None, 17, f"minderjarig{ending}"
        return
    near = 5 * round(age / 5)
    yield Level.NEAR, near - 2, near + 2, f"ongeveer {near}-jarig{ending}"
    start = 10 * (age // 10)
    if age >= 20:
        yield Level.BROAD, start, start + 9, f"{start}- tot {start + 10}-jarig{ending}"
        if two := two_decades(start):
            yield Level.VAGUE, two, two + 19, f"{two}- tot {two + 20}-jarig{ending}"


def _noun(slot: Slot, low: int, high: int, exact: bool) -> Iterator[Told]:
    plural = "s" if slot.phrase[-1].lower.endswith(("jarigen", "ers")) else ""
    tens = decade(low, Lang.NL)
    if low in _TEEN and high in _TEEN:
        yield Level.BROAD, 10, 19, f"tiener{plural}"
    elif tens:
        start = 10 * (low // 10)
        if exact and not plural:
            part, offsets = _part_of(low % 10)
            yield Level.NEAR, start + offsets[0], start + offsets[1], f"{part.removesuffix('den')}-{tens}er"
        yield Level.BROAD, start, start + 9, f"{tens}er{plural}"
        if two := two_decades(start):
            text = f"{_tens(two)}er{plural} of {_tens(two + 10)}er{plural}"
            yield Level.VAGUE, two, two + 19, text
    if high < 18:
        yield Level.VAGUE, None, 17, "minderjarigen" if plural else "minderjarige"


def born(year: int, said_so: bool) -> str:
    """The decade of a year of birth; ``said_so``: the phrase itself says that it is one."""
    when = f"de jaren {NL_TENS[(year % 100) // 10 - 2]}" if 1920 <= year < 2000 else "deze eeuw"
    return f"geboren in {when}" if said_so else when


def vaguest(slot: Slot, first: Word, last: Word) -> Piece | None:
    """What to say in place of "op haar zestigste"; None where it is something else."""
    governed = len(slot.outer) > 1 and slot.outer[-2].tag is Tag.PREP
    if governed or slot.determiner is None or slot.preposition is None or slot.preposition.lower not in _ORDINAL:
        return None
    if last.tag is Tag.NOUN and number(last.text, Lang.NL) is None and not last.lower.endswith(("ste", "de")):
        return None
    return Piece(Span(slot.preposition.start, last.end), _ORDINAL[slot.preposition.lower])
