"""Taking a verb phrase or a predicate out of its sentence.

It may be a relative clause, one of several verbs, or one of several things that somebody is.

Each function returns None where what is left might not be a sentence.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..draft import Lang, Span, Value
from .function import known
from .phrases import phrases
from .rung import Rung, gone
from .seams import Piece
from .slot import Shape, Slot
from .words import NOUNISH, VERBAL, Tag, Word


def clause_gone(slot: Slot, _: Value) -> Iterator[Rung]:
    """Ways to take the phrase out with the clause it makes, best first."""
    for piece in (
        _relative(slot),
        _own_relative(slot),
        _said_in_relative(slot),
        without_pronoun(slot),
        _one_of_several(slot),
    ):
        if piece is not None:
            yield gone(piece)


def _relative(slot: Slot) -> Piece | None:
    """Make "een griffier die stottert, moest" into "een griffier moest"."""
    opener, after = slot.before, slot.after
    if opener is None or opener.lower not in known(slot.lang, "relative_pronouns") or len(slot.left) < 2:
        return None
    if slot.shape is not Shape.VERB or (after is not None and not after.is_mark):
        return None
    before = slot.left[-2]
    if before.tag not in (Tag.NOUN, Tag.NOUNS, Tag.NAME, Tag.NUM, Tag.MARK) or (before.is_mark and before.text != ","):
        return None
    if before.lower in known(slot.lang, "bare_times"):
        return None  # "op de dag dat […]": the day goes with it
    start = slot.left[-3].end if before.text == "," and len(slot.left) > 2 else before.end
    if _shared(slot):
        return None
    end = slot.span.end
    if after is not None and after.text == "," and len(slot.right) > 1 and slot.right[1].tag is Tag.FINITE:
        end = end if _is_in_aside(slot) else after.end
    return Piece(Span(start, end), "")


def _is_in_aside(slot: Slot) -> bool:
    """Whether the comma behind it closes an aside, too: "a clerk, a man ⟦who limps⟧, said", "a clerk, 28, …"."""
    ahead = slot.left[:-1]
    if ahead[-1].text == ",":
        ahead = ahead[:-1] if ahead[0].tag in (Tag.DET, Tag.NAME, Tag.NUM, Tag.PRON) else ()  # "In May, a clerk, …"
    return any(word.text == "," for word in ahead) and not any(word.tag is Tag.FINITE for word in ahead)


def _own_relative(slot: Slot) -> Piece | None:
    """Take out a clause between commas that opens with its own pronoun: "the other, ⟦who is from Hull⟧, left"."""
    first, before, after = slot.phrase[0], slot.before, slot.after
    opens = first.lower in known(slot.lang, "relative_pronouns") and first.tag is not Tag.DET
    if not opens or before is None or before.text != "," or len(slot.left) < 2 or _shared(slot):
        return None
    if not any(word.tag is Tag.FINITE for word in slot.phrase) or (after is not None and not after.is_mark):
        return None
    closes = after is not None and after.text == "," and len(slot.right) > 1 and slot.right[1].tag is Tag.FINITE
    return Piece(Span(slot.left[-2].end, after.end if closes and after is not None else slot.span.end), "")


def _said_in_relative(slot: Slot) -> Piece | None:
    """Take out an English clause that only says what somebody is: "a clerk who is ⟦a judge's son⟧ said so"."""
    ahead, after = list(slot.outer), slot.after
    while ahead and ahead[-1].tag is Tag.ADV:
        ahead.pop()  # "who is now"
    if slot.lang is not Lang.EN or slot.shape is not Shape.NOUN or slot.is_owner or len(ahead) < _WHO_IS:
        return None
    who, being = ahead[-2], ahead[-1]
    told = who.lower == "who" and being.lower in phrases(slot.lang).copulas and ahead[-3].tag in NOUNISH | {Tag.NUM}
    # Behind a comma the clause has one on its other side, and goes with it.
    goes_on = after is None or after.tag in (Tag.FINITE, Tag.PART) or after.text in ".;:!?"
    return Piece(Span(ahead[-3].end, slot.span.end), "") if told and goes_on else None


_WHO_IS = 3
"""Words of "clerk who is"."""


def without_pronoun(slot: Slot) -> Piece | None:
    """Take out an English clause that has no pronoun: "a flask ⟦her husband used at sea⟧"; None of what is none."""
    first, before, after = slot.phrase[0], slot.before, slot.after
    opens = first.tag is Tag.DET and first.lower in known(slot.lang, "possessive") and slot.lang is Lang.EN
    if not opens or before is None or before.tag not in (Tag.NOUN, Tag.NOUNS) or not (after is None or after.is_mark):
        return None
    at = next((n for n, word in enumerate(slot.phrase) if word.tag in (Tag.FINITE, Tag.PART)), 0)
    if before.lower in known(slot.lang, "bare_times") | known(slot.lang, "units") | known(slot.lang, "times_of"):
        return None  # "the night her mother died"
    told = at > 1 and slot.phrase[at - 1].tag in NOUNISH and not any(word.is_mark for word in slot.phrase)
    governed = any(word.tag in VERBAL for word in slot.left) and slot.left[-2:-1] and slot.left[-2].tag is not Tag.PREP
    return Piece(Span(before.end, slot.span.end), "") if told and governed else None


def _shared(slot: Slot) -> bool:
    """Whether another verb of the same clause follows, after a comma: "who minded his twins, and later ran …"."""
    rest = [word for word in slot.right if not word.is_mark and word.tag is not Tag.ADV][:2]
    return len(rest) > 1 and rest[0].tag is Tag.AND and rest[1].tag is Tag.FINITE


def _one_of_several(slot: Slot) -> Piece | None:
    """Take out one verb or predicate where another one stays."""
    before, after = slot.before, slot.after
    if before is None:
        return None
    verbal = slot.phrase[0].tag is Tag.FINITE
    following = slot.right[1] if len(slot.right) > 1 else None
    joined = after is not None and after.tag is Tag.AND and following is not None
    if verbal:
        if joined and following is not None and following.tag is Tag.FINITE and _is_subject(slot, before):
            return Piece(Span(slot.span.start, following.start), "")
        return _last_of_several(slot, before, after)
    if slot.shape not in (Shape.PREDICATE, Shape.NOUN) or slot.determiner is not None:
        return None
    if before.lower not in phrases(slot.lang).copulas or before.lower == phrases(slot.lang).as_word:
        return None
    if joined and following is not None and following.tag is Tag.FINITE and len(slot.left) > 1:
        # "Hij is blind en woont in Almere" becomes "hij woont in Almere".
        if _is_subject(slot, slot.left[-2]):
            return Piece(Span(before.start, following.start), "")
    elif joined and following is not None and following.tag in (Tag.ADJ, Tag.NOUN, Tag.DET):
        return Piece(Span(slot.span.start, following.start), "")
    return None


def _last_of_several(slot: Slot, before: Word, after: Word | None) -> Piece | None:
    """Take out a verb phrase after "en" or a comma where a verb stands before it."""
    ends = after is None or after.text in ".;!?)" or (after.text == "," and before.text == ",")
    has_other = any(word.tag is Tag.FINITE for word in _clause(slot.left[:-1]))
    if not ends or not has_other or len(slot.left) < 2:
        return None
    if before.tag is Tag.AND and before.lower in known(slot.lang, "and"):
        start = slot.left[-2]
        return Piece(Span(start.start if start.text == "," else start.end, slot.span.end), "")
    if before.text == "," and after is not None and after.text == ",":
        return Piece(Span(before.start, slot.span.end), "")
    return None


def _clause(words: tuple[Word, ...]) -> tuple[Word, ...]:
    """The words since the last mark that ends a clause, commas aside."""
    for at in range(len(words) - 1, -1, -1):
        if words[at].text in ".;:!?()—–":
            return words[at + 1 :]
    return words


def _is_subject(slot: Slot, word: Word) -> bool:
    return word.lower in known(slot.lang, "subjects") or word.tag is Tag.NAME
