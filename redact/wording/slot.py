"""Where a detail stands in its sentence: what goes before and after it, and what kind of phrase it is.

A detector's span may be a word too long or too short. The slot starts from whole words without marks or stray function
words at its ends, so that everything after can rely on a clean phrase.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property

from ..draft import DetailType, Draft, Lang, Span
from ..segment import segment_near
from .extend import extended
from .function import known, pattern
from .lexicon import lexicon, named_class
from .retag import NOUN_TYPES, retagged
from .trim import GENITIVE, trimmed
from .words import NOUNISH, VERBAL, Tag, Word, words_of

OPENING = "“‘„«\"'‚"
CLOSING = "”’“»\"'"
_MAX_MODIFIERS = 5
"""Words between an article and its noun; a longer stretch is more likely a mistake than a noun phrase."""


class Shape(StrEnum):
    """What kind of phrase a detail is."""

    NOUN = "noun"
    ATTRIBUTE = "attribute"  # an adjective before its noun
    PREDICATE = "predicate"  # an adjective or number by itself
    PREP = "prep"
    VERB = "verb"  # a verb phrase or a clause


_CAN_FOLLOW_DETERMINER = frozenset(
    {Tag.NOUN, Tag.NOUNS, Tag.NAME, Tag.ADJ, Tag.NUM, Tag.PART, Tag.OTHER, Tag.INF, Tag.ADV, Tag.FINITE}
)
_OWNED = NOUNISH | {Tag.ADJ, Tag.NUM, Tag.PART}


@dataclass(frozen=True)
class Slot:
    """A detail's phrase in context.

    ``phrase`` are its words; ``left`` and ``right`` the rest of the sentence, both in reading order.
    """

    text: str = field(repr=False)
    lang: Lang
    type: DetailType
    phrase: tuple[Word, ...]
    left: tuple[Word, ...]
    right: tuple[Word, ...]

    @cached_property
    def span(self) -> Span:
        """From the first word of the phrase to the last."""
        return Span(self.phrase[0].start, self.phrase[-1].end)

    @cached_property
    def words(self) -> str:
        """The phrase as it stands."""
        return self.span.of(self.text)

    @property
    def before(self) -> Word | None:
        """The word or mark directly before, None at the start of the sentence."""
        return self.left[-1] if self.left else None

    @property
    def after(self) -> Word | None:
        """The word or mark directly after, None at the end of the sentence."""
        return self.right[0] if self.right else None

    @cached_property
    def opener(self) -> int:
        """How many words at the start of the phrase are its own determiner: 0 or 1."""
        return int(self.phrase[0].tag is Tag.DET and len(self.phrase) > 1)

    @cached_property
    def core(self) -> tuple[Word, ...]:
        """The noun phrase proper: from after its determiner up to the first thing that modifies it from behind."""
        inner = self.phrase[self.opener :]
        for at in range(len(inner)):
            if at and self._ends_core(at):
                return inner[:at]
        return inner

    def _ends_core(self, at: int) -> bool:
        inner = self.phrase[self.opener :]
        word, previous = inner[at], inner[at - 1]
        following = inner[at + 1] if at + 1 < len(inner) else None
        if word.lower.endswith("ing") and following is not None and following.tag in NOUNISH and self.lang is Lang.EN:
            return False
        if word.lower in GENITIVE or previous.lower in GENITIVE or _owned(inner[max(0, at - 2) : at + 2]):
            return False
        if word.text.isdigit() and previous.tag is Tag.NOUN and following is None:
            return True  # "room 1109", "balie 6"
        if word.lower in known(self.lang, "back") and previous.tag is Tag.NOUN and self.type is DetailType.TRIP:
            return True  # "de eerste trein terug naar Goes"
        if word.tag is Tag.NUM and previous.tag in (Tag.NOUN, Tag.NOUNS) and not word.text.isdigit():
            return True  # "a trade group four blocks from the dome"
        led = previous.tag in (Tag.NOUN, Tag.NOUNS) or (previous.tag is Tag.NAME and word.text.islower())
        if self.type in (DetailType.EMPLOYER, DetailType.EDUCATION) and previous.text[:1].isupper():
            led = led or lexicon(self.lang).find(self.type, previous.text, exact=True) is not None
        if self.lang is Lang.NL and led and word.tag in NOUNISH | {Tag.NUM}:
            # "student rechten", "specialist ouderengeneeskunde", "balie 6": the first noun is the head.
            nouns = lexicon(self.lang)
            person = nouns.find(DetailType.OCCUPATION, previous.text) is not None
            own = nouns.find(self.type, previous.text) is not None
            return person or own or nouns.find(self.type, inner[-1].text) is None
        if word.tag is Tag.PREP or word.lower in known(self.lang, "relatives") or word.is_mark or word.tag is Tag.AND:
            return True
        if word.tag in VERBAL and previous.tag in NOUNISH:
            return following is not None or lexicon(self.lang).find(self.type, word.text) is None
        return word.tag in (Tag.DET, Tag.SUB)

    @property
    def tail(self) -> tuple[Word, ...]:
        """What follows the core within the phrase."""
        return self.phrase[self.opener + len(self.core) :]

    @property
    def head(self) -> Word:
        """The last word of the core: the noun, where the phrase is one."""
        return self.core[-1]

    @cached_property
    def modifiers(self) -> tuple[Word, ...]:
        """The words between a determiner outside the phrase and the phrase; empty where there is none."""
        if self.opener:
            return ()
        return self.left[self._determiner_at + 1 :] if self._determiner_at >= 0 else ()

    @cached_property
    def determiner(self) -> Word | None:
        """The article or possessive of the phrase, inside it or before it."""
        if self.opener:
            return self.phrase[0]
        return self.left[self._determiner_at] if self._determiner_at >= 0 else None

    @cached_property
    def _determiner_at(self) -> int:
        if self.phrase[0].tag not in _CAN_FOLLOW_DETERMINER:
            return -1
        compound = self.lang is Lang.EN and self.type is not DetailType.DATE
        between = (Tag.ADJ, Tag.NUM, Tag.ADV) + ((Tag.NOUN, Tag.NAME) if compound else ())
        for at in range(len(self.left) - 1, max(-1, len(self.left) - 2 - _MAX_MODIFIERS), -1):
            word = self.left[at]
            if word.tag is Tag.DET:
                return at
            closes = self.after is not None and self.after.text in CLOSING
            if at == len(self.left) - 1 and word.text in OPENING and closes:
                continue  # "haar ‘vriendinnetje’"
            if word.tag not in between or word.is_mark:
                break
        return -1

    @property
    def outer(self) -> tuple[Word, ...]:
        """The sentence's words before the phrase and its determiner."""
        if self.opener or self._determiner_at < 0:
            return self.left
        return self.left[: self._determiner_at]

    @property
    def preposition(self) -> Word | None:
        """The preposition that governs the phrase, directly before it and its determiner."""
        outer = self.outer
        return outer[-1] if outer and outer[-1].tag is Tag.PREP else None

    @cached_property
    def is_owner(self) -> bool:
        """Whether the phrase is whose the next thing is: "her mother" in "her mother's 70th birthday"."""
        after, ended = self.after, re.fullmatch(r"(.+?)(?:'?s|')", self.head.lower)
        if after is not None and after.start == self.span.end and after.lower in GENITIVE | {"'"}:
            owned = self.right[1] if len(self.right) > 1 else None
            closes = after.lower == "'" and (
                owned is None or owned.tag not in _OWNED or self.head.lower[-1] not in "sxz"
            )
            return not closes and after.tag is not Tag.FINITE
        if self.lang is Lang.EN or ended is None or after is None or after.tag not in _OWNED:
            return False
        return self.type is DetailType.FAMILY and ended[1] in known(self.lang, "single_relations")

    @cached_property
    def plural(self) -> bool:
        """Whether the phrase speaks of more than one."""
        if self.determiner and self.determiner.lower in known(self.lang, "singular_determiners"):
            return False
        if self.tail and self.tail[0].tag is Tag.AND:
            return True
        if self.type is DetailType.CHANNEL and self.head.text[:1].isupper():
            return False  # "Teams"
        listed = " ".join(word.text for word in self.core) if self.head.tag is Tag.ADJ else self.head.text
        found = named_class(self.lang, self.type, listed)  # "de Jehova's getuigen"
        if found:
            return found.plural or self._counted
        if self.head.tag is Tag.NOUNS:
            return True
        return self.head.tag is not Tag.NOUN and any(w.tag is Tag.NUM and w.lower != "1" for w in self.core[:-1])

    @property
    def _counted(self) -> bool:
        """Whether a number in front says that it is several: "vier kids"."""
        ahead = (*self.core[:-1], *(self.left[-1:] if not self.opener else ()))
        several = any(word.tag is Tag.NUM and word.lower not in ("1", "een", "één", "one") for word in ahead)
        return several and self.type is DetailType.FAMILY

    @cached_property
    def shape(self) -> Shape:
        """What kind of phrase it is, by its tags and its neighbours."""
        first = self.phrase[0]
        if self._is_second_trade:
            return Shape.NOUN
        if self._wants_verb or self._may_be_done:
            return Shape.VERB
        if self._is_listed_noun:
            return Shape.NOUN
        relative = next((i for i, w in enumerate(self.phrase) if i and w.lower in known(self.lang, "relatives")), None)
        main = self.phrase[:relative] if relative else self.phrase
        if any(word.tag is Tag.FINITE for word in main):
            return Shape.VERB
        if first.tag is Tag.PREP:
            gone = self.lang is Lang.NL and self.type is DetailType.TRIP and main[-1].tag is Tag.PART
            return Shape.VERB if gone else Shape.PREP  # "naar Goes verhuisd"
        if any(word.tag in VERBAL for word in (first, main[-1])):
            return Shape.NOUN if self._is_named_by_infinitive else Shape.VERB
        if self.lang is Lang.EN and self.before_noun and self.head.tag in (Tag.NAME, Tag.ADJ, Tag.NUM, Tag.NOUN):
            return Shape.ATTRIBUTE
        if self.head.tag in NOUNISH or (self.determiner and not self.before_noun):
            return Shape.NOUN
        return Shape.ATTRIBUTE if self.before_noun else Shape.PREDICATE

    @property
    def _is_second_trade(self) -> bool:
        """Whether an English trade follows another with "and": "the driver and secretary speak out"."""
        ahead, word, work = self.left[-2:], self.phrase[0].lower, DetailType.OCCUPATION
        if self.lang is Lang.NL or self.type is not work or len(self.phrase) > 1 or len(ahead) < 2:
            return False
        both = [lexicon(self.lang).find(work, each, exact=True) for each in (ahead[0].text, word)]
        return ahead[1].tag is Tag.AND and not word.endswith("s") and None not in both

    @property
    def _wants_verb(self) -> bool:
        """Whether a subject stands before the phrase, and the sentence has no other verb: "ik imker op een veldje"."""
        before, first = self.before, self.phrase[0]
        told = before is not None and before.lower in known(self.lang, "plain_subjects") and first.text.islower()
        told = told and first.tag in (Tag.NOUN, Tag.NOUNS, Tag.ADV)
        return told and not any(word.tag is Tag.FINITE for word in (*self.left, *self.phrase, *self.right))

    @property
    def _may_be_done(self) -> bool:
        """Whether an English noun for people is what somebody does: "he rows and volunteers for the lifeboat"."""
        before, after, first = self.before, self.after, self.phrase[0]
        alone = self.lang is Lang.EN and len(self.phrase) == 1 and self.determiner is None and before is not None
        if not alone or before is None or first.lower not in known(self.lang, "also_verbs"):
            return False
        led = before.tag is Tag.PRON or (before.tag is Tag.AND and any(w.tag is Tag.FINITE for w in self.left))
        return led and after is not None and after.tag in (Tag.PREP, Tag.DET)

    @property
    def _is_named_by_infinitive(self) -> bool:
        """Whether a Dutch noun has an infinitive for its subject: "op een cursus debatteren"."""
        named = self.lang is Lang.NL and self.phrase[-1].tag is Tag.INF and self.preposition is not None
        return named and len(self.tail) == 1 and lexicon(self.lang).find(self.type, self.head.text) is not None

    @property
    def _is_listed_noun(self) -> bool:
        """Whether the lexicon knows a short phrase that the tags make no noun of."""
        words = self.phrase[self.opener :]
        adjective = words[-1].tag is Tag.ADJ and self.type not in NOUN_TYPES
        single = len(words) == 1 and not self.determiner
        alone = single and not (self.before is not None and self.before.is_mark)
        if words[-1].tag is Tag.ADJ and self.type is DetailType.FAMILY and self.before_noun:
            return False  # "de jongste getuige"
        if single and words[-1].tag is Tag.ADJ and self.type is DetailType.ORIGIN and words[-1].lower.endswith("s"):
            return False  # "is Hongaars", which may be the plural of somebody from there
        if alone and words[-1].tag in (Tag.PART, Tag.INF) and not words[-1].lower.endswith("e"):
            return False  # "werd ontslagen", "was interviewed"
        doing = self.lang is Lang.EN and len(words) > 1 and words[0].lower.endswith("ing") and words[0].tag in VERBAL
        if doing and self.before is not None and self.before.lower in known(self.lang, "be"):
            return False  # "is helping witnesses"
        verbal = words[-1].tag in (Tag.FINITE, Tag.INF) and len(words) == 1
        before = self.before
        said_of = before is not None and before.tag is Tag.PRON and self.lang is Lang.NL and len(self.left) > 1
        if said_of and self.left[-2].lower in ("is", "was", "ben", "bent"):
            verbal = False  # "en is ze diaken", which the tagger takes for a verb
        if verbal and (before is None or before.tag is not Tag.DET or before.lower in ("to", "te")):
            return False  # "he texts", "to graduate", "en stottert"
        return (
            len(words) <= 2
            and not any(word.tag in (Tag.FINITE, Tag.PREP, Tag.PRON) for word in words[:-1])
            and not (self.before_noun and (adjective or self.lang is Lang.EN or self.type is DetailType.ORIGIN))
            and lexicon(self.lang).find(self.type, words[-1].text) is not None
        )

    @cached_property
    def before_noun(self) -> bool:
        """Whether the phrase is followed by the noun that it belongs to."""
        for word in self.right[:3]:
            if word.tag in NOUNISH:
                # "wife Joanne", "teamleider Smit": a name after a noun is its bearer.
                return word.tag is not Tag.NAME or self.head.tag is Tag.ADJ
            if word.tag is not Tag.ADJ:
                return False
            if self.head.tag is Tag.ADJ and lexicon(self.lang).find(DetailType.OCCUPATION, word.text, exact=True):
                return True  # "een vroegere gedetineerde", which the tagger takes for two adjectives
        return False


def _owned(words: tuple[Word, ...]) -> bool:
    """Whether the words have an English genitive plural with its noun ("workers' comp") among them."""
    return any(
        one.lower.endswith("s") and mark.lower == "'" and mark.start == one.end and thing.tag in NOUNISH
        for one, mark, thing in zip(words, words[1:], words[2:], strict=False)
    )


def _ahead(slot: Slot) -> tuple[Word, ...]:
    """The last words before the phrase, its article, and its preposition."""
    return slot.outer[-2 if slot.preposition else -1 :]


def is_negated(slot: Slot) -> bool:
    """Whether a "not" stands before the phrase in its clause: neither "not somewhere" nor a bare "not" may be left."""
    clause = slot.left
    for at in range(len(clause) - 1, -1, -1):
        if clause[at].is_mark or clause[at].tag in (Tag.AND, Tag.SUB):
            clause = clause[at + 1 :]
            break
    negative = known(slot.lang, "negative")
    return any((word.lower in negative and word.tag is Tag.ADV) or word.lower.endswith("n't") for word in clause)


def is_denied(slot: Slot) -> bool:
    """Whether a "not" or "no" stands in front of the phrase, its article, or its preposition."""
    near = (slot.phrase[0], *slot.left[-1:], *_ahead(slot))
    near += tuple(word for word in slot.left if word.lower in known(slot.lang, "nobody"))  # "nobody there spoke Greek"
    negative = known(slot.lang, "negative") | known(slot.lang, "nobody")
    return any(word.lower in negative or word.lower.endswith("n't") for word in near)


def narrowed(slot: Slot, count: int) -> Slot:
    """The slot of the same phrase without its first ``count`` words, which go to what stands before it."""
    moved = slot.phrase[:count]
    return replace(slot, phrase=slot.phrase[count:], left=(*slot.left, *moved))


def find_slot(draft: Draft, span: Span, type: DetailType) -> Slot | None:
    """The slot of a detail of ``draft``; None where the span holds no word."""
    near = segment_near(draft.text, span)
    around = near.sentence_at(span.start) or near.paragraph_at(span.start)
    sentence = Span(around.start, max(around.end, span.end)) if around else span
    words = words_of(draft.text, sentence, draft.lang)
    inside = [i for i, word in enumerate(words) if word.start < span.end and span.start < word.end]
    inside = trimmed(words, inside, type, draft.lang)
    if not inside:
        return None
    inside = extended(words, inside, type, draft.lang)
    first, last = inside[0], inside[-1]
    if draft.lang is Lang.EN and type in _COMPOUND_TYPES and words[last].tag in (Tag.NOUN, Tag.NOUNS):
        while first and words[first].tag in (Tag.NOUN, Tag.ADJ) and words[first - 1].tag is Tag.NOUN:
            first -= 1  # "pastry sous chef", "driving gloves": what stands before belongs to the noun
    *others, end = words[first : last + 1]
    after, before = words[last + 1 : last + 2], words[first - 1 : first] if first else ()
    adjective = type is DetailType.ORIGIN and draft.lang is Lang.NL and first == last and end.tag is Tag.NOUN
    if adjective and before and before[0].tag is Tag.DET and after and after[0].tag in (Tag.NOUN, Tag.NOUNS):
        end = replace(end, tag=Tag.ADJ)  # "een katholiek gezin"
    apart = type is DetailType.ORIGIN and draft.lang is Lang.NL and first == last and end.lower.endswith("s")
    if apart and end.tag in NOUNISH and before and (before[0].text == "," or before[0].lower in _BEING):
        end = replace(end, tag=Tag.ADJ)  # "ze is 40, Hongaars, en zwijgt"
    oldest = type is DetailType.FAMILY and first == last and pattern(draft.lang, "superlative").search(end.lower)
    told = bool(oldest) and bool(after) and after[0].tag in (Tag.NOUN, Tag.NOUNS)  # "de jongste getuige"
    work = type is DetailType.OCCUPATION
    phrase = (
        *(retagged(word, type, draft.lang) if work else word for word in others),
        replace(end, tag=Tag.ADJ) if told else retagged(end, type, draft.lang),
    )
    return Slot(draft.text, draft.lang, type, phrase, words[:first], words[last + 1 :])


_BEING = frozenset({"is", "was", "half"})


_COMPOUND_TYPES = frozenset(
    {
        DetailType.OCCUPATION,
        DetailType.TRAIT,
        DetailType.EMPLOYER,
        DetailType.EDUCATION,
        DetailType.EVENT,
        DetailType.CHANNEL,
    }
)
"""Types whose English nouns are often the last of several."""
