"""A noun in place of another: its article, the adjectives before it, singular or plural.

Dutch het-words change the article and the adjective ("het oude feest", "de oude bijeenkomst", "een oud feest");
English only asks for "a" or "an". Where an adjective would have to change its form it is taken away with the noun:
saying less is always true.
"""

from __future__ import annotations

import re

from ..draft import DetailType, Lang, Span
from .function import known
from .lexicon import Noun
from .numbers import number
from .phrases import phrases
from .seams import Piece
from .slot import OPENING, Slot
from .words import Tag, Word

PERSON_TYPES = frozenset(
    {DetailType.EDUCATION, DetailType.OCCUPATION, DetailType.GENDER, DetailType.FAMILY, DetailType.ORIGIN}
)
_TO_COMMON = {
    "het": "de",
    "hetzelfde": "dezelfde",
    "dat": "die",
    "dit": "deze",
    "ons": "onze",
    "elk": "elke",
    "ieder": "iedere",
    "welk": "welke",
}
_TO_NEUTER = {common: neuter for neuter, common in _TO_COMMON.items()}
_UNCHANGING = re.compile(r"(?:en|e|a|o)$")
_VOWEL = re.compile(r"(?!one\b|once|uni(?!n)|eu|use|uk\b)[aeiou]|hour|hono|heir", re.IGNORECASE)


def renamed(slot: Slot, noun: Noun) -> Piece | None:
    """``noun`` in place of the slot's noun phrase; None where it would not fit."""
    determiner = slot.determiner
    before = slot.before
    if (
        determiner is None
        and slot.head.text[:1].isupper()
        and len(slot.left) > 1
        and before is not None
        and before.text[:1].isupper()
        and before.tag in (Tag.ADJ, Tag.NAME)
    ):
        return None  # "Kralingse Bos"
    named = slot.type in (DetailType.PLACE, DetailType.EMPLOYER) and slot.head.text[:1].isupper()
    if named and slot.after is not None and slot.after.lower in known(slot.lang, "of"):
        return None  # "Church of Christ"
    if any(word.tag is Tag.NAME or word.text[:1].isupper() for word in slot.modifiers):
        return None  # "the Heddon Bush school"
    if slot.lang is Lang.EN and determiner is None and slot.type not in PERSON_TYPES and _is_described(slot, noun):
        return None  # "print party", "only messaging service"
    if determiner is None and len(slot.core) > 1 and number(slot.core[0].text, slot.lang) == 1 and not noun.mass:
        return Piece(slot.span, f"{slot.core[0].text} {noun.singular}")  # "eleven towns, one truck"
    owned = determiner is not None and determiner.lower in known(slot.lang, "possessive")
    relation = noun.singular in known(slot.lang, "relational")
    if relation and not slot.plural and _tells_nothing(slot):
        return None
    said_of = follows_copula(slot) or joins_predicate(slot)
    said_of = said_of or (slot.before is not None and slot.before.lower in known(slot.lang, "as"))
    if (
        said_of
        and slot.type is not DetailType.GENDER
        and noun.singular == phrases(slot.lang).person["definite"].split("|")[0]
    ):
        return None  # "als betrokkene van de club"
    relation = relation or " of " in noun.singular  # "her member of the clergy"
    if determiner is not None and owned and not slot.plural and relation:
        # "Haar familielid" is nobody's way to speak: "een familielid".
        text = f"een {noun.singular}" if slot.lang is Lang.NL else with_article(noun.singular)
        return agreeing(slot, noun, Piece(Span(determiner.start, slot.span.end), text))
    piece = _dutch(slot, noun) if slot.lang is Lang.NL else _english(slot, noun)
    return piece and agreeing(slot, noun, piece)


def _tells_nothing(slot: Slot) -> bool:
    """Whether "relative" would be said of somebody without whose relative: "the relative said", "she is a relative"."""
    determiner = slot.determiner
    owned = determiner is not None and determiner.lower in known(slot.lang, "possessive") | known(
        slot.lang, "indefinite"
    )
    apposed = bool(slot.outer) and slot.outer[-1].text in ",(–—"
    apposed = apposed or joins_predicate(slot)
    indefinite = determiner is not None and determiner.lower in known(slot.lang, "indefinite")
    return _is_title(slot) or not owned or follows_copula(slot) or (apposed and indefinite)


def joins_predicate(slot: Slot) -> bool:
    """Whether it tells, after ", and", one more thing that somebody is: "she was fifty-six, and a grandmother"."""
    joined = len(slot.outer) > 1 and slot.outer[-1].tag is Tag.AND
    ends = slot.after is None or slot.after.text in ".;!?"  # "hij is 57 en de oom van een schepen."
    joined = joined and (slot.outer[-2].text == "," or ends)
    return joined and any(word.lower in phrases(slot.lang).copulas for word in slot.left)


def _is_described(slot: Slot, noun: Noun) -> bool:
    """Whether a bare English singular has a word before it that belongs to it, and would want an article now."""
    before = slot.before
    described = before is not None and before.tag in (Tag.ADJ, Tag.PART, Tag.NOUN)
    return described and not slot.plural and not noun.mass


def agreeing(slot: Slot, noun: Noun, piece: Piece) -> Piece | None:
    """The piece with the pronoun of a clause right after it as the noun asks for: "een kind dat", "een naaste die"."""
    aside = slot.after is not None and slot.after.text == ","
    if aside and slot.outer and slot.outer[-1].tag is Tag.AND:
        return piece  # "een begeleider en een ouder, die spraken": the clause is about both
    words = slot.right[1:2] if aside else slot.right[:1]
    if slot.lang is Lang.EN or not words or words[0].lower not in ("die", "dat"):
        return piece
    if words[0].tag is Tag.DET and not aside:  # "…, die zaken deed": behind a comma no "those"
        return piece
    if words[0].lower == "dat" and (
        words[0].tag is Tag.SUB
        or (slot.type in PERSON_TYPES - {DetailType.EDUCATION} and not _MAY_BE_NEUTER.search(slot.head.lower))
    ):
        return piece  # "zei de schipper dat hij", "als koksmaat, dat scheelt": it is not about the noun
    pronoun = "dat" if noun.neuter and not slot.plural else "die"
    if words[0].lower == pronoun:
        return piece
    between = Span(piece.span.end, words[0].start).of(slot.text)
    return Piece(Span(piece.span.start, words[0].end), f"{piece.text}{between}{pronoun}")


_MAY_BE_NEUTER = re.compile(r"(?:kind|lid|hoofd|je|slachtoffer|wijf|personeel|mens|gezin|paar|stel|familie|jong)$")
"""Het-words among those for people."""


def _dutch(slot: Slot, noun: Noun) -> Piece | None:
    plural = slot.plural
    word = noun.plural if plural else noun.singular
    determiner = slot.determiner
    if determiner is None:
        if word in known(slot.lang, "adjectival") and follows_copula(slot):
            word = word.removesuffix("e")  # "ik ben gelovig"
        return Piece(slot.span, word if _is_bare(slot, noun) else f"een {word}")
    neuter = noun.neuter and not plural
    named = slot.head.text[:1].isupper() and slot.type not in PERSON_TYPES
    loose = slot.preposition is not None and noun.singular in known(slot.lang, "unnamed").union(_BROAD_PLACES)
    loose = loose or _is_thing_met(slot, noun)
    if determiner.lower in ("de", "het") and (named or loose) and not slot.modifiers:
        # "Aan de Oude Kade", "in de koffiekamer": what could be told apart is one of many now.
        return Piece(Span(determiner.start, slot.span.end), word if plural or noun.mass else f"een {word}")
    if word.startswith(("iemand ", "mensen ")):
        indefinite = determiner.lower in known(slot.lang, "indefinite")
        return Piece(Span(determiner.start, slot.span.end), word) if indefinite else None
    if neuter and not noun.mass and determiner.lower not in known(slot.lang, "indefinite"):
        word = inflected(word)
    kept = agreed(determiner.text, neuter)
    if noun.mass and determiner.lower in known(slot.lang, "indefinite"):
        return Piece(Span(determiner.start, slot.span.end), word)
    if slot.opener:
        return Piece(slot.span, f"{kept} {word}")
    numbered = any(w.tag is Tag.NUM for w in slot.modifiers)
    if kept == determiner.text and (_adjectives_fit(slot, noun, plural) or numbered):
        return Piece(slot.span, word)
    middle = "".join(f" {w.text}" for w in slot.modifiers) if _adjectives_fit(slot, noun, plural) else ""
    return Piece(Span(determiner.start, slot.span.end), f"{kept}{middle} {word}")


def _is_thing_met(slot: Slot, noun: Noun) -> bool:
    """Whether something is done with a thing that could be told apart by what is gone: "plays the church organ"."""
    thing = slot.type in (DetailType.TRAIT, DetailType.EDUCATION)
    thing = thing or noun.singular in known(slot.lang, "vehicles")  # "drives the school bus"
    return thing and bool(slot.outer) and slot.outer[-1].tag in (Tag.FINITE, Tag.PREP, Tag.INF)


def _is_bare(slot: Slot, noun: Noun) -> bool:
    """Whether the noun stands without an article, as the one it replaces did."""
    modified = slot.before is not None and slot.before.tag in (Tag.ADJ, Tag.PART, Tag.NUM)
    if slot.lang is Lang.EN and modified and slot.before is not None and slot.before.lower.endswith("ing"):
        modified = slot.before.tag is not Tag.PART or slot.determiner is not None  # "since leaving a school"
    if modified and slot.before is not None and slot.before.tag is Tag.PART and len(slot.left) > 1:
        modified = slot.left[-2].lower not in phrases(slot.lang).copulas  # "was raised Catholic"
    # What somebody is takes none ("in het dagelijks leven kinesist"); a thing by itself does ("heeft epilepsie").
    study = slot.type is DetailType.EDUCATION and noun.singular not in known(slot.lang, "learners")
    noted = slot.type is DetailType.EMPLOYER and slot.before is not None and slot.before.tag in (Tag.NOUN, Tag.NOUNS)
    if noted or (slot.preposition is not None and slot.preposition.lower == "per"):
        return True
    if slot.lang is Lang.EN and " of " in noun.singular and not slot.plural and slot.type is DetailType.ORIGIN:
        return False  # "a database manager, a person of foreign origin"
    placed = noun.singular in known(slot.lang, "unnamed")  # "op school" is "in een instelling"
    person = (
        slot.type in PERSON_TYPES
        and not study
        and not placed
        and slot.head.tag is not Tag.NAME
        and slot.lang is Lang.NL
    )
    starts = slot.before is None or slot.before.is_mark
    return slot.plural or noun.mass or modified or person or starts or is_role(slot) or _is_title(slot)


def inflected(phrase: str) -> str:
    """A Dutch neuter singular with its adjectives as after "het" or "mijn": "opvallende uiterlijke kenmerk"."""
    *adjectives, noun = phrase.split()
    return " ".join([*map(_with_e, adjectives), noun])


def _with_e(adjective: str) -> str:
    if adjective.endswith(("e", "en")) or adjective == "online":
        return adjective
    long = re.fullmatch(r"(.*)(aa|oo)([lr])", adjective)
    return f"{long[1]}{long[2][0]}{long[3]}e" if long else f"{adjective}e"


_BROAD_PLACES = frozenset(
    {
        "openbare plek",
        "public place",
        "culturele instelling",
        "health care institution",
        "hospitality venue",
        "public body",
        "public building",
        "place of worship",
        "cultural institution",
        "music group",
        "place of business",
    }
)
"""Nouns of two words among those that take "a" after a preposition; a list in a data file is split at blanks."""


def agreed(determiner: str, neuter: bool) -> str:
    """The Dutch determiner as a het-word or a de-word (or plural) asks for it, in the same case."""
    table = _TO_NEUTER if neuter else _TO_COMMON
    new = table.get(determiner.lower(), determiner.lower())
    return new.capitalize() if determiner[0].isupper() else new


def _adjectives_fit(slot: Slot, noun: Noun, plural: bool) -> bool:
    """Whether the adjectives between article and noun have the form that the new noun asks for."""
    adjectives = [w for w in slot.modifiers if w.tag in (Tag.ADJ, Tag.PART)]
    if not adjectives:
        return True
    determiner = slot.determiner
    bare = noun.neuter and not plural and determiner is not None and determiner.lower in known(slot.lang, "indefinite")
    return all(bool(_UNCHANGING.search(w.lower)) != bare for w in adjectives)


def _english(slot: Slot, noun: Noun) -> Piece | None:
    plural = slot.plural
    word = noun.plural if plural else noun.singular
    determiner = slot.determiner
    if determiner is None:
        return Piece(slot.span, word if _is_bare(slot, noun) else with_article(word))
    if noun.mass and determiner.lower in known(slot.lang, "indefinite"):
        return Piece(Span(determiner.start, slot.span.end), word)
    if plural and determiner.lower in ("a", "an"):
        return None
    if noun.singular in _NEVER_THE and determiner.lower in known(slot.lang, "articles"):
        return Piece(Span(determiner.start, slot.span.end), word)
    as_what = bool(slot.outer) and slot.outer[-1].lower in known(slot.lang, "as")
    loose = slot.preposition is not None and noun.singular in known(slot.lang, "unnamed").union(_BROAD_PLACES)
    loose = loose or (_is_thing_met(slot, noun) and not plural)
    # "Was the hospital's union representative": without whose, one of many.
    loose = loose or (follows_copula(slot) and not plural and any(word.lower in _OWNS for word in slot.core))
    loose = loose and not slot.is_owner
    if determiner.lower in ("the", "that", "this") and (loose or as_what) and not slot.modifiers:
        return Piece(Span(determiner.start, slot.span.end), word if plural or noun.mass else with_article(word))
    if slot.opener:
        kept = with_article(word) if determiner.lower in ("a", "an") else f"{determiner.text} {word}"
        return Piece(slot.span, _cased(kept, determiner.text))
    return Piece(slot.span, word)


_OWNS = frozenset({"'s", "’s"})
_NEVER_THE = frozenset({"public transport"})


def with_article(word: str) -> str:
    """``word`` with "a" or "an" before it."""
    if word.startswith("other "):
        return f"an{word}"
    return f"{'an' if _VOWEL.match(word) else 'a'} {word}"


def _cased(text: str, like: str) -> str:
    return text[0].upper() + text[1:] if like[0].isupper() else text


def _is_title(slot: Slot) -> bool:
    """Whether a name follows, as in "teamleider Smit"."""
    return slot.after is not None and slot.after.tag is Tag.NAME and not slot.after.text[:1].islower()


def is_role(slot: Slot) -> bool:
    """Whether the phrase says what somebody is ("is verpleegkundige", "as deputy"), where a noun needs no article."""
    before = slot.before
    if slot.lang is Lang.EN:
        return before is not None and before.lower == phrases(slot.lang).as_word
    after = slot.after
    if (
        before is not None
        and before.tag is Tag.PRON
        and after is not None
        and after.lower in phrases(slot.lang).copulas
    ):
        return before.lower in known(slot.lang, "relatives")  # "die brandweerman is"
    while before is not None and before.tag is Tag.ADV and before is not slot.left[0]:
        before = slot.left[slot.left.index(before) - 1]
    return before is None or before.is_mark or before.lower in phrases(slot.lang).copulas


def follows_copula(slot: Slot) -> bool:
    """Whether the phrase, with its article, comes after a form of "to be" or "as"."""
    outer: tuple[Word, ...] = slot.outer
    at = len(outer) - 1
    if at >= 0 and outer[at].text in OPENING:
        at -= 1  # "als ‘ouder’"
    while at >= 0 and outer[at].tag is Tag.ADV and outer[at].lower not in phrases(slot.lang).copulas:
        at -= 1
    return at >= 0 and outer[at].lower in phrases(slot.lang).copulas
