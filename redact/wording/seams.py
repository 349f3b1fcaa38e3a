"""Putting a replacement into its sentence: spaces, commas, the capital after a full stop, "a" or "an".

A :class:`Piece` is a stretch and what comes in its place. :func:`fit` makes the edges right; the functions that start
with ``without`` widen a removal until what is left is a sentence again, or return None where that is not certain.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ..draft import DetailType, Lang, Span
from .crf import has_gerund
from .function import known
from .phrases import phrases
from .slot import CLOSING, OPENING, Slot
from .words import NOUNISH, VERBAL, Tag, Word

_VOWEL_SOUND = re.compile(
    r"(?!one\b|once|uni(?!n)|eu|use|usu|ute|uto|uk\b|ukr)[aeiou]|hour|hono|heir|8|11\b|18\b", re.IGNORECASE
)
_SPELLED_VOWEL = re.compile(r"[AEFHILMNORSX](?=[A-Z]{1,4}\b|\b|-)")
_ARTICLE = re.compile(r"\b([Aa])(n?)([^\S\n]+)$")
_STARTS = re.compile(r"(?:^|[.!?…:\n]|(?:^|\n)\s*\(?\w{1,2}\))[\s\"'“‘„«»”’(\[*_•–—>#-]*$")
_SHOUTED = re.compile(r"\b[A-ZÀ-Þ]{2,} $")
_LIST_MARKS = re.compile(r"[*_#>•–-]+[^\S\n]*$")
_INDENT = 80
"""Characters of the longest mark of a list with the blanks behind it."""


@dataclass(frozen=True)
class Piece:
    """``text`` in place of ``span``."""

    span: Span
    text: str = field(repr=False)


def apply(text: str, piece: Piece) -> str:
    """``text`` with the piece put in."""
    return text[: piece.span.start] + piece.text + text[piece.span.end :]


def fit(text: str, lang: Lang, piece: Piece) -> Piece:
    """Adjust a piece to its neighbours: spaces about a removal, "a" or "an", a capital at the start of a sentence."""
    piece = _with_full_stop(text, piece)
    if not piece.text:
        piece = _apart(text, _close_gap(text, piece))
    elif len(old := piece.span.of(text)) > _SHORTEST_SHOUT and old.isupper() and not piece.text.startswith("["):
        piece = Piece(piece.span, piece.text.upper())  # a headline in capitals
    elif old.isupper() and _SHOUTED.search(text, max(0, piece.span.start - 12), piece.span.start):
        piece = Piece(piece.span, piece.text if piece.text.startswith("[") else piece.text.upper())  # "THE AIDE"
    piece = _with_capital(text, piece)
    return _with_article(text, piece) if lang is Lang.EN else piece


def _with_full_stop(text: str, piece: Piece) -> Piece:
    """Leave the point of an abbreviation that ends the sentence too: "at 6.52 a.m."."""
    end = piece.span.end
    ends = text[end - 1 : end] == "." and not piece.text.endswith((".", "…", "!", "?"))
    if not ends or end - 1 <= piece.span.start or not _SENTENCE_ENDS.match(text, end):
        return piece
    return Piece(Span(piece.span.start, end - 1), piece.text)


_SENTENCE_ENDS = re.compile(r"[”’\"')]*(?:\s*$|\s*\n|\s+[“‘\"„]?[A-ZÀ-Þ])")
_SHORTEST_SHOUT = 4
"""Capitals up to this many are an abbreviation more often than a headline."""


def _close_gap(text: str, piece: Piece) -> Piece:
    start, end = piece.span.start, piece.span.end
    before, after = text[:start], text[end:]
    at_line_start = not before or before.endswith("\n") or bool(_LIST_MARKS.search(before, len(before) - _INDENT))
    if at_line_start or before[-1].isspace() or before[-1] in OPENING + "([":
        end += len(after) - len(after.lstrip(" \t\u00a0"))
        if not at_line_start and before[-1].isspace() and (not text[end:] or text[end] in ",.;:!?)\n" + CLOSING):
            start = len(before.rstrip(" \t\u00a0"))
    return Piece(Span(start, end), "") if end > start else piece


def _apart(text: str, piece: Piece) -> Piece:
    """A blank for a removal between two words that nothing else keeps apart: "she's 44 and looks" is "she looks"."""
    joins = not piece.text and text[: piece.span.start][-1:].isalnum() and text[piece.span.end :][:1].isalnum()
    return Piece(piece.span, " ") if joins else piece


def _with_capital(text: str, piece: Piece) -> Piece:
    start, end = piece.span.start, piece.span.end
    if not text[start].isupper() or not _STARTS.search(text[max(0, start - 12) : start]):
        return piece
    new, rest = piece.text, text[end:]
    shouted = re.match(r"[A-Z]{2}", text[start:end]) is not None
    if shouted and text[:start].rstrip().endswith(":"):
        return piece  # "klachten: PTSS"
    letter = re.match(r"(?:[\[\"“‘(]|['’]s )*", new)
    at = letter.end() if letter else 0
    if at < len(new):
        return Piece(piece.span, new[:at] + new[at].upper() + new[at + 1 :]) if not new.startswith("[") else piece
    if not new and rest[:1].islower():
        return Piece(Span(start, end + 1), rest[0].upper())
    return piece


def _with_article(text: str, piece: Piece) -> Piece:
    """Take along an "a" or "an" directly before the piece that its first word no longer suits."""
    follows = (piece.text + text[piece.span.end : piece.span.end + 30]).lstrip('["“‘')
    article = _ARTICLE.search(text, max(0, piece.span.start - 5), piece.span.start)
    if not article or not follows:
        return piece
    vowel = bool(_VOWEL_SOUND.match(follows) or _SPELLED_VOWEL.match(follows))
    if vowel == bool(article[2]):
        return piece
    return Piece(Span(article.start(), piece.span.end), article[1] + ("n" if vowel else "") + article[3] + piece.text)


def without_element(slot: Slot, first: Word, last: Word) -> Piece | None:
    """Remove the stretch ``first`` to ``last`` where marks set it apart: in brackets, between commas, after a comma."""
    words = (*slot.left, *slot.phrase, *slot.right)
    at, to = words.index(first), words.index(last)
    before = words[at - 1] if at else None
    after = words[to + 1] if to + 1 < len(words) else None
    if before and after and before.text == "(" and after.text == ")":
        return Piece(Span(before.start, after.end), "")
    if before and before.text == "," and _is_awaited(slot.lang, words, at):
        return None
    if before and before.text == "," and (after is None or after.text in ",.;:!?)—–"):
        return _from_comma(slot.lang, words, at, to)
    if before and before.tag is Tag.PREP and slot.type is DetailType.AGE:
        return None  # "has two years to go to his pension and a sister"
    if before and (before.text == "," or before.tag is Tag.PREP) and first.tag is not Tag.PREP:
        # "came from a village and fasts": the second may be a verb.
        second = words[min(to + 2, len(words) - 1)]
        doubtful = slot.lang is Lang.EN and before.text != "," and second.tag is Tag.NOUNS
        doubtful = doubtful and (first.tag in (Tag.DET, Tag.NAME) or has_gerund(second.lower.removesuffix("s")))
        return None if doubtful else _first_of_two(slot.lang, words, at, to)
    if (before is None or all(w.is_mark for w in words[:at])) and after is not None and after.text == ",":
        return _first_element(slot.lang, words, to, first)
    return None


def _is_awaited(lang: Lang, words: tuple[Word, ...], at: int) -> bool:
    """Whether an aside stands between a form of "to be" and what somebody is: "was, by his own account, no saint"."""
    opened = next((i for i in range(at - 2, max(0, at - _SAID_NEAR * 2), -1) if words[i].text == ","), 0)
    return opened > 0 and words[opened - 1].tag is Tag.FINITE and words[opened - 1].lower in phrases(lang).copulas


def _first_of_two(lang: Lang, words: tuple[Word, ...], at: int, to: int) -> Piece | None:
    """Take out the first of two things joined by "en": "met een maagzweer en een klarinet"."""
    if to + 2 >= len(words) or words[to + 1].lower not in known(lang, "and"):
        return None
    second, third = words[to + 2], words[to + 3] if to + 3 < len(words) else None
    if words[at - 1].text != "," and second.tag is Tag.ADJ and (third is None or third.tag not in NOUNISH | {Tag.ADJ}):
        return None  # "en vroeg:"
    if words[at - 1].text == "," and words[at].tag is second.tag is Tag.DET:
        ahead = next((word for word in reversed(words[: at - 1]) if word.tag is Tag.DET), None)
        if ahead is not None and ahead.lower in known(lang, "indefinite"):
            return Piece(Span(words[at - 1].start, words[to].end), "")  # "een pupil, een begeleider en een ouder"
    if second.tag not in (Tag.DET, Tag.NOUN, Tag.NOUNS, Tag.NAME, Tag.ADJ, Tag.NUM):
        return None
    counted = words[at - 1].text == "," and at > _COUNTED and words[at - 2].tag in NOUNISH
    if counted and words[at - 3].tag is Tag.NUM and words[at].tag is second.tag is Tag.DET:
        return Piece(Span(words[at - 1].start, words[to].end), "")  # "twee pupillen, een begeleider en een ouder"
    near = words[max(0, at - _SAID_NEAR) : at]
    if words[at - 1].tag is Tag.PREP and second.tag is Tag.DET and any(w.lower in phrases(lang).copulas for w in near):
        return None  # "he was a veteran of the war and the only doctor in it"
    other = second.tag is Tag.DET or (second.tag is Tag.NOUN and second.text.islower())
    if words[at - 1].tag is Tag.PREP and words[at].tag is Tag.NAME and other:
        return None  # "geboren op Texel en de zeventig gepasseerd"
    shared = words[at].tag is Tag.DET and at < to and second.tag in (Tag.ADJ, Tag.NUM)
    return Piece(Span(words[at + shared].start, second.start), "")  # "het vierde en laatste jaar" keeps its article


def _first_element(lang: Lang, words: tuple[Word, ...], to: int, first: Word) -> Piece | None:
    """Remove what stands first and before a comma: a circumstance or a predicate, never a subject."""
    following = words[to + 2] if to + 2 < len(words) else None
    if lang is Lang.NL and any(
        one.text == "," and two.tag is Tag.FINITE for one, two in zip(words[to + 2 :], words[to + 3 :], strict=False)
    ):
        return None  # "Op de tweede avond, een zaterdag in mei, riep hij": the verb waits for what stands first
    no_verb = not any(w.tag is Tag.FINITE for w in words[to + 1 :])
    alone = first.tag is Tag.PREP or (first.tag is not Tag.DET and no_verb)
    if (
        following is None
        or not alone
        or following.tag in (*VERBAL, Tag.AND, Tag.SUB)
        or following.lower in known(lang, "opens_clause")
    ):
        return None
    return Piece(Span(first.start, following.start), "")


def _from_comma(lang: Lang, words: tuple[Word, ...], at: int, to: int) -> Piece:
    comma, after = words[at - 1], words[to + 1] if to + 1 < len(words) else None
    end = words[to].end
    if after is not None and after.text == "," and to + 2 < len(words):
        following = words[to + 2]
        # "De vrouw, 34, woont": without the age the comma before the verb goes too, unless another phrase opened it.
        opened = next((i + 1 for i in range(at - 2, -1, -1) if words[i].tag is Tag.SUB), 0)
        if lang is Lang.EN and not opened:  # "she said a cook, a man of forty, had hit her"
            saying = (i + 1 for i in range(at - 2, -1, -1) if words[i].lower in known(lang, "telling"))
            opened = next((i for i in saying if i < at - 1 and words[i].tag is Tag.DET), 0)
        waiting = not any(word.text == "," or word.tag is Tag.FINITE for word in words[opened : at - 1])
        # The verb of a Dutch clause comes last: "dat een kok, een oud-verpleger, haar had geslagen".
        last = opened > 0 and lang is Lang.NL and any(word.tag is Tag.FINITE for word in words[to + 2 :])
        # "De vrouw, 34, uit Goes woont": nothing but the age stood between the commas.
        mark = next((word for word in words[to + 2 :] if word.is_mark or word.tag is Tag.FINITE), None)
        on = following.tag is Tag.PREP and mark is not None and mark.tag is Tag.FINITE
        closes = waiting and (following.tag is Tag.FINITE or on or (last and following.tag is not Tag.AND))
        closes = closes or (at > 1 and words[at - 2].lower in known(lang, "and"))  # "she left and, in May, had twins"
        told = not waiting and words[at].tag is Tag.DET and following.tag in (Tag.PREP, Tag.ADV)
        told = told and not any(word.text == "," for word in words[: at - 1])  # "a man, the trainer, in Goes"
        if closes or told or following.lower in known(lang, "and_or"):
            end = after.end
    return Piece(Span(comma.start, end), "")


def is_verb_behind(lang: Lang, words: tuple[Word, ...], at: int) -> bool:
    """Whether the "and" at ``at`` joins one more verb, and no other thing: "with the train of 8.15 and was tired"."""
    following = words[at + 1] if at + 1 < len(words) else None
    if words[at].tag is not Tag.AND or following is None or following.tag is not Tag.FINITE:
        return False
    if lang is Lang.NL:
        return True
    # An English "works" may be a thing.
    past = known(lang, "irregular_past") | phrases(lang).copulas | known(lang, "have")
    return following.lower in past or following.lower.endswith("ed")


def without_after_noun(slot: Slot, first: Word, last: Word) -> Piece | None:
    """Remove a phrase that hangs on the noun before it."""
    words = (*slot.left, *slot.phrase, *slot.right)
    at = words.index(first)
    before = words[at - 1] if at else None
    if (
        before is None
        or (before.tag not in (Tag.NOUN, Tag.NOUNS, Tag.NAME) and before.lower not in known(slot.lang, "anyone"))
        or before.lower in known(slot.lang, "half_prepositions")
    ):
        return None
    spent = any(word.lower in known(slot.lang, "spending") for word in words[max(0, at - _SAID_NEAR) : at])
    if spent and before.lower in known(slot.lang, "units") | known(slot.lang, "times_of"):
        return None  # "who spent eleven months in the jail"
    to = words.index(last)
    after, following = (*words[to + 1 : to + 3], None, None)[:2]
    if after is not None and after.lower in known(slot.lang, "of") and first.tag is Tag.PREP and to > at:
        return None  # "the number of a car on the inside" before "of her boot"; "by the light of a lamp" of hers
    verb = after is not None and is_verb_behind(slot.lang, words, to + 1)
    verb = verb and before.lower not in known(slot.lang, "units")  # "nog twintig maanden voor zijn pensioen en is"
    if after is not None and after.tag is Tag.AND and not verb:
        return None  # "with the train of 8.15 and" what else?
    listed = any(word.tag is Tag.AND for word in words[to + 3 : to + 3 + _LONGEST_LIST])
    comma = after is not None and after.text == "," and listed
    if comma and following is not None and following.tag in _NOUN_LEADS:
        return None  # "van een pupil, een begeleider en een ouder": the preposition has two more
    return Piece(Span(before.end, last.end), "")


_COUNTED = 2
"""Words of "two pupils", before a comma."""
_SAID_NEAR = 5
"""Words back in which a form of "to be" is looked for."""
_NOUN_LEADS = (Tag.DET, Tag.NOUN, Tag.NOUNS, Tag.NAME, Tag.ADJ, Tag.NUM)
_LONGEST_LIST = 10
"""Words after a comma in which the "and" of a list is looked for."""
