"""Tags of Dutch words put right where the model takes a word for one of a closed class that has no such word.

Called by ``words``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..draft import Lang
from .function import known

_NAMED = ("N", "NS", "NP")
_TRADE = re.compile(r"[a-z]{3,}(?:aar|ares|ster|ist|loog|kundige)")
"""Endings of nouns for people, and of no determiner."""

_PARTICIPLE = re.compile(r"(?:[a-z]*ge|ver|be|ont|her)[a-z]{2,}(?:d|t|en)|[a-z]*ge(?:ga|da|sta|sla|zie)a?n")


def mended(words: Sequence[str], tags: Sequence[str]) -> list[str]:
    """The tags with what the closed classes rule out put right; ``words`` and ``tags`` are of one sentence."""
    found = list(tags)
    for at, tag in enumerate(tags):
        word = words[at].lower()
        following = tags[at + 1] if at + 1 < len(tags) else "U"
        if tag == "P" and word.isalpha() and word not in known(Lang.NL, "prepositions"):
            found[at] = "N" if words[at].islower() else "NP"
            if at and words[at - 1].lower() in known(Lang.NL, "possessive") and found[at - 1] == "R":
                found[at - 1] = "D"  # "had haar hond bij zich"
        elif tag == "VF" and _PARTICIPLE.fullmatch(word) and _is_helped(words, tags, at):
            found[at] = "VP"  # "is in mei teruggegaan naar Goes": a clause has one finite verb
        elif tag == "D" and _TRADE.fullmatch(words[at]):
            found[at] = "N"  # "toen was ik leraar wiskunde"
        elif tag == "A" and word in known(Lang.NL, "only_adverbs"):
            found[at] = "B"  # "een vrouw, destijds verpleegster"
        elif tag == "A" and word in known(Lang.NL, "work_when") and following not in (*_NAMED, "A"):
            found[at] = "B"  # "Vroeger was hij"
    return found


def _is_helped(words: Sequence[str], tags: Sequence[str], at: int) -> bool:
    """Whether "is" or "had" stands before a verb in its clause."""
    helping = known(Lang.NL, "have") | known(Lang.NL, "being") | known(Lang.NL, "passive")
    for ahead in range(at - 1, -1, -1):
        if tags[ahead] in ("U", "C", "S") or words[ahead].lower() in known(Lang.NL, "relative_pronouns"):
            return False
        if tags[ahead] == "VF":
            return words[ahead].lower() in helping
    return False
