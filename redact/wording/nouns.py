"""Noun phrases: the head alone, a wider noun, a neutral word, or nothing.

The first step drops what follows the noun ("een kantoor boven een fietsenwinkel" becomes "een kantoor"), the next ones
take the wider nouns of the lexicon, the last says "iemand" of a person, or removes the phrase where the sentence stands
without it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ..draft import DetailType, Lang, Level, Span, Value
from .agree import follows_copula, renamed, with_article
from .at_work import acquaintance, at_work, for_whom, involved
from .function import known, pattern, preposition_for
from .languages import is_language
from .lexicon import Found, Noun, kind_class, lexicon, named_class
from .meant import (
    holds_the_verb,
    is_misled,
    is_nobodys_child,
    is_of_nobody,
    is_same,
    is_whose_relative,
    leads_astray,
    needs_its_tail,
    says_another_thing,
    says_what_somebody_is,
    trained_for,
)
from .noun_alone import any_of_them, head_only, still_told, with_aside, without_adjectives
from .numbers import ordinal
from .persons import is_expected, is_had, is_modified, is_modifier, neutral_person
from .phrases import phrases
from .relations import expects
from .rung import Rung, wider
from .seams import Piece
from .slot import Shape, Slot, narrowed
from .trim import GENITIVE
from .values import as_class
from .words import Tag, Word

_NEAR = 6

"""Words back in which a "have" is looked for."""


def noun_rungs(slot: Slot, value: Value) -> Iterator[Rung]:
    """The wider statements of a noun phrase, finest first."""
    governed = slot.shape is Shape.PREP
    slot = inner(slot)
    if slot.shape is not Shape.NOUN or slot.type is DetailType.GENDER or is_modifier(slot) or leads_astray(slot):
        return
    if (
        slot.lang is Lang.NL
        and slot.core[0].tag is Tag.PART
        and len(slot.core) > 1
        and not slot.core[0].lower.endswith("e")
    ):
        return  # "afgestudeerd VU"
    if needs_its_tail(slot) or (slot.type is DetailType.FAMILY and (_is_one_of(slot) or expects(slot))):
        return
    if holds_the_verb(slot):
        return  # "werd na dat ⟦sms'je overgeplaatst naar Goes⟧": the verb of the clause is in it
    if slot.type is DetailType.ORIGIN and is_language(slot, value):
        return
    if (learner := _learner(slot)) is not None:
        if piece := renamed(slot, learner):
            yield wider(Level.NEAR, piece, as_class(slot.type, value))
        return
    if is_nobodys_child(slot) and slot.determiner is None and slot.before is not None and slot.before.text == ",":
        return  # ", poor girl."
    if is_whose_relative(slot):
        return  # "ze was de dochter van een bakker": "a daughter", "a child" would say another thing
    for piece in (head_only(slot), without_adjectives(slot)):
        if piece is not None:
            yield wider(Level.NEAR, piece, still_told(slot, piece, value))
    found = class_of(slot, value)
    if found is None or slot.phrase[0].lower == "half":
        return
    if governed and slot.type is DetailType.OCCUPATION:
        return  # "achter de bar" tells what somebody does, not where
    parted = slot.after if not slot.tail else slot.tail[0]
    if (
        slot.head.lower in known(slot.lang, "partitives")
        and parted is not None
        and parted.lower in known(slot.lang, "of")
    ):
        return  # "a senior member of staff"
    if any(word.lower in ("most", "least", "more", "less") for word in slot.core[:-1]):
        return  # "the most junior"
    taught = any(word.lower in known(slot.lang, "giving") for word in slot.left[-_NEAR:])
    if slot.type is DetailType.EDUCATION and taught and slot.preposition is None:
        return  # "he teaches chemistry", but "he teaches at a college"
    if slot.lang is Lang.NL and slot.core[0].lower in known(slot.lang, "graduated") and len(slot.core) > 1:
        return
    if slot.type is DetailType.FAMILY and len(slot.core) == 1 and ordinal(slot.head.text, slot.lang) is not None:
        return  # "zwanger van de tweede"
    several = slot.determiner is not None and slot.determiner.lower in known(slot.lang, "singular_determiners")
    several = several and slot.lang is Lang.NL and slot.head.tag is Tag.NOUNS
    if several and len(slot.core) > 1 and slot.core[-2].tag is Tag.NOUN:
        return  # "een klas kinderen" is no child
    if slot.type is DetailType.FAMILY and any(word.lower in GENITIVE for word in slot.core):
        return  # "his sister's boy" is no child of his
    if slot.type is DetailType.FAMILY and (is_expected(slot) or is_of_nobody(slot)):
        return  # "zwanger van haar eerste kind"; "the youngest was an intern"
    if slot.type is DetailType.FAMILY and slot.tail and slot.tail[0].tag in (Tag.NOUN, Tag.NOUNS):
        return  # "zijn zwagers slagerij", "mijn opa minister"
    joined = bool(slot.tail) and slot.tail[0].tag is Tag.AND
    counted = slot.type is DetailType.EDUCATION and any(word.tag is Tag.NUM for word in slot.core)
    followed = slot.lang is Lang.NL and slot.preposition is None and slot.head.lower in known(slot.lang, "schooling")
    if slot.type is DetailType.EDUCATION and followed and slot.determiner is None:
        if piece := renamed(slot, Noun("opleiding", "opleidingen")):
            yield wider(Level.NEAR, piece, None)
        return  # "ze doet vwo"
    own = lexicon(slot.lang).find(slot.type, " ".join(word.text for word in slot.core)) is not None
    for level, noun in found.wider.items():
        if counted or (level is Level.VAGUE and not own):
            continue  # "4 havo" is no number of schools; a bed in an organisation is not what a hospital stay is
        # "Zijn vrouw en twee kinderen": only the widest noun holds for all of them, and only in a family.
        if joined and (level is not Level.VAGUE or slot.type is not DetailType.FAMILY):
            continue
        if is_same(slot, noun) or is_misled(slot, noun):
            continue
        if slot.is_owner and _OF_MORE_WORDS.intersection(noun.singular.split()):
            continue  # "a person with a role in a parish's" daughter: the parish's
        if says_another_thing(slot, noun):
            if piece := any_of_them(slot, noun):
                yield wider(
                    level, piece, None if noun.singular in phrases(slot.lang).generic else as_class(slot.type, value)
                )
            continue
        if level is Level.VAGUE and is_nobodys_child(slot):
            continue
        if noun.singular in phrases(slot.lang).generic and trained_for(slot) is not None:
            continue  # "trained as a worker"
        same = slot.head.lower in (noun.singular, noun.plural)
        if same and any(word.lower in known(slot.lang, "another") for word in slot.core[:-1]):
            continue  # "een ander kind" is another one
        bare = slot.determiner is None and not slot.plural
        aside = slot.before is not None and slot.before.text == ","
        if noun.singular == "ouder" and bare and (aside or says_what_somebody_is(slot)):
            continue  # "ze is ouder": than whom?
        apposed = aside and bare and slot.after is not None and slot.after.text == ","
        if apposed and slot.lang is Lang.NL and noun.singular in known(slot.lang, "anybody"):
            continue  # "een bode van het hof, professional, zegt": what says nothing there goes
        if noun.singular in known(slot.lang, "relational") and is_had(slot) and not is_modified(slot):
            continue  # "she has a relative" says nothing
        if (
            piece := acquaintance(slot, noun)
            or at_work(slot, noun)
            or involved(slot, noun.singular)
            or _nobody(slot, noun)
            or renamed(slot, _still_former(slot, noun))
        ):
            says_class = noun.singular not in phrases(slot.lang).generic
            piece = with_aside(slot, _rejoined(slot, _as_one_of_many(slot, noun, piece)))
            piece = _of_yours(slot, noun, for_whom(slot, noun, piece))
            yield wider(level, piece, as_class(slot.type, value) if says_class else None)


_OF_MORE_WORDS = frozenset({"with", "in", "of", "at", "from", "who"})
"""Words of an English noun that goes on behind its head, where no genitive can stand."""


def _nobody(slot: Slot, noun: Noun) -> Piece | None:
    """Somebody in place of "a person": "someone in her sixties"."""
    determiner = slot.determiner
    plain = noun.singular in known(slot.lang, "plain_person") and not slot.plural and not slot.modifiers
    return neutral_person(slot) if plain and determiner is not None else None


def _learner(slot: Slot) -> Noun | None:
    """The noun for somebody who learns where a Dutch phrase names them by the year and the subject of it.

    "Tweedejaars econometrie" is a student, and no course.
    """
    if slot.lang is not Lang.NL or slot.type is not DetailType.EDUCATION or len(slot.core) < 2:
        return None
    found = lexicon(slot.lang).find(slot.type, slot.core[0].text) if "jaars" in slot.core[0].lower else None
    near = found.wider.get(Level.NEAR) if found else None
    person = lexicon(slot.lang).find(DetailType.EDUCATION, slot.head.text)
    return near if near and not (person and person.wider.get(Level.NEAR) == near) else None


def inner(slot: Slot) -> Slot:
    """The slot without a preposition of its own at its start ("in Almere" is "Almere" after "in")."""
    if slot.shape is Shape.PREP and len(slot.phrase) > 1:
        return narrowed(slot, 1)
    return slot


def class_of(slot: Slot, value: Value) -> Found | None:
    """The class of the noun: by the list of its type, by those of other types, by what the value says of its head."""
    core = " ".join(word.text for word in slot.core)
    if slot.type is DetailType.FAMILY and slot.determiner is not None:
        known_by = f"{slot.determiner.text} {core}"  # "een vriendin" is no partner, as "zijn vriendin" is
        if lexicon(slot.lang).listed_words(slot.type, known_by) > len(slot.core):
            core = known_by
    if slot.type is DetailType.EDUCATION and slot.preposition is not None and slot.determiner is not None:
        led_by = f"{slot.preposition.text} {slot.determiner.text} {core}"  # "met een beurs" is on no fair
        if lexicon(slot.lang).listed_words(slot.type, led_by) > len(slot.core):
            core = led_by
    before = slot.before
    if before is not None and before.tag is Tag.NOUN and not slot.opener:
        # Of a "ward sister" a detector may have seen the sister alone.
        whole = named_class(slot.lang, DetailType.OCCUPATION, f"{before.text} {core}")
        if whole and lexicon(slot.lang).listed_words(DetailType.OCCUPATION, f"{before.text} {core}") > len(slot.core):
            return whole
    found = named_class(slot.lang, slot.type, core) or kind_class(slot.lang, slot.type, core, value)
    taught = slot.lang is Lang.NL and slot.type is DetailType.OCCUPATION and len(slot.core) == 2
    if found is None and taught and slot.head.text[0].isupper():
        found = named_class(slot.lang, slot.type, slot.core[0].text)  # "lerares Frans"
    return found


def _as_one_of_many(slot: Slot, noun: Noun, piece: Piece) -> Piece:
    """The piece with "a" for "the" where what said which one goes: "is the father of a pupil" becomes "is a parent"."""
    determiner = slot.determiner
    definite = determiner is not None and determiner.lower in known(slot.lang, "articles")
    told = bool(slot.tail) and slot.tail[0].lower in known(slot.lang, "of") and follows_copula(slot)
    if determiner is None or not definite or not told or slot.plural or slot.modifiers:
        return piece
    said = with_article(noun.singular) if slot.lang is Lang.EN else f"een {noun.singular}"
    return Piece(Span(determiner.start, piece.span.end), said)


def _rejoined(slot: Slot, piece: Piece) -> Piece:
    """The piece with the preposition before it that its noun asks for: "op de trap" becomes "in de ruimte"."""
    preposition = slot.preposition
    if preposition is None or not piece.text or slot.is_owner:
        return piece  # "on the council's time"
    governed = f"{preposition.lower} {piece.text.split()[-1]}"
    instead = preposition_for(slot.lang, governed)
    if instead is None:
        return piece
    between = Span(preposition.end, piece.span.start).of(slot.text)
    return Piece(Span(preposition.start, piece.span.end), f"{instead}{between}{piece.text}")


def _still_former(slot: Slot, noun: Noun) -> Noun:
    """A former nurse is a former health worker, not a health worker."""
    former = pattern(slot.lang, "former").match(" ".join(word.text for word in slot.core))
    says_little = noun.singular in known(slot.lang, "no_former")
    if not former or says_little or (slot.lang is Lang.NL and noun.singular.startswith("iemand")):
        return noun
    prefix = phrases(slot.lang).former
    if noun.singular.startswith((prefix, "ex-")):
        return noun
    rest = noun.singular.split()[1:]
    if slot.lang is Lang.NL and rest and not pattern(slot.lang, "noun_with_tail").match(" ".join(rest)):
        prefix = "voormalige "  # "een voormalige tijdelijke kracht", but "een oud-medewerker van defensie"
    return Noun(prefix + noun.singular, prefix + noun.plural, noun.neuter, noun.mass)


def _of_yours(slot: Slot, noun: Noun, piece: Piece) -> Piece:
    """Say "a relative of yours" for "your sister" in a letter: "a relative" would be that of whoever is told of."""
    whose = slot.determiner.lower if slot.determiner is not None else ""
    relative = noun.singular in known(slot.lang, "relational") and not slot.plural
    if not relative or whose not in _YOURS or not piece.text.lower().endswith(f" {noun.singular}"):
        return piece
    return replace(piece, text=f"{piece.text} {_YOURS[whose]}")


_YOURS = {"your": "of yours", "uw": "van u"}


def _is_one_of(slot: Slot) -> bool:
    """Whether it is told of one of several that belong together: "one of twins" is no "one of relatives"."""
    ahead = [word.lower for word in slot.outer[-2:]]
    one = len(ahead) > 1 and ahead[0] in ("one", "een", "één") and ahead[1] in known(slot.lang, "of")
    return one and slot.determiner is None


def is_counted_from(slot: Slot) -> bool:
    """Whether a time is counted from the phrase: "a week after the collapse", which is "a week later" without it."""
    outer, preposition = slot.outer, slot.preposition
    at = len(outer) - 2
    after = preposition is not None and preposition.lower in known(slot.lang, "after_words")
    since = preposition is not None and preposition.lower in known(slot.lang, "since")
    return after and not since and at >= 0 and outer[at].lower in known(slot.lang, "units")


_BEFORE_ANOTHER = frozenset({"from", "van"})
"""Prepositions with another behind them: "from near Hull", "van bij Tongeren"."""


def units(slot: Slot) -> list[tuple[Word, Word]]:
    """The phrase with its preposition and article, with its article, and by itself: largest first, without repeats.

    What hedges a place goes with the preposition: of "net over de grens" no "net" stays.
    """
    last = slot.phrase[-1]
    starts = [slot.phrase[0]]
    if slot.determiner and not slot.opener:
        starts.insert(0, slot.determiner)
    if slot.preposition:
        hedge = next((w for w in slot.left[::-1] if w.end < slot.preposition.start), None)
        hedged = hedge is not None and hedge.tag is Tag.ADV and hedge.lower in known(slot.lang, "place_hedges")
        hedged = hedged or (hedge is not None and hedge.tag is Tag.PREP and hedge.lower in _BEFORE_ANOTHER)
        starts.insert(0, hedge if hedge is not None and hedged else slot.preposition)
    return [(start, last) for start in starts]
