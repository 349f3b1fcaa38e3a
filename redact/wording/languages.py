"""Languages that somebody speaks: "a regional language", "another language"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..draft import Lang, Level, Span, Value
from .function import pattern
from .phrases import phrases
from .rung import Rung, bracket, wider
from .seams import Piece
from .slot import Slot

_NAME = re.compile(r"[A-ZÀ-Þ][\w'’-]+(?:s|isch|i|ish|ese|an|ian|ali|u|a|ic|ch|k|o|l|n|e)$")
_WORDS = {Lang.NL: ("een streektaal", "een andere taal"), Lang.EN: ("a regional variety", "another language")}


def language_rungs(slot: Slot, value: Value) -> Iterator[Rung]:
    """The kind of language, where the phrase is what somebody speaks."""
    if piece := _named(slot, value):
        regional, other = _WORDS[slot.lang]
        text = regional if pattern(slot.lang, "regional_language").search(slot.words) else other
        kind = {"kind": value["kind"]} if "kind" in value else None
        yield wider(Level.BROAD, Piece(piece.span, text), kind)


def _named(slot: Slot, value: Value) -> Piece | None:
    """The stretch of the language's name with its article; None where the phrase is no language."""
    known = (
        value.get("kind") == "language"
        or bool(pattern(slot.lang, "regional_language").fullmatch(slot.words))
        or bool(_NAME.match(slot.head.text))
    )
    ahead = slot.right[: next((at for at, word in enumerate(slot.right[:2]) if word.is_mark), 2)]
    spoken = any(pattern(slot.lang, "speaks").fullmatch(word.lower) for word in (*slot.left[-6:], *ahead))
    placed = slot.preposition is not None and slot.determiner is None and slot.preposition.lower in ("in", "te", "from")
    if placed and value.get("kind") != "language":
        return None  # "in Děčín leerde ik het"
    if not known or not spoken or len(slot.core) > 1 or slot.tail or slot.before_noun:
        return None
    start = slot.determiner.start if slot.determiner is not None else slot.span.start
    return Piece(Span(start, slot.span.end), "")


def is_language(slot: Slot, value: Value) -> bool:
    """Whether the phrase is a language that somebody speaks: "Hungarian" is no Hungarian then."""
    return _named(slot, value) is not None


def language_gone(slot: Slot, value: Value) -> Iterator[Rung]:
    """Leave the language out: that it is one would say nothing."""
    if piece := _named(slot, value):
        yield bracket(Piece(piece.span, phrases(slot.lang).placeholder["language"]))
