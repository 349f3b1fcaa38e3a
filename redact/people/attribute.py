"""Who each detail belongs to, and what role each person has."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ..draft import Detail, DetailType, Draft, Person, Role, Span
from ..observability import observe
from ..segment import segment
from ..story import Story

_INTRODUCES = re.compile(
    r"\b(?:een|ene|n|a|an|another|nog een|ook een|second|third|tweede|derde|vierde)\s+(?:[\w-]+\s+){0,2}$",
    re.IGNORECASE,
)
_ROLE_TYPES = frozenset(
    {DetailType.NAME, DetailType.OCCUPATION, DetailType.AGE, DetailType.GENDER, DetailType.ORIGIN, DetailType.EDUCATION}
)


def attribute(draft: Draft, details: Sequence[Detail], story: Story) -> tuple[tuple[Detail, ...], tuple[Person, ...]]:
    """Give every detail its persons (the likeliest first) and its observability.

    Returns the details in the order given, and the persons ("p1"… in order of first mention).
    """
    text, segments = draft.text, segment(draft.text)
    owners: dict[str, int] = {}
    known: dict[str, int] = {}
    current, count, last_sentence = 0, 0, None
    for detail in sorted(details, key=lambda d: d.span):
        words = detail.span.of(text).lower()
        sentence = segments.sentence_at(detail.span.start)
        opens = detail.type in _ROLE_TYPES and _INTRODUCES.search(
            text[max(0, detail.span.start - 60) : detail.span.start]
        )
        if words in known and detail.type in _ROLE_TYPES:
            current = known[words]
        elif count == 0 or (opens and sentence != last_sentence):
            count += 1
            current = count
        if detail.type in _ROLE_TYPES:
            known.setdefault(words, current)
        owners[detail.id] = current
        last_sentence = sentence
    done = tuple(observe(draft, replace(d, persons=(f"p{owners[d.id]}",))) for d in details)
    return done, tuple(Person(f"p{n}", Role.SOURCE, _mentions(n, details, owners)) for n in range(1, count + 1))


def _mentions(person: int, details: Sequence[Detail], owners: dict[str, int]) -> tuple[Span, ...]:
    return tuple(sorted(d.span for d in details if owners[d.id] == person and d.type in _ROLE_TYPES))
