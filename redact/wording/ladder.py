"""From a detail to its ladder: find its slot, collect what can be said instead, keep what stands in the sentence.

The steps: (1) find the slot; (2) collect the offers for its type, finest first; (3) fit each to its neighbours; (4)
throw away what breaks the sentence or repeats an offer; (5) give each its level, one a level; (6) make sure of a last
one that says nothing. Words that somebody is quoted as saying are changed in square brackets only.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from ..draft import DIRECT_TYPES, Action, Detail, DetailType, Draft, Lang, Level, Rewording, Span, Value
from ..former import former_before, without_former
from ..segment import segment_near
from .function import known, pattern
from .kinds import is_of_its_type, is_place_name, offers, plainly, removals
from .lemmas import lemma
from .lint import faults
from .nouns import inner
from .numbers import number, ordinal
from .phrases import phrases
from .quotes import quote_rewordings
from .rung import LOSSES, Rung, bracket
from .seams import Piece, apply, fit
from .slot import CLOSING, OPENING, Shape, Slot, find_slot, is_denied
from .told_on import is_told_on
from .trim import GENITIVE, PERSONS
from .words import NOUNISH, VERBAL, Tag, Word

_GOES_ON = frozenset({Tag.FINITE, Tag.DET, Tag.PRON, Tag.NAME, Tag.INF})
"""What carries a sentence on after a comma that closes an aside; anything else may be one more of a list."""
_BEFORE_ABSENT = [Level.NEAR, Level.BROAD, Level.VAGUE]


def ladder(draft: Draft, detail: Detail, *, hide_gender: bool = False) -> tuple[Rewording, ...]:
    """The wider statements of ``detail`` that fit its sentence, finest first, at most one a level.

    The last one is at :attr:`Level.ABSENT` and says nothing of the detail: it removes it, or puts a neutral word or a
    placeholder in its place; a stretch that says nothing by itself keeps its words. With ``hide_gender`` no wording has
    a word that gives a gender away. Empty when the span holds no word.
    """
    if detail.type is DetailType.QUOTE:
        return quote_rewordings(draft, detail.span, detail.value)
    if (former := former_before(draft.text, detail.span.start)) is not None:
        seen = replace(draft, text=without_former(draft.text))
        return tuple(
            _without(each, former, detail.span.start) for each in ladder(seen, detail, hide_gender=hide_gender)
        )
    slot = find_slot(draft, detail.span, detail.type)
    if slot is None or not any(char.isalnum() for char in slot.words):
        return ()  # nothing, or what an earlier edit left
    gone_before = not any(char.isalnum() for char in inner(slot).words)  # "with […]"
    if gone_before or _says_nothing(slot):
        return (Rewording(Level.ABSENT, Action.KEEP, slot.span, slot.words, None, 0.0),)
    made = _Maker(draft, slot, detail.value, hide_gender)
    rungs = list(made.sound(offers(slot, detail.value, draft.published)))
    last = next(iter(made.sound(removals(slot, detail.value))), None) or made.placeholder()
    return tuple(_reworded(rung) for rung in [*_leveled(rungs, last), last])


def _without(said: Rewording, former: int, start: int) -> Rewording:
    """What says nothing of who is or was something, "(oud-)" and all; the others stand behind it as the noun did."""
    gone = said.level is Level.ABSENT and said.span.start == start
    return replace(said, span=Span(former, said.span.end)) if gone else said


def plain_words(draft: Draft, detail: Detail, *, hide_gender: bool = False) -> Rewording | None:
    """What to say for a note that had to stay where a detail went: a plain word that says as little; None without one.

    A clause in which it stands would not be left out any more, so nothing is asked for it before.
    """
    slot = find_slot(draft, detail.span, detail.type)
    if slot is None or not any(char.isalnum() for char in slot.words):
        return None
    made = _Maker(draft, slot, detail.value, hide_gender)
    return next((_reworded(rung) for rung in made.sound(plainly(slot, detail.value))), None)


def _says_nothing(slot: Slot) -> bool:
    """Whether the stretch points at nobody and stands everywhere: "at", "born" without the place, a bare "'s"."""
    word, lang = slot.phrase[0], slot.lang
    only = re.sub(r"^the (?=only$)", "", slot.words.lower())
    one = slot.words[word.end - slot.span.start :].lstrip() if word.lower in known(lang, "negative") else slot.words
    bare = pattern(lang, "the_only_one").fullmatch(one) or (lang is Lang.EN and only == "only")
    ahead = slot.left[-2:]
    if len(slot.phrase) == 1 and slot.type not in DIRECT_TYPES and _is_degree_or_rank(slot):
        return True
    denied = is_denied(slot) or (
        len(ahead) > 1 and ahead[0].lower in known(lang, "negative") and ahead[1].tag is Tag.DET
    )
    if slot.type is DetailType.GROUP and denied and bare and not slot.before_noun:
        return True  # "you were not the only one": there are others, and that is all
    of_whom = slot.after is not None and slot.after.lower in known(lang, "of") and len(slot.right) > 1
    if slot.type is DetailType.GROUP and len(slot.phrase) == 1 and of_whom and word.lower in known(lang, "one"):
        return slot.right[1].lower in known(lang, "behind_preposition")  # "one of whom"
    if all(each.lower in GENITIVE for each in slot.phrase):
        return True
    if slot.shape is Shape.ATTRIBUTE and len(slot.phrase) == 1 and pattern(lang, "former").fullmatch(f"{word.lower} "):
        return True  # "a former" Wren: without it she would be one now
    told_by_clause = slot.after is not None and slot.after.lower in ("dat", "waarop", "that")
    bare = all(each.tag in (Tag.PREP, Tag.DET) for each in slot.phrase[:-1])
    if slot.type is DetailType.DATE and told_by_clause and bare and slot.phrase[-1].lower in known(lang, "bare_times"):
        return True  # "op de dag" dat
    if re.sub(r"^['’]s ", "", slot.words.lower()) in known(lang, "parts_of_day"):
        return True  # "'s avonds"
    if slot.phrase[-1].lower.endswith("ende") and lang is Lang.NL and len(slot.phrase) == 1 and slot.type in PERSONS:
        after = slot.after
        return after is not None and after.lower in known(lang, "body_parts")  # "een helpende hand"
    if slot.type is DetailType.ORIGIN and slot.words.lower() in phrases(lang).born:
        return True
    if len(slot.phrase) == 1 and word.tag in VERBAL and slot.type in _DONE_BY_ANYBODY:
        return lemma(word.lower, lang) in known(lang, "plain_verbs")  # "works", of which where is another detail
    if slot.type in _DONE_BY_ANYBODY and len(slot.phrase) <= _FEW and all(_is_anybodys(slot, w) for w in slot.phrase):
        return True
    alone = len(slot.phrase) - slot.opener == 1 and not slot.modifiers and slot.type not in DIRECT_TYPES
    if (alone and slot.head.lower in known(lang, "says_nothing")) or _is_of_everybody(slot) or _is_birth_of(slot):
        return True
    if len(slot.phrase) > 1 or not word.text.isalpha():
        return False
    if slot.type is DetailType.GROUP and word.lower in known(lang, "some") and slot.before_noun:
        return slot.determiner is None  # "met enige ironie"
    if slot.type in DIRECT_TYPES:
        plain = slot.type not in (DetailType.NAME, DetailType.ADDRESS)
        counts = len(word.text) > 1 and number(word.text, lang) is not None
        return plain and (counts or word.lower in known(lang, "never_direct"))
    return word.lower in known(lang, "never_direct") and slot.type not in _TOLD_BY_ONE


def _is_degree_or_rank(slot: Slot) -> bool:
    """Whether it is no more than how much of the next word holds, or which of several it is: "hardly", "the second".

    Without it the rest would say something else: "she spoke Danish" of whoever hardly did.
    """
    word, after = slot.phrase[0], slot.after
    before = slot.before
    if word.lower == "well" and before is not None and before.lower == "as":
        return True  # "works nights as ⟦well⟧"
    if word.lower in known(slot.lang, "degrees"):
        return slot.type is not DetailType.GROUP and after is not None and not after.is_mark
    ranked = slot.type in PERSONS and ordinal(word.lower, slot.lang) is not None
    return ranked and after is not None and after.tag in NOUNISH | {Tag.ADJ} and after.text.islower()


def _is_of_everybody(slot: Slot) -> bool:
    """Whether it is a part of somebody's body and no more, whatever it was taken for: "haalt zijn schouders" op."""
    whose = slot.determiner is not None and slot.determiner.lower in known(slot.lang, "possessive")
    bare = whose and len(slot.phrase) - slot.opener == 1 and not slot.modifiers
    head, parts = slot.head.lower, known(slot.lang, "body_parts")
    taken_for = slot.type in _DONE_BY_ANYBODY - {DetailType.TRAIT} | {DetailType.FAMILY, DetailType.EVENT}
    return bare and taken_for and (head in parts or head.removesuffix("s") in parts)


def _is_birth_of(slot: Slot) -> bool:
    """Whether it is that a child was born, of whom it is told anyway: "na ⟦de geboorte⟧ van zijn dochter"."""
    birth = slot.type is DetailType.FAMILY and slot.head.lower in known(slot.lang, "births") and not slot.tail
    of, whose = (*slot.right[:2], None, None)[:2]
    told = of is not None and of.lower in known(slot.lang, "of") and whose is not None
    return birth and told and whose is not None and whose.lower in known(slot.lang, "possessive")


def _is_anybodys(slot: Slot, word: Word) -> bool:
    """Whether a word of "my contract runs", "rijdt hij" tells nothing: a common verb or noun, whose, or who."""
    plain = word.tag in VERBAL and lemma(word.lower, slot.lang) in known(slot.lang, "plain_verbs")
    whose = word.lower in known(slot.lang, "possessive") | known(slot.lang, "personal_subjects")
    return plain or whose or word.lower in known(slot.lang, "says_nothing")


_DONE_BY_ANYBODY = frozenset({DetailType.OCCUPATION, DetailType.EMPLOYER, DetailType.TRAIT, DetailType.EDUCATION})
"""Types of which a verb alone tells nothing, if it is one that many things are done with."""

_FEW = 3
"""Words of a stretch in which none may tell anything."""

_TOLD_BY_ONE = frozenset({DetailType.AGE, DetailType.DATE, DetailType.GROUP, DetailType.QUOTE})
"""Types that a single function word may tell of: "since", "both"."""


def _leveled(rungs: Iterable[Rung], last: Rung) -> list[Rung]:
    """Give each rung a level of its own, moving it up where its own is taken; drop what has no level left."""
    levels = list(_BEFORE_ABSENT)
    found: list[Rung] = []
    for rung in sorted(rungs, key=lambda rung: rung.level.rank):
        if any(rung.piece == other.piece for other in (*found, last)):
            continue
        level = next((level for level in levels if level.rank >= rung.level.rank), None)
        if level is None:
            break
        levels = [other for other in levels if other.rank > level.rank]
        found.append(replace(rung, level=level, loss=LOSSES[level]))
    return found


def _reworded(rung: Rung) -> Rewording:
    return Rewording(rung.level, rung.action, rung.piece.span, rung.piece.text, rung.value, rung.loss)


class _Maker:
    """Fits and checks offers for one slot."""

    def __init__(self, draft: Draft, slot: Slot, value: Value, hide_gender: bool) -> None:
        self._draft, self._slot, self._value = draft, slot, value
        self._gendered = phrases(slot.lang).gendered if hide_gender else None
        self._quote = next((q for q in segment_near(draft.text, slot.span).quotes if q.contains(slot.span)), None)

    def sound(self, rungs: Iterable[Rung]) -> Iterator[Rung]:
        """The offers that stand in the sentence, fitted to it."""
        for rung in rungs:
            piece = self._fitted(self._neutral(rung.piece))
            if piece is not None and self._stands(piece):
                yield replace(rung, piece=piece)

    def _neutral(self, piece: Piece) -> Piece:
        """The piece with "their" for the "his" or "her" that a wording brought along, where the gender is hidden."""
        if self._gendered is None or self._slot.lang is not Lang.EN:
            return piece
        return Piece(piece.span, _HIS_OR_HER.sub("their", piece.text))

    def placeholder(self) -> Rung:
        """The placeholder that breaks least."""
        slot = inner(self._slot)
        said = phrases(slot.lang)
        spans = [Span(_after_denial(slot), self._end_of_aside(slot))]
        governor = slot.before if slot.shape is Shape.VERB else slot.determiner
        owner = governor is not None and governor.lower in GENITIVE | known(slot.lang, "whose_alone")
        if governor is not None and governor.tag is Tag.DET and not slot.opener and not owner:
            spans.insert(0, Span(governor.start, spans[0].end))
        named = slot.shape is not Shape.VERB and is_of_its_type(slot, self._value)
        told = DetailType.PLACE if is_place_name(slot, self._value) else slot.type
        for text in (said.withheld(told), said.gap) if named else (said.gap,):
            for span in spans:
                if self._stands(Piece(span, text)):
                    return bracket(Piece(span, text))
        return bracket(Piece(spans[-1], said.gap))

    def _end_of_aside(self, slot: Slot) -> int:
        """The end of the phrase, and of the comma that closes what one in it opened: "op haar dienst, een vrijdag,"."""
        commas = [word for word in slot.phrase if word.text == ","]
        after, following = (*slot.right[:2], None, None)[:2]
        closes = after is not None and after.text == "," and len(commas) == 1
        if after is None or not closes or following is None or following.tag not in _GOES_ON:
            return slot.span.end
        return after.end

    def _stands(self, piece: Piece) -> bool:
        text = self._draft.text
        if is_told_on(self._slot, piece):
            return False
        if piece.text == piece.span.of(text) or (self._gendered and self._gendered.search(piece.text)):
            return False
        return not faults(text, apply(text, piece), piece.span, self._slot.lang)

    def _fitted(self, piece: Piece) -> Piece | None:
        text, lang = self._draft.text, self._slot.lang
        piece = self._without_scare_quotes(piece)
        if not piece.text and piece.span.end == self._slot.span.end and text[piece.span.start] != ",":
            piece = Piece(Span(piece.span.start, self._end_of_aside(self._slot)), "")
        if self._slot.is_owner and lang is Lang.EN and piece.span.end == self._slot.span.end:
            piece = self._still_owning(piece)
        fitted = fit(text, lang, piece)
        if self._quote is None or not self._quote.contains(piece.span):
            return fitted
        return self._in_brackets(fitted)

    def _still_owning(self, piece: Piece) -> Piece:
        """The piece with the genitive behind it that its last letter asks for: "her twins'" are "her children's"."""
        mark = self._slot.after
        if mark is None or not piece.text:
            return piece
        wanted = mark.text[0] + ("" if piece.text.endswith("s") else "s")
        return piece if wanted == mark.text else Piece(Span(piece.span.start, mark.end), piece.text + wanted)

    def _without_scare_quotes(self, piece: Piece) -> Piece:
        """A wider word is nobody's quotation: take the marks along that enclose just the detail."""
        text, span = self._draft.text, piece.span
        if span.end == len(text) or text[span.end] not in CLOSING:
            return piece
        if span.start and text[span.start - 1] in OPENING:
            return Piece(Span(span.start - 1, span.end + 1), piece.text)
        opened = [char for char in span.of(text) if char in OPENING and char not in CLOSING]
        return Piece(Span(span.start, span.end + 1), piece.text) if len(opened) == 1 else piece

    def _in_brackets(self, piece: Piece) -> Piece | None:
        """Mark what was not said so: changed words stand in brackets, removed ones leave a gap that shows."""
        old, new = piece.span.of(self._draft.text), piece.text
        if not new.strip():
            if not any(char.isalnum() for char in old):
                return None
            gap, slot = phrases(self._slot.lang).gap, self._slot.span
            if not slot.contains(piece.span) or piece.span.end >= slot.end:
                return Piece(slot, gap)
            return Piece(piece.span, gap + old[len(old.rstrip()) :])  # "a […] voice" for "a loud voice"
        if new.startswith("["):
            return piece
        ahead = len(_common_start(old, new))
        behind = len(_common_start(old[ahead:][::-1], new[ahead:][::-1]))
        until = len(new) - behind
        changed = new[ahead:until]
        if not changed.strip():
            return Piece(piece.span, f"{new[:ahead]}[…] {new[ahead:]}") if new[ahead:] else None
        trailing = len(changed) - len(changed.rstrip())
        shown = f"[{changed.rstrip()}]{changed[len(changed) - trailing :]}" if trailing else f"[{changed}]"
        return Piece(Span(piece.span.start + ahead, piece.span.end - behind), shown)


def _after_denial(slot: Slot) -> int:
    """Where a phrase begins behind its "no" or "never": a note for all of it would say the contrary."""
    first = slot.phrase[0].lower
    denied = len(slot.phrase) > 1 and slot.type not in _COUNTED and first in known(slot.lang, "negative")
    denied = denied and any(word.tag is Tag.FINITE for word in slot.left)
    return slot.phrase[1].start if denied else slot.span.start


_COUNTED = DIRECT_TYPES | {DetailType.FAMILY, DetailType.AGE, DetailType.GROUP, DetailType.DATE, DetailType.QUOTE}
_HIS_OR_HER = re.compile(r"(?<=\bin )(?:his|her)(?= \w+ties\b)")


def _common_start(old: str, new: str) -> str:
    """The whole words that both start with."""
    length = 0
    for word in re.finditer(r"\S+\s+", old):
        if new[word.start() : word.end()] != word[0]:
            break
        length = word.end()
    return old[:length]


__all__ = ["ladder", "plain_words"]
