"""A stretch with the words next to it that it cannot do without: the rest of a clause, of a noun, of a number.

Detectors stop in the middle of "his dad, who drove the van": whatever is said instead would leave half a clause behind.
"""

from __future__ import annotations

from ..draft import DIRECT_TYPES, DetailType, Lang
from .clause_ends import without_half_clause
from .function import known, pattern
from .halves import with_other_half
from .lexicon import lexicon
from .numbers import ordinal
from .trim import GENITIVE, PERSONS
from .words import NOUNISH, Tag, Word

_WHOLE_PHRASES = frozenset(
    {
        DetailType.EMPLOYER,
        DetailType.PLACE,
        DetailType.CHANNEL,
        DetailType.OCCUPATION,
        DetailType.EDUCATION,
        DetailType.EVENT,
        DetailType.TRIP,
    }
)


_BY_FAR = frozenset({("met", "afstand"), ("by", "far")})
"""How far somebody is the oldest: half of it would be left of "by far the oldest of the staff"."""


def extended(words: tuple[Word, ...], inside: list[int], type: DetailType, lang: Lang) -> list[int]:
    """The stretch with the word next to it that it cannot do without."""
    inside = with_other_half(words, inside, type, lang)
    first, last = words[inside[0]], words[inside[-1]]
    after = words[inside[-1] + 1] if inside[-1] + 1 < len(words) else None
    before = words[inside[0] - 1] if inside[0] else None
    if type is DetailType.CONTACT and before is not None and before.text in "+@" and before.end == first.start:
        return [inside[0] - 1, *inside]
    named = type in (DetailType.PLACE, DetailType.ORIGIN) and before is not None and before.text.istitle()
    if named and lang is Lang.EN and before is not None and before.lower in known(lang, "kinds_of_place"):
        return [inside[0] - 1, *inside]  # "County" before "Mayo"
    if type is DetailType.GROUP and before is not None and (before.lower, first.lower) in _BY_FAR:
        return [inside[0] - 1, *inside]
    clause = type is DetailType.FAMILY and len(inside) > 1 and words[inside[1]].tag is Tag.FINITE
    if clause and before is not None and before.lower in known(lang, "possessive") and first.tag is Tag.NOUN:
        inside = [inside[0] - 1, *inside]  # "zijn" before "vrouw was erbij"
    ends = inside[-1] + 2 >= len(words) or words[inside[-1] + 2].is_mark
    if after is not None and after.lower in GENITIVE and ends and last.text[:1].isupper() and len(inside) > 1:
        return [*inside, inside[-1] + 1]  # "at Seattle Children's."
    if lang is Lang.EN and type in (DetailType.PLACE, DetailType.ORIGIN) and (state := _state(words, inside)):
        return [*inside, *state]
    if half := _other_half_of_compound(words, inside, type):
        return [*inside, *half]
    if after is None or after.is_mark:
        return inside
    if type is DetailType.GROUP and lang is Lang.EN and first.lower == "only" and before is not None:
        inside = [inside[0] - 1, *inside] if before.lower == "the" else inside
    degree = (
        type in (DetailType.TRAIT, DetailType.ORIGIN) and len(inside) == 1 and first.lower in known(lang, "degrees")
    )
    speaks = any(pattern(lang, "speaks").fullmatch(word.lower) for word in words[max(0, inside[0] - 3) : inside[0]])
    if degree and speaks and after.text[:1].isupper():
        return [*inside, inside[-1] + 1]  # "hardly" before "Danish"
    if _is_body_of(words, inside, type, lang):
        return [*inside, inside[-1] + 1, inside[-1] + 2]
    called = type is DetailType.GROUP and lang is Lang.NL and len(inside) > 1 and words[inside[-2]].tag is Tag.PREP
    if called and last.tag is Tag.NOUN and after.tag is Tag.NAME and after.text[:1].isupper():
        return [*inside, inside[-1] + 1]  # "een van de vrouwen op bureau" before "Westblaak"
    if type is DetailType.GROUP and (whole := _all_of_the_only(words, inside, lang)):
        return whole
    head = words[inside[-1] - 1] if last.lower in GENITIVE and len(inside) > 1 else last
    named = lang is Lang.NL and type is DetailType.ORIGIN and head.text[:1].isupper()
    if named and last.lower.endswith(("'s", "’s")) and after.tag in NOUNISH | {Tag.ADJ}:
        return [*inside, inside[-1] + 1]  # "de Jehova's" before "getuigen"
    if type is DetailType.AGE and len(inside) == 1 and first.tag is Tag.DET and ordinal(after.text, lang) is not None:
        return [*inside, inside[-1] + 1]  # "haar" for "haar elfde"
    described = type is DetailType.TRAIT and lang is Lang.EN and len(inside) == 1 and last.tag is Tag.NOUN
    if described and after.lower in known(lang, "body_parts"):
        return [*inside, inside[-1] + 1]  # "a glass" before "eye": whoever has an eye is nobody
    colour = last.tag is Tag.ADJ or (len(inside) == 2 and first.lower in known(lang, "with"))
    coloured = type is DetailType.TRAIT and lang is Lang.NL and colour and inside[0] > 0
    if coloured and after.lower in known(lang, "body_parts"):
        led = {words[inside[0] - 1].lower, first.lower} & known(lang, "with") or first.tag is Tag.DET
        return [*inside, inside[-1] + 1] if led else inside  # "met ⟦het rode⟧ haar": anybody has hair
    county = after.text in ("County", "Council", "Borough") and lang is Lang.EN and last.tag is Tag.NAME
    if county and type not in DIRECT_TYPES:
        return [*inside, inside[-1] + 1]  # "a deputy in Bibb" before "County"
    if type in _NAMED_PLACES and last.text[:1].isupper() and after.tag is Tag.NAME and after.text[:1].isupper():
        body = any(lexicon(lang).find(each, after.text, exact=True) for each in _NAMED_PLACES)
        if last.text.lower().rstrip(".") in ("st", "sint", "saint", "mount") or (body and lang is Lang.EN):
            owner = [word.tag for word in words[inside[-1] + 2 : inside[-1] + 4] if word.lower not in GENITIVE]
            with_s = words[inside[-1] + 2 : inside[-1] + 3] and words[inside[-1] + 2].lower in GENITIVE
            until = 2 if with_s and not (owner and owner[0] in NOUNISH | {Tag.ADJ}) else 1
            return [
                *inside,
                *range(inside[-1] + 1, inside[-1] + 1 + until),
            ]  # "Fife" before "Council", "St" before "Ninian's"
    if _is_named_by_next(words, inside, type, lang):
        return [*inside, inside[-1] + 1]
    if len(inside) < 2:
        return inside
    named = lang is Lang.EN and type not in DIRECT_TYPES and words[inside[-2]].lower in known(lang, "articles")
    if named and last.text.istitle() and last.tag is Tag.ADJ and after.text[:1].isupper() and after.tag in NOUNISH:
        return [*inside, inside[-1] + 1]  # "an officer in the Royal" before "Navy"
    if type in PERSONS and after.text.isdigit() and last.lower in known(lang, "labels"):
        return [*inside, inside[-1] + 1]  # "moeder van bron" before "3"
    for more in (
        _owned_by_last,
        _rest_of_clause,
        _clause_of_last,
        _clause_of_relative,
        _rest_about_child,
        _particle,
        _auxiliary,
        _final_verb,
    ):
        if (count := more(words, inside, type, lang)) > 0:
            return [*inside, *range(inside[-1] + 1, inside[-1] + 1 + count)]
    inside = without_half_clause(words, _without_half_clause(words, inside, type))
    linked = any(words[i].tag in (Tag.PREP, Tag.AND) for i in inside[1:])
    related = lang is Lang.EN and type is DetailType.FAMILY and linked
    counted = related and words[inside[-1]].tag in (Tag.NUM, Tag.NOUN, Tag.ADJ)
    if counted and lexicon(lang).find(DetailType.TRAIT, after.text, exact=True):
        return [*inside, inside[-1] + 1]  # "her girlfriend and two rescue" before "greyhounds", taken for a verb
    if related and last.tag in (Tag.NOUN, Tag.ADJ) and after.tag in (Tag.NOUN, Tag.NOUNS):
        return [*inside, inside[-1] + 1]  # "daughter of a former county" before "judge"
    measured = type not in DIRECT_TYPES | {DetailType.AGE, DetailType.DATE} and after.lower in known(lang, "measures")
    if measured and last.text[:1].isdigit():
        return [*inside, inside[-1] + 1]  # "een aanstelling voor 0,8 fte"
    governed = first.tag in (Tag.PREP, Tag.DET) and last.tag in (Tag.NOUN, Tag.ADJ)
    governed = governed or (first.tag is Tag.PART and last.tag is Tag.NOUN and linked)  # "cooked in the same school"
    if lang is Lang.EN and type in _WHOLE_PHRASES and governed and after.tag in (Tag.NOUN, Tag.NOUNS):
        return [*inside, inside[-1] + 1]  # "on the delivery" before "suite"
    done = first.tag is Tag.FINITE and linked and last.tag is Tag.NOUN and words[inside[-1] - 1].tag is Tag.DET
    if lang is Lang.EN and type is DetailType.TRAIT and done:
        end = inside[-1] + 1
        while end < len(words) and words[end].tag in (Tag.NOUN, Tag.NOUNS):
            end += 1
        return [*inside, *range(inside[-1] + 1, end)]  # "sings in the county" before "youth choir"
    return inside


def _other_half_of_compound(words: tuple[Word, ...], inside: list[int], type: DetailType) -> list[int]:
    """What shares its end with the last word: "hout" before "- en meubeltechniek"."""
    at = inside[-1] + 1
    hyphen, link, noun = (*words[at : at + 3], None, None, None)[:3]
    if type in DIRECT_TYPES or hyphen is None or link is None or noun is None:
        return []
    cut = hyphen.text == "-" and hyphen.start == words[inside[-1]].end and hyphen.end < link.start
    return [at, at + 1, at + 2] if cut and link.tag is Tag.AND and noun.tag in NOUNISH else []


def _is_body_of(words: tuple[Word, ...], inside: list[int], type: DetailType, lang: Lang) -> bool:
    """Whether the name of a body is cut in two: "the board" before "of governors", "de raad" before "van toezicht"."""
    of, noun = (*words[inside[-1] + 1 : inside[-1] + 3], None, None)[:2]
    whole = of is not None and noun is not None and of.lower in known(lang, "of") and noun.tag in NOUNISH
    cut = whole and words[inside[-1]].lower in known(lang, "bodies")
    return cut and type not in DIRECT_TYPES and noun is not None and noun.text.islower()


def _final_verb(words: tuple[Word, ...], inside: list[int], type: DetailType, lang: Lang) -> int:
    """1 where the verb of a Dutch clause follows that has no other: "die ⟦vroeger bij de marine⟧ zat"."""
    at = inside[-1] + 1
    opener = words[inside[0] - 1] if inside[0] else None
    opened = opener is not None and opener.tag is Tag.PRON and opener.lower in known(lang, "relative_pronouns")
    ends = at + 1 >= len(words) or words[at + 1].is_mark or words[at + 1].tag is Tag.AND
    bare = not any(words[i].tag in (Tag.FINITE, Tag.PRON) or words[i].is_mark for i in inside)
    governed = any(words[i].tag is Tag.PREP for i in inside)
    works = type in (DetailType.OCCUPATION, DetailType.EMPLOYER) and lang is Lang.NL
    return int(bool(works and opened and ends and bare and governed and words[at].tag is Tag.FINITE))


def _state(words: tuple[Word, ...], inside: list[int]) -> list[int]:
    """The shortened state behind a town, with its marks: "Portland" before ", Ore.,"."""
    at = inside[-1] + 1
    comma, state, point, *rest = (*words[at : at + 4], None, None, None)
    if comma is None or state is None or point is None or (comma.text, point.text) != (",", "."):
        return []
    short = state.tag is Tag.NAME and state.text[:1].isupper() and len(state.text) <= _LONGEST_STATE
    goes_on = rest[0] is not None and (rest[0].text == "," or rest[0].text[:1].islower())
    return [at, at + 1, at + 2] if short and goes_on and words[inside[-1]].tag is Tag.NAME else []


_LONGEST_STATE = 5
"""Letters of "Calif"."""


def _all_of_the_only(words: tuple[Word, ...], inside: list[int], lang: Lang) -> list[int]:
    """The stretch with its article and the clause about it: "de ⟦enige⟧ die nee zei"; [] where it has more."""
    at = inside[0]
    alone = len(inside) == 1 and lang is Lang.NL and words[at].lower in ("enige", "enigste") and at > 0
    if not alone or words[at - 1].tag is not Tag.DET or words[at + 1].lower not in ("die", "dat"):
        return []
    end = next((i for i in range(at + 1, len(words)) if words[i].is_mark), len(words))
    clause = words[at + 1 : end]
    short = len(clause) <= _LONGEST_CLAUSE and sum(map(_is_finite, clause)) == 1 and _is_finite(clause[-1])
    return list(range(at - 1, end)) if short else []


def _is_named_by_next(words: tuple[Word, ...], inside: list[int], type: DetailType, lang: Lang) -> bool:
    """Whether the name after a Dutch institution is a part of its name: "de Hogeschool" before "Utrecht"."""
    last, after = words[inside[-1]], words[inside[-1] + 1]
    institution = lang is Lang.NL and type in _INSTITUTIONS and last.text[:1].isupper() and inside[-1] > 0
    institution = institution and words[inside[-1] - 1].tag in (Tag.DET, Tag.PREP, Tag.ADJ)
    name = after.tag in NOUNISH and after.text[:1].isupper() and after.start == last.end + 1
    return institution and name and lexicon(lang).find(type, last.text, exact=True) is not None


_NAMED_PLACES = frozenset({DetailType.PLACE, DetailType.ORIGIN, DetailType.EDUCATION, DetailType.EMPLOYER})
_INSTITUTIONS = frozenset({DetailType.EMPLOYER, DetailType.EDUCATION})


def _owned_by_last(words: tuple[Word, ...], inside: list[int], type: DetailType, lang: Lang) -> int:
    """How many words are what the last one owns, which is not the head: "two kids, one with Down" and "'s syndrome"."""
    at = inside[-1] + 1
    apart = any(words[i].tag is Tag.PREP or words[i].text == "," for i in inside[1:-1])
    genitive = words[at].lower in GENITIVE and words[at].start == words[inside[-1]].end
    if lang is not Lang.EN or type not in PERSONS or not apart or not genitive:
        return 0
    owned = at + 1
    while owned < len(words) and words[owned].tag in _OWNED:
        owned += 1
    return owned - inside[-1] - 1 if owned > at + 1 else 0


_OWNED = NOUNISH | {Tag.ADJ, Tag.NUM}
_WHO = frozenset({"who", "whom", "which", "that", "die", "dat"})
_TOLD_ABOUT = PERSONS | {DetailType.GROUP, DetailType.TRAIT, DetailType.CHANNEL}
"""Types whose nouns such a clause tells about, and which lose it when another noun stands there."""
_LONGEST_CLAUSE = 10
"""Words of a clause that are taken along; what is longer holds more than the person's own detail."""


def _rest_of_clause(words: tuple[Word, ...], inside: list[int], type: DetailType, lang: Lang) -> int:
    """How many words a clause about the person goes on, up to the mark that ends it: "his dad, who drove" the van.

    0 where its end is in doubt, or where it names somebody: their name may be one that stays.
    """
    # "Die rechten studeert" is taken for "those rights".
    only = known(lang, "only") if type is DetailType.GROUP else frozenset[str]()
    opens = (
        i
        for i in inside[1:]
        if words[i].tag is not Tag.DET or words[i - 1].text == "," or words[i - 1].lower in only  # "de eerste die"
    )
    opened = next((i for i in opens if words[i].lower in _WHO), None)
    told = NOUNISH | {Tag.NUM, Tag.MARK} | ({Tag.ADJ, Tag.PRON} if type is DetailType.GROUP else set())
    if type not in _TOLD_ABOUT or opened is None or words[opened - 1].tag not in told:
        return 0
    start = inside[-1] + 1
    end = next((i for i in range(start, len(words)) if words[i].is_mark), len(words))
    clause = words[opened:end]
    if end - start > _LONGEST_CLAUSE or (end < len(words) and words[end].text not in ",.;:!?)"):
        return 0
    verbs = sum(word.tag is Tag.FINITE for word in clause)
    joined = next((i for i in range(start, end) if words[i].tag is Tag.AND), end)
    several = not any(word.tag is Tag.PRON for word in words[joined:end])  # "en een kamer heeft"
    several = several and (
        lang is Lang.NL or (joined == start and any(map(_is_finite, words[joined + 1 : joined + 2])))
    )  # "and was killed"
    if verbs > 1 + several or any(map(_is_somebody, words[opened - 1 :], clause)):
        return 0
    closed = end < len(words) and words[end].text == "," and any(words[i].text == "," for i in inside if i < opened)
    apart = words[opened - 1].text == "," or (inside[0] > 0 and words[inside[0] - 1].text == ",")
    apart = apart or closed  # "her grandfather, ⟦a driver who had raised⟧ her, came"
    wanting = not any(map(_is_finite, words[opened:start]))  # "my niece, ⟦who as a student⟧ saw it": it has no verb yet
    main = any(map(_is_finite, words[: inside[0]])) or (wanting and lang is Lang.NL)
    if apart and not (end < len(words) and words[end].text == ",") and not main:
        return 0
    if lang is Lang.EN and not apart and not any(map(_is_finite, words[: inside[0]])):
        return 0  # "the nurse who worked with him said so": the verb of the sentence may be in it
    if words[opened].lower == "dat" and words[opened - 1].text == ",":
        return 0  # "hij is kok, dat scheelt": a sentence of its own
    closes = lang is Lang.NL and end + 1 < len(words) and words[end].text == "," and words[opened - 1].text != ","
    # "De derde, ⟦moeder van een meisje dat danst⟧, is": the comma closes the aside, and not the clause.
    closes = closes and not any(word.text == "," for word in words[max(0, inside[0] - 2) : inside[0]])
    return end - start + int(closes and words[end + 1].tag is Tag.FINITE)


_WHERE = frozenset({"where", "which", "that", "waar", "waarin", "waarop", "die", "dat"})
_WITH_PLACES = _WHOLE_PHRASES - PERSONS


def _clause_of_last(words: tuple[Word, ...], inside: list[int], type: DetailType, lang: Lang) -> int:
    """How many words a clause about the last noun goes on, which is not the head: "an inn near the town" and "where".

    What stands for the inn alone would be where she taught, without the town. 0 where the clause may tell of others.
    """
    start, last = inside[-1] + 1, words[inside[-1]]
    nested = any(words[i].tag is Tag.PREP or words[i].text == "," for i in inside[1:-1])
    opens = words[start].lower in _WHERE and words[start].tag is not Tag.SUB
    if type not in _WITH_PLACES or not nested or not opens or last.tag not in NOUNISH:
        return 0
    end = next((i for i in range(start, len(words)) if words[i].is_mark or words[i].tag is Tag.AND), len(words))
    clause = words[start:end]
    whom = sum(word.tag is Tag.PRON and i > 0 for i, word in enumerate(clause))
    alone = sum(map(_is_finite, clause)) == 1 and whom <= 1 and end - start <= _LONGEST_CLAUSE
    named = any(map(_is_somebody, words[inside[-1] : end], clause))
    return end - start if alone and not named and (end == len(words) or words[end].text in ",.;:!?)") else 0


def _clause_of_relative(words: tuple[Word, ...], inside: list[int], type: DetailType, lang: Lang) -> int:
    """How many words a clause goes on about somebody who is not the head: "parent of a boy with asthma" and "who".

    "Someone who was sent home" for the parent would say of them what is true of the boy.
    """
    start = inside[-1] + 1
    of = next((i for i in inside[1:] if words[i].lower in known(lang, "of") | known(lang, "with")), None)
    who = words[start].lower in _WHO and words[start].tag is not Tag.SUB
    led = words[start].lower in known(lang, "with") and start + 1 < len(words)
    if type is not DetailType.FAMILY or of is None or not (who or led) or words[inside[-1]].tag not in NOUNISH:
        return 0
    kin = lexicon(lang)
    if not any(words[i].lower in known(lang, "young") or kin.find(type, words[i].text) for i in inside if i > of):
        return 0
    if led:  # "mother of a girl" before "with asthma"
        return 2 if words[start + 1].tag in (Tag.NOUN, Tag.NOUNS) and words[inside[-1]].tag is Tag.NOUN else 0
    end = next((i for i in range(start, len(words)) if words[i].is_mark), len(words))
    clause = words[start:end]
    verbs = sum(map(_is_finite, clause))
    short = end - start <= _LONGEST_CLAUSE + 2 and verbs == 1 and not any(word.tag is Tag.AND for word in clause)
    named = any(map(_is_somebody, words[inside[-1] : end], clause))
    ends = end == len(words) or words[end].text in ",.;:!?)"
    return end - start if short and ends and not named and any(map(_is_finite, words[: inside[0]])) else 0


def _rest_about_child(words: tuple[Word, ...], inside: list[int], type: DetailType, lang: Lang) -> int:
    """How many words an aside goes on about the child of whom it is told: "the mother of a girl who ran" before "here".

    "The person who ran here" would say of the mother what is true of the girl.
    """
    of = next((i for i in inside[1:] if words[i].lower in known(lang, "of")), None)
    who = next((i for i in inside[1:] if of is not None and i > of and words[i].lower in _WHO), None)
    if type is not DetailType.FAMILY or who is None or words[who - 1].lower not in known(lang, "young"):
        return 0
    opened = any(word.text == "," for word in words[max(0, inside[0] - 2) : inside[0]])
    end = next((i for i in range(inside[-1] + 1, len(words)) if words[i].is_mark), len(words))
    closed = end < len(words) and words[end].text == "," and end - inside[-1] <= _LONGEST_CLAUSE
    return end - inside[-1] - 1 if opened and closed and sum(map(_is_finite, words[who:end])) == 1 else 0


def _without_half_clause(words: tuple[Word, ...], inside: list[int], type: DetailType) -> list[int]:
    """The person alone where the stretch ends in a clause's first verb: "nurse who drove" the van and said so."""
    *ahead, who, verb = inside
    half = ahead and words[who].lower in _WHO and words[verb].tag is Tag.FINITE and words[ahead[-1]].tag in NOUNISH
    return ahead if half and type in PERSONS else inside


def _is_somebody(before: Word, word: Word) -> bool:
    """Whether a word may be a person's name: one that no article or preposition of place leads."""
    return word.tag in NOUNISH and word.text[:1].isupper() and before.tag not in (Tag.DET, Tag.PREP, Tag.NAME, Tag.NUM)


def _is_finite(word: Word) -> bool:
    return word.tag is Tag.FINITE


def _auxiliary(words: tuple[Word, ...], inside: list[int], type: DetailType, lang: Lang) -> int:
    """1 where the "werd" of a Dutch clause follows that is all in the stretch: "dat ⟦mijn jongste gedoopt⟧ werd"."""
    at, opener = inside[-1] + 1, words[inside[0] - 1] if inside[0] else None
    helping = known(lang, "passive") | known(lang, "have") | known(lang, "being")
    clause = opener is not None and opener.tag is not Tag.DET and words[inside[0]].tag is Tag.DET
    clause = clause and opener is not None and (opener.tag is Tag.SUB or opener.lower in known(lang, "opens_clause"))
    ends = at + 1 >= len(words) or words[at + 1].is_mark or words[at + 1].tag is Tag.AND
    done = words[inside[-1]].tag is Tag.PART and words[at].lower in helping and type is DetailType.FAMILY
    return int(lang is Lang.NL and clause and ends and done)


def _particle(words: tuple[Word, ...], inside: list[int], type: DetailType, lang: Lang) -> int:
    """1 where the last word of a Dutch clause follows that belongs to its verb: "zijn vader zat er al" before "bij"."""
    at = inside[-1] + 1
    verbal = any(words[i].tag is Tag.FINITE for i in inside)
    ends = at + 1 >= len(words) or words[at + 1].is_mark or words[at + 1].tag is Tag.AND
    return int(lang is Lang.NL and verbal and ends and words[at].lower in known(lang, "particles"))
