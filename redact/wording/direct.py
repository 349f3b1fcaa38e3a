"""Names, contact details, addresses, and numbers: an editor's note in their place, or nothing.

No wider statement is made of them: what points at one person does so at any length.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..draft import DetailType, Lang, Span, Value
from .phrases import phrases
from .rung import Rung, bracket, gone
from .seams import Piece, without_element
from .slot import OPENING, Slot
from .words import Tag


def direct_gone(slot: Slot, value: Value) -> Iterator[Rung]:
    """Ways to say nothing of what points at somebody directly, best first."""
    said = phrases(slot.lang)
    first, last = slot.phrase[0], slot.phrase[-1]
    before = slot.before
    if slot.type is DetailType.NAME and before is not None and before.tag is Tag.NOUN and _is_apposed(slot):
        yield gone(Piece(Span(before.end, slot.span.end), ""))
    if slot.type is not DetailType.NAME and (piece := without_element(slot, first, last)):
        yield gone(piece)
    if slot.type is DetailType.NAME and (noun := _named_thing(slot)):
        yield gone(Piece(slot.span, noun))
    text = _nameless(slot) if slot.type is DetailType.NAME else said.withheld(slot.type)
    if slot.type is DetailType.NAME and (mark := _OWNS.search(slot.words)) and slot.after is not None:
        text += mark[0]  # "Noortje's moeder"
    if slot.type is DetailType.CONTACT:
        text = said.contact.get(str(value.get("kind", "")), text)
    yield bracket(Piece(slot.span, text))


def _named_thing(slot: Slot) -> str:
    """The thing that bears the name, where a hyphen joins them behind an article: "een Myrdal-beurs" is "een beurs"."""
    named = _THING.search(slot.phrase[-1].text)
    led = slot.determiner is not None and slot.lang is Lang.NL and slot.determiner.tag is Tag.DET
    return named["thing"] if named and led else ""


_THING = re.compile(r"^[A-ZÀ-Þ][\w’']*-(?P<thing>[a-zß-ÿ]{4,})$")


def _nameless(slot: Slot) -> str:
    """What stands for a name: a nickname is none, and neither is a figure or a plain word that was taken for one."""
    said, last = phrases(slot.lang), slot.phrase[-1]
    if any(
        word.text[:1].isupper() and word.text[1:2] != "." and not _SHORT.fullmatch(word.text) for word in slot.phrase
    ):
        return said.withheld(slot.type)
    if any(char.isupper() for char in slot.words) and "." in slot.words:
        return said.withheld(slot.type)  # "T.W."
    quoted = slot.phrase[0].text in OPENING or (slot.before is not None and slot.before.text in OPENING)
    named = quoted or len(slot.phrase) > 1
    return said.placeholder["nickname"] if named and not last.text[-1:].isdigit() else said.gap


_OWNS = re.compile(r"['’]s$")
_SHORT = re.compile(r"[A-Z]{2,4}")
"""An abbreviation more often than a name."""


def _is_apposed(slot: Slot) -> bool:
    """Whether the name follows a noun with its own article and a comma closes it: "mijn kleinzoon Lex, negentien"."""
    determined = len(slot.left) > 1 and slot.left[-2].tag in (Tag.DET, Tag.ADJ)
    return determined and slot.after is not None and slot.after.text in ",.;)"
