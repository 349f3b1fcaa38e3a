"""Groups: "one of the reporters" for "one of the four", "several" for a number, "a" for "the only".

What makes a source findable is the number and the word "only"; what they did may stay. A clause ("we waren met vijf")
keeps its words and loses its number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from ..draft import Json, Lang, Level, Span, Value
from .agree import follows_copula, with_article
from .function import known, pattern
from .nouns import is_modified
from .numbers import number
from .phrases import phrases
from .rung import Rung, bracket, gone, wider
from .seams import Piece, without_element
from .slot import GENITIVE, Shape, Slot, narrowed
from .words import NOUNISH, Tag, Word


@dataclass(frozen=True)
class Said:
    """The words of one language for groups; sizes with the word for at least so many."""

    each_other: str
    many: tuple[tuple[int, str], ...]
    alone: tuple[tuple[int, str], ...]
    one: str
    member: str
    someone: str
    with_some: str


_SAID: Mapping[Lang, Said] = {
    Lang.NL: Said(
        each_other="hen",
        many=((24, "tientallen"), (2, "meerdere")),
        alone=((24, "tientallen"), (2, "meerdere")),
        one="een",
        member="lid",
        someone="iemand",
        with_some="met meerdere mensen",
    ),
    Lang.EN: Said(
        each_other="them",
        many=((24, "dozens of"), (3, "several"), (2, "some")),
        alone=((24, "dozens"), (3, "several"), (2, "some")),
        one="a",
        member="a member",
        someone="someone",
        with_some="with a few others",
    ),
}


def _with_only(slot: Slot) -> Slot:
    """The slot with the "only" or "fewer than" before its number: "only several" would say something else."""
    before = slot.before
    if _number_words(slot)[:1] == [slot.phrase[0]] and slot.left:
        ahead = pattern(slot.lang, "number_hedge").search(Span(slot.left[0].start, slot.phrase[0].start).of(slot.text))
        start = slot.left[0].start + ahead.start() if ahead else slot.phrase[0].start
        count = sum(word.start >= start for word in slot.left)
        if count:
            return replace(slot, phrase=(*slot.left[-count:], *slot.phrase), left=slot.left[:-count])
    if (
        before is not None
        and before.lower in known(slot.lang, "only_before")
        and _number_words(slot)[:1] == [slot.phrase[0]]
    ):
        return replace(slot, phrase=(before, *slot.phrase), left=slot.left[:-1])
    return slot


def group_rungs(slot: Slot, value: Value) -> Iterator[Rung]:
    """Wider statements of a group fact, finest first."""
    slot, said = _with_only(slot), _SAID[slot.lang]
    if piece := _unnumbered(slot, said):
        yield wider(Level.NEAR, piece, _without(value, "size"))
    if piece := _not_only(slot, said):
        yield wider(Level.BROAD, piece, _without(value, "size", "unique"))
    if piece := _somebody(slot, said):
        yield wider(Level.VAGUE, piece, None)


def _without(value: Value, *keys: str) -> Value | None:
    rest: dict[str, Json] = {key: item for key, item in value.items() if key not in keys}
    return rest or None


def _number_words(slot: Slot) -> list[Word]:
    """The words of the phrase that are a number of people: not "one of", not a length of time, not part of a name."""
    found = []
    for at, word in enumerate(slot.phrase):
        following = slot.phrase[at + 1].lower if at + 1 < len(slot.phrase) else ""
        if (number(word.text, slot.lang) or 1) < 2 or word.tag is Tag.NAME:
            continue
        previous = slot.phrase[at - 1] if at else None
        label = previous is not None and word.text.isdigit() and previous.tag in NOUNISH
        if previous is not None and previous.lower in known(slot.lang, "measures"):
            continue
        if label or following in known(slot.lang, "measures"):
            continue
        found.append(word)
    return found


def _unnumbered(slot: Slot, said: Said) -> Piece | None:
    """The phrase with its numbers left out or made vague; None where it has none."""
    if counted := pattern(slot.lang, "counted").search(slot.words.lower()):
        return Piece(slot.span, said.with_some + slot.words[counted.end() :])
    numbers = _number_words(slot)
    if not numbers:
        return None
    parts: list[str] = []
    at = slot.span.start
    for word in numbers:
        cut = _vague_number(slot, said, (*slot.left, *slot.phrase, *slot.right).index(word))
        if cut is None or cut[0] < at:
            return None
        start, new = cut
        if hedged := pattern(slot.lang, "number_hedge").search(slot.text[at:start]):
            start = at + hedged.start()
        parts += [slot.text[at:start], new]
        at = word.end
        if man := re.match(r"\s+man\b", slot.text[at : slot.span.end]):
            # "Veertig man hoorde het": a group keeps the verb in the singular.
            parts[-1] = "mensen" if not new else "een groep mensen"
            at += man.end()
        rest = slot.text[at : slot.span.end]
        at += 0 if parts[-1] else len(rest) - len(rest.lstrip(" "))
    if slot.phrase[0].lower in known(slot.lang, "only_before"):
        parts[0] = ""
    return Piece(slot.span, ("".join(parts) + slot.text[at : slot.span.end]).strip())


def _vague_number(slot: Slot, said: Said, index: int) -> tuple[int, str] | None:
    """Where to start cutting and what to put for the number at ``index`` of the sentence; None: leave the phrase."""
    words = (*slot.left, *slot.phrase, *slot.right)
    word, before = words[index], words[index - 1] if index else None
    after = words[index + 1] if index + 1 < len(words) else None
    people = after is not None and (after.tag in NOUNISH or after.tag is Tag.ADJ)
    if after is not None and after.tag is Tag.DET and after.end <= slot.span.end:
        return None
    if _is_determined(words, index):
        if people or (before and before.lower in GENITIVE):
            return word.start, ""
        return (words[index - 1].start, said.each_other) if before and before.tag is Tag.DET else None
    if before is not None and before.lower in known(slot.lang, "of") and before.start > slot.span.start:
        grouped = words[index - 2].tag in NOUNISH
        if not people:
            return (before.start - 1, "") if grouped else (word.start, said.each_other)
        if slot.lang is Lang.EN:
            return word.start, "" if grouped else "the"
        return (before.start, "") if grouped else (word.start, "de")
    size = number(word.text, slot.lang) or 2
    return word.start, next(text for least, text in (said.many if people else said.alone) if size >= least)


def _is_determined(words: tuple[Word, ...], index: int) -> bool:
    """Whether an article or possessive governs the number, adjectives between ("zijn laatste elf")."""
    at = index - 1
    while at >= 0 and words[at].tag is Tag.ADJ:
        at -= 1
    return at >= 0 and words[at].tag is Tag.DET


def _not_only(slot: Slot, said: Said) -> Piece | None:
    """Make it "een leidinggevende" for "de enige leidinggevende", "iemand met een hond" for "de enige met een hond"."""
    words = slot.phrase
    start = 1 if words[0].lower in known(slot.lang, "as") and len(words) > 1 else 0
    opener = 1 if words[start].tag is Tag.DET and len(words) > start + 1 else 0
    if not opener and slot.determiner is not None and slot.modifiers:
        return None
    at = start + opener
    if at >= len(words) or words[at].lower not in known(slot.lang, "only") or slot.shape is Shape.VERB:
        return None
    if pattern(slot.lang, "one_of").match(slot.words.lower()) or (
        words[at].lower == "one" and (at == 0 or at + 1 == len(words))
    ):
        return None
    rest = words[at + 1 :]
    while rest and (rest[0].lower in known(slot.lang, "only") | {"one"} or number(rest[0].text, slot.lang) is not None):
        rest = rest[1:]
    first = slot.determiner if slot.determiner and not opener and not start else words[0]
    lead = f"{words[0].text} " if start else ""
    tail = _rest_text(slot, rest)
    if pattern(slot.lang, "in_a_row").search(tail):
        return None
    named = rest and rest[0].tag not in (Tag.PREP, Tag.PRON, Tag.SUB, Tag.ADV, Tag.FINITE, Tag.DET, Tag.NOUNS)
    if named and not _neuter_adjective(slot, words[start], rest):
        bare = bool(start) or (slot.before is not None and slot.before.lower in known(slot.lang, "as") and not opener)
        article = "" if bare and slot.lang is Lang.NL else said.one
        text = with_article(tail) if article == "a" else f"{article} {tail}".strip()
    elif rest and rest[0].tag in NOUNISH | {Tag.ADJ}:
        text = tail
    elif lead or (slot.before is not None and slot.before.lower in known(slot.lang, "as")):
        one = said.member if said.each_other not in tail else "een" if slot.lang is Lang.NL else "one"
        text = f"{one} {tail}" if rest and rest[0].tag is Tag.PREP else ""
    elif words[at].lower in known(slot.lang, "ordinals") or (
        follows_copula(slot) and not rest and not is_modified(slot)
    ):
        return None
    elif rest and pattern(slot.lang, "one_of_them").match(tail):
        text = f"{'een' if slot.lang is Lang.NL else 'one'} {tail}"
    else:
        text = f"{said.someone} {tail}".strip()
    return Piece(Span(first.start, words[-1].end), lead + text) if text else None


def _neuter_adjective(slot: Slot, determiner: Word, rest: tuple[Word, ...]) -> bool:
    """Whether "het enige zwarte raadslid" would need another form of its adjective after "een"."""
    return slot.lang is Lang.NL and determiner.lower == "het" and rest[0].tag is Tag.ADJ


def _rest_text(slot: Slot, rest: tuple[Word, ...]) -> str:
    """What follows "the only", without the size of the group in it."""
    if not rest:
        return ""
    inner = narrowed(slot, slot.phrase.index(rest[0]))
    counted = len(rest) > 2 and rest[0].lower in known(slot.lang, "of") and rest[1] in _number_words(inner)
    if counted and rest[2].tag in NOUNISH:  # "de enige van vier moeders": one of them
        article = "de" if slot.lang is Lang.NL else "the"
        return f"{rest[0].text} {article} {slot.text[rest[2].start : slot.span.end]}"
    unnumbered = _unnumbered(inner, _SAID[slot.lang])
    return unnumbered.text if unnumbered else inner.words


def _somebody(slot: Slot, said: Said) -> Piece | None:
    """Make it "iemand" for "een van de vier melders"."""
    words = slot.words.lower()
    if slot.shape is Shape.VERB or not pattern(slot.lang, "one_of").match(words):
        return None
    if (slot.before is not None and slot.before.lower in known(slot.lang, "as")) or (
        follows_copula(slot) and not is_modified(slot)
    ):
        return None
    return Piece(slot.span, said.someone)


def group_gone(slot: Slot, _: Value) -> Iterator[Rung]:
    """Ways to say nothing of the group, best first."""
    slot, said = _with_only(slot), _SAID[slot.lang]
    as_before = slot.before if slot.before is not None and slot.before.lower in known(slot.lang, "as") else None
    first = as_before or slot.phrase[0]
    if slot.shape is Shape.VERB:
        yield bracket(Piece(slot.span, phrases(slot.lang).gap))
        return
    if piece := without_element(slot, first, slot.phrase[-1]):
        yield gone(piece)
    if first.lower in known(slot.lang, "as"):
        before = slot.left[-2] if as_before and len(slot.left) > 1 else None if as_before else slot.before
        linked = before is None or before.is_mark or before.tag is Tag.AND or before.lower in phrases(slot.lang).copulas
        if not linked:
            yield gone(Piece(Span(first.start, slot.span.end), ""))
        return
    if piece := _somebody(slot, said):
        yield gone(piece)
    only = any(word.lower in known(slot.lang, "only") for word in slot.phrase)
    if not only and not pattern(slot.lang, "one_of").match(slot.words.lower()) and (piece := _unnumbered(slot, said)):
        yield gone(piece)
    modified = not follows_copula(slot) or is_modified(slot)
    if modified and (piece := _not_only(slot, said)) and said.someone in piece.text:
        yield gone(Piece(piece.span, said.someone))


__all__ = ["group_gone", "group_rungs"]
