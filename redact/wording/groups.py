"""Groups: "one of the reporters" for "one of the four", "several" for a number, "a" for "the only".

What makes a source findable is the number and the word "only"; what they did may stay. A clause ("we waren met vijf")
keeps its words and loses its number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from ..draft import DetailType, Json, Lang, Level, Span, Value
from .agree import follows_copula, with_article
from .function import known, pattern
from .lexicon import lexicon
from .nouns import is_modified
from .numbers import number
from .phrases import phrases
from .rung import Rung, bracket, gone, wider
from .seams import Piece, without_element
from .slot import Shape, Slot, narrowed
from .trim import GENITIVE
from .words import NOUNISH, Tag, Word


@dataclass(frozen=True)
class Said:
    """The words of one language for groups; sizes with the word for at least so many."""

    each_other: str
    many: tuple[tuple[int, str], ...]
    alone: tuple[tuple[int, str], ...]
    one: str
    one_of: str
    those: str
    few: str
    only_few: str
    limited: str
    people: str
    group: str
    members: str
    someone: str
    with_some: str


_SAID: Mapping[Lang, Said] = {
    Lang.NL: Said(
        each_other="hen",
        many=((200, "honderden"), (24, "tientallen"), (2, "meerdere")),
        alone=((200, "honderden"), (24, "tientallen"), (2, "meerdere")),
        one="een",
        one_of="een van de",
        those="degenen",
        few="weinig",
        only_few="slechts enkele",
        limited="een beperkt aantal",
        people="mensen",
        group="een groep mensen",
        members="een van de leden van",
        someone="iemand",
        with_some="met meerdere mensen",
    ),
    Lang.EN: Said(
        each_other="them",
        many=((24, "dozens of"), (3, "several"), (2, "some")),
        alone=((24, "dozens"), (3, "several"), (2, "some")),
        one="a",
        one_of="one of the",
        those="those",
        few="few",
        only_few="only a few",
        limited="a limited number of",
        people="people",
        group="a group of people",
        members="a member of",
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
    slot, said = _with_only(_without_subject(slot)), _SAID[slot.lang]
    of = slot.preposition is not None and slot.preposition.lower in known(slot.lang, "of") and len(slot.phrase) == 1
    if not of and (piece := _unnumbered(slot, said)):
        yield wider(Level.NEAR, piece, _without(value, "size"))
    if piece := _not_only(slot, said):
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
        label = label or (previous is not None and previous.lower in known(slot.lang, "labels"))
        label = label or _is_age_bound(slot, word)
        only = len(slot.phrase) == 1 and word.text.isdigit() and slot.before is not None and slot.before.tag in NOUNISH
        label = label or only or _is_ratio(slot, word)
        if previous is not None and previous.lower in known(slot.lang, "measures"):
            continue
        if label or following in known(slot.lang, "measures"):
            continue
        found.append(word)
    return found


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


def _unnumbered(slot: Slot, said: Said) -> Piece | None:
    """The phrase with its numbers left out or made vague; None where it has none."""
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
        at += 0 if parts[-1] else len(rest) - len(rest.lstrip(" "))
    if slot.phrase[0].lower in known(slot.lang, "only_before"):
        parts[0] = ""
        few = parts[1] in [text for _, text in said.many]
        parts[1] = said.only_few if few else parts[1]
    return Piece(slot.span, ("".join(parts) + slot.text[at : slot.span.end]).strip())


_COPULA_NEAR = 3
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
    after = words[index + 1] if index + 1 < len(words) else None
    people = after is not None and (after.tag in NOUNISH or after.tag is Tag.ADJ)
    clause = after is not None and (
        after.lower in known(slot.lang, "relative_pronouns") or (after.tag is Tag.PREP and slot.lang is Lang.EN)
    )
    if after is not None and after.tag is Tag.DET and after.end <= slot.span.end and not clause:
        return None
    these = said.those if clause else said.each_other
    if _is_determined(words, index):
        if people or (before and before.lower in GENITIVE):
            return word.start, ""
        return (words[index - 1].start, these) if before and before.tag is Tag.DET else None
    cut, at = word.start, index
    if before is not None and before.lower in known(slot.lang, "only") | known(slot.lang, "only_before"):
        cut, at = before.start, index - 1  # "one of only two"
    of = words[at - 1] if at else None
    if of is not None and of.lower in known(slot.lang, "of") and of.start > slot.span.start:
        highest = words[at - 2].lower in known(slot.lang, "ordinals") or bool(
            pattern(slot.lang, "superlative").search(words[at - 2].lower)
        )
        grouped = words[at - 2].tag in NOUNISH and not highest
        if highest and not people:
            return of.start - 1, ""  # "de jongste van zes"
        if not people:
            return (of.start - 1, "") if grouped else (cut, these)
        if slot.lang is Lang.EN:
            return cut, "" if grouped else "the"
        return (of.start, "") if grouped else (cut, "de")
    there = index > 1 and words[index - 2].lower in known(slot.lang, "there")
    if not people and not there and before is not None and before.lower in phrases(slot.lang).copulas:
        return None  # "his crew was 14", but "there were two of them"
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
    numeral = words[at].lower == "one" and (at == 0 or at + 1 == len(words) or words[at + 1].tag is Tag.PREP)
    if pattern(slot.lang, "one_of").match(slot.words.lower()) or numeral:
        return None
    rest = words[at + 1 :]
    counted = bool(rest) and number(rest[0].text, slot.lang) is not None
    if counted and not opener and words[at].lower in known(slot.lang, "only_before"):
        return None  # "only four teams" are not just teams
    if not opener and not start and rest and rest[0].tag in (Tag.PRON, Tag.NAME):
        return None  # "only she and one other"
    while rest and (rest[0].lower in known(slot.lang, "only") | {"one"} or number(rest[0].text, slot.lang) is not None):
        rest = rest[1:]
    first = slot.determiner if slot.determiner and not opener and not start else words[0]
    lead = f"{words[0].text} " if start else ""
    tail = pattern(slot.lang, "on_number").sub("", _rest_text(slot, rest))
    said_of = any(word.lower in phrases(slot.lang).copulas for word in slot.left[-_COPULA_NEAR:])
    if rest and len(tail.split()) == 1 and said_of and lexicon(slot.lang).find(DetailType.GENDER, tail):
        return None  # "ik was een vrouw"
    if pattern(slot.lang, "of_all").search(tail):
        return None  # "a governor in the country to have worked as a shrimper"
    if pattern(slot.lang, "in_a_row").search(tail):
        return None
    text = _of_a_group(slot, said, rest) or _some_one(slot, said, (start, opener), rest, tail)
    return Piece(Span(first.start, words[-1].end), lead + text) if text else None


def _of_a_group(slot: Slot, said: Said, rest: tuple[Word, ...]) -> str:
    """Make it "een van de leden van de delegatie" for "de enige vrouw in de delegatie"; "" where there is no group."""
    said_of = follows_copula(slot) or slot.words.lower().startswith(tuple(known(slot.lang, "as")))
    # "De enige lasser in de ploeg" is "een lasser in de ploeg"; only of a woman or a man is that an odd thing to say.
    if not said_of or not rest or lexicon(slot.lang).find(DetailType.GENDER, rest[0].text) is None:
        return ""
    for at, word in enumerate(rest):
        if word.tag is Tag.PREP and word.lower in known(slot.lang, "within"):
            group = rest[at + 1 :]
            noun = next((w for w in group[1:] if w.tag is not Tag.ADJ), None)
            named = noun is not None and group[0].tag is Tag.DET and noun.tag in (Tag.NOUN, Tag.NOUNS)
            if noun is None or not named or not pattern(slot.lang, "body").search(noun.lower):
                return ""
            inner = narrowed(slot, slot.phrase.index(group[0]))
            unnumbered = _unnumbered(inner, said)
            return f"{said.members} {unnumbered.text if unnumbered else inner.words}"
    return ""


def _some_one(slot: Slot, said: Said, opening: tuple[int, int], rest: tuple[Word, ...], tail: str) -> str:
    """What "the only" and the words after it become; "" where nothing fits."""
    start, opener = opening
    only = slot.phrase[start + opener].lower
    as_before = bool(start) or (slot.before is not None and slot.before.lower in known(slot.lang, "as") and not opener)
    if rest and rest[0].lower in known(slot.lang, "of"):
        return _one_of_these(slot, said, rest, tail)
    superlative = slot.lang is Lang.EN and pattern(slot.lang, "highest").search(only)
    named = rest and rest[0].tag not in (Tag.PREP, Tag.PRON, Tag.SUB, Tag.ADV, Tag.FINITE, Tag.DET, Tag.NOUNS, Tag.INF)
    if superlative:
        plural = _plural_of(rest[0].text) if rest and rest[0].tag is Tag.NOUN else ""
        following = Span(rest[0].end, slot.span.end).of(slot.text) if len(rest) > 1 else ""
        return f"one of the {only} {plural}{following}" if plural and opener else ""
    if named and not _neuter_adjective(slot, slot.phrase[start], rest):
        article = "" if as_before and slot.lang is Lang.NL else said.one
        return with_article(tail) if article == "a" else f"{article} {tail}".strip()
    if rest and rest[0].tag in NOUNISH | {Tag.ADJ}:
        return tail
    if as_before or only in known(slot.lang, "ordinals"):
        return ""
    # "Hij is iemand die …" tells something; "hij is iemand in dienst" does not.
    bare = not rest or rest[0].lower not in known(slot.lang, "copula_modifiers")
    if follows_copula(slot) and (bare and not (not rest and is_modified(slot))):
        return ""
    return f"{said.someone} {tail}".strip()


def _one_of_these(slot: Slot, said: Said, rest: tuple[Word, ...], tail: str) -> str:
    """Make it "een van de moeders" for "de enige van de vier moeders"; "" for "als enige van 22"."""
    if not pattern(slot.lang, "one_of_them").match(tail):
        return ""
    nouns = [word for word in rest if word.tag in (Tag.NOUN, Tag.NOUNS, Tag.NAME)]
    if nouns and nouns[0].tag is not Tag.NOUNS:
        body = pattern(slot.lang, "body").search(nouns[0].lower)
        return f"{said.members} {tail.split(' ', 1)[1]}" if body else ""
    return f"{'een' if slot.lang is Lang.NL else 'one'} {tail}"


def _plural_of(noun: str) -> str:
    """The plural of an English noun for people."""
    irregular = {"person": "people", "man": "men", "woman": "women", "child": "children"}
    if noun in irregular:
        return irregular[noun]
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return noun[:-1] + "ies"
    return noun + ("es" if noun.endswith(("s", "x", "ch", "sh")) else "s")


def _neuter_adjective(slot: Slot, determiner: Word, rest: tuple[Word, ...]) -> bool:
    """Whether "het enige zwarte raadslid" would need another form of its adjective after "een"."""
    return slot.lang is Lang.NL and determiner.lower == "het" and rest[0].tag is Tag.ADJ


def _rest_text(slot: Slot, rest: tuple[Word, ...]) -> str:
    """What follows "the only", without the size of the group in it."""
    if not rest:
        return ""
    inner = narrowed(slot, slot.phrase.index(rest[0]))
    of = rest[0].lower in known(slot.lang, "of")
    article = "de" if slot.lang is Lang.NL else "the"
    if of and len(rest) > 2 and rest[1] in _number_words(inner) and rest[2].tag in NOUNISH | {Tag.ADJ}:
        # "de enige van vier moeders": one of them
        return f"{rest[0].text} {article} {slot.text[rest[2].start : slot.span.end]}"
    unnumbered = _unnumbered(inner, _SAID[slot.lang])
    return unnumbered.text if unnumbered else inner.words


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


def group_gone(slot: Slot, _: Value) -> Iterator[Rung]:
    """Ways to say nothing of the group, best first."""
    slot, said = _with_only(_without_subject(slot)), _SAID[slot.lang]
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
        owned = slot.after is not None and slot.after.lower in known(slot.lang, "relative_pronouns")
        if not linked and not owned:
            yield gone(Piece(Span(first.start, slot.span.end), ""))
        return
    of, after = slot.preposition, slot.after
    owned = of is not None and of.lower in known(slot.lang, "of") and len(slot.outer) > 1
    if of is not None and owned and _may_lose_tail(slot) and not (after is not None and after.tag is Tag.AND):
        yield gone(Piece(Span(slot.outer[-2].end, slot.span.end), ""))  # "een dienstgroep van veertien man"
    if piece := _somebody(slot, said):
        yield gone(piece)
    only = any(word.lower in known(slot.lang, "only") for word in slot.phrase)
    if not only and not pattern(slot.lang, "one_of").match(slot.words.lower()) and (piece := _unnumbered(slot, said)):
        yield gone(piece)
    modified = not follows_copula(slot) or is_modified(slot)
    if modified and (piece := _not_only(slot, said)) and said.someone in piece.text:
        yield gone(Piece(piece.span, said.someone))


__all__ = ["group_gone", "group_rungs"]
