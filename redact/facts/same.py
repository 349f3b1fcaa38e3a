"""When two details of one person say the same, and when they cannot both be true.

Values are compared where they are known, words where they are not. What only looks alike stays two facts: the crowd is
then reckoned a little too small, which is the side to err on.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Hashable, Iterator, Mapping

from ..draft import Detail, DetailType, Draft, Value
from ..people.words import ALIKE_END, alike, nouns
from ..segment import segment

SAME_NOUN = 0.8
"""A compound and its noun are one job: "bestuursadviseur" and "adviseur"."""

CONTRADICTING = frozenset({DetailType.AGE, DetailType.GENDER, DetailType.FAMILY})
"""Types of which two facts of one person may not both be true."""

_Compare = Callable[[Draft, Detail, Detail], bool]


def same_fact(draft: Draft, one: Detail, other: Detail) -> bool:
    """Whether two details of one person and one type are one fact (ages apart: those are compared by birth window)."""
    if _text(draft, one) == _text(draft, other) and not one.value.get("relative"):
        return True
    compare = _COMPARE.get(one.type)
    return compare(draft, one, other) if compare else _equal_values(draft, one, other)


def in_common(draft: Draft, detail: Detail) -> Iterator[Hashable]:
    """What a detail has of which another must have one, too, if :func:`same_fact` is to hold: the rest is not asked."""
    words, value = _text(draft, detail), detail.value
    yield words
    compare = _COMPARE.get(detail.type, _equal_values)
    if compare is _same_noun:
        yield from (noun[-ALIKE_END:] for noun in nouns(words, draft.lang))
    elif compare is _same_name:
        yield from (part.strip(".")[:1] for part in words.split())
    elif compare is _same_gender:
        yield "gender", value.get("gender")
    elif compare is _same_date:
        yield "from", json.dumps(value.get("from"))
    elif compare is not _only_text:
        yield "value", json.dumps(value, sort_keys=True)
        if compare is _same_group:
            yield "sentence", segment(draft.text).sentence_at(detail.span.start)


def contradict(kind: DetailType, one: Value, other: Value) -> bool:
    """Whether two values of one person cannot both be true (ages apart)."""
    if kind is DetailType.GENDER:
        return _differ(one, other, "gender")
    if kind is DetailType.FAMILY:
        return one.get("kind") == other.get("kind") is not None and _differ(one, other, "count")
    return False


def _differ(one: Value, other: Value, key: str) -> bool:
    return key in one and key in other and one[key] != other[key]


def _text(draft: Draft, detail: Detail) -> str:
    return " ".join(detail.span.of(draft.text).lower().split())


def _equal_values(draft: Draft, one: Detail, other: Detail) -> bool:
    """The same values, of which at least one key is more than a kind."""
    telling = one.value.keys() - {"kind"}
    return bool(telling) and one.value == other.value


def _same_gender(draft: Draft, one: Detail, other: Detail) -> bool:
    known = one.value.get("gender")
    return known is not None and known == other.value.get("gender")


def _same_noun(draft: Draft, one: Detail, other: Detail) -> bool:
    """Descriptions of which the shorter adds nothing to the longer, where no value speaks against it."""
    if any(_differ(one.value, other.value, key) for key in ("group", "sector", "level", "former", "country", "name")):
        return False
    fewer, more = sorted((nouns(_text(draft, detail), draft.lang) for detail in (one, other)), key=len)
    return bool(fewer) and all(any(alike(noun, known) >= SAME_NOUN for known in more) for noun in fewer)


def _same_name(draft: Draft, one: Detail, other: Detail) -> bool:
    some, others = ([part.strip(".") for part in _text(draft, detail).split()] for detail in (one, other))
    return any(a.startswith(b) or b.startswith(a) for a in some for b in others if a and b)


def _same_date(draft: Draft, one: Detail, other: Detail) -> bool:
    keys = ("from", "to", "time")
    return "from" in one.value and all(one.value.get(key) == other.value.get(key) for key in keys)


def _same_group(draft: Draft, one: Detail, other: Detail) -> bool:
    """The same bound, or "the only woman" and "ten students" of one sentence: the one bounds the other."""
    if "size" in one.value and _equal_values(draft, one, other):
        return True
    unique = [d for d in (one, other) if d.value.get("unique") and "size" not in d.value]
    sized = [d for d in (one, other) if "size" in d.value and not d.value.get("unique")]
    segments = segment(draft.text)
    together = segments.sentence_at(one.span.start) == segments.sentence_at(other.span.start)
    return len(unique) == len(sized) == 1 and together


def _only_text(draft: Draft, one: Detail, other: Detail) -> bool:
    return False


_COMPARE: Mapping[DetailType, _Compare] = {
    DetailType.NAME: _same_name,
    DetailType.GENDER: _same_gender,
    DetailType.OCCUPATION: _same_noun,
    DetailType.EMPLOYER: _same_noun,
    DetailType.EDUCATION: _same_noun,
    DetailType.PLACE: _same_noun,
    DetailType.TRIP: _same_noun,
    DetailType.DATE: _same_date,
    DetailType.GROUP: _same_group,
    DetailType.QUOTE: _only_text,
    DetailType.CONTACT: _only_text,
    DetailType.ADDRESS: _only_text,
    DetailType.ID: _only_text,
}
