"""Dutch stretches that run on into what was done: "dochter van negen | bracht", "als enige van de raad | vragen"."""

from __future__ import annotations

from ..draft import DetailType, Lang
from .function import known
from .words import NOUNISH, Tag, Word

_LOOSE = frozenset({Tag.DET, Tag.PREP, Tag.AND, Tag.SUB, Tag.MARK})


def only_one_of(words: tuple[Word, ...], inside: list[int], lang: Lang) -> list[int]:
    """The Dutch group alone of "als enige van de fractie" where what was done follows it: "vragen over de loods"."""
    led = (
        len(inside) > 2
        and words[inside[0]].lower in known(lang, "as")
        and words[inside[1]].lower in known(lang, "only")
    )
    if lang is Lang.EN or not led or words[inside[2]].lower != "van":
        return inside
    end = 3
    while end < len(inside) and words[inside[end]].tag in (Tag.DET, Tag.ADJ):
        end += 1
    more = inside[end + 1 :]
    runs_on = bool(more) and words[inside[end]].tag in NOUNISH and words[more[0]].tag in NOUNISH
    return inside[: end + 1] if runs_on else inside


def child_of_an_age(words: tuple[Word, ...], inside: list[int], type: DetailType, lang: Lang) -> list[int]:
    """A child and its age, without the verb of its clause: of "haar dochter van negen bracht" all but the last."""
    if type is not DetailType.FAMILY or lang is not Lang.NL:
        return inside
    for at in range(1, len(inside) - 2):
        lead, age, following = (words[i] for i in inside[at : at + 3])
        of_age = lead.lower == "van" and age.tag is Tag.NUM
        apart = len(inside) > at + 3 and following.lower == "op" and words[inside[at + 3]].lower in ("van", "te")
        # A tagger takes "bracht" for a noun here and there; behind an age none stands but of what it counts.
        does = at + 3 == len(inside) and following.tag not in _LOOSE and following.lower not in known(lang, "units")
        if of_age and (does or apart):
            return inside[: at + 2]
    return inside
