"""A verb that is the whole detail, with what it governs outside: "served with the Greens", "coached Little League".

What it governs stays to be read, and says as much; without a verb its sentence would be none. The least that can be
said is a verb that fits whatever follows: to work somewhere, to be somewhere, to deal with something. Called by
``kinds`` for what has no other wording.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from ..draft import DetailType, Lang, Span, Value
from .function import known
from .lemmas import lemma
from .phrases import phrases
from .rung import Rung, gone
from .seams import Piece
from .slot import Shape, Slot
from .told_on import about_somebody, where_clause
from .verbs import english_form, is_parted, is_plural, is_present
from .words import Tag, Word

_WORK = {"base": "work", "present": "works", "past": "worked", "participle": "worked", "gerund": "working"}
_DEAL = {
    "base": "deal with",
    "present": "deals with",
    "past": "dealt with",
    "participle": "dealt with",
    "gerund": "dealing with",
}
_STUDY = {"base": "study", "present": "studies", "past": "studied", "participle": "studied", "gerund": "studying"}
_LEARNING = frozenset({"graduate", "qualify"})
_BE = {"base": "be", "present": "is", "past": "was", "participle": "been", "gerund": "being"}
_WHERE = frozenset({"with", "under", "at", "in", "among", "near", "on", "by"})
"""Prepositions of where or with whom somebody is, whatever they do there."""
_AT_WORK = _WHERE | {"for", "as", "alongside"}
_AT_WORK_NL = frozenset("bij in op voor met onder aan als naast".split())
_THING = frozenset({Tag.DET, Tag.NAME, Tag.NOUN, Tag.NOUNS, Tag.ADJ, Tag.NUM})
_DONE = frozenset({DetailType.OCCUPATION, DetailType.TRAIT, DetailType.EDUCATION, DetailType.TRIP})


def hobby(slot: Slot, value: Value) -> Iterator[Rung]:
    """Say "has a hobby" for "sings in a choir" where that is all that is told of somebody."""
    words = slot.phrase
    pastime = slot.type is DetailType.TRAIT and value.get("kind") == "hobby" and slot.shape is Shape.VERB
    pastime = pastime and not (slot.before is not None and slot.before.tag is Tag.FINITE)
    if not pastime or len(words) < 2 or words[0].tag is not Tag.FINITE or any(w.tag is Tag.FINITE for w in words[1:]):
        return
    if slot.after is not None and not slot.after.is_mark and slot.after.tag is not Tag.AND:
        return
    if slot.lang is Lang.EN:
        yield gone(Piece(slot.span, f"{_HAVE[english_form(slot)]} a hobby"))
    elif words[1].tag is not Tag.PRON:
        first = slot.before is not None and slot.before.lower == "ik"
        number = 2 if is_plural(words[0]) else 0 if first else 1
        yield gone(Piece(slot.span, f"{(_HAS if is_present(words[0]) else _HAD)[number]} een hobby"))


_HAVE = {"base": "have", "present": "has", "past": "had", "participle": "had", "gerund": "having"}


def lone_verb_gone(slot: Slot, _: Value) -> Iterator[Rung]:
    """Say a verb that fits what follows for one that stands alone; nothing where none is sure to fit."""
    after = slot.after
    if slot.shape is not Shape.VERB or len(slot.phrase) > 1 or after is None or after.is_mark:
        return
    if (piece := _told(slot, after) or _went(slot, after)) is not None:
        yield gone(piece)
        return
    if slot.type not in _DONE:
        return
    piece = _dutch(slot, after) if slot.lang is Lang.NL else _english(slot, after)
    if piece is not None:
        yield gone(piece)


def _told(slot: Slot, after: Word) -> Piece | None:
    """Say that somebody stated something, for how they told it: "wrote" before "that he was ill"."""
    verb = slot.phrase[0]
    if verb.tag is not Tag.FINITE or after.lower not in _SAID_THAT or verb.lower not in known(slot.lang, "stating"):
        return None
    if slot.lang is Lang.EN:
        return Piece(verb.span, _STATE[english_form(slot)])
    number = 2 if is_plural(verb) else 0 if slot.before is not None and slot.before.lower == "ik" else 1
    return Piece(verb.span, (_STATES if is_present(verb) else _STATED)[number])


_SAID_THAT = frozenset({"that", "dat"})
_STATE = {"base": "state", "present": "states", "past": "stated", "participle": "stated", "gerund": "stating"}
_STATES, _STATED = ("stel", "stelt", "stellen"), ("stelde", "stelde", "stelden")


def _went(slot: Slot, after: Word) -> Piece | None:
    """Say that somebody went, for a verb of going of which more is told: "emigrated" before "with his wife"."""
    verb = slot.phrase[0]
    going = slot.type in (DetailType.EVENT, DetailType.TRIP) and lemma(verb.lower, slot.lang) in known(
        slot.lang, "going"
    )
    if not going or verb.tag is not Tag.FINITE or after.tag is not Tag.PREP:
        return None
    if slot.lang is Lang.EN:
        return Piece(verb.span, _GO[english_form(slot)])
    number = 2 if is_plural(verb) else 0 if slot.before is not None and slot.before.lower == "ik" else 1
    return Piece(verb.span, (_GOES if is_present(verb) else _WENT)[number])


_GO = {"base": "go", "present": "goes", "past": "went", "participle": "gone", "gerund": "going"}
_GOES, _WENT = ("ga", "gaat", "gaan"), ("ging", "ging", "gingen")


def _english(slot: Slot, after: Word) -> Piece | None:
    verb, before = slot.phrase[0], slot.before
    if before is not None and before.lower in known(Lang.EN, "be"):
        placed = verb.tag is Tag.PART and not verb.lower.endswith("ing") and after.lower in _WHERE - {"by"}
        return Piece(Span(before.end, verb.end), "") if placed else None  # "was stationed in Gibraltar"
    form = english_form(slot)
    if lemma(verb.lower, Lang.EN) in _LEARNING and after.tag is Tag.PREP and after.lower in _WHERE:
        return Piece(verb.span, _STUDY[form])
    second = slot.right[1] if len(slot.right) > 1 else None
    if second is not None and (second.tag is Tag.NUM or second.lower in known(Lang.EN, "calendar")):
        return None  # "graduated in 2018"
    if after.tag is Tag.PREP:
        if second is not None and second.tag is Tag.PREP and second.lower in _AT_WORK:
            if slot.type is DetailType.OCCUPATION:
                return Piece(Span(verb.start, after.end), _WORK[form])  # "scrubbed in at the hospital"
            return None
        work = slot.type is DetailType.OCCUPATION and after.lower in _AT_WORK
        said = _WORK if work else _BE if after.lower in _WHERE - {"by", "on"} else None
        return Piece(verb.span, said[form]) if said is not None else None
    whose = after.lower in known(Lang.EN, "possessive")  # "switched her major"
    thing = after.tag in _THING and not whose and slot.type in (DetailType.OCCUPATION, DetailType.TRAIT)
    thing = thing and lemma(verb.lower, Lang.EN) not in known(Lang.EN, "plain_verbs")
    return Piece(verb.span, _DEAL[form]) if thing else None


def _dutch(slot: Slot, after: Word) -> Piece | None:
    verb, before = slot.phrase[0], slot.before
    if verb.tag is not Tag.FINITE or slot.type is not DetailType.OCCUPATION or before is None or is_parted(slot):
        return None
    subject = before.lower in known(Lang.NL, "personal_subjects") or before.tag in (Tag.NAME, Tag.NOUN, Tag.NOUNS)
    if not subject or any(word.tag is Tag.SUB for word in slot.left) or before.lower in ("die", "wie"):
        return None  # "omdat hij het elftal coachte": the verb comes last
    first = before.lower == "ik"
    second = slot.right[1] if len(slot.right) > 1 else None
    times = known(Lang.NL, "calendar") | known(Lang.NL, "units") | known(Lang.NL, "times_of")
    if second is not None and second.lower in times:
        return None  # "vult elke maandag het zuivel"
    if after.lower in _AT_WORK_NL and after.tag is Tag.PREP:
        number = 2 if is_plural(verb) else 0 if first else 1
        return Piece(verb.span, (_WORKS if is_present(verb) else _WORKED)[number])
    if (
        after.tag is Tag.DET
        and lemma(verb.lower, Lang.NL) not in known(Lang.NL, "plain_verbs") | phrases(Lang.NL).copulas
    ):
        number = 2 if is_plural(verb) else 0 if first else 1
        return Piece(verb.span, f"{(_HAS if is_present(verb) else _HAD)[number]} te maken met")
    return None


_WORKS, _WORKED = ("werk", "werkt", "werken"), ("werkte", "werkte", "werkten")
_HAS, _HAD = ("heb", "heeft", "hebben"), ("had", "had", "hadden")
"""For "ik", for one, and for several."""


def did_something(slot: Slot, _: Value) -> Iterator[Rung]:
    """Say "did something" where the verb of a clause went with all that it governs, and no plainer word fits."""
    verb, after = slot.phrase[0], slot.after
    alone = len(slot.phrase) == 1
    doing = alone and slot.lang is Lang.EN and verb.lower.endswith("ing")  # "was fishing" without a licence
    if slot.shape is not Shape.VERB or (alone and not doing) or slot.type not in _DONE_BY_SOMEBODY:
        return
    more = (word for lead, word in pairwise(slot.phrase) if lead.tag is not Tag.AND or word.tag is not Tag.FINITE)
    if any(word.tag in (Tag.FINITE, Tag.SUB) or word.is_mark for word in more):
        return  # "golfs left-handed and winters" is one thing that somebody does, and another
    second = slot.right[1] if len(slot.right) > 1 else None
    that = any(word.lower in _SAID_THAT and word.tag is not Tag.DET for word in slot.left)
    if (after is None or after.text in ".;!?") and not that:
        return  # that she does something is no sentence
    if where_clause(slot.right, slot.lang) or about_somebody(slot.right, slot.lang):
        return  # "does something where Pell is the treasurer"
    if second is not None and after is not None and after.lower in _PARTICLES and second.tag is Tag.PREP:
        return  # "sends them" in by post
    who = slot.lang is Lang.EN and any(word.lower == "who" for word in slot.left[-_IN_CLAUSE:])
    ends = (Tag.FINITE,) if who else ()  # "a clerk who is ⟦helping them⟧ says so"
    going_on = after is not None and not after.is_mark and after.tag not in (Tag.PREP, Tag.AND, Tag.SUB, Tag.ADV, *ends)
    if going_on or not _has_subject(slot) or any(word.lower in known(slot.lang, "negative") for word in slot.phrase):
        return
    light = phrases(slot.lang).copulas | known(slot.lang, "have") | known(slot.lang, "helping")
    if verb.lower in light or (not alone and slot.phrase[1].lower in ("to", "te")):
        return
    if slot.lang is Lang.EN and verb.tag in (Tag.FINITE, Tag.PART, Tag.INF):
        passive = slot.before is not None and slot.before.lower in known(Lang.EN, "be")
        if not passive or verb.lower.endswith("ing"):
            yield gone(Piece(slot.span, f"{_DO[english_form(slot)]} something"))
    elif slot.lang is Lang.NL and verb.tag is Tag.FINITE and slot.phrase[1].tag is not Tag.PRON:
        first = slot.before is not None and slot.before.lower == "ik"
        number = 2 if is_plural(verb) else 0 if first else 1
        yield gone(Piece(slot.span, f"{(_DOES if is_present(verb) else _DID)[number]} iets"))


_IN_CLAUSE = 3
"""Words before a verb among which its "who" stands: "who is now"."""


def _has_subject(slot: Slot) -> bool:
    """Whether who does it stands before the verb, or before what helps it."""
    words = [word for word in slot.left if word.tag is not Tag.ADV]
    helping = phrases(slot.lang).copulas | known(slot.lang, "have") | known(slot.lang, "helping")
    while words and words[-1].lower in helping:
        words.pop()
    who = words[-1] if words else None
    named = who is not None and who.tag in (Tag.NAME, Tag.NOUN, Tag.NOUNS)
    return named or (
        who is not None and who.lower.split("'")[0] in known(slot.lang, "personal_subjects") | {"and", "en"}
    )


_DONE_BY_SOMEBODY = frozenset(
    {
        DetailType.OCCUPATION,
        DetailType.TRAIT,
        DetailType.EDUCATION,
        DetailType.EVENT,
        DetailType.TRIP,
        DetailType.CHANNEL,
    }
)
_PARTICLES = frozenset("in out up off down on over back away".split())
_DO = {"base": "do", "present": "does", "past": "did", "participle": "done", "gerund": "doing"}
_DOES, _DID = ("doe", "doet", "doen"), ("deed", "deed", "deden")


__all__ = ["did_something", "hobby", "lone_verb_gone"]
