"""Someone, something, elsewhere: what can be said for a note because of where it stands. For ``instead``.

A note in the place of whoever was given a letter can only be a person, one behind "with" a thing, one behind "from" a
place. Each says as little as the note did.
"""

from __future__ import annotations

from ..draft import DetailType, Lang
from .function import known, pattern
from .lemmas import lemma
from .lexicon import lexicon
from .phrases import phrases
from .words import NOUNISH, VERBAL, Tag, Word

_PEOPLE = (DetailType.FAMILY, DetailType.OCCUPATION, DetailType.GENDER)
_THINGS = (DetailType.EMPLOYER, DetailType.PLACE, DetailType.TRAIT, DetailType.EDUCATION, DetailType.EVENT)
_NOT_AT = frozenset("in te op bij at on by".split())
"""Prepositions of a place, which may be called by who is there: "bij de bakker"."""
_SOMETHING = frozenset("met op over onder aan tegen voor with on about under for from against into".split())
"""Prepositions behind which anything may stand."""
_ELSEWHERE = {Lang.NL: "een plaats elders", Lang.EN: "a place elsewhere"}
_FROM = frozenset("uit van vanuit naar in from to in".split())
_SHORTEST = 2


def _is_phrase(phrase: tuple[Word, ...]) -> bool:
    """Whether the words are an article or a possessive, adjectives, and a noun."""
    led = len(phrase) >= _SHORTEST and phrase[0].tag is Tag.DET
    return led and phrase[-1].tag is Tag.NOUN and all(word.tag in NOUNISH | {Tag.ADJ} for word in phrase[1:])


def _is_person(noun: Word, lang: Lang) -> bool:
    if any(lexicon(lang).find(type, noun.text, exact=True) for type in _THINGS):
        return False
    if noun.lower.endswith(tuple(part for part in known(lang, "body_parts") if len(part) >= _SHORTEST + 1)):
        return False  # "haar linkeroor"
    known_as = any(lexicon(lang).find(type, noun.text) for type in _PEOPLE)
    by_ending = pattern(lang, "person").search(noun.lower) and not pattern(lang, "non_person").search(noun.lower)
    return known_as or bool(by_ending)


def somebody(phrase: tuple[Word, ...], ahead: tuple[Word, ...], behind: tuple[Word, ...], lang: Lang) -> str | None:
    """Say "someone" for somebody who does something, or to whom it is done; None of what somebody is."""
    negative = known(lang, "negative")
    if not _is_phrase(phrase) or phrase[0].lower in negative or not _is_person(phrase[-1], lang):
        return None
    before, after = ahead[-1] if ahead else None, behind[0] if behind else None
    if after is not None and (after.lower in known(lang, "of") or after.tag in NOUNISH):
        return None  # "the mother of two", "de assistent Piet"
    clause = known(lang, "relatives") | {"wat", "what"}
    opens = before is None or before.is_mark or before.tag is Tag.SUB or before.lower in clause
    acts = opens and after is not None and after.tag in (Tag.FINITE, Tag.PRON)
    copulas = phrases(lang).copulas | known(lang, "as") | known(lang, "calling")
    done = before is not None and before.tag in VERBAL and before.lower not in copulas | known(lang, "have")
    governed = before is not None and before.tag is Tag.PREP and before.lower not in _NOT_AT | known(lang, "as")
    if before is not None and before.text == "," and not acts:
        return None  # an aside
    return phrases(lang).person["indefinite"] if acts or done or governed else None


def acting(phrase: tuple[Word, ...], ahead: tuple[Word, ...], behind: tuple[Word, ...], lang: Lang) -> str | None:
    """Say "iemand werkt" for "haar arts werkt" of which the rest stays; None where the verb tells anything."""
    verb, noun = phrase[-1], phrase[:-1]
    opens = not ahead or ahead[-1].is_mark or ahead[-1].tag is Tag.SUB
    if verb.tag is not Tag.FINITE or not _is_phrase(noun) or not opens or not behind or behind[0].is_mark:
        return None
    plain = known(lang, "plain_verbs") | phrases(lang).copulas
    if not {verb.lower, lemma(verb.lower, lang)} & plain:
        return None
    person = phrases(lang).person["indefinite"] if _is_person(noun[-1], lang) else phrases(lang).anything["thing"]
    return f"{person} {verb.text}"


def behind_saying(phrase: tuple[Word, ...], ahead: tuple[Word, ...], behind: tuple[Word, ...], lang: Lang) -> bool:
    """Whether it is who says what stands before: "“…,” says ⟦a former organ scholar⟧"."""
    inverted = len(ahead) >= _SHORTEST and ahead[-1].lower in known(lang, "telling") and ahead[-2].is_mark
    one = (
        phrase[0].lower in known(lang, "articles") | known(lang, "indefinite") - known(lang, "negative")
        and phrase[-1].tag is Tag.NOUN
    )
    ends = not behind or behind[0].is_mark
    return inverted and one and ends and not any(word.tag in VERBAL for word in phrase)


def is_no_person(phrase: tuple[Word, ...], lang: Lang) -> bool:
    """Whether the noun of a phrase is surely no person, nor several of them, nor a family."""
    until = next((at for at, word in enumerate(phrase) if at and word.tag is Tag.PREP), len(phrase))
    head = phrase[until - 1]
    one = head.lower.removesuffix("s").removesuffix("en") if head.tag is Tag.NOUNS else head.lower
    ending = any(pattern(lang, "person").search(noun) for noun in {one, head.lower})
    thing = pattern(lang, "non_person").search(head.lower)
    collective = head.lower.endswith(tuple(known(lang, "collective"))) or pattern(lang, "body").search(head.lower)
    people = any(lexicon(lang).find(type, head.text) for type in _PEOPLE)
    people = people or bool({one, head.lower} & known(lang, "bare_persons"))
    return not people and not collective and bool(thing or not ending)


def is_there(ahead: tuple[Word, ...], lang: Lang) -> bool:
    """Whether it is told that something is there: "there is […] with her name on it"."""
    there = known(lang, "there") if lang is Lang.NL else {"there"}
    there_is = len(ahead) >= _SHORTEST and ahead[-2].lower in there and ahead[-1].tag is Tag.FINITE
    return there_is or (lang is Lang.NL and len(ahead) >= _SHORTEST and ahead[-1].lower in there)


def is_before_its_verb(ahead: tuple[Word, ...], after: Word | None, lang: Lang) -> bool:
    """Whether it is the object of a Dutch clause that ends in its verb: "terwijl hij […] las"."""
    if lang is not Lang.NL or after is None or after.tag is not Tag.FINITE or len(ahead) < _SHORTEST:
        return False
    opener, subject = ahead[-2:]
    opens = opener.tag is Tag.SUB or opener.lower in known(lang, "relatives")
    who = subject.lower in known(lang, "personal_subjects") - known(lang, "relatives")
    return opens and who and after.lower not in phrases(lang).copulas


def something(phrase: tuple[Word, ...], ahead: tuple[Word, ...], behind: tuple[Word, ...], lang: Lang) -> str | None:
    """Say "something" for a thing that somebody does something with: "sits there with […]"."""
    after = behind[0] if behind else None
    ends = after is None or after.text in ".,;:!?" or after.tag in (Tag.AND, Tag.INF, Tag.PART, Tag.PREP)
    ends = ends or (lang is Lang.NL and after is not None and after.tag is Tag.FINITE)
    ends = ends or (after is not None and after.lower in known(lang, "of"))
    governed = bool(ahead) and ahead[-1].lower in _SOMETHING and ahead[-1].tag is Tag.PREP
    verb = next((word for word in reversed(ahead) if word.tag in VERBAL), None)
    done = verb is not None and verb.lower not in phrases(lang).copulas
    if verb is not None and {verb.lower, lemma(verb.lower, lang)} & _stays(lang):
        return None  # "lives on something", "works for something"
    body = any(word.lower in known(lang, "body_parts") for word in phrase[1:])
    return phrases(lang).anything["thing"] if ends and governed and done and not body else None


def _stays(lang: Lang) -> frozenset[str]:
    """Verbs of living and working somewhere."""
    return known(lang, "dwelling") | known(lang, "working")


def elsewhere(phrase: tuple[Word, ...], ahead: tuple[Word, ...], lang: Lang) -> str | None:
    """Say "a place elsewhere" for a name behind "from" or "in"; None where no name went."""
    governed = bool(ahead) and ahead[-1].tag is Tag.PREP and ahead[-1].lower in _FROM
    named = all(word.text[:1].isupper() for word in phrase) and phrase[0].tag is Tag.NAME
    return _ELSEWHERE[lang] if governed and named else None


__all__ = [
    "acting",
    "behind_saying",
    "elsewhere",
    "is_before_its_verb",
    "is_no_person",
    "is_there",
    "somebody",
    "something",
]
