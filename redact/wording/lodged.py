"""A complaint apart from its verb: "diende in maart ⟦een klacht in bij hem⟧" becomes "trok in maart aan de bel".

Called by :mod:`.kinds`. Without its verb the phrase is no noun: "diende in maart een melding" wants its "in".
"""

from __future__ import annotations

from collections.abc import Iterator

from ..draft import DetailType, Lang, Level, Span, Value
from .function import known
from .rung import Rung, wider
from .seams import Piece
from .slot import Slot
from .values import as_class
from .verb_table import verb_classes
from .verbs import dutch_form
from .words import Tag, Word


def is_lodged(slot: Slot) -> bool:
    """Whether the phrase has the other part of a verb that stands before it in its clause."""
    return lodged_verb(slot) is not None


def lodged_rungs(slot: Slot, value: Value) -> Iterator[Rung]:
    """Say that somebody raised the alarm, with what stands between verb and complaint where it stood."""
    verb = lodged_verb(slot)
    if verb is None:
        return
    start = slot.determiner.start if slot.determiner is not None else slot.span.start
    particle = _particle(slot, _noun(slot))
    end = max(slot.span.end, particle.end) if particle is not None else slot.span.end
    lead, *rest = verb_classes(slot.lang)["dienen"][0].forms[dutch_form(verb)].split()
    said = " ".join((lead, *slot.text[verb.end : start].split(), *rest))
    yield wider(Level.VAGUE, Piece(Span(verb.start, end), said), as_class(slot.type, value))


def lodged_verb(slot: Slot) -> Word | None:
    """The verb that stands before a complaint of which its other part is told; None where none is."""
    if slot.type is not DetailType.EVENT or slot.lang is not Lang.NL:
        return None
    noun = _noun(slot)
    if _particle(slot, noun) is None or noun.lower not in known(Lang.NL, "lodged"):
        return None
    # A tagger takes "diende" for an adjective here and there.
    for word in reversed(slot.left):
        if word.is_mark or (word.tag is Tag.SUB and word.lower not in known(Lang.NL, "as")):
            return None
        if word.lower in known(Lang.NL, "lodging"):
            return word
    return None


def _noun(slot: Slot) -> Word:
    return next((word for word in slot.phrase if word.tag is not Tag.DET), slot.phrase[0])


def _particle(slot: Slot, noun: Word) -> Word | None:
    """The "in" of "klacht in", of the phrase or right behind it."""
    behind = (*slot.phrase[slot.phrase.index(noun) + 1 :], *slot.right)
    if not behind or behind[0].lower not in known(Lang.NL, "particles"):
        return None
    within = len(slot.phrase) > slot.phrase.index(noun) + 1
    ends = len(behind) == 1 or behind[1].is_mark or behind[1].tag in (Tag.AND, Tag.PREP)
    return behind[0] if within or ends else None
