"""Verbs whose wider word needs more of the sentence than the verb: whom they are done to, who the clause is about.

"Taught my boys" is "worked with my boys", "trouwde ze met" is "had ze een relatie met", "her father died" is "a
relative died". Without these such a verb leaves a gap where its sentence had a verb. Called by ``kinds``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ..draft import DetailType, Lang, Level, Span, Value
from .function import known
from .lemmas import lemma
from .lexicon import lexicon
from .nouns import noun_rungs
from .persons import someone
from .phrases import phrases
from .rung import Rung, gone, wider
from .seams import Piece
from .slot import Shape, Slot
from .words import NOUNISH, Tag, Word

_WITH = {
    Lang.NL: {
        "present": "werkt met",
        "present_plural": "werken met",
        "past": "werkte met",
        "past_plural": "werkten met",
    },
    Lang.EN: {"base": "work with", "present": "works with", "past": "worked with", "gerund": "working with"},
}
_HAD = {
    "trouwde": "had",
    "trouwden": "hadden",
    "hertrouwde": "had",
    "hertrouwden": "hadden",
    "trouwt": "heeft",
    "hertrouwt": "heeft",
}


def served_rungs(slot: Slot, _: Value) -> Iterator[Rung]:
    """Say "worked with" for a verb of work that has an object behind it: whom somebody taught, nursed, treated."""
    word, after = slot.phrase[0], slot.after
    alone = len(slot.phrase) == 1 and word.tag in (Tag.FINITE, Tag.PART) and after is not None
    if not alone or after is None or after.lower not in known(slot.lang, "possessive"):
        return  # "coaches the under-tens": whom may go too
    if lemma(word.lower, slot.lang) not in known(slot.lang, "served"):
        return
    if slot.before is not None and slot.before.lower in known(slot.lang, "those_ones"):
        return  # "owed those nurses his life"
    if slot.lang is Lang.EN:
        base = lemma(word.lower, slot.lang)
        ends = "gerund" if word.lower.endswith("ing") else "present" if word.lower == _third(base) else "past"
        form = "base" if word.lower == base else ends
    elif word.tag is Tag.PART or (slot.before is not None and slot.before.is_mark):
        return  # "heeft verpleegd"
    else:
        past = word.lower.endswith(("de", "den", "te", "ten")) and word.lower != lemma(word.lower, slot.lang)
        form = ("past" if past else "present") + ("_plural" if word.lower.endswith("en") else "")
    yield wider(Level.VAGUE, Piece(slot.span, _WITH[slot.lang][form]), None)


def _third(base: str) -> str:
    return base + ("es" if base.endswith(("ch", "s", "sh", "x")) else "s")


def wedding_gone(slot: Slot, _: Value) -> Iterator[Rung]:
    """Say "had ze een relatie" for "trouwde ze", "had a relationship with" for "married": so has nearly everybody."""
    verb, after, together = slot.phrase[0], slot.after, phrases(slot.lang).person["together"]
    if len(slot.phrase) > 1 and (text := _with_whom(slot, together)):
        yield gone(Piece(slot.span, text))
    if len(slot.phrase) > 1 or verb.tag is not Tag.FINITE or after is None:
        return
    if slot.lang is Lang.NL and verb.lower in _HAD:
        whom = after if after.lower in known(slot.lang, "personal_subjects") else None
        following = slot.right[1] if whom is not None and len(slot.right) > 1 else after
        if _may_end(following) or following.lower in known(slot.lang, "with"):
            end, who = (whom.end, f" {whom.text}") if whom is not None else (verb.end, "")
            yield gone(Piece(Span(verb.start, end), f"{_HAD[verb.lower]}{who} {together}"))
    elif slot.lang is Lang.EN and verb.lower in known(slot.lang, "married"):
        subject = slot.before is not None and slot.before.lower in known(slot.lang, "personal_subjects")
        if subject and after.tag in (Tag.DET, Tag.NAME):
            yield gone(Piece(slot.span, "had a relationship with"))


def _with_whom(slot: Slot, together: str) -> str:
    """What to say where whom somebody married stands in the stretch too: "married a fisherman"; else ""."""
    verb, second, whom = slot.phrase[0], slot.phrase[1], phrases(slot.lang).person["indefinite"]
    if any(word.tag in (Tag.FINITE, Tag.INF, Tag.AND, Tag.SUB) or word.is_mark for word in slot.phrase[1:]):
        return ""
    if slot.lang is Lang.NL:
        linked = verb.lower in _HAD and second.lower in known(slot.lang, "with")
        return f"{_HAD[verb.lower]} {together} {second.text} {whom}" if linked else ""
    wed = verb.lower in known(slot.lang, "married") and verb.tag in (Tag.FINITE, Tag.PART)
    return f"had a relationship with {whom}" if wed and second.tag in (Tag.DET, Tag.NAME) else ""


def _may_end(word: Word) -> bool:
    return word.is_mark or word.tag in (Tag.AND, Tag.PREP)


def together_gone(slot: Slot, _: Value) -> Iterator[Rung]:
    """Leave out with whom somebody does something: "woont samen met haar vriend in Goes" is "woont in Goes"."""
    words, before = slot.phrase, slot.before
    both = len(words) > 2 and words[0].lower in ("samen", "together") and words[1].lower in known(slot.lang, "with")
    if not both or before is None or before.is_mark or slot.shape is Shape.VERB:
        return
    being = phrases(slot.lang).copulas | known(slot.lang, "negative") | known(slot.lang, "have")
    if lemma(before.lower, slot.lang) in _LIVING:
        return  # "zij leeft" says another thing
    if before.lower not in being and any(word.tag is Tag.FINITE for word in (*slot.left, *slot.right)):
        yield gone(Piece(Span(before.end, slot.span.end), ""))


_LIVING = frozenset({"leven", "live"})


def kin_clause_rungs(slot: Slot, value: Value) -> Iterator[Rung]:
    """Tell of "a relative" what the clause tells of "her father": "her father died" is "a relative died"."""
    who = _who(slot)
    if who is not None and not _stays_told(slot):
        for rung in noun_rungs(who, value):
            if rung.piece.span.start == who.span.start:
                yield rung


def kin_clause_gone(slot: Slot, _: Value) -> Iterator[Rung]:
    """Take the verb out with what joins the next one: "Haar man dronk en verhuisde" is "Iemand verhuisde"."""
    who, right = _who(slot), slot.right
    if len(right) > 2 and right[0].tag is Tag.PREP and right[1].tag is Tag.NAME and right[2].tag is Tag.AND:
        right = right[2:]  # "zijn dochter studeert in Goes en vindt"
    after, following = (*right[:2], None, None)[:2]
    joined = after is not None and after.lower in known(slot.lang, "and") and following is not None
    if who is not None and joined and following is not None and following.tag is Tag.FINITE:
        said = someone(who)
        yield gone(Piece(Span(said.span.start, following.start), f"{said.text} "))


def _stays_told(slot: Slot) -> bool:
    """Whether what the clause tells of the relative would stay to be read: "her father was a dentist in Hull"."""
    verb, rest = slot.phrase[_VERB], slot.phrase[_VERB + 1 :]
    if any(word.tag in NOUNISH | {Tag.NUM, Tag.ADJ} for word in rest):
        return True
    plain = known(slot.lang, "plain_verbs") | phrases(slot.lang).copulas
    return slot.lang is Lang.NL and not {verb.lower, lemma(verb.lower, slot.lang)} & plain  # "zijn ouders varen"


def _who(slot: Slot) -> Slot | None:
    """The relative alone of a stretch that is a clause about one: their possessive, the noun, and its verb."""
    words = slot.phrase
    clause = (
        slot.type is DetailType.FAMILY and len(words) > _SHORTEST and words[0].lower in known(slot.lang, "possessive")
    )
    if not clause or words[1].tag not in NOUNISH or words[_VERB].tag is not Tag.FINITE:
        return None
    kin = lexicon(slot.lang).find(DetailType.FAMILY, words[1].text, exact=True)
    rest = words[_VERB + 1 :]
    others = any(word.tag is Tag.FINITE or word.is_mark for word in rest)
    if (
        kin is None
        or others
        or (slot.before is not None and not slot.before.is_mark and slot.before.tag is not Tag.NOUN)
    ):
        return None
    who = replace(slot, phrase=words[:_VERB], right=(*words[_VERB:], *slot.right))
    return who if who.shape is Shape.NOUN else None


_VERB = 2
"""Where the verb stands in "her father died"."""
_SHORTEST = 2


__all__ = ["kin_clause_gone", "kin_clause_rungs", "served_rungs", "together_gone", "wedding_gone"]
