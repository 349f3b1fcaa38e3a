"""What somebody is by trade, told as no more than that they work: "she is a nurse" becomes "she is working".

"Zij is nu medewerker in Goes" and "she is a worker in York now" are nobody's way to speak. Where a form of "to be"
tells what a person is, and it is told where or when, "heeft nu werk" and "is working" say the same and read well.
"""

from __future__ import annotations

from itertools import takewhile

from ..draft import DetailType, Lang, Span
from .agree import follows_copula
from .function import known
from .gazetteer import find_place
from .lexicon import Noun
from .phrases import phrases
from .seams import Piece
from .slot import Shape, Slot
from .trim import GENITIVE
from .words import Tag, Word

_REACH = 5
"""Words between "is" and the trade: "is in het dagelijks leven loodgieter"."""
HAS = {"is": "heeft", "ben": "heb", "bent": "hebt", "was": "had", "zijn": "hebben", "waren": "hadden"}
_ANYBODY = {Lang.NL: "medewerker", Lang.EN: "worker"}


def at_work(slot: Slot, noun: Noun) -> Piece | None:
    """Make it "is working" for "is a worker", "heeft werk" for "is medewerker"; None where that is no sentence."""
    own = slot.type is DetailType.OCCUPATION and slot.shape is Shape.NOUN and not slot.tail
    anybody = noun.singular == _ANYBODY[slot.lang]
    anybody = anybody or (slot.lang is Lang.NL and noun.singular in known(slot.lang, "anybody"))
    if not own or not anybody or slot.plural or slot.modifiers:
        return None
    if len(slot.core) > 1 and (slot.lang is Lang.NL or any(word.text[0].isupper() for word in slot.core)):
        return None
    return _dutch(slot) if slot.lang is Lang.NL else _english(slot)


def acquaintance(slot: Slot, noun: Noun) -> Piece | None:
    """Make it "someone who knew Kessler" for "Kessler's training officer", who is no "Kessler's worker"."""
    outer, determiner = slot.outer, slot.determiner
    owned = determiner is not None and determiner.lower in GENITIVE and not slot.opener and not slot.modifiers
    work = slot.type is DetailType.OCCUPATION and noun.singular == _ANYBODY[Lang.EN] and not slot.plural
    if slot.lang is not Lang.EN or not owned or not work or slot.tail or not outer or outer[-1].tag is not Tag.NAME:
        return None
    first = len(outer) - 1
    while first and outer[first - 1].tag is Tag.NAME:
        first -= 1
    return Piece(
        Span(outer[first].start, slot.span.end),
        f"someone who knew {Span(outer[first].start, outer[-1].end).of(slot.text)}",
    )


def for_whom(slot: Slot, noun: Noun, piece: Piece) -> Piece:
    """Make it "a worker for the mayor" for "an assistant to the mayor"."""
    after = slot.after
    to = after is not None and after.lower == "to" and noun.singular == _ANYBODY[Lang.EN] and bool(piece.text)
    if after is None or not to or slot.lang is not Lang.EN or piece.span.end != slot.span.end:
        return piece
    return Piece(Span(piece.span.start, after.end), f"{piece.text} for")


def involved(slot: Slot, called: str) -> Piece | None:
    """Make it "is involved with the club" for "is treasurer of the club"; None where nothing says with what."""
    held = called.replace(" ", "_") in known(slot.lang, "involving") and slot.type is DetailType.OCCUPATION
    after, following = (*slot.right[:2], None, None)[:2]
    if piece := _among(slot, called):
        return piece
    if not held or slot.plural or slot.modifiers or slot.tail or after is None or following is None:
        return None
    if slot.lang is Lang.NL and after.lower in HAS and following.lower in known(slot.lang, "involved_in"):
        relative = slot.determiner is not None and slot.determiner.lower in known(slot.lang, "relative_pronouns")
        first = slot.phrase[0] if relative else slot.determiner or slot.phrase[0]
        done, link = phrases(slot.lang).person["involved"].split()
        return Piece(Span(first.start, following.end), f"{done} {after.text} {link}")  # "waar ze diaken is in de kerk"
    settled = known(slot.lang, "kinds_of_place")
    if after.lower in ("in", "at") and any(word.lower in settled for word in slot.right[1:4]):
        return None  # "is priest in a village": nobody is involved with that
    if following.tag is Tag.NAME and find_place(following.text, slot.lang, {}) is not None:
        return None  # "a vicar in Durham"
    linked = after.lower in known(slot.lang, "involved_in") and following.tag in _OF_SOMETHING
    if not linked or not (follows_copula(slot) or _is_inverted(slot)):
        return None
    start = slot.determiner.start if slot.determiner is not None else slot.span.start
    return Piece(Span(start, after.end), phrases(slot.lang).person["involved"])


def _among(slot: Slot, called: str) -> Piece | None:
    """Make it "was betrokken bij een geloofsgemeenschap" for "was misdienaar", where nothing tells of which."""
    who, link, whose = (*called.split(" ", 2), "", "", "")[:3]
    told = follows_copula(slot) or _is_inverted(slot)
    if slot.lang is not Lang.NL or (who, link) != ("betrokkene", "uit") or slot.plural or slot.tail or slot.modifiers:
        return None
    after, following = (*slot.right[:2], None, None)[:2]
    linked = after is not None and after.lower in known(slot.lang, "involved_in") and following is not None
    linked = linked and following is not None and following.tag in _OF_SOMETHING
    settled = after is not None and after.lower == "in" and any(w.lower in _SETTLED for w in slot.right[1:4])
    linked = linked and not settled  # "is diaken in een kerkelijke gemeente"
    if not told or linked or (after is not None and after.lower in HAS):
        return None
    start = slot.determiner.start if slot.determiner is not None else slot.span.start
    return Piece(Span(start, slot.span.end), f"{phrases(slot.lang).person['involved']} {whose}")


_SETTLED = frozenset({"gemeente", "stad", "dorp", "plaats", "wijk"})
_OF_SOMETHING = frozenset({Tag.DET, Tag.NAME, Tag.NOUN, Tag.ADJ})


def _is_inverted(slot: Slot) -> bool:
    """Whether a Dutch subject stands between the "is" and what it is: "en is ze diaken"."""
    near = slot.outer[-2:]
    return len(near) == 2 and near[1].tag is Tag.PRON and near[0].lower in HAS and slot.lang is Lang.NL


def _dutch(slot: Slot) -> Piece | None:
    after, following = (*slot.right[:2], None, None)[:2]
    if after is not None and after.lower in HAS and slot.determiner is None and _ends(following):
        if not any(word.tag is Tag.FINITE for word in _clause(slot.left)) and _is_told(slot.left[-_REACH:], slot):
            return Piece(Span(slot.span.start, after.end), f"werk {_cased(after)}")  # "die verpleegkundige is"
        return None
    ahead = _clause(slot.outer)[-_REACH - 1 :]
    if not _goes_on(slot, ahead) or _is_more(slot):
        return None
    at = next((i for i in range(len(ahead) - 1, -1, -1) if ahead[i].lower in HAS), None)
    if at is None or ahead[at].tag is not Tag.FINITE or not _is_told(ahead[max(0, at - 1) : at + 2], slot):
        return None
    between = ahead[at + 1 :]
    if any(word.tag in (Tag.FINITE, Tag.PART, Tag.INF) or word.lower in known(slot.lang, "as") for word in between):
        return None
    if any(word.tag is Tag.AND for word in between):
        return None  # "is ze 26 en kok": the age takes its "is"
    if slot.determiner is not None and slot.determiner.lower not in known(slot.lang, "indefinite"):
        return None
    first = slot.determiner or slot.phrase[0]
    middle = slot.text[ahead[at].end : first.start]
    return Piece(Span(ahead[at].start, slot.span.end), f"{_cased(ahead[at])}{middle}werk")


def _english(slot: Slot) -> Piece | None:
    outer, determiner = slot.outer, slot.determiner
    if determiner is None or determiner.lower not in known(slot.lang, "indefinite") - {"no"}:
        return None
    at = len(outer) - 1
    while at > 0 and outer[at].tag is Tag.ADV and outer[at].lower not in phrases(slot.lang).copulas:
        at -= 1
    told = at >= 0 and outer[at].lower in known(slot.lang, "be") and _is_told(outer[max(0, at - 2) : at + 1], slot)
    if not told or not _goes_on(slot, outer[at + 1 :]):
        return None
    return Piece(Span(determiner.start, slot.span.end), "working")


def _is_told(near: tuple[Word, ...], slot: Slot) -> bool:
    """Whether it is said of "she" or "he", or goes on from what was said of them: "en was eerder", "and is now"."""
    subjects = known(slot.lang, "personal_subjects")
    return any(word.lower.split("'")[0] in subjects or word.tag is Tag.AND for word in near)


def _goes_on(slot: Slot, ahead: tuple[Word, ...]) -> bool:
    """Whether it is told where or when, and nothing follows that tells what else somebody is: "kok en vader"."""
    after, following = (*slot.right[:2], None, None)[:2]
    if after is not None and after.lower in known(slot.lang, "work_at"):
        return True
    if not any(word.lower in known(slot.lang, "work_when") for word in (*ahead, *slot.right[:2])):
        return False
    if after is None or after.tag is Tag.ADV or after.lower in known(slot.lang, "work_when"):
        return True
    clause = following is not None and (
        following.tag in (Tag.FINITE, Tag.PRON) or following.lower in known(slot.lang, "personal_subjects")
    )
    relative = following is not None and following.lower in known(slot.lang, "relatives")
    return after.text in _CLOSES or ((after.tag is Tag.AND or after.text == ",") and clause and not relative)


def _is_more(slot: Slot) -> bool:
    """Whether the "is" also tells what else somebody is: "is kok in Goes en 31", "was agent in Urk en ziek"."""
    clause = tuple(takewhile(lambda word: word.text not in _CLOSES, slot.right))
    at = next((n for n, word in enumerate(clause) if word.tag is Tag.AND), None)
    rest = clause[at + 1 :] if at is not None else ()
    verbed = any(word.tag is Tag.FINITE for word in rest)
    return bool(rest) and not verbed and rest[0].tag in (Tag.NUM, Tag.ADJ, Tag.PART, Tag.ADV, Tag.NOUN)


_CLOSES = frozenset('.;:!?)”"')


def _ends(word: Word | None) -> bool:
    return word is None or word.is_mark or word.tag is Tag.AND


def _clause(words: tuple[Word, ...]) -> tuple[Word, ...]:
    """The words since the last mark."""
    at = next((i for i in range(len(words) - 1, -1, -1) if words[i].is_mark), -1)
    return words[at + 1 :]


def _cased(copula: Word) -> str:
    has = HAS[copula.lower]
    return has.capitalize() if copula.text[0].isupper() else has
