"""Adjectives: a wider one in the same form, or none.

Before a noun an adjective can always go ("een Duitse postdoc"); after a verb it is widened or left to the placeholder.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from ..draft import DetailType, Lang, Level, Span, Value
from .function import known
from .lexicon import lexicon
from .phrases import phrases
from .rung import Rung, gone, wider
from .seams import Piece, without_element
from .slot import Shape, Slot
from .values import as_class
from .words import Tag, Word


@dataclass(frozen=True)
class Wider:
    """A wider adjective: before a noun without and with -e, and by itself."""

    bare: str
    inflected: str
    alone: str


def adjective_rungs(slot: Slot, value: Value) -> Iterator[Rung]:
    """Wider adjectives, finest first."""
    found = _found(slot)
    if (first := _of_descent(slot)) is not None:
        for level, adjective in (_table(slot.lang)[slot.type][_base(slot, first)]).items():
            text = adjective.inflected if first.lower.endswith("e") or slot.lang is Lang.EN else adjective.bare
            if text not in ("-", first.text):
                yield wider(level, Piece(first.span, text), as_class(slot.type, value))
        return
    if found is None or slot.shape in (Shape.NOUN, Shape.PREP):
        return
    inflected = slot.phrase[-1].lower.endswith("e") or slot.lang is Lang.EN
    for level, adjective in found.items():
        if slot.shape is Shape.ATTRIBUTE:
            text = adjective.inflected if inflected else adjective.bare
        elif _is_said_of(slot):
            text = adjective.alone
        else:
            return  # "die Spaans lazen"
        if text != "-":
            yield wider(level, Piece(slot.span, text), as_class(slot.type, value))


def _is_said_of(slot: Slot) -> bool:
    """Whether the adjective tells what somebody is: after "is" or "als", between commas, or opening a note."""
    before = slot.before
    while before is not None and before.tag is Tag.ADV and before is not slot.left[0]:
        before = slot.left[slot.left.index(before) - 1]
    return (
        before is None
        or before.is_mark
        or before.tag in (Tag.AND, Tag.ADV)
        or before.lower in phrases(slot.lang).copulas
    )


def _of_descent(slot: Slot) -> Word | None:
    """The adjective of "Iraanse afkomst", "Bengali descent"; None of another phrase."""
    words = slot.core
    if len(words) != 2 or slot.tail or words[1].lower not in known(slot.lang, "descent"):
        return None
    return words[0] if _base(slot, words[0]) in _table(slot.lang).get(slot.type, {}) else None


def _base(slot: Slot, word: Word) -> str:
    table = _table(slot.lang).get(slot.type, {})
    return word.lower if word.lower in table else word.lower.removesuffix("e")


def is_known_adjective(slot: Slot) -> bool:
    """Whether the list of its type has the phrase."""
    return _found(slot) is not None


def _found(slot: Slot) -> Mapping[Level, Wider] | None:
    table = _table(slot.lang).get(slot.type, {})
    word = slot.phrase[-1].lower
    found = table.get(slot.words.lower()) or table.get(word) or table.get(word.removesuffix("e"))
    return found if len(slot.phrase) <= _MOST_WORDS else None


_MOST_WORDS = 2
"""Words of an adjective: "deeply religious", "vrijgemaakt gereformeerd"."""


def is_of_body(slot: Slot) -> bool:
    """Whether the adjective makes more of a part of the body: "a black eye" is no eye that somebody has."""
    after, types = slot.after, (DetailType.TRAIT, DetailType.HEALTH)
    part = after is not None and after.lower in known(slot.lang, "body_parts")
    return part and slot.type in types and slot.phrase[-1].tag not in (Tag.NOUN, Tag.NOUNS, Tag.NAME)


def adjective_gone(slot: Slot, _: Value) -> Iterator[Rung]:
    """Ways to do without the adjective or adverb."""
    if (piece := _of_parents(slot)) is not None:
        yield gone(piece)
    before = slot.before
    governed = before is not None and before.tag in (Tag.DET, Tag.ADJ) and slot.before_noun
    if slot.shape is Shape.ATTRIBUTE or (governed and slot.shape is not Shape.NOUN):
        yield gone(Piece(slot.span, ""))
    ahead = [word for word in slot.left[-_SAID_NEAR:] if word.tag is not Tag.ADV]  # "is nu voorganger"
    said_of = bool(ahead) and before is not None and ahead[-1].lower in phrases(slot.lang).copulas
    single = len(slot.phrase) == 1 and slot.phrase[0].tag in (Tag.PART, Tag.ADJ)
    participle = slot.phrase[0].tag is Tag.PART and not any(word.tag is Tag.FINITE for word in slot.phrase)
    alone = (slot.shape is Shape.PREDICATE or single or participle) and not said_of
    if alone and (piece := without_element(slot, slot.phrase[0], slot.phrase[-1])):
        yield gone(piece)
    if _is_adverb(slot) and not said_of:
        yield gone(Piece(slot.span, ""))


def _of_parents(slot: Slot) -> Piece | None:
    """Take out "with Welsh parents", as everybody has parents."""
    before, after = slot.before, slot.after
    told = slot.type is DetailType.ORIGIN and before is not None and before.lower in known(slot.lang, "with")
    if not told or before is None or after is None or after.lower not in known(slot.lang, "everybody_has"):
        return None
    return Piece(Span(before.start, after.end), "")


def attribute_gone(slot: Slot, _: Value) -> Iterator[Rung]:
    """Leave out what kind of place or firm it is: "the village football pitch" is "the football pitch"."""
    after = slot.after
    common = len(slot.phrase) == 1 and slot.phrase[0].text.islower() and after is not None and after.text.islower()
    if slot.lang is Lang.EN and common and slot.shape is Shape.ATTRIBUTE and not slot.is_owner:
        yield gone(Piece(slot.span, ""))


_SAID_NEAR = 4
"""Words back, adverbs aside, in which a form of "to be" is looked for."""


def _is_adverb(slot: Slot) -> bool:
    """Whether the phrase is an adverb that the sentence stands without: "ging vervroegd met pensioen"."""
    word, before = slot.phrase[0], slot.before
    commas = [at for at, one in enumerate(slot.left) if one.is_mark]
    clause = slot.left[commas[-1] + 1 :] if commas else slot.left
    helped = any(one.lower in known(slot.lang, "have") or one.lower in phrases(slot.lang).copulas for one in clause)
    form = word.tag is Tag.ADJ or (word.tag is Tag.PART and not helped)
    manner = form and slot.type in (DetailType.OCCUPATION, DetailType.TRIP, DetailType.CHANNEL)
    if len(slot.phrase) > 1 or not (word.tag is Tag.ADV or manner) or before is None or before.is_mark:
        return False
    if before.lower in known(slot.lang, "possessive"):
        return False
    if lexicon(slot.lang).find(slot.type, word.text):
        return False  # a noun with the wrong tag
    fixed = (Tag.PREP, Tag.DET, Tag.SUB, Tag.AND)
    return before.tag not in fixed and any(one.tag is Tag.FINITE for one in slot.left)


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
