"""A clause that tells on about the detail: "at ⟦the supper⟧, where he made a speech". For ``kinds``, ``ladder``.

Without the supper the clause would be about something else, or nothing. What stands there instead is a place, an event,
a thing that somebody is involved in: true of whatever the clause is about.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ..draft import DetailType, Lang, Span, Value
from .function import known
from .half_gone import WORKS
from .lemmas import lemma
from .lexicon import lexicon
from .nouns import inner
from .phrases import phrases
from .rung import Rung, gone
from .seams import Piece
from .slot import Shape, Slot
from .verbs import english_form, is_plural, is_present
from .words import NOUNISH, Tag, Word

_PLACES = (DetailType.PLACE, DetailType.EMPLOYER, DetailType.EDUCATION, DetailType.TRIP)
_WAY = frozenset({DetailType.PLACE, DetailType.EMPLOYER, DetailType.EDUCATION, DetailType.TRIP, DetailType.EVENT})


def where_clause(behind: tuple[Word, ...], lang: Lang) -> bool:
    """Whether a clause opens there that is about a place: ", waar zij sliep", "where she slept", "at which he fell"."""
    words = behind[1:] if behind and behind[0].text == "," else behind
    first, second = (*words[:2], None, None)[:2]
    if first is None:
        return False
    led = first.tag is Tag.PREP and second is not None and second.lower in known(lang, "which")
    return first.lower in known(lang, "where") or led


def thing_clause(behind: tuple[Word, ...], lang: Lang) -> bool:
    """Whether a clause opens there that is about a thing or a place, and no person."""
    words = behind[1:] if behind and behind[0].text == "," else behind
    return where_clause(behind, lang) or (bool(words) and words[0].lower in known(lang, "about_things"))


def about_somebody(behind: tuple[Word, ...], lang: Lang) -> bool:
    """Whether a clause opens there that can only be about whoever was told of last: ", whose", ", bij wie"."""
    comma, first, second = (*behind[:3], None, None, None)[:3]
    if comma is None or comma.text != "," or first is None:
        return False
    led = first.tag is Tag.PREP and second is not None and second.lower in known(lang, "behind_preposition")
    return led or first.lower in known(lang, "of_the_last")


def told_on_gone(slot: Slot, value: Value) -> Iterator[Rung]:
    """Say what a clause behind it can be about: "at an event where", "is involved in something that"."""
    if slot.shape is Shape.VERB:
        if (piece := _had(slot)) is not None:
            yield gone(piece)
        pastime = slot.type is DetailType.TRAIT and value.get("kind") == "hobby"
        if (pastime or slot.type is DetailType.OCCUPATION) and (piece := _involved(slot)) is not None:
            yield gone(piece)
        return
    slot = inner(slot)
    slot = replace(slot, right=_behind_place(slot)) if slot.type is DetailType.EVENT else slot
    preposition = slot.preposition
    loose = slot.shape is not Shape.NOUN or slot.is_owner or preposition is None or bool(slot.modifiers)
    which = slot.lang is Lang.EN and thing_clause(slot.right, slot.lang)
    if slot.type not in _WAY or loose or preposition is None or not (which or where_clause(slot.right, slot.lang)):
        return
    said = phrases(slot.lang).told_on
    kind = "event" if slot.type is DetailType.EVENT else "place"
    lead = preposition.lower if f"{kind}_{preposition.lower}" in said else "at"
    near = bool(slot.right) and slot.text[slot.span.end : slot.right[0].start].strip() == ""
    yield gone(Piece(Span(preposition.start, _end(slot) if near else slot.span.end), said[f"{kind}_{lead}"]))


def _behind_place(slot: Slot) -> tuple[Word, ...]:
    """What follows an event, without the place that it was in: "a weekend in Goes, which"."""
    at = 0
    if slot.right and slot.right[0].tag is Tag.PREP:
        at = next((n for n, word in enumerate(slot.right) if n and word.tag is not Tag.NAME), len(slot.right))
    return slot.right[at if at > 1 else 0 :]


def _end(slot: Slot) -> int:
    """Its end, with the comma before a clause that ends the sentence: "in a place where he slept"."""
    comma, *rest = slot.right
    last = comma.text == "," and not any(word.is_mark and word.text not in ".!?" for word in rest)
    return comma.end if last else slot.span.end


def _had(slot: Slot) -> Piece | None:
    """Say "had something" for "carried a book" of which a clause tells: "in which he noted the names"."""
    verb, *thing = slot.phrase
    plain = bool(thing) and thing[0].tag is Tag.DET and thing[-1].tag is Tag.NOUN and verb.tag is Tag.FINITE
    plain = plain and all(word.tag in NOUNISH | {Tag.ADJ} for word in thing[1:])
    had = plain and lemma(verb.lower, slot.lang) in known(slot.lang, "having")
    if not had or not thing_clause(slot.right, slot.lang):
        return None
    if slot.lang is Lang.EN:
        said = {"base": "have", "present": "has", "past": "had"}.get(english_form(slot))
        return Piece(slot.span, f"{said} something") if said is not None else None
    return Piece(slot.span, f"{'heeft' if is_present(verb) else 'had'} iets") if not is_plural(verb) else None


def _involved(slot: Slot) -> Piece | None:
    """Say "is involved in something" of a pastime that is told on about: "sings in a choir that Pell conducts"."""
    verb, before = slot.phrase[0], slot.before
    ends = slot.phrase[-1].tag in NOUNISH and not any(w.tag is Tag.FINITE for w in slot.phrase[1:])
    if verb.tag is not Tag.FINITE or not ends or len(slot.phrase) == 1:
        return None
    work = slot.type is DetailType.OCCUPATION
    opens = where_clause if work else thing_clause
    if not opens(slot.right, slot.lang) or before is None or before.tag is Tag.FINITE:
        return None
    if slot.lang is Lang.EN:
        said = (_AT_WORK if work else _IN_IT).get(english_form(slot))
        return Piece(Span(slot.span.start, _end(slot)), said) if said is not None else None
    if slot.phrase[1].tag is Tag.PRON:
        return None
    number = 2 if is_plural(verb) else 0 if before.lower == "ik" else 1
    if work:
        said = f"{(_WORKS if is_present(verb) else _WORKED)[number]} {phrases(slot.lang).told_on['place_at']}"
    else:
        said = f"{(_IS if is_present(verb) else _WAS)[number]} betrokken bij iets"
    return Piece(Span(slot.span.start, _end(slot)), said)


_IS, _WAS = ("ben", "is", "zijn"), ("was", "was", "waren")
_WORKS, _WORKED = ("werk", "werkt", "werken"), ("werkte", "werkte", "werkten")
"""For "ik", for one, and for several."""
_IN_IT = {
    form: f"{being} involved in something" for form, being in (("base", "be"), ("present", "is"), ("past", "was"))
}
_AT_WORK = {"base": "work in a place", "present": "works in a place", "past": "worked in a place"}


def is_told_on(slot: Slot, piece: Piece) -> bool:
    """Whether a clause would be left that tells on about a place or a thing which ``piece`` takes away."""
    if piece.span.end > slot.span.end or slot.phrase[-1].tag not in NOUNISH:
        return False
    if piece.text:
        return piece.text in WORKS and where_clause(slot.right, slot.lang)
    ahead = next((word for word in reversed(slot.left) if word.end <= piece.span.start), None)
    if where_clause(slot.right, slot.lang):
        if slot.type not in _WAY:
            return False
        named = ahead is not None and ahead.tag is Tag.NAME
        return not named and not (ahead is not None and _is_place(ahead, slot.lang))
    comma, opener = (*slot.right[:2], None, None)[:2]
    about = comma is not None and comma.text == "," and opener is not None
    about = about and opener is not None and opener.lower in known(slot.lang, "about_things")
    noun = ahead is not None and (ahead.tag in NOUNISH or ahead.is_mark)
    return about and not noun


def _is_place(word: Word, lang: Lang) -> bool:
    return any(lexicon(lang).find(type, word.text) is not None for type in _PLACES)


__all__ = ["about_somebody", "is_told_on", "thing_clause", "told_on_gone", "where_clause"]
