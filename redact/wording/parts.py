"""A sentence as it will be read once its edits are made: its words, what the edits say instead, and its clauses.

The words and their tags are those of the original: a sentence full of brackets is nothing that a tagger has learned.
Only commas and the words that join or open clauses divide it; every other mark is a wall that no clause reaches across.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from enum import Enum, auto
from functools import cached_property

from ..draft import DIRECT_TYPES, Edit, Lang, Span
from .function import known
from .phrases import is_placeholder, phrases
from .words import NOUNISH, Tag, Word, words_of


class Kind(Enum):
    """What a part of the sentence is to its reader."""

    WORD = auto()  # as it was
    GAP = auto()  # a note that something was left out
    NEW = auto()  # other words than it had
    OUT = auto()  # nothing
    WALL = auto()  # a mark other than a comma


@dataclass(frozen=True)
class Part:
    """A word that stays, or an edit with the ``words`` that it replaces."""

    kind: Kind
    span: Span
    words: tuple[Word, ...] = field(repr=False)
    edit: Edit | None = field(default=None, repr=False)

    @property
    def lower(self) -> str:
        """The word that stays; "" of an edit."""
        return self.words[0].lower if self.kind is Kind.WORD else ""

    @cached_property
    def first(self) -> Tag:
        """The tag of its first word; of an edit, of the first word that it replaces."""
        return next((word.tag for word in self.words if not word.is_mark), Tag.MARK)

    @property
    def last_of(self) -> Tag:
        """The tag of the last word of it, or of what it replaces."""
        return next((word.tag for word in reversed(self.words) if not word.is_mark), Tag.MARK)

    @property
    def is_finite(self) -> bool:
        """Whether it is a verb that a clause can have for its own."""
        return self.kind in (Kind.WORD, Kind.NEW) and any(word.tag is Tag.FINITE for word in self.words)

    @property
    def lost_verb(self) -> bool:
        """Whether a verb that a clause had for its own went with it."""
        return self.kind is Kind.GAP and any(word.tag is Tag.FINITE for word in self.words)


@dataclass(frozen=True)
class Segment:
    """What stands between two places where a clause or one of several may begin; ``lead`` is what opens it."""

    lead: tuple[Part, ...]
    body: tuple[Part, ...]
    lang: Lang
    walled: bool = False  # a wall stands before it

    @cached_property
    def shown(self) -> tuple[Part, ...]:
        """The parts of the body that a reader sees."""
        return tuple(part for part in self.body if part.kind is not Kind.OUT)

    @property
    def start(self) -> int:
        """Where it begins, with what opens it."""
        return (self.lead or self.body)[0].span.start

    @property
    def end(self) -> int:
        """Where it ends."""
        return (self.body or self.lead)[-1].span.end

    @cached_property
    def has_comma(self) -> bool:
        """Whether a comma opens it."""
        return any(part.lower == "," for part in self.lead)

    @cached_property
    def joined(self) -> str:
        """The word that joins it to what stands before; "" where none does."""
        joins = (part.lower for part in self.lead if part.words[0].tag is Tag.AND)
        return next((word for word in joins if word not in ("both", "beide")), "")  # "her parents, both dentists,"

    @cached_property
    def opener(self) -> Part | None:
        """The relative pronoun or conjunction that makes a clause of it."""
        return next((part for part in self.lead if part.lower != "," and part.words[0].tag is not Tag.AND), None)

    @cached_property
    def is_relative(self) -> bool:
        """Whether it is a clause about the noun before it."""
        return self.opener is not None and self.opener.lower in known(self.lang, "relatives")

    @cached_property
    def verb(self) -> Part | None:
        """The first part that can be a clause's verb."""
        return next((part for part in self.shown if part.is_finite), None)

    @property
    def begins_with_verb(self) -> bool:
        """Whether its verb, or a gap where that was, stands first: the subject is that of what stands before."""
        first = self.shown[0] if self.shown and self.opener is None else None
        return first is not None and first.first is Tag.FINITE

    @property
    def own_subject(self) -> bool:
        """Whether a pronoun is its subject."""
        return bool(self.shown) and self.shown[0].lower.split("'")[0] in known(self.lang, "personal_subjects")


def segments(text: str, sentence: Span, lang: Lang, edits: Sequence[Edit]) -> list[Segment] | None:
    """The sentence of ``text`` divided; None where an edit cuts through a word or reaches out of the sentence."""
    parts = _parts(text, sentence, lang, edits)
    if parts is None:
        return None
    found: list[Segment] = []
    lead, body, walled = list[Part](), list[Part](), False
    for at, part in enumerate(parts):
        wall = part.kind is Kind.WALL
        opens = not wall and _opens(parts, at, lang)
        if body and (wall or opens):
            found.append(Segment(tuple(lead), tuple(body), lang, walled))
            lead, body, walled = [], [], False
        if wall:
            lead, walled = [], True
        elif opens:
            lead.append(part)
        else:
            body.append(part)
    if body:
        found.append(Segment(tuple(lead), tuple(body), lang, walled))
    return found


_SIBILANT = ("s", "x", "z")
"""What a mark for an owner follows: "the workers' club"; after another letter it closes a quotation."""


def _parts(text: str, sentence: Span, lang: Lang, edits: Sequence[Edit]) -> list[Part] | None:
    words, found = words_of(text, sentence, lang), list[Part]()
    for edit in edits:
        cut = any(w.start < at < w.end for w in words for at in (edit.span.start, edit.span.end))
        if cut or not sentence.contains(edit.span):
            return None
        inside = tuple(word for word in words if edit.span.contains(word.span))
        found.append(_edited(edit, inside, lang))
    taken = [edit.span for edit in edits]
    for word in words:
        if not any(span.contains(word.span) for span in taken):
            owns = lang is Lang.EN and word.text in "'’" and text[word.start - 1 : word.start] in _SIBILANT
            plain = not word.is_mark or word.text == "," or owns
            found.append(Part(Kind.WORD if plain else Kind.WALL, word.span, (word,)))
    return _with_gaps_of(sorted(found, key=lambda part: part.span), lang)


def _with_gaps_of(parts: list[Part], lang: Lang) -> list[Part]:
    """The parts with "someone close to" made a gap where nobody stands behind it: "someone close to someone"."""
    close = [*phrases(lang).person["close"].split("|"), phrases(lang).person["involved"]]
    for at in range(len(parts) - 2, -1, -1):
        part, after = parts[at], parts[at + 1]
        said = part.edit.replacement.strip().lower() if part.kind is Kind.NEW and part.edit else ""
        whose = after.edit.replacement.strip().lower() if after.kind is Kind.NEW and after.edit else ""
        if said in close and (after.kind is Kind.GAP or whose in phrases(lang).person["indefinite"].split("|")):
            parts[at : at + 2] = [replace(part, kind=Kind.GAP), replace(after, kind=Kind.GAP)]
    return parts


def _edited(edit: Edit, words: tuple[Word, ...], lang: Lang) -> Part:
    said = edit.replacement.strip()
    if not said:
        return Part(Kind.OUT, edit.span, words, edit)
    gap = edit.reason not in DIRECT_TYPES and is_placeholder(lang, said)
    return Part(Kind.GAP if gap else Kind.NEW, edit.span, words, edit)


def _has_verb_behind(parts: Sequence[Part], at: int) -> bool:
    """Whether a clause follows: "since she fell", and not "since a fall"."""
    for part in parts[at + 1 :]:
        if part.kind is Kind.WALL or part.lower == "," or (part.kind is Kind.WORD and part.words[0].tag is Tag.SUB):
            return False
        if part.is_finite or part.lost_verb:
            return True
    return False


def _opens(parts: Sequence[Part], at: int, lang: Lang) -> bool:
    """Whether a clause, or one of several, may begin with the part."""
    part = parts[at]
    if part.kind is not Kind.WORD:
        return False
    tag, before = part.words[0].tag, next((p for p in reversed(parts[:at]) if p.kind is not Kind.OUT), None)
    if part.lower == "," or tag is Tag.AND:
        return True
    following = parts[at + 1] if at + 1 < len(parts) else None
    if part.lower == phrases(lang).as_word and (following is None or following.kind is not Kind.WORD):
        return False  # "as […]"
    if tag is Tag.SUB:
        return _has_verb_behind(parts, at)
    if before is None and tag is Tag.ADV and part.lower in ("when", "while", "where"):
        return _has_verb_behind(parts, at)
    if part.lower not in known(lang, "relatives") or before is None:
        return False
    noun = before.last_of in NOUNISH | {Tag.NUM} or before.kind in (Kind.NEW, Kind.GAP)
    noun = noun or before.lower in known(lang, "anyone")
    return noun or before.lower == "," or before.words[0].tag is Tag.AND or tag is Tag.ADV
