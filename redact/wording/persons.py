"""People by what they are: which phrases name one, and the neutral word in place of one."""

from __future__ import annotations

import re

from ..draft import DetailType, Lang, Level, Span
from .agree import PERSON_TYPES, follows_copula, joins_predicate, renamed, with_article
from .function import known, pattern
from .gazetteer import find_place
from .lexicon import Noun, lexicon, named_class
from .numbers import ordinal
from .phrases import phrases
from .seams import Piece
from .slot import OPENING, Shape, Slot
from .trim import GENITIVE
from .words import NOUNISH, Tag, Word

_NEAR = 6
"""Words back in which a "have" is looked for."""

_EXPECTING_NEAR = 3

_SHORT = 5

"""Letters that a pronoun has fewer of: "bent u de auteur?", "is she the author?"."""


def is_modifier(slot: Slot) -> bool:
    """Whether an English phrase is the first part of a compound, as "Holiday Inn" in "the Holiday Inn bar"."""
    after = slot.after
    return slot.lang is Lang.EN and after is not None and after.tag in (Tag.NOUN, Tag.NOUNS)


def is_person(slot: Slot) -> bool:
    """Whether the phrase names a person by what they are."""
    if slot.type not in PERSON_TYPES or slot.shape is not Shape.NOUN or is_modifier(slot):
        return False
    core = " ".join(word.text for word in slot.core)
    if found := lexicon(slot.lang).find(slot.type, core):
        near = found.wider.get(Level.NEAR)
        return slot.type is not DetailType.EDUCATION or (
            near is not None and near.singular in known(slot.lang, "learners")
        )
    if named_class(slot.lang, slot.type, core):
        own = slot.type in (DetailType.OCCUPATION, DetailType.FAMILY) and lexicon(slot.lang).own_class(slot.type, core)
        return bool(own) or any(
            lexicon(slot.lang).find(other, core) for other in (DetailType.OCCUPATION, DetailType.FAMILY)
        )
    inhabitant = slot.lang is Lang.NL and slot.head.tag is Tag.ADJ and slot.head.text[:1].isupper()
    inhabitant = inhabitant and slot.type is DetailType.ORIGIN and not slot.before_noun
    if slot.head.tag is Tag.NAME or inhabitant:  # "de Bredense", "de Filipijnse": somebody from there
        return (
            slot.type is DetailType.ORIGIN
            and slot.determiner is not None
            and slot.determiner.lower not in known(slot.lang, "neuter_determiners") | known(slot.lang, "possessive")
            and (slot.preposition is None or slot.preposition.lower not in known(slot.lang, "where_at"))
            and find_place(slot.head.text, slot.lang, {}) is None
        )
    head = slot.head.lower.removesuffix("s") if slot.plural else slot.head.lower
    owned = slot.determiner is not None and slot.determiner.lower in known(slot.lang, "possessive")
    said_of = slot.after is not None and slot.after.lower in phrases(slot.lang).copulas  # "die haar buurman is"
    if slot.type is DetailType.FAMILY and owned and not said_of and pattern(slot.lang, "companion").search(head):
        return True  # "haar buurman"
    by_ending = slot.type in (DetailType.OCCUPATION, DetailType.GENDER)
    thing = pattern(slot.lang, "non_person").search(head) or head in known(slot.lang, "body_parts")
    if slot.determiner is None and slot.after is not None and slot.after.tag in (Tag.DET, Tag.PRON):
        return False  # "drives and rents a room": a verb
    return by_ending and not thing and bool(pattern(slot.lang, "person").search(head))


def neutral_person(slot: Slot) -> Piece | None:
    """Say "someone", "people", "the person" in place of the phrase; None where that is no sentence."""
    if slot.type is DetailType.FAMILY and (piece := _close_to(slot)):
        return piece
    if slot.type is DetailType.FAMILY and slot.head.lower in known(slot.lang, "collective") and not slot.plural:
        return None  # a family is no person
    preposition = slot.preposition.lower if slot.preposition is not None else ""
    definite = slot.determiner is not None and slot.determiner.lower in known(slot.lang, "articles")
    if (slot.lang is Lang.NL and preposition in ("in", "te")) or (preposition == "in" and definite):
        return None  # "burgemeester in een kustgemeente": nobody is in somebody
    if definite and preposition in known(slot.lang, "at_somebody") and slot.left[:-1] == slot.left[-2:-1]:
        return None  # "bij de bakker" is in the shop
    if _leads(slot):
        return None  # "Someone, she was thirty"
    taken = any(word.lower in known(slot.lang, "taken_as") for word in slot.outer[-_NEAR:-1])
    if taken and slot.outer[-1].lower in known(slot.lang, "as"):
        return None  # "was known to everybody as someone"
    if slot.outer and slot.outer[-1].lower in known(slot.lang, "oneself"):
        return None  # "hij noemt zichzelf een stugge Drent"
    said = phrases(slot.lang).person
    determiner = slot.determiner
    lower = determiner.lower if determiner else ""
    parted = slot.tail[0] if slot.tail else slot.after
    if (
        slot.head.lower in known(slot.lang, "partitives")
        and parted is not None
        and parted.lower in known(slot.lang, "of")
    ):
        return None  # "a senior member of staff"
    called = any(word.lower in known(slot.lang, "calling") for word in slot.left[-_NEAR:])
    if slot.type is DetailType.FAMILY and len(slot.core) == 1 and ordinal(slot.head.text, slot.lang) is not None:
        return None
    if lower in known(slot.lang, "whose") or (called and slot.before is not None and slot.before.text in OPENING):
        return None
    if called and (slot.phrase[0].text in OPENING or (slot.outer and slot.outer[-1].text in OPENING)):
        return None  # "noemt haar ‘onze rechter’"
    if determiner and lower not in known(slot.lang, "indefinite") | known(slot.lang, "possessive"):
        as_what = bool(slot.outer) and slot.outer[-1].lower in known(slot.lang, "as")
        asked = (
            slot.outer[-2:-1]
            and slot.outer[-2].lower in phrases(slot.lang).copulas
            and len(slot.outer[-1].text) < _SHORT
        )
        if (as_what or follows_copula(slot) or asked or joins_predicate(slot)) and not _is_told_of(slot):
            return None  # "I began as the person"
        if lower in GENITIVE:
            return None  # "someone's person"
        if slot.after is not None and slot.after.lower in known(slot.lang, "of") and not slot.tail:
            return _of_theirs(slot) if lower in known(slot.lang, "articles") else None
        if lower in known(slot.lang, "articles") and _is_new_object(slot):
            return someone(slot)
        singular, plural = said["definite"].split("|")
        return renamed(slot, Noun(singular, plural))
    if determiner is None and slot.before is not None and slot.before.text == "]":
        return None  # "he is [background withheld] veteran's son"
    joined = bool(slot.tail) and slot.tail[0].tag in (Tag.AND, Tag.NOUN, Tag.NOUNS)
    several = lexicon(slot.lang).find(slot.type, slot.head.text)
    joined = joined or (several is not None and any(noun.mass for noun in several.wider.values()))  # "een tweeling"
    if slot.type is DetailType.FAMILY and (slot.plural or joined):
        return None  # "mensen wonen in Szczecin" is no way to speak of somebody's family
    if is_had(slot):
        return None  # "ze heeft iemand" says something else
    untold = (follows_copula(slot) or _is_apposed(slot)) and not _is_told_of(slot)
    if lower in known(slot.lang, "negative") or untold:
        return None
    governed = determiner is None and slot.before is not None and not slot.before.is_mark
    described = slot.before is not None and slot.before.tag is Tag.ADJ
    if described and slot.before is not None and slot.lang is Lang.NL:
        described = slot.before.lower.endswith("e")  # "jarenlang medewerkers": an adverb, for none bends so
    if governed and (not slot.plural or described):
        return None
    after, whose = (*slot.right[:2], None, None)[:2]
    named = after is not None and after.lower == "van" and whose is not None and whose.tag is Tag.NAME
    if named and after is not None and slot.lang is Lang.NL and not slot.tail:
        start = someone(slot).span.start
        return Piece(Span(start, after.end), said["close"].split("|")[slot.plural])  # "een danspartner van Jansen"
    if after is not None and after.lower in known(slot.lang, "of") and not slot.tail:
        return _of_somebody(slot, after)
    return someone(slot)


def _of_somebody(slot: Slot, of: Word) -> Piece:
    """Say "someone from Rose Court" for "a resident of Rose Court", "iemand uit de omgeving van" for "een buurman van".

    "Someone of" a house or a neighbour is no way to speak of anybody.
    """
    plain, head = someone(slot), slot.head.lower
    text = ""
    if any(head in (word, f"{word}s") for word in known(slot.lang, "lives_there")):
        text = f"{plain.text} from"
    elif slot.lang is Lang.NL and pattern(slot.lang, "companion").search(head):
        text = phrases(slot.lang).person["close"].split("|")[slot.plural]
    return Piece(Span(plain.span.start, of.end), text) if text else plain


def _leads(slot: Slot) -> bool:
    """Whether the phrase opens a sentence about a pronoun after its comma: "a vet by training, she was old"."""
    comma, subject = (*slot.right[:2], None, None)[:2]
    opens = not any(not word.is_mark for word in slot.outer) and comma is not None and comma.text == ","
    # "De rector, die ziek was, zei": the clause is about the rector.
    subjects = known(slot.lang, "personal_subjects") - known(slot.lang, "relative_pronouns")
    return opens and subject is not None and subject.lower in subjects


def leading_phrase(slot: Slot) -> Piece | None:
    """Leave out what a sentence tells of its subject ahead of it: "A biologist by training, she" becomes "She"."""
    if not _leads(slot):
        return None
    start = slot.determiner.start if slot.determiner is not None else slot.span.start
    return Piece(Span(start, slot.right[0].end), "")


def _is_new_object(slot: Slot) -> bool:
    """Whether something is done to or with somebody whom the draft tells of for the first time: "ga naar de arts"."""
    before = slot.outer[-1] if slot.outer else None
    governed = before is not None and before.tag in (Tag.PREP, Tag.FINITE, Tag.INF)
    governed = governed and any(word.tag is not Tag.PREP and not word.is_mark for word in slot.outer)
    alone = governed and not slot.modifiers and before is not None and before.lower not in phrases(slot.lang).copulas
    ends = slot.after is None or slot.after.text in ".;!?"
    if slot.lang is Lang.NL and before is not None and before.tag is Tag.FINITE and not ends:
        return False  # "toen zei de rechter dat": the subject may follow its verb
    if [word.text for word in slot.right[:1]] == [","] and slot.right[1:] and slot.right[1].lower in ("who", "whom"):
        return False  # "someone, who had met her" is no way to go on about anybody
    told = slot.text[: slot.span.start].lower()
    again = any(re.search(rf"\b(?:the|de) {word}\b", told) for word in known(slot.lang, "plain_person"))
    return alone and not again and slot.head.lower not in told.split()


def _of_theirs(slot: Slot) -> Piece | None:
    """Say "someone from the team" for "the goalkeeper of the team", "someone" for "the mother of two"; else None.

    "The person of the team" is no way to speak of anybody.
    """
    said, determiner, of = phrases(slot.lang).person, slot.determiner, slot.right[0]
    start = determiner.start if determiner is not None and not slot.opener else slot.span.start
    whose = slot.right[1:]
    if not whose:
        return None
    text = said["indefinite_plural" if slot.plural else "indefinite"]
    if whose[0].tag is Tag.NUM:
        counted = len(whose) > 1 and whose[1].tag in NOUNISH | {Tag.ADJ}
        return None if counted else Piece(Span(start, whose[0].end), text)
    if slot.lang is Lang.NL and whose[0].tag is Tag.NAME and of.lower == "van":
        return Piece(Span(start, of.end), said["close"].split("|")[slot.plural])  # "iemand van Verstegen"
    if slot.lang is Lang.NL:
        return Piece(Span(start, of.end), f"{text} {of.text}")
    noun = next((w for w, after in zip(whose, (*whose[1:], None), strict=True) if _ends_noun(w, after)), None)
    if noun is None or not pattern(slot.lang, "body").search(noun.lower):
        return None
    return Piece(Span(start, of.end), f"{text} from")


def _ends_noun(word: Word, after: Word | None) -> bool:
    return word.tag in NOUNISH and (after is None or after.tag not in NOUNISH)


def is_had(slot: Slot) -> bool:
    """Whether it tells whom of their family somebody has: "she has a brother in parliament"."""
    lower = slot.determiner.lower if slot.determiner else ""
    ahead = slot.right[:1] if slot.lang is Lang.NL else ()  # "die drie dochters heeft"
    near = (*[word for word in slot.outer if not word.is_mark][-_NEAR:], *ahead)
    had = slot.type is DetailType.FAMILY and any(word.lower in known(slot.lang, "have") for word in near)
    outer = slot.outer
    led = len(outer) > 1 and outer[-1].lower in known(slot.lang, "with") and outer[-2].tag is Tag.NOUN
    led = led and outer[-2].lower not in phrases(slot.lang).person["together"].split()  # "a relationship with someone"
    had = had or (slot.type is DetailType.FAMILY and led)  # "een man met drie dochters"
    after = slot.after
    if slot.lang is Lang.EN and after is not None and after.tag is Tag.FINITE and outer and outer[-1].tag is Tag.AND:
        return False  # "has lost her sight and a nephew read it to her"
    return had and (not lower or lower in known(slot.lang, "indefinite"))


def is_expected(slot: Slot) -> bool:
    """Whether it is the child that somebody is pregnant with."""
    near = slot.outer[-_EXPECTING_NEAR:-1]  # "zwanger was van haar eerste kind"
    return slot.preposition is not None and any(word.lower in known(slot.lang, "expecting") for word in near)


def _close_to(slot: Slot) -> Piece | None:
    """Say "someone close to the mayor" for "the daughter of the mayor", "the mayor's daughter"; None of nobody's.

    "The person of the mayor" is no way to speak of anybody.
    """
    said = phrases(slot.lang).person["close"].split("|")[slot.plural]
    determiner, after = slot.determiner, slot.after
    if determiner is None:
        return None
    if determiner.lower in GENITIVE and slot.lang is Lang.EN and not slot.opener:
        first = len(slot.outer)
        while first and slot.outer[first - 1].tag in NOUNISH | {Tag.ADJ, Tag.NUM}:
            named = first < len(slot.outer) and slot.outer[first].tag is Tag.NAME
            if named and slot.outer[first - 1].tag is Tag.NOUNS:
                break  # "and sponsors Kessler's wife": a verb
            first -= 1
        owner = slot.outer[first - (first > 0 and slot.outer[first - 1].tag is Tag.DET) :]
        if not owner:
            return None
        whose = Span(owner[0].start, owner[-1].end).of(slot.text)
        whose = whose[0].lower() + whose[1:] if owner[0].tag is Tag.DET else whose
        if owner[0] is slot.left[0] and owner[0].tag is Tag.NOUN and len(owner) == 1:
            whose = with_article(whose.lower())  # "Inmate's sister", in a note
        return Piece(Span(owner[0].start, slot.span.end), f"{said} {whose}")
    owned = determiner.lower in known(slot.lang, "articles") | known(slot.lang, "indefinite") - {"geen", "no"}
    if not owned or slot.tail or after is None or after.lower not in known(slot.lang, "of"):
        return None
    if len(slot.right) < 2 or slot.right[1].tag in (Tag.NUM, Tag.PREP):
        return None
    return Piece(Span(determiner.start, after.end), said)


def someone(slot: Slot) -> Piece:
    """Say "someone" or "people" in place of the phrase and its determiner."""
    said, determiner = phrases(slot.lang).person, slot.determiner
    parted = slot.plural and pattern(slot.lang, "part_of").search(slot.text[: slot.span.start])  # "een van de mensen"
    start = determiner.start if determiner and not slot.opener and not parted else slot.span.start
    return Piece(Span(start, slot.span.end), said["indefinite_plural" if slot.plural else "indefinite"])


def _is_apposed(slot: Slot) -> bool:
    """Whether the phrase tells, after a comma, what somebody is who was named before it."""
    before = slot.outer[-1] if slot.outer else None
    if joins_predicate(slot):
        return True
    subject = slot.after is not None and slot.after.tag is Tag.FINITE
    return before is not None and before.text in ",(–—" and not subject


def _is_told_of(slot: Slot) -> bool:
    """Whether what follows makes "is someone" tell something: "is someone who sings", "is iemand van 33"."""
    after, following = (*slot.right[:2], None, None)[:2]
    aged = after is not None and after.lower in known(slot.lang, "age_of") and following is not None
    aged = aged and any(
        word.tag is Tag.NUM or pattern(slot.lang, "decade").search(word.lower) for word in slot.right[1:4]
    )
    return aged or (after is not None and after.lower in known(slot.lang, "copula_modifiers"))


def is_modified(slot: Slot) -> bool:
    """Whether what follows says more of the person, so that "someone" can stand after "is"."""
    after = slot.after
    return after is not None and after.lower in known(slot.lang, "modified_by")
