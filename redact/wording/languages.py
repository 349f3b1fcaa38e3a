"""Languages that somebody speaks: "a regional language", "another language"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..draft import Lang, Level, Span, Value
from .function import known as known_words
from .function import pattern
from .phrases import phrases
from .rung import Rung, bracket, wider
from .seams import Piece
from .slot import Slot
from .words import Tag, Word

_NAME = re.compile(r"[A-ZÀ-Þ][\w'’-]+(?:s|isch|i|ish|ese|an|ian|ali|u|a|ic|ch|k|o|l|n|e)$")
_WORDS = {Lang.NL: ("een streektaal", "een andere taal"), Lang.EN: ("a regional variety", "another language")}
_SEVERAL = {Lang.NL: "andere talen", Lang.EN: "other languages"}
_UNDERSTAND = ("verst", "underst")
"""How verbs of understanding begin."""
_PLACING = frozenset({"in", "te", "uit", "naar", "from", "to"})
"""Prepositions of a place; a language has none of them but where it is known for one."""


def language_rungs(slot: Slot, value: Value) -> Iterator[Rung]:
    """The kind of language, where the phrase is what somebody speaks."""
    if piece := _named(slot, value):
        regional, other = _WORDS[slot.lang]
        if len(slot.phrase) > 1 and _are_several(slot):
            text = _SEVERAL[slot.lang]
        else:
            text = regional if pattern(slot.lang, "regional_language").search(slot.words) else other
        # Nearly everybody speaks another language; a regional one tells where somebody is from.
        kind = {"kind": value["kind"]} if text == regional and "kind" in value else None
        yield wider(Level.BROAD, Piece(piece.span, text), kind)


def _named(slot: Slot, value: Value) -> Piece | None:
    """The stretch of the language's name with its article; None where the phrase is no language."""
    known = (
        value.get("kind") == "language"
        or bool(pattern(slot.lang, "regional_language").fullmatch(slot.words))
        or bool(_NAME.match(slot.head.text))
    )
    ends = (at for at, word in enumerate(slot.right[:2]) if word.is_mark or word.tag is Tag.AND)
    ahead = slot.right[: next(ends, 2)]
    spoken = any(pattern(slot.lang, "speaks").fullmatch(word.lower) for word in (*slot.left[-_NEAR:], *ahead))
    # "In het Litouws": with "het" and "in" such a word names nothing else.
    spoken = spoken or (
        slot.lang is Lang.NL
        and slot.determiner is not None
        and slot.determiner.lower == "het"
        and slot.preposition is not None
        and slot.preposition.lower == "in"
        and slot.head.lower.endswith("s")
    )
    placed = slot.preposition is not None and slot.determiner is None and slot.preposition.lower in _PLACING
    hardly = any(word.lower in known_words(slot.lang, "degrees") for word in slot.core)
    if hardly and any(word.lower.startswith(_UNDERSTAND) for word in slot.left[-_NEAR:]):
        return None  # who hardly understood Danish need not have understood another language
    if placed and value.get("kind") != "language":
        return None  # "in Děčín leerde ik het", "komt uit Bulgarije"
    several = _are_several(slot)
    degrees = (Tag.ADJ, Tag.ADV)
    names = [word for word in slot.core if word.tag not in degrees or word is slot.head]  # "fluent Korean"
    if not known or not spoken or ((len(names) > 1 or slot.tail) and not several) or slot.before_noun:
        return None
    start = slot.determiner.start if slot.determiner is not None else slot.span.start
    return Piece(Span(start, slot.span.end), "")


def _are_several(slot: Slot) -> bool:
    """Whether the phrase is a list of names: "Fries en Deens"."""
    names, links = slot.phrase[::2], slot.phrase[1::2]
    listed = all(_NAME.match(word.text) for word in names) and all(w.tag is Tag.AND or w.text == "," for w in links)
    return listed and len(names) > 1 and slot.phrase[-1] is names[-1]


def is_language(slot: Slot, value: Value) -> bool:
    """Whether the phrase is a language that somebody speaks: "Hungarian" is no Hungarian then."""
    return _named(slot, value) is not None


def is_spoken(slot: Slot, word: Word) -> bool:
    """Whether a word after the phrase is the language that is spoken with it: "spreekt met zijn collega's Duits"."""
    spoken = any(pattern(slot.lang, "speaks").fullmatch(each.lower) for each in (*slot.left[-_NEAR:], *slot.right[:2]))
    return spoken and slot.preposition is not None and bool(_NAME.match(word.text))


_NEAR = 6
"""Words back in which a verb of speaking is looked for."""


def language_gone(slot: Slot, value: Value) -> Iterator[Rung]:
    """Leave the language out: that it is one would say nothing."""
    if piece := _named(slot, value):
        yield bracket(Piece(piece.span, phrases(slot.lang).placeholder["language"]))
