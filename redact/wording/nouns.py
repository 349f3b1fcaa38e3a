"""Noun phrases: the head alone, a wider noun, a neutral word, or nothing.

The first step drops what follows the noun ("een kantoor boven een fietsenwinkel" becomes "een kantoor"), the next ones
take the wider nouns of the lexicon, the last says "iemand" of a person, or removes the phrase where the sentence stands
without it.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..draft import DetailType, Lang, Level, Span, Value
from .agree import PERSON_TYPES, follows_copula, renamed, with_article
from .function import known, pattern
from .gazetteer import find_place
from .lexicon import Found, Noun, lexicon
from .phrases import phrases
from .rung import Rung, gone, wider
from .seams import Piece, without_after_noun, without_element
from .slot import Shape, Slot
from .values import as_class, trimmed
from .words import NOUNISH, Tag, Word

_LEARNERS = frozenset("student leerling pupil graduate".split())
_NEAR = 6
"""Words back in which a "have" is looked for."""


def noun_rungs(slot: Slot, value: Value) -> Iterator[Rung]:
    """The wider statements of a noun phrase, finest first."""
    if slot.shape is not Shape.NOUN or slot.type is DetailType.GENDER or is_modifier(slot):
        return
    if piece := _head_only(slot):
        yield wider(Level.NEAR, piece, trimmed(value))
    found = _class_of(slot)
    if found is None or slot.phrase[0].lower == "half":
        return
    joined = bool(slot.tail) and slot.tail[0].tag is Tag.AND
    for level, noun in found.wider.items():
        # "Zijn vrouw en twee kinderen": only the widest noun holds for all of them, and only in a family.
        if joined and (level is not Level.VAGUE or slot.type is not DetailType.FAMILY):
            continue
        clash = slot.preposition is not None and f"{slot.preposition.lower} {noun.singular}"
        if clash and pattern(slot.lang, "clash").match(clash):
            continue
        if piece := renamed(slot, _still_former(slot, noun)):
            says_class = noun.singular not in phrases(slot.lang).generic
            yield wider(level, piece, as_class(slot.type, value) if says_class else None)


def _class_of(slot: Slot) -> Found | None:
    return lexicon(slot.lang).find(slot.type, " ".join(word.text for word in slot.core))


def _still_former(slot: Slot, noun: Noun) -> Noun:
    """A former nurse is a former health worker, not a health worker."""
    former = pattern(slot.lang, "former").match(" ".join(word.text for word in slot.core))
    if not former or (" " in noun.singular and slot.lang is Lang.NL and noun.singular.startswith("iemand")):
        return noun
    prefix = phrases(slot.lang).former
    return Noun(prefix + noun.singular, prefix + noun.plural, noun.neuter, noun.mass)


def _head_only(slot: Slot) -> Piece | None:
    """The phrase without what follows its noun."""
    if not slot.tail or slot.head.tag not in NOUNISH or slot.tail[0].tag is Tag.AND:
        return None
    if slot.tail[0].text in ",&+" and any(word.tag is Tag.AND or word.text in "&+" for word in slot.tail):
        return None  # "renal, palliative or ortho"
    if slot.tail[0].tag is Tag.DET or slot.head.lower in known(slot.lang, "half_prepositions"):
        return None
    if slot.head.lower in known(slot.lang, "partitives"):  # "a form of autism" is not "a form"
        return None
    if slot.head.tag is Tag.NAME and slot.type not in (DetailType.PLACE, DetailType.TRIP):
        return None
    text, named = Span(slot.span.start, slot.head.end).of(slot.text), slot.tail[0].tag in NOUNISH | {Tag.NUM}
    is_known = lexicon(slot.lang).find(slot.type, slot.head.text) is not None
    if named and not is_known:
        return None
    if (
        slot.type is not DetailType.PLACE
        and is_known
        and len(slot.core) == 1
        and text[:1].isupper()
        and text[1:].islower()
    ):
        text = text.lower()  # "de School voor Journalistiek" is a school
    if named and slot.determiner is None and not slot.plural and slot.before is not None and not slot.before.is_mark:
        text = with_article(text) if slot.lang is Lang.EN else f"een {text}"
    return Piece(slot.span, text)


def is_modifier(slot: Slot) -> bool:
    """Whether an English phrase is the first part of a compound, as "Holiday Inn" in "the Holiday Inn bar"."""
    after = slot.after
    return slot.lang is Lang.EN and after is not None and after.tag in (Tag.NOUN, Tag.NOUNS)


def is_person(slot: Slot) -> bool:
    """Whether the phrase names a person by what they are."""
    if slot.type not in PERSON_TYPES or slot.shape is not Shape.NOUN or is_modifier(slot):
        return False
    if found := _class_of(slot):
        near = found.wider.get(Level.NEAR)
        return slot.type is not DetailType.EDUCATION or (near is not None and near.singular in _LEARNERS)
    if slot.head.tag is Tag.NAME:  # "de Bredense": somebody from there
        return (
            slot.type is DetailType.ORIGIN
            and slot.determiner is not None
            and find_place(slot.head.text, slot.lang, {}) is None
        )
    head = slot.head.lower.removesuffix("s") if slot.plural else slot.head.lower
    by_ending = slot.type in (DetailType.OCCUPATION, DetailType.GENDER)
    thing = pattern(slot.lang, "non_person").search(head)
    return by_ending and not thing and bool(pattern(slot.lang, "person").search(head))


def neutral_person(slot: Slot) -> Piece | None:
    """Say "someone", "people", "the person" in place of the phrase; None where that is no sentence."""
    said = phrases(slot.lang).person
    determiner = slot.determiner
    lower = determiner.lower if determiner else ""
    if determiner and lower not in known(slot.lang, "indefinite") | known(slot.lang, "possessive"):
        singular, plural = said["definite"].split("|")
        return renamed(slot, Noun(singular, plural))
    had = slot.type is DetailType.FAMILY and any(w.lower in known(slot.lang, "have") for w in slot.left[-_NEAR:])
    if had and (not lower or lower in known(slot.lang, "indefinite")):
        return None  # "ze heeft iemand" says something else
    if lower in known(slot.lang, "negative") or (follows_copula(slot) and not is_modified(slot)):
        return None
    governed = determiner is None and slot.before is not None and not slot.before.is_mark
    if governed and (not slot.plural or (slot.before is not None and slot.before.tag is Tag.ADJ)):
        return None
    start = determiner.start if determiner and not slot.opener else slot.span.start
    return Piece(Span(start, slot.span.end), said["indefinite_plural" if slot.plural else "indefinite"])


def is_modified(slot: Slot) -> bool:
    """Whether what follows says more of the person, so that "someone" can stand after "is"."""
    after = slot.after
    return after is not None and after.lower in known(slot.lang, "modified_by")


def noun_gone(slot: Slot, _: Value) -> Iterator[Rung]:
    """Ways to say nothing of the phrase, the best first."""
    if slot.shape is Shape.VERB:
        return
    for first, last in units(slot):
        if piece := without_element(slot, first, last):
            yield gone(piece)
    if slot.type is DetailType.GENDER and slot.shape is Shape.NOUN:
        found = _class_of(slot)
        if found and (piece := renamed(slot, found.wider[Level.NEAR])):
            yield gone(piece)
    if is_person(slot):
        if piece := neutral_person(slot):
            yield gone(piece)
    elif slot.preposition is not None and slot.preposition.lower not in known(slot.lang, "no_place"):
        outer = units(slot)[0]
        if piece := without_after_noun(slot, *outer):
            yield gone(piece)


def units(slot: Slot) -> list[tuple[Word, Word]]:
    """The phrase with its preposition and article, with its article, and by itself: largest first, without repeats."""
    last = slot.phrase[-1]
    starts = [slot.phrase[0]]
    if slot.determiner and not slot.opener:
        starts.insert(0, slot.determiner)
    if slot.preposition:
        starts.insert(0, slot.preposition)
    return [(start, last) for start in starts]
