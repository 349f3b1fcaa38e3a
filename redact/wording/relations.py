"""Family as something that somebody has: "in a relationship" for "married", "has a family" for "is a grandmother".

What somebody is to others can be said of nobody without them ("she is a relative"); that they have such others can. Of
a thing that a relative owns, the owner alone is told wider: "his brother's house" is a relative's.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..draft import DetailType, Lang, Level, Span, Value
from .agree import follows_copula
from .at_work import HAS
from .function import known
from .lexicon import lexicon
from .phrases import phrases
from .rung import Rung, gone, wider
from .seams import Piece
from .slot import Slot
from .trim import GENITIVE
from .values import as_class
from .words import NOUNISH, VERBAL, Tag, Word

_BETWEEN = 2
"""Words between "is" and "getrouwd": "is ze sinds kort getrouwd" is left alone, as another detail may stand there."""
_ENGLISH_HAS = {"is": "has", "am": "have", "are": "have", "was": "had", "were": "had"}


def relation_rungs(slot: Slot, value: Value) -> Iterator[Rung]:
    """What somebody is married to, as a relationship; whose a thing is, as a relative's."""
    if expects(slot):
        yield wider(Level.NEAR, Piece(slot.span, f"{slot.phrase[0].text} a child"), as_class(slot.type, value))
    if piece := _together(slot):
        yield wider(Level.BROAD, piece, as_class(slot.type, value))
    if piece := _of_a_relative(slot):
        yield wider(Level.VAGUE, piece, None)


def expects(slot: Slot) -> bool:
    """Whether it says in English that somebody is with child, and more: "expecting twins", "expecting her second"."""
    if slot.lang is Lang.NL or slot.phrase[0].lower != "expecting" or len(slot.phrase) == 1:
        return False
    return slot.before is not None and slot.before.lower in known(slot.lang, "be")


def relation_gone(slot: Slot, _: Value) -> Iterator[Rung]:
    """Make it "has a family" for "is a mother of two": nearly everybody has one."""
    copula, said = slot.outer[-1] if slot.outer else None, phrases(slot.lang).person["family"]
    if copula is not None and copula.lower in known(slot.lang, "have") and _is_family_had(slot):
        start = slot.determiner.start if slot.determiner is not None else slot.span.start
        before = slot.outer[-2] if len(slot.outer) > 1 else None
        told = slot.text[slot.outer[0].start : start].count(said)  # an edit before this one has said it
        if told and before is not None and before.text == ",":
            yield gone(Piece(Span(before.start, slot.span.end), ""))
        yield gone(Piece(Span(start, slot.span.end), said if _founds(slot) else phrases(slot.lang).person["kin"]))
        return
    forms = HAS if slot.lang is Lang.NL else _ENGLISH_HAS
    if copula is None or copula.lower not in forms or copula.tag is not Tag.FINITE or not follows_copula(slot):
        return
    head, young = slot.head, known(slot.lang, "young") - known(slot.lang, "parents")
    kin = _is_kin(slot) and head.lower not in young
    whose = slot.tail[0] if slot.tail else slot.after
    of = whose is not None and whose.lower in known(slot.lang, "of")
    counted = len(slot.tail) > 1 and slot.tail[1].tag in (Tag.NUM, Tag.DET)
    plain = known(slot.lang, "indefinite") | (known(slot.lang, "articles") if of and counted else frozenset())
    owned = slot.determiner is not None and slot.determiner.lower not in plain
    kin = kin and (slot.lang is Lang.NL or head.lower in known(slot.lang, "parents") or head.lower.startswith("grand"))
    if not kin or owned or slot.plural or slot.modifiers or (of and not counted) or not _ends(slot):
        return
    has = forms[copula.lower]
    has = has.capitalize() if copula.text[0].isupper() else has
    yield gone(Piece(Span(copula.start, slot.span.end), f"{has} {said}"))


def _is_family_had(slot: Slot) -> bool:
    """Whether it is of their family whom somebody has, and no more is told of those: "I have two girls."."""
    after, tail = slot.after, slot.tail
    kin = _is_kin(slot)
    told = after is not None and not after.is_mark and after.tag is not Tag.AND
    owned = slot.determiner is not None and slot.determiner.lower not in known(slot.lang, "indefinite")
    denied = slot.determiner is not None and slot.determiner.lower in known(slot.lang, "negative")
    return kin and not (told or tail or owned or denied)


def _founds(slot: Slot) -> bool:
    """Whether they are children: in English only whoever has some, or a partner, "has a family"."""
    found = lexicon(slot.lang).find(DetailType.FAMILY, slot.head.text)
    near = found.wider.get(Level.NEAR) if found is not None else None
    return slot.lang is Lang.NL or (near is not None and near.singular == "child")


def _is_kin(slot: Slot) -> bool:
    """Whether the phrase names a relative: not a partner, a housemate, or a widow."""
    found = lexicon(slot.lang).find(DetailType.FAMILY, slot.head.text)
    return found is not None and any(noun.singular in _KIN for noun in found.wider.values())


_KIN = frozenset({"relative", "familielid"})


def _ends(slot: Slot) -> bool:
    """Whether nothing follows that tells what else somebody is: "moeder van twee en kostwinner"."""
    after, following, third = (*slot.right[:3], None, None, None)[:3]
    if after is None or after.text in ".;:!?)":
        return True
    if after.text == "," and following is not None and following.tag is Tag.AND:
        after, following = following, third
    told = following is not None and following.lower in known(slot.lang, "personal_subjects")
    goes_on = told or (following is not None and following.tag in VERBAL | {Tag.PRON})
    return (after.tag is Tag.AND or after.text == ",") and goes_on


def _together(slot: Slot) -> Piece | None:
    at = next((i for i, word in enumerate(slot.phrase) if word.lower in known(slot.lang, "married")), None)
    if at is None or any(word.tag is Tag.FINITE for word in slot.phrase):
        return None
    words = (*slot.phrase[at + 1 :], *slot.right[:1])
    inside = len(slot.phrase) > at + 1
    linked = bool(words) and words[0].lower == ("to" if slot.lang is Lang.EN else "met")
    if inside and not linked:
        return None
    said, whom = phrases(slot.lang).person["together"], phrases(slot.lang).person["indefinite"]
    end = slot.span.end
    if slot.lang is Lang.NL:
        text = f"{said} met {whom}" if inside else said
        return _had(slot, text)
    before = slot.before
    while before is not None and before.tag is Tag.ADV and before is not slot.left[0]:
        before = slot.left[slot.left.index(before) - 1]
    if before is None or before.lower not in known(slot.lang, "be"):
        return None
    if linked and not inside:
        return Piece(Span(slot.span.start, words[0].end), f"{said} with")
    return Piece(Span(slot.span.start, end), f"{said} with {whom}" if inside else said)


def _had(slot: Slot, text: str) -> Piece | None:
    """The Dutch "heeft een relatie" in place of "is getrouwd", wherever the "is" stands."""
    after = slot.after
    if after is not None and after.lower in HAS and after.tag is Tag.FINITE:
        return Piece(Span(slot.span.start, after.end), f"{text} {HAS[after.lower]}")
    near: tuple[Word, ...] = slot.left[-_BETWEEN - 1 :]
    at = next((i for i in range(len(near) - 1, -1, -1) if near[i].lower in HAS), None)
    if at is None or near[at].tag is not Tag.FINITE or any(word.is_mark for word in near[at:]):
        return None
    has = HAS[near[at].lower]
    has = has.capitalize() if near[at].text[0].isupper() else has
    middle = slot.text[near[at].end : slot.span.start]
    return Piece(Span(near[at].start, slot.span.end), f"{has}{middle}{text}")


def _of_a_relative(slot: Slot) -> Piece | None:
    """The phrase with "a relative's" for "his brother's"; None of a thing that is a person as well."""
    mark = next((i for i, word in enumerate(slot.phrase) if word.lower in GENITIVE), None)
    if slot.lang is Lang.NL or mark is None or mark == 0 or mark + 1 >= len(slot.phrase):
        return None
    owner, owned = slot.phrase[mark - 1], slot.phrase[mark + 1 :]
    kin = lexicon(slot.lang).find(DetailType.FAMILY, owner.text, exact=True)
    persons = (DetailType.FAMILY, DetailType.OCCUPATION, DetailType.GENDER)
    if kin is None or any(word.tag not in NOUNISH | {Tag.ADJ} for word in owned):
        return None
    if any(lexicon(slot.lang).find(type, owned[-1].text) for type in persons):
        return None  # "his sister's boy"
    determiner = slot.determiner
    if determiner is None or determiner.lower not in known(slot.lang, "possessive"):
        return None
    return Piece(Span(determiner.start, slot.phrase[mark].end), "a relative's")


__all__ = ["relation_gone", "relation_rungs"]
