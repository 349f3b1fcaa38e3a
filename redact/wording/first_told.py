"""Somebody of whom a draft tells for the first time: "the registrar knew" is "an official knew", not "the official".

"The official" would be the one last told of, which is somebody else. Called for each rewording of somebody's work.
"""

from __future__ import annotations

import re
from dataclasses import replace

from ..draft import DetailType, Draft, Lang, Rewording, Span
from .agree import with_article
from .function import known
from .persons import is_person
from .phrases import is_placeholder, phrases
from .slot import Slot, find_slot
from .trim import GENITIVE
from .words import Tag

_LED = re.compile(r"(?:^|(?<=\W))(?P<article>the|de|het) $", re.IGNORECASE)
_ANY = {Lang.NL: r"\b(?:hij|zij|ze)\b", Lang.EN: r"\b(?:he|she)\b"}


def as_first_told(draft: Draft, span: Span, text: str, rung: Rewording, *, told: bool) -> Rewording:
    """The rewording of the work at ``span`` of ``draft`` with an indefinite article where nobody was told of before.

    ``text`` is the working copy that ``rung`` is of; ``told`` whether the same person was told of in the paragraph.
    """
    slot = find_slot(draft, span, DetailType.OCCUPATION)
    if slot is None or told or not _is_first(draft, slot) or is_placeholder(draft.lang, rung.text.strip()):
        return rung
    ahead = _LED.search(text, max(0, rung.span.start - len(" the ")), rung.span.start)
    article, _, noun = rung.text.partition(" ")
    if ahead is not None:
        article, noun, start = ahead["article"], rung.text, ahead.start()
    elif article.lower() in known(draft.lang, "articles") and noun:
        start = rung.span.start
    else:
        return rung
    head = slot.head.lower
    neuter = article.lower() == "het" and " " in noun  # "het tijdelijke lid" would be "een tijdelijk lid"
    if not noun or noun.startswith("[") or head in noun.lower() or neuter or noun.split()[0].lower() in GENITIVE:
        return rung
    if (said := _said(slot, noun)) is None:
        return rung
    said = said[0].upper() + said[1:] if article[0].isupper() else said
    return replace(rung, span=Span(start, rung.span.end), text=said)


def _said(slot: Slot, noun: str) -> str | None:
    said, after = phrases(slot.lang).person, slot.after
    if noun == said["definite"].split("|")[0]:
        # "Someone, who was ill, knew" and "someone and a clerk" are no way to speak of anybody.
        ends = after is None or after.text in ".;!?" or after.tag in (Tag.FINITE, Tag.PREP)
        return said["indefinite"] if ends else None
    return with_article(noun) if slot.lang is Lang.EN else f"een {noun}"


def _is_first(draft: Draft, slot: Slot) -> bool:
    """Whether "the registrar" is one that the draft did not speak of so far."""
    determiner, after = slot.determiner, slot.after
    led = determiner is not None and determiner.lower in known(draft.lang, "articles") and not slot.modifiers
    plain = is_person(slot) and not slot.plural and not slot.is_owner and slot.head.text.islower()
    if not led or not plain or (after is not None and after.tag is Tag.NAME) or not _is_in_a_sentence(slot):
        return False
    if slot.head.lower in known(draft.lang, "same_person"):
        return False  # "the employee" is whoever was told of by another word
    told = draft.text[: slot.span.start].lower()
    if re.search(rf"{re.escape(slot.head.lower)}(?:s|en|'s)?\b", told):
        return False
    paragraph = told[told.rfind("\n") + 1 :]
    opens = not any(not word.is_mark for word in slot.outer)
    return not (opens and re.search(_ANY[draft.lang], paragraph))


def _is_in_a_sentence(slot: Slot) -> bool:
    """Whether something is told: neither "The clerk." in a list, nor "the guard, he was crying"."""
    comma, subject = (*slot.right[:2], None, None)[:2]
    again = comma is not None and comma.text == "," and subject is not None
    again = again and subject is not None and subject.lower in known(slot.lang, "plain_subjects")
    return not again and any(word.tag is Tag.FINITE for word in (*slot.left, *slot.right))


__all__ = ["as_first_told"]
