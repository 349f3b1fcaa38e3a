"""Quotations, and who seems to speak in them.

A quotation is a detail when a source speaks in it, or when it is a message between the source and the accused; what the
accused tells the press is not. Who speaks is read off the words beside the quotation marks; the people of the story are
known only later. Word lists in ``data/quotes_*.tsv``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from ...draft import DetailType, Json, Lang, Span, Value
from ...segment import segment
from .engine import Candidate
from .lexicon import meaning
from .rulefile import data_lines

BESIDE = 90
"""How many characters beside a quotation may tell whose it is: a clause."""

FAR = 250
"""How many characters before a quotation that stands by itself are looked through for the sentence before it."""

SHORTEST = 3
"""Fewer words than this between quotation marks are mostly a title or a turn of phrase."""

_NAME = re.compile(r"(?<![.!?\n“\"‘] )(?<!^)[A-ZÀ-Þ](?!\w*-[a-zà-ÿ])[\w'’-]+")
"""A word with a capital; "BBC-redacteur" is an editor, and names nobody."""
_ENDS = tuple(".!?")
_OPENING = re.compile(r"[“„‘«\"](?=\w)")
_LAST_SENTENCE = re.compile(r"[.!?\n]")
_QUOTED = re.compile(r"[“„‘«\"](?=\w)[^“„«\"”»\n]*[”’»\"]")
_SENTENCE = re.compile(r"(?<=[.!?])\s+")


def find(text: str, lang: Lang) -> Iterator[Candidate]:
    """Each quotation of :data:`SHORTEST` words or more, without its marks."""
    for span in segment(text).quotes:
        if len(span.of(text).split()) >= SHORTEST:
            speaker = _speaker(text, span, lang)
            value = _value(text, span, speaker)
            yield Candidate(span.start, span.end, DetailType.QUOTE, f"quotes.{speaker}", 0.0, value)


def value_of_quote(text: str, span: Span, lang: Lang) -> Value:
    """``words``, and ``by`` and ``dyadic`` as far as the words beside ``span`` tell."""
    return _value(text, span, _speaker(text, span, lang))


def _value(text: str, span: Span, speaker: str) -> Value:
    value: dict[str, Json] = {"words": len(span.of(text).split())}
    if speaker in ("anonymous", "pronoun", "first_person"):
        value["by"] = "source"
    elif speaker == "message":
        value |= {"by": "accused", "dyadic": True}
    elif speaker == "press":
        value["by"] = "other"
    return value


def _speaker(text: str, span: Span, lang: Lang) -> str:
    """Which of the rules a quotation falls under, by the clause after it, then the one before it."""
    roles = _roles(lang)
    after = _LAST_SENTENCE.split(text[span.end + 1 : span.end + BESIDE].lstrip("”’\"',. "), maxsplit=1)[0]
    if text[span.end - 1 : span.end] in _ENDS and _OPENING.search(after):
        after = ""  # a sentence of its own, of the next quotation: "… .” The message, “…”, came later."
    before = _LAST_SENTENCE.split(text[max(0, span.start - BESIDE) : max(0, span.start - 1)])[-1]
    clauses = [c for c in (after, before) if c.strip()] or _sentence_before(text, span)
    low_after, low_before = after.lower(), before.lower()
    if roles["press"].search(" ".join(c.lower() for c in clauses)):
        return "press"
    said_by = [c for c in clauses if roles["said_by"].search(c.lower()) or (c is before and c.rstrip().endswith(":"))]
    if any(_anonymous(c, lang) for c in said_by):
        return "anonymous"
    if roles["message"].search(low_before) or roles["message"].search(low_after[:25]):
        return "message"
    if roles["says_pronoun"].search(low_after[:40]) or roles["says_pronoun"].search(low_before[-40:]):
        return "pronoun"
    if any(_NAME.search(" " + c) for c in said_by):
        return "named"
    return "first_person" if roles["first"].search(span.of(text).lower()) else "bare"


def _sentence_before(text: str, span: Span) -> list[str]:
    """For a quotation that nothing stands beside: the sentence before it in its paragraph, which may tell who speaks.

    "According to a guard it was full. “They slept in the hall.”"
    """
    start = text.rfind("\n", 0, span.start) + 1
    told = _QUOTED.sub(" ", text[max(start, span.start - FAR) : max(start, span.start - 1)]).rstrip(' ,"“„‘«')
    last = _SENTENCE.split(told)[-1].strip()
    return [last] if last else []


def _anonymous(clause: str, lang: Lang) -> bool:
    """Whether somebody without a name stands in ``clause``: a person word or an occupation in lower case."""
    roles = _roles(lang)
    if article := roles["article"].match(clause):
        clause = clause[article.end() :]  # its capital is no name's
    elif roles["opens_with_name"].match(clause.strip()):
        return False
    if beside := roles.get("beside"):
        clause = beside.sub(" ", clause)  # nor is that of where they work, or of whom they tell it
    words = re.findall(r"(?<![\w])[a-zà-ÿ][\w'’-]+", clause)
    nouns = {*words, *(word.rpartition("-")[2] for word in words)}
    if official := roles.get("official"):
        nouns = {noun for noun in nouns if not official.fullmatch(noun)}
    known = any(roles["somebody"].fullmatch(w) or meaning("occupations", w, lang) for w in nouns)
    return known and not _NAME.search(clause)


@cache
def _roles(lang: Lang) -> dict[str, re.Pattern[str]]:
    lines = dict(line.split("\t") for line in data_lines(f"quotes_{lang}.tsv"))
    whole = {role: re.compile(rf"\b(?:{words})\b") for role, words in lines.items()}
    pronoun, say = lines["pronoun"], lines["say"]
    whole["opens_with_name"] = re.compile(rf"[A-ZÀ-Þ][\w’'-]+(?:,| (?:[A-ZÀ-Þ]|(?:{say})\b))")
    whole["article"] = re.compile(rf"\s*(?:{lines['article']}) ")
    whole["said_by"] = re.compile(rf"\b(?:{say}|{lines['message']})\b")
    whole["says_pronoun"] = re.compile(rf"\b(?:(?:{say}) (?:{pronoun})|(?:{pronoun}) (?:{say}))\b")
    return whole
