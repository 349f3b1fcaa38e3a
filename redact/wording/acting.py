"""A building that is told of as who does something: "the factory declined to comment" is a company. For ``places``."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ..draft import DetailType, Lang, Level, Value
from .agree import renamed
from .function import known
from .lexicon import Noun, lexicon
from .rung import Rung, wider
from .slot import Slot
from .values import as_class
from .words import Tag


def named_hall(slot: Slot, value: Value) -> Iterator[Rung]:
    """A house that is called a hall is a building and no room: "at Thornby Hall" is "in a building"."""
    named = slot.lang is Lang.EN and slot.head.text == "Hall" and len(slot.core) > 1 and slot.determiner is None
    if named and slot.core[0].text[:1].isupper() and (piece := renamed(slot, _BUILDING)) is not None:
        yield wider(Level.NEAR, piece, as_class(slot.type, value))


_BUILDING = Noun("building", "buildings")


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
