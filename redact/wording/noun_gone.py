"""Ways to say nothing of a noun phrase: without it, or its verb; "someone", "somewhere". For ``kinds``."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile

from ..draft import DetailType, Lang, Level, Span, Value
from .agree import renamed
from .at_work import involved
from .function import known
from .languages import is_spoken
from .lemmas import lemma
from .lexicon import lexicon
from .meant import (
    holds_the_verb,
    is_studied,
    is_whose_relative,
    needs_its_tail,
    trained_for,
)
from .noun_alone import head_only, with_aside
from .nouns import class_of, inner, is_counted_from, units
from .persons import is_expected, is_had, is_modifier, is_person, leading_phrase, neutral_person
from .phrases import phrases
from .rung import Rung, gone
from .seams import Piece, without_after_noun, without_element
from .slot import Shape, Slot
from .words import NOUNISH, Tag, Word

_NEAR = 6
"""Words before a phrase in which a verb is looked for."""


def noun_gone(slot: Slot, value: Value) -> Iterator[Rung]:
    """Ways to say nothing of the phrase, the best first."""
    slot = inner(slot)
    if slot.shape is Shape.VERB or holds_the_verb(slot) or needs_its_tail(slot):
        return
    if piece := _at_some_work(slot):
        yield gone(piece)
    pair = (
        slot.type is DetailType.FAMILY and slot.determiner is not None and slot.head.lower in known(slot.lang, "pairs")
    )
    if pair and slot.determiner is not None and slot.determiner.lower in known(slot.lang, "articles"):
        start = slot.determiner.start
        yield gone(Piece(Span(start, slot.span.end), "the two" if slot.lang is Lang.EN else "het tweetal"))
    if (what := trained_for(slot)) is not None:
        yield gone(Piece(Span(what, slot.span.end), ""))  # "she trained as a midwife"
    if slot.type is DetailType.FAMILY and slot.preposition is not None and is_expected(slot):
        yield gone(Piece(Span(slot.outer[-2].end, slot.span.end), ""))  # "zwanger van haar eerste kind"
    if is_person(slot) and (piece := leading_phrase(slot)):
        yield gone(piece)
    collective = slot.type is DetailType.ORIGIN and slot.head.lower in known(slot.lang, "collective")
    if collective and (only := head_only(slot)):
        yield gone(only)  # "een gezin van boeddhisten" is a family
    if is_whose_relative(slot) and slot.outer and slot.outer[-1].tag is Tag.AND and slot.determiner is not None:
        yield gone(Piece(Span(slot.outer[-2].end if len(slot.outer) > 1 else 0, slot.span.end), ""))
    near = found.wider.get(Level.NEAR) if (found := class_of(slot, value)) else None
    if piece := involved(slot, near.singular if near is not None else slot.head.lower):
        yield gone(piece)
    if is_studied(slot):
        yield gone(Piece(slot.span, ""))  # "studeert hij", "studied"
    for first, last in units(slot):
        if piece := without_element(slot, first, last):
            yield gone(piece)
    if slot.type is DetailType.GENDER and slot.shape is Shape.NOUN:
        found = class_of(slot, value)
        if found and (piece := renamed(slot, found.wider[Level.NEAR])):
            yield gone(piece)
    if piece := _with_others(slot) or _without_family(slot):
        yield gone(piece)
    if is_person(slot):
        if piece := _without_role(slot):
            yield gone(piece)
        named = slot.after is not None and slot.after.tag is Tag.NAME and not slot.after.text[:1].islower()
        if named and slot.after is not None and not is_spoken(slot, slot.after):
            start = slot.determiner.start if slot.determiner is not None and not slot.opener else slot.span.start
            yield gone(Piece(Span(start, slot.after.start), ""))  # "zijn dochter Noor"
        elif (piece := neutral_person(slot)) and not _is_of_a_child(slot):
            yield gone(with_aside(slot, piece))
    elif slot.preposition is not None and slot.preposition.lower not in known(slot.lang, "no_place"):
        outer = units(slot)[0]
        after = slot.after.lower if slot.after is not None else ""
        asked = after in phrases(slot.lang).locative or after in known(slot.lang, "moving")
        asked = asked or any(word.lower in known(slot.lang, "spending") for word in slot.left[-_NEAR:])
        if is_counted_from(slot):
            yield gone(Piece(Span(outer[0].start, outer[1].end), phrases(slot.lang).time[slot.preposition.lower]))
        elif not asked and not is_modifier(slot) and (piece := without_after_noun(slot, *outer)):
            yield gone(piece)


def _with_others(slot: Slot) -> Piece | None:
    """Say "with others" for "with her girlfriend and two cats"; None where it is whom somebody has."""
    several = slot.plural or any(word.tag is Tag.AND for word in slot.tail)
    led = slot.preposition is not None and slot.preposition.lower in known(slot.lang, "with")
    owned = slot.determiner is not None and slot.determiner.lower in known(slot.lang, "possessive")
    if slot.type is not DetailType.FAMILY or slot.shape is not Shape.NOUN or not (several and led and owned):
        return None
    start = slot.determiner.start if slot.determiner is not None else slot.span.start
    return None if is_had(slot) else Piece(Span(start, slot.span.end), next(iter(known(slot.lang, "others"))))


def _is_of_a_child(slot: Slot) -> bool:
    """Whether a clause follows about the child of whom it is told: "the parents of twins" before "who swam"."""
    of = next((at for at, word in enumerate(slot.tail) if word.lower in known(slot.lang, "of")), None)
    after, kin = slot.after, lexicon(slot.lang)
    if of is None or slot.type is not DetailType.FAMILY or after is None or after.lower not in _WHO:
        return False
    child = slot.tail[-1]
    young = child.lower in known(slot.lang, "young") or kin.find(slot.type, child.text) is not None
    return child.tag in NOUNISH and young


_WHO = frozenset({"who", "die", "dat"})


def _without_family(slot: Slot) -> Piece | None:
    """Leave out whom of their family somebody has: "a clerk with four kids said" is "a clerk said"."""
    led = slot.preposition is not None and slot.preposition.lower in known(slot.lang, "with") and len(slot.outer) > 1
    owned = slot.determiner is not None and slot.determiner.lower not in known(slot.lang, "indefinite")
    if slot.type is not DetailType.FAMILY or not led or owned or slot.outer[-2].tag not in (Tag.NOUN, Tag.NOUNS):
        return None
    after = slot.after
    goes_on = after is None or after.is_mark or after.tag in (Tag.FINITE, Tag.PART)
    return Piece(Span(slot.outer[-2].end, slot.span.end), "") if goes_on else None


def _without_role(slot: Slot) -> Piece | None:
    """Leave out what somebody did something as: "came to Ireland as a student"; None where it says what they are."""
    if len(slot.outer) < 2:
        return None
    before, as_what = slot.outer[-2:]
    near = (lemma(word.lower, slot.lang) if word.lower != "werk" else "werken" for word in slot.outer[-_NEAR:-1])
    works = any(base in known(slot.lang, "working") for base in near)
    last = slot.lang is Lang.NL and any(lemma(w.lower, slot.lang) in known(slot.lang, "working") for w in _clause(slot))
    works = works or last  # "die als kok in een hotel werkt"
    done = before.tag in _DONE or before.text == "]" or (works and before.tag in (Tag.ADV, Tag.PRON))
    done = done or (
        works and (before.tag is Tag.NUM or before.lower == "toen")
    )  # "ik werk sinds 2012 als koster bij de kerk"
    if as_what.text not in known(slot.lang, "as") or not done:
        return None
    if before.lower in known(slot.lang, "taken_as") | known(slot.lang, "calling") | phrases(slot.lang).copulas:
        return None
    after = slot.after
    goes_on = after is not None and after.lower in known(slot.lang, "of") | known(slot.lang, "relatives") | {"to"}
    if after is not None and (goes_on or after.tag is Tag.NAME or (after.tag is Tag.FINITE and not last)):
        return None
    return Piece(Span(as_what.start, slot.span.end), "")


def _clause(slot: Slot) -> tuple[Word, ...]:
    """The words behind the phrase up to a mark."""
    return tuple(takewhile(lambda word: not word.is_mark, slot.right))


_DONE = frozenset({Tag.NOUN, Tag.NOUNS, Tag.NAME, Tag.PART, Tag.INF, Tag.FINITE})
"""What stands before "as a student" where that is only said along with it."""


def _at_some_work(slot: Slot) -> Piece | None:
    """Say "werkt ergens" for "werkt in het huis", "works somewhere" for "works in Tulsa"."""
    preposition, clause = slot.preposition, _clause(slot)
    where = phrases(slot.lang).place.get(preposition.lower) if preposition is not None else None
    work = slot.type in (DetailType.OCCUPATION, DetailType.EDUCATION) and not is_person(slot)
    if preposition is None or where is None or not work or preposition.lower not in known(slot.lang, "work_at"):
        return None
    last = clause[:1] if slot.lang is Lang.NL else ()
    near = (*slot.outer[-_AT_WORK:-1], *last)
    works = any(w.tag is Tag.FINITE and lemma(w.lower, slot.lang) in known(slot.lang, "working") for w in near)
    goes_on = bool(clause) and clause[0].lower in known(slot.lang, "of") | known(slot.lang, "relatives")
    # The name alone has to go wherever else it stands.
    goes_on = goes_on or (slot.head.text[:1].isupper() and slot.text.count(slot.head.text) > 1)
    return Piece(Span(preposition.start, slot.span.end), where) if works and not goes_on else None


_AT_WORK = 3
"""Words up to the preposition in which the verb of work stands: "works now in"."""


def board_gone(slot: Slot, _: Value) -> Iterator[Rung]:
    """Say "zit bij een organisatie" for "zit in de ondernemingsraad": nobody sits "somewhere" so."""
    slot = inner(slot)
    preposition = slot.preposition
    if slot.lang is not Lang.NL or preposition is None or preposition.lower not in ("in", "bij") or slot.plural:
        return
    near, after = (*slot.outer[-_AT_WORK:-1], *_clause(slot)[:1]), slot.after
    if after is not None and after.lower in known(Lang.NL, "of"):
        return  # "in het bestuur van de moskee"
    if any(w.tag is Tag.FINITE and lemma(w.lower, Lang.NL) == "zitten" for w in near) and slot.head.text.islower():
        yield gone(Piece(Span(preposition.start, slot.span.end), "bij een organisatie"))


__all__ = ["board_gone", "noun_gone"]
