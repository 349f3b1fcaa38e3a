"""A seat in a council or club: "lid van de dorpsraad van Zuna" is "betrokken bij een organisatie". For ``kinds``.

No wider noun says it: a "lid" alone is none of anything, and who sits there is listed on a page.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..draft import DetailType, Level, Span, Value
from .function import known
from .phrases import phrases
from .rung import Rung, gone, wider
from .seams import Piece
from .slot import Slot
from .words import Tag


def seat_rungs(slot: Slot, _: Value) -> Iterator[Rung]:
    """What is true of whoever has a seat somewhere, where it is told of somebody as what they are."""
    before = slot.before
    told = _is_seat(slot) and slot.determiner is None and before is not None and before.tag is not Tag.PREP
    if told and before is not None and before.lower != phrases(slot.lang).as_word:
        yield wider(Level.VAGUE, Piece(slot.span, f"{phrases(slot.lang).person['involved']} een organisatie"), None)


def seat_gone(slot: Slot, _: Value) -> Iterator[Rung]:
    """Say "iemand" for "een lid van de ouderraad"."""
    if _is_seat(slot) and slot.determiner is not None and slot.determiner.lower == "een":
        yield gone(Piece(Span(slot.determiner.start, slot.span.end), phrases(slot.lang).person["indefinite"]))


def _is_seat(slot: Slot) -> bool:
    seat = slot.type is DetailType.OCCUPATION and slot.phrase[0].lower in known(slot.lang, "seats")
    return seat and len(slot.phrase) > 1 and slot.phrase[1].lower in known(slot.lang, "of")
