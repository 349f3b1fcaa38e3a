"""Groups: "one of the reporters" for "one of the four", "several" for a number, "a" for "the only".

What makes a source findable is the number and the word "only"; what they did may stay. A clause ("we waren met vijf")
keeps its words and loses its number.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ..draft import Json, Lang, Level, Span, Value
from .agree import follows_copula
from .function import known, pattern
from .group_numbers import SAID, Said, number_words, unnumbered, with_only
from .only import denial, not_only
from .persons import is_modified
from .phrases import phrases
from .rung import Rung, bracket, gone, wider
from .seams import Piece, without_element
from .slot import Shape, Slot, narrowed
from .words import NOUNISH, VERBAL, Tag, Word


def group_rungs(slot: Slot, value: Value) -> Iterator[Rung]:
    """Wider statements of a group fact, finest first."""
    start, slot = slot.span.start, _without_by_far(slot)
    for rung in _rungs(slot, value):
        at = start if rung.piece.span.start == slot.span.start else rung.piece.span.start
        yield replace(rung, piece=Piece(Span(at, rung.piece.span.end), rung.piece.text))


def _without_by_far(slot: Slot) -> Slot:
    """The group alone of "by far the oldest of the staff": whoever is one of them is not so by far."""
    words = " ".join(word.lower for word in slot.phrase[:_BY_FAR])
    return narrowed(slot, _BY_FAR) if words in ("by far", "met afstand") else slot


_BY_FAR = 2
"""Words of "by far"."""


def _rungs(slot: Slot, value: Value) -> Iterator[Rung]:
    slot, said = with_only(_without_verb(_without_subject(slot))), SAID[slot.lang]
    of = slot.preposition is not None and slot.preposition.lower in known(slot.lang, "of") and len(slot.phrase) == 1
    if not of and not _is_their_number(slot) and (piece := unnumbered(slot, said)):
        yield wider(Level.NEAR, piece, _without(value, "size"))
    if _as_the_only(slot) is None and (piece := not_only(slot, said)):
        yield wider(Level.BROAD, piece, _without(value, "size", "unique"))
    if piece := _somebody(slot, said):
        yield wider(Level.VAGUE, piece, None)


def _without_subject(slot: Slot) -> Slot:
    """The group alone where the stretch takes its clause along: "hij is de enige", "I was the only one"."""
    phrase = slot.phrase
    clause = len(phrase) > 3 and phrase[0].tag is Tag.PRON and phrase[1].lower in phrases(slot.lang).copulas
    if clause and (phrase[2].tag is Tag.DET or phrase[2].lower in known(slot.lang, "only")):
        return narrowed(slot, 2)
    return slot


def _without_verb(slot: Slot) -> Slot:
    """The group alone where a Dutch clause ends in its copula: "waar zij de enige vrouw was"."""
    *phrase, last = slot.phrase
    if (
        slot.lang is Lang.NL
        and len(phrase) > 1
        and phrase[0].tag is Tag.DET
        and last.lower in phrases(slot.lang).copulas
    ):
        return replace(slot, phrase=tuple(phrase), right=(last, *slot.right))
    return slot


def _without(value: Value, *keys: str) -> Value | None:
    rest: dict[str, Json] = {key: item for key, item in value.items() if key not in keys}
    return rest or None


def _somebody(slot: Slot, said: Said) -> Piece | None:
    """Make it "iemand" for "een van de vier melders"."""
    words = slot.words.lower()
    if slot.shape is Shape.VERB or not pattern(slot.lang, "one_of").match(words):
        return None
    before, after = slot.before, slot.after
    if (before is not None and before.lower in known(slot.lang, "as")) or follows_copula(slot):
        return None
    if before is not None and before.is_mark and not (after is not None and after.tag is Tag.FINITE):
        return None  # "the doctor, one of two, said": the comma already says who
    return Piece(slot.span, said.someone)


def _may_lose_tail(slot: Slot) -> bool:
    """Whether a noun stands before the "of" of the group that means the same without: not "ten overstaan van"."""
    noun = slot.outer[-2]
    return noun.tag in NOUNISH and noun.lower not in known(slot.lang, "half_prepositions")


def _is_their_number(slot: Slot) -> bool:
    """Whether the phrase tells, behind a noun, no more than of how many that is: "een delegatie *van vijf*"."""
    before, after = slot.before, slot.after
    counted = len(slot.phrase) == _OF_HOW_MANY and slot.phrase[0].lower in known(slot.lang, "of")
    if not counted or slot.phrase[-1] not in number_words(slot):
        return False
    told = after is None or after.tag not in NOUNISH | {Tag.ADJ, Tag.AND, Tag.NUM}
    return told and before is not None and before.tag in NOUNISH


_OF_HOW_MANY = 2
"""Words: "of five"."""


def group_gone(slot: Slot, _: Value) -> Iterator[Rung]:
    """Ways to say nothing of the group, best first."""
    slot, said = with_only(_without_verb(_without_subject(slot))), SAID[slot.lang]
    as_before = slot.before if slot.before is not None and slot.before.lower in known(slot.lang, "as") else None
    first = as_before or slot.phrase[0]
    if (alone := _as_the_only(slot)) is not None:
        yield gone(alone)
    if slot.shape is Shape.VERB:
        yield bracket(Piece(slot.span, phrases(slot.lang).gap))
        return
    if len(slot.phrase) == 1 and first.tag is Tag.ADV and first.lower in known(slot.lang, "only_before"):
        yield gone(Piece(slot.span, ""))  # "he would talk only on his porch"
        return
    if piece := without_element(slot, first, slot.phrase[-1]):
        yield gone(piece)
    if first.lower in known(slot.lang, "as"):
        before = slot.left[-2] if as_before and len(slot.left) > 1 else None if as_before else slot.before
        linked = before is None or before.is_mark or before.tag is Tag.AND or before.lower in phrases(slot.lang).copulas
        owned = slot.after is not None and slot.after.lower in known(slot.lang, "relative_pronouns")
        if not linked and not owned:
            yield gone(Piece(Span(_with_denial(slot, first.start), _end_of_role(slot)), ""))
        return
    if _is_their_number(slot):
        yield gone(Piece(Span(slot.left[-1].end, slot.span.end), ""))
    of, after = slot.preposition, slot.after
    owned = of is not None and of.lower in known(slot.lang, "of") and len(slot.outer) > 1
    if of is not None and owned and _may_lose_tail(slot) and not (after is not None and after.tag is Tag.AND):
        yield gone(Piece(Span(slot.outer[-2].end, slot.span.end), ""))  # "een dienstgroep van veertien man"
    if piece := _somebody(slot, said):
        yield gone(piece)
    hedged = slot.phrase[0].lower in known(slot.lang, "only_before") and number_words(slot)[:1] == [*slot.phrase[1:2]]
    only = any(word.lower in known(slot.lang, "only") for word in slot.phrase) and not hedged
    if not only and not pattern(slot.lang, "one_of").match(slot.words.lower()) and (piece := unnumbered(slot, said)):
        yield gone(piece)
    modified = not follows_copula(slot) or is_modified(slot)
    if modified and (piece := not_only(slot, said)) and said.someone in piece.text:
        yield gone(Piece(piece.span, said.someone))


_OF_THE_TEAM = 4
"""Words of "enige van het team"."""


def _as_the_only(slot: Slot) -> Piece | None:
    """Leave out that somebody did it as the only one: "had als enige al eens geklaagd" is "had al eens geklaagd"."""
    before, first, *rest = slot.before, *slot.phrase
    led = slot.lang is Lang.NL and before is not None and before.lower in known(slot.lang, "as") and len(slot.left) > 1
    only = first.lower in known(slot.lang, "only") and bool(rest) and rest[0].tag in (Tag.ADV, Tag.DET, Tag.PRON)
    if led and before is not None and first.lower in known(slot.lang, "only") and (of := _within(slot, rest)):
        return Piece(Span(_with_denial(slot, before.start), rest[of].start), "")
    thing = bool(rest) and rest[0].tag is Tag.DET  # "hield als enige een schrift bij"
    if not led or before is None or not only or not (thing or any(word.tag in VERBAL for word in rest)):
        return None
    return Piece(Span(_with_denial(slot, before.start), rest[0].start), "")


def _within(slot: Slot, rest: list[Word]) -> int:
    """How many words say among whom, where what was done follows: "als eerste ⟦in haar familie⟧ ging studeren"."""
    if len(rest) < _IN_THE_FAMILY or rest[0].lower not in known(slot.lang, "within") or rest[1].tag is not Tag.DET:
        return 0
    noun = next((at for at, word in enumerate(rest) if at > 1 and word.tag is not Tag.ADJ), len(rest))
    done = any(word.tag is Tag.FINITE for word in rest[noun + 1 :])
    return noun + 1 if done and rest[noun].tag in (Tag.NOUN, Tag.NOUNS) else 0


_IN_THE_FAMILY = 4
"""Words of "in haar familie", and the verb behind it."""


def _with_denial(slot: Slot, start: int) -> int:
    """The start with a "not" before it: whoever did not complain as the only one complained."""
    denied = denial(slot, start)
    return start if denied is None else slot.left[denied].start


def _end_of_role(slot: Slot) -> int:
    """The end of "als enige" where what somebody did as the only one stands in the stretch too: "haar vinger op"."""
    words = slot.phrase
    at = next((at for at, word in enumerate(words) if word.lower in known(slot.lang, "only")), 0)
    following = words[at + 1] if at + 1 < len(words) else None
    if following is not None and following.lower in known(slot.lang, "of"):
        # "Als enige van het team een diploma" had: the diploma is what the verb takes.
        taken = next((n for n in range(at + _OF_THE_TEAM, len(words)) if words[n].tag is Tag.DET), len(words))
        return words[taken - 1].end
    return words[at].end if following is not None and following.tag is Tag.DET else slot.span.end


__all__ = ["group_gone", "group_rungs"]
