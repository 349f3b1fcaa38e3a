"""A second look at what was found: how likely each find is a detail of somebody to protect, by all that is around it.

Called by detection when everything is merged. The tagger sees a dozen words at a time and a rule a phrase; neither
knows that the sentence is about somebody who is named, or that the rest of the draft tells of nobody to protect. What
points at one person directly is not weighed, nor the words by which a source or somebody who was wronged is brought in:
there a miss costs most.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

import numpy as np

from ..covered import Covered
from ..draft import DIRECT_TYPES, DetailType, Lang, Span
from .employed import RULE as EMPLOYED
from .merge import Found
from .surroundings import Surroundings
from .tagger import SUMMIT, TAGGER, Tagged
from .trees import Trees

FILE = Path(__file__).parent / "data" / "weighing.npz"

FEWEST = 60
"""Words of a draft from which its finds are weighed: in a shorter one there is nothing around them to go by."""

LIKELY = {Lang.NL: 0.29, Lang.EN: 0.28}
"""The probability that a find of the tagger alone must have."""

UNLIKELY = 0.15
"""The same for one that a rule stands for."""

LONGEST = 8
"""Words of the longest run that is looked for in other finds."""

SURE = 0.7
"""The tagger's own probability from which a find of it stays, whatever is around it.

On the corpus' test split that costs nothing; and on a text unlike the corpus, where what is around says little, it is
what still is found.
"""

GUESSED = {
    Lang.EN: frozenset({(DetailType.EVENT, 1), (DetailType.EVENT, 2), (DetailType.TRAIT, 2)}),
    Lang.NL: frozenset[tuple[DetailType, int]](),
}
"""Types, each with a number of words, of what the tagger alone is not believed to have found by a guess."""
SLIGHT = 0.5
"""How likely the tagger must think it that those words are a detail of that type, where nothing is weighed.

Of 24 less likely ones in English on the corpus' test split ("refused", "the lift") six touch a detail, and none is all
that was found of one.
"""


@cache
def trees() -> Trees:
    """What was learned."""
    with np.load(FILE) as arrays:
        return Trees.read(arrays)


def weighed(
    text: str, lang: Lang, finds: Sequence[Found], tagged: Tagged, kept: Sequence[Span], brought_in: Covered
) -> tuple[Found, ...]:
    """``finds`` without those that are hardly details; in a short text, without what the tagger only guessed.

    ``kept`` are the names that stay, and ``brought_in`` the words that bring in somebody to protect.
    """
    doubtful = [
        n for n, found in enumerate(finds) if may_be_weighed(found) and not brought_in.overlap(found.match.span)
    ]
    if len(text.split()) < FEWEST:
        dropped = {n for n in doubtful if is_guess(finds[n], lang) or _is_slight(text, lang, finds[n])}
    else:
        rows = Surroundings(text, lang, finds, tagged, kept).rows(doubtful)
        likely = zip(doubtful, trees().probabilities(rows).tolist(), strict=True)
        dropped = {n for n, probability in likely if probability < _needed(finds[n], lang)}
    told = {_words(text, found) for n, found in enumerate(finds) if n not in dropped}
    dropped = {n for n in dropped if told.isdisjoint(_parts(_words(text, finds[n])))}
    guessed = [n for n in doubtful if n not in dropped and is_guess(finds[n], lang)]
    if guessed:
        elsewhere = _Elsewhere(text, finds)
        dropped |= {n for n in guessed if elsewhere.is_left(finds[n].match.span)}
    return tuple(found for n, found in enumerate(finds) if n not in dropped)


def may_be_weighed(found: Found) -> bool:
    """Whether a find points at nobody directly, and is not known for being somebody's who is to be protected."""
    return found.match.type not in DIRECT_TYPES and EMPLOYED not in found.evidence


def is_guess(found: Found, lang: Lang) -> bool:
    """Whether nothing but the tagger found it, and that not surely enough by itself."""
    guessed = found.match.type not in DIRECT_TYPES and found.evidence == (TAGGER,)
    return guessed and found.match.score < SUMMIT[lang]


def _is_slight(text: str, lang: Lang, found: Found) -> bool:
    """Whether it is a word or two, and neither a rule nor more than a guess of the tagger says that it is a detail."""
    match = found.match
    guessed = (match.type, len(match.span.of(text).split())) in GUESSED[lang]
    return guessed and match.score < SLIGHT and found.evidence == (TAGGER,)


def _words(text: str, found: Found) -> tuple[str, ...]:
    return tuple(found.match.span.of(text).casefold().split())


def _parts(words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """All runs of words in ``words``: what is taken out in one place would be given away by another find with it in."""
    for start in range(len(words)):
        for end in range(start + 1, min(len(words), start + LONGEST) + 1):
            yield words[start:end]


class _Elsewhere:
    """One text in small letters, and where something was found in it."""

    def __init__(self, text: str, finds: Sequence[Found]) -> None:
        low = text.lower()
        self._text = low if len(low) == len(text) else text
        self._found = Covered(found.match.span for found in finds)

    def is_left(self, span: Span) -> bool:
        """Whether the words of ``span`` stand where nothing was found, too: they are no secret."""
        words = re.escape(span.of(self._text))
        again = re.finditer(rf"{words}(?<!\w{words})(?!\w)", self._text)
        return any(not self._found.overlap(Span(*place.span())) for place in again)


def _needed(found: Found, lang: Lang) -> float:
    if found.evidence != (TAGGER,):
        return UNLIKELY
    return LIKELY[lang] if found.match.score < SURE else 0.0
