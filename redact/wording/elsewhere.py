"""Where somebody came or returned from, or was born: "elsewhere", where the draft tells it only here.

Called by :mod:`.places`.
"""

from __future__ import annotations

import itertools

from ..draft import DetailType, Lang, Span
from .function import known
from .phrases import phrases
from .seams import Piece
from .slot import Shape, Slot
from .words import VERBAL, Tag, Word

_NEAR_VERB = 4
"""Words around a place in which a verb says that somebody came from it."""
_SINGLED = 14
"""Words before a place among which somebody may be said to be the only one from there."""
_ELSEWHERE = {Lang.NL: "van elders", Lang.EN: "from elsewhere"}


def back_home(slot: Slot) -> Piece | None:
    """Say that somebody went elsewhere, or returned, for "went back to Gdansk", "returned home to Lagos"."""
    first, verb = slot.phrase[0], slot.before
    there = slot.lang is Lang.EN and len(slot.phrase) > 2 and first.lower in known(slot.lang, "back")
    there = there and slot.phrase[1].lower in known(slot.lang, "destination") and verb is not None
    if not there or verb is None or verb.tag not in VERBAL or slot.shape is Shape.VERB:
        return None
    if verb.lower.startswith("return"):
        return Piece(Span(verb.end, slot.span.end), "")
    return Piece(slot.span, "elsewhere")


def is_born(slot: Slot) -> bool:
    """Whether it is told where somebody was born or grew up."""
    ahead = [word.lower for word in slot.outer[-3:-1]]
    return bool(ahead) and (ahead[-1] in phrases(slot.lang).born or " ".join(ahead) in phrases(slot.lang).born)


def from_elsewhere(slot: Slot, first: Word, last: Word, name: str) -> Piece | None:
    """Make it "from elsewhere" where somebody came from a place, by ``name``, that the draft tells of only here."""
    preposition = slot.preposition
    born = slot.outer[-2] if len(slot.outer) > 1 and slot.outer[-2].tag is Tag.PART else None
    if slot.lang is Lang.NL and preposition is not None and preposition.lower in ("in", "te") and name and born:
        if is_born(slot) and slot.text.count(name) == 1:
            words = (
                slot.outer[-4:-1] if [w.tag for w in slot.outer[-3:-2]] == [Tag.AND] else (born,)
            )  # "geboren en getogen"
            return Piece(Span(words[0].start, last.end), f"elders {' '.join(word.text for word in words)}")
        return None
    if slot.lang is Lang.EN and preposition is not None and preposition.lower == "in" and name and is_born(slot):
        return Piece(Span(first.start, last.end), "elsewhere") if slot.text.count(name) == 1 else None
    if preposition is None or preposition.lower not in known(slot.lang, "from_there") or not name:
        return None
    near = (*slot.left[-_NEAR_VERB:], *slot.right[:1])
    comes = any(word.lower in known(slot.lang, "arriving") for word in near)
    singled = (*slot.left, slot.phrase[0])[-_SINGLED - 1 :]
    pairs = itertools.pairwise(singled)
    if any(word.lower in known(slot.lang, "only") and after.tag is not Tag.FINITE for word, after in pairs):
        return None  # "the first who came from Morocco" is not the first from elsewhere
    if not comes or slot.determiner is not None or slot.text.count(name) > 1 or slot.type is DetailType.EMPLOYER:
        return None
    return Piece(Span(first.start, last.end), _ELSEWHERE[slot.lang])
