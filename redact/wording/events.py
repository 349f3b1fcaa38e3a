"""What a thing that happened tells of when something was: "op de reünie zei hij" without the reunion. For ``kinds``."""

from __future__ import annotations

from collections.abc import Iterator

from ..draft import DetailType, Lang, Span, Value
from .function import known, pattern
from .lexicon import lexicon
from .meant import holds_the_verb
from .nouns import inner, is_counted_from, units
from .phrases import phrases
from .places import can_go
from .rung import Rung, gone
from .seams import Piece, without_after_noun, without_element
from .slot import Shape, Slot
from .words import VERBAL, Tag


def event_gone(slot: Slot, value: Value) -> Iterator[Rung]:
    """Ways to say nothing of an event that tells when something was ("op de reünie zei hij")."""
    if piece := _as_it(slot):
        yield gone(piece)
    if piece := _turned_to(slot):
        yield gone(piece)
        return
    those, who = (*slot.left[-2:], None, None)[:2]
    if those is not None and who is not None and (those.lower, who.lower) == ("those", "who"):
        yield gone(Piece(Span(who.start, slot.span.end), "present"))  # "among those who spoke was a nurse"
    if slot.shape is Shape.PREP and _causes(slot, value) and slot.phrase[-1].tag not in VERBAL:
        lead = slot.phrase[0].lower  # "stond in mei ⟦achter het spreekgestoelte van de raad⟧"
        asks = slot.before is not None and slot.before.lower in phrases(slot.lang).locative  # "zij was …"
        bare = lead in _causes(slot, value) or (lead in known(slot.lang, "occasions") and not asks)
        where = "" if bare else phrases(slot.lang).place.get(lead, "")
        yield gone(Piece(slot.span, where))
    slot = inner(slot)
    if (
        slot.shape is not Shape.NOUN
        or holds_the_verb(slot)
        or slot.preposition is None
        or slot.preposition.lower not in known(slot.lang, "occasions") | _causes(slot, value)
    ):
        return
    first, last = units(slot)[0]
    if slot.preposition.lower in _causes(slot, value):
        yield gone(Piece(Span(first.start, last.end), ""))
        return
    if piece := without_element(slot, first, last):
        yield gone(piece)
    words = (*slot.left, *slot.phrase, *slot.right)
    at, to = words.index(first), words.index(last)
    owned = slot.after is not None and slot.after.lower in known(slot.lang, "of")
    following = words[to + 2] if to + 2 < len(words) else None
    aside = following if slot.after is not None and slot.after.text == "," else None
    if aside is not None and (pattern(slot.lang, "where").match(aside.lower) or aside.tag is Tag.PART):
        return  # "na een aanhouding, waarbij hij viel", "at the party, held in Hull"
    if owned or (at and words[at - 1].lower in phrases(slot.lang).locative):
        return  # "zat in de raad van …": the verb or the next words ask for it
    # "A week after the collapse" is "a week later".
    counted = is_counted_from(slot)
    if not counted and (piece := without_after_noun(slot, first, last)):
        yield gone(piece)
    if not counted and can_go(slot, words, at, to):
        yield gone(Piece(Span(first.start, last.end), ""))
    adverb = phrases(slot.lang).time.get(slot.preposition.lower)
    if adverb and not _is_dated(slot) and not _is_thing(slot):
        yield gone(Piece(Span(first.start, last.end), adverb))


def way_gone(slot: Slot, _: Value) -> Iterator[Rung]:
    """Say "onderweg" for "op de ⟦terugweg van een beurs in Keulen⟧"."""
    if slot.lang is not Lang.NL or slot.phrase[-1].tag in VERBAL:
        return
    first = slot.phrase[0]
    if first.lower == "onderweg":
        yield gone(Piece(slot.span, "onderweg"))
        return
    own = first.tag is Tag.PREP and len(slot.phrase) > 1
    at, way = (first, slot.phrase[1]) if own else (slot.preposition, first)
    if at is not None and at.lower in known(slot.lang, "occasions") and way.lower in known(slot.lang, "ways"):
        yield gone(Piece(Span(at.start, slot.span.end), "onderweg"))


def _causes(slot: Slot, value: Value) -> frozenset[str]:
    """What stands before that of which somebody spoke where it is written down: "sprak in ⟦over de ijsbaan⟧"."""
    return known(slot.lang, "causes") if value.get("part") == "speaker" else frozenset()


def _as_it(slot: Slot) -> Piece | None:
    """Say "it" of an event that opens the sentence as its subject: "the hearing about the port lasted six hours"."""
    determiner, after = slot.determiner, slot.after
    if slot.shape is not Shape.NOUN or slot.plural or determiner is None or after is None:
        return None
    if any(lexicon(slot.lang).find(type, slot.head.text) for type in (DetailType.EMPLOYER, DetailType.OCCUPATION)):
        return None  # "De vakbond bevestigt het"
    alone = len(slot.left) == 1 and determiner.lower in known(slot.lang, "articles") and after.tag is Tag.FINITE
    said = "Het" if slot.lang is Lang.NL else "It"
    return Piece(Span(determiner.start, slot.span.end), said) if alone and determiner.text[0].isupper() else None


def _is_thing(slot: Slot) -> bool:
    """Whether the noun is known as a thing or a place and as no event: "in de auto" is no time."""
    nouns, head = lexicon(slot.lang), slot.head.text
    event = nouns.find(DetailType.EVENT, head) is not None
    return not event and any(nouns.find(type, head, exact=True) for type in (DetailType.TRAIT, DetailType.PLACE))


def _turned_to(slot: Slot) -> Piece | None:
    """To whom somebody complained, as somebody or some body: "stapte naar ⟦de vakbond⟧" is no sentence without it."""
    if slot.lang is not Lang.NL or slot.shape is not Shape.NOUN or slot.plural:
        return None
    head = slot.head.lower
    body = "een instantie" if head in known(slot.lang, "desks") else ""
    said = "iemand" if head in known(slot.lang, "desk_people") else body
    start = slot.determiner.start if slot.determiner is not None else slot.span.start
    return Piece(Span(start, slot.span.end), said) if said else None


def _is_dated(slot: Slot) -> bool:
    """Whether a date follows, which "at some point" would contradict: "at the meeting, in June,"."""
    following = next((word for word in slot.right[:2] if word.text != ","), None)
    return following is not None and following.lower in known(slot.lang, "date_at") and following.tag is Tag.PREP


__all__ = ["event_gone", "way_gone"]
