"""Places and destinations: the region, the country, "abroad", "somewhere", or nothing.

A named place is told by what it lies in; a room or a building by a wider noun (``nouns``). To say nothing of a place
its preposition goes too: the sentence loses the phrase where it can spare it, and gets "ergens" or "somewhere" where
not.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from ..draft import DetailType, Json, Lang, Level, Span, Value
from ..language import SPOKEN_IN
from .acting import as_organisation, named_hall
from .agree import with_article
from .elsewhere import back_home, from_elsewhere, is_born
from .function import known, pattern
from .gazetteer import Where, find_place
from .lexicon import lexicon
from .nouns import inner, noun_rungs, units
from .persons import is_modifier
from .phrases import phrases
from .rung import Rung, gone, wider
from .seams import Piece, is_verb_behind, without_after_noun, without_element
from .slot import OPENING, Shape, Slot, narrowed
from .values import as_class
from .words import NOUNISH, VERBAL, Tag, Word

_ABROAD: Mapping[Lang, Mapping[str, str]] = {
    Lang.NL: {
        "naar": "naar het buitenland",
        "uit": "uit het buitenland",
        "vanuit": "vanuit het buitenland",
        "van": "uit het buitenland",
        "via": "via het buitenland",
        "": "in het buitenland",
    },
    Lang.EN: {
        "from": "from abroad",
        "via": "through another country",
        "through": "through another country",
        "": "abroad",
    },
}
"""How "abroad" is said with each preposition; "" for the others."""
_INSTEAD = {"van": "uit", "te": "in"}
"""Prepositions of Dutch towns that do not go with a region or a country."""


_BEFORE_ANOTHER = frozenset({"van", "from"})
"""Prepositions that have another behind them."""

_SOMEWHERE: Mapping[Lang, tuple[str, str]] = {
    Lang.NL: ("ergens in {}", "een plaats in {}"),
    Lang.EN: ("somewhere in {}", "a place in {}"),
}
"""How the country at home is said of a town: by itself, and after "to" or "from" (not "to Britain" from Hove)."""


_CAME = 3
"""Words back, with the preposition, in which somebody is told to have come from a place."""
_NATIONS = frozenset({"England", "Scotland", "Wales", "Northern Ireland"})
"""Regions as large as a country: who is told to be "in" one may seem to have come there."""


def place_rungs(slot: Slot, value: Value) -> Iterator[Rung]:
    """The wider areas that a named place lies in, finest first."""
    while len(slot.phrase) > 1 and slot.phrase[0].tag is Tag.PART and slot.phrase[1].tag is Tag.PREP:
        slot = narrowed(slot, 1)  # "geboren in Willemstad"
    slot = inner(slot)
    name = slot.words if slot.phrase[0].text[:1].islower() else _name(slot)
    if slot.shape is Shape.VERB or not names_place(slot) or _is_dateline(slot):
        return
    where = find_place(slot.words, slot.lang, value) or find_place(name, slot.lang, value)
    if where is None:
        return
    preposition = slot.preposition
    if preposition is None or slot.determiner is not None:
        starts = slot.before is None or (slot.before.is_mark and slot.before.text not in OPENING)
        if starts and slot.phrase[0].text[:1].isupper():
            yield from _bare(slot, where)
        return
    if (kind := _kind_before(slot)) is not None:
        yield from _of_a_kind(slot, kind, where)
        return
    start = preposition
    outer = slot.outer[-2] if len(slot.outer) > 1 else None
    if outer is not None and outer.tag is Tag.PREP and outer.lower in _BEFORE_ANOTHER:
        start = outer  # "van bij Tongeren"; of "stapte over naar Leiden" the "over" is the verb's
    to_or_from = start.lower in known(slot.lang, "to_or_from") and start.lower not in _INSTEAD
    to_or_from = to_or_from or (slot.lang is Lang.EN and start.lower in known(slot.lang, "of"))  # "a view of Ely"
    kept = start.text if to_or_from else _INSTEAD.get(start.lower, "in")
    span = Span(start.start, _end_of_name(slot))
    said: dict[str, Json] = {"country": where.code}
    home = where.code in SPOKEN_IN[slot.lang]
    if where.region and where.itself == "town":
        nation = slot.lang is Lang.EN and home and where.region in _NATIONS
        large = slot.lang is Lang.EN and home and kept in ("to", "for", "of")
        area = f"a place in {where.region}" if large else where.region  # "to England" is no way to speak there
        came = any(w.lower in known(slot.lang, "moving") | known(slot.lang, "arriving") for w in slot.outer[-_CAME:-1])
        noun = outer is not None and outer.tag in NOUNISH | {Tag.ADJ}  # "a relative in England"
        vague = nation and ((kept == "in" and not noun) or (kept == "from" and came))
        said_at = f"somewhere in {area}" if vague else area  # nor "she had moved from England"
        there = said_at if vague and kept == "in" else f"{kept} {said_at}"
        yield wider(Level.NEAR, Piece(span, there), _in_region(slot, where))
    if where.itself != "country" and where.country != where.region:
        alone, governed = _SOMEWHERE[slot.lang] if home else ("in {}", "{}")
        place = (governed if kept != "in" else alone).format(where.country)
        yield wider(Level.BROAD, Piece(span, place if kept == "in" else f"{kept} {place}"), said)
    if not home:
        forms = _ABROAD[slot.lang]
        yield wider(Level.VAGUE, Piece(span, forms.get(start.lower, forms[""])), {"abroad": True})


def names_place(slot: Slot) -> bool:
    """Whether the phrase is a name and no more, but for words like "centrum van": "veldwerk in Peru" is more."""
    around = known(slot.lang, "around_places")
    commas = sum(word.text == "," for word in slot.phrase)  # "Halifax, Nova Scotia"
    named = all(word.text[:1].isupper() or word.lower in around or word.text == "," for word in slot.phrase)
    return named and commas < 2


def _kind_before(slot: Slot) -> int | None:
    """How many words "the state of" is, where the name of a place follows it; None where it does not."""
    outer = slot.outer
    if slot.lang is not Lang.EN or len(outer) < 3 or outer[-1].lower not in known(slot.lang, "of"):
        return None
    return 3 if outer[-2].lower in known(slot.lang, "kinds_of_place") and outer[-3].tag is Tag.DET else None


def _of_a_kind(slot: Slot, count: int, where: Where) -> Iterator[Rung]:
    """Make it "a town in the north" for "the town of Ely"."""
    first, kind = slot.outer[-count], slot.outer[-2]
    area = where.region or where.country
    if where.itself != "country" and not (where.itself == "region" and area == where.region):
        piece = Piece(Span(first.start, _end_of_name(slot)), f"{with_article(kind.text)} in {area}")
        yield wider(Level.NEAR, piece, _in_region(slot, where))
    elif where.itself == "region":
        piece = Piece(Span(first.start, _end_of_name(slot)), f"{with_article(kind.text)} in {where.country}")
        yield wider(Level.BROAD, piece, {"country": where.code})


def place_noun_rungs(slot: Slot, value: Value) -> Iterator[Rung]:
    """The wider nouns of a room, a building, a trip; a town is none, though it be called Zwartsluis or Middelburg."""
    if value.get("kind") in _NAMED_KINDS and names_place(slot):
        return
    core = inner(slot).core
    if len(core) > 1 and core[-1].text == "House" and core[0].text[:1].isupper():
        return  # "a Waffle House" is nobody's home
    if (organisation := as_organisation(inner(slot))) is not None:
        for rung in noun_rungs(organisation, value):
            classed = rung.value == as_class(organisation.type, value)
            yield replace(rung, value=as_class(slot.type, value)) if classed else rung
        return
    halls = list(named_hall(inner(slot), value))
    yield from halls or noun_rungs(inner(slot), value)


def _end_of_name(slot: Slot) -> int:
    """Where the name ends, so that "geboren" stays in "in Shiraz geboren"."""
    last = slot.phrase[-1]
    names = [word for word in slot.phrase if word.text[:1].isupper()]
    return names[-1].end if names and last.tag is Tag.PART else slot.span.end


def _bare(slot: Slot, where: Where) -> Iterator[Rung]:
    if where.region and where.itself == "town":
        yield wider(Level.NEAR, Piece(slot.span, where.region), _in_region(slot, where))
    if where.itself != "country":
        yield wider(Level.BROAD, Piece(slot.span, where.country), {"country": where.code})


def _in_region(slot: Slot, where: Where) -> Value:
    """What "in Overijssel" still says: whoever lives there is not anybody of the country."""
    if slot.type is not DetailType.PLACE or not where.region:
        return {"country": where.code}  # where somebody is from, or went, has no figures by region
    return {"country": where.code, "name": where.region, "kind": "region"}


def _name(slot: Slot) -> str:
    """The last run of capitalised words of the phrase."""
    names = [word for word in slot.phrase if word.text[:1].isupper()]
    return Span(names[0].start, names[-1].end).of(slot.text) if names else ""


def trip_rungs(slot: Slot, value: Value) -> Iterator[Rung]:
    """Make it "een dienstreis naar het buitenland" where a trip names its destination abroad."""
    if slot.shape is not Shape.NOUN or not slot.tail or slot.tail[0].lower not in known(slot.lang, "destination"):
        return
    where = find_place(_name(slot), slot.lang, value)
    abroad = value.get("abroad") is True or (where is not None and where.code not in SPOKEN_IN[slot.lang])
    if abroad:
        head = Span(slot.span.start, slot.head.end).of(slot.text)
        suffix = "naar het buitenland" if slot.lang is Lang.NL else "abroad"
        said: dict[str, Json] = {key: value[key] for key in ("kind",) if key in value}
        yield wider(Level.NEAR, Piece(slot.span, f"{head} {suffix}"), {**said, "abroad": True})


def place_gone(slot: Slot, _: Value) -> Iterator[Rung]:
    """Ways to say nothing of the place, best first."""
    if piece := back_home(slot):
        yield gone(piece)
    slot = inner(slot)
    lead = slot.outer[-1] if slot.outer else None
    ridden = slot.type is DetailType.TRIP and slot.core[0].tag is Tag.NUM and not slot.modifiers
    if ridden and lead is not None and lead.tag is Tag.FINITE:
        start = slot.determiner.start if slot.determiner is not None else slot.span.start
        yield gone(Piece(Span(start, slot.span.end), ""))  # "she cycled (the) nine miles to work each day"
    if slot.shape is Shape.VERB:
        return
    needed = _needs_place(slot)
    if slot.type is DetailType.TRIP and slot.determiner is not None and _is_described(slot):
        trip = "een reis" if slot.lang is Lang.NL else "a trip"
        yield gone(Piece(Span(slot.determiner.start, slot.span.end), trip))  # "op een dienstreis, waar …"
    for first, last in units(slot):
        if not needed and (piece := without_element(slot, first, last)):
            yield gone(piece)
    before = slot.before
    if before is not None and before.lower in known(slot.lang, "kinds_of_place") and slot.head.tag is Tag.NAME:
        yield gone(Piece(Span(before.end, slot.span.end), ""))  # "in de gemeente Dalen"
    preposition = slot.preposition
    if _is_dateline(slot):
        yield gone(Piece(Span(slot.span.start, slot.right[1].start), ""))
    if preposition is None:
        return
    first, last = units(slot)[0]
    said = phrases(slot.lang)
    words = (*slot.left, *slot.phrase, *slot.right)
    at, to = words.index(first), words.index(last)
    after = words[to + 1] if to + 1 < len(words) else None
    modified = after is not None and after.lower in known(slot.lang, "place_modifiers")
    modified = modified and not (names_place(slot) and after is not None and after.lower in known(slot.lang, "with"))
    if after is not None and (after.tag is Tag.NAME or after.text.isdigit() or modified or is_modifier(slot)):
        return
    asks_for_place = (
        after is not None and after.lower in said.locative and preposition.lower not in known(slot.lang, "to_or_from")
    )
    comes = after is not None and after.lower in known(slot.lang, "coming") and slot.lang is Lang.NL
    asks_for_place = asks_for_place or (comes and preposition.lower in known(slot.lang, "from_there"))
    if not asks_for_place and not needed and (piece := without_after_noun(slot, first, last)):
        yield gone(piece)
    if not needed and (can_go(slot, words, at, to) or _is_born_then(slot, after)):
        yield gone(Piece(Span(first.start, last.end), ""))
    if slot.type is DetailType.CHANNEL or (at == 0 and after is not None and after.tag in (Tag.PART, Tag.INF)):
        return
    # "Ze werkt van een strandtent": an owner or a cause, not a direction.
    owned = slot.type is DetailType.EMPLOYER and preposition.lower in known(slot.lang, "of")
    following = words[to + 2] if after is not None and after.text == "," and to + 2 < len(words) else None
    described = following is not None and bool(pattern(slot.lang, "where").match(following.lower))
    told = _is_somewhere(slot, after)
    if (adverb := said.place.get(preposition.lower)) and told and not owned and not described:
        yield gone(Piece(Span(first.start, last.end), adverb))
    if piece := from_elsewhere(slot, first, last, _name(slot)):
        yield gone(piece)


def _is_described(slot: Slot) -> bool:
    """Whether a clause behind a comma tells what was there: ", waar een delegatie de haven bezocht"."""
    comma, where = (*slot.right[:2], None, None)[:2]
    told = comma is not None and comma.text == "," and where is not None
    return told and where is not None and bool(pattern(slot.lang, "where").match(where.lower))


def _is_dateline(slot: Slot) -> bool:
    """Whether the place says where a report was written: "GOES – De rechtbank"."""
    after = slot.after
    dash = after is not None and after.text in "–—-" and len(slot.right) > 1
    return dash and slot.words.isupper() and not any(not word.is_mark for word in slot.left)


def _is_born_then(slot: Slot, after: Word | None) -> bool:
    """Whether it is told when somebody was born as well, so that where can go: "born in Lagos in 1984"."""
    ahead = slot.outer[:-1]
    if not ahead:
        return False
    if ahead[-1].lower in known(slot.lang, "born"):
        following = slot.right[1:2]
        return after is not None and after.tag is Tag.PREP and bool(following) and following[0].tag is Tag.NUM
    dated = len(ahead) > 2 and ahead[-1].tag is Tag.NUM and ahead[-2].tag is Tag.PREP
    return dated and ahead[-3].lower in known(slot.lang, "born")


def thing_gone(slot: Slot, value: Value) -> Iterator[Rung]:
    """Leave out the thing that something is done in or with: "sang in a choir" becomes "sang"."""
    after = slot.after
    if after is not None and after.lower in known(slot.lang, "particles"):
        return  # "met zijn jas aan"
    if slot.shape is Shape.ATTRIBUTE or slot.before_noun:
        return  # "met een blauw oog"
    yield from (rung for rung in place_gone(slot, value) if not rung.piece.text)


def _is_somewhere(slot: Slot, after: Word | None) -> bool:
    """Whether "somewhere" can stand for the phrase: it names a place or a building, and no other place follows."""
    preposition, before = slot.preposition, slot.outer[-2] if len(slot.outer) > 1 else None
    if preposition is None or (after is not None and after.tag is Tag.PREP and after.lower in phrases(slot.lang).place):
        return False
    if preposition.lower == "by" and slot.determiner is None:
        return False  # "she came by train"
    if preposition.lower in known(slot.lang, "from_there"):
        return False  # "she came from somewhere"
    if before is not None and (is_born(slot) or before.lower in _BACK):
        return False  # "she was born somewhere"
    to_there = preposition.lower in known(slot.lang, "to_or_from")
    if slot.lang is Lang.NL and to_there and before is not None and before.tag in (Tag.PART, Tag.INF):
        return False  # "zij is teruggegaan ergens heen"
    if slot.type is DetailType.ORIGIN:
        # "She is from somewhere" says nothing; neither does "here on a work visa" say "here somewhere".
        from_there = preposition.lower in known(slot.lang, "to_or_from")
        return names_place(slot) and slot.determiner is None and not from_there
    core = " ".join(word.text for word in slot.core)
    nouns = lexicon(slot.lang)
    built = any(nouns.find(type, core) for type in (DetailType.PLACE, DetailType.EMPLOYER, DetailType.EDUCATION))
    return slot.type is DetailType.PLACE or names_place(slot) or built


def _needs_place(slot: Slot) -> bool:
    """Whether the verb of the clause is left without sense when the place goes: "inmiddels staat ze, …, in Goes"."""
    if slot.preposition is None:
        return False
    needing, moving = known(slot.lang, "needs_place"), known(slot.lang, "moving")
    hung = slot.outer[-2] if len(slot.outer) > 1 and slot.lang is Lang.EN else None
    noun = hung is not None and (hung.tag in NOUNISH or hung.lower in known(slot.lang, "anyone"))
    ahead = () if noun else slot.right[:_NEAR_VERB]  # "a farmer from Hull was brought in"
    to_or_from = slot.preposition.lower in known(slot.lang, "to_or_from")
    if to_or_from and any(word.lower in moving for word in (*slot.left[-_NEAR_VERB:], *ahead)):
        return True
    near = slot.left[-_REACH_ACROSS_COMMAS:]
    return any(word.lower in needing for word in near) or (
        slot.lang is Lang.NL and any(word.lower in needing for word in slot.right[:2])
    )


_BACK = frozenset({"back", "terug"})
_NAMED_KINDS = frozenset({"town", "region", "country"})
_NEAR_VERB = 4
_REACH_ACROSS_COMMAS = 9
"""Words back, commas and all, in which a verb that needs a place is looked for."""


def can_go(slot: Slot, words: tuple[Word, ...], at: int, to: int) -> bool:
    """Whether the sentence stands without the phrase: not after "woont", not before the verb of a Dutch clause."""
    said = phrases(slot.lang)
    before = words[at - 1] if at else None
    after = words[to + 1] if to + 1 < len(words) else None
    if after is not None and after.tag is Tag.AND and not is_verb_behind(slot.lang, words, to + 1):
        return False
    if any(word.lower in known(slot.lang, "spending") for word in words[max(0, at - _REACH) : at]):
        return False  # "who spent eleven months in the jail"
    if before is None or before.text in OPENING or all(word.is_mark for word in words[:at]):
        starts = after is not None and after.tag in (Tag.DET, Tag.PRON, Tag.NAME) and slot.lang is Lang.EN
        return starts and any(word.tag is Tag.FINITE for word in words[to + 1 :])
    said_before = slot.lang is Lang.NL and at > 1 and words[at - 2].tag in (Tag.NOUN, Tag.ADJ)
    if before.lower in known(slot.lang, "half_prepositions"):
        return False  # "ter hoogte van Finisterre"
    bare_copula = before.lower in said.copulas and not (said_before and before.tag is Tag.FINITE)
    if before.is_mark or before.tag in (Tag.AND, Tag.SUB, Tag.PREP, Tag.DET) or bare_copula:
        return False
    # "Hij woont al jaren in Almere": the verb may stand a few words back.
    if (
        slot.type not in (DetailType.CHANNEL, DetailType.EVENT)
        and any(
            word.lower in said.locative
            and not (said_before and word is before and word.lower in said.copulas)
            and not (slot.type is DetailType.TRAIT and word.tag is Tag.PREP)  # "reads from it in a low voice"
            for word in words[max(0, at - _REACH) : at]
        )
    ):
        return False
    asks_for_place = after is not None and after.lower in said.locative
    return not asks_for_place and any(word.tag in VERBAL for word in (*words[:at], *words[to + 1 :])) and at > 1


_REACH = 6
"""Words back within which a verb of being somewhere still asks for its place."""
