"""Values of places, and of where somebody comes from."""

from __future__ import annotations

import re

from ...draft import Json, Lang, Span, Value
from ..grammar.lexicon import first_in
from ..grammar.places import HOME, is_by_town, place_in

_NAME = re.compile(r"(?:(?<=[a-zà-ÿ] )|^)[A-ZÀ-ÖØ-Þ][\w'’-]+(?: (?:[a-z]{2,4} ){0,2}[A-ZÀ-ÖØ-Þ][\w'’-]+)*")
_OPENS = re.compile(r"(?:^|[.!?:;\n“”\"'‘’(-])\s*\Z")


def place(text: str, span: Span, lang: Lang) -> Value:
    """What kind of place it is; its name, country, and inhabitants where it is known.

    A place that no list has has the name that it is told by, without inhabitants: a hamlet, a street, a café.
    """
    stretch = span.of(text)
    value: dict[str, Json] = dict(place_in(stretch, lang))
    if known := first_in("venues", stretch, lang):
        # "een flat in Vlaardingen" is a venue in a town: the finer one is the kind, the coarser one the figures
        value["kind"] = known[0][0]
        if value["kind"] == "region":
            value.setdefault("name", known[1])  # "in Overijssel": who lives there is counted
    if value.get("kind") == "town" and is_by_town(stretch, str(value.get("name") or ""), lang):
        value["kind"] = "neighbourhood"
    named = _NAME.search(stretch) if value.get("kind") in (None, "venue", "room") else None
    # "Thuis zei ze niets" names no place, however it opens the sentence.
    if named and (named.start() or not _OPENS.search(text, 0, span.start)):
        value.setdefault("name", named[0])
    return value


def origin(text: str, span: Span, lang: Lang) -> Value:
    """The kind of origin and its code; a foreign town or country stands for the nationality."""
    stretch = span.of(text)
    if known := first_in("origins", stretch, lang):
        return {"kind": known[0][0], "code": known[0][1], "term": known[1]}
    found = place_in(stretch, lang)
    if not found:
        return {"term": stretch.lower()}
    abroad = found["country"] not in HOME[lang]
    kind = {"kind": "nationality", "code": found["country"]} if abroad else {"kind": "region"}
    return {**kind, "term": str(found["name"]).lower()}
