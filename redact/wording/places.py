"""Places and destinations: the region, the country, "abroad", "somewhere", or nothing.

A named place is told by what it lies in; a room or a building by a wider noun (``nouns``). To say nothing of a place
its preposition goes too: the sentence loses the phrase where it can spare it, and gets "ergens" or "somewhere" where
not.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..draft import DetailType, Json, Lang, Level, Span, Value
from .function import known
from .gazetteer import HOME, Where, find_place
from .nouns import is_modifier, noun_rungs, units
from .phrases import phrases
from .rung import Rung, gone, wider
from .seams import Piece, without_after_noun, without_element
from .slot import OPENING, Shape, Slot, narrowed
from .words import VERBAL, Tag, Word

_ABROAD: Mapping[Lang, Mapping[str, str]] = {
    Lang.NL: {
        "naar": "naar het buitenland",
        "uit": "uit het buitenland",
        "vanuit": "vanuit het buitenland",
        "van": "uit het buitenland",
        "via": "via het buitenland",
        "": "in het buitenland",
    },
    Lang.EN: {
        "from": "from abroad",
        "via": "through another country",
        "through": "through another country",
        "": "abroad",
    },
}
"""How "abroad" is said with each preposition; "" for the others."""
_INSTEAD = {"van": "uit", "te": "in"}
"""Prepositions of Dutch towns that do not go with a region or a country."""


def inner(slot: Slot) -> Slot:
    """The slot without a preposition of its own at its start ("in Almere" is "Almere" after "in")."""
    if slot.shape is Shape.PREP and len(slot.phrase) > 1:
        return narrowed(slot, 1)
    return slot


def place_rungs(slot: Slot, value: Value) -> Iterator[Rung]:
    """The wider areas that a named place lies in, finest first."""
    slot = inner(slot)
    name = slot.words if slot.phrase[0].text[:1].islower() else _name(slot)
    where = (
        None
        if slot.shape is Shape.VERB
        else find_place(slot.words, slot.lang, value) or find_place(name, slot.lang, value)
    )
    if where is None:
        return
    preposition = slot.preposition
    if preposition is None or slot.determiner is not None:
        if slot.before is None or (slot.before.is_mark and slot.before.text not in OPENING):
            yield from _bare(slot, where)
        return
    to_or_from = preposition.lower in known(slot.lang, "to_or_from") and preposition.lower not in _INSTEAD
    kept = preposition.text if to_or_from else _INSTEAD.get(preposition.lower, "in")
    span = Span(preposition.start, _end_of_name(slot))
    said: dict[str, Json] = {"country": where.code}
    if where.region and where.itself == "town":
        yield wider(Level.NEAR, Piece(span, f"{kept} {where.region}"), said)
    if where.itself != "country" and where.country != where.region:
        yield wider(Level.BROAD, Piece(span, f"{kept} {where.country}"), said)
    if where.code not in HOME[slot.lang]:
        forms = _ABROAD[slot.lang]
        abroad: Value | None = {"abroad": True} if slot.type is DetailType.TRIP else None
        yield wider(Level.VAGUE, Piece(span, forms.get(preposition.lower, forms[""])), abroad)


def place_noun_rungs(slot: Slot, value: Value) -> Iterator[Rung]:
    """The wider nouns of a room, a building, a trip."""
    yield from noun_rungs(inner(slot), value)


def _end_of_name(slot: Slot) -> int:
    """Where the name ends, so that "geboren" stays in "in Shiraz geboren"."""
    last = slot.phrase[-1]
    names = [word for word in slot.phrase if word.text[:1].isupper()]
    return names[-1].end if names and last.tag is Tag.PART else slot.span.end


def _bare(slot: Slot, where: Where) -> Iterator[Rung]:
    if where.region and where.itself == "town":
        yield wider(Level.NEAR, Piece(slot.span, where.region), {"country": where.code})
    if where.itself != "country":
        yield wider(Level.BROAD, Piece(slot.span, where.country), {"country": where.code})


def _name(slot: Slot) -> str:
    """The last run of capitalised words of the phrase."""
    names = [word for word in slot.phrase if word.text[:1].isupper()]
    return Span(names[0].start, names[-1].end).of(slot.text) if names else ""


def trip_rungs(slot: Slot, value: Value) -> Iterator[Rung]:
    """Make it "een dienstreis naar het buitenland" where a trip names its destination abroad."""
    if slot.shape is not Shape.NOUN or not slot.tail or slot.tail[0].lower not in known(slot.lang, "destination"):
        return
    where = find_place(_name(slot), slot.lang, value)
    abroad = value.get("abroad") is True or (where is not None and where.code not in HOME[slot.lang])
    if abroad:
        head = Span(slot.span.start, slot.head.end).of(slot.text)
        suffix = "naar het buitenland" if slot.lang is Lang.NL else "abroad"
        said: dict[str, Json] = {key: value[key] for key in ("kind",) if key in value}
        yield wider(Level.NEAR, Piece(slot.span, f"{head} {suffix}"), {**said, "abroad": True})


def place_gone(slot: Slot, _: Value) -> Iterator[Rung]:
    """Ways to say nothing of the place, best first."""
    slot = inner(slot)
    if slot.shape is Shape.VERB:
        return
    for first, last in units(slot):
        if piece := without_element(slot, first, last):
            yield gone(piece)
    preposition = slot.preposition
    if preposition is None:
        return
    first, last = units(slot)[0]
    said = phrases(slot.lang)
    words = (*slot.left, *slot.phrase, *slot.right)
    at, to = words.index(first), words.index(last)
    after = words[to + 1] if to + 1 < len(words) else None
    owned = after is not None and after.lower in known(slot.lang, "of")
    if after is not None and (after.tag is Tag.NAME or after.text.isdigit() or owned or is_modifier(slot)):
        return
    asks_for_place = (
        after is not None and after.lower in said.locative and preposition.lower not in known(slot.lang, "to_or_from")
    )
    if not asks_for_place and (piece := without_after_noun(slot, first, last)):
        yield gone(piece)
    if _can_go(slot, words, at, to):
        yield gone(Piece(Span(first.start, last.end), ""))
    if slot.type is DetailType.CHANNEL or (at == 0 and after is not None and after.tag in (Tag.PART, Tag.INF)):
        return
    if adverb := said.place.get(preposition.lower):
        yield gone(Piece(Span(first.start, last.end), adverb))


def event_gone(slot: Slot, _: Value) -> Iterator[Rung]:
    """Ways to say nothing of an event that tells when something was ("op de reünie zei hij")."""
    slot = inner(slot)
    if (
        slot.shape is not Shape.NOUN
        or slot.preposition is None
        or slot.preposition.lower not in known(slot.lang, "occasions")
    ):
        return
    first, last = units(slot)[0]
    if piece := without_element(slot, first, last):
        yield gone(piece)
    words = (*slot.left, *slot.phrase, *slot.right)
    at, to = words.index(first), words.index(last)
    owned = slot.after is not None and slot.after.lower in known(slot.lang, "of")
    if owned or (at and words[at - 1].lower in phrases(slot.lang).locative):
        return  # "zat in de raad van …": the verb or the next words ask for it
    if piece := without_after_noun(slot, first, last):
        yield gone(piece)
    if _can_go(slot, words, at, to):
        yield gone(Piece(Span(first.start, last.end), ""))
    if adverb := phrases(slot.lang).time.get(slot.preposition.lower):
        yield gone(Piece(Span(first.start, last.end), adverb))


def _can_go(slot: Slot, words: tuple[Word, ...], at: int, to: int) -> bool:
    """Whether the sentence stands without the phrase: not after "woont", not before the verb of a Dutch clause."""
    said = phrases(slot.lang)
    before = words[at - 1] if at else None
    after = words[to + 1] if to + 1 < len(words) else None
    if after is not None and after.tag is Tag.AND:
        return False
    if before is None or before.text in OPENING or all(word.is_mark for word in words[:at]):
        starts = after is not None and after.tag in (Tag.DET, Tag.PRON, Tag.NAME) and slot.lang is Lang.EN
        return starts and any(word.tag is Tag.FINITE for word in words[to + 1 :])
    if before.is_mark or before.tag in (Tag.AND, Tag.SUB, Tag.PREP, Tag.DET) or before.lower in said.copulas:
        return False
    # "Hij woont al jaren in Almere": the verb may stand a few words back.
    if slot.type not in (DetailType.CHANNEL, DetailType.EVENT) and any(
        word.lower in said.locative for word in words[max(0, at - _REACH) : at]
    ):
        return False
    asks_for_place = after is not None and after.lower in said.locative
    return not asks_for_place and any(word.tag in VERBAL for word in (*words[:at], *words[to + 1 :])) and at > 1


_REACH = 6
"""Words back within which a verb of being somewhere still asks for its place."""
