"""Where a stretch runs on into a clause that is not its own: the verb of the sentence, the start of another clause.

Detectors end a stretch at a mark or a number of words; "a black belt in karate took the minutes" holds the verb of a
sentence that would be left without one. Called by ``trim`` and ``extend``; it only ever takes words off.
"""

from __future__ import annotations

from ..draft import DIRECT_TYPES, DetailType, Lang
from .function import known
from .lemmas import lemma
from .phrases import phrases
from .words import NOUNISH, VERBAL, Tag, Word

_HALF_OPENERS = frozenset({"that", "which", "where", "waar", "waarin", "waarop"})
"""What opens a clause about a noun that ``extend`` does not follow to its end."""
_LINKS = frozenset({Tag.AND, Tag.SUB, Tag.PRON})
_WHOLE = DIRECT_TYPES | {DetailType.QUOTE, DetailType.GROUP, DetailType.DATE}


def own_clause(words: tuple[Word, ...], inside: list[int], type: DetailType, lang: Lang) -> list[int]:
    """The stretch without the words at its end that belong to another clause."""
    counted = type is DetailType.GROUP and lang is Lang.EN and words[inside[0]].lower in ("one", "the")
    if type in _WHOLE and not counted:
        return inside
    if type is DetailType.FAMILY and (at := _other_clause(words, inside)):
        inside = inside[:at]
    if type is DetailType.FAMILY and lang is Lang.EN and _ends_in_their_verb(words, inside):
        return inside[:-1]
    if lang is Lang.EN:
        at = _main_verb(words, inside, lang)
        return inside[:at] if at else inside
    if type is DetailType.FAMILY and _is_subject_with_verb(words, inside, lang):
        return inside[:-1]
    return inside[:-1] if _ends_in_verb(words, inside, lang) else inside


def without_half_clause(words: tuple[Word, ...], inside: list[int]) -> list[int]:
    """The noun alone where a clause about it begins in the stretch and has its verb outside: "that the pupils" ask."""
    for at in range(1, len(inside) - 1):
        word, rest = words[inside[at]], [words[i] for i in inside[at + 1 :]]
        opens = word.lower in _HALF_OPENERS and word.tag is not Tag.DET
        if opens and words[inside[at - 1]].tag in NOUNISH and not any(each.tag in VERBAL for each in rest):
            return inside[:at]
    return inside


def _other_clause(words: tuple[Word, ...], inside: list[int]) -> int:
    """Where a clause begins behind a relative of which the rest stands outside: "with ⟦her uncle until it⟧"; else 0."""
    outside = words[inside[-1] + 1] if inside[-1] + 1 < len(words) else None
    for at in range(1, len(inside)):
        word, before = words[inside[at]], words[inside[at - 1]]
        if word.is_mark or word.tag in (Tag.PRON, Tag.FINITE):
            return 0
        halved = outside is not None and not outside.is_mark and outside.tag is not Tag.AND
        opens = word.tag is Tag.SUB or word.lower in ("until", "till")
        if opens and word.lower not in ("dat", "that") and before.tag in NOUNISH and halved:
            return at
    return 0


def _ends_in_their_verb(words: tuple[Word, ...], inside: list[int]) -> bool:
    """Whether the stretch ends in a verb of which the rest stands outside: "whose ⟦daughter worked⟧ as a clerk"."""
    if len(inside) != _WITH_VERB or inside[-1] + 1 >= len(words):
        return False
    who, verb, after = words[inside[0]], words[inside[1]], words[inside[1] + 1]
    return who.tag in NOUNISH and verb.tag is Tag.FINITE and not after.is_mark and after.tag is not Tag.AND


_WITH_VERB = 2


def _main_verb(words: tuple[Word, ...], inside: list[int], lang: Lang) -> int:
    """Where an English stretch goes on with the verb of the sentence; 0 where it does not.

    Either "a clerk who has ⟦a belt in karate took the minutes⟧", or "a clerk ⟦who has worked here kept a diary⟧".
    """
    relatives = known(lang, "relative_pronouns")
    ahead, first = words[: inside[0]], words[inside[0]]
    opened = next((i for i in range(len(ahead) - 1, -1, -1) if ahead[i].lower in relatives), None)
    clause, wanted = ahead[opened:] if opened is not None else (), 1
    if first.lower in relatives:
        clause, wanted, opened = (), 2, inside[0]
    elif first.tag not in NOUNISH | {Tag.DET, Tag.NUM, Tag.ADJ, Tag.PRON} or not any(
        _is_finite(word) for word in clause
    ):
        return 0
    marked = opened is None or any(word.is_mark for word in clause) or any(map(_is_finite, ahead[:opened]))
    if marked or opened == 0:
        return 0
    for at in range(1, len(inside)):
        word = words[inside[at]]
        if word.tag in _LINKS or word.is_mark:
            return 0
        wanted -= _is_finite(word)
        if not wanted:
            return at if words[inside[at - 1]].tag in NOUNISH | {Tag.PART} else 0
    return 0


def _ends_in_verb(words: tuple[Word, ...], inside: list[int], lang: Lang) -> bool:
    """Whether a Dutch noun after a preposition ends in the verb of its clause: "dat hij met ⟦een boks groette⟧"."""
    *rest, last = [words[i] for i in inside]
    before = words[inside[0] - 1] if inside[0] else None
    after = words[inside[-1] + 1] if inside[-1] + 1 < len(words) else None
    if before is None or before.tag is not Tag.PREP or last.tag is not Tag.FINITE or not rest:
        return False
    if last.lower in phrases(lang).locative or lemma(last.lower, lang) in known(lang, "plain_verbs"):
        return False  # "bij de griffie werkt": the verb is half of the detail
    ends = after is None or after.is_mark or after.tag is Tag.AND
    plain = rest[-1].tag in NOUNISH and rest[0].tag is not Tag.PREP
    plain = plain and not any(word.tag in VERBAL | _LINKS or word.is_mark for word in rest)
    return ends and plain and _waits(words[: inside[0]], lang)


def _is_subject_with_verb(words: tuple[Word, ...], inside: list[int], lang: Lang) -> bool:
    """Whether a relative is the subject of a Dutch clause that ends in its verb: "waar ⟦haar broer toen zat⟧"."""
    *rest, last = [words[i] for i in inside]
    opener = words[inside[0] - 1] if inside[0] else None
    opens = opener is not None and opener.tag is not Tag.DET and opener.lower in known(lang, "relatives")
    after = words[inside[-1] + 1] if inside[-1] + 1 < len(words) else None
    ends = after is None or after.is_mark or after.tag is Tag.AND
    owned = len(rest) > 1 and rest[0].tag is Tag.DET and rest[1].tag in NOUNISH
    told = any(word.tag in VERBAL or word.is_mark for word in rest)
    return opens and ends and owned and not told and last.tag is Tag.FINITE and lemma(last.lower, lang) in _PLAINLY


_PLAINLY = frozenset("zitten staan liggen zijn wonen werken komen gaan blijven verblijven hebben".split())
"""Verbs that tell nothing of whose they are; what another one tells may be the detail."""


def _waits(ahead: tuple[Word, ...], lang: Lang) -> bool:
    """Whether a clause was opened that has no verb yet, and whose subject is told."""
    for at in range(len(ahead) - 1, -1, -1):
        word = ahead[at]
        if _is_finite(word) or word.text in ".;:!?":
            return False
        if word.tag is Tag.SUB or (word.lower in known(lang, "opens_clause") and word.tag is not Tag.DET):
            return at < len(ahead) - 1
    return False


def _is_finite(word: Word) -> bool:
    return word.tag is Tag.FINITE
