"""Numbers in a group: which words are one, and how the phrase reads without it or with "several" for it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from ..draft import DetailType, Lang, Span
from .function import known, pattern
from .lexicon import lexicon
from .numbers import number
from .phrases import phrases
from .seams import Piece
from .slot import Slot
from .trim import GENITIVE
from .words import NOUNISH, Tag, Word


@dataclass(frozen=True)
class Said:
    """The words of one language for groups; sizes with the word for at least so many."""

    each_other: str
    many: tuple[tuple[int, str], ...]
    alone: tuple[tuple[int, str], ...]
    one: str
    those: str
    few: str
    only_few: str
    limited: str
    people: str
    group: str
    members: str
    someone: str
    with_some: str
    among: str
    others: str
    some_of: str
    some_of_those: str
    several_of_them: str


SAID: Mapping[Lang, Said] = {
    Lang.NL: Said(
        each_other="hen",
        many=((200, "honderden"), (24, "tientallen"), (2, "meerdere")),
        alone=((200, "honderden"), (24, "tientallen"), (2, "meerdere")),
        one="een",
        those="degenen",
        few="weinig",
        only_few="slechts enkele",
        limited="een beperkt aantal",
        people="mensen",
        group="een groep mensen",
        members="een van de leden van",
        someone="iemand",
        with_some="met meerdere mensen",
        others="anderen",
        among="een van de mensen",
        some_of="enkele van de",
        some_of_those="enkelen van degenen",
        several_of_them="meerderen van hen",
    ),
    Lang.EN: Said(
        each_other="them",
        many=((200, "hundreds of"), (24, "dozens of"), (3, "several"), (2, "some")),
        alone=((24, "dozens"), (3, "several"), (2, "some")),
        one="a",
        those="those",
        few="few",
        only_few="only a few",
        limited="a limited number of",
        people="people",
        group="a group of people",
        members="a member of",
        someone="someone",
        with_some="with a few others",
        others="others",
        among="one of those",
        some_of="some of the",
        some_of_those="some of those",
        several_of_them="several of them",
    ),
}


def with_only(slot: Slot) -> Slot:
    """The slot with the "only" or "fewer than" before its number: "only several" would say something else."""
    before = slot.before
    if number_words(slot)[:1] == [slot.phrase[0]] and slot.left:
        ahead = pattern(slot.lang, "number_hedge").search(Span(slot.left[0].start, slot.phrase[0].start).of(slot.text))
        start = slot.left[0].start + ahead.start() if ahead else slot.phrase[0].start
        count = sum(word.start >= start for word in slot.left)
        if count:
            return replace(slot, phrase=(*slot.left[-count:], *slot.phrase), left=slot.left[:-count])
    if (
        before is not None
        and before.lower in known(slot.lang, "only_before")
        and number_words(slot)[:1] == [slot.phrase[0]]
    ):
        return replace(slot, phrase=(before, *slot.phrase), left=slot.left[:-1])
    return slot


def number_words(slot: Slot) -> list[Word]:
    """The words of the phrase that are a number of people: not "one of", not a length of time, not part of a name."""
    found = []
    for at, word in enumerate(slot.phrase):
        following = slot.phrase[at + 1].lower if at + 1 < len(slot.phrase) else ""
        if (number(word.text, slot.lang) or 1) < 2 or word.tag is Tag.NAME:
            continue
        previous = slot.phrase[at - 1] if at else None
        label = previous is not None and word.text.isdigit() and previous.tag in NOUNISH
        label = label or (previous is not None and previous.lower in known(slot.lang, "labels"))
        label = label or _is_age_bound(slot, word) or _is_label(slot, at, previous)
        only = len(slot.phrase) == 1 and word.text.isdigit() and slot.before is not None and slot.before.tag in NOUNISH
        label = label or only or _is_ratio(slot, word)
        if previous is not None and previous.lower in known(slot.lang, "measures"):
            continue
        if at > 1 and previous is not None and _is_compared(slot, slot.phrase[at - 2], previous):
            continue
        if label or following in known(slot.lang, "measures") | known(slot.lang, "powers"):
            continue  # "four hundred" is told at the "hundred"
        found.append(word)
    return found


def _is_label(slot: Slot, at: int, previous: Word | None) -> bool:
    """Whether an English number is the name of a thing of which there are several: "the last man out of panel six"."""
    after = slot.phrase[at + 1] if at + 1 < len(slot.phrase) else slot.after
    led = previous is not None and previous.tag is Tag.NOUN and at > 1 and slot.phrase[at - 2].tag is Tag.PREP
    return slot.lang is Lang.EN and led and (after is None or after.tag not in NOUNISH | {Tag.ADJ})


def _is_compared(slot: Slot, word: Word, previous: Word) -> bool:
    """Whether a thing is held against the number: "een cijfer lager dan zes", but "minder dan zes" are people."""
    than = previous.lower in known(slot.lang, "than")
    return than and not pattern(slot.lang, "number_hedge").fullmatch(f"{word.lower} {previous.lower} ")


def _is_ratio(slot: Slot, word: Word) -> bool:
    """Whether the number tells how many of all: "one in five"."""
    words = (*slot.left, *slot.phrase)
    at = words.index(word)
    ahead = [each.lower for each in words[max(0, at - 3) : at]]
    return pattern(slot.lang, "ratio").search(" ".join(ahead)) is not None


def _is_age_bound(slot: Slot, word: Word) -> bool:
    """Whether the number is an age: "onder de dertig"."""
    words = (*slot.left, *slot.phrase)
    at = words.index(word)
    led = at > 1 and words[at - 1].lower == "de" and words[at - 2].lower in known(slot.lang, "age_bounds")
    return slot.lang is Lang.NL and led and not (slot.after is not None and slot.after.tag in NOUNISH)


def unnumbered(slot: Slot, said: Said) -> Piece | None:
    """The phrase with its numbers left out or made vague; None where it has none."""
    if _is_part_of_them(slot):
        return Piece(slot.span, said.several_of_them)
    if counted := pattern(slot.lang, "counted").search(slot.words.lower()):
        return Piece(slot.span, said.with_some + slot.words[counted.end() :])
    with_before = slot.before is not None and slot.before.lower in known(slot.lang, "with")
    if with_before and (counted := pattern(slot.lang, "counted").search(f"met {slot.words.lower()}")):
        return Piece(slot.span, said.with_some.split(" ", 1)[1] + slot.words[counted.end() - len("met ") :])
    if tens := pattern(slot.lang, "in_tens").match(slot.words):
        size = number(tens["number"], slot.lang) or 2
        start = slot.determiner.start if slot.determiner is not None and not slot.opener else slot.span.start
        rest = slot.words[tens.end() :]
        return Piece(Span(start, slot.span.end), next(t for least, t in said.many if size >= least) + rest)
    if pattern(slot.lang, "some_men").fullmatch(slot.words.lower()):
        return Piece(slot.span, said.group)
    numbers = number_words(slot)
    if not numbers:
        unsized = pattern(slot.lang, "sized").sub("", slot.words)  # "the nine-strong team", "het negenkoppige team"
        return Piece(slot.span, unsized) if unsized != slot.words else None
    parts: list[str] = []
    at = slot.span.start
    for word in numbers:
        cut = _vague_number(slot, said, (*slot.left, *slot.phrase, *slot.right).index(word))
        if cut is None or cut[0] < at:
            return None
        start, new = cut
        if hedged := pattern(slot.lang, "number_hedge").search(slot.text[at:start]):
            start = at + hedged.start()
            # "Fewer than five women" may be none: only "few" holds.
            if new and pattern(slot.lang, "at_most").search(hedged[0]):
                new = said.few if (number(word.text, slot.lang) or _MANY) < _MANY else said.limited
        parts += [slot.text[at:start], new]
        at = word.end
        if re.match(r"\s+man\s+\w", slot.text[at : slot.span.end]):
            return None  # "vier man personeel"
        if men := re.match(r"\s+man\b", slot.text[at : slot.span.end]):
            at += men.end()
            of, parts[-1] = _men(slot, said, word)
            parts[-2] = parts[-2].removesuffix(of)
        rest = slot.text[at : slot.span.end]
        # Where the blank before the number went with it, the one behind it stays.
        blank = slot.text[start : start + 1] == " "
        at += 0 if parts[-1] or blank else len(rest) - len(rest.lstrip(" "))
    if slot.phrase[0].lower in known(slot.lang, "only_before"):
        parts[0] = ""
        few = parts[1] in [text for _, text in said.many]
        parts[1] = said.only_few if few else parts[1]
    return Piece(slot.span, _of_anywhere(slot, numbers, ("".join(parts) + slot.text[at : slot.span.end]).strip(), said))


def _is_part_of_them(slot: Slot) -> bool:
    """Whether it tells how many there are of how many, and of nobody who they are: "three of the four"."""
    if len(slot.phrase) not in (_X_OF_Y, _X_OF_Y + 1):
        return False
    first, *middle, last = slot.phrase
    numbers = number_words(slot)
    of = middle[0].lower in known(slot.lang, "of")
    counted = of and first in numbers and last in numbers and first.start != last.start
    after = slot.after
    return counted and not (after is not None and after.tag in NOUNISH | {Tag.ADJ, Tag.NUM})


_X_OF_Y = 3
"""Words of "three of four"."""


def _of_anywhere(slot: Slot, numbers: list[Word], text: str, said: Said) -> str:
    """``text`` without where those counted are from: "several other Romanians" are several others."""
    words = (*slot.phrase, *slot.right)
    for word in numbers:
        at = words.index(word) + 1
        at += at < len(words) and words[at].lower in known(slot.lang, "other")
        noun = words[at] if at < len(words) and words[at].end <= slot.span.end else None
        if noun is None or noun.tag not in NOUNISH or not noun.text[:1].isupper():
            continue
        if lexicon(slot.lang).find(DetailType.ORIGIN, noun.text, exact=True) is not None:
            other = "|".join(known(slot.lang, "other"))
            counted = re.compile(rf"(?P<other>\b(?:{other}) )?\b{re.escape(noun.text)}\b")
            text = counted.sub(lambda found: said.others if found["other"] else said.people, text, count=1)
    return text


_MANY = 11

"""From this number on "fewer than" it is not few."""


def _men(slot: Slot, said: Said, word: Word) -> tuple[str, str]:
    """What to drop before "vijf man" and what to say for it: "een groep van vijf man" is a group, and no more."""
    words = (*slot.left, *slot.phrase, *slot.right)
    at = words.index(word)
    if at > 1 and words[at - 1].lower in known(slot.lang, "of") and words[at - 2].tag in NOUNISH:
        return f" {words[at - 1].text} ", ""
    if _is_determined(words, at):
        return "", said.people
    following = next((w for w in words[at + 2 :] if w.tag is Tag.FINITE or w.is_mark), None)
    singular = following is not None and following.tag is Tag.FINITE and not following.lower.endswith("en")
    return "", said.group if singular else f"meerdere {said.people}"


def _vague_number(slot: Slot, said: Said, index: int) -> tuple[int, str] | None:
    """Where to start cutting and what to put for the number at ``index`` of the sentence; None: leave the phrase."""
    words = (*slot.left, *slot.phrase, *slot.right)
    word, before = words[index], words[index - 1] if index else None
    if word.lower in known(slot.lang, "powers") and before is not None and before.tag is Tag.NUM:
        after = words[index + 1] if index + 1 < len(words) else None
        more = after is not None and (after.tag is Tag.AND or after.tag is Tag.NUM)
        return None if more else (before.start, said.many[0][1])
    after = words[index + 1] if index + 1 < len(words) else None
    people = after is not None and (after.tag in NOUNISH or after.tag is Tag.ADJ)
    clause = after is not None and (
        after.lower in known(slot.lang, "relative_pronouns")
        or (after.tag is Tag.PREP and (slot.lang is Lang.EN or _is_within(words, index)))
    )
    if after is not None and after.tag is Tag.DET and after.end <= slot.span.end and not clause:
        return None
    these = said.those if clause else said.each_other
    pointed = before is not None and before.tag is not Tag.DET and before.lower in known(slot.lang, "demonstrative")
    if pointed and before is not None and not people:
        return before.start, these  # "een van die drie"
    if _is_determined(words, index):
        if people or (before and before.lower in GENITIVE):
            return word.start, ""
        return (words[index - 1].start, these) if before and before.tag is Tag.DET else None
    if before is not None and before.lower in known(slot.lang, "only") and words[max(0, index - 2)].tag is Tag.DET:
        # "The only two with a key": no "the only some".
        alone = (word.start, "ones") if slot.lang is Lang.EN else None
        return (word.start, "") if people else alone
    if before is not None and before.lower in known(slot.lang, "other") and not people:
        return (before.start, said.others)
    cut, at = word.start, index
    if before is not None and before.lower in known(slot.lang, "only") | known(slot.lang, "only_before"):
        cut, at = before.start, index - 1  # "one of only two"
    of = words[at - 1] if at else None
    if of is not None and of.lower in known(slot.lang, "of") and of.start > slot.span.start:
        highest = words[at - 2].lower in known(slot.lang, "ordinals") or bool(
            pattern(slot.lang, "superlative").search(words[at - 2].lower)
        )
        one = words[at - 2].lower in ("one", "een", "één")
        grouped = words[at - 2].tag in NOUNISH and not highest and not one
        if highest and not people:
            return of.start - 1, ""  # "de jongste van zes"
        if not people:
            return (of.start - 1, "") if grouped else (cut, these)
        # "A group of ten students" is one of students; "the only woman of ten students" is one of the students.
        grouped = grouped and lexicon(slot.lang).find(DetailType.GENDER, words[at - 2].text) is None
        if slot.lang is Lang.EN:
            return cut, "" if grouped else "the"
        if grouped and not pattern(slot.lang, "body").search(words[at - 2].lower):
            return cut, ""  # "de brieven van acht leden"
        return (of.start, "") if grouped else (cut, "de")
    there = index > 1 and words[index - 2].lower in known(slot.lang, "there")
    if not people and not there and before is not None and before.lower in phrases(slot.lang).copulas:
        return None  # "his crew was 14", but "there were two of them"
    size = number(word.text, slot.lang) or 2
    return word.start, next(text for least, text in (said.many if people else said.alone) if size >= least)


def _is_within(words: tuple[Word, ...], index: int) -> bool:
    """Whether a Dutch number is of those somewhere, and not of them: "de jongste van de zeven in de maatschap"."""
    after, following = words[index + 1], words[index + 2] if index + 2 < len(words) else None
    placed = after.lower in known(Lang.NL, "within") and following is not None and following.tag in NOUNISH | {Tag.DET}
    return placed and index > 1 and words[index - 1].tag is Tag.DET and words[index - 2].lower in known(Lang.NL, "of")


def _is_determined(words: tuple[Word, ...], index: int) -> bool:
    """Whether an article or possessive governs the number, adjectives between ("zijn laatste elf")."""
    at = index - 1
    while at >= 0 and words[at].tag is Tag.ADJ:
        at -= 1
    return at >= 0 and words[at].tag is Tag.DET
