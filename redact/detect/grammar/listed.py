"""What word lists say of a stretch: occupation, employer, education, health, events, looks and things.

``term`` is the word of the draft that the list knew, in lower case; where it knew none, the whole stretch, and the kind
is ``other``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from ...draft import Json, Lang, Span, Value
from .lexicon import first_in
from .places import with_inhabitants
from .rulefile import data_lines


def occupation(text: str, span: Span, lang: Lang) -> Value:
    """The class of work, the rank, and whether it is past."""
    stretch = span.of(text)
    value: dict[str, Json] = {"group": "other", "term": stretch.lower()}
    if known := first_in("occupations", stretch, lang, unless="student"):
        value = {"group": known[0][0], "term": known[1]}
    for rank in _all("ranks", stretch, lang):
        if rank == "former":
            value["former"] = True
        else:
            value.setdefault("rank", rank)
    if value.get("former"):
        value.setdefault("rank", "former")
    return value


BEFORE = 60
"""Characters before an event in which it is told that somebody spoke there."""
SPEAKER = "speaker"


def employer(text: str, span: Span, lang: Lang) -> Value:
    """The sector of an organisation or a department."""
    return _listed("employers", "sector", "other", span.of(text), lang)


def education(text: str, span: Span, lang: Lang) -> Value:
    """The level of schooling; a course where it is not known."""
    return _listed("education", "level", "course", span.of(text), lang)


def health(text: str, span: Span, lang: Lang) -> Value:
    """The kind of illness, injury, or treatment."""
    return _listed("health", "kind", "other", span.of(text), lang)


def trait(text: str, span: Span, lang: Lang) -> Value:
    """The kind of look, habit, or thing."""
    return _listed("traits", "kind", "other", span.of(text), lang)


def event(text: str, span: Span, lang: Lang) -> Value:
    """The kind of event, how many live where it was, and the part somebody had in it: who does no more attended.

    Whoever speaks is often told just before it: "a woman who spoke at [the council meeting]".
    """
    stretch = span.of(text)
    before = re.split(r"[.!?\n]", text[max(0, span.start - BEFORE) : span.start])[-1]
    part = next(_all("parts", stretch, lang), None)
    if part is None:
        speaks = dict(_expressions("parts", lang))[SPEAKER].search(before.lower())
        part = SPEAKER if speaks else "attendee"
    return with_inhabitants({**_listed("events", "kind", "other", stretch, lang), "part": part}, stretch, lang)


def _listed(name: str, key: str, otherwise: str, stretch: str, lang: Lang) -> dict[str, Json]:
    known = first_in(name, stretch, lang)
    return {key: known[0][0], "term": known[1]} if known else {key: otherwise, "term": stretch.lower()}


def _all(name: str, stretch: str, lang: Lang) -> Iterator[str]:
    low = stretch.lower()
    return (what for what, expression in _expressions(name, lang) if expression.search(low))


@cache
def _expressions(name: str, lang: Lang) -> tuple[tuple[str, re.Pattern[str]], ...]:
    rows = (line.split("\t") for line in data_lines(f"{name}_{lang}.tsv"))
    return tuple((what, re.compile(expression)) for what, expression in rows)
