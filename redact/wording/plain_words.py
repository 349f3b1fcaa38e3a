"""The plainest word for what has no wider one: a worker, an organisation, the place. Called by ``kinds``.

It says no more than that somebody is told of who works, an organisation, a place: no crowd counts that, as none counts
the note that would stand there otherwise, and a sentence reads on.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..draft import DetailType, Lang, Span, Value
from .agree import renamed, with_article
from .at_work import for_whom
from .function import known, pattern, preposition_for
from .gazetteer import find_place
from .lexicon import Noun, lexicon
from .nouns import inner
from .persons import is_modified, is_person
from .places import names_place
from .rung import Rung, gone
from .seams import Piece
from .slot import Shape, Slot
from .trim import GENITIVE
from .words import Tag

_WORKER = {Lang.NL: Noun("medewerker", "medewerkers"), Lang.EN: Noun("worker", "workers")}
_ORGANISATION = {Lang.NL: Noun("organisatie", "organisaties"), Lang.EN: Noun("organisation", "organisations")}
_TRIP = {Lang.NL: Noun("reis", "reizen"), Lang.EN: Noun("trip", "trips")}
_SPOT = {Lang.NL: Noun("plek", "plekken"), Lang.EN: Noun("place", "places")}
_PLACE = {
    Lang.NL: {"country": "het land", "region": "de regio", "": "de plaats"},
    Lang.EN: {"country": "the country", "region": "the region", "": "the place"},
}


def plain_word(slot: Slot, value: Value) -> Iterator[Rung]:
    """A word that says nothing of the detail but what kind of thing it is."""
    slot = inner(slot)
    aside = bool(slot.outer) and slot.outer[-1].text in ",(–—"
    if slot.is_owner or slot.shape is not Shape.NOUN or aside:
        return  # an aside goes whole
    if _is_worker(slot, value):
        if (piece := renamed(slot, _WORKER[slot.lang])) is not None:
            yield gone(for_whom(slot, _WORKER[slot.lang], piece))
    elif slot.type is DetailType.OCCUPATION and _is_organisation(slot):
        if (piece := renamed(slot, _ORGANISATION[slot.lang])) is not None:
            yield gone(_led(slot, piece))
    elif slot.type is DetailType.TRIP and slot.determiner is not None and not slot.modifiers:
        if (piece := renamed(slot, _TRIP[slot.lang])) is not None:
            yield gone(piece)
    elif slot.type is DetailType.PLACE and _is_chosen(slot):
        if (piece := renamed(slot, _SPOT[slot.lang])) is not None:
            yield gone(piece)
    elif is_subject_place(slot):
        yield gone(Piece(slot.span, _PLACE[slot.lang].get(str(value.get("kind")), _PLACE[slot.lang][""])))


def _is_chosen(slot: Slot) -> bool:
    """Whether it is a spot that something is done with: "chose ⟦a table at the back⟧"; nobody is "in a place"."""
    indefinite = slot.determiner is not None and slot.determiner.lower in known(slot.lang, "indefinite")
    negative = slot.determiner is not None and slot.determiner.lower in known(slot.lang, "negative")
    plain = slot.head.text.islower() and slot.preposition is None and not slot.plural
    return indefinite and not negative and plain and not slot.modifiers


def by_its_noun(slot: Slot) -> Iterator[Rung]:
    """The plainest word for a common noun whatever a detector took it for: "a club" is an organisation."""
    slot = inner(slot)
    described = any(word.tag is not Tag.ADJ for word in slot.modifiers)  # "the same firm" is an organisation
    loose = slot.is_owner or slot.shape is not Shape.NOUN or slot.determiner is None or described
    aside = bool(slot.outer) and slot.outer[-1].text in ",(–—"
    plain = not slot.plural and not slot.tail and slot.head.text.islower()
    plain = plain and lexicon(slot.lang).find(slot.type, slot.head.text) is None  # a "party" that is an event
    if loose or aside or not plain or slot.determiner is None or slot.determiner.lower in known(slot.lang, "negative"):
        return
    nouns = lexicon(slot.lang)
    society = pattern(slot.lang, "society").search(slot.head.lower)
    if society or nouns.find(DetailType.EMPLOYER, slot.head.text) is not None:
        noun = _ORGANISATION[slot.lang]
    else:
        return
    said = f"een {noun.singular}" if slot.lang is Lang.NL else with_article(noun.singular)
    yield gone(_led(slot, Piece(Span(slot.determiner.start, slot.span.end), said)))


def _is_worker(slot: Slot, value: Value) -> bool:
    """Whether it says of somebody what they do, and nothing of it stays: not "a worker from Hull"."""
    known_work = slot.type is DetailType.OCCUPATION and value.get("group", "other") != "other"
    # "Her tutor" is nobody who works for her.
    owned = slot.determiner is not None and slot.determiner.lower in GENITIVE | known(slot.lang, "possessive")
    within = slot.preposition is not None and slot.preposition.lower in _PLACED | known(slot.lang, "at_somebody")
    return known_work and not owned and not within and is_person(slot) and not is_modified(slot)


_PLACED = frozenset({"in", "te", "at", "on", "op"})
"""Prepositions of a place, which nobody is: "in the surgery"."""


def _is_organisation(slot: Slot) -> bool:
    """Whether what is told as somebody's work is where they work."""
    governed = slot.preposition is not None and slot.determiner is not None and not slot.modifiers
    return governed and lexicon(slot.lang).find(DetailType.EMPLOYER, slot.head.text) is not None


def _led(slot: Slot, piece: Piece) -> Piece:
    """The piece with the preposition that its noun asks for."""
    preposition = slot.preposition
    wanted = preposition_for(slot.lang, f"{preposition.lower} {piece.text.split()[-1]}") if preposition else None
    if preposition is None or wanted is None:
        return piece
    between = Span(preposition.end, piece.span.start).of(slot.text)
    return Piece(Span(preposition.start, piece.span.end), f"{wanted}{between}{piece.text}")


def is_subject_place(slot: Slot) -> bool:
    """Whether something is told of a place itself: "⟦Goes⟧ is small"; of what it lies in that may not be true."""
    after, before = slot.after, slot.before
    placed = slot.type in (DetailType.PLACE, DetailType.ORIGIN) and names_place(slot) and slot.determiner is None
    # "Welsh was his first language"
    placed = placed and (slot.type is DetailType.PLACE or find_place(slot.words, slot.lang, {}) is not None)
    opens = before is None or before.is_mark or before.tag is Tag.SUB
    said_of = after is not None and after.lower in known(slot.lang, "being") | {"is", "was"}
    return placed and opens and said_of


__all__ = ["by_its_noun", "is_subject_place", "plain_word"]
