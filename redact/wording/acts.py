"""What somebody did, where its noun or infinitive went: "did something" for "made ⟦a speech⟧". For ``kinds``.

A speech is no thing that one makes or keeps: "held something" for "hield een toespraak" says what nobody means. What is
true of every act is that somebody did it; the verb goes with its noun.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..draft import DetailType, Lang, Span, Value
from .agree import with_article
from .function import known
from .lemmas import lemma
from .lexicon import lexicon
from .lodged import lodged_verb
from .nouns import inner
from .numbers import ordinal
from .phrases import phrases
from .rung import Rung, gone
from .seams import Piece
from .slot import Shape, Slot
from .told_on import about_somebody
from .verbs import is_plural, is_present
from .words import VERBAL, Tag, Word

_DOES, _DID = ("doe", "doet", "doen"), ("deed", "deed", "deden")
"""For "ik", for one, and for several."""
_DO = {"base": "do", "present": "does", "past": "did", "participle": "done", "gerund": "doing"}
_NEAR = 6
"""Words between a Dutch verb and the noun that it is said with."""


def acts(slot: Slot, _: Value) -> Iterator[Rung]:
    """Ways to say that somebody did something, or when something was, for a note in a sentence that says more."""
    for piece in (_dealt(slot), _came_back(slot), _done(slot), _lodged(slot), _to_do(slot), _occasion(inner(slot))):
        if piece is not None:
            yield gone(piece)


def takes_no_thing(verb: Word, noun: Word, type: DetailType, lang: Lang) -> bool:
    """Whether a verb and its noun are one way to say that somebody did something: "made a speech"."""
    base = lemma(verb.lower, lang) or verb.lower
    if base in known(lang, "said_with_an_act"):
        return True
    document = lexicon(lang).find(DetailType.EVENT, noun.text)
    made = document is not None and any(each.singular in known(lang, "made_things") for each in document.wider.values())
    return type is DetailType.EVENT and base in known(lang, "light_with_an_event") and not made


def _done(slot: Slot) -> Piece | None:
    """Say "deed ze iets" for "hield ze een toespraak", "did something" for "made a speech"."""
    slot = inner(slot)
    if (
        slot.type not in _ACTED
        or slot.shape is not Shape.NOUN
        or slot.determiner is None
        or slot.preposition is not None
    ):
        return None
    start, end = slot.determiner.start, slot.span.end
    after = slot.after
    if slot.lang is Lang.EN:
        verb = slot.outer[-1] if slot.outer else None
        if verb is None or verb.tag not in VERBAL or not takes_no_thing(verb, slot.head, slot.type, slot.lang):
            return None
        return Piece(Span(verb.start, end), f"{_DO[_english(slot, verb)]} something")
    if (
        after is not None
        and after.tag in (Tag.PART, Tag.INF)
        and takes_no_thing(after, slot.head, slot.type, slot.lang)
    ):
        return Piece(Span(start, after.end), "iets gedaan" if after.tag is Tag.PART else "iets doen")
    verb = _dutch_verb(slot)
    if verb is None or not takes_no_thing(verb, slot.head, slot.type, slot.lang):
        return None
    particles = known(slot.lang, "particles")
    if after is not None and after.lower in particles:
        last = len(slot.right) == 1 or slot.right[1].is_mark or slot.right[1].tag is Tag.AND
        end = after.end if last else end
    return Piece(Span(verb.start, end), _did(verb, slot.text[verb.end : start], first=_is_first(slot, verb)))


def _did(verb: Word, between: str, *, first: bool) -> str:
    """The verb of doing in the form of another, with what stood between that and its noun."""
    number = 2 if is_plural(verb) else 0 if first else 1
    said = (_DOES if is_present(verb) else _DID)[number]
    said = said.capitalize() if verb.text[:1].isupper() else said
    return f"{said}{between.rstrip()} iets"


def _is_first(slot: Slot, verb: Word) -> bool:
    near = [word.lower for word in slot.left if abs(word.start - verb.start) < _NEAR]
    return "ik" in near


def _dutch_verb(slot: Slot) -> Word | None:
    """The verb whose noun it is, with no other thing between them."""
    for word in reversed(slot.outer[-_NEAR:]):
        if word.tag is Tag.FINITE:
            return word
        if word.is_mark or word.tag in (Tag.AND, Tag.SUB, Tag.PART, Tag.INF):
            return None
    return None


def _english(slot: Slot, verb: Word) -> str:
    """The form of an English verb: "base", "present", "past", "participle", or "gerund"."""
    before = next((word for word in reversed(slot.left) if word.end <= verb.start and word.tag is not Tag.ADV), None)
    lead = before.lower if before is not None else ""
    if verb.lower.endswith("ing"):
        return "gerund"
    if lead in known(Lang.EN, "have"):
        return "participle"
    if lead == "to" or lead in known(Lang.EN, "helping") or verb.tag is Tag.INF:
        return "base"
    base = lemma(verb.lower, Lang.EN) or verb.lower
    if verb.lower == base:
        return "base"
    return "present" if verb.lower.endswith("s") else "past"


_ACTED = frozenset({DetailType.EVENT, DetailType.TRAIT, DetailType.DATE, DetailType.OCCUPATION})


def _dealt(slot: Slot) -> Piece | None:
    """Say "dealt with someone" where a clause tells on about whom it was: "told ⟦her aunt⟧, whose son is a judge"."""
    verb, last = slot.phrase[0], slot.phrase[-1]
    single = len(slot.phrase) > 1 and last.tag is Tag.NOUN and not any(word.is_mark for word in slot.phrase)
    told = single and verb.tag is Tag.FINITE and slot.type in _ASKED and about_somebody(slot.right, slot.lang)
    if not told or any(word.tag is Tag.FINITE for word in slot.phrase[1:]):
        return None
    if slot.lang is Lang.EN:
        return Piece(slot.span, f"{_DEAL[_english(slot, verb)]} with someone")
    number = 2 if is_plural(verb) else 0 if _is_first(slot, verb) else 1
    subject = f" {slot.phrase[1].text}" if slot.phrase[1].tag is Tag.PRON else ""
    known_subject = not subject or slot.phrase[1].lower in known(slot.lang, "personal_subjects")
    has = (_HAS if is_present(verb) else _HAD)[number]
    return Piece(slot.span, f"{has}{subject} te maken met iemand") if known_subject else None


_DEAL = {"base": "deal", "present": "deals", "past": "dealt", "participle": "dealt", "gerund": "dealing"}
_HAS, _HAD = ("heb", "heeft", "hebben"), ("had", "had", "hadden")


def _came_back(slot: Slot) -> Piece | None:
    """Say "came back" for "came back from treatment": from what goes."""
    back = slot.phrase[1] if len(slot.phrase) > 1 else None
    if slot.type not in _BACK_FROM or slot.phrase[0].tag is not Tag.FINITE or back is None:
        return None
    alone = slot.phrase[0].lower in known(slot.lang, "returned")
    led = slot.phrase[0].lower in known(slot.lang, "came") and back.lower in ("back", "terug")
    from_it = slot.phrase[1 if alone else 2 : 2 if alone else 3]
    if not (alone or led) or not from_it or from_it[0].tag is not Tag.PREP:
        return None
    rest = slot.phrase[2 if alone else 3 :]
    if any(word.tag in VERBAL or word.is_mark for word in rest):
        return None
    return Piece(slot.span, slot.phrase[0].text if alone else f"{slot.phrase[0].text} {back.text}")


_BACK_FROM = frozenset({DetailType.HEALTH, DetailType.EVENT, DetailType.TRIP})


def _lodged(slot: Slot) -> Piece | None:
    """Say "deed iets" for "diende een klacht in bij de raad", of which the note has the "in"."""
    verb = lodged_verb(slot)
    if verb is None:
        return None
    start = slot.determiner.start if slot.determiner is not None else slot.span.start
    after = slot.after
    own = any(word.lower == "in" for word in slot.phrase)
    end = after.end if after is not None and after.lower == "in" and not own else slot.span.end
    return Piece(Span(verb.start, end), _did(verb, slot.text[verb.end : start], first=_is_first(slot, verb)))


def _to_do(slot: Slot) -> Piece | None:
    """Say "moest hij iets doen" for "moest hij handtekeningen zetten", "ordered to do something"."""
    if slot.type not in _ASKED:
        return None
    after = slot.after
    if after is not None and not after.is_mark and after.tag not in (Tag.SUB, Tag.AND, Tag.PREP, Tag.ADV):
        return None
    if slot.lang is Lang.EN:
        denied = any(word.lower in known(slot.lang, "negative") for word in slot.phrase)
        return None if denied else _to_do_english(slot)
    infinitives = [n for n, word in enumerate(slot.phrase) if _may_be_infinitive(word)]
    helped = _helped(slot.left)
    if not infinitives or not infinitives[0] or not helped:
        return None
    if any(word.lower in known(slot.lang, "negative") for word in slot.phrase[: infinitives[0]]):
        return None
    te = slot.phrase[infinitives[0] - 1].lower == "te"
    if te is not (helped == "te") or any(word.tag in (Tag.FINITE, Tag.PART) for word in slot.phrase[: infinitives[0]]):
        return None
    start = slot.determiner.start if slot.determiner is not None else slot.span.start
    return Piece(Span(start, slot.span.end), "iets te doen" if te else "iets doen")


def _may_be_infinitive(word: Word) -> bool:
    return word.tag is Tag.INF or (word.tag is Tag.FINITE and word.lower.endswith("en"))


def _helped(ahead: tuple[Word, ...]) -> str:
    """Whether a verb stands before that asks for an infinitive: "bare", or behind "te"; "" if none does."""
    for word in reversed(ahead[-_BETWEEN:]):
        if word.tag is Tag.FINITE:
            base = lemma(word.lower, Lang.NL) or word.lower
            taking = base in known(Lang.NL, "with_te") or word.lower in known(Lang.NL, "with_te")
            return "bare" if word.lower in known(Lang.NL, "helping") else "te" if taking else ""
        if word.lower == "om":
            return "te"
        if word.is_mark or word.tag in (Tag.AND, Tag.SUB, Tag.PREP, Tag.INF, Tag.PART):
            return ""
    return ""


_BETWEEN = 4
"""Words between a verb of having to and what had to be done: "moest de klerk daar"."""
_ASKED = frozenset({DetailType.EVENT, DetailType.TRAIT, DetailType.OCCUPATION, DetailType.CHANNEL})


def _to_do_english(slot: Slot) -> Piece | None:
    first, *rest = slot.phrase
    at = next((n for n, word in enumerate(slot.phrase) if word.lower == "to"), None)
    told = at == 1 and first.lower in known(Lang.EN, "ordering") and len(rest) > 1 and rest[1].tag in VERBAL
    if told and at is not None:
        return Piece(Span(slot.phrase[at + 1].start, slot.span.end), "do something")
    before = slot.before
    if at == 0 and rest and rest[0].tag in VERBAL and before is not None and before.tag in VERBAL | {Tag.PRON}:
        return Piece(Span(rest[0].start, slot.span.end), "do something")
    if before is not None and before.lower == "to" and first.tag is Tag.INF and len(slot.left) > 1:
        lead = slot.left[-2]
        asked = lead.tag in VERBAL | {Tag.PRON} or lead.lower in known(Lang.EN, "ordering")
        return Piece(slot.span, "do something") if asked else None
    return None


def _occasion(slot: Slot) -> Piece | None:
    """Say "bij een gelegenheid" for "op haar afscheid" at the head of a sentence."""
    preposition = slot.preposition
    if slot.type is not DetailType.EVENT or preposition is None or slot.shape is not Shape.NOUN or slot.modifiers:
        return None
    said = phrases(slot.lang).occasion.get(preposition.lower)
    opens = all(word.is_mark for word in slot.left if word.start < preposition.start)
    goes_on = slot.after is not None and slot.after.lower in known(slot.lang, "of") | known(slot.lang, "relatives")
    if said is None or not opens or goes_on:
        return None
    said = said.capitalize() if preposition.text[:1].isupper() else said
    return Piece(Span(preposition.start, slot.span.end), said)


def with_years(slot: Slot, _: Value) -> Iterator[Rung]:
    """Take out "met haar 29 jaar", which is how old somebody is and no time, where it does not open its sentence."""
    words = (*slot.left, *slot.phrase)
    at = next((n for n, word in enumerate(words) if word.tag is Tag.NUM or word.text.isdigit()), 0)
    years = slot.phrase[-1].lower in known(slot.lang, "years")
    if slot.lang is not Lang.NL or not years or at < _WITH_HIS or words[at].end > slot.phrase[-1].start:
        return
    ahead = words[at - _WITH_HIS : at]
    told = ahead[0].lower == "met" and ahead[1].lower in known(slot.lang, "possessive")
    if told and any(word.tag is Tag.FINITE for word in words[: at - _WITH_HIS]):
        yield gone(Piece(Span(ahead[0].start, slot.span.end), ""))


_WITH_HIS = 2
"""Words of "met zijn"."""


def without_ordinal(slot: Slot, _: Value) -> Iterator[Rung]:
    """Say "een lezing" for "zijn eerste lezing": which of several it was goes; nothing of a day or a year."""
    core, determiner = slot.core, slot.determiner
    ranked = len(core) > 1 and ordinal(core[0].lower, slot.lang) is not None and not slot.modifiers
    head = core[-1]
    plain = determiner is not None and ranked and head.tag is Tag.NOUN and head.text.islower()
    times = known(slot.lang, "units") | known(slot.lang, "bare_times") | known(slot.lang, "calendar")
    timed = head.lower in times | known(slot.lang, "times_of") | known(slot.lang, "never_subjects")
    if determiner is None or not plain or timed or len(core) > _RANKED or slot.plural:
        return
    said = f"een {head.text}" if slot.lang is Lang.NL else with_article(head.text)
    yield gone(Piece(Span(determiner.start, slot.span.end if not slot.tail else head.end), said))


_RANKED = 2
"""Words of "eerste lezing"."""


__all__ = ["acts", "takes_no_thing", "with_years", "without_ordinal"]
