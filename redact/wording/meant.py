"""Whether a wider noun means what the detail meant: "her tutor" is not "her worker", a boy need be nobody's kin."""

from __future__ import annotations

from ..draft import DetailType, Lang
from .agree import follows_copula, joins_predicate
from .function import known, pattern
from .lemmas import lemma
from .lexicon import Noun
from .persons import is_person
from .phrases import phrases
from .slot import Slot
from .trim import GENITIVE
from .words import NOUNISH, Tag

NEAR = 6
"""Words back in which a verb of dwelling is looked for."""
PUBLIC = frozenset({"public place", "openbare plek"})


def holds_the_verb(slot: Slot) -> bool:
    """Whether the participle that a Dutch passive waits for is in the phrase: "werd na de mail overgeplaatst"."""
    if slot.lang is not Lang.NL or not slot.tail or slot.tail[0].tag is not Tag.PART:
        return False
    left = [word.lower for word in slot.left]
    at = next((i for i in range(len(left) - 1, -1, -1) if left[i] in known(slot.lang, "passive")), None)
    return at is not None and not any(word.tag is Tag.PART for word in slot.left[at:])


def leads_astray(slot: Slot) -> bool:
    """Whether a clause after the phrase speaks of another noun in it: "een schrift met blessures die hij kende"."""
    after = slot.after
    opens = known(slot.lang, "relative_pronouns") | known(slot.lang, "about_places")
    relative = after is not None and after.lower in opens and after.tag is not Tag.DET
    if after is not None and after.lower in known(slot.lang, "of") and slot.tail and slot.tail[-1].tag in NOUNISH:
        return True  # "een boek met de namen" before "van de jongens"
    return relative and any(word.tag in NOUNISH for word in slot.tail)


def says_another_thing(slot: Slot, noun: Noun) -> bool:
    """Whether the noun would mean something else where the phrase stands.

    "Her tutor" is not "her worker"; "treasurer of the club" is not "member of a board of the club".
    """
    determiner, after = slot.determiner, slot.after
    owned = determiner is not None and determiner.lower in known(slot.lang, "possessive")
    said = noun.singular.replace(" ", "_")
    of_somebody = determiner is not None and determiner.lower in GENITIVE and said in known(slot.lang, "of_nobody")
    if of_somebody or (owned and said in known(slot.lang, "no_owner")):
        return True
    work = slot.type in (DetailType.OCCUPATION, DetailType.EDUCATION)
    if owned and work and is_person(slot) and said not in known(slot.lang, "owned"):
        return True
    of = known(slot.lang, "of")
    return after is not None and after.lower in of and bool(of.intersection(noun.singular.split()))


_ON_A_BENCH = frozenset({"op", "onder"})
_DRIVING = frozenset({"drive", "ride", "rijden", "besturen"})


def is_same(slot: Slot, noun: Noun) -> bool:
    """Whether the noun is what stands there, or that of which it is the woman's form: a "juriste" is a "jurist".

    It says of nobody else that they may be meant: as a wider statement it would promise a crowd that is not there.
    """
    head = slot.head.lower
    return slot.lang is Lang.NL and head in {noun.singular + ending for ending in ("", "e", "es", "in", "ster", "se")}


def is_nobodys_child(slot: Slot) -> bool:
    """Whether "a boy" is told of without whose: he need be no relative of anybody."""
    young = slot.head.lower in known(slot.lang, "young") or pattern(slot.lang, "superlative").search(slot.head.lower)
    if slot.type is not DetailType.FAMILY or not young:
        return False
    determiner = slot.determiner.lower if slot.determiner is not None else ""
    owned = determiner in known(slot.lang, "possessive") | known(slot.lang, "whose_alone") or (
        slot.before is not None and slot.before.lower in GENITIVE
    )
    of = len(slot.tail) > 1 and slot.tail[0].lower in known(slot.lang, "of") and slot.tail[1].tag is not Tag.NUM
    had = bool(slot.outer) and slot.outer[-1].lower in known(slot.lang, "have")
    return not owned and not of and not had


def is_of_nobody(slot: Slot) -> bool:
    """Whether "the youngest" stands without a word that says whose: it need be nobody's child."""
    superlative = bool(pattern(slot.lang, "superlative").search(slot.head.lower))
    alone = len(slot.core) == 1 and (superlative or slot.head.lower in known(slot.lang, "orders"))
    return alone and is_nobodys_child(slot)


def is_whose_relative(slot: Slot) -> bool:
    """Whether a sentence says of whom somebody is the relative: all that it says goes with those."""
    of = bool(slot.tail) and slot.tail[0].lower in known(slot.lang, "of")
    apposed = slot.determiner is None and slot.before is not None and slot.before.is_mark
    # "A clerk, recently qualified and the daughter of a judge"
    apposed = apposed or (slot.determiner is not None and bool(slot.outer) and slot.outer[-1].tag is Tag.AND)
    told = of and slot.type is DetailType.FAMILY and (follows_copula(slot) or joins_predicate(slot) or apposed)
    return told and slot.head.lower not in known(slot.lang, "parents")


def says_what_somebody_is(slot: Slot) -> bool:
    """Whether the phrase follows a form of "to be", by itself or after "and"."""
    return follows_copula(slot) or joins_predicate(slot)


def needs_its_tail(slot: Slot) -> bool:
    """Whether the verb of a clause says nothing without what goes with the phrase: "haar man naar het zwembad was"."""
    after, tail = slot.after, slot.tail
    being = slot.lang is Lang.NL and after is not None and after.tag is Tag.FINITE and after.lower in _WAS
    waits = any(word.tag is Tag.SUB for word in slot.left) and bool(slot.left) and slot.outer[-1:] != ()
    return being and waits and bool(tail) and tail[0].tag is Tag.PREP and slot.outer[-1].tag is Tag.SUB


_WAS = frozenset({"is", "was", "zijn", "waren", "ben", "bent"})


def is_studied(slot: Slot) -> bool:
    """Whether the phrase is what somebody studies: "she studied law", "studeert hij theologie"."""
    ahead, behind = slot.outer[-2:], slot.right[:1] if slot.lang is Lang.NL else ()
    if len(ahead) == 2 and ahead[-1].tag is not Tag.PRON:
        ahead = ahead[-1:]
    studied = slot.type is DetailType.EDUCATION and slot.preposition is None
    return studied and any(lemma(word.lower, slot.lang) in known(slot.lang, "study") for word in (*ahead, *behind))


def trained_for(slot: Slot) -> int | None:
    """Where what somebody learns to be begins, with its small words: "trained | as a midwife"; None elsewhere."""
    start = max(0, slot.span.start - _TRAINED)
    found = pattern(slot.lang, "trained_for").search(slot.text[start : slot.span.start])
    return start + found.start("what") if found and slot.type is DetailType.OCCUPATION else None


_TRAINED = 40
"""Characters before work in which it is told that somebody learns it."""


def is_misled(slot: Slot, noun: Noun) -> bool:
    """Whether the preposition makes something else of the noun: "after an institution", "through a worker"."""
    preposition = slot.preposition.lower if slot.preposition is not None else ""
    after = preposition in known(slot.lang, "after_words") and noun.singular in known(slot.lang, "unnamed")
    determiner = slot.determiner.lower if slot.determiner is not None else ""
    owned = noun.singular.endswith(("instelling", "institution", "public body", "organisatie", "organisation"))
    if owned and slot.outer and slot.outer[-1].lower in known(slot.lang, "have"):
        return True  # "heeft een praktijk"
    driven = any(lemma(word.lower, slot.lang) in _DRIVING for word in slot.outer[-1:]) and preposition == ""
    if driven and noun.singular not in known(slot.lang, "vehicles"):
        return True  # "drives a mobile library"
    if noun.singular in known(slot.lang, "no_article_the") and determiner in known(slot.lang, "articles") | GENITIVE:
        return True  # "I have the object still", "her daughter's object"
    if preposition == "in" and determiner in known(slot.lang, "articles") and is_person(slot):
        return True  # "a woman in the Guard"
    if preposition in known(slot.lang, "beside_words") and noun.singular in ("room", "ruimte"):
        return True  # "behind the toilet"
    if noun.singular == "hobby" and preposition in known(slot.lang, "takes_part"):
        return True  # "hij zit op judo"
    visited = preposition in known(slot.lang, "at_somebody") and noun.singular in known(slot.lang, "anybody")
    if visited and is_person(slot):
        return True  # "hij loopt bij een medewerker"
    lives = noun.singular in PUBLIC and any(w.lower in known(slot.lang, "dwelling") for w in slot.left[-NEAR:])
    if lives:
        return True  # "they lived on Mill Road": in no public place
    if slot.head.lower == "bank" and preposition in _ON_A_BENCH:
        return True  # "onder een bank": nobody is under a firm
    if noun.singular == "plaats" and preposition in known(slot.lang, "done_by"):
        return True  # "zij werkt voor de gemeente Goes"
    if noun.singular in known(slot.lang, "no_article") and determiner not in known(slot.lang, "possessive") | {""}:
        return True  # "on the back row of the hobby"
    if preposition == "in" and noun.singular in known(slot.lang, "no_inside"):
        return True  # "in vulpen", "in a blue folder"
    if noun.singular == "course" and determiner == "the" and slot.head.lower not in known(slot.lang, "courses"):
        return True  # "she has left the law"
    near = slot.left[-2:]
    done = any(lemma(word.lower, slot.lang) in known(slot.lang, "done_as_such") for word in near)
    if done and (noun.singular == "hobby" or noun.singular in known(slot.lang, "vehicles")):
        return True  # "plays a hobby", "plays golf"
    parted = bool(slot.tail) and slot.tail[0].lower in known(slot.lang, "of") and len(slot.tail) > 1
    if noun.singular in known(slot.lang, "relational") and parted and slot.tail[1].tag not in (Tag.NUM, Tag.PRON):
        return True  # "lodged with an uncle of the mayor": no relative of hers
    if noun.singular in known(slot.lang, "vehicles") and any(
        word.lower in known(slot.lang, "dwelling") | known(slot.lang, "dwelling_in") for word in slot.left[-NEAR:]
    ):
        return True  # "I was living on a vehicle"
    if noun.singular in ("room", "ruimte") and any(
        lemma(word.lower, slot.lang) in known(slot.lang, "running") for word in slot.outer[-2:]
    ):
        return True  # "she opened a studio"
    if noun.singular in known(slot.lang, "any_course") and is_studied(slot):
        return True  # "hij studeert een opleiding"
    if noun.singular.startswith(("distinctive ", "opvallend")):
        had = known(slot.lang, "have") | known(slot.lang, "with")
        if not any(word.lower in had for word in (*slot.outer[-NEAR:], *slot.right[:2])):
            return True  # "I'm the voice on both", "hij pakte mij bij mijn vlecht"
    return after or (preposition in known(slot.lang, "via") and noun.singular in phrases(slot.lang).generic)
