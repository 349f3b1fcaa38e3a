"""Adjectives: a wider one in the same form, or none.

Before a noun an adjective can always go ("een Duitse postdoc"); after a verb it is widened or left to the placeholder.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from ..draft import DetailType, Lang, Level, Value
from .phrases import phrases
from .rung import Rung, gone, wider
from .seams import Piece, without_element
from .slot import Shape, Slot
from .values import as_class
from .words import Tag


@dataclass(frozen=True)
class Wider:
    """A wider adjective: before a noun without and with -e, and by itself."""

    bare: str
    inflected: str
    alone: str


def adjective_rungs(slot: Slot, value: Value) -> Iterator[Rung]:
    """Wider adjectives, finest first."""
    if slot.shape in (Shape.NOUN, Shape.PREP) or len(slot.phrase) > (1 if slot.shape is Shape.VERB else 2):
        return
    word = slot.phrase[-1].lower
    table = _table(slot.lang).get(slot.type, {})
    found = table.get(slot.words.lower()) or table.get(word) or table.get(word.removesuffix("e"))
    if found is None:
        return
    inflected = word not in table or slot.lang is Lang.EN
    for level, adjective in found.items():
        if slot.shape is Shape.ATTRIBUTE:
            text = adjective.inflected if inflected else adjective.bare
        else:
            text = adjective.alone
        if text != "-":
            yield wider(level, Piece(slot.span, text), as_class(slot.type, value))


def adjective_gone(slot: Slot, _: Value) -> Iterator[Rung]:
    """Ways to do without the adjective."""
    governed = slot.before is not None and slot.before.tag in (Tag.DET, Tag.ADJ) and slot.before_noun
    if slot.shape is Shape.ATTRIBUTE or (governed and slot.shape is not Shape.NOUN):
        yield gone(Piece(slot.span, ""))
    said_of = slot.before is not None and slot.before.lower in phrases(slot.lang).copulas
    alone = slot.shape is Shape.PREDICATE and not said_of
    if alone and (piece := without_element(slot, slot.phrase[0], slot.phrase[-1])):
        yield gone(piece)


@cache
def _table(lang: Lang) -> Mapping[DetailType, Mapping[str, Mapping[Level, Wider]]]:
    text = (resources.files(__package__) / "data" / f"adjectives-{lang}.toml").read_text(encoding="utf-8")
    found: dict[DetailType, dict[str, dict[Level, Wider]]] = {}
    for name, entries in tomllib.loads(text).items():
        words = found.setdefault(DetailType(name), {})
        for entry in entries:
            levels = {level: Wider(*entry[level].split("|")) for level in (Level.NEAR, Level.BROAD) if level in entry}
            for word in entry["words"].split():
                words.setdefault(word.replace("_", " "), levels)
    return found
