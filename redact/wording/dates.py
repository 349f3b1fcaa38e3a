"""Dates and times: a month for a day, a season for a month, a year, "some years ago", an adverb that says nothing.

A phrase of time is told with its preposition ("op 17 oktober", "in the spring of 2018"), which is replaced along with
it: a month takes another one than a day. Where the phrase opens a Dutch main clause an adverb has to stay in its place,
or the word order would break; elsewhere it can go.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from ..draft import Lang, Span, Value
from . import dates_en, dates_nl
from .function import known, pattern
from .phrases import phrases
from .rung import Rung, bracket, gone, wider
from .seams import Piece, without_after_noun, without_element
from .slot import OPENING, Shape, Slot
from .trim import GENITIVE
from .when import Kind, When, read_when
from .words import NOUNISH, VERBAL, Tag, Word


@dataclass(frozen=True)
class Unit:
    """A phrase of time as it is replaced: with its preposition, article, and words like "later".

    ``preposition`` is "" where there is none. ``adverbial``: it stands by itself in the sentence, not in a noun phrase.
    """

    first: Word
    last: Word
    preposition: str
    core: str
    when: When
    adverbial: bool

    @property
    def span(self) -> Span:
        """From its first word to its last."""
        return Span(self.first.start, self.last.end)


def find_unit(slot: Slot) -> Unit:
    """The phrase of time that the slot's words belong to."""
    words = (*slot.left, *slot.phrase, *slot.right)
    at, to = len(slot.left), len(slot.left) + len(slot.phrase) - 1
    while to + 1 < len(words) and words[to + 1].lower in known(slot.lang, "date_following"):
        to += 1
    start = at
    owned = slot.determiner is not None and slot.determiner.lower in known(slot.lang, "possessive")
    if slot.determiner and not slot.opener and not owned:
        start = words.index(slot.determiner)
    core_from = start
    preposition = ""
    led = start
    while led < to and words[led].lower in known(slot.lang, "date_hedges") and words[led + 1].tag is Tag.PREP:
        led += 1  # "vlak voor Pasen"
    if words[led].tag is Tag.PREP and to > led and start == at:
        preposition, core_from = words[led].lower, led + 1
    elif start and _is_preposition(slot, words[start - 1]):
        start -= 1
        preposition = words[start].lower
    while (
        start
        and words[start - 1].lower in known(slot.lang, "date_hedges")
        and words[start - 1].tag in (Tag.ADV, Tag.PREP, Tag.ADJ)
    ):
        start -= 1
    if (
        start == core_from
        and not slot.determiner
        and start
        and words[start - 1].lower in known(slot.lang, "date_leads")
        and (
            words[start - 1].tag is not Tag.PRON
            or slot.lang is Lang.EN
            or words[start].lower in known(slot.lang, "never_subjects")
        )
    ):
        start = core_from = start - 1
    if not preposition and _is_week_of(slot, words, start):
        start -= 4  # "in de week van 5 december"
        preposition = words[start].lower
    core = slot.text[words[core_from].start : words[to].end]
    before = words[start - 1] if start else None
    governed = before is not None and before.tag is Tag.DET and not preposition
    inside = governed or (before is not None and before.lower in known(slot.lang, "not_of_time"))
    when = read_when(core, slot.lang)
    if when.kind is Kind.HOLIDAY and before is not None and before.lower in known(slot.lang, "with"):
        start, preposition, inside = start - 1, before.lower, False
    if when.kind is Kind.HOLIDAY and any(
        word.lower in known(slot.lang, "range_to") for word in words[core_from : to + 1]
    ):
        when = replace(when, kind=Kind.OTHER)
    if preposition in known(slot.lang, "between") and pattern(slot.lang, "two_times").search(core):
        when = replace(when, kind=Kind.OTHER)
    elif when.kind is Kind.OTHER:
        when = read_when(slot.text[words[start].start : words[to].end], slot.lang)
    return Unit(words[start], words[to], preposition, core, when, not inside)


def _is_week_of(slot: Slot, words: tuple[Word, ...], start: int) -> bool:
    """Whether "in the week of" stands before the word at ``start``."""
    if start < 4 or words[start - 1].lower not in known(slot.lang, "of"):
        return False
    unit, article, preposition = words[start - 2], words[start - 3], words[start - 4]
    named = unit.lower in known(slot.lang, "units") | known(slot.lang, "times_of")
    return named and article.tag is Tag.DET and preposition.tag is Tag.PREP


def _is_preposition(slot: Slot, word: Word) -> bool:
    """Whether the word governs a time: "until" does, whatever its tag."""
    governs = word.tag is Tag.PREP and word.lower not in known(slot.lang, "not_of_time")
    return governs or word.lower in known(slot.lang, "time_prepositions")


def date_rungs(slot: Slot, value: Value, published: tuple[int, int] | None = None) -> Iterator[Rung]:
    """Wider times, finest first."""
    if slot.shape is Shape.VERB:
        return
    unit = find_unit(slot)
    module = dates_nl if slot.lang is Lang.NL else dates_en
    for said in module.tell(unit.when, value, published):
        told_as_noun = unit.preposition and (
            unit.preposition not in known(slot.lang, "date_at") or unit.when.kind is Kind.DURATION
        )
        if unit.when.kind is Kind.YEAR and unit.preposition in known(slot.lang, "since") and said.noun:
            lasting = f"{'al' if slot.lang is Lang.NL else 'for'} {said.noun}"  # "sinds 2014"
            yield wider(said.level, Piece(unit.span, lasting), said.value)
        elif not unit.adverbial or told_as_noun:
            if said.noun and unit.preposition not in said.never_after:
                first = next(
                    w for w in (*slot.left, *slot.phrase) if w.end > unit.first.start and not _leads(slot, unit, w)
                )
                yield wider(said.level, Piece(Span(first.start, unit.last.end), said.noun), said.value)
        elif said.noun and _is_object(slot, unit):
            yield wider(said.level, Piece(unit.span, said.noun), said.value)
        elif said.adverb and not _is_object(slot, unit):
            yield wider(said.level, Piece(unit.span, said.adverb), said.value)


def _is_object(slot: Slot, unit: Unit) -> bool:
    """Whether a verb asks for the time itself: "it is dated 3 July"."""
    at = (*slot.left, *slot.phrase).index(unit.first)
    before = slot.left[at - 1] if 0 < at <= len(slot.left) else None
    words = (*slot.left, *slot.phrase, *slot.right)
    after = words[words.index(unit.last) + 1 :][:1]
    named = before is not None and before.text in ":(" and unit.when.kind in _ON_THE_CALENDAR
    if named and not unit.preposition and all(word.is_mark for word in after):
        return True  # "to say the date aloud: 11 July 2017"
    return before is not None and not unit.preposition and before.lower in known(slot.lang, "times")


def _leads(slot: Slot, unit: Unit, word: Word) -> bool:
    """Whether ``word`` is the unit's preposition or a word like "vlak" before it."""
    return word.start < unit.last.start and (
        word.lower == unit.preposition or word.lower in known(slot.lang, "date_hedges")
    )


def date_gone(slot: Slot, _: Value) -> Iterator[Rung]:
    """Ways to say nothing of the time, best first."""
    if slot.shape is Shape.VERB:
        return
    unit = find_unit(slot)
    kind, said = unit.when.kind, phrases(slot.lang)
    if piece := without_element(slot, unit.first, unit.last):
        yield gone(piece)
    words = (*slot.left, *slot.phrase, *slot.right)
    at, to = words.index(unit.first), words.index(unit.last)
    after = words[to + 1] if to + 1 < len(words) else None
    module = dates_nl if slot.lang is Lang.NL else dates_en
    if at and unit.preposition == "tot" and words[at - 1].lower in known(slot.lang, "hanging_particles"):
        yield gone(Piece(unit.span, said.time["until"]))  # "liep uit tot middernacht"
    if (
        kind is Kind.DURATION
        and after is not None
        and after.tag in NOUNISH
        and words[at - 1].lower in known(slot.lang, "with")
    ):
        yield gone(Piece(Span(unit.first.start, after.start), ""))
    if not unit.adverbial:
        yield from _inside_noun(slot, unit, words, at)
        return
    governed = kind is Kind.EVERY and unit.preposition not in ("", *known(slot.lang, "date_at"))
    if kind in module.ADVERBS and not governed:
        yield gone(Piece(unit.span, module.ADVERBS[kind]))
    if not unit.preposition and kind is Kind.DURATION:
        yield gone(Piece(unit.span, said.time["duration"]))
    if _is_object(slot, unit):
        yield bracket(Piece(unit.span, said.withheld(slot.type)))
    known_kind = kind in _BARE and kind is not Kind.OTHER
    free = unit.preposition or (known_kind and (not slot.determiner or kind in _WITH_ARTICLE))
    if free and _can_go(slot, words, at, to):
        yield gone(Piece(unit.span, ""))
    if slot.determiner and not unit.preposition and kind not in _WITH_ARTICLE and at and not words[at - 1].is_mark:
        yield bracket(Piece(unit.span, said.withheld(slot.type)))  # "she discussed the night of the party"
    placed = at and words[at - 1].lower in said.locative - said.copulas
    until = unit.preposition in known(slot.lang, "time_prepositions") and at
    placed = placed or (until and words[at - 1].lower in known(slot.lang, "have"))  # "she has until February to finish"
    opens = all(word.is_mark for word in words[:at])
    if (
        (kind is Kind.OTHER and not unit.preposition and not opens)
        or placed
        or is_note(words)
        or not (unit.preposition or kind in _BARE)
    ):
        yield bracket(Piece(unit.span, said.withheld(slot.type)))
    elif adverb := said.time.get(unit.preposition or "bare"):
        yield gone(Piece(unit.span, adverb))


def _inside_noun(slot: Slot, unit: Unit, words: tuple[Word, ...], at: int) -> Iterator[Rung]:
    before = words[at - 1]
    if before.lower in known(slot.lang, "of") and at > 1 and (piece := without_after_noun(slot, before, unit.last)):
        yield gone(piece)


def is_note(words: tuple[Word, ...]) -> bool:
    """Whether the words are a reporter's note rather than a sentence: no verb, and too short to have one overlooked."""
    return not any(word.tag is Tag.FINITE for word in words) and len(words) < _SHORTEST_SENTENCE


_SHORTEST_SENTENCE = 8
"""Words in a row without a known verb that are still taken for a sentence: the tagger misses a verb now and then."""


def _can_go(slot: Slot, words: tuple[Word, ...], at: int, to: int) -> bool:
    """Whether the sentence stands without the phrase."""
    before = words[at - 1] if at else None
    after = words[to + 1] if to + 1 < len(words) else None
    if after is not None and (after.tag is Tag.AND or after.lower in known(slot.lang, "range_to")):
        return False
    if before is None or before.text in OPENING or all(word.is_mark for word in words[:at]):
        # A Dutch main clause needs something before its verb; an English one starts with its subject.
        starts = after is not None and after.tag in (Tag.DET, Tag.PRON, Tag.NAME) and slot.lang is Lang.EN
        return starts and any(word.tag is Tag.FINITE for word in words[to + 1 :])
    linked = before.tag in (Tag.AND, Tag.SUB, Tag.PREP, Tag.DET) and before.lower not in GENITIVE
    # "Liep uit tot twaalf uur": of two prepositions the first is the verb's.
    verbs = (
        slot.lang is Lang.NL and words[at].tag in (Tag.PREP, Tag.SUB) and before.lower in known(slot.lang, "particles")
    )
    linked = (linked and not verbs) or before.is_mark
    if linked or before.lower in phrases(slot.lang).copulas or before.lower in known(slot.lang, "needs_time"):
        return False
    return any(word.tag in VERBAL for word in (*words[:at], *words[to + 1 :])) and at > 1


_ON_THE_CALENDAR = frozenset((Kind.DAY, Kind.MONTH, Kind.SEASON, Kind.YEAR))
_BARE = frozenset(Kind) - {Kind.YEAR, Kind.CLOCK}
"""Kinds that stand in a sentence as an adverb without a preposition; a year or a clock time does not."""
_WITH_ARTICLE = frozenset((Kind.SAME, Kind.LATER, Kind.EARLIER, Kind.RECENT, Kind.COMING, Kind.DAY, Kind.EVERY))
"""Kinds that stand as an adverb with an article too: "the next day", "de maandag erop"."""
