"""A Dutch noun that is told with a verb some words before it: "geeft ze nu les", "staat hij voor de klas".

The noun by itself has no wider noun that its verb could take; the two together are a way to say that somebody works.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..draft import DetailType, Lang, Level, Span, Value
from .function import known
from .rung import Rung, gone, wider
from .seams import Piece
from .slot import Slot
from .words import Tag, Word

_FORMS = {"present": "werkt", "present_plural": "werken", "past": "werkte", "past_plural": "werkten"}
_REACH = 5
"""Words between the verb and its noun: "staat hij nu drie dagen voor de klas"."""


def light_verb_rungs(slot: Slot, _: Value) -> Iterator[Rung]:
    """Say "werkt ze" for "geeft ze les"; nothing where the verb is not told before the noun in the same clause."""
    if slot.lang is not Lang.NL or slot.type not in (DetailType.OCCUPATION, DetailType.EDUCATION):
        return
    preposition = slot.preposition.lower if slot.preposition is not None else ""
    noun = "_".join((*([preposition] if preposition else ()), _lesson(slot.core[0].lower)))
    verb = _verb(slot, noun)
    taught = slot.after is not None and slot.after.lower in known(slot.lang, "taught")
    if verb is None or taught:
        return
    start = (slot.preposition or slot.determiner or slot.phrase[0]).start
    between = slot.text[verb.end : start].rstrip()
    form = f"{'past' if _is_past(verb) else 'present'}{'_plural' if verb.lower.endswith('en') else ''}"
    first = verb.lower in ("geef", "sta")
    said = "werk" if first else _FORMS[form]
    said = said.capitalize() if verb.text[0].isupper() else said
    yield wider(Level.VAGUE, Piece(Span(verb.start, slot.span.end), said + between), None)


def lesson_gone(slot: Slot, _: Value) -> Iterator[Rung]:
    """Say "geeft ze les" for "geeft ze natuurkunde op een school in Goes": what is taught, and where, goes."""
    if slot.lang is not Lang.NL or slot.type is not DetailType.EDUCATION or slot.determiner is not None:
        return
    if slot.preposition is None and slot.phrase[0].tag is Tag.NOUN and _verb(slot, _LESSON) is not None:
        yield gone(Piece(slot.span, _LESSON))


_LESSON = "les"


def _lesson(noun: str) -> str:
    """The last part of a compound that ends in lessons: "bijles" is "les"."""
    return next((part for part in ("lessen", "les") if noun.endswith(part)), noun)


def _verb(slot: Slot, noun: str) -> Word | None:
    """The verb that the noun is told with; None where another verb, a mark, or another thing stands between."""
    wanted = {pair.split(":")[0] for pair in known(slot.lang, "light_verbs") if pair.split(":")[1] == noun}
    ahead = slot.outer[: -1 if slot.preposition is not None else None] if wanted else ()
    for word in reversed(ahead[-_REACH:]):
        if word.tag is Tag.FINITE:
            return word if word.lower in wanted else None
        if word.is_mark or word.tag in (Tag.NOUN, Tag.NOUNS, Tag.AND, Tag.SUB):
            return None
    return None


def _is_past(verb: Word) -> bool:
    return verb.lower in ("gaf", "gaven", "stond", "stonden")


__all__ = ["lesson_gone", "light_verb_rungs"]
