"""What grammar says of whom a detail is about, where the drafts of the corpus have too little of it to weigh.

Called by :mod:`.assign`, which adds it to the log odds of its weights. Newspapers count their sources first and tell of
one after the other: "A woman who …", "the third, …", "says one of them".
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from ..draft import DetailType
from .choices import STRONG_MATCH
from .clues import Clue
from .figures import Figure
from .signs import INTRODUCING_TYPES
from .words import best_match

OPENING, OPENING_CLAUSE, MET, WRONGED = 1.5, 3.0, 6.0, 6.0
"""Added to the log odds of somebody new when a sentence opens with one ("A woman said …"), when a clause says who ("A
woman who …"), when the newspaper says that it met them ("This paper spoke to employees"), and when they are said
to have been wronged, or accuse: newspapers bring in most of their sources like that, the drafts of the corpus few.
"""
OPENING_PARAGRAPH = 3.0
"""Added to those where a whole paragraph opens so."""
SEVERAL = 5.0
"""Taken from the log odds of a figure of whom no more is told than how many they are ("four women and a man"), for all
that another paragraph tells: a standfirst counts its sources, and each paragraph is of one of them.
"""
ONE_OF_THEM, SAYS_ONE = 3.0, 8.0
"""Added to the log odds of somebody new where a paragraph begins to tell of "one of the women", and where "one of them"
speaks in it before anybody else.
"""
ANOTHER = 9.0
"""Added to those where a paragraph opens with a second or third of those whom the text tells of. Of 120 such in the
corpus' drafts of whom nothing was told before, the weights alone miss six.
"""
TAKEN_UP, BY_WORDS = 3.0, 2
"""Added to the log odds of the one figure that a definite description takes up by so many of its words, or
that it calls by its noun where a sentence begins: "The former clerk" is the clerk of before, not the cook told of last.
"""


def opening(clue: Clue, figures: Sequence[Figure]) -> float:
    """What grammar adds to the log odds of somebody new, beside the ``figures`` that a clue may be about."""
    signs = clue.signs
    if signs.get("met by the reporter"):
        return MET
    if signs.get("wronged"):
        return WRONGED
    if signs.get("introduced before"):
        return 0.0  # of "a nurse of 52" the nurse is new, and the age is hers
    added = _one_of_several(clue, figures)
    added += ANOTHER * max(signs.get("opens with another", 0.0), signs.get("one of them behind a name", 0.0))
    added += (OPENING + OPENING_PARAGRAPH) * signs.get("opens with somebody", 0.0)
    added += MET * signs.get("opens with a companion", 0.0)
    if not signs.get("introduction opens sentence") or signs.get("introduction without a verb"):
        return added
    added += OPENING_CLAUSE if signs.get("introduced with a clause") else OPENING
    return added + (OPENING_PARAGRAPH if signs.get("introduction opens paragraph") else 0.0)


def _one_of_several(clue: Clue, figures: Sequence[Figure]) -> float:
    """What "one of the women" and "says one of them" add where their paragraph has told of nobody yet."""
    says, brought = clue.signs.get("spoken by one of them"), clue.signs.get("brought in as one of several")
    if not (says or brought):
        return 0.0
    if any(is_met(figure, clue) for figure in figures):
        return 0.0
    return SAYS_ONE if says else ONE_OF_THEM


def is_one_of_several(clue: Clue) -> bool:
    """Whether the words are of several: of "one of the speakers was a woman" she is called a woman."""
    return bool(clue.signs.get("brought in as one of several"))


def against(clue: Clue, figure: Figure) -> float:
    """What is taken from the log odds of a figure whom another paragraph has counted, and no more."""
    return SEVERAL if clue.paragraph not in figure.paragraphs and are_several(figure) else 0.0


def are_several(figure: Figure) -> bool:
    """Whether nothing is told of a figure but how many they are: "three people who worked for him" are all sources."""
    return all(
        clue.signs.get("counted along")
        or (clue.detail.type is DetailType.GROUP and not {"unique", "one_of"} & clue.detail.value.keys())
        for clue in figure.clues
    )


def is_described(figure: Figure) -> bool:
    """Whether it is told who a figure is, and more than what they said."""
    return any(clue.signs.get("describes") for clue in figure.clues)


def taken_up(clue: Clue, figures: Sequence[Figure]) -> int | None:
    """Which of ``figures`` a definite description takes up by two of its words, and no other: "the youngest cook"."""
    if clue.determiner != "definite" or clue.detail.type not in INTRODUCING_TYPES or clue.quoted:
        return None
    shared = [len(clue.heads & figure.heads) for figure in figures]
    most = max(shared, default=0)
    if most >= BY_WORDS:
        return shared.index(most) if shared.count(most) == 1 else None
    if not clue.signs.get("phrase opens sentence") or clue.detail.type is not DetailType.OCCUPATION:
        return None
    alone = [n for n, figure in enumerate(figures) if not are_several(figure)]
    called = [n for n in alone if best_match(clue.heads, figures[n].heads) >= STRONG_MATCH]
    return called[0] if len(called) == 1 else None


def is_met(figure: Figure, clue: Clue) -> bool:
    """Whether the paragraph of a clue tells more of a figure than words that may have been said to them."""
    own = takewhile(lambda other: other.paragraph == clue.paragraph, reversed(figure.clues))
    return any(other.detail.type is not DetailType.QUOTE for other in own)
