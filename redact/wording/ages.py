"""Ages: the beginning, middle, or end of a decade, the decade, grown up or not, nothing.

The form follows the place in the sentence: an adjective before a noun ("een 34-jarige vrouw"), a noun ("de 34-jarige"),
or a number by itself after a verb, a comma, or "van" ("ze is 34"; "een vrouw van 34").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from ..draft import DetailType, Json, Lang, Level, Span, Value
from . import ages_en, ages_nl
from .function import known, pattern
from .lexicon import lexicon
from .nouns import inner, units
from .numbers import number, ordinal
from .persons import neutral_person
from .phrases import phrases
from .rung import Rung, bracket, gone, wider
from .seams import Piece, without_after_noun, without_element
from .slot import Shape, Slot, narrowed
from .words import NOUNISH, Tag, Word

_YEAR = re.compile(r"(?<!\d)(?:19[2-9]\d|20[0-2]\d)(?!\d)")
_SHORT_YEAR = re.compile(r"(?:['’‘]|[-/.]\s?)(\d\d)(?!\d)")
_CENTURY_TURN = 25
"""Two figures up to this are a year of this century, above it of the last: nobody born in 1925 leaks to a newspaper."""


class Form(StrEnum):
    """How an age stands in its sentence."""

    ADJECTIVE = "adjective"
    NOUN = "noun"
    NUMBER = "number"
    ORDINAL = "ordinal"


@dataclass(frozen=True)
class Age:
    """An age in years as told, ``low`` to ``high``, and how it stands in the sentence.

    ``exact``: told as one number. ``then``: words before it that say of what moment it is, kept.
    """

    low: int
    high: int
    form: Form
    exact: bool
    then: str = ""


def age_rungs(slot: Slot, value: Value) -> Iterator[Rung]:
    """The wider ways to tell an age, finest first; nothing where the age cannot be read."""
    slot = _without_frame(slot)
    age = read_age(slot, value)
    if age is None:
        yield from _birth(slot, value)
        return
    if _is_reached(slot) or _counts_something(slot, age) or _is_compared(slot):
        return
    module = ages_nl if slot.lang is Lang.NL else ages_en
    span = _whole(slot)
    for level, low, high, text in module.tell(slot, age.form, age.low, age.high, age.exact):
        if text:
            around = span
            if slot.lang is Lang.EN and text.endswith("-something") and _is_of(slot):
                around, text = Span(slot.outer[-1].start, span.end), ages_en.in_the_decade(slot, low)
            said: dict[str, Json] = {"then": True} if age.then or value.get("then") is True else {}
            said |= {key: item for key, item in (("low", low), ("high", high)) if item is not None}
            yield wider(level, Piece(around, age.then + text), said)


def _is_of(slot: Slot) -> bool:
    """Whether the age is told by "of" or "at" alone: "a clerk of 37" is "a clerk in her thirties"."""
    return slot.preposition is not None and slot.preposition.lower in ("of", "at") and slot.preposition is slot.before


def _is_reached(slot: Slot) -> bool:
    """Whether it is told when the age began: nobody turns "about 40", and "wordt begin twintig" is no Dutch."""
    near = (*slot.left[-_NEAR_VERB:], *slot.phrase, *slot.right[:1])
    return any(word.lower in known(slot.lang, "turning") for word in near)


def _birthday(slot: Slot) -> Piece | None:
    """A year older for thirty, and a birthday in English: "wordt ze een jaar ouder", "she had a birthday"."""
    words = [word for word in slot.phrase if word.lower not in known(slot.lang, "turning")]
    if len(words) != 1 or number(words[0].text, slot.lang) is None or not _is_reached(slot):
        return None
    if slot.lang is Lang.NL:
        return Piece(words[0].span, "een jaar ouder")
    verb, after = slot.before if slot.phrase[0] is words[0] else slot.phrase[0], slot.after
    has = _BIRTHDAY.get(verb.lower) if verb is not None else None
    ends = after is None or after.is_mark or after.tag in (Tag.AND, Tag.PREP, Tag.ADV, Tag.ADJ, Tag.DET)
    return Piece(Span(verb.start, words[0].end), f"{has} a birthday") if verb is not None and has and ends else None


def _nth_birthday(slot: Slot) -> Piece | None:
    """The birthday without its number in English: "her nineteenth birthday", "celebrated her fortieth"."""
    if slot.lang is not Lang.EN:
        return None
    words = [word for word in slot.phrase if word.lower not in known(slot.lang, "turning")]
    at = next((n for n, word in enumerate(words) if ordinal(word.lower, slot.lang)), None)
    behind = words[at + 1 :] if at is not None else []
    if at is None or [word.lower for word in behind] not in ([], ["birthday"]):
        return None
    whose = words[at - 1].lower if at else slot.before.lower if slot.before is not None else ""
    return Piece(Span(words[at].start, words[-1].end), "birthday") if whose in _WHOSE_BIRTHDAY else None


_WHOSE_BIRTHDAY = frozenset({"her", "his", "my", "their", "your"})
_BIRTHDAY = {"turn": "have", "turns": "has", "turned": "had", "turning": "having"}


def _is_compared(slot: Slot) -> bool:
    """Whether it tells how much older somebody is: "eight years younger" than the car."""
    near = (*slot.phrase, *slot.right[:2])
    return any(word.lower in known(slot.lang, "compared") for word in near)


_NEAR_VERB = 3
"""Words before an age in which the verb is looked for that says it was reached."""


def _counts_something(slot: Slot, age: Age) -> bool:
    """Whether the number is of something else: "paragraph 22", "for twenty-six years"."""
    if age.form is not Form.NUMBER:
        return False
    before, after = slot.before, slot.after
    labelled = before is not None and before.tag is Tag.NOUN and before.lower not in known(slot.lang, "age_label")
    spoken = (*slot.phrase[-1:], *((after,) if after is not None else ()))
    lasts = any(word.lower in known(slot.lang, "years_only") for word in spoken)
    since = slot.preposition is not None and slot.preposition.lower in known(slot.lang, "lasting")
    return (labelled and before in slot.left[-1:]) or (lasts and since)


def _without_frame(slot: Slot) -> Slot:
    """The band alone where the phrase is "in her late fifties", the number where a noun leads "a man aged 24"."""
    before, first = slot.before, slot.phrase[0]
    led = before is not None and before.tag in NOUNISH and first.lower in known(slot.lang, "age_named")
    if led and len(slot.phrase) == 2:
        return narrowed(slot, 1)
    framed = len(slot.phrase) > 2 and slot.phrase[0].tag is Tag.PREP and slot.phrase[1].tag is Tag.DET
    return narrowed(slot, 2) if framed else slot


def _birth(slot: Slot, value: Value) -> Iterator[Rung]:
    """The decade of a year of birth."""
    year = _birth_year(slot, value)
    before = slot.before.lower if slot.before else ""
    said_so = bool(pattern(slot.lang, "born").search(slot.words))
    if year is None or (not said_so and before not in known(slot.lang, "birth_before")):
        return
    text = (ages_nl if slot.lang is Lang.NL else ages_en).born(year, said_so)
    text = f"in {text}" if before in known(slot.lang, "born") and not said_so else text
    decade = year // 10 * 10
    yield wider(Level.BROAD, Piece(slot.span, text), {"born_low": decade, "born_high": decade + 9})


def _birth_year(slot: Slot, value: Value) -> int | None:
    low = value.get("born_low")
    if isinstance(low, int) and value.get("born_high") == low:
        return low
    if found := _YEAR.search(slot.words):
        return int(found[0])
    short = _SHORT_YEAR.search(slot.words)
    return None if not short else 1900 + int(short[1]) if int(short[1]) > _CENTURY_TURN else 2000 + int(short[1])


def _whole(slot: Slot) -> Span:
    """The span with the words "jaar oud" or "years old" that belong to a number."""
    end = slot.span.end
    for word in slot.right[:3]:
        if word.lower not in known(slot.lang, "years"):
            break
        end = word.end
    return Span(slot.span.start, end)


def read_age(slot: Slot, value: Value) -> Age | None:
    """What age the phrase tells, by its words, else by its value."""
    words = [word for word in slot.phrase if not word.is_mark]
    then = ""
    module = ages_nl if slot.lang is Lang.NL else ages_en
    below = 0
    while len(words) > 1 and _is_hedge(slot, words[0]) and not module.band(" ".join(word.lower for word in words)):
        if words[0].lower in known(slot.lang, "age_then"):
            then += words[0].text + " "
        below = max(below, int(words[0].lower in known(slot.lang, "age_below")))
        words = words[1:]
    while len(words) > 1 and words[-1].lower in known(slot.lang, "years"):
        words = words[:-1]
    upcoming = (
        len(words) > 1
        and words[1].lower in known(slot.lang, "age_upcoming")
        and number(words[0].text, slot.lang) is not None
    )
    words = words[:1] if upcoming else words
    if len(words) == 1 and (read := _one_word(slot, words[0])):
        low, high, form = read
        return Age(low - max(below, upcoming), high - below, form, exact=not upcoming, then=then)
    if band := module.band(" ".join(word.lower for word in words)):
        low, high, noun = band
        form = _nominal_form(slot) if noun else Form.NUMBER
        return Age(low, high, form, exact=False, then="" if noun else then)
    return _by_value(slot, value)


def _is_hedge(slot: Slot, word: Word) -> bool:
    return word.lower in known(slot.lang, "age_hedges") or word.tag is Tag.ADV


def _nominal_form(slot: Slot) -> Form:
    if _noun_follows(slot):
        return Form.ADJECTIVE
    return Form.NOUN if slot.determiner or (slot.before is not None and slot.before.is_mark) else Form.NUMBER


def _by_value(slot: Slot, value: Value) -> Age | None:
    """The age that a detector read out of words that this module cannot read."""
    low, high = value.get("low", value.get("age")), value.get("high", value.get("age"))
    if not isinstance(low, int) or not isinstance(high, int) or low // 10 != high // 10:
        return None
    before = slot.before
    if slot.determiner is not None:
        if slot.determiner.lower in known(slot.lang, "possessive"):
            return None  # "op haar negentiende"
        return Age(low, high, Form.ADJECTIVE, exact=False) if _noun_follows(slot) else None
    alone = before is None or before.is_mark or before.lower in phrases(slot.lang).copulas
    return Age(low, high, Form.NUMBER, exact=low == high) if alone else None


def _one_word(slot: Slot, word: Word) -> tuple[int, int, Form] | None:
    if old := pattern(slot.lang, "old").match(word.text):
        years = number(old["number"], slot.lang)
        is_adjective = _noun_follows(slot) and not pattern(slot.lang, "old_plural").search(word.lower)
        return None if years is None else (years, years, Form.ADJECTIVE if is_adjective else Form.NOUN)
    years = number(word.text, slot.lang)
    if years is not None:
        return years, years, Form.NUMBER
    years = ordinal(word.text, slot.lang)
    possessed = slot.determiner is not None or (slot.before is not None and slot.before.tag is Tag.DET)
    return (years, years, Form.ORDINAL) if years is not None and possessed else None


def _noun_follows(slot: Slot) -> bool:
    """Whether a noun that the adjective belongs to comes right after it, with other adjectives between."""
    for word, following in zip(slot.right[:3], (*slot.right[1:4], None), strict=False):
        if word.tag in NOUNISH:
            return True
        if word.tag is not Tag.ADJ:
            return False
        if following is None or following.tag not in NOUNISH | {Tag.ADJ}:
            return True  # a noun that the tagger took for an adjective: "51-jarige Duitse"
    return False


def _from_to(slot: Slot) -> Piece | None:
    """Say "for years" of what was done from one age to another: "from the age of eight to seventeen"."""
    near = max(0, slot.span.start - _FROM_REACH), slot.span.end + _FROM_REACH
    for found in pattern(slot.lang, "from_age_to").finditer(slot.text, *near):
        first, last = (ordinal(word, slot.lang) or number(word, slot.lang) for word in (found["first"], found["last"]))
        years = last - first if first is not None and last is not None else 0
        if years > 1 and Span(*found.span()).contains(slot.span):
            return Piece(Span(*found.span()), phrases(slot.lang).time["years"])
    return None


_FROM_REACH = 40
"""Characters beside an age in which the other end of "from the age of eight to seventeen" stands."""


def _retired(slot: Slot) -> Piece | None:
    """Say that somebody works no more, or went, for "is met pensioen", "ging met vervroegd pensioen"."""
    led, verbs = inner(slot).preposition, [word.lower for word in slot.left if word.tag is Tag.FINITE]
    if slot.lang is Lang.NL and slot.phrase[0].lower in known(slot.lang, "with") and len(slot.phrase) > 1:
        led = slot.phrase[0]
    retired = slot.lang is Lang.NL and slot.head.lower.endswith("pensioen") and led is not None and verbs
    after = slot.after
    if not retired or led is None or led.lower not in known(slot.lang, "with"):
        return None
    if after is not None and not after.is_mark and after.tag is not Tag.AND:
        return None  # "is met pensioen gegaan"
    said = _NO_MORE if verbs[-1] in _IS else _LEFT if verbs[-1] in _WENT else ""
    return Piece(Span(led.start, slot.span.end), said) if said else None


_NO_MORE, _LEFT = "niet meer aan het werk", "weg"
_IS = frozenset("is ben bent zijn was waren".split())
_WENT = frozenset("ga gaat gaan ging gingen".split())


def _there_are(slot: Slot) -> Piece | None:
    """Say "several" for a number that is how many there are, and no age: "there are ⟦forty-one⟧"."""
    there, are = (*slot.left[-2:], None, None)[:2]
    counted = len(slot.phrase) == 1 and number(slot.phrase[0].text, slot.lang) is not None
    told = there is not None and are is not None and {there.lower, are.lower} & known(slot.lang, "there_are_many")
    ends = slot.after is None or slot.after.is_mark
    if not counted or not told or there is None or are is None or are.tag not in (Tag.FINITE, Tag.PRON, Tag.ADV):
        return None
    many = {there.lower, are.lower} <= known(slot.lang, "there_are_many") and ends
    return Piece(slot.span, "meerdere" if slot.lang is Lang.NL else "several") if many else None


def age_gone(slot: Slot, value: Value) -> Iterator[Rung]:
    """Ways to say nothing of the age, best first."""
    if piece := _there_are(slot) or _from_to(slot) or _retired(slot):
        yield gone(piece)
    slot = _without_frame(slot) if slot.phrase[0].lower in known(slot.lang, "age_named") else inner(slot)
    age, span = read_age(slot, value), _whole(slot)
    lasting = slot.preposition is not None and slot.preposition.lower in known(slot.lang, "lasting")
    if lasting and span.of(slot.text).lower().split()[-1] in known(slot.lang, "years_only"):
        yield gone(Piece(span, phrases(slot.lang).time["duration"]))  # "for twenty-six years"
    first, last = slot.phrase[0], next(w for w in (*slot.phrase, *slot.right) if w.end == span.end)
    born = slot.before is not None and slot.before.lower in known(slot.lang, "birth_before")
    if piece := _nth_birthday(slot) or _birthday(slot):
        yield gone(piece)
    if age is None and born and _birth_year(slot, value):
        yield bracket(Piece(slot.span, phrases(slot.lang).withheld(slot.type)))
    after, before = slot.after, slot.outer[-1] if slot.outer else None
    if age is not None and slot.determiner is not None and after is not None and not slot.opener:
        bearer = after.tag is Tag.NAME and lexicon(slot.lang).find(DetailType.ORIGIN, after.text) is None
        aside = age.form is Form.NOUN and after.tag is Tag.PREP and before is not None and before.text == ","
        # "De zesjarige Jesse", "de vrouw, een vijftiger met een zaak": what follows stands without it.
        if (bearer and age.form is Form.ADJECTIVE) or aside:
            yield gone(Piece(Span(slot.determiner.start, after.start), ""))
    if age is not None and age.form is Form.NOUN and (piece := neutral_person(slot)):
        yield gone(piece)
    if (
        age is None
        and slot.determiner
        and pattern(slot.lang, "superlative").search(slot.head.lower)
        and (piece := neutral_person(slot))
    ):
        yield gone(piece)
    described = slot.shape is Shape.ATTRIBUTE and slot.phrase[-1].tag is Tag.ADJ
    if described or (age is not None and age.form is Form.ADJECTIVE):
        yield gone(Piece(slot.span, ""))
    for start, _ in units(slot):
        if piece := without_element(slot, start, last):
            yield gone(piece)
    if slot.preposition is not None and slot.preposition.lower in known(slot.lang, "age_of"):
        outer = units(slot)[0][0]
        if piece := without_after_noun(slot, outer, last):
            yield gone(piece)
    module = ages_nl if slot.lang is Lang.NL else ages_en
    if piece := module.vaguest(slot, first, last):
        yield gone(piece)
    if span != slot.span:
        yield bracket(Piece(span, phrases(slot.lang).withheld(slot.type)))
