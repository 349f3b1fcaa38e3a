"""What a found stretch says, normalised: ages, dates, group sizes, and words of closed listed.

Called by detection for every detail, whatever found it. The grammar that finds also reads here; where it knows nothing,
word lists do.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeAlias

from ...draft import VALUE_KEYS, DetailType, Lang, Span, Value
from ..grammar import listed
from ..grammar.dates import value_of_date
from ..grammar.groups import value_of_group
from ..grammar.places import value_of_trip
from ..grammar.quotes import value_of_quote
from . import direct, ruled, where

__all__ = ["value_of"]

_Reader: TypeAlias = Callable[[str, Span, Lang], Value]


def value_of(type: DetailType, text: str, span: Span, lang: Lang) -> Value:
    """The value of the stretch ``span`` of ``text`` read as a ``type``; empty when nothing is known.

    Its keys are those of ``draft.VALUE_KEYS``; raises ValueError for a span outside ``text``.
    """
    if span.end > len(text):
        raise ValueError("the span ends after the text")
    value = _READERS[type](text, span, lang)
    return {key: value[key] for key in value if key in VALUE_KEYS[type]}


def _of_words(read: Callable[[str, Lang], Value]) -> _Reader:
    return lambda text, span, lang: read(span.of(text), lang)


_READERS: Mapping[DetailType, _Reader] = {
    DetailType.NAME: direct.name,
    DetailType.CONTACT: direct.contact,
    DetailType.ADDRESS: direct.address,
    DetailType.ID: direct.identifier,
    DetailType.AGE: ruled.age,
    DetailType.GENDER: ruled.gender,
    DetailType.ORIGIN: where.origin,
    DetailType.HEALTH: listed.health,
    DetailType.FAMILY: ruled.family,
    DetailType.OCCUPATION: listed.occupation,
    DetailType.EMPLOYER: listed.employer,
    DetailType.EDUCATION: listed.education,
    DetailType.PLACE: where.place,
    DetailType.TRIP: _of_words(value_of_trip),
    DetailType.DATE: _of_words(value_of_date),
    DetailType.EVENT: listed.event,
    DetailType.GROUP: _of_words(value_of_group),
    DetailType.QUOTE: value_of_quote,
    DetailType.CHANNEL: ruled.channel,
    DetailType.TRAIT: listed.trait,
}
