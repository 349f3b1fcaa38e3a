"""How much it says that a passage of one article returns in another: word for word, or told in other words.

The words that say something are compared by their stems, each worth less the more the two articles repeat it; the order
they keep adds to it, and words that are the same to the letter add more.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise

from .article import Passage
from .weights import (
    A_DETAIL_WORD,
    A_PAIR,
    A_STEP,
    A_WORD,
    MOST_OF_A_FACT,
    MOST_OF_A_QUOTE,
    MOST_OF_A_SHORT_QUOTE,
    SHORT,
)
from .words import Token

LEAST_SAME = 5
"""So many words that are the same to the letter, in one run or with little between them, are one quotation."""
LEAST_PART = 0.7
"""The part of the shorter passage that these words must be, where they are not one run."""
FREE = 3
"""Words that everybody puts in that order now and then."""
LEAST_COVERAGE = 0.5
"""The part of what a passage says that must return in the other."""
LEAST_WORDS, LEAST_UNQUOTED = 2, 3
"""Words that must return of a quotation, and where neither is one."""
LEAST_WORTH = 1.0
"""What these words must be worth together: two that the articles are full of say nothing."""
Worth = Callable[[str], float]


@dataclass(frozen=True)
class Echo:
    """How a passage returns: what it weighs, the stems it rests on, and whether it is the same to the letter."""

    weight: float
    stems: frozenset[str]
    verbatim: bool = False


def quoted_again(one: Passage, other: Passage, worth: Worth) -> Echo | None:
    """How a quotation returns in the other passage, of which one may be a sentence; None when it does not.

    ``worth`` of a stem is from 0 to 1.
    """
    met = {word: to for word in one.stems.all if (to := other.stems.find(word))}
    same = _same_words(one.words, other.words) if one.runs & other.runs else 0
    # A quotation may be one part of a sentence that says more; a sentence, one part of a longer quotation.
    parts = [passage for passage in (one, other) if passage.quoted]
    if not same and (len(met) < LEAST_WORDS or not _is_enough(met, parts, worth)):
        return None
    weight = (
        A_WORD * _sum(met, worth)
        + A_PAIR * _in_order(one.stems.ordered, other.stems.ordered, met)
        + A_STEP * max(same - FREE, 0)
    )
    most = MOST_OF_A_QUOTE if min(len(one.words), len(other.words)) >= SHORT else MOST_OF_A_SHORT_QUOTE
    return Echo(min(weight, most), frozenset(met), same > 0)


def told_again(one: Passage, other: Passage, worth: Worth) -> Echo | None:
    """How much of a sentence returns in another, neither a quotation; None for too little."""
    met = {word for word in one.stems.all if other.stems.find(word) and worth(word)}
    if len(met) < LEAST_UNQUOTED or not _is_enough(met, (one, other), worth):
        return None
    return Echo(min(A_DETAIL_WORD * _sum(met, worth), MOST_OF_A_FACT), frozenset(met))


def _is_enough(met: Collection[str], parts: Sequence[Passage], worth: Worth) -> bool:
    whole = min(_sum(part.stems.all, worth) for part in parts)
    return _sum(met, worth) >= max(LEAST_COVERAGE * whole, LEAST_WORTH)


def _sum(stems: Collection[str], worth: Worth) -> float:
    return sum(worth(stem) for stem in stems)


def _same_words(one: Sequence[Token], other: Sequence[Token]) -> int:
    """How many words are the same to the letter and in order; 0 for too few to be one quotation."""
    some, others = [word.form for word in one], [word.form for word in other]
    if some == others and len(some) > FREE:
        return len(some)
    blocks = SequenceMatcher(None, some, others, autojunk=False).get_matching_blocks()
    run: int = max(block.size for block in blocks)
    matched: int = sum(block.size for block in blocks if block.size > 1)
    if matched >= max(LEAST_PART * min(len(some), len(others)), LEAST_SAME):
        return matched
    return run if run >= LEAST_SAME else 0


def _in_order(said: Sequence[str], again: Sequence[str], met: Mapping[str, str]) -> int:
    """How many words that return follow one another in both."""
    order = set(pairwise(again))
    return sum((met[one], met[two]) in order for one, two in pairwise(said) if one in met and two in met)
