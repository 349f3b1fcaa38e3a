"""A noun without what stands about it: without its adjectives, or without what follows it.

"Een kantoor boven een fietsenwinkel" becomes "een kantoor", "a blue folder" "a folder". Called by ``nouns``.
"""

from __future__ import annotations

from ..draft import DetailType, Lang, Span, Value
from .agree import PERSON_TYPES, agreeing, with_article
from .function import known, pattern
from .gazetteer import find_place
from .lemmas import lemma
from .lexicon import Noun, lexicon
from .phrases import phrases
from .seams import Piece
from .slot import Shape, Slot
from .values import trimmed
from .words import NOUNISH, Tag

_DESCRIBED = frozenset(
    {DetailType.OCCUPATION, DetailType.EDUCATION, DetailType.TRAIT, DetailType.PLACE, DetailType.EVENT, DetailType.TRIP}
)

"""Types whose nouns say less without their adjectives and still something: not "blauwe plekken"."""


def any_of_them(slot: Slot, noun: Noun) -> Piece | None:
    """Say "een kledingstuk" for "haar jas", where "haar kledingstuk" is no way to speak; None of a person."""
    determiner = slot.determiner
    owned = determiner is not None and determiner.lower in known(slot.lang, "possessive")
    if (
        determiner is None
        or not owned
        or slot.modifiers
        or noun.mass
        or slot.type in PERSON_TYPES - {DetailType.EDUCATION}
    ):
        return None
    one = f"een {noun.singular}" if slot.lang is Lang.NL else with_article(noun.singular)
    return agreeing(slot, noun, Piece(Span(determiner.start, slot.span.end), noun.plural if slot.plural else one))


def anything(slot: Slot) -> Piece | None:
    """Say "bij een gelegenheid", "after an event", "threw something away": true of all that the type tells; else None.

    Only where the sentence goes on after a thing: "she collects something" is better left out altogether.
    """
    start = slot.determiner.start if slot.determiner is not None else slot.span.start
    after, outer = slot.after, slot.outer
    if slot.shape is not Shape.NOUN or slot.plural or not outer or slot.modifiers:
        return None
    if slot.type is DetailType.EVENT and slot.preposition is not None:
        said = phrases(slot.lang).anything.get(slot.preposition.lower)
        goes_on = after is not None and after.lower in known(slot.lang, "of") | known(slot.lang, "relatives")
        return Piece(Span(start, slot.span.end), said) if said and not goes_on else None
    done = outer[-1].tag in (Tag.FINITE, Tag.INF, Tag.PART) and outer[-1].lower not in phrases(slot.lang).copulas
    if slot.type is not DetailType.TRAIT or not done or after is None or slot.determiner is None:
        return None
    ends = after.tag in (Tag.INF, Tag.PART)
    had = outer[-1].lower in known(slot.lang, "have")
    helps = had and slot.lang is Lang.NL and any(word.tag is Tag.PART for word in slot.right[:_CLAUSE])
    moved = after.tag is Tag.PREP and after.lower not in known(slot.lang, "of") | known(slot.lang, "with")
    fits = (moved and not had) or (helps and (ends or moved)) or (ends and not had)
    return Piece(Span(start, slot.span.end), phrases(slot.lang).anything["thing"]) if fits else None


_CLAUSE = 8
"""Words after a thing among which the participle of its clause is looked for."""


def without_adjectives(slot: Slot) -> Piece | None:
    """The noun without the adjectives in front of it: "een blauwe map" becomes "een map"."""
    core, first = slot.core, 0
    while first < len(core) - 1 and core[first].tag is Tag.ADJ and core[first].lower not in known(slot.lang, "no_drop"):
        first += 1
    noun = core[first:]
    described = slot.type in _DESCRIBED or (
        slot.type is DetailType.ORIGIN and lexicon(slot.lang).find(DetailType.FAMILY, noun[-1].text) is not None
    )
    if (
        not described
        or not first
        or slot.tail
        or noun[0].tag not in (Tag.NOUN, Tag.NOUNS)
        or len(noun) > 1 + (slot.lang is Lang.EN)
    ):
        return None
    if any(not word.text.islower() for word in core) or noun[-1].lower in known(slot.lang, "body_parts"):
        return None  # "aan de Oude Kade", "a shaved head"
    if slot.lang is Lang.EN and slot.determiner is None and core[0].lower.endswith("ing"):
        return None  # "she was splitting wood"
    phrase = " ".join(word.text for word in core)
    if pattern(slot.lang, "former").match(phrase) or lexicon(slot.lang).listed_words(slot.type, phrase) > 1:
        return None  # "zakelijk leider" is not the "leider" of a group of children
    return Piece(Span(core[0].start, noun[0].start), "")


def head_only(slot: Slot) -> Piece | None:
    """The phrase without what follows its noun."""
    tail = slot.tail
    if not tail or slot.head.tag not in NOUNISH or tail[0].tag is Tag.AND:
        return None
    if tail[0].text in ",&+" and any(word.tag is Tag.AND or word.text in "&+" for word in tail):
        return None  # "renal, palliative or ortho"
    if tail[0].tag is Tag.DET or slot.head.lower in known(slot.lang, "half_prepositions"):
        return None
    placed = slot.after is not None and lemma(slot.after.lower, slot.lang) in ("zitten", "staan", "liggen", "wonen")
    where = (DetailType.PLACE, DetailType.EDUCATION, DetailType.EMPLOYER)
    home = tail[-1].lower.endswith(tuple(known(slot.lang, "collective")))
    placed = placed and (home or any(lexicon(slot.lang).find(type, tail[-1].text) for type in where))
    if placed and slot.type is DetailType.FAMILY and tail[0].tag is Tag.PREP:
        somewhere = phrases(slot.lang).place.get(tail[0].lower)
        child = slot.determiner is None and not slot.plural and len(slot.core) == 1
        if not (somewhere and home and child):
            return None  # "haar kinderen op dezelfde school" zitten
        return Piece(slot.span, f"{slot.head.text} {somewhere}")  # "had als kind in een pleeggezin gezeten"
    back = slot.type is DetailType.TRIP and tail[0].lower in known(slot.lang, "back")  # "de trein terug naar Goes"
    if not back and tail[0].lower in known(slot.lang, "particles") and (len(tail) == 1 or tail[1].tag is Tag.PREP):
        return None  # "een schriftje bij met blessures": the first belongs to the verb
    if len(slot.head.text) == 1 or slot.head.lower in known(
        slot.lang, "partitives"
    ):  # "a form of autism" is not "a form"
        return None
    if slot.head.tag is Tag.NAME and slot.type not in (DetailType.PLACE, DetailType.TRIP):
        return None
    if slot.type is DetailType.PLACE and slot.head.text[:1].isupper() and slot.head.start and not _is_place(slot):
        return None  # "Dagblad van het Noorden"
    text, named = Span(slot.span.start, slot.head.end).of(slot.text), tail[0].tag in NOUNISH | {Tag.NUM}
    is_known = lexicon(slot.lang).find(slot.type, slot.head.text) is not None
    if not is_known and (named or (slot.determiner is None and slot.type is DetailType.EDUCATION)):
        return None
    if (
        slot.type is not DetailType.PLACE
        and is_known
        and len(slot.core) == 1
        and text[:1].isupper()
        and text[1:].islower()
    ):
        text = text.lower()  # "de School voor Journalistiek" is a school
    determiner = slot.determiner
    definite = determiner is not None and determiner.lower in known(slot.lang, "articles")
    of = tail[0].lower in known(slot.lang, "of") and not slot.plural
    owned, ill = of and slot.type is DetailType.FAMILY, of and slot.type is DetailType.HEALTH
    somebodys = owned and len(tail) > 1 and (tail[1].tag is Tag.NAME or tail[1].lower in known(slot.lang, "articles"))
    lone = determiner is not None and determiner.lower in known(slot.lang, "indefinite")
    if somebodys and lone and slot.head.lower not in known(slot.lang, "parents"):
        return None  # "lives with an uncle of the mayor": it is no uncle of hers
    if (owned or ill) and definite and determiner is not None:  # "had de ziekte van Lyme": which one goes
        noun = text[len(determiner.text) :].lstrip() if slot.opener else text
        said = with_article(noun) if slot.lang is Lang.EN else f"een {noun}"
        return with_aside(slot, Piece(Span(determiner.start, slot.span.end), said))
    if named and slot.determiner is None and not slot.plural and slot.before is not None and not slot.before.is_mark:
        text = with_article(text) if slot.lang is Lang.EN else f"een {text}"
    return with_aside(slot, Piece(slot.span, text))


def _is_place(slot: Slot) -> bool:
    """Whether the head alone is the name of a place, or a noun for one."""
    known_noun = lexicon(slot.lang).find(slot.type, slot.head.text) is not None
    return known_noun or find_place(slot.head.text, slot.lang, {}) is not None


def with_aside(slot: Slot, piece: Piece) -> Piece:
    """The piece with the comma that closes what one in the phrase opened: "my daughter, who reads law, says"."""
    after, tail = slot.after, slot.tail
    opened = len(tail) > 1 and tail[0].text == "," and not any(word.text == "," for word in tail[1:])
    if after is None or after.text != "," or not opened or piece.span.end != slot.span.end:
        return piece
    outer = slot.outer[:-1] if slot.preposition is not None else slot.outer
    if outer and outer[-1].text == "," and any(word.tag is Tag.FINITE for word in outer):
        return piece  # "toen ze kwam, bij haar oom, die kookt, at ze"
    listed = tail[1].lower in known(slot.lang, "negative")
    goes_on = len(slot.right) > 1 and slot.right[1].lower in known(slot.lang, "relatives")
    if listed or goes_on:
        return piece  # "huisgenote, geen relatie, weet van niks"; "my father, a dentist, who came"
    return Piece(Span(piece.span.start, after.end), piece.text)


def still_told(slot: Slot, piece: Piece, value: Value) -> Value | None:
    """What a phrase says that has lost what stood about its noun; nothing where that is a word for anything."""
    words = piece.text.lower().split()
    bare = len(words) == 1 or (
        len(words) == 2 and words[0] in known(slot.lang, "articles") | known(slot.lang, "indefinite")
    )
    if bare and words[-1] in phrases(slot.lang).generic and slot.type is DetailType.EDUCATION:
        return None
    return trimmed(value, (piece.text.split() or [slot.head.text])[-1])


__all__ = ["head_only", "still_told", "with_aside", "without_adjectives"]
