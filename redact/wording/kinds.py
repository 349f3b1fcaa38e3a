"""What can be said instead, by detail type."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import TypeAlias

from ..draft import DIRECT_TYPES, DetailType, Lang, Span, Value
from .acts import acts, with_years, without_ordinal
from .adjectives import adjective_gone, adjective_rungs, attribute_gone, is_known_adjective, is_of_body
from .ages import age_gone, age_rungs
from .clauses import clause_gone, without_pronoun
from .dates import date_gone, date_rungs
from .direct import direct_gone
from .events import event_gone, way_gone
from .function import known, pattern
from .gazetteer import find_place
from .groups import group_gone, group_rungs
from .kept_verb import kept_verb_rungs
from .languages import language_gone, language_rungs
from .lexicon import lexicon
from .light_verbs import lesson_gone, light_verb_rungs
from .lodged import is_lodged, lodged_rungs
from .lone_verbs import did_something, hobby, lone_verb_gone
from .meant import holds_the_verb
from .noun_alone import anything
from .noun_gone import board_gone, noun_gone
from .nouns import inner, noun_rungs
from .persons import is_person, someone
from .phrases import is_placeholder, phrases
from .places import names_place, place_gone, place_noun_rungs, place_rungs, thing_gone, trip_rungs
from .plain_words import by_its_noun, is_subject_place, plain_word
from .relations import relation_gone, relation_rungs
from .rung import Rung, gone
from .seams import Piece
from .seats import seat_gone, seat_rungs
from .slot import OPENING, Slot, is_denied, is_negated
from .told_of import kin_clause_gone, kin_clause_rungs, served_rungs, together_gone, wedding_gone
from .told_on import told_on_gone
from .trim import GENITIVE, PERSONS
from .verbs import participle_rungs, verb_rungs
from .words import NOUNISH, VERBAL, Tag

Offer: TypeAlias = Callable[[Slot, Value], Iterator[Rung]]
Published: TypeAlias = tuple[int, int] | None


def _time_gone(slot: Slot, value: Value) -> Iterator[Rung]:
    """Ways to say nothing of a time; which of several something was goes before a note stands for all of it."""
    rungs = list(date_gone(slot, value))
    yield from with_years(slot, value)
    yield from (rung for rung in rungs if not is_placeholder(slot.lang, rung.piece.text))
    yield from without_ordinal(slot, value)
    yield from rungs


_OFFERS: Mapping[DetailType, tuple[Offer, ...]] = {
    **dict.fromkeys(DIRECT_TYPES, ()),
    DetailType.AGE: (age_rungs,),
    DetailType.GROUP: (group_rungs,),
    DetailType.PLACE: (place_rungs, place_noun_rungs),
    DetailType.TRIP: (verb_rungs, trip_rungs, place_rungs, place_noun_rungs),
    DetailType.ORIGIN: (language_rungs, place_rungs, adjective_rungs, noun_rungs),
    DetailType.FAMILY: (relation_rungs, kin_clause_rungs, participle_rungs, kept_verb_rungs, noun_rungs),
    DetailType.HEALTH: (adjective_rungs, verb_rungs, kept_verb_rungs, noun_rungs),
    DetailType.OCCUPATION: (seat_rungs, served_rungs, light_verb_rungs, kept_verb_rungs, verb_rungs, noun_rungs),
    DetailType.EVENT: (verb_rungs, noun_rungs),
    DetailType.EDUCATION: (kept_verb_rungs, verb_rungs, noun_rungs),
    DetailType.CHANNEL: (verb_rungs, place_noun_rungs),
    DetailType.TRAIT: (language_rungs, kept_verb_rungs, noun_rungs),
}
_OTHERS: tuple[Offer, ...] = (adjective_gone, clause_gone, noun_gone)
_REMOVALS: Mapping[DetailType, tuple[Offer, ...]] = {
    **dict.fromkeys(DIRECT_TYPES, (direct_gone,)),
    DetailType.AGE: (with_years, age_gone, clause_gone),
    DetailType.OCCUPATION: (*_OTHERS, seat_gone),
    DetailType.DATE: (_time_gone,),
    DetailType.GROUP: (clause_gone, group_gone),
    DetailType.PLACE: (attribute_gone, clause_gone, place_gone),
    DetailType.TRIP: (way_gone, clause_gone, place_gone),
    DetailType.ORIGIN: (adjective_gone, language_gone, clause_gone, place_gone, noun_gone),
    DetailType.EMPLOYER: (attribute_gone, clause_gone, board_gone, place_gone, noun_gone),
    DetailType.EDUCATION: (lesson_gone, adjective_gone, clause_gone, thing_gone, noun_gone),
    DetailType.CHANNEL: (clause_gone, place_gone, noun_gone),
    DetailType.EVENT: (adjective_gone, clause_gone, event_gone, noun_gone),
    DetailType.FAMILY: (
        adjective_gone,
        wedding_gone,
        kin_clause_gone,
        clause_gone,
        together_gone,
        noun_gone,
        relation_gone,
    ),
    DetailType.TRAIT: (adjective_gone, clause_gone, noun_gone, thing_gone),
}


_DENIED_TOO = frozenset({DetailType.AGE, DetailType.GROUP})
"""Types whose own rules know what "not" does."""


def offers(slot: Slot, value: Value, published: Published = None) -> Iterator[Rung]:
    """Wider statements of the detail, finest first; ``published`` is (year, month) of the draft, where known.

    None where the detail is denied: whoever has no children may still have other relatives.
    """
    if slot.is_owner and slot.lang is Lang.NL:
        return  # "haar moeders huis": a noun in its place would be a plural
    if slot.type not in _DENIED_TOO and is_denied(slot):
        yield from _rather(slot, value)
        return
    if is_lodged(slot):
        yield from lodged_rungs(slot, value)
        return
    if slot.is_owner and _without_owner(slot):
        return  # "a worker's worker"
    if _is_superlative(slot):
        return  # "de ⟦jongste⟧ bron" is no "medewerker bron"
    if _is_called_so(slot):
        return  # "called her a relative" for what he called her
    if _ends_as_owner(slot):
        return  # "a violinist's" head
    if _is_clause(slot):
        return  # "a relative" for "her cousin made copies"
    if without_pronoun(slot) or is_subject_place(slot):
        return  # "a flask a relative"; "the Netherlands are small" for a town
    if slot.type is DetailType.DATE:
        yield from date_rungs(slot, value, published)
        return
    if _named_after(slot):
        yield from adjective_rungs(replace(slot, phrase=(replace(slot.phrase[0], tag=Tag.ADJ),)), value)
        return
    for offer in _OFFERS.get(slot.type, (kept_verb_rungs, noun_rungs)):
        yield from offer(slot, value)


def _is_superlative(slot: Slot) -> bool:
    """Whether a Dutch stretch is no more than which of several the next noun is: "de ⟦jongste⟧ bron"."""
    alone = (
        slot.lang is Lang.NL
        and slot.type in PERSONS | {DetailType.GROUP}
        and len(slot.phrase) == 1
        and slot.determiner is not None
    )
    after = slot.after
    most = alone and pattern(slot.lang, "superlative").search(slot.head.lower) is not None
    return most and after is not None and after.tag in NOUNISH and after.text.islower()


def _is_called_so(slot: Slot) -> bool:
    """Whether it is what somebody calls somebody, to the letter: "noemde haar '⟦mijn weduwtje⟧'"."""
    quoted = slot.phrase[0].text in OPENING or (slot.outer and slot.outer[-1].text in OPENING)
    quoted = quoted or (slot.before is not None and slot.before.text in OPENING)
    ahead = [word for word in slot.left if not word.is_mark]
    return bool(quoted) and any(word.lower in known(slot.lang, "calling") for word in ahead[-_CALLED:])


_CALLED = 3
"""Words between "called" and what somebody was called: "noemde hij haar"."""


def _ends_as_owner(slot: Slot) -> bool:
    """Whether an English stretch is somebody with the genitive: "a ⟦violinist's⟧ head"."""
    owner = slot.lang is Lang.EN and slot.type in PERSONS and slot.phrase[-1].lower in GENITIVE
    return owner and not any(word.tag in VERBAL for word in slot.phrase[:-1])


def _is_clause(slot: Slot) -> bool:
    """Whether an English stretch is a clause about a relative whose verb is taken for a participle."""
    words, before, after = slot.phrase, slot.before, slot.after
    apart = (before is None or (before.is_mark and before.text not in ",-–—")) and (after is None or after.is_mark)
    clause = slot.type is DetailType.FAMILY and slot.lang is Lang.EN and len(words) > _CLAUSE
    owned = clause and words[0].lower in known(slot.lang, "possessive") and words[1].tag in NOUNISH
    return apart and owned and words[2].tag is Tag.PART


_CLAUSE = 3
"""Words of "her cousin made copies", and one fewer."""


def _rather(slot: Slot, value: Value) -> Iterator[Rung]:
    """What somebody is where it is told what they are not: "geen zwemster maar masseur" is "zorgmedewerker"."""
    but = next((n for n, word in enumerate(slot.phrase) if n and word.lower in known(slot.lang, "but")), None)
    at = next(
        (n for n in (-1, -2) if len(slot.left) >= -n and slot.left[n].lower in known(slot.lang, "negative")), None
    )
    own = slot.phrase[0].lower in known(slot.lang, "negative")
    if slot.type is not DetailType.OCCUPATION or but is None or but + 1 == len(slot.phrase) or not (own or at):
        return
    start = slot.phrase[0].start if own else slot.left[at or 0].start
    rest = replace(slot, phrase=slot.phrase[but + 1 :], left=slot.left if own else slot.left[:at])
    for rung in noun_rungs(rest, value):
        if rung.piece.text and rung.piece.span.start >= rest.span.start:
            yield replace(rung, piece=Piece(Span(start, rung.piece.span.end), rung.piece.text))


def _named_after(slot: Slot) -> bool:
    """Whether an adjective that the tagger takes for a noun stands before a thing called so: "a Baptist church"."""
    after = slot.after
    if slot.type is not DetailType.ORIGIN or slot.lang is not Lang.EN or after is None:
        return False
    things = (DetailType.EMPLOYER, DetailType.PLACE)
    known_thing = any(lexicon(slot.lang).find(type, after.text, exact=True) for type in things)
    return known_thing and is_known_adjective(slot) and len(slot.phrase) == 1


def is_of_its_type(slot: Slot, value: Value) -> bool:
    """Whether the words or the value show that the detail is of its type, so that a placeholder may name it.

    A detector errs; "[family detail withheld]" in the place of a tool would mislead the editor.
    """
    if slot.type in DIRECT_TYPES | {DetailType.GENDER, DetailType.CHANNEL, DetailType.DATE}:
        return True
    if slot.type is DetailType.EDUCATION and lexicon(slot.lang).find(DetailType.EVENT, slot.head.text, exact=True):
        return False  # "een beurs in Hamburg" is no study
    if slot.type is DetailType.FAMILY and lexicon(slot.lang).find(DetailType.EMPLOYER, slot.head.text, exact=True):
        return lexicon(slot.lang).find(slot.type, slot.head.text) is not None  # "the same firm" is no relative
    shows = value.keys() != {"name"}  # a name on no list may be a paper's as well as a hamlet's
    if shows and any(
        key not in ("term", "part") and item not in ("other", "course", "attendee") for key, item in value.items()
    ):
        return True
    if is_place_name(slot, value):
        return True
    named = lexicon(slot.lang).find(slot.type, " ".join(word.text for word in slot.core)) is not None
    return named or is_known_adjective(slot)


_PLACED = frozenset({DetailType.PLACE, DetailType.ORIGIN, DetailType.TRIP})


def is_place_name(slot: Slot, value: Value) -> bool:
    """Whether the phrase is the name of a place, whatever it tells."""
    return slot.type in _PLACED and names_place(slot) and find_place(slot.words, slot.lang, value) is not None


def plainly(slot: Slot, value: Value) -> Iterator[Rung]:
    """The plainest words for what was to be left out and had to leave a note: for when all the rest is done."""
    if slot.is_owner or is_denied(slot) or is_negated(slot) or _is_called_so(slot):
        return
    yield from lone_verb_gone(slot, value)
    yield from hobby(slot, value)
    if is_of_its_type(inner(slot), value) or slot.type is DetailType.OCCUPATION:
        yield from plain_word(slot, value)
    yield from by_its_noun(slot)
    yield from did_something(slot, value)
    yield from acts(slot, value)


def _without_owner(slot: Slot) -> Piece | None:
    """The clerk alone of "a bursar's clerk": whose clerk it is is no more than a part of what the clerk is."""
    mark, owned = (*slot.right[:2], None, None)[:2]
    if mark is None or owned is None or slot.type is not DetailType.OCCUPATION or slot.determiner is None:
        return None
    worker = lexicon(slot.lang).find(DetailType.OCCUPATION, owned.text, exact=True)
    worker = None if owned.lower in known(slot.lang, "body_parts") else worker  # "a violinist's head"
    indefinite = slot.determiner.lower in ("a", "an")
    first = slot.phrase[slot.opener]
    return Piece(Span(first.start, owned.start), "") if worker and indefinite and not slot.modifiers else None


def _without_several(slot: Slot) -> Piece | None:
    """The thing alone of "the women's association": "people's association" is no way to speak of it."""
    determiner, owned = slot.determiner, slot.right[1] if len(slot.right) > 1 else None
    shared = determiner is not None and determiner.lower in known(slot.lang, "articles") and slot.plural
    if not shared or owned is None or owned.tag not in NOUNISH or slot.tail:
        return None
    return Piece(Span(slot.phrase[slot.opener].start, owned.start), "")


def _no_relative(slot: Slot) -> Piece | None:
    """Say "someone" for "her sorority sister": without the school that would be her sister."""
    determiner, after = slot.determiner, slot.after
    at_school = slot.lang is Lang.EN and slot.type in (DetailType.EDUCATION, DetailType.EMPLOYER)
    if not at_school or determiner is None or after is None or slot.phrase[-1].tag is not Tag.NOUN:
        return None
    kin = lexicon(slot.lang).find(DetailType.FAMILY, after.text, exact=True)
    return Piece(Span(determiner.start, after.end), phrases(slot.lang).person["indefinite"]) if kin else None


def _off_sick(slot: Slot) -> Piece | None:
    """Say that somebody stayed away: "meldde zich af" for "meldde zich ziek"."""
    led = slot.phrase[1] if len(slot.phrase) > 1 else None
    alone = led is None or led.lower in known(slot.lang, "ill_with")
    sick = slot.type is DetailType.HEALTH and slot.lang is Lang.NL and slot.phrase[0].lower == "ziek" and alone
    ahead = {word.lower for word in slot.left}
    reported = bool(ahead & known(Lang.NL, "reporting")) and bool(ahead & known(Lang.NL, "oneself"))
    return Piece(slot.span, "af") if sick and reported else None


def _with_denial(slot: Slot, value: Value) -> Iterator[Rung]:
    """Removals that take what denies it along: "is nooit getrouwd en" goes as a whole."""
    denied = [word for word in slot.left if word.lower in known(slot.lang, "negative")]
    for rung in clause_gone(slot, value):
        if denied and rung.piece.span.start <= denied[-1].start:
            yield rung


def removals(slot: Slot, value: Value) -> Iterator[Rung]:
    """Ways to say nothing of it, best first."""
    if piece := _off_sick(slot):
        yield gone(piece)
    if slot.is_owner and slot.type in PERSONS:
        # Without the owner, what is theirs would be the source's: "her mother's 70th birthday".
        if slot.lang is Lang.EN and is_person(slot):
            yield gone(_without_owner(slot) or _without_several(slot) or someone(slot))
        return
    if _is_clause(slot):
        return
    if piece := _no_relative(slot):
        yield gone(piece)
        return
    if _is_superlative(slot):
        if slot.type is DetailType.GROUP and slot.determiner is not None:
            yield gone(Piece(Span(slot.determiner.start, slot.span.end), "een"))  # there are others
        yield gone(Piece(slot.span, ""))
        return
    if _ends_as_owner(slot) and slot.determiner is not None:
        yield gone(Piece(Span(slot.determiner.start, slot.span.end), "someone's"))  # "a violinist's" head
        return
    if slot.type not in _DENIED_TOO | DIRECT_TYPES and (is_negated(slot) or is_of_body(slot)):
        if slot.type is DetailType.FAMILY and is_negated(slot):
            yield from _with_denial(slot, value)
        return
    if _named_after(slot):
        yield gone(Piece(slot.span, ""))
        return
    yield from told_on_gone(slot, value)
    for removal in _REMOVALS.get(slot.type, _OTHERS):
        yield from removal(slot, value)
    if is_subject_place(inner(slot)):
        yield from plain_word(slot, value)
    if not holds_the_verb(inner(slot)) and is_of_its_type(inner(slot), value) and (piece := anything(inner(slot))):
        yield gone(piece)
