"""Which clauses an edit left with nothing to tell.

A clause that names somebody, says much else, or has all its words is none. What becomes of one is for ``cuts``.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from ..draft import DetailType, Lang
from .function import known
from .lemmas import lemma
from .parts import Kind, Part, Segment
from .phrases import phrases
from .trim import GENITIVE
from .words import NOUNISH, VERBAL, Tag

_SHORT = 9
"""Words and edits that a clause may have besides its gap; what is longer says something of its own."""
_HANGING = 12
"""Words and edits of an aside that hangs on such a clause."""
_CONTENT = NOUNISH | {Tag.ADJ, Tag.NUM, Tag.INF, Tag.PART, Tag.FINITE}


def is_spent(segment: Segment, lang: Lang) -> bool:
    """Whether nothing in it tells anything any more, or its verb is gone and little else is left."""
    shown = segment.shown
    gaps = [part for part in shown if part.kind is Kind.GAP]
    rest = [part for part in _without_owner(shown) if part.kind is not Kind.GAP]
    if any(_is_name(part, lang) for part in rest):
        return False
    if segment.opener is not None and _is_asked(shown, lang):
        return False  # "the last who […] had he the key": the verb and the subject of the whole sentence
    lost = next((n for n, part in enumerate(shown) if part.lost_verb), len(shown))
    if segment.opener is not None and any(part.is_finite for part in shown[lost:]):
        return False  # "a woman who […] was ill": the verb of the whole sentence
    if segment.opener is not None and _is_main_verb(shown, lost):
        return False  # "a clerk who has worked here […]": so was what the gap stands for
    if not gaps:
        return _is_bare(segment, lang)
    if any(part.lower in known(lang, "paired") for part in rest):
        return False
    said = [part for part in rest if not (segment.joined and segment.begins_with_verb and _is_date(part, lang))]
    if not any(_tells(part, lang) and not _is_plain(part, lang) and not says_nobody(part, lang) for part in said):
        return True
    if gaps[0] is shown[0] and gaps[0].lost_verb and gaps[0].first is Tag.DET and all(map(is_circumstance, rest)):
        return True  # "[her father was a driver] from England"
    finite = [part for part in rest if part.is_finite and not says_anybody(part, lang)]
    verbal = any(word.tag in VERBAL for part in gaps for word in part.words)
    verbs = (part for part in rest if part.is_finite or (part.kind is Kind.WORD and part.words[0].tag is Tag.PART))
    spoiled = verbal and not any(_tells(part, lang) for part in verbs)
    return (spoiled or (len(finite) == 1 and _is_predicate(shown, finite[0], lang))) and len(rest) <= _SHORT


WORKS = frozenset("werkt werkte werken gewerkt works worked work working".split()) | frozenset(
    {"heeft familie", "had familie", "has relatives", "had relatives"}
)


def _without_owner(shown: Sequence[Part]) -> Sequence[Part]:
    """The parts without the name of whose all that is left of a clause is: "where | Marsh's | […]"."""
    *_, name, sign, gap = (None, None, None, *shown)
    whose = sign is not None and sign.lower in GENITIVE and name is not None and name.first is Tag.NAME
    return shown[:-3] if whose and gap is not None and gap.kind is Kind.GAP else shown


def is_circumstance(part: Part) -> bool:
    """Whether it says no more than where or when something was, in words that an edit put there."""
    return part.kind is Kind.NEW and part.edit is not None and part.edit.reason in _CIRCUMSTANCES


_CIRCUMSTANCES = frozenset({DetailType.PLACE, DetailType.DATE, DetailType.EMPLOYER})


def _is_main_verb(shown: Sequence[Part], lost: int) -> bool:
    """Whether the gap begins with a verb behind a clause that has its own, and no subject stands between them."""
    begins = 0 < lost < len(shown) and shown[lost].first is Tag.FINITE
    return begins and shown[lost - 1].first in NOUNISH and any(part.is_finite for part in shown[: lost - 1])


def _is_asked(shown: Sequence[Part], lang: Lang) -> bool:
    """Whether a pronoun follows a verb as its subject."""
    pairs = itertools.pairwise(shown)
    return any(verb.is_finite and he.lower in known(lang, "personal_subjects") for verb, he in pairs)


def _is_name(part: Part, lang: Lang) -> bool:
    """Whether it is a name that stays, and none of a day or a month."""
    return part.kind is Kind.WORD and part.words[0].tag is Tag.NAME and part.lower not in known(lang, "calendar")


def is_of_somebody_known(segment: Segment, lang: Lang) -> bool:
    """Whether it tells of who was told of before, so that without it nobody is missed: not "one of them was […]"."""
    subject = segment.shown[0].kind is Kind.GAP if segment.shown else False
    words = (word.lower.split("'")[0] for part in segment.body for word in part.words)
    return subject or any(word in known(lang, "personal_subjects") for word in words)


def _is_bare(segment: Segment, lang: Lang) -> bool:
    """Whether a clause lost all but its verb and a pronoun: "who joined from Leicester" is no "who joined"."""
    # What stood between commas was nothing that the verb asks for: "who left in May, [aged 31]".
    lost = (part for part in segment.body if part.kind is Kind.OUT)
    if segment.is_relative and segment.shown and all(_only_works(part) for part in segment.shown):
        return True  # "haar man, die werkt"
    if segment.opener is None or all(part.words and part.words[0].text == "," for part in lost):
        return False
    rest = [part for part in segment.shown if _tells(part, lang)]
    return len(rest) <= 1 and all(part.kind is Kind.WORD and part.is_finite for part in rest)


def _is_date(part: Part, lang: Lang) -> bool:
    """Whether it is a year or a month, which tells nothing of what went: "and had […] in 2016"."""
    return part.kind is Kind.WORD and (part.first is Tag.NUM or part.lower in known(lang, "calendar"))


def _only_works(part: Part) -> bool:
    """Whether it is an edit that says that somebody works, and no more."""
    said = part.edit.replacement.strip().lower() if part.kind is Kind.NEW and part.edit else ""
    return said in WORKS


def _is_predicate(shown: Sequence[Part], verb: Part, lang: Lang) -> bool:
    """Whether the gap is what somebody is: "she was […]"."""
    if verb.lower not in phrases(lang).copulas or verb.lower == phrases(lang).as_word:
        return False
    after = [part for part in shown if part.span.start > verb.span.start]
    after = [part for part in after if part.kind is not Kind.WORD or part.words[0].tag not in (Tag.ADV, Tag.DET)]
    return bool(after) and after[0].kind is Kind.GAP


def _tells(part: Part, lang: Lang) -> bool:
    """Whether a reader learns something from it."""
    if part.kind is Kind.NEW:
        said = part.edit.replacement.strip().lower() if part.edit else ""
        return said not in {*phrases(lang).place.values(), *phrases(lang).time.values()}
    light = part.lower in phrases(lang).copulas | known(lang, "have") | known(lang, "helping")
    return part.kind is Kind.WORD and part.words[0].tag in _CONTENT and not light


def _is_plain(part: Part, lang: Lang) -> bool:
    """Whether it is a verb that says nothing without what goes with it: "and lives […]"."""
    return part.is_finite and part.kind is Kind.WORD and lemma(part.lower, lang) in known(lang, "says_little")


def says_nobody(part: Part, lang: Lang) -> bool:
    """Whether it is an edit that says "someone" and no more."""
    said = part.edit.replacement.strip().lower() if part.kind is Kind.NEW and part.edit else ""
    return said in phrases(lang).person["indefinite"].split("|")


def says_anybody(part: Part, lang: Lang) -> bool:
    """Whether it is an edit that says "someone", or "a relative", and no more."""
    said = part.edit.replacement.strip().lower() if part.kind is Kind.NEW and part.edit else ""
    _, _, noun = said.partition(" ")
    return says_nobody(part, lang) or noun in known(lang, "relational")


def hangs(segment: Segment, lang: Lang) -> bool:
    """Whether it says something only of what the sentence said before it."""
    named = any(_is_name(part, lang) for part in segment.shown)
    bare = segment.verb is None and segment.has_comma and not segment.joined and not segment.own_subject
    return bare and not named and len(segment.shown) <= _HANGING


def goes_along(segment: Segment, before: Sequence[Segment], lang: Lang) -> bool:
    """Whether a clause that hangs on one that goes is about the same person only, and short.

    What somebody else did ("when he pushed her") is more than a detail, and stays.
    """
    subject = next(
        (part.lower for one in before for part in one.shown if part.lower in known(lang, "personal_subjects")), ""
    )
    of_subject = next((same for same in _GENDERS if subject in known(lang, same)), None)
    own = known(lang, of_subject) - known(lang, "whom") if of_subject else frozenset()
    pronouns = known(lang, "pronouns_man") | known(lang, "pronouns_woman") | known(lang, "whom")
    shown = segment.shown
    if not shown or len(shown) > _SHORT or any(_is_name(part, lang) for part in shown):
        return False
    if any(part.lower in pronouns - own for part in shown if part.first is not Tag.FINITE):
        return False
    first = shown[0]
    return first.lower in own or first.kind is Kind.GAP or first.first in (Tag.FINITE, Tag.ADV, Tag.ADJ)


_GENDERS = ("pronouns_man", "pronouns_woman")


def is_nobody(segment: Segment, lang: Lang) -> bool:
    """Whether it says no more than "someone": "Someone, she was 30"."""
    said = segment.shown[0].edit.replacement.strip().lower() if segment.shown and segment.shown[0].edit else ""
    return len(segment.shown) == 1 and said in phrases(lang).person["indefinite"].split("|")


def has_verb(segment: Segment) -> bool:
    """Whether it has or had a verb of its own, and is no clause about something else."""
    own = segment.verb is not None or any(part.lost_verb for part in segment.body)
    return own and segment.opener is None


def hidden_opener(each: Segment) -> str:
    """The relative pronoun that went with what it opened: "[die in Tiel studeerde] en nu bij een bank werkt"."""
    if len(each.shown) != 1:
        return ""
    gap = each.shown[0]
    first = gap.words[0].lower if gap.kind is Kind.GAP and gap.words else ""
    return first if first in known(each.lang, "relative_pronouns") else ""
