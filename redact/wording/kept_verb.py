"""A verb phrase that keeps its verb: what the verb governs is told by a wider noun.

"Lost his brother in the flood" becomes "lost a relative", "woont bij zijn oom" becomes "woont bij een familielid".
Where a wider noun is true, the sentence still tells something. A verb that many things are done with adds nothing to
the noun; any other one stays the draft's own word, and the value says so.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ..draft import DetailType, Lang, Value
from .function import known
from .lemmas import lemma
from .lexicon import lexicon
from .nouns import noun_rungs
from .rung import Rung
from .slot import Shape, Slot, narrowed
from .values import as_class, trimmed
from .words import VERBAL, Tag, Word


def kept_verb_rungs(slot: Slot, value: Value) -> Iterator[Rung]:
    """The wider nouns for what the verb of the phrase governs, finest first."""
    if slot.shape is not Shape.VERB or any(word.lower in known(slot.lang, "negative") for word in slot.phrase):
        return
    governed, verb = _governed(slot)
    if governed is not None and governed.type is DetailType.OCCUPATION and governed.preposition is not None:
        workplace = replace(governed, type=DetailType.EMPLOYER)
        governed = workplace if _is_workplace(workplace) else governed
    if governed is not None and _is_thing(governed):
        governed = replace(governed, type=DetailType.TRAIT)
    if governed is None or governed.shape is not Shape.NOUN:
        return
    if any(word.tag is Tag.FINITE for word in governed.core[:-1]):
        return
    base = lemma(verb.lower, slot.lang) or verb.lower
    if slot.type is DetailType.EDUCATION and base in known(slot.lang, "studying"):
        return  # "studeerde een opleiding": the verb phrases of the type say it
    if slot.type is DetailType.OCCUPATION and base in known(slot.lang, "trading"):
        return  # "sells kitchens": what is sold is no workplace
    plain = base in known(slot.lang, "plain_verbs")
    for rung in noun_rungs(governed, value):
        if rung.piece.span.start > governed.core[0].start:
            continue  # what stands before it would stay to be read
        if not rung.piece.text or rung.piece.text.split()[-1] in known(slot.lang, "no_inside"):
            continue  # "loopt met een voorwerp"
        rung = _owned(rung, governed)
        if rung.value is None and governed.type is not slot.type:
            rung = replace(rung, value=as_class(slot.type, value))
        yield rung if plain else replace(rung, value=trimmed(value, verb.text))
        if governed.type is not slot.type:
            return  # the wider ones say as much of the trade, and "worked" says less


def _owned(rung: Rung, governed: Slot) -> Rung:
    """The rung with whose it is: "waar haar dochter zit" is "waar haar kind zit"."""
    first, piece = governed.core[0], rung.piece
    own = known(governed.lang, "possessive")
    kin = governed.type is DetailType.FAMILY and first.lower in own
    if not kin or piece.span.start != first.start or {piece.text.split()[0].lower()} & {*own, "een", "a", "an"}:
        return rung
    return replace(rung, piece=replace(piece, text=f"{first.text} {piece.text}"))


def _is_workplace(slot: Slot) -> bool:
    """Whether what somebody works for or at is known as that and as no trade: "worked for the inspectorate"."""
    nouns, head = lexicon(slot.lang), slot.head.text
    trade = nouns.find(DetailType.OCCUPATION, head) is not None
    return not trade and nouns.find(DetailType.EMPLOYER, head, exact=True) is not None


def _is_thing(slot: Slot) -> bool:
    """Whether what somebody does at work is done with a thing, and with no workplace: "kept a diary"."""
    nouns, head = lexicon(slot.lang), slot.head.text
    work = slot.type is DetailType.OCCUPATION and slot.preposition is None
    own = any(nouns.find(type, head) for type in (DetailType.OCCUPATION, DetailType.EMPLOYER, DetailType.EDUCATION))
    return work and not own and nouns.find(DetailType.TRAIT, head, exact=True) is not None


def _governed(slot: Slot) -> tuple[Slot | None, Word]:
    """The phrase without its verb and the preposition after that, and the verb."""
    words = slot.phrase
    if words[0].tag in VERBAL:
        return _after(slot, 1), words[0]
    last = len(words)
    while last and (words[last - 1].tag in VERBAL or words[last - 1].lower == "te"):
        last -= 1
    if slot.lang is Lang.EN or last in (0, len(words)):
        return None, words[-1]
    ahead = replace(slot, phrase=words[:last], right=(*words[last:], *slot.right))
    return _after(ahead, 0), words[-1]


def _after(slot: Slot, count: int) -> Slot | None:
    """The slot without its first ``count`` words, and without a subject, adverbs and a preposition after those."""
    words = slot.phrase
    if not count and len(words) > 1 and words[0].tag is Tag.PRON and words[0].lower in known(slot.lang, "relatives"):
        count += 1  # "die brandweerman is": the clause stays
    subject = count < len(words) and words[count].lower in known(slot.lang, "personal_subjects")
    if count and slot.lang is Lang.NL and subject:
        count += 1  # "zingt ze in een koor"
    while count < len(words) and words[count].lower in known(slot.lang, "stray_adverbs"):
        count += 1  # no other word: what is not in the noun stays to be read
    as_what = count > 0 and slot.lang is Lang.NL and count < len(words) and words[count].lower in known(slot.lang, "as")
    if count < len(words) and (as_what or words[count].lower in known(slot.lang, "governing")):
        count += 1  # "werkt als" lasser
    if count == len(words):
        return None
    return narrowed(slot, count) if count else slot


__all__ = ["kept_verb_rungs"]
