"""Signs of whose a detail is that do not depend on who was spoken of before: the detail's type, its words, its place.

Every sign is a name and a number from 0 to 1; :mod:`.weights` says what each is worth.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from ..cues import cues
from ..detect.grammar.numerals import number
from ..detect.wronged import RULE as WRONGED
from ..detect.wronged import goes_on
from ..draft import DetailType, Lang, Span
from .entering import (
    is_counted_along,
    is_of_several,
    is_one_of,
    is_title_of_name,
    opens_behind_a_name,
    opens_with_another,
    opens_with_companion,
    opens_with_one_of_them,
    opens_with_somebody,
)
from .opening import is_said_of_name, opening_pronoun
from .scene import Scene
from .setting import Setting
from .words import Word, gender, has, has_plural

CORE_TYPES = frozenset(
    {
        DetailType.NAME,
        DetailType.OCCUPATION,
        DetailType.AGE,
        DetailType.GENDER,
        DetailType.ORIGIN,
        DetailType.EDUCATION,
    }
)
"""Types whose words stand for the person: "a nurse", "de 31-jarige"."""

INTRODUCING_TYPES = CORE_TYPES | {DetailType.GROUP}
"""Types with which somebody is brought in: "one of the four night nurses" does it too."""

_BRINGING_IN = frozenset(
    {
        *("work.somebody_says", "work.says_somebody", "work.somebody_uit", "work.somebody_from"),
        "work.somebody_aged",
        *("groups.counted_tell", "groups.counted_former", "groups.counted_heard", "groups.of_the_told"),
    }
)
"""Rules of detection whose words are of somebody who has not been named: "says a lawyer", "a brewer of 45 from …"."""

_KIN = frozenset({"kin", "female", "male"})
_PRONOUNS = ("she", "he", "i", "we", "you", "they")
NEAR = 25
"""Characters over which the pull of a name falls to a third."""
AFTER_QUOTE = 90
BEFORE_QUOTE = 70
"""Characters around a quotation in which its speaker is named: "…", says a former colleague of his."""
SPEAKER_WORDS = 8
BESIDE_VERB = 3
"""Words from a verb of saying to its subject: "says the retired engineer"."""
TITLE_WORDS = 5
"""Words from a colon or a comma to the name behind it."""
BESIDE = 8
"""Words behind "the man" in which "her" makes him somebody beside her: "the man sitting opposite her"."""
MANY_NAMES = 3
_CUES = cues(__package__, "signs")
_AS = frozenset(_CUES.words("as"))
_MINOR = re.compile(rf"(?:[4-9]|1[0-7])-(?:{_CUES.any_of('years_old')})|{_CUES.any_of('minors')}")
_APPOSING = frozenset({",", ":", "–", "—", "("})


def sign_table(scene: Scene, at: Setting) -> dict[str, float]:
    """The signs of one detail in its setting."""
    found: dict[str, bool | float] = {
        f"type {at.detail.type}": True,
        f"determiner {at.determiner}": True,
        f"pronoun before {_pronoun(reversed(at.before))}": True,
        f"pronoun first {_pronoun(at.before)}": True,
        f"pronoun after {_pronoun(at.after)}": True,
        "describes": at.detail.type in CORE_TYPES,
        "capital": at.own[:1] != [] and scene.text[at.detail.span.start].isupper(),
        "gap": min(1.0, len(at.gap) / 40),
    }
    found |= _phrase(scene, at) | _near_words(scene, at) | _names(scene, at) | _breaks(scene, at) | _speech(scene, at)
    found["opens with another"] = opens_with_another(at)
    found["of those counted"] = found["opens with another"] or opens_with_one_of_them(at)
    found["one of them behind a name"] = opens_behind_a_name(scene, at)
    found["opens with somebody"] = opens_with_somebody(at)
    found["opens with a companion"] = opens_with_companion(at)
    if pronoun := opening_pronoun(scene, at):
        found[f"{pronoun} of the opening name"] = True
    return {name: float(value) for name, value in found.items() if value}


def _pronoun(words: Iterable[Word]) -> str:
    return next((name for word in words for name in _PRONOUNS if name in word.classes), "none")


def _phrase(scene: Scene, at: Setting) -> dict[str, bool | float]:
    """Where in its sentence the phrase stands that a describing detail belongs to."""
    of_somebody_new = _is_of_somebody_new(at)
    if at.detail.type not in INTRODUCING_TYPES and not of_somebody_new:
        return {}
    opens = all("and" in word.classes or not word.low.isalnum() for word in at.head)
    indefinite = at.determiner == "indefinite" or of_somebody_new
    told = at.detail.type is DetailType.GENDER and at.determiner == "definite"
    last = at.head[-1:]
    clause = has((*at.own[1:], *at.after[:3]), "relative")
    return {
        "phrase opens sentence": opens,
        "introduction opens sentence": opens and indefinite,
        "introduction opens paragraph": opens and indefinite and at.sentence_span.start == at.paragraph_span.start,
        "named in apposition": (told and _is_named_behind(scene, at)) or is_title_of_name(scene, at),
        "told beside another": told and has(at.after[:BESIDE], "his" if gender(at.own, scene.lang) > 0 else "her"),
        "in apposition": bool(last) and last[0].low == ",",
        "introduction in apposition": bool(last) and last[0].low == "," and indefinite,
        "predicate": has(last, "be"),
        "young": at.detail.type in CORE_TYPES and _is_young(at),
        "met by the reporter": at.determiner in ("indefinite", "none") and _reports(scene, at),
        "wronged": indefinite and WRONGED in at.detail.evidence and not goes_on(scene.text, at.detail.span.start),
        "brought in by a rule": not _BRINGING_IN.isdisjoint(at.detail.evidence),
        "relative clause": clause,
        "introduced with a clause": indefinite and clause,
        "counted along": is_counted_along(at),
        "brought in as one of several": is_of_several(at),
        "introduction without a verb": opens and indefinite and _resumes(at.after),
        "introduction before a name": opens and indefinite and _goes_before_a_name(at.after),
    }


def _is_young(at: Setting) -> bool:
    """Whether it is of somebody at school: "the girl", "a 16-year-old"; and not what somebody was "as a boy"."""
    if at.head[-1:] and at.head[-1].low in _AS:
        return False
    return has(at.own, "young") or any(_MINOR.fullmatch(word.low) for word in at.own)


def _is_of_somebody_new(at: Setting) -> bool:
    """Whether it is kin of somebody whom it brings in itself: "the daughter of a patient", "de weduwe van een boer".

    Such a phrase is as new as the one within it, whatever its own article.
    """
    if at.detail.type is not DetailType.FAMILY:
        return False
    words = (*at.own, *at.after[:2])[:4]
    return is_parent_of_some(at) or any(
        kin.classes & _KIN and "of" in of.classes and "indefinite" in a.classes
        for kin, of, a in zip(words, words[1:], words[2:], strict=False)
    )


def is_parent_of_some(at: Setting) -> bool:
    """Whether somebody is brought in as "a mother of four": by how many children, and not as a predicate ("is a …")."""
    words = (*at.own, *at.after[:2])
    kin = [n for n, word in enumerate(words[:2]) if word.classes & _KIN]
    said = words[kin[0] : kin[0] + 3] if kin else ()
    counted = len(said) == 3 and "of" in said[1].classes and any(number(said[2].low, lang) is not None for lang in Lang)
    return counted and at.determiner == "indefinite" and not has(at.head[-1:], "be")


def _is_named_behind(scene: Scene, at: Setting) -> bool:
    """Whether what follows says by name who it is: "the man who sat opposite her: Denis Marsh", "the man, Marsh, …"."""
    names = scene.names_between(at.detail.span.end, at.sentence_span.end)
    if not names:
        return False
    before = scene.between(at.detail.span.end, names[0].start)
    title = list(before[-TITLE_WORDS:])
    while title and _may_precede_name(title[-1]):
        title.pop()
    behind = scene.between(names[0].end, at.sentence_span.end)[:1]
    return bool(title) and title[-1].low in _APPOSING and not has(behind, "say")


def _may_precede_name(word: Word) -> bool:
    """Whether it may be part of what somebody is, before the name: "the council’s deputy leader Denis Marsh"."""
    return bool(word.classes & {"office", "definite"}) or (not word.classes and word.low[0].isalpha())


def _reports(scene: Scene, at: Setting) -> bool:
    """Whether the newspaper itself speaks to the person: "we interviewed", "The Herald met", "sprak deze krant met"."""
    names = {name.start for name in scene.names_between(at.sentence_span.start, at.detail.span.start)}
    paper = any("definite" in one.classes and name.start in names for one, name in pairwise(at.before))
    return has(at.left[-6:], "contact") and (paper or has(at.before, "press"))


def _resumes(after: Sequence[Word]) -> bool:
    """Whether a pronoun takes up the phrase that opens the sentence: "A man of few words, he …"."""
    return any(comma.low == "," and word.classes & {"she", "he"} for comma, word in pairwise(after))


def _goes_before_a_name(after: Sequence[Word]) -> bool:
    """Whether a name may take it up: "A father of two, Bok …"."""
    return any(comma.low == "," and word.capital for comma, word in pairwise(after))


def _near_words(scene: Scene, at: Setting) -> dict[str, bool | float]:
    return {
        "another": has(at.left[-4:], "another"),
        "another opens": has(at.before[:4], "another"),
        "in brackets": scene.text.endswith("(", 0, at.detail.span.start),
        "office in gap": has(at.gap[-12:], "office"),
        "office before": has(at.before, "office"),
        "office after": has(at.after[:5], "office"),
        "office itself": has(at.own, "office"),
        "reply in sentence": has(at.whole, "reply"),
        "reply in paragraph": scene.says(at.paragraph_span.start, at.paragraph_span.end, "reply"),
        "private before": has(at.before, "private"),
        "kin before": has(at.left[-4:], "kin"),
        "says before": has(at.left[-5:], "say"),
        "says after": has(at.after[:6], "say"),
        "both": has(at.whole, "both"),
        "reporter's contact": has(at.left[-6:], "contact"),
        "somebody in gap": _brings_in(at.gap),
        "somebody before": _brings_in(at.before),
        "one of them": is_one_of(at.left[-3:]) or is_one_of(speaker_words(scene, at)[:SPEAKER_WORDS]),
        "plural": at.detail.type in INTRODUCING_TYPES and has_plural(at.own, scene.lang),
        "name touches after": bool(scene.names_between(at.detail.span.end, at.detail.span.end + 2)),
        "name touches before": bool(at.left) and _touches(scene, at),
        "said of the name": is_said_of_name(scene, at),
    }


def _brings_in(words: Sequence[Word]) -> bool:
    """Whether somebody is brought in among ``words`` whom no detail covers: "a woman", "een oud-collega"."""
    return any(
        "indefinite" in word.classes and has(words[at + 1 : at + 4], "somebody") for at, word in enumerate(words)
    )


def _touches(scene: Scene, at: Setting) -> bool:
    """Whether only a bracket or a comma stands between a name and the detail: "Denise Marsh (52)"."""
    start = at.detail.span.start
    names = scene.names_between(at.sentence_span.start, start)
    return bool(names) and not scene.text[names[-1].end : start].strip(" (,")


def _names(scene: Scene, at: Setting) -> dict[str, bool | float]:
    span, sentence, block = at.detail.span, at.sentence_span, at.paragraph_span
    before = scene.names_between(sentence.start, span.start)
    after = scene.names_between(span.end, sentence.end)
    around = scene.names_between(block.start, block.end, MANY_NAMES)
    in_gap = scene.names_between(at.last_end, max(at.last_end, span.start))
    return {
        "name before": max((name.weight for name in before), default=0.0),
        "name after": max((name.weight for name in after), default=0.0),
        "name in gap": max((name.weight for name in in_gap), default=0.0),
        "name close before": math.exp((before[-1].end - span.start) / NEAR) if before else 0.0,
        "name close after": math.exp((span.end - after[0].start) / NEAR) if after else 0.0,
        "names in paragraph": min(MANY_NAMES, len(around)) / MANY_NAMES,
        "name opens paragraph": bool(around) and around[0].start < block.start + 60,
    }


def _breaks(scene: Scene, at: Setting) -> dict[str, bool | float]:
    first = scene.paragraph(at.last_end - 1) + 1 if at.last_end else 0
    return {
        "listed": scene.is_listed(at.paragraph),
        "heading": any(scene.is_heading(paragraph) for paragraph in range(first, at.paragraph + 1)),
        "how deep": min(1.0, at.paragraph / 10),
    }


def _speech(scene: Scene, at: Setting) -> dict[str, bool | float]:
    """Who speaks the quotation that a detail stands in, by the words around it."""
    if at.quote is None:
        return {}
    after, before = speaker_words(scene, at), _words_before_quote(scene, at.quote)
    return {
        "in quote": True,
        "speaker follows": has(after, "say"),
        "speaker precedes": has(before, "say"),
        "colon precedes": before[-1:] != [] and before[-1].low == ":",
        "spoken by one of them": is_one_of(after[:SPEAKER_WORDS]) and has(after[:SPEAKER_WORDS], "say"),
        f"speaker after {_speaker(scene, after)}": True,
        f"speaker before {_speaker(scene, before[::-1])}": True,
    }


def _speaker(scene: Scene, words: Sequence[Word]) -> str:
    """Who stands beside the first verb of saying that has anybody beside it; ``words`` begin at the quotation."""
    for at, verb in enumerate(words):
        if verb.classes & {"say"} or verb.low == ":":
            near = (*words[at + 1 : at + 1 + BESIDE_VERB], *reversed(words[max(0, at - BESIDE_VERB) : at]))
            found = next((kind for word in near if (kind := _somebody(scene, word))), None)
            if found:
                return found
    return "none"


def _somebody(scene: Scene, word: Word) -> str | None:
    if any(name.end > word.start for name in scene.names_between(word.start, word.end)):
        return "public"
    return next((kind for kind in (*_PRONOUNS, "indefinite") if kind in word.classes), None)


def speaker_words(scene: Scene, at: Setting) -> Sequence[Word]:
    """The words behind a detail's quotation up to the end of the sentence; none for a detail outside quotations."""
    if at.quote is None:
        return []
    found: list[Word] = []
    for word in scene.between(at.quote.end + 1, at.quote.end + AFTER_QUOTE):
        if word.low in ".!?“‘”" and found:
            break
        found.append(word)
    return found


def _words_before_quote(scene: Scene, quote: Span) -> Sequence[Word]:
    return scene.between(max(0, quote.start - BEFORE_QUOTE), quote.start)[-SPEAKER_WORDS:]
