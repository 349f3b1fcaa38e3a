"""A building that is told of as who does something: "the factory declined to comment" is a company. For ``places``."""

from __future__ import annotations

from dataclasses import replace

from ..draft import DetailType, Level
from .function import known
from .lexicon import lexicon
from .slot import Slot
from .words import Tag


def as_organisation(slot: Slot) -> Slot | None:
    """The slot as an employer's where a building acts or is worked for: "the factory declined to comment"."""
    preposition = slot.preposition.lower if slot.preposition is not None else ""
    if slot.type is not DetailType.PLACE or (preposition and preposition not in known(slot.lang, "done_by")):
        return None
    found = lexicon(slot.lang).find(slot.type, slot.head.text)
    near = found.wider.get(Level.NEAR) if found is not None else None
    built = near is not None and near.singular in ("gebouw", "building")
    works = lexicon(slot.lang).find(DetailType.EMPLOYER, slot.head.text)
    opens = not slot.outer or slot.outer[-1].tag is Tag.SUB  # "toen de fabriek dichtging"
    acts = bool(preposition) or opens or (slot.after is not None and slot.after.tag is Tag.FINITE)
    return replace(slot, type=DetailType.EMPLOYER) if built and works is not None and acts else None
