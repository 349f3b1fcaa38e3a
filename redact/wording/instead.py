"""Words for a note that had to stay: "kept something" for "kept [detail withheld]", "someone says" for "[…] says".

A note says that something was left out; where what was left out can only be a thing that something was done with, or
somebody who says something, "something" and "someone" are as true and read better. Called for what is left when all
edits are made, as a clause that tells nothing but "something" would not go any more.
"""

from __future__ import annotations

import re

from ..draft import DetailType, Edit, Lang
from ..segment import segment_near
from .acts import takes_no_thing
from .anybody import acting, behind_saying, elsewhere, is_before_its_verb, is_no_person, is_there, somebody, something
from .function import known, pattern
from .lemmas import lemma
from .lexicon import lexicon
from .phrases import is_placeholder, phrases
from .told_on import where_clause
from .trim import GENITIVE
from .verbs import is_present
from .words import NOUNISH, VERBAL, Tag, Word, words_of

_THINGS = frozenset({DetailType.TRAIT, DetailType.EDUCATION, DetailType.HEALTH})
_TAKEN_FOR = frozenset(
    {DetailType.OCCUPATION, DetailType.EMPLOYER, DetailType.EVENT, DetailType.FAMILY, DetailType.CHANNEL}
)
"""Types whose words may be a thing all the same: "the oven" of who works at one."""
_PERSONS = (DetailType.OCCUPATION, DetailType.FAMILY, DetailType.GENDER)
_NOT_IN_IT = VERBAL | {Tag.PRON, Tag.SUB}
_TOLD = frozenset({"tell", "tells", "told", "telling"})
"""Verbs behind which somebody stands."""
_OF_US = re.compile(r"(?:De|The) \w+(?:st|ste|nd|rd|de) (?P<of>(?:van|of) (?:ons|hen|jullie|us|them|you))")
"""Which of several somebody is, at the head of a sentence."""
_OTHERS = {
    Lang.NL: re.compile(r"(?P<lead>(?:[Dd]e|[Gg]een) )?(?:andere|overige) [a-z]+(?:en|s)"),
    Lang.EN: re.compile(r"(?P<lead>(?:[Tt]he|[Nn]o) )?other [a-z]+s"),
}
"""Others of a kind, of whom no more is said than that."""
_ANOTHER = {
    Lang.NL: re.compile(r"(?P<which>[Dd]e andere?|[Ee]en andere?) [a-z-]+[^n\W]"),
    Lang.EN: re.compile(r"(?P<which>[Tt]he other|[Aa]nother) [a-z-]+[^s\W]"),
}
_ONE_MORE = {
    Lang.NL: {
        "de andere": "de ander",
        "de ander": "de ander",
        "een andere": "iemand anders",
        "een ander": "iemand anders",
    },
    Lang.EN: {"the other": "the other one", "another": "someone else"},
}
"""One more of a kind: who that is, and no more."""
_ONE_OF_SEVERAL = {Lang.NL: "een van meerderen", Lang.EN: "one of several"}
_GOES_ON = frozenset({Tag.AND, Tag.PREP, Tag.INF, Tag.PART, Tag.SUB})


def instead(text: str, lang: Lang, edit: Edit) -> str | None:
    """What to say for the placeholder of ``edit``, in brackets in a quotation; None where the placeholder is best."""
    said = _instead(text, lang, edit)
    quoted = said is not None and any(quote.overlaps(edit.span) for quote in segment_near(text, edit.span).quotes)
    return f"[{said}]" if quoted else said


def _instead(text: str, lang: Lang, edit: Edit) -> str | None:
    if not is_placeholder(lang, edit.replacement):
        return None
    sentence = segment_near(text, edit.span).sentence_at(edit.span.start)
    if sentence is None or not sentence.contains(edit.span):
        return None
    words = words_of(text, sentence, lang)
    inside = [at for at, word in enumerate(words) if edit.span.contains(word.span)]
    if not inside or words[inside[0]].start != edit.span.start or words[inside[-1]].end != edit.span.end:
        return None
    phrase, ahead, behind = words[inside[0] : inside[-1] + 1], words[: inside[0]], words[inside[-1] + 1 :]
    clause = ahead[1 + max((at for at, word in enumerate(ahead) if word.is_mark), default=-1) :][-_NEAR:]
    if any(
        (w.tag is Tag.ADV and w.lower in known(lang, "negative")) or w.lower.endswith(("n't", "n’t")) for w in clause
    ):
        return None  # "has never felt ⟦the lack of a husband⟧" is not "never felt something"
    if edit.reason is DetailType.TRAIT and lang is Lang.EN and ahead and ahead[-1].lower in GENITIVE:
        return "belongings" if all(word.tag in NOUNISH | {Tag.ADJ} for word in phrase) else None
    if edit.reason is DetailType.GROUP and (of := _OF_US.fullmatch(edit.span.of(text))):
        return of.expand(r"Een \g<of>" if lang is Lang.NL else r"One \g<of>") if not ahead else None
    if edit.reason is DetailType.GROUP and (other := _OTHERS[lang].fullmatch(edit.span.of(text))):
        return f"{other['lead'] or ''}{'anderen' if lang is Lang.NL else 'others'}"
    if edit.reason is DetailType.GROUP and pattern(lang, "one_of").match(edit.span.of(text).lower()):
        said_of = bool(ahead) and ahead[-1].lower in phrases(lang).copulas
        ends = not behind or behind[0].text in ".,;:!?"
        return _ONE_OF_SEVERAL[lang] if said_of and ends else None
    if edit.reason in _PERSONS and (other := _ANOTHER[lang].fullmatch(edit.span.of(text))):
        one = _ONE_MORE[lang][other["which"].lower()]
        return one[0].upper() + one[1:] if other["which"][0].isupper() else one
    told_on = lang is Lang.NL and len(behind) > 1 and behind[0].text == "," and behind[1].lower in ("die", "dat")
    told_on = told_on or where_clause(behind, lang)
    if behind_saying(phrase, ahead, behind, lang):
        return phrases(lang).person["indefinite"]
    if edit.reason in _THINGS | _TAKEN_FOR and not told_on and _is_thing(phrase, lang):  # "op iets, die kapot ging"
        told = bool(ahead) and ahead[-1].lower in _TOLD  # "told her class"
        if _is_said_with_verb(phrase, ahead, edit.reason, lang):
            return None  # "hield iets" for "hield een toespraak"
        particle = _particle(phrase, ahead, lang)
        surely = edit.reason in _THINGS or (is_no_person(phrase, lang) and not told)
        if surely and _is_object(ahead, behind, lang):
            return phrases(lang).anything["thing"] + particle
        if surely and (thing := something(phrase, ahead, behind, lang)):
            return thing
    if edit.reason is DetailType.FAMILY and (said := _relative(phrase, ahead, behind, lang)):
        return said
    if edit.replacement == phrases(lang).withheld(DetailType.PLACE):
        return elsewhere(phrase, ahead, lang)
    if edit.reason in (*_PERSONS, *_THINGS) and (said := _anybody(phrase, ahead, behind, lang)):
        return said
    if edit.reason is DetailType.OCCUPATION and _is_subject_of_being(phrase, ahead, behind, lang):
        said = phrases(lang).person["indefinite"]
        return said.capitalize() if phrase[0].text[:1].isupper() else said
    if (
        edit.reason is DetailType.FAMILY
        and behind
        and behind[0].lower == "who"
        and _is_told_more(phrase, ahead, behind, lang)
    ):
        return phrases(lang).person["indefinite"]
    if edit.reason in (DetailType.OCCUPATION, DetailType.ORIGIN) and (
        _says(phrase, ahead, behind, lang) or _is_told_more(phrase, ahead, behind, lang)
    ):
        said = phrases(lang).person["indefinite"]
        return said.capitalize() if phrase[0].text[:1].isupper() else said
    return None


def _is_said_with_verb(phrase: tuple[Word, ...], ahead: tuple[Word, ...], type: DetailType, lang: Lang) -> bool:
    """Whether its noun and the verb before it are one way to say that somebody did something."""
    until = next((at for at, word in enumerate(phrase) if at and word.tag is Tag.PREP), len(phrase))
    verb = next((word for word in reversed(ahead[-_NEAR:]) if word.tag in VERBAL), None)
    governed = bool(ahead) and ahead[-1].tag is Tag.PREP
    if verb is None or governed or _particle(phrase, ahead, lang):
        return False
    return takes_no_thing(verb, phrase[until - 1], type, lang)


def _particle(phrase: tuple[Word, ...], ahead: tuple[Word, ...], lang: Lang) -> str:
    """The other part of a Dutch verb that the phrase has: "hield ⟦een schrift bij van storingen⟧"; "" without one."""
    told = lang is Lang.NL and any(word.tag is Tag.FINITE for word in ahead[-_NEAR:])
    for at in range(1, len(phrase)) if told else ():
        ends = at + 1 == len(phrase) or phrase[at + 1].tag is Tag.PREP
        if phrase[at].lower in known(lang, "particles") and phrase[at - 1].tag in NOUNISH and ends:
            return f" {phrase[at].text}"
    return ""


def _is_subject_of_being(
    phrase: tuple[Word, ...], ahead: tuple[Word, ...], behind: tuple[Word, ...], lang: Lang
) -> bool:
    """Whether it opens a sentence that tells what somebody is: "⟦A former member of the crew⟧ is a diver"."""
    opens = not ahead and phrase[0].lower in known(lang, "indefinite") - known(lang, "negative")
    is_a = len(behind) > 1 and behind[0].lower in phrases(lang).copulas and behind[1].tag is Tag.DET
    of = next((at for at, word in enumerate(phrase) if at and word.lower in known(lang, "of")), 0)
    if not opens or not is_a or of < 2 or any(word.tag in VERBAL or word.is_mark for word in phrase):
        return False
    head = phrase[of - 1]
    return head.lower in _MEMBERS or any(lexicon(lang).find(type, head.text, exact=True) for type in _PERSONS)


_MEMBERS = frozenset({"member", "lid", "resident", "inhabitant", "inwoner", "bewoner"})
"""Whoever is one of a body or a place, and told by that."""


def _anybody(phrase: tuple[Word, ...], ahead: tuple[Word, ...], behind: tuple[Word, ...], lang: Lang) -> str | None:
    """Say "someone" for somebody who does something, with their verb where that went too and says nothing."""
    said = somebody(phrase, ahead, behind, lang) or acting(phrase, ahead, behind, lang)
    return said[0].upper() + said[1:] if said and phrase[0].text[0].isupper() else said


def _relative(phrase: tuple[Word, ...], ahead: tuple[Word, ...], behind: tuple[Word, ...], lang: Lang) -> str | None:
    """Say "someone" for "his roommate", "there is a relative" for "his widow lives in Crail" before an "and"."""
    if len(phrase) < _OWNED or phrase[0].lower not in known(lang, "possessive") or phrase[1].tag is not Tag.NOUN:
        return None
    if (acts := _relative_acts(phrase, ahead, behind, lang)) is not None:
        return acts
    things = (DetailType.EMPLOYER, DetailType.PLACE, DetailType.TRAIT, DetailType.EDUCATION, DetailType.EVENT)
    if any(lexicon(lang).find(type, phrase[1].text, exact=True) for type in things):
        return None
    person = phrases(lang).person["indefinite"]
    if len(phrase) == _OWNED and ahead and ahead[-1].lower in known(lang, "telling"):
        return person
    kin = lexicon(lang).find(DetailType.FAMILY, phrase[1].text, exact=True) is not None
    verb = phrase[_OWNED] if len(phrase) > _OWNED else None
    opens = not ahead or ahead[-1].is_mark
    ends = not behind or behind[0].text in ".;:)" or _goes_on_about(behind, lang)
    more = len(behind) > 2 and behind[0].text == "," and behind[1].tag is Tag.AND and behind[2].tag is Tag.FINITE
    if not kin or not opens or verb is None or verb.tag not in (Tag.FINITE, Tag.NOUNS, Tag.PART):
        return None
    if not ends and not more:
        return None
    past = verb.lower in ("was", "had", "were") or verb.lower.endswith(("ed", "de", "te"))
    done = lang is Lang.EN and verb.tag is Tag.PART  # "her cousin made copies"
    said = "a relative did something" if done else _THERE_IS[lang][past]
    said = _DOES_SOMETHING[lang][past] if more and not ends else said
    return said[0].upper() + said[1:] if phrase[0].text[0].isupper() else said


def _relative_acts(
    phrase: tuple[Word, ...], ahead: tuple[Word, ...], behind: tuple[Word, ...], lang: Lang
) -> str | None:
    """Say "a relative does something" for "her twin sister still plays" before "for Strand"."""
    *rest, verb = phrase[1:]
    adverbs = [word for word in rest if word.tag is Tag.ADV]
    who = [word for word in rest if word.tag is not Tag.ADV]
    told = bool(who) and all(word.tag is Tag.NOUN for word in who) and rest == [*who, *adverbs]
    kin = told and lexicon(lang).find(DetailType.FAMILY, who[-1].text, exact=True) is not None
    opens = not ahead or ahead[-1].is_mark
    light = phrases(lang).copulas | known(lang, "have") | known(lang, "helping")
    goes_on = bool(behind) and behind[0].tag is Tag.PREP
    if not kin or not opens or not goes_on or verb.tag is not Tag.FINITE or verb.lower in light:
        return None
    base = lemma(verb.lower, lang) or verb.lower
    past = not is_present(verb) if lang is Lang.NL else not (verb.lower.endswith("s") or verb.lower == base)
    said = _DOES_SOMETHING[lang][past]
    return said[0].upper() + said[1:] if phrase[0].text[0].isupper() else said


def _goes_on_about(behind: tuple[Word, ...], lang: Lang) -> bool:
    """Whether another clause follows that has its own subject: "and she'd tell you"."""
    subject = behind[1].lower.split("'")[0] if len(behind) > 1 else ""
    return behind[0].tag is Tag.AND and subject in known(lang, "personal_subjects") - known(lang, "relatives")


_OWNED = 2
"""Words of "his roommate"."""
_THERE_IS = {
    Lang.NL: ("er is een familielid", "er was een familielid"),
    Lang.EN: ("there is a relative", "there was a relative"),
}

_DOES_SOMETHING = {
    Lang.NL: ("een familielid doet iets", "een familielid deed iets"),
    Lang.EN: ("a relative does something", "a relative did something"),
}
"""Where another verb of the same subject follows: "his father works, and is ill"."""


def _is_thing(phrase: tuple[Word, ...], lang: Lang) -> bool:
    """Whether the words name one thing, and no person or animal."""
    led = len(phrase) > 1 and phrase[0].tag in (Tag.DET, Tag.NUM) and phrase[0].lower not in known(lang, "negative")
    until = next((at for at, word in enumerate(phrase) if at and word.tag is Tag.PREP), len(phrase))
    head = phrase[until - 1]
    if not led or head.tag not in NOUNISH or any(word.tag in _NOT_IN_IT or word.is_mark for word in phrase[:until]):
        return False
    if any(word.tag is Tag.FINITE for word in phrase):
        return False  # "wie er met ⟦een band om zijn hals binnenkomt⟧"
    nouns = lexicon(lang)
    trait = nouns.find(DetailType.TRAIT, head.text)
    alive = trait is not None and any(noun.singular in _ANIMALS for noun in trait.wider.values())
    return not alive and not any(nouns.find(type, head.text) for type in _PERSONS)


_ANIMALS = frozenset({"pet", "animal", "huisdier", "dier"})


def _is_object(ahead: tuple[Word, ...], behind: tuple[Word, ...], lang: Lang) -> bool:
    """Whether something is done with it: a verb stands before it, and what follows does not hang on it."""
    after = behind[0] if behind else None
    ends = after is None or after.text in ".,;:!?" or after.tag in _GOES_ON or after.lower in known(lang, "particles")
    if is_before_its_verb(ahead, after, lang):
        return True
    of_it = ahead and ahead[-1].lower == "er"
    of = after is not None and after.lower in known(lang, "of") | known(lang, "with") and not of_it
    if not ahead or not ends or of:
        return False
    if len(behind) > 1 and after is not None and after.text == "," and behind[1].lower in known(lang, "relatives"):
        return behind[1].lower == "which"  # only a thing is
    before = ahead[-1]
    if is_there(ahead, lang):
        return True
    if lang is Lang.NL and (before.tag is Tag.PRON or before.lower == "er") and len(ahead) > 1:
        before = next((word for word in reversed(ahead[:-1]) if word.tag is not Tag.PRON), ahead[-2])
        # "toen droeg ze", "maakte er een kopie van", "hebt u haar een boek gestuurd"
    if before.lower in known(lang, "calling"):
        return False  # "they call her something"
    whom = len(ahead) > 1 and before.lower == "one" and any(word.tag is Tag.FINITE for word in ahead[-_NEAR:])
    had = before.lower in known(lang, "have") and (after is None or after.tag not in (Tag.PREP, Tag.PART, Tag.INF))
    none = phrases(lang).copulas | (known(lang, "have") if had else frozenset())
    return whom or (before.tag in VERBAL and before.lower not in none)


_NEAR = 4
"""Words from a verb to the end of whom something was given: "lent the older one"."""


def _says(phrase: tuple[Word, ...], ahead: tuple[Word, ...], behind: tuple[Word, ...], lang: Lang) -> bool:
    """Whether it is the subject of a verb that only people have: "⟦a monitor⟧ of 63 says"."""
    indefinite = phrase[0].lower in known(lang, "indefinite") - known(lang, "negative") and len(phrase) > 1
    if not indefinite or any(not word.is_mark for word in ahead):
        return False
    verb = next((word for word in behind[:_AGED] if word.tag is Tag.FINITE), None)
    return verb is not None and verb.lower in known(lang, "telling")


def _is_told_more(phrase: tuple[Word, ...], ahead: tuple[Word, ...], behind: tuple[Word, ...], lang: Lang) -> bool:
    """Whether it is what somebody is, and more is told of them: "one, ⟦a correspondent⟧ from Montana, says"."""
    indefinite = phrase[0].lower in known(lang, "indefinite") - known(lang, "negative") and len(phrase) > 1
    plain = all(word.tag in NOUNISH | {Tag.ADJ} for word in phrase[1:])
    if indefinite and plain and behind and behind[0].lower == "who":
        return True  # only somebody is a "who"
    if not indefinite or not plain or len(ahead) < 2 or len(behind) < 2:
        return False
    told = ahead[-1].lower in phrases(lang).copulas or (ahead[-1].text == "," and ahead[-2].tag is not Tag.FINITE)
    more = behind[0].lower in known(lang, "modified_by") and behind[0].lower not in known(lang, "of") - {"van"}
    more = more and not (behind[0].lower == "in" and behind[1].tag is Tag.NAME)  # "is someone in Hull" tells nothing
    things = (DetailType.EMPLOYER, DetailType.PLACE, DetailType.TRAIT, DetailType.EDUCATION, DetailType.EVENT)
    return told and more and not any(lexicon(lang).find(type, phrase[-1].text) for type in things)


_AGED = 4
"""Words between somebody and what they say: "of 63", "uit Goes"."""


__all__ = ["instead"]
