"""A sentence of which the main verb went and little else is left: "Once, on a birthday, he […]". For ``cuts``.

What stays of it tells nothing without what was done, and a note in the place of the verb is no sentence. It is cut only
where its subject was told of before, nobody is named in it, and hardly a word of its own would be lost.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ..draft import Lang, Span
from .cut import Cut
from .function import known
from .lemmas import lemma
from .parts import Kind, Part, Segment
from .phrases import phrases
from .words import NOUNISH, Tag

_FEW = 2
"""Words of its own that a sentence without its verb may have."""
_CONTENT = NOUNISH | {Tag.NUM, Tag.FINITE, Tag.PART, Tag.INF, Tag.ADJ}


def mostly_gone(found: Sequence[Segment], lang: Lang, stays: Callable[[Span], bool]) -> Cut | None:
    """The whole of a sentence whose subject is a pronoun and whose verb, or what that says of it, is a gap."""
    whole = Span(found[0].start, found[-1].end)
    if any(each.walled for each in found) or not any(_lost(each, lang) for each in found) or stays(whole):
        return None
    words = [part for each in found for part in (*each.lead, *each.shown) if part.kind is Kind.WORD]
    named = any(part.first is Tag.NAME and part.lower not in known(lang, "calendar") for part in words)
    others = any(part.lower in known(lang, "first_persons") for part in words)
    if any(_is_of_another(each, lang) for each in found if not _lost(each, lang)):
        return None  # "She […], and the paper has seen it"
    own = [part for part in words if _tells(part, lang)]
    if any(part.first not in NOUNISH | {Tag.NUM} for part in own):
        return None  # "She […] and left"
    return None if named or others or len(own) > _FEW else Cut(whole)


def _lost(each: Segment, lang: Lang) -> bool:
    """Whether a main clause about somebody told of before lost its verb, or what it says that they are."""
    if each.opener is not None or not each.shown:
        return False
    at = next((n for n, part in enumerate(each.shown) if part.kind is Kind.GAP), 0)
    gap, ahead = each.shown[at], [part for part in each.shown[:at] if part.first is not Tag.ADV]
    if not at or not ahead:
        return False
    if gap.lost_verb and gap.first is Tag.FINITE:
        return _is_he(ahead[-1], lang)
    being = ahead[-1].lower in phrases(lang).copulas - {phrases(lang).as_word} and gap.first in (Tag.PART, Tag.ADJ)
    return being and len(ahead) > 1 and _is_he(ahead[-2], lang)


def _is_of_another(each: Segment, lang: Lang) -> bool:
    """Whether it is a clause by itself that tells of somebody or something else."""
    if each.opener is not None or each.verb is None:
        return False
    rest = [part for part in each.shown if part is not each.verb and part.kind is Kind.WORD]
    return any(part.first in NOUNISH | {Tag.DET, Tag.PRON} and not _is_he(part, lang) for part in rest)


def _is_he(part: Part, lang: Lang) -> bool:
    """Whether it is a pronoun for one person told of before."""
    return part.kind is Kind.WORD and part.lower in known(lang, "pronouns_man") | known(lang, "pronouns_woman")


def _tells(part: Part, lang: Lang) -> bool:
    light = part.lower in phrases(lang).copulas | known(lang, "have") | known(lang, "helping")
    base = lemma(part.lower, lang) if part.is_finite else ""
    return part.first in _CONTENT and not light and base not in known(lang, "says_little")


__all__ = ["mostly_gone"]
